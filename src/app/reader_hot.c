/*
 * Hot lists as the pane shows them: read from the store when they changed, narrowed by the filter.
 */
#include "app/reader_private.h"
#include "base/array.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool is_shown(const struct reader *r, const struct source *s)
{
	return s->kind == SOURCE_HOT && !s->hidden && !(s->is_builtin && r->config->has_sources);
}

static void load(struct reader *r)
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
	arena_clear(&r->hot_arena);
	r->n_hot = n ? store_hot(r->store, ids, n, false, &r->hot_arena, &r->hot) : 0;
	free(ids);
	reader_check_store(r, NULL);
	r->hot_is_stale = false;
	r->hot_is_filtered = false;
}

static void narrow(struct reader *r)
{
	const struct filter *f = r->list.filter;

	arena_clear(&r->hot_shown_arena);
	r->hot_shown = arena_alloc(&r->hot_shown_arena, (r->n_hot + 1) * sizeof *r->hot_shown);
	r->n_hot_shown = r->n_hot;
	for (size_t i = 0; i < r->n_hot; i++) {
		struct hot_list *to = &r->hot_shown[i];
		const struct hot_list *from = &r->hot[i];

		*to = *from;
		if (!f || filter_is_empty(f))
			continue;
		to->entries = arena_alloc(&r->hot_shown_arena,
		                          (from->n_entries + 1) * sizeof *to->entries);
		to->n_entries = 0;
		for (size_t k = 0; k < from->n_entries; k++)
			if (filter_matches_hot(f, &from->entries[k]))
				to->entries[to->n_entries++] = from->entries[k];
	}
	r->hot_is_filtered = true;
}

void reader_hot_refilter(struct reader *r)
{
	r->hot_is_filtered = false;
	r->hot_version++;
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
