/*
 * Keeping a fetch of a hot list: what stands where and how it got there (SOURCES §4.2).
 *
 * A fetch is compared with the one before that differed from it; one that says the same writes
 * nothing. Each fetch is kept whole in one row (hot_history.c); the entries' own rows say how things
 * stand now.
 */
#include "store/draft.h"
#include "store/hot.h"
#include "store/tags.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { HOT_MOST = 1000 };

/* One entry, as it stands in the file or as a fetch brings it. */
struct standing {
	int64_t id, key;
	int rank, previous, best;
	enum hot_state state;
	int64_t heat, first_seen, last_seen;
	const char *heat_text, *title, *link, *canon, *tags;
	bool is_here;               /* in this fetch */
};

struct hot_save {
	struct store *s;
	int64_t source_id, now;
	struct arena a;
	struct standing *news;      /* what the fetch brought, in order */
	size_t n_news;
	struct standing *old;       /* what is stored, sorted by key */
	size_t n_old;
};

/* --- what a fetch brought ------------------------------------------------------------------------- */

static int64_t key_of(const char *kind, const char *value)
{
	return hash_end(hash_more(hash_more(HASH_HOT + 1, kind), value));
}

static int64_t key_by_title(const char *title)
{
	int64_t folded = hash_title(HASH_HOT, title);

	return folded ? folded : key_of("title", title);
}

/* What could identify each entry: id, link, title; 0 where it has none. */
struct keys {
	int64_t by[3];
};

static bool is_alone(const struct keys *keys, size_t n, size_t i, int how)
{
	for (size_t k = 0; k < n; k++)
		if (k != i && keys[k].by[how] == keys[i].by[how])
			return false;
	return true;
}

/* The first that is there and means this entry alone. By title the higher of two twins counts. */
static int64_t choose_key(const struct keys *keys, size_t n, size_t i)
{
	for (int how = 0; how < 2; how++)
		if (keys[i].by[how] && is_alone(keys, n, i, how))
			return keys[i].by[how];
	for (size_t k = 0; k < i; k++)
		if (keys[k].by[2] == keys[i].by[2])
			return 0;
	return keys[i].by[2];
}

static const char *join_tags(struct arena *a, const struct source *source, const struct feed_entry *e)
{
	struct str joined = STR_INIT;
	const char **names = arena_alloc(a, (e->n_tags + source->tag.n + 1) * sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < e->n_tags + source->tag.n && n < TAGS_MOST; i++) {
		const char *name = i >= e->n_tags ? source->tag.v[i - e->n_tags]
		                   : e->tags[i].label ? e->tags[i].label : e->tags[i].term;

		if (name && *name && strlen(name) <= TAG_BYTES_MOST && !strchr(name, '\n'))
			names[n++] = name;
	}
	tags_join(&joined, names, n);
	const char *copy = n ? arena_strdup(a, joined.data) : NULL;

	str_release(&joined);
	return copy;
}

/* The list states ranks for every entry, each below the one before. */
static bool has_ranks(const struct feed *feed)
{
	int before = 0;

	for (size_t i = 0; i < feed->n_entries; i++) {
		if (feed->entries[i].rank <= before)
			return false;
		before = feed->entries[i].rank;
	}
	return true;
}

static void read_news(struct hot_save *h, const struct source *source, const struct feed *feed)
{
	size_t n = 0, most = feed->n_entries < HOT_MOST ? feed->n_entries : HOT_MOST;
	struct keys *keys = arena_alloc(&h->a, (most + 1) * sizeof *keys);
	bool ranked = has_ranks(feed);

	h->news = arena_alloc(&h->a, (most + 1) * sizeof *h->news);
	for (size_t i = 0; i < feed->n_entries && n < most; i++) {
		const struct feed_entry *e = &feed->entries[i];
		char *canon = identifying_link(e->link, source);

		if (e->title && *e->title) {
			keys[n].by[0] = e->id && *e->id ? key_of("id", e->id) : 0;
			keys[n].by[1] = canon ? key_of("link", canon) : 0;
			keys[n].by[2] = key_by_title(e->title);
			h->news[n++] = (struct standing){
				.rank = e->rank, .heat = e->heat < 0 ? -1 : e->heat,
				.heat_text = e->heat_text, .title = e->title, .link = e->link,
				.canon = arena_strdup(&h->a, canon), .tags = join_tags(&h->a, source, e),
				.first_seen = h->now, .last_seen = h->now,
			};
			if (!ranked)
				h->news[n - 1].rank = (int)n;
		}
		free(canon);
	}
	for (size_t i = 0; i < n; i++) {
		int64_t key = choose_key(keys, n, i);

		if (!key)
			continue;
		h->news[h->n_news] = h->news[i];
		h->news[h->n_news++].key = key;
	}
}

/* --- what is stored ---------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static void read_old(struct hot_save *h)
{
	struct standing *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(h->s,
		"SELECT id, key, rank, previous, best, state, heat, first_seen, last_seen, heat_text,"
		" title, link, canon, tags FROM hot_entry INDEXED BY hot_entry_key WHERE source_id = ?1",
		INT(h->source_id));

	while (db_row(h->s, st))
		ARRAY_PUSH(list, n, cap) = (struct standing){
			.id = db_int(st, 0), .key = db_int(st, 1), .rank = (int)db_int(st, 2),
			.previous = (int)db_int(st, 3), .best = (int)db_int(st, 4),
			.state = (enum hot_state)db_int(st, 5), .heat = db_int(st, 6),
			.first_seen = db_int(st, 7), .last_seen = db_int(st, 8),
			.heat_text = db_text(st, 9, &h->a, CLEAN_LINE),
			.title = db_text(st, 10, &h->a, CLEAN_LINE),
			.link = db_text(st, 11, &h->a, CLEAN_LINE),
			.canon = db_text(st, 12, &h->a, CLEAN_LINE),
			.tags = db_text(st, 13, &h->a, CLEAN_BLOCK),
		};
	h->old = arena_alloc(&h->a, (n + 1) * sizeof *list);
	h->n_old = n;
	if (n) {
		memcpy(h->old, list, n * sizeof *list);
		qsort(h->old, n, sizeof *list, by_key);
	}
	free(list);
}

static struct standing *find_old(struct hot_save *h, int64_t key)
{
	struct standing wanted = { .key = key };

	return h->n_old ? bsearch(&wanted, h->old, h->n_old, sizeof wanted, by_key) : NULL;
}

/* List, order and what is shown of each are as they were. */
static bool is_unchanged(struct hot_save *h)
{
	size_t listed = 0;

	for (size_t i = 0; i < h->n_old; i++)
		listed += h->old[i].rank > 0;
	if (listed != h->n_news)
		return false;
	for (size_t i = 0; i < h->n_news; i++) {
		const struct standing *n = &h->news[i], *o = find_old(h, n->key);

		if (!o || o->rank != n->rank || o->heat != n->heat || !text_same(o->title, n->title) ||
		    !text_same(o->link, n->link) || !text_same(o->heat_text, n->heat_text) ||
		    !text_same(o->tags, n->tags))
			return false;
	}
	return true;
}

/* --- writing ---------------------------------------------------------------------------------------- */

static enum hot_state state_of(int rank, const struct standing *old, bool is_first)
{
	if (is_first)
		return HOT_SAME; /* else the first fetch ever were all new */
	if (!old)
		return HOT_NEW;
	if (!old->rank)
		return HOT_BACK;
	return rank < old->rank ? HOT_UP : rank > old->rank ? HOT_DOWN : HOT_SAME;
}

static void insert_entry(struct hot_save *h, struct standing *n)
{
	db_run(h->s, "INSERT INTO hot_entry (source_id, key, rank, previous, best, state, heat, heat_text,"
	       " title, link, canon, tags, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
	       " ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
	       INT(h->source_id), INT(n->key), INT(n->rank), INT(n->previous), INT(n->best),
	       INT(n->state), INT(n->heat), TEXT(n->heat_text), TEXT(n->title), TEXT(n->link),
	       TEXT(n->canon), TEXT(n->tags), INT(n->first_seen), INT(n->last_seen));
	n->id = sqlite3_last_insert_rowid(h->s->db);
}

static void update_entry(struct hot_save *h, const struct standing *n)
{
	db_run(h->s, "UPDATE hot_entry SET rank = ?2, previous = ?3, best = ?4, state = ?5, heat = ?6,"
	       " heat_text = ?7, title = ?8, link = ?9, canon = ?10, tags = ?11, last_seen = ?12"
	       " WHERE id = ?1",
	       INT(n->id), INT(n->rank), INT(n->previous), INT(n->best), INT(n->state), INT(n->heat),
	       TEXT(n->heat_text), TEXT(n->title), TEXT(n->link), TEXT(n->canon), TEXT(n->tags),
	       INT(n->last_seen));
}

static void write_news(struct hot_save *h, bool is_first)
{
	for (size_t i = 0; i < h->n_news; i++) {
		struct standing *n = &h->news[i], *o = find_old(h, n->key);

		n->state = state_of(n->rank, o, is_first);
		n->previous = o ? o->rank : 0;
		n->best = o && o->best && o->best < n->rank ? o->best : n->rank;
		if (o) {
			o->is_here = true;
			n->id = o->id;
			update_entry(h, n);
		} else {
			insert_entry(h, n);
		}
	}
}

static void write_gone(struct hot_save *h)
{
	for (size_t i = 0; i < h->n_old; i++) {
		const struct standing *o = &h->old[i];

		if (o->rank && !o->is_here)
			db_run(h->s, "UPDATE hot_entry SET rank = 0, previous = ?2, state = ?3 WHERE id = ?1",
			       INT(o->id), INT(o->rank), INT(HOT_GONE));
	}
}

static void write_fetch(struct hot_save *h)
{
	struct str packed = STR_INIT;

	for (size_t i = 0; i < h->n_news; i++)
		hot_pack(&packed, &(struct hot_place){ h->news[i].id, h->news[i].rank,
		                                       h->news[i].heat });
	db_run(h->s, "INSERT OR REPLACE INTO hot_fetch VALUES (?1, ?2, ?3)", INT(h->source_id),
	       INT(h->now), BLOB(packed.data, packed.len));
	str_release(&packed);
}

bool store_save_hot(struct store *s, int64_t source_id, const struct source *source,
                    const struct feed *feed, int64_t now, bool *changed, struct err *err)
{
	struct hot_save h = { .s = s, .source_id = source_id, .now = now };
	bool done, is_first;

	*changed = false;
	read_news(&h, source, feed);
	if (!h.n_news) { /* an empty answer is no list: what is known stays */
		arena_release(&h.a);
		return true;
	}
	db_read_begin(s);
	read_old(&h);
	if (!s->rc && is_unchanged(&h)) {
		done = s->in_write ? db_write_end(s, err) : db_read_end(s, err);
		arena_release(&h.a);
		return done;
	}
	if (db_write_begin(s))
		read_old(&h);
	is_first = !db_number(s, 0, "SELECT 1 FROM hot_fetch WHERE source_id = ?1"
	                            " AND entries IS NOT NULL LIMIT 1", INT(source_id));
	write_news(&h, is_first);
	write_gone(&h);
	write_fetch(&h);
	*changed = done = db_write_end(s, err);
	arena_release(&h.a);
	return done;
}

bool store_hot_missed(struct store *s, int64_t source_id, int64_t now, struct err *err)
{
	/* One gap is a gap, however often it failed; before the first list there is none. */
	if (!db_number(s, 0, "SELECT entries IS NOT NULL FROM hot_fetch WHERE source_id = ?1"
	                     " ORDER BY time DESC LIMIT 1", INT(source_id)))
		return db_read_end(s, err);
	db_write_begin(s);
	db_run(s, "INSERT OR IGNORE INTO hot_fetch VALUES (?1, ?2, NULL)", INT(source_id), INT(now));
	return db_write_end(s, err);
}
