/*
 * The article list: a place that is open, its order, and its rows one by one.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "reader/list_parts.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW ((size_t)-1)

/* --- opening ------------------------------------------------------------------------------------------ */

static void clear_rows(struct list *l)
{
	reader_list_forget_folded(l);
	list_forget_shown(l);
	list_forget_tags(l);
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
	reader_list_query(r, &q, &ids);
	n = store_items_count(r->store, &q);
	l->total = n > 0 ? (size_t)n : 0;
	if (!store_rows_bounds(r->store, &(int64_t){ 0 }, &l->newest_id))
		l->newest_id = 0;
	reader_check_store(r, NULL);
	free(ids);
	reader_list_load(r, had > LIST_CHUNK ? had : LIST_CHUNK);
	reader_list_insert_kept(r);
	reader_list_show_filtered(r);
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
	list_set_filter_text(l, "");
	filter_free(l->filter);
	l->filter = reader_list_compile(r, err);
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

bool reader_list_is_long(const struct reader *r)
{
	return r->list.n_rows >= 1000 || (r->list.shown && r->list.total > LIST_READ_WHOLE);
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
	list_mark_folded(l, p);
}
