/*
 * The kinds of JSON document that are feeds. Internal to feed/json*; feed/jsondoc.c chooses.
 */
#ifndef FEED_JSONDOC_H
#define FEED_JSONDOC_H

#include <jansson.h>
#include "feed/feedbuild.h"
#include "feed/parse.h"

/* JSON Feed 1 and 1.1. */
bool json_feed_fits(const json_t *root);
void json_feed_read(const json_t *root, const struct feed_hints *hints, struct feed *feed);
/* RSS in JSON: {"rss": {"channel": {"item": […]}}}. */
bool json_rss_fits(const json_t *root);
void json_rss_read(const json_t *root, const struct feed_hints *hints, struct feed *feed);
/* A list by the mapping of the hints. */
bool json_list_read(const json_t *root, const struct feed_hints *hints, struct feed *feed,
                    struct err *err);

/* A member of object as text: a string, or a number written out; NULL if it is neither. In the
 * arena. */
const char *json_member(struct arena *a, const json_t *object, const char *key);

#endif
