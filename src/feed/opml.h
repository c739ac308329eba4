/*
 * OPML: lists of subscriptions, in and out. http and https only; whatever else stands there
 * (commands, files) is told and left out. Folders become groups ("国内/时政"), categories tags,
 * and FreshRSS's attributes for lists in JSON and HTML a mapping. What only haowai knows stands in
 * attributes of its own namespace, one for each key, the lines of a list parted by newlines. Any
 * thread.
 */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/source.h"

enum { OPML_ITEMS_MAX = 20000, OPML_REFUSED_TOLD = 20 };
#define OPML_NAMESPACE "urn:haowai:opml"

struct opml_item {
	const char *title;   /* NULL when it has none */
	const char *url;
	const char *html_url, *language; /* or NULL */
	const char *group;   /* folders parted by /, or NULL */
	struct text_list tags;
	const char *mapping; /* "items = a.b\ntitle = c\n": lines of configuration, or NULL. They come
	                        from outside: who reads them decides which keys he takes */
	bool is_hot;         /* a hot list */
	bool is_untold;      /* its XPath has no equal here: there is no mapping */
};

struct opml {
	struct arena arena;
	struct opml_item *items;
	size_t n;
	size_t n_refused;    /* outlines whose address is neither http nor https */
	struct text_list refused; /* the first of those addresses */
	bool cut;            /* a ceiling was met */
};

/* Read a document of any encoding, broken ones as far as they go. False when it is no OPML. Release
 * with opml_release() whatever it returns. */
bool opml_read(struct slice bytes, struct opml *out, struct err *err);
void opml_release(struct opml *o);

/* Write items as OPML 2.0, folders from groups, in order; false when the stream failed. */
bool opml_write(FILE *to, const char *title, const struct opml_item *items, size_t n);

#endif
