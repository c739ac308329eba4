#include "feed/propose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/clock.h"
#include "config/config.h"

#define NOW 1795437000 /* 2026-11-23 */

static const char hot_json[] =
	"{\"code\":200,\"name\":\"格子榜\",\"banner\":[{\"id\":1,\"pic\":\"https://x.example/1.jpg\","
	"\"name\":\"广告\"},{\"id\":2,\"pic\":\"https://x.example/2.jpg\",\"name\":\"广告\"}],"
	"\"data\":{\"total\":4,\"list\":["
	"{\"id\":\"a1\",\"word\":\"空格桥今晚亮灯\",\"num\":455123,\"rawUrl\":\"https://x.example/1\","
	"\"pic\":\"https://x.example/1.png\",\"label\":\"热\"},"
	"{\"id\":\"a2\",\"word\":\"等宽河水位回落\",\"num\":321456,\"rawUrl\":\"https://x.example/2\","
	"\"pic\":\"https://x.example/2.png\",\"label\":\"热\"},"
	"{\"id\":\"a3\",\"word\":\"半角街灯全部换新\",\"num\":120000,\"rawUrl\":\"https://x.example/3\","
	"\"pic\":\"https://x.example/3.png\",\"label\":\"新\"},"
	"{\"id\":\"a4\",\"word\":\"制表符车站搬家\",\"num\":99887,\"rawUrl\":\"https://x.example/4\","
	"\"pic\":\"https://x.example/4.png\",\"label\":\"新\"}]}}";

static const char news_json[] =
	"[{\"title\":\"一行诗登上公告栏\",\"url\":\"https://x.example/n/1\",\"created_at\":"
	"\"2026-11-22T10:00:00Z\",\"meta\":{\"author\":\"甲\"},\"tags\":[\"文化\",\"诗\"]},"
	"{\"title\":\"码头清晨起雾\",\"url\":\"https://x.example/n/2\",\"created_at\":"
	"\"2026-11-22T09:00:00Z\",\"meta\":{\"author\":\"乙\"},\"tags\":[\"天气\"]},"
	"{\"title\":\"邮差换了新自行车\",\"url\":\"https://x.example/n/3\",\"created_at\":"
	"\"2026-11-22T08:00:00Z\",\"meta\":{\"author\":\"丙\"},\"tags\":[\"城事\"]}]";

static const char nested_json[] =
	"{\"idlist\":[{\"ids\":[1,2,3],\"newslist\":["
	"{\"news.title\":\"面馆延长营业时间\",\"n\":1},{\"news.title\":\"图书馆周末开放\",\"n\":2},"
	"{\"news.title\":\"电车加开一班\",\"n\":3}]}]}";

static const char list_html[] =
	"<title>等宽晚报</title><nav class=top><ul><li><a href=/a>要闻和国际新闻</a>"
	"<li><a href=/b>财经和科技新闻</a><li><a href=/c>体育和娱乐新闻</a>"
	"<li><a href=/d>教育和健康新闻</a></ul></nav>"
	"<div id=main><ul class='new-list clearfix'>"
	"<li class=item><a href=/p/1><img src=1.png></a><h4><a href=/p/1>空格桥今晚亮灯行人沿河回家</a>"
	"</h4><span class=time>2026-11-22 20:10</span></li>"
	"<li class='item odd'><h4><a href=/p/2>等宽河水位回落渡船恢复</a></h4>"
	"<span class=time>2026-11-22 19:10</span></li>"
	"<li class=item><a href=/p/3><img></a><h4><a href=/p/3>半角街灯全部换新耗时三天</a></h4>"
	"<span class=time>2026-11-22 18:10</span></li>"
	"<li class='item last'><h4><a href=/p/4>制表符车站下月搬到河东</a></h4>"
	"<span class=time>2026-11-22 17:10</span></li>"
	"<li class=item><h4><a href=/p/5>面馆延长营业时间到午夜</a></h4>"
	"<span class=time>2026-11-22 16:10</span></li></ul></div>"
	"<div class=foot><a href=/x1>关于我们和联系方式</a><a href=/x2>广告与合作的办法</a>"
	"<a href=/x3>版权与免责的声明</a><a href=/x4>加入我们的办法</a></div>";

static const char bare_html[] =
	"<div class=links><a href=/1>The bridge is lit again tonight</a>"
	"<a href=/2>The river falls back to normal</a><a href=/3>All the street lamps are new</a>"
	"<a href=/4>The station moves next month</a></div>";

static const char cards_html[] =
	"<main><article class=card><a href=/1><h2>The bridge is lit again</h2><p>words</p></a>"
	"<time datetime='2026-11-22T10:00:00Z'>today</time></article>"
	"<article class=card><a href=/2><h2>The river falls back</h2><p>words</p></a>"
	"<time datetime='2026-11-22T09:00:00Z'>today</time></article>"
	"<article class=card><a href=/3><h2>The lamps are all new</h2><p>words</p></a>"
	"<time datetime='2026-11-21T10:00:00Z'>Sunday</time></article>"
	"<article class=card><a href=/4><h2>The station is moving</h2><p>words</p></a>"
	"<time datetime='2026-11-20T10:00:00Z'>Friday</time></article></main>";

static const struct {
	const char *document, *lines;
	size_t rows;
	const char *title, *link;  /* of the first row it gives */
} proposals[] = {
	{ hot_json,
	  "items = data.list\ntitle = word\nlink = rawUrl\nid = id\nheat = num\n", 4,
	  "空格桥今晚亮灯", "https://x.example/1" },
	{ news_json,
	  "items = .\ntitle = title\nlink = url\ntime = created_at\nauthor = meta.author\n"
	  "tags = tags\n", 3, "一行诗登上公告栏", "https://x.example/n/1" },
	{ nested_json, "items = idlist[0].newslist\ntitle = [\"news.title\"]\n", 3, "面馆延长营业时间",
	  NULL },
	{ list_html,
	  "items = ul.new-list > li.item\ntitle = h4 a\nlink = h4 a @href\ntime = span.time\n", 5,
	  "空格桥今晚亮灯行人沿河回家", "https://www.x.example/p/1" },
	{ bare_html, "items = div.links > a\ntitle = :scope\nlink = @href\n", 4,
	  "The bridge is lit again tonight", "https://www.x.example/1" },
	{ cards_html,
	  "items = main > article.card\ntitle = a h2\nlink = a @href\ntime = time @datetime\n", 4,
	  "The bridge is lit again", "https://www.x.example/1" },
};

static void lists_are_found(void **state)
{
	struct feed_hints hints = { .base = "https://www.x.example/", .fetched = NOW };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(proposals); i++) {
		struct str lines = STR_INIT;
		struct err err = ERR_INIT;

		assert_true(propose_mapping(slice_of(proposals[i].document), &hints, &lines, &err));
		assert_string_equal(lines.data, proposals[i].lines);
		str_release(&lines);
	}
}

/* What is proposed is not only lines: the list is read through it. */
static void what_is_proposed_reads_the_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(proposals); i++) {
		struct feed_hints hints = { .base = "https://www.x.example/", .fetched = NOW };
		struct str lines = STR_INIT;
		struct config *c;
		struct feed feed;

		str_add(&lines, "[feed x]\nurl = https://www.x.example/\n");
		propose_mapping(slice_of(proposals[i].document), &hints, &lines, NULL);
		c = config_of_text(str_slice(&lines), "config");
		assert_int_equal(c->n_problems, 0);
		hints.map = &c->sources[0].map;
		assert_true(feed_parse(slice_of(proposals[i].document), &hints, &feed, NULL));
		assert_int_equal(feed.n_entries, proposals[i].rows);
		assert_string_equal(feed.entries[0].title, proposals[i].title);
		if (proposals[i].link)
			assert_string_equal(feed.entries[0].link, proposals[i].link);
		if (hints.map->time.n)
			assert_true(feed.entries[0].published != TIME_NONE);
		feed_release(&feed);
		str_release(&lines);
		config_free(c);
	}
}

/* A hostile item is all dates, each with a class of its own: few of them are looked for everywhere. */
static void only_so_many_times_are_tried(void **state)
{
	struct feed_hints hints = { .base = "https://www.x.example/", .fetched = NOW };

	(void)state;
	for (int before = 0; before < 100; before += 33) {
		struct str html = STR_INIT, lines = STR_INIT;

		str_add(&html, "<ul>");
		for (int row = 0; row < 5; row++) {
			str_printf(&html, "<li><a href=/%d>The bridge is lit again tonight</a>", row);
			for (int i = 0; i < before && !row; i++)
				str_printf(&html, "<i class=%c%c>2026-11-%02d</i>", 'a' + i % 26,
				           'a' + i / 26, 1 + i % 28);
			str_printf(&html, "<b class=when>2026-11-2%d</b></li>", row);
		}
		str_add(&html, "</ul>");
		assert_true(propose_mapping(str_slice(&html), &hints, &lines, NULL));
		assert_int_equal(strstr(lines.data, "time = b.when") != NULL, before < 40);
		str_release(&html);
		str_release(&lines);
	}
}

static void what_has_no_list_says_so(void **state)
{
	static const char *const documents[] = {
		"", "{}", "[]", "[1,2,3]", "{\"a\":[{\"x\":1},{\"x\":2},{\"x\":3}]}", "plain words",
		"<html><body><p>words</p></body></html>", "{\"a\":", "f(",
		("<ul><li><a href='#a'>A very long heading here</a><li><a href='#b'>Another long heading</a>"
		 "<li><a href='#c'>A third long heading</a><li><a href='#d'>And a fourth one</a></ul>"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(documents); i++) {
		struct feed_hints hints = { .base = "https://www.x.example/", .fetched = NOW };
		struct str lines = STR_INIT;
		struct err err = ERR_INIT;

		assert_false(propose_mapping(slice_of(documents[i]), &hints, &lines, &err));
		assert_true(err.text[0]);
		assert_int_equal(lines.len, 0);
		str_release(&lines);
	}
}

static void a_call_round_a_list_is_opened(void **state)
{
	struct feed_hints hints = { .fetched = NOW };
	struct str text = STR_INIT, lines = STR_INIT;

	(void)state;
	str_printf(&text, "cb(%s)", news_json);
	assert_true(propose_mapping(str_slice(&text), &hints, &lines, NULL));
	assert_true(slice_begins(str_slice(&lines), "extract = jsonp\nitems = .\ntitle = title\n"));
	str_release(&text);
	str_release(&lines);
}

static void huge_documents_end(void **state)
{
	struct feed_hints hints = { .base = "https://www.x.example/", .fetched = NOW };
	struct str html = STR_INIT, json = STR_INIT, lines = STR_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++)
		str_printf(&html, "<div class=c%c%c><li><a href=/%d>headline number %d of many</a>",
		           'a' + i % 26, 'a' + i / 26 % 26, i, i);
	propose_mapping(str_slice(&html), &hints, &lines, NULL);
	str_add_repeat(&json, '[', 100000);
	propose_mapping(str_slice(&json), &hints, &lines, NULL);
	str_release(&html);
	str_release(&json);
	str_release(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_found),
		cmocka_unit_test(what_is_proposed_reads_the_list),
		cmocka_unit_test(only_so_many_times_are_tried),
		cmocka_unit_test(what_has_no_list_says_so),
		cmocka_unit_test(a_call_round_a_list_is_opened),
		cmocka_unit_test(huge_documents_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
