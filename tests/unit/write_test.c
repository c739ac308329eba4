/* Documents written as text, Markdown and HTML. */
#include "unit.h"
#include "doc/write.h"

static const struct sample {
	const char *html, *text, *markdown, *body; /* body: what stands between <article> and its end */
} samples[] = {
	{ "<p>渡口加船。<p>桥上看雪。", "渡口加船。\n\n桥上看雪。\n", "渡口加船。\n\n桥上看雪。\n",
	  "<p>渡口加船。</p>\n<p>桥上看雪。</p>\n" },
	{ "<h2>一 早市</h2><p>豆腐降<b>5角</b>，<em>豆浆</em>不变。", "一 早市\n\n豆腐降5角，豆浆不变。\n",
	  "### 一 早市\n\n豆腐降**5角**，*豆浆*不变。\n",
	  "<h3>一 早市</h3>\n<p>豆腐降<strong>5角</strong>，<em>豆浆</em>不变。</p>\n" },
	/* asterisks would not be taken beside a mark and a character */
	{ "<p>他说<b>“加船”</b>的事。", "他说“加船”的事。\n", "他说<strong>“加船”</strong>的事。\n",
	  "<p>他说<strong>“加船”</strong>的事。</p>\n" },
	{ "<p>见<a href='http://ferry.test/a?b=1&amp;c=(2)'>船期 [新]</a>。",
	  "见船期 [新]。\n", "见[船期 \\[新\\]](<http://ferry.test/a?b=1&c=(2)>)。\n",
	  "<p>见<a href=\"http://ferry.test/a?b=1&amp;c=(2)\">船期 [新]</a>。</p>\n" },
	{ "<p><a href='javascript:alert(1)'>点我</a><a href='file:///etc/passwd'>或我</a>", "点我或我\n",
	  "点我或我\n", "<p>点我或我</p>\n" },
	{ "<ul><li>豆腐<li>豆浆<ol><li>甜<li>咸</ol></ul><p>完", "• 豆腐\n• 豆浆\n  1. 甜\n  2. 咸\n\n完\n",
	  "- 豆腐\n- 豆浆\n    1. 甜\n    2. 咸\n\n完\n",
	  "<ul>\n<li>豆腐\n</li>\n<li>豆浆\n<ol>\n<li value=\"1\">甜\n</li>\n<li value=\"2\">咸\n</li>\n</ol>\n"
	  "</li>\n</ul>\n<p>完</p>\n" },
	{ "<table><tr><th>船<th>班<tr><td>一号<td>8|9</table>", "船\t班\n一号\t8|9\n",
	  "| 船 | 班 |\n| --- | --- |\n| 一号 | 8\\|9 |\n",
	  "<table>\n<tr><th>船</th><th>班</th></tr>\n<tr><td>一号</td><td>8|9</td></tr>\n</table>\n" },
	{ "<blockquote><p>走过的路<p>都记着</blockquote>", "  走过的路\n\n  都记着\n",
	  "> 走过的路\n>\n> 都记着\n",
	  "<blockquote>\n<p>走过的路</p>\n<p>都记着</p>\n</blockquote>\n" },
	{ "<pre>a &lt; b\n  `c`</pre>", "a < b\n  `c`\n", "```\na < b\n  `c`\n```\n",
	  "<pre>a &lt; b\n  `c`</pre>\n" },
	{ "<p><ruby>渡口<rt>わたしば</rt></ruby>", "渡口（わたしば）\n", "渡口（わたしば）\n",
	  "<p>渡口（わたしば）</p>\n" },
	{ "<img src='http://ferry.test/1.jpg' alt='渡口的雪'>", "[picture 1] 渡口的雪\n",
	  "![渡口的雪](<http://ferry.test/1.jpg>)\n",
	  "<figure><img src=\"http://ferry.test/1.jpg\" alt=\"渡口的雪\"><figcaption>渡口的雪</figcaption>"
	  "</figure>\n" },
	{ "<p># 非标题<p>1. 非清单<p>a*b_c&lt;d&gt;", "# 非标题\n\n1. 非清单\n\na*b_c<d>\n",
	  "\\# 非标题\n\n1\\. 非清单\n\na\\*b\\_c\\<d\\>\n",
	  "<p># 非标题</p>\n<p>1. 非清单</p>\n<p>a*b_c&lt;d&gt;</p>\n" },
	{ "<p>一<hr><p>二", "一\n\n────────\n\n二\n", "一\n\n---\n\n二\n",
	  "<p>一</p>\n<hr>\n<p>二</p>\n" },
};

static void check(const struct doc *d, const struct doc_facts *f, const char *wanted,
                  void (*write)(const struct doc *, const struct doc_facts *, struct str *))
{
	struct str out = STR_INIT;

	write(d, f, &out);
	assert_string_equal(out.data, wanted);
	str_release(&out);
}

static void test_samples(void **state)
{
	static const struct doc_facts none = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(samples); i++) {
		struct doc *d = doc_new();
		struct str page = STR_INIT;
		const char *from, *to;

		doc_add_html(d, slice_of(samples[i].html), NULL);
		check(d, &none, samples[i].text, doc_write_text);
		check(d, &none, samples[i].markdown, doc_write_markdown);
		doc_write_html(d, &none, &page);
		from = strstr(page.data, "<article>\n") + strlen("<article>\n");
		to = strstr(from, "</article>");
		str_truncate(&page, (size_t)(to - page.data));
		assert_string_equal(from, samples[i].body);
		str_release(&page);
		doc_free(d);
	}
}

static void test_facts(void **state)
{
	static const char *const tags[] = { "民生", "渡口\"" }, *const related[] = { "http://ferry.test/2", "javascript:1" };
	const struct doc_facts f = { "渡<口>", "http://ferry.test/1", "渡口日报", "方格", "zh-CN",
		                     "2026-11-22T12:00:00Z", tags, 2, related, 2 };
	struct doc *d = doc_new();

	(void)state;
	doc_add(d, BLOCK_HEADLINE, slice_of("渡<口>"));
	doc_add(d, BLOCK_BYLINE, slice_of("渡口日报"));
	doc_add(d, BLOCK_RULE, slice_of("相关推荐"));
	for (uint16_t i = 1; i <= 2; i++) {
		struct block *b = doc_add(d, BLOCK_RELATED, slice_of(i == 1 ? "甲" : "乙"));
		b->number = i;
		b->marker = i == 1 ? "1" : "2";
	}
	check(d, &f, "渡<口>\n渡口日报\n\n── 相关推荐 ──\n\n1. 甲\n   http://ferry.test/2\n2. 乙\n\n"
	      "http://ferry.test/1\n", doc_write_text);
	check(d, &f, "# 渡\\<口\\>\n\n渡口日报\n\n## 相关推荐\n\n1. [甲](<http://ferry.test/2>)\n2. 乙\n\n"
	      "<http://ferry.test/1>\n", doc_write_markdown);
	check(d, &f, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>渡&lt;口&gt;</title>\n"
	      "<meta name=\"author\" content=\"方格\">\n<meta name=\"publisher\" content=\"渡口日报\">\n"
	      "<meta name=\"date\" content=\"2026-11-22T12:00:00Z\">\n"
	      "<meta name=\"keywords\" content=\"民生\">\n<meta name=\"keywords\" content=\"渡口&quot;\">\n"
	      "<link rel=\"canonical\" href=\"http://ferry.test/1\">\n</head>\n<body>\n<article>\n"
	      "<h1>渡&lt;口&gt;</h1>\n<p>渡口日报</p>\n<h2>相关推荐</h2>\n<ol>\n"
	      "<li value=\"1\"><a href=\"http://ferry.test/2\">甲</a></li>\n<li value=\"2\">乙</li>\n</ol>\n"
	      "<p><a href=\"http://ferry.test/1\">http://ferry.test/1</a></p>\n</article>\n</body>\n</html>\n",
	      doc_write_html);
	doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
