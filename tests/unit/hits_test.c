/* Words in a text, folded, with the ranges of the original. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "text/fold.h"
#include "text/hits.h"

static void ranges_are_the_original_s(void **state)
{
	static const struct {
		const char *text, *words, *marked; /* words parted by blanks */
	} cases[] = {
		{ "本报記者報道", "记者", "本报[記者]報道" },
		{ "ＡＢＣ電視", "abc", "[ＡＢＣ]電視" },
		{ "アニメとｱﾆﾒ", "あにめ", "[アニメ]と[ｱﾆﾒ]" },
		{ "ｶﾞラス", "がらす", "[ｶﾞラス]" },
		{ "雪雪雪", "雪", "[雪][雪][雪]" },
		{ "白鲸的鲸歌", "鲸歌 鲸", "白[鲸]的[鲸歌]" },
		{ "Straße ﬁn", "f", "Straße [ﬁ]n" },
		{ "aaa", "aa", "[aa]a" },
		{ "无此字", "雪", "无此字" },
		{ "", "雪", "" },
		{ "很长的一句", "", "很长的一句" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str marked = STR_INIT, folded = STR_INIT;
		struct slice words[4], rest;
		struct hit hits[8];
		size_t n_words = 0, at = 0, n;

		text_fold(&folded, slice_of(cases[i].words));
		rest = str_slice(&folded);
		while (rest.len)
			words[n_words++] = slice_next(&rest, ' ');
		n = text_hits(slice_of(cases[i].text), words, n_words, hits, 8);
		for (size_t k = 0; k < n; k++) {
			str_append(&marked, cases[i].text + at, hits[k].start - at);
			str_add_char(&marked, '[');
			str_append(&marked, cases[i].text + hits[k].start, hits[k].end - hits[k].start);
			str_add_char(&marked, ']');
			at = hits[k].end;
		}
		str_add(&marked, cases[i].text + at);
		assert_string_equal(marked.data, cases[i].marked);
		str_release(&marked);
		str_release(&folded);
	}
}

static void no_more_than_wanted(void **state)
{
	struct slice word = slice_of("a");
	struct hit hits[2];

	(void)state;
	assert_int_equal(text_hits(slice_of("a b a b a"), &word, 1, hits, 2), 2);
	assert_int_equal(hits[1].start, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_the_original_s),
		cmocka_unit_test(no_more_than_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
