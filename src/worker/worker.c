#include "worker/worker.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "worker/refresh.h"
#include "worker/watch.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	HOUSEKEEPING_FIRST_MS = 20 * 1000,     /* not while the first screen is read */
	HOUSEKEEPING_EVERY_MS = 6 * 3600 * 1000,
	PURGE_SLICE_MS = 20,
	KEPT_EVERY_MS = 250,
	KEPT_TOLD_MS = 5000,                   /* what is kept longer than that is told of */
	ORDER_PATIENCE_MS = 100,               /* the lock of another process is not waited for longer */
	SAVE_PATIENCE_MS = 5000,
	INBOX_SLICE_MS = 10,                   /* then the network has its turn, so that the pool has work */
	PARSING_MOST = 24,                     /* fetched and not saved yet; more is not taken in */
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

/* Whatever is in the store now has been seen, or is told of. */
static void know_store(struct worker *w)
{
	w->version = store_version(w->store);
	w->inode = inode_of(w->database);
}

struct worker *worker_new(const struct worker_options *o, struct err *err)
{
	struct store *store = store_open(o->database, STORE_WRITE, err);
	struct worker *w;
	int every;

	if (!store)
		return NULL;
	w = xcalloc(1, sizeof *w);
	w->store = store;
	w->paths = o->paths;
	w->database = xstrdup(o->database);
	w->config = o->config;
	w->news = o->news;
	w->pages_too = o->pages_too;
	w->once = o->once;
	w->inbox = queue_new();
	w->refresh_lock = -1;
	w->progress.finished = TIME_NONE;
	/* without refresh-on-start the first turn comes one interval after the start */
	every = o->config->options.every;
	w->next_due = o->once || !every ? TIME_NONE : clock_now() + every;
	w->next_housekeeping_ms = clock_monotonic_ms() + HOUSEKEEPING_FIRST_MS;
	w->watch = o->once ? NULL : watch_open(w->database);
	know_store(w);
	judging_begin(w);
	return w;
}

static void give_config_back(struct worker *w, struct config *config)
{
	struct message *m = message_new(NEWS_CONFIG);

	m->config = config;
	queue_post(w->news, m);
}

struct queue *worker_inbox(struct worker *w)
{
	return w->inbox;
}

bool worker_is_idle(const struct worker *w)
{
	return !w->in_flight && !w->parsing && !w->batch_saves && !w->n_held;
}

static void tell(struct worker *w, const char *text, bool is_failure)
{
	struct message *m = message_new(NEWS_NOTICE);

	log_line(LOG_WARN, "%s", text);
	m->text = xstrdup(text);
	m->flag = is_failure;
	queue_post(w->news, m);
}

void worker_notice(struct worker *w, const char *text)
{
	tell(w, text, false);
}

void worker_failure(struct worker *w, const char *text)
{
	tell(w, text, true);
}

void worker_changed(struct worker *w, unsigned changed)
{
	struct message *m = message_new(NEWS_CHANGED);

	m->changed = changed;
	queue_post(w->news, m);
}

void worker_give(struct worker *w, struct message *m, void (*work)(struct message *))
{
	if (!w->pool)
		w->pool = pool_new(0);
	w->parsing++;
	message_work(m, work, w->pool, w->inbox);
}

/* Marks, and what they changed is noted. */
static bool write_marks(struct worker *w, const struct message *m, struct err *err)
{
	struct changes *changes = changes_log_of(&w->changes, m->serial);
	bool ok;

	store_note_changes(w->store, changes);
	if (m->kind == ORDER_READ)
		ok = store_mark_read(w->store, m->ids, m->n, m->flag, err);
	else if (m->kind == ORDER_STAR)
		ok = store_mark_starred(w->store, m->ids, m->n, m->flag, err);
	else
		ok = m->flag ? store_tag_add(w->store, m->ids, m->n, m->text, err)
		             : store_tag_remove(w->store, m->ids, m->n, m->text, err);
	store_note_changes(w->store, NULL);
	if (ok)
		changes_end(changes);
	return ok;
}

static bool undo(struct worker *w, const struct message *m, struct err *err)
{
	uint32_t serial = (uint32_t)m->ids[0];
	struct changes *changes = m->flag ? changes_log_find(&w->changes, serial) : NULL;
	bool ok;

	if (changes && changes->n) /* it failed half way */
		changes_end(changes);
	ok = !changes || store_undo(w->store, changes, err);
	if (ok)
		changes_log_forget(&w->changes, serial);
	return ok;
}

/* Orders that write: committed alone and at once, so that a mark never waits for a batch. */
static bool write_order(struct worker *w, const struct message *m, struct err *err)
{
	switch (m->kind) {
	case ORDER_READ:
	case ORDER_STAR:
	case ORDER_TAG:
		return write_marks(w, m, err);
	case ORDER_UNDO:
		return undo(w, m, err);
	case ORDER_NOTE:
		return store_note_set(w->store, m->name, m->text, err);
	case ORDER_FORGET:
		return store_source_remove(w->store, m->ids[0], err);
	default:
		return true;
	}
}

static bool is_silent(const struct message *m)
{
	return m->kind == ORDER_NOTE || (m->kind == ORDER_UNDO && !m->flag);
}

static void tell_done(struct worker *w, const struct message *m, bool committed)
{
	struct message *done = message_new(NEWS_DONE);

	done->flag = committed;
	done->serial = m->serial;
	done->changed = is_silent(m) ? 0 : CHANGED_ITEMS | CHANGED_SOURCES;
	if (m->kind == ORDER_UNDO && m->flag)
		done->changed |= CHANGED_BACK;
	queue_post(w->news, done);
}

/* True when it need not be tried again: it is committed, or will never be. */
static bool try_order(struct worker *w, const struct message *m, bool is_last, struct err *err)
{
	bool committed;

	if (!w->store && !is_last)
		return false;
	if (w->store)
		store_set_patience(w->store, is_last ? SAVE_PATIENCE_MS : ORDER_PATIENCE_MS);
	committed = w->store ? write_order(w, m, err)
	                     : err_set(err, _("the damaged database could not be mended"));
	if (w->store)
		store_set_patience(w->store, SAVE_PATIENCE_MS);
	if (!committed && !is_last && (store_failure_passes(w->store) || store_is_damaged(w->store)))
		return false;
	if (!committed)
		worker_failure(w, err->text);
	tell_done(w, m, committed);
	return true;
}

/* A mark is on screen already: only when it waits long is that worth a word, and once. */
static void tell_kept(struct worker *w, const struct err *err)
{
	if (w->kept_since_ms && err->text[0] &&
	    clock_monotonic_ms() - w->kept_since_ms >= KEPT_TOLD_MS) {
		worker_failure(w, err->text);
		w->kept_since_ms = 0;
	}
}

/* Orders that another process's write, a full disk or damage kept from being committed, in the order in
 * which they came; is_last: no other chance comes. */
static void write_kept(struct worker *w, bool is_last)
{
	size_t n = 0;
	struct err err = ERR_INIT;

	while (n < w->n_kept && try_order(w, w->kept[n], is_last, &err))
		message_free(w->kept[n++]);
	if (n < w->n_kept)
		tell_kept(w, &err);
	if (n)
		memmove(w->kept, w->kept + n, (w->n_kept - n) * sizeof *w->kept);
	w->n_kept -= n;
	w->next_kept_ms = clock_monotonic_ms() + KEPT_EVERY_MS;
	if (is_last)
		free(w->kept);
}

/* Owns m. */
static void do_write_order(struct worker *w, struct message *m)
{
	struct err err = ERR_INIT;

	refresh_commit(w);
	/* not before those that came earlier: the last word on an article is the one that counts */
	if (!w->n_kept && try_order(w, m, false, &err)) {
		message_free(m);
		return;
	}
	if (!w->n_kept) {
		w->kept_since_ms = clock_monotonic_ms();
		w->next_kept_ms = w->kept_since_ms + KEPT_EVERY_MS;
	}
	ARRAY_PUSH(w->kept, w->n_kept, w->cap_kept) = m;
}

void worker_free(struct worker *w)
{
	if (!w)
		return;
	refresh_drop_held(w);
	if (w->fetcher)
		fetcher_cancel_all(w->fetcher);
	if (w->store)
		refresh_take_answers(w);
	/* the pool ends its jobs before the queue they answer to goes */
	pool_free(w->pool);
	refresh_commit(w);
	write_kept(w, true);
	queue_free(w->inbox, message_free_any);
	if (w->fetcher)
		fetcher_close(w->fetcher);
	store_close(w->store);
	judging_release(w);
	watch_close(w->watch);
	if (w->refresh_lock >= 0)
		close(w->refresh_lock);
	for (size_t i = 0; i < w->n_old_configs; i++)
		give_config_back(w, w->old_configs[i]);
	free(w->old_configs);
	give_config_back(w, w->config);
	secrets_release(&w->secrets);
	changes_log_release(&w->changes);
	free(w->database);
	free(w);
}

static void free_old_configs(struct worker *w)
{
	if (w->in_flight || w->parsing || w->n_held)
		return;
	while (w->n_old_configs)
		give_config_back(w, w->old_configs[--w->n_old_configs]);
}

/* Downloads and parsing still point into the old one: it goes back when they are through. */
static void use_config(struct worker *w, struct config *config)
{
	ARRAY_PUSH(w->old_configs, w->n_old_configs, w->cap_old_configs) = w->config;
	w->config = config;
	judging_begin(w);
	free_old_configs(w);
	refresh_plan(w);
	worker_changed(w, CHANGED_ITEMS | CHANGED_HOT | CHANGED_SOURCES);
}

static void handle(struct worker *w, struct message *m)
{
	switch (m->kind) {
	case ORDER_REFRESH:
		refresh_start(w, m->ids, m->n, m->flag);
		break;
	case ORDER_CANCEL:
		refresh_cancel(w);
		break;
	case ORDER_PAGE:
		refresh_page(w, m->ids[0]);
		break;
	case ORDER_PICTURE:
		refresh_picture(w, m);
		break;
	case ORDER_LOOK:
		refresh_look(w, m->lookup);
		m->lookup = NULL;
		break;
	case RESULT_LOOKED:
		w->parsing--;
		refresh_look(w, m->lookup);
		m->lookup = NULL;
		break;
	case ORDER_CONFIG:
		use_config(w, m->config);
		break;
	case ORDER_QUIT:
		w->ending = true;
		break;
	case RESULT_PARSED:
		refresh_save(w, m->parsed);
		m->parsed = NULL;
		break;
	case RESULT_SECRET:
		refresh_take_secret(w, m);
		break;
	case ORDER_MEND:
		if (w->store && clock_monotonic_ms() >= w->next_mend_ms)
			store_suspect(w->store);
		break;
	default:
		do_write_order(w, m);
		return;
	}
	message_free(m);
}

/* While there is no store: what needs one is not begun, but whoever waits for it is answered, and marks
 * are kept. True when it is done with m. */
static bool refuse(struct worker *w, struct message *m)
{
	const char *why = _("nothing can be fetched: the damaged database could not be mended");

	switch (m->kind) {
	case ORDER_REFRESH:
		worker_failure(w, why);
		break;
	case ORDER_PAGE:
		refresh_tell_page(w, m->ids[0], false, why);
		break;
	case ORDER_PICTURE:
		if (m->text)
			refresh_picture_refused(w, m, why);
		break;
	case RESULT_LOOKED:
	case ORDER_LOOK:
		w->parsing -= m->kind == RESULT_LOOKED;
		refresh_look_ends(w, m->lookup, why);
		m->lookup = NULL;
		break;
	case RESULT_PARSED:
		w->parsing--;
		if (m->parsed->item_id)
			refresh_tell_page(w, m->parsed->item_id, false, why);
		else
			refresh_tell_loading(w, &m->parsed->source_id, 1, false);
		break;
	default:
		return false;
	}
	message_free(m);
	return true;
}

static void handle_inbox(struct worker *w)
{
	int64_t end_ms = clock_monotonic_ms() + INBOX_SLICE_MS;
	struct message *m;

	while (!w->ending && (m = queue_take(w->inbox))) {
		if (w->store || !refuse(w, m))
			handle(w, m);
		if (w->parsing && clock_monotonic_ms() >= end_ms)
			break;
	}
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
	know_store(w);
	w->progress.mended |= w->progress.running;
	worker_changed(w, CHANGED_ITEMS | CHANGED_HOT | CHANGED_SOURCES);
	w->next_kept_ms = 0;
}

static void mend(struct worker *w)
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

/* A write is seen before its commit can be: look a moment later, and once more, in case. */
static void look_around(struct worker *w)
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

static bool is_housekeeping_due(const struct worker *w)
{
	return !w->once && w->store && worker_is_idle(w) && clock_monotonic_ms() >= w->next_housekeeping_ms;
}

/* Purge by rule, in slices between which orders are taken; then keep the log file short. */
static void keep_house(struct worker *w)
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

static int64_t sooner(int64_t wait, int64_t at_ms)
{
	int64_t left = at_ms - clock_monotonic_ms();

	return left < wait ? left : wait;
}

/* How long nothing needs to be done, at most `most`; -1: until somebody asks. */
static int time_to_wait(const struct worker *w, int most)
{
	int64_t wait = most < 0 ? INT64_MAX : most;

	if (w->batch_saves && wait > 50)
		wait = 50;
	if (!w->once && worker_is_idle(w)) {
		int64_t due = w->next_due == TIME_NONE ? INT64_MAX
		                                       : (w->next_due - clock_now()) * 1000;
		if (w->store)
			wait = sooner(wait, w->next_housekeeping_ms);
		if (due < wait)
			wait = due;
	}
	if (w->look_ms && w->store && !w->batch_saves)
		wait = sooner(wait, w->look_ms);
	if (w->n_kept && w->store)
		wait = sooner(wait, w->next_kept_ms);
	wait = sooner(wait, judging_next_ms(w));
	if (!w->store || store_is_damaged(w->store))
		wait = sooner(wait, w->next_mend_ms);
	if (wait < 0)
		wait = 0;
	return wait > INT_MAX ? (most < 0 ? -1 : most) : (int)wait;
}

static void wait_for_something(struct worker *w, int timeout_ms)
{
	if (w->in_flight && w->parsing < PARSING_MOST) {
		fetcher_wait(w->fetcher, queue_fd(w->inbox), timeout_ms < 0 ? 1000 : timeout_ms);
	} else {
		/* what was written is seen at w->look_ms: more of it wakes nobody before */
		struct pollfd fds[] = { { queue_fd(w->inbox), POLLIN, 0 },
			                { w->look_ms ? -1 : watch_fd(w->watch), POLLIN, 0 } };
		poll(fds, 2, timeout_ms);
	}
}

bool worker_step(struct worker *w, int timeout_ms)
{
	wait_for_something(w, time_to_wait(w, timeout_ms));
	handle_inbox(w);
	if (w->fetcher && w->store)
		refresh_take_answers(w);
	/* a batch is closed when nothing more is at hand, or it has been open for long enough */
	if (w->batch_saves &&
	    ((!w->in_flight && !w->parsing) || clock_monotonic_ms() - w->batch_since_ms > 300))
		refresh_commit(w);
	refresh_end_if_done(w);
	free_old_configs(w);
	mend(w);
	if (w->n_kept && w->store && clock_monotonic_ms() >= w->next_kept_ms)
		write_kept(w, false);
	look_around(w);
	judging_step(w);
	if (is_housekeeping_due(w))
		keep_house(w);
	if (!w->once && w->store && w->next_due != TIME_NONE && !w->progress.running &&
	    clock_now() >= w->next_due)
		refresh_start(w, NULL, 0, false);
	return !w->ending;
}

void worker_finish(struct worker *w)
{
	worker_step(w, 0);
	while (!worker_is_idle(w) || w->progress.running || judging_next_ms(w) != INT64_MAX)
		worker_step(w, 1000);
}
