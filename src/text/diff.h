/*
 * What was added to a text and what was taken away: paragraphs first, then words inside the changed
 * ones (a Han, kana or Hangul character is a word). The shortest edit script after E. W. Myers, "An
 * O(ND) Difference Algorithm and Its Variations" (1986). Pure; any thread.
 */
#ifndef TEXT_DIFF_H
#define TEXT_DIFF_H

#include "base/str.h"

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };

struct diff_piece {
	enum diff_kind kind;
	struct slice text; /* borrows from the old text where removed, else from the new one */
};

/* The pieces of both texts in reading order, what was removed before what stands in its place; joined,
 * all but the removed ones are the new text, all but the added ones the old. A single word left alone
 * between changes counts as changed too, as people read it. Returns their number; *out is the
 * caller's to free. Texts too different for a bounded search come as removed whole and added whole. */
size_t text_diff(struct slice before, struct slice after, struct diff_piece **out);

#endif
