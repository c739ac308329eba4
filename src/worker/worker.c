#include "worker/worker.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "worker/orders.h"
#include "worker/refresh.h"
#include "worker/tending.h"
#include "worker/watch.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	HOUSEKEEPING_FIRST_MS = 20 * 1000,     /* not while the first screen is read */
	INBOX_SLICE_MS = 10,                   /* then the network has its turn, so that the pool has work */
	PARSING_MOST = 10,                     /* fetched and not saved yet; more is not taken in */
};

struct worker *worker_new(const struct worker_options *o, struct err *err)
{
	struct store *store = store_open(o->database, STORE_WRITE, err);
	struct worker *w;
	int every;

	if (!store)
		return NULL;
	w = xcalloc(1, sizeof *w);
	if (o->once)
		store_keep_log_short(store);
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
	tending_know_store(w);
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
	orders_write_kept(w, true);
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
		orders_take(w, m);
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
	if (!w->in_flight && !w->parsing)
		refresh_commit(w);
	refresh_commit_old(w);
	refresh_end_if_done(w);
	free_old_configs(w);
	tending_mend(w);
	if (w->n_kept && w->store && clock_monotonic_ms() >= w->next_kept_ms)
		orders_write_kept(w, false);
	tending_look_around(w);
	judging_step(w);
	if (tending_is_due(w))
		tending_keep_house(w);
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
