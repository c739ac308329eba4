/*
 * A damaged database: set aside untouched under another name, and what can still be read of it
 * copied, row by row, into a new one. Where a damaged page stops the walk, it goes on behind it: by
 * key where keys are numbers, else from the other end of the table.
 */
#include "store/db.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JUMPS_MAX = 100000 }; /* over damaged places, a table */

/* In the order of their references; text is made anew from the bodies where it is lost. */
static const struct {
	const char *name, *key;
	bool is_named; /* the key is text */
} tables[] = {
	{ "fact", "name", true },          { "note", "name", true },
	{ "source", "id", false },         { "item", "id", false },
	{ "content", "item_id", false },   { "page", "item_id", false },
	{ "version", "id", false },        { "related", "item_id", false },
	{ "purged", "source_id", false },  { "tag", "id", false },
	{ "item_tag", "item_id", false },  { "text", "id", false },
	{ "hot_entry", "id", false },      { "hot_fetch", "source_id", false },
	{ "alert_hit", "id", false },
};

bool salvage_set_aside(const char *path, int64_t now, char **aside, struct err *err)
{
	static const char *const parts[] = { "-wal", "-shm" };
	struct civil day = civil_from_utc(now, clock_local_offset(now));
	struct str to = STR_INIT;

	for (int i = 1;; i++) {
		str_clear(&to);
		str_printf(&to, "%s.damaged-%04d-%02d-%02d", path, day.year, day.month, day.day);
		if (i > 1)
			str_printf(&to, "-%d", i);
		if (access(to.data, F_OK))
			break;
	}
	if (rename(path, to.data)) {
		err_set(err, _("cannot set the damaged %s aside as %s: %s"), path, to.data,
		        strerror(errno));
		str_release(&to);
		return false;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		struct str old = STR_INIT, new = STR_INIT;

		str_printf(&old, "%s%s", path, parts[i]);
		str_printf(&new, "%s%s", to.data, parts[i]);
		if (rename(old.data, new.data) && errno != ENOENT)
			unlink(old.data); /* a log of another file must not be taken for the new one's */
		str_release(&old);
		str_release(&new);
	}
	*aside = str_take(&to);
	return true;
}

/* Columns that both files know, as "a, b, c". */
static size_t shared_columns(sqlite3 *from, sqlite3 *to, const char *table, struct str *out)
{
	sqlite3_stmt *st = NULL;
	struct str sql = STR_INIT;
	size_t n = 0;

	str_printf(&sql, "PRAGMA table_info(%s)", table);
	if (sqlite3_prepare_v2(to, sql.data, -1, &st, NULL) == SQLITE_OK)
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *name = (const char *)sqlite3_column_text(st, 1);

			if (!name || sqlite3_table_column_metadata(from, NULL, table, name, NULL, NULL,
			                                           NULL, NULL, NULL) != SQLITE_OK)
				continue;
			str_printf(out, "%s%s", n++ ? ", " : "", name);
		}
	sqlite3_finalize(st);
	str_release(&sql);
	return n;
}

/* A table on its way: rows are read by `up` from a key on, and by `down` from a key back. */
struct walk {
	sqlite3_stmt *up, *down, *write;
	size_t n;     /* columns; the key is read behind them */
	int64_t last; /* key of the last row read */
};

/* A row that is there already, or breaks a rule of its table, is passed over. */
static void copy_row(struct walk *w, sqlite3_stmt *read)
{
	for (size_t i = 0; i < w->n; i++)
		sqlite3_bind_value(w->write, (int)i + 1, sqlite3_column_value(read, (int)i));
	w->last = sqlite3_column_int64(read, (int)w->n);
	sqlite3_step(w->write);
	sqlite3_reset(w->write);
}

/* Walk one way from a key until the end, the damage, or the key `until`; true unless damage was met. */
static bool copy_rows(struct walk *w, sqlite3_stmt *read, int64_t from, int64_t until)
{
	int rc;

	sqlite3_bind_int64(read, 1, from);
	while ((rc = sqlite3_step(read)) == SQLITE_ROW) {
		copy_row(w, read);
		if (w->last == until)
			break;
	}
	sqlite3_reset(read);
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* The first key that can be read behind the damage; false when there is none. */
static bool find_behind(struct walk *w, int64_t *key)
{
	for (int64_t step = 1; w->last < INT64_MAX - step; step *= 2) {
		int rc;

		sqlite3_bind_int64(w->up, 1, w->last + step);
		rc = sqlite3_step(w->up);
		*key = sqlite3_column_int64(w->up, (int)w->n);
		sqlite3_reset(w->up);
		if (rc == SQLITE_ROW || rc == SQLITE_DONE)
			return rc == SQLITE_ROW;
		if (step > INT64_MAX / 2)
			break;
	}
	return false;
}

/* Up to the damage, over it, back down to it, and on. */
static void copy_numbered(struct walk *w)
{
	int64_t key;

	w->last = 0;
	for (int jumps = 0; jumps < JUMPS_MAX; jumps++) {
		int64_t before;

		if (copy_rows(w, w->up, w->last, INT64_MAX))
			return;
		before = w->last;
		if (!find_behind(w, &key))
			break;
		copy_rows(w, w->down, key, before);
		w->last = key - 1;
	}
	copy_rows(w, w->down, INT64_MAX, INT64_MIN);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;

	sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	return st;
}

static sqlite3_stmt *prepare_walk(sqlite3 *from, const char *columns, size_t table, bool up)
{
	static const char *const order[] = { "< ?1 ORDER BY %s DESC", "> ?1 ORDER BY %s" };
	const char *key = tables[table].key;
	struct str sql = STR_INIT;
	sqlite3_stmt *st;

	str_printf(&sql, "SELECT %s, %s FROM %s", columns, key, tables[table].name);
	if (tables[table].is_named) {
		str_printf(&sql, " ORDER BY %s %s", key, up ? "ASC" : "DESC");
	} else {
		str_printf(&sql, " WHERE %s ", key);
		str_printf(&sql, order[up], key);
	}
	st = prepare(from, sql.data);
	str_release(&sql);
	return st;
}

static void copy_table(struct store *s, sqlite3 *from, size_t table)
{
	struct str columns = STR_INIT, insert = STR_INIT;
	struct walk w = { .n = shared_columns(from, s->db, tables[table].name, &columns) };

	str_printf(&insert, "INSERT OR IGNORE INTO %s (%s) VALUES (", tables[table].name,
	           columns.data);
	for (size_t i = 0; i < w.n; i++)
		str_add(&insert, i ? ", ?" : "?");
	str_add_char(&insert, ')');
	if (w.n) {
		w.write = prepare(s->db, insert.data);
		w.up = prepare_walk(from, columns.data, table, true);
		w.down = prepare_walk(from, columns.data, table, false);
	}
	if (w.write && w.up && w.down) {
		if (!tables[table].is_named)
			copy_numbered(&w);
		else if (!copy_rows(&w, w.up, 0, INT64_MAX))
			copy_rows(&w, w.down, 0, INT64_MIN);
	}
	sqlite3_finalize(w.write);
	sqlite3_finalize(w.up);
	sqlite3_finalize(w.down);
	str_release(&columns);
	str_release(&insert);
}

/* Rows that lost what they belong to. */
static void mend(struct store *s)
{
	static const char *const orphans[] = { "content", "page", "version", "related", "item_tag" };
	struct str sql = STR_INIT;

	db_run(s, "INSERT OR IGNORE INTO source (id, key, kind, name) SELECT DISTINCT source_id,"
	       " 'lost:' || source_id, 0, '?' FROM item WHERE source_id NOT IN (SELECT id FROM source)");
	for (size_t i = 0; i < ARRAY_LENGTH(orphans); i++) {
		str_clear(&sql);
		str_printf(&sql, "DELETE FROM %s WHERE item_id NOT IN (SELECT id FROM item)", orphans[i]);
		db_exec(s, sql.data);
	}
	str_release(&sql);
	db_run(s, "DELETE FROM item_tag WHERE tag_id NOT IN (SELECT id FROM tag)");
	db_run(s, "DELETE FROM purged WHERE source_id NOT IN (SELECT id FROM source)");
	db_run(s, "DELETE FROM hot_entry WHERE source_id NOT IN (SELECT id FROM source)");
	db_run(s, "DELETE FROM hot_fetch WHERE source_id NOT IN (SELECT id FROM source)");
	db_run(s, "UPDATE item SET text_id = 0 WHERE text_id NOT IN (SELECT id FROM text)");
	counts_rebuild(s);
}

int64_t salvage_copy(struct store *s, const char *aside)
{
	sqlite3 *from = NULL;

	if (s->rc)
		return 0;
	if (sqlite3_open_v2(aside, &from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
		sqlite3_db_config(from, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		/* With a schema that may be written SQLite reads a file that was cut as far as it goes. */
		sqlite3_exec(from, "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;"
		             " PRAGMA writable_schema = ON", NULL, NULL, NULL);
		for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
			copy_table(s, from, i);
		mend(s);
	}
	sqlite3_close(from);
	return db_number(s, 0, "SELECT count(*) FROM item");
}
