/*
 * One run over the sources: what is due is downloaded, parsed, saved. Part of the worker and of its
 * thread only (worker/worker.h).
 */
#ifndef WORKER_REFRESH_H
#define WORKER_REFRESH_H

#include "net/fetch.h"
#include "store/store.h"
#include "worker/alerts.h"
#include "worker/changes_log.h"
#include "worker/judging.h"
#include "worker/lookup.h"
#include "worker/message.h"
#include "worker/parsed.h"
#include "worker/secret.h"
#include "worker/worker.h"

#include <sys/types.h>

/* One address, downloaded once for all sources that want it; or one article's page. */
struct download {
	struct {
		const struct source *source;
		int64_t id;
	} *wants;
	size_t n_wants, cap_wants;
	const struct page_rule *rule;
	int64_t item_id;               /* an article's page, else 0 */
	const struct source *page_of;  /* of that page, or NULL */
	char *link;                    /* of that page */
	struct page_parts *parts;      /* what stands before it, when a text has several pages; owned */
	uint32_t picture;              /* a picture of that article, asked for by this order; else 0 */
	struct lookup *lookup;         /* or what somebody wants to know of an address; owned */
};

void download_free(struct download *d);

struct worker {
	const struct paths *paths;
	char *database;
	struct config *config;
	struct config **old_configs;   /* replaced while downloads still used them */
	size_t n_old_configs, cap_old_configs;
	struct queue *inbox, *news;
	struct pool *pool;
	struct fetcher *fetcher;       /* made when first needed */
	struct store *store;           /* NULL while a damaged one cannot be mended */
	bool pages_too, once, ending;
	int refresh_lock;              /* held while a refresh runs; -1 otherwise */
	struct refresh_progress progress;
	size_t in_flight;              /* downloads asked for and not answered */
	size_t parsing;                /* worker_give(): with the pool and not back */
	struct download *picture;      /* the one that somebody waits for, or NULL */
	struct secrets secrets;        /* what commands have printed in this run */
	struct download **held;        /* they wait for such a line */
	size_t n_held, cap_held;
	struct judging judging;
	struct alerts alerts;
	int batch_saves;               /* since store_begin(), 0: no batch open */
	int64_t batch_since_ms;
	unsigned batch_changed;        /* CHANGED_… of the open batch */
	int64_t next_due;              /* UTC seconds, TIME_NONE: nothing is scheduled */
	int64_t quiet_until;           /* UTC seconds: no run begins by itself before that */
	int64_t next_housekeeping_ms;
	struct message **kept;         /* orders that met a locked database, in order */
	size_t n_kept, cap_kept;
	struct changes_log changes;    /* of the marks of this run, for undoing them */
	int64_t next_kept_ms;
	int64_t kept_since_ms;         /* the first of them; 0: it was told of */
	int64_t next_mend_ms;          /* the database is not looked at again before that */
	struct watch *watch;           /* what other processes write; NULL in the command line */
	uint32_t version;              /* of the store, as the reader was last told */
	ino_t inode;                   /* of the file that is open */
	int64_t look_ms;               /* when to see what was written, 0: nothing was */
	int looks;                     /* how often still */
	int64_t looked_ms;
};

/* Begin (or widen) a run: these sources, or all that are not paused when n is 0. by_user: whether
 * they are due or not. */
void refresh_start(struct worker *w, const int64_t *ids, size_t n, bool by_user);
/* End it; what was not fetched is not asked for again by itself before the next interval. */
void refresh_cancel(struct worker *w);
/* Let no run begin by itself for so long. */
void refresh_keep_quiet(struct worker *w, int64_t seconds);
/* Fetch one article's own page. */
void refresh_page(struct worker *w, int64_t item_id);
/* Go on with a lookup, whose next address is fetched, or which is told when it is over; owns l. */
void refresh_look(struct worker *w, struct lookup *l);
/* No more of it is fetched: tell how it ended, or why it could not; owns l. */
void refresh_look_ends(struct worker *w, struct lookup *l, const char *why);
/* Fetch a picture of an article in place of the one before (text: its address, NULL: none any more). */
void refresh_picture(struct worker *w, const struct message *m);
/* Tell whoever waits for it why it is not fetched. */
void refresh_picture_refused(struct worker *w, const struct message *m, const char *why);
/* Its answer; owns both. */
void refresh_picture_came(struct worker *w, struct download *d, struct fetch_answer *a);
enum { PICTURE_LIMIT = 10 * 1024 * 1024 };
/* False (said) when nothing can be downloaded at all. */
bool refresh_open_fetcher(struct worker *w);
const struct source *refresh_source_of(const struct worker *w, int64_t source_id);
/* The interval of a source in seconds, 0: only on request. */
int refresh_interval(const struct worker *w, const struct source *s);
/* Tell the reader that an article's page has come, or why not. */
void refresh_tell_page(struct worker *w, int64_t item_id, bool ok, const char *why);
void refresh_tell_progress(struct worker *w);
void refresh_tell_loading(struct worker *w, const int64_t *ids, size_t n, bool loading);
/* Let another process fetch. */
void refresh_drop_lock(struct worker *w);

/* --- worker/asking.c: what is asked --- */

/* Ask for it, at once or when its auth-command has answered. Owns d; the fetcher is open. */
void refresh_ask(struct worker *w, struct download *d);
/* A command has answered: RESULT_SECRET. */
void refresh_take_secret(struct worker *w, struct message *m);
/* What waits for one is not asked for any more. */
void refresh_drop_held(struct worker *w);

/* --- worker/answers.c: what comes back --- */

/* Take what the network has answered. */
void refresh_take_answers(struct worker *w);
/* What was in flight could not be asked for: why, or NULL when it was cancelled. Owns d. */
void refresh_take_refusal(struct worker *w, struct download *d, const struct err *why);
/* Save what the pool has parsed; owns p. */
void refresh_save(struct worker *w, struct parsed *p);
/* Commit the open batch and tell the reader what has changed. */
void refresh_commit(struct worker *w);
/* The run is over when nothing is left: say so, let go of the lock, plan the next. */
void refresh_end_if_done(struct worker *w);
/* Work out when the next source is due. */
void refresh_plan(struct worker *w);

/* Have the pool do it: m comes back to the inbox. */
void worker_give(struct worker *w, struct message *m, void (*work)(struct message *));
/* Say one sentence in the status line and the log. */
void worker_notice(struct worker *w, const char *text);
/* The same of what failed: `haowai refresh` does not end well then. */
void worker_failure(struct worker *w, const char *text);
void worker_changed(struct worker *w, unsigned changed);

#endif
