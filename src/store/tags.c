#include "store/tags.h"
#include "store/draft.h"
#include "store/marks.h"
#include "store/tag_map.h"
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

static int64_t tag_find(struct store *s, const char *name)
{
	return db_number(s, 0, "SELECT id FROM tag WHERE name = ?1", TEXT(name));
}

/* The feeds of one refresh use the same few tags again and again: those met in this transaction are
 * remembered by a hash of the name. */
static int64_t tag_make(struct store *s, const char *name)
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

/* An article came under a tag (by 1) or left it (by -1). */
static void count_one(struct store *s, const struct tagged_item *item, int64_t tag_id, int by)
{
	if (!item->is_muted)
		count_tag(s, tag_id, by, item->is_read ? 0 : by,
		          count_is_recent(s, item->sort_time) ? by : 0);
}

static void insert_row(struct store *s, const struct tagged_item *item, int64_t tag_id, int origin)
{
	db_run(s, "INSERT INTO item_tag (item_id, tag_id, origins, is_off, is_read, sort_time, source_id)"
	       " VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)", INT(item->id), INT(tag_id), INT(origin),
	       INT(tagged_item_state(item)), INT(item->sort_time), INT(item->source_id));
	count_one(s, item, tag_id, 1);
}

void tags_insert(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
                 int origin)
{
	for (size_t i = 0; i < n && !s->rc; i++)
		insert_row(s, item, tag_make(s, names[i]), origin);
}

/* --- changing ------------------------------------------------------------------------------------- */

struct tag_row {
	int64_t tag_id;
	int origins;
	int is_off;
	bool is_wanted;
};

static size_t read_rows(struct store *s, int64_t item_id, struct tag_row **out)
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

static struct tag_row *find_row(struct tag_row *rows, size_t n, int64_t tag_id)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].tag_id == tag_id)
			return &rows[i];
	return NULL;
}

static void write_row(struct store *s, int64_t item_id, const struct tag_row *row)
{
	if (!row->origins && !(row->is_off & OFF_BY_USER))
		db_run(s, "DELETE FROM item_tag WHERE item_id = ?1 AND tag_id = ?2", INT(item_id),
		       INT(row->tag_id));
	else
		db_run(s, "UPDATE item_tag SET origins = ?3, is_off = ?4 WHERE item_id = ?1 AND tag_id = ?2",
		       INT(item_id), INT(row->tag_id), INT(row->origins), INT(row->is_off));
}

/* Whether a tag with this name now shows on the article. */
static bool is_shown(struct store *s, int64_t item_id, const char *name)
{
	return db_number(s, 0, "SELECT 1 FROM item_tag WHERE item_id = ?1 AND is_off = 0"
	                       " AND tag_id = (SELECT id FROM tag WHERE name = ?2)",
	                 INT(item_id), TEXT(name));
}

/* Whether names[n) has it already. */
static bool is_among(const char *const *names, size_t n, const char *name)
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

		if (name && n < most && !is_among(shown, n, name))
			shown[n++] = name;
	}
	return n;
}

/* The new ones come behind the old ones, or stand before the one at that place. */
struct more_names {
	const char *const *names;
	size_t n, at;
};

static const char *name_in_order(const char *const *old, size_t n_old, const struct more_names *more,
                                 size_t i)
{
	size_t at = more->at < n_old ? more->at : n_old;

	return i < at ? old[i] : i < at + more->n ? more->names[i - at] : old[i - more->n];
}

/* Write the names into the item's row: those that stood there, in their order and under the name they
 * now go by, with the new ones, then any others. */
static void write_names_and(struct store *s, int64_t item_id, const struct more_names *more,
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

		if (name && !is_among(shown, n, name) && is_shown(s, item_id, name))
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

static void write_names(struct store *s, int64_t item_id, const char *const *more, size_t n_more)
{
	write_names_and(s, item_id, &(struct more_names){ more, n_more, SIZE_MAX }, s->tag_map != NULL);
}

bool tags_are_new(const char *const *names, size_t n, const char *const *there, size_t n_there)
{
	for (size_t i = 0; i < n; i++)
		if (!*names[i] || strlen(names[i]) > TAG_BYTES_MOST || strchr(names[i], '\n') ||
		    is_among(there, n_there, names[i]) || is_among(names, i, names[i]))
			return false;
	return n + n_there <= TAGS_MOST;
}

void tags_set(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
              int origin)
{
	struct tag_row *rows;
	size_t n_rows = read_rows(s, item->id, &rows);
	bool changed = false;

	for (size_t i = 0; i < n && i < TAGS_MOST && !s->rc; i++) {
		if (!*names[i] || strlen(names[i]) > TAG_BYTES_MOST || strchr(names[i], '\n') ||
		    is_among(names, i, names[i]))
			continue;
		int64_t tag_id = tag_make(s, names[i]);
		struct tag_row *row = find_row(rows, n_rows, tag_id);

		if (!row) {
			insert_row(s, item, tag_id, origin);
			changed = true;
			continue;
		}
		row->is_wanted = true;
		if (!(row->origins & origin)) {
			row->origins |= origin;
			write_row(s, item->id, row);
		}
	}
	for (size_t i = 0; i < n_rows; i++) {
		struct tag_row *row = &rows[i];

		if (row->is_wanted || !(row->origins & origin))
			continue;
		row->origins &= ~origin;
		write_row(s, item->id, row);
		changed |= !row->origins;
		if (!row->origins && !row->is_off)
			count_one(s, item, row->tag_id, -1);
	}
	free(rows);
	if (changed)
		write_names(s, item->id, names, n);
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
	insert_row(s, item, tag_id, ORIGIN_MAPPED);
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
	write_row(s, item->id, &row);
	is_shown_now = row.origins && !row.is_off;
	if (was_shown != is_shown_now)
		count_one(s, item, row.tag_id, is_shown_now ? 1 : -1);
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
		write_names_and(s, item->id, &(struct more_names){ NULL, 0, 0 }, true);
}

void tags_follow(struct store *s, const struct tagged_item *before, const struct tagged_item *after)
{
	struct tag_row *rows;
	size_t n = read_rows(s, before->id, &rows);

	for (size_t i = 0; i < n; i++) {
		if (!rows[i].is_off) {
			count_one(s, before, rows[i].tag_id, -1);
			count_one(s, after, rows[i].tag_id, 1);
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
		count_one(s, item, db_int(st, 0), -1);
}

/* --- the user's own ---------------------------------------------------------------------------------- */

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
	n = read_rows(s, item_id, &rows);
	row = find_row(rows, n, tag_id);
	sqlite3_stmt *st = db_query(s, "SELECT name FROM tag WHERE id = ?1", INT(tag_id));

	if (row && db_row(s, st)) {
		name = arena_strndup(&a, db_slice(st, 0).data, db_slice(st, 0).len);
		db_finish(st);
		after = *row;
		after.origins = (row->origins & ~ORIGIN_USER) | (was & TAG_WAS_OWN ? ORIGIN_USER : 0);
		after.is_off = (row->is_off & ~OFF_BY_USER) | (was & TAG_WAS_OFF ? OFF_BY_USER : 0);
		write_row(s, item_id, &after);
		if (!row->is_off != (after.origins && !after.is_off))
			count_one(s, &item, tag_id, row->is_off ? 1 : -1);
		write_names_and(s, item_id, &(struct more_names){ &name, 1, place ? place - 1 : SIZE_MAX },
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

	n = read_rows(s, id, &rows);
	row = find_row(rows, n, tag_id);
	if (origin == ORIGIN_USER)
		note_tag(s, id, tag_id, row);
	if (!row) {
		insert_row(s, &item, tag_id, origin);
	} else {
		bool was_off = row->is_off;

		row->origins |= origin;
		if (origin == ORIGIN_USER)
			row->is_off &= ~OFF_BY_USER;
		write_row(s, id, row);
		if (was_off && !row->is_off)
			count_one(s, &item, tag_id, 1);
	}
	free(rows);
	write_names(s, id, &name, 1);
	if (s->tag_map)
		tags_settle(s, &item);
}

static void remove_one(struct store *s, int64_t id, const char *name)
{
	struct tagged_item item;
	int64_t tag_id = tag_find(s, name);

	if (!tag_id || !tagged_item_read(s, id, &item) || !is_shown(s, id, name))
		return;
	if (s->changes) {
		struct tag_row *rows;
		size_t n = read_rows(s, id, &rows);

		note_tag(s, id, tag_id, find_row(rows, n, tag_id));
		free(rows);
	}
	db_run(s, "UPDATE item_tag SET origins = origins & ~?3, is_off = ?4"
	       " WHERE item_id = ?1 AND tag_id = ?2", INT(id), INT(tag_id), INT(ORIGIN_USER),
	       INT(OFF_BY_USER));
	count_one(s, &item, tag_id, -1);
	write_names(s, id, NULL, 0);
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

/* --- the shelf's list ----------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	const struct count_delta *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* What one source adds to each tag: the built-in edition, or one that is not subscribed to any more. */
static void count_in_source(struct store *s, int64_t source_id, struct count_table *out)
{
	sqlite3_stmt *st = db_query(s,
		"SELECT t.tag_id, count(*), sum(t.is_read = 0), sum(t.sort_time >= (SELECT value FROM fact"
		" WHERE name = 'recent-since')) FROM item i INDEXED BY item_of_source"
		" JOIN item_tag t ON t.item_id = i.id WHERE i.source_id = ?1 AND i.is_read IN (0, 1)"
		" AND t.is_off = 0"
		" GROUP BY t.tag_id", INT(source_id));

	while (db_row(s, st))
		ARRAY_PUSH(out->rows, out->n, out->cap) = (struct count_delta){
			db_int(st, 0), db_int(st, 1), db_int(st, 2), db_int(st, 3)
		};
}

/* Sorted, each tag once. */
static void add_up(struct count_table *t)
{
	size_t n = 0;

	if (!t->n)
		return;
	qsort(t->rows, t->n, sizeof *t->rows, by_id);
	for (size_t i = 1; i < t->n; i++) {
		if (t->rows[i].id != t->rows[n].id) {
			t->rows[++n] = t->rows[i];
			continue;
		}
		t->rows[n].items += t->rows[i].items;
		t->rows[n].unread += t->rows[i].unread;
		t->rows[n].recent += t->rows[i].recent;
	}
	t->n = n + 1;
}

static int by_unread(const void *a, const void *b)
{
	const struct tag_count *x = a, *y = b;

	if (x->n_unread != y->n_unread)
		return x->n_unread > y->n_unread ? -1 : 1;
	return strcmp(x->name, y->name);
}

size_t store_tags(struct store *s, struct arena *a, int64_t hide_source_id, struct tag_count **out)
{
	struct count_table hidden = { 0 };
	struct tag_count *tags = NULL;
	size_t n = 0, cap = 0;

	db_read_begin(s);
	if (hide_source_id)
		count_in_source(s, hide_source_id, &hidden);
	for (size_t i = 0; i < s->n_hidden; i++)
		count_in_source(s, s->hidden[i], &hidden);
	add_up(&hidden);
	sqlite3_stmt *st = db_query(s, "SELECT id, name, n_items, n_unread, n_recent FROM tag"
	                               " WHERE n_items > 0");

	while (db_row(s, st)) {
		struct count_delta key = { .id = db_int(st, 0) }, *h = NULL;

		if (hidden.n)
			h = bsearch(&key, hidden.rows, hidden.n, sizeof key, by_id);
		if (h && h->items >= db_int(st, 2))
			continue;
		ARRAY_PUSH(tags, n, cap) = (struct tag_count){
			.name = db_text(st, 1, a, CLEAN_LINE),
			.n_items = db_int(st, 2) - (h ? h->items : 0),
			.n_unread = db_int(st, 3) - (h ? h->unread : 0),
			.n_recent = db_int(st, 4) - (h ? h->recent : 0),
		};
	}
	db_read_end(s, NULL);
	free(hidden.rows);
	*out = arena_alloc(a, (n + 1) * sizeof *tags);
	if (n) {
		qsort(tags, n, sizeof *tags, by_unread);
		memcpy(*out, tags, n * sizeof *tags);
	}
	free(tags);
	return n;
}

size_t store_tag_names(struct store *s, struct arena *a, const char ***out)
{
	const char **names = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT name FROM tag t WHERE EXISTS (SELECT 1 FROM item_tag x"
	                               " WHERE x.tag_id = t.id AND x.origins & ~?1)",
	                            INT(ORIGIN_MAPPED));

	while (db_row(s, st))
		ARRAY_PUSH(names, n, cap) = db_text(st, 0, a, CLEAN_LINE);
	*out = arena_alloc(a, (n + 1) * sizeof *names);
	if (n)
		memcpy(*out, names, n * sizeof *names);
	free(names);
	return db_read_end(s, NULL) ? n : 0;
}
