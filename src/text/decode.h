/*
 * UTF-8 → code point, inline: the scanner and the cluster walk spend their time here.
 *
 * Private to text/. Invalid bytes decode as U+FFFD, one for each maximal subpart, as utf8_decode().
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stddef.h>
#include <stdint.h>
#include "text/utf8.h"

/* Decode the code point at p (p < end) into *cp; returns the bytes it took. */
static inline size_t decode(const char *p, const char *end, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)p;

	if (u[0] < 0x80) {
		*cp = u[0];
		return 1;
	}
	/* three bytes are the usual case of CJK; E0 and ED have further conditions */
	if (u[0] >= 0xe1 && u[0] <= 0xef && u[0] != 0xed && end - p >= 3 && (u[1] & 0xc0) == 0x80 &&
	    (u[2] & 0xc0) == 0x80) {
		*cp = (uint32_t)(u[0] & 0xf) << 12 | (uint32_t)(u[1] & 0x3f) << 6 | (u[2] & 0x3f);
		return 3;
	}
	return utf8_decode(p, end, cp);
}

#endif
