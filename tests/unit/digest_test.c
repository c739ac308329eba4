#include "unit.h"
#include "base/clock.h"
#include "digest/digest.h"
#include "digest/summary.h"
#include "digest/write.h"
#include "text/width.h"

#define NOON INT64_C(1795348800) /* 2026-11-22 12:00 UTC */
#define HOUR 3600

/* --- scores --------------------------------------------------------------------------------------- */

static void scores_as_the_formula_says(void **state)
{
	static const struct {
		int lists, sources, rank, freshness, liking, score;
	} cases[] = {
		{ 0, 0, 0, 0, 0, 0 },
		{ 0, 1, 0, 0, 0, 2000 },
		{ 1, 0, 0, 0, 0, 3000 },
		{ 1, 0, 1, 0, 0, 4000 },
		{ 1, 0, 10, 0, 0, 3100 },
		{ 1, 0, 11, 0, 0, 3000 },
		{ 1, 0, 50, 0, 0, 3000 },
		{ 0, 1, 0, 1000, 0, 4000 },
		{ 0, 1, 0, 500, 0, 3000 },
		{ 0, 1, 0, 0, 1000, 4000 },
		{ 2, 3, 1, 1000, 1000, 17000 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_int_equal(digest_score(cases[i].lists, cases[i].sources, cases[i].rank,
		                              cases[i].freshness, cases[i].liking),
		                 cases[i].score);
}

/* --- the page ------------------------------------------------------------------------------------- */

static const char *sport[] = { "体育" }, *city[] = { "民生", "体育" }, *paper[] = { "副刊" };

static struct item article(int64_t id, const char *title, int64_t source, int64_t link_hash)
{
	static const char *const names[] = { "甲报", "乙报", "丙报" };

	return (struct item){ .id = id, .source_id = source, .title = title,
		              .source = names[source % 3], .link = "https://gezi.example/1",
		              .link_hash = link_hash, .sort_time = NOON - id * 60 };
}

static struct digest_input input_of(const struct item *items, size_t n)
{
	return (struct digest_input){ .since = NOON - 12 * HOUR, .until = NOON, .items = items,
		                      .n_items = n, .per_tag = 4, .hot_most = 8 };
}

static void assert_no_story_twice(const struct digest *d)
{
	size_t n = digest_count(d);

	for (size_t i = 0; i < n; i++) {
		assert_non_null(digest_story(d, i));
		for (size_t k = 0; k < i; k++)
			if (digest_story(d, i) == digest_story(d, k) ||
			    !strcmp(digest_story(d, i)->title, digest_story(d, k)->title))
				fail_msg("twice: %s", digest_story(d, i)->title);
	}
	assert_null(digest_story(d, n));
}

static void one_story_of_several_sources(void **state)
{
	struct item items[] = {
		article(1, "渡船今晨停航两个小时", 1, 11),
		article(2, "渡船今晨停航两个小时丨乙报", 2, 12), /* the same headline */
		article(3, "渡口的另一种说法在这里", 3, 11),     /* the same link */
		article(4, "渡船今晨停航两个小时", 1, 14),       /* the same source again */
		article(5, "菜价平稳，白菜又便宜了两分", 1, 15),
	};
	struct digest_input in = input_of(items, ARRAY_LENGTH(items));
	struct digest d = { .n_new = 0 };

	(void)state;
	digest_make(&d, &in);
	assert_int_equal(d.n_new, 2);
	assert_int_equal(d.lead->item, 1);
	assert_int_equal(d.lead->n_sources, 3);
	assert_no_story_twice(&d);
	digest_release(&d);
}

static struct hot_story hot_of(struct hot_entry *e, const struct hot_entry **on, size_t n_lists,
                               int64_t id, const char *title, int rank)
{
	*e = (struct hot_entry){ .id = id, .list_id = 1, .list = "茶馆热议", .title = title, .rank = rank,
		                 .best = rank, .heat = -1, .first_seen = NOON - HOUR };
	on[0] = e;
	return (struct hot_story){ .on = on, .n_on = 1, .n_lists = n_lists, .first_seen = NOON - HOUR };
}

static void hot_entries_join_their_articles(void **state)
{
	struct item items[] = {
		article(1, "渡船今晨停航两个小时", 1, 11),
		article(2, "菜价平稳，白菜又便宜了两分", 1, 12),
		article(3, "钟楼的钟停在三点一刻，修表匠说不急", 1, 13),
	};
	struct hot_entry e[4];
	const struct hot_entry *on[4][1];
	struct hot_story hot[] = {
		hot_of(&e[0], on[0], 1, 100, "菜价平稳，白菜又便宜了两分", 3),
		hot_of(&e[1], on[1], 1, 101, "钟楼的钟停在三点一刻", 2), /* a headline cut short */
		hot_of(&e[2], on[2], 2, 102, "豆浆该甜还是咸", 5),
		hot_of(&e[3], on[3], 1, 103, "雨", 4),
	};
	const struct hot_story *all[] = { &hot[0], &hot[1], &hot[2], &hot[3] };
	struct digest_input in = input_of(items, ARRAY_LENGTH(items));
	struct digest d = { .n_new = 0 };

	(void)state;
	in.hot = all;
	in.n_hot = 4;
	digest_make(&d, &in);
	assert_int_equal(d.n_new, 5);
	/* ×2 three times: those with an article first, then 3 + 2 + 0.9 + … against … + 0.8 + … */
	assert_int_equal(d.lead->item, 3);
	assert_int_equal(d.lead->hot->rank, 2);
	assert_int_equal(d.n_hot, 3);
	assert_int_equal(d.hot[0]->item, 2);
	assert_string_equal(d.hot[1]->title, "豆浆该甜还是咸");
	assert_string_equal(d.hot[2]->title, "雨");
	assert_int_equal(d.sections[0].n, 1); /* what stands above does not stand here again */
	assert_int_equal(d.sections[0].stories[0]->item, 1);
	assert_no_story_twice(&d);
	digest_release(&d);
}

static void sections_are_the_tags_one_reads(void **state)
{
	static const struct digest_tag tags[] = { { "副刊", 1000 }, { "民生", 500 }, { "体育", 0 } };
	struct item items[12];
	static const char *const titles[] = {
		"第一条新闻说的是桥的事", "第二条新闻说的是船的事", "第三条新闻说的是钟的事",
		"第四条新闻说的是菜的事", "第五条新闻说的是雪的事", "第六条新闻说的是灯的事",
		"第七条新闻说的是书的事", "第八条新闻说的是门的事", "第九条新闻说的是路的事",
		"第十条新闻说的是井的事", "又一条新闻说的是狗的事", "再一条新闻说的是茶的事",
	};
	struct digest_input in = input_of(items, 12);
	struct digest d = { .n_new = 0 };

	(void)state;
	for (size_t i = 0; i < 12; i++) {
		items[i] = article((int64_t)i + 1, titles[i], 1, (int64_t)i + 100);
		items[i].tags = i < 4 ? sport : i < 9 ? city : i < 11 ? paper : NULL;
		items[i].n_tags = i < 4 ? 1 : i < 9 ? 2 : i < 11 ? 1 : 0;
	}
	in.tags = tags;
	in.n_tags = ARRAY_LENGTH(tags);
	in.per_tag = 3;
	digest_make(&d, &in);
	/* all alike but for liking: the newer one of the tag that is liked most leads */
	assert_int_equal(d.lead->item, 10);
	assert_int_equal(d.n_sections, 4);
	assert_string_equal(d.sections[0].name, "副刊");
	assert_int_equal(d.sections[0].n, 1);
	assert_string_equal(d.sections[1].name, "民生");
	assert_int_equal(d.sections[1].n, 3);
	assert_int_equal(d.sections[1].stories[0]->item, 5);
	assert_string_equal(d.sections[2].name, "体育");
	assert_int_equal(d.sections[2].n, 3);
	assert_int_equal(d.sections[2].stories[0]->item, 8); /* liked, and left over above */
	assert_string_equal(d.sections[3].name, "");
	assert_int_equal(d.sections[3].stories[0]->item, 2);
	assert_no_story_twice(&d);
	digest_release(&d);
}

static const char *group_of(void *opaque, int64_t source_id)
{
	(void)opaque;
	return source_id == 2 ? "国内" : NULL;
}

static void without_tags_groups_are_sections(void **state)
{
	struct item items[] = {
		article(1, "第一条新闻说的是桥的事", 1, 11), article(2, "第二条新闻说的是船的事", 2, 12),
		article(3, "第三条新闻说的是钟的事", 2, 13), article(4, "第四条新闻说的是菜的事", 1, 14),
	};
	struct digest_input in = input_of(items, ARRAY_LENGTH(items));
	struct digest d = { .n_new = 0 };

	(void)state;
	in.group_of = group_of;
	digest_make(&d, &in);
	assert_int_equal(d.lead->item, 1);
	assert_int_equal(d.n_sections, 2);
	assert_string_equal(d.sections[0].name, "国内");
	assert_int_equal(d.sections[0].n, 2);
	assert_string_equal(d.sections[1].name, "乙报");
	digest_release(&d);
}

static void nothing_is_nothing(void **state)
{
	struct digest_input in = input_of(NULL, 0);
	struct digest_look look = { .offset_s = 0 };
	struct digest d = { .n_new = 0 };
	struct str out = STR_INIT;

	(void)state;
	wrap_options_init(&look.wrap, &width_profile_text, 60);
	digest_make(&d, &in);
	assert_null(d.lead);
	assert_int_equal(digest_count(&d), 0);
	digest_add_nothing(&out, &d, 0);
	assert_string_equal(out.data, "Nothing new since 00:00.\n");
	str_release(&out);
	digest_release(&d);
}

/* --- summaries ------------------------------------------------------------------------------------ */

static void takes_the_first_sentences(void **state)
{
	static const struct {
		const char *title, *text;
		int cells;
		const char *summary;
	} cases[] = {
		{ NULL, "桥通了。船还在开。", 60, "桥通了。船还在开。" },
		{ NULL, "桥通了。船还在开。", 12, "桥通了。" },
		{ NULL, "他问：“桥通了吗？”没有人答。", 20, "他问：“桥通了吗？”" },
		{ "桥通了", "桥通了。船还在开。", 60, "船还在开。" },
		{ NULL, "", 60, "" },
		{ NULL, NULL, 60, "" },
		{ NULL, "渡船今晨停航，码头上排起了长队，到中午才散去。", 40, "渡船今晨停航，码头上排起了长队……" },
		{ NULL, "白菜每500克1.98元较上周降了三分之一还多一点点", 20, "白菜每500克1.98元……" },
		{ NULL, "旧报箱清单都可以直接搬来（OPML格式也行）就是这样", 32, "旧报箱清单都可以直接搬来……" },
		{ NULL, "午前9時の始発から運航。午後は未定。", 26, "午前9時の始発から運航。" },
		{ NULL, "改行埠頭の渡し船は雪でも定時に出て夜の便は満席になった。", 30, NULL },
		{ NULL, "격자시에 첫눈이 내렸다. 빈칸교는 정상 통행한다.", 26, "격자시에 첫눈이 내렸다." },
		{ NULL, "격자시에 첫눈이 내려 아침부터 버스가 늦었다고 한다.", 24, NULL },
		{ NULL, "Dr. Lin crossed the bridge. It held.", 28, "Dr. Lin crossed the bridge." },
		{ NULL, "The U.S. ferry pays 3.5 percent more. Nobody minds.", 40, "The U.S. ferry pays 3.5 percent more." },
		{ NULL, "The ferryman counted passengers until midnight and then slept.", 30, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str out = STR_INIT;

		digest_summary(&out, &width_profile_text, cases[i].title, cases[i].text, cases[i].cells);
		if (cases[i].summary)
			assert_string_equal(out.data, cases[i].summary);
		else
			assert_true(out.len > 0);
		str_release(&out);
	}
}

static bool is_ascii_word(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c);
}

/* At every width: it fits, it is the text's own beginning, and no word or number is cut. */
static void never_cuts_a_word_or_a_number(void **state)
{
	static const char *const texts[] = {
		"煎饼摊在18时20分排到第16位，20时40分升到第1位；热度520.35万，比上周多12.5%，摊主说不加价。",
		"渡船公司2026年运了1,234,567人次（含学生票），比Unicode委员会预计的多，没有人知道为什么。",
		"改行埠頭の渡し船は午前9時30分の始発から運航し、夜の便は満席で、乗り場には長い列ができた。",
		"격자시에 첫눈 1~3㎝가 내려 아침 7시30분부터 버스가 늦었고 빈칸교는 정상 통행했다고 시는 밝혔다.",
		"Passengers on the half-past-seven ferry paid 12,500.75 crowns, the extraordinarily patient ferryman said",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		for (int cells = 24; cells <= 100; cells++) {
			struct str out = STR_INIT;
			size_t n = 0;

			digest_summary(&out, &width_profile_text, NULL, texts[i], cells);
			if (text_width(&width_profile_text, str_slice(&out)) > cells)
				fail_msg("%d cells: %s", cells, out.data);
			while (n < out.len && out.data[n] == texts[i][n])
				n++;
			if (n < out.len && strcmp(out.data + n, "……") && strcmp(out.data + n, "…"))
				fail_msg("%d cells: not its beginning: %s", cells, out.data);
			if (n < out.len && n && is_ascii_word(texts[i][n - 1]) && is_ascii_word(texts[i][n]))
				fail_msg("%d cells: a word is cut: %s", cells, out.data);
			if (n < out.len && n > 1 && strchr(".,", texts[i][n - 1]) && ascii_is_digit((unsigned char)texts[i][n]) &&
			    ascii_is_digit((unsigned char)texts[i][n - 2]))
				fail_msg("%d cells: a number is cut: %s", cells, out.data);
			str_release(&out);
		}
}

/* --- writing -------------------------------------------------------------------------------------- */

static void make_hostile(struct digest *d, struct item items[3], const char *texts[3])
{
	struct digest_input in = input_of(items, 3);

	items[0] = article(1, "<script>alert(1)</script>\"'&amp;", 1, 1);
	items[1] = article(2, "[点我](javascript:alert(1)) **粗** `码` <b>", 2, 2);
	items[2] = article(3, "# 一级\n## 二级 |表| ~~删~~ &lt;", 3, 3);
	items[0].link = "javascript:alert(1)";
	items[1].link = "https://gezi.example/a\"b><script>?x=1&y=(2)";
	items[2].link = NULL;
	for (size_t i = 0; i < 3; i++)
		items[i].summary = texts[i];
	digest_make(d, &in);
}

static void hostile_headlines_stay_text(void **state)
{
	const char *texts[] = { "<img src=x onerror=alert(1)>。", "![图](https://gezi.example/p.png)。", "<!-- 注 --> 1. 列。" };
	struct digest_look look = { .offset_s = 0 };
	struct digest d = { .n_new = 0 };
	struct item items[3];
	struct str html = STR_INIT, markdown = STR_INIT;

	(void)state;
	wrap_options_init(&look.wrap, &width_profile_text, 60);
	make_hostile(&d, items, texts);
	digest_html(&html, &d, &look, 80);
	assert_null(strstr(html.data, "<script"));
	assert_null(strstr(html.data, "<img"));
	assert_null(strstr(html.data, "<b>"));
	assert_null(strstr(html.data, "<!--"));
	assert_null(strstr(html.data, "href=\"javascript"));
	assert_non_null(strstr(html.data, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;amp;"));
	assert_non_null(strstr(html.data,
	                       "href=\"https://gezi.example/a%22b%3E%3Cscript%3E?x=1&amp;y=%282%29\""));
	digest_markdown(&markdown, &d, &look, 80);
	assert_null(strstr(markdown.data, "](javascript"));
	assert_null(strstr(markdown.data, "](<javascript"));
	for (const char *p = markdown.data; (p = strstr(p, "<script")); p++)
		assert_int_equal(p[-1], '\\');
	assert_null(strstr(markdown.data, "![图]"));
	assert_null(strstr(markdown.data, "\n## 二级"));
	assert_non_null(strstr(markdown.data, "\\[点我\\]\\(javascript\\:alert\\(1\\)\\)"));
	assert_non_null(strstr(markdown.data, "](<https://gezi.example/a%22b%3E%3Cscript%3E?x=1&y=%282%29>)"));
	str_release(&html);
	str_release(&markdown);
	digest_release(&d);
}

/* No row is wider than the column, whatever the measure; a headline never stands without its text. */
static void rows_fit_the_measure(void **state)
{
	static const char *const texts[] = {
		"渡船今晨停航，码头上排起了长队，到中午才散去；有人说:明天还来,也有人说\"不来了\"。",
		"The ferry did not run this morning; people queued until noon and then went home.",
		"改行埠頭の渡し船は雪でも定時に出て、夜の便は満席になった。",
	};
	struct item items[3];
	struct digest_input in = input_of(items, 3);
	struct digest d = { .n_new = 0 };

	(void)state;
	items[0] = article(1, "渡船今晨停航两个小时:码头上排起了长队,到中午才散去的一条长标题", 1, 1);
	items[1] = article(2, "Ferry stopped for two hours this morning, passengers sing", 2, 2);
	items[2] = article(3, "改行埠頭の渡し船、雪でも定時　夜便は満席", 3, 3);
	for (size_t i = 0; i < 3; i++)
		items[i].summary = texts[i];
	digest_make(&d, &in);
	for (int measure = 30; measure <= 80; measure++) {
		struct digest_look look = { .offset_s = 0 };
		struct digest_page p = { .n = 0 };

		wrap_options_init(&look.wrap, &width_profile_text, measure);
		digest_set(&p, &d, &look);
		for (size_t i = 0; i < p.n; i++) {
			int cells = p.rows[i].x + text_width(&width_profile_text, slice_of(p.rows[i].text));

			if (p.rows[i].right)
				cells += 1 + text_width(&width_profile_text, slice_of(p.rows[i].right));
			if (cells > measure)
				fail_msg("%d cells of %d: %s", cells, measure, p.rows[i].text);
		}
		assert_false(p.rows[p.n - 1].keeps);
		digest_page_release(&p);
	}
	digest_release(&d);
}

static void a_paper_is_called_by_the_hour(void **state)
{
	static const struct {
		int hour;
		const char *name;
	} cases[] = { { 3, "Evening paper" }, { 4, "Morning paper" }, { 11, "Morning paper" },
		      { 12, "Evening paper" }, { 23, "Evening paper" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_string_equal(digest_name(NOON - 12 * HOUR + cases[i].hour * HOUR, 0),
		                    cases[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scores_as_the_formula_says),
		cmocka_unit_test(one_story_of_several_sources),
		cmocka_unit_test(hot_entries_join_their_articles),
		cmocka_unit_test(sections_are_the_tags_one_reads),
		cmocka_unit_test(without_tags_groups_are_sections),
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(takes_the_first_sentences),
		cmocka_unit_test(never_cuts_a_word_or_a_number),
		cmocka_unit_test(hostile_headlines_stay_text),
		cmocka_unit_test(rows_fit_the_measure),
		cmocka_unit_test(a_paper_is_called_by_the_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
