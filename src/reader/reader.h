/*
 * The reader without a terminal: what the screen shows and what its keys do. The UI thread's one
 * door to everything below it; the command line uses it too.
 *
 * A reader owns the configuration, a read-only store and the worker thread. Nothing here blocks on
 * the network or on a writer. What is returned is valid until the next reader_pump() or the next
 * call that says it replaces it. Not thread-safe: the UI thread only.
 */
#ifndef READER_READER_H
#define READER_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "config/config.h"
#include "filter/filter.h"
#include "worker/lookup.h"
#include "search/search.h"
#include "worker/topic.h"
#include "base/err.h"
#include "base/path.h"
#include "doc/doc.h"
#include "model/hot.h"
#include "model/item.h"

struct reader;

struct reader_options {
	const struct paths *paths;
	const char *only;          /* an address or file to read without subscribing, or NULL */
	bool no_worker;            /* command line: no thread is started; reader_refresh_wait() works inline */
	/* The key bound to an action, for the built-in edition's text; NULL result: no such action. */
	const char *(*key_of)(const char *action);
	/* Look through the lines only the screen understands (config_complain()); NULL: nobody does. */
	void (*check)(struct config *c);
};

struct reader *reader_open(const struct reader_options *o, struct err *err);
void reader_close(struct reader *r);
const struct config *reader_config(const struct reader *r);
/* Read the configuration anew (after an edit, or ^R); marks and place are kept. */
void reader_reload(struct reader *r);
/* Set an option for this run, over what the configuration says (which is read anew); false with a sentence
 * that names the values that are possible. */
bool reader_set_option(struct reader *r, const char *name, const char *value, struct err *err);
/* The folder of what outlives a run beside the store; NULL for a reader of one address. */
const char *reader_state_dir(const struct reader *r);

/* Readable when reader_pump() has something to do; for poll(). */
int reader_fd(const struct reader *r);
/* Milliseconds until reader_pump() wants to be called though nothing is readable; -1: never. */
int reader_timeout_ms(const struct reader *r);
/* Take the worker's messages; true when anything shown may have changed. */
bool reader_pump(struct reader *r);

/* --- progress and problems ----------------------------------------------------------------------- */

struct reader_progress {
	bool running;
	bool elsewhere;          /* nothing was fetched: another process does that just now */
	int done, total, failed; /* sources of this refresh */
	int n_new;               /* new articles so far */
	int64_t finished;        /* when the last one ended, TIME_NONE if never */
};
struct reader_progress reader_progress(const struct reader *r);
/* One passing sentence for the status line (an error, "已退订…"), NULL if none; taken by reading. The
 * next one comes when this one has stood for a while: reader_pump() says when. */
const char *reader_notice(struct reader *r);

enum problem_kind {
	PROBLEM_FAILING, /* a source that was not reached, or cannot be read */
	PROBLEM_CONFIG,  /* a line of the configuration */
	PROBLEM_FROZEN,  /* it answers well, with nothing new for long */
};

struct problem {
	enum problem_kind kind;
	const char *where;   /* source's name, or file:line */
	const char *text;    /* why; NULL for a frozen one */
	int64_t since;       /* the last try, or for a frozen one its newest; TIME_NONE if not known */
	int64_t good;        /* when it last answered well: how old what can be read is; TIME_NONE */
	int64_t next_try;    /* TIME_NONE: only when asked for */
	int64_t source_id;   /* 0 for the configuration's */
	int status;          /* HTTP status of the last try, 0: there was no answer */
	bool is_old;         /* kind is PROBLEM_FROZEN */
};
/* Failing sources first, then the configuration's, then frozen ones. Valid until the next call. */
size_t reader_problems(struct reader *r, const struct problem **out);

/* --- the shelf: sources and tags ------------------------------------------------------------------ */

enum place_kind {
	PLACE_ALL, PLACE_UNREAD, PLACE_STARRED, PLACE_TODAY, PLACE_NEW, /* since the last visit */
	PLACE_VIEW,   /* a saved view: name */
	PLACE_TAG,    /* name */
	PLACE_GROUP,  /* name */
	PLACE_SOURCE, /* source_id */
	PLACE_MUTED,  /* what rules have muted */
	PLACE_HEADING, /* a rule between parts of the shelf; cannot be opened */
};

struct place {
	enum place_kind kind;
	char name[128];
	int64_t source_id;
};

/* The same place to read in; a source's name may have changed. */
bool place_is_same(const struct place *a, const struct place *b);

struct shelf_row {
	struct place place;
	const char *label;
	int64_t n_unread, n_items;
	uint8_t depth;            /* below a group */
	bool is_followed;         /* a view that is a topic: reader_topic() */
	bool is_failing, is_paused, is_frozen;
	bool is_loading;          /* asked for in this refresh, not answered yet */
};
size_t reader_shelf(struct reader *r, const struct shelf_row **out);

/* --- the article list ----------------------------------------------------------------------------- */

/* Open a place: replaces the list; an order is kept. */
bool reader_list_open(struct reader *r, const struct place *place, struct err *err);
const struct place *reader_list_place(const struct reader *r);
/* What the place is called on screen: "全部", "时政", a source's name. */
const char *reader_list_label(const struct reader *r);
/* Narrow the list and the hot pane by an expression ("" clears). Always takes; err says what was
 * not understood. */
void reader_list_filter(struct reader *r, const char *expression, struct err *err);
/* A prompt for it opens: read what it will need, in the background; it closes: no more of that. */
void reader_list_filter_begin(struct reader *r);
void reader_list_filter_end(struct reader *r);
const char *reader_list_filter_text(const struct reader *r);
const struct filter *reader_list_filter_compiled(const struct reader *r);
void reader_list_order(struct reader *r, int order /* enum item_order */, bool reverse);
int reader_list_order_now(const struct reader *r, bool *reverse);
/* Show read articles too (the default) or only unread ones; those read while it is open stay. */
void reader_list_unread_only(struct reader *r, bool on);
bool reader_list_is_unread_only(const struct reader *r);

/* Read summaries too (`haowai list --json`); before reader_list_open(). */
void reader_list_with_summary(struct reader *r, bool on);

size_t reader_list_count(const struct reader *r);  /* rows after the filter */
size_t reader_list_total(const struct reader *r);  /* rows of the place, before it */
int64_t reader_unread(const struct reader *r);     /* in the whole store */
/* Row i; valid until the list is replaced or reader_pump() returned true. */
const struct item *reader_list_row(struct reader *r, size_t i);
/* The id of row i, 0 if it is gone; without reading what only its text would need. */
int64_t reader_list_peek(struct reader *r, size_t i, bool *is_read);
/* The same story from several sources is one row (option `duplicates`): the articles in the row of this
 * one, the row's own first. 0 when it is in no row. */
size_t reader_list_copies(const struct reader *r, int64_t id, const struct item **out, size_t most);
/* The row of an article, or (size_t)-1. */
size_t reader_list_find(const struct reader *r, int64_t id);
/* The next (dir 1) or previous (-1) unread row from i, (size_t)-1 if none. */
size_t reader_list_next_unread(const struct reader *r, size_t i, int dir);
/* The next place with unread articles after the present one, in the order of the shelf. */
bool reader_next_unread_place(struct reader *r, struct place *out);

/* --- marks: drawn at once, committed by the worker ------------------------------------------------- */

/* Each returns how many of them it changes; what is so already is left alone. One step to undo. */
size_t reader_mark_read(struct reader *r, const int64_t *ids, size_t n, bool read);
size_t reader_mark_starred(struct reader *r, const int64_t *ids, size_t n, bool starred);
size_t reader_tag(struct reader *r, const int64_t *ids, size_t n, const char *tag, bool add);
/* How many of them are unread, or not starred. */
size_t reader_count_unread(struct reader *r, const int64_t *ids, size_t n);
size_t reader_count_unstarred(struct reader *r, const int64_t *ids, size_t n);
/* Every row of the present list; returns how many were unread. */
size_t reader_mark_all_read(struct reader *r);
/* Every article there is. */
size_t reader_mark_everything_read(struct reader *r);

/* --- undo: the steps of this run, the last one first (reader/undo.c) ----------------------------- */

/* What was taken back, and where one was before it; valid until the next step is made or undone. */
struct undone {
	const char *said;          /* what had been done: "3 articles marked read" */
	size_t left;               /* steps that can be undone still */
	struct place place;
	const char *filter;        /* of the list, as typed */
	int64_t item;              /* the article selected, 0: none */
};
/* Where the selection is, before something is done to it. */
void reader_undo_at(struct reader *r, int64_t item);
/* The list is narrowed by another filter: where one was before that. */
void reader_undo_filter(struct reader *r, const char *before, int64_t item);
size_t reader_undo_count(const struct reader *r);
/* What the last step did: "3 articles marked read"; "" when there is none. Until the next step. */
const char *reader_undo_said(const struct reader *r);
/* Take the last step back: drawn at once, committed by the worker. False with err when that cannot be (the
 * step is gone then), false without when there is none. */
bool reader_undo(struct reader *r, struct undone *out, struct err *err);

/* --- one article ------------------------------------------------------------------------------------ */

/* The article with its document laid in the order of DECISIONS §5; NULL with err when it is gone.
 * The caller frees with reader_page_free(). */
struct page {
	struct article article;
	struct doc *doc;
	struct arena arena;
	size_t characters;
	int minutes;
	struct related_item *further; /* the store's, numbered on behind the site's related ones */
	size_t n_further;
	int64_t changed;   /* when its text took the place of another, TIME_NONE: never */
	bool wants_page;   /* its own page is to be fetched without being asked: there is a rule how to
	                      read it, or the source says so */
};
struct page *reader_page(struct reader *r, int64_t id, struct err *err);
/* The same article with what was added since it was read last (or, never read, since it was changed)
 * underlined and what was taken away in brackets. NULL with err when it was never changed. */
struct page *reader_page_changes(struct reader *r, int64_t id, struct err *err);
void reader_page_free(struct page *p);
/* The same article with the text that its feed gave, where reader_page() shows its page's. */
struct page *reader_page_of_feed(struct reader *r, int64_t id, struct err *err);
/* Fetch the article's own page in the background; when it has come reader_pump()
 * answers true and reader_page() shows it. */
void reader_fetch_page(struct reader *r, int64_t id);
/* The same though it was asked for before in this run: the key was pressed. */
void reader_fetch_page_again(struct reader *r, int64_t id);
/* It was asked for and has neither come nor failed. */
bool reader_page_is_coming(const struct reader *r, int64_t id);
/* Where one was in an article: kept for good. False when nothing is known. */
bool reader_position(struct reader *r, int64_t id, uint32_t *block, uint32_t *byte);
void reader_set_position(struct reader *r, int64_t id, uint32_t block, uint32_t byte);
/* Download a picture of an article, 10 MB at most; the one asked for before is given up. When it has come
 * reader_pump() answers true. */
void reader_picture_ask(struct reader *r, int64_t item_id, const char *link);
/* Give it up, and what has come of it. */
void reader_picture_cancel(struct reader *r);
/* What has come, or why not; false while nothing has. Valid until the next of these calls. */
bool reader_picture(const struct reader *r, struct slice *bytes, const char **problem);
/* The article of a link, 0 if it is not in the store. */
int64_t reader_item_of_link(struct reader *r, const char *link);

/* --- hot lists ---------------------------------------------------------------------------------------- */

/* Filtered, in order; the merged one (HOT_MERGED) last where there are several. */
size_t reader_hot_lists(struct reader *r, const struct hot_list **out);
/* An entry wherever it stands, filtered or not; NULL when it is on no list. */
const struct hot_entry *reader_hot_entry(struct reader *r, int64_t entry_id);
/* The order of a list as asked for; all single lists have the same. */
enum hot_order reader_hot_order(const struct reader *r, int64_t list_id);
void reader_hot_set_order(struct reader *r, int64_t list_id, enum hot_order order);
/* Version that changes when anything the hot pane shows has changed. */
uint32_t reader_hot_version(const struct reader *r);
/* Oldest first; valid until the next call. */
size_t reader_hot_history(struct reader *r, int64_t entry_id, const struct hot_sighting **out);

/* A topic followed: what feeds and hot lists said of it, oldest first, as far as it is known: asking for
 * another one, or after news, has it gathered anew (worker/topic.h), and reader_pump() brings it. Valid until
 * reader_pump() returned true. */
size_t reader_topic(struct reader *r, const char *name, const struct topic_event **out);
bool reader_topic_is_coming(const struct reader *r);
/* NULL when it is not followed. */
const struct config_view *reader_topic_view(const struct reader *r, const char *name);
bool reader_follow(struct reader *r, const char *name, const char *filter, struct err *err);
bool reader_unfollow(struct reader *r, const char *name, struct err *err);

/* 号外, the extra (hot/extra.h): why it was printed, and whether it has been opened. */
struct extra_place {
	const char *list;
	int64_t time;
	int rank;
};
struct extra_news {
	uint64_t key;              /* of its story */
	int64_t entry_id;          /* reader_hot_entry(), while it is on a list */
	const char *headline, *link, *rule;
	int top, within_s, times;  /* of the rule; ×N when it was printed */
	const struct extra_place *places; /* where it came into the top, in order of time */
	size_t n_places;
	int64_t printed;
	bool is_seen;
};
/* See whether there is a new one, where the hot lists have changed; true when there is. Only the screen
 * asks: what it is shown is noted, and never shown again. */
bool reader_extra_look(struct reader *r);
/* The last one of this run, NULL if there was none; valid until reader_extra_look() is true. */
const struct extra_news *reader_extra(const struct reader *r);
void reader_extra_seen(struct reader *r);

/* Articles of the store that tell of the same as a headline, nearest first, at most nine; valid until the
 * next call. */
size_t reader_alike(struct reader *r, const char *title, const char *const *tags, size_t n_tags,
                    int64_t except_id, const struct item ***out);
/* One row, light; its text is valid until the next reader_alike(). False when it is gone. */
bool reader_item(struct reader *r, int64_t id, struct item *out);

/* --- search of the whole store (search/search.h says how, and in what order) ------------------------------ */

/* Ask; the next question cancels this one. What has been found comes by reader_pump(). Threads and
 * memory are kept for the next question until reader_search_close(). */
void reader_search_ask(struct reader *r, const char *expression, enum search_order order);
struct search_state reader_search_state(const struct reader *r);
/* Row i of state.n; NULL while it is being read (reader_pump() brings it). Valid until reader_pump()
 * returned true. */
const struct search_row *reader_search_row(struct reader *r, size_t i);
/* The command line: wait for the whole answer, and for a row of it. */
const struct search_row *reader_search_wait(struct reader *r, size_t i);
/* The words looked for, folded, for marking them. */
size_t reader_search_words(const struct reader *r, const struct slice **out);
void reader_search_close(struct reader *r);

/* --- tags --------------------------------------------------------------------------------------------- */

struct tag_row {
	const char *name;
	int64_t n_items, n_unread;
};
size_t reader_tags(struct reader *r, const struct tag_row **out);

/* --- rules ---------------------------------------------------------------------------------------------- */

/* Mute what a filter (a word, =source, +tag) matches: written into the subscriptions file, and undone by
 * reader_unmute() with the same text. Articles go and come back within a moment. */
bool reader_mute(struct reader *r, const char *filter, struct err *err);
bool reader_unmute(struct reader *r, const char *filter, struct err *err);
/* There are muted articles (PLACE_MUTED, :muted). */
bool reader_has_muted(struct reader *r);
/* Append the term that means this name: sign '=' source, '+' tag, 0 word. */
void reader_filter_term(struct str *out, char sign, const char *name);
/* Alerts that were set off, newest first. */
struct alert_row {
	int64_t id;
	const char *name;        /* of the alert */
	const char *title, *link, *source;
	int64_t time;
	int64_t item_id, hot_id; /* one of them is 0 */
	bool is_fresh;           /* since the list of alerts was looked at last */
};
size_t reader_alerts(struct reader *r, const struct alert_row **out);
size_t reader_fresh_alerts(struct reader *r);
/* They have been looked at. */
void reader_alerts_seen(struct reader *r);
/* What the terminal is to do after a fetch that set off alerts, once; false when there is nothing. Text is
 * valid until the next call. */
struct alert_call {
	bool bell;
	int notify;              /* enum alert_notify */
	const char *text;        /* clean, one line */
};
bool reader_alert_call(struct reader *r, struct alert_call *out);
/* Ranges of text (a row's title as it is drawn) that rules with `highlight` want marked. */
size_t reader_highlight(struct reader *r, const struct item *item, const char *text,
                        struct text_range *out, size_t most);

/* --- sources ------------------------------------------------------------------------------------------- */

/* 0 for all; one that is paused only when named. */
void reader_refresh(struct reader *r, int64_t source_id);
void reader_refresh_cancel(struct reader *r);
/* Command line (no_worker): fetch these sources (all when n is 0) in this thread and return at the end;
 * notices wait for reader_notice(). False when the store cannot be written; when another process is
 * fetching, nothing is fetched and reader_progress() says so. */
bool reader_refresh_wait(struct reader *r, const int64_t *ids, size_t n, struct err *err);
/* Command line: as reader_page(), after the article's own page has been fetched where the screen would
 * fetch it. NULL when there is no such article; err alone when its page did not come. */
struct page *reader_page_wait(struct reader *r, int64_t id, struct err *err);
/* Find out in the background what an address is: a feed, a page that leads to some, a list that can be
 * read. When it is known reader_pump() answers true, and reader_take_found() gives it to the caller
 * (lookup_free()); NULL before. To go on with one of several, hand it back with reader_look_on(). */
void reader_look(struct reader *r, const char *url);
void reader_look_on(struct reader *r, struct lookup *l, size_t choice);
struct lookup *reader_take_found(struct reader *r);
/* The source that what was found would make, if it is there already; else NULL. */
const struct source *reader_has_found(const struct reader *r, const struct lookup *l);
/* Subscribe to what was found. */
bool reader_subscribe_found(struct reader *r, const struct lookup *l, struct err *err);
bool reader_subscribe(struct reader *r, const char *url, const char *name, const char *more_lines,
                      struct err *err);
bool reader_unsubscribe(struct reader *r, int64_t source_id, struct err *err);
bool reader_rename(struct reader *r, int64_t source_id, const char *name, struct err *err);
bool reader_pause(struct reader *r, int64_t source_id, bool paused, struct err *err);
const struct source *reader_source(const struct reader *r, int64_t source_id);
/* The source a word of the command line means: its name, else its address, else the only one whose name
 * holds the word. NULL with a sentence when there is none or more than one. */
const struct source *reader_find_source(const struct reader *r, const char *word, struct err *err);
/* Its number in the store, 0 before its first fetch. */
int64_t reader_source_id(const struct reader *r, const struct source *s);
/* The same for the command line (no_worker): its row is made when it is not there; 0 on failure. */
int64_t reader_source_ensure(struct reader *r, const struct source *s);
/* How its last tries went; false when it was never tried. Text valid until the next reader_pump(). */
bool reader_source_problem(struct reader *r, int64_t source_id, const char **problem);
/* reader_refresh_wait() asked it. */
bool reader_source_was_asked(const struct reader *r, int64_t source_id);
bool reader_is_subscribed(const struct reader *r, const char *url);
/* The source that is subscribed to at this address, NULL if none. */
const struct source *reader_source_of_url(struct reader *r, const char *url);
/* What takes a source_id takes this: its number, or below 0 while it has none; the latter holds until the
 * configuration is read again. */
int64_t reader_source_handle(const struct reader *r, const struct source *s);

/* How a source is: times are UTC seconds or TIME_NONE. */
struct source_facts {
	int64_t id;               /* as reader_source_handle() */
	int64_t n_items, n_unread;
	int64_t last_try, last_success, next_try;
	int64_t newest;           /* newest stated time of what it brought */
	int status;               /* HTTP status of the last try, 0: there was no answer */
	const char *problem;      /* why it cannot be read, or could not; until the next reader_pump() */
	bool is_loading, is_frozen;
};
void reader_source_facts(struct reader *r, const struct source *s, struct source_facts *out);
bool reader_save_view(struct reader *r, const char *name, const char *filter, struct err *err);

/* --- what outlives a run --------------------------------------------------------------------------------- */

const char *reader_note(struct reader *r, const char *name);
void reader_set_note(struct reader *r, const char *name, const char *value);

#endif
