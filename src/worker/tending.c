#include "worker/tending.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "worker/refresh.h"
#include "worker/watch.h"

#include <stdlib.h>
#include <sys/stat.h>

enum {
	HOUSEKEEPING_EVERY_MS = 6 * 3600 * 1000,
	PURGE_SLICE_MS = 20,
	MEND_EVERY_MS = 30 * 1000,
	LOOK_AFTER_MS = 30,                    /* the log is written a moment before the commit shows */
	LOOK_EVERY_MS = 300,
	LOOKS = 2,                             /* the second one for a commit that took its time */
};

static ino_t inode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : st.st_ino;
}

void tending_know_store(struct worker *w)
{
	w->version = store_version(w->store);
	w->inode = inode_of(w->database);
}

/* Close and open again: that mends a damaged file, and takes over to one that was put in its place. */
static void reopen(struct worker *w)
{
	struct err err = ERR_INIT;

	refresh_drop_held(w);
	if (w->fetcher)
		fetcher_cancel_all(w->fetcher);
	if (w->store) {
		refresh_take_answers(w);
		refresh_commit(w);
		store_close(w->store);
	}
	w->store = store_open(w->database, STORE_WRITE, &err);
	w->next_mend_ms = clock_monotonic_ms() + MEND_EVERY_MS;
	if (err.text[0])
		w->store ? worker_notice(w, err.text) : worker_failure(w, err.text);
	judging_begin(w);
	if (!w->store)
		return;
	tending_know_store(w);
	w->progress.mended |= w->progress.running;
	worker_changed(w, CHANGED_ITEMS | CHANGED_HOT | CHANGED_SOURCES);
	w->next_kept_ms = 0;
}

void tending_mend(struct worker *w)
{
	if ((!w->store || store_is_damaged(w->store)) && clock_monotonic_ms() >= w->next_mend_ms)
		reopen(w);
}

/* See whether another process has committed anything, and tell the reader. */
static void look(struct worker *w)
{
	int64_t due = w->next_due;
	ino_t inode = inode_of(w->database);
	uint32_t version;

	if (inode && inode != w->inode) {
		reopen(w);
		return;
	}
	version = store_version(w->store);
	if (version == w->version)
		return;
	w->version = version;
	worker_changed(w, CHANGED_ITEMS | CHANGED_HOT | CHANGED_SOURCES);
	/* what it has fetched is due later; nothing is due sooner for that */
	if (!w->progress.running)
		refresh_plan(w);
	if (due == TIME_NONE || w->next_due < due)
		w->next_due = due;
}

void tending_look_around(struct worker *w)
{
	int64_t now = clock_monotonic_ms();
	bool told = (!w->look_ms || now >= w->look_ms) && watch_take(w->watch);

	if (told)
		w->looks = LOOKS;
	if (!w->look_ms && told)
		w->look_ms = now < w->looked_ms + LOOK_EVERY_MS ? w->looked_ms + LOOK_EVERY_MS
		                                                : now + LOOK_AFTER_MS;
	if (!w->look_ms || now < w->look_ms || !w->store || w->batch_saves)
		return;
	look(w);
	w->looked_ms = now;
	w->look_ms = --w->looks > 0 ? now + LOOK_EVERY_MS : 0;
}

bool tending_is_due(const struct worker *w)
{
	return !w->once && w->store && worker_is_idle(w) && clock_monotonic_ms() >= w->next_housekeeping_ms;
}

void tending_keep_house(struct worker *w)
{
	const struct config *c = w->config;
	struct retention *rules = xcalloc(c->n_sources + 1, sizeof *rules);
	struct err err = ERR_INIT;
	size_t n = 0;
	bool more = false;

	rules[n++] = (struct retention){ 0, c->options.keep_for, c->options.keep_items };
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		bool is_hot = s->kind == SOURCE_HOT;
		int general = is_hot ? c->options.hot_keep : c->options.keep_for;
		int64_t id = is_hot || s->keep_for_s || s->keep_items
		                     ? store_source_find(w->store, s->key)
		                     : 0;

		if (id)
			rules[n++] = (struct retention){
				id, s->keep_for_s ? s->keep_for_s : general,
				s->keep_items ? s->keep_items : c->options.keep_items
			};
	}
	if (!store_purge(w->store, rules, n, clock_now(), PURGE_SLICE_MS, &more, &err) ||
	    !store_checkpoint(w->store, &err))
		log_line(LOG_WARN, "%s", err.text);
	free(rules);
	w->next_housekeeping_ms = clock_monotonic_ms() + (more ? 100 : HOUSEKEEPING_EVERY_MS);
}
