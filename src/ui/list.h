/*
 * One list for all lists and menus: rows of one or more lines, a selected one, and what is in
 * sight.
 *
 * The list knows numbers only; its owner says how many lines a row takes and draws it. UI thread.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "ui/canvas.h"
#include "ui/view.h"

enum list_scroll {
	LIST_LINE, /* the window follows by lines: cheap where the list has the full width */
	LIST_HALF, /* it jumps half a page: beside other panes a line costs as much as a page */
};

struct list {
	size_t n;            /* rows there are; the owner keeps it true */
	size_t selected;     /* < n, or 0 */
	size_t top;          /* first row in sight */
	int height;          /* lines of the pane when it was last drawn */
	enum list_scroll scroll;
	struct {
		int x, y, width, height;
	} area; /* where it was drawn last, in cells of the screen */
	/* Lines of row i (≥ 1), NULL: 1 each. A row that cannot be selected (a heading) answers
	 * with LIST_HEADING or-ed on, one whose first line is a rule over it with LIST_RULED. */
	int (*lines)(void *owner, size_t i);
	void *owner;
	bool is_cut;         /* the rule over the first row in sight is out of it: draw the row without */
};

#define LIST_HEADING 0x100
#define LIST_RULED 0x200
#define LIST_FLAGS (LIST_HEADING | LIST_RULED)

/* Move the selection; rows that cannot be selected are stepped over. */
void list_move(struct list *l, enum motion motion, long n);
/* Select row i (held within the list). */
void list_select(struct list *l, size_t i);
/* The same where what is read matters and not what is selected: the selection goes on while the next one
 * is whole in sight, else the window does, by rows, and takes the selection along. */
void list_scroll(struct list *l, enum motion motion, long n);
/* The list has n rows now; the selection stays where it can. */
void list_resize(struct list *l, size_t n);
/* Bring the selection into sight of a pane of that height. */
void list_settle(struct list *l, int height);
/* The same for list_scroll(): the selection may stand outside. */
void list_hold(struct list *l, int height);
/* Lines above and below those in sight. */
void list_out_of_sight(const struct list *l, int *above, int *below);
/* Is row i whole in sight? */
bool list_is_in_sight(const struct list *l, size_t i);
/* Draw the rows in sight; draw gets row i and the pane of its lines. Call after list_settle(). */
void list_draw(struct list *l, const struct pane *pane,
               void (*draw)(void *owner, const struct pane *row, size_t i));
/* The row drawn at line y of the pane, or (size_t)-1. */
size_t list_row_at(const struct list *l, int y);

#endif
