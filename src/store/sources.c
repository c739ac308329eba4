/* Sources and how their fetches went. */
#include "store/db.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum {
	NOTE_EVERY_S = 3600,  /* times alone are not written more often */
	SKIP_DAYS_FROM = 24,  /* bit of column skip, behind the hours */
};

int64_t store_source_find(struct store *s, const char *key)
{
	int64_t id = db_number(s, 0, "SELECT id FROM source WHERE key = ?1 AND is_removed = 0", TEXT(key));

	return db_read_end(s, NULL) ? id : 0;
}

/* The row is there and says the same. */
static bool is_put(struct store *s, const struct source *source, int64_t *id)
{
	sqlite3_stmt *st = db_query(s, "SELECT id, name, is_removed, kind FROM source WHERE key = ?1",
	                            TEXT(source->key));
	bool same;

	*id = 0;
	if (!db_row(s, st))
		return false;
	*id = db_int(st, 0);
	same = slice_is(db_slice(st, 1), source->name) && !db_int(st, 2) &&
	       db_int(st, 3) == source->kind;
	db_finish(st);
	return same;
}

int64_t store_source_put(struct store *s, const struct source *source, struct err *err)
{
	int64_t id;

	if (is_put(s, source, &id))
		return id;
	db_write_begin(s);
	db_run(s, "INSERT INTO source (key, kind, name) VALUES (?1, ?2, ?3)"
	       " ON CONFLICT (key) DO UPDATE SET name = ?3, is_removed = 0, kind = ?2",
	       TEXT(source->key), INT(source->kind), TEXT(source->name));
	id = db_number(s, 0, "SELECT id FROM source WHERE key = ?1", TEXT(source->key));
	return db_write_end(s, err) ? id : 0;
}

#define STATE_COLUMNS                                                                              \
	"id, key, name, etag, last_modified, moved_to, last_try, last_success, next_try, last_new," \
	" newest, status, failures, problem, feed_title, feed_link, n_items, n_unread, ttl, skip," \
	" not_before"

/* A validator goes back to the server byte for byte; one with control characters is not one. */
static const char *validator(sqlite3_stmt *st, int column, struct arena *a)
{
	struct slice v = db_slice(st, column);

	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.data[i] < 0x20 || v.data[i] == 0x7f)
			return NULL;
	return v.len ? arena_strndup(a, v.data, v.len) : NULL;
}

static void read_state(sqlite3_stmt *st, struct arena *a, struct source_state *out)
{
	*out = (struct source_state){
		.id = db_int(st, 0),
		.key = db_text(st, 1, a, CLEAN_LINE), .name = db_text(st, 2, a, CLEAN_LINE),
		.etag = validator(st, 3, a), .last_modified = validator(st, 4, a),
		.moved_to = db_text(st, 5, a, CLEAN_LINE),
		.last_try = db_time(st, 6), .last_success = db_time(st, 7), .next_try = db_time(st, 8),
		.last_new = db_time(st, 9), .newest = db_time(st, 10),
		.status = (int)db_int(st, 11), .failures = (int)db_int(st, 12),
		.problem = db_text(st, 13, a, CLEAN_LINE), .feed_title = db_text(st, 14, a, CLEAN_LINE),
		.feed_link = db_text(st, 15, a, CLEAN_LINE),
		.n_items = db_int(st, 16), .n_unread = db_int(st, 17), .ttl_s = (int)db_int(st, 18),
		.skip_hours = db_int(st, 19) & 0xffffff,
		.not_before = db_time(st, 20),
		.skip_days = (db_int(st, 19) >> SKIP_DAYS_FROM) & 0x7f,
	};
}

bool store_source_state(struct store *s, int64_t id, struct arena *a, struct source_state *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT " STATE_COLUMNS " FROM source WHERE id = ?1", INT(id));
	bool found = db_row(s, st);

	if (found) {
		read_state(st, a, out);
		db_finish(st);
	}
	return db_read_end(s, NULL) && found;
}

size_t store_sources(struct store *s, struct arena *a, struct source_state **out)
{
	struct source_state *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT " STATE_COLUMNS " FROM source WHERE is_removed = 0"
	                               " ORDER BY id");

	while (db_row(s, st))
		read_state(st, a, &ARRAY_PUSH(list, n, cap));
	*out = arena_alloc(a, (n + 1) * sizeof **out);
	if (n)
		memcpy(*out, list, n * sizeof **out);
	free(list);
	return db_read_end(s, NULL) ? n : 0;
}

static bool is_near(int64_t a, int64_t b)
{
	if (a == TIME_NONE || b == TIME_NONE)
		return a == b;
	return a - b < NOTE_EVERY_S && b - a < NOTE_EVERY_S;
}

/* What is stored says nearly the same. */
static bool is_noted(const struct source_state *old, const struct source_state *new)
{
	return text_same(old->etag, new->etag) && text_same(old->last_modified, new->last_modified) &&
	       text_same(old->moved_to, new->moved_to) && text_same(old->problem, new->problem) &&
	       text_same(old->feed_title, new->feed_title) &&
	       text_same(old->feed_link, new->feed_link) && old->failures == new->failures &&
	       old->ttl_s == new->ttl_s && old->skip_hours == new->skip_hours &&
	       old->skip_days == new->skip_days && old->not_before == new->not_before &&
	       (old->status == new->status || (new->status == 304 && old->status == 200) ||
	        (new->status == 200 && old->status == 304)) &&
	       is_near(old->last_try, new->last_try) && is_near(old->last_success, new->last_success);
}

bool store_source_note(struct store *s, const struct source_state *state, bool always, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct source_state old;
	bool skip = !always && store_source_state(s, state->id, &a, &old) && is_noted(&old, state);

	arena_release(&a);
	if (skip)
		return true;
	db_write_begin(s);
	db_run(s, "UPDATE source SET etag = ?2, last_modified = ?3, moved_to = ?4, last_try = ?5,"
	       " last_success = ?6, next_try = ?7, status = ?8, failures = ?9, problem = ?10,"
	       " feed_title = ?11, feed_link = ?12, ttl = ?13, skip = ?14,"
	       " not_before = ?15 WHERE id = ?1",
	       INT(state->id), TEXT(state->etag), TEXT(state->last_modified), TEXT(state->moved_to),
	       TIME(state->last_try), TIME(state->last_success), TIME(state->next_try),
	       INT(state->status), INT(state->failures), TEXT(state->problem),
	       TEXT(state->feed_title), TEXT(state->feed_link), INT(state->ttl_s),
	       INT(state->skip_hours | (int64_t)state->skip_days << SKIP_DAYS_FROM),
	       TIME(state->not_before));
	return db_write_end(s, err);
}
