/*
 * A topic followed: a view with `follow = on`, shown as what feeds and hot lists said of it, in the
 * order of time.
 */
#include "app/reader_private.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

enum { EVENTS_MOST = 500 };

struct gathering {
	struct reader *r;
	struct filter *filter;
	struct topic_event *events;
	size_t n, cap;
	int64_t hidden;
};

static bool take_item(void *opaque, const struct item *item)
{
	struct gathering *g = opaque;
	struct arena *a = &g->r->topic_arena;

	if (item->source_id != g->hidden && filter_matches_item(g->filter, item))
		ARRAY_PUSH(g->events, g->n, g->cap) = (struct topic_event){
			.time = item->sort_time, .where = arena_strdup(a, item->source),
			.title = arena_strdup(a, item->title), .item = item->id,
			.is_read = item->is_read,
		};
	return g->n < EVENTS_MOST;
}

static void take_lists(struct gathering *g)
{
	struct reader *r = g->r;
	int64_t *ids = arena_alloc(&r->topic_arena, (r->n_hot + 1) * sizeof *ids);
	struct hot_list *lists;
	size_t n;

	for (size_t i = 0; i < r->n_hot; i++)
		ids[i] = r->hot[i].id;
	n = store_hot(r->store, ids, r->n_hot, true, &r->topic_arena, &lists);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n_entries && g->n < 2 * EVENTS_MOST; k++) {
			const struct hot_entry *e = &lists[i].entries[k];

			if (filter_matches_hot(g->filter, e))
				ARRAY_PUSH(g->events, g->n, g->cap) = (struct topic_event){
					.time = e->first_seen, .where = e->list, .title = e->title,
					.item = e->item, .entry = e->id, .rank = e->rank,
					.best = e->best,
				};
		}
}

static int by_time(const void *a, const void *b)
{
	const struct topic_event *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->entry != y->entry ? (x->entry < y->entry ? -1 : 1)
	                            : x->item < y->item ? -1 : x->item > y->item;
}

const struct config_view *reader_topic_view(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->config->n_views; i++)
		if (r->config->views[i].is_followed && !strcmp(r->config->views[i].name, name))
			return &r->config->views[i];
	return NULL;
}

size_t reader_topic(struct reader *r, const char *name, const struct topic_event **out)
{
	const struct config_view *view = reader_topic_view(r, name);
	struct gathering g = { .r = r, .hidden = reader_hidden_source(r) };
	const struct hot_list *lists;
	struct topic_event *events;

	arena_clear(&r->topic_arena);
	*out = NULL;
	if (!view)
		return 0;
	reader_hot_lists(r, &lists);
	g.filter = filter_parse(view->filter, NULL, NULL);
	store_items_each(r->store, take_item, &g, NULL);
	take_lists(&g);
	filter_free(g.filter);
	if (g.n)
		qsort(g.events, g.n, sizeof *g.events, by_time);
	events = arena_alloc(&r->topic_arena, (g.n + 1) * sizeof *events);
	if (g.n)
		memcpy(events, g.events, g.n * sizeof *events);
	free(g.events);
	*out = events;
	return g.n;
}

bool reader_follow(struct reader *r, const char *name, const char *filter, struct err *err)
{
	struct err own = ERR_INIT;
	struct str before;
	char *said;
	bool ok;

	if (!name[strspn(name, " ")])
		return err_set(err, _("nothing is said of what to follow"));
	filter_free(filter_parse(filter, NULL, &own));
	if (own.text[0])
		return err_set(err, "%s", own.text);
	said = reader_undo_words(_("Followed %s"), name);
	reader_undo_file_begin(r, &before);
	ok = config_follow(r->paths.subscriptions, name, filter, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_unfollow(struct reader *r, const char *name, struct err *err)
{
	struct str before;
	char *said;
	bool ok;

	said = reader_undo_words(_("%s is not followed any more"), name);
	reader_undo_file_begin(r, &before);
	ok = config_unfollow(r->paths.subscriptions, name, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}
