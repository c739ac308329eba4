#include "base/lookup.h"
#include "base/mem.h"

#include <stdlib.h>

enum { CAP_FIRST = 64 };

void lookup_release(struct lookup *l)
{
	free(l->slots);
	*l = (struct lookup){ 0 };
}

static void put(struct lookup *l, struct lookup_slot slot)
{
	size_t i = slot.hash & (l->cap - 1);

	while (l->slots[i].value)
		i = (i + 1) & (l->cap - 1);
	l->slots[i] = slot;
}

static void grow(struct lookup *l)
{
	struct lookup old = *l;
	size_t first = 0;

	l->cap = old.cap ? old.cap * 2 : CAP_FIRST;
	l->slots = xcalloc(l->cap, sizeof *l->slots);
	/* from the start of a run on, so that equal hashes keep their order */
	while (first < old.cap && old.slots[first].value)
		first++;
	for (size_t i = 0; i < old.cap; i++) {
		struct lookup_slot slot = old.slots[(first + i) & (old.cap - 1)];

		if (slot.value)
			put(l, slot);
	}
	free(old.slots);
}

void lookup_add(struct lookup *l, uint64_t hash, size_t value)
{
	if (2 * (l->n + 1) > l->cap)
		grow(l);
	put(l, (struct lookup_slot){ hash, value + 1 });
	l->n++;
}

bool lookup_next(const struct lookup *l, uint64_t hash, size_t *at, size_t *value)
{
	for (; *at < l->cap; ++*at) {
		const struct lookup_slot *slot = &l->slots[(hash + *at) & (l->cap - 1)];

		if (!slot->value)
			return false;
		if (slot->hash != hash)
			continue;
		*value = slot->value - 1;
		++*at;
		return true;
	}
	return false;
}
