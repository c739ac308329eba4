/*
 * Paths into JSON: "a.b[0].c", "a.*.b" (every element or member), "." (the root), "\"a.b\"" for odd
 * keys; "$.a" and "a.0.b" are understood as well. Any thread.
 */
#ifndef FEED_JSONPATH_H
#define FEED_JSONPATH_H

#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct json_path;

/* NULL with a sentence. Free with json_path_free(). */
struct json_path *json_path_new(const char *text, struct err *err);
void json_path_free(struct json_path *p);
/* Call found() for every value the path leads to; it may stop by returning false. */
void json_path_find(const struct json_path *p, const json_t *root,
                    bool (*found)(void *opaque, const json_t *value), void *opaque);
/* What there is where the path leads nowhere: "data: total, list[50]"; in the arena, NULL when the
 * path leads somewhere. */
const char *json_path_hint(const struct json_path *p, const json_t *root, struct arena *arena);

/* Append a scalar as text; false for null, arrays and objects. */
bool json_text(const json_t *value, struct str *out);

#endif
