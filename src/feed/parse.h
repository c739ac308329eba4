/*
 * Bytes → feed. The one door into feed/. Pure but for time given in; any thread.
 */
#ifndef FEED_PARSE_H
#define FEED_PARSE_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"
#include "model/feed.h"
#include "model/source.h"

/* Ceilings (DECISIONS §5): a document of more is cut and said to be. */
enum { FEED_BYTES_MAX = 16 * 1024 * 1024 };

struct feed_hints {
	const char *content_type;    /* the HTTP header's value, or NULL */
	const char *base;            /* address it came from, or NULL */
	const char *type; /* forced: "rss", "atom", "jsonfeed", "json", "html", or NULL */
	const char *language;        /* the source's, or NULL */
	const char *timezone;        /* the source's, or NULL */
	int64_t fetched;             /* when: relative times stand against it */
	const struct mapping *map;   /* how to read a JSON or HTML list, or NULL */
};

/* Parse into *out (initialised here; release with feed_release() whether it succeeds or not). False
 * with one sentence when it is no feed at all: what it is instead, and what to do. Broken markup is
 * read as far as it goes. */
bool feed_parse(struct slice bytes, const struct feed_hints *hints, struct feed *out,
                struct err *err);

#endif
