/*
 * Keeping the folded plain text of articles, many to a row. The writing side; rows are read through
 * store_text_scan() of store.h.
 *
 * A row fills one page of the file and no more (longer texts have a row of their own), so that a scan
 * is given each row where it lies in the page and copies nothing.
 */
#ifndef STORE_TEXT_H
#define STORE_TEXT_H

#include "store/db.h"

/* Keep an article's folded title and text; returns the row it will be in. In a writing bracket. */
int64_t text_keep(struct store *s, int64_t item_id, struct slice title, struct slice text);
/* Take an article's text out of its row. */
void text_drop(struct store *s, int64_t text_id, int64_t item_id);
/* Write the row being filled, before the commit. */
void text_flush(struct store *s);
/* Forget it, after a failure. */
void text_forget(struct store *s);

#endif
