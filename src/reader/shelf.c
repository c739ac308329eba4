/*
 * The shelf (sources and tags), and what is done to sources.
 */
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "reader/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_RECENT_LEAST = 3, TAGS_ON_SHELF = 24 };

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
	if (reader_has_muted(b->r))
		add_row(b, PLACE_MUTED, NULL)->label = _("Muted");
	for (size_t i = 0; i < b->r->config->n_views; i++)
		if (!b->r->config->views[i].is_followed)
			add_row(b, PLACE_VIEW, b->r->config->views[i].name);
}

static void add_topics(struct shelf_builder *b)
{
	bool any = false;

	for (size_t i = 0; i < b->r->config->n_views; i++) {
		if (!b->r->config->views[i].is_followed)
			continue;
		if (!any)
			/* TRANSLATORS: on the shelf, over the topics one follows. */
			add_row(b, PLACE_HEADING, NULL)->label = _("Followed");
		any = true;
		add_row(b, PLACE_VIEW, b->r->config->views[i].name)->is_followed = true;
	}
}

static bool is_pinned(const struct text_list *pin, const char *name)
{
	for (size_t i = 0; i < pin->n; i++)
		if (!strcmp(pin->v[i], name))
			return true;
	return false;
}

static void add_tag(struct shelf_builder *b, const struct tag_count *tag, bool is_first)
{
	struct shelf_row *row;

	if (is_first)
		add_row(b, PLACE_HEADING, NULL)->label = _("Tags");
	row = add_row(b, PLACE_TAG, tag->name);
	row->n_unread = tag->n_unread;
	row->n_items = tag->n_items;
}

static void add_tags(struct shelf_builder *b)
{
	const struct text_list *pin = &b->r->config->tags.pin;
	struct tag_count *tags;
	size_t n = store_tags(b->r->store, &b->r->shelf_arena, reader_hidden_source(b->r), &tags);
	size_t shown = 0;

	/* the pinned ones in their order, whatever their number */
	for (size_t k = 0; k < pin->n; k++)
		for (size_t i = 0; i < n; i++)
			if (!strcmp(tags[i].name, pin->v[k]))
				add_tag(b, &tags[i], !shown++);
	for (size_t i = 0; i < n && shown < TAGS_ON_SHELF; i++)
		if (tags[i].n_recent >= TAG_RECENT_LEAST && !is_pinned(pin, tags[i].name))
			add_tag(b, &tags[i], !shown++);
}

static void add_source(struct shelf_builder *b, const struct source *s, uint8_t depth)
{
	struct shelf_row *row = add_row(b, PLACE_SOURCE, s->name);
	struct source_facts facts;

	reader_source_facts(b->r, s, &facts);
	row->depth = depth;
	row->place.source_id = facts.id;
	row->n_unread = facts.n_unread;
	row->n_items = facts.n_items;
	row->is_paused = s->paused;
	row->is_failing = facts.problem != NULL;
	row->is_frozen = facts.is_frozen;
	row->is_loading = facts.is_loading;
}

static bool is_on_shelf(const struct reader *r, const struct source *s)
{
	return s->kind == SOURCE_FEED && !s->hidden && !(s->is_builtin && r->config->has_sources);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* One source on its way to the shelf. A group stands where its first source stands. */
struct placed {
	const struct source *source;
	size_t first;             /* the place of the first of its group, its own where it has none */
	size_t place;
};

static int by_group(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->source->group, y->source->group);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_first(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static bool is_grouped(const struct source *s)
{
	return s->group && s->group[0];
}

/* Sources in the order of the shelf: by sorting, as there may be thousands. Returns how many. */
static size_t place_sources(struct shelf_builder *b, struct placed *placed)
{
	const struct config *c = b->r->config;
	size_t n_grouped = 0, n = 0;

	for (int grouped = 1; grouped >= 0; grouped--) {
		for (size_t i = 0; i < c->n_sources; i++)
			if (is_on_shelf(b->r, &c->sources[i]) &&
			    is_grouped(&c->sources[i]) == (grouped == 1))
				placed[n++] = (struct placed){ &c->sources[i], i, i };
		if (grouped)
			n_grouped = n;
	}
	qsort(placed, n_grouped, sizeof *placed, by_group);
	for (size_t i = 1; i < n_grouped; i++)
		if (!strcmp(placed[i].source->group, placed[i - 1].source->group))
			placed[i].first = placed[i - 1].first;
	qsort(placed, n, sizeof *placed, by_first);
	return n;
}

/* A group whose sources are the last rows: what several of them tell counts once. */
static void count_once(struct shelf_builder *b, size_t group)
{
	size_t n = b->n - group - 1;
	int64_t *ids = xcalloc(n + 1, sizeof *ids);

	for (size_t i = 0; i < n; i++)
		ids[i] = b->rows[group + 1 + i].place.source_id;
	qsort(ids, n, sizeof *ids, by_number);
	if (n > 1)
		b->rows[group].n_unread -= reader_counted_again(b->r, ids, n);
	free(ids);
}

static void add_sources(struct shelf_builder *b)
{
	struct placed *placed = xcalloc(b->r->config->n_sources + 1, sizeof *placed);
	size_t n = place_sources(b, placed), group = 0;

	if (n)
		add_row(b, PLACE_HEADING, NULL)->label = _("Sources");
	for (size_t i = 0; i < n; i++) {
		const struct source *s = placed[i].source;

		if (is_grouped(s) && placed[i].first == placed[i].place) {
			group = b->n;
			add_row(b, PLACE_GROUP, s->group);
		}
		add_source(b, s, is_grouped(s) ? 1 : 0);
		if (!is_grouped(s))
			continue;
		b->rows[group].n_unread += b->rows[b->n - 1].n_unread;
		if (i + 1 == n || placed[i + 1].first != placed[i].first)
			count_once(b, group);
	}
	free(placed);
}

size_t reader_shelf(struct reader *r, const struct shelf_row **out)
{
	if (r->shelf_is_stale) {
		struct shelf_builder b = { r, NULL, 0, 0 };

		arena_clear(&r->shelf_arena);
		add_fixed(&b);
		add_topics(&b);
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

bool place_is_same(const struct place *a, const struct place *b)
{
	if (a->kind != b->kind)
		return false;
	return a->kind == PLACE_SOURCE ? a->source_id == b->source_id : !strcmp(a->name, b->name);
}

bool reader_next_unread_place(struct reader *r, struct place *out)
{
	const struct shelf_row *rows;
	size_t n = reader_shelf(r, &rows), at = 0;

	while (at < n && !place_is_same(&rows[at].place, &r->list.place))
		at++;
	for (size_t k = 1; k <= n; k++) {
		const struct shelf_row *row = &rows[(at + k) % n];

		if (row->place.kind == PLACE_SOURCE && row->n_unread > 0 &&
		    !place_is_same(&row->place, &r->list.place)) {
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

/* --- what is done to sources --------------------------------------------------------------------------- */

void reader_refresh(struct reader *r, int64_t source_id)
{
	struct message *m = message_with_ids(ORDER_REFRESH, &source_id, source_id > 0 ? 1 : 0);

	m->flag = source_id >= 0; /* what has no number yet is due by that */
	reader_post(r, m);
}

void reader_refresh_cancel(struct reader *r)
{
	reader_post(r, message_new(ORDER_CANCEL));
}

/* What failed goes into err, what is only told waits to be read. */
static void say_notices(struct reader *r, struct err *err)
{
	struct message *m;

	while ((m = queue_take(r->news))) {
		if (m->kind == NEWS_NOTICE && !m->flag) {
			reader_say(r, m->text);
			m->text = NULL;
		} else if (m->kind == NEWS_LOADING && m->flag) {
			for (size_t i = 0; i < m->n; i++)
				ARRAY_PUSH(r->asked, r->n_asked, r->cap_asked) = m->ids[i];
		} else if (m->kind == NEWS_NOTICE || (m->kind == NEWS_PAGE && !m->flag))
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
	struct message *m = message_with_ids(order, ids, n);

	m->flag = true;
	return reader_run_message(r, m, err);
}

bool reader_run_message(struct reader *r, struct message *m, struct err *err)
{
	struct worker_options o = { .paths = &r->paths, .database = r->database,
		                    .config = r->config, .news = r->news, .once = true,
		                    .pages_too = r->temporary != NULL };
	struct worker *w = worker_new(&o, err);

	if (!w) {
		message_free(m);
		return false;
	}
	if (err->text[0]) /* opened, but there is something to say: a damaged file was put aside */
		reader_say(r, xstrdup(err->text));
	err_clear(err);
	queue_post(worker_inbox(w), m);
	worker_finish(w);
	worker_free(w);
	say_notices(r, err);
	return !err->text[0];
}

bool reader_refresh_wait(struct reader *r, const int64_t *ids, size_t n, struct err *err)
{
	bool ok = reader_run(r, ORDER_REFRESH, ids, n, err);

	/* what was under way when a damaged database was replaced */
	if (ok && r->progress.mended)
		ok = reader_run(r, ORDER_REFRESH, ids, n, err);
	r->states_are_stale = r->shelf_is_stale = r->hot_is_stale = true;
	return ok;
}

static bool already_subscribed(const char *url, struct err *err)
{
	char *shown = url_masked(url);

	err_set(err, _("already subscribed to %s"), shown);
	free(shown);
	return false;
}

bool reader_subscribe(struct reader *r, const char *url, const char *name, const char *more_lines,
                      struct err *err)
{
	struct str before;
	char *said;
	bool ok;

	if (!more_lines && reader_is_subscribed(r, url))
		return already_subscribed(url, err);
	said = reader_undo_words(_("subscribed to %s"), name && *name ? name : url);
	reader_undo_file_begin(r, &before);
	ok = config_subscribe(r->paths.subscriptions, url, name, NULL, more_lines, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	/* fetched at once: an empty source is no answer to a subscription */
	reader_post(r, message_new(ORDER_REFRESH));
	return true;
}

bool reader_unsubscribe(struct reader *r, int64_t source_id, struct err *err)
{
	const struct source *s = reader_source(r, source_id);
	struct str before;
	char *said;
	bool ok;

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	said = reader_undo_words(_("Unsubscribed from %s"), s->name);
	reader_undo_file_begin(r, &before);
	ok = config_unsubscribe(r->paths.subscriptions, s, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_rename(struct reader *r, int64_t source_id, const char *name, struct err *err)
{
	const struct source *s = reader_source(r, source_id);
	struct str before;
	char *said;
	bool ok;

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	said = reader_undo_words(_("%1$s is called %2$s now"), s->name, name && *name ? name : s->url ? s->url : "");
	reader_undo_file_begin(r, &before);
	ok = config_rename(r->paths.subscriptions, s, name, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_pause(struct reader *r, int64_t source_id, bool paused, struct err *err)
{
	const struct source *s = reader_source(r, source_id);
	struct str before;
	char *said;
	bool ok;

	if (!s)
		return err_set(err, _("this source is not subscribed to any more"));
	said = reader_undo_words(paused ? _("%s paused") : _("%s is fetched again"), s->name);
	reader_undo_file_begin(r, &before);
	ok = config_pause(r->paths.subscriptions, s, paused, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}

bool reader_save_view(struct reader *r, const char *name, const char *filter, struct err *err)
{
	struct str before;
	char *said;
	bool ok;

	said = reader_undo_words(_("Saved as the view %s"), name);
	reader_undo_file_begin(r, &before);
	ok = config_save_view(r->paths.subscriptions, name, filter, err);
	reader_undo_file_end(r, &before, ok, said);
	if (!ok)
		return false;
	reader_reload(r);
	return true;
}
