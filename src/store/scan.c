/* Rows by the thousand, for a filter: nothing is copied, and little of a row is read. */
#include "store/db.h"
#include "store/tags.h"
#include "base/array.h"

#include <stdlib.h>

struct label {
	int64_t id;
	const char *name;
};

static int by_id(const void *a, const void *b)
{
	const struct label *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static size_t read_labels(struct store *s, struct arena *a, struct label **out)
{
	struct label *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT id, name FROM source ORDER BY id");

	while (db_row(s, st)) {
		const char *name = db_text(st, 1, a, CLEAN_LINE);

		ARRAY_PUSH(list, n, cap) = (struct label){ db_int(st, 0), name ? name : "" };
	}
	*out = list;
	return n;
}

static void scan_row(const struct store *s, sqlite3_stmt *st, const struct label *labels, size_t n,
                     struct scan_row *row)
{
	struct label key = { .id = db_int(st, 1) };
	const struct label *label = n ? bsearch(&key, labels, n, sizeof key, by_id) : NULL;
	int64_t read = db_int(st, 2);

	row->id = db_int(st, 0);
	row->source_id = key.id;
	row->is_hidden = db_is_hidden(s, key.id);
	row->is_read = read & ROW_READ;
	row->is_muted = read & ROW_MUTED;
	row->is_starred = db_int(st, 3);
	row->is_changed = db_int(st, 4);
	row->sort_time = db_int(st, 5);
	row->fetched = db_int(st, 6);
	row->title = db_slice(st, 7);
	row->tags = db_slice(st, 8);
	row->source = db_slice(st, 9);
	row->label = row->source.len || !label ? NULL : label->name;
	if (row->label)
		row->source = slice_of(row->label);
}

bool store_rows_bounds(struct store *s, int64_t *first, int64_t *last)
{
	*first = db_number(s, 0, "SELECT min(id) FROM item");
	*last = db_number(s, 0, "SELECT max(id) FROM item");
	return db_read_end(s, NULL) && *last > 0;
}

bool store_rows_between(struct store *s, int64_t first, int64_t last,
                        bool (*visit)(void *opaque, const struct scan_row *row), void *opaque,
                        struct err *err)
{
	struct arena names = ARENA_INIT;
	struct label *labels;
	struct scan_row row;
	size_t n;

	db_read_begin(s);
	n = read_labels(s, &names, &labels);
	sqlite3_stmt *st = db_query(s, "SELECT id, source_id, is_read, is_starred, is_changed, sort_time,"
	                               " fetched, title, tags, publisher FROM item"
	                               " WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC",
	                            INT(first), INT(last));

	while (db_row(s, st)) {
		scan_row(s, st, labels, n, &row);
		if (!visit(opaque, &row)) {
			db_finish(st);
			break;
		}
	}
	free(labels);
	arena_release(&names);
	return db_read_end(s, err);
}
