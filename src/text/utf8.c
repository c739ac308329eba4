#include "text/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* The byte range the second byte must fall in, by first byte: table 3-7 of the Unicode Standard. All
 * later bytes are 80..BF. A len of 0 marks bytes that begin nothing. */
struct lead {
	uint8_t len, low, high;
};

static struct lead lead_of(unsigned char b)
{
	if (b < 0xc2)
		return (struct lead){ 0, 0, 0 };
	if (b < 0xe0)
		return (struct lead){ 2, 0x80, 0xbf };
	if (b < 0xf0)
		return (struct lead){ 3, b == 0xe0 ? 0xa0 : 0x80, b == 0xed ? 0x9f : 0xbf };
	if (b < 0xf5)
		return (struct lead){ 4, b == 0xf0 ? 0x90 : 0x80, b == 0xf4 ? 0x8f : 0xbf };
	return (struct lead){ 0, 0, 0 };
}

size_t utf8_decode(const char *p, const char *end, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t have = (size_t)(end - p), i;
	struct lead lead;
	uint32_t value;

	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	lead = lead_of(s[0]);
	*cp = REPLACEMENT;
	if (!lead.len)
		return 1;
	if (have < 2 || s[1] < lead.low || s[1] > lead.high)
		return 1;
	value = (uint32_t)(s[0] & (0x7f >> lead.len)) << 6 | (s[1] & 0x3f);
	for (i = 2; i < lead.len; i++) {
		if (i >= have || (s[i] & 0xc0) != 0x80)
			return i;
		value = value << 6 | (s[i] & 0x3f);
	}
	*cp = value;
	return lead.len;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

static bool eight_ascii(const unsigned char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return !(word & 0x8080808080808080u);
}

bool utf8_is_valid(const char *p, size_t n)
{
	const unsigned char *s = (const unsigned char *)p, *end = s + n;

	while (s < end) {
		struct lead lead;

		if (*s < 0x80) {
			while (end - s >= 8 && eight_ascii(s))
				s += 8;
			while (s < end && *s < 0x80)
				s++;
			continue;
		}
		/* Han and kana are E3..E9 and leave nothing open in the second byte. */
		while (end - s >= 3 && *s >= 0xe1 && *s <= 0xec && (s[1] & 0xc0) == 0x80 &&
		       (s[2] & 0xc0) == 0x80)
			s += 3;
		if (s == end || *s < 0x80)
			continue;
		lead = lead_of(*s);
		if (!lead.len || end - s < lead.len || s[1] < lead.low || s[1] > lead.high)
			return false;
		for (int i = 2; i < lead.len; i++)
			if ((s[i] & 0xc0) != 0x80)
				return false;
		s += lead.len;
	}
	return true;
}

size_t utf8_count(const char *p, size_t n)
{
	const char *end = p + n;
	size_t count = 0;

	while (p < end) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		count++;
	}
	return count;
}

const char *utf8_before(const char *start, const char *p)
{
	const char *q = p - 1;
	uint32_t cp;

	/* Go back over at most three continuation bytes; they belong to the lead only if decoding
	 * from it ends exactly at p, else the last byte stands for itself. */
	while (q > start && p - q < 4 && ((unsigned char)*q & 0xc0) == 0x80)
		q--;
	for (; q < p - 1; q++)
		if (q + utf8_decode(q, p, &cp) == p)
			return q;
	return p - 1;
}
