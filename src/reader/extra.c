/*
 * The extra as the reader prints it: looked for when hot lists have changed, once for a story, so many
 * a day, never at night: the best of what the night brought is printed in the morning, if it is still on
 * a list. What has been printed is noted, so that no other run prints it again, and what is kept, so
 * that it outlives the night though nobody sits up.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "hot/extra.h"
#include "hot/stories.h"
#include "reader/private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	NOTED_MOST = 50,
	DAY = 86400,
	ASLEEP_S = 300, /* a machine that slept wakes later than its timers say */
};

static const char note_name[] = "extras", kept_name[] = "extra-kept";

struct reader_extra {
	struct extra_rules rules;
	const struct config *config; /* they are of this one */
	uint32_t version;            /* of the hot lists that were looked at */
	bool has_looked;
	struct { int64_t time; uint64_t key; } noted[NOTED_MOST]; /* oldest first */
	size_t n_noted;
	struct arena arena, kept_arena;
	struct extra_news news;
	struct extra_news kept;      /* what the night brought: printed when it ends */
	bool is_out, is_kept;
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

static void read_kept(struct reader *r, struct reader_extra *x, int64_t now)
{
	const char *text = reader_note(r, kept_name);

	/* of this night or of the last one, not of one a week ago */
	x->is_kept = text && *text && extra_note_read(text, &x->kept_arena, &x->kept) &&
	             x->kept.printed <= now && now - x->kept.printed < DAY;
}

static void keep(struct reader *r, struct reader_extra *x)
{
	struct str text = STR_INIT;

	x->is_kept = true;
	extra_note_write(&text, &x->kept);
	reader_set_note(r, kept_name, text.data);
	str_release(&text);
}

static void drop_kept(struct reader *r, struct reader_extra *x)
{
	if (x->is_kept)
		reader_set_note(r, kept_name, "");
	x->is_kept = false;
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

static void set(struct extra_news *news, struct arena *a, const struct extra *e, int64_t now)
{
	struct extra_place *places;

	arena_clear(a);
	places = arena_alloc(a, (e->n_in + 1) * sizeof *places);
	for (size_t i = 0; i < e->n_in; i++)
		places[i] = (struct extra_place){
			arena_strdup(a, e->in[i].entry->list), e->in[i].time, e->in[i].rank
		};
	*news = (struct extra_news){
		.key = e->story->key, .entry_id = e->story->on[0]->id, .printed = now,
		.headline = arena_strdup(a, e->story->on[0]->title),
		.link = arena_strdup(a, e->story->on[0]->link),
		.rule = arena_strdup(a, e->rule->text),
		.top = e->rule->top, .within_s = e->rule->within_s,
		.times = hot_story_times(e->story), .places = places, .n_places = e->n_in,
	};
}

/* Print the best one, or by night keep it until the morning. */
static bool take(struct reader *r, struct reader_extra *x, const struct extra *e, int64_t now,
                 bool is_quiet)
{
	if (!is_quiet) {
		set(&x->news, &x->arena, e, now);
		x->is_out = true;
		note(r, x, e->story->key, now);
		return true;
	}
	if (!x->is_kept || hot_story_times(e->story) >= x->kept.times) {
		set(&x->kept, &x->kept_arena, e, now);
		keep(r, x);
	}
	return false;
}

/* The night is over: what it brought, if people still talk of it. */
static bool print_kept(struct reader *r, struct reader_extra *x, int64_t now)
{
	struct arena old = x->arena;

	if (!x->is_kept)
		return false;
	drop_kept(r, x);
	for (size_t i = 0; i < r->n_stories; i++) {
		if (r->stories[i]->key != x->kept.key || !r->stories[i]->on[0]->rank ||
		    is_noted(x, x->kept.key))
			continue;
		x->arena = x->kept_arena;
		x->kept_arena = old;
		x->news = x->kept;
		x->news.printed = now;
		x->is_out = true;
		note(r, x, x->news.key, now);
		return true;
	}
	return false;
}

static bool find(struct reader *r, struct reader_extra *x, int64_t now, bool is_quiet)
{
	struct arena a = ARENA_INIT;
	struct extra_history *history = arena_alloc(&a, (r->n_hot + 1) * sizeof *history);
	const struct extra *best;
	struct extra *found;
	bool is_out;
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
	is_out = best && take(r, x, best, now, is_quiet);
	arena_release(&a);
	return is_out;
}

static int second_of_day(int64_t now)
{
	return (int)((now + clock_local_offset(now)) % DAY);
}

int reader_extra_timeout_ms(const struct reader *r)
{
	const struct reader_extra *x = r->extra;
	int now, left;

	if (!x || !x->is_kept)
		return -1;
	now = second_of_day(clock_now());
	if (!extra_is_quiet(&x->rules, now / 60))
		return 0;
	left = x->rules.quiet_to * 60 - now;
	left += left <= 0 ? DAY : 0;
	return 1000 * (left < ASLEEP_S ? left : ASLEEP_S);
}

bool reader_extra_look(struct reader *r)
{
	const struct hot_list *lists;
	struct reader_extra *x = r->extra;
	int64_t now = clock_now();
	bool is_quiet;

	if (!x) {
		x = r->extra = xcalloc(1, sizeof *x);
		read_notes(r, x);
		read_kept(r, x, now);
	}
	if (reader_extra_timeout_ms(r) != 0 && x->has_looked && x->version == r->hot_version && x->config == r->config)
		return false;
	x->has_looked = true;
	read_rules(r, x);
	reader_hot_lists(r, &lists);
	x->version = r->hot_version;
	is_quiet = extra_is_quiet(&x->rules, second_of_day(now) / 60);
	/* by night the best is kept though the day had its share: the morning has one of its own */
	if (!x->rules.n || !r->n_stories || (!is_quiet && printed_today(x, now) >= x->rules.most)) {
		if (!is_quiet || !x->rules.n)
			drop_kept(r, x);
		return false;
	}
	return find(r, x, now, is_quiet) || (!is_quiet && print_kept(r, x, now));
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
	arena_release(&r->extra->kept_arena);
	free(r->extra);
}
