/*
 * What the store knows of a story beside the hot lists: its articles, and those that tell of the same.
 */
#include "hot/alike.h"
#include "reader/private.h"

#include <string.h>

enum { LOOKED_AT = 4000, FOUND_MOST = 9 };

struct near {
	struct alike alike;
	int64_t except, hidden;
	size_t n_seen, n;
	struct {
		int64_t id;
		int score;
	} found[FOUND_MOST + 1];
};

/* Rows come newest first: of two as near as each other the newer one stands first. */
static bool take_near(void *opaque, const struct scan_row *row)
{
	struct near *n = opaque;
	bool is_left_out = row->id == n->except || row->source_id == n->hidden || row->is_hidden ||
	                   row->is_muted;
	int score = is_left_out ? 0 : alike_score(&n->alike, row->title, row->tags);
	size_t at = n->n;

	while (score && at && n->found[at - 1].score < score)
		at--;
	if (score && at < FOUND_MOST) {
		memmove(&n->found[at + 1], &n->found[at], (n->n - at) * sizeof *n->found);
		n->found[at].id = row->id;
		n->found[at].score = score;
		n->n += n->n < FOUND_MOST;
	}
	return ++n->n_seen < LOOKED_AT;
}

size_t reader_alike(struct reader *r, const char *title, const char *const *tags, size_t n_tags,
                    int64_t except_id, const struct item ***out)
{
	struct near near = { .except = except_id, .hidden = reader_hidden_source(r) };
	const struct item **items;
	size_t n = 0;

	arena_clear(&r->story_arena);
	alike_init(&near.alike, title, tags, n_tags);
	if (near.alike.n)
		store_rows_between(r->store, INT64_MIN, INT64_MAX, take_near, &near, NULL);
	items = arena_alloc(&r->story_arena, (near.n + 1) * sizeof *items);
	for (size_t i = 0; i < near.n; i++) {
		struct item *item = arena_alloc(&r->story_arena, sizeof *item);

		if (store_item(r->store, near.found[i].id, &r->story_arena, item))
			items[n++] = item;
	}
	*out = items;
	return n;
}

bool reader_item(struct reader *r, int64_t id, struct item *out)
{
	return store_item(r->store, id, &r->story_arena, out);
}
