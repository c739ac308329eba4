/*
 * Numbers found by a hash: which rows of an array may hold a name. The caller compares what it finds,
 * and never takes anything out. Pure; one thread at a time.
 */
#ifndef BASE_BY_HASH_H
#define BASE_BY_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct by_hash {
	struct by_hash_slot {
		uint64_t hash;
		size_t value;  /* + 1; 0: empty */
	} *slots;
	size_t n, cap;         /* cap: a power of two, or 0 */
};

/* { 0 } is an empty one; release it at the end. */
void by_hash_release(struct by_hash *l);
void by_hash_add(struct by_hash *l, uint64_t hash, size_t value);
/* The values added under a hash, one a call, in the order in which they came; false at the end. Start
 * with *at 0. */
bool by_hash_next(const struct by_hash *l, uint64_t hash, size_t *at, size_t *value);

#endif
