/* The signs beside rows, and heat in few figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "text/width.h"
#include "ui/mark.h"

#include <string.h>

static const struct {
	enum hot_state state;
	int previous, rank;
	enum mark_set set;
	const char *language, *mark;
} movements[] = {
	{ HOT_UP, 4, 1, MARKS_AUTO, "zh", "升3" },     { HOT_DOWN, 2, 4, MARKS_AUTO, "zh", "降2" },
	{ HOT_NEW, 0, 9, MARKS_AUTO, "zh", "新" },     { HOT_BACK, 0, 9, MARKS_AUTO, "zh", "返" },
	{ HOT_BACK, 0, 9, MARKS_AUTO, "ja", "再" },    { HOT_SAME, 3, 3, MARKS_AUTO, "zh", "" },
	{ HOT_GONE, 3, 0, MARKS_AUTO, "zh", "" },      { HOT_UP, 4, 1, MARKS_AUTO, "ko", "▲3" },
	{ HOT_NEW, 0, 9, MARKS_AUTO, "ko", "신" },     { HOT_BACK, 0, 9, MARKS_AUTO, "ko", "재" },
	{ HOT_NEW, 0, 9, MARKS_AUTO, "en", "new" },    { HOT_BACK, 0, 9, MARKS_AUTO, "en", "back" },
	{ HOT_UP, 4, 1, MARKS_ASCII, "zh", "+3" },     { HOT_DOWN, 2, 4, MARKS_ASCII, "zh", "-2" },
	{ HOT_NEW, 0, 9, MARKS_ASCII, "zh", "*" },     { HOT_BACK, 0, 9, MARKS_ASCII, "zh", "<" },
	{ HOT_DOWN, 2, 4, MARKS_SYMBOL, "zh", "▼2" },  { HOT_UP, 4, 1, MARKS_HAN, "en", "升3" },
	{ HOT_UP, 4, 1, MARKS_AUTO, "zh-TW", "升3" },
};

static void movement_is_one_short_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(movements); i++) {
		struct hot_entry e = { .state = movements[i].state, .rank = movements[i].rank,
			               .previous = movements[i].previous };
		struct str out = STR_INIT;
		mark_add_movement(&out, &e, mark_set_for(movements[i].set, movements[i].language),
		                  movements[i].language);
		assert_string_equal(out.data, movements[i].mark);
		str_release(&out);
	}
}

static const struct {
	bool read, starred, changed;
	enum mark_set set;
	const char *mark;
	bool muted;
} items[] = {
	{ false, false, false, MARKS_HAN, "●", false },  { true, false, false, MARKS_HAN, "", false },
	{ true, true, false, MARKS_HAN, "★", false },    { false, true, false, MARKS_HAN, "★", false },
	{ true, true, true, MARKS_HAN, "改", false },    { false, false, false, MARKS_ASCII, "o", false },
	{ true, true, false, MARKS_ASCII, "*", false },  { true, false, true, MARKS_ASCII, "~", false },
	{ true, false, true, MARKS_SYMBOL, "~", false },
	{ false, true, false, MARKS_HAN, "屏", true }, { true, false, true, MARKS_ASCII, "x", true },
};

static void rows_have_one_sign_of_two_cells_at_most(void **state)
{
	struct width_profile wide = width_profile_default;

	(void)state;
	wide.ambiguous_symbol = 2;
	for (size_t i = 0; i < ARRAY_LENGTH(items); i++) {
		struct item item = { .is_read = items[i].read, .is_starred = items[i].starred,
			             .is_changed = items[i].changed,
			             .is_muted = items[i].muted };
		style_t style;
		const char *mark = mark_of_item(&item, items[i].set, "zh", &style);
		assert_string_equal(mark, items[i].mark);
		assert_true(text_width(&wide, slice_of(mark)) <= MARK_CELLS);
	}
}

static const struct {
	int64_t heat;
	const char *text, *language, *shown;
} heats[] = {
	{ 5280000, NULL, "zh", "528万" },      { 123456, NULL, "zh", "12.3万" },
	{ 12000, NULL, "zh", "1.2万" },        { 12345, NULL, "zh", "1.23万" },
	{ 120500, NULL, "zh", "12万" },        { 9999, NULL, "zh", "9999" },
	{ 124000000, NULL, "zh", "1.24亿" },   { 124000000, NULL, "ja", "1.24億" },
	{ 5280000, NULL, "zh-TW", "528萬" },   { 5280000, NULL, "ko", "528만" },
	{ 5280000, NULL, "en", "5.28M" },      { 52800, NULL, "en", "52.8k" },
	{ -1, "爆", "zh", "爆" },              { -1, NULL, "zh", "" },
	{ 0, NULL, "zh", "0" },
};

static void heat_is_said_in_few_figures(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(heats); i++) {
		struct hot_entry e = { .heat = heats[i].heat, .heat_text = heats[i].text };
		struct str out = STR_INIT;
		mark_add_heat(&out, &e, heats[i].language);
		assert_string_equal(out.data, heats[i].shown);
		str_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(movement_is_one_short_word),
		cmocka_unit_test(rows_have_one_sign_of_two_cells_at_most),
		cmocka_unit_test(heat_is_said_in_few_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
