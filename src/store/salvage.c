/*
 * A damaged database: set aside untouched under another name, and what can still be read of it
 * copied, row by row, into a new one. Rows that lie behind a damaged page are reached from the other
 * end of their table.
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

/* In the order of their references; text is made anew from the bodies where it is lost. */
static const struct {
	const char *name, *key;
} tables[] = {
	{ "fact", "name" },         { "note", "name" },           { "source", "id" },
	{ "item", "id" },           { "content", "item_id" },     { "page", "item_id" },
	{ "version", "id" },        { "related", "item_id" },     { "purged", "source_id" },
	{ "tag", "id" },            { "item_tag", "item_id" },    { "text", "id" },
	{ "hot_entry", "id" },      { "hot_fetch", "source_id" },
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

/* Walk one way until the end or the damage. A row that is there already, or breaks a rule of its
 * table, is passed over. */
static bool copy_rows(sqlite3_stmt *read, sqlite3_stmt *write, size_t n)
{
	int rc;

	while ((rc = sqlite3_step(read)) == SQLITE_ROW) {
		for (size_t i = 0; i < n; i++)
			sqlite3_bind_value(write, (int)i + 1, sqlite3_column_value(read, (int)i));
		sqlite3_step(write);
		sqlite3_reset(write);
	}
	return rc == SQLITE_DONE;
}

static void copy_table(struct store *s, sqlite3 *from, const char *table, const char *key)
{
	struct str columns = STR_INIT, select = STR_INIT, insert = STR_INIT;
	size_t n = shared_columns(from, s->db, table, &columns);
	sqlite3_stmt *write = NULL;
	bool whole = false;

	str_printf(&insert, "INSERT OR IGNORE INTO %s (%s) VALUES (", table, columns.data);
	for (size_t i = 0; i < n; i++)
		str_add(&insert, i ? ", ?" : "?");
	str_add_char(&insert, ')');
	if (n && sqlite3_prepare_v2(s->db, insert.data, -1, &write, NULL) == SQLITE_OK)
		for (int way = 0; way < 2 && !whole; way++) {
			sqlite3_stmt *read = NULL;

			str_clear(&select);
			str_printf(&select, "SELECT %s FROM %s ORDER BY %s %s", columns.data, table, key,
			           way ? "DESC" : "ASC");
			if (sqlite3_prepare_v2(from, select.data, -1, &read, NULL) == SQLITE_OK)
				whole = copy_rows(read, write, n);
			sqlite3_finalize(read);
		}
	sqlite3_finalize(write);
	str_release(&columns);
	str_release(&select);
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
		sqlite3_exec(from, "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF", NULL, NULL,
		             NULL);
		for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
			copy_table(s, from, tables[i].name, tables[i].key);
		mend(s);
	}
	sqlite3_close(from);
	return db_number(s, 0, "SELECT count(*) FROM item");
}
