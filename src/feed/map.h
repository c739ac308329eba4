/*
 * Lists read through a mapping: the part that JSON and HTML share. A backend knows how to look into
 * an item; what the keys of a mapping mean, alternatives, {templates}, drop, sort, limit and the
 * trace for `haowai check` are here. Any thread.
 */
#ifndef FEED_MAP_H
#define FEED_MAP_H

#include "base/arena.h"
#include "base/err.h"
#include "feed/parse.h"

/* How a value is wanted. */
enum map_want {
	MAP_TEXT,
	MAP_MARKUP,    /* the inside with its tags, where the backend has such */
	MAP_CONDITION, /* for drop: also what is no text (true, false, null) */
};

/* Values found, uncleaned, in a scratch arena. */
struct map_values {
	struct arena *arena;
	struct slice *v;
	size_t n, cap;
};
void map_values_add(struct map_values *values, struct slice text);

struct map_backend {
	/* Compile one path or selector; NULL with a sentence. */
	void *(*compile)(const char *text, struct err *err);
	void (*release)(void *leaf);
	/* Append what the leaf finds at the item. */
	void (*find)(const void *leaf, const void *item, enum map_want want,
	             struct map_values *out);
	/* What is there where the leaf finds nothing: in the arena, NULL if nothing can be said. */
	const char *(*hint)(const void *leaf, const void *item, struct arena *arena);
};

/* Read items[0..n), found in this order, into the feed. False with a sentence when an expression of
 * the mapping cannot be read. */
bool map_read(const struct map_backend *backend, const void *const *items, size_t n,
              const struct feed_hints *hints, struct feed *feed, struct err *err);

/* --- expressions (feed/mapexpr.c) ------------------------------------------------------------- */

struct map_part {
	char *literal;   /* text before the value; NULL for none */
	void *leaf;      /* NULL: literal only */
	int filter;      /* of {leaf|filter}; 0 for none */
};

struct map_expr {
	struct map_part *parts;
	size_t n, cap;
	bool is_template;
};

/* A leaf by itself, or a {template}: what holds braces, or an address. */
bool map_expr_compile(struct map_expr *e, const char *text, const struct map_backend *backend,
                      struct err *err);
void map_expr_release(struct map_expr *e, const struct map_backend *backend);
/* Append its values for an item: all that a leaf finds; one for a template whose parts are all
 * there. */
void map_expr_values(const struct map_expr *e, const struct map_backend *backend, const void *item,
                     enum map_want want, struct map_values *out);

/* --- conditions (feed/mapdrop.c) -------------------------------------------------------------- */

struct map_condition;

/* "field == value", also != < > and ~ (a pattern). NULL with a sentence. */
struct map_condition *map_condition_new(const char *text, const struct map_backend *backend,
                                        struct err *err);
void map_condition_free(struct map_condition *c, const struct map_backend *backend);
bool map_condition_holds(const struct map_condition *c, const struct map_backend *backend,
                         const void *item, struct arena *scratch);

#endif
