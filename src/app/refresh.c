#include "app/refresh.h"
#include "app/request.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	MIN_INTERVAL_S = 60,
	QUIET_S = 30 * 60, /* after a cancelled run, where `every` gives no interval */
};

void download_free(struct download *d)
{
	free(d->wants);
	free(d);
}

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

	return every && every < MIN_INTERVAL_S ? MIN_INTERVAL_S : every;
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
	if (state->next_try == TIME_NONE)
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

static bool open_fetcher(struct worker *w)
{
	struct fetch_options options;
	struct err err = ERR_INIT;

	request_limits(&options, &w->config->options);
	if (!w->fetcher)
		w->fetcher = fetcher_open(&options, &err);
	if (!w->fetcher)
		worker_notice(w, err.text);
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
	       same_list(&a->header, &b->header) && same_list(&a->header_env, &b->header_env);
}

static void download_want(struct download *d, const struct source *s, int64_t id)
{
	if (d->n_wants == d->cap_wants)
		ARRAY_RESERVE(d->wants, d->cap_wants, d->n_wants + 1);
	d->wants[d->n_wants].source = s;
	d->wants[d->n_wants++].id = id;
}

/* What was last seen of the address, when all who want it have seen the same of it: else the answer "not
 * changed" would be wrong for one of them. */
static bool state_of_all(struct worker *w, const struct download *d, struct arena *a,
                         struct source_state *out)
{
	struct source_state other;

	if (!store_source_state(w->store, d->wants[0].id, a, out))
		return false;
	for (size_t i = 1; i < d->n_wants; i++)
		if (!store_source_state(w->store, d->wants[i].id, a, &other) ||
		    !text_same(other.etag, out->etag) ||
		    !text_same(other.last_modified, out->last_modified) ||
		    !text_same(other.moved_to, out->moved_to))
			return false;
	return true;
}

static void ask(struct worker *w, struct download *d)
{
	struct arena a = ARENA_INIT;
	struct source_state state = { 0 };
	struct fetch_request request;

	request_of_source(&request, d->wants[0].source, &a);
	request.context = d;
	if (state_of_all(w, d, &a, &state)) {
		request.etag = state.etag;
		request.last_modified = state.last_modified;
		if (state.moved_to)
			request.url = state.moved_to;
	}
	fetcher_add(w->fetcher, &request);
	w->in_flight++;
	w->progress.total += (int)d->n_wants;
	for (size_t i = 0; i < d->n_wants; i++)
		refresh_tell_loading(w, &d->wants[i].id, 1, true);
	arena_release(&a);
}

static struct download *download_for(struct download **all, size_t n, const struct source *s)
{
	for (size_t i = 0; i < n; i++)
		if (same_request(all[i]->wants[0].source, s))
			return all[i];
	return NULL;
}

/* Group what is wanted by request. Sources of one list number in the hundreds: compare pair by pair. */
static size_t collect(struct worker *w, const int64_t *ids, size_t n, bool by_user,
                      struct download ***out)
{
	struct download **all = NULL;
	size_t n_all = 0, cap = 0;
	struct arena a = ARENA_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < w->config->n_sources; i++) {
		const struct source *s = &w->config->sources[i];
		int64_t id = s->is_builtin ? 0 : store_source_put(w->store, s, &err);
		struct source_state state;
		struct download *d;

		if (!id || !is_wanted(s, id, ids, n))
			continue;
		if (!by_user && store_source_state(w->store, id, &a, &state) && !is_due(w, s, &state))
			continue;
		d = download_for(all, n_all, s);
		if (!d) {
			d = xcalloc(1, sizeof *d);
			ARRAY_PUSH(all, n_all, cap) = d;
		}
		download_want(d, s, id);
	}
	if (err.text[0])
		worker_notice(w, err.text);
	arena_release(&a);
	*out = all;
	return n_all;
}

void refresh_start(struct worker *w, const int64_t *ids, size_t n, bool by_user)
{
	struct download **all;
	size_t n_all;

	refresh_commit(w);
	refresh_keep_quiet(w, MIN_INTERVAL_S);
	if (!take_lock(w)) {
		if (by_user)
			worker_notice(w, _("another haowai is fetching; what it brings shows here too"));
		w->next_due = w->next_due == TIME_NONE ? TIME_NONE : clock_now() + 60;
		return;
	}
	n_all = collect(w, ids, n, by_user, &all);
	if (n_all && open_fetcher(w)) {
		if (!w->progress.running)
			w->progress = (struct refresh_progress){ .running = true };
		for (size_t i = 0; i < n_all; i++)
			ask(w, all[i]);
		refresh_tell_progress(w);
	} else {
		for (size_t i = 0; i < n_all; i++)
			download_free(all[i]);
		refresh_plan(w);
		if (!w->progress.running)
			refresh_drop_lock(w);
	}
	free(all);
}

void refresh_cancel(struct worker *w)
{
	int every = w->config->options.every;

	refresh_keep_quiet(w, every > MIN_INTERVAL_S ? every : QUIET_S);
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

static const struct source *source_of(const struct worker *w, int64_t id)
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
		s = source_of(w, item.source_id);
	if (may_fetch(&item, s) && open_fetcher(w)) {
		struct fetch_request request = { .url = item.link };

		d = xcalloc(1, sizeof *d);
		d->rule = s && s->page ? s->page : config_page_rule(w->config, item.link);
		d->item_id = item_id;
		request.context = d;
		fetcher_add(w->fetcher, &request);
		w->in_flight++;
	} else {
		refresh_tell_page(w, item_id, false, _("this article has no address to fetch its text from"));
	}
	arena_release(&a);
}
