#include "store_fixture.h"

/*
 * Each case: what the feed says at the first fetch and at the second, how many of the second are
 * new and changed, and how many articles there are in the end.
 */
struct identity_case {
	const char *name;
	struct line first[4], second[4];
	int n_new, n_changed, total;
};

static const struct identity_case cases[] = {
	{ "the same",
	  { { "g1", "https://a.example/1", "桥", "甲", "要闻", NOW - 60 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { "g1", "https://a.example/1", "桥", "甲", "要闻", NOW - 60 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } }, 0, 0, 2 },
	{ "one more on top",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g2", "https://a.example/2", "河", "乙", NULL, 0 },
	    { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } }, 1, 0, 2 },
	{ "the text changed",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g1", "https://a.example/1", "桥", "甲、乙", NULL, 0 } }, 0, 1, 1 },
	{ "the title changed",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g1", "https://a.example/1", "桥通了", "甲", NULL, 0 } }, 0, 1, 1 },
	{ "guids churn",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { "h1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "h2", "https://a.example/2", "河", "乙", NULL, 0 } }, 0, 0, 2 },
	{ "guids churn and one title changes, above the others",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { "h1", "https://a.example/1", "桥通了", "甲", NULL, 0 },
	    { "h2", "https://a.example/2", "河", "乙", NULL, 0 } }, 0, 1, 2 },
	{ "one guid for all",
	  { { "g", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { "g", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g", "https://a.example/2", "河", "乙", NULL, 0 },
	    { "g", "https://a.example/3", "雪", "丙", NULL, 0 } }, 1, 0, 3 },
	{ "one entry twice",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "guids vanish",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { NULL, "https://a.example/1", "桥", "甲", NULL, 0 },
	    { NULL, "https://a.example/2", "河", "乙", NULL, 0 } }, 0, 0, 2 },
	{ "guids appear",
	  { { NULL, "https://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "the link moved",
	  { { "g1", "http://a.example/1", "桥", "甲", NULL, 0 } },
	  { { "g1", "https://b.example/new/1", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "http becomes https, no guid",
	  { { NULL, "http://a.example/1", "桥", "甲", NULL, 0 } },
	  { { NULL, "https://A.example/1", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "tracking parameters, fragment",
	  { { NULL, "https://a.example/1?id=7&utm_source=rss&spm=1.2", "桥", "甲", NULL, 0 } },
	  { { NULL, "https://a.example/1?id=7&fbclid=zz#top", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "a parameter of the source's own strip-query",
	  { { NULL, "https://a.example/1?s=one", "桥", "甲", NULL, 0 } },
	  { { NULL, "https://a.example/1?s=two", "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "another parameter is another page",
	  { { NULL, "https://a.example/1?id=7", "桥", "甲", NULL, 0 } },
	  { { NULL, "https://a.example/1?id=8", "河", "乙", NULL, 0 } }, 1, 0, 2 },
	{ "dates churn",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, NOW - 10 } },
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, NOW + 3590 } }, 0, 0, 1 },
	{ "no guid, no link",
	  { { NULL, NULL, "桥", "甲", NULL, 0 }, { NULL, NULL, "河", "乙", NULL, 0 } },
	  { { NULL, NULL, "桥", "甲", NULL, 0 }, { NULL, NULL, "雪", "丙", NULL, 0 } }, 1, 0, 3 },
	{ "no guid, no link, twice",
	  { { NULL, NULL, "桥", "甲", NULL, 0 }, { NULL, NULL, "桥", "甲", NULL, 0 } },
	  { { NULL, NULL, "桥", "甲", NULL, 0 } }, 0, 0, 1 },
	{ "all link to the front page, guids sound",
	  { { "g1", "https://a.example/", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/", "河", "乙", NULL, 0 } },
	  { { "g3", "https://a.example/", "雪", "丙", NULL, 0 },
	    { "g2", "https://a.example/", "河", "乙", NULL, 0 } }, 1, 0, 3 },
	{ "all link to one page, no guids",
	  { { NULL, "https://a.example/live", "桥", "甲", NULL, 0 },
	    { NULL, "https://a.example/live", "河", "乙", NULL, 0 } },
	  { { NULL, "https://a.example/live", "雪", "丙", NULL, 0 },
	    { NULL, "https://a.example/live", "河", "乙", NULL, 0 } }, 1, 0, 3 },
	{ "one entry a day, always the same link",
	  { { "day-1", "https://a.example/word", "桥", "甲", NULL, 0 } },
	  { { "day-2", "https://a.example/word", "河", "乙", NULL, 0 } }, 1, 0, 2 },
	{ "guids and links churn",
	  { { "g1", "https://a.example/r/111", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/r/112", "河", "乙", NULL, 0 },
	    { "g3", "https://a.example/r/113", "雪", "丙", NULL, 0 } },
	  { { "h0", "https://a.example/r/220", "灯", "丁", NULL, 0 },
	    { "h1", "https://a.example/r/221", "桥", "甲", NULL, 0 },
	    { "h2", "https://a.example/r/222", "河", "乙", NULL, 0 },
	    { "h3", "https://a.example/r/223", "雪", "丙", NULL, 0 } }, 1, 0, 4 },
	{ "a wholly new page of entries",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 },
	    { "g2", "https://a.example/2", "河", "乙", NULL, 0 } },
	  { { "g3", "https://a.example/3", "雪", "丙", NULL, 0 },
	    { "g4", "https://a.example/4", "灯", "丁", NULL, 0 } }, 2, 0, 4 },
	{ "the feed shrinks to nothing",
	  { { "g1", "https://a.example/1", "桥", "甲", NULL, 0 } }, { { 0 } }, 0, 0, 1 },
};

static size_t n_lines(const struct line lines[4])
{
	size_t n = 0;

	while (n < 4 && (lines[n].id || lines[n].link || lines[n].title))
		n++;
	return n;
}

static void finds_the_same_article(void **state)
{
	struct box *b = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct identity_case *c = &cases[i];
		const char *strip[] = { "s" };
		struct source source = source_named(c->name);
		struct save_result r;
		int64_t before = ask(b, "SELECT count(*) FROM item");

		source.map.strip_query = (struct text_list){ strip, 1 };
		save_lines(b, &source, c->first, n_lines(c->first), NOW);
		r = save_lines(b, &source, c->second, n_lines(c->second), NOW + 3600);
		if (r.n_new != c->n_new || r.n_changed != c->n_changed)
			fail_msg("%s: %d new, %d changed", c->name, r.n_new, r.n_changed);
		if (ask(b, "SELECT count(*) FROM item") - before != c->total)
			fail_msg("%s: not %d articles", c->name, c->total);
		/* and a third time nothing at all */
		int64_t written = ask(b, "SELECT total(print) FROM item");

		r = save_lines(b, &source, c->second, n_lines(c->second), NOW + 7200);
		if (r.n_new || r.n_changed)
			fail_msg("%s, again: %d new, %d changed", c->name, r.n_new, r.n_changed);
		assert_int_equal(ask(b, "SELECT total(print) FROM item"), written);
	}
	assert_counts(b);
}

static void unchanged_feeds_write_nothing(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	const struct line lines[] = {
		{ "g1", "https://a.example/1", "桥", "甲", "要闻 交通", NOW - 60 },
		{ "g2", "https://a.example/2", "河", "乙", "要闻", NOW + 7200 },
		{ NULL, "https://a.example/3", "雪", "丙", NULL, 0 },
	};
	struct store *reader;
	uint32_t version;

	save_lines(b, &source, lines, 3, NOW);
	reader = store_open(b->path, STORE_READ, &b->err);
	assert_non_null(reader);
	version = store_version(reader);
	store_begin(b->s, &b->err);
	assert_int_equal(save_lines(b, &source, lines, 3, NOW + 60).n_same, 3);
	assert_int_equal(save_lines(b, &source, lines, 3, NOW + 86400 * 2).n_same, 3);
	store_commit(b->s, &b->err);
	assert_int_equal(store_version(reader), version);
	store_close(reader);
}

static void survives_many_churns(void **state)
{
	struct box *b = *state;
	struct source source = source_named("churn");
	char ids[3][16];

	for (int fetch = 0; fetch < 20; fetch++) {
		struct line lines[] = {
			{ ids[0], "https://a.example/1", "桥", "甲", NULL, 0 },
			{ ids[1], "https://a.example/2", "河", "乙", NULL, 0 },
			{ ids[2], "https://a.example/3", "雪", "丙", NULL, 0 },
		};

		for (int i = 0; i < 3; i++)
			snprintf(ids[i], sizeof ids[i], "%d-%d", fetch, i);
		save_lines(b, &source, lines, 3, NOW + fetch * 60);
	}
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 3);
	assert_int_equal(ask(b, "SELECT identity FROM source"), 1);
}

static void keeps_versions(void **state)
{
	struct box *b = *state;
	struct source source = source_named("v");
	struct line line = { "g1", "https://a.example/1", "桥", "第一版", NULL, 0 };
	struct arena a = ARENA_INIT;
	struct item_version *versions;
	struct article article;
	int64_t id = 1;

	save_lines(b, &source, &line, 1, NOW);
	store_mark_read(b->s, &id, 1, true, &b->err);
	line.text = "第二版";
	save_lines(b, &source, &line, 1, NOW + 60);
	assert_true(store_article(b->s, 1, &a, &article, &b->err));
	assert_true(article.item.is_read);
	assert_true(article.item.is_changed);
	assert_string_equal(article.body, "第二版");
	static const char *const later[] = { "三", "四", "五", "六", "七", "八", "九" };

	for (size_t i = 0; i < ARRAY_LENGTH(later); i++) {
		line.text = later[i];
		save_lines(b, &source, &line, 1, NOW + 120 + (int64_t)i);
	}
	/* the newest four, and the one that was read */
	assert_int_equal(store_versions(b->s, 1, &a, &versions), 5);
	assert_string_equal(versions[0].body, "八");
	assert_false(versions[0].was_read);
	assert_string_equal(versions[4].body, "第一版");
	assert_true(versions[4].was_read);
	/* reading it again takes the mark away */
	store_mark_read(b->s, &id, 1, true, &b->err);
	assert_true(store_article(b->s, 1, &a, &article, &b->err));
	assert_false(article.item.is_changed);
	arena_release(&a);
}

static void sorts_by_the_earlier_time(void **state)
{
	struct box *b = *state;
	struct source source = source_named("t");
	static const struct line lines[] = {
		{ "g1", NULL, "未来", "甲", NULL, NOW + 999999 },
		{ "g2", NULL, "过去", "乙", NULL, NOW - 500 },
		{ "g3", NULL, "无时一", "丙", NULL, 0 },
		{ "g4", NULL, "无时二", "丁", NULL, 0 },
	};
	static const char *const order[] = { "未来", "无时一", "无时二", "过去" };
	struct item_query q = { 0 };
	struct arena a = ARENA_INIT;
	struct item *rows;

	save_lines(b, &source, lines, 4, NOW);
	assert_int_equal(store_items(b->s, &q, &a, &rows, &b->err), 4);
	for (int i = 0; i < 4; i++)
		assert_string_equal(rows[i].title, order[i]);
	assert_int_equal(rows[0].sort_time, NOW);
	assert_int_equal(rows[0].published, NOW + 999999);
	assert_int_equal(rows[3].sort_time, NOW - 500);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_the_same_article, box_open, box_close),
		cmocka_unit_test_setup_teardown(unchanged_feeds_write_nothing, box_open, box_close),
		cmocka_unit_test_setup_teardown(survives_many_churns, box_open, box_close),
		cmocka_unit_test_setup_teardown(keeps_versions, box_open, box_close),
		cmocka_unit_test_setup_teardown(sorts_by_the_earlier_time, box_open, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
