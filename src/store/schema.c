/*
 * The tables, as numbered steps: a step that was ever released is never edited, only followed.
 *
 * item.is_read and item_tag.is_read hold two bits, read and muted (db.h); item_tag.is_off two, taken
 * away by the user and standing under another name (tags.h).
 *
 * What is asked often is answered from an index alone: lists by (is_read, sort_time), of everything,
 * of a source, of a tag, of the starred ones. "All" is the merge of read and unread, so one index
 * serves both. Counts stand in the rows of sources and tags (counts.c).
 */
#include "store/db.h"
#include "base/array.h"

#include <stdio.h>
#include <string.h>

static const char *const steps[] = {
	/* 1 */
	"CREATE TABLE fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

	"CREATE TABLE source ("
	" id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, name TEXT NOT NULL,"
	" n_items INTEGER NOT NULL DEFAULT 0, n_unread INTEGER NOT NULL DEFAULT 0,"
	" identity INTEGER NOT NULL DEFAULT 0," /* enum identity of match.c */
	" is_removed INTEGER NOT NULL DEFAULT 0,"
	" last_try INTEGER, last_success INTEGER, next_try INTEGER, last_new INTEGER, newest INTEGER,"
	" status INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,"
	" etag TEXT, last_modified TEXT, moved_to TEXT, problem TEXT,"
	" feed_title TEXT, feed_link TEXT) STRICT;"

	/* The narrow row that lists and filters read. tags: names, in the order they are shown, \n
	 * between them; what item_tag says, written down once more so that a list needs no join.
	 * canon: the canonical link where it is not the link itself. */
	"CREATE TABLE item ("
	" id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source,"
	" is_read INTEGER NOT NULL, is_starred INTEGER NOT NULL, is_changed INTEGER NOT NULL,"
	" is_tagged INTEGER NOT NULL, has_body INTEGER NOT NULL,"
	" sort_time INTEGER NOT NULL, published INTEGER, fetched INTEGER NOT NULL, updated INTEGER,"
	" title TEXT NOT NULL, tags TEXT, publisher TEXT, author TEXT, language TEXT,"
	" link TEXT, canon TEXT,"
	" link_hash INTEGER, identity INTEGER, seen_day INTEGER NOT NULL, title_hash INTEGER NOT NULL,"
	" print INTEGER NOT NULL, text_hash INTEGER NOT NULL, text_id INTEGER NOT NULL) STRICT;"
	"CREATE INDEX item_list ON item (is_read, sort_time, id, source_id);"
	"CREATE INDEX item_of_source ON item (source_id, is_read, sort_time, id);"
	"CREATE INDEX item_starred ON item (is_read, sort_time, id, source_id) WHERE is_starred = 1;"
	"CREATE INDEX item_identity ON item (source_id, identity) WHERE identity IS NOT NULL;"
	"CREATE INDEX item_link ON item (link_hash) WHERE link_hash IS NOT NULL;"
	/* By day first: new rows land side by side, and "the same title lately" asks a few days. */
	"CREATE INDEX item_seen ON item (seen_day, title_hash);"

	/* What the feed gave; small columns before the body, which is read only with the article. */
	"CREATE TABLE content ("
	" item_id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
	" summary TEXT, base TEXT, editor TEXT, comments TEXT, image TEXT,"
	" enclosure TEXT, enclosure_type TEXT, body TEXT) STRICT;"
	/* What the article's own page gave; it goes before the feed's. */
	"CREATE TABLE page ("
	" item_id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, fetched INTEGER NOT NULL,"
	" is_text INTEGER NOT NULL, editor TEXT, base TEXT, body TEXT) STRICT;"
	"CREATE TABLE version ("
	" id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
	" replaced INTEGER NOT NULL, was_read INTEGER NOT NULL, title TEXT NOT NULL, body TEXT) STRICT;"
	"CREATE INDEX version_of_item ON version (item_id);"
	"CREATE TABLE related ("
	" item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, position INTEGER NOT NULL,"
	" title TEXT NOT NULL, link TEXT, time INTEGER, tags TEXT,"
	" PRIMARY KEY (item_id, position)) STRICT, WITHOUT ROWID;"
	/* Articles that were purged and may still stand in their feed: not new again. */
	"CREATE TABLE purged ("
	" source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, mark INTEGER NOT NULL,"
	" time INTEGER NOT NULL, PRIMARY KEY (source_id, mark)) STRICT, WITHOUT ROWID;"

	/* Folded plain text of many articles a row (text.c). */
	"CREATE TABLE text (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"

	"CREATE TABLE tag ("
	" id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n_items INTEGER NOT NULL DEFAULT 0,"
	" n_unread INTEGER NOT NULL DEFAULT 0, n_recent INTEGER NOT NULL DEFAULT 0) STRICT;"
	/* origins: bits of enum tag_origin; is_off: the user took it away. The rest repeats the item's,
	 * so that a tag's list is one index. */
	"CREATE TABLE item_tag ("
	" item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
	" tag_id INTEGER NOT NULL, origins INTEGER NOT NULL, is_off INTEGER NOT NULL,"
	" is_read INTEGER NOT NULL, sort_time INTEGER NOT NULL, source_id INTEGER NOT NULL,"
	" PRIMARY KEY (item_id, tag_id)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX item_of_tag ON item_tag (tag_id, is_read, sort_time, item_id, source_id)"
	" WHERE is_off = 0;"
	"CREATE INDEX item_tag_off ON item_tag (tag_id) WHERE is_off = 1;"

	/* link: canonical, only to find the article; key: identity in its list (hot_save.c). */
	"CREATE TABLE hot_entry ("
	" id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
	" key INTEGER NOT NULL, rank INTEGER NOT NULL, previous INTEGER NOT NULL, best INTEGER NOT NULL,"
	" state INTEGER NOT NULL, heat INTEGER NOT NULL, heat_text TEXT, title TEXT NOT NULL, link TEXT,"
	" canon TEXT, tags TEXT, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL) STRICT;"
	"CREATE UNIQUE INDEX hot_entry_key ON hot_entry (source_id, key);"
	"CREATE INDEX hot_entry_rank ON hot_entry (source_id, rank);"
	/* One row a fetch: entries in rank order, packed (hot_history.c); NULL: the fetch failed. */
	"CREATE TABLE hot_fetch ("
	" source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE, time INTEGER NOT NULL,"
	" entries BLOB, PRIMARY KEY (source_id, time)) STRICT, WITHOUT ROWID;",
	/* 2: tags that stand under another name; what set off alerts */
	"DROP INDEX item_tag_off;"
	"CREATE INDEX item_tag_off ON item_tag (tag_id) WHERE is_off <> 0;"
	"CREATE TABLE alert_hit ("
	" id INTEGER PRIMARY KEY, time INTEGER NOT NULL, name TEXT NOT NULL, item_id INTEGER NOT NULL,"
	" hot_id INTEGER NOT NULL, title TEXT NOT NULL, link TEXT, source TEXT NOT NULL,"
	" UNIQUE (name, item_id, hot_id)) STRICT;",

	/* 3: what a feed says of its own pace; skip: hours, and days from bit 24 on. */
	"ALTER TABLE source ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE source ADD COLUMN skip INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE source ADD COLUMN not_before INTEGER;",

	/* 4: articles whose canonical link another one has too, so that unread ones can be counted once
	 * (copies.c); the rest repeats the item's. */
	"CREATE TABLE copy ("
	" link_hash INTEGER NOT NULL, item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
	" source_id INTEGER NOT NULL, is_read INTEGER NOT NULL,"
	" PRIMARY KEY (link_hash, item_id)) STRICT, WITHOUT ROWID;"
	"CREATE UNIQUE INDEX copy_item ON copy (item_id);"
	"INSERT INTO copy SELECT link_hash, id, source_id, is_read FROM item WHERE link_hash IN"
	" (SELECT link_hash FROM item INDEXED BY item_link WHERE link_hash IS NOT NULL"
	"  GROUP BY link_hash HAVING count(*) > 1);",
};

int schema_version(void)
{
	return (int)ARRAY_LENGTH(steps);
}

bool schema_migrate(struct store *s, int from)
{
	for (int i = from; i < schema_version(); i++) {
		char version[64];

		db_exec(s, steps[i]);
		snprintf(version, sizeof version, "PRAGMA user_version = %d", i + 1);
		db_exec(s, version);
	}
	return !s->rc;
}

/* Is a name among names, each between two slashes? */
static bool is_among(struct slice name, const char *names)
{
	for (const char *p = names; (p = memmem(p, strlen(p), name.data, name.len)); p++)
		if (p > names && p[-1] == '/' && p[name.len] == '/')
			return true;
	return false;
}

/* A later step takes it away again. */
static bool is_dropped(struct slice name, int step, int version)
{
	char table[96], index[96];

	snprintf(table, sizeof table, "DROP TABLE %.*s;", (int)name.len, name.data);
	snprintf(index, sizeof index, "DROP INDEX %.*s;", (int)name.len, name.data);
	for (int i = step; i < version; i++)
		if (strstr(steps[i], table) || strstr(steps[i], index))
			return true;
	return false;
}

/* The names that a step creates are all there. */
static bool has_all(int step, int version, const char *names)
{
	static const char *const kinds[] = { "CREATE TABLE ", "CREATE INDEX ",
		                             "CREATE UNIQUE INDEX " };

	for (size_t k = 0; k < ARRAY_LENGTH(kinds); k++)
		for (const char *p = steps[step]; (p = strstr(p, kinds[k])); ) {
			struct slice name;

			p += strlen(kinds[k]);
			name = slice_make(p, strcspn(p, " ("));
			if (!is_dropped(name, step, version) && !is_among(name, names))
				return false;
		}
	return true;
}

bool schema_is_whole(struct store *s, int version)
{
	struct arena a = ARENA_INIT;
	sqlite3_stmt *st = db_query(s, "SELECT '/' || group_concat(name, '/') || '/'"
	                               " FROM sqlite_schema WHERE type IN ('table', 'index')");
	const char *names = "";
	bool whole = true;

	if (db_row(s, st)) {
		names = db_text(st, 0, &a, CLEAN_LINE);
		db_finish(st);
	}
	for (int i = 0; whole && i < version && i < schema_version(); i++)
		whole = names && has_all(i, version, names);
	arena_release(&a);
	return whole && !s->rc;
}
