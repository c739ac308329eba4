/*
 * Inside the layout: one block made ready to be set, and the way through its rows.
 *
 * A galley holds pieces; a piece is what one wrap breaks into lines: a paragraph, a line of verse,
 * a table's cell. A place is a row of a galley, a spot (layout.c) a row of the document. Galleys
 * are made when a block comes near the screen and forgotten again. Only layout.c, galley*.c, places.c,
 * columns.c, rows.c and spacing.c include this (making.h for what makes galleys).
 */
#ifndef DOC_GALLEY_H
#define DOC_GALLEY_H

#include "base/array.h"
#include "base/str.h"
#include "doc/layout.h"

struct piece {
	const char *text;        /* into the galley's text */
	size_t len;
	uint32_t from;           /* where it begins in the galley's text */
	int x;                   /* left edge of its box */
	enum { ALIGN_LEFT, ALIGN_RIGHT } align;
	const char *marker;      /* drawn before its first line, or NULL */
	size_t marker_len;
	int marker_x;
	style_t marker_style;
	struct wrap_options o;   /* measure and indents within the box */
	struct wrap *wrap;       /* made when first needed */
	struct wrap_line line;   /* the line fitted last, which starts at line_at */
	uint32_t line_at;
	bool has_line;
};

/* "[12]" put behind a link: bytes of the galley's text that are not in the block's. */
struct insert {
	uint32_t at, len;        /* in the galley's text */
	uint32_t source;         /* where in the block's */
};

enum shape {
	SHAPE_FLOW,    /* pieces below each other */
	SHAPE_COLUMNS, /* pieces side by side: a table's row */
	SHAPE_RULE,
	SHAPE_BLANK,
	SHAPE_HIDDEN,  /* no row at all: what it says stands elsewhere */
};

struct cell_line {
	uint32_t piece, at;
};

struct galley {
	uint32_t block;
	enum shape shape;
	style_t style;           /* of all its text, below the runs */
	char *text;              /* own copy when inserts are in it, else NULL */
	struct insert *inserts;
	size_t n_inserts;
	struct piece *pieces;
	size_t n_pieces;
	const char *aside;       /* what is drawn at the right of the last row, or NULL */
	int aside_cells;
	char *aside_text;        /* owned */
	bool aside_below;        /* on a row of its own */
	/* Columns: lines of column c are cell_lines[column[c]..column[c + 1]). */
	struct cell_line *cell_lines;
	size_t n_lines;
	uint32_t *column;
	uint32_t n_columns, n_rows;
};

/* A row of a galley: a piece and the byte its line starts at; columns: at is the row's number. */
struct place {
	uint32_t piece, at;
};
#define PLACE_FIRST ((struct place){ 0, 0 })
enum { PLACE_ASIDE = 0x7fffffff }; /* as a piece: the aside's own row */

/* As an anchor's byte: rows below a block's text. */
#define ANCHOR_ASIDE (UINT32_MAX - 1)
#define ANCHOR_GAP   UINT32_MAX

/* How a table's columns fit. */
struct fit {
	uint32_t group, version; /* of which table and options; version 0: nothing here */
	bool records;            /* too wide: rows become lists of "name value" */
	bool header_shown;       /* records: the names are printed as a row too */
	uint32_t n_columns;
	int *width;              /* cells of each column, 0 for an empty one; of a record's names */
	bool *is_right;          /* a column of numbers */
};

enum { SLOTS = 64, FITS = 4, COLUMN_GAP = 2 };

struct layout {
	const struct doc *doc;
	struct layout_options o;
	enum lang lang;          /* the document's, detected if it does not say */
	bool indents;            /* paragraphs by indent; else by blank rows */
	uint32_t version;        /* counts layout_set() */
	struct galley *slots[SLOTS];
	struct fit fits[FITS];
	uint32_t next_fit;

	uint32_t *rows;          /* rows of each block and the gap below it; the top bit: exact */
	uint32_t *sums;          /* Fenwick tree over rows */
	uint32_t idle_block;     /* all before it are exact */

	struct arena arena;      /* of the rows handed out last */
	struct row_span *spans;  /* the row being drawn */
	size_t n_spans, cap_spans;
	struct str drawn;
	struct wrap_glyph *glyphs;
	size_t cap_glyphs;
};

/* --- galley.c, places.c ----------------------------------------------------------------------- */
struct galley *galley_new(struct layout *l, uint32_t block);
void galley_free(struct galley *s);
/* The wrap of a piece, made now if it is not there yet. */
struct wrap *piece_wrap(struct piece *p);
/* The line that starts at byte `at` of a piece; false if there is none. */
bool piece_line(struct piece *p, uint32_t at, struct wrap_line *line);
struct place galley_last(struct galley *s);
bool galley_next(struct galley *s, struct place *at);
bool galley_before(struct galley *s, struct place *at);
/* The row that holds a byte of the block's text, and the byte a row starts at. */
struct place galley_place(struct galley *s, uint32_t byte);
uint32_t galley_byte(const struct galley *s, struct place at);
uint32_t galley_count(struct galley *s);
/* A slice of that work; false when galley_count() costs nothing any more. */
bool galley_count_more(struct galley *s);
/* A byte of the galley's text in the block's text; *inserted when it is not there. The other way.
 * The next byte at which an insert begins or ends, UINT32_MAX if none does. */
uint32_t galley_source(const struct galley *s, uint32_t at, bool *inserted);
uint32_t galley_own(const struct galley *s, uint32_t byte);
uint32_t galley_border(const struct galley *s, uint32_t at);

/* --- columns.c -------------------------------------------------------------------------------- */
const struct fit *layout_fit(struct layout *l, uint32_t block);
void fit_release(struct fit *f);
/* The cells of a row, one after the other; false after the last. */
bool next_cell(struct slice *rest, struct slice *cell);

/* --- spacing.c -------------------------------------------------------------------------------- */
struct box {
	int left, right;     /* cells taken from the measure */
	int hang;            /* marker's room, left of the text */
};
bool layout_indents(const struct layout *l);
enum lang layout_language(const struct layout *l);
/* Blank rows (0 or 1) between two blocks that follow each other. */
uint32_t layout_gap(struct layout *l, const struct block *above, const struct block *below);
struct box layout_box(const struct layout *l, const struct block *b);
/* Cells of the first line's indent of a paragraph. */
int layout_indent(const struct layout *l, const struct block *b);

/* --- rows.c ----------------------------------------------------------------------------------- */
void draw_row(struct layout *l, struct galley *s, struct place at, struct row *row);

#endif
