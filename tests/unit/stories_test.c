#include "unit.h"
#include "hot/stories.h"

/* Lists as they stand: a title and its rank each. */
struct told {
	const char *title;
	int rank;
};

static struct hot_list list_of(int64_t id, const struct told *told, size_t n, struct arena *a)
{
	struct hot_list l = { .id = id, .name = id == 1 ? "甲" : id == 2 ? "乙" : "丙", .n_entries = n };

	l.entries = arena_alloc(a, (n + 1) * sizeof *l.entries);
	for (size_t i = 0; i < n; i++)
		l.entries[i] = (struct hot_entry){ .id = id * 100 + (int64_t)i, .list_id = id,
			                           .list = l.name, .title = told[i].title,
			                           .rank = told[i].rank, .heat = -1 };
	return l;
}

static void merges_headlines_that_are_the_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool exact, similar;
	} cases[] = {
		{ "今晨初雪落在哪条街", "今晨初雪，落在哪条街？", true, true },
		{ "“避头尾”上了小学课本", "《避头尾》上了小学课本……", true, true },
		{ "煎饼摊排队新规今起施行丨格子城报", "煎饼摊排队新规今起施行", true, true },
		{ "光标河今起加开末班夜航", "光标河今起加开末班夜航船", false, true },
		{ "31省份新增199+500例", "31省份新增200+501例", false, false },
		{ "桥上走了8万人", "桥上走了9万人", false, false },
		{ "打字队3∶2逆转", "打字队逆转靠运气吗", false, false },
		{ "等宽大学34字实验", "34字一行真的更好读吗", false, false },
		{ "雪", "雪夜", false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		for (int how = MERGE_EXACT; how <= MERGE_OFF; how++) {
			struct arena a = ARENA_INIT;
			struct told one = { cases[i].a, 1 }, two = { cases[i].b, 1 };
			struct hot_list lists[] = { list_of(1, &one, 1, &a), list_of(2, &two, 1, &a) };
			struct hot_story **stories;
			bool merged = stories_make(lists, 2, (enum hot_merge)how, &a, &stories) == 1;
			bool wanted = how == MERGE_OFF     ? false
			              : how == MERGE_EXACT ? cases[i].exact : cases[i].similar;

			if (merged != wanted)
				fail_msg("%s / %s by %d", cases[i].a, cases[i].b, how);
			arena_release(&a);
		}
}

/* A platform that has both says that they are two stories. */
static void one_list_keeps_what_it_has_apart(void **state)
{
	static const struct told one[] = { { "光标河今起加开末班夜航", 1 },
		                           { "光标河今起加开末班夜航船", 2 } };
	static const struct told two[] = { { "光标河今起加开末班夜航班", 1 } };
	struct arena a = ARENA_INIT;
	struct hot_list lists[] = { list_of(1, one, 2, &a), list_of(2, two, 1, &a) };
	struct hot_story **stories;

	(void)state;
	assert_int_equal(stories_make(lists, 2, MERGE_SIMILAR, &a, &stories), 2);
	assert_int_equal(stories[0]->n_on, 2);
	assert_int_equal(stories[0]->n_lists, 2);
	assert_int_equal(stories[1]->n_on, 1);
	arena_release(&a);
}

static void a_story_says_where_it_is(void **state)
{
	static const struct told one[] = { { "雪后长街", 7 }, { "渡船夜航", 1 } };
	static const struct told two[] = { { "雪后长街", 3 } }, three[] = { { "雪后·长街", 9 } };
	static const char *feeds[] = { "格子城报", "等宽晚报" };
	struct arena a = ARENA_INIT;
	struct hot_list merged, lists[] = { list_of(1, one, 2, &a), list_of(2, two, 1, &a),
		                            list_of(3, three, 1, &a) };
	struct hot_story **stories;
	size_t n;

	(void)state;
	lists[0].entries[0].first_seen = 200;
	lists[1].entries[0].first_seen = 100;
	lists[2].entries[0].first_seen = 300;
	lists[0].entries[0].last_seen = 900;
	lists[1].entries[0].last_seen = 400;
	lists[0].entries[0].feeds = lists[2].entries[0].feeds = feeds;
	lists[0].entries[0].n_feeds = 1;
	lists[2].entries[0].n_feeds = 2;
	n = stories_make(lists, 3, MERGE_EXACT, &a, &stories);
	assert_int_equal(n, 2);
	assert_int_equal(hot_story_times(stories[0]), 5);
	assert_int_equal(stories[0]->on[0]->list_id, 2);
	assert_int_equal(stories[0]->first_seen, 100);
	assert_int_equal(stories[0]->n_feeds, 2);
	stories_merge(stories, n, "合榜", &a, &merged);
	hot_list_sort(&merged, HOT_ORDER_AUTO);
	assert_int_equal(merged.order, HOT_ORDER_LISTS);
	assert_int_equal(merged.n_entries, 2);
	assert_int_equal(merged.entries[0].first_seen, 100); /* on any list */
	assert_int_equal(merged.entries[0].last_seen, 900);
	assert_int_equal(merged.entries[0].rank, 3); /* ×5 before the first place of one list */
	assert_int_equal(merged.entries[1].rank, 1);
	arena_release(&a);
}

static void stands_in_the_order_asked_for(void **state)
{
	static const struct told told[] = { { "甲", 1 }, { "乙", 2 }, { "丙", 3 } };
	static const int64_t heat[] = { 5, 9, 7 }, first[] = { 30, 10, 20 }, last[] = { 35, 12, 90 };
	static const int weight[] = { 1, 2, 3 };
	static const struct {
		enum hot_order order, became;
		int first, second;
	} cases[] = {
		{ HOT_ORDER_AUTO, HOT_ORDER_RANK, 1, 2 },   { HOT_ORDER_RANK, HOT_ORDER_RANK, 1, 2 },
		{ HOT_ORDER_HEAT, HOT_ORDER_HEAT, 2, 3 },   { HOT_ORDER_NEW, HOT_ORDER_NEW, 1, 3 },
		{ HOT_ORDER_DURATION, HOT_ORDER_DURATION, 3, 1 },
		{ HOT_ORDER_WEIGHT, HOT_ORDER_WEIGHT, 3, 2 },
		{ HOT_ORDER_LISTS, HOT_ORDER_LISTS, 1, 2 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct arena a = ARENA_INIT;
		struct hot_list l = list_of(1, told, 3, &a);

		for (size_t k = 0; k < 3; k++) {
			l.entries[k].heat = heat[k];
			l.entries[k].first_seen = first[k];
			l.entries[k].last_seen = last[k];
			l.entries[k].weight = weight[k];
		}
		hot_list_sort(&l, cases[i].order);
		assert_int_equal(l.order, cases[i].became);
		assert_int_equal(l.entries[0].rank, cases[i].first);
		assert_int_equal(l.entries[1].rank, cases[i].second);
		l.id = HOT_MERGED; /* heats of several lists are never compared */
		assert_int_equal(hot_list_can_sort(&l, cases[i].order),
		                 cases[i].order != HOT_ORDER_HEAT);
		arena_release(&a);
	}
}

/* The formula of the header, by numbers. */
static void weighs_as_written(void **state)
{
	struct hot_place first[] = { { 100, 1, -1 }, { 101, 12, -1 } };
	struct hot_place second[] = { { 100, 3, -1 }, { 101, 10, -1 } };
	struct hot_place third[] = { { 100, 8, -1 } };
	struct hot_fetch fetches[] = { { 1, false, first, 2 }, { 2, true, NULL, 0 },
		                       { 3, false, second, 2 }, { 4, false, third, 1 } };
	static const struct told told[] = { { "甲", 8 }, { "乙", 0 }, { "丙", 0 } };
	struct arena a = ARENA_INIT;
	struct hot_list l = list_of(1, told, 3, &a);

	(void)state;
	hot_list_weigh(&l, fetches, 4);
	/* R = 10 × (10 + 8 + 3) / 3 = 70, T = 30, H = 100 × 2 / 3: 42 + 9 + 6.667 */
	assert_int_equal(l.entries[0].weight, 57666);
	/* R = 10, T = 20, H = 0: 6 + 6 */
	assert_int_equal(l.entries[1].weight, 12000);
	assert_int_equal(l.entries[2].weight, 0);
	assert_int_equal(hot_weight(10, 100, 10), 100000); /* ten times first: all there is */
	assert_int_equal(hot_weight(40, 400, 40), 100000);
	assert_int_equal(hot_weight(0, 0, 0), 0);
	arena_release(&a);
}

static void knows_the_orders_by_name(void **state)
{
	enum hot_order order;

	(void)state;
	for (int i = HOT_ORDER_AUTO; i <= HOT_ORDER_WEIGHT; i++) {
		assert_true(hot_order_of(hot_order_name((enum hot_order)i), &order));
		assert_int_equal(order, i);
	}
	assert_false(hot_order_of("hotness", &order));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_headlines_that_are_the_same),
		cmocka_unit_test(one_list_keeps_what_it_has_apart),
		cmocka_unit_test(a_story_says_where_it_is),
		cmocka_unit_test(stands_in_the_order_asked_for),
		cmocka_unit_test(weighs_as_written),
		cmocka_unit_test(knows_the_orders_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
