#include "worker/topic.h"
#include "base/array.h"
#include "base/mem.h"
#include "store/store.h"
#include "text/fold.h"
#include "worker/message.h"

#include <stdlib.h>
#include <string.h>

enum { EVENTS_MOST = 500 };

struct gathering {
	struct topic *topic;
	struct store *store;
	struct str folded, source; /* of the row; of the source of the row before */
	const char *label;
	int64_t ids[EVENTS_MOST];  /* articles, the newest */
	size_t n_ids;
	struct topic_event *events;
	size_t n, cap;
};

struct topic *topic_new(const char *name, const char *database)
{
	struct topic *t = xcalloc(1, sizeof *t);

	t->name = xstrdup(name);
	t->database = xstrdup(database);
	atomic_init(&t->is_unwanted, false);
	arena_init(&t->arena);
	return t;
}

void topic_free(struct topic *t)
{
	if (!t)
		return;
	arena_release(&t->arena);
	filter_free(t->filter);
	free(t->name);
	free(t->database);
	free(t->lists);
	free(t->hidden);
	free(t);
}

/* --- articles ------------------------------------------------------------------------------------- */

static void fold(struct gathering *g, const struct scan_row *row)
{
	if (!row->label || row->label != g->label) {
		str_clear(&g->source);
		text_fold(&g->source, row->source);
		g->label = row->label;
	}
	str_clear(&g->folded);
	text_fold(&g->folded, row->title);
	str_add_char(&g->folded, '\n');
	str_add_slice(&g->folded, str_slice(&g->source));
	str_add_char(&g->folded, '\n');
	text_fold(&g->folded, row->tags);
	if (row->tags.len)
		str_add_char(&g->folded, '\n');
}

static bool take_row(void *opaque, const struct scan_row *row)
{
	struct gathering *g = opaque;
	struct item item = {
		.id = row->id, .sort_time = row->sort_time, .published = row->sort_time,
		.fetched = row->fetched, .is_read = row->is_read, .is_starred = row->is_starred,
		.is_changed = row->is_changed, .is_muted = row->is_muted,
	};

	if (atomic_load_explicit(&g->topic->is_unwanted, memory_order_relaxed))
		return false;
	if (row->is_hidden || (row->is_muted && !filter_asks_for_muted(g->topic->filter)))
		return true;
	fold(g, row);
	if (filter_matches_item_folded(g->topic->filter, &item, str_slice(&g->folded)))
		g->ids[g->n_ids++] = row->id;
	return g->n_ids < EVENTS_MOST;
}

static void take_articles(struct gathering *g)
{
	struct topic *t = g->topic;

	store_rows_between(g->store, INT64_MIN, INT64_MAX, take_row, g, &t->err);
	for (size_t i = 0; i < g->n_ids; i++) {
		struct item item;

		if (store_item(g->store, g->ids[i], &t->arena, &item))
			ARRAY_PUSH(g->events, g->n, g->cap) = (struct topic_event){
				.time = item.sort_time, .where = item.source, .title = item.title,
				.item = item.id, .is_read = item.is_read,
			};
	}
}

/* --- hot lists ------------------------------------------------------------------------------------ */

static int rank_in(const struct hot_fetch *f, int64_t entry)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->places[i].entry == entry)
			return f->places[i].rank;
	return f->failed ? -1 : 0;
}

static void take_sightings(struct topic_event *e, const struct hot_fetch *fetches, size_t n,
                           struct arena *a)
{
	size_t from = n > TOPIC_SEEN_MOST ? n - TOPIC_SEEN_MOST : 0;

	while (from < n && fetches[from].time < e->time)
		from++;
	e->seen = arena_alloc(a, (n - from + 1) * sizeof *e->seen);
	for (size_t i = from; i < n; i++)
		e->seen[e->n_seen++] = (struct hot_sighting){ fetches[i].time,
			                                      rank_in(&fetches[i], e->entry), -1 };
}

/* Of all events of a list, from the first-th on, in one pass over what was fetched of it. */
static void take_history(struct gathering *g, size_t first, int64_t list)
{
	struct arena a = ARENA_INIT;
	struct hot_fetch *fetches;
	int64_t since = INT64_MAX;
	size_t n = 0;

	for (size_t i = first; i < g->n; i++)
		since = g->events[i].time < since ? g->events[i].time : since;
	if (first < g->n)
		n = store_hot_fetches(g->store, list, since, &a, &fetches);
	for (size_t i = first; i < g->n; i++)
		take_sightings(&g->events[i], fetches, n, &g->topic->arena);
	arena_release(&a);
}

static void take_list(struct gathering *g, const struct hot_list *list)
{
	size_t first = g->n;

	for (size_t k = 0; k < list->n_entries && g->n < 2 * EVENTS_MOST; k++) {
		const struct hot_entry *e = &list->entries[k];

		if (filter_matches_hot(g->topic->filter, e))
			ARRAY_PUSH(g->events, g->n, g->cap) = (struct topic_event){
				.time = e->first_seen, .where = e->list, .title = e->title,
				.item = e->item, .entry = e->id, .rank = e->rank, .best = e->best,
			};
	}
	take_history(g, first, list->id);
}

static void take_lists(struct gathering *g)
{
	struct topic *t = g->topic;
	struct hot_list *lists;
	size_t n = store_hot(g->store, t->lists, t->n_lists, true, &t->arena, &lists);

	for (size_t i = 0; i < n; i++)
		take_list(g, &lists[i]);
}

/* --- all of it ------------------------------------------------------------------------------------ */

static int by_time(const void *a, const void *b)
{
	const struct topic_event *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->entry != y->entry ? (x->entry < y->entry ? -1 : 1)
	                            : x->item < y->item ? -1 : x->item > y->item;
}

static void gather(struct topic *t, struct store *store)
{
	struct gathering *g = xcalloc(1, sizeof *g);

	g->topic = t;
	g->store = store;
	str_init(&g->folded);
	str_init(&g->source);
	store_hide_sources(store, t->hidden, t->n_hidden);
	take_articles(g);
	take_lists(g);
	if (g->n)
		qsort(g->events, g->n, sizeof *g->events, by_time);
	t->n_events = g->n;
	t->events = arena_alloc(&t->arena, (g->n + 1) * sizeof *t->events);
	if (g->n)
		memcpy(t->events, g->events, g->n * sizeof *t->events);
	free(g->events);
	str_release(&g->folded);
	str_release(&g->source);
	free(g);
}

static void work(struct message *m)
{
	struct topic *t = m->topic;
	struct store *store = atomic_load(&t->is_unwanted)
	                              ? NULL
	                              : store_open(t->database, STORE_READ, &t->err);

	if (store) {
		gather(t, store);
		store_close(store);
	}
}

void topic_start(struct topic *t, struct pool *pool, struct queue *reply)
{
	struct message *m = message_new(NEWS_TOPIC);

	m->topic = t;
	message_work(m, work, pool, reply);
}
