/*
 * The same story from several sources as one row of the article list (DECISIONS §6): by canonical
 * link, or by headline (text/titlekey.h) within three days. The first of them in the list's order
 * stands for all. Done for the rows that are looked at, a page at a time: a list of 100,000 is never
 * loaded for it, and its count settles as one goes down.
 */
#include "base/array.h"
#include "base/mem.h"
#include "reader/private.h"
#include "text/titlekey.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_3 = 3 * 86400, SLOTS_FIRST = 1024 };

/* A place is a row's before folding: of those the filter lets through, or of all. Its item has been read
 * once it was folded. */
static struct item *item_at(const struct list *l, size_t place)
{
	return l->shown ? l->shown[place].item : l->rows[place];
}

static int64_t id_at(const struct list *l, size_t place)
{
	return l->shown ? l->shown[place].id : l->rows[place]->id;
}

void reader_fold_clear(struct list *l)
{
	struct list_fold *f = &l->fold;

	free(f->visible);
	free(f->next);
	free(f->slots);
	memset(f, 0, sizeof *f);
}

/* --- what was seen ---------------------------------------------------------------------------------- */

static struct fold_slot *slot_of(struct list_fold *f, uint64_t key)
{
	size_t i = (size_t)(key ^ key >> 29) & (f->n_slots - 1);

	while (f->slots[i].key && f->slots[i].key != key)
		i = (i + 1) & (f->n_slots - 1);
	return &f->slots[i];
}

static void grow(struct list_fold *f)
{
	struct fold_slot *old = f->slots;
	size_t n = f->n_slots;

	if (f->n_used * 2 < n)
		return;
	f->n_slots = n ? n * 2 : SLOTS_FIRST;
	f->slots = xcalloc(f->n_slots, sizeof *f->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*slot_of(f, old[i].key) = old[i];
	free(old);
}

static void note(struct list_fold *f, uint64_t key, size_t place)
{
	struct fold_slot *slot;

	if (!key)
		return;
	grow(f);
	slot = slot_of(f, key);
	f->n_used += !slot->key;
	*slot = (struct fold_slot){ key, (uint32_t)place };
}

/* Two articles of one source are two: a column has the same headline every week. */
static bool goes_with(const struct list *l, size_t leader, const struct item *item)
{
	for (size_t p = leader;; p = l->fold.next[p] - 1) {
		if (item_at(l, p)->source_id == item->source_id)
			return false;
		if (!l->fold.next[p])
			return true;
	}
}

/* The row that stands for this one too, or NO_PLACE. */
#define NO_PLACE ((size_t)-1)

static size_t leader_by(struct list *l, uint64_t key, const struct item *item, bool by_title)
{
	const struct fold_slot *slot = key && l->fold.n_slots ? slot_of(&l->fold, key) : NULL;
	int64_t apart;

	if (!slot || !slot->key)
		return NO_PLACE;
	apart = item_at(l, slot->place)->sort_time - item->sort_time;
	if (by_title && (apart > DAYS_3 || apart < -DAYS_3))
		return NO_PLACE;
	return goes_with(l, slot->place, item) ? slot->place : NO_PLACE;
}

static void fold_place(struct reader *r, size_t place)
{
	struct list *l = &r->list;
	struct list_fold *f = &l->fold;
	struct item *item = reader_list_place_row(r, place);
	uint64_t link = (uint64_t)item->link_hash, title = title_key_hash(slice_of(item->title));
	size_t leader = leader_by(l, link, item, false), last;

	title += title == link; /* keys of two kinds in one table */
	item->n_copies = 0;
	ARRAY_PUSH(f->next, f->done, f->cap_next) = 0;
	if (leader == NO_PLACE)
		leader = leader_by(l, title, item, true);
	if (leader == NO_PLACE) {
		ARRAY_PUSH(f->visible, f->n_visible, f->cap_visible) = (uint32_t)place;
		note(f, link, place);
		note(f, title, place);
		return;
	}
	for (last = leader; f->next[last];)
		last = f->next[last] - 1;
	f->next[last] = (uint32_t)place + 1;
	if (item_at(l, leader)->n_copies < UINT16_MAX)
		item_at(l, leader)->n_copies++;
}

/* --- rows as they are seen ---------------------------------------------------------------------------- */

bool reader_folds(const struct reader *r)
{
	/* scripts get every article */
	return r->thread && r->config->options.duplicates == DUPLICATES_FOLD;
}

static size_t n_places(const struct list *l)
{
	return l->shown ? l->n_shown : l->total;
}

size_t reader_fold_count(const struct reader *r)
{
	const struct list_fold *f = &r->list.fold;

	return n_places(&r->list) - (f->done - f->n_visible);
}

struct item *reader_fold_row(struct reader *r, size_t i)
{
	struct list *l = &r->list;
	struct list_fold *f = &l->fold;

	if (!reader_folds(r))
		return reader_list_place_row(r, i);
	while (f->n_visible <= i) {
		size_t loaded;

		if (!l->shown)
			reader_list_load(r, f->done + (i + 1 - f->n_visible));
		loaded = l->shown ? l->n_shown : l->n_rows;
		if (f->done >= loaded)
			return NULL;
		while (f->done < loaded && f->n_visible <= i)
			fold_place(r, f->done);
	}
	return item_at(l, f->visible[i]);
}

size_t reader_fold_find(const struct reader *r, int64_t id)
{
	const struct list *l = &r->list;
	const struct list_fold *f = &l->fold;
	size_t n = l->shown ? l->n_shown : l->n_rows;

	if (!reader_folds(r)) {
		for (size_t i = 0; i < n; i++)
			if (id_at(l, i) == id)
				return i;
		return NO_PLACE;
	}
	for (size_t i = 0; i < f->n_visible; i++)
		for (size_t p = f->visible[i] + 1; p; p = f->next[p - 1])
			if (id_at(l, p - 1) == id)
				return i;
	/* not folded yet: it will be where it is looked for */
	for (size_t p = f->done; p < n; p++)
		if (id_at(l, p) == id) {
			struct reader *folding = (struct reader *)(uintptr_t)r;

			while (f->done <= p && reader_fold_row(folding, f->n_visible))
				;
			return reader_fold_find(r, id);
		}
	return NO_PLACE;
}

size_t reader_list_copies(const struct reader *r, int64_t id, const struct item **out, size_t most)
{
	const struct list *l = &r->list;
	size_t at = reader_folds(r) ? reader_fold_find(r, id) : NO_PLACE, n = 0;

	if (at == NO_PLACE)
		return 0;
	for (size_t p = l->fold.visible[at] + 1; p && n < most; p = l->fold.next[p - 1])
		out[n++] = item_at(l, p - 1);
	return n;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Is one of the row's articles among these (sorted)? */
static bool has_any(const struct list *l, size_t first, const int64_t *ids, size_t n)
{
	for (size_t p = first + 1; p; p = l->fold.next[p - 1])
		if (bsearch(&item_at(l, p - 1)->id, ids, n, sizeof *ids, by_number))
			return true;
	return false;
}

int64_t *reader_fold_expand(const struct reader *r, const int64_t *ids, size_t n, size_t *n_out)
{
	const struct list *l = &r->list;
	const struct list_fold *f = &l->fold;
	int64_t *all = xcalloc(n + f->done + 1, sizeof *all), *sorted;

	*n_out = n;
	if (!n)
		return all;
	memcpy(all, ids, n * sizeof *ids);
	if (!reader_folds(r) || f->done == f->n_visible)
		return all;
	sorted = xmemdup(ids, n * sizeof *ids);
	qsort(sorted, n, sizeof *sorted, by_number);
	for (size_t i = 0; i < f->n_visible; i++) {
		size_t first = f->visible[i];

		if (!f->next[first] || !has_any(l, first, sorted, n))
			continue;
		for (size_t p = first + 1; p; p = f->next[p - 1])
			if (!bsearch(&item_at(l, p - 1)->id, sorted, n, sizeof *sorted, by_number))
				all[(*n_out)++] = item_at(l, p - 1)->id;
	}
	free(sorted);
	return all;
}
