/*
 * By which names tags go: renamed and merged ones under another name, hidden ones under none. Names
 * are compared folded (text/fold.h), so that one line catches every way of writing one. Constant once
 * made; any thread.
 */
#ifndef STORE_TAG_MAP_H
#define STORE_TAG_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct tag_map;

struct tag_pair {
	const char *from;
	const char *to;   /* NULL: hidden */
};
/* Text is copied. A chain (a to b, b to c) leads to its end; one that comes round ends where it would
 * come round. Of several pairs for one name the last counts. */
struct tag_map *tag_map_new(const struct tag_pair *pairs, size_t n);
void tag_map_free(struct tag_map *m);
/* The name a tag goes by: itself where nothing is said of it (m NULL: always), NULL when it is
 * hidden. */
const char *tag_map_name(const struct tag_map *m, const char *name);
/* What the first of the other names goes by that begins so (folded); NULL: none, or it is hidden. */
const char *tag_map_begins(const struct tag_map *m, const char *folded);

#endif
