/*
 * The digest: what matters of a span of time, on one page (STYLE §1.31). A lead, the top of the hot
 * lists, then so many stories a tag. Pure; any thread. reader/digest.c gathers what goes in.
 *
 * A story is everything that tells of the same: articles with one canonical link or one folded headline
 * (text/titlekey.h) and the hot entries of that headline, or of one that it begins with. It stands on the page once, however many tags
 * and lists have it. Its score, in points:
 *
 *     score = 3 × lists + 2 × sources + rank + 2 × freshness + 2 × liking
 *
 *     lists      hot lists it is on
 *     sources    sources that have an article of it
 *     rank       (11 − best rank) / 10, from 1 for the first to 0 from the eleventh on
 *     freshness  from 0 at the beginning of the span to 1 at its end
 *     liking     of its tag that is liked most: 1 when it is pinned, else the tag's starred articles
 *                over those of the tag that has most
 *
 * The lead is the story with most lists and sources; of equals one that there is an article of, then the
 * one with the higher score, then the newer one.
 */
#ifndef DIGEST_DIGEST_H
#define DIGEST_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "model/hot.h"
#include "model/item.h"

enum {
	DIGEST_ITEMS_MOST = 3000, /* articles looked at: the newest of the span */
	DIGEST_SECTIONS = 8,
	DIGEST_PER_TAG = 4,
	DIGEST_HOT = 8,
	LIKED_WHOLLY = 1000,
};

struct digest_story {
	int64_t item;             /* 0: there is no article of it, only a hot entry */
	const char *title, *link, *source;
	const char *text;         /* the beginning of its text, one line; NULL: none */
	int64_t time;             /* published, or first seen on a list */
	const char **tags;
	size_t n_tags;
	bool is_read, is_starred;
	int n_lists, n_sources;
	const struct hot_entry *hot; /* of its best rank, NULL: on no list; borrowed */
	int score;                /* thousandths of a point */
	bool is_used;             /* it stands on the page */
};

struct digest_section {
	const char *name;         /* a tag, a group, a source; "" for what no other section takes */
	const struct digest_story **stories;
	size_t n;
};

struct digest {
	struct arena arena;
	int64_t since, until;
	size_t n_new;             /* stories there were to choose from */
	const struct digest_story *lead; /* NULL: nothing is new */
	const struct digest_story **hot;
	size_t n_hot;
	struct digest_section *sections;
	size_t n_sections;
};

/* A tag one reads; the first ones get their sections first. */
struct digest_tag {
	const char *name;
	int liking;               /* from 0 to LIKED_WHOLLY */
};

/* What goes in: borrowed, and as long as the digest lives. */
struct digest_input {
	int64_t since, until;
	const struct item *items; /* newest first */
	size_t n_items;
	const struct hot_story *const *hot;
	size_t n_hot;
	const struct digest_tag *tags;
	size_t n_tags;
	/* Where no article has a tag: the section of a source. NULL: what published it. */
	const char *(*group_of)(void *opaque, int64_t source_id);
	void *opaque;
	size_t per_tag, hot_most;
};

/* Fill an empty digest. */
void digest_make(struct digest *d, const struct digest_input *in);
/* Free what is in it. */
void digest_release(struct digest *d);

/* Every story on the page in its order: 0 is the lead; NULL behind the last. */
const struct digest_story *digest_story(const struct digest *d, size_t i);
size_t digest_count(const struct digest *d);

/* The score in thousandths of a point. rank 0: on no list; freshness and liking from 0 to 1000. */
int digest_score(int n_lists, int n_sources, int rank, int freshness, int liking);

#endif
