#include "base/packed.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

enum { BYTES_MOST = 9 }; /* 63 bits in sevens */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool is_sorted(const int64_t *numbers, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (numbers[i] < numbers[i - 1])
			return false;
	return true;
}

void packed_init(struct packed *p, int64_t *numbers, size_t n)
{
	uint64_t before = 0;
	uint8_t *at;

	if (!is_sorted(numbers, n))
		qsort(numbers, n, sizeof *numbers, by_number);
	*p = (struct packed){ .bytes = xmalloc(n * BYTES_MOST + 1), .n = n };
	at = p->bytes;
	for (size_t i = 0; i < n; i++) {
		uint64_t left = (uint64_t)numbers[i] - before;

		before = (uint64_t)numbers[i];
		for (; left >= 0x80; left >>= 7)
			*at++ = (uint8_t)(left | 0x80);
		*at++ = (uint8_t)left;
	}
	p->len = (size_t)(at - p->bytes);
	p->bytes = xreallocarray(p->bytes, p->len + 1, 1);
}

void packed_release(struct packed *p)
{
	free(p->bytes);
	*p = (struct packed)PACKED_INIT;
}

int64_t *packed_numbers(const struct packed *p)
{
	int64_t *out = xcalloc(p->n + 1, sizeof *out);
	const uint8_t *at = p->bytes;
	uint64_t number = 0;

	for (size_t i = 0; i < p->n; i++) {
		uint64_t distance = 0;
		int shift = 0;

		for (; *at & 0x80; shift += 7)
			distance |= (uint64_t)(*at++ & 0x7f) << shift;
		distance |= (uint64_t)*at++ << shift;
		number += distance;
		out[i] = (int64_t)number;
	}
	return out;
}
