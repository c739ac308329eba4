/*
 * A compiled selector: compounds (li.item:first-child) joined by combinators, all alternatives of the
 * list in one row. Only markup/select*.c look in here.
 *
 * A walk keeps, for every node, one bit for each compound: "the selector up to here ends at this
 * node". A compound can only fit where its predecessor's bit is set in the parent, an ancestor, or a
 * sibling before; so a whole list is matched in one walk without backtracking.
 */
#ifndef MARKUP_SELECT_RULES_H
#define MARKUP_SELECT_RULES_H

#include "markup/select.h"

enum { SELECT_COMPOUNDS = 64, SELECT_NESTING = 4 };

enum select_kind {
	SELECT_TAG, SELECT_ANY, SELECT_ID, SELECT_CLASS,
	SELECT_HAS_ATTR, SELECT_EQUALS, SELECT_BEGINS, SELECT_ENDS, SELECT_HOLDS, SELECT_WORD,
	SELECT_DASHED,
	SELECT_SCOPE, SELECT_ROOT, SELECT_EMPTY,
	SELECT_NTH, SELECT_NTH_LAST, SELECT_NTH_OF_TYPE, SELECT_NTH_LAST_OF_TYPE,
	/* what costs more stands behind, and is tested last */
	SELECT_NOT, SELECT_IS, SELECT_HAS, SELECT_CONTAINS,
};

struct select_test {
	enum select_kind kind;
	bool nocase;
	int step, offset;        /* of an+b */
	char *name, *value;      /* of attributes; name also tag, class, id */
	struct selector *inner;  /* of :not(), :is(), :has() */
};

struct select_compound {
	char combinator;         /* to the one before: ' ' '>' '+' '~'; 0 for the first of a selector */
	struct select_test *tests;
	size_t n_tests, cap_tests;
	size_t end;              /* where it ends in the selector's text */
	bool is_last;
};

struct selector {
	char *text;
	struct select_compound *compounds;
	size_t n_compounds, cap_compounds;
	/* Bits of compounds, by what they stand behind; and of those that end a selector. */
	uint64_t first, below, child, next, after, last;
};

struct select_walk {
	const struct selector *selector;
	const struct html_node *scope;
	long *budget;
	struct select_level {
		uint64_t above, parent, before, any_before;
	} levels[HTML_DEPTH + 4];
	struct str text;         /* for :contains() */
};

/* Visit every element below w->scope in document order with its bits until visit answers false. */
void select_walk(struct select_walk *w, bool (*visit)(void *opaque, const struct html_node *node,
                                                      uint64_t bits), void *opaque);
void select_walk_init(struct select_walk *w, const struct selector *s, const struct html_node *scope,
                      long *budget);
void select_walk_release(struct select_walk *w);
/* Steps for what is not linear (:has(), :contains(), …): about half a second. */
enum { SELECT_BUDGET = 10 * 1000 * 1000 };

#endif
