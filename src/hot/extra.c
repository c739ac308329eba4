#include "hot/extra.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/span.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60, MOST_A_DAY = 3, NUMBER_MOST = 100 };

static const char default_when[] = "lists>=3 top<=5 within=1h";

/* --- the rule as it is written ------------------------------------------------------------------------ */

static const struct term {
	const char *name;       /* with its sign */
	size_t field;
	bool is_time;
} terms[] = {
	{ "lists>=", offsetof(struct extra_rule, lists), false },
	{ "sources>=", offsetof(struct extra_rule, sources), false },
	{ "top<=", offsetof(struct extra_rule, top), false },
	{ "within=", offsetof(struct extra_rule, within_s), true },
};

/* What an input method sends for these signs. */
static void plain_signs(struct str *out, const char *text)
{
	static const char *const pairs[][2] = {
		{ "≥", ">=" }, { "≤", "<=" }, { "＞", ">" }, { "＜", "<" }, { "＝", "=" }, { "　", " " },
	};

	while (*text) {
		size_t i = 0;

		while (i < ARRAY_LENGTH(pairs) && strncmp(text, pairs[i][0], strlen(pairs[i][0])) != 0)
			i++;
		if (i < ARRAY_LENGTH(pairs)) {
			str_add(out, pairs[i][1]);
			text += strlen(pairs[i][0]);
		} else {
			str_add_char(out, *text++);
		}
	}
}

static bool take_number(const char *text, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (!*text || *end || n < 1 || n > NUMBER_MOST)
		return false;
	*out = (int)n;
	return true;
}

static bool take_term(struct extra_rule *rule, const char *text, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LENGTH(terms); i++) {
		size_t len = strlen(terms[i].name);
		int *field = (int *)((char *)rule + terms[i].field);

		if (strncmp(text, terms[i].name, len) != 0)
			continue;
		if (terms[i].is_time ? span_read(text + len, field) && *field > 0
		                     : take_number(text + len, field))
			return true;
		return terms[i].is_time
		               ? err_set(err, _("wants a time in “%s”, as in within=1h"), text)
		               : err_set(err, _("wants a number from 1 to %d in “%s”"), NUMBER_MOST,
		                         text);
	}
	return err_set(err, _("knows lists>=N, sources>=N, top<=N and within=TIME, not “%s”"), text);
}

static bool parse_rule(struct extra_rule *out, const char *text, struct err *err)
{
	struct extra_rule rule = { .top = 5, .within_s = 3600 };
	struct str plain = STR_INIT;
	struct slice rest;
	bool ok = true;

	plain_signs(&plain, text);
	rest = str_slice(&plain);
	while (ok && rest.len) {
		struct slice word = slice_trim(slice_next(&rest, ' '));
		char term[64];

		if (!word.len)
			continue;
		snprintf(term, sizeof term, "%.*s", (int)(word.len < 63 ? word.len : 63), word.data);
		ok = take_term(&rule, term, err);
	}
	snprintf(rule.text, sizeof rule.text, "%s", plain.data);
	str_release(&plain);
	if (ok && !rule.lists && !rule.sources)
		ok = err_set(err, _("needs lists>=N or sources>=N: how many have the story"));
	if (ok && !rule.lists)
		rule.lists = 1;
	if (ok)
		*out = rule;
	return ok;
}

static bool set_when(struct extra_rules *r, const char *value, struct err *err)
{
	struct extra_rule rule;

	if (strcmp(value, "off") != 0 && !parse_rule(&rule, value, err))
		return false;
	if (!r->is_written)
		r->n = 0;
	r->is_written = true;
	if (!strcmp(value, "off"))
		return true;
	if (r->n == EXTRA_RULES)
		return err_set(err, _("is written %d times, more are not read"), EXTRA_RULES);
	r->rules[r->n++] = rule;
	return true;
}

static bool set_quiet(struct extra_rules *r, const char *value, struct err *err)
{
	unsigned h1, m1, h2, m2;
	char rest;

	if (!strcmp(value, "off")) {
		r->quiet_from = r->quiet_to = 0;
		return true;
	}
	if (sscanf(value, "%2u:%2u-%2u:%2u%c", &h1, &m1, &h2, &m2, &rest) != 4 || h1 > 24 || h2 > 24 ||
	    m1 > 59 || m2 > 59)
		return err_set(err, _("wants two times of the day, as in 23:00-07:00, or off"));
	r->quiet_from = (int)(h1 * 60 + m1) % DAY_MINUTES;
	r->quiet_to = (int)(h2 * 60 + m2) % DAY_MINUTES;
	return true;
}

static bool set_match(struct extra_rules *r, const char *value, struct err *err)
{
	struct err own = ERR_INIT;
	struct filter *f = filter_parse(value, NULL, &own);

	if (own.text[0]) {
		filter_free(f);
		return err_set(err, "%s", own.text);
	}
	filter_free(r->match);
	r->match = f;
	return true;
}

static bool set_most(struct extra_rules *r, const char *value, struct err *err)
{
	int n;

	if (!take_number(value, &n))
		return err_set(err, _("wants a number from 1 to %d"), NUMBER_MOST);
	r->most = n;
	return true;
}

bool extra_rules_set(struct extra_rules *r, const char *key, const char *value, struct err *err)
{
	static const struct {
		const char *key;
		bool (*set)(struct extra_rules *r, const char *value, struct err *err);
	} keys[] = { { "when", set_when }, { "match", set_match }, { "most", set_most },
		     { "quiet", set_quiet } };

	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		if (!strcmp(keys[i].key, key))
			return keys[i].set(r, value, err);
	return err_set(err, _("is unknown in [extra]; there are when, match, most and quiet"));
}

void extra_rules_init(struct extra_rules *r)
{
	*r = (struct extra_rules){ .most = MOST_A_DAY, .quiet_from = 23 * 60, .quiet_to = 7 * 60 };
	if (parse_rule(&r->rules[0], default_when, NULL))
		r->n = 1;
}

void extra_rules_release(struct extra_rules *r)
{
	filter_free(r->match);
	r->match = NULL;
	r->n = 0;
}

bool extra_is_quiet(const struct extra_rules *r, int minute)
{
	if (r->quiet_from <= r->quiet_to)
		return minute >= r->quiet_from && minute < r->quiet_to;
	return minute >= r->quiet_from || minute < r->quiet_to;
}

int extra_rules_within_s(const struct extra_rules *r)
{
	int most = 0;

	for (size_t i = 0; i < r->n; i++)
		if (r->rules[i].within_s > most)
			most = r->rules[i].within_s;
	return most;
}

/* --- what has come into the top ----------------------------------------------------------------------- */

static int rank_in(const struct hot_fetch *f, int64_t entry)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->places[i].entry == entry)
			return f->places[i].rank;
	return 0;
}

/* The last time it came into the top, to stay there until now; false when it is not there, or was
 * there as far back as is known. */
static bool find_entrance(const struct extra_history *h, const struct hot_entry *e, int top,
                          struct extra_entrance *out)
{
	bool was_in = false, is_known = false, found = false;

	for (size_t i = 0; i < h->n; i++) {
		int rank = h->fetches[i].failed ? 0 : rank_in(&h->fetches[i], e->id);
		bool is_in = rank > 0 && rank <= top;

		if (h->fetches[i].failed)
			continue;
		if (is_in && !was_in && is_known) {
			*out = (struct extra_entrance){ e, h->fetches[i].time, rank };
			found = true;
		}
		found &= is_in;
		was_in = is_in;
		is_known = true;
	}
	return found;
}

static int by_time(const void *a, const void *b)
{
	const struct extra_entrance *x = a, *y = b;

	return x->time < y->time ? -1 : x->time > y->time;
}

/* The entrances of a story by a rule, one a list. */
static size_t find_entrances(const struct extra_rule *rule, const struct hot_story *story,
                             const struct extra_history *history, size_t n_history, int64_t now,
                             struct extra_entrance *out)
{
	size_t n = 0;

	for (size_t h = 0; h < n_history; h++)
		for (size_t i = 0; i < story->n_on; i++)
			if (story->on[i]->list_id == history[h].list_id &&
			    find_entrance(&history[h], story->on[i], rule->top, &out[n]) &&
			    out[n].time >= now - rule->within_s && out[n].time <= now) {
				n++;
				break;
			}
	return n;
}

static bool passes(const struct extra_rules *r, const struct hot_story *story)
{
	for (size_t i = 0; r->match && i < story->n_on; i++)
		if (filter_matches_hot(r->match, story->on[i]))
			return true;
	return !r->match;
}

static bool is_extra(const struct extra_rules *r, const struct hot_story *story,
                     const struct extra_history *history, size_t n_history, int64_t now,
                     struct extra *out)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct extra_rule *rule = &r->rules[i];

		if (story->n_lists < (size_t)rule->lists || hot_story_times(story) < rule->sources)
			continue;
		out->n_in = find_entrances(rule, story, history, n_history, now, out->in);
		out->rule = rule;
		if (out->n_in >= (size_t)rule->lists)
			return true;
	}
	return false;
}

size_t extra_find(const struct extra_rules *r, struct hot_story *const *stories, size_t n,
                  const struct extra_history *history, size_t n_history, int64_t now,
                  struct arena *a, struct extra **out)
{
	struct extra *found = arena_alloc(a, (n + 1) * sizeof *found);
	size_t n_found = 0;

	for (size_t i = 0; i < n; i++) {
		struct extra *e = &found[n_found];

		*e = (struct extra){ .story = stories[i] };
		e->in = arena_alloc(a, (n_history + 1) * sizeof *e->in);
		if (!passes(r, stories[i]) ||
		    !is_extra(r, stories[i], history, n_history, now, e))
			continue;
		qsort(e->in, e->n_in, sizeof *e->in, by_time);
		n_found++;
	}
	*out = found;
	return n_found;
}
