#include "store_fixture.h"

/* A generator of our own: the same numbers everywhere. */
static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static bool get(struct box *b, int64_t id, struct arena *a, struct item *out)
{
	return store_item(b->s, id, a, out);
}

static bool is_read(struct box *b, int64_t id)
{
	struct arena a = ARENA_INIT;
	struct item item;

	assert_true(get(b, id, &a, &item));
	arena_release(&a);
	return item.is_read;
}

/* The article of this title. */
static int64_t titled(struct box *b, const char *title)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT max(id) FROM item WHERE title = '%s'", title);
	return ask(b, sql);
}

static void assert_tags(struct box *b, int64_t id, const char *want)
{
	struct arena a = ARENA_INIT;
	struct item item;
	struct str got = STR_INIT;

	assert_true(get(b, id, &a, &item));
	for (size_t i = 0; i < item.n_tags; i++)
		str_printf(&got, "%s%s", i ? " " : "", item.tags[i]);
	assert_string_equal(got.data, want);
	str_release(&got);
	arena_release(&a);
}

static void marks_and_counts(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	static const struct line lines[] = {
		{ "1", "https://a.example/1", "桥", "甲", "要闻 交通", NOW - 60 },
		{ "2", "https://a.example/2", "河", "乙", "要闻", NOW - 120 },
		{ "3", "https://a.example/3", "雪", "丙", NULL, NOW - 180 },
	};
	int64_t ids[3];
	struct item_query unread = { .unread_only = true }, starred = { .starred_only = true };

	save_lines(b, &source, lines, 3, NOW);
	for (int i = 0; i < 3; i++)
		ids[i] = titled(b, lines[i].title);
	assert_int_equal(store_items_count(b->s, &unread), 3);
	assert_true(store_mark_read(b->s, ids, 2, true, &b->err));
	assert_true(store_mark_read(b->s, ids, 2, true, &b->err)); /* twice counts once */
	assert_int_equal(store_items_count(b->s, &unread), 1);
	assert_true(store_mark_starred(b->s, &ids[1], 1, true, &b->err));
	assert_int_equal(store_items_count(b->s, &starred), 1);
	assert_counts(b);
	assert_true(store_mark_read(b->s, &ids[0], 1, false, &b->err));
	assert_true(store_mark_starred(b->s, &ids[1], 1, false, &b->err));
	assert_int_equal(store_items_count(b->s, &unread), 2);
	assert_int_equal(store_items_count(b->s, &starred), 0);
	assert_counts(b);
	box_reopen(b);
	assert_true(is_read(b, ids[1]));
	assert_false(is_read(b, ids[0]));
}

/* What several sources tell counts once, in all and in each tag. */
static void assert_stories(struct box *b)
{
	struct arena a = ARENA_INIT;
	struct item_query unread = { .unread_only = true };
	struct unread_copy *copies;
	struct tag_count *tags;
	size_t n = store_unread_copies(b->s, 0, &copies);
	int64_t stories = store_items_count(b->s, &unread);

	for (size_t i = 1; i < n; i++)
		stories -= copies[i].link_hash == copies[i - 1].link_hash;
	assert_int_equal(stories, unread_stories(b, NULL, NULL));
	free(copies);
	n = store_tags(b->s, &a, 0, &tags);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(tags[i].n_unread, unread_stories(b, NULL, tags[i].name));
	arena_release(&a);
}

static void one_link_is_read_everywhere(void **state)
{
	struct box *b = *state;
	struct source one = source_named("甲报"), two = source_named("乙报"), three = source_named("丙报");
	static const struct line first[] = { { "1", "http://n.example/1?utm_source=a", "桥", "甲", "a", 0 } };
	static const struct line second[] = { { "x", "https://n.example/1", "桥通了", "甲甲", "b", 0 } };
	static const struct line third[] = { { "y", "https://n.example/1#k", "又是桥", "丙", "c", 0 } };
	int64_t id;

	save_lines(b, &one, first, 1, NOW);
	save_lines(b, &two, second, 1, NOW);
	id = titled(b, "桥");
	store_mark_read(b->s, &id, 1, true, &b->err);
	assert_true(is_read(b, titled(b, "桥通了")));
	/* what comes later is read already */
	assert_int_equal(save_lines(b, &three, third, 1, NOW).n_new, 1);
	assert_true(is_read(b, titled(b, "又是桥")));
	assert_counts(b);
	id = titled(b, "又是桥");
	store_mark_read(b->s, &id, 1, false, &b->err);
	assert_false(is_read(b, titled(b, "桥")));
	assert_counts(b);
	assert_int_equal(unread_stories(b, NULL, NULL), 1);
	assert_stories(b);
}

static void a_front_page_is_not_one_article(void **state)
{
	struct box *b = *state;
	struct source one = source_named("甲报"), two = source_named("乙报");
	static const struct line same[] = {
		{ "1", "https://n.example/all", "桥", "甲", NULL, 0 },
		{ "2", "https://n.example/all", "河", "乙", NULL, 0 },
	};
	static const struct line other[] = { { "1", "https://n.example/all", "雪", "丙", NULL, 0 } };
	int64_t id;

	save_lines(b, &one, same, 2, NOW);
	save_lines(b, &two, other, 1, NOW);
	id = titled(b, "雪");
	store_mark_read(b->s, &id, 1, true, &b->err);
	id = titled(b, "桥");
	store_mark_read(b->s, &id, 1, true, &b->err);
	assert_false(is_read(b, titled(b, "河")));
	assert_counts(b);
}

static void what_the_user_takes_away_stays_away(void **state)
{
	struct box *b = *state;
	const char *constant[] = { "日报" };
	struct source source = source_named("格子城报");
	struct line line = { "1", "https://a.example/1", "桥", "甲", "要闻 交通", 0 };
	struct article page = { .updated = TIME_NONE };
	const char *page_tags[] = { "要闻", "桥梁" };
	int64_t id;

	source.tag = (struct text_list){ constant, 1 };
	save_lines(b, &source, &line, 1, NOW);
	id = titled(b, "桥");
	assert_tags(b, id, "要闻 交通 日报");
	assert_true(store_tag_remove(b->s, &id, 1, "要闻", &b->err));
	assert_tags(b, id, "交通 日报");
	assert_counts(b);
	line.text = "甲改了"; /* the feed says it again */
	save_lines(b, &source, &line, 1, NOW + 60);
	assert_tags(b, id, "交通 日报");
	page.item.published = TIME_NONE;
	page.item.tags = page_tags; /* the page says it too */
	page.item.n_tags = 2;
	page.body = "<p>甲改了，全文。</p>";
	assert_true(store_save_page(b->s, id, &page, NOW + 70, NULL, &b->err));
	assert_tags(b, id, "交通 日报 桥梁");
	assert_true(store_tag_put(b->s, &id, 1, "要闻", ORIGIN_RULE, &b->err)); /* and a rule */
	assert_tags(b, id, "交通 日报 桥梁");
	assert_counts(b);
	assert_true(store_tag_add(b->s, &id, 1, " 要闻 ", &b->err)); /* only the user brings it back */
	assert_tags(b, id, "交通 日报 桥梁 要闻");
	line.tags = "夜"; /* the feed drops its own, the user's stays */
	save_lines(b, &source, &line, 1, NOW + 120);
	assert_tags(b, id, "日报 桥梁 要闻 夜");
	assert_counts(b);
	box_reopen(b);
	assert_tags(b, id, "日报 桥梁 要闻 夜");
}

static void lists_tags(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报"), edition = source_named("创刊号");
	static const struct line lines[] = {
		{ "1", "https://a.example/1", "桥", "甲", "要闻 交通", NOW - 60 },
		{ "2", "https://a.example/2", "河", "乙", "要闻", NOW - 86400 * 40 },
	};
	static const struct line builtin[] = { { "1", "haowai:1", "序", "号", "要闻 入门", NOW } };
	struct arena a = ARENA_INIT;
	struct tag_count *tags;
	int64_t hidden;

	save_lines(b, &source, lines, 2, NOW);
	save_lines(b, &edition, builtin, 1, NOW);
	assert_int_equal(store_tags(b->s, &a, 0, &tags), 3);
	assert_string_equal(tags[0].name, "要闻");
	assert_int_equal(tags[0].n_items, 3);
	assert_int_equal(tags[0].n_recent, 2);
	hidden = store_source_find(b->s, "创刊号");
	assert_int_equal(store_tags(b->s, &a, hidden, &tags), 2);
	assert_string_equal(tags[0].name, "要闻");
	assert_int_equal(tags[0].n_items, 2);
	assert_int_equal(tags[0].n_unread, 2);
	assert_int_equal(tags[0].n_recent, 1);
	arena_release(&a);
}

/* What stays recent is counted off as the days go by, also when the clock is set back. */
static void recent_moves_with_the_days(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	struct line line = { "1", "https://a.example/1", "桥", "甲", "要闻", NOW - 60 };
	static const int days[] = { 0, 10, 29, 31, 60, 20, 0, 33 };

	for (size_t i = 0; i < ARRAY_LENGTH(days); i++) {
		char title[32];

		snprintf(title, sizeof title, "桥%zu", i);
		line.title = title;
		line.id = line.link = NULL;
		line.published = NOW + days[i] * 86400;
		save_lines(b, &source, &line, 1, NOW + days[i] * 86400);
		assert_counts(b);
	}
	assert_int_equal(ask(b, "SELECT n_recent FROM tag"), 6);
}

static void counts_hold_in_any_order(void **state)
{
	static const char *const tags[] = { "要闻", "交通", "民生", "天气", "体育" };
	struct box *b = *state;
	uint32_t seed = 20261122;
	char ids[40][8], links[40][40], texts[40][16], joined[40][64];
	struct line lines[40];
	struct source sources[3] = { source_named("甲"), source_named("乙"), source_named("丙") };

	store_begin(b->s, &b->err);
	for (int round = 0; round < 250; round++) {
		size_t n = 1 + roll(&seed) % 8;

		for (size_t i = 0; i < n; i++) {
			unsigned k = roll(&seed) % 40;

			snprintf(ids[i], sizeof ids[i], "g%u", k);
			/* some a front page's, some that change */
			snprintf(links[i], sizeof links[i], "https://n.example/%u",
			         k % 8 == 7 ? 7 : roll(&seed) % 16 ? k : k + 1);
			snprintf(texts[i], sizeof texts[i], "文%u", roll(&seed) % 3);
			snprintf(joined[i], sizeof joined[i], "%s %s", tags[roll(&seed) % 5],
			         tags[roll(&seed) % 5]);
			lines[i] = (struct line){ ids[i], links[i], ids[i], texts[i], joined[i],
				                  NOW - (int64_t)(roll(&seed) % 60) * 86400 };
		}
		switch (roll(&seed) % 8) {
		case 0:
		case 1:
			save_lines(b, &sources[roll(&seed) % 3], lines, n, NOW + round * 40000);
			break;
		default: {
			int64_t marked[4];

			for (int i = 0; i < 4; i++)
				marked[i] = 1 + roll(&seed) % 60;
			switch (roll(&seed) % 5) {
			case 0:
				store_mark_starred(b->s, marked, 4, roll(&seed) & 1, &b->err);
				break;
			case 1:
				store_tag_add(b->s, marked, 2, tags[roll(&seed) % 5], &b->err);
				break;
			case 2:
				store_tag_remove(b->s, marked, 2, tags[roll(&seed) % 5], &b->err);
				break;
			default:
				store_mark_read(b->s, marked, 4, roll(&seed) & 1, &b->err);
			}
		}
		}
		assert_string_equal(b->err.text, "");
		if (round % 25 == 24) {
			bool more = true;
			struct retention rule = { 0, 20 * 86400, 15 };

			assert_true(store_commit(b->s, &b->err));
			assert_counts(b);
			if (round % 50 == 49)
				assert_true(store_purge(b->s, &rule, 1, NOW + round * 40000, 1000, &more,
				                        &b->err));
			assert_counts(b);
			assert_stories(b);
			store_begin(b->s, &b->err);
		}
	}
	assert_true(store_commit(b->s, &b->err));
	assert_counts(b);
}

static void marks_do_not_wait_for_a_batch(void **state)
{
	struct box *b = *state;
	struct source source = source_named("甲");
	static const struct line one[] = { { "1", NULL, "桥", "甲", NULL, 0 } };
	static const struct line two[] = { { "2", NULL, "河", "乙", NULL, 0 } };
	int64_t id = 1;

	save_lines(b, &source, one, 1, NOW);
	store_begin(b->s, &b->err);
	save_lines(b, &source, two, 1, NOW);
	assert_true(store_mark_read(b->s, &id, 1, true, &b->err));
	assert_int_equal(ask(b, "SELECT is_read FROM item WHERE id = 1"), 1);
	assert_true(store_commit(b->s, &b->err));
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 2);
}

static void notes(void **state)
{
	struct box *b = *state;
	struct arena a = ARENA_INIT;

	assert_null(store_note_get(b->s, "place", &a));
	assert_true(store_note_set(b->s, "place", "全部", &b->err));
	assert_true(store_note_set(b->s, "place", "时政", &b->err));
	assert_string_equal(store_note_get(b->s, "place", &a), "时政");
	assert_true(store_note_set(b->s, "place", NULL, &b->err));
	assert_null(store_note_get(b->s, "place", &a));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(marks_and_counts, box_open, box_close),
		cmocka_unit_test_setup_teardown(one_link_is_read_everywhere, box_open, box_close),
		cmocka_unit_test_setup_teardown(a_front_page_is_not_one_article, box_open, box_close),
		cmocka_unit_test_setup_teardown(what_the_user_takes_away_stays_away, box_open, box_close),
		cmocka_unit_test_setup_teardown(lists_tags, box_open, box_close),
		cmocka_unit_test_setup_teardown(recent_moves_with_the_days, box_open, box_close),
		cmocka_unit_test_setup_teardown(counts_hold_in_any_order, box_open, box_close),
		cmocka_unit_test_setup_teardown(marks_do_not_wait_for_a_batch, box_open, box_close),
		cmocka_unit_test_setup_teardown(notes, box_open, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
