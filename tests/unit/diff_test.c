/* What was added and taken away (text/diff.h). */
#include "text/diff.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

/* same, [-removed-], {+added+} */
static char *show(const char *before, const char *after)
{
	struct str out = STR_INIT;
	struct diff_piece *pieces;
	size_t n = text_diff(slice_of(before), slice_of(after), &pieces);

	for (size_t i = 0; i < n; i++) {
		str_add(&out, pieces[i].kind == DIFF_REMOVED ? "[-" : pieces[i].kind == DIFF_ADDED ? "{+" : "");
		str_add_slice(&out, pieces[i].text);
		str_add(&out, pieces[i].kind == DIFF_REMOVED ? "-]" : pieces[i].kind == DIFF_ADDED ? "+}" : "");
	}
	free(pieces);
	return str_take(&out);
}

static void words(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} rows[] = {
		{ "", "", "" },
		{ "一样", "一样", "一样" },
		{ "", "新的", "{+新的+}" },
		{ "旧的", "", "[-旧的-]" },
		{ "桥上有3人受伤", "桥上有5人受伤", "桥上有[-3-]{+5+}人受伤" },
		{ "渡船停航", "渡船今晚停航", "渡船{+今晚+}停航" },
		{ "the old bridge", "the new bridge", "the [-old-]{+new+} bridge" },
		{ "version 10", "version 100", "version [-10-]{+100+}" },
		{ "一\n二\n三\n", "一\n三\n", "一\n[-二\n-]三\n" },
		{ "一\n三\n", "一\n二\n三\n", "一\n{+二\n+}三\n" },
		{ "桥已通车。\n雪停了。\n", "桥已通车。\n雪还在下。\n", "桥已通车。\n雪[-停了-]{+还在下+}。\n" },
		/* an island of one character between changes reads as part of them */
		{ "甲乙的丙丁", "戊己的庚辛", "[-甲乙的丙丁-]{+戊己的庚辛+}" },
		{ "说，雪还在下。", "伤，均已回家。", "[-说，雪还在下-]{+伤，均已回家+}。" },
		/* but an addition does not replace what stands */
		{ "雪大", "今雪真大", "{+今+}雪{+真+}大" },
		{ "e\xcc\x81t\xc3\xa9", "et\xc3\xa9", "[-e\xcc\x81t\xc3\xa9-]{+et\xc3\xa9+}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *got = show(rows[i].before, rows[i].after);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

/* Longest common subsequence of two short texts, by the book. */
static int common(const char *a, int n, const char *b, int m)
{
	int best[32][32] = { { 0 } };

	for (int i = 1; i <= n; i++)
		for (int k = 1; k <= m; k++)
			best[i][k] = a[i - 1] == b[k - 1] ? best[i - 1][k - 1] + 1
			             : best[i - 1][k] > best[i][k - 1] ? best[i - 1][k]
			                                               : best[i][k - 1];
	return best[n][m];
}

/* Signs are a word each, so that every text is a row of words; '.' never is the same as the rest. */
static void gives_both_texts_back(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char a[32] = "", b[32] = "";
		int n, m, same = 0;
		struct str before = STR_INIT, after = STR_INIT;
		struct diff_piece *pieces;
		size_t count;

		seed = seed * 1103515245u + 12345u;
		n = (int)(seed >> 16) % 14;
		m = (int)(seed >> 20) % 14;
		for (int i = 0; i < n; i++)
			a[i] = "+-=*\n"[((seed = seed * 1103515245u + 12345u) >> 16) % 5];
		for (int i = 0; i < m; i++)
			b[i] = "+-=*\n"[((seed = seed * 1103515245u + 12345u) >> 16) % 5];
		count = text_diff(slice_make(a, (size_t)n), slice_make(b, (size_t)m), &pieces);
		for (size_t i = 0; i < count; i++) {
			assert_true(pieces[i].text.len > 0);
			if (pieces[i].kind != DIFF_ADDED)
				str_add_slice(&before, pieces[i].text);
			if (pieces[i].kind != DIFF_REMOVED)
				str_add_slice(&after, pieces[i].text);
			if (pieces[i].kind == DIFF_SAME)
				same += (int)pieces[i].text.len;
		}
		assert_string_equal(before.data, a);
		assert_string_equal(after.data, b);
		assert_true(same <= common(a, n, b, m));
		free(pieces);
		str_release(&before);
		str_release(&after);
	}
}

/* One line without islands: the longest common subsequence is found. */
static void finds_the_shortest_script(void **state)
{
	unsigned seed = 11;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		char a[16] = "", b[16] = "", *got;
		int n = 3 + round % 9, removed = 0, added = 0;

		/* b is a without some signs: no islands between replacements */
		for (int i = 0, k = 0; i < n; i++) {
			a[i] = "+-=*/"[((seed = seed * 1103515245u + 12345u) >> 16) % 5];
			if ((seed >> 24) % 3)
				b[k++] = a[i];
			else
				removed++;
		}
		got = show(a, b);
		for (char *p = got; (p = strstr(p, "{+")); p++)
			added++;
		assert_int_equal(added, 0);
		assert_int_equal(common(a, n, b, n - removed), n - removed);
		free(got);
	}
}

/* Ten thousand paragraphs all changed: bounded, and still both texts. */
static void is_bounded(void **state)
{
	struct str a = STR_INIT, b = STR_INIT;
	struct diff_piece *pieces;
	size_t n, length = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		str_printf(&a, "%d号桥今晨通车\n", i);
		str_printf(&b, "%d次雪昨夜停下\n", i * 7);
	}
	n = text_diff(str_slice(&a), str_slice(&b), &pieces);
	for (size_t i = 0; i < n; i++)
		length += pieces[i].kind == DIFF_REMOVED ? 0 : pieces[i].text.len;
	assert_int_equal(length, b.len);
	free(pieces);
	str_release(&a);
	str_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(gives_both_texts_back),
		cmocka_unit_test(finds_the_shortest_script),
		cmocka_unit_test(is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
