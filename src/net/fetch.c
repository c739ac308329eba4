#include "net/fetch.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/local.h"
#include "net/transfer.h"

#include <stdlib.h>
#include <string.h>

/* New connections cost a handshake each; so many a turn keep fetcher_wait() short. */
#define STARTS_PER_TURN 8
/* Unpacking what 32 connections have ready can take longer than the caller may be away: what has
 * not had its turn by then stays with libcurl until the next. */
#define SLICE_MS 10

/* A list of transfers, in order; a transfer is in one list at a time. */
struct line {
	struct transfer *first, *last;
	size_t n;
};

struct host {
	uint64_t hash;
	char *name;
	struct line waiting;
	int running;
	int64_t next_ms; /* when the next request may start */
};

struct fetcher {
	struct fetch_options options;
	CURLM *multi;
	struct host **hosts;   /* every host seen */
	size_t n_hosts, cap_hosts;
	size_t turn;           /* the host whose turn it is */
	size_t n_waiting;
	int64_t slice_end_ms;
	struct line running, done;
	CURL **idle;           /* handles to use again, with their memory */
	size_t n_idle, cap_idle;
};

/* --- lists ----------------------------------------------------------------------------------- */

static void line_add(struct line *l, struct transfer *t, bool in_front)
{
	t->prev = in_front ? NULL : l->last;
	t->next = in_front ? l->first : NULL;
	*(t->prev ? &t->prev->next : &l->first) = t;
	*(t->next ? &t->next->prev : &l->last) = t;
	l->n++;
}

static void line_remove(struct line *l, struct transfer *t)
{
	*(t->prev ? &t->prev->next : &l->first) = t->next;
	*(t->next ? &t->next->prev : &l->last) = t->prev;
	t->prev = t->next = NULL;
	l->n--;
}

static struct host *host_for(struct fetcher *f, const char *name)
{
	uint64_t hash = hash_bytes(HASH_START, name, strlen(name));
	struct host *h;

	for (size_t i = 0; i < f->n_hosts; i++)
		if (f->hosts[i]->hash == hash && !strcmp(f->hosts[i]->name, name))
			return f->hosts[i];
	h = xcalloc(1, sizeof *h);
	h->hash = hash;
	h->name = xstrdup(name);
	ARRAY_PUSH(f->hosts, f->n_hosts, f->cap_hosts) = h;
	return h;
}

/* --- opening and closing --------------------------------------------------------------------- */

static char *dup_or_null(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static int positive_or(int value, int otherwise)
{
	return value > 0 ? value : otherwise;
}

struct fetcher *fetcher_open(const struct fetch_options *options, struct err *err)
{
	static const struct fetch_options none;
	const struct fetch_options *o = options ? options : &none;
	struct fetcher *f = xcalloc(1, sizeof *f);

	f->options = (struct fetch_options){
		.max_total = positive_or(o->max_total, 32),
		.max_per_host = positive_or(o->max_per_host, 4),
		.host_gap_ms = o->host_gap_ms,
		.connect_timeout_s = positive_or(o->connect_timeout_s, 10),
		.timeout_s = positive_or(o->timeout_s, 30),
		.low_speed_s = positive_or(o->low_speed_s, 15),
		.user_agent = dup_or_null(o->user_agent),
		.proxy = dup_or_null(o->proxy),
		.ca_file = dup_or_null(o->ca_file),
		.leaves_packed = o->leaves_packed,
	};
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		f->multi = curl_multi_init();
	if (!f->multi) {
		err_set(err, _("the network library cannot be started"));
		fetcher_close(f);
		return NULL;
	}
	curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, f->options.max_total * 2L);
	return f;
}

static void answer_is_ready(struct fetcher *f, struct transfer *t)
{
	line_add(&f->done, t, false);
}

static void let_go(struct fetcher *f, struct transfer *t)
{
	CURL *easy = transfer_take_handle(t);

	if (easy)
		ARRAY_PUSH(f->idle, f->n_idle, f->cap_idle) = easy;
}

static void stop_running(struct fetcher *f, struct transfer *t)
{
	curl_multi_remove_handle(f->multi, t->easy);
	line_remove(&f->running, t);
	t->host->running--;
}

void fetcher_cancel(struct fetcher *f, const void *context)
{
	struct transfer *t;

	for (t = f->running.first; t; t = t->next) {
		if (t->answer->context != context)
			continue;
		stop_running(f, t);
		let_go(f, t);
		transfer_cancel(t);
		answer_is_ready(f, t);
		return;
	}
	for (size_t i = 0; i < f->n_hosts; i++) {
		for (t = f->hosts[i]->waiting.first; t; t = t->next) {
			if (t->answer->context != context)
				continue;
			line_remove(&f->hosts[i]->waiting, t);
			f->n_waiting--;
			let_go(f, t);
			transfer_cancel(t);
			answer_is_ready(f, t);
			return;
		}
	}
}

void fetcher_cancel_all(struct fetcher *f)
{
	struct transfer *t;

	while ((t = f->running.first)) {
		stop_running(f, t);
		let_go(f, t);
		transfer_cancel(t);
		answer_is_ready(f, t);
	}
	for (size_t i = 0; i < f->n_hosts; i++) {
		while ((t = f->hosts[i]->waiting.first)) {
			line_remove(&f->hosts[i]->waiting, t);
			f->n_waiting--;
			let_go(f, t);
			transfer_cancel(t);
			answer_is_ready(f, t);
		}
	}
}

void fetcher_close(struct fetcher *f)
{
	if (!f)
		return;
	fetcher_cancel_all(f);
	for (struct fetch_answer *a; (a = fetcher_take(f));)
		fetch_answer_free(a);
	for (size_t i = 0; i < f->n_idle; i++)
		curl_easy_cleanup(f->idle[i]);
	if (f->multi)
		curl_multi_cleanup(f->multi);
	for (size_t i = 0; i < f->n_hosts; i++) {
		free(f->hosts[i]->name);
		free(f->hosts[i]);
	}
	curl_global_cleanup();
	free(f->idle);
	free(f->hosts);
	free((char *)f->options.user_agent);
	free((char *)f->options.proxy);
	free((char *)f->options.ca_file);
	free(f);
}

/* --- taking turns ---------------------------------------------------------------------------- */

static void wait_in_line(struct fetcher *f, struct transfer *t, bool in_front)
{
	t->host = host_for(f, t->is_local ? "" : t->route.host);
	line_add(&t->host->waiting, t, in_front);
	f->n_waiting++;
}

void fetcher_add(struct fetcher *f, const struct fetch_request *request)
{
	struct transfer *t = transfer_new(request);

	if (transfer_is_done(t))
		answer_is_ready(f, t);
	else
		wait_in_line(f, t, false);
}

static void start(struct fetcher *f, struct transfer *t)
{
	CURL *easy = t->easy ? t->easy : f->n_idle ? f->idle[--f->n_idle] : curl_easy_init();

	t->host->running++;
	t->host->next_ms = clock_monotonic_ms() + f->options.host_gap_ms;
	line_add(&f->running, t, false);
	t->slice_end_ms = &f->slice_end_ms;
	transfer_start(t, easy, &f->options);
	if (curl_multi_add_handle(f->multi, easy) == CURLM_OK)
		return;
	stop_running(f, t);
	let_go(f, t);
	transfer_refuse(t, _("the network library cannot be started"));
	answer_is_ready(f, t);
}

static void read_local(struct fetcher *f, struct transfer *t)
{
	int64_t from = clock_monotonic_ms();

	local_read(t->answer->final_url, t->etag, t->limit, t->answer);
	t->answer->duration_ms = (int)(clock_monotonic_ms() - from);
	answer_is_ready(f, t);
}

static bool may_start(const struct fetcher *f, const struct host *h, int64_t now_ms)
{
	return h->waiting.first && h->running < f->options.max_per_host && now_ms >= h->next_ms;
}

/* Start what may start, the hosts by turns, at most STARTS_PER_TURN. True when more could. */
static bool start_some(struct fetcher *f)
{
	int64_t now_ms = clock_monotonic_ms();
	size_t passed = 0;
	int left = STARTS_PER_TURN;

	while (f->n_waiting && passed < f->n_hosts && f->running.n < (size_t)f->options.max_total) {
		struct host *h = f->hosts[f->turn % f->n_hosts];
		struct transfer *t = h->waiting.first;
		if (!may_start(f, h, now_ms)) {
			passed++;
			f->turn++;
			continue;
		}
		if (!left--)
			return true;
		passed = 0;
		f->turn++;
		line_remove(&h->waiting, t);
		f->n_waiting--;
		if (t->is_local)
			read_local(f, t);
		else
			start(f, t);
	}
	return false;
}

/* Milliseconds until a host that is only waiting for its gap may be asked again; most at most. */
static int gap_ms(const struct fetcher *f, int most)
{
	int64_t now_ms = clock_monotonic_ms();

	if (!f->options.host_gap_ms || f->running.n >= (size_t)f->options.max_total)
		return most;
	for (size_t i = 0; i < f->n_hosts; i++) {
		const struct host *h = f->hosts[i];
		if (h->waiting.first && h->running < f->options.max_per_host &&
		    (most < 0 || h->next_ms - now_ms < most))
			most = h->next_ms > now_ms ? (int)(h->next_ms - now_ms) : 0;
	}
	return most;
}

static void end(struct fetcher *f, CURL *easy, CURLcode code)
{
	struct transfer *t = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
	stop_running(f, t);
	if (transfer_end(t, code, &f->options)) {
		let_go(f, t);
		answer_is_ready(f, t);
	} else {
		/* the next hop, before what has not begun yet; its handle holds the cookies */
		wait_in_line(f, t, true);
	}
}

static bool any_paused(const struct fetcher *f)
{
	for (const struct transfer *t = f->running.first; t; t = t->next)
		if (t->paused)
			return true;
	return false;
}

/* Begin a slice: those that were paused in the last one come first. */
static void begin_slice(struct fetcher *f)
{
	f->slice_end_ms = clock_monotonic_ms() + SLICE_MS;
	for (struct transfer *t = f->running.first; t; t = t->next) {
		if (!t->paused)
			continue;
		t->paused = false;
		curl_easy_pause(t->easy, CURLPAUSE_CONT);
	}
}

void fetcher_wait(struct fetcher *f, int extra_fd, int timeout_ms)
{
	struct curl_waitfd extra = { .fd = extra_fd, .events = CURL_WAIT_POLLIN };
	CURLMsg *message;
	int left;

	if (start_some(f) || f->done.first || any_paused(f))
		timeout_ms = 0;
	else
		timeout_ms = gap_ms(f, timeout_ms);
	/* libcurl knows no "for ever"; the caller only sees a wait that ends early */
	if (timeout_ms < 0)
		timeout_ms = 3600 * 1000;
	curl_multi_poll(f->multi, &extra, extra_fd >= 0, timeout_ms, NULL);
	begin_slice(f);
	curl_multi_perform(f->multi, &left);
	while ((message = curl_multi_info_read(f->multi, &left)))
		if (message->msg == CURLMSG_DONE)
			end(f, message->easy_handle, message->data.result);
}

struct fetch_answer *fetcher_take(struct fetcher *f)
{
	struct transfer *t = f->done.first;
	struct fetch_answer *a;

	if (!t)
		return NULL;
	line_remove(&f->done, t);
	a = transfer_take_answer(t);
	transfer_free(t);
	return a;
}

size_t fetcher_pending(const struct fetcher *f)
{
	return f->n_waiting + f->running.n;
}
