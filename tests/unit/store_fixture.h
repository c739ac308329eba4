/* What the tests of the store share: a folder that goes away, feeds written in a line, small askings. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "unit.h"
#include "folder.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/mem.h"
#include "store/store.h"

#define NOW 1795356000 /* 2026-11-22 14:00:00 UTC */

struct box {
	char folder[64];
	char path[96];
	struct store *s;
	struct err err;
};

static inline int box_open(void **state)
{
	struct box *b = xcalloc(1, sizeof *b);

	/* In memory where it can be had: these tests open and close hundreds of files. */
	snprintf(b->folder, sizeof b->folder, "%s/haowai-store-XXXXXX",
	         access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	assert_non_null(mkdtemp(b->folder));
	snprintf(b->path, sizeof b->path, "%s/news.db", b->folder);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	if (!b->s)
		fprintf(stderr, "%s\n", b->err.text);
	assert_non_null(b->s);
	assert_string_equal(b->err.text, "");
	*state = b;
	return 0;
}

static inline int box_close(void **state)
{
	struct box *b = *state;

	store_close(b->s);
	folder_remove(b->folder);
	free(b);
	return 0;
}

static inline void box_reopen(struct box *b)
{
	store_close(b->s);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
}

/* An entry of a test's feed; NULL is absent. */
struct line {
	const char *id, *link, *title, *text, *tags; /* tags: parted by blanks */
	int64_t published;                           /* 0: absent */
};

static inline void feed_from_lines(struct feed *f, const struct line *lines, size_t n)
{
	feed_init(f);
	f->entries = arena_alloc(&f->arena, (n + 1) * sizeof *f->entries);
	f->n_entries = n;
	for (size_t i = 0; i < n; i++) {
		struct feed_entry *e = &f->entries[i];
		struct slice rest = slice_of(lines[i].tags);

		e->id = lines[i].id;
		e->link = lines[i].link;
		e->title = lines[i].title;
		e->content = lines[i].text;
		e->published = lines[i].published ? lines[i].published : TIME_NONE;
		e->updated = TIME_NONE;
		e->heat = -1;
		e->tags = arena_alloc(&f->arena, 16 * sizeof *e->tags);
		while (rest.len) {
			struct slice name = slice_next(&rest, ' ');

			e->tags[e->n_tags++].term = arena_strndup(&f->arena, name.data, name.len);
		}
	}
}

static inline struct source source_named(const char *name)
{
	return (struct source){ .kind = SOURCE_FEED, .name = name, .key = name, .url = "https://x.example/" };
}

static inline struct save_result save_lines(struct box *b, struct source *source,
                                            const struct line *lines, size_t n, int64_t now)
{
	struct feed f;
	struct save_result r;
	int64_t id = store_source_put(b->s, source, &b->err);
	bool saved;

	assert_true(id > 0);
	feed_from_lines(&f, lines, n);
	saved = store_save_feed(b->s, id, source, &f, now, NULL, &r, &b->err);
	if (!saved)
		fprintf(stderr, "%s\n", b->err.text);
	assert_true(saved);
	feed_release(&f);
	return r;
}

/* A number asked of the file by a connection of its own. */
static inline int64_t ask(struct box *b, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t v;

	assert_int_equal(sqlite3_open_v2(b->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return v;
}

/* Every count kept in a row is what counting gives. */
static inline void assert_counts(struct box *b)
{
	assert_int_equal(ask(b, "SELECT count(*) FROM source WHERE n_items <> (SELECT count(*) FROM item"
	                        " WHERE source_id = source.id AND is_read < 2) OR n_unread <> (SELECT count(*) FROM item"
	                        " WHERE source_id = source.id AND is_read = 0)"), 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM tag WHERE"
	                        " n_items <> (SELECT count(*) FROM item_tag t JOIN item i ON"
	                        "  i.id = t.item_id WHERE tag_id = tag.id AND is_off = 0 AND i.is_read < 2)"
	                        " OR n_unread <> (SELECT count(*) FROM item_tag t JOIN item i ON"
	                        "  i.id = t.item_id WHERE tag_id = tag.id AND is_off = 0 AND"
	                        "  i.is_read = 0)"
	                        " OR n_recent <> (SELECT count(*) FROM item_tag t JOIN item i ON"
	                        "  i.id = t.item_id WHERE tag_id = tag.id AND is_off = 0 AND i.is_read < 2 AND"
	                        "  i.sort_time >= (SELECT value FROM fact WHERE name = 'recent-since'))"),
	                 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM item_tag t JOIN item i ON i.id = t.item_id WHERE"
	                        " t.is_read <> i.is_read OR t.sort_time <> i.sort_time OR"
	                        " t.source_id <> i.source_id"), 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM item i LEFT JOIN copy c ON c.item_id = i.id WHERE"
	                        " EXISTS (SELECT 1 FROM item o WHERE o.link_hash = i.link_hash AND"
	                        "  o.id <> i.id) AND c.is_read IS NOT i.is_read"), 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM copy c LEFT JOIN item i ON i.id = c.item_id WHERE"
	                        " c.link_hash IS NOT i.link_hash OR c.is_read IS NOT i.is_read OR"
	                        " c.source_id IS NOT i.source_id"), 0);
}

/* What an article counts as: its link, if no source has it twice, else itself. */
#define STORY                                                                                      \
	"CASE WHEN i.link_hash IS NULL OR EXISTS (SELECT 1 FROM item x JOIN item y ON"             \
	" y.link_hash = x.link_hash AND y.source_id = x.source_id AND y.id > x.id"                 \
	" WHERE x.link_hash = i.link_hash) THEN i.id ELSE 'l' || i.link_hash END"

/* Unread stories of all sources (NULL) or of these ("1, 2"); of one tag or of all (NULL): by counting. */
static inline int64_t unread_stories(struct box *b, const char *sources, const char *tag)
{
	struct str sql = STR_INIT;
	int64_t n;

	str_add(&sql, "SELECT count(DISTINCT " STORY ") FROM item i WHERE i.is_read = 0");
	if (sources)
		str_printf(&sql, " AND i.source_id IN (%s)", sources);
	if (tag)
		str_printf(&sql, " AND EXISTS (SELECT 1 FROM item_tag t JOIN tag n ON n.id = t.tag_id WHERE"
		                 " t.item_id = i.id AND t.is_off = 0 AND n.name = '%s')", tag);
	n = ask(b, sql.data);
	str_release(&sql);
	return n;
}

#endif
