/* What values become, markup on its way in, and the order that the look-ups rely on. */
#include "feed/rewrite.h"
#include "feed/value.h"
#include "feed/xmlfeed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"

static void plain_and_html_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		bool html;
	} rows[] = {
		{ "no sign of it", false },
		{ "AT&T", false },
		{ "AT&amp;T", true },
		{ "1 < 2 and 3 > 2", false },
		{ "how to use <b>", false },
		{ "<b>bold</b>", true },
		{ "<wbr>", true },
		{ "<video>x</video>", true },
		{ "a<br/>b", true },
		{ "<编者按> 一句</编者按>", false },
		{ "<foo>x</foo> <b>y</b>", false },
		{ "&unknown;", false },
		{ "&#8217;", true },
		{ "&#8217 without its sign", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if (value_looks_like_html(slice_of(rows[i].text)) != rows[i].html)
			fail_msg("\"%s\" is taken for %s", rows[i].text,
			         rows[i].html ? "plain" : "HTML");
}

static void markup_is_rewritten(void **state)
{
	static const struct {
		const char *base, *html, *expected; /* NULL: nothing to do */
	} rows[] = {
		{ "https://e.com/a/b", "<p>text &amp; <a href=\"https://x.com/\">x</a></p>", NULL },
		{ "https://e.com/a/b", "<a href=\"c?x=1&amp;y=2\">",
		  "<a href=\"https://e.com/a/c?x=1&amp;y=2\">" },
		{ "https://e.com/a/b", "<A HREF=c>", "<A HREF=https://e.com/a/c>" },
		{ "https://e.com/a/b", "<a href = 'c'>", "<a href = 'https://e.com/a/c'>" },
		{ "https://e.com/a/b", "<a title=\"href=x\" href=\"\">", NULL },
		{ "https://e.com/a/b", "<a href=\"never closed", NULL },
		{ "https://e.com/a/b", "a < b <", NULL },
		{ "https://e.com/a/b", "<!-- <a href=\"c\"> -->", NULL },
		{ "https://e.com/a/b", "<img src=\"data:image/png;base64,x\">", NULL },
		{ "https://e.com/a/b", "<p xml:base=\"z/\"><a href=\"c\"></a></p><a href=\"c\">",
		  "<p xml:base=\"z/\"><a href=\"https://e.com/a/z/c\"></a></p>"
		  "<a href=\"https://e.com/a/c\">" },
		{ "https://e.com/a/b", "<img xml:base=\"z/\" src=\"c\"/><img src=\"c\">",
		  "<img xml:base=\"z/\" src=\"https://e.com/a/z/c\"/><img "
		  "src=\"https://e.com/a/c\">" },
		{ NULL, "<a href=\"c\">", NULL },
		{ NULL, "x<script>if (a < b) \"</p>\"</script >y", "xy" },
		{ NULL, "x<STYLE type=a>p{}</sTyle>y<style>", "xy" },
		{ NULL, "<scripted>x</scripted>", NULL },
		{ NULL, "x<script>never closed", "x" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct str out = STR_INIT;
		bool changed = rewrite_markup(&out, slice_of(rows[i].html), rows[i].base);
		if (changed != (rows[i].expected != NULL) ||
		    (changed && strcmp(out.data, rows[i].expected)))
			fail_msg("%s: got %s", rows[i].html, changed ? out.data : "(nothing)");
		str_release(&out);
	}
}

static void plain_text_becomes_markup(void **state)
{
	static const struct {
		const char *plain, *markup;
	} rows[] = {
		{ "一句话", "一句话" },
		{ "a < b & c", "a &lt; b &amp; c" },
		{ "一\n二", "一<br>\n二" },
		{ "一\n\n二\n三", "<p>一</p>\n<p>二<br>\n三</p>" },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_string_equal(value_markup_of_plain(&a, rows[i].plain), rows[i].markup);
	arena_release(&a);
}

static void lines_are_trimmed_mended_and_clean(void **state)
{
	static const struct {
		const char *raw, *line; /* NULL: nothing left */
	} rows[] = {
		{ "  a \n\t b ", "a b" },
		{ "\xe3\x80\x80题目\xc2\xa0", "题目" },
		{ "\xc2\x91x\xc2\x92", "‘x’" },
		{ "CafÃ©", "Café" },
		{ "é alone", "é alone" },
		{ "a\x01\x1b[31mb", "a[31mb" },
		{ "\xe2\x80\xaegnp.exe", "gnp.exe" },
		{ " \xc2\xa0 ", NULL },
		{ "", NULL },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const char *line = value_line(&a, slice_of(rows[i].raw));
		if (!rows[i].line ? line != NULL : !line || strcmp(line, rows[i].line))
			fail_msg("row %zu: got %s", i, line ? line : "(nothing)");
	}
	arena_release(&a);
}

static void check_order(const struct xml_rules *rules)
{
	for (size_t i = 1; i < rules->n; i++) {
		const struct xml_rule *before = &rules->rows[i - 1], *row = &rules->rows[i];
		if (before->space > row->space ||
		    (before->space == row->space && strcmp(before->name, row->name) > 0))
			fail_msg("%s stands before %s", before->name, row->name);
	}
}

static void rows_of_elements_are_in_order(void **state)
{
	(void)state;
	check_order(&rss_rules);
	check_order(&atom_rules);
	check_order(&module_rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_and_html_are_told_apart),
		cmocka_unit_test(markup_is_rewritten),
		cmocka_unit_test(plain_text_becomes_markup),
		cmocka_unit_test(lines_are_trimmed_mended_and_clean),
		cmocka_unit_test(rows_of_elements_are_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
