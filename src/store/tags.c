#include "store/tags.h"
#include "store/draft.h"
#include "store/tag_map.h"
#include "store/tag_rows.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

void tags_join(struct str *out, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add_char(out, '\n');
		str_add(out, names[i]);
	}
}

bool tagged_item_read(struct store *s, int64_t id, struct tagged_item *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT source_id, sort_time, is_read FROM item WHERE id = ?1",
	                            INT(id));

	if (!db_row(s, st))
		return false;
	*out = (struct tagged_item){ id, db_int(st, 0), db_int(st, 1), db_int(st, 2) & ROW_READ,
	                             db_int(st, 2) & ROW_MUTED };
	db_finish(st);
	return true;
}

void tags_insert(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
                 int origin)
{
	for (size_t i = 0; i < n && !s->rc; i++)
		tag_row_insert(s, item, tag_make(s, names[i]), origin);
}

bool tags_are_new(const char *const *names, size_t n, const char *const *there, size_t n_there)
{
	for (size_t i = 0; i < n; i++)
		if (!*names[i] || strlen(names[i]) > TAG_BYTES_MOST || strchr(names[i], '\n') ||
		    tag_is_among(there, n_there, names[i]) || tag_is_among(names, i, names[i]))
			return false;
	return n + n_there <= TAGS_MOST;
}

void tags_set(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
              int origin)
{
	struct tag_row *rows;
	size_t n_rows = tag_rows_read(s, item->id, &rows);
	bool changed = false;

	for (size_t i = 0; i < n && i < TAGS_MOST && !s->rc; i++) {
		if (!*names[i] || strlen(names[i]) > TAG_BYTES_MOST || strchr(names[i], '\n') ||
		    tag_is_among(names, i, names[i]))
			continue;
		int64_t tag_id = tag_make(s, names[i]);
		struct tag_row *row = tag_rows_find(rows, n_rows, tag_id);

		if (!row) {
			tag_row_insert(s, item, tag_id, origin);
			changed = true;
			continue;
		}
		row->is_wanted = true;
		if (!(row->origins & origin)) {
			row->origins |= origin;
			tag_row_write(s, item->id, row);
		}
	}
	for (size_t i = 0; i < n_rows; i++) {
		struct tag_row *row = &rows[i];

		if (row->is_wanted || !(row->origins & origin))
			continue;
		row->origins &= ~origin;
		tag_row_write(s, item->id, row);
		changed |= !row->origins;
		if (!row->origins && !row->is_off)
			tag_count_item(s, item, row->tag_id, -1);
	}
	free(rows);
	if (changed)
		tags_write_names(s, item->id, names, n);
	if (changed && s->tag_map)
		tags_settle(s, item);
}

/* --- under other names ------------------------------------------------------------------------------ */

/* A row with what the map says of its tag. */
struct mapped_row {
	struct tag_row row;
	const char *name, *to; /* to NULL: hidden */
	bool is_target;        /* another row of the article goes by its name */
};

static size_t read_mapped(struct store *s, int64_t item_id, struct arena *a, struct mapped_row **out)
{
	struct mapped_row *rows = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT x.tag_id, x.origins, x.is_off, t.name FROM item_tag x"
	                               " JOIN tag t ON t.id = x.tag_id WHERE x.item_id = ?1",
	                            INT(item_id));

	while (db_row(s, st)) {
		struct mapped_row *m = &ARRAY_PUSH(rows, n, cap);

		*m = (struct mapped_row){ .row = { db_int(st, 0), (int)db_int(st, 1), (int)db_int(st, 2),
			                           false } };
		m->name = arena_strndup(a, db_slice(st, 3).data, db_slice(st, 3).len);
		m->to = tag_map_name(s->tag_map, m->name);
	}
	*out = rows;
	return n;
}

/* Let the tag that others go by know it, or have it made. */
static bool settle_target(struct store *s, const struct tagged_item *item, struct mapped_row *rows,
                          size_t n, const char *to)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].name, to)) {
			rows[i].is_target = true;
			return false;
		}
	int64_t tag_id = tag_make(s, to);

	if (db_number(s, 0, "SELECT 1 FROM item_tag WHERE item_id = ?1 AND tag_id = ?2",
	              INT(item->id), INT(tag_id)))
		return false;
	tag_row_insert(s, item, tag_id, ORIGIN_MAPPED);
	return true;
}

static bool settle_row(struct store *s, const struct tagged_item *item, const struct mapped_row *m)
{
	struct tag_row row = m->row;
	bool was_shown = !row.is_off, is_shown_now;

	row.is_off &= ~OFF_MAPPED;
	if (m->to != m->name)
		row.is_off |= OFF_MAPPED;
	row.origins &= ~ORIGIN_MAPPED;
	if (m->is_target)
		row.origins |= ORIGIN_MAPPED;
	if (row.is_off == m->row.is_off && row.origins == m->row.origins)
		return false;
	tag_row_write(s, item->id, &row);
	is_shown_now = row.origins && !row.is_off;
	if (was_shown != is_shown_now)
		tag_count_item(s, item, row.tag_id, is_shown_now ? 1 : -1);
	return true;
}

void tags_settle(struct store *s, const struct tagged_item *item)
{
	struct arena a = ARENA_INIT;
	struct mapped_row *rows;
	size_t n = read_mapped(s, item->id, &a, &rows);
	bool changed = false;

	/* one that the user took away stays away under every name */
	for (size_t i = 0; i < n; i++)
		if (rows[i].to && rows[i].to != rows[i].name && rows[i].row.origins & ~ORIGIN_MAPPED &&
		    !(rows[i].row.is_off & OFF_BY_USER))
			changed |= settle_target(s, item, rows, n, rows[i].to);
	for (size_t i = 0; i < n; i++)
		changed |= settle_row(s, item, &rows[i]);
	free(rows);
	arena_release(&a);
	if (changed)
		tags_write_names_and(s, item->id, &(struct more_names){ NULL, 0, 0 }, true);
}

void tags_follow(struct store *s, const struct tagged_item *before, const struct tagged_item *after)
{
	struct tag_row *rows;
	size_t n = tag_rows_read(s, before->id, &rows);

	if (tagged_item_state(after) != tagged_item_state(before))
		db_run(s, "UPDATE copy SET is_read = ?2 WHERE item_id = ?1", INT(after->id),
		       INT(tagged_item_state(after)));
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].is_off) {
			tag_count_item(s, before, rows[i].tag_id, -1);
			tag_count_item(s, after, rows[i].tag_id, 1);
		}
		/* Row by row: a statement that changes several keeps a copy of each page it touches, to
		 * undo itself, and that costs more than the change. */
		db_run(s, "UPDATE item_tag SET is_read = ?3, sort_time = ?4 WHERE item_id = ?1 AND tag_id = ?2",
		       INT(after->id), INT(rows[i].tag_id), INT(tagged_item_state(after)),
		       INT(after->sort_time));
	}
	free(rows);
}

void tags_uncount(struct store *s, const struct tagged_item *item)
{
	sqlite3_stmt *st = db_query(s, "SELECT tag_id FROM item_tag WHERE item_id = ?1 AND is_off = 0",
	                            INT(item->id));

	while (db_row(s, st))
		tag_count_item(s, item, db_int(st, 0), -1);
}
