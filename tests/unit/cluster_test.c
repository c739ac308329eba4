#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>

#include "text/cluster.h"
#include "text/utf8.h"

enum { POINTS = 32 };

/* One line of GraphemeBreakTest.txt against cluster_next(). */
static bool agrees(char *line, bool *is_sample)
{
	char text[4 * POINTS], *save = NULL;
	bool breaks[4 * POINTS + 1] = { false };
	size_t len = 0, at = 0;
	bool ok = true;

	line[strcspn(line, "#\n")] = '\0';
	for (char *word = strtok_r(line, " \t", &save); word; word = strtok_r(NULL, " \t", &save)) {
		if (strcmp(word, "÷") == 0)
			breaks[len] = true;
		else if (strcmp(word, "×") != 0)
			len += utf8_encode((uint32_t)strtoul(word, NULL, 16), text + len);
	}
	*is_sample = len > 0;
	while (at < len) {
		size_t next = at + cluster_next(text + at, text + len);

		ok &= breaks[next];
		for (size_t i = at + 1; i < next; i++)
			ok &= !breaks[i];
		at = next;
	}
	return ok;
}

static void passes_the_test_of_the_standard(void **state)
{
	FILE *f = fopen("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", "r");
	bool whole = f != NULL;
	char line[2048];
	int total = 0, right = 0;

	(void)state;
	if (!f)
		f = fopen("tests/data/graphemebreak.txt", "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		bool is_sample, ok = agrees(line, &is_sample);

		total += is_sample;
		right += is_sample && ok;
	}
	fclose(f);
	print_message("%d of %d\n", right, total);
	assert_int_equal(right, total);
	assert_true(whole ? total == 602 : total >= 30);
}

static uint32_t seed = 20261122;

static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Code points that join in one way or another, and plain ones between them. */
static uint32_t draw_point(void)
{
	static const uint32_t some[] = {
		'a',     ' ',     '\r',    '\n',    0x301,   0x3099,  0x200d,  0xfe0f,  0x1f1e8,
		0x1f1f3, 0x1f44d, 0x1f3fd, 0x1f468, 0x2764,  0x1100,  0x1161,  0x11a8,  0xac00,
		0xac01,  0x0600,  0x0904,  0x093f,  0x4e2d,  0x304b,  0xe0100, 0xe0067, 0xe007f,
		0x0e33,  0x200b,  0x110bd, 0xa9,    0x1f6d1, 0x20e3,  '1',
	};

	for (;;) {
		uint32_t cp = draw(8) ? some[draw(sizeof some / sizeof *some)] : draw(0x20000);

		/* what the library is too old to know it cannot judge */
		if (!uc_is_general_category(cp, UC_UNASSIGNED))
			return cp;
	}
}

static void agrees_with_libunistring(void **state)
{
	(void)state;
	for (int round = 0; round < 60000; round++) {
		char text[4 * POINTS], breaks[4 * POINTS];
		size_t len = 0, at = 0;
		int n = 2 + (int)draw(POINTS - 2);

		for (int i = 0; i < n; i++)
			len += utf8_encode(draw_point(), text + len);
		u8_grapheme_breaks((const uint8_t *)text, len, breaks);
		while (at < len) {
			size_t next = at + cluster_next(text + at, text + len);

			for (size_t i = at + 1; i < next; i++)
				assert_false(breaks[i]);
			assert_true(next == len || breaks[next]);
			at = next;
		}
	}
}

static void measures_clusters(void **state)
{
	static const struct {
		const char *text;
		int plain, joined, whole;
		const char *drawn; /* by a terminal that joins nothing */
	} rows[] = {
		{ "a", 1, 1, 1, "a" },
		{ "中", 2, 2, 2, "中" },
		{ "か\u3099", 2, 2, 2, "か\u3099" },
		{ "葛\U000e0100", 2, 2, 2, "葛\U000e0100" },
		{ "ｱ", 1, 1, 1, "ｱ" },
		{ "e\u0301", 1, 1, 1, "e\u0301" },
		{ "한", 2, 2, 2, "한" },
		{ "\u1112\u1161\u11ab", 2, 2, 2, "\u1112\u1161\u11ab" },
		{ "👍🏽", 2, 2, 4, "👍" },
		{ "👩\u200d👧", 2, 2, 4, "👩" },
		{ "👨\u200d👩\u200d👧\u200d👦", 2, 2, 8, "👨" },
		{ "🇨🇳", 2, 2, 2, "🇨🇳" },
		{ "🇨", 1, 1, 1, "🇨" },
		{ "❤\ufe0f", 1, 2, 1, "❤\ufe0f" },
		{ "1\ufe0f\u20e3", 1, 2, 1, "1\ufe0f\u20e3" },
		{ "“", 1, 1, 1, "“" },
		{ "　", 2, 2, 2, "　" },
		{ "𠮷", 2, 2, 2, "𠮷" },
		{ "𰻞", 2, 2, 2, "𰻞" },
		{ "\u200b", 0, 0, 0, "\u200b" },
		{ "\u0301", 0, 0, 0, "\u0301" },
		{ "नि", 2, 2, 2, "नि" },
		{ "a\u0300\u0301\u0302\u0303\u0304", 1, 1, 1, "a" },
	};
	struct width_profile joins = width_profile_default;

	(void)state;
	joins.joins_vs16 = joins.joins_tone = joins.joins_zwj = true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *t = rows[i].text;
		size_t n = strlen(t);

		assert_int_equal(cluster_next(t, t + n), n);
		assert_int_equal(cluster_width(&width_profile_default, t, n), rows[i].plain);
		assert_int_equal(cluster_width(&joins, t, n), rows[i].joined);
		assert_int_equal(cluster_width(&width_profile_text, t, n), rows[i].whole);
		assert_int_equal(cluster_drawn(&width_profile_default, t, n),
		                 strlen(rows[i].drawn));
		assert_int_equal(cluster_drawn(&width_profile_text, t, n), n);
	}
}

static void asks_the_profile(void **state)
{
	struct width_profile wide = width_profile_default, old = width_profile_default;

	(void)state;
	wide.ambiguous_punct = wide.ambiguous_symbol = 2;
	wide.ambiguous_letter = wide.ambiguous_box = 2;
	wide.lone_ri = 2;
	old.unicode = 14;
	assert_int_equal(text_width(&width_profile_default, slice_of("“中”…①α─🇨")), 9);
	assert_int_equal(text_width(&wide, slice_of("“中”…①α─🇨")), 16);
	assert_int_equal(width_codepoint(&width_profile_default, 0x1fae8), 2);
	assert_int_equal(width_codepoint(&old, 0x1fae8), 1);
	assert_int_equal(width_codepoint(&old, 0x31350), 2);
	assert_int_equal(width_codepoint(&old, 0xad), 0);
	assert_int_equal(width_codepoint(&old, 0x110000), 1);
}

static void cuts_at_cells(void **state)
{
	int used;

	(void)state;
	assert_int_equal(text_fit(&width_profile_default, slice_of("中文a"), 3, &used), 3);
	assert_int_equal(used, 2);
	assert_int_equal(text_fit(&width_profile_default, slice_of("中文a"), 5, &used), 7);
	assert_int_equal(used, 5);
	assert_int_equal(text_fit(&width_profile_default, slice_of("か\u3099き"), 2, NULL), 6);
	assert_int_equal(text_fit(&width_profile_default, slice_of("中"), 1, &used), 0);
	assert_int_equal(used, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_the_test_of_the_standard),
		cmocka_unit_test(agrees_with_libunistring),
		cmocka_unit_test(measures_clusters),
		cmocka_unit_test(asks_the_profile),
		cmocka_unit_test(cuts_at_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
