/*
 * Counts kept in rows: articles and unread ones of each source and tag, muted ones left out, so that
 * the first screen never counts. What a transaction changes is gathered here and written once, before its commit.
 *
 * "Recent" is sort_time ≥ the fact `recent-since`, a midnight (UTC) about thirty days back that moves
 * on with the days; those that pass it are taken off their tags' counts.
 */
#include "store/db.h"
#include "base/array.h"
#include "base/clock.h"

enum { GATHERED_MOST = 256, DAY = 86400, RECENT_DAYS = 30 };

static struct count_delta *delta_of(struct store *s, struct count_table *t, int64_t id)
{
	for (size_t i = t->n; i-- > 0;)
		if (t->rows[i].id == id)
			return &t->rows[i];
	if (t->n >= GATHERED_MOST)
		counts_flush(s);
	struct count_delta *d = &ARRAY_PUSH(t->rows, t->n, t->cap);

	*d = (struct count_delta){ .id = id };
	return d;
}

void count_source(struct store *s, int64_t source_id, int items, int unread)
{
	struct count_delta *d = delta_of(s, &s->source_counts, source_id);

	d->items += items;
	d->unread += unread;
}

void count_tag(struct store *s, int64_t tag_id, int items, int unread, int recent)
{
	struct count_delta *d = delta_of(s, &s->tag_counts, tag_id);

	d->items += items;
	d->unread += unread;
	d->recent += recent;
}

void counts_flush(struct store *s)
{
	for (size_t i = 0; i < s->source_counts.n; i++) {
		const struct count_delta *d = &s->source_counts.rows[i];

		if (d->items || d->unread)
			db_run(s, "UPDATE source SET n_items = n_items + ?2, n_unread = n_unread + ?3"
			       " WHERE id = ?1", INT(d->id), INT(d->items), INT(d->unread));
	}
	for (size_t i = 0; i < s->tag_counts.n; i++) {
		const struct count_delta *d = &s->tag_counts.rows[i];

		if (d->items || d->unread || d->recent)
			db_run(s, "UPDATE tag SET n_items = n_items + ?2, n_unread = n_unread + ?3,"
			       " n_recent = n_recent + ?4 WHERE id = ?1",
			       INT(d->id), INT(d->items), INT(d->unread), INT(d->recent));
	}
	counts_forget(s);
}

void counts_forget(struct store *s)
{
	s->source_counts.n = s->tag_counts.n = 0;
}

static int64_t read_recent_since(struct store *s)
{
	if (s->recent_since == TIME_NONE)
		s->recent_since = db_number(s, 0, "SELECT value FROM fact WHERE name = 'recent-since'");
	return s->recent_since;
}

bool count_is_recent(struct store *s, int64_t sort_time)
{
	return sort_time >= read_recent_since(s);
}

/* Change every tag's recent count by its articles of [from, to). */
static void shift_recent(struct store *s, int64_t from, int64_t to, int by)
{
	sqlite3_stmt *st = db_query(s,
		"SELECT t.tag_id, count(*) FROM item i INDEXED BY item_list JOIN item_tag t"
		" ON t.item_id = i.id WHERE i.is_read IN (0, 1) AND i.sort_time >= ?1"
		" AND i.sort_time < ?2 AND t.is_off = 0 GROUP BY t.tag_id", TIME(from), TIME(to));

	while (db_row(s, st))
		count_tag(s, db_int(st, 0), 0, 0, by * (int)db_int(st, 1));
}

void count_advance(struct store *s, int64_t now)
{
	int64_t since = (now / DAY - RECENT_DAYS) * DAY;
	int64_t old = read_recent_since(s);

	if (since == old)
		return;
	counts_flush(s);
	if (since > old)
		shift_recent(s, old, since, -1);
	else /* the clock was set back */
		shift_recent(s, since, old, 1);
	db_run(s, "INSERT INTO fact VALUES ('recent-since', ?1)"
	       " ON CONFLICT (name) DO UPDATE SET value = ?1", INT(since));
	s->recent_since = since;
}

void counts_rebuild(struct store *s)
{
	counts_forget(s);
	copies_rebuild(s);
	db_run(s, "UPDATE source SET"
	       " n_items = (SELECT count(*) FROM item WHERE source_id = source.id AND is_read IN (0, 1)),"
	       " n_unread = (SELECT count(*) FROM item WHERE source_id = source.id AND is_read = 0)");
	db_run(s, "UPDATE tag SET"
	       " n_items = (SELECT count(*) FROM item_tag WHERE tag_id = tag.id AND is_off = 0"
	       "  AND is_read IN (0, 1)),"
	       " n_unread = (SELECT count(*) FROM item_tag WHERE tag_id = tag.id AND is_off = 0"
	       "  AND is_read = 0),"
	       " n_recent = (SELECT count(*) FROM item_tag WHERE tag_id = tag.id AND is_off = 0"
	       "  AND is_read IN (0, 1) AND sort_time >= ?1)", INT(read_recent_since(s)));
}
