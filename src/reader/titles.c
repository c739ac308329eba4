/* A source that was subscribed to by its address alone is called what it calls itself. */
#include "base/mem.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b)
{
	return strcmp((*(const struct source_state *const *)a)->key,
	              (*(const struct source_state *const *)b)->key);
}

static bool is_nameless(const struct config *c)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (c->sources[i].is_unnamed)
			return true;
	return false;
}

/* Pointers to the states that hold a title, sorted by key; the caller frees them. */
static const struct source_state **titled_states(struct reader *r, size_t *n)
{
	size_t n_states;
	const struct source_state *states = reader_states(r, &n_states);
	const struct source_state **titled = xcalloc(n_states + 1, sizeof *titled);

	*n = 0;
	for (size_t i = 0; i < n_states; i++)
		if (states[i].key && states[i].feed_title && *states[i].feed_title)
			titled[(*n)++] = &states[i];
	qsort(titled, *n, sizeof *titled, by_key);
	return titled;
}

static const char *title_of(const struct source_state **titled, size_t n, const char *key)
{
	struct source_state wanted = { .key = key };
	const struct source_state *p = &wanted;
	const struct source_state **found = bsearch(&p, titled, n, sizeof *titled, by_key);

	return found ? (*found)->feed_title : NULL;
}

void reader_take_titles(struct reader *r, struct config *c)
{
	const struct source_state **titled;
	size_t n;

	if (!is_nameless(c))
		return;
	titled = titled_states(r, &n);
	for (size_t i = 0; i < c->n_sources; i++)
		if (c->sources[i].is_unnamed)
			config_take_title(c, i, title_of(titled, n, c->sources[i].key));
	free(titled);
}

bool reader_has_new_titles(struct reader *r)
{
	const struct source_state **titled;
	bool has = false;
	size_t n;

	if (!is_nameless(r->config))
		return false;
	titled = titled_states(r, &n);
	for (size_t i = 0; i < r->config->n_sources && !has; i++)
		has = r->config->sources[i].is_unnamed &&
		      title_of(titled, n, r->config->sources[i].key) != NULL;
	free(titled);
	return has;
}
