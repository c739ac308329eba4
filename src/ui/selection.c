#include "ui/selection.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void selection_release(struct selection *s)
{
	free(s->ids);
	*s = (struct selection){ .from = 1 };
}

bool selection_clear(struct selection *s)
{
	bool had = s->n || s->anchor;

	selection_release(s);
	return had;
}

bool selection_has(const struct selection *s, int64_t id)
{
	return s->n && bsearch(&id, s->ids, s->n, sizeof id, by_id);
}

void selection_toggle(struct selection *s, int64_t id)
{
	size_t at = 0;

	while (at < s->n && s->ids[at] < id)
		at++;
	if (at < s->n && s->ids[at] == id) {
		s->n--;
		memmove(s->ids + at, s->ids + at + 1, (s->n - at) * sizeof *s->ids);
		return;
	}
	ARRAY_PUSH(s->ids, s->n, s->cap) = id;
	memmove(s->ids + at + 1, s->ids + at, (s->n - 1 - at) * sizeof *s->ids);
	s->ids[at] = id;
}

void selection_add(struct selection *s, const int64_t *ids, size_t n)
{
	size_t left = 0;

	ARRAY_RESERVE(s->ids, s->cap, s->n + n);
	if (n)
		memcpy(s->ids + s->n, ids, n * sizeof *ids);
	s->n += n;
	if (s->n)
		qsort(s->ids, s->n, sizeof *s->ids, by_id);
	for (size_t i = 0; i < s->n; i++)
		if (!left || s->ids[left - 1] != s->ids[i])
			s->ids[left++] = s->ids[i];
	s->n = left;
}
