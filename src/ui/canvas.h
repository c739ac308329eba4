/*
 * A grid of cells: what a frame shall look like. Views draw here, the terminal paints the
 * difference, and tests read it without any terminal.
 *
 * A cell holds one cluster as it is drawn. A character of two cells is never cut: at a right border
 * it is left out, and where one half is written over, the other becomes blank. Text that comes by
 * here is checked once more (control characters, bidi controls, broken UTF-8), whoever sent it.
 * UI thread only.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "text/style.h"
#include "text/width.h"

#define CELL_BYTES 20        /* five code points: what a terminal cell can hold (curses too) */
#define CANVAS_COLUMNS 1000  /* ceilings, whatever a terminal says of itself */
#define CANVAS_ROWS 500

struct cell {
	char text[CELL_BYTES]; /* not terminated */
	uint8_t len;
	uint8_t width;         /* 1, 2; 0: the right half of the cell before */
	style_t style;
};

struct canvas {
	int columns, rows;
	struct cell *cells;    /* row by row */
	const struct width_profile *profile;
	bool ascii;            /* frames and signs in ASCII */
	int cursor_x, cursor_y; /* where the real cursor stands; y -1: nowhere */
	bool cursor_is_caret;  /* it marks a place to type at */
};

/* The profile must outlive the canvas. Sizes are held to 1 … the ceilings. */
void canvas_init(struct canvas *c, const struct width_profile *profile, int columns, int rows);
void canvas_release(struct canvas *c);
/* Another size; everything becomes blank. */
void canvas_resize(struct canvas *c, int columns, int rows);
/* Blank everything and take the cursor away. */
void canvas_erase(struct canvas *c);
const struct cell *canvas_cell(const struct canvas *c, int x, int y);
/* Append the text of all rows, trailing blanks left out, a newline behind each. */
void canvas_text(const struct canvas *c, struct str *out);

/* A rectangle of a canvas; drawing is held within it, coordinates are its own. */
struct pane {
	struct canvas *canvas;
	int x, y, width, height;
};

struct pane pane_whole(struct canvas *c);
/* The part of p that the rectangle covers; may be empty. */
struct pane pane_part(const struct pane *p, int x, int y, int width, int height);

/* Write text from x on and return the cells it took. */
int pane_text(const struct pane *p, int x, int y, struct slice text, style_t style);
int pane_string(const struct pane *p, int x, int y, const char *text, style_t style);
/* Write at most `cells` cells; what does not fit is cut before a dim ›. Returns the cells taken. */
int pane_fit(const struct pane *p, int x, int y, int cells, struct slice text, style_t style);
/* Write so that the last cell stands before column `end`; returns where it begins. */
int pane_right(const struct pane *p, int end, int y, const char *text, style_t style);
/* Blanks in a style. */
void pane_blank(const struct pane *p, int x, int y, int cells, style_t style);
/* Change the style of what stands there. */
void pane_restyle(const struct pane *p, int x, int y, int cells, style_t style);
/* A horizontal line, "─" or "-". */
void pane_rule(const struct pane *p, int x, int y, int cells, style_t style);
/* A vertical line over the pane's height, "│" or "|". */
void pane_border(const struct pane *p, int x, style_t style);
void pane_cursor(const struct pane *p, int x, int y, bool caret);

#endif
