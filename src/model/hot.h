/*
 * A hot list and its entries (SOURCES §4.2, DECISIONS §2). Plain data.
 */
#ifndef MODEL_HOT_H
#define MODEL_HOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where an entry stands against the fetch before, both successful. */
enum hot_state {
	HOT_SAME,
	HOT_UP,
	HOT_DOWN,
	HOT_NEW,  /* not in the fetch before, never seen, and this is not the first fetch */
	HOT_BACK, /* seen before, absent in the fetch before */
	HOT_GONE, /* was in the fetch before, is not in this one */
};

/* "same", "up", …: the words of JSON and of filters. */
const char *hot_state_name(enum hot_state s);

struct hot_entry {
	int64_t id;
	int64_t list_id;
	const char *list;
	int rank, previous, best;   /* 1 is first; previous 0 when it was not there */
	enum hot_state state;
	int64_t heat;               /* -1 when the list gives none */
	const char *heat_text;
	const char *title, *link;
	int64_t first_seen, last_seen;
	int64_t item;               /* the article of the same link or title, or 0 */
	const char **tags;
	size_t n_tags;
	const char **feeds;         /* sources that have an article of it */
	size_t n_feeds;
	const struct hot_story *story; /* the same story elsewhere; NULL until lists were merged */
	int weight;                 /* thousandths of a point (hot/stories.h); 0 until asked for */
};

#define HOT_FEEDS_MOST 32

/* One story wherever it stands: on hot lists, in feeds (SOURCES §4.2). */
struct hot_story {
	const struct hot_entry **on; /* its entries, best rank first; the first speaks for it */
	size_t n_on;
	size_t n_lists;              /* different lists among them */
	const char **feeds;          /* sources that have an article of it */
	size_t n_feeds;
	int64_t first_seen;          /* on any list */
	uint64_t key;                /* of its folded headline: the same in every run */
};

/* What ×N says: lists and feeds that have it. */
static inline int hot_story_times(const struct hot_story *s)
{
	return s ? (int)(s->n_lists + s->n_feeds) : 1;
}

/* The order of the options `hot-order`. */
enum hot_order {
	HOT_ORDER_AUTO,     /* rank in one list, ×N in the merged one */
	HOT_ORDER_RANK,
	HOT_ORDER_HEAT,     /* in one list only: heats of different sites are different units */
	HOT_ORDER_LISTS,    /* ×N, then best rank */
	HOT_ORDER_NEW,      /* first seen last */
	HOT_ORDER_DURATION, /* longest on a list */
	HOT_ORDER_WEIGHT,
};

/* The number of the merged list; no source has it. */
#define HOT_MERGED ((int64_t)-1)

struct hot_list {
	int64_t id;
	const char *name;
	int64_t fetched;            /* last successful fetch, TIME_NONE if never */
	const char *problem;        /* why the last try failed, or NULL */
	struct hot_entry *entries;  /* in rank order; gone ones last */
	size_t n_entries;
	enum hot_order order;       /* in which its entries stand, never AUTO; app's */
};

/* One fetch of a whole list. */
struct hot_place {
	int64_t entry;
	int rank;
	int64_t heat;               /* -1 when the list gives none */
};
struct hot_fetch {
	int64_t time;
	bool failed;                /* then nothing is known of that time */
	struct hot_place *places;   /* in rank order */
	size_t n;
};

/* One fetch of an entry's history. */
struct hot_sighting {
	int64_t time;
	int rank; /* 0: absent at that fetch; -1: that fetch failed */
	int64_t heat;
};

#endif
