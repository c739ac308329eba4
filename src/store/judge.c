/*
 * Rules, as far as the store is concerned: it asks, and keeps what it is told. What an article's tags by
 * rules and its being muted say is derived from the rules alone, so judging twice changes nothing and
 * rules that went away leave nothing behind; read and starred are marks and only ever set.
 */
#include "store/judge.h"
#include "store/draft.h"
#include "store/items.h"
#include "store/tag_map.h"
#include "store/tags.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLICE = 64,        /* articles between two looks at the clock */
	HITS_KEPT = 500,
};

void store_set_judge(struct store *s, const struct store_judge *judge)
{
	s->judge = *judge;
}

void store_set_tag_map(struct store *s, const struct tag_map *map)
{
	s->tag_map = map;
}

/* --- one article ------------------------------------------------------------------------------------ */

/* The tags that an article has but for rules and the user; *by_rule: it has some by rules. */
static void read_given_tags(struct store *s, struct arena *a, struct item *item, bool *by_rule)
{
	const char **tags = arena_alloc(a, TAGS_MOST * 2 * sizeof *tags);
	size_t n = 0;
	sqlite3_stmt *st = db_query(s, "SELECT t.name, x.origins FROM item_tag x JOIN tag t"
	                               " ON t.id = x.tag_id WHERE x.item_id = ?1", INT(item->id));

	*by_rule = false;
	while (db_row(s, st)) {
		int origins = (int)db_int(st, 1);
		const char *name = db_text(st, 0, a, CLEAN_LINE);

		*by_rule |= (origins & ORIGIN_RULE) != 0;
		if (origins & (ORIGIN_FEED | ORIGIN_SITE | ORIGIN_PAGE) && name)
			name = tag_map_name(s->tag_map, name);
		else
			name = NULL;
		if (name && n < TAGS_MOST * 2)
			tags[n++] = name;
	}
	item->tags = tags;
	item->n_tags = n;
}

static void set_muted(struct store *s, struct tagged_item *item, bool muted)
{
	struct tagged_item after = *item;
	int by = muted ? -1 : 1;

	if (item->is_muted == muted)
		return;
	after.is_muted = muted;
	db_run(s, "UPDATE item SET is_read = ?2 WHERE id = ?1", INT(item->id),
	       INT(tagged_item_state(&after)));
	count_source(s, item->source_id, by, item->is_read ? 0 : by);
	tags_follow(s, item, &after);
	*item = after;
}

static void set_read(struct store *s, struct tagged_item *item)
{
	struct tagged_item after = *item;

	if (item->is_read)
		return;
	after.is_read = true;
	db_run(s, "UPDATE item SET is_read = ?2 WHERE id = ?1", INT(item->id),
	       INT(tagged_item_state(&after)));
	if (!item->is_muted)
		count_source(s, item->source_id, 0, -1);
	tags_follow(s, item, &after);
	*item = after;
}

static void insert_hit(struct store *s, const struct alert_hit *hit)
{
	db_run(s, "INSERT OR IGNORE INTO alert_hit (time, name, item_id, hot_id, title, link, source)"
	       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", INT(hit->time), TEXT(hit->name),
	       INT(hit->item_id), INT(hit->hot_id), TEXT(hit->title), TEXT(hit->link),
	       TEXT(hit->source ? hit->source : ""));
	db_run(s, "DELETE FROM alert_hit WHERE id <= (SELECT max(id) FROM alert_hit) - ?1",
	       INT(HITS_KEPT));
}

void judge_note_alerts(struct store *s, const struct item *item, const struct verdict *v)
{
	for (size_t i = 0; i < v->n_alerts; i++)
		insert_hit(s, &(struct alert_hit){ 0, item->fetched, v->alerts[i], item->id, 0,
			                           item->title, item->link, item->source });
}

static void ask(struct store *s, struct arena *a, bool is_new, bool is_first, const struct item *item)
{
	struct judged j = { *item, is_new, is_first };
	struct tagged_item row = { item->id, item->source_id, item->sort_time, item->is_read,
		                   item->is_muted };
	struct verdict v = { 0 };
	bool by_rule;

	read_given_tags(s, a, &j.item, &by_rule);
	if (s->judge.judge)
		s->judge.judge(s->judge.opaque, &j, a, &v);
	if (by_rule || v.n_tags)
		tags_set(s, &row, v.tags, v.n_tags, ORIGIN_RULE);
	set_muted(s, &row, v.is_muted);
	if (v.read)
		set_read(s, &row);
	if (v.star && !item->is_starred)
		db_run(s, "UPDATE item SET is_starred = 1 WHERE id = ?1", INT(item->id));
	judge_note_alerts(s, item, &v);
}

static void judge_row(struct store *s, int64_t id, bool is_new, bool is_first)
{
	struct arena a = ARENA_INIT;
	struct item item;

	if (item_read(s, id, false, &a, &item)) {
		struct tagged_item row = { id, item.source_id, item.sort_time, item.is_read,
			                   item.is_muted };

		if (s->tag_map || !is_new)
			tags_settle(s, &row);
		ask(s, &a, is_new, is_first, &item);
	}
	arena_release(&a);
}

void judge_article(struct store *s, int64_t id, bool is_new, bool is_first)
{
	if ((s->judge.judge || s->tag_map) && !s->rc)
		judge_row(s, id, is_new, is_first);
}

bool judge_is_ready(const struct store *s)
{
	return s->judge.judge && !s->tag_map && !s->rc;
}

void judge_draft(struct store *s, const struct judged *j, struct arena *a, struct verdict *out)
{
	s->judge.judge(s->judge.opaque, j, a, out);
}

/* --- all of them ------------------------------------------------------------------------------------- */

/* Judge the next few; false when there are none. */
static bool judge_some(struct store *s)
{
	int64_t ids[SLICE];
	size_t n = 0;
	sqlite3_stmt *st = db_query(s, "SELECT id FROM item WHERE id < ?1 ORDER BY id DESC LIMIT 64",
	                            INT(s->judge_at ? s->judge_at : INT64_MAX));

	while (n < SLICE && db_row(s, st))
		ids[n++] = db_int(st, 0);
	db_finish(st);
	for (size_t i = 0; i < n && !s->rc; i++) {
		s->judge_at = ids[i];
		judge_row(s, ids[i], false, false);
	}
	return n == SLICE && !s->rc;
}

bool store_judge_slice(struct store *s, bool from_start, int budget_ms, bool *more, bool *changed,
                       struct err *err)
{
	int64_t end = clock_monotonic_ms() + budget_ms;
	int before = sqlite3_total_changes(s->db);

	*more = true;
	if (!db_alone_begin(s, err))
		return false;
	if (from_start)
		s->judge_at = INT64_MAX;
	while (*more) {
		*more = judge_some(s);
		if (clock_monotonic_ms() >= end)
			break;
	}
	if (!*more)
		s->judge_at = 0;
	*changed |= sqlite3_total_changes(s->db) != before || s->tag_counts.n || s->source_counts.n;
	return db_alone_end(s, err);
}

bool store_judged_each(struct store *s, bool (*visit)(void *opaque, const struct item *item),
                       void *opaque, struct err *err)
{
	struct arena a = ARENA_INIT;
	int64_t *ids = NULL;
	size_t n = 0, cap = 0;
	bool by_rule, goes_on = true;

	db_read_begin(s);
	sqlite3_stmt *st = db_query(s, "SELECT id FROM item ORDER BY id DESC");

	while (db_row(s, st))
		ARRAY_PUSH(ids, n, cap) = db_int(st, 0);
	for (size_t i = 0; i < n && goes_on && !s->rc; i++) {
		struct item item;

		if (item_read(s, ids[i], false, &a, &item)) {
			read_given_tags(s, &a, &item, &by_rule);
			goes_on = visit(opaque, &item);
		}
		arena_clear(&a);
	}
	free(ids);
	arena_release(&a);
	return db_read_end(s, err);
}

/* --- what set off alerts ------------------------------------------------------------------------------ */

bool store_alert_add(struct store *s, const struct alert_hit *hit, bool *is_new, struct err *err)
{
	*is_new = false;
	if (db_number(s, 0, "SELECT 1 FROM alert_hit WHERE name = ?1 AND item_id = ?2 AND hot_id = ?3",
	              TEXT(hit->name), INT(hit->item_id), INT(hit->hot_id)))
		return db_read_end(s, err);
	db_write_begin(s);
	insert_hit(s, hit);
	return *is_new = db_write_end(s, err);
}

size_t store_alerts(struct store *s, struct arena *a, struct alert_hit **out)
{
	struct alert_hit *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT id, time, name, item_id, hot_id, title, link, source"
	                               " FROM alert_hit ORDER BY id DESC LIMIT ?1", INT(HITS_KEPT));

	while (db_row(s, st))
		ARRAY_PUSH(list, n, cap) = (struct alert_hit){
			.id = db_int(st, 0), .time = db_int(st, 1),
			.name = db_text(st, 2, a, CLEAN_LINE), .item_id = db_int(st, 3),
			.hot_id = db_int(st, 4), .title = db_text(st, 5, a, CLEAN_LINE),
			.link = db_text(st, 6, a, CLEAN_LINE), .source = db_text(st, 7, a, CLEAN_LINE),
		};
	*out = arena_alloc(a, (n + 1) * sizeof **out);
	if (n)
		memcpy(*out, list, n * sizeof **out);
	free(list);
	return db_read_end(s, NULL) ? n : 0;
}
