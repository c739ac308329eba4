/* An article → the page: order, times, what is left out. */
#include "unit.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "doc/layout.h"
#include "reader/page.h"

#define NOW 1795354200 /* 2026-11-22 13:30 UTC */

static const char *const tags[] = { "专访", "撤销", "" };
static const char *const topic[] = { "抗疫进行时" };

static struct related_item related[] = {
	{ .title = "甘肃一则", .time = 1658194140, .tags = (const char **)topic, .n_tags = 1 },
	{ .title = "次日一则", .time = 1658193300, .tags = (const char **)topic, .n_tags = 1, .is_read = true },
	{ .title = "今日一则", .time = NOW - 3600, .tags = NULL, .n_tags = 0 },
	{ .title = "无时一则", .time = TIME_NONE, .tags = NULL, .n_tags = 0 },
};

static struct article article(void)
{
	return (struct article){
		.item = { .title = "“退一步，按U就行”——专访管桥人", .source = "格子城日报",
		          .author = "记者 方格", .language = "zh-CN", .published = NOW - 6000,
		          .tags = (const char **)tags, .n_tags = 3, .link = "https://news.example/1.html",
		          .summary = "摘要一句。" },
		.body = "<h1>“退一步,按Ｕ就行” —— 专访管桥人</h1><p>空格桥通车。</p><p>见<a href='2.html'>公告</a>。</p>",
		.editor = "老校对", .updated = TIME_NONE, .related = related, .n_related = 4,
	};
}

static char *printed(const struct article *a, int64_t now)
{
	struct page p = { .wants_page = false };
	struct layout_options o;
	struct layout *l;
	struct str out = STR_INIT;

	layout_options_init(&o, &width_profile_default, 60);
	o.wrap.quotes = QUOTES_TIGHT;
	page_build(&p, a, now);
	l = layout_new(p.doc, &o);
	layout_print(l, &out);
	layout_free(l);
	doc_free(p.doc);
	return str_take(&out);
}

static void expect(const struct article *a, int64_t now, const char *wanted)
{
	char *out = printed(a, now);

	assert_string_equal(out, wanted);
	free(out);
}

static void test_order(void **state)
{
	struct article a = article();

	(void)state;
	expect(&a, NOW,
	       "“退一步，按U就行”——专访管桥人\n"
	       "格子城日报  22 Nov 11:50 (Beijing time 19:50)  记者 方格\n"
	       "\n"
	       "    空格桥通车。\n"
	       "    见公告。\n"
	       "                                            (editor: 老校对)\n"
	       "\n"
	       "Tags  专访  撤销\n"
	       "\n"
	       "── Related ──\n"
	       "1 甘肃一则                       2022-07-19 01:29 抗疫进行时\n"
	       "2 次日一则                       2022-07-19 01:15\n"
	       "3 今日一则                                             12:30\n"
	       "4 无时一则\n");
}

static void test_little(void **state)
{
	struct article a = { .item = { .title = "Only a headline", .published = TIME_NONE,
	                               .author = "Desk", .source = "Desk" }, .updated = TIME_NONE };

	(void)state;
	expect(&a, NOW, "Only a headline\nDesk\n");
	a.item.summary = "A summary.";
	expect(&a, NOW, "Only a headline\nDesk\n\nA summary.\n");
	a.item.published = NOW - 400 * 86400;
	expect(&a, NOW, "Only a headline\nDesk  18 Oct 2025 13:30\n\nA summary.\n");
	a.body = "Plain & simple.\nSecond <line>.";
	a.body_is_text = true;
	expect(&a, NOW, "Only a headline\nDesk  18 Oct 2025 13:30\n\nPlain & simple.\n\nSecond <line>.\n");
}

static void test_not_twice(void **state)
{
	struct article a = article();
	char *out;

	(void)state;
	a.body = "<p>文。</p><p>（责任编辑：老校对）</p>";
	a.enclosure = "https://news.example/a.mp3";
	a.enclosure_type = "audio/mpeg";
	out = printed(&a, NOW);
	assert_null(strstr(out, "editor"));
	assert_non_null(strstr(out, "[audio] https://news.example/a.mp3"));
	free(out);
	a.body = "<audio src='https://news.example/a.mp3'></audio><p>文。</p>";
	out = printed(&a, NOW);
	assert_non_null(strstr(out, "(editor: 老校对)"));
	assert_null(strstr(strstr(out, "[audio]") + 1, "[audio]"));
	free(out);
}

static void test_blocks(void **state)
{
	struct article a = article();
	struct page p = { .wants_page = false };
	const struct block *last;

	(void)state;
	page_build(&p, &a, NOW);
	assert_int_equal(p.characters, 8);
	assert_int_equal(p.minutes, 1);
	assert_int_equal(p.doc->n_links, 1);
	assert_string_equal(p.doc->links[0].href, "https://news.example/2.html");
	last = &p.doc->blocks[p.doc->n_blocks - 1];
	assert_int_equal(last->number, 4);
	assert_true(last[-2].dim);
	assert_false(last[-1].dim);
	doc_free(p.doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_little),
		cmocka_unit_test(test_not_twice),
		cmocka_unit_test(test_blocks),
	};

	setenv("TZ", "UTC0", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	i18n_start("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
