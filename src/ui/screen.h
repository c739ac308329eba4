/*
 * Where everything stands on a screen of a given size (READER §1.1). A pure function of size and
 * state, so that a resize is nothing but drawing again.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>

struct area {
	int x, y, width, height; /* width 0: not there */
};

struct screen {
	struct area bar;     /* first row: where am I */
	struct area body;    /* everything between */
	struct area shelf, list, hot; /* panes of the main screen */
	struct area strip;   /* one row of the hot list */
	struct area hint, status;
	bool side_by_side;   /* all panes are there, whichever has the focus */
};

enum screen_pane { PANE_LIST, PANE_SHELF, PANE_HOT };

struct screen_wish {
	int columns, rows;
	enum screen_pane focus;
	bool zen, slow;
	bool has_hot;        /* there is a hot list to show */
	int shelf_cells;     /* what the shelf's rows would like to have */
	bool bare;           /* no rows above and below */
	bool is_page;        /* a full page or overlay without panes beside it */
};

struct screen screen_layout(const struct screen_wish *w);

#endif
