/* Keeping what a feed brought: new, changed, same. */
#include "store/draft.h"
#include "store/judge.h"
#include "store/marks.h"
#include "store/match.h"
#include "store/tags.h"
#include "store/text.h"
#include "base/clock.h"
#include "base/mem.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

enum {
	VERSIONS_MOST = 4,     /* beside the one that was read */
	DAY = 86400,
	NEWEST_AHEAD = 86400,  /* a stated time further in the future says nothing about a source */
};

struct save {
	struct store *s;
	struct draft *d;
	int64_t source_id, now;
	enum identity identity, identity_before;
	bool any_purged, is_first;
	const char *label;     /* of the source, once it was asked for */
	struct known *known;
	struct save_result result;
	int64_t newest;
};

static int64_t sort_time_of(int64_t published, int64_t fetched)
{
	return published != TIME_NONE && published < fetched ? published : fetched;
}

/* --- new ------------------------------------------------------------------------------------------- */

/* Other sources' articles with this link: all are read or none is. */
static bool is_read_elsewhere(struct store *s, const struct draft_entry *e)
{
	struct twin twins[TWINS_MOST];

	if (!e->link_hash || e->link_is_shared)
		return false;
	return marks_twins(s, e->link_hash, e->canon, twins) > 0 && twins[0].item.is_read;
}

static const char *canon_to_keep(const struct draft_entry *e)
{
	return e->canon && text_same(e->canon, e->entry->link) ? NULL : e->canon;
}

static void insert_content(struct store *s, int64_t id, const struct draft_entry *e)
{
	const struct feed_entry *f = e->entry;
	const struct feed_enclosure *x = f->n_enclosures ? &f->enclosures[0] : NULL;

	db_run(s, "INSERT INTO content (item_id, summary, base, editor, comments, image,"
	       " enclosure, enclosure_type, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	       INT(id), TEXT(e->summary), TEXT(text_same(e->base, f->link) ? NULL : e->base),
	       TEXT(f->editor), TEXT(f->comments), TEXT(f->image), TEXT(x ? x->href : NULL),
	       TEXT(x ? x->type : NULL), TEXT(e->body));
}

/* Ids are not given twice: a screen or a list of undo steps may still hold a purged article's. */
static int64_t next_id(struct store *s)
{
	if (!s->last_item) {
		int64_t highest = db_number(s, 0, "SELECT max(id) FROM item");
		int64_t purged = db_number(s, 0, "SELECT value FROM fact WHERE name = 'last-item'");

		s->last_item = highest > purged ? highest : purged;
	}
	return ++s->last_item;
}

/* An article that is about to be kept, with what rules say of it. */
struct newcomer {
	struct item item;
	struct verdict verdict;
	struct arena arena;
	bool is_judged;
	bool has_rule_tags; /* they stand beside its others, none of which is one of them */
};

static const char *clean_line(struct arena *a, const char *text)
{
	struct str out = STR_INIT;
	const char *kept;

	text_clean(&out, slice_of(text), CLEAN_LINE);
	kept = arena_strndup(a, out.data, out.len);
	str_release(&out);
	return kept;
}

/* What its source is called in the store; asked for once a feed. */
static const char *label_of(struct save *v)
{
	sqlite3_stmt *st;

	if (v->label)
		return v->label;
	st = db_query(v->s, "SELECT name FROM source WHERE id = ?1", INT(v->source_id));
	if (db_row(v->s, st)) {
		v->label = db_text(st, 0, &v->d->arena, CLEAN_LINE);
		db_finish(st);
	}
	return v->label ? v->label : "";
}

static void add_rule_tags(struct newcomer *n)
{
	struct item *item = &n->item;
	const struct verdict *v = &n->verdict;
	const char **all = arena_alloc(&n->arena, (item->n_tags + v->n_tags + 1) * sizeof *all);

	n->has_rule_tags = tags_are_new(v->tags, v->n_tags, item->tags, item->n_tags);
	if (!n->has_rule_tags || !v->n_tags)
		return;
	if (item->n_tags)
		memcpy(all, item->tags, item->n_tags * sizeof *all);
	memcpy(all + item->n_tags, v->tags, v->n_tags * sizeof *all);
	item->tags = all;
	item->n_tags += v->n_tags;
}

/* As the judge would see it when it was read from the store. */
static void ask_judge(struct save *v, const struct draft_entry *e, struct newcomer *n)
{
	const struct feed_entry *f = e->entry;
	struct judged j = { .is_new = true, .is_first = v->is_first };

	if (!judge_is_ready(v->s))
		return;
	n->item.title = clean_line(&n->arena, e->title);
	n->item.source = f->source_title ? clean_line(&n->arena, f->source_title) : label_of(v);
	n->item.link = f->link;
	n->item.author = f->author;
	n->item.language = e->language;
	j.item = n->item;
	judge_draft(v->s, &j, &n->arena, &n->verdict);
	n->is_judged = true;
	n->item.is_muted = n->verdict.is_muted;
	n->item.is_read |= n->verdict.read;
	n->item.is_starred = n->verdict.star;
	add_rule_tags(n);
}

static void insert_tags(struct save *v, const struct draft_entry *e, const struct newcomer *n,
                        const struct tagged_item *item)
{
	const struct verdict *said = &n->verdict;

	tags_insert(v->s, item, e->tags, e->n_feed_tags, ORIGIN_FEED);
	tags_insert(v->s, item, e->tags + e->n_feed_tags, e->n_tags - e->n_feed_tags, ORIGIN_SITE);
	if (n->has_rule_tags)
		tags_insert(v->s, item, said->tags, said->n_tags, ORIGIN_RULE);
	else if (said->n_tags)
		tags_set(v->s, item, said->tags, said->n_tags, ORIGIN_RULE);
}

/* Sixty lines, most of them the statement's. */
static void insert_item(struct save *v, size_t i)
{
	struct store *s = v->s;
	const struct draft_entry *e = &v->d->entries[i];
	const struct feed_entry *f = e->entry;
	struct newcomer n = { .item = { .id = next_id(s), .source_id = v->source_id,
		                        .sort_time = sort_time_of(f->published, v->now),
		                        .published = f->published, .fetched = v->now,
		                        .tags = e->tags, .n_tags = e->n_tags,
		                        .link_hash = e->link_hash, .has_body = e->is_long,
		                        .is_read = is_read_elsewhere(s, e) } };
	int64_t identity = match_identity(v->d, i, v->identity), text_id;
	struct str tags = STR_INIT;

	ask_judge(v, e, &n);
	struct tagged_item item = { n.item.id, v->source_id, n.item.sort_time, n.item.is_read,
		                    n.item.is_muted };

	draft_text(v->d, i);
	tags_join(&tags, n.item.tags, n.item.n_tags);
	text_id = text_keep(s, item.id, e->folded_title, e->folded);
	db_run(s, "INSERT INTO item (id, source_id, is_read, is_starred, is_changed, is_tagged, has_body,"
	       " sort_time, published, fetched, updated, title, tags, publisher, author, language, link,"
	       " canon, link_hash, identity, seen_day, title_hash, print, text_hash, text_id) VALUES"
	       " (?1, ?2, ?3, ?23, 0, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
	       " ?18, ?19, ?20, ?21, ?22)",
	       INT(item.id), INT(item.source_id), INT(tagged_item_state(&item)), INT(e->is_long),
	       INT(item.sort_time), TIME(f->published), INT(v->now), TIME(f->updated), TEXT(e->title),
	       TEXT(n.item.n_tags ? tags.data : NULL), TEXT(f->source_title), TEXT(f->author),
	       TEXT(e->language), TEXT(f->link), TEXT(canon_to_keep(e)),
	       e->link_hash ? INT(e->link_hash) : TEXT(NULL), identity ? INT(identity) : TEXT(NULL),
	       INT(v->now / DAY), INT(e->title_hash), INT(e->print), INT(e->text_hash), INT(text_id), INT(n.item.is_starred));
	str_release(&tags);
	copies_came(s, item.id, e->link_hash);
	insert_content(s, item.id, e);
	insert_tags(v, e, &n, &item);
	if (!item.is_muted)
		count_source(s, v->source_id, 1, item.is_read ? 0 : 1);
	if (n.is_judged)
		judge_note_alerts(s, &n.item, &n.verdict);
	else
		judge_article(s, item.id, true, v->is_first);
	arena_release(&n.arena);
	v->result.n_new++;
}

/* --- changed ---------------------------------------------------------------------------------------- */

/* Keep what is about to be replaced, and no more than the last few and the one that was read. */
static void keep_version(struct store *s, const struct known *k, int64_t now)
{
	db_run(s, "INSERT INTO version (item_id, replaced, was_read, title, body)"
	       " SELECT i.id, ?2, ?3, i.title, c.body FROM item i LEFT JOIN content c ON c.item_id = i.id"
	       " WHERE i.id = ?1", INT(k->id), INT(now), INT(k->is_read && !k->is_changed));
	db_run(s, "DELETE FROM version WHERE item_id = ?1 AND id NOT IN (SELECT id FROM version"
	       " WHERE item_id = ?1 ORDER BY id DESC LIMIT ?2) AND id <> coalesce((SELECT max(id)"
	       " FROM version WHERE item_id = ?1 AND was_read = 1), 0)",
	       INT(k->id), INT(VERSIONS_MOST));
}

static void replace_text(struct store *s, const struct known *k, const struct draft_entry *e)
{
	/* A page's text is the whole article; the feed's does not take its place. */
	if (db_number(s, 0, "SELECT 1 FROM page WHERE item_id = ?1", INT(k->id)))
		return;
	text_drop(s, k->text_id, k->id);
	db_run(s, "UPDATE item SET text_id = ?2 WHERE id = ?1", INT(k->id),
	       INT(text_keep(s, k->id, e->folded_title, e->folded)));
}

/* A stated time is believed when it first comes, or while it lies before the day the article was
 * first seen: feeds that state the time of the fetch would else write every article every time. */
static bool is_better_time(const struct known *k, int64_t published)
{
	if (published == TIME_NONE || published == k->published)
		return false;
	return k->published == TIME_NONE || published < k->fetched;
}

static void update_row(struct save *v, size_t i, const struct known *k, bool text_changed)
{
	struct store *s = v->s;
	const struct draft_entry *e = &v->d->entries[i];
	const struct feed_entry *f = e->entry;
	int64_t published = is_better_time(k, f->published) ? f->published : k->published;
	int64_t identity = match_identity(v->d, i, v->identity);
	struct tagged_item before = { k->id, k->source_id, k->sort_time, k->is_read, k->is_muted };
	struct tagged_item after = before;

	if (!identity) /* a GUID that vanished may come back */
		identity = k->identity;
	after.sort_time = sort_time_of(published, k->fetched);
	if (after.sort_time > k->sort_time && k->published != TIME_NONE)
		after.sort_time = k->sort_time; /* nothing rises because it was edited */
	db_run(s, "UPDATE item SET is_changed = is_changed OR (?2 AND is_read & 1), sort_time = ?3,"
	       " published = ?4, updated = ?5, title = ?6, publisher = coalesce(?7, publisher),"
	       " author = coalesce(?8, author), language = ?9,"
	       " link = ?10, canon = ?11, link_hash = ?12, identity = ?13, title_hash = ?14, print = ?15,"
	       " text_hash = ?16, has_body = max(?17, EXISTS (SELECT 1 FROM page WHERE item_id = ?1))"
	       " WHERE id = ?1",
	       INT(k->id), INT(text_changed), INT(after.sort_time), TIME(published), TIME(f->updated),
	       TEXT(e->title), TEXT(f->source_title), TEXT(f->author), TEXT(e->language),
	       TEXT(f->link), TEXT(canon_to_keep(e)),
	       e->link_hash ? INT(e->link_hash) : TEXT(NULL), identity ? INT(identity) : TEXT(NULL),
	       INT(e->title_hash), INT(e->print), INT(e->text_hash), INT(e->is_long));
	if (after.sort_time != before.sort_time)
		tags_follow(s, &before, &after);
	if (e->link_hash != k->link_hash)
		copies_moved(s, k->id, e->link_hash);
	tags_set(s, &after, e->tags, e->n_feed_tags, ORIGIN_FEED);
	tags_set(s, &after, e->tags + e->n_feed_tags, e->n_tags - e->n_feed_tags, ORIGIN_SITE);
	judge_article(s, k->id, false, false);
}

static void update_item(struct save *v, size_t i, const struct known *k)
{
	const struct draft_entry *e = &v->d->entries[i];
	bool text_changed;

	draft_text(v->d, i);
	text_changed = e->text_hash != k->text_hash;
	if (text_changed) {
		keep_version(v->s, k, v->now);
		replace_text(v->s, k, e);
		v->result.n_changed++;
	} else {
		v->result.n_same++;
	}
	update_row(v, i, k, text_changed);
	db_run(v->s, "DELETE FROM content WHERE item_id = ?1", INT(k->id));
	insert_content(v->s, k->id, e);
}

/* --- one feed ------------------------------------------------------------------------------------------ */

static bool is_unchanged(struct save *v, size_t i, const struct known *k)
{
	const struct draft_entry *e = &v->d->entries[i];

	if (v->identity == BY_GUID && e->guid_hash && k->identity != e->guid_hash)
		return false;
	return k->print == e->print && !is_better_time(k, e->entry->published);
}

/* What is to be written for an entry. */
enum task { TASK_NONE, TASK_INSERT, TASK_UPDATE };

static enum task task_of(struct save *v, size_t i)
{
	if (v->d->entries[i].is_twin)
		return TASK_NONE;
	if (v->known[i].id)
		return is_unchanged(v, i, &v->known[i]) ? TASK_NONE : TASK_UPDATE;
	return v->any_purged && match_purged(v->s, v->source_id, v->d, i, v->identity) ? TASK_NONE
	                                                                              : TASK_INSERT;
}

static void read_source(struct save *v)
{
	v->identity = (enum identity)db_number(v->s, BY_GUID, "SELECT identity FROM source WHERE id = ?1",
	                                       INT(v->source_id));
	v->identity_before = v->identity;
	v->any_purged = db_number(v->s, 0, "SELECT 1 FROM purged WHERE source_id = ?1 LIMIT 1",
	                          INT(v->source_id));
	v->is_first = !db_number(v->s, 0, "SELECT last_new FROM source WHERE id = ?1", INT(v->source_id));
	match_all(v->s, v->source_id, v->d, &v->identity, v->known);
}

static bool needs_writing(struct save *v)
{
	if (v->identity != v->identity_before)
		return true;
	for (size_t i = 0; i < v->d->n; i++)
		if (task_of(v, i) != TASK_NONE)
			return true;
	return false;
}

static void write_entries(struct save *v)
{
	/* The feed's first entry is to get the highest id: where times are equal it stands on top. */
	for (size_t i = v->d->n; i-- > 0 && !v->s->rc;) {
		const struct draft_entry *e = &v->d->entries[i];
		enum task task = task_of(v, i);

		/* What was just written may be this very article. */
		if (task == TASK_INSERT && (e->link_is_shared || !e->guid_hash) &&
		    match_again(v->s, v->source_id, v->d, i, v->identity, &v->known[i]))
			task = TASK_NONE;
		if (task == TASK_INSERT)
			insert_item(v, i);
		else if (task == TASK_UPDATE)
			update_item(v, i, &v->known[i]);
		else if (!e->is_twin)
			v->result.n_same++;
	}
}

static void write_source(struct save *v)
{
	if (v->identity != v->identity_before) {
		db_run(v->s, "UPDATE source SET identity = ?2 WHERE id = ?1", INT(v->source_id),
		       INT(v->identity));
		if (v->identity == BY_TEXT)
			db_run(v->s, "UPDATE item SET identity = text_hash WHERE source_id = ?1",
			       INT(v->source_id));
	}
	if (v->result.n_new)
		db_run(v->s, "UPDATE source SET last_new = ?2 WHERE id = ?1", INT(v->source_id),
		       INT(v->now));
	if (v->newest != TIME_NONE)
		db_run(v->s, "UPDATE source SET newest = ?2 WHERE id = ?1 AND (newest IS NULL OR newest < ?2)",
		       INT(v->source_id), INT(v->newest));
}

static void find_newest(struct save *v)
{
	v->newest = TIME_NONE;
	for (size_t i = 0; i < v->d->n; i++) {
		int64_t t = v->d->entries[i].entry->published;

		if (t <= v->now + NEWEST_AHEAD && t > v->newest)
			v->newest = t;
	}
}

static void count_same(struct save *v)
{
	for (size_t i = 0; i < v->d->n; i++)
		v->result.n_same += v->known[i].id != 0;
}

bool store_save_draft(struct store *s, int64_t source_id, struct draft *d, int64_t now,
                      struct save_result *result, struct err *err)
{
	struct save v = { .s = s, .d = d, .source_id = source_id, .now = now };
	bool done;

	v.known = xcalloc(d->n + 1, sizeof *v.known);
	db_read_begin(s);
	read_source(&v);
	if (needs_writing(&v)) {
		if (db_write_begin(s)) /* another process may have been here since */
			read_source(&v);
		count_advance(s, now);
		find_newest(&v);
		write_entries(&v);
		write_source(&v);
		done = db_write_end(s, err);
	} else {
		count_same(&v);
		done = s->in_write ? db_write_end(s, err) : db_read_end(s, err);
	}
	free(v.known);
	*result = done ? v.result : (struct save_result){ 0, 0, 0 };
	return done;
}

bool store_save_feed(struct store *s, int64_t source_id, const struct source *source,
                     const struct feed *feed, int64_t now,
                     void (*plain)(struct str *out, const char *html),
                     struct save_result *result, struct err *err)
{
	struct draft *d = store_draft_new(source, feed, plain);
	bool done = store_save_draft(s, source_id, d, now, result, err);

	store_draft_free(d);
	return done;
}
