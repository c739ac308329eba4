#include "store_fixture.h"

/*
 * The two hot lists of the first edition: nine fetches, twenty minutes apart, and where everything
 * stands at the last. 0: not on the list; -1: the fetch failed.
 */
enum { FETCHES = 9, EVERY = 1200 };

struct course {
	const char *title;
	enum hot_state state;
	int by;              /* places moved by the last fetch */
	int first;           /* fetch that had it first */
	int best;
	int ranks[FETCHES];
};

static const struct course street[] = {
	{ "煎饼摊排队新规", HOT_UP, 1, 1, 1, { 0, 16, 10, 5, 4, -1, 3, 2, 1 } },
	{ "打字队3∶2逆转", HOT_UP, 2, 6, 2, { 0, 0, 0, 0, 0, -1, 12, 4, 2 } },
	{ "今晨初雪落在哪条街", HOT_SAME, 0, 0, 2, { 2, 2, 2, 2, 2, -1, 2, 3, 3 } },
	{ "空格桥通车首日走了8万人", HOT_DOWN, 3, 0, 1, { 1, 1, 1, 1, 1, -1, 1, 1, 4 } },
	{ "“避头尾”上了小学课本", HOT_UP, 1, 0, 5, { 14, 11, 8, 8, 6, -1, 5, 6, 5 } },
	{ "白菜跌破2元", HOT_DOWN, 1, 0, 3, { 3, 3, 3, 3, 3, -1, 4, 5, 6 } },
	{ "光标河加开夜航", HOT_SAME, 0, 0, 4, { 5, 5, 4, 4, 5, -1, 6, 7, 7 } },
	{ "图书馆一个字也能查", HOT_SAME, 0, 0, 6, { 6, 6, 6, 7, 7, -1, 7, 8, 8 } },
	{ "老校对改完最后一个逗号", HOT_SAME, 0, 2, 9, { 0, 0, 14, 11, 10, -1, 9, 9, 9 } },
	{ "“按U后悔”成流行语", HOT_NEW, 0, 8, 10, { 0, 0, 0, 0, 0, -1, 0, 0, 10 } },
	{ "沙漏周报停更满一年", HOT_DOWN, 1, 0, 4, { 4, 4, 5, 6, 8, -1, 8, 10, 11 } },
	{ "豆浆该甜还是咸", HOT_BACK, 0, 0, 10, { 10, 10, 12, 0, 0, -1, 0, 0, 12 } },
	{ "等宽大学34字实验", HOT_DOWN, 2, 0, 8, { 8, 8, 9, 10, 11, -1, 10, 11, 13 } },
	{ "单宽镇双宽镇和好了", HOT_DOWN, 1, 3, 12, { 0, 0, 0, 14, 12, -1, 13, 13, 14 } },
	{ "《换行图》修复完成", HOT_DOWN, 3, 0, 7, { 7, 7, 7, 9, 9, -1, 11, 12, 15 } },
	{ "初雪表情包", HOT_DOWN, 1, 7, 15, { 0, 0, 0, 0, 0, -1, 0, 15, 16 } },
	{ "夜读者要不要关灯", HOT_GONE, 0, 0, 12, { 12, 12, 13, 12, 13, -1, 14, 14, 0 } },
	{ "换行码头窄舱试坐", HOT_GONE, 0, 0, 13, { 15, 15, 15, 13, 14, -1, 15, 16, 0 } },
	{ "退格巷连载更新", HOT_GONE, 0, 0, 13, { 13, 14, 16, 15, 15, -1, 16, 0, 0 } },
	{ "报亭登记60家", HOT_GONE, 0, 0, 16, { 16, 0, 0, 0, 0, -1, 0, 0, 0 } },
	{ "公交末班延后20分钟", HOT_GONE, 0, 0, 9, { 9, 9, 11, 16, 16, -1, 0, 0, 0 } },
	{ "风筝节改期", HOT_GONE, 0, 0, 11, { 11, 13, 0, 0, 0, -1, 0, 0, 0 } },
};

static const struct course teahouse[] = {
	{ "未读999条是什么体验", HOT_SAME, 0, 0, 1, { 2, 2, 2, 2, 1, 1, 1, 1, 1 } },
	{ "豆浆该甜还是咸", HOT_SAME, 0, 0, 2, { 11, 9, 8, 7, 5, 4, 3, 2, 2 } },
	{ "为什么校对都爱用红笔", HOT_SAME, 0, 0, 1, { 1, 1, 1, 1, 2, 2, 2, 3, 3 } },
	{ "今晨初雪，落在哪条街？", HOT_SAME, 0, 0, 4, { 4, 4, 4, 5, 6, 6, 5, 4, 4 } },
	{ "煎饼摊排队新规", HOT_UP, 5, 5, 5, { 0, 0, 0, 0, 0, 15, 12, 10, 5 } },
	{ "空格桥通车首日走了8万人", HOT_DOWN, 1, 0, 3, { 3, 3, 3, 3, 3, 3, 4, 5, 6 } },
	{ "打字队逆转靠运气吗", HOT_UP, 5, 7, 7, { 0, 0, 0, 0, 0, 0, 0, 12, 7 } },
	{ "怎样用一句话请邻居还伞", HOT_DOWN, 2, 0, 4, { 5, 5, 5, 4, 4, 5, 6, 6, 8 } },
	{ "冬天第一碗面吃什么", HOT_DOWN, 2, 0, 7, { 13, 12, 10, 9, 9, 8, 8, 7, 9 } },
	{ "只有格子城人懂的冷笑话", HOT_DOWN, 2, 0, 6, { 6, 6, 6, 6, 7, 7, 7, 8, 10 } },
	{ "“避头尾”上了小学课本", HOT_DOWN, 2, 3, 9, { 0, 0, 0, 15, 11, 10, 10, 9, 11 } },
	{ "下雪天为什么格外安静", HOT_NEW, 0, 8, 12, { 0, 0, 0, 0, 0, 0, 0, 0, 12 } },
	{ "养一只叫回车的猫", HOT_DOWN, 2, 0, 7, { 7, 7, 7, 8, 8, 9, 9, 11, 13 } },
	{ "34字一行真的更好读吗", HOT_SAME, 0, 0, 12, { 15, 15, 15, 13, 13, 12, 13, 14, 14 } },
	{ "搬家时最后悔扔掉什么", HOT_DOWN, 2, 0, 8, { 8, 8, 9, 10, 10, 11, 11, 13, 15 } },
	{ "怎样教爷爷用终端看新闻", HOT_SAME, 0, 2, 15, { 0, 0, 16, 0, 15, 16, 16, 16, 16 } },
	{ "夜航船上能看见几颗星", HOT_GONE, 0, 0, 10, { 10, 11, 11, 11, 12, 13, 14, 15, 0 } },
	{ "有必要买机械打字机吗", HOT_GONE, 0, 0, 12, { 12, 13, 13, 12, 14, 14, 15, 0, 0 } },
	{ "《换行图》该不该补色", HOT_GONE, 0, 0, 14, { 14, 14, 14, 16, 16, 0, 0, 0, 0 } },
	{ "雪天路滑怎么走", HOT_GONE, 0, 0, 9, { 9, 10, 12, 14, 0, 0, 0, 0, 0 } },
	{ "旧报纸怎样保存", HOT_GONE, 0, 0, 16, { 16, 16, 0, 0, 0, 0, 0, 0, 0 } },
};

static struct source hot_source(const char *name)
{
	struct source s = source_named(name);

	s.kind = SOURCE_HOT;
	return s;
}

static bool save_hot(struct box *b, struct source *source, struct line *lines, size_t n, int64_t now)
{
	int64_t id = store_source_put(b->s, source, &b->err);
	struct feed f;
	bool changed;

	feed_from_lines(&f, lines, n);
	for (size_t i = 0; i < n; i++)
		f.entries[i].heat = lines[i].published ? lines[i].published : -1;
	if (!store_save_hot(b->s, id, source, &f, now, &changed, &b->err))
		fail_msg("%s", b->err.text);
	feed_release(&f);
	return changed;
}

/* The entries of one fetch in rank order; 0 when it failed. */
static size_t fetch_of(const struct course *c, size_t n, int fetch, struct line *out)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		if (c[i].ranks[fetch] > 0) {
			size_t at = (size_t)c[i].ranks[fetch] - 1;

			out[at] = (struct line){ .title = c[i].title, .published = 9000 - (int64_t)at };
			if (at >= most)
				most = at + 1;
		}
	return most;
}

static void play(struct box *b, const char *name, const struct course *c, size_t n)
{
	struct source source = hot_source(name);

	for (int f = 0; f < FETCHES; f++) {
		struct line lines[32];
		size_t n_lines = fetch_of(c, n, f, lines);

		if (n_lines)
			assert_true(save_hot(b, &source, lines, n_lines, NOW + f * EVERY));
		else
			assert_true(store_hot_missed(b->s, store_source_find(b->s, name),
			                             NOW + f * EVERY, &b->err));
	}
}

static void check_history(struct box *b, const struct hot_entry *e, const struct course *c)
{
	struct arena a = ARENA_INIT;
	struct hot_sighting *seen;
	size_t n = store_hot_history(b->s, e->id, &a, &seen);

	assert_int_equal(n, FETCHES - c->first);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(seen[i].time, NOW + (c->first + (int)i) * EVERY);
		assert_int_equal(seen[i].rank, c->ranks[c->first + (int)i]);
		assert_int_equal(seen[i].heat, seen[i].rank > 0 ? 9001 - seen[i].rank : -1);
	}
	arena_release(&a);
}

static void check_list(struct box *b, const char *name, const struct course *c, size_t n)
{
	struct arena a = ARENA_INIT;
	struct hot_list *list;
	int64_t id = store_source_find(b->s, name);

	assert_int_equal(store_hot(b->s, &id, 1, true, &a, &list), 1);
	assert_int_equal(list->n_entries, n);
	assert_int_equal(list->fetched, NOW + 8 * EVERY);
	for (size_t i = 0; i < n; i++) {
		const struct hot_entry *e = &list->entries[i];
		size_t k = 0;

		while (k < n && strcmp(c[k].title, e->title))
			k++;
		assert_true(k < n);
		if (e->state != c[k].state)
			fail_msg("%s is %s", e->title, hot_state_name(e->state));
		assert_int_equal(e->rank, c[k].ranks[8]);
		assert_int_equal(e->best, c[k].best);
		assert_int_equal(e->first_seen, NOW + c[k].first * EVERY);
		if (e->state == HOT_UP || e->state == HOT_DOWN)
			assert_int_equal(abs(e->previous - e->rank), c[k].by);
		if (e->state == HOT_NEW || e->state == HOT_BACK)
			assert_int_equal(e->previous, 0);
		if (e->rank) /* in rank order, gone ones last */
			assert_int_equal(i, (size_t)e->rank - 1);
		check_history(b, e, &c[k]);
	}
	assert_int_equal(store_hot(b->s, &id, 1, false, &a, &list), 1);
	assert_int_equal(list->n_entries, 16);
	arena_release(&a);
}

static void moves_as_the_edition_says(void **state)
{
	struct box *b = *state;

	play(b, "格子城热榜", street, ARRAY_LENGTH(street));
	play(b, "茶馆热议", teahouse, ARRAY_LENGTH(teahouse));
	check_list(b, "格子城热榜", street, ARRAY_LENGTH(street));
	check_list(b, "茶馆热议", teahouse, ARRAY_LENGTH(teahouse));
}

static const struct hot_entry *entry_at(struct box *b, const char *name, int rank, struct arena *a)
{
	struct hot_list *list;
	int64_t id = store_source_find(b->s, name);

	assert_int_equal(store_hot(b->s, &id, 1, false, a, &list), 1);
	assert_true(list->n_entries >= (size_t)rank);
	return &list->entries[rank - 1];
}

static void the_first_list_is_not_all_new(void **state)
{
	struct box *b = *state;
	struct source source = hot_source("热");
	struct line lines[] = { { .title = "甲" }, { .title = "乙" } };
	struct arena a = ARENA_INIT;

	assert_true(save_hot(b, &source, lines, 2, NOW));
	assert_int_equal(entry_at(b, "热", 1, &a)->state, HOT_SAME);
	assert_int_equal(entry_at(b, "热", 1, &a)->previous, 0);
	arena_release(&a);
}

static void the_same_list_writes_nothing(void **state)
{
	struct box *b = *state;
	struct source source = hot_source("热");
	struct line one[] = { { .title = "甲", .published = 9 }, { .title = "乙", .published = 8 } };
	struct line two[] = { { .title = "乙", .published = 8 }, { .title = "甲", .published = 9 } };
	struct arena a = ARENA_INIT;
	struct store *reader;
	uint32_t version;

	assert_true(save_hot(b, &source, one, 2, NOW));
	assert_true(save_hot(b, &source, two, 2, NOW + 60));
	reader = store_open(b->path, STORE_READ, &b->err);
	version = store_version(reader);
	for (int i = 0; i < 5; i++)
		assert_false(save_hot(b, &source, two, 2, NOW + 120 + i));
	assert_false(save_hot(b, &source, two, 0, NOW + 180)); /* nothing came: nothing is gone */
	assert_int_equal(store_version(reader), version);
	assert_int_equal(entry_at(b, "热", 1, &a)->state, HOT_UP);
	two[0].published = 7; /* the heat alone is news, and now nobody moved */
	assert_true(save_hot(b, &source, two, 2, NOW + 240));
	assert_int_equal(entry_at(b, "热", 1, &a)->state, HOT_SAME);
	store_close(reader);
	arena_release(&a);
}

/* How an entry of one fetch is known in the next. */
static void tells_entries_apart(void **state)
{
	static const struct {
		const char *name;
		struct line first[2], second[2];
		enum hot_state state; /* of the second fetch's top */
	} cases[] = {
		{ "by id, though the title is edited",
		  { { .id = "1", .title = "甲" }, { .id = "2", .title = "乙" } },
		  { { .id = "2", .title = "乙：更新" }, { .id = "1", .title = "甲" } }, HOT_UP },
		{ "by link, tracking left out",
		  { { .link = "https://h.example/a", .title = "甲" },
		    { .link = "https://h.example/b?utm_source=x", .title = "乙" } },
		  { { .link = "http://h.example/b?spm=2", .title = "乙乙" },
		    { .link = "https://h.example/a", .title = "甲" } }, HOT_UP },
		{ "by title where all links are one",
		  { { .link = "https://h.example/s", .title = "甲" },
		    { .link = "https://h.example/s", .title = "“乙”，丙" } },
		  { { .link = "https://h.example/s", .title = "乙丙" },
		    { .link = "https://h.example/s", .title = "甲" } }, HOT_UP },
		{ "by title, and look-alikes are two",
		  { { .title = "打字队3∶2逆转" }, { .title = "甲" } },
		  { { .title = "打字队逆转靠运气吗" }, { .title = "打字队3∶2逆转" } }, HOT_NEW },
	};
	struct box *b = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct source source = hot_source(cases[i].name);
		struct line first[2], second[2];
		struct arena a = ARENA_INIT;

		memcpy(first, cases[i].first, sizeof first);
		memcpy(second, cases[i].second, sizeof second);
		save_hot(b, &source, first, 2, NOW);
		save_hot(b, &source, second, 2, NOW + 60);
		if (entry_at(b, cases[i].name, 1, &a)->state != cases[i].state)
			fail_msg("%s", cases[i].name);
		arena_release(&a);
	}
}

static void joins_articles_and_their_tags(void **state)
{
	struct box *b = *state;
	struct source feed = source_named("格子城报"), hot = hot_source("热");
	const char *constant[] = { "热榜" };
	static const struct line articles[] = {
		{ "1", "https://a.example/1", "今晨初雪，落在哪条街？", "甲", "天气", NOW - 60 },
		{ "2", "https://a.example/2", "煎饼摊", "乙", "民生 热榜", NOW - 60 },
	};
	struct line lines[] = {
		{ .title = "今晨初雪落在哪条街", .link = "https://h.example/1" },
		{ .title = "排队新规", .link = "https://a.example/2?utm_medium=hot", .tags = "食" },
		{ .title = "别的", .link = "https://h.example/3" },
	};
	struct arena a = ARENA_INIT;
	const struct hot_entry *e;

	hot.tag = (struct text_list){ constant, 1 };
	save_lines(b, &feed, articles, 2, NOW);
	save_hot(b, &hot, lines, 3, NOW);
	e = entry_at(b, "热", 1, &a);
	assert_true(e->item > 0);
	assert_int_equal(e->n_tags, 2);
	assert_string_equal(e->tags[0], "热榜");
	assert_string_equal(e->tags[1], "天气");
	e = entry_at(b, "热", 2, &a);
	assert_true(e->item > 0);
	assert_int_equal(e->n_tags, 3); /* 食 热榜 民生 */
	assert_int_equal(entry_at(b, "热", 3, &a)->item, 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(moves_as_the_edition_says, box_open, box_close),
		cmocka_unit_test_setup_teardown(the_first_list_is_not_all_new, box_open, box_close),
		cmocka_unit_test_setup_teardown(the_same_list_writes_nothing, box_open, box_close),
		cmocka_unit_test_setup_teardown(tells_entries_apart, box_open, box_close),
		cmocka_unit_test_setup_teardown(joins_articles_and_their_tags, box_open, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
