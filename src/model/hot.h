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
};

struct hot_list {
	int64_t id;
	const char *name;
	int64_t fetched;            /* last successful fetch, TIME_NONE if never */
	const char *problem;        /* why the last try failed, or NULL */
	struct hot_entry *entries;  /* in rank order; gone ones last */
	size_t n_entries;
};

/* One fetch of an entry's history. */
struct hot_sighting {
	int64_t time;
	int rank; /* 0: absent at that fetch; -1: that fetch failed */
	int64_t heat;
};

#endif
