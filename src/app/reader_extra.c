/*
 * The extra as the reader prints it: looked for when hot lists have changed, once for a story, so many a
 * day, never at night. What has been printed is noted, so that no other run prints it again.
 */
#include "app/extra.h"
#include "app/reader_private.h"
#include "app/stories.h"
#include "base/clock.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTED_MOST = 50, DAY = 86400 };

static const char note_name[] = "extras";

struct reader_extra {
	struct extra_rules rules;
	const struct config *config; /* they are of this one */
	uint32_t version;            /* of the hot lists that were looked at */
	bool has_looked;
	struct { int64_t time; uint64_t key; } noted[NOTED_MOST]; /* oldest first */
	size_t n_noted;
	struct arena arena;
	struct extra_news news;
	bool is_out;
};

/* --- rules and notes ---------------------------------------------------------------------------------- */

static void read_rules(struct reader *r, struct reader_extra *x)
{
	const struct config_line *line;
	size_t at = 0;

	if (x->config == r->config)
		return;
	if (x->config)
		extra_rules_release(&x->rules);
	extra_rules_init(&x->rules);
	x->config = r->config;
	while ((line = config_next_line(r->config, "extra", &at)))
		extra_rules_set(&x->rules, line->key, line->value, NULL); /* told at loading */
}

static void read_notes(struct reader *r, struct reader_extra *x)
{
	const char *text = reader_note(r, note_name);
	int used;

	while (text && x->n_noted < NOTED_MOST &&
	       sscanf(text, "%" SCNd64 " %" SCNx64 "%n", &x->noted[x->n_noted].time,
	              &x->noted[x->n_noted].key, &used) == 2) {
		x->n_noted++;
		text += used;
	}
}

static void note(struct reader *r, struct reader_extra *x, uint64_t key, int64_t now)
{
	struct str text = STR_INIT;

	if (x->n_noted == NOTED_MOST)
		memmove(x->noted, x->noted + 1, --x->n_noted * sizeof *x->noted);
	x->noted[x->n_noted].time = now;
	x->noted[x->n_noted++].key = key;
	for (size_t i = 0; i < x->n_noted; i++)
		str_printf(&text, "%" PRId64 " %" PRIx64 "\n", x->noted[i].time, x->noted[i].key);
	reader_set_note(r, note_name, text.data);
	str_release(&text);
}

static bool is_noted(const struct reader_extra *x, uint64_t key)
{
	for (size_t i = 0; i < x->n_noted; i++)
		if (x->noted[i].key == key)
			return true;
	return false;
}

static int printed_today(const struct reader_extra *x, int64_t now)
{
	int64_t offset = clock_local_offset(now);
	int n = 0;

	for (size_t i = 0; i < x->n_noted; i++)
		n += (x->noted[i].time + offset) / DAY == (now + offset) / DAY;
	return n;
}

/* --- looking ------------------------------------------------------------------------------------------- */

/* The one on most lists; of these the one that is highest. */
static const struct extra *choose(const struct reader_extra *x, const struct extra *found, size_t n)
{
	const struct extra *best = NULL;

	for (size_t i = 0; i < n; i++) {
		int more = best ? hot_story_times(found[i].story) - hot_story_times(best->story) : 1;

		if (!is_noted(x, found[i].story->key) &&
		    (more > 0 ||
		     (!more && found[i].story->on[0]->rank < best->story->on[0]->rank)))
			best = &found[i];
	}
	return best;
}

static void print(struct reader_extra *x, const struct extra *e, int64_t now)
{
	struct extra_news *news = &x->news;
	struct extra_place *places;

	arena_clear(&x->arena);
	places = arena_alloc(&x->arena, (e->n_in + 1) * sizeof *places);
	for (size_t i = 0; i < e->n_in; i++)
		places[i] = (struct extra_place){
			arena_strdup(&x->arena, e->in[i].entry->list), e->in[i].time, e->in[i].rank
		};
	*news = (struct extra_news){
		.key = e->story->key, .entry_id = e->story->on[0]->id, .printed = now,
		.headline = arena_strdup(&x->arena, e->story->on[0]->title),
		.link = arena_strdup(&x->arena, e->story->on[0]->link),
		.rule = arena_strdup(&x->arena, e->rule->text),
		.top = e->rule->top, .within_s = e->rule->within_s,
		.times = hot_story_times(e->story), .places = places, .n_places = e->n_in,
	};
	x->is_out = true;
}

static bool find(struct reader *r, struct reader_extra *x, int64_t now)
{
	struct arena a = ARENA_INIT;
	struct extra_history *history = arena_alloc(&a, (r->n_hot + 1) * sizeof *history);
	const struct extra *best;
	struct extra *found;
	size_t n;

	for (size_t i = 0; i < r->n_hot; i++) {
		struct hot_fetch *fetches;

		history[i].list_id = r->hot[i].id;
		history[i].n = store_hot_fetches(r->store, r->hot[i].id,
		                                 now - extra_rules_within_s(&x->rules), &a, &fetches);
		history[i].fetches = fetches;
	}
	n = extra_find(&x->rules, r->stories, r->n_stories, history, r->n_hot, now, &a, &found);
	best = choose(x, found, n);
	if (best) {
		print(x, best, now);
		note(r, x, best->story->key, now);
	}
	arena_release(&a);
	return best != NULL;
}

bool reader_extra_look(struct reader *r)
{
	const struct hot_list *lists;
	struct reader_extra *x = r->extra;
	int64_t now = clock_now();
	int minute;

	if (!x) {
		x = r->extra = xcalloc(1, sizeof *x);
		read_notes(r, x);
	}
	if (x->has_looked && x->version == r->hot_version && x->config == r->config)
		return false;
	x->has_looked = true;
	read_rules(r, x);
	reader_hot_lists(r, &lists);
	x->version = r->hot_version;
	minute = (int)((now + clock_local_offset(now)) % DAY / 60);
	if (!x->rules.n || !r->n_stories || extra_is_quiet(&x->rules, minute) ||
	    printed_today(x, now) >= x->rules.most)
		return false;
	return find(r, x, now);
}

const struct extra_news *reader_extra(const struct reader *r)
{
	return r->extra && r->extra->is_out ? &r->extra->news : NULL;
}

void reader_extra_seen(struct reader *r)
{
	if (r->extra)
		r->extra->news.is_seen = true;
}

void reader_extra_release(struct reader *r)
{
	if (!r->extra)
		return;
	extra_rules_release(&r->extra->rules);
	arena_release(&r->extra->arena);
	free(r->extra);
}
