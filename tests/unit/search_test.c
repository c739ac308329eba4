/* Search of the whole store: complete, exact, in order, and cut short by the next key. */
#include "store_fixture.h"

#include "base/array.h"
#include "search/query.h"
#include "search/search.h"
#include "store/tag_map.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { ARTICLES = 1500, WORDS = 200 };

static const char *const pieces[] = {
	"鲸歌", "记者", "記者", "灯塔", "ｶﾞﾗｽ", "がらす", "ABC", "ａｂｃ", "空格桥", "雪", "的", "了",
	"煎饼", "Ink", "town", " ", "，", "。", "\n", "電車", "电车", "서울", "5", "８", "潮", "汐",
};

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 9;
}

static void scribble(struct str *out, uint32_t *seed, size_t n, bool one_line)
{
	str_clear(out);
	for (size_t i = 0; i < n; i++) {
		/* the first ones are rare */
		size_t at = roll(seed) % ARRAY_LENGTH(pieces);
		const char *piece = pieces[roll(seed) % 3 && at < 5 ? ARRAY_LENGTH(pieces) - 1 - at : at];

		str_add(out, one_line && *piece == '\n' ? "墨" : piece);
	}
}

struct plain {
	char *title, *text; /* folded */
	int64_t id, time;
};

struct stock {
	struct box *box;
	struct plain *items; /* by id */
	size_t n;
};

static struct search *open_search(const struct box *b, int threads)
{
	return search_open(&(struct search_options){ .database = b->path, .threads = threads });
}

static void ask_for(struct search *s, const char *expression, enum search_order order)
{
	struct search_question q = { .expression = expression, .order = order,
		                     .context = { .now = NOW } };

	search_ask(s, &q);
	search_wait(s);
}

static char *folded(const char *text)
{
	struct str out = STR_INIT;

	text_fold(&out, slice_of(text));
	return str_take(&out);
}

static struct plain *item_of(struct stock *k, int64_t id)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->items[i].id == id)
			return &k->items[i];
	return NULL;
}

/* What the store made of them: each by the number in its title. */
static void look_up(struct stock *k)
{
	struct item_query all = { .since = TIME_NONE, .fetched_since = TIME_NONE, .limit = ARTICLES };
	struct arena a = ARENA_INIT;
	struct item *items;

	assert_int_equal(store_items(k->box->s, &all, &a, &items, NULL), ARTICLES);
	for (size_t i = 0; i < ARTICLES; i++) {
		size_t number = (size_t)strtoul(strrchr(items[i].title, '#') + 1, NULL, 10);

		k->items[number].id = items[i].id;
		k->items[number].time = items[i].sort_time;
	}
	arena_release(&a);
}

/* Articles in feeds of forty, in no order of time. */
static void fill(struct stock *k)
{
	struct str title = STR_INIT, text = STR_INIT;
	struct line lines[40];
	uint32_t seed = 5;

	k->items = xcalloc(ARTICLES, sizeof *k->items);
	assert_true(store_begin(k->box->s, &k->box->err));
	for (size_t i = 0; i < ARTICLES; i++) {
		struct line *l = &lines[i % 40];

		scribble(&title, &seed, 3 + roll(&seed) % 6, true);
		str_printf(&title, "#%zu", i);
		scribble(&text, &seed, i % 97 ? roll(&seed) % 60 : 3000, false);
		*l = (struct line){ NULL, NULL, xstrdup(title.data), xstrdup(text.data),
			            "", NOW - roll(&seed) % 8640000 };
		l->id = l->title;
		k->items[i].title = folded(l->title);
		k->items[i].text = folded(l->text);
		k->n++;
		if (i % 40 == 39 || i + 1 == ARTICLES) {
			struct source s = source_named(i % 80 < 40 ? "甲" : "乙");

			save_lines(k->box, &s, lines, i % 40 + 1, NOW);
			for (size_t n = 0; n <= i % 40; n++) {
				free((char *)(uintptr_t)lines[n].title);
				free((char *)(uintptr_t)lines[n].text);
			}
		}
	}
	assert_true(store_commit(k->box->s, &k->box->err));
	look_up(k);
	str_release(&title);
	str_release(&text);
}

static void empty(struct stock *k)
{
	for (size_t i = 0; i < k->n; i++) {
		free(k->items[i].title);
		free(k->items[i].text);
	}
	free(k->items);
}

/* One to four characters out of some article, sometimes a word that is nowhere. */
static void pick_word(struct stock *k, uint32_t *seed, char out[64])
{
	const struct plain *p = &k->items[roll(seed) % k->n];
	const char *text = *p->text && roll(seed) % 4 ? p->text : p->title, *end = text + strlen(text);
	size_t skip = roll(seed) % utf8_count(text, strlen(text)), n = 1 + roll(seed) % 4, len = 0;
	uint32_t cp;

	while (skip--)
		text += utf8_decode(text, end, &cp);
	while (text < end && n--) {
		size_t step = utf8_decode(text, end, &cp);

		if (cp > ' ' && cp != '#' && !strchr("|\"+-=:@^>/!", (int)(cp < 0x80 ? cp : 1)) &&
		    cp != 0x3002 && cp != 0xff0c)
			memcpy(out + len, text, step), len += step;
		else if (len)
			break;
		text += step;
	}
	out[len] = '\0';
	if (roll(seed) % 9 == 0)
		memcpy(out + (len < 50 ? len : 0), "鱻", 4);
}

static void check_against_plain(struct stock *k, struct search *s, const char *word)
{
	char *needle = folded(word);
	size_t wanted = 0, titles = 0;
	int64_t last = INT64_MAX;
	bool in_titles = true;

	for (size_t i = 0; i < k->n; i++) {
		bool in_title = strstr(k->items[i].title, needle) != NULL;

		titles += in_title;
		wanted += in_title || strstr(k->items[i].text, needle);
	}
	ask_for(s, word, SEARCH_HEADLINES_FIRST);
	struct search_state state = search_state(s);

	if (state.n != wanted || state.n_titles != titles || state.count != wanted)
		fail_msg("%s: %zu of %zu, in titles %zu of %zu", word, state.n, wanted,
		         state.n_titles, titles);
	/* rows are read by blocks: look into all of some answers, into the first of all */
	for (size_t i = 0; i < state.n && i < (wanted % 5 ? 4u : 100u); i++) {
		const struct search_row *row = search_wait_row(s, i);
		const struct plain *p = item_of(k, row->item.id);

		assert_non_null(p);
		assert_true(strstr(p->title, needle) || strstr(p->text, needle));
		assert_int_equal(row->in_title, strstr(p->title, needle) != NULL);
		assert_true(in_titles || !row->in_title);
		assert_true(row->in_title == in_titles ? row->item.sort_time <= last : true);
		in_titles = row->in_title;
		last = row->item.sort_time;
		assert_int_equal(row->n_title_hits > 0, row->in_title);
		if (!row->in_title)
			assert_true(row->n_snippet_hits > 0);
	}
	free(needle);
}

static void equals_a_naive_scan(void **state)
{
	struct stock k = { .box = *state };
	struct search *s;
	uint32_t seed = 11;

	fill(&k);
	s = open_search(k.box, 2);
	for (int i = 0; i < WORDS; i++) {
		char word[80];

		pick_word(&k, &seed, word);
		if (*word)
			check_against_plain(&k, s, word);
	}
	search_close(s);
	empty(&k);
}

static const struct line few[] = {
	{ "1", "https://a.example/1", "灯塔的煎饼摊", "一早有雪。", "民生", NOW - 100 },
	{ "2", "https://a.example/2", "電車開通", "記者報道：灯塔脚下，电车开通。煎饼半价。", "交通", NOW - 50 },
	{ "3", "https://a.example/3", "ガラスの灯台", "カタカナのｶﾞﾗｽ工場。", "文化 交通", NOW - 86400 * 3 },
	{ "4", "https://a.example/4", "Ink Town opens", "The LIGHTHOUSE of Ink\xe3\x80\x80Town", "", NOW - 10 },
	{ "5", "https://a.example/5", "空格桥通车", "无雪也无风。a|b 与 +号", "交通", NOW - 5 },
};

static void queries(void **state)
{
	static const struct {
		const char *expression, *ids; /* in order */
	} cases[] = {
		{ "灯塔", "1 2" },
		{ "電車", "2" },
		{ "电车 煎饼", "2" },
		{ "煎饼 -电车", "1" },
		{ "煎饼 ！电车", "1" },
		{ "がらす", "3" },
		{ "lighthouse", "4" },
		{ "\"ink town\"", "4" },
		{ "“ｉｎｋ　ｔｏｗｎ”", "4" },
		{ "雪", "5 1" },
		{ "桥|雪", "5 1" },
		{ "桥|塔", "5 1 2" },
		{ "桥 | 电车", "5 2" },
		{ "+交通", "5 2 3" },
		{ "＋交通 雪", "5" },
		{ "+交通 @1d", "5 2" },
		{ "+交通 -雪", "2 3" },
		{ "-雪", "4 2 3" },
		{ "=甲 灯", "1 3 2" },
		{ "+交通 #2", "5 2" },
		{ "桥 | +文化", "5 3" },
		{ "\"a|b\"", "5" },
		{ "", "" },
		{ "-", "" },
		{ "| |", "" },
		{ "鱻", "" },
	};
	struct box *b = *state;
	struct source s = source_named("甲");
	struct search *search;

	save_lines(b, &s, few, ARRAY_LENGTH(few), NOW);
	search = open_search(b, 1);
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str ids = STR_INIT;

		ask_for(search, cases[i].expression, SEARCH_HEADLINES_FIRST);
		for (size_t k = 0; k < search_state(search).n; k++)
			str_printf(&ids, "%s%s", k ? " " : "",
			           strrchr(search_wait_row(search, k)->item.link, '/') + 1);
		if (strcmp(ids.data, cases[i].ids))
			fail_msg("%s: %s, not %s", cases[i].expression, ids.data, cases[i].ids);
		str_release(&ids);
	}
	ask_for(search, "灯", SEARCH_NEWEST_FIRST);
	assert_string_equal(search_wait_row(search, 0)->item.title, "電車開通");
	search_close(search);
}

static void mutes_half(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	(void)opaque;
	(void)a;
	out->is_muted = j->item.id % 2;
}

/* What is muted is found in its place like everything else, and said to be muted. */
static void finds_what_is_muted(void **state)
{
	static const char *const expressions[] = { "雪", "灯塔", "的", "雪 :muted", ":屏蔽", "的 -:muted" };
	struct stock k = { .box = *state };
	struct store_judge judge = { mutes_half, NULL };
	bool more = true, changed = false;
	struct search *s;

	fill(&k);
	store_set_judge(k.box->s, &judge);
	while (more)
		assert_true(store_judge_slice(k.box->s, false, 1000, &more, &changed, &k.box->err));
	s = open_search(k.box, 2);
	for (int i = 0; i < 3; i++)
		check_against_plain(&k, s, expressions[i]);
	for (int i = 3; i < 6; i++) {
		ask_for(s, expressions[i], SEARCH_NEWEST_FIRST);
		assert_true(search_state(s).n > 0);
		for (size_t n = 0; n < search_state(s).n; n++) {
			const struct item *item = &search_wait_row(s, n)->item;

			assert_int_equal(item->is_muted, item->id % 2);
			assert_int_equal(item->is_muted, i < 5);
		}
	}
	search_close(s);
	empty(&k);
}

/* +A finds what goes by B. */
static void finds_renamed_tags(void **state)
{
	static const struct tag_pair pairs[] = { { "traffic", "交通" } };
	struct box *b = *state;
	struct source s = source_named("甲");
	struct search *search;

	save_lines(b, &s, few, ARRAY_LENGTH(few), NOW);
	search = open_search(b, 1);
	search_ask(search, &(struct search_question){ .expression = "+traffic 雪",
	                                              .renamed = tag_map_new(pairs, 1) });
	search_wait(search);
	assert_int_equal(search_state(search).n, 1);
	search_close(search);
}

static void hits_are_marked(void **state)
{
	struct box *b = *state;
	struct source s = source_named("甲");
	struct search *search;
	const struct search_row *row;
	const struct slice *words;

	save_lines(b, &s, few, ARRAY_LENGTH(few), NOW);
	search = open_search(b, 2);
	ask_for(search, "记者 电车 -桥", SEARCH_HEADLINES_FIRST);
	assert_int_equal(search_words(search, &words), 2);
	row = search_wait_row(search, 0);
	assert_int_equal(row->n_title_hits, 1);
	assert_int_equal(row->title_hits[0].end, strlen("電車"));
	assert_int_equal(row->n_snippet_hits, 2);
	assert_memory_equal(row->snippet + row->snippet_hits[0].start, "記者", 6);
	assert_memory_equal(row->snippet + row->snippet_hits[1].start, "电车", 6);
	search_close(search);
}

/* Sixty keys without waiting: the last one is answered, and no row of another's. */
static void the_next_key_cancels(void **state)
{
	struct stock k = { .box = *state };
	struct search *s;

	fill(&k);
	s = open_search(k.box, 2);
	for (int i = 0; i < 60; i++)
		search_ask(s, &(struct search_question){ .expression = i % 2 ? "雪" : "的 -电车" });
	check_against_plain(&k, s, "灯塔");
	search_close(s);
	/* and closing does not wait for an answer */
	s = open_search(k.box, 2);
	search_ask(s, &(struct search_question){ .expression = "雪" });
	search_close(s);
	empty(&k);
}

static void sees_what_came_meanwhile(void **state)
{
	struct box *b = *state;
	struct source s = source_named("甲");
	struct search *search = open_search(b, 2);

	ask_for(search, "灯塔", SEARCH_HEADLINES_FIRST);
	assert_int_equal(search_state(search).n, 0);
	save_lines(b, &s, few, ARRAY_LENGTH(few), NOW);
	ask_for(search, "灯塔", SEARCH_HEADLINES_FIRST);
	assert_int_equal(search_state(search).n, 2);
	search_ask(search, &(struct search_question){
				   .expression = "灯塔",
				   .hide_source_id = search_wait_row(search, 0)->item.source_id });
	search_wait(search);
	assert_int_equal(search_state(search).n, 0);
	search_close(search);
}

static void a_store_that_cannot_be_read_is_said(void **state)
{
	struct box *b = *state;
	struct search *s = search_open(&(struct search_options){ .database = b->folder });

	ask_for(s, "雪", SEARCH_HEADLINES_FIRST);
	assert_non_null(search_state(s).problem);
	search_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(equals_a_naive_scan, box_open, box_close),
		cmocka_unit_test_setup_teardown(queries, box_open, box_close),
		cmocka_unit_test_setup_teardown(finds_what_is_muted, box_open, box_close),
		cmocka_unit_test_setup_teardown(finds_renamed_tags, box_open, box_close),
		cmocka_unit_test_setup_teardown(hits_are_marked, box_open, box_close),
		cmocka_unit_test_setup_teardown(the_next_key_cancels, box_open, box_close),
		cmocka_unit_test_setup_teardown(sees_what_came_meanwhile, box_open, box_close),
		cmocka_unit_test_setup_teardown(a_store_that_cannot_be_read_is_said, box_open, box_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
