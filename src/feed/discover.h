/*
 * Finding the feeds of a page: what the page says, what is known of well-known sites, and the
 * places where feeds usually are. Pure: nothing is fetched here. Any thread.
 *
 * Addresses found are http or https, whole, and each named once; text lives in the arena given in.
 */
#ifndef FEED_DISCOVER_H
#define FEED_DISCOVER_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum {
	DISCOVER_LINKS_MAX = 50, /* of a page */
	DISCOVER_PATHS_MAX = 10, /* usual places: each costs the site a request */
};

struct discover_link {
	const char *url;
	const char *title;  /* as the page or the rule calls it; NULL */
	bool is_stated;     /* <link rel=alternate>: the page says that it is a feed of it */
	bool is_comments;   /* of comments, not of articles */
};

struct discover_links {
	struct discover_link *v;
	size_t n;
};

/* What an HTML page of this address names: stated feeds in its order, then links that look like
 * feeds; those of comments behind all others. */
void discover_page(struct slice bytes, const char *content_type, const char *url, struct arena *a,
                   struct discover_links *out);
/* The usual places on the page's own host, the likeliest first. */
void discover_paths(const char *url, struct arena *a, struct discover_links *out);

/* --- well-known sites (feed/discover_sites.c) -------------------------------------------------- */

/* The feeds that a site of this address has by its own rules; none for most addresses. */
void discover_sites(const char *url, struct arena *a, struct discover_links *out);
/* The same for software that runs on hosts of any name (Mastodon, Lemmy): worth trying when the page
 * itself names no feed. */
void discover_software(const char *url, struct arena *a, struct discover_links *out);
/* For a site without feeds of its own the route of an RSSHub that makes one ("/zhihu/hot"); NULL for
 * others. */
const char *discover_rsshub(const char *url, struct arena *a);

#endif
