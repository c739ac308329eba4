/*
 * The inside of the article list, shared by the list*.c files only. UI thread.
 */
#ifndef READER_LIST_PARTS_H
#define READER_LIST_PARTS_H

#include "reader/private.h"

enum {
	LIST_CHUNK = 400,        /* rows that are loaded at once, at least */
	LIST_READ_WHOLE = 4000,  /* rows of a list that is read whole when it is filtered */
};

/* What the store is asked for; *ids is what it points to, and the caller frees it. */
void reader_list_query(struct reader *r, struct item_query *q, int64_t **ids);
bool list_shows_unread_only(const struct list *l);
/* Articles that were read while the list was open stay where they were, though the query leaves them
 * out now: a list must not shrink under the hand. */
void reader_list_insert_kept(struct reader *r);

/* Have list.folded, all rows as a filter sees them. */
void reader_list_fold_rows(struct reader *r);
/* Draw a mark over them. */
void list_mark_folded(struct list *l, const struct pending_mark *p);

void list_set_filter_text(struct list *l, const char *expression);
/* Filter text and the place's own filter made ready. */
struct filter *reader_list_compile(struct reader *r, struct err *err);
/* Let the rows through it that pass: list.shown. */
void reader_list_show_filtered(struct reader *r);
void list_forget_shown(struct list *l);
/* The tags in use may be others by now. */
void list_forget_tags(struct list *l);

#endif
