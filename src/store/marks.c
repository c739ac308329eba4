/*
 * Read and starred. Articles with one canonical link share the read state, but only where the link
 * means one article: a source that gives several articles the same link (its front page) would else
 * have all of them read with the first.
 */
#include "store/marks.h"
#include "store/tags.h"
#include "base/mem.h"

#include <stdlib.h>

enum { MARKS_A_COMMIT = 5000 };

size_t marks_twins(struct store *s, int64_t link_hash, const char *canon, struct twin out[TWINS_MOST])
{
	size_t n = 0;
	sqlite3_stmt *st = db_query(s,
		"SELECT id, source_id, is_read, is_changed, sort_time, coalesce(canon, link) FROM item"
		" INDEXED BY item_link WHERE link_hash = ?1 LIMIT ?2", INT(link_hash), INT(TWINS_MOST));

	while (db_row(s, st)) {
		struct twin *t = &out[n];

		if (!slice_is(db_slice(st, 5), canon))
			continue;
		t->item = (struct tagged_item){ db_int(st, 0), db_int(st, 1), db_int(st, 4),
			                        db_int(st, 2) & ROW_READ, db_int(st, 2) & ROW_MUTED };
		t->is_changed = db_int(st, 3);
		for (size_t i = 0; i < n; i++)
			if (out[i].item.source_id == t->item.source_id) {
				db_finish(st);
				return 0;
			}
		n++;
	}
	return n;
}

static void set_read(struct store *s, const struct twin *t, bool read, bool changed)
{
	struct tagged_item after = t->item;

	if (t->item.is_read == read && t->is_changed == changed)
		return;
	changes_note(s, CHANGES_READ, t->item.id,
	             (t->item.is_read ? WAS_READ : 0) | (t->is_changed ? WAS_CHANGED : 0));
	after.is_read = read;
	db_run(s, "UPDATE item SET is_read = ?2, is_changed = ?3 WHERE id = ?1", INT(t->item.id),
	       INT(tagged_item_state(&after)), INT(changed));
	if (t->item.is_read == read)
		return;
	if (!t->item.is_muted)
		count_source(s, t->item.source_id, 0, read ? -1 : 1);
	tags_follow(s, &t->item, &after);
}

/* An article and what it shares its read state with, itself first: at most TWINS_MOST + 1, 0 when it is
 * gone. */
static size_t with_twins(struct store *s, int64_t id, struct twin out[TWINS_MOST + 1])
{
	struct arena a = ARENA_INIT;
	const char *canon;
	int64_t link_hash;
	size_t n;
	sqlite3_stmt *st = db_query(s, "SELECT source_id, is_read, is_changed, sort_time, link_hash,"
	                               " coalesce(canon, link) FROM item WHERE id = ?1", INT(id));

	if (!db_row(s, st))
		return 0;
	out->item = (struct tagged_item){ id, db_int(st, 0), db_int(st, 3),
		                          db_int(st, 1) & ROW_READ, db_int(st, 1) & ROW_MUTED };
	out->is_changed = db_int(st, 2);
	link_hash = db_int(st, 4);
	canon = arena_strndup(&a, db_slice(st, 5).data, db_slice(st, 5).len);
	db_finish(st);
	n = link_hash ? marks_twins(s, link_hash, canon, out + 1) : 0;
	arena_release(&a);
	return n + 1;
}

static void mark_read(struct store *s, int64_t id, const void *how)
{
	const bool *read = how;
	struct twin twins[TWINS_MOST + 1];
	size_t n = with_twins(s, id, twins);

	for (size_t i = 0; i < n; i++)
		if (!i || twins[i].item.id != id)
			set_read(s, &twins[i], *read, false);
}

/* What was changed since the mark stays marked so. */
void marks_restore(struct store *s, int64_t id, int was, int64_t newest)
{
	struct twin twins[TWINS_MOST + 1];
	size_t n = with_twins(s, id, twins);

	for (size_t i = 0; i < n; i++)
		if (!i)
			set_read(s, &twins[i], was & WAS_READ,
			         twins[i].is_changed || (was & WAS_CHANGED));
		else if (twins[i].item.id > newest)
			set_read(s, &twins[i], was & WAS_READ, twins[i].is_changed);
}

void marks_restore_star(struct store *s, int64_t id, bool starred)
{
	db_run(s, "UPDATE item SET is_starred = ?2 WHERE id = ?1 AND is_starred <> ?2", INT(id),
	       INT(starred));
}

static void mark_starred(struct store *s, int64_t id, const void *how)
{
	const bool *starred = how;
	int before = sqlite3_total_changes(s->db);

	marks_restore_star(s, id, *starred);
	if (sqlite3_total_changes(s->db) != before)
		changes_note(s, CHANGES_STAR, id, !*starred);
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

bool marks_each(struct store *s, const int64_t *ids, size_t n,
                void (*mark)(struct store *s, int64_t id, const void *how), const void *how,
                struct err *err)
{
	/* In the order of the table: a hundred thousand in the order of a screen would write each page
	 * of it again and again. */
	int64_t *sorted = xmemdup(ids, n * sizeof *ids);
	bool done = db_alone_begin(s, err);
	size_t noted = changes_mark(s);

	qsort(sorted, n, sizeof *sorted, by_id);
	for (size_t i = 0; i < n && done && !s->rc; i++) {
		if (i && i % MARKS_A_COMMIT == 0) {
			done = db_alone_end(s, err) && (noted = changes_mark(s), true) &&
			       db_alone_begin(s, err);
			if (!done)
				break;
		}
		mark(s, sorted[i], how);
	}
	free(sorted);
	done = done && db_alone_end(s, err);
	if (!done)
		changes_back(s, noted);
	return done;
}

bool store_mark_read(struct store *s, const int64_t *ids, size_t n, bool read, struct err *err)
{
	return marks_each(s, ids, n, mark_read, &read, err);
}

bool store_mark_starred(struct store *s, const int64_t *ids, size_t n, bool starred, struct err *err)
{
	return marks_each(s, ids, n, mark_starred, &starred, err);
}
