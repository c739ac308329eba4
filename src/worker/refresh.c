#include "worker/refresh.h"
#include "base/array.h"
#include "base/by_hash.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "worker/request.h"
#include "worker/schedule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	QUIET_S = 30 * 60, /* after a cancelled run, where `every` gives no interval */
};

/* --- who fetches: one process at a time ---------------------------------------------------------- */

static bool take_lock(struct worker *w)
{
	char *path;

	if (w->refresh_lock >= 0)
		return true;
	path = path_join(w->paths->state, "refresh.lock");
	w->refresh_lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	free(path);
	/* a folder that cannot be written is told of by the store; do not stop the news for it */
	if (w->refresh_lock < 0 || flock(w->refresh_lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	close(w->refresh_lock);
	w->refresh_lock = -1;
	return false;
}

void refresh_drop_lock(struct worker *w)
{
	if (w->refresh_lock >= 0)
		close(w->refresh_lock);
	w->refresh_lock = -1;
}

void refresh_tell_progress(struct worker *w)
{
	struct message *m = message_new(NEWS_PROGRESS);

	m->progress = w->progress;
	queue_post(w->news, m);
}

void refresh_tell_loading(struct worker *w, const int64_t *ids, size_t n, bool loading)
{
	struct message *m = message_with_ids(NEWS_LOADING, ids, n);

	m->flag = loading;
	queue_post(w->news, m);
}

/* --- what is due ------------------------------------------------------------------------------------ */

int refresh_interval(const struct worker *w, const struct source *s)
{
	int every = s->every_s ? s->every_s : w->config->options.every;

	return every && every < SCHEDULE_LEAST_S ? SCHEDULE_LEAST_S : every;
}

static bool is_wanted(const struct source *s, int64_t id, const int64_t *ids, size_t n)
{
	if (s->is_builtin || s->problem || !s->url)
		return false;
	if (!n)
		return !s->paused;
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool is_due(const struct worker *w, const struct source *s, const struct source_state *state)
{
	if (!schedule_allows(state->status, state->not_before, clock_now()))
		return false;
	if (state->next_try == TIME_NONE || !refresh_interval(w, s))
		return refresh_interval(w, s) > 0 || state->last_try == TIME_NONE;
	return state->next_try <= clock_now();
}

void refresh_plan(struct worker *w)
{
	struct arena a = ARENA_INIT;

	w->next_due = TIME_NONE;
	if (w->once || !w->store)
		return;
	for (size_t i = 0; i < w->config->n_sources; i++) {
		const struct source *s = &w->config->sources[i];
		struct source_state state;
		int64_t id, due;

		if (!is_wanted(s, 0, NULL, 0) || !refresh_interval(w, s))
			continue;
		id = store_source_find(w->store, s->key);
		if (!id || !store_source_state(w->store, id, &a, &state))
			due = clock_now();
		else if (state.status == SCHEDULE_GONE)
			continue;
		else
			due = state.next_try == TIME_NONE ? clock_now() : state.next_try;
		if (w->next_due == TIME_NONE || due < w->next_due)
			w->next_due = due;
	}
	/* what could not be noted (a full disk) or was cancelled is still due: not at once, for ever */
	if (w->next_due != TIME_NONE && w->next_due < w->quiet_until)
		w->next_due = w->quiet_until;
	arena_release(&a);
}

void refresh_keep_quiet(struct worker *w, int64_t seconds)
{
	int64_t until = clock_now() + seconds;

	if (until > w->quiet_until)
		w->quiet_until = until;
}

/* --- asking ------------------------------------------------------------------------------------------- */

bool refresh_open_fetcher(struct worker *w)
{
	struct fetch_options options;
	struct err err = ERR_INIT;

	request_limits(&options, &w->config->options);
	options.leaves_packed = true;
	if (!w->fetcher)
		w->fetcher = fetcher_open(&options, &err);
	if (!w->fetcher)
		worker_failure(w, err.text);
	return w->fetcher != NULL;
}

static bool same_list(const struct text_list *a, const struct text_list *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!text_same(a->v[i], b->v[i]))
			return false;
	return true;
}

static bool same_request(const struct source *a, const struct source *b)
{
	return text_same(a->url, b->url) && text_same(a->method, b->method) &&
	       text_same(a->body, b->body) && text_same(a->proxy, b->proxy) &&
	       same_list(&a->header, &b->header) && same_list(&a->header_env, &b->header_env) &&
	       text_same(a->auth_command, b->auth_command) &&
	       text_same(a->cookie_file, b->cookie_file);
}

static void download_want(struct download *d, const struct source *s, int64_t id)
{
	if (d->n_wants == d->cap_wants)
		ARRAY_RESERVE(d->wants, d->cap_wants, d->n_wants + 1);
	d->wants[d->n_wants].source = s;
	d->wants[d->n_wants++].id = id;
}

/* What is wanted, grouped by request. */
struct wanted {
	struct download **all;
	size_t n, cap;
	struct by_hash by_url;
};

static struct download *download_for(struct wanted *wanted, const struct source *s)
{
	uint64_t hash = hash_bytes(HASH_START, s->url, strlen(s->url));
	size_t at = 0, i;
	struct download *d;

	while (by_hash_next(&wanted->by_url, hash, &at, &i))
		if (same_request(wanted->all[i]->wants[0].source, s))
			return wanted->all[i];
	d = xcalloc(1, sizeof *d);
	by_hash_add(&wanted->by_url, hash, wanted->n);
	ARRAY_PUSH(wanted->all, wanted->n, wanted->cap) = d;
	return d;
}

/* Who began the run, and over what. */
enum run { RUN_DUE, RUN_ALL, RUN_NAMED };

static bool may_ask(const struct worker *w, const struct source *s, const struct source_state *state,
                    enum run run)
{
	if (run == RUN_ALL)
		return schedule_allows(state->status, state->not_before, clock_now());
	return run == RUN_NAMED || is_due(w, s, state);
}

static void collect(struct worker *w, const int64_t *ids, size_t n, enum run run,
                    struct wanted *out)
{
	struct arena a = ARENA_INIT;
	struct err err = ERR_INIT;

	/* the rows of new sources in one transaction */
	store_hold_view(w->store);
	store_begin(w->store, &err);
	for (size_t i = 0; i < w->config->n_sources; i++) {
		const struct source *s = &w->config->sources[i];
		int64_t id = s->is_builtin ? 0 : store_source_put(w->store, s, &err);
		struct source_state state;

		if (!id || !is_wanted(s, id, ids, n))
			continue;
		if (store_source_state(w->store, id, &a, &state) && !may_ask(w, s, &state, run))
			continue;
		download_want(download_for(out, s), s, id);
		arena_clear(&a);
	}
	store_commit(w->store, &err);
	store_let_go_view(w->store);
	if (err.text[0])
		worker_failure(w, err.text);
	arena_release(&a);
}

static void tell_elsewhere(struct worker *w)
{
	w->progress.elsewhere = true;
	worker_notice(w, _("another haowai is fetching; what it brings shows here too"));
	refresh_tell_progress(w);
}

static void begin_run(struct worker *w)
{
	if (w->progress.running)
		return;
	w->progress = (struct refresh_progress){ .running = true };
	if (!w->parsing && !w->n_held)
		secrets_release(&w->secrets);
}

void refresh_start(struct worker *w, const int64_t *ids, size_t n, bool by_user)
{
	struct wanted wanted = { 0 };

	refresh_commit(w);
	refresh_keep_quiet(w, SCHEDULE_LEAST_S);
	if (!take_lock(w)) {
		if (by_user)
			tell_elsewhere(w);
		w->next_due = w->next_due == TIME_NONE ? TIME_NONE : clock_now() + 60;
		return;
	}
	collect(w, ids, n, !by_user ? RUN_DUE : n ? RUN_NAMED : RUN_ALL, &wanted);
	if (wanted.n && refresh_open_fetcher(w)) {
		begin_run(w);
		store_hold_view(w->store);
		for (size_t i = 0; i < wanted.n; i++) {
			struct download *d = wanted.all[i];

			w->progress.total += (int)d->n_wants;
			for (size_t k = 0; k < d->n_wants; k++)
				refresh_tell_loading(w, &d->wants[k].id, 1, true);
			refresh_ask(w, d);
		}
		store_let_go_view(w->store);
		refresh_tell_progress(w);
	} else {
		for (size_t i = 0; i < wanted.n; i++)
			download_free(wanted.all[i]);
		refresh_plan(w);
		if (!w->progress.running)
			refresh_drop_lock(w);
	}
	by_hash_release(&wanted.by_url);
	free(wanted.all);
}

void refresh_cancel(struct worker *w)
{
	int every = w->config->options.every;

	refresh_keep_quiet(w, every > SCHEDULE_LEAST_S ? every : QUIET_S);
	refresh_drop_held(w);
	if (w->fetcher)
		fetcher_cancel_all(w->fetcher);
}

void refresh_tell_page(struct worker *w, int64_t item_id, bool ok, const char *why)
{
	struct message *m = message_with_ids(NEWS_PAGE, &item_id, 1);

	m->flag = ok;
	m->text = why ? xstrdup(why) : NULL;
	queue_post(w->news, m);
}

const struct source *refresh_source_of(const struct worker *w, int64_t id)
{
	for (size_t i = 0; i < w->config->n_sources; i++)
		if (store_source_find(w->store, w->config->sources[i].key) == id)
			return &w->config->sources[i];
	return NULL;
}

/* A feed may name any address: only a source that is a file itself leads to files. */
static bool may_fetch(const struct item *item, const struct source *s)
{
	return item->link && (url_is_web(item->link) ||
	                      (s && s->url && slice_begins_nocase(slice_of(s->url), "file:")));
}

/* By the source's own rule, else by the one for the address; where there is none feed/page finds the
 * text by itself. */
void refresh_page(struct worker *w, int64_t item_id)
{
	struct arena a = ARENA_INIT;
	struct item item = { 0 };
	const struct source *s = NULL;
	struct download *d;

	refresh_commit(w);
	if (store_item(w->store, item_id, &a, &item))
		s = refresh_source_of(w, item.source_id);
	if (may_fetch(&item, s) && refresh_open_fetcher(w)) {
		d = xcalloc(1, sizeof *d);
		d->rule = s && s->page ? s->page : config_page_rule(w->config, item.link);
		d->item_id = item_id;
		d->page_of = s;
		d->link = xstrdup(item.link);
		refresh_ask(w, d);
	} else {
		refresh_tell_page(w, item_id, false, _("this article has no address to fetch its text from"));
	}
	arena_release(&a);
}

/* --- what an address is --------------------------------------------------------------------------------- */

static void tell_found(struct worker *w, struct lookup *l)
{
	struct message *m = message_new(NEWS_FOUND);

	m->lookup = l;
	queue_post(w->news, m);
}

void refresh_look_ends(struct worker *w, struct lookup *l, const char *why)
{
	if (lookup_wants(l)) {
		err_set(&l->err, "%s", why);
		l->end = LOOKUP_FAILED;
	}
	tell_found(w, l);
}

void refresh_look(struct worker *w, struct lookup *l)
{
	const char *url = lookup_wants(l);
	struct fetch_request request = { .url = url };
	struct err err = ERR_INIT;
	struct download *d;

	if (!url || !refresh_open_fetcher(w)) {
		err_set(&err, _("%s cannot be fetched now"), l->asked);
		refresh_look_ends(w, l, err.text);
		return;
	}
	d = xcalloc(1, sizeof *d);
	d->lookup = l;
	request.context = d;
	fetcher_add(w->fetcher, &request);
	w->in_flight++;
}
