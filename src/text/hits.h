/*
 * Where words stand in a text, compared as text/fold.h folds: the ranges are the original's, so that
 * 「記者」 is marked where 记者 was asked for. One place for the search's rows, its snippets and the
 * words found in an article. Pure; any thread.
 */
#ifndef TEXT_HITS_H
#define TEXT_HITS_H

#include "base/str.h"

struct hit {
	size_t start, end; /* bytes of the text, at characters' borders */
};

/* Ranges of text in which any of the words (folded, not empty) stands: in order, apart from each other,
 * at most `most`. */
size_t text_hits(struct slice text, const struct slice *words, size_t n_words, struct hit *out,
                 size_t most);

#endif
