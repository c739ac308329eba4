/*
 * The store: one SQLite file, news.db (DECISIONS §2, DESIGN §5). The only users of SQLite are the
 * files of this folder.
 *
 * A store opened for writing belongs to the worker thread; readers open their own connection,
 * read-only. One writing connection over all processes: a lock file is held round each write and
 * checkpoint. Functions of the writing side say so ("W"). Text given back lives in the arena given
 * in. Failures are one sentence: what was tried, on which file, why.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/feed.h"
#include "model/hot.h"
#include "model/item.h"
#include "model/source.h"

struct store;

enum store_mode {
	STORE_READ,  /* the file must exist */
	STORE_WRITE, /* made and migrated as needed; waits up to 5 s for another's write */
};

/*
 * NULL on failure. A damaged file is kept beside as news.db.damaged-DATE and a new one made with what
 * could be read of it (W); a file of a newer haowai is opened read-only; err then holds a sentence
 * that says so although a store is returned. A reader of a file that is not made or migrated yet
 * gets NULL: a writer opens it first.
 */
struct store *store_open(const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *s);

/*
 * Group writes (W). After store_begin() what is saved is committed together, every 0.25 s (a thousand or more
 * articles) and at the latest by store_commit(); marks and the user's tags are always committed
 * alone and at once, before they return. While something is uncommitted other processes wait, so
 * call store_commit() before waiting for anything. Without store_begin() each call commits. A failed
 * commit loses what was saved since the last one, and says so.
 */
bool store_begin(struct store *s, struct err *err);
bool store_commit(struct store *s, struct err *err);
/* Many reads that belong together: from here on they see one state of the file and take its locks once, until
 * something is written or the view is let go, which is before anything is waited for. */
void store_hold_view(struct store *s);
void store_let_go_view(struct store *s);
/* Changes whenever another connection committed; a reader asks this before it reads again. It also
 * takes a reader over to the new file when a damaged one was replaced. */
uint32_t store_version(struct store *s);
/* Leave these sources (not subscribed to any more) out of lists, tags and counts from now on, except
 * what is starred; copied. For a store opened for reading. */
void store_hide_sources(struct store *s, const int64_t *ids, size_t n);
/* Those, for another store of the same file; borrowed. */
size_t store_hidden_sources(const struct store *s, const int64_t **ids);
/* Made by a newer haowai, or opened for reading: everything that writes fails with a sentence. */
bool store_is_readonly(const struct store *s);
/* SQLite met damage; closing and opening for writing mends it. */
bool store_is_damaged(const struct store *s);
/* How long a write waits for another process's; 5000 ms unless told (W). */
void store_set_patience(struct store *s, int ms);
/* Somebody else met damage: closing and opening for writing looks closely, and mends (W). */
void store_suspect(struct store *s);
/* The last failure passes (another's write, a full disk): what failed may be tried again. */
bool store_failure_passes(const struct store *s);

/* --- sources --------------------------------------------------------------------------------- */

struct source_state {
	int64_t id;
	const char *key, *name;
	const char *etag, *last_modified, *moved_to;
	int64_t last_try, last_success, next_try;  /* UTC seconds or TIME_NONE */
	int64_t last_new;                           /* when it last brought something new */
	int64_t newest;                             /* newest stated time of an item */
	int status, failures;                       /* HTTP status; failures in a row */
	const char *problem;                        /* why the last try failed, or NULL */
	const char *feed_title, *feed_link;
	int64_t not_before;                         /* its server does not want to be asked sooner */
	int ttl_s;                                  /* what the feed last said of its pace: model/feed.h */
	uint32_t skip_hours;
	uint8_t skip_days;
	int64_t n_items, n_unread;
};

/* The row of the source with this key, made when it is not there (W); label kept up to date. 0 fails. */
int64_t store_source_put(struct store *s, const struct source *source, struct err *err);
bool store_source_state(struct store *s, int64_t id, struct arena *a, struct source_state *out);
/* id of a key, 0 if unknown. */
int64_t store_source_find(struct store *s, const char *key);
/* All rows; in the arena. */
size_t store_sources(struct store *s, struct arena *a, struct source_state **out);
/* Note how a try went (W): validators, times, status, problem. Writes nothing when only times of an
 * unchanged answer changed and less than an hour passed, unless `always`. */
bool store_source_note(struct store *s, const struct source_state *state, bool always, struct err *err);

/* --- articles -------------------------------------------------------------------------------- */

struct save_result {
	int n_new, n_changed, n_same;
};

/* Keep a feed's entries as articles of the source (W): identity by DECISIONS §2, constant tags from
 * the source, unchanged ones write nothing. plain(html) gives the text that is searched and compared;
 * it appends to out. */
bool store_save_feed(struct store *s, int64_t source_id, const struct source *source,
                     const struct feed *feed, int64_t now,
                     void (*plain)(struct str *out, const char *html),
                     struct save_result *result, struct err *err);
/*
 * The same in two steps: a draft is made (and filled: plain and folded text) on a pool thread, then
 * kept by the writer, who is left with comparing and writing. Source and feed outlive the draft. An
 * unfilled draft makes the text of an entry only when it turns out to be new or changed.
 */
struct draft;
struct draft *store_draft_new(const struct source *source, const struct feed *feed,
                              void (*plain)(struct str *out, const char *html));
void store_draft_fill(struct draft *d);
void store_draft_free(struct draft *d);
bool store_save_draft(struct store *s, int64_t source_id, struct draft *d, int64_t now,
                      struct save_result *result, struct err *err);

/* Keep what an article's page said (W): body, editor, author, tags (origin page), related, updated. */
bool store_save_page(struct store *s, int64_t item_id, const struct article *page, int64_t now,
                     void (*plain)(struct str *out, const char *html), struct err *err);
bool store_article(struct store *s, int64_t id, struct arena *a, struct article *out, struct err *err);
/* The body its feed gave, where store_article() gives its page's; NULL when there is none. */
const char *store_feed_body(struct store *s, int64_t id, struct arena *a);
/* The article with this canonical link, 0 if none (the newest where several have it). */
int64_t store_article_by_link(struct store *s, const char *link);

/* What an article said before it was changed. */
struct item_version {
	int64_t replaced;   /* when we saw the change */
	bool was_read;      /* this is what the reader had read */
	const char *title, *body;
};
/* When the text that is there took the place of another; TIME_NONE: never. */
int64_t store_last_change(struct store *s, int64_t item_id);
/* Newest first: the last few, and always the one that was read last; in the arena. */
size_t store_versions(struct store *s, int64_t item_id, struct arena *a, struct item_version **out);

/* Which part of the articles a list is about; MUTED_OUT unless asked. */
enum muted_part { MUTED_OUT, MUTED_TOO, MUTED_ONLY };

/* What a list holds; zero means everything, times may be TIME_NONE too. */
struct item_query {
	int64_t source_id;        /* 0: all */
	const int64_t *source_ids; /* or one of these */
	size_t n_source_ids;
	const char *tag;
	bool unread_only, starred_only;
	enum muted_part muted;
	int64_t since;            /* sort_time ≥ since; TIME_NONE: no bound */
	int64_t fetched_since;    /* TIME_NONE: no bound */
	enum item_order order;
	int64_t limit, offset;    /* limit 0: none */
	bool with_summary;
	int64_t hide_source_id;   /* leave this one out (the built-in edition), 0: none */
	int64_t after_time, after_id; /* go on behind the row with this sort_time and id (newest and
	                                 oldest first only): a page further costs what the first did,
	                                 while an offset is walked. after_id 0: from the top */
};
/* Rows in order; rows and text in the arena. Returns their number; -1 on failure. */
int64_t store_items(struct store *s, const struct item_query *q, struct arena *a,
                    struct item **out, struct err *err);
/* From counts kept in rows for everything, sources and tags, read or unread; else by walking an index. */
int64_t store_items_count(struct store *s, const struct item_query *q);
/* Only the ids, in order: heap, the caller frees. -1 on failure. A million take about 0.3 s. */
int64_t store_item_ids(struct store *s, const struct item_query *q, int64_t **out, struct err *err);
/* When an article is from. */
struct item_time {
	int64_t id, time; /* sort_time */
};
/* All articles, muted ones too, newest first, but those of one source (0: none), from an index alone: heap, the caller
 * frees. Returns their number; 0 with err after a failure. 100,000 take about 15 ms. */
size_t store_item_times(struct store *s, int64_t hide_source_id, struct item_time **out,
                        struct err *err);
/* An article's markup (or text): its page's, else its feed's; NULL when there is none. In the arena. */
const char *store_body(struct store *s, int64_t id, struct arena *a, bool *is_text);
/* What tells an article of its source from others, and what the user said of it; in the arena. */
struct item_marks {
	int64_t identity;         /* 0: it has none */
	const char **added, **removed; /* tags of the user's own, and those he took away */
	size_t n_added, n_removed;
};
bool store_item_marks(struct store *s, int64_t id, struct arena *a, struct item_marks *out);
/* The article of a source with this identity, 0 if there is none. */
int64_t store_item_of_identity(struct store *s, int64_t source_id, int64_t identity);
/* What a filter needs of a row, as it stands in the file (text not cleaned), borrowed during the visit. */
struct scan_row {
	int64_t id, source_id, sort_time, fetched;
	struct slice title, source;
	struct slice tags;        /* \n between them */
	const char *label;        /* the source's name where source is that: the same pointer for all of
	                             its rows; NULL: the article says who published it */
	bool is_read, is_starred, is_changed, is_muted;
	bool is_hidden;           /* of a source that store_hide_sources() named */
};
/* The lowest and the highest id; false when there is no row. */
bool store_rows_bounds(struct store *s, int64_t *first, int64_t *last);
/* Rows with ids in between, by falling ids, until visit() says false: what several readers of one file
 * share between them. */
bool store_rows_between(struct store *s, int64_t first, int64_t last,
                        bool (*visit)(void *opaque, const struct scan_row *row), void *opaque,
                        struct err *err);
/* One row; false when it is gone. */
bool store_item(struct store *s, int64_t id, struct arena *a, struct item *out);

/* --- marks and tags (W) ------------------------------------------------------------------------ */

bool store_mark_read(struct store *s, const int64_t *ids, size_t n, bool read, struct err *err);
bool store_mark_starred(struct store *s, const int64_t *ids, size_t n, bool starred, struct err *err);

/* Who says that an article has a tag; bits, as several may. */
enum tag_origin {
	ORIGIN_FEED = 1, /* the entry */
	ORIGIN_SITE = 2, /* `tag =` of its source */
	ORIGIN_PAGE = 4, /* its own page */
	ORIGIN_RULE = 8, /* a [rule] */
	ORIGIN_USER = 16,
};
/* The user's own tags; one taken away stays away whatever feed, page or rule say later. */
bool store_tag_add(struct store *s, const int64_t *ids, size_t n, const char *tag, struct err *err);
bool store_tag_remove(struct store *s, const int64_t *ids, size_t n, const char *tag, struct err *err);

/* A tag by another origin (rules); does not bring back what the user took away. */
bool store_tag_put(struct store *s, const int64_t *ids, size_t n, const char *tag,
                   enum tag_origin origin, struct err *err);

/* --- rules and names of tags (W) ----------------------------------------------------------------- */

/*
 * What is to become of an article is asked of the judge, in the writer's thread and within the
 * transaction that keeps it: when it is new or changed, when its page has come, and for the whole
 * store in slices after rules have changed.
 */
struct judged {
	struct item item;     /* its tags are those that its feed, its source and its page gave */
	bool is_new;          /* it has just come */
	bool is_first;        /* … with the first fetch of its source */
};
struct verdict {
	const char **tags;    /* with ORIGIN_RULE; those it had and that are not here are taken away */
	size_t n_tags;
	bool is_muted;
	bool read, star;      /* mark it so now; what the user does later stays */
	const char **alerts;  /* names of those that it set off */
	size_t n_alerts;
};
struct store_judge {
	/* out is zero; its text may live in the arena. */
	void (*judge)(void *opaque, const struct judged *j, struct arena *a, struct verdict *out);
	void *opaque;
};
/* judge->judge NULL: no rules. What is known already stays until store_judge_slice() has been there. */
void store_set_judge(struct store *s, const struct store_judge *judge);
/* Names by which tags go (store/tag_map.h), borrowed until another is set; NULL: none but their own. */
struct tag_map;
void store_set_tag_map(struct store *s, const struct tag_map *map);
/* Judge a slice of all articles anew, the newest first, at most about budget_ms; *more says whether any is
 * left, *changed (set, never cleared) whether anything was written. from_start: begin again. */
bool store_judge_slice(struct store *s, bool from_start, int budget_ms, bool *more, bool *changed,
                       struct err *err);

/* Give visit every article as the judge sees it, the newest first, each valid during the visit, until it
 * returns false. */
bool store_judged_each(struct store *s, bool (*visit)(void *opaque, const struct item *item),
                       void *opaque, struct err *err);

/* What set off an alert. */
struct alert_hit {
	int64_t id, time;
	const char *name;       /* of the alert */
	int64_t item_id, hot_id; /* one of them is 0 */
	const char *title, *link, *source;
};
/* Note one, unless this alert was set off by the same thing before; *is_new says so. */
bool store_alert_add(struct store *s, const struct alert_hit *hit, bool *is_new, struct err *err);
/* The last ones (a few hundred are kept), newest first, in the arena. */
size_t store_alerts(struct store *s, struct arena *a, struct alert_hit **out);

/*
 * Unread counts count a story once. Articles with one canonical link are one story, if no source has
 * two of them: a link that a source gives to several articles means none of them. That is what shares
 * the read state too, it does not depend on the order in which anything came or was marked, and of one source it
 * is each article. What only has the same headline is folded in a list and counted apart. n_unread of
 * a source or tag row and of store_items_count() is of articles; here is what they count again.
 */
struct unread_copy {
	int64_t link_hash, id, source_id;
};
/* The unread articles (not muted, of no hidden source) of the stories that have two and more of them,
 * those of a story side by side: heap, the caller frees. Costs about 0.3 ms for a thousand copies. */
size_t store_unread_copies(struct store *s, int64_t hide_source_id, struct unread_copy **out);

struct tag_count {
	const char *name;
	int64_t n_items;
	int64_t n_unread;   /* stories */
	int64_t n_recent;   /* of the last 30 days */
};
/* By unread, then name; tags without articles left out; in the arena. hide_source_id as in item_query. */
size_t store_tags(struct store *s, struct arena *a, int64_t hide_source_id, struct tag_count **out);

/* Every name by which articles were tagged, whatever it goes by now; in the arena. */
size_t store_tag_names(struct store *s, struct arena *a, const char ***out);

/* --- hot lists --------------------------------------------------------------------------------- */

/* Keep one successful fetch of a hot list (W): ranks, movement, history (SOURCES §4.2). Writes
 * nothing and sets *changed false when list, order and heat are as they were, or when it is empty. */
bool store_save_hot(struct store *s, int64_t source_id, const struct source *source,
                    const struct feed *feed, int64_t now, bool *changed, struct err *err);
/* Note that a fetch failed (W): the list stays as it is, its history shows a gap. */
bool store_hot_missed(struct store *s, int64_t source_id, int64_t now, struct err *err);
/* Lists in the order of source_ids; gone entries only if with_gone. In the arena. */
size_t store_hot(struct store *s, const int64_t *source_ids, size_t n, bool with_gone,
                 struct arena *a, struct hot_list **out);

/* An entry's history since it was first seen, oldest first: one for each fetch that changed the list
 * (rank 0: it was not there) or failed (rank -1); in the arena. */
size_t store_hot_history(struct store *s, int64_t entry_id, struct arena *a, struct hot_sighting **out);

/* The fetches of a list since a time and the one before it, oldest first: those that changed the list,
 * and gaps; in the arena. */
size_t store_hot_fetches(struct store *s, int64_t list_id, int64_t since, struct arena *a,
                         struct hot_fetch **out);

/* --- folded text, for search ------------------------------------------------------------------- */

/*
 * The plain text of every article (its page's, else its feed's), folded by text/fold.h, many articles
 * a row; rows with higher ids were written later. A search scans rows with a byte search and asks
 * which article a hit is in. Several readers may scan parts of the range at once, each with a store
 * of its own.
 */
struct text_row {
	int64_t id;
	const char *text;       /* folded title, newline, folded text, NUL, and so on */
	size_t len;
	size_t n;               /* articles */
	const char *directory;
};
struct text_entry {
	int64_t item_id;
	size_t start;           /* byte of row->text */
	size_t title_len;       /* folded title; a newline follows */
	struct slice text;      /* title, newline, text */
};
/* The lowest and highest row; false when there is none. */
bool store_text_bounds(struct store *s, int64_t *first, int64_t *last);
/* Give visit the rows first..last, newest first, each valid during the visit, until it returns false. */
bool store_text_scan(struct store *s, int64_t first, int64_t last,
                     bool (*visit)(void *opaque, const struct text_row *row), void *opaque,
                     struct err *err);
/* The article that byte `at` of the row's text belongs to (row->n ≥ 1). */
size_t text_row_find(const struct text_row *row, size_t at);
void text_row_entry(const struct text_row *row, size_t i, struct text_entry *out);

/* --- keeping house (W) -------------------------------------------------------------------------- */

struct retention {
	int64_t source_id;  /* 0: all without a rule of their own */
	int64_t keep_for_s; /* -1: for ever; a hot list's own rule: of its ranks, before the last fetch */
	int64_t keep_items; /* 0: no bound */
};
/* Purge by rule (never starred, user-tagged, or unread and newer than keep_for); a slice of work at
 * most budget_ms; *more says whether something is left. */
bool store_purge(struct store *s, const struct retention *rules, size_t n, int64_t now, int budget_ms,
                 bool *more, struct err *err);
/* Checkpoint in passing whenever the log is 32 MiB, not when it is 256: where nobody waits at a screen that
 * goes on while others work, and the log is written over instead of growing. */
void store_keep_log_short(struct store *s);
/* Checkpoint the log when it is large. */
bool store_checkpoint(struct store *s, struct err *err);
/* Remove a source and its articles, but for marked ones (W). */
bool store_source_remove(struct store *s, int64_t source_id, struct err *err);

/* Small facts that outlive a run: last place, last visit, article positions. NULL when unset. Names
 * that begin "item/ID/" are forgotten with that article. */
const char *store_note_get(struct store *s, const char *name, struct arena *a);
bool store_note_set(struct store *s, const char *name, const char *value, struct err *err);

#endif
