#include "ui/list.h"

#include <limits.h>

#define SCROLL_MARGIN 3 /* rows kept in sight beyond the selection where the list jumps */

static int lines_of(const struct list *l, size_t i)
{
	int lines = l->lines ? l->lines(l->owner, i) & ~LIST_FLAGS : 1;

	return lines > 0 ? lines : 1;
}

static bool can_select(const struct list *l, size_t i)
{
	return !l->lines || !(l->lines(l->owner, i) & LIST_HEADING);
}

/* The nearest row that can be selected from i on in direction dir, else in the other. */
static size_t selectable(const struct list *l, size_t i, int dir)
{
	for (int turn = 0; turn < 2; turn++, dir = -dir)
		for (size_t k = i; k < l->n; k += (size_t)dir) /* wraps below 0 and ends */
			if (can_select(l, k))
				return k;
	return i;
}

void list_select(struct list *l, size_t i)
{
	if (!l->n) {
		l->selected = 0;
		return;
	}
	if (i >= l->n)
		i = l->n - 1;
	l->selected = selectable(l, i, i >= l->selected ? 1 : -1);
}

void list_resize(struct list *l, size_t n)
{
	l->n = n;
	if (l->top >= n)
		l->top = n ? n - 1 : 0;
	list_select(l, l->selected);
}

/* The row that stands about `lines` lines further (or before). */
static size_t row_away(const struct list *l, size_t from, long lines)
{
	size_t i = from;

	while (lines > 0 && i + 1 < l->n)
		lines -= lines_of(l, i++);
	while (lines < 0 && i > 0)
		lines += lines_of(l, --i);
	return i;
}

void list_move(struct list *l, enum motion motion, long n)
{
	long page = l->height > 1 ? l->height - 1 : 1;
	long to = (long)l->selected;

	if (!l->n)
		return;
	switch (motion) {
	case MOVE_BY:
		to += n;
		break;
	case MOVE_PAGES:
	case MOVE_HALVES:
		n *= motion == MOVE_PAGES ? page : (page + 1) / 2;
		to = (long)row_away(l, l->selected, n);
		l->top = row_away(l, l->top, n); /* a page turns: the bar keeps its place in it */
		break;
	case MOVE_FIRST:
		to = 0;
		break;
	case MOVE_LAST:
		to = (long)l->n - 1;
		break;
	case MOVE_TO:
		to = n - 1;
		break;
	}
	if (to < 0)
		to = 0;
	list_select(l, (size_t)to);
}

/* Lines from the beginning of row a to that of row b. */
static int lines_between(const struct list *l, size_t a, size_t b, int most)
{
	int sum = 0;

	for (size_t i = a; i < b && sum <= most; i++)
		sum += lines_of(l, i);
	return sum;
}

/* The first row from which `last` is whole in sight of that many lines. */
static size_t top_for(const struct list *l, size_t last, int height)
{
	int room = height - lines_of(l, last);
	size_t top = last;

	while (top > 0 && room >= lines_of(l, top - 1))
		room -= lines_of(l, --top);
	return top;
}

/* At the end of the list the row above may fit but for the rule over it. */
static void show_without_rule(struct list *l, int height)
{
	int blank = height - lines_between(l, l->top, l->n, height);

	if (blank > 0 && l->top > 0 && l->lines && (l->lines(l->owner, l->top - 1) & LIST_RULED) &&
	    lines_of(l, l->top - 1) == blank + 1) {
		l->top--;
		l->is_cut = true;
	}
}

void list_settle(struct list *l, int height)
{
	size_t margin = l->scroll == LIST_HALF && height > 4 * SCROLL_MARGIN ? SCROLL_MARGIN : 0;
	size_t above = l->selected > margin ? l->selected - margin : 0;
	size_t below = l->selected + margin < l->n ? l->selected + margin : l->n ? l->n - 1 : 0;

	l->height = height;
	l->is_cut = false;
	if (!l->n || height < 1) {
		l->top = 0;
		return;
	}
	/* headings right above the first rows come into sight with them */
	while (above > 0 && !can_select(l, above - 1))
		above--;
	if (above < l->top)
		l->top = margin ? top_for(l, l->selected, height / 2) : above;
	else if (lines_between(l, l->top, below, height) + lines_of(l, below) > height)
		l->top = margin ? top_for(l, l->selected, height / 2) : top_for(l, below, height);
	/* the selection itself comes before what should stand around it */
	if (lines_between(l, l->top, l->selected, height) + lines_of(l, l->selected) > height)
		l->top = top_for(l, l->selected, height);
	/* no empty lines at the foot while rows are above; rows far off are not asked for */
	if (lines_between(l, l->top, l->n, height) < height)
		l->top = top_for(l, l->n - 1, height);
	show_without_rule(l, height);
}

/* --- scrolled ----------------------------------------------------------------------------------- */

void list_hold(struct list *l, int height)
{
	size_t most = l->n ? top_for(l, l->n - 1, height) : 0;

	l->height = height;
	l->is_cut = false;
	if (l->top > most)
		l->top = most;
}

bool list_is_in_sight(const struct list *l, size_t i)
{
	return i < l->n && i >= l->top && lines_between(l, l->top, i + 1, l->height) <= l->height;
}

void list_out_of_sight(const struct list *l, int *above, int *below)
{
	*above = lines_between(l, 0, l->top, INT_MAX - LIST_FLAGS);
	*below = lines_between(l, l->top, l->n, INT_MAX - LIST_FLAGS) - l->height;
	if (*below < 0)
		*below = 0;
}

/* The selection comes into sight where there is a row for it. */
static void select_in_sight(struct list *l, int dir)
{
	size_t i = dir > 0 ? l->top : l->n;

	if (list_is_in_sight(l, l->selected))
		return;
	while (dir < 0 && i > l->top && !list_is_in_sight(l, i - 1))
		i--;
	for (; dir > 0 ? i < l->n : i > l->top; i += (size_t)dir) { /* wraps to below */
		size_t row = dir > 0 ? i : i - 1;

		if (!list_is_in_sight(l, row))
			return;
		if (can_select(l, row)) {
			l->selected = row;
			return;
		}
	}
}

static void scroll_step(struct list *l, int dir)
{
	size_t next = l->selected + (size_t)dir, top = l->top;

	while (next < l->n && !can_select(l, next))
		next += (size_t)dir; /* wraps below 0 and ends */
	if (next < l->n && list_is_in_sight(l, next)) {
		l->selected = next;
		return;
	}
	if (dir > 0 ? top + 1 < l->n : top > 0)
		l->top += (size_t)dir;
	list_hold(l, l->height);
	select_in_sight(l, dir);
}

void list_scroll(struct list *l, enum motion motion, long n)
{
	long page = l->height > 1 ? l->height - 1 : 1;
	size_t before = l->top;
	int dir = n < 0 || motion == MOVE_FIRST ? -1 : 1;

	if (!l->n)
		return;
	switch (motion) {
	case MOVE_BY:
		for (long i = 0; i < n * dir && i < (long)l->n; i++)
			scroll_step(l, dir);
		return;
	case MOVE_PAGES:
	case MOVE_HALVES:
		n *= motion == MOVE_PAGES ? page : (page + 1) / 2;
		l->top = row_away(l, l->top, n);
		if (l->top == before && dir > 0 && l->top + 1 < l->n)
			l->top++; /* a row higher than the window */
		break;
	case MOVE_FIRST:
		l->top = 0;
		break;
	case MOVE_LAST:
		l->top = l->n - 1;
		break;
	case MOVE_TO:
		l->top = n > 0 ? (size_t)n - 1 : 0;
		break;
	}
	list_hold(l, l->height);
	select_in_sight(l, dir);
	/* nothing more to turn to: the last, or first, row of all */
	if (l->top == before && motion != MOVE_TO)
		list_select(l, dir > 0 ? l->n - 1 : 0);
}

void list_draw(struct list *l, const struct pane *pane,
               void (*draw)(void *owner, const struct pane *row, size_t i))
{
	int y = 0;

	l->area.x = pane->x;
	l->area.y = pane->y;
	l->area.width = pane->width;
	l->area.height = pane->height;
	for (size_t i = l->top; i < l->n && y < pane->height; i++) {
		int lines = lines_of(l, i) - (i == l->top && l->is_cut);
		struct pane row = pane_part(pane, 0, y, pane->width, lines);
		draw(l->owner, &row, i);
		y += lines;
	}
}

size_t list_row_at(const struct list *l, int y)
{
	if (l->is_cut && y >= 0)
		y++;
	for (size_t i = l->top; i < l->n && y >= 0; i++) {
		y -= lines_of(l, i);
		if (y < 0)
			return i;
	}
	return (size_t)-1;
}
