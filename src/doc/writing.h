/*
 * Inside the writers: a block's text piece by piece, and where a block stands. Only write_*.c include
 * this.
 */
#ifndef DOC_WRITING_H
#define DOC_WRITING_H

#include "doc/write.h"

/* A stretch of a block in one style. */
struct stretch {
	struct slice text;
	style_t style;
	const char *href;  /* of the link it belongs to, NULL: none that may be written */
};

/* The stretch that begins at byte *at and ends before `to`; false at the end. */
bool stretch_next(const struct doc *d, const struct block *b, size_t *at, size_t to,
                  struct stretch *out);
/* The address of a link by its number (as in a run), NULL when it may not be written. */
const char *write_href(const struct doc *d, uint16_t link);
/* Of the related article of that number. */
const char *write_related(const struct doc_facts *f, uint16_t number);
/* Levels of lists a block stands in; those of quotations are not counted. */
int write_level(const struct block *b);
/* An item of a list begins with it (terms and their meanings are none). */
bool write_is_item(const struct block *b);
/* The marker of a list item is a number ("3."): its value, else 0. */
int write_number(const struct block *b);
/* The marker says nothing but "a new item". */
bool write_is_bullet(const struct block *b);
/* The byte behind the cell of a table's row that begins at `from`. */
size_t write_cell_end(const struct block *b, size_t from);
/* Cells of the widest row of the table that begins at block i, and the block behind it. */
size_t write_columns(const struct doc *d, size_t i, size_t *end);

#endif
