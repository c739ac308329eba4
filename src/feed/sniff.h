/*
 * What a document is, by its first bytes: servers' types are not to be trusted. Pure; any thread.
 */
#ifndef FEED_SNIFF_H
#define FEED_SNIFF_H

#include "base/str.h"

enum sniff_kind {
	SNIFF_EMPTY,
	SNIFF_FEED, /* XML with rss, rdf:RDF, feed, channel or entry in it, whatever stands before
	             */
	SNIFF_XML, /* other XML: OPML, a sitemap */
	SNIFF_JSON,
	SNIFF_JSONP, /* name(…) */
	SNIFF_HTML,
	SNIFF_TEXT,
	SNIFF_BINARY,
};

/* text need not be decoded as long as its encoding keeps ASCII. */
enum sniff_kind sniff(struct slice text);
/* The name of the first element ("opml"), empty if there is none. */
struct slice sniff_root(struct slice text);

#endif
