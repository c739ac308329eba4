/*
 * UTF-8, one code point at a time. Pure; any thread.
 *
 * Invalid bytes decode as U+FFFD, one for each maximal subpart (Unicode 15, chapter 3, table 3-8).
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decode the code point at p (p < end) into *cp; returns how many bytes it took (≥ 1). */
size_t utf8_decode(const char *p, const char *end, uint32_t *cp);
/* Encode cp (surrogates and > U+10FFFF as U+FFFD) into out; returns 1–4. */
size_t utf8_encode(uint32_t cp, char out[4]);
bool utf8_is_valid(const char *p, size_t n);
/* Number of code points. */
size_t utf8_count(const char *p, size_t n);
/* The start of the code point before p (p > start). */
const char *utf8_before(const char *start, const char *p);

#endif
