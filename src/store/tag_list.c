/*
 * The shelf's list of tags with their counts, and the names a screen can complete.
 */
#include "base/array.h"
#include "store/tags.h"

#include <stdlib.h>
#include <string.h>

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
	struct count_table hidden = { 0 }; /* what is not to be counted */
	struct tag_count *tags = NULL;
	size_t n = 0, cap = 0;

	db_read_begin(s);
	if (hide_source_id)
		count_in_source(s, hide_source_id, &hidden);
	for (size_t i = 0; i < s->n_hidden; i++)
		count_in_source(s, s->hidden[i], &hidden);
	tags_count_again(s, hide_source_id, &hidden);
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
