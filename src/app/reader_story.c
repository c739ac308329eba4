/*
 * What the store knows of a story beside the hot lists: its articles, and those that tell of the same.
 */
#include "app/alike.h"
#include "app/reader_private.h"

#include <string.h>

enum { LOOKED_AT = 4000, FOUND_MOST = 9 };

struct near {
	struct reader *r;
	struct alike alike;
	int64_t except, hidden;
	size_t n_seen, n;
	struct {
		struct item *item;
		int score;
	} found[FOUND_MOST + 1];
};

static struct item *copy_item(struct arena *a, const struct item *from)
{
	struct item *item = arena_alloc(a, sizeof *item);

	memset(item, 0, sizeof *item);
	item->id = from->id;
	item->source_id = from->source_id;
	item->title = arena_strdup(a, from->title);
	item->source = arena_strdup(a, from->source);
	item->published = from->published;
	item->fetched = from->fetched;
	item->sort_time = from->sort_time;
	item->is_read = from->is_read;
	item->is_starred = from->is_starred;
	return item;
}

/* Rows come newest first: of two as near as each other the newer one stands first. */
static bool take_near(void *opaque, const struct item *item)
{
	struct near *n = opaque;
	int score = item->id == n->except || item->source_id == n->hidden
	                    ? 0
	                    : alike_score(&n->alike, item);
	size_t at = n->n;

	if (score) {
		while (at && n->found[at - 1].score < score)
			at--;
		if (at < FOUND_MOST) {
			memmove(&n->found[at + 1], &n->found[at], (n->n - at) * sizeof *n->found);
			n->found[at].item = copy_item(&n->r->story_arena, item);
			n->found[at].score = score;
			n->n += n->n < FOUND_MOST;
		}
	}
	return ++n->n_seen < LOOKED_AT;
}

size_t reader_alike(struct reader *r, const char *title, const char *const *tags, size_t n_tags,
                    int64_t except_id, const struct item ***out)
{
	struct near near = { .r = r, .except = except_id, .hidden = reader_hidden_source(r) };
	const struct item **items;

	arena_clear(&r->story_arena);
	alike_init(&near.alike, title, tags, n_tags);
	if (near.alike.n)
		store_items_each(r->store, take_near, &near, NULL);
	items = arena_alloc(&r->story_arena, (near.n + 1) * sizeof *items);
	for (size_t i = 0; i < near.n; i++)
		items[i] = near.found[i].item;
	*out = items;
	return near.n;
}

bool reader_item(struct reader *r, int64_t id, struct item *out)
{
	return store_item(r->store, id, &r->story_arena, out);
}
