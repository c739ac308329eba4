#include "reader/private.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "reader/edition.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void worker_main(void *arg)
{
	struct worker *w = arg;

	while (worker_step(w, -1))
		;
}

/* A reader of one address keeps nothing: its store stands in a folder of its own until the end. */
static bool make_temporary(struct reader *r, struct err *err)
{
	const char *base = getenv("TMPDIR");
	char *path = path_join(base && *base == '/' ? base : "/tmp", "haowai-XXXXXX");

	if (!mkdtemp(path)) {
		free(path);
		return err_set(err, _("cannot make a folder in %s"), base ? base : "/tmp");
	}
	r->temporary = path;
	return true;
}

static void remove_temporary(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		closedir(d);
	rmdir(dir);
}

static void copy_paths(struct paths *to, const struct paths *from)
{
	to->config = xstrdup(from->config);
	to->subscriptions = xstrdup(from->subscriptions);
	to->data = xstrdup(from->data);
	to->state = xstrdup(from->state);
}

/* The store must exist, and hold the first edition, before it can be opened for reading. */
static bool prepare_store(struct reader *r, bool with_edition, struct err *err)
{
	struct store *s;
	bool ready;

	s = path_exists(r->database) ? store_open(r->database, STORE_READ, NULL) : NULL;
	ready = s && (!with_edition || edition_is_installed(s, r->key_of));
	if (s)
		store_close(s);
	if (ready)
		return true;
	s = store_open(r->database, STORE_WRITE, err);
	if (!s)
		return false;
	if (err->text[0]) /* opened, but there is something to say: a damaged file was put aside */
		reader_say(r, xstrdup(err->text));
	err_clear(err);
	if (with_edition && !edition_install(s, r->config, r->key_of, err))
		log_line(LOG_WARN, "%s", err->text);
	err_clear(err);
	store_close(s);
	return true;
}

static int64_t builtin_source(struct reader *r)
{
	for (size_t i = 0; i < r->config->n_sources; i++) {
		const struct source *s = &r->config->sources[i];
		if (s->is_builtin && s->kind == SOURCE_FEED)
			return reader_source_id(r, s);
	}
	return 0;
}

static void start_worker(struct reader *r, bool pages_too, struct err *err)
{
	struct worker_options o = {
		.paths = &r->paths,
		.database = r->database,
		.config = r->config,
		.news = r->news,
		.pages_too = pages_too,
		.once = pages_too,
	};

	r->worker = worker_new(&o, err);
	if (r->worker)
		r->thread = thread_start(worker_main, r->worker, "haowai-worker");
}

static void remember_visit(struct reader *r)
{
	char text[32];

	r->last_visit = TIME_NONE;
	if (reader_note(r, "visit"))
		r->last_visit = strtoll(reader_note(r, "visit"), NULL, 10);
	snprintf(text, sizeof text, "%" PRId64, clock_now());
	if (r->thread)
		reader_set_note(r, "visit", text);
}

static bool open_store(struct reader *r, bool with_edition, struct err *err)
{
	r->database = path_join(r->temporary ? r->temporary : r->paths.data, "news.db");
	if (!prepare_store(r, with_edition, err))
		return false;
	r->store = store_open(r->database, STORE_READ, err);
	return r->store != NULL;
}

static struct config *load_config(const struct reader *r)
{
	struct config *c = r->only ? config_of_one(r->only, r->paths.config)
	                           : config_load(r->paths.config, r->paths.subscriptions);

	for (size_t i = 0; i < r->n_overrides; i++)
		options_set(&c->options, r->overrides[i].name,
		            arena_strdup(&c->arena, r->overrides[i].value), &(struct err)ERR_INIT);
	if (r->check)
		r->check(c);
	return c;
}

struct reader *reader_open(const struct reader_options *o, struct err *err)
{
	struct reader *r = xcalloc(1, sizeof *r);
	bool threaded = !o->no_worker;

	copy_paths(&r->paths, o->paths);
	r->key_of = o->key_of;
	r->only = o->only ? xstrdup(o->only) : NULL;
	r->news = queue_new();
	r->progress.finished = TIME_NONE;
	r->states_are_stale = r->shelf_is_stale = r->hot_is_stale = true;
	r->check = o->check;
	r->config = load_config(r);
	if ((o->only && !make_temporary(r, err)) || !open_store(r, !o->only, err))
		goto fail;
	reader_take_titles(r, r->config);
	if (threaded)
		start_worker(r, o->only != NULL, err);
	if (err->text[0]) {
		/* a store that cannot be written can still be read: say so, go on */
		reader_say(r, xstrdup(err->text));
		err_clear(err);
	}
	r->builtin_id = builtin_source(r);
	remember_visit(r);
	if (r->thread && (o->only || r->config->options.refresh_on_start)) {
		struct message *m = message_new(ORDER_REFRESH);
		m->flag = o->only != NULL;
		reader_post(r, m);
	}
	return r;
fail:
	reader_close(r);
	return NULL;
}

static void take_configs_back(struct reader *r)
{
	struct message *m;

	while ((m = queue_take(r->news))) {
		if (m->kind == NEWS_CONFIG && m->config != r->config)
			config_free(m->config);
		message_free(m);
	}
}

static void release_arenas(struct reader *r)
{
	lookup_free(r->found);
	arena_release(&r->shelf_arena);
	arena_release(&r->tags_arena);
	arena_release(&r->hot_arena);
	arena_release(&r->hot_shown_arena);
	arena_release(&r->history_arena);
	arena_release(&r->story_arena);
	arena_release(&r->problem_arena);
	arena_release(&r->note_arena);
	arena_release(&r->states_arena);
	free(r->copies);
	arena_release(&r->search_arena);
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	if (r->thread) {
		reader_post(r, message_new(ORDER_QUIT));
		thread_join(r->thread);
	}
	worker_free(r->worker);
	reader_search_close(r);
	reader_topic_end(r);
	take_configs_back(r);
	queue_free(r->news, message_free_any);
	reader_list_release(r);
	reader_forget_rules(r);
	reader_release_alerts(r);
	free(r->shelf);
	for (size_t i = 0; i < r->n_pending; i++)
		reader_pending_release(&r->pending[i]);
	free(r->pending);
	reader_undo_release(r);
	free(r->picture.bytes);
	free(r->picture.problem);
	free(r->wanted_pages);
	free(r->coming_pages);
	reader_extra_release(r);
	release_arenas(r);
	store_close(r->store);
	config_free(r->config);
	if (r->temporary)
		remove_temporary(r->temporary);
	free(r->temporary);
	for (size_t i = 0; i < r->n_overrides; i++) {
		free(r->overrides[i].name);
		free(r->overrides[i].value);
	}
	free(r->overrides);
	free(r->only);
	free(r->database);
	free(r->loading);
	free(r->asked);
	reader_release_notices(r);
	paths_release(&r->paths);
	free(r);
}

const struct config *reader_config(const struct reader *r)
{
	return r->config;
}

uint32_t reader_post(struct reader *r, struct message *m)
{
	uint32_t serial = ++r->serial;

	m->serial = serial;
	if (r->worker)
		queue_post(worker_inbox(r->worker), m);
	else
		message_free(m);
	return serial;
}

void reader_reload(struct reader *r)
{
	struct message *m;

	m = message_new(ORDER_CONFIG);
	m->config = load_config(r);
	r->states_are_stale = true;
	reader_take_titles(r, m->config);
	reader_forget_rules(r);
	/* the old one comes back from the worker when nothing points into it any more */
	if (!r->worker)
		config_free(r->config);
	r->config = m->config;
	reader_post(r, m);
	r->states_are_stale = r->shelf_is_stale = r->hot_is_stale = r->topic_is_stale = true;
	r->builtin_id = builtin_source(r);
	reader_list_reload(r);
}

bool reader_set_option(struct reader *r, const char *name, const char *value, struct err *err)
{
	struct options trial = r->config->options;
	size_t i = 0;

	if (!options_set(&trial, name, value, err))
		return false;
	while (i < r->n_overrides && strcmp(r->overrides[i].name, name) != 0)
		i++;
	if (i == r->n_overrides) {
		char *copy = xstrdup(name);

		ARRAY_PUSH(r->overrides, r->n_overrides, r->cap_overrides).name = copy;
	} else {
		free(r->overrides[i].value);
	}
	r->overrides[i].value = xstrdup(value);
	reader_reload(r);
	return true;
}

const char *reader_state_dir(const struct reader *r)
{
	return r->only ? NULL : r->paths.state;
}

int reader_fd(const struct reader *r)
{
	return queue_fd(r->news);
}

int reader_timeout_ms(const struct reader *r)
{
	int wait = r->n_notices ? reader_notice_wait(r) : -1;
	int others[] = { reader_list_rest_ms(r), reader_extra_timeout_ms(r) };

	for (size_t i = 0; i < 2; i++)
		if (others[i] >= 0 && (wait < 0 || others[i] < wait))
			wait = others[i];
	return wait;
}

/* A refresh tells of hundreds: one at a time comes, one at a time goes. */
static void take_loading(struct reader *r, const struct message *m)
{
	for (size_t i = 0; i < m->n; i++) {
		size_t at = 0;

		while (at < r->n_loading && r->loading[at] != m->ids[i])
			at++;
		if (m->flag && at == r->n_loading)
			ARRAY_PUSH(r->loading, r->n_loading, r->cap_loading) = m->ids[i];
		else if (!m->flag && at < r->n_loading)
			r->loading[at] = r->loading[--r->n_loading];
	}
	r->loading_is_sorted = false;
	r->shelf_is_stale = true;
}

static bool take_changes(struct reader *r, unsigned changed)
{
	/* the file may be another one now: go over to it */
	if (changed && store_version(r->store) && !store_is_damaged(r->store))
		r->is_mending = false;
	if (changed & (CHANGED_ITEMS | CHANGED_HOT))
		r->alerts_are_read = false;
	if (changed & CHANGED_ITEMS)
		reader_list_reload(r);
	r->topic_is_stale |= changed != 0;
	if (changed & CHANGED_HOT) {
		r->hot_is_stale = true;
		r->hot_version++;
	}
	if (changed)
		r->states_are_stale = r->shelf_is_stale = true;
	r->titles_may_wait |= (changed & CHANGED_SOURCES) != 0;
	/* once for a whole refresh: every time costs a reading of the configuration */
	if (r->titles_may_wait && !r->progress.running) {
		r->titles_may_wait = false;
		if (reader_has_new_titles(r))
			reader_reload(r);
	}
	return changed != 0;
}

static char *take_text(struct message *m)
{
	char *text = m->text;

	m->text = NULL;
	return text;
}

static bool take_news(struct reader *r, struct message *m, unsigned *changed)
{
	switch (m->kind) {
	case NEWS_PROGRESS:
		r->progress = m->progress;
		if (!m->progress.running)
			r->n_loading = 0;
		/* a source that failed shows at once, one that is loading too */
		r->states_are_stale = r->shelf_is_stale = true;
		return true;
	case NEWS_LOADING:
		take_loading(r, m);
		return true;
	case NEWS_CHANGED:
		*changed |= m->changed;
		return true;
	case NEWS_DONE:
		reader_forget_pending(r, m->serial);
		r->topic_is_stale |= m->changed != 0;
		/* the rows at hand carry the mark already; a short list is read again for what shares
		 * it (other copies of the article), a long one when news comes, or when the mark
		 * could not be kept */
		*changed |= !m->flag || (m->changed & CHANGED_BACK) || !reader_list_is_long(r)
		                    ? m->changed
		                    : m->changed & ~CHANGED_ITEMS;
		return m->changed != 0;
	case NEWS_NOTICE:
		reader_say(r, take_text(m));
		return true;
	case NEWS_PAGE:
		reader_page_came(r, m->ids[0]);
		if (!m->flag)
			reader_say(r, take_text(m));
		*changed |= CHANGED_ITEMS; /* one that fails is not awaited any more */
		return true;
	case NEWS_ALERT:
		reader_take_alert(r, take_text(m), m->flag, m->changed);
		return true;
	case NEWS_PICTURE:
		return reader_take_picture(r, m);
	case NEWS_FOUND:
		lookup_free(r->found);
		r->found = m->lookup;
		m->lookup = NULL;
		return true;
	case NEWS_CONFIG:
		if (m->config != r->config)
			config_free(m->config);
		return false;
	case NEWS_SEARCH:
		return reader_search_pump(r);
	case NEWS_TOPIC:
		reader_take_topic(r, m->topic);
		m->topic = NULL;
		return true;
	default:
		return false;
	}
}

bool reader_pump(struct reader *r)
{
	struct message *m;
	unsigned changed = 0;
	bool shown = false;

	while ((m = queue_take(r->news))) {
		shown |= take_news(r, m, &changed);
		message_free(m);
	}
	shown |= r->n_notices && !reader_notice_wait(r);
	shown |= reader_extra_timeout_ms(r) == 0;
	reader_list_rest(r);
	return take_changes(r, changed) || shown;
}

struct reader_progress reader_progress(const struct reader *r)
{
	const struct refresh_progress *p = &r->progress;

	return (struct reader_progress){ p->running, p->elsewhere, p->done,  p->total,
		                         p->failed,  p->n_new, p->finished };
}

/* --- notes ------------------------------------------------------------------------------------------ */

const char *reader_note(struct reader *r, const char *name)
{
	arena_clear(&r->note_arena);
	return store_note_get(r->store, name, &r->note_arena);
}

void reader_set_note(struct reader *r, const char *name, const char *value)
{
	struct message *m = message_new(ORDER_NOTE);

	m->name = xstrdup(name);
	m->text = xstrdup(value);
	reader_post(r, m);
}
