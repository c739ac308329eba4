#include "worker/judging.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "worker/private.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLICE_MS = 10,         /* with its commit a mark waits for 20 at most */
	REST_MS = 5,           /* between slices: orders and answers come first */
	AGAIN_MS = 3000,       /* after a failure */
	TELL_EVERY_MS = 400,
	REMAKE_EVERY_S = 600,
};

#define APPLIED "rules" /* the note that says what was applied */

static void judge(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	struct worker *w = opaque;
	struct judging *g = &w->judging;

	rules_judge(g->rules, g->known, j, a, out);
	if (out->n_alerts)
		alerts_note(w, out->alerts, out->n_alerts, j->item.title, j->item.link,
		            j->item.source);
}

/* Filters of rules may hold times, which go on: `@today` of a rule is not the day it was read on. */
static void remake(struct worker *w)
{
	struct judging *g = &w->judging;
	struct store_judge judging = { rules_are_empty(g->rules) ? NULL : judge, w };

	g->made = clock_now();
	store_set_judge(w->store, &judging);
	store_set_tag_map(w->store, rules_tag_map(g->rules));
}

void judging_begin(struct worker *w)
{
	struct judging *g = &w->judging;
	struct arena a = ARENA_INIT;
	struct str print = STR_INIT;
	const char *known;

	alerts_drop(w); /* they point into the configuration */
	rules_free(g->rules);
	g->rules = rules_new(w->config, clock_now());
	if (!w->store) {
		arena_release(&a);
		return;
	}
	remake(w);
	known = store_note_get(w->store, APPLIED, &a);
	free(g->known);
	g->known = xstrdup(known ? known : "");
	rules_print(g->rules, &print);
	g->is_due = strcmp(g->known, print.data) != 0 && !store_is_readonly(w->store);
	g->has_begun = g->changed = false;
	g->next_ms = 0;
	str_release(&print);
	arena_release(&a);
}

void judging_release(struct worker *w)
{
	alerts_drop(w);
	rules_free(w->judging.rules);
	free(w->judging.known);
}

int64_t judging_next_ms(const struct worker *w)
{
	return w->judging.is_due && w->store && !w->batch_saves ? w->judging.next_ms : INT64_MAX;
}

static void tell(struct worker *w)
{
	if (w->judging.changed)
		worker_changed(w, CHANGED_ITEMS | CHANGED_SOURCES | CHANGED_HOT);
	w->judging.changed = false;
	w->judging.told_ms = clock_monotonic_ms();
}

static void finish(struct worker *w)
{
	struct judging *g = &w->judging;
	struct str print = STR_INIT;

	rules_print(g->rules, &print);
	store_note_set(w->store, APPLIED, print.data, NULL);
	free(g->known);
	g->known = str_take(&print);
	g->is_due = false;
	tell(w);
}

void judging_step(struct worker *w)
{
	struct judging *g = &w->judging;
	struct err err = ERR_INIT;
	int64_t now = clock_monotonic_ms();
	bool more = true;

	if (w->store && clock_now() - g->made > REMAKE_EVERY_S && !w->batch_saves) {
		rules_free(g->rules);
		g->rules = rules_new(w->config, clock_now());
		remake(w);
	}
	if (now < judging_next_ms(w))
		return;
	if (!store_judge_slice(w->store, !g->has_begun, SLICE_MS, &more, &g->changed, &err)) {
		log_line(LOG_WARN, "%s", err.text);
		g->has_begun = false;
		g->is_due = !w->once; /* the command line does not wait for better times */
		g->next_ms = now + AGAIN_MS;
		return;
	}
	g->has_begun = true;
	g->next_ms = clock_monotonic_ms() + (w->once ? 0 : REST_MS);
	if (!more)
		finish(w);
	else if (clock_monotonic_ms() - g->told_ms > TELL_EVERY_MS)
		tell(w);
}
