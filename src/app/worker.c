#include "app/worker.h"
#include "app/refresh.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	HOUSEKEEPING_FIRST_MS = 20 * 1000,     /* not while the first screen is read */
	HOUSEKEEPING_EVERY_MS = 6 * 3600 * 1000,
	PURGE_SLICE_MS = 20,
};

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
	return w;
}

static void give_config_back(struct worker *w, struct config *config)
{
	struct message *m = message_new(NEWS_CONFIG);

	m->config = config;
	queue_post(w->news, m);
}

void worker_free(struct worker *w)
{
	if (!w)
		return;
	if (w->fetcher)
		fetcher_cancel_all(w->fetcher);
	refresh_take_answers(w);
	/* the pool ends its jobs before the queue they answer to goes */
	pool_free(w->pool);
	refresh_commit(w);
	queue_free(w->inbox, message_free_any);
	if (w->fetcher)
		fetcher_close(w->fetcher);
	store_close(w->store);
	if (w->refresh_lock >= 0)
		close(w->refresh_lock);
	for (size_t i = 0; i < w->n_old_configs; i++)
		give_config_back(w, w->old_configs[i]);
	free(w->old_configs);
	give_config_back(w, w->config);
	free(w->database);
	free(w);
}

struct queue *worker_inbox(struct worker *w)
{
	return w->inbox;
}

bool worker_is_idle(const struct worker *w)
{
	return !w->in_flight && !w->parsing && !w->batch_saves;
}

void worker_notice(struct worker *w, const char *text)
{
	struct message *m = message_new(NEWS_NOTICE);

	log_line(LOG_WARN, "%s", text);
	m->text = xstrdup(text);
	queue_post(w->news, m);
}

void worker_changed(struct worker *w, unsigned changed)
{
	struct message *m = message_new(NEWS_CHANGED);

	m->changed = changed;
	queue_post(w->news, m);
}

/* Orders that write: committed alone and at once, so that a mark never waits for a batch. */
static bool write_order(struct worker *w, const struct message *m, struct err *err)
{
	switch (m->kind) {
	case ORDER_READ:
		return store_mark_read(w->store, m->ids, m->n, m->flag, err);
	case ORDER_STAR:
		return store_mark_starred(w->store, m->ids, m->n, m->flag, err);
	case ORDER_TAG:
		return m->flag ? store_tag_add(w->store, m->ids, m->n, m->text, err)
		               : store_tag_remove(w->store, m->ids, m->n, m->text, err);
	case ORDER_NOTE:
		return store_note_set(w->store, m->name, m->text, err);
	case ORDER_FORGET:
		return store_source_remove(w->store, m->ids[0], err);
	default:
		return true;
	}
}

static void do_write_order(struct worker *w, const struct message *m)
{
	struct err err = ERR_INIT;
	struct message *done = message_new(NEWS_DONE);

	refresh_commit(w);
	done->flag = write_order(w, m, &err);
	if (!done->flag)
		worker_notice(w, err.text);
	done->serial = m->serial;
	done->changed = m->kind == ORDER_NOTE ? 0 : CHANGED_ITEMS | CHANGED_SOURCES;
	queue_post(w->news, done);
}

static void free_old_configs(struct worker *w)
{
	if (w->in_flight || w->parsing)
		return;
	while (w->n_old_configs)
		give_config_back(w, w->old_configs[--w->n_old_configs]);
}

/* Downloads and parsing still point into the old one: it goes back when they are through. */
static void use_config(struct worker *w, struct config *config)
{
	ARRAY_PUSH(w->old_configs, w->n_old_configs, w->cap_old_configs) = w->config;
	w->config = config;
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
	default:
		do_write_order(w, m);
		break;
	}
	message_free(m);
}

static void handle_inbox(struct worker *w)
{
	struct message *m;

	while (!w->ending && (m = queue_take(w->inbox)))
		handle(w, m);
}

static bool is_housekeeping_due(const struct worker *w)
{
	return !w->once && worker_is_idle(w) && clock_monotonic_ms() >= w->next_housekeeping_ms;
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
		int64_t id = s->keep_for_s || s->keep_items ? store_source_find(w->store, s->key) : 0;

		if (id)
			rules[n++] = (struct retention){
				id, s->keep_for_s ? s->keep_for_s : c->options.keep_for,
				s->keep_items ? s->keep_items : c->options.keep_items
			};
	}
	if (!store_purge(w->store, rules, n, clock_now(), PURGE_SLICE_MS, &more, &err) ||
	    !store_checkpoint(w->store, &err))
		log_line(LOG_WARN, "%s", err.text);
	free(rules);
	w->next_housekeeping_ms = clock_monotonic_ms() + (more ? 100 : HOUSEKEEPING_EVERY_MS);
}

/* How long nothing needs to be done, at most `most`; -1: until somebody asks. */
static int time_to_wait(const struct worker *w, int most)
{
	int64_t wait = most < 0 ? INT64_MAX : most;

	if (w->batch_saves && wait > 50)
		wait = 50;
	if (!w->once && worker_is_idle(w)) {
		int64_t house = w->next_housekeeping_ms - clock_monotonic_ms();
		int64_t due = w->next_due == TIME_NONE ? INT64_MAX
		                                       : (w->next_due - clock_now()) * 1000;
		if (house < wait)
			wait = house;
		if (due < wait)
			wait = due;
	}
	if (wait < 0)
		wait = 0;
	return wait > INT_MAX ? (most < 0 ? -1 : most) : (int)wait;
}

static void wait_for_something(struct worker *w, int timeout_ms)
{
	if (w->in_flight) {
		fetcher_wait(w->fetcher, queue_fd(w->inbox), timeout_ms < 0 ? 1000 : timeout_ms);
	} else {
		struct pollfd fd = { queue_fd(w->inbox), POLLIN, 0 };
		poll(&fd, 1, timeout_ms);
	}
}

bool worker_step(struct worker *w, int timeout_ms)
{
	wait_for_something(w, time_to_wait(w, timeout_ms));
	handle_inbox(w);
	if (w->fetcher)
		refresh_take_answers(w);
	/* a batch is closed when nothing more is at hand, or it has been open for long enough */
	if (w->batch_saves &&
	    ((!w->in_flight && !w->parsing) || clock_monotonic_ms() - w->batch_since_ms > 300))
		refresh_commit(w);
	refresh_end_if_done(w);
	free_old_configs(w);
	if (is_housekeeping_due(w))
		keep_house(w);
	if (!w->once && w->next_due != TIME_NONE && !w->progress.running &&
	    clock_now() >= w->next_due)
		refresh_start(w, NULL, 0, false);
	return !w->ending;
}

void worker_finish(struct worker *w)
{
	worker_step(w, 0);
	while (!worker_is_idle(w) || w->progress.running)
		worker_step(w, 1000);
}
