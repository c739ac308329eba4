/*
 * Lists of articles. A list is picked from one or a few ranges of an index that hold time, id and
 * source, so that only the rows shown are ever read; then the rows are fetched by id. Where a query
 * asks more than its index knows, the rest is looked up article by article.
 */
#include "store/items.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_SOURCES = 64 }; /* with more of them the list of everything is walked */

struct pick {
	int64_t time, id;
};

struct picks {
	struct store *s;
	const struct item_query *q;
	struct pick *rows;
	size_t n, cap;
	size_t most;            /* rows wanted, SIZE_MAX: all */
	bool is_oldest;         /* order */
	bool is_count;          /* only n is wanted */
	int64_t tag_id;
	size_t skip;            /* rows before the first that is wanted */
	struct item_query query;
	int64_t *sources;
};

/* --- which range of which index ----------------------------------------------------------------- */

enum walk { WALK_ALL, WALK_SOURCE, WALK_TAG, WALK_STARRED, WALK_SEEN };

/* ?1 is_read · ?2 lowest time · ?3 ?4 the row to go on behind · ?5 source, tag or day · ?6 fetched */
#define WALK(table, index, columns, where, id, order, after)                                       \
	"SELECT " columns " FROM " table " INDEXED BY " index " WHERE is_read = ?1" where          \
	" AND sort_time >= ?2 AND (sort_time, " id ") " after " (?3, ?4)"                          \
	" ORDER BY sort_time " order ", " id " " order
#define BOTH_ORDERS(table, index, columns, where, id)                                              \
	{ WALK(table, index, columns, where, id, "DESC", "<"),                                     \
	  WALK(table, index, columns, where, id, "ASC", ">") }

static const char *const walks[][2] = {
	[WALK_ALL] = BOTH_ORDERS("item", "item_list", "sort_time, id, source_id", "", "id"),
	[WALK_SOURCE] = BOTH_ORDERS("item", "item_of_source", "sort_time, id, source_id",
	                            " AND source_id = ?5", "id"),
	[WALK_TAG] = BOTH_ORDERS("item_tag", "item_of_tag", "sort_time, item_id, source_id",
	                         " AND is_off = 0 AND tag_id = ?5", "item_id"),
	[WALK_STARRED] = BOTH_ORDERS("item", "item_starred", "sort_time, id, source_id",
	                             " AND is_starred = 1", "id"),
	/* By the day it was first seen: few rows, in no order. */
	[WALK_SEEN] = BOTH_ORDERS("item", "item_seen", "sort_time, id, source_id",
	                          " AND seen_day >= ?5 AND fetched >= ?6", "id"),
};

static const size_t n_args[] = {
	[WALK_ALL] = 4, [WALK_SOURCE] = 5, [WALK_TAG] = 5, [WALK_STARRED] = 4, [WALK_SEEN] = 6,
};

static enum walk best_walk(const struct item_query *q)
{
	if (q->fetched_since != TIME_NONE && q->fetched_since > 0)
		return WALK_SEEN;
	if (q->tag)
		return WALK_TAG;
	if (q->starred_only)
		return WALK_STARRED;
	if (q->source_id || (q->n_source_ids && q->n_source_ids <= FEW_SOURCES))
		return WALK_SOURCE;
	return WALK_ALL;
}

/* --- what the walk does not know ------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void store_hide_sources(struct store *s, const int64_t *ids, size_t n)
{
	free(s->hidden);
	s->hidden = n ? xmemdup(ids, n * sizeof *ids) : NULL;
	s->n_hidden = n;
	if (n)
		qsort(s->hidden, n, sizeof *s->hidden, by_number);
}

size_t store_hidden_sources(const struct store *s, const int64_t **ids)
{
	*ids = s->hidden;
	return s->n_hidden;
}

bool db_is_hidden(const struct store *s, int64_t source_id)
{
	return s->n_hidden &&
	       bsearch(&source_id, s->hidden, s->n_hidden, sizeof source_id, by_number);
}

/* q->source_ids is sorted. */
static bool is_wanted_source(const struct item_query *q, int64_t source_id)
{
	if (q->hide_source_id && source_id == q->hide_source_id)
		return false;
	if (q->source_id)
		return source_id == q->source_id;
	if (!q->n_source_ids)
		return true;
	return bsearch(&source_id, q->source_ids, q->n_source_ids, sizeof source_id, by_number);
}

static bool is_wanted(struct picks *p, enum walk walk, int64_t id, int64_t source_id)
{
	const struct item_query *q = p->q;

	if (!is_wanted_source(q, source_id) || (!q->starred_only && db_is_hidden(p->s, source_id)))
		return false;
	if (q->tag && walk != WALK_TAG &&
	    !db_number(p->s, 0, "SELECT 1 FROM item_tag WHERE item_id = ?1 AND tag_id = ?2"
	                        " AND is_off = 0", INT(id), INT(p->tag_id)))
		return false;
	if (q->starred_only && walk != WALK_STARRED &&
	    !db_number(p->s, 0, "SELECT is_starred FROM item WHERE id = ?1", INT(id)))
		return false;
	return true;
}

/* --- picking --------------------------------------------------------------------------------------- */

static bool is_before(const struct picks *p, struct pick a, struct pick b)
{
	if (a.time != b.time)
		return p->is_oldest ? a.time < b.time : a.time > b.time;
	return p->is_oldest ? a.id < b.id : a.id > b.id;
}

static int newest_first(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	if (x->time != y->time)
		return x->time > y->time ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

static int oldest_first(const void *a, const void *b)
{
	return newest_first(b, a);
}

/* One walk comes in order; several are merged. */
static bool is_in_order(const struct picks *p, size_t from)
{
	for (size_t i = from + 1; i < p->n; i++)
		if (is_before(p, p->rows[i], p->rows[i - 1]))
			return false;
	return true;
}

/* Sort from `from` on and keep no more than are wanted. */
static void settle(struct picks *p, size_t from)
{
	if (!is_in_order(p, from))
		qsort(p->rows + from, p->n - from, sizeof *p->rows,
		      p->is_oldest ? oldest_first : newest_first);
	if (p->n > p->most)
		p->n = p->most;
}

static void walk_range(struct picks *p, enum walk walk, int64_t is_read, int64_t key, size_t from)
{
	const struct item_query *q = p->q;
	int64_t after = p->is_oldest ? INT64_MIN : INT64_MAX;
	bool goes_on = q->after_id != 0, has_border = p->n > from && p->n >= p->most;
	struct pick border = has_border ? p->rows[p->n - 1] : (struct pick){ 0, 0 };
	size_t taken = 0;
	const struct arg args[] = {
		{ 0 }, INT(is_read), INT(q->since > 0 ? q->since : INT64_MIN),
		INT(goes_on ? q->after_time : after), INT(goes_on ? q->after_id : after),
		INT(key), INT(q->fetched_since),
	};
	sqlite3_stmt *st = db_query_args(p->s, walks[walk][p->is_oldest], args, n_args[walk]);

	while (taken < p->most && db_row(p->s, st)) {
		struct pick row = { db_int(st, 0), db_int(st, 1) };

		if (walk != WALK_SEEN && has_border && !is_before(p, row, border))
			break;
		if (!is_wanted(p, walk, row.id, db_int(st, 2)))
			continue;
		if (walk != WALK_SEEN)
			taken++;
		if (p->is_count)
			p->n++;
		else
			ARRAY_PUSH(p->rows, p->n, p->cap) = row;
	}
	db_finish(st);
}

/* Walk the parts of a range (unread and read, shown and muted) that are wanted, and merge them behind
 * rows[from). */
static void walk_key(struct picks *p, enum walk walk, int64_t key, size_t from)
{
	static const struct {
		bool shown, muted;
	} parts[] = { [MUTED_OUT] = { true, false }, [MUTED_TOO] = { true, true },
		      [MUTED_ONLY] = { false, true } };

	for (int64_t state = 0; state <= (ROW_READ | ROW_MUTED); state++) {
		bool muted = state & ROW_MUTED;

		if ((state & ROW_READ && p->q->unread_only) ||
		    !(muted ? parts[p->q->muted].muted : parts[p->q->muted].shown))
			continue;
		walk_range(p, walk, state, key, from);
		if (!p->is_count)
			settle(p, from);
	}
}

static void pick_by_time(struct picks *p)
{
	const struct item_query *q = p->q;
	enum walk walk = best_walk(q);

	if (walk == WALK_SOURCE && !q->source_id) {
		for (size_t i = 0; i < q->n_source_ids; i++)
			walk_key(p, walk, q->source_ids[i], 0);
		return;
	}
	walk_key(p, walk, walk == WALK_SOURCE ? q->source_id
	                  : walk == WALK_TAG  ? p->tag_id
	                  : walk == WALK_SEEN ? q->fetched_since / 86400 : 0, 0);
}

/* Source after source by name, each newest first. */
static void pick_by_source(struct picks *p)
{
	const struct item_query *q = p->q;
	struct item_query one = *q;
	int64_t *ids = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(p->s, "SELECT id FROM source ORDER BY name, id");

	while (db_row(p->s, st))
		ARRAY_PUSH(ids, n, cap) = db_int(st, 0);
	for (size_t i = 0; i < n && p->n < p->most; i++) {
		size_t from = p->n;

		if (!is_wanted_source(q, ids[i]))
			continue;
		one.source_id = ids[i];
		p->q = &one;
		enum walk walk = best_walk(&one);

		walk_key(p, walk, walk == WALK_SOURCE ? ids[i]
		                  : walk == WALK_TAG  ? p->tag_id
		                  : walk == WALK_SEEN ? one.fetched_since / 86400 : 0, from);
	}
	p->q = q;
	free(ids);
}

struct titled {
	char *title;
	struct pick row;
};

static int by_title(const void *a, const void *b)
{
	const struct titled *x = a, *y = b;
	int order = strcmp(x->title, y->title);

	return order ? order : newest_first(&x->row, &y->row);
}

static void pick_by_title(struct picks *p)
{
	struct titled *all;
	struct arena a = ARENA_INIT;
	size_t most = p->most;

	p->most = SIZE_MAX;
	pick_by_time(p);
	all = xcalloc(p->n + 1, sizeof *all);
	for (size_t i = 0; i < p->n; i++) {
		sqlite3_stmt *st = db_query(p->s, "SELECT title FROM item WHERE id = ?1",
		                            INT(p->rows[i].id));

		all[i].row = p->rows[i];
		all[i].title = arena_strdup(&a, "");
		if (db_row(p->s, st)) {
			struct slice t = db_slice(st, 0);

			all[i].title = arena_strndup(&a, t.data, t.len);
			db_finish(st);
		}
	}
	qsort(all, p->n, sizeof *all, by_title);
	for (size_t i = 0; i < p->n; i++)
		p->rows[i] = all[i].row;
	p->most = most;
	if (p->n > most)
		p->n = most;
	free(all);
	arena_release(&a);
}

static void picks_init(struct picks *p, struct store *s, const struct item_query *q)
{
	memset(p, 0, sizeof *p);
	p->s = s;
	p->query = *q;
	p->q = &p->query;
	if (!q->n_source_ids)
		return;
	p->sources = xmemdup(q->source_ids, q->n_source_ids * sizeof *q->source_ids);
	qsort(p->sources, q->n_source_ids, sizeof *p->sources, by_number);
	p->query.source_ids = p->sources;
}

static void picks_release(struct picks *p)
{
	free(p->rows);
	free(p->sources);
}

/* Fill p->rows with what the query wants, offset included. In a reading bracket. */
static void pick(struct picks *p)
{
	const struct item_query *q = p->q;

	if (q->tag) {
		p->tag_id = db_number(p->s, 0, "SELECT id FROM tag WHERE name = ?1", TEXT(q->tag));
		if (!p->tag_id)
			return;
	}
	p->is_oldest = q->order == ORDER_OLDEST;
	p->most = q->limit > 0 && !p->is_count ? (size_t)(q->limit + (q->offset > 0 ? q->offset : 0))
	                                       : SIZE_MAX;
	if (q->order == ORDER_SOURCE && !p->is_count)
		pick_by_source(p);
	else if (q->order == ORDER_TITLE && !p->is_count)
		pick_by_title(p);
	else
		pick_by_time(p);
	if (q->offset > 0 && !p->is_count)
		p->skip = (size_t)q->offset < p->n ? (size_t)q->offset : p->n;
}

/* --- rows and ids ---------------------------------------------------------------------------------- */

int64_t store_items(struct store *s, const struct item_query *q, struct arena *a,
                    struct item **out, struct err *err)
{
	struct picks p;
	size_t n = 0;

	picks_init(&p, s, q);
	db_read_begin(s);
	pick(&p);
	*out = arena_alloc(a, (p.n - p.skip + 1) * sizeof **out);
	for (size_t i = p.skip; i < p.n; i++)
		n += item_read(s, p.rows[i].id, q->with_summary, a, &(*out)[n]);
	picks_release(&p);
	return db_read_end(s, err) ? (int64_t)n : -1;
}

int64_t store_item_ids(struct store *s, const struct item_query *q, int64_t **out, struct err *err)
{
	struct picks p;
	int64_t *ids;
	size_t n = 0;

	picks_init(&p, s, q);
	db_read_begin(s);
	pick(&p);
	ids = xcalloc(p.n - p.skip + 1, sizeof *ids);
	for (size_t i = p.skip; i < p.n; i++)
		ids[n++] = p.rows[i].id;
	picks_release(&p);
	*out = ids;
	if (db_read_end(s, err))
		return (int64_t)n;
	free(ids);
	*out = NULL;
	return -1;
}

/* --- how many --------------------------------------------------------------------------------------------- */

/* From the counts in the rows, or -1 when they do not answer the query. */
static int64_t count_from_rows(struct store *s, const struct item_query *q)
{
	bool by_source = q->source_id || q->n_source_ids || q->hide_source_id || s->n_hidden;
	int64_t n = 0;

	if (q->muted || q->starred_only || q->since > 0 || q->fetched_since > 0 || (q->tag && by_source))
		return -1;
	if (q->tag)
		return q->unread_only
		               ? db_number(s, 0, "SELECT n_unread FROM tag WHERE name = ?1", TEXT(q->tag))
		               : db_number(s, 0, "SELECT n_items FROM tag WHERE name = ?1", TEXT(q->tag));
	sqlite3_stmt *st = db_query(s, "SELECT id, n_items, n_unread FROM source WHERE n_items > 0");

	while (db_row(s, st))
		if (is_wanted_source(q, db_int(st, 0)) && !db_is_hidden(s, db_int(st, 0)))
			n += db_int(st, q->unread_only ? 2 : 1);
	return n;
}

int64_t store_items_count(struct store *s, const struct item_query *q)
{
	struct picks p;
	int64_t n;

	picks_init(&p, s, q);
	p.is_count = true;
	p.query.after_id = 0;
	db_read_begin(s);
	n = count_from_rows(s, p.q);
	if (n < 0) {
		pick(&p);
		n = (int64_t)p.n;
	}
	picks_release(&p);
	return db_read_end(s, NULL) ? n : 0;
}
