/*
 * Several articles of the list selected at once: single ones, a range that grows with the cursor, all
 * rows of the present filter. Marks, tags and the browser act on them. UI thread.
 */
#ifndef UI_SELECTION_H
#define UI_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct selection {
	int64_t *ids;        /* sorted */
	size_t n, cap;
	int64_t anchor;      /* where the range begins, 0: there is none */
	size_t from, to;     /* its rows when the list was looked at last; from > to: none */
};

void selection_release(struct selection *s);
/* Forget everything; false when there was nothing. */
bool selection_clear(struct selection *s);
bool selection_has(const struct selection *s, int64_t id);
void selection_toggle(struct selection *s, int64_t id);
/* Add many at once. */
void selection_add(struct selection *s, const int64_t *ids, size_t n);

#endif
