/*
 * What feeds and hot lists said of a topic, gathered from the whole store by a thread of the pool with a
 * store of its own to read: a tenth of a second for 100,000 articles, which nobody at the keys waits for.
 *
 * The one who asks fills a topic in and gives it away with topic_start(); it comes back in a message
 * NEWS_TOPIC with its events. Between the two it may only be told that nobody wants it any more.
 */
#ifndef WORKER_TOPIC_H
#define WORKER_TOPIC_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "filter/filter.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/queue.h"
#include "base/thread.h"
#include "model/hot.h"

enum { TOPIC_SEEN_MOST = 24 }; /* fetches of an entry */

struct topic_event {
	int64_t time;              /* published, or first seen on the list */
	const char *where, *title;
	int64_t item, entry;       /* the article, 0: none; the hot entry, 0: this is an article */
	int rank, best;            /* of an entry; rank 0: it has dropped off */
	struct hot_sighting *seen; /* of an entry, in the last fetches, oldest first; heat is not told */
	size_t n_seen;
	bool is_read;
};

struct topic {
	char *name, *database;     /* heap */
	struct filter *filter;
	int64_t *lists, *hidden;   /* heap: the hot lists to look at; sources to leave out */
	size_t n_lists, n_hidden;
	atomic_bool is_unwanted;   /* set by the one who asked */

	struct arena arena;        /* of the events and their text */
	struct topic_event *events; /* oldest first */
	size_t n_events;
	struct err err;            /* the store could not be read */
};

struct topic *topic_new(const char *name, const char *database);
void topic_free(struct topic *t);
void topic_start(struct topic *t, struct pool *pool, struct queue *reply);

#endif
