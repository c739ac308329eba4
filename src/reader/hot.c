/*
 * Hot lists as the pane shows them: read from the store when they changed, merged, narrowed by the
 * filter, in order.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hot/stories.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

static bool is_shown(const struct reader *r, const struct source *s)
{
	return s->kind == SOURCE_HOT && !s->hidden && !(s->is_builtin && r->config->has_sources);
}

size_t reader_hot_ids(struct reader *r, int64_t **out)
{
	const struct config *c = r->config;
	int64_t *ids = xcalloc(c->n_sources + 1, sizeof *ids);
	size_t n = 0;

	for (size_t i = 0; i < c->n_sources; i++) {
		int64_t id = is_shown(r, &c->sources[i])
		                     ? reader_source_id(r, &c->sources[i])
		                     : 0;
		if (id)
			ids[n++] = id;
	}
	*out = ids;
	return n;
}

static void load(struct reader *r)
{
	const struct config *c = r->config;
	int64_t *ids;
	size_t n = reader_hot_ids(r, &ids);

	arena_clear(&r->hot_arena);
	r->n_hot = n ? store_hot(r->store, ids, n, false, &r->hot_arena, &r->hot) : 0;
	free(ids);
	reader_check_store(r, NULL);
	for (size_t i = 0; i < r->n_hot; i++)
		rules_dress_hot(reader_rules(r), &r->hot[i], &r->hot_arena);
	r->n_stories = stories_make(r->hot, r->n_hot, (enum hot_merge)c->options.hot_merge,
	                            &r->hot_arena, &r->stories);
	r->hot_is_stale = r->hot_is_weighed = false;
	r->hot_is_filtered = false;
}

/* Only where somebody orders by it: the whole history is read. */
static void weigh(struct reader *r)
{
	struct arena a = ARENA_INIT;

	for (size_t i = 0; i < r->n_hot; i++) {
		struct hot_fetch *fetches;
		size_t n = store_hot_fetches(r->store, r->hot[i].id, 0, &a, &fetches);

		hot_list_weigh(&r->hot[i], fetches, n);
		arena_clear(&a);
	}
	arena_release(&a);
	r->hot_is_weighed = true;
}

/* --- narrowing ---------------------------------------------------------------------------------------- */

/* A merged row passes when the story does on any list. */
static bool passes(const struct filter *f, const struct hot_list *list, const struct hot_entry *e)
{
	if (list->id != HOT_MERGED || !e->story)
		return filter_matches_hot(f, e);
	for (size_t i = 0; i < e->story->n_on; i++)
		if (filter_matches_hot(f, e->story->on[i]))
			return true;
	return false;
}

static void narrow_list(struct reader *r, const struct hot_list *from, struct hot_list *to)
{
	const struct filter *f = r->list.filter;

	*to = *from;
	to->entries = arena_alloc(&r->hot_shown_arena, (from->n_entries + 1) * sizeof *to->entries);
	to->n_entries = 0;
	for (size_t k = 0; k < from->n_entries; k++)
		if (!f || filter_is_empty(f) || passes(f, from, &from->entries[k]))
			to->entries[to->n_entries++] = from->entries[k];
	hot_list_sort(to, reader_hot_order(r, to->id));
	/* #20: of each list, as it is ordered */
	if (f && filter_limit(f) && to->n_entries > (size_t)filter_limit(f))
		to->n_entries = (size_t)filter_limit(f);
}

static void narrow(struct reader *r)
{
	bool is_merged = r->n_hot > 1 && r->config->options.hot_merge != MERGE_OFF;
	struct hot_list merged;

	if (!r->hot_is_weighed && (reader_hot_order(r, 0) == HOT_ORDER_WEIGHT ||
	                           reader_hot_order(r, HOT_MERGED) == HOT_ORDER_WEIGHT))
		weigh(r);
	arena_clear(&r->hot_shown_arena);
	r->hot_shown = arena_alloc(&r->hot_shown_arena, (r->n_hot + 2) * sizeof *r->hot_shown);
	r->n_hot_shown = r->n_hot;
	for (size_t i = 0; i < r->n_hot; i++)
		narrow_list(r, &r->hot[i], &r->hot_shown[i]);
	if (is_merged) {
		/* TRANSLATORS: the hot list made of all hot lists. */
		stories_merge(r->stories, r->n_stories, _("All lists"), &r->hot_shown_arena, &merged);
		for (size_t i = 0; i < r->n_hot; i++)
			if (merged.fetched == TIME_NONE || r->hot[i].fetched > merged.fetched)
				merged.fetched = r->hot[i].fetched;
		narrow_list(r, &merged, &r->hot_shown[r->n_hot_shown++]);
	}
	r->hot_is_filtered = true;
}

void reader_hot_refilter(struct reader *r)
{
	r->hot_is_filtered = false;
	r->hot_version++;
}

enum hot_order reader_hot_order(const struct reader *r, int64_t list_id)
{
	const enum hot_order *chosen = &r->hot_orders[list_id == HOT_MERGED];

	return *chosen ? *chosen : (enum hot_order)r->config->options.hot_order;
}

void reader_hot_set_order(struct reader *r, int64_t list_id, enum hot_order order)
{
	r->hot_orders[list_id == HOT_MERGED] = order;
	reader_hot_refilter(r);
}

size_t reader_hot_lists(struct reader *r, const struct hot_list **out)
{
	if (r->hot_is_stale)
		load(r);
	if (!r->hot_is_filtered)
		narrow(r);
	*out = r->hot_shown;
	return r->n_hot_shown;
}

const struct hot_entry *reader_hot_entry(struct reader *r, int64_t entry_id)
{
	if (r->hot_is_stale)
		load(r);
	for (size_t i = 0; i < r->n_hot; i++)
		for (size_t k = 0; k < r->hot[i].n_entries; k++)
			if (r->hot[i].entries[k].id == entry_id)
				return &r->hot[i].entries[k];
	return NULL;
}

uint32_t reader_hot_version(const struct reader *r)
{
	return r->hot_version;
}

size_t reader_hot_history(struct reader *r, int64_t entry_id, const struct hot_sighting **out)
{
	struct hot_sighting *sightings;
	size_t n;

	arena_clear(&r->history_arena);
	n = store_hot_history(r->store, entry_id, &r->history_arena, &sightings);
	*out = sightings;
	return n;
}
