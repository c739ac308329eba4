#include "base/by_hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { CAP_FIRST = 64 };

void by_hash_release(struct by_hash *l)
{
	free(l->slots);
	*l = (struct by_hash){ 0 };
}

static void put(struct by_hash *l, struct by_hash_slot slot)
{
	size_t i = slot.hash & (l->cap - 1);

	while (l->slots[i].value)
		i = (i + 1) & (l->cap - 1);
	l->slots[i] = slot;
}

static void grow(struct by_hash *l)
{
	struct by_hash old = *l;
	size_t first = 0;

	l->cap = old.cap ? old.cap * 2 : CAP_FIRST;
	l->slots = xcalloc(l->cap, sizeof *l->slots);
	/* from the start of a run on, so that equal hashes keep their order */
	while (first < old.cap && old.slots[first].value)
		first++;
	for (size_t i = 0; i < old.cap; i++) {
		struct by_hash_slot slot = old.slots[(first + i) & (old.cap - 1)];

		if (slot.value)
			put(l, slot);
	}
	free(old.slots);
}

void by_hash_add(struct by_hash *l, uint64_t hash, size_t value)
{
	if (2 * (l->n + 1) > l->cap)
		grow(l);
	put(l, (struct by_hash_slot){ hash, value + 1 });
	l->n++;
}

bool by_hash_next(const struct by_hash *l, uint64_t hash, size_t *at, size_t *value)
{
	for (; *at < l->cap; ++*at) {
		const struct by_hash_slot *slot = &l->slots[(hash + *at) & (l->cap - 1)];

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
