/*
 * A span of time as people write it: 30s, 10m, 2h, 90d, 1w, 0, "forever". Pure; any thread.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

/* Read one; "forever" is -1. False for anything else. */
bool span_read(const char *text, int *seconds);
/* Write it that way, in the largest unit that is exact; 7d rather than 1w. */
void span_write(int seconds, char *out, size_t size);

#endif
