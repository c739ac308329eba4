#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "doc/doc.h"
#include "worker/refresh.h"
#include "worker/request.h"
#include "worker/schedule.h"

#include <stdlib.h>

enum {
	LIST_GROWS_S = 60, /* how exactly it is known for how long an entry has been on its list */
};

static char *copy_or_null(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

/* A second source that wants the same bytes gets a copy of the answer. */
static struct fetch_answer *answer_copy(const struct fetch_answer *a)
{
	struct fetch_answer *copy = xcalloc(1, sizeof *copy);

	*copy = *a;
	str_init(&copy->body);
	str_add_slice(&copy->body, str_slice(&a->body));
	copy->content_type = copy_or_null(a->content_type);
	copy->etag = copy_or_null(a->etag);
	copy->last_modified = copy_or_null(a->last_modified);
	copy->final_url = copy_or_null(a->final_url);
	copy->moved_to = copy_or_null(a->moved_to);
	return copy;
}

static void parse(struct worker *w, struct parsed *p)
{
	struct message *m = message_new(RESULT_PARSED);

	p->page_too = w->pages_too;
	p->fetched = clock_now();
	m->parsed = p;
	worker_give(w, m, parsed_work);
}

/* What is known of the source's pace is kept: an unchanged answer does not say it again. */
static void plan_next(const struct worker *w, const struct source *s, struct source_state *state,
                      const struct fetch_answer *a)
{
	const struct schedule_try t = {
		.now = state->last_try,
		.key = s->key,
		.every_s = refresh_interval(w, s),
		.is_own = s->every_s > 0,
		.failures = state->failures,
		.status = state->status,
		.retry_after_s = a ? a->retry_after_s : -1,
		.fresh_s = a ? a->fresh_s : -1,
		.ttl_s = state->ttl_s,
		.skip_hours = state->skip_hours,
		.skip_days = state->skip_days,
	};

	state->next_try = schedule_next(&t);
	state->not_before = schedule_not_before(&t);
}

/* Where it moved for good is where it is fetched from now on; said when it is learned. */
static void note_move(struct worker *w, const struct source *s, struct source_state *state,
                      const struct fetch_answer *a)
{
	struct str text = STR_INIT;
	char *shown;

	if (!a || !a->moved_to || text_same(a->moved_to, state->moved_to))
		return;
	shown = url_masked(a->moved_to);
	str_printf(&text, request_changes_script(s->url, a->moved_to)
	                          ? _("%s has moved to %s, which is in the other Chinese script")
	                          : _("%s has moved for good; it is fetched from %s now"),
	           s->name, shown);
	worker_notice(w, text.data);
	str_release(&text);
	free(shown);
	state->moved_to = a->moved_to;
}

static void note_success(struct worker *w, const struct source *s, struct source_state *state,
                         const struct fetch_answer *a, const struct feed *feed)
{
	state->last_success = state->last_try;
	note_move(w, s, state, a);
	if (a && a->outcome == FETCH_OK) {
		state->etag = a->etag;
		state->last_modified = a->last_modified;
	}
	if (!feed)
		return;
	state->feed_title = feed->title;
	state->feed_link = feed->link;
	state->ttl_s = feed->ttl_s;
	state->skip_hours = feed->skip_hours;
	state->skip_days = feed->skip_days;
}

static void note_failure(struct worker *w, int64_t id, const struct source *s,
                         struct source_state *state)
{
	/* the new place is not there (any more): next time the address that was written counts */
	if (state->moved_to && (state->status == 404 || state->status == SCHEDULE_GONE)) {
		state->moved_to = NULL;
		state->status = 404;
	}
	log_line(LOG_WARN, _("%s: %s"), s->name, state->problem);
	if (s->kind == SOURCE_HOT && store_hot_missed(w->store, id, clock_now(), NULL))
		w->batch_changed |= CHANGED_HOT;
}

/* Note how the try went. problem NULL: well. */
static void note(struct worker *w, int64_t id, const struct source *s, const struct fetch_answer *a,
                 const struct feed *feed, const char *problem)
{
	struct arena arena = ARENA_INIT;
	struct source_state state;
	struct err err = ERR_INIT;
	bool always = problem || feed, is_planned, grows;
	int64_t seen;

	if (!store_source_state(w->store, id, &arena, &state))
		goto out;
	always |= state.problem != NULL;
	is_planned = state.next_try == TIME_NONE || state.next_try > clock_now();
	seen = state.last_success;
	state.last_try = clock_now();
	state.status = a ? a->status : 0;
	state.problem = problem;
	state.failures = problem ? state.failures + 1 : 0;
	if (problem)
		note_failure(w, id, s, &state);
	else
		note_success(w, s, &state, a, feed);
	plan_next(w, s, &state, a);
	/* an unchanged answer is worth a write when the next try would else stay in the past, and where
	 * entries have been on the list for as long as the list has been seen */
	grows = s->kind == SOURCE_HOT && state.last_success != TIME_NONE &&
	        (seen == TIME_NONE || state.last_success >= seen + LIST_GROWS_S);
	if (!store_source_note(w->store, &state, always || !is_planned || grows, &err))
		worker_failure(w, err.text);
	if (always)
		w->batch_changed |= CHANGED_SOURCES;
out:
	arena_release(&arena);
}

static void open_batch(struct worker *w)
{
	struct err err = ERR_INIT;

	if (!w->batch_saves) {
		if (!store_begin(w->store, &err))
			worker_failure(w, err.text);
		w->batch_since_ms = clock_monotonic_ms();
	}
	w->batch_saves++;
}

/* By time, not by number: each commit writes the same pages of the indexes once more. */
void refresh_commit_old(struct worker *w)
{
	if (w->batch_saves && clock_monotonic_ms() - w->batch_since_ms >= COMMIT_EVERY_MS)
		refresh_commit(w);
}

void refresh_commit(struct worker *w)
{
	struct err err = ERR_INIT;

	if (!w->batch_saves)
		return;
	if (!store_commit(w->store, &err)) {
		worker_failure(w, err.text);
		alerts_drop(w);
	}
	w->batch_saves = 0;
	if (w->batch_changed)
		worker_changed(w, w->batch_changed);
	w->batch_changed = 0;
	if (w->progress.running)
		refresh_tell_progress(w);
}

static const char *reason(const struct fetch_answer *a)
{
	return a->err.text[0] ? a->err.text : _("no usable answer");
}

/* Has its feed given a text, be it a short one? */
static bool has_text(struct worker *w, int64_t id)
{
	struct arena arena = ARENA_INIT;
	struct article a;
	bool any = store_article(w->store, id, &arena, &a, NULL) &&
	           ((a.body && *a.body) || (a.item.summary && *a.item.summary));

	arena_release(&arena);
	return any;
}

/* Keep what an article's page said. why: what is missing of it, or NULL. A page that shows no text does not
 * take the place of what the feed gave. */
static void save_page(struct worker *w, int64_t id, const struct article *page, const char *why)
{
	struct article kept = *page;
	struct err err = ERR_INIT;
	bool ok;

	if (kept.missing && has_text(w, id)) {
		kept.body = NULL;
		why = kept.missing;
	}
	open_batch(w);
	ok = store_save_page(w->store, id, &kept, clock_now(), html_plain, &err);
	w->batch_changed |= CHANGED_ITEMS;
	refresh_commit(w);
	refresh_tell_page(w, id, ok && !why, ok ? why : err.text);
}

/* A page behind the first: what came before is kept. */
static void page_failed(struct worker *w, struct download *d, const char *why)
{
	if (!d->parts) {
		refresh_tell_page(w, d->item_id, false, why);
		return;
	}
	page_parts_stop(d->parts);
	save_page(w, d->item_id, page_parts_article(d->parts), why);
}

static void answer_failed(struct worker *w, struct download *d, const struct fetch_answer *a)
{
	if (d->item_id) {
		page_failed(w, d, reason(a));
		return;
	}
	for (size_t i = 0; i < d->n_wants; i++) {
		open_batch(w);
		note(w, d->wants[i].id, d->wants[i].source, a, NULL, reason(a));
		refresh_commit_old(w);
	}
	w->progress.failed += (int)d->n_wants;
}

static void answer_unchanged(struct worker *w, struct download *d, const struct fetch_answer *a)
{
	for (size_t i = 0; i < d->n_wants; i++) {
		open_batch(w);
		note(w, d->wants[i].id, d->wants[i].source, a, NULL, NULL);
		refresh_commit_old(w);
	}
}

static void answer_came(struct worker *w, struct download *d, struct fetch_answer *a)
{
	size_t n = d->item_id ? 1 : d->n_wants;

	if (n > 1)
		fetch_answer_unpack(a);
	for (size_t i = 0; i < n; i++) {
		struct parsed *p = parsed_new();

		p->answer = i + 1 < n ? answer_copy(a) : a;
		p->rule = d->rule;
		p->item_id = d->item_id;
		p->page_of = d->page_of;
		p->parts = d->parts;
		d->parts = NULL;
		p->config = w->config;
		if (!d->item_id) {
			p->source = d->wants[i].source;
			p->source_id = d->wants[i].id;
			p->rule = w->pages_too ? config_page_rule(w->config, a->final_url) : NULL;
		}
		parse(w, p);
	}
}

static void look(struct message *m)
{
	fetch_answer_unpack(m->answer);
	lookup_take(m->lookup, m->answer, clock_now());
}

static void answer_lookup(struct worker *w, struct download *d, struct fetch_answer *a)
{
	struct message *m = message_new(RESULT_LOOKED);

	m->lookup = d->lookup;
	m->answer = a;
	d->lookup = NULL;
	download_free(d);
	worker_give(w, m, look);
}

static void take_answer(struct worker *w, struct fetch_answer *a)
{
	struct download *d = a->context;
	bool is_source = !d->item_id, keep = false;

	w->in_flight--;
	if (d->picture) {
		refresh_picture_came(w, d, a);
		return;
	}
	if (d->lookup) {
		answer_lookup(w, d, a);
		return;
	}
	switch (a->outcome) {
	case FETCH_OK:
	case FETCH_TOO_LARGE:
		answer_came(w, d, a);
		keep = true;
		break;
	case FETCH_NOT_MODIFIED:
		answer_unchanged(w, d, a);
		break;
	case FETCH_CANCELLED:
		if (d->item_id)
			page_failed(w, d, _("cancelled"));
		break;
	default:
		answer_failed(w, d, a);
		break;
	}
	for (size_t i = 0; is_source && !keep && i < d->n_wants; i++)
		refresh_tell_loading(w, &d->wants[i].id, 1, false);
	if (is_source && !keep) {
		w->progress.done += (int)d->n_wants;
		refresh_tell_progress(w);
	}
	if (!keep)
		fetch_answer_free(a);
	download_free(d);
}

void refresh_take_refusal(struct worker *w, struct download *d, const struct err *why)
{
	struct fetch_answer *a = xcalloc(1, sizeof *a);

	a->context = d;
	a->outcome = why ? FETCH_FAILED : FETCH_CANCELLED;
	a->retry_after_s = a->fresh_s = -1;
	str_init(&a->body);
	if (why)
		a->err = *why;
	take_answer(w, a);
}

void refresh_take_answers(struct worker *w)
{
	struct fetch_answer *a;

	while (w->fetcher && (a = fetcher_take(w->fetcher)))
		take_answer(w, a);
}

/* --- saving --------------------------------------------------------------------------------------------- */

static bool save_source(struct worker *w, struct parsed *p, struct save_result *saved,
                        struct err *err)
{
	bool changed = false, ok;

	if (p->source->kind == SOURCE_HOT) {
		ok = store_save_hot(w->store, p->source_id, p->source, &p->feed, p->fetched,
		                    &changed, err);
		if (changed) {
			w->batch_changed |= CHANGED_HOT;
			alerts_look_at_hot(w, p->source_id);
		}
		return ok;
	}
	ok = store_save_draft(w->store, p->source_id, p->draft, p->fetched, saved, err);
	if (saved->n_new || saved->n_changed)
		w->batch_changed |= CHANGED_ITEMS | CHANGED_SOURCES;
	w->progress.n_new += saved->n_new;
	return ok;
}

static void save_parsed_source(struct worker *w, struct parsed *p)
{
	struct save_result saved = { 0 };
	struct err err = ERR_INIT;
	const char *problem = NULL;

	/* a database that was mended may have numbered its sources anew */
	if (w->next_mend_ms)
		p->source_id = store_source_put(w->store, p->source, NULL);
	if (!p->ok)
		problem = p->err.text;
	else if (!save_source(w, p, &saved, &err))
		problem = err.text;
	if (problem)
		w->progress.failed++;
	note(w, p->source_id, p->source, p->answer, p->ok ? &p->feed : NULL, problem);
	w->progress.done++;
}

/* The page behind this one, when the text goes on there. */
static bool ask_for_next(struct worker *w, struct parsed *p)
{
	const char *next = page_parts_next(p->parts);
	struct download *d;

	if (!next || !w->fetcher)
		return false;
	d = xcalloc(1, sizeof *d);
	d->rule = p->rule;
	d->item_id = p->item_id;
	d->page_of = p->page_of;
	d->link = xstrdup(next);
	d->parts = p->parts;
	p->parts = NULL;
	refresh_ask(w, d);
	return true;
}

static void save_parsed_page(struct worker *w, struct parsed *p)
{
	if (!p->ok && !p->parts) {
		refresh_commit(w);
		refresh_tell_page(w, p->item_id, false, p->err.text);
		return;
	}
	if (!p->parts)
		p->parts = page_parts_new(&p->arena, &p->page, p->page.item.link);
	else if (p->ok)
		page_parts_add(p->parts, &p->page, p->page.item.link);
	else
		page_parts_stop(p->parts);
	if (!ask_for_next(w, p))
		save_page(w, p->item_id, page_parts_article(p->parts), p->ok ? NULL : p->err.text);
}

/* An address opened by itself that was a page: keep what only a page says (editor, related). */
static void save_page_of_feed(struct worker *w, struct parsed *p)
{
	int64_t id = p->page.item.title ? store_article_by_link(w->store, p->feed.entries[0].link) : 0;
	struct err err = ERR_INIT;

	if (id && !store_save_page(w->store, id, &p->page, p->fetched, html_plain, &err))
		worker_notice(w, err.text);
}

void refresh_save(struct worker *w, struct parsed *p)
{
	w->parsing--;
	open_batch(w);
	if (p->item_id) {
		save_parsed_page(w, p);
	} else {
		refresh_tell_loading(w, &p->source_id, 1, false);
		save_parsed_source(w, p);
		if (p->ok && p->page.item.title)
			save_page_of_feed(w, p);
		refresh_commit_old(w);
	}
	parsed_free(p);
}

void refresh_end_if_done(struct worker *w)
{
	if (!w->progress.running || w->in_flight || w->parsing || w->n_held)
		return;
	refresh_commit(w);
	alerts_tell(w);
	w->progress.running = false;
	w->progress.finished = clock_now();
	refresh_drop_lock(w);
	refresh_plan(w);
	refresh_tell_progress(w);
}
