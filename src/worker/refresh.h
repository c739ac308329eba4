/*
 * One run over the sources: what is due is downloaded, parsed, saved. Part of the worker and of its
 * thread only (worker/private.h).
 */
#ifndef WORKER_REFRESH_H
#define WORKER_REFRESH_H

#include "worker/private.h"

enum { COMMIT_EVERY_MS = 250 }; /* what is fetched shows, and is safe, after that */

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
/* The same of one that has been open for COMMIT_EVERY_MS. */
void refresh_commit_old(struct worker *w);
/* The run is over when nothing is left: say so, let go of the lock, plan the next. */
void refresh_end_if_done(struct worker *w);
/* Work out when the next source is due. */
void refresh_plan(struct worker *w);

#endif
