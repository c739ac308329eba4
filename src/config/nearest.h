/*
 * The name nearest to a mistyped one, for "did you mean …?". Pure; any thread.
 */
#ifndef CONFIG_NEAREST_H
#define CONFIG_NEAREST_H

#include <stddef.h>

/* The candidate with the fewest single mistakes (a letter too many, missing, wrong, or two
 * swapped), NULL when none is near enough to be meant. Case and the difference of - and _ do not
 * count. */
const char *nearest_name(const char *word, const char *const *candidates, size_t n);

#endif
