/* Tags under rules, other names, the user's hand: in any order the counts are what counting gives. */
#include "store_fixture.h"

#include "base/array.h"
#include "base/str.h"
#include "store/tag_map.h"

enum { ARTICLES = 12, NAMES = 6, STEPS = 700 };

static const char *const names[NAMES] = { "要闻", "科技", "Tech", "桥 与 路", "广告", "読者" };
static const char letters[] = "abcdef";

/* --- a model that counts by hand ------------------------------------------------------------------ */

struct article_model {
	int origins[NAMES];
	bool off[NAMES];
	bool read, starred, muted;
	char title[16];
	int version;
};

struct model {
	struct article_model articles[ARTICLES];
	int n;                        /* articles there are */
	int maps_to[NAMES];           /* itself, another, -1: hidden */
	char muted_letter, tagged_letter;
	int tagged_with;
	uint32_t seed;
};

static uint32_t roll(struct model *m, uint32_t below)
{
	m->seed = m->seed * 1664525u + 1013904223u;
	return (m->seed >> 8) % below;
}

static void judge(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	const struct model *m = opaque;

	(void)a;
	out->is_muted = m->muted_letter && strchr(j->item.title, m->muted_letter);
	if (m->tagged_letter && strchr(j->item.title, m->tagged_letter)) {
		out->tags = (const char **)(uintptr_t)&names[m->tagged_with];
		out->n_tags = 1;
	}
}

static void model_judge(struct model *m, struct article_model *a)
{
	a->muted = m->muted_letter && strchr(a->title, m->muted_letter);
	for (int k = 0; k < NAMES; k++)
		a->origins[k] &= ~ORIGIN_RULE;
	if (m->tagged_letter && strchr(a->title, m->tagged_letter))
		a->origins[m->tagged_with] |= ORIGIN_RULE;
}

static bool shows(const struct model *m, const struct article_model *a, int name)
{
	for (int k = 0; k < NAMES; k++)
		if (a->origins[k] && !a->off[k] && m->maps_to[k] == name && !a->off[name])
			return true;
	return false;
}

/* --- the store against it -------------------------------------------------------------------------- */

static void save_articles(struct box *b, struct model *m, int n)
{
	struct source source = source_named("报");
	struct line lines[ARTICLES];
	char ids[ARTICLES][8], tags[ARTICLES][64], texts[ARTICLES][16];

	for (int i = 0; i < n; i++) {
		struct article_model *a = &m->articles[i];

		snprintf(ids[i], sizeof ids[i], "%d", i);
		snprintf(texts[i], sizeof texts[i], "文%d", a->version);
		tags[i][0] = '\0';
		for (int k = 0; k < NAMES; k++)
			if (a->origins[k] & ORIGIN_FEED && k != 3)
				snprintf(tags[i] + strlen(tags[i]), 32, "%s%s", *tags[i] ? " " : "", names[k]);
		lines[i] = (struct line){ ids[i], NULL, a->title, texts[i], tags[i], NOW - i * 3600 };
	}
	save_lines(b, &source, lines, (size_t)n, NOW);
}

static void check_names(struct model *m, const struct item *item)
{
	const struct article_model *a = &m->articles[strtol(item->title + 1, NULL, 10)];
	size_t want = 0;

	assert_int_equal(item->is_muted, a->muted);
	assert_int_equal(item->is_read, a->read);
	assert_int_equal(item->is_starred, a->starred);
	for (int k = 0; k < NAMES; k++) {
		bool has = false;

		for (size_t i = 0; i < item->n_tags; i++)
			has |= !strcmp(item->tags[i], names[k]);
		if (has != shows(m, a, k))
			fail_msg("%s: %s", item->title, names[k]);
		want += has;
	}
	assert_int_equal(item->n_tags, want);
}

static void check_counts(struct box *b, struct model *m)
{
	struct arena arena = ARENA_INIT;
	struct tag_count *tags;
	struct item *items;
	struct item_query q = { .muted = MUTED_TOO, .since = TIME_NONE, .fetched_since = TIME_NONE };
	size_t n = store_tags(b->s, &arena, 0, &tags), found = 0;
	int64_t rows, muted = 0;

	for (int k = 0; k < NAMES; k++) {
		int64_t all = 0, unread = 0;

		for (int i = 0; i < m->n; i++)
			if (!m->articles[i].muted && shows(m, &m->articles[i], k)) {
				all++;
				unread += !m->articles[i].read;
			}
		for (size_t i = 0; i < n; i++)
			if (!strcmp(tags[i].name, names[k])) {
				found++;
				assert_int_equal(tags[i].n_items, all);
				assert_int_equal(tags[i].n_unread, unread);
				all = 0;
			}
		assert_int_equal(all, 0);
	}
	assert_int_equal(found, n);
	rows = store_items(b->s, &q, &arena, &items, &b->err);
	assert_int_equal(rows, m->n);
	for (int64_t i = 0; i < rows; i++) {
		check_names(m, &items[i]);
		muted += items[i].is_muted;
	}
	q.muted = MUTED_ONLY;
	assert_int_equal(store_items_count(b->s, &q), muted);
	q.muted = MUTED_OUT;
	assert_int_equal(store_items_count(b->s, &q), rows - muted);
	arena_release(&arena);
}

/* Rules or names have changed: the whole store is looked at again. */
static struct tag_map *judge_all(struct box *b, struct model *m, struct tag_map *old)
{
	struct tag_pair pairs[NAMES];
	size_t n = 0;
	bool more = true, changed = false;
	struct store_judge j = { judge, m };

	for (int k = 0; k < NAMES; k++)
		if (m->maps_to[k] != k)
			pairs[n++] = (struct tag_pair){ names[k], m->maps_to[k] < 0 ? NULL
			                                                : names[m->maps_to[k]] };
	struct tag_map *map = tag_map_new(pairs, n);

	store_set_tag_map(b->s, n ? map : NULL);
	store_set_judge(b->s, &j);
	tag_map_free(old);
	for (bool first = true; more; first = false)
		assert_true(store_judge_slice(b->s, first, 5, &more, &changed, &b->err));
	for (int i = 0; i < m->n; i++)
		model_judge(m, &m->articles[i]);
	return map;
}

static void add_article(struct box *b, struct model *m)
{
	struct article_model *a = &m->articles[m->n];

	if (m->n == ARTICLES)
		return;
	snprintf(a->title, sizeof a->title, "t%d %c%c", m->n, letters[roll(m, 6)], letters[roll(m, 6)]);
	for (int k = 0; k < NAMES; k++)
		if (k != 3 && !roll(m, 3))
			a->origins[k] |= ORIGIN_FEED;
	model_judge(m, a);
	m->n++;
	save_articles(b, m, m->n);
}

static void change_feed(struct box *b, struct model *m)
{
	struct article_model *a = &m->articles[roll(m, (uint32_t)m->n)];
	int k = (int)roll(m, NAMES);

	if (k != 3)
		a->origins[k] ^= ORIGIN_FEED;
	a->version++;
	a->title[3] = letters[roll(m, 6)];
	if (a->title[2] != ' ')
		a->title[3] = ' ';
	model_judge(m, a);
	save_articles(b, m, m->n);
}

static void tag_by_hand(struct box *b, struct model *m, int64_t id, struct article_model *a, bool add)
{
	int k = (int)roll(m, NAMES), to = m->maps_to[k];

	if (add) {
		assert_true(store_tag_add(b->s, &id, 1, names[k], &b->err));
		k = to < 0 ? k : to;
		a->origins[k] |= ORIGIN_USER;
		a->off[k] = false;
	} else {
		assert_true(store_tag_remove(b->s, &id, 1, names[k], &b->err));
		if (to >= 0 && shows(m, a, to)) {
			a->origins[to] &= ~ORIGIN_USER;
			a->off[to] = true;
		}
	}
}

static void change_map(struct model *m)
{
	int k = (int)roll(m, NAMES), to = (int)roll(m, NAMES + 1) - 1;

	if (to >= 0 && m->maps_to[to] != to)
		to = k;
	for (int i = 0; i < NAMES && to != k; i++)
		if (m->maps_to[i] == k && i != k)
			to = k; /* chains are tag_map's own business */
	m->maps_to[k] = to;
}

static void counts_stay_exact(void **state)
{
	struct box *b = *state;
	struct model m = { .n = 0, .seed = 20261122 };
	struct tag_map *map = NULL;

	for (int k = 0; k < NAMES; k++)
		m.maps_to[k] = k;
	map = judge_all(b, &m, map);
	for (int i = 0; i < 5; i++)
		add_article(b, &m);
	for (int step = 0; step < STEPS; step++) {
		int at = (int)roll(&m, (uint32_t)m.n);
		struct article_model *a = &m.articles[at];
		char sql[64];

		snprintf(sql, sizeof sql, "SELECT id FROM item WHERE title LIKE 't%d %%'", at);
		int64_t id = ask(b, sql);

		switch (roll(&m, 10)) {
		case 0: case 1:
			a->read = roll(&m, 2);
			assert_true(store_mark_read(b->s, &id, 1, a->read, &b->err));
			break;
		case 2:
			a->starred = roll(&m, 2);
			assert_true(store_mark_starred(b->s, &id, 1, a->starred, &b->err));
			break;
		case 3: case 4:
			tag_by_hand(b, &m, id, a, true);
			break;
		case 5:
			tag_by_hand(b, &m, id, a, false);
			break;
		case 6:
			m.muted_letter = roll(&m, 3) ? letters[roll(&m, 6)] : '\0';
			m.tagged_letter = roll(&m, 3) ? letters[roll(&m, 6)] : '\0';
			m.tagged_with = (int)roll(&m, NAMES);
			map = judge_all(b, &m, map);
			break;
		case 7:
			change_map(&m);
			map = judge_all(b, &m, map);
			break;
		case 8:
			add_article(b, &m);
			break;
		default:
			change_feed(b, &m);
		}
		check_counts(b, &m);
		if (step % 50 == 0)
			assert_counts(b);
	}
	assert_counts(b);
	tag_map_free(map);
}

/* --- names ------------------------------------------------------------------------------------------- */

static void map_follows_chains(void **state)
{
	static const struct tag_pair pairs[] = {
		{ "tech", "科技" }, { "ＴＥＣＨ News", "tech" }, { "ad", NULL }, { "推广", "AD" },
		{ "x", "y" }, { "y", "z" }, { "z", "x" }, { "two", "一" }, { "two", "二" },
	};
	static const char *const want[][2] = {
		{ "Tech", "科技" }, { "tech news", "科技" }, { "AD", NULL }, { "推廣", NULL },
		{ "two", "二" }, { "要闻", "要闻" }, { "科技", "科技" },
	};
	struct tag_map *m = tag_map_new(pairs, ARRAY_LENGTH(pairs));

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(want); i++) {
		const char *got = tag_map_name(m, want[i][0]);

		if (!text_same(got, want[i][1]))
			fail_msg("%s: %s", want[i][0], got ? got : "(hidden)");
	}
	assert_non_null(tag_map_name(m, "x")); /* comes round, ends */
	tag_map_free(m);
	assert_string_equal(tag_map_name(NULL, "x"), "x");
}

/* --- what a rule may do, and what it may not ----------------------------------------------------------- */

static void judge_once(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	static const char *alert = "桥";

	(void)opaque;
	(void)a;
	out->read = j->is_new && strstr(j->item.title, "旧");
	out->star = j->is_new && strstr(j->item.title, "星");
	out->is_muted = strstr(j->item.title, "屏") != NULL;
	out->alerts = &alert;
	out->n_alerts = j->is_new && !j->is_first && strstr(j->item.title, "桥");
}

static void rules_mark_once_and_alert_once(void **state)
{
	struct box *b = *state;
	struct source source = source_named("报");
	struct line lines[] = { { "1", NULL, "旧 星 桥", "文", NULL, NOW },
		                { "2", NULL, "桥 屏", "文", "要闻", NOW } };
	struct store_judge j = { judge_once, NULL };
	struct arena a = ARENA_INIT;
	struct alert_hit *hits;
	struct item item;
	bool more = true, changed = false, is_new;
	int64_t one = 1, id;

	store_set_judge(b->s, &j);
	save_lines(b, &source, lines, 1, NOW);
	assert_int_equal(store_alerts(b->s, &a, &hits), 0); /* the first fetch ever */
	assert_true(store_item(b->s, one, &a, &item));
	assert_true(item.is_read && item.is_starred);
	store_mark_read(b->s, &one, 1, false, &b->err);
	store_mark_starred(b->s, &one, 1, false, &b->err);
	lines[0].text = "改";
	save_lines(b, &source, lines, 2, NOW + 60);
	while (more)
		assert_true(store_judge_slice(b->s, false, 5, &more, &changed, &b->err));
	assert_true(store_item(b->s, one, &a, &item));
	assert_false(item.is_read || item.is_starred);
	assert_int_equal(store_alerts(b->s, &a, &hits), 1);
	assert_string_equal(hits[0].title, "桥 屏");
	assert_string_equal(hits[0].name, "桥");
	assert_true(store_alert_add(b->s, &hits[0], &is_new, &b->err) || !is_new);
	assert_false(is_new); /* nor again */
	id = hits[0].item_id;
	assert_true(store_item(b->s, id, &a, &item));
	assert_true(item.is_muted);
	j.judge = NULL; /* the rule goes: the article is back */
	store_set_judge(b->s, &j);
	for (more = true; more;)
		assert_true(store_judge_slice(b->s, false, 5, &more, &changed, &b->err));
	assert_true(changed);
	assert_true(store_item(b->s, id, &a, &item));
	assert_false(item.is_muted);
	assert_counts(b);
	arena_release(&a);
}

static void judge_bridges(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	static const char *tags[] = { "要闻", "桥" }, *bad[] = { "两\n行", "河", "河" };

	(void)opaque;
	(void)a;
	out->tags = strstr(j->item.title, "桥") ? tags : bad;
	out->n_tags = strstr(j->item.title, "桥") ? 2 : strstr(j->item.title, "河") ? 3 : 0;
	out->is_muted = strstr(j->item.source, "报") && strstr(j->item.title, "屏");
}

/* What is written at once is what judging it afterwards makes of it. */
static void a_newcomer_is_kept_as_judged(void **state)
{
	/* the last line is kept first */
	static const char *const want[] = { "", "要闻 桥", "河", "交通 要闻 桥", "要闻 桥" };
	struct box *b = *state;
	struct source source = source_named("报");
	struct line lines[] = { { "1", NULL, "桥", "文", "要闻", NOW },
		                { "2", NULL, "桥 屏", "文", "交通", NOW },
		                { "3", NULL, "河", "文", NULL, NOW },
		                { "4", NULL, "\x01桥", "文", NULL, NOW },
		                { "5", NULL, "路", "文", NULL, NOW } };
	struct store_judge j = { judge_bridges, NULL };
	struct arena a = ARENA_INIT;
	bool more = true, changed = false;

	store_set_judge(b->s, &j);
	save_lines(b, &source, lines, ARRAY_LENGTH(lines), NOW);
	for (int64_t id = 1; id <= 5; id++) {
		struct str got = STR_INIT;
		struct item item;

		assert_true(store_item(b->s, id, &a, &item));
		for (size_t i = 0; i < item.n_tags; i++)
			str_printf(&got, "%s%s", i ? " " : "", item.tags[i]);
		assert_string_equal(got.data, want[id - 1]);
		assert_int_equal(item.is_muted, id == 4);
		str_release(&got);
	}
	assert_counts(b);
	while (more)
		assert_true(store_judge_slice(b->s, false, 5, &more, &changed, &b->err));
	assert_false(changed);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(map_follows_chains),
		cmocka_unit_test_setup_teardown(rules_mark_once_and_alert_once, box_open, box_close),
		cmocka_unit_test_setup_teardown(a_newcomer_is_kept_as_judged, box_open, box_close),
		cmocka_unit_test_setup_teardown(counts_stay_exact, box_open, box_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
