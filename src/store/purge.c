/*
 * Retention. What goes: articles first seen longer than keep-for ago, and read ones beyond the newest
 * keep-items of their source. What never goes: starred, tagged by the user, unread and newer than
 * keep-for. What went is remembered by a mark, for it may still stand in its feed.
 */
#include "store/draft.h"
#include "store/match.h"
#include "store/tags.h"
#include "store/text.h"
#include "base/array.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DAY = 86400,
	SLICE = 128,                /* articles between two looks at the clock */
	REMOVE_A_COMMIT = 1000,
	PURGED_KEPT = 730 * DAY,    /* a feed that still lists what was purged two years ago gives it anew */
	HOT_HISTORY = 7 * DAY,      /* before the list's last fetch, without a rule of its own */
	HOT_GONE_KEPT = 30 * DAY,
	HOT_FETCHES_MOST = 5000,    /* of one list: a week of one every two minutes */
	HOT_GONE_MOST = 5000,       /* entries of one list that have dropped off */
};

struct doomed {
	int64_t id, text_id, identity, link_hash;
	struct tagged_item item;
};

/* Delete one article with all that hangs on it; `how` tells by what it would be known again. */
static void delete_item(struct store *s, const struct doomed *d)
{
	char from[40], to[40];

	tags_uncount(s, &d->item);
	text_drop(s, d->text_id, d->id);
	snprintf(from, sizeof from, "item/%lld/", (long long)d->id);
	snprintf(to, sizeof to, "item/%lld0", (long long)d->id);
	db_run(s, "DELETE FROM note WHERE name >= ?1 AND name < ?2", TEXT(from), TEXT(to));
	db_run(s, "INSERT INTO fact VALUES ('last-item', ?1) ON CONFLICT (name)"
	       " DO UPDATE SET value = max(value, ?1)", INT(d->id));
	db_run(s, "DELETE FROM item WHERE id = ?1", INT(d->id));
	if (!d->item.is_muted)
		count_source(s, d->item.source_id, -1, d->item.is_read ? 0 : -1);
}

#define DOOMED                                                                                     \
	"SELECT id, text_id, identity, link_hash, source_id, sort_time, is_read FROM item"         \
	" INDEXED BY item_of_source WHERE source_id = ?1 AND is_starred = 0 AND is_tagged = 0"

static size_t read_doomed(struct store *s, sqlite3_stmt *st, struct doomed *out)
{
	size_t n = 0;

	while (n < SLICE && db_row(s, st)) {
		struct doomed *d = &out[n++];

		*d = (struct doomed){ db_int(st, 0), db_int(st, 1), db_int(st, 2), db_int(st, 3),
			              { db_int(st, 0), db_int(st, 4), db_int(st, 5), db_int(st, 6) & ROW_READ,
			                db_int(st, 6) & ROW_MUTED } };
	}
	db_finish(st);
	return n;
}

/* --- by rule ---------------------------------------------------------------------------------------- */

static const struct retention *rule_of(const struct retention *rules, size_t n, int64_t source_id)
{
	const struct retention *general = NULL;

	for (size_t i = 0; i < n; i++) {
		if (rules[i].source_id == source_id)
			return &rules[i];
		if (!rules[i].source_id)
			general = &rules[i];
	}
	return general;
}

static size_t find_old(struct store *s, int64_t source_id, int64_t before, struct doomed *out)
{
	return read_doomed(s, db_query(s, DOOMED " AND is_read IN (0, 1, 2, 3) AND sort_time < ?2"
	                                  " AND fetched < ?2 LIMIT 128",
	                               INT(source_id), INT(before)), out);
}

/* Read articles, and muted ones, behind the keep-items newest. */
static size_t find_too_many(struct store *s, int64_t source_id, int64_t keep, struct doomed *out)
{
	int64_t time, id;
	sqlite3_stmt *st = db_query(s,
		"SELECT sort_time, id FROM (SELECT sort_time, id FROM item INDEXED BY item_of_source"
		"  WHERE source_id = ?1 AND is_read = 0"
		" UNION ALL SELECT sort_time, id FROM item INDEXED BY item_of_source"
		"  WHERE source_id = ?1 AND is_read = 1)"
		" ORDER BY sort_time DESC, id DESC LIMIT 1 OFFSET ?2", INT(source_id), INT(keep - 1));

	if (!db_row(s, st))
		return 0;
	time = db_int(st, 0);
	id = db_int(st, 1);
	db_finish(st);
	return read_doomed(s, db_query(s, DOOMED " AND is_read IN (1, 2, 3) AND (sort_time, id) < (?2, ?3)"
	                                  " LIMIT 128", INT(source_id), INT(time), INT(id)), out);
}

/* Delete a slice of a source's articles; false when there is nothing more to delete. */
static bool purge_slice(struct store *s, int64_t source_id, const struct retention *rule, int64_t now)
{
	struct doomed doomed[SLICE];
	enum identity how;
	size_t n = 0;

	if (rule->keep_for_s >= 0)
		n = find_old(s, source_id, now - rule->keep_for_s, doomed);
	if (!n && rule->keep_items > 0)
		n = find_too_many(s, source_id, rule->keep_items, doomed);
	if (!n)
		return false;
	how = (enum identity)db_number(s, 0, "SELECT identity FROM source WHERE id = ?1", INT(source_id));
	for (size_t i = 0; i < n && !s->rc; i++) {
		match_remember_purged(s, source_id, doomed[i].identity, doomed[i].link_hash, how, now);
		delete_item(s, &doomed[i]);
	}
	return !s->rc;
}

/* The history of a hot list, counted back from its last fetch: one that is not fetched any more stays
 * as it was. */
static void purge_hot(struct store *s, int64_t source_id, int64_t keep_s)
{
	int64_t last = db_number(s, 0, "SELECT time FROM hot_fetch WHERE source_id = ?1"
	                               " ORDER BY time DESC LIMIT 1", INT(source_id));
	int64_t gone = keep_s > HOT_GONE_KEPT ? keep_s : HOT_GONE_KEPT;

	if (!last)
		return;
	if (keep_s >= 0) {
		db_run(s, "DELETE FROM hot_fetch WHERE source_id = ?1 AND time < ?2", INT(source_id),
		       INT(last - keep_s));
		db_run(s, "DELETE FROM hot_entry WHERE source_id = ?1 AND rank = 0 AND last_seen < ?2",
		       INT(source_id), INT(last - gone));
	}
	db_run(s, "DELETE FROM hot_fetch WHERE source_id = ?1 AND time < (SELECT time FROM hot_fetch"
	       " WHERE source_id = ?1 ORDER BY time DESC LIMIT 1 OFFSET ?2)",
	       INT(source_id), INT(HOT_FETCHES_MOST - 1));
	db_run(s, "DELETE FROM hot_entry WHERE source_id = ?1 AND rank = 0 AND last_seen < (SELECT"
	       " last_seen FROM hot_entry WHERE source_id = ?1 AND rank = 0 ORDER BY last_seen DESC"
	       " LIMIT 1 OFFSET ?2)", INT(source_id), INT(HOT_GONE_MOST - 1));
}

static void purge_traces(struct store *s, int64_t source_id, const struct retention *rule, int64_t now)
{
	db_run(s, "DELETE FROM purged WHERE source_id = ?1 AND time < ?2", INT(source_id),
	       INT(now - PURGED_KEPT));
	purge_hot(s, source_id, rule && rule->source_id ? rule->keep_for_s : HOT_HISTORY);
}

static void purge_tags(struct store *s)
{
	counts_flush(s);
	memset(s->known_tags, 0, sizeof s->known_tags);
	db_run(s, "DELETE FROM tag WHERE n_items = 0 AND NOT EXISTS (SELECT 1 FROM item_tag"
	       " INDEXED BY item_tag_off WHERE tag_id = tag.id AND is_off <> 0) AND NOT EXISTS"
	       " (SELECT 1 FROM item_tag INDEXED BY item_of_tag WHERE tag_id = tag.id AND is_off = 0)");
}

bool store_purge(struct store *s, const struct retention *rules, size_t n, int64_t now, int budget_ms,
                 bool *more, struct err *err)
{
	int64_t end = clock_monotonic_ms() + budget_ms, id;

	*more = true;
	if (!db_alone_begin(s, err))
		return false;
	count_advance(s, now);
	while (!s->rc && clock_monotonic_ms() < end) {
		const struct retention *rule;

		id = db_number(s, 0, "SELECT id FROM source WHERE id > ?1 ORDER BY id LIMIT 1",
		               INT(s->purge_source));
		if (!id) {
			purge_tags(s);
			s->purge_source = 0;
			*more = false;
			break;
		}
		rule = rule_of(rules, n, id);
		if (rule && purge_slice(s, id, rule, now))
			continue;
		purge_traces(s, id, rule, now);
		s->purge_source = id;
	}
	return db_alone_end(s, err);
}

/* --- a whole source --------------------------------------------------------------------------------- */

bool store_source_remove(struct store *s, int64_t source_id, struct err *err)
{
	struct doomed doomed[SLICE];
	size_t n = 0, since_commit = 0;

	if (!db_alone_begin(s, err))
		return false;
	db_run(s, "UPDATE source SET is_removed = 1 WHERE id = ?1", INT(source_id));
	do {
		n = read_doomed(s, db_query(s, DOOMED " LIMIT 128", INT(source_id)), doomed);
		for (size_t i = 0; i < n && !s->rc; i++)
			delete_item(s, &doomed[i]);
		since_commit += n;
		if (since_commit >= REMOVE_A_COMMIT) {
			since_commit = 0;
			if (!db_alone_end(s, err))
				return false;
			db_alone_begin(s, err);
		}
	} while (n && !s->rc);
	counts_flush(s);
	purge_tags(s);
	if (!db_number(s, 0, "SELECT 1 FROM item WHERE source_id = ?1 LIMIT 1", INT(source_id)))
		db_run(s, "DELETE FROM source WHERE id = ?1", INT(source_id));
	return db_alone_end(s, err);
}
