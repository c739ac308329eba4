/* What is drawn stands in whole characters within its pane, whatever is written over what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "ui/canvas.h"

#include <string.h>

struct fixture {
	struct canvas canvas;
	struct pane pane;
	struct str text;
};

static void open_canvas(struct fixture *f, int columns, int rows)
{
	canvas_init(&f->canvas, &width_profile_default, columns, rows);
	f->pane = pane_whole(&f->canvas);
	str_init(&f->text);
}

static const char *text_of(struct fixture *f)
{
	str_clear(&f->text);
	canvas_text(&f->canvas, &f->text);
	return f->text.data;
}

static void close_canvas(struct fixture *f)
{
	canvas_release(&f->canvas);
	str_release(&f->text);
}

/* Every cell of width 2 is followed by one of width 0, and by nothing else. */
static void assert_sound(const struct canvas *c)
{
	for (int y = 0; y < c->rows; y++)
		for (int x = 0; x < c->columns; x++) {
			const struct cell *cell = canvas_cell(c, x, y);
			bool covered = x > 0 && canvas_cell(c, x - 1, y)->width == 2;
			assert_int_equal(cell->width == 0, covered);
			if (cell->width == 2)
				assert_true(x + 1 < c->columns);
			assert_true(cell->width == 0 || cell->len > 0);
		}
}

static const struct {
	int columns, x;
	const char *text, *shown;
} writes[] = {
	{ 8, 0, "ab中文c", "ab中文c\n" },
	{ 5, 0, "中文字", "中文\n" },            /* the third would be cut in half */
	{ 4, 3, "中", "\n" },
	{ 4, -1, "中文", " 文\n" },
	{ 6, 0, "a\tb\nc", "a b c\n" },
	{ 8, 0, "a\033[31mb", "a[31mb\n" },      /* no control byte comes through */
	{ 8, 0, "x\xe2\x80\xaey", "xy\n" },      /* U+202E */
	{ 8, 0, "e\xcc\x81t\xc3\xa9", "e\xcc\x81t\xc3\xa9\n" },
	{ 6, 0, "か\xe3\x82\x99き", "か\xe3\x82\x99き\n" },
	{ 4, 0, "", "\n" },
	{ 3, 0, "\xff" "ab", "\xef\xbf\xbd" "ab\n" },
};

static void text_is_drawn_within_the_pane(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(writes); i++) {
		struct fixture f;
		open_canvas(&f, writes[i].columns, 1);
		pane_string(&f.pane, writes[i].x, 0, writes[i].text, STYLE_TEXT);
		assert_sound(&f.canvas);
		if (strcmp(text_of(&f), writes[i].shown))
			fail_msg("case %zu: \"%s\"", i, text_of(&f));
		close_canvas(&f);
	}
}

static const struct {
	int cells;
	const char *text, *shown;
} fits[] = {
	{ 8, "中文字符", "中文字符\n" },
	{ 7, "中文字符", "中文字›\n" },
	{ 6, "中文字符", "中文›\n" },
	{ 1, "中文", "›\n" },
	{ 4, "abcd", "abcd\n" },
	{ 3, "abcd", "ab›\n" },
	{ 0, "abcd", "\n" },
	{ -3, "abcd", "\n" },
};

static void what_does_not_fit_is_cut_before_a_sign(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(fits); i++) {
		struct fixture f;
		open_canvas(&f, 10, 1);
		int used =
			pane_fit(&f.pane, 0, 0, fits[i].cells, slice_of(fits[i].text), STYLE_TEXT);
		assert_string_equal(text_of(&f), fits[i].shown);
		assert_true(used <= (fits[i].cells > 0 ? fits[i].cells : 0));
		close_canvas(&f);
	}
}

/* Halves of what stood there become blanks, at every offset. */
static void nothing_is_left_of_what_is_written_over(void **state)
{
	static const char *const over[] = { "x", "中", "ab", "“引" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(over); i++)
		for (int x = -2; x < 10; x++) {
			struct fixture f;
			open_canvas(&f, 9, 1);
			pane_string(&f.pane, 0, 0, "中文字符", STYLE_TEXT);
			pane_string(&f.pane, x, 0, over[i], STYLE_DIM);
			assert_sound(&f.canvas);
			close_canvas(&f);
		}
}

static void panes_hold_what_is_drawn_in_them(void **state)
{
	struct fixture f;
	struct pane part;

	(void)state;
	open_canvas(&f, 10, 3);
	part = pane_part(&f.pane, 3, 1, 4, 1);
	pane_string(&part, -2, 0, "中文字符号", STYLE_TEXT);
	pane_string(&part, 0, 1, "below", STYLE_TEXT);
	pane_string(&part, 0, -1, "above", STYLE_TEXT);
	assert_string_equal(text_of(&f), "\n   文字\n\n");
	part = pane_part(&f.pane, 8, 2, 50, 50);
	assert_int_equal(part.width, 2);
	assert_int_equal(part.height, 1);
	part = pane_part(&f.pane, 20, 20, 5, 5);
	assert_int_equal(part.width, 0);
	pane_string(&part, 0, 0, "x", STYLE_TEXT);
	pane_blank(&part, 0, 0, 5, STYLE_TEXT);
	close_canvas(&f);
}

static void text_can_end_at_a_column(void **state)
{
	struct fixture f;

	(void)state;
	open_canvas(&f, 10, 1);
	assert_int_equal(pane_right(&f.pane, 9, 0, "498万", STYLE_DIM), 4);
	assert_string_equal(text_of(&f), "    498万\n");
	close_canvas(&f);
}

static void sizes_have_a_floor_and_a_ceiling(void **state)
{
	struct fixture f;

	(void)state;
	open_canvas(&f, 0, -5);
	assert_int_equal(f.canvas.columns, 1);
	assert_int_equal(f.canvas.rows, 1);
	canvas_resize(&f.canvas, 1 << 30, 3);
	assert_int_equal(f.canvas.columns, CANVAS_COLUMNS);
	close_canvas(&f);
}

static void lines_are_ascii_where_a_frame_is_two_cells_wide(void **state)
{
	struct width_profile wide = width_profile_default;
	struct fixture f;

	(void)state;
	open_canvas(&f, 5, 2);
	wide.ambiguous_box = 2;
	pane_rule(&f.pane, 0, 0, 3, STYLE_RULE);
	f.canvas.profile = &wide;
	pane_rule(&f.pane, 0, 1, 3, STYLE_RULE);
	assert_string_equal(text_of(&f), "───\n---\n");
	close_canvas(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_drawn_within_the_pane),
		cmocka_unit_test(what_does_not_fit_is_cut_before_a_sign),
		cmocka_unit_test(nothing_is_left_of_what_is_written_over),
		cmocka_unit_test(panes_hold_what_is_drawn_in_them),
		cmocka_unit_test(text_can_end_at_a_column),
		cmocka_unit_test(sizes_have_a_floor_and_a_ceiling),
		cmocka_unit_test(lines_are_ascii_where_a_frame_is_two_cells_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
