/*
 * What a page says about itself in <script type="application/ld+json"> (schema.org's NewsArticle and
 * its like). Any thread.
 */
#ifndef FEED_JSON_LD_H
#define FEED_JSON_LD_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum { JSON_LD_TAGS = 30 };

/* Raw values in the arena; NULL for what is not said. */
struct json_ld {
	const char *headline, *published, *modified, *author, *publisher, *body;
	const char *pub_date;     /* pubDate, as Baidu's plug-ins have it: of the last change */
	const char *tags[JSON_LD_TAGS];
	size_t n_tags;
};

/* Read one script's text; adds what `ld` does not know yet. What is no JSON adds nothing. */
void json_ld_read(struct slice text, struct json_ld *ld, struct arena *arena);

#endif
