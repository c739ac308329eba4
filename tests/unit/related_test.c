/* Further reading, and the way back and forth. */
#include "unit.h"
#include "reader/related.h"
#include "ui/article_history.h"

static const char *ferry[] = { "要闻", "渡口" }, *river[] = { "要闻", "河水" }, *none[] = { "" };

static struct item make(int64_t id, const char *title, const char **tags)
{
	return (struct item){ .id = id, .title = title, .tags = tags, .n_tags = tags == none ? 0 : 2,
		              .link_hash = id * 7 };
}

static void tags_and_words_count(void **state)
{
	const struct item read = make(1, "渡口夜班加船", ferry);
	const struct item rows[] = {
		make(2, "早市豆腐降价", river),         /* only what everybody has */
		make(3, "渡口栏杆上漆", ferry),         /* a rare tag, and a pair */
		make(4, "船长谈风浪", ferry),           /* a rare tag */
		make(5, "夜班加船首日客满", none),      /* three pairs */
		make(6, "加船与否，听乘客的", none),    /* one pair */
		make(7, "渡口夜班  加船", ferry),       /* the same story */
		make(1, "渡口夜班加船", ferry),
	};
	struct related_to to;
	struct related found = { .n = 0 };

	(void)state;
	related_init(&to, &read);
	to.tag_weight[0] = RELATED_TAG_COMMON;
	to.tag_weight[1] = RELATED_TAG_RARE;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		related_take(&found, &to, &rows[i]);
	assert_int_equal(found.n, 3);
	assert_int_equal(found.rows[0].item->id, 3);
	assert_int_equal(found.rows[1].item->id, 4);
	assert_int_equal(found.rows[2].item->id, 5);
}

static void the_nearest_are_kept(void **state)
{
	const struct item read = make(1, "渡口夜班加船", ferry);
	struct item rows[40];
	char titles[40][32];
	struct related_to to;
	struct related found = { .n = 0 };

	(void)state;
	related_init(&to, &read);
	to.tag_weight[1] = RELATED_TAG_RARE;
	for (int i = 0; i < 40; i++) {
		snprintf(titles[i], sizeof titles[i], i % 10 == 9 ? "第%d班 夜班加船" : "第%d则", i);
		rows[i] = make(10 + i, titles[i], ferry);
		related_take(&found, &to, &rows[i]);
		related_take(&found, &to, &rows[i]); /* once is enough */
	}
	assert_int_equal(found.n, RELATED_MOST);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(found.rows[i].item->id, 19 + 10 * (int)i);
	for (size_t i = 4; i < found.n; i++) /* of those as near as each other the first to come */
		assert_int_equal(found.rows[i].item->id, 10 + (int)i - 4);
}

static void the_way_back_is_known(void **state)
{
	struct article_history h = { .n = 0 };

	(void)state;
	assert_null(history_step(&h, -1));
	for (int64_t id = 1; id <= 3; id++) {
		history_add(&h, id);
		history_keep(&h, id, (struct anchor){ (uint32_t)id, 5 });
	}
	assert_null(history_step(&h, 1));
	assert_int_equal(history_step(&h, -1)->id, 2);
	assert_int_equal(history_step(&h, -1)->place.block, 1);
	assert_null(history_step(&h, -1));
	assert_int_equal(history_step(&h, 1)->id, 2);
	history_add(&h, 2); /* it is open */
	assert_int_equal(history_step(&h, 1)->id, 3);
	history_step(&h, -1);
	history_add(&h, 9); /* another way: 3 is no longer ahead */
	assert_null(history_step(&h, 1));
	assert_int_equal(history_step(&h, -1)->id, 2);
	for (int64_t id = 100; id < 300; id++)
		history_add(&h, id);
	assert_int_equal(h.n, HISTORY_MOST);
	assert_int_equal(h.spots[0].id, 300 - HISTORY_MOST);
	assert_int_equal(history_step(&h, -1)->id, 298);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_and_words_count),
		cmocka_unit_test(the_nearest_are_kept),
		cmocka_unit_test(the_way_back_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
