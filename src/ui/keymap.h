/*
 * Which key does what in which view: made from the action tables of the views, a preset (the files of
 * ui/keys/) and the `bind` and `unbind` lines of [keys]. What the user binds goes before the preset,
 * that before the defaults; among those, what is bound in the view before what holds everywhere. Constant once made. UI thread only.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "base/arena.h"
#include "config/config.h"
#include "ui/key.h"
#include "ui/view.h"

/* Where a binding comes from; what comes later is shown first. */
enum binding_origin { BOUND_BY_DEFAULT, BOUND_BY_PRESET, BOUND_BY_USER };

struct binding {
	enum view_id view;           /* VIEW_EVERYWHERE */
	key_code key;
	const struct action *action; /* NULL: the key is freed */
	enum binding_origin origin;
};

struct keymap {
	struct binding *bindings;
	size_t n, cap;
	struct arena arena;          /* macros, as actions */
	int preset;                  /* as the option `keys` has it; 0: our own keys */
};

/* The default keys of all tables. */
void keymap_init(struct keymap *m);
void keymap_release(struct keymap *m);
/* Take `VIEW KEY ACTION` ("article o open-browser"; action "none" frees the key) or `VIEW KEY STEP
 * STEP…`, a macro. A key bound anew loses what it did; the action keeps its other keys. */
bool keymap_bind(struct keymap *m, const char *line, struct err *err);
/* Take `VIEW KEY` or `VIEW all`: these keys do nothing there. */
bool keymap_unbind(struct keymap *m, const char *line, struct err *err);
/* Take a preset's bindings; what it does not name stays. */
void keymap_take_preset(struct keymap *m, int preset);
/* The file of a preset, as it was compiled in; empty for 0 and for numbers there are none of. */
struct slice keymap_preset_text(int preset);
/* Take the preset of the option `keys` and every bind and unbind line of the configuration; what is
 * wrong with one goes to problem(). */
void keymap_configure(struct keymap *m, const struct config *c,
                      void (*problem)(void *opaque, const struct config_line *line,
                                      const char *text), void *opaque);
/* What the key does in this view, NULL when nothing. What the view does not offer is not found. */
const struct action *keymap_find(const struct keymap *m, enum view_id view, key_code key);
/* Something is bound to it that this view does not offer: which. NULL: nothing is. */
const struct action *keymap_find_refused(const struct keymap *m, enum view_id view, key_code key);
/* Append the labels of an action's keys, at most `most`, parted by blanks; false when it has
 * none. */
bool keymap_add_keys(const struct keymap *m, enum view_id view, const struct action *action,
                     int most, struct str *out);
/* Is one of its keys in this view from the configuration? */
bool keymap_is_custom(const struct keymap *m, enum view_id view, const struct action *action);
/* The action of that name in the view's table or among those that hold everywhere, else NULL. */
const struct action *action_find(enum view_id view, const char *name);
/* The same in any view: the first that has it. */
const struct action *action_find_anywhere(const char *name);
/* The view's name in bind lines, "everywhere" for VIEW_EVERYWHERE. */
const char *view_name(enum view_id view);
/* May this action be used in this view? */
bool action_is_offered(enum view_id view, const struct action *action);
/* Why not: a msgid, such as "there is no article here". NULL when it may. */
const char *action_refusal(enum view_id view, const struct action *action);

#endif
