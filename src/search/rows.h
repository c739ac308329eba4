/*
 * Rows of a search as they are shown: the article, where the words stand in its headline, and a piece
 * of its text with a hit in sight. Made by the thread that leads the search; message to its user.
 */
#ifndef SEARCH_ROWS_H
#define SEARCH_ROWS_H

#include "search/query.h"
#include "search/search.h"
#include "store/store.h"

struct search_rows {
	struct arena arena;
	size_t from, n;
	struct search_row *rows;
};

/* Read n articles; one that is gone has id 0. */
struct search_rows *search_rows_read(struct store *s, const struct search_query *q, size_t from,
                                     const int64_t *ids, size_t n);
void search_rows_free(struct search_rows *r);
/* Find the words in a row's headline and snippet anew. */
void search_row_mark(struct search_row *row, const struct search_query *q);

#endif
