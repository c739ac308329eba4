/*
 * Rows of articles: one by its id, when each one is from, its body.
 */
#include "store/items.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* --- rows ---------------------------------------------------------------------------------------------- */

#define ROW_COLUMNS                                                                                \
	"i.id, i.source_id, i.title, i.link, coalesce(i.publisher, s.name), i.author, i.language,"  \
	" i.published, i.fetched, i.sort_time, i.tags, i.is_read, i.is_starred, i.is_changed, i.has_body,"  \
	" i.link_hash"

static void item_from_row(sqlite3_stmt *st, struct arena *a, struct item *out)
{
	memset(out, 0, sizeof *out);
	out->id = db_int(st, 0);
	out->source_id = db_int(st, 1);
	out->title = db_text(st, 2, a, CLEAN_LINE);
	out->link = db_text(st, 3, a, CLEAN_LINE);
	out->source = db_text(st, 4, a, CLEAN_LINE);
	out->author = db_text(st, 5, a, CLEAN_LINE);
	out->language = db_text(st, 6, a, CLEAN_LINE);
	out->published = db_time(st, 7);
	out->fetched = db_time(st, 8);
	out->sort_time = db_int(st, 9);
	out->n_tags = db_names(st, 10, a, &out->tags);
	out->is_read = db_int(st, 11) & ROW_READ;
	out->is_muted = db_int(st, 11) & ROW_MUTED;
	out->is_starred = db_int(st, 12);
	out->is_changed = db_int(st, 13);
	out->has_body = db_int(st, 14);
	out->link_hash = db_int(st, 15);
	if (!out->title)
		out->title = "";
}

bool item_read(struct store *s, int64_t id, bool with_summary, struct arena *a, struct item *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT " ROW_COLUMNS " FROM item i JOIN source s"
	                               " ON s.id = i.source_id WHERE i.id = ?1", INT(id));

	if (!db_row(s, st))
		return false;
	item_from_row(st, a, out);
	db_finish(st);
	if (!with_summary)
		return true;
	st = db_query(s, "SELECT summary FROM content WHERE item_id = ?1", INT(id));
	if (db_row(s, st)) {
		out->summary = db_text(st, 0, a, CLEAN_LINE);
		db_finish(st);
	}
	return true;
}

bool store_item(struct store *s, int64_t id, struct arena *a, struct item *out)
{
	db_read_begin(s);
	bool found = item_read(s, id, true, a, out);

	return db_read_end(s, NULL) && found;
}

/* --- when each is from ------------------------------------------------------------------------- */

static bool is_earlier(const struct item_time *a, const struct item_time *b)
{
	return a->time != b->time ? a->time < b->time : a->id < b->id;
}

enum { PARTS = 4 }; /* read or not, muted or not: each an index range of its own */

/* Each part comes newest first and ends where the next begins: put them together. */
static void merge(const struct item_time *v, const size_t ends[PARTS], size_t n, struct item_time *out)
{
	size_t at[PARTS] = { 0, ends[0], ends[1], ends[2] };

	for (size_t i = 0; i < n; i++) {
		size_t newest = PARTS;

		for (size_t k = 0; k < PARTS; k++)
			if (at[k] < ends[k] &&
			    (newest == PARTS || is_earlier(&v[at[newest]], &v[at[k]])))
				newest = k;
		out[i] = v[at[newest]++];
	}
}

size_t store_item_times(struct store *s, int64_t hide_source_id, struct item_time **out,
                        struct err *err)
{
	struct item_time *v = NULL, *merged;
	size_t n = 0, cap = 0, ends[PARTS];

	db_read_begin(s);
	for (int64_t state = 0; state < PARTS; state++) {
		sqlite3_stmt *st = db_query(s, "SELECT sort_time, id, source_id FROM item"
		                               " INDEXED BY item_list WHERE is_read = ?1"
		                               " ORDER BY sort_time DESC, id DESC", INT(state));

		while (db_row(s, st))
			if ((!hide_source_id || db_int(st, 2) != hide_source_id) &&
			    !db_is_hidden(s, db_int(st, 2)))
				ARRAY_PUSH(v, n, cap) =
					(struct item_time){ db_int(st, 1), db_int(st, 0) };
		ends[state] = n;
	}
	merged = xcalloc(n + 1, sizeof *merged);
	merge(v, ends, n, merged);
	free(v);
	*out = merged;
	return db_read_end(s, err) ? n : 0;
}

const char *store_body(struct store *s, int64_t id, struct arena *a, bool *is_text)
{
	const char *body = NULL;

	*is_text = false;
	db_read_begin(s);
	sqlite3_stmt *st = db_query(s, "SELECT body, is_text FROM page WHERE item_id = ?1", INT(id));

	if (db_row(s, st)) {
		if (db_slice(st, 0).len) {
			body = db_text(st, 0, a, CLEAN_BLOCK);
			*is_text = db_int(st, 1) != 0;
		}
		db_finish(st);
	}
	if (!body) {
		st = db_query(s, "SELECT body FROM content WHERE item_id = ?1", INT(id));
		if (db_row(s, st)) {
			body = db_text(st, 0, a, CLEAN_BLOCK);
			db_finish(st);
		}
	}
	return db_read_end(s, NULL) ? body : NULL;
}
