/*
 * Putting a feed together: lists grow on the heap while entries are read and move into the feed's
 * arena when an entry, or the feed, is complete. Used by every format. One thread.
 */
#ifndef FEED_FEEDBUILD_H
#define FEED_FEEDBUILD_H

#include <stdbool.h>
#include "base/str.h"
#include "model/feed.h"

/* Ceilings, so that no feed grows without bound: what is beyond them is left out and the feed is
 * cut. */
enum { FEED_BUILD_ENTRIES_MAX = 50000, FEED_BUILD_LIST_MAX = 250 };

/* The lists of one thing: of the feed, or of the entry being read. */
struct feed_build_lists {
	struct feed_person *authors;
	struct feed_category *tags;
	struct feed_link *links;
	struct feed_enclosure *enclosures;
	size_t n_authors, n_tags, n_links, n_enclosures;
	size_t cap_authors, cap_tags, cap_links, cap_enclosures;
	const char *stated; /* the text of the author that came as text, while it is the only one */
};

struct feed_build {
	struct feed *feed;
	struct arena *arena;      /* the feed's */
	struct feed_entry *entries;
	size_t n_entries, cap_entries;
	struct feed_build_lists of_feed, of_entry;
};

/* Begin; the feed is initialised by the caller. */
void feed_build_init(struct feed_build *b, struct feed *feed);
/* Start an entry; NULL at the ceiling. The pointer is good until feed_build_entry_end(). */
struct feed_entry *feed_build_entry(struct feed_build *b);
void feed_build_entry_end(struct feed_build *b);
/* Move everything into the feed and free what is left. To be called whatever happened. */
void feed_build_finish(struct feed_build *b);

/* Strings are kept as they are: they live in the arena already. What is there is not added twice.
 */
void feed_build_person(struct feed_build *b, struct feed_build_lists *to, const char *name,
                       const char *email, const char *url);
/* "Name <mail>", "mail (Name)", "Name (mail)", a name or an address alone. */
void feed_build_person_text(struct feed_build *b, struct feed_build_lists *to, struct slice text);
void feed_build_tag(struct feed_build *b, struct feed_build_lists *to, const char *term,
                    const char *scheme, const char *label);
void feed_build_link(struct feed_build *b, struct feed_build_lists *to,
                     const struct feed_link *link);
void feed_build_enclosure(struct feed_build *b, struct feed_build_lists *to, const char *href,
                          const char *type, struct slice length);
void feed_build_enclosure_add(struct feed_build *b, struct feed_build_lists *to,
                              const struct feed_enclosure *add);

/* The names of authors (or their addresses) joined for display; NULL if none. */
const char *feed_build_author(struct feed_build *b, const struct feed_person *authors, size_t n);

/* A length of bytes as written: digits alone, else -1. */
int64_t feed_build_length(struct slice text);

#endif
