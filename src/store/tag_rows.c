#include "store/tag_rows.h"
#include "store/draft.h"
#include "store/tag_map.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

int64_t tag_find(struct store *s, const char *name)
{
	return db_number(s, 0, "SELECT id FROM tag WHERE name = ?1", TEXT(name));
}

/* The feeds of one refresh use the same few tags again and again: those met in this transaction are
 * remembered by a hash of the name. */
int64_t tag_make(struct store *s, const char *name)
{
	int64_t hash = hash_of(HASH_TITLE, slice_of(name)), id;
	struct known_tag *known = &s->known_tags[(uint64_t)hash % KNOWN_TAGS];

	if (known->hash == hash)
		return known->id;
	id = tag_find(s, name);
	if (!id && db_run(s, "INSERT INTO tag (name) VALUES (?1)", TEXT(name)))
		id = sqlite3_last_insert_rowid(s->db);
	if (!s->rc)
		*known = (struct known_tag){ hash, id };
	return id;
}

void tag_count_item(struct store *s, const struct tagged_item *item, int64_t tag_id, int by)
{
	if (!item->is_muted)
		count_tag(s, tag_id, by, item->is_read ? 0 : by,
		          count_is_recent(s, item->sort_time) ? by : 0);
}

void tag_row_insert(struct store *s, const struct tagged_item *item, int64_t tag_id, int origin)
{
	db_run(s, "INSERT INTO item_tag (item_id, tag_id, origins, is_off, is_read, sort_time, source_id)"
	       " VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)", INT(item->id), INT(tag_id), INT(origin),
	       INT(tagged_item_state(item)), INT(item->sort_time), INT(item->source_id));
	tag_count_item(s, item, tag_id, 1);
}

size_t tag_rows_read(struct store *s, int64_t item_id, struct tag_row **out)
{
	struct tag_row *rows = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT tag_id, origins, is_off FROM item_tag WHERE item_id = ?1",
	                            INT(item_id));

	while (db_row(s, st))
		ARRAY_PUSH(rows, n, cap) =
			(struct tag_row){ db_int(st, 0), (int)db_int(st, 1), (int)db_int(st, 2), false };
	*out = rows;
	return n;
}

struct tag_row *tag_rows_find(struct tag_row *rows, size_t n, int64_t tag_id)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].tag_id == tag_id)
			return &rows[i];
	return NULL;
}

void tag_row_write(struct store *s, int64_t item_id, const struct tag_row *row)
{
	if (!row->origins && !(row->is_off & OFF_BY_USER))
		db_run(s, "DELETE FROM item_tag WHERE item_id = ?1 AND tag_id = ?2", INT(item_id),
		       INT(row->tag_id));
	else
		db_run(s, "UPDATE item_tag SET origins = ?3, is_off = ?4 WHERE item_id = ?1 AND tag_id = ?2",
		       INT(item_id), INT(row->tag_id), INT(row->origins), INT(row->is_off));
}

bool tag_is_shown(struct store *s, int64_t item_id, const char *name)
{
	return db_number(s, 0, "SELECT 1 FROM item_tag WHERE item_id = ?1 AND is_off = 0"
	                       " AND tag_id = (SELECT id FROM tag WHERE name = ?2)",
	                 INT(item_id), TEXT(name));
}

bool tag_is_among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Every other name that shows on the article: what others now go by, or went by. */
static size_t add_others(struct store *s, int64_t item_id, struct arena *a, const char **shown, size_t n,
                         size_t most)
{
	sqlite3_stmt *st = db_query(s, "SELECT t.name FROM item_tag x JOIN tag t ON t.id = x.tag_id"
	                               " WHERE x.item_id = ?1 AND x.is_off = 0", INT(item_id));

	while (db_row(s, st)) {
		const char *name = db_text(st, 0, a, CLEAN_LINE);

		if (name && n < most && !tag_is_among(shown, n, name))
			shown[n++] = name;
	}
	return n;
}

static const char *name_in_order(const char *const *old, size_t n_old, const struct more_names *more,
                                 size_t i)
{
	size_t at = more->at < n_old ? more->at : n_old;

	return i < at ? old[i] : i < at + more->n ? more->names[i - at] : old[i - more->n];
}

void tags_write_names_and(struct store *s, int64_t item_id, const struct more_names *more,
                            bool and_others)
{
	enum { OTHERS = TAGS_MOST };
	struct arena a = ARENA_INIT;
	struct str joined = STR_INIT;
	const char **old = NULL, **shown;
	size_t n_old = 0, n = 0;
	sqlite3_stmt *st = db_query(s, "SELECT tags FROM item WHERE id = ?1", INT(item_id));

	if (db_row(s, st)) {
		n_old = db_names(st, 0, &a, &old);
		db_finish(st);
	}
	shown = arena_alloc(&a, (n_old + more->n + OTHERS) * sizeof *shown);
	for (size_t i = 0; i < n_old + more->n; i++) {
		const char *name = tag_map_name(s->tag_map, name_in_order(old, n_old, more, i));

		if (name && !tag_is_among(shown, n, name) && tag_is_shown(s, item_id, name))
			shown[n++] = name;
	}
	if (and_others)
		n = add_others(s, item_id, &a, shown, n, n_old + more->n + OTHERS);
	tags_join(&joined, shown, n);
	db_run(s, "UPDATE item SET tags = ?2, is_tagged = EXISTS (SELECT 1 FROM item_tag"
	       " WHERE item_id = ?1 AND is_off & ?4 = 0 AND origins & ?3) WHERE id = ?1",
	       INT(item_id), TEXT(n ? joined.data : NULL), INT(ORIGIN_USER), INT(OFF_BY_USER));
	str_release(&joined);
	arena_release(&a);
}

void tags_write_names(struct store *s, int64_t item_id, const char *const *more, size_t n_more)
{
	tags_write_names_and(s, item_id, &(struct more_names){ more, n_more, SIZE_MAX }, s->tag_map != NULL);
}
