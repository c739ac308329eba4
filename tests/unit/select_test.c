#include "unit.h"

#include "base/str.h"
#include "markup/select.h"

static const char page[] =
        "<html><body>"
        "<div id=nav class='bar top'><a href='/a'>首页</a><a href='/b' lang=zh-CN>要闻</a></div>"
        "<ul class='news list'>"
        "<li class='item first' data-n=1><h4><a href='/1'>一</a></h4><span>07-18</span></li>"
        "<li class=item><h4><a href='/2'>二</a></h4><span>07-17</span><i>热</i></li>"
        "<li class='item ad' title=''><h4><a href='//x/3.shtml'>三</a></h4></li>"
        "<li class=last></li>"
        "</ul>"
        "<p>来源：格子城报</p><p> 　责任编辑: 方格</p><p class=x.y>三</p>"
        "<table><tr><td>1<td>2</table>"
        "</body></html>";

static struct html_tree *tree;

static int set_up(void **state)
{
	(void)state;
	tree = html_tree_parse(slice_of(page));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	html_tree_free(tree);
	return 0;
}

/* What a selector finds, as "tag:text tag:text". */
static void find(const char *text, const struct html_node *root, struct str *out)
{
	struct node_list list = NODE_LIST_INIT;
	struct err err = ERR_INIT;
	struct selector *s = selector_compile(text, &err);

	if (!s)
		fail_msg("%s", err.text);
	selector_all(s, root, &list);
	for (size_t i = 0; i < list.n; i++) {
		str_printf(out, "%s%s:", i ? " " : "", list.v[i]->name);
		html_node_text(list.v[i], out);
		assert_true(selector_fits(s, list.v[i]) || strchr(text, '>') == text ||
		            strstr(text, ":scope"));
	}
	assert_ptr_equal(selector_first(s, root), list.n ? list.v[0] : NULL);
	node_list_release(&list);
	selector_free(s);
}

static void selects(void **state)
{
	static const struct {
		const char *selector, *want;
	} cases[] = {
		{ "h4", "h4:一 h4:二 h4:三" },
		{ "H4", "h4:一 h4:二 h4:三" },
		{ "blink", "" },
		{ ".item a", "a:一 a:二 a:三" },
		{ "li.item.ad a", "a:三" },
		{ "#nav a", "a:首页 a:要闻" },
		{ "div#nav.bar.top > a", "a:首页 a:要闻" },
		{ "ul > a", "" },
		{ "ul a", "a:一 a:二 a:三" },
		{ "ul > li > h4 > a", "a:一 a:二 a:三" },
		{ "ul>li>h4>a", "a:一 a:二 a:三" },
		{ "a + a", "a:要闻" },
		{ "h4 + span", "span:07-18 span:07-17" },
		{ "h4 ~ i", "i:热" },
		{ "h4 + i", "" },
		{ "li + li + li", "li:三 li:" },
		{ "i, h4 a, .last", "a:一 a:二 i:热 a:三 li:" },
		{ "a, a, a[href]", "a:首页 a:要闻 a:一 a:二 a:三" },
		{ "[data-n]", "li:一07-18" },
		{ "[title]", "li:三" },
		{ "[title='']", "li:三" },
		{ "a[href='/2']", "a:二" },
		{ "a[href=\"/2\"]", "a:二" },
		{ "[data-n=1]", "li:一07-18" },
		{ "a[href^='//']", "a:三" },
		{ "a[href$='.shtml']", "a:三" },
		{ "a[href*=x]", "a:三" },
		{ "a[href*='X' i]", "a:三" },
		{ "a[href*='X']", "" },
		{ "[class~=item]", "li:一07-18 li:二07-17热 li:三" },
		{ "[class~='item first']", "" },
		{ "[class*='']", "" },
		{ "[lang|=zh]", "a:要闻" },
		{ "li:first-child", "li:一07-18" },
		{ "li:last-child", "li:" },
		{ "a:only-child", "a:一 a:二 a:三" },
		{ "li:nth-child(2) a", "a:二" },
		{ "li:nth-child(odd)", "li:一07-18 li:三" },
		{ "li:nth-child(even) a", "a:二" },
		{ "li:nth-child(2n+1) a", "a:一 a:三" },
		{ "li:nth-child( n + 3 )", "li:三 li:" },
		{ "li:nth-child(-n+2) a", "a:一 a:二" },
		{ "li:nth-child(3n) a", "a:三" },
		{ "li:nth-child(0)", "" },
		{ "li:nth-last-child(2) a", "a:三" },
		{ "p:first-of-type", "p:来源：格子城报" },
		{ "p:nth-of-type(3)", "p:三" },
		{ "p:last-of-type", "p:三" },
		{ "li:empty", "li:" },
		{ "li:not(.ad) a", "a:一 a:二" },
		{ "li:not(.ad, .first) a", "a:二" },
		{ "a:not(ul a)", "a:首页 a:要闻" },
		{ "a:not(ul > li a)", "a:首页 a:要闻" },
		{ "li:is(.ad, .first) a", "a:一 a:三" },
		{ "li:has(i) a", "a:二" },
		{ "li:has(> h4 > a[href$=shtml]) span, li:has(span) > i", "i:热" },
		{ "li:not(:has(span))", "li:三 li:" },
		{ "ul:has(.ad):has(.last) i", "i:热" },
		{ "div:has(i)", "" },
		{ "p:contains(编辑)", "p: 　责任编辑: 方格" },
		{ "p:contains('：格')", "p:来源：格子城报" },
		{ "li:contains(热) a", "a:二" },
		{ "p.x\\.y", "p:三" },
		{ ".\\78\\.y", "p:三" },
		{ "body > *:nth-child(2) > :nth-child(4)", "li:" },
		{ "table > tbody > tr > td + td", "td:2" },
		{ "> html > body > p.x\\.y", "p:三" },
		{ "> p", "" },
		{ "html:root i", "i:热" },
		{ ":not(.item) > i", "" },
		{ "  i  ", "i:热" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str out = STR_INIT;

		find(cases[i].selector, html_tree_root(tree), &out);
		if (strcmp(out.data, cases[i].want))
			fail_msg("%s found %s, not %s", cases[i].selector, out.data, cases[i].want);
		str_release(&out);
	}
}

static void searches_below_a_node(void **state)
{
	static const struct {
		const char *selector, *want;
	} cases[] = {
		{ "a", "a:二" },
		{ "> h4 a", "a:二" },
		{ "> a", "" },
		{ ":scope > i", "i:热" },
		{ ".item > span", "span:07-17" },  /* the node itself counts as a place … */
		{ "#nav ~ .news span", "span:07-17" }, /* … and so does what is above it */
		{ ".item + .item i", "i:热" },
		{ "li", "" },
	};
	struct selector *s = selector_compile("li:nth-child(2)", NULL);
	const struct html_node *item = selector_first(s, html_tree_root(tree));

	(void)state;
	selector_free(s);
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str out = STR_INIT;

		find(cases[i].selector, item, &out);
		if (strcmp(out.data, cases[i].want))
			fail_msg("%s found %s, not %s", cases[i].selector, out.data, cases[i].want);
		str_release(&out);
	}
}

static void says_what_was_expected_where(void **state)
{
	static const struct {
		const char *selector, *want;
	} cases[] = {
		{ "", "at character 1: expected a tag" },
		{ "ul >> li", "at character 5: expected a tag" },
		{ "中文 >", "at character 5: expected a tag" },
		{ "a,", "at character 3: expected a tag" },
		{ "a b)", "at character 4: expected a blank, >" },
		{ "a..b", "at character 3: expected the name of a class" },
		{ "a#", "at character 3: expected an id" },
		{ "[", "at character 2: expected the name of an attribute" },
		{ "[a", "at character 3: expected = ^=" },
		{ "[a!=b]", "at character 3: expected = ^=" },
		{ "[a=b", "at character 5: expected ]" },
		{ "[a='b", "at character 6: expected a closing '" },
		{ "[a=/b]", "at character 4: expected a value, in quotes" },
		{ "a:hover", "at character 3: expected first-child" },
		{ "a::text", "at character 3: expected a selector of elements" },
		{ "a:nth-child", "at character 12: expected (" },
		{ "a:nth-child(x)", "at character 13: expected a number" },
		{ "a:nth-child(2n+)", "at character 16: expected a number" },
		{ "a:nth-child(2", "at character 14: expected )" },
		{ "a:not(", "at character 7: expected a tag" },
		{ "a:not(b", "at character 8: expected )" },
		{ "a:has(+ b)", "at character 8: expected" },
		{ "a:contains()", "at character 12: expected a text" },
		{ "a:not(:not(:not(:not(:not(b)))))", "expected no further parentheses" },
		{ "a*", "at character 2: expected a tag, .class" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct err err = ERR_INIT;

		assert_null(selector_compile(cases[i].selector, &err));
		if (!strstr(err.text, cases[i].want))
			fail_msg("%s: %s", cases[i].selector, err.text);
	}
}

static void a_selector_has_a_limit(void **state)
{
	struct str text = STR_INIT;
	struct selector *s;

	(void)state;
	for (int i = 0; i < 64; i++)
		str_add(&text, "a ");
	s = selector_compile(text.data, NULL);
	assert_non_null(s);
	selector_free(s);
	str_add(&text, "a");
	assert_null(selector_compile(text.data, NULL));
	str_release(&text);
}

static void expressions_take_attributes_and_prefixes(void **state)
{
	static const struct {
		const char *text, *want; /* values with | between */
	} cases[] = {
		{ "h4 a", "一|二|三" },
		{ "h4 a @href", "/1|/2|//x/3.shtml" },
		{ "h4 a@HREF", "/1|/2|//x/3.shtml" },
		{ "a[href^='/']:contains('@') @href", "" },
		{ "li @data-n", "1" },
		{ "p ^来源", "格子城报" },
		{ "p^来源：", "格子城报" },
		{ "p ^责任编辑", "方格" },
		{ "p ^编辑", "" },
		{ "li ^一 @class", "item first" },
		{ "a[href^='//']", "三" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct node_list list = NODE_LIST_INIT;
		struct str out = STR_INIT;
		struct err err = ERR_INIT;
		struct select_expr e;

		if (!select_expr_compile(&e, cases[i].text, &err))
			fail_msg("%s", err.text);
		select_expr_all(&e, html_tree_root(tree), &list);
		for (size_t k = 0; k < list.n; k++) {
			str_add(&out, k ? "|" : "");
			assert_true(select_expr_value(&e, list.v[k], &out));
		}
		if (strcmp(out.data, cases[i].want))
			fail_msg("%s found %s, not %s", cases[i].text, out.data, cases[i].want);
		assert_ptr_equal(select_expr_first(&e, html_tree_root(tree)), list.n ? list.v[0] : NULL);
		node_list_release(&list);
		select_expr_release(&e);
		str_release(&out);
	}
}

static void expressions_may_mean_the_node_itself(void **state)
{
	struct selector *s = selector_compile("#nav a", NULL), *body = selector_compile("body", NULL);
	const struct html_node *a = selector_first(s, html_tree_root(tree));
	struct select_expr e;
	struct str out = STR_INIT;

	(void)state;
	assert_true(select_expr_compile(&e, "@href", NULL));
	assert_ptr_equal(select_expr_first(&e, a), a);
	assert_true(select_expr_value(&e, a, &out));
	assert_string_equal(out.data, "/a");
	select_expr_release(&e);
	assert_true(select_expr_compile(&e, " @title", NULL));
	assert_null(select_expr_first(&e, a));
	assert_false(select_expr_value(&e, a, &out));
	select_expr_release(&e);
	assert_true(select_expr_compile(&e, "^来源", NULL));
	assert_string_equal(select_expr_first(&e, selector_first(body, html_tree_root(tree)))->name, "p");
	select_expr_release(&e);
	assert_false(select_expr_compile(&e, "a @", NULL));
	assert_false(select_expr_compile(&e, "a @b c", NULL));
	assert_false(select_expr_compile(&e, "a ^", NULL));
	assert_false(select_expr_compile(&e, "", NULL));
	selector_free(s);
	selector_free(body);
	str_release(&out);
}

static void traces_how_far_it_got(void **state)
{
	static const struct {
		const char *selector;
		size_t prefix, found, all;
		const char *there;
	} cases[] = {
		{ "ul.list > li.gone a", 7, 1, 0, "li.item ×1, li.item.ad ×1, li.item.first ×1, li.last ×1" },
		{ "ul.list h5", 7, 1, 0, "li.item ×1, li.item.ad ×1, li.item.first ×1, li.last ×1" },
		{ "ul.list > div", 7, 1, 0, "li.item ×1, li.item.ad ×1, li.item.first ×1, li.last ×1" },
		{ ".bar.bottom a", 0, 0, 0, "div.bar.top ×1" },
		{ "li.gone", 0, 0, 0, "li.item ×1, li.item.ad ×1, li.item.first ×1, li.last ×1" },
		{ "div#gone", 0, 0, 0, "div.bar.top ×1" },
		{ ".gone, ul.news > p", 14, 1, 0, "li.item ×1, li.item.ad ×1, li.item.first ×1, li.last ×1" },
		{ "li h4", 5, 3, 3, NULL },
		{ "h4 + b", 2, 3, 0, "span ×2, i ×1" },
		{ "> div", 0, 0, 0, "html ×1" },
		{ "h4 a b", 4, 3, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct selector *s = selector_compile(cases[i].selector, NULL);
		struct select_trace t;

		select_trace(s, html_tree_root(tree), &t);
		if (cases[i].there && strcmp(t.there.data, cases[i].there))
			fail_msg("%s: there is %s", cases[i].selector, t.there.data);
		if (t.prefix_len != cases[i].prefix || t.n_found != cases[i].found || t.n_all != cases[i].all)
			fail_msg("%s: %zu %zu %zu", cases[i].selector, t.prefix_len, t.n_found, t.n_all);
		select_trace_release(&t);
		selector_free(s);
	}
}

/* Selectors that make matchers run back and forth, over pages that make them do it often. */
static void hostile_pages_cost_linear_time(void **state)
{
	static const char *const selectors[] = {
		"div div div div div div div div b", "* * * * * * * * * i", "div ~ div ~ div ~ div i",
		"div + div + div + div i", "div:not(div div div p) i", "div:has(i)", "div:has(div:has(i))",
		"div:contains(zzz)", "div:first-of-type:last-of-type i", "div:nth-last-child(2) i",
		"a:not(:has(i)):contains(x)",
	};
	static const char *const units[] = { "<div>", "<div></div>", "<div>x<a>", "<div><div></div>" };

	(void)state;
	for (size_t u = 0; u < ARRAY_LENGTH(units); u++) {
		struct str in = STR_INIT;
		struct html_tree *hostile;

		for (int i = 0; i < 300; i++)
			str_add(&in, units[u]);
		hostile = html_tree_parse(str_slice(&in));
		for (size_t i = 0; i < ARRAY_LENGTH(selectors); i++) {
			struct node_list list = NODE_LIST_INIT;
			struct selector *s = selector_compile(selectors[i], NULL);

			assert_non_null(s);
			selector_all(s, html_tree_root(hostile), &list);
			selector_free(s);
			node_list_release(&list);
		}
		html_tree_free(hostile);
		str_release(&in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selects),
		cmocka_unit_test(searches_below_a_node),
		cmocka_unit_test(says_what_was_expected_where),
		cmocka_unit_test(a_selector_has_a_limit),
		cmocka_unit_test(expressions_take_attributes_and_prefixes),
		cmocka_unit_test(expressions_may_mean_the_node_itself),
		cmocka_unit_test(traces_how_far_it_got),
		cmocka_unit_test(hostile_pages_cost_linear_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
