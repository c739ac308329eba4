/*
 * The unread articles of a list, without loading it.
 */
#include "base/array.h"
#include "base/mem.h"
#include "reader/list_parts.h"

#include <stdlib.h>

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Articles of the list that were marked unread a moment ago: the store does not know yet. */
static void add_unmarked(struct reader *r, struct item_query *q, int64_t **ids, size_t *n)
{
	size_t cap = *n;
	int64_t *all = NULL, found = -1;

	q->unread_only = false;
	for (size_t i = 0; i < r->n_pending; i++) {
		const struct pending_mark *p = &r->pending[i];

		if (p->kind != ORDER_READ || p->flag)
			continue;
		if (found < 0) {
			found = store_item_ids(r->store, q, &all, NULL);
			if (found < 0)
				return;
			qsort(all, (size_t)found, sizeof *all, compare_ids);
		}
		for (size_t k = 0; k < p->n; k++)
			if (bsearch(&p->ids[k], all, (size_t)found, sizeof *all, compare_ids))
				ARRAY_PUSH(*ids, *n, cap) = p->ids[k];
	}
	free(all);
}

/* What the list would hold if it were loaded. What is marked unread already may be among them twice, and
 * what is being marked read. */
static int64_t *unread_of_store(struct reader *r, size_t *n)
{
	const struct list *l = &r->list;
	struct item_query q;
	struct err err = ERR_INIT;
	int64_t *sources, *ids = NULL, found;

	reader_list_query(r, &q, &sources);
	q.unread_only = true;
	found = store_item_ids(r->store, &q, &ids, &err);
	if (found < 0)
		reader_check_store(r, &err);
	for (int64_t i = 0; i < found; i++)
		if (ids[i] <= l->newest_id)
			ids[(*n)++] = ids[i];
	add_unmarked(r, &q, &ids, n);
	free(sources);
	return ids;
}

int64_t *reader_list_unread(struct reader *r, size_t *n)
{
	struct list *l = &r->list;
	int64_t *ids;

	*n = 0;
	if (!l->shown && l->n_rows < l->total)
		return unread_of_store(r, n);
	if (!l->shown)
		reader_list_load(r, l->total);
	ids = xcalloc((l->shown ? l->n_shown : l->n_rows) + 1, sizeof *ids);
	for (size_t i = 0; l->shown && i < l->n_shown; i++)
		if (!l->shown[i].is_read)
			ids[(*n)++] = l->shown[i].id;
	for (size_t i = 0; !l->shown && i < l->n_rows; i++)
		if (!l->rows[i]->is_read)
			ids[(*n)++] = l->rows[i]->id;
	return ids;
}
