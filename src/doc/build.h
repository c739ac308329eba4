/*
 * Inside the reading of HTML: text with runs growing into blocks.
 *
 * html.c knows the elements, this knows white space, styles, what <br> meant and how blocks come
 * out. Only the files that read HTML include it.
 */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "base/array.h"
#include "doc/doc.h"

/* Where the next block stands; html.c fills it in before every flush. */
struct stand {
	enum block_kind kind;
	uint8_t heading, depth, quotes;
	char *marker;            /* of a list item, "" when it was used up */
	bool continues;
	bool is_centred, is_right; /* as the markup asked */
};

enum pending { PENDING_NONE, PENDING_NBSP, PENDING_SPACE, PENDING_NEWLINE };

struct builder {
	struct doc *d;
	const char *base;
	struct str text;         /* the block being built; \n where <br> stood */
	struct run *runs;
	size_t n_runs, cap_runs;
	enum pending pending;    /* white space not yet written, and the style it was met in */
	style_t pending_style;
	uint16_t pending_link;
	style_t style;           /* of what comes next */
	uint16_t link;
	bool is_pre;
	size_t measured, column; /* cells of the last line, as far as it was measured */
	bool in_cell;            /* blocks become lines, cells are parted by tabs */
	int indented;            /* lines that began with U+3000 */
	uint32_t n_flushed;      /* blocks added, to know whether a place in text is still good */
};

void build_init(struct builder *b, struct doc *d, const char *base);
void build_release(struct builder *b);
/* Text as it stands in the markup: white space is folded, that at a line's start dropped. */
void build_text(struct builder *b, struct slice text);
/* Text that stands as it is, in the present style. */
void build_exact(struct builder *b, const char *text, size_t len);
/* A line ends here: <br>, or a block inside a cell. */
void build_break(struct builder *b);
/* Take away what was written from `start` on. */
void build_cut(struct builder *b, size_t start);
bool build_is_empty(const struct builder *b);
/* Make blocks of what there is. */
void build_flush(struct builder *b, struct stand *at);
/* Add bytes [start, end) of the text as one block, blanks at the ends dropped; NULL if nothing is
 * left. */
struct block *build_block(struct builder *b, struct stand *at, size_t start, size_t end);

/* --- breaks.c: what line breaks inside a paragraph meant -------------------------------------- */
void build_lines(struct builder *b, struct stand *at);

/* Cells (2 for what is as wide as Han) by the letters alone, good enough to compare lines. */
size_t rough_cells(struct slice text);

#endif
