/*
 * Which key does what in which view: made from the action tables of the views and the `bind` lines
 * of [keys]. A key is looked up in its view first, then among those that hold everywhere.
 * Constant once made. UI thread only.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "config/config.h"
#include "ui/key.h"
#include "ui/view.h"

struct binding {
	enum view_id view;   /* VIEW_EVERYWHERE */
	key_code key;
	const struct action *action;
	bool is_custom;      /* from the configuration */
};

struct keymap {
	struct binding *bindings;
	size_t n, cap;
};

/* The default keys of all tables. */
void keymap_init(struct keymap *m);
void keymap_release(struct keymap *m);
/* Take `VIEW KEY ACTION` ("article o open-browser"; action "none" frees the key). A key bound anew
 * loses what it did; the action keeps its other keys. */
bool keymap_bind(struct keymap *m, const char *line, struct err *err);
/* Take every bind line of the configuration; what is wrong with one goes to problem(). */
void keymap_configure(struct keymap *m, const struct config *c,
                      void (*problem)(void *opaque, const struct config_line *line,
                                      const char *text), void *opaque);
/* What the key does in this view, NULL when nothing. What the view does not offer is not found. */
const struct action *keymap_find(const struct keymap *m, enum view_id view, key_code key);
/* Append the labels of an action's keys, at most `most`, parted by blanks; false when it has
 * none. */
bool keymap_add_keys(const struct keymap *m, enum view_id view, const struct action *action,
                     int most, struct str *out);
/* Is one of its keys in this view from the configuration? */
bool keymap_is_custom(const struct keymap *m, enum view_id view, const struct action *action);
/* The action of that name in the view's table or among those that hold everywhere, else NULL. */
const struct action *action_find(enum view_id view, const char *name);
/* May this action be used in this view? */
bool action_is_offered(enum view_id view, const struct action *action);

#endif
