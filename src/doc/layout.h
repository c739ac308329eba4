/*
 * A document set for a measure: rows on demand.
 *
 * A place in the text is an anchor (block, byte), never a row number, so resizing and changed
 * options keep the reader's place. Rows are laid out when they are asked for; counts become exact
 * in idle time (layout_idle()). One thread.
 */
#ifndef DOC_LAYOUT_H
#define DOC_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/str.h"
#include "doc/doc.h"
#include "text/wrap.h"

enum paragraph_style { PARAGRAPH_AUTO, PARAGRAPH_INDENT, PARAGRAPH_BLANK };

struct layout_options {
	struct wrap_options wrap;      /* profile, measure, hang, level, justify, … */
	enum paragraph_style paragraph;
	bool link_numbers;             /* show [n] behind links */
	bool ascii;                    /* rules and bullets in ASCII */
	bool dialogue_hang;            /* speeches hang behind the speaker's name */
};

/* The defaults of DECISIONS §5 for that measure. */
void layout_options_init(struct layout_options *o, const struct width_profile *profile,
                         int measure);

/* The measure of an article page for a window (DECISIONS §5): the largest even number ≤ min(wanted
 * or 68, columns − 2 × margin − hang). *margin gets the margin: 3 from 60 columns, else 1. */
int layout_measure(int columns, int wanted, int hang, int *margin);

struct anchor {
	uint32_t block, byte;
};

/* A stretch of a row to draw in one style. Text is drawn as it stands. */
struct row_span {
	int x, cells;            /* from the row's left edge */
	const char *text;
	size_t len;
	style_t style;
	uint16_t link;
	struct anchor at;        /* where it comes from; byte UINT32_MAX: not in the text */
};

struct row {
	struct anchor start;     /* of this row */
	struct row_span *spans;
	size_t n_spans;
	uint16_t number;         /* of a related article that begins here, 0 none */
};

struct layout;

/* The document must outlive it. */
struct layout *layout_new(const struct doc *d, const struct layout_options *o);
void layout_free(struct layout *l);
/* New options (a resize): anchors stay good. */
void layout_set(struct layout *l, const struct layout_options *o);

/* Fill rows[0..n) from `top` on; returns how many there were. Valid until the next call that takes
 * this layout. */
size_t layout_rows(struct layout *l, struct anchor top, size_t n, struct row *rows);
/* The anchor `delta` rows away, held within the document; *moved (may be NULL) gets how far. */
struct anchor layout_move(struct layout *l, struct anchor from, long delta, long *moved);
/* The start of the row that holds this place (after a resize). */
struct anchor layout_row_of(struct layout *l, struct anchor at);
struct anchor layout_start(struct layout *l);
/* The last anchor at which the page of `height` rows is full. */
struct anchor layout_end(struct layout *l, size_t height);
/* How far the bottom of a page of `height` rows from `top` is, 0–100: exact for a short document, else
 * once layout_idle() has returned false. */
int layout_percent(struct layout *l, struct anchor top, size_t height);
/* Total rows; exact once layout_idle() has returned false. */
size_t layout_total(struct layout *l);
/* Lay out further blocks for at most budget_us; true while some are left. */
bool layout_idle(struct layout *l, int budget_us);

/* Append every row as text, a newline behind each, no trailing blanks, no margin: what `haowai
 * render` and `haowai show` print. */
void layout_print(struct layout *l, struct str *out);
/* The same into a file, piece by piece; what cannot be written is the file's error. */
void layout_write(struct layout *l, FILE *out);

#endif
