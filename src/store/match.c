#include "store/match.h"
#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { STATES = 4 }; /* of the column is_read */

#define KNOWN_COLUMNS                                                                              \
	"id, source_id, sort_time, published, fetched, identity, link_hash, title_hash, print,"    \
	" text_hash, text_id, is_read, is_changed"

static void read_known(sqlite3_stmt *st, struct known *out)
{
	*out = (struct known){
		.id = db_int(st, 0), .source_id = db_int(st, 1), .sort_time = db_int(st, 2),
		.published = db_time(st, 3), .fetched = db_int(st, 4), .identity = db_int(st, 5),
		.link_hash = db_int(st, 6), .title_hash = db_int(st, 7), .print = db_int(st, 8),
		.text_hash = db_int(st, 9), .text_id = db_int(st, 10),
		.is_read = db_int(st, 11) & ROW_READ, .is_muted = db_int(st, 11) & ROW_MUTED,
		.is_changed = db_int(st, 12),
	};
}

static bool by_identity(struct store *s, int64_t source_id, int64_t identity, struct known *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT " KNOWN_COLUMNS " FROM item INDEXED BY item_identity"
	                               " WHERE source_id = ?1 AND identity = ?2",
	                            INT(source_id), INT(identity));

	if (!db_row(s, st))
		return false;
	read_known(st, out);
	db_finish(st);
	return true;
}

/* How well an article with the entry's link fits. */
enum fit {
	FIT_NOT,
	FIT_LINK,  /* if it is the only one */
	FIT_CHURN, /* the same article under a new GUID */
	FIT_SURE,
};

static enum fit fit(const struct draft *d, const struct draft_entry *e, const struct known *k,
                    enum identity identity)
{
	bool same_title = k->title_hash == e->title_hash;

	if (identity == BY_GUID && e->guid_hash && k->identity) {
		if (draft_has_guid(d, k->identity))
			return FIT_NOT; /* that one stands in the feed too */
		return same_title && !e->link_is_shared ? FIT_CHURN : FIT_NOT;
	}
	if (same_title)
		return FIT_SURE;
	return e->link_is_shared ? FIT_NOT : FIT_LINK;
}

static bool by_link(struct store *s, int64_t source_id, const struct draft *d, size_t i,
                    enum identity *identity, struct known *out)
{
	const struct draft_entry *e = &d->entries[i];
	enum fit best = FIT_NOT;
	int candidates = 0;
	sqlite3_stmt *st = db_query(s, "SELECT " KNOWN_COLUMNS ", coalesce(canon, link) FROM item"
	                               " INDEXED BY item_link WHERE link_hash = ?1 AND source_id = ?2"
	                               " ORDER BY id DESC LIMIT 64", INT(e->link_hash), INT(source_id));

	while (db_row(s, st)) {
		struct known k;
		enum fit f;

		if (!slice_is(db_slice(st, 13), e->canon))
			continue;
		read_known(st, &k);
		f = fit(d, e, &k, *identity);
		candidates++;
		if (f > best) {
			best = f;
			*out = k;
		}
	}
	if (best == FIT_NOT || (best == FIT_LINK && candidates > 1))
		return false;
	if (best == FIT_CHURN)
		*identity = BY_LINK;
	return true;
}

int64_t match_identity(struct draft *d, size_t i, enum identity identity)
{
	const struct draft_entry *e = &d->entries[i];

	if (identity == BY_GUID && e->guid_hash)
		return e->guid_hash;
	if (identity != BY_TEXT && e->link_hash)
		return 0;
	draft_text(d, i);
	return e->text_hash;
}

static bool match_entry(struct store *s, int64_t source_id, struct draft *d, size_t i,
                        enum identity *identity, struct known *out)
{
	const struct draft_entry *e = &d->entries[i];
	int64_t key = match_identity(d, i, *identity);

	if (key && by_identity(s, source_id, key, out))
		return true;
	return *identity != BY_TEXT && e->link_hash && by_link(s, source_id, d, i, identity, out);
}

bool match_again(struct store *s, int64_t source_id, struct draft *d, size_t i,
                 enum identity identity, struct known *known)
{
	enum identity now = identity;

	known->id = 0;
	return match_entry(s, source_id, d, i, &now, known);
}

/* --- a source whose entries are all new, every time -------------------------------------------------- */

struct recent {
	int64_t text_hash, id;
};

static int by_text(const void *a, const void *b)
{
	const struct recent *x = a, *y = b;

	if (x->text_hash != y->text_hash)
		return x->text_hash < y->text_hash ? -1 : 1;
	return 0;
}

/* The newest articles of the source, `most` of each state (read or not, muted or not), sorted by text. */
static size_t read_recent(struct store *s, int64_t source_id, struct recent *out, size_t most)
{
	size_t n = 0;

	for (int is_read = 0; is_read < STATES; is_read++) {
		sqlite3_stmt *st = db_query(s, "SELECT text_hash, id FROM item INDEXED BY item_of_source"
		                               " WHERE source_id = ?1 AND is_read = ?2"
		                               " ORDER BY sort_time DESC LIMIT ?3",
		                            INT(source_id), INT(is_read), INT((int64_t)most));

		while (db_row(s, st))
			out[n++] = (struct recent){ db_int(st, 0), db_int(st, 1) };
	}
	qsort(out, n, sizeof *out, by_text);
	return n;
}

/*
 * None of several entries is known though the source has articles: either all of it is new, or GUIDs
 * and links churn. When at least half of them say word for word what an article says, it is the
 * second, and from now on the words decide.
 */
static void match_texts(struct store *s, int64_t source_id, struct draft *d, enum identity *identity,
                        struct known *known)
{
	size_t most = 2 * d->n + 50, n, found = 0;
	struct recent *recent = xcalloc(STATES * most, sizeof *recent);

	n = read_recent(s, source_id, recent, most);
	for (size_t i = 0; n && i < d->n; i++) {
		struct recent key = { 0, 0 };

		draft_text(d, i);
		key.text_hash = d->entries[i].text_hash;
		found += bsearch(&key, recent, n, sizeof key, by_text) != NULL;
	}
	if (found >= 2 && found >= (d->n + 1) / 2) {
		*identity = BY_TEXT;
		for (size_t i = 0; i < d->n; i++) {
			struct recent key = { d->entries[i].text_hash, 0 };
			struct recent *hit = bsearch(&key, recent, n, sizeof key, by_text);
			sqlite3_stmt *st = hit ? db_query(s, "SELECT " KNOWN_COLUMNS " FROM item WHERE id = ?1",
			                                  INT(hit->id)) : NULL;

			if (db_row(s, st)) {
				read_known(st, &known[i]);
				db_finish(st);
			}
		}
	}
	free(recent);
}

/* One pass over the entries; returns how many were found, *asked how many were asked for. */
static size_t match_each(struct store *s, int64_t source_id, struct draft *d,
                         enum identity *identity, struct known *known, size_t *asked)
{
	size_t found = 0;

	*asked = 0;
	for (size_t i = 0; i < d->n && !s->rc; i++) {
		known[i].id = 0;
		if (d->entries[i].is_twin)
			continue;
		++*asked;
		found += match_entry(s, source_id, d, i, identity, &known[i]);
	}
	return found;
}

void match_all(struct store *s, int64_t source_id, struct draft *d, enum identity *identity,
               struct known *known)
{
	size_t found, asked;
	enum identity before;

	if (*identity == BY_GUID && d->guids_clash)
		*identity = BY_LINK;
	before = *identity;
	if (!db_number(s, 0, "SELECT 1 FROM item INDEXED BY item_of_source WHERE source_id = ?1 LIMIT 1",
	               INT(source_id))) {
		for (size_t i = 0; i < d->n; i++) /* the first fetch: nothing to ask */
			known[i].id = 0;
		return;
	}
	found = match_each(s, source_id, d, identity, known, &asked);
	if (*identity != before) /* those above the first churning one are to be asked by link too */
		found = match_each(s, source_id, d, identity, known, &asked);
	if (!found && asked >= 2 && *identity != BY_TEXT)
		match_texts(s, source_id, d, identity, known);
}

/* --- purged articles ------------------------------------------------------------------------------------- */

bool match_purged(struct store *s, int64_t source_id, struct draft *d, size_t i, enum identity identity)
{
	int64_t mark = match_identity(d, i, identity);

	if (!mark)
		mark = d->entries[i].link_hash;
	return db_number(s, 0, "SELECT 1 FROM purged WHERE source_id = ?1 AND mark = ?2",
	                 INT(source_id), INT(mark));
}

void match_remember_purged(struct store *s, int64_t source_id, int64_t identity, int64_t link_hash,
                           enum identity how, int64_t now)
{
	int64_t mark = how == BY_LINK && link_hash ? link_hash : identity ? identity : link_hash;

	if (mark)
		db_run(s, "INSERT OR REPLACE INTO purged VALUES (?1, ?2, ?3)", INT(source_id), INT(mark),
		       INT(now));
}
