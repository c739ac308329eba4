/*
 * The rows of a list as a filter sees them, folded once and kept close together, so that a key in the
 * prompt costs one pass over them: some hundred bytes an article. Remembers what the last filters let
 * pass: a narrower one looks only at that, and one that comes back (a letter is taken back) at nothing.
 * One thread at a time; a pass over many rows is shared out among several of its own.
 */
#ifndef FILTER_ROWS_H
#define FILTER_ROWS_H

#include "filter/filter.h"

struct filter_rows;

struct filter_rows *filter_rows_new(void);
void filter_rows_free(struct filter_rows *rows);

/* Append a row; item is not kept. */
void filter_rows_add(struct filter_rows *rows, const struct item *item);
/* The same of text that is in hand as it came from the file: title, source (already folded), tags
 * with newlines between them; of item its id, times and marks. */
void filter_rows_add_raw(struct filter_rows *rows, const struct item *item, struct slice title,
                         struct slice folded_source, struct slice tags);
/* Append the rows of another, and free that. */
void filter_rows_append(struct filter_rows *rows, struct filter_rows *other);
/* Keep those of these ids, in this order; rows were added by falling ids. */
void filter_rows_arrange(struct filter_rows *rows, const int64_t *ids, size_t n);
/* Newest first, or oldest first; equal times by id. Rows were added by falling ids. */
void filter_rows_sort(struct filter_rows *rows, bool oldest_first);
size_t filter_rows_count(const struct filter_rows *rows);
/* What a mark changes in a row; the next filter looks at all rows again. */
void filter_rows_set_read(struct filter_rows *rows, size_t i, bool read);
void filter_rows_set_starred(struct filter_rows *rows, size_t i, bool starred);
int64_t filter_rows_id(const struct filter_rows *rows, size_t i);
bool filter_rows_is_read(const struct filter_rows *rows, size_t i);
bool filter_rows_is_starred(const struct filter_rows *rows, size_t i);

/* Which rows pass, in order; f's limit is not applied. f is shared (filter_share()). The answer stands
 * until the next call. */
size_t filter_rows_pass(struct filter_rows *rows, struct filter *f, const uint32_t **out);
/* How many rows f lets pass. */
size_t filter_rows_matching(const struct filter_rows *rows, const struct filter *f);

#endif
