/*
 * Which source is which: the configuration's sources and the store's rows are joined once, and looked
 * up by number, key or address from then on, so that thousands cost no more a look than a few.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "base/url.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

enum { FROZEN_AFTER_S = 180 * 86400 };

static int by_key(const void *a, const void *b)
{
	return strcmp((*(const struct source_state *const *)a)->key,
	              (*(const struct source_state *const *)b)->key);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int by_url(const void *a, const void *b)
{
	return strcmp(((const struct source_url *)a)->url, ((const struct source_url *)b)->url);
}

const struct source_state *reader_states(struct reader *r, size_t *n)
{
	if (r->states_are_stale) {
		arena_clear(&r->states_arena);
		memset(&r->index, 0, sizeof r->index);
		r->n_states = store_sources(r->store, &r->states_arena, &r->states);
		r->states_are_stale = false;
		r->copies_are_stale = true;
		reader_check_store(r, NULL);
	}
	*n = r->n_states;
	return r->states;
}

/* --- the joint -------------------------------------------------------------------------------------- */

static const struct source_state *find_key(const struct source_state **sorted, size_t n,
                                           const char *key)
{
	struct source_state wanted = { .key = key };
	const struct source_state *p = &wanted;
	const struct source_state **found =
		key && n ? bsearch(&p, sorted, n, sizeof *sorted, by_key) : NULL;

	return found ? *found : NULL;
}

static void join(struct reader *r, struct source_index *index)
{
	const struct config *c = r->config;
	const struct source_state **sorted = xcalloc(r->n_states + 1, sizeof *sorted);
	size_t n = 0;

	for (size_t i = 0; i < r->n_states; i++)
		if (r->states[i].key)
			sorted[n++] = &r->states[i];
	qsort(sorted, n, sizeof *sorted, by_key);
	index->state_of = arena_alloc(&r->states_arena, (c->n_sources + 1) * sizeof *index->state_of);
	index->source_of = arena_alloc(&r->states_arena, (r->n_states + 1) * sizeof *index->source_of);
	memset(index->source_of, 0, (r->n_states + 1) * sizeof *index->source_of);
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source_state *state = find_key(sorted, n, c->sources[i].key);

		index->state_of[i] = state;
		if (state && !index->source_of[state - r->states])
			index->source_of[state - r->states] = &c->sources[i];
	}
	free(sorted);
}

static size_t lost_sources(const struct reader *r, int64_t **out)
{
	size_t n = 0;

	*out = xcalloc(r->n_states + 2, sizeof **out);
	for (size_t i = 0; i < r->n_states; i++)
		if (!r->index.source_of[i] && r->states[i].n_items)
			(*out)[n++] = r->states[i].id;
	return n;
}

/* What was unsubscribed keeps its articles for a while; they are seen no more. */
static void hide_lost(struct reader *r)
{
	int64_t *ids;
	size_t n = lost_sources(r, &ids);

	store_hide_sources(r->store, ids, n);
	free(ids);
}

static const struct source_index *index_of(const struct reader *r)
{
	struct reader *reading = (struct reader *)(uintptr_t)r; /* what is kept is only looked up */
	size_t n;

	reader_states(reading, &n);
	if (r->index.config != r->config) {
		memset(&reading->index, 0, sizeof r->index);
		join(reading, &reading->index);
		reading->index.config = r->config;
		reading->copies_are_stale = true;
		hide_lost(reading);
	}
	return &r->index;
}

const struct source_state *reader_state(struct reader *r, int64_t source_id)
{
	size_t n;
	const struct source_state *states = reader_states(r, &n);
	size_t low = 0, high = n;

	while (low < high) { /* the store's order is by id */
		size_t middle = low + (high - low) / 2;

		if (states[middle].id < source_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && states[low].id == source_id ? &states[low] : NULL;
}

const struct source_state *reader_state_of(struct reader *r, const struct source *s)
{
	const struct source_index *index = index_of(r);

	return index->state_of[s - r->config->sources];
}

/* --- lookups ---------------------------------------------------------------------------------------- */

const struct source *reader_source(const struct reader *r, int64_t source_id)
{
	const struct source_index *index = index_of(r);
	const struct source_state *state;

	if (source_id < 0)
		return (size_t)-source_id <= r->config->n_sources
		               ? &r->config->sources[-source_id - 1]
		               : NULL;
	state = reader_state((struct reader *)(uintptr_t)r, source_id);
	return state ? index->source_of[state - r->states] : NULL;
}

static bool is_ours(const struct reader *r, const struct source *s)
{
	return s >= r->config->sources && s < r->config->sources + r->config->n_sources;
}

int64_t reader_source_id(const struct reader *r, const struct source *s)
{
	const struct source_index *index = index_of(r);
	const struct source_state *state =
		is_ours(r, s) ? index->state_of[s - r->config->sources] : NULL;

	return state ? state->id : store_source_find(r->store, s->key);
}

int64_t reader_source_handle(const struct reader *r, const struct source *s)
{
	int64_t id = reader_source_id(r, s);

	return id || !is_ours(r, s) ? id : -(int64_t)(s - r->config->sources) - 1;
}

int64_t reader_source_ensure(struct reader *r, const struct source *s)
{
	int64_t id = reader_source_id(r, s);
	struct store *store = id ? NULL : store_open(r->database, STORE_WRITE, NULL);

	if (store) {
		id = store_source_put(store, s, NULL);
		store_close(store);
		r->states_are_stale = true;
	}
	return id;
}

const struct source *reader_find_source(const struct reader *r, const char *word, struct err *err)
{
	return config_find_source(r->config, word, err);
}

/* Made when first asked for: only the catalogue and subscribing look for addresses. */
static void list_urls(struct reader *r, struct source_index *index)
{
	const struct config *c = r->config;

	index->urls = arena_alloc(&r->states_arena, (c->n_sources + 1) * sizeof *index->urls);
	for (size_t i = 0; i < c->n_sources; i++) {
		char *url = c->sources[i].url ? url_canonical(c->sources[i].url, NULL, 0) : NULL;

		if (url)
			index->urls[index->n_urls++] = (struct source_url){
				arena_strdup(&r->states_arena, url), &c->sources[i],
			};
		free(url);
	}
	qsort(index->urls, index->n_urls, sizeof *index->urls, by_url);
}

const struct source *reader_source_of_url(struct reader *r, const char *url)
{
	struct source_index *index = &r->index;
	char *canonical = url ? url_canonical(url, NULL, 0) : NULL;
	struct source_url wanted = { canonical, NULL };
	const struct source_url *found = NULL;

	index_of(r);
	if (!index->urls)
		list_urls(r, index);
	if (canonical && index->n_urls)
		found = bsearch(&wanted, index->urls, index->n_urls, sizeof *index->urls, by_url);
	free(canonical);
	return found ? found->source : NULL;
}

bool reader_is_subscribed(const struct reader *r, const char *url)
{
	return reader_source_of_url((struct reader *)(uintptr_t)r, url) != NULL;
}

/* --- how they are --------------------------------------------------------------------------------------- */

size_t reader_unseen_sources(struct reader *r, int64_t **out)
{
	size_t n;

	index_of(r);
	n = lost_sources(r, out);
	if (reader_hidden_source(r))
		(*out)[n++] = reader_hidden_source(r);
	return n;
}

int64_t reader_hidden_source(const struct reader *r)
{
	index_of(r); /* the store knows what else is to be left out */
	return r->config->has_sources ? r->builtin_id : 0;
}

size_t reader_unread_copies(struct reader *r, const struct unread_copy **out)
{
	int64_t hidden = reader_hidden_source(r);

	if (r->copies_are_stale) {
		free(r->copies);
		r->n_copies = store_unread_copies(r->store, hidden, &r->copies);
		r->copies_are_stale = false;
	}
	*out = r->copies;
	return r->n_copies;
}

int64_t reader_counted_again(struct reader *r, const int64_t *sources, size_t n)
{
	const struct unread_copy *c;
	size_t n_copies = reader_unread_copies(r, &c), met = 0;
	int64_t again = 0;

	for (size_t i = 0; i < n_copies; i++) {
		if (!i || c[i].link_hash != c[i - 1].link_hash)
			met = 0;
		if (!sources || bsearch(&c[i].source_id, sources, n, sizeof *sources, by_id))
			again += met++ > 0;
	}
	return again;
}

int64_t reader_unread(const struct reader *r)
{
	struct reader *reading = (struct reader *)(uintptr_t)r; /* what is kept is only looked up */
	const struct source_index *index = index_of(r);
	int64_t unread = 0, hidden = reader_hidden_source(r);

	for (size_t i = 0; i < r->n_states; i++)
		if (index->source_of[i] && r->states[i].id != hidden)
			unread += r->states[i].n_unread;
	return unread - reader_counted_again(reading, NULL, 0);
}

static bool is_frozen(const struct source *s, const struct source_state *state)
{
	return !s->is_builtin && !state->problem && state->newest != TIME_NONE &&
	       state->last_success != TIME_NONE &&
	       state->last_success - state->newest > FROZEN_AFTER_S;
}

static bool is_loading(struct reader *r, int64_t id)
{
	if (!r->loading_is_sorted && r->n_loading) {
		qsort(r->loading, r->n_loading, sizeof *r->loading, by_id);
		r->loading_is_sorted = true;
	}
	return r->n_loading && bsearch(&id, r->loading, r->n_loading, sizeof id, by_id);
}

void reader_source_facts(struct reader *r, const struct source *s, struct source_facts *out)
{
	const struct source_state *state = reader_state_of(r, s);

	*out = (struct source_facts){ .id = reader_source_handle(r, s), .problem = s->problem,
		                      .last_try = TIME_NONE, .last_success = TIME_NONE,
		                      .next_try = TIME_NONE, .newest = TIME_NONE };
	if (!state)
		return;
	if (!out->problem)
		out->problem = state->problem;
	out->n_items = state->n_items;
	out->n_unread = state->n_unread;
	out->last_try = state->last_try;
	out->last_success = state->last_success;
	out->next_try = state->next_try;
	out->newest = state->newest;
	out->status = state->status;
	out->is_frozen = is_frozen(s, state);
	out->is_loading = is_loading(r, state->id);
}

bool reader_source_problem(struct reader *r, int64_t source_id, const char **problem)
{
	const struct source_state *state = reader_state(r, source_id);

	if (state)
		*problem = state->problem;
	return state && state->last_try != TIME_NONE;
}

bool reader_source_was_asked(const struct reader *r, int64_t source_id)
{
	for (size_t i = 0; i < r->n_asked; i++)
		if (r->asked[i] == source_id)
			return true;
	return false;
}
