#include "unit.h"
#include "hot/extra.h"

#include <stdlib.h>

enum { LISTS = 4, FETCHES = 5, STEP = 900, NOW = 1795353000 };

/* One story on up to four lists: its rank at five fetches, a quarter of an hour apart, the last now; 0:
 * not on the list, -1: the fetch failed. */
struct course {
	const char *name, *when;
	int ranks[LISTS][FETCHES];
	int n_lists;
	int n_in;                 /* 0: no extra */
	int64_t later;            /* looked at that much later */
};

static const struct course courses[] = {
	{ "into the top of three lists within the hour", NULL,
	  { { 0, 16, 10, 5, 3 }, { 0, 0, 9, 6, 5 }, { 20, 7, 4, 4, 1 } }, 3, 3, 0 },
	{ "two are not three", NULL, { { 0, 16, 10, 5, 3 }, { 0, 0, 9, 6, 5 } }, 2, 0, 0 },
	{ "two by a rule of one's own", "lists>=2 top<=5 within=1h",
	  { { 0, 16, 10, 5, 3 }, { 0, 0, 9, 6, 5 } }, 2, 2, 0 },
	{ "one has left the top again", NULL,
	  { { 0, 16, 10, 5, 3 }, { 0, 5, 9, 6, 6 }, { 20, 7, 4, 4, 1 } }, 3, 0, 0 },
	{ "one has long been there", NULL,
	  { { 0, 16, 10, 5, 3 }, { 5, 5, 4, 5, 5 }, { 20, 7, 4, 4, 1 } }, 3, 0, 0 },
	{ "a failed fetch between is no leaving", NULL,
	  { { 0, 16, 5, -1, 3 }, { 0, 0, 9, -1, 5 }, { 20, -1, -1, -1, 1 } }, 3, 3, 0 },
	{ "what stands there at the first fetch has not entered", NULL,
	  { { -1, -1, -1, 1, 1 }, { -1, -1, -1, 1, 1 }, { -1, -1, -1, -1, 1 } }, 3, 0, 0 },
	{ "an hour later it is old", NULL,
	  { { 0, 5, 5, 5, 3 }, { 0, 0, 5, 5, 5 }, { 20, 7, 4, 4, 1 } }, 3, 0, 3600 },
	{ "a longer time", "lists>=3 top<=5 within=3h",
	  { { 0, 5, 5, 5, 3 }, { 0, 0, 5, 5, 5 }, { 20, 7, 4, 4, 1 } }, 3, 3, 3600 },
	{ "a wider top", "lists>=2 top<=10 within=1h", { { 0, 0, 0, 0, 9 }, { 0, 0, 0, 0, 10 } }, 2, 2, 0 },
	{ "full-width signs", "lists≥2　top＜＝10", { { 0, 0, 0, 0, 9 }, { 0, 0, 0, 0, 10 } }, 2, 2, 0 },
	{ "lists and feeds together", "sources>=4 top<=5", { { 0, 0, 0, 7, 2 }, { 0, 0, 0, 0, 30 } }, 2, 1, 0 },
	{ "never", "off", { { 0, 16, 10, 5, 3 }, { 0, 0, 9, 6, 5 }, { 20, 7, 4, 4, 1 } }, 3, 0, 0 },
};

static void rules_of(struct extra_rules *rules, const char *when)
{
	struct err err = ERR_INIT;

	extra_rules_init(rules);
	if (when && !extra_rules_set(rules, "when", when, &err))
		fail_msg("%s: %s", when, err.text);
}

static size_t play(const struct course *c, struct extra_rules *rules, struct arena *a, struct extra **out)
{
	static const char *feeds[] = { "格子城报", "等宽晚报" };
	struct hot_entry *entries = arena_alloc(a, LISTS * sizeof *entries);
	const struct hot_entry **on = arena_alloc(a, LISTS * sizeof *on);
	struct hot_fetch *fetches = arena_alloc(a, LISTS * FETCHES * sizeof *fetches);
	struct hot_place *places = arena_alloc(a, LISTS * FETCHES * sizeof *places);
	struct extra_history *history = arena_alloc(a, LISTS * sizeof *history);
	struct hot_story *story = arena_alloc(a, sizeof *story), **stories = arena_alloc(a, sizeof *stories);

	for (int l = 0; l < c->n_lists; l++) {
		entries[l] = (struct hot_entry){ .id = 10 + l, .list_id = 1 + l, .list = "榜",
			                         .title = "煎饼摊排队新规", .rank = c->ranks[l][4] };
		on[l] = &entries[l];
		for (int f = 0; f < FETCHES; f++) {
			int at = l * FETCHES + f, rank = c->ranks[l][f];

			places[at] = (struct hot_place){ 10 + l, rank, -1 };
			fetches[at] = (struct hot_fetch){ NOW - (FETCHES - 1 - f) * STEP, rank < 0,
				                          &places[at], rank > 0 };
		}
		history[l] = (struct extra_history){ 1 + l, &fetches[l * FETCHES], FETCHES };
	}
	*story = (struct hot_story){ on, (size_t)c->n_lists, (size_t)c->n_lists, feeds, 2, 0, 1 };
	stories[0] = story;
	return extra_find(rules, stories, 1, history, (size_t)c->n_lists, NOW + c->later, a, out);
}

static void an_extra_is_what_the_rule_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(courses); i++) {
		struct arena a = ARENA_INIT;
		struct extra_rules rules;
		struct extra *found;
		size_t n;

		rules_of(&rules, courses[i].when);
		n = play(&courses[i], &rules, &a, &found);
		if ((n ? (int)found[0].n_in : 0) != courses[i].n_in)
			fail_msg("%s: %d", courses[i].name, n ? (int)found[0].n_in : 0);
		for (size_t k = 1; n && k < found[0].n_in; k++)
			assert_true(found[0].in[k - 1].time <= found[0].in[k].time);
		extra_rules_release(&rules);
		arena_release(&a);
	}
}

static void tells_why(void **state)
{
	struct arena a = ARENA_INIT;
	struct extra_rules rules;
	struct extra *found;

	(void)state;
	rules_of(&rules, NULL);
	assert_int_equal(play(&courses[0], &rules, &a, &found), 1);
	assert_string_equal(found[0].rule->text, "lists>=3 top<=5 within=1h");
	assert_int_equal(found[0].in[0].entry->list_id, 3); /* the first one there */
	assert_int_equal(found[0].in[0].rank, 4);
	assert_int_equal(found[0].in[0].time, NOW - 2 * STEP);
	assert_int_equal(found[0].in[2].time, NOW);
	extra_rules_release(&rules);
	arena_release(&a);
}

static void only_what_the_filter_lets_through(void **state)
{
	struct arena a = ARENA_INIT;
	struct extra_rules rules;
	struct extra *found;

	(void)state;
	rules_of(&rules, NULL);
	assert_true(extra_rules_set(&rules, "match", "豆浆", NULL));
	assert_int_equal(play(&courses[0], &rules, &a, &found), 0);
	assert_true(extra_rules_set(&rules, "match", "煎饼", NULL));
	assert_int_equal(play(&courses[0], &rules, &a, &found), 1);
	extra_rules_release(&rules);
	arena_release(&a);
}

static void is_silent_at_night(void **state)
{
	static const struct {
		const char *quiet;
		int minute;
		bool is_quiet;
	} cases[] = {
		{ "23:00-07:00", 23 * 60, true },  { "23:00-07:00", 6 * 60 + 59, true },
		{ "23:00-07:00", 7 * 60, false },  { "23:00-07:00", 22 * 60 + 59, false },
		{ "12:30-13:30", 13 * 60, true },  { "12:30-13:30", 13 * 60 + 30, false },
		{ "off", 0, false },               { "24:00-06:00", 60, true },
	};
	struct extra_rules rules;

	(void)state;
	extra_rules_init(&rules);
	assert_true(extra_is_quiet(&rules, 60));
	assert_int_equal(rules.most, 3);
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		assert_true(extra_rules_set(&rules, "quiet", cases[i].quiet, NULL));
		assert_int_equal(extra_is_quiet(&rules, cases[i].minute), cases[i].is_quiet);
	}
	extra_rules_release(&rules);
}

static void says_what_is_wrong(void **state)
{
	static const char *const wrong[][2] = {
		{ "when", "lists>=0" },  { "when", "lists>3" },     { "when", "top<=5" },
		{ "when", "within=1h" }, { "when", "lists>=2 within=soon" }, { "when", "" },
		{ "most", "many" },      { "most", "0" },           { "quiet", "23-7" },
		{ "quiet", "25:00-07:00" }, { "match", "/[/" },     { "often", "yes" },
	};
	struct extra_rules rules;

	(void)state;
	extra_rules_init(&rules);
	for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
		struct err err = ERR_INIT;

		if (extra_rules_set(&rules, wrong[i][0], wrong[i][1], &err) || !err.text[0])
			fail_msg("%s = %s", wrong[i][0], wrong[i][1]);
	}
	assert_int_equal(rules.n, 1); /* as it was */
	assert_int_equal(rules.most, 3);
	extra_rules_release(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_extra_is_what_the_rule_says),
		cmocka_unit_test(tells_why),
		cmocka_unit_test(only_what_the_filter_lets_through),
		cmocka_unit_test(is_silent_at_night),
		cmocka_unit_test(says_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
