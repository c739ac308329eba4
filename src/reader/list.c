/*
 * The article list: a place's rows, loaded as far as they are looked at, narrowed by a filter.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "reader/private.h"
#include "text/fold.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK = 400,
	READ_WHOLE = 4000,       /* rows of a list that is read whole when it is filtered */
	REST_MS = 60 * 1000,     /* without a filter being typed: 15 MB for 100,000 rows */
};

#define NO_ROW ((size_t)-1)

/* --- loading -------------------------------------------------------------------------------------- */

static int64_t start_of_today(void)
{
	int64_t now = clock_now();
	int offset = clock_local_offset(now);
	struct civil c = civil_from_utc(now, offset);

	c.hour = c.minute = c.second = 0;
	return civil_to_utc(&c, offset);
}

/* Sources of a group and of the groups below it ("国内" holds "国内/时政"). */
static size_t sources_of_group(struct reader *r, const char *group, int64_t **out)
{
	int64_t *ids = NULL;
	size_t n = 0, cap = 0, length = strlen(group);

	for (size_t i = 0; i < r->config->n_sources; i++) {
		const struct source *s = &r->config->sources[i];
		int64_t id;

		if (!s->group || strncmp(s->group, group, length) ||
		    (s->group[length] && s->group[length] != '/'))
			continue;
		id = reader_source_id(r, s);
		if (id)
			ARRAY_PUSH(ids, n, cap) = id;
	}
	/* a group of nothing must find nothing, not everything */
	if (!n)
		ARRAY_PUSH(ids, n, cap) = -1;
	*out = ids;
	return n;
}

static void query_of(struct reader *r, struct item_query *q, int64_t **ids)
{
	const struct list *l = &r->list;

	*ids = NULL;
	*q = (struct item_query){ .since = TIME_NONE, .fetched_since = TIME_NONE };
	q->order = l->order;
	q->unread_only = l->unread_only;
	q->with_summary = l->with_summary;
	q->hide_source_id = reader_hidden_source(r);
	q->muted = l->has_muted ? MUTED_TOO : MUTED_OUT;
	switch (l->place.kind) {
	case PLACE_UNREAD:
		q->unread_only = true;
		break;
	case PLACE_STARRED:
		q->starred_only = true;
		break;
	case PLACE_MUTED:
		q->muted = MUTED_ONLY;
		break;
	case PLACE_TODAY:
		q->since = start_of_today();
		break;
	case PLACE_NEW:
		q->fetched_since = r->last_visit;
		break;
	case PLACE_TAG:
		q->tag = l->place.name;
		break;
	case PLACE_SOURCE:
		q->source_id = l->place.source_id;
		q->hide_source_id = 0;
		break;
	case PLACE_GROUP:
		q->n_source_ids = sources_of_group(r, l->place.name, ids);
		q->source_ids = *ids;
		break;
	default:
		break;
	}
}

void reader_list_forget_folded(struct list *l)
{
	filter_rows_free(l->folded);
	l->folded = NULL;
	filter_reading_cancel(l->reading);
	l->reading = NULL;
}

void reader_list_load(struct reader *r, size_t want)
{
	struct list *l = &r->list;
	struct item_query q;
	struct err err = ERR_INIT;
	struct item *rows;
	int64_t *ids, n;

	if (l->n_rows >= l->total || want <= l->n_rows)
		return;
	query_of(r, &q, &ids);
	/* behind the last row where the order allows it: a later page costs what the first did */
	if (l->n_rows && l->order <= ORDER_OLDEST && !l->n_inserted) {
		q.after_time = l->rows[l->n_rows - 1]->sort_time;
		q.after_id = l->rows[l->n_rows - 1]->id;
	} else {
		q.offset = (int64_t)l->n_rows;
	}
	q.limit = (int64_t)(want - l->n_rows < CHUNK ? CHUNK : want - l->n_rows);
	n = store_items(r->store, &q, &l->arena, &rows, &err);
	if (n < 0)
		reader_check_store(r, &err);
	for (int64_t i = 0; i < n; i++) {
		reader_apply_pending(r, &rows[i]);
		reader_apply_alerts(r, &rows[i]);
		if (rows[i].source_id == r->builtin_id)
			rows[i].summary = reader_fill_keys(r, rows[i].summary, &l->arena);
		ARRAY_PUSH(l->rows, l->n_rows, l->cap_rows) = &rows[i];
	}
	reader_list_forget_folded(l);
	/* what the count promised and the rows do not keep: another process has purged meanwhile */
	if (n < q.limit)
		l->total = l->n_rows;
	free(ids);
}

static bool is_kept(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->n_kept; i++)
		if (l->kept[i] == id)
			return true;
	return false;
}

static bool comes_before(const struct list *l, const struct item *a, const struct item *b)
{
	if (l->order == ORDER_OLDEST)
		return a->sort_time != b->sort_time ? a->sort_time < b->sort_time : a->id < b->id;
	return a->sort_time != b->sort_time ? a->sort_time > b->sort_time : a->id > b->id;
}

static bool shows_unread_only(const struct list *l)
{
	return l->unread_only || l->place.kind == PLACE_UNREAD;
}

/* Articles that were read while the list was open stay where they were, though the query leaves them
 * out now: a list must not shrink under the hand. */
static void insert_kept(struct reader *r)
{
	struct list *l = &r->list;

	if (!shows_unread_only(l) || !l->n_kept)
		return;
	reader_list_load(r, l->total);
	for (size_t k = 0; k < l->n_kept; k++) {
		struct item *item = arena_alloc(&l->arena, sizeof *item);
		size_t at = 0;

		if (!store_item(r->store, l->kept[k], &l->arena, item))
			continue;
		while (at < l->n_rows && l->rows[at]->id != item->id &&
		       comes_before(l, l->rows[at], item))
			at++;
		if (at < l->n_rows && l->rows[at]->id == item->id)
			continue;
		reader_apply_pending(r, item);
		ARRAY_PUSH(l->rows, l->n_rows, l->cap_rows) = NULL;
		memmove(l->rows + at + 1, l->rows + at, (l->n_rows - 1 - at) * sizeof *l->rows);
		l->rows[at] = item;
		l->n_inserted++;
		l->total++;
	}
}

void reader_list_keep(struct list *l, int64_t id)
{
	if (is_kept(l, id))
		return;
	if (l->n_kept == LIST_KEPT_MOST)
		memmove(l->kept, l->kept + 1, --l->n_kept * sizeof *l->kept);
	ARRAY_PUSH(l->kept, l->n_kept, l->cap_kept) = id;
}

/* --- the filter ------------------------------------------------------------------------------------- */

/* What the list has is known from a row; of other lists the store tells it. */
static bool is_known_from_rows(const struct list *l)
{
	return (l->place.kind == PLACE_ALL || l->place.kind == PLACE_VIEW ||
	        l->place.kind == PLACE_UNREAD) && l->order <= ORDER_OLDEST;
}

/* Whether a filter reads the rows for itself: a short list is at hand anyway. */
static bool is_read_apart(const struct list *l)
{
	return l->total > READ_WHOLE && !l->n_inserted && l->n_rows < l->total;
}

/* A long list is not read for a filter: its own threads take what a filter needs of every row. */
static void start_reading(struct reader *r)
{
	struct list *l = &r->list;
	struct filter_reading_options o = { .database = r->database };
	const int64_t *lost;
	int64_t *hidden;
	size_t n = store_hidden_sources(r->store, &lost);

	if (l->reading || !store_rows_bounds(r->store, &o.first, &o.last))
		return;
	hidden = xcalloc(n + 1, sizeof *hidden);
	if (n)
		memcpy(hidden, lost, n * sizeof *hidden);
	hidden[n] = reader_hidden_source(r);
	if (is_known_from_rows(l)) {
		o.hidden = hidden;
		o.n_hidden = n + (hidden[n] != 0);
		o.no_muted = !l->has_muted;
		o.no_read = shows_unread_only(l);
	}
	l->reading = filter_reading_start(&o);
	free(hidden);
}

static void apply_pending_rows(struct reader *r, struct filter_rows *rows)
{
	size_t n = r->n_pending ? filter_rows_count(rows) : 0;

	for (size_t i = 0; i < n; i++) {
		struct item item = { .id = filter_rows_id(rows, i),
			             .is_read = filter_rows_is_read(rows, i),
			             .is_starred = filter_rows_is_starred(rows, i) };
		bool was_read = item.is_read, was_starred = item.is_starred;

		reader_apply_pending(r, &item);
		if (item.is_read != was_read)
			filter_rows_set_read(rows, i, item.is_read);
		if (item.is_starred != was_starred)
			filter_rows_set_starred(rows, i, item.is_starred);
	}
}

static void arrange(struct reader *r, struct err *err)
{
	struct item_query q;
	int64_t *sources, *ids = NULL, n;

	query_of(r, &q, &sources);
	n = store_item_ids(r->store, &q, &ids, err);
	filter_rows_arrange(r->list.folded, ids, n > 0 ? (size_t)n : 0);
	free(ids);
	free(sources);
}

static void fold_long(struct reader *r)
{
	struct list *l = &r->list;
	struct err err = ERR_INIT;

	start_reading(r);
	if (l->reading)
		l->folded = filter_reading_finish(l->reading, &err);
	else
		l->folded = filter_rows_new();
	l->reading = NULL;
	apply_pending_rows(r, l->folded);
	if (is_known_from_rows(l))
		filter_rows_sort(l->folded, l->order == ORDER_OLDEST);
	else
		arrange(r, &err);
	if (err.text[0])
		reader_check_store(r, &err);
}

void reader_list_filter_begin(struct reader *r)
{
	struct list *l = &r->list;

	if (l->folded || !is_read_apart(l))
		return;
	l->folded_until_ms = clock_monotonic_ms() + REST_MS;
	start_reading(r);
}

void reader_list_filter_end(struct reader *r)
{
	filter_reading_cancel(r->list.reading);
	r->list.reading = NULL;
}

static void fold_rows(struct reader *r)
{
	struct list *l = &r->list;

	l->folded_until_ms = clock_monotonic_ms() + REST_MS;
	if (l->folded)
		return;
	l->counted_view = false;
	if (l->total <= READ_WHOLE || l->n_inserted)
		reader_list_load(r, l->total);
	if (is_read_apart(l)) {
		fold_long(r);
		return;
	}
	l->folded = filter_rows_new();
	for (size_t i = 0; i < l->n_rows; i++)
		filter_rows_add(l->folded, l->rows[i]);
}

/* The item of folded row i if it was read already: rows are in the same order. */
static struct item *loaded(const struct list *l, size_t i)
{
	return i < l->n_rows && l->rows[i]->id == filter_rows_id(l->folded, i) ? l->rows[i] : NULL;
}

static void forget_shown(struct list *l)
{
	reader_fold_clear(l);
	free(l->shown);
	l->shown = NULL;
	l->n_shown = 0;
}

/* A view is its filter; the prompt's narrows it further. */
static const char *view_filter(const struct reader *r)
{
	if (r->list.place.kind == PLACE_VIEW)
		for (size_t i = 0; i < r->config->n_views; i++)
			if (!strcmp(r->config->views[i].name, r->list.place.name))
				return r->config->views[i].filter;
	return NULL;
}

static const struct filter_tags *tags_in_use(struct reader *r)
{
	struct list *l = &r->list;
	struct tag_count *tags;
	struct arena a = ARENA_INIT;
	const char **names;
	size_t n;

	if (l->filter_tags)
		return l->filter_tags;
	n = store_tags(r->store, &a, reader_hidden_source(r), &tags);
	names = arena_alloc(&a, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = tags[i].name;
	l->filter_tags = filter_tags_new(names, n);
	arena_release(&a);
	return l->filter_tags;
}

static struct filter_context context_of(struct reader *r)
{
	struct filter_context context = { .now = clock_now(), .last_visit = r->last_visit,
	                                  .by_sound = true };

	context.local_offset_s = clock_local_offset(context.now);
	context.renamed = rules_tag_map(reader_rules(r));
	if (r->list.filter_text[0] || view_filter(r))
		context.tags = tags_in_use(r);
	return context;
}

/* How many rows the place itself has: of a view, those that its own filter lets pass. */
static void count_view(struct reader *r)
{
	struct list *l = &r->list;
	struct filter_context context;
	struct filter *view;
	size_t limit;

	if (l->counted_view || !view_filter(r))
		return;
	context = context_of(r);
	view = filter_parse(view_filter(r), &context, NULL);
	l->n_in_view = filter_rows_matching(l->folded, view);
	limit = (size_t)filter_limit(view);
	if (limit && l->n_in_view > limit)
		l->n_in_view = limit;
	l->counted_view = true;
	filter_free(view);
}

static void show_filtered(struct reader *r)
{
	struct list *l = &r->list;
	const uint32_t *passed;
	size_t n;

	forget_shown(l);
	if (!l->filter || filter_is_empty(l->filter))
		return;
	fold_rows(r);
	count_view(r);
	n = filter_rows_pass(l->folded, l->filter, &passed);
	if (filter_limit(l->filter) && n > (size_t)filter_limit(l->filter))
		n = (size_t)filter_limit(l->filter);
	l->shown = xcalloc(n + 1, sizeof *l->shown);
	for (size_t i = 0; i < n; i++)
		l->shown[i] = (struct shown_row){
			filter_rows_id(l->folded, passed[i]), loaded(l, passed[i]),
			filter_rows_is_read(l->folded, passed[i]),
		};
	l->n_shown = n;
}

bool reader_list_is_long(const struct reader *r)
{
	return r->list.n_rows >= 1000 || (r->list.shown && r->list.total > READ_WHOLE);
}

int reader_list_rest_ms(const struct reader *r)
{
	int64_t left = r->list.folded_until_ms - clock_monotonic_ms();

	if (!r->list.folded && !r->list.reading)
		return -1;
	return left > 0 ? (int)left : 0;
}

void reader_list_rest(struct reader *r)
{
	if (!reader_list_rest_ms(r))
		reader_list_forget_folded(&r->list);
}

static void mark_folded(struct list *l, const struct pending_mark *p)
{
	size_t n = l->folded ? filter_rows_count(l->folded) : 0;

	/* what is being read may have passed the rows already */
	if (l->reading || (p->kind != ORDER_READ && p->kind != ORDER_STAR)) {
		reader_list_forget_folded(l);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (!reader_mark_concerns(p, filter_rows_id(l->folded, i)))
			continue;
		if (p->kind == ORDER_READ)
			filter_rows_set_read(l->folded, i, p->flag);
		else
			filter_rows_set_starred(l->folded, i, p->flag);
	}
}

void reader_list_mark(struct reader *r, const struct pending_mark *p,
                      void (*apply)(struct arena *a, struct item *item,
                                    const struct pending_mark *p))
{
	struct list *l = &r->list;

	for (size_t i = 0; i < l->n_rows; i++)
		if (reader_mark_concerns(p, l->rows[i]->id))
			apply(&l->arena, l->rows[i], p);
	for (size_t i = 0; i < l->n_extra; i++)
		if (reader_mark_concerns(p, l->extra[i]->id))
			apply(&l->arena, l->extra[i], p);
	for (size_t i = 0; i < l->n_shown && p->kind == ORDER_READ; i++)
		if (reader_mark_concerns(p, l->shown[i].id))
			l->shown[i].is_read = p->flag;
	mark_folded(l, p);
}

static void forget_tags(struct list *l)
{
	filter_tags_free(l->filter_tags);
	l->filter_tags = NULL;
}

static struct filter *compile(struct reader *r, struct err *err)
{
	struct list *l = &r->list;
	struct filter_context context = context_of(r);
	struct filter *f = filter_parse(l->filter_text, &context, err);
	if (view_filter(r))
		filter_within(f, filter_parse(view_filter(r), &context, NULL));
	return f;
}

static void set_filter_text(struct list *l, const char *expression)
{
	char *copy = xstrdup(expression);

	free(l->filter_text);
	l->filter_text = copy;
}

/* A regular expression that is none yet keeps what was shown before it. */
void reader_list_filter(struct reader *r, const char *expression, struct err *err)
{
	struct list *l = &r->list;
	struct filter *former = l->filter, *f;
	bool asks;

	set_filter_text(l, expression);
	f = compile(r, err);
	if (former && filter_is_broken(f)) {
		filter_free(f);
		return;
	}
	l->filter = f;
	asks = filter_asks_for_muted(f);
	if (asks != l->has_muted) {
		l->has_muted = asks;
		reader_list_reload(r);
	} else {
		show_filtered(r);
	}
	filter_free(former);
	reader_hot_refilter(r);
}

const char *reader_list_filter_text(const struct reader *r)
{
	return r->list.filter_text ? r->list.filter_text : "";
}

const struct filter *reader_list_filter_compiled(const struct reader *r)
{
	return r->list.filter;
}

/* --- opening ------------------------------------------------------------------------------------------ */

static void clear_rows(struct list *l)
{
	reader_list_forget_folded(l);
	forget_shown(l);
	forget_tags(l);
	free(l->rows);
	l->rows = NULL;
	l->n_rows = l->cap_rows = l->n_inserted = 0;
	l->n_extra = 0;
	arena_clear(&l->arena);
}

void reader_list_release(struct reader *r)
{
	struct list *l = &r->list;

	clear_rows(l);
	filter_free(l->filter);
	free(l->extra);
	free(l->filter_text);
	free(l->label);
	free(l->kept);
	arena_release(&l->arena);
}

/* A source that had no row in the store when its place was opened may have one by now. */
static void settle_place(struct reader *r)
{
	struct place *p = &r->list.place;
	const struct source *s =
		p->kind == PLACE_SOURCE && p->source_id < 0 ? reader_source(r, p->source_id) : NULL;

	if (s && !strcmp(s->name, p->name))
		p->source_id = reader_source_handle(r, s);
}

void reader_list_reload(struct reader *r)
{
	struct list *l = &r->list;
	size_t had = l->n_rows;
	struct item_query q;
	int64_t *ids, n;

	settle_place(r);
	clear_rows(l);
	query_of(r, &q, &ids);
	n = store_items_count(r->store, &q);
	l->total = n > 0 ? (size_t)n : 0;
	if (!store_rows_bounds(r->store, &(int64_t){ 0 }, &l->newest_id))
		l->newest_id = 0;
	reader_check_store(r, NULL);
	free(ids);
	reader_list_load(r, had > CHUNK ? had : CHUNK);
	insert_kept(r);
	show_filtered(r);
}

static const char *fixed_label(enum place_kind kind)
{
	static const char *const labels[] = {
		[PLACE_ALL] = N_("All"),         [PLACE_UNREAD] = N_("Unread"),
		[PLACE_STARRED] = N_("Starred"), [PLACE_TODAY] = N_("Today"),
		[PLACE_NEW] = N_("Since last visit"), [PLACE_MUTED] = N_("Muted"),
	};

	return kind < ARRAY_LENGTH(labels) && labels[kind] ? _(labels[kind]) : "";
}

bool reader_list_open(struct reader *r, const struct place *place, struct err *err)
{
	struct list *l = &r->list;
	const struct source *s = NULL;

	if (place->kind == PLACE_HEADING)
		return err_set(err, _("a heading cannot be opened"));
	if (place->kind == PLACE_SOURCE && !(s = reader_source(r, place->source_id)))
		return err_set(err, _("this source is not subscribed to any more"));
	l->place = *place;
	free(l->label);
	if (s)
		l->label = xstrdup(s->name);
	else
		l->label = xstrdup(place->name[0] ? place->name : fixed_label(place->kind));
	l->n_kept = 0;
	set_filter_text(l, "");
	filter_free(l->filter);
	l->filter = compile(r, err);
	l->has_muted = filter_asks_for_muted(l->filter);
	reader_list_reload(r);
	reader_hot_refilter(r);
	return true;
}

const struct place *reader_list_place(const struct reader *r)
{
	return &r->list.place;
}

const char *reader_list_label(const struct reader *r)
{
	return r->list.label ? r->list.label : "";
}

void reader_list_order(struct reader *r, int order, bool reverse)
{
	static const int reversed[] = { ORDER_OLDEST, ORDER_NEWEST, ORDER_SOURCE, ORDER_TITLE };

	r->list.order = reverse ? reversed[order] : order;
	r->list.reverse = reverse;
	reader_list_reload(r);
}

int reader_list_order_now(const struct reader *r, bool *reverse)
{
	if (reverse)
		*reverse = r->list.reverse;
	return r->list.order;
}

void reader_list_unread_only(struct reader *r, bool on)
{
	r->list.unread_only = on;
	r->list.n_kept = 0;
	reader_list_reload(r);
}

bool reader_list_is_unread_only(const struct reader *r)
{
	return r->list.unread_only;
}

void reader_list_with_summary(struct reader *r, bool on)
{
	r->list.with_summary = on;
}

/* --- rows --------------------------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Articles of the list that were marked unread a moment ago: the store does not know yet. */
static void add_unmarked(struct reader *r, struct item_query *q, int64_t **ids, size_t *n)
{
	size_t cap = *n;
	int64_t *all = NULL, found = -1;

	q->unread_only = false;
	for (size_t i = 0; i < r->n_pending; i++) {
		const struct pending_mark *p = &r->pending[i];

		if (p->kind != ORDER_READ || p->flag)
			continue;
		if (found < 0) {
			found = store_item_ids(r->store, q, &all, NULL);
			if (found < 0)
				return;
			qsort(all, (size_t)found, sizeof *all, compare_ids);
		}
		for (size_t k = 0; k < p->n; k++)
			if (bsearch(&p->ids[k], all, (size_t)found, sizeof *all, compare_ids))
				ARRAY_PUSH(*ids, *n, cap) = p->ids[k];
	}
	free(all);
}

/* What the list would hold if it were loaded. What is marked unread already may be among them twice, and
 * what is being marked read. */
static int64_t *unread_of_store(struct reader *r, size_t *n)
{
	const struct list *l = &r->list;
	struct item_query q;
	struct err err = ERR_INIT;
	int64_t *sources, *ids = NULL, found;

	query_of(r, &q, &sources);
	q.unread_only = true;
	found = store_item_ids(r->store, &q, &ids, &err);
	if (found < 0)
		reader_check_store(r, &err);
	for (int64_t i = 0; i < found; i++)
		if (ids[i] <= l->newest_id)
			ids[(*n)++] = ids[i];
	add_unmarked(r, &q, &ids, n);
	free(sources);
	return ids;
}

int64_t *reader_list_unread(struct reader *r, size_t *n)
{
	struct list *l = &r->list;
	int64_t *ids;

	*n = 0;
	if (!l->shown && l->n_rows < l->total)
		return unread_of_store(r, n);
	if (!l->shown)
		reader_list_load(r, l->total);
	ids = xcalloc((l->shown ? l->n_shown : l->n_rows) + 1, sizeof *ids);
	for (size_t i = 0; l->shown && i < l->n_shown; i++)
		if (!l->shown[i].is_read)
			ids[(*n)++] = l->shown[i].id;
	for (size_t i = 0; !l->shown && i < l->n_rows; i++)
		if (!l->rows[i]->is_read)
			ids[(*n)++] = l->rows[i]->id;
	return ids;
}

size_t reader_list_count(const struct reader *r)
{
	return reader_fold_count(r);
}

size_t reader_list_total(const struct reader *r)
{
	return r->list.place.kind == PLACE_VIEW ? r->list.n_in_view : r->list.total;
}

/* One that has been purged meanwhile keeps its place until the list is read again. */
static struct item *read_shown(struct reader *r, struct shown_row *row)
{
	struct list *l = &r->list;
	struct item *item = arena_alloc(&l->arena, sizeof *item);

	if (store_item(r->store, row->id, &l->arena, item))
		reader_apply_pending(r, item);
	else
		*item = (struct item){ .id = row->id, .title = "", .source = "",
			               .published = TIME_NONE, .is_read = true };
	if (item->source_id == r->builtin_id)
		item->summary = reader_fill_keys(r, item->summary, &l->arena);
	ARRAY_PUSH(l->extra, l->n_extra, l->cap_extra) = item;
	return row->item = item;
}

struct item *reader_list_place_row(struct reader *r, size_t i)
{
	struct list *l = &r->list;

	if (l->shown && i < l->n_shown)
		return l->shown[i].item ? l->shown[i].item : read_shown(r, &l->shown[i]);
	if (l->shown)
		return NULL;
	reader_list_load(r, i + 1);
	return i < l->n_rows ? l->rows[i] : NULL;
}

int64_t reader_list_peek(struct reader *r, size_t i, bool *is_read)
{
	const struct list *l = &r->list;
	const struct item *item;

	if (l->shown && !reader_folds(r)) {
		*is_read = i < l->n_shown && l->shown[i].is_read;
		return i < l->n_shown ? l->shown[i].id : 0;
	}
	item = reader_fold_row(r, i);
	*is_read = item && item->is_read;
	return item ? item->id : 0;
}

const struct item *reader_list_row(struct reader *r, size_t i)
{
	return reader_fold_row(r, i);
}

size_t reader_list_find(const struct reader *r, int64_t id)
{
	return reader_fold_find(r, id);
}

size_t reader_list_next_unread(const struct reader *r, size_t i, int dir)
{
	/* rows are loaded as they are looked at: not a change that anybody sees */
	struct reader *loading = (struct reader *)(uintptr_t)r;
	size_t n = reader_list_count(r);

	for (i += (size_t)dir; i < n; i += (size_t)dir) {
		bool is_read;

		if (reader_list_peek(loading, i, &is_read) && !is_read)
			return i;
	}
	return NO_ROW;
}
