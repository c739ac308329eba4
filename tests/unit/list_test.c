/* Selection and scrolling, and where panes stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "ui/list.h"
#include "ui/screen.h"

/* Every fifth row is a heading, every third takes two lines. */
static int uneven(void *owner, size_t i)
{
	(void)owner;
	return (i % 3 == 0 ? 2 : 1) | (i % 5 == 0 ? LIST_HEADING : 0);
}

static int lines_to(const struct list *l, size_t i)
{
	int sum = 0;

	for (size_t k = l->top; k < i; k++)
		sum += l->lines ? l->lines(l->owner, k) & ~LIST_HEADING : 1;
	return sum;
}

static void assert_in_sight(const struct list *l, int height)
{
	int own = l->lines ? l->lines(l->owner, l->selected) & ~LIST_HEADING : 1;

	assert_true(l->selected >= l->top);
	assert_true(lines_to(l, l->selected) + (own < height ? own : 1) <= height);
}

static void lines_scroll_one_by_one(void **state)
{
	struct list l = { .n = 50, .scroll = LIST_LINE };

	(void)state;
	list_settle(&l, 10);
	for (size_t i = 1; i < 50; i++) {
		list_move(&l, MOVE_BY, 1);
		list_settle(&l, 10);
		assert_int_equal(l.selected, i);
		assert_int_equal(l.top, i < 10 ? 0 : i - 9);
	}
	list_move(&l, MOVE_BY, 1);
	assert_int_equal(l.selected, 49);
	for (size_t i = 49; i-- > 0;) {
		list_move(&l, MOVE_BY, -1);
		list_settle(&l, 10);
		assert_int_equal(l.top, i < 40 ? i : 40);
	}
}

/* Beside other panes a scrolled line costs a page: the list jumps, and not at every key. */
static void halves_jump(void **state)
{
	struct list l = { .n = 200, .scroll = LIST_HALF };
	size_t jumps = 0, top = 0;

	(void)state;
	list_settle(&l, 30);
	for (int i = 1; i < 200; i++) {
		list_move(&l, MOVE_BY, 1);
		list_settle(&l, 30);
		assert_in_sight(&l, 30);
		jumps += l.top != top;
		top = l.top;
	}
	assert_in_range(jumps, 5, 20);
}

static void pages_turn_and_come_back(void **state)
{
	struct list l = { .n = 100, .scroll = LIST_LINE };

	(void)state;
	list_settle(&l, 20);
	list_move(&l, MOVE_BY, 5);
	list_move(&l, MOVE_PAGES, 1);
	list_settle(&l, 20);
	assert_int_equal(l.selected, 24);
	assert_int_equal(l.top, 19);
	list_move(&l, MOVE_PAGES, -1);
	list_settle(&l, 20);
	assert_int_equal(l.selected, 5);
	assert_int_equal(l.top, 0);
	list_move(&l, MOVE_LAST, 0);
	list_settle(&l, 20);
	assert_int_equal(l.top, 80);
	list_move(&l, MOVE_TO, 12);
	list_settle(&l, 20);
	assert_int_equal(l.selected, 11);
}

static void headings_are_stepped_over(void **state)
{
	struct list l = { .n = 41, .lines = uneven };

	(void)state;
	list_select(&l, 0);
	assert_int_equal(l.selected, 1);
	for (int height = 1; height < 12; height++)
		for (int i = 0; i < 120; i++) {
			list_move(&l, i % 7 == 3 ? MOVE_PAGES : MOVE_BY, i % 60 < 30 ? 1 : -1);
			list_settle(&l, height);
			assert_true(l.selected % 5 != 0);
			assert_in_sight(&l, height);
		}
}

static void lists_shrink_and_are_empty(void **state)
{
	struct list l = { .n = 30 };

	(void)state;
	list_settle(&l, 5);
	list_move(&l, MOVE_LAST, 0);
	list_settle(&l, 5);
	list_resize(&l, 3);
	list_settle(&l, 5);
	assert_int_equal(l.selected, 2);
	assert_int_equal(l.top, 0);
	list_resize(&l, 0);
	list_move(&l, MOVE_BY, 1);
	list_move(&l, MOVE_LAST, 0);
	list_settle(&l, 5);
	assert_int_equal(l.selected, 0);
	assert_int_equal(l.top, 0);
	list_resize(&l, 4);
	list_settle(&l, 0);
}

static const struct {
	int columns, rows;
	enum screen_pane focus;
	bool zen, has_hot;
	int shelf, list, hot, strip, hint;  /* widths; 0: not there */
} screens[] = {
	{ 200, 50, PANE_LIST, false, true, 20, 142, 36, 0, 200 },
	{ 120, 40, PANE_LIST, false, true, 16, 66, 36, 0, 120 },
	{ 100, 30, PANE_LIST, false, true, 16, 51, 31, 0, 100 },
	{ 120, 40, PANE_LIST, false, false, 16, 103, 0, 0, 120 },
	{ 120, 40, PANE_LIST, true, true, 0, 120, 0, 0, 120 },
	{ 80, 24, PANE_LIST, false, true, 0, 80, 0, 80, 80 },
	{ 80, 24, PANE_LIST, false, false, 0, 80, 0, 0, 80 },
	{ 80, 24, PANE_SHELF, false, true, 24, 55, 0, 0, 80 },
	{ 80, 24, PANE_HOT, false, true, 0, 0, 80, 0, 80 },
	{ 80, 19, PANE_LIST, false, true, 0, 80, 0, 0, 80 },
	{ 80, 13, PANE_LIST, false, true, 0, 80, 0, 0, 0 },
	{ 40, 20, PANE_LIST, false, true, 0, 40, 0, 40, 40 },
	{ 40, 20, PANE_SHELF, false, true, 40, 0, 0, 0, 40 },
	{ 10, 3, PANE_LIST, false, true, 0, 10, 0, 0, 0 },
	{ 1, 1, PANE_SHELF, false, true, 1, 0, 0, 0, 0 },
};

static void panes_stand_where_there_is_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(screens); i++) {
		struct screen_wish w = { .columns = screens[i].columns, .rows = screens[i].rows,
			                 .focus = screens[i].focus, .zen = screens[i].zen,
			                 .has_hot = screens[i].has_hot };
		struct screen s = screen_layout(&w);
		if (s.shelf.width != screens[i].shelf || s.list.width != screens[i].list ||
		    s.hot.width != screens[i].hot || s.strip.width != screens[i].strip ||
		    s.hint.width != screens[i].hint)
			fail_msg("case %zu: shelf %d list %d hot %d strip %d hint %d", i,
			         s.shelf.width, s.list.width, s.hot.width, s.strip.width,
			         s.hint.width);
	}
}

static void assert_within(const struct area *a, const struct screen_wish *w)
{
	if (!a->width || !a->height)
		return;
	assert_true(a->x >= 0 && a->y >= 0 && a->width > 0 && a->height > 0);
	assert_true(a->x + a->width <= w->columns && a->y + a->height <= w->rows);
}

static void every_size_has_a_screen(void **state)
{
	(void)state;
	for (int columns = 1; columns <= 300; columns += columns < 30 ? 1 : 7)
		for (int rows = 1; rows <= 100; rows += rows < 30 ? 1 : 9)
			for (int k = 0; k < 24; k++) {
				struct screen_wish w = { .columns = columns, .rows = rows,
					                 .focus = (enum screen_pane)(k % 3),
					                 .zen = k & 4, .has_hot = k & 8,
					                 .slow = k & 16 };
				struct screen s = screen_layout(&w);
				const struct area *all[] = { &s.bar, &s.body, &s.shelf, &s.list,
					                     &s.hot, &s.strip, &s.hint,
					                     &s.status };
				for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
					assert_within(all[i], &w);
				assert_true(s.list.width > 0 || s.hot.width > 0 ||
				            s.shelf.width > 0);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_scroll_one_by_one),
		cmocka_unit_test(halves_jump),
		cmocka_unit_test(pages_turn_and_come_back),
		cmocka_unit_test(headings_are_stepped_over),
		cmocka_unit_test(lists_shrink_and_are_empty),
		cmocka_unit_test(panes_stand_where_there_is_room),
		cmocka_unit_test(every_size_has_a_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
