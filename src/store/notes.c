/* Small facts that outlive a run. */
#include "store/db.h"

#include <string.h>

const char *store_note_get(struct store *s, const char *name, struct arena *a)
{
	const char *value = NULL;
	sqlite3_stmt *st = db_query(s, "SELECT value FROM note WHERE name = ?1", TEXT(name));

	if (db_row(s, st)) {
		value = db_text(st, 0, a, CLEAN_BLOCK);
		db_finish(st);
	}
	return db_read_end(s, NULL) ? value : NULL;
}

static bool is_noted(struct store *s, const char *name, const char *value)
{
	sqlite3_stmt *st = db_query(s, "SELECT value FROM note WHERE name = ?1", TEXT(name));
	bool same = !value;

	if (db_row(s, st)) {
		same = value && slice_is(db_slice(st, 0), value);
		db_finish(st);
	}
	return same;
}

bool store_note_set(struct store *s, const char *name, const char *value, struct err *err)
{
	if (is_noted(s, name, value))
		return true;
	if (!db_alone_begin(s, err))
		return false;
	if (value)
		db_run(s, "INSERT INTO note VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
		       TEXT(name), TEXT(value));
	else
		db_run(s, "DELETE FROM note WHERE name = ?1", TEXT(name));
	return db_alone_end(s, err);
}
