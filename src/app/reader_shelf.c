/*
 * The shelf (sources and tags), problems, and what is done to sources.
 */
#include "app/reader_private.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_RECENT_LEAST = 3, TAGS_ON_SHELF = 24, FROZEN_AFTER_S = 180 * 86400 };

const struct source_state *reader_states(struct reader *r, size_t *n)
{
	if (r->states_are_stale) {
		arena_clear(&r->states_arena);
		r->n_states = store_sources(r->store, &r->states_arena, &r->states);
		r->states_are_stale = false;
		reader_check_store(r, NULL);
	}
	*n = r->n_states;
	return r->states;
}

const struct source_state *reader_state(struct reader *r, int64_t source_id)
{
	size_t n;
	const struct source_state *states = reader_states(r, &n);

	for (size_t i = 0; i < n; i++)
		if (states[i].id == source_id)
			return &states[i];
	return NULL;
}

static const struct source_state *state_of_key(struct reader *r, const char *key)
{
	size_t n;
	const struct source_state *states = reader_states(r, &n);

	for (size_t i = 0; i < n; i++)
		if (text_same(states[i].key, key))
			return &states[i];
	return NULL;
}

int64_t reader_hidden_source(const struct reader *r)
{
	return r->config->has_sources ? r->builtin_id : 0;
}

int64_t reader_unread(const struct reader *r)
{
	struct reader *reading = (struct reader *)(uintptr_t)r;
	size_t n;
	const struct source_state *states = reader_states(reading, &n);
	int64_t unread = 0;

	for (size_t i = 0; i < n; i++)
		if (states[i].id != reader_hidden_source(r))
			unread += states[i].n_unread;
	return unread;
}

const struct source *reader_source(const struct reader *r, int64_t source_id)
{
	for (size_t i = 0; i < r->config->n_sources; i++)
		if (store_source_find(r->store, r->config->sources[i].key) == source_id)
			return &r->config->sources[i];
	return NULL;
}

int64_t reader_source_id(const struct reader *r, const struct source *s)
{
	return store_source_find(r->store, s->key);
}

int64_t reader_source_ensure(struct reader *r, const struct source *s)
{
	int64_t id = reader_source_id(r, s);
	struct store *store = id ? NULL : store_open(r->database, STORE_WRITE, NULL);

	if (store) {
		id = store_source_put(store, s, NULL);
		store_close(store);
	}
	return id;
}

const struct source *reader_find_source(const struct reader *r, const char *word, struct err *err)
{
	return config_find_source(r->config, word, err);
}

bool reader_source_problem(struct reader *r, int64_t source_id, const char **problem)
{
	const struct source_state *state = reader_state(r, source_id);

	if (state)
		*problem = state->problem;
	return state && state->last_try != TIME_NONE;
}

bool reader_is_subscribed(const struct reader *r, const char *url)
{
	char *canonical = url_canonical(url, NULL, 0);
	bool found = false;

	for (size_t i = 0; i < r->config->n_sources && !found; i++) {
		char *other = r->config->sources[i].url
		                      ? url_canonical(r->config->sources[i].url, NULL, 0)
		                      : NULL;
		found = text_same(canonical, other);
		free(other);
	}
	free(canonical);
	return found;
}

/* --- building the shelf --------------------------------------------------------------------------- */

struct shelf_builder {
	struct reader *r;
	struct shelf_row *rows;
	size_t n, cap;
};

static struct shelf_row *add_row(struct shelf_builder *b, enum place_kind kind, const char *name)
{
	struct shelf_row *row;

	ARRAY_PUSH(b->rows, b->n, b->cap) = (struct shelf_row){ 0 };
	row = &b->rows[b->n - 1];
	row->place.kind = kind;
	snprintf(row->place.name, sizeof row->place.name, "%s", name ? name : "");
	row->label = arena_strdup(&b->r->shelf_arena, name ? name : "");
	return row;
}

static void add_fixed(struct shelf_builder *b)
{
	static const struct {
		enum place_kind kind;
		const char *label;
	} fixed[] = {
		{ PLACE_ALL, N_("All") },       { PLACE_UNREAD, N_("Unread") },
		{ PLACE_STARRED, N_("Starred") }, { PLACE_TODAY, N_("Today") },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(fixed); i++) {
		struct shelf_row *row = add_row(b, fixed[i].kind, NULL);
		row->label = _(fixed[i].label);
		if (fixed[i].kind == PLACE_UNREAD)
			row->n_unread = reader_unread(b->r);
	}
	for (size_t i = 0; i < b->r->config->n_views; i++)
		add_row(b, PLACE_VIEW, b->r->config->views[i].name);
}

static void add_tags(struct shelf_builder *b)
{
	struct tag_count *tags;
	size_t n = store_tags(b->r->store, &b->r->shelf_arena, reader_hidden_source(b->r), &tags);
	size_t shown = 0;

	for (size_t i = 0; i < n && shown < TAGS_ON_SHELF; i++) {
		struct shelf_row *row;

		if (tags[i].n_recent < TAG_RECENT_LEAST)
			continue;
		if (!shown++)
			add_row(b, PLACE_HEADING, NULL)->label = _("Tags");
		row = add_row(b, PLACE_TAG, tags[i].name);
		row->n_unread = tags[i].n_unread;
		row->n_items = tags[i].n_items;
	}
}

static bool is_frozen(const struct source_state *state)
{
	return !state->problem && state->newest != TIME_NONE && state->last_success != TIME_NONE &&
	       state->last_success - state->newest > FROZEN_AFTER_S;
}

static void add_source(struct shelf_builder *b, const struct source *s, uint8_t depth)
{
	const struct source_state *state = state_of_key(b->r, s->key);
	struct shelf_row *row = add_row(b, PLACE_SOURCE, s->name);

	row->depth = depth;
	row->is_paused = s->paused;
	row->is_failing = s->problem != NULL;
	if (!state)
		return;
	row->place.source_id = state->id;
	row->n_unread = state->n_unread;
	row->n_items = state->n_items;
	row->is_failing |= state->problem != NULL;
	row->is_frozen = is_frozen(state);
	for (size_t i = 0; i < b->r->n_loading; i++)
		row->is_loading |= b->r->loading[i] == state->id;
}

static bool is_on_shelf(const struct reader *r, const struct source *s)
{
	return s->kind == SOURCE_FEED && !s->hidden && !(s->is_builtin && r->config->has_sources);
}

/* A group stands where its first source stands, its sources below it. */
static void add_group(struct shelf_builder *b, size_t first)
{
	const struct config *c = b->r->config;
	const char *group = c->sources[first].group;
	size_t at = b->n;
	int64_t unread = 0;

	for (size_t i = 0; i < first; i++)
		if (is_on_shelf(b->r, &c->sources[i]) && text_same(c->sources[i].group, group))
			return;
	add_row(b, PLACE_GROUP, group);
	for (size_t i = first; i < c->n_sources; i++)
		if (is_on_shelf(b->r, &c->sources[i]) && text_same(c->sources[i].group, group)) {
			add_source(b, &c->sources[i], 1);
			unread += b->rows[b->n - 1].n_unread;
		}
	b->rows[at].n_unread = unread;
}

static void add_sources(struct shelf_builder *b)
{
	const struct config *c = b->r->config;
	size_t heading = b->n;

	add_row(b, PLACE_HEADING, NULL)->label = _("Sources");
	for (size_t i = 0; i < c->n_sources; i++) {
		if (!is_on_shelf(b->r, &c->sources[i]))
			continue;
		if (c->sources[i].group && c->sources[i].group[0])
			add_group(b, i);
		else
			add_source(b, &c->sources[i], 0);
	}
	if (b->n == heading + 1)
		b->n = heading;
}

size_t reader_shelf(struct reader *r, const struct shelf_row **out)
{
	if (r->shelf_is_stale) {
		struct shelf_builder b = { r, NULL, 0, 0 };

		arena_clear(&r->shelf_arena);
		add_fixed(&b);
		add_tags(&b);
		add_sources(&b);
		free(r->shelf);
		r->shelf = b.rows;
		r->n_shelf = b.n;
		r->shelf_is_stale = false;
	}
	*out = r->shelf;
	return r->n_shelf;
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->kind == b->kind && a->source_id == b->source_id && !strcmp(a->name, b->name);
}

bool reader_next_unread_place(struct reader *r, struct place *out)
{
	const struct shelf_row *rows;
	size_t n = reader_shelf(r, &rows), at = 0;

	while (at < n && !same_place(&rows[at].place, &r->list.place))
		at++;
	for (size_t k = 1; k <= n; k++) {
		const struct shelf_row *row = &rows[(at + k) % n];

		if (row->place.kind == PLACE_SOURCE && row->n_unread > 0 &&
		    !same_place(&row->place, &r->list.place)) {
			*out = row->place;
			return true;
		}
	}
	return false;
}

size_t reader_tags(struct reader *r, const struct tag_row **out)
{
	struct tag_count *counts;
	size_t n;

	arena_clear(&r->tags_arena);
	n = store_tags(r->store, &r->tags_arena, reader_hidden_source(r), &counts);
	r->tags = arena_alloc(&r->tags_arena, (n + 1) * sizeof *r->tags);
	for (size_t i = 0; i < n; i++)
		r->tags[i] = (struct tag_row){ counts[i].name, counts[i].n_items,
			                       counts[i].n_unread };
	*out = r->tags;
	return r->n_tags = n;
}

/* --- problems ------------------------------------------------------------------------------------------ */

static const char *in_words(struct reader *r, const struct source_state *state)
{
	int64_t minutes;

	if (state->next_try == TIME_NONE)
		return state->problem;
	minutes = (state->next_try - clock_now() + 59) / 60;
	if (minutes <= 0)
		return state->problem;
	/* TRANSLATORS: a problem of a source, then when it is tried again */
	return arena_printf(&r->problem_arena, _("%s; next try in %d min"), state->problem,
	                    (int)minutes);
}

static const char *frozen_in_words(struct reader *r, const struct source_state *state)
{
	return arena_printf(&r->problem_arena, _("nothing new for %d days, though it answers"),
	                    (int)((state->last_success - state->newest) / 86400));
}

size_t reader_problems(struct reader *r, const struct problem **out)
{
	const struct config *c = r->config;
	struct problem *p;
	size_t n = 0;

	arena_clear(&r->problem_arena);
	p = arena_alloc(&r->problem_arena, (c->n_problems + c->n_sources * 2 + 1) * sizeof *p);
	for (size_t i = 0; i < c->n_problems; i++) {
		const struct config_problem *cp = &c->problems[i];
		const char *where = cp->line ? arena_printf(&r->problem_arena, "%s:%d", cp->file,
		                                            cp->line)
		                             : cp->file;
		p[n++] = (struct problem){ where, cp->text, TIME_NONE, 0, false };
	}
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		const struct source_state *state = state_of_key(r, s->key);

		if (s->problem)
			p[n++] = (struct problem){ s->name, s->problem, TIME_NONE,
				                   state ? state->id : 0, false };
		else if (state && state->problem)
			p[n++] = (struct problem){ s->name, in_words(r, state), state->last_try,
				                   state->id, false };
		else if (state && !s->is_builtin && is_frozen(state))
			p[n++] = (struct problem){ s->name, frozen_in_words(r, state),
				                   state->newest, state->id, true };
	}
	*out = p;
	return n;
}

/* --- what is done to sources --------------------------------------------------------------------------- */

void reader_refresh(struct reader *r, int64_t source_id)
{
	struct message *m = message_with_ids(ORDER_REFRESH, &source_id, source_id ? 1 : 0);

	m->flag = true;
	reader_post(r, m);
}

void reader_refresh_cancel(struct reader *r)
{
	reader_post(r, message_new(ORDER_CANCEL));
}

static void say_notices(struct reader *r, struct err *err)
{
	struct message *m;

	while ((m = queue_take(r->news))) {
		if (m->kind == NEWS_NOTICE || (m->kind == NEWS_PAGE && !m->flag))
			err_set(err, "%s", m->text);
		else if (m->kind == NEWS_PROGRESS)
			r->progress = m->progress;
		else if (m->kind == NEWS_CONFIG && m->config != r->config)
			config_free(m->config);
		message_free(m);
	}
}

bool reader_run(struct reader *r, enum message_kind order, const int64_t *ids, size_t n,
                struct err *err)
{
	struct worker_options o = { .paths = &r->paths, .database = r->database,
		                    .config = r->config, .news = r->news, .once = true,
		                    .pages_too = r->temporary != NULL };
	struct message *m = message_with_ids(order, ids, n);
	struct worker *w = worker_new(&o, err);

	if (!w) {
		message_free(m);
		return false;
	}
	m->flag = true;
	queue_post(worker_inbox(w), m);
	worker_finish(w);
	worker_free(w);
	say_notices(r, err);
	return !err->text[0];
}

bool reader_refresh_wait(struct reader *r, const int64_t *ids, size_t n, struct err *err)
{
	bool ok = reader_run(r, ORDER_REFRESH, ids, n, err);

	r->states_are_stale = r->shelf_is_stale = r->hot_is_stale = true;
	return ok;
}

bool reader_subscribe(struct reader *r, const char *url, const char *name, const char *more_lines,
                      struct err *err)
{
	if (!more_lines && reader_is_subscribed(r, url))
		return err_set(err, _("already subscribed to %s"), url);
	if (!config_subscribe(r->paths.subscriptions, url, name, NULL, more_lines, err))
		return false;
	reader_reload(r);
	/* fetched at once: an empty source is no answer to a subscription */
	reader_post(r, message_new(ORDER_REFRESH));
	return true;
}

bool reader_unsubscribe(struct reader *r, int64_t source_id, struct err *err)
{
	const struct source *s = reader_source(r, source_id);

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	if (!config_unsubscribe(r->paths.subscriptions, s, err))
		return false;
	reader_reload(r);
	return true;
}

bool reader_rename(struct reader *r, int64_t source_id, const char *name, struct err *err)
{
	const struct source *s = reader_source(r, source_id);

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	if (!config_rename(r->paths.subscriptions, s, name, err))
		return false;
	reader_reload(r);
	return true;
}

bool reader_pause(struct reader *r, int64_t source_id, bool paused, struct err *err)
{
	const struct source *s = reader_source(r, source_id);

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	if (!config_pause(r->paths.subscriptions, s, paused, err))
		return false;
	reader_reload(r);
	return true;
}

bool reader_save_view(struct reader *r, const char *name, const char *filter, struct err *err)
{
	if (!config_save_view(r->paths.subscriptions, name, filter, err))
		return false;
	reader_reload(r);
	return true;
}
