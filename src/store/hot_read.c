/* Reading hot lists: entries in rank order, with the articles that tell of the same. */
#include "store/draft.h"
#include "store/items.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, TITLE_DAYS = 3, TITLE_DAYS_MOST = 8 };

/* The days of a story, newest first: an article of the same title but of another week is another
 * story. The index has days first, so they are named one by one. */
static sqlite3_stmt *query_same_title(struct store *s, const struct hot_entry *e, int64_t hash)
{
	int64_t day = e->last_seen / DAY + TITLE_DAYS, first = e->first_seen / DAY - TITLE_DAYS;

	if (first < day - TITLE_DAYS_MOST)
		first = day - TITLE_DAYS_MOST;
#define DAY_BACK(n) INT(day - (n) >= first ? day - (n) : first)
	return db_query(s, "SELECT i.id, s.name, i.sort_time FROM item i INDEXED BY item_seen"
	                   " JOIN source s ON s.id = i.source_id"
	                   " WHERE i.seen_day IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
	                   " AND i.title_hash = ?10 ORDER BY i.sort_time, i.id",
	                DAY_BACK(0), DAY_BACK(1), DAY_BACK(2), DAY_BACK(3), DAY_BACK(4), DAY_BACK(5),
	                DAY_BACK(6), DAY_BACK(7), DAY_BACK(8), INT(hash));
#undef DAY_BACK
}

static void add_feed(struct hot_entry *e, struct arena *a, const char *name)
{
	for (size_t i = 0; i < e->n_feeds; i++)
		if (text_same(e->feeds[i], name))
			return;
	if (!e->feeds)
		e->feeds = arena_alloc(a, HOT_FEEDS_MOST * sizeof *e->feeds);
	if (name && e->n_feeds < HOT_FEEDS_MOST)
		e->feeds[e->n_feeds++] = name;
}

/* Its articles: the one of its link, those of its title; who has them, and which was there first. */
static void read_articles(struct store *s, struct arena *a, struct hot_entry *e, const char *canon)
{
	int64_t hash = hash_title(HASH_TITLE, e->title);
	sqlite3_stmt *st;

	e->item = canon ? item_by_canon(s, canon) : 0;
	if (e->item) {
		st = db_query(s, "SELECT s.name FROM item i JOIN source s ON s.id = i.source_id"
		                 " WHERE i.id = ?1", INT(e->item));
		if (db_row(s, st)) {
			add_feed(e, a, db_text(st, 0, a, CLEAN_LINE));
			db_finish(st);
		}
	}
	st = hash ? query_same_title(s, e, hash) : NULL;
	while (st && db_row(s, st)) {
		if (!e->item)
			e->item = db_int(st, 0);
		add_feed(e, a, db_text(st, 1, a, CLEAN_LINE));
	}
}

/* Add the tags of the entry's article to its own. */
static void add_item_tags(struct store *s, struct arena *a, struct hot_entry *e)
{
	const char **more, **all;
	size_t n_more, own = e->n_tags;
	sqlite3_stmt *st = db_query(s, "SELECT tags FROM item WHERE id = ?1", INT(e->item));

	if (!db_row(s, st))
		return;
	n_more = db_names(st, 0, a, &more);
	db_finish(st);
	all = arena_alloc(a, (own + n_more + 1) * sizeof *all);
	for (size_t i = 0; i < own; i++)
		all[i] = e->tags[i];
	for (size_t i = 0; i < n_more; i++) {
		bool again = false;

		for (size_t k = 0; k < own && !again; k++)
			again = !strcmp(all[k], more[i]);
		if (!again)
			all[e->n_tags++] = more[i];
	}
	e->tags = all;
}

static void read_entry(struct store *s, sqlite3_stmt *st, struct arena *a, const char *list,
                       struct hot_entry *e)
{
	const char *canon = db_text(st, 12, a, CLEAN_LINE);

	memset(e, 0, sizeof *e);
	e->id = db_int(st, 0);
	e->list_id = db_int(st, 1);
	e->list = list;
	e->rank = (int)db_int(st, 2);
	e->previous = (int)db_int(st, 3);
	e->best = (int)db_int(st, 4);
	e->state = (enum hot_state)db_int(st, 5);
	e->heat = db_int(st, 6);
	e->first_seen = db_int(st, 7);
	e->last_seen = db_int(st, 8);
	e->heat_text = db_text(st, 9, a, CLEAN_LINE);
	e->title = db_text(st, 10, a, CLEAN_LINE);
	e->link = db_text(st, 11, a, CLEAN_LINE);
	e->n_tags = db_names(st, 13, a, &e->tags);
	if (!e->title)
		e->title = "";
	if (e->state > HOT_GONE)
		e->state = HOT_SAME;
	read_articles(s, a, e, canon);
	if (e->item)
		add_item_tags(s, a, e);
}

#define ENTRY_COLUMNS                                                                              \
	"SELECT id, source_id, rank, previous, best, state, heat, first_seen, last_seen, heat_text,"\
	" title, link, canon, tags FROM hot_entry INDEXED BY hot_entry_rank WHERE source_id = ?1"

static void read_entries(struct store *s, struct arena *a, struct hot_list *list, bool with_gone)
{
	struct hot_entry *entries = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, ENTRY_COLUMNS " AND rank > 0 ORDER BY rank, id", INT(list->id));

	while (db_row(s, st)) {
		struct hot_entry *e = &ARRAY_PUSH(entries, n, cap);

		read_entry(s, st, a, list->name, e);
		if (list->fetched > e->last_seen) /* fetches that changed nothing wrote nothing */
			e->last_seen = list->fetched;
	}
	if (with_gone) {
		st = db_query(s, ENTRY_COLUMNS " AND rank = 0 ORDER BY last_seen DESC, previous",
		              INT(list->id));
		while (db_row(s, st))
			read_entry(s, st, a, list->name, &ARRAY_PUSH(entries, n, cap));
	}
	list->entries = arena_alloc(a, (n + 1) * sizeof *entries);
	list->n_entries = n;
	if (n)
		memcpy(list->entries, entries, n * sizeof *entries);
	free(entries);
}

static bool read_list(struct store *s, int64_t id, bool with_gone, struct arena *a,
                      struct hot_list *list)
{
	int64_t fetched;
	sqlite3_stmt *st = db_query(s, "SELECT name, last_success, problem FROM source WHERE id = ?1",
	                            INT(id));

	if (!db_row(s, st))
		return false;
	memset(list, 0, sizeof *list);
	list->id = id;
	list->name = db_text(st, 0, a, CLEAN_LINE);
	list->fetched = db_time(st, 1);
	list->problem = db_text(st, 2, a, CLEAN_LINE);
	db_finish(st);
	fetched = db_number(s, TIME_NONE, "SELECT time FROM hot_fetch WHERE source_id = ?1"
	                                  " AND entries IS NOT NULL ORDER BY time DESC LIMIT 1", INT(id));
	if (fetched > list->fetched)
		list->fetched = fetched;
	read_entries(s, a, list, with_gone);
	return true;
}

size_t store_hot(struct store *s, const int64_t *source_ids, size_t n, bool with_gone,
                 struct arena *a, struct hot_list **out)
{
	size_t found = 0;

	*out = arena_alloc(a, (n + 1) * sizeof **out);
	db_read_begin(s);
	for (size_t i = 0; i < n; i++)
		found += read_list(s, source_ids[i], with_gone, a, &(*out)[found]);
	return db_read_end(s, NULL) ? found : 0;
}
