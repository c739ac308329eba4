#include "store/tag_map.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

struct pair {
	const char *from;  /* folded */
	const char *to;
	size_t at;         /* in the order they were given */
};

struct tag_map {
	struct arena arena;
	struct pair *pairs; /* by from */
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->from, y->from);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int by_from(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return strcmp(x->from, y->from);
}

static const struct pair *find(const struct tag_map *m, const char *name)
{
	struct str folded = STR_INIT;
	struct pair key;
	const struct pair *found;

	text_fold(&folded, slice_of(name));
	key.from = folded.data;
	found = m->n ? bsearch(&key, m->pairs, m->n, sizeof key, by_from) : NULL;
	str_release(&folded);
	return found;
}

/* Where a chain ends; no longer than there are pairs. */
static const char *end_of(const struct tag_map *m, const struct pair *pair)
{
	const char *name = pair->to;

	for (size_t i = 0; name && i < m->n; i++) {
		const struct pair *next = find(m, name);

		if (!next || next == pair || (next->to && !strcmp(next->to, name)))
			break;
		name = next->to;
	}
	return name;
}

struct tag_map *tag_map_new(const struct tag_pair *pairs, size_t n)
{
	struct tag_map *m = xcalloc(1, sizeof *m);
	struct str folded = STR_INIT;
	const char **ends = xcalloc(n + 1, sizeof *ends);
	size_t kept = 0;

	arena_init(&m->arena);
	m->pairs = xcalloc(n + 1, sizeof *m->pairs);
	for (size_t i = 0; i < n; i++) {
		str_clear(&folded);
		text_fold(&folded, slice_of(pairs[i].from));
		m->pairs[i] = (struct pair){ arena_strndup(&m->arena, folded.data, folded.len),
			                     arena_strdup(&m->arena, pairs[i].to), i };
	}
	qsort(m->pairs, n, sizeof *m->pairs, by_name);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || strcmp(m->pairs[i].from, m->pairs[i + 1].from) != 0)
			m->pairs[kept++] = m->pairs[i];
	m->n = kept;
	for (size_t i = 0; i < kept; i++)
		ends[i] = end_of(m, &m->pairs[i]);
	for (size_t i = 0; i < kept; i++)
		m->pairs[i].to = ends[i];
	free(ends);
	str_release(&folded);
	return m;
}

void tag_map_free(struct tag_map *m)
{
	if (!m)
		return;
	arena_release(&m->arena);
	free(m->pairs);
	free(m);
}

const char *tag_map_name(const struct tag_map *m, const char *name)
{
	const struct pair *pair = m ? find(m, name) : NULL;

	return !pair ? name : !pair->to ? NULL : !strcmp(pair->to, name) ? name : pair->to;
}

const char *tag_map_begins(const struct tag_map *m, const char *folded)
{
	size_t low = 0, high = m ? m->n : 0, len = strlen(folded);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(m->pairs[middle].from, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return m && len && low < m->n && !strncmp(m->pairs[low].from, folded, len) ? m->pairs[low].to
	                                                                           : NULL;
}
