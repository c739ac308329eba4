/*
 * Inside the layout: how a galley is made, by kind of block. galley.c chooses, galleyverse.c and
 * galleytable.c know theirs.
 */
#ifndef DOC_MAKING_H
#define DOC_MAKING_H

#include "doc/galley.h"

struct making {
	struct layout *l;
	const struct block *b;
	struct galley *s;
	struct slice text;       /* the block's, with link numbers where they are wanted */
	struct wrap_options o;
	struct box box;
	size_t cap;
};

/* A piece of bytes [from, to) of the text, with the options as they are now. */
struct piece *make_piece(struct making *m, size_t from, size_t to);

/* --- galleyverse.c --- */
void make_verse(struct making *m);
void make_units(struct making *m);

/* --- galleytable.c --- */
void make_table_row(struct making *m);

#endif
