/*
 * All rows of a list as a filter sees them: read when they are first needed, kept for a while, marks drawn
 * over them.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "reader/list_parts.h"

#include <stdlib.h>
#include <string.h>

enum { REST_MS = 60 * 1000 };    /* without a filter being typed: 15 MB for 100,000 rows */

void reader_list_forget_folded(struct list *l)
{
	filter_rows_free(l->folded);
	l->folded = NULL;
	filter_reading_cancel(l->reading);
	l->reading = NULL;
}

/* What the list has is known from a row; of other lists the store tells it. */
static bool is_known_from_rows(const struct list *l)
{
	return (l->place.kind == PLACE_ALL || l->place.kind == PLACE_VIEW ||
	        l->place.kind == PLACE_UNREAD) && l->order <= ORDER_OLDEST;
}

/* Whether a filter reads the rows for itself: a short list is at hand anyway. */
static bool is_read_apart(const struct list *l)
{
	return l->total > LIST_READ_WHOLE && !l->n_inserted && l->n_rows < l->total;
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
		o.no_read = list_shows_unread_only(l);
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

	reader_list_query(r, &q, &sources);
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

void reader_list_fold_rows(struct reader *r)
{
	struct list *l = &r->list;

	l->folded_until_ms = clock_monotonic_ms() + REST_MS;
	if (l->folded)
		return;
	l->counted_view = false;
	if (l->total <= LIST_READ_WHOLE || l->n_inserted)
		reader_list_load(r, l->total);
	if (is_read_apart(l)) {
		fold_long(r);
		return;
	}
	l->folded = filter_rows_new();
	for (size_t i = 0; i < l->n_rows; i++)
		filter_rows_add(l->folded, l->rows[i]);
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

void list_mark_folded(struct list *l, const struct pending_mark *p)
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
