/* What else the store has to read on an article's page. */
#include "reader/private.h"
#include "reader/page.h"
#include "reader/related.h"
#include "base/clock.h"

#include <string.h>

enum {
	REACH_S = 90 * 86400,
	ROWS_OF_TAG = 48,     /* the newest of each tag, by its index */
	ROWS_OF_ALL = 96,     /* and of everything, for the words of the headline */
	RARE_S = 10 * 86400,  /* so many rows of a tag reach back further than this, or are not there */
	USUAL_S = 2 * 86400,
};

/* So many rows in so long a time: how much it says that an article has this tag. */
static int weight_of(const struct item *const *rows, int64_t n, int64_t now)
{
	if (n < ROWS_OF_TAG || rows[n - 1]->sort_time < now - RARE_S)
		return RELATED_TAG_RARE;
	return rows[n - 1]->sort_time < now - USUAL_S ? RELATED_TAG_USUAL : RELATED_TAG_COMMON;
}

/* Rows one by one, as pointers. */
static const struct item *const *query(struct reader *r, const char *tag, int64_t now, struct arena *a,
                                       int64_t *n)
{
	struct item_query q = {
		.tag = tag, .since = now - REACH_S, .fetched_since = TIME_NONE, .order = ORDER_NEWEST,
		.limit = tag ? ROWS_OF_TAG : ROWS_OF_ALL, .hide_source_id = reader_hidden_source(r),
	};
	const struct item **rows;
	struct item *items;

	*n = store_items(r->store, &q, a, &items, NULL);
	if (*n < 0)
		*n = 0;
	rows = arena_alloc(a, (size_t)(*n + 1) * sizeof *rows);
	for (int64_t i = 0; i < *n; i++)
		rows[i] = &items[i];
	return rows;
}

/* The site's own list names it already. */
static bool is_named(const struct article *a, int64_t id)
{
	for (size_t i = 0; i < a->n_related; i++)
		if (a->related[i].item == id)
			return true;
	return false;
}

static void keep(struct page *p, const struct related *found)
{
	p->further = arena_alloc(&p->arena, (found->n + 1) * sizeof *p->further);
	for (size_t i = 0; i < found->n; i++) {
		const struct item *item = found->rows[i].item;
		struct related_item *to = &p->further[p->n_further++];
		const char *source = item->source ? item->source : "";

		*to = (struct related_item){
			.title = item->title ? item->title : "", .link = item->link,
			.time = item->sort_time, .is_read = item->is_read, .item = item->id,
			.tags = arena_alloc(&p->arena, sizeof *to->tags), .n_tags = *source != '\0',
		};
		to->tags[0] = source; /* who tells it: beside the time */
	}
}

void reader_add_further(struct reader *r, struct page *p)
{
	const struct item *item = &p->article.item;
	int64_t now = clock_now(), n[RELATED_TAGS + 1];
	const struct item *const *rows[RELATED_TAGS + 1];
	size_t n_tags = item->n_tags < RELATED_TAGS ? item->n_tags : RELATED_TAGS;
	struct related found = { .n = 0 };
	struct related_to to;

	related_init(&to, item);
	for (size_t t = 0; t < n_tags; t++) {
		rows[t] = query(r, item->tags[t], now, &p->arena, &n[t]);
		to.tag_weight[t] = weight_of(rows[t], n[t], now);
	}
	rows[n_tags] = query(r, NULL, now, &p->arena, &n[n_tags]);
	for (size_t t = 0; t <= n_tags; t++)
		for (int64_t i = 0; i < n[t]; i++)
			if (!is_named(&p->article, rows[t][i]->id))
				related_take(&found, &to, rows[t][i]);
	keep(p, &found);
	page_add_further(p, now);
}
