/*
 * The inside of the reader, shared by the files of this folder only. UI thread.
 */
#ifndef READER_PRIVATE_H
#define READER_PRIVATE_H

#include "base/arena.h"
#include "base/queue.h"
#include "base/thread.h"
#include "filter/reading.h"
#include "filter/rows.h"
#include "reader/reader.h"
#include "reader/undo.h"
#include "store/store.h"
#include "worker/message.h"
#include "worker/rules.h"
#include "worker/worker.h"

/* Marks of one order that are drawn but not committed yet. */
struct pending_mark {
	uint32_t serial;
	enum message_kind kind; /* ORDER_READ, ORDER_STAR, ORDER_TAG; ORDER_UNDO: changed again */
	bool flag;
	char *tag;
	int64_t *ids;           /* sorted */
	size_t n;
};

enum {
	NOTICES_MOST = 4,      /* on screen: nobody reads more of them in passing */
	NOTICES_CLI_MOST = 10000, /* the command line prints them all */
};

/* A row that passed the filter; its item is read when it is looked at. */
struct shown_row {
	int64_t id;
	struct item *item; /* NULL until then */
	bool is_read;
};

/* The order of the option `duplicates`. */
enum { DUPLICATES_FOLD, DUPLICATES_SHOW };

struct fold_slot {
	uint64_t key;             /* 0: free */
	uint32_t place;
};

/* Rows of one story under the first of them (reader/list_duplicates.c). */
struct list_fold {
	uint32_t *visible;        /* places that stand for themselves or more, in order */
	size_t n_visible, cap_visible;
	uint32_t *next;           /* by place: the next one of its story + 1, 0 for none */
	size_t done, cap_next;    /* places looked at */
	struct fold_slot *slots;
	size_t n_slots, n_used;
};

struct list {
	struct place place;
	char *label;
	struct arena arena;       /* rows and their text */
	struct item **rows;       /* before the filter, in order; as many as are loaded */
	size_t n_rows, cap_rows;
	size_t n_inserted;        /* kept rows that the query would not find any more */
	size_t total;             /* in the store, as many as the query finds */
	int64_t newest_id;        /* in the store when it was counted: later ones are not of the list */
	struct shown_row *shown;  /* what passes the filter; NULL: all rows */
	size_t n_shown;
	struct list_fold fold;
	char *filter_text;
	struct filter *filter;
	bool counted_view;        /* n_in_view is known */
	size_t n_in_view;         /* rows that pass the filter of the place itself */
	struct filter_tags *filter_tags;
	struct filter_rows *folded; /* all rows as a filter sees them; NULL until needed, and when
	                               it has not been for a while */
	int64_t folded_until_ms;  /* monotonic */
	struct filter_reading *reading; /* reads them, from the opening of a prompt to its first key */
	struct item **extra;      /* rows of shown that are not among rows */
	size_t n_extra, cap_extra;
	int order;
	bool reverse, unread_only, with_summary;
	bool has_muted;           /* the filter asked for muted rows: they are among these */
	int64_t *kept;            /* the last ones read while the list is open: they stay in an
	                             unread-only list */
	size_t n_kept, cap_kept;
};

struct source_url {
	const char *url;          /* canonical */
	const struct source *source;
};

/* Configuration and store joined; in the states' arena, made anew when either has changed. */
struct source_index {
	const struct config *config;            /* it was made for; NULL: not made */
	const struct source_state **state_of;   /* of each source; NULL: it has no row yet */
	const struct source **source_of;        /* of each row; NULL: no source makes it */
	struct source_url *urls;                /* sorted; NULL: not asked for yet */
	size_t n_urls;
};

struct reader {
	struct paths paths;
	struct config *config;
	struct store *store;
	char *database;
	char *only;               /* the address that is read without subscribing, or NULL */
	struct { char *name, *value; } *overrides; /* options set for this run */
	size_t n_overrides, cap_overrides;
	char *temporary;          /* folder of a reader of one address, removed at the end */
	struct queue *news;
	struct worker *worker;
	struct thread *thread;    /* runs the worker, NULL in the command line */
	const char *(*key_of)(const char *action);
	void (*check)(struct config *c);
	uint32_t serial;

	struct refresh_progress progress;
	char **notices, *shown_notice; /* waiting to be shown; the last one shown */
	size_t n_notices, cap_notices;
	int64_t notice_until_ms;  /* monotonic: the one shown is not overwritten before */
	bool is_mending;          /* damage was met, and told to the worker */
	int64_t *loading;         /* sources being fetched */
	size_t n_loading, cap_loading;
	bool loading_is_sorted;
	int64_t *asked;           /* command line: sources that reader_refresh_wait() asked */
	size_t n_asked, cap_asked;
	int64_t last_visit;
	int64_t builtin_id;       /* the first edition's source, 0 if it is not there */

	struct list list;
	struct pending_mark *pending;
	size_t n_pending, cap_pending;
	struct undo undo;
	struct {
		uint32_t serial;      /* asked for, 0: nothing is */
		char *bytes, *problem; /* what came, or why not; both NULL: nothing yet */
		size_t size;
	} picture;
	int64_t *wanted_pages;    /* asked for in this run: once is enough */
	size_t n_wanted_pages, cap_wanted_pages;
	int64_t *coming_pages;    /* those of them that are not answered yet */
	size_t n_coming_pages, cap_coming_pages;

	struct search *search;       /* NULL while nobody searches */
	struct arena search_arena;   /* what is added to its rows */

	struct arena shelf_arena;
	struct shelf_row *shelf;
	size_t n_shelf;
	bool shelf_is_stale;
	struct arena tags_arena;
	struct tag_row *tags;
	size_t n_tags;
	struct arena hot_arena, hot_shown_arena, history_arena, story_arena;
	struct hot_list *hot, *hot_shown;
	size_t n_hot, n_hot_shown;
	struct hot_story **stories;
	size_t n_stories;
	struct topic *topic;           /* the last one gathered, or NULL */
	struct topic *topic_asked;     /* is being gathered: belongs to who does it */
	bool topic_is_stale;
	struct pool *gatherers;        /* NULL until a topic is looked at */
	enum hot_order hot_orders[2];  /* chosen on the screen: of single lists, of the merged one */
	struct reader_extra *extra;    /* reader/extra.c's; NULL until looked for */
	bool hot_is_stale, hot_is_filtered, hot_is_weighed;
	uint32_t hot_version;
	struct arena problem_arena;
	struct problem *problems;
	struct arena note_arena;

	struct alert_call call;      /* not taken yet */
	char *call_text;
	struct arena alerts_arena;
	struct alert_row *alerts;    /* newest first */
	size_t n_alerts, n_fresh_alerts;
	int64_t *alerted;            /* articles that set off an alert, sorted */
	size_t n_alerted;
	bool alerts_are_read;
	struct rules *rules;         /* of the configuration; NULL until asked for */
	struct source_state *states; /* of every source known to the store */
	size_t n_states;
	struct arena states_arena;
	struct source_index index;
	bool states_are_stale;
	struct unread_copy *copies;  /* store_unread_copies() */
	size_t n_copies;
	bool copies_are_stale;
	struct lookup *found;        /* waits to be taken */
	bool titles_may_wait;        /* a source may have told its title since the last look */
};

/* Post an order; returns its serial. Owns m. */
uint32_t reader_post(struct reader *r, struct message *m);
/* Say one sentence when those before it have been seen; owns text. */
void reader_say(struct reader *r, char *text);
/* An answer to reader_fetch_page(), good or bad. */
void reader_page_came(struct reader *r, int64_t id);
/* Milliseconds for which the notice on screen still stands. */
int reader_notice_wait(const struct reader *r);
void reader_release_notices(struct reader *r);
/* After reading: a failure (err, may be NULL) is said, damage is told to the worker. */
void reader_check_store(struct reader *r, const struct err *err);
/* Command line (no_worker): carry out one order in this thread and return at its end. False when the
 * store cannot be written or there is something to say. */
bool reader_run(struct reader *r, enum message_kind order, const int64_t *ids, size_t n,
                struct err *err);
/* The same with an order that is made already; owns m. */
bool reader_run_message(struct reader *r, struct message *m, struct err *err);
/* Fresh states of all sources. */
const struct source_state *reader_states(struct reader *r, size_t *n);
const struct source_state *reader_state(struct reader *r, int64_t source_id);
/* store_unread_copies() of what is shown, kept; valid until reader_pump(). */
size_t reader_unread_copies(struct reader *r, const struct unread_copy **out);
/* How many unread articles of these sources (sorted; NULL: of all) are copies of another one of them. */
int64_t reader_counted_again(struct reader *r, const int64_t *sources, size_t n);
/* Of a source of the present configuration; NULL before its first fetch. */
const struct source_state *reader_state_of(struct reader *r, const struct source *s);
/* Call sources without a name of the user's what they call themselves; before c is shared. */
void reader_take_titles(struct reader *r, struct config *c);
/* One of them has told its title since the configuration was loaded. */
bool reader_has_new_titles(struct reader *r);
/* The built-in edition's source when it must not be seen (the user has his own), else 0. */
int64_t reader_hidden_source(const struct reader *r);
/* Every {k:action} of the built-in edition's text becomes the key bound to it; in the arena. */
const char *reader_fill_keys(struct reader *r, const char *text, struct arena *a);

/* NEWS_PICTURE; takes its text. */
bool reader_take_picture(struct reader *r, struct message *m);
/* Put the store's further reading below an article's page (reader_related.c). */
void reader_add_further(struct reader *r, struct page *p);

/* The rules as this thread knows them. */
const struct rules *reader_rules(struct reader *r);
void reader_forget_rules(struct reader *r);

/* Mark what has set off an alert. */
void reader_apply_alerts(struct reader *r, struct item *item);
void reader_take_alert(struct reader *r, char *text, bool bell, unsigned notify);
void reader_release_alerts(struct reader *r);

void reader_list_reload(struct reader *r);
/* Let an article that is read stay in an unread-only list while that is open; the last ones do. */
enum { LIST_KEPT_MOST = 200 };
void reader_list_keep(struct list *l, int64_t id);
/* Have the filter look at the rows anew: their text has changed. */
void reader_list_forget_folded(struct list *l);
/* The unread articles of the list, those folded away too, without loading it: heap. */
int64_t *reader_list_unread(struct reader *r, size_t *n);
/* Draw a mark over the rows at hand. */
void reader_list_mark(struct reader *r, const struct pending_mark *p,
                      void (*apply)(struct arena *a, struct item *item,
                                    const struct pending_mark *p));
/* Reading it again takes long enough to be felt at each mark. */
bool reader_list_is_long(const struct reader *r);
bool reader_mark_concerns(const struct pending_mark *p, int64_t id);
/* Milliseconds until what filtering needs may be given back, -1: never; do so when it is time. */
int reader_list_rest_ms(const struct reader *r);
void reader_list_rest(struct reader *r);
void reader_list_release(struct reader *r);
/* Load at least so many rows, if there are. */
void reader_list_load(struct reader *r, size_t want);
/* What is folded (reader/list_duplicates.c): rows, the i-th of them, the one an article is in. */
size_t reader_fold_count(const struct reader *r);
struct item *reader_fold_row(struct reader *r, size_t i);
size_t reader_fold_find(const struct reader *r, int64_t id);
/* These articles and what is folded into their rows: heap. */
int64_t *reader_fold_expand(const struct reader *r, const int64_t *ids, size_t n, size_t *n_out);
bool reader_folds(const struct reader *r);
/* A row before folding, read when it is asked for. */
struct item *reader_list_place_row(struct reader *r, size_t place);
/* Fold anew: the rows have changed. */
void reader_fold_clear(struct list *l);
/* Draw marks that are not committed yet over rows that were just read; what is added goes into the
 * list's arena, or another. */
void reader_apply_pending(struct reader *r, struct item *item);
void reader_apply_pending_in(struct reader *r, struct item *item, struct arena *a);
/* Take what the search has found; true when anything has changed. */
bool reader_search_pump(struct reader *r);
void reader_pending_release(struct pending_mark *p);
void reader_forget_pending(struct reader *r, uint32_t serial);
void reader_hot_refilter(struct reader *r);
void reader_extra_release(struct reader *r);
/* What was held back for the morning as a text, and back: in the arena; false when it is none. */
void extra_note_write(struct str *out, const struct extra_news *x);
bool extra_note_read(const char *text, struct arena *a, struct extra_news *out);
/* Milliseconds until it should be looked for one again, though nothing has changed; -1: never. */
int reader_extra_timeout_ms(const struct reader *r);
/* The hot lists that are shown; heap. */
size_t reader_hot_ids(struct reader *r, int64_t **out);
/* What was unsubscribed, and the built-in edition where it must not be seen; heap. */
size_t reader_unseen_sources(struct reader *r, int64_t **out);
/* Owns t. */
void reader_take_topic(struct reader *r, struct topic *t);
void reader_topic_end(struct reader *r);

#endif
