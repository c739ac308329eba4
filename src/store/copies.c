/*
 * Counting once what several sources tell. The counts kept in rows are of articles; what is counted
 * again is worked out from the table of copies, a row for each article whose link another has too.
 */
#include "store/marks.h"
#include "base/array.h"

#include <stdlib.h>

/* --- the table -------------------------------------------------------------------------------- */

void copies_came(struct store *s, int64_t id, int64_t link_hash)
{
	if (!link_hash || !db_number(s, 0, "SELECT 1 FROM item WHERE link_hash = ?1 AND id <> ?2",
	                             INT(link_hash), INT(id)))
		return;
	/* All others are there already, but where there was only one: then it is among the first two. */
	db_run(s, "INSERT OR IGNORE INTO copy SELECT link_hash, id, source_id, is_read FROM item"
	       " WHERE link_hash = ?1 ORDER BY id LIMIT 2", INT(link_hash));
	db_run(s, "INSERT OR IGNORE INTO copy SELECT link_hash, id, source_id, is_read FROM item"
	       " WHERE id = ?1", INT(id));
}

void copies_moved(struct store *s, int64_t id, int64_t link_hash)
{
	db_run(s, "DELETE FROM copy WHERE item_id = ?1", INT(id));
	copies_came(s, id, link_hash);
}

void copies_rebuild(struct store *s)
{
	db_run(s, "DELETE FROM copy");
	db_run(s, "INSERT INTO copy SELECT link_hash, id, source_id, is_read FROM item WHERE link_hash IN"
	       " (SELECT link_hash FROM item INDEXED BY item_link WHERE link_hash IS NOT NULL"
	       "  GROUP BY link_hash HAVING count(*) > 1)");
}

/* --- what is unread ----------------------------------------------------------------------------- */

/* Rows of one link: a story, unless a source has two of them. */
static bool is_story(const struct unread_copy *rows, const bool *unread, size_t n, size_t *n_unread)
{
	*n_unread = 0;
	for (size_t i = 0; i < n; i++) {
		*n_unread += unread[i];
		for (size_t k = 0; k < i; k++)
			if (rows[i].source_id == rows[k].source_id)
				return false;
	}
	return n <= TWINS_MOST && *n_unread > 1;
}

struct copies {
	struct unread_copy *kept;
	size_t n, cap;
};

static void keep_story(struct copies *c, const struct unread_copy *rows, const bool *unread, size_t n)
{
	size_t n_unread;

	if (n < 2 || !is_story(rows, unread, n, &n_unread))
		return;
	for (size_t i = 0; i < n; i++)
		if (unread[i])
			ARRAY_PUSH(c->kept, c->n, c->cap) = rows[i];
}

/* In a bracket. */
static struct unread_copy *read_copies(struct store *s, int64_t hide_source_id, size_t *n)
{
	struct unread_copy rows[TWINS_MOST + 1];
	bool unread[TWINS_MOST + 1];
	struct copies c = { 0 };
	size_t at = 0;
	sqlite3_stmt *st = db_query(s, "SELECT link_hash, item_id, source_id, is_read FROM copy"
	                               " ORDER BY link_hash");

	while (db_row(s, st)) {
		struct unread_copy row = { db_int(st, 0), db_int(st, 1), db_int(st, 2) };

		if (at && rows[0].link_hash != row.link_hash) {
			keep_story(&c, rows, unread, at);
			at = 0;
		}
		if (at > TWINS_MOST)
			continue;
		unread[at] = !db_int(st, 3) && row.source_id != hide_source_id &&
		             !db_is_hidden(s, row.source_id);
		rows[at++] = row;
	}
	keep_story(&c, rows, unread, at);
	*n = c.n;
	return c.kept;
}

size_t store_unread_copies(struct store *s, int64_t hide_source_id, struct unread_copy **out)
{
	size_t n;

	db_read_begin(s);
	*out = read_copies(s, hide_source_id, &n);
	db_read_end(s, NULL);
	return n;
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool comes_before(const struct unread_copy *a, const struct unread_copy *b)
{
	return a->link_hash != b->link_hash ? a->link_hash < b->link_hash : a->id < b->id;
}

/* Each tag that several of a story's have is counted again for all of them but one. */
static void uncount_story(int64_t *tags, size_t n, struct count_table *out)
{
	if (n > 1)
		qsort(tags, n, sizeof *tags, by_number);
	for (size_t i = 1; i < n; i++)
		if (tags[i] == tags[i - 1])
			ARRAY_PUSH(out->rows, out->n, out->cap) =
				(struct count_delta){ .id = tags[i], .unread = 1 };
}

void tags_count_again(struct store *s, int64_t hide_source_id, struct count_table *out)
{
	size_t n, at = 0, n_tags = 0, cap = 0;
	struct unread_copy *rows = read_copies(s, hide_source_id, &n);
	int64_t *tags = NULL, story = 0;
	sqlite3_stmt *st;

	if (!n)
		return;
	/* One walk in the order of the rows: asking article by article costs twice as much. */
	st = db_query(s, "SELECT c.link_hash, c.item_id, t.tag_id FROM copy c CROSS JOIN item_tag t"
	                 " ON t.item_id = c.item_id WHERE c.is_read = 0 AND t.is_off = 0"
	                 " ORDER BY c.link_hash, c.item_id");
	while (db_row(s, st)) {
		struct unread_copy row = { db_int(st, 0), db_int(st, 1), 0 };

		while (at < n && comes_before(&rows[at], &row))
			at++;
		if (at == n)
			break;
		if (rows[at].id != row.id) /* not of a story */
			continue;
		if (rows[at].link_hash != story) {
			uncount_story(tags, n_tags, out);
			n_tags = 0;
			story = rows[at].link_hash;
		}
		ARRAY_PUSH(tags, n_tags, cap) = db_int(st, 2);
	}
	db_finish(st);
	uncount_story(tags, n_tags, out);
	free(tags);
	free(rows);
}
