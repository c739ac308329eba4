/*
 * Growing arrays of any type: three variables the owner holds (pointer, count, capacity).
 *
 *     struct item *items = NULL; size_t n = 0, cap = 0;
 *     ARRAY_PUSH(items, n, cap) = item;      (the slot is uninitialised until assigned)
 *
 * The owner frees the pointer. Not for arenas.
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include "base/mem.h"

/* Make room for at least `want` elements. */
#define ARRAY_RESERVE(p, cap, want)                                                                \
	do {                                                                                       \
		if ((size_t)(want) > (cap)) {                                                      \
			(cap) = (cap) * 2 > (size_t)(want) ? (cap) * 2 : (size_t)(want);           \
			if ((cap) < 8)                                                             \
				(cap) = 8;                                                         \
			(p) = xreallocarray((p), (cap), sizeof *(p));                              \
		}                                                                                  \
	} while (0)

/* An lvalue: the new last element. Evaluates its arguments more than once. */
#define ARRAY_PUSH(p, n, cap)                                                                      \
	(*(((n) < (cap)                                                                            \
	            ? (void)0                                                                      \
	            : (void)((cap) = (cap) ? (cap) * 2 : 8,                                        \
	                     (p) = xreallocarray((p), (cap), sizeof *(p)))),                       \
	   &(p)[(n)++]))

#define ARRAY_LENGTH(a) (sizeof(a) / sizeof *(a))

#endif
