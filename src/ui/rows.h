/*
 * A list of texts that owns them: what menus, tags, links, problems, the log, the catalogue, the
 * help and facts are made of. A row is a text with a note at the right, and details set below it
 * over as many lines as they need; headings cannot be selected. UI thread only.
 */
#ifndef UI_ROWS_H
#define UI_ROWS_H

#include "base/arena.h"
#include "ui/list.h"

#define ROWS_DETAIL_LINES 12 /* of one row's details at most */

struct text_row {
	const char *text, *note, *detail; /* in the arena; note and detail may be NULL */
	int64_t value;
	style_t style;
	bool is_heading;
	bool is_plain; /* a heading without its rule: text that cannot be selected */
};

struct rows {
	struct arena arena;
	struct text_row *v;
	size_t n, cap;
	struct list list;
	int width;                /* of the pane, for setting details */
	int label_cells; /* > 0: details stand at the right of the text from this column on */
	bool scrolls;    /* a sheet to be read: moves scroll it, the selection goes along */
	int note_at;     /* > 0: notes begin in this column where there is room for it */
	const struct width_profile *profile;
};

void rows_init(struct rows *r, const struct width_profile *profile);
void rows_release(struct rows *r);
/* Forget all rows; the selection is kept by rows_done(). */
void rows_clear(struct rows *r);
/* Texts are copied. The row may be changed until the next one is added. */
struct text_row *rows_add(struct rows *r, const char *text, const char *note, int64_t value);
struct text_row *rows_add_heading(struct rows *r, const char *text);
/* A line as it is, in that style; it cannot be selected. */
struct text_row *rows_add_plain(struct rows *r, const char *text, style_t style);
void rows_detail(struct rows *r, struct text_row *row, const char *detail);
/* All rows are there. */
void rows_done(struct rows *r);
/* Rows that are no headings. */
size_t rows_count(const struct rows *r);
/* The selected row, NULL when there is none. */
const struct text_row *rows_selected(const struct rows *r);
void rows_draw(struct rows *r, const struct pane *pane, bool has_focus);
void rows_move(struct rows *r, enum motion motion, long n);
/* Lines all rows take in a pane of that width, no more than most. */
int rows_lines(struct rows *r, int width, int most);

/* A frame in the middle of a pane with a title; returns its inside. Sizes are of the inside and are
 * held within the pane. On a narrow pane it takes the whole width and has no sides. What would stand
 * beside it in strips too narrow to be read is cleared. */
struct pane box_draw(const struct pane *p, int width, int height, const char *title,
                     const char *foot);

/* Say in that frame's edges how many lines of the rows are out of sight; in: what box_draw() returned for
 * p, after rows_draw(). */
void box_draw_more(const struct pane *p, const struct pane *in, const struct rows *r);

#endif
