/*
 * Numbers found by a hash: which rows of an array may hold a name. The caller compares what it finds,
 * and never takes anything out. Pure; one thread at a time.
 */
#ifndef BASE_LOOKUP_H
#define BASE_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lookup {
	struct lookup_slot {
		uint64_t hash;
		size_t value;  /* + 1; 0: empty */
	} *slots;
	size_t n, cap;         /* cap: a power of two, or 0 */
};

/* { 0 } is an empty one; release it at the end. */
void lookup_release(struct lookup *l);
void lookup_add(struct lookup *l, uint64_t hash, size_t value);
/* The values added under a hash, one a call, in the order in which they came; false at the end. Start
 * with *at 0. */
bool lookup_next(const struct lookup *l, uint64_t hash, size_t *at, size_t *value);

#endif
