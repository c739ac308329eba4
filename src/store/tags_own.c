/*
 * The user's own tags: put on articles and taken off, and that undone.
 */
#include "store/draft.h"
#include "store/marks.h"
#include "store/tag_map.h"
#include "store/tag_rows.h"

#include <stdlib.h>

/* Where a tag stands among the names that show, from 1; 0: it does not. */
static size_t place_of(struct store *s, int64_t id, int64_t tag_id)
{
	struct arena a = ARENA_INIT;
	const char **names = NULL;
	size_t n = 0, at = 0;
	sqlite3_stmt *st = db_query(s, "SELECT i.tags, t.name FROM item i, tag t WHERE i.id = ?1"
	                               " AND t.id = ?2", INT(id), INT(tag_id));

	if (db_row(s, st)) {
		n = db_names(st, 0, &a, &names);
		while (at < n && !slice_is(db_slice(st, 1), names[at]))
			at++;
		db_finish(st);
	}
	arena_release(&a);
	return at < n && at < TAG_PLACES_MOST ? at + 1 : 0;
}

static void note_tag(struct store *s, int64_t id, int64_t tag_id, const struct tag_row *row)
{
	int was = 0;

	if (!s->changes)
		return;
	if (row)
		was = (row->origins & ORIGIN_USER ? TAG_WAS_OWN : 0) |
		      (row->is_off & OFF_BY_USER ? TAG_WAS_OFF : 0) |
		      TAG_PLACE * (int)place_of(s, id, tag_id);
	s->changes->tag_id = tag_id;
	changes_note(s, CHANGES_TAG, id, was);
}

/* Only what the user said: a tag that has come from elsewhere meanwhile is not his to lose. */
void tags_restore(struct store *s, int64_t item_id, int64_t tag_id, int was)
{
	struct tagged_item item;
	struct tag_row *rows, *row, after;
	const char *name;
	struct arena a = ARENA_INIT;
	size_t place = (size_t)(was / TAG_PLACE), n;

	if (!tagged_item_read(s, item_id, &item))
		return;
	n = tag_rows_read(s, item_id, &rows);
	row = tag_rows_find(rows, n, tag_id);
	sqlite3_stmt *st = db_query(s, "SELECT name FROM tag WHERE id = ?1", INT(tag_id));

	if (row && db_row(s, st)) {
		name = arena_strndup(&a, db_slice(st, 0).data, db_slice(st, 0).len);
		db_finish(st);
		after = *row;
		after.origins = (row->origins & ~ORIGIN_USER) | (was & TAG_WAS_OWN ? ORIGIN_USER : 0);
		after.is_off = (row->is_off & ~OFF_BY_USER) | (was & TAG_WAS_OFF ? OFF_BY_USER : 0);
		tag_row_write(s, item_id, &after);
		if (!row->is_off != (after.origins && !after.is_off))
			tag_count_item(s, &item, tag_id, row->is_off ? 1 : -1);
		tags_write_names_and(s, item_id, &(struct more_names){ &name, 1, place ? place - 1 : SIZE_MAX },
		                s->tag_map != NULL);
		if (s->tag_map)
			tags_settle(s, &item);
	}
	free(rows);
	arena_release(&a);
}

static void add_one(struct store *s, int64_t id, const char *name, int origin)
{
	struct tagged_item item;
	struct tag_row *rows, *row;
	size_t n;

	if (!tagged_item_read(s, id, &item))
		return;
	int64_t tag_id = tag_make(s, name);

	n = tag_rows_read(s, id, &rows);
	row = tag_rows_find(rows, n, tag_id);
	if (origin == ORIGIN_USER)
		note_tag(s, id, tag_id, row);
	if (!row) {
		tag_row_insert(s, &item, tag_id, origin);
	} else {
		bool was_off = row->is_off;

		row->origins |= origin;
		if (origin == ORIGIN_USER)
			row->is_off &= ~OFF_BY_USER;
		tag_row_write(s, id, row);
		if (was_off && !row->is_off)
			tag_count_item(s, &item, tag_id, 1);
	}
	free(rows);
	tags_write_names(s, id, &name, 1);
	if (s->tag_map)
		tags_settle(s, &item);
}

static void remove_one(struct store *s, int64_t id, const char *name)
{
	struct tagged_item item;
	int64_t tag_id = tag_find(s, name);

	if (!tag_id || !tagged_item_read(s, id, &item) || !tag_is_shown(s, id, name))
		return;
	if (s->changes) {
		struct tag_row *rows;
		size_t n = tag_rows_read(s, id, &rows);

		note_tag(s, id, tag_id, tag_rows_find(rows, n, tag_id));
		free(rows);
	}
	db_run(s, "UPDATE item_tag SET origins = origins & ~?3, is_off = ?4"
	       " WHERE item_id = ?1 AND tag_id = ?2", INT(id), INT(tag_id), INT(ORIGIN_USER),
	       INT(OFF_BY_USER));
	tag_count_item(s, &item, tag_id, -1);
	tags_write_names(s, id, NULL, 0);
}

/* A tag in one line without blanks around it, no longer than a feed's may be; false when nothing is left. */
static bool tidy_name(struct str *out, const char *name)
{
	text_clean(out, slice_of(name), CLEAN_LINE);
	return out->len && out->len <= TAG_BYTES_MOST;
}

struct tagging {
	const char *name;
	enum tag_origin origin;
};

static void put_tag(struct store *s, int64_t id, const void *how)
{
	const struct tagging *t = how;

	add_one(s, id, t->name, t->origin);
}

static void take_tag(struct store *s, int64_t id, const void *how)
{
	const struct tagging *t = how;

	remove_one(s, id, t->name);
}

bool store_tag_put(struct store *s, const int64_t *ids, size_t n, const char *tag,
                   enum tag_origin origin, struct err *err)
{
	struct str name = STR_INIT;
	struct tagging how = { .origin = origin };
	bool ok = true;

	if (tidy_name(&name, tag)) {
		const char *shown = origin == ORIGIN_USER ? tag_map_name(s->tag_map, name.data) : NULL;

		how.name = shown ? shown : name.data;
		ok = marks_each(s, ids, n, put_tag, &how, err);
	}
	str_release(&name);
	return ok;
}

bool store_tag_add(struct store *s, const int64_t *ids, size_t n, const char *tag, struct err *err)
{
	return store_tag_put(s, ids, n, tag, ORIGIN_USER, err);
}

bool store_tag_remove(struct store *s, const int64_t *ids, size_t n, const char *tag, struct err *err)
{
	struct str name = STR_INIT;
	struct tagging how = { .origin = ORIGIN_USER };
	bool ok = true;

	if (tidy_name(&name, tag) && (how.name = tag_map_name(s->tag_map, name.data)))
		ok = marks_each(s, ids, n, take_tag, &how, err);
	str_release(&name);
	return ok;
}
