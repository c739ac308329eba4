/* Whole articles: what their feed and their own page said, what stands beside them. */
#include "store/draft.h"
#include "store/judge.h"
#include "store/items.h"
#include "store/tags.h"
#include "store/text.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_MOST = 100, LEAST_STEM = 12 /* bytes of a headline that say which one it is */ };

static bool has(const char *text)
{
	return text && *text;
}

int64_t item_by_canon(struct store *s, const char *canon)
{
	int64_t id = 0;
	sqlite3_stmt *st = db_query(s, "SELECT id, coalesce(canon, link) FROM item INDEXED BY item_link"
	                               " WHERE link_hash = ?1 ORDER BY id DESC",
	                            INT(hash_of(HASH_LINK, slice_of(canon))));

	while (!id && db_row(s, st))
		if (slice_is(db_slice(st, 1), canon))
			id = db_int(st, 0);
	db_finish(st);
	return id;
}

static int64_t item_by_link(struct store *s, const char *link)
{
	char *canon = identifying_link(link, NULL);
	int64_t id = canon ? item_by_canon(s, canon) : 0;

	free(canon);
	return id;
}

int64_t store_article_by_link(struct store *s, const char *link)
{
	int64_t id;

	db_read_begin(s);
	id = item_by_link(s, link);
	return db_read_end(s, NULL) ? id : 0;
}

/* --- reading -------------------------------------------------------------------------------------- */

static void read_content(struct store *s, struct arena *a, struct article *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT summary, base, editor, comments, enclosure,"
	                               " enclosure_type, body FROM content WHERE item_id = ?1",
	                            INT(out->item.id));

	if (!db_row(s, st))
		return;
	out->item.summary = db_text(st, 0, a, CLEAN_LINE);
	out->base = db_text(st, 1, a, CLEAN_LINE);
	out->editor = db_text(st, 2, a, CLEAN_LINE);
	out->comments = db_text(st, 3, a, CLEAN_LINE);
	out->enclosure = db_text(st, 4, a, CLEAN_LINE);
	out->enclosure_type = db_text(st, 5, a, CLEAN_LINE);
	out->body = db_text(st, 6, a, CLEAN_BLOCK);
	db_finish(st);
}

/* The page's own goes before the feed's. */
static void read_page(struct store *s, struct arena *a, struct article *out)
{
	sqlite3_stmt *st = db_query(s, "SELECT is_text, editor, base, body FROM page WHERE item_id = ?1",
	                            INT(out->item.id));

	if (!db_row(s, st))
		return;
	out->has_page = true;
	if (sqlite3_column_bytes(st, 3)) {
		out->body_is_page = true;
		out->body_is_text = db_int(st, 0);
		out->base = db_text(st, 2, a, CLEAN_LINE);
		out->body = db_text(st, 3, a, CLEAN_BLOCK);
	}
	if (sqlite3_column_bytes(st, 1))
		out->editor = db_text(st, 1, a, CLEAN_LINE);
	db_finish(st);
}

static void read_related(struct store *s, struct arena *a, struct article *out)
{
	struct related_item *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT title, link, time, tags FROM related WHERE item_id = ?1"
	                               " ORDER BY position", INT(out->item.id));

	while (db_row(s, st)) {
		struct related_item *r = &ARRAY_PUSH(list, n, cap);

		memset(r, 0, sizeof *r);
		r->title = db_text(st, 0, a, CLEAN_LINE);
		r->link = db_text(st, 1, a, CLEAN_LINE);
		r->time = db_time(st, 2);
		r->n_tags = db_names(st, 3, a, &r->tags);
	}
	out->related = arena_alloc(a, (n + 1) * sizeof *list);
	out->n_related = n;
	for (size_t i = 0; i < n; i++) {
		struct related_item *r = &list[i];

		r->item = item_by_link(s, r->link);
		r->is_read = r->item && db_number(s, 0, "SELECT is_read & 1 FROM item WHERE id = ?1",
		                                  INT(r->item));
		out->related[i] = *r;
	}
	free(list);
}

bool store_article(struct store *s, int64_t id, struct arena *a, struct article *out, struct err *err)
{
	bool found;

	memset(out, 0, sizeof *out);
	db_read_begin(s);
	found = item_read(s, id, false, a, &out->item);
	if (found) {
		out->updated = db_number(s, TIME_NONE, "SELECT updated FROM item WHERE id = ?1", INT(id));
		read_content(s, a, out);
		read_page(s, a, out);
		read_related(s, a, out);
		if (!out->base)
			out->base = out->item.link;
	}
	if (!db_read_end(s, err))
		return false;
	return found || err_set(err, _("article %lld is not in the store"), (long long)id);
}

const char *store_feed_body(struct store *s, int64_t id, struct arena *a)
{
	const char *body = NULL;
	sqlite3_stmt *st = db_query(s, "SELECT body FROM content WHERE item_id = ?1", INT(id));

	if (db_row(s, st)) {
		body = db_text(st, 0, a, CLEAN_BLOCK);
		db_finish(st);
	}
	return db_read_end(s, NULL) ? body : NULL;
}

int64_t store_last_change(struct store *s, int64_t item_id)
{
	return db_number(s, TIME_NONE, "SELECT max(replaced) FROM version WHERE item_id = ?1",
	                 INT(item_id));
}

size_t store_versions(struct store *s, int64_t item_id, struct arena *a, struct item_version **out)
{
	struct item_version *list = NULL;
	size_t n = 0, cap = 0;
	sqlite3_stmt *st = db_query(s, "SELECT replaced, was_read, title, body FROM version"
	                               " WHERE item_id = ?1 ORDER BY id DESC", INT(item_id));

	while (db_row(s, st))
		ARRAY_PUSH(list, n, cap) = (struct item_version){
			db_time(st, 0), db_int(st, 1), db_text(st, 2, a, CLEAN_LINE),
			db_text(st, 3, a, CLEAN_BLOCK),
		};
	*out = arena_alloc(a, (n + 1) * sizeof **out);
	if (n)
		memcpy(*out, list, n * sizeof **out);
	free(list);
	return db_read_end(s, NULL) ? n : 0;
}

/* --- keeping a page ----------------------------------------------------------------------------------- */

static void write_related(struct store *s, int64_t id, const struct article *page)
{
	if (!page->n_related) /* a page cut short does not take away what an earlier one had */
		return;
	db_run(s, "DELETE FROM related WHERE item_id = ?1", INT(id));
	for (size_t i = 0; i < page->n_related && i < RELATED_MOST; i++) {
		const struct related_item *r = &page->related[i];
		struct str tags = STR_INIT;

		tags_join(&tags, r->tags, r->n_tags);
		db_run(s, "INSERT INTO related (item_id, position, title, link, time, tags)"
		       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", INT(id), INT((int64_t)i + 1),
		       TEXT(r->title ? r->title : ""), TEXT(r->link), TIME(r->time),
		       TEXT(r->n_tags ? tags.data : NULL));
		str_release(&tags);
	}
}

static void write_page_text(struct store *s, int64_t id, const struct article *page,
                            void (*plain)(struct str *out, const char *html))
{
	struct str text = STR_INIT, folded = STR_INIT, title = STR_INIT;
	sqlite3_stmt *st = db_query(s, "SELECT title, text_id FROM item WHERE id = ?1", INT(id));
	int64_t text_id = 0;

	if (db_row(s, st)) {
		text_fold(&title, db_slice(st, 0));
		text_id = db_int(st, 1);
		db_finish(st);
	}
	if (plain && !page->body_is_text)
		plain(&text, page->body);
	else
		str_add(&text, page->body);
	text_fold(&folded, str_slice(&text));
	text_drop(s, text_id, id);
	db_run(s, "UPDATE item SET text_id = ?2, has_body = 1 WHERE id = ?1", INT(id),
	       INT(text_keep(s, id, str_slice(&title), str_slice(&folded))));
	str_release(&text);
	str_release(&folded);
	str_release(&title);
}

/* A page that came without a body this time keeps the one it had. */
static void write_page_row(struct store *s, int64_t id, const struct article *page, int64_t now)
{
	db_run(s, "INSERT INTO page (item_id, fetched, is_text, editor, base, body)"
	       " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (item_id) DO UPDATE SET fetched = ?2,"
	       " editor = coalesce(?4, editor), is_text = iif(?6 IS NULL, is_text, ?3),"
	       " base = iif(?6 IS NULL, base, ?5), body = coalesce(?6, body)",
	       INT(id), INT(now), INT(page->body_is_text), TEXT(has(page->editor) ? page->editor : NULL),
	       TEXT(page->base), TEXT(has(page->body) ? page->body : NULL));
}

/* What the feed left open: who, when. */
static void write_page_facts(struct store *s, struct tagged_item *item, const struct article *page)
{
	struct tagged_item before = *item;
	int64_t published = page->item.published;

	db_run(s, "UPDATE item SET author = coalesce(author, ?2), publisher = coalesce(publisher, ?3),"
	       " updated = coalesce(?4, updated) WHERE id = ?1", INT(item->id),
	       TEXT(has(page->item.author) ? page->item.author : NULL),
	       TEXT(has(page->item.source) ? page->item.source : NULL), TIME(page->updated));
	if (published == TIME_NONE ||
	    db_number(s, TIME_NONE, "SELECT published FROM item WHERE id = ?1", INT(item->id)) != TIME_NONE)
		return;
	if (published < item->sort_time)
		item->sort_time = published;
	db_run(s, "UPDATE item SET published = ?2, sort_time = ?3 WHERE id = ?1", INT(item->id),
	       INT(published), INT(item->sort_time));
	tags_follow(s, &before, item);
}

/* A feed's headline that breaks off (…) is completed by the page's, which begins like it. */
static void write_page_title(struct store *s, int64_t id, const char *whole)
{
	static const char *const ends[] = { "…", "..." };
	sqlite3_stmt *st = db_query(s, "SELECT title FROM item WHERE id = ?1", INT(id));
	bool is_cut = false;

	if (!db_row(s, st))
		return;
	for (size_t i = 0; has(whole) && i < sizeof ends / sizeof *ends; i++) {
		struct slice title = db_slice(st, 0);
		size_t end = strlen(ends[i]), from = title.len;

		while (title.len > end && memcmp(title.data + title.len - end, ends[i], end) == 0)
			title.len -= end;
		is_cut |= title.len < from && title.len >= LEAST_STEM && strlen(whole) > title.len &&
		          memcmp(whole, title.data, title.len) == 0;
	}
	db_finish(st);
	if (is_cut)
		db_run(s, "UPDATE item SET title = ?2 WHERE id = ?1", INT(id), TEXT(whole));
}

bool store_save_page(struct store *s, int64_t item_id, const struct article *page, int64_t now,
                     void (*plain)(struct str *out, const char *html), struct err *err)
{
	struct tagged_item item;

	db_write_begin(s);
	if (!tagged_item_read(s, item_id, &item)) {
		if (s->rc)
			return db_write_end(s, err);
		db_write_end(s, NULL);
		return err_set(err, _("article %lld is not in the store"), (long long)item_id);
	}
	write_page_row(s, item_id, page, now);
	write_page_facts(s, &item, page);
	write_page_title(s, item_id, page->item.title);
	write_related(s, item_id, page);
	tags_set(s, &item, page->item.tags, page->item.n_tags, ORIGIN_PAGE);
	judge_article(s, item_id, false, false);
	if (has(page->body))
		write_page_text(s, item_id, page, plain);
	return db_write_end(s, err);
}
