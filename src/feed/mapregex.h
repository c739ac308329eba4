/*
 * Patterns of a mapping, over PCRE2 with limits: what meets foreign text must end. Any thread.
 */
#ifndef FEED_MAPREGEX_H
#define FEED_MAPREGEX_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

struct map_regex;

/* NULL with the place and the reason when it is no pattern. Free with map_regex_free(). */
struct map_regex *map_regex_new(const char *pattern, struct err *err);
void map_regex_free(struct map_regex *r);
/* Limits fit a field of an entry; false also when they end the search. */
bool map_regex_matches(const struct map_regex *r, struct slice text);

/* Append the part of text that `extract =` means: "jsonp" for what is in the brackets of a call,
 * else the first group of the pattern (all of the match where it has none). */
bool map_extract(struct slice text, const char *extract, struct str *out, struct err *err);

#endif
