/*
 * A set of numbers kept small: sorted, each as its distance from the one before, one to nine bytes
 * each. A hundred thousand ids of articles that came in together take some hundred KB. Made once,
 * read from the beginning; the owner releases it.
 */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <stddef.h>
#include <stdint.h>

struct packed {
	uint8_t *bytes;
	size_t len, n;
};

#define PACKED_INIT { NULL, 0, 0 }

/* Pack numbers ≥ 0, in any order; they are sorted in place. */
void packed_init(struct packed *p, int64_t *numbers, size_t n);
void packed_release(struct packed *p);
/* All of them, sorted: heap, the caller frees; never NULL. */
int64_t *packed_numbers(const struct packed *p);

#endif
