/*
 * The file `subscriptions`, in pieces: what the program changes, in the syntax of the configuration. The
 * user's own file is never written. Sections are kept word for word; only the one that is meant changes.
 */
#ifndef CONFIG_SUBSCRIPTIONS_H
#define CONFIG_SUBSCRIPTIONS_H

#include "config/config.h"

/* A section: its own line and all up to the next. The first has no line of its own. */
struct piece {
	struct str text;
	char *section, *name; /* "" in the first */
	int line;             /* where it stood; 0: it is new */
};

struct subscriptions {
	const char *path;
	int folder;           /* locked: two readers may change the file */
	struct config *c;     /* what the file made when it was read */
	struct piece *pieces;
	size_t n, cap;
};

/* Lock and read it; false when it is there but cannot be read: it is not overwritten. Ends with one of
 * the next two. */
bool subscriptions_open(struct subscriptions *s, const char *path, struct err *err);
/* Write it, with copies kept of what it was, and release. */
bool subscriptions_write(struct subscriptions *s, struct err *err);
void subscriptions_release(struct subscriptions *s);
/* Append the pieces of a text. */
void subscriptions_split(struct subscriptions *s, struct slice text);

/* A new piece at the end, without text; valid until the next is added or removed. */
struct piece *subscriptions_add(struct subscriptions *s, struct slice section, struct slice name);
void subscriptions_remove(struct subscriptions *s, size_t i);
/* The piece of that section and name; s->n when there is none. */
size_t subscriptions_find(const struct subscriptions *s, const char *section, const char *name);
/* The [feed] or [hot] that makes the source of this key; s->n when none does. */
size_t subscriptions_find_source(const struct subscriptions *s, const char *key);
/* Change one thing about a source, in its [source KEY]; a section that says nothing goes. */
void subscriptions_note(struct subscriptions *s, const char *key, const char *what, const char *value);

/* Take the key's lines out of a piece, and put the new one at its end; value NULL: only out. */
void piece_set(struct piece *p, const char *key, const char *value);
/* Take one line of a key out; true when it was there. */
bool piece_remove_line(struct piece *p, const char *key, const char *value);
bool piece_has(const struct piece *p, const char *key);

/* Append a key's line, and a section's: values and names as one clean line. */
void config_add_line(struct str *out, const char *key, const char *value);
void config_add_header(struct str *out, const char *section, const char *name);

#endif
