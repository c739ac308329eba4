/* A line being typed: keys by name, one after the other, and what the line says then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "ui/line.h"

#include <string.h>

/* The caret is shown as |. Keys are parted by blanks; Space is the blank. */
static const struct {
	const char *text, *keys, *shown;
} cases[] = {
	{ "", "中 文", "中文|" },
	{ "中文", "Left x", "中x|文" },
	{ "中文", "Home x End y", "x中文y|" },
	{ "中文", "Backspace", "中|" },
	{ "か\xe3\x82\x99き", "Left Backspace", "|き" },     /* a cluster goes whole */
	{ "中文", "^A Del", "|文" },
	{ "中文", "^A ^D ^D ^D", "|" },
	{ "one two", "^W", "one |" },
	{ "one two  ", "^W ^W", "|" },
	{ "one two", "^U", "|" },
	{ "one two", "M-b ^K", "one |" },
	{ "one two", "^W ^A ^Y", "two|one " },
	{ "one two", "^A M-f", "one| two" },
	{ "one two", "^A M-d", "| two" },
	{ "ab", "^B ^B ^B x", "x|ab" },
	{ "ab", "^F x", "abx|" },
	/* signs of input methods are taken where a term begins, and only there */
	{ "", "＋ 要", "+要|" },
	{ "a", "＋", "a＋|" },
	{ "a ", "－ b", "a -b|" },
	{ "", "、", "/|" },
	{ "", "……", "|" },                                   /* no key of one character */
	{ "a", "　 ：", "a :|" },
	{ "", "ａ", "ａ|" },                                  /* letters are not touched */
};

static void keys_edit_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct slice keys = slice_of(cases[i].keys);
		struct line l;
		line_init(&l, cases[i].text);
		while (keys.len) {
			key_code key = key_of_name(slice_next(&keys, ' '));
			if (key)
				line_key(&l, key);
		}
		line_insert(&l, slice_of("|"));
		if (strcmp(l.text.data, cases[i].shown))
			fail_msg("case %zu: \"%s\" instead of \"%s\"", i, l.text.data,
			         cases[i].shown);
		line_release(&l);
	}
}

static void what_is_inserted_is_one_clean_line(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, "");
	line_insert(&l, slice_of("a\nb\033[31m\tc"));
	assert_string_equal(l.text.data, "a b[31m c");
	line_release(&l);
}

static void a_line_has_a_ceiling(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, "");
	for (int i = 0; i < LINE_LIMIT; i++)
		line_key(&l, 0x4e2d);
	assert_true(l.text.len <= LINE_LIMIT);
	assert_int_equal(l.text.len % 3, 0); /* the last character is whole */
	assert_int_equal(l.caret, l.text.len);
	line_release(&l);
}

static void words_are_replaced(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, "芯片 +要");
	assert_int_equal(line_word_start(&l), 7);
	line_replace_word(&l, line_word_start(&l), "+要闻");
	assert_string_equal(l.text.data, "芯片 +要闻");
	line_release(&l);
}

static void other_keys_mean_nothing(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, "a");
	assert_false(line_key(&l, NAMED_F1));
	assert_false(line_key(&l, NAMED_UP));
	assert_false(line_key(&l, KEY_CTRL | 'q'));
	assert_string_equal(l.text.data, "a");
	line_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_edit_the_line),
		cmocka_unit_test(what_is_inserted_is_one_clean_line),
		cmocka_unit_test(a_line_has_a_ceiling),
		cmocka_unit_test(words_are_replaced),
		cmocka_unit_test(other_keys_mean_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
