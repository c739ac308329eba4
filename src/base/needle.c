#include "base/needle.h"

#include <stdint.h>
#include <string.h>

enum { LANE = 16, BLOCK = 4 * LANE };

typedef unsigned char lane __attribute__((vector_size(LANE)));
typedef uint64_t halves __attribute__((vector_size(LANE)));

/* How common a byte is in folded news text, roughly: lead bytes of Han stand in every third place,
 * some second and third bytes belong to 的 一 在 ， 。 and the like. */
static unsigned commonness(unsigned char c)
{
	static const unsigned char tails[] = { 0x80, 0xbc, 0x8c, 0xb8, 0x9a, 0x84, 0xba, 0x82, 0xbb };

	if (c >= 0xe4 && c <= 0xe9)
		return 250;
	if (c >= 0xe1)
		return c == 0xe3 || c == 0xef || (c >= 0xea && c <= 0xed) ? 200 : 120;
	if (c >= 0x80 && c < 0xc0)
		return memchr(tails, c, sizeof tails) ? 150 : 100;
	if (c == ' ' || memchr("etaoinsr", c, 8))
		return 110;
	return ascii_is_alpha(c) || ascii_is_digit(c) ? 80 : 40;
}

void needle_init(struct needle *n, struct slice word)
{
	size_t rarest = 0, next = 0;

	for (size_t i = 1; i < word.len; i++)
		if (commonness((unsigned char)word.data[i]) <=
		    commonness((unsigned char)word.data[rarest]))
			rarest = i;
	next = rarest ? 0 : word.len > 1;
	for (size_t i = 0; i < word.len; i++)
		if (i != rarest && commonness((unsigned char)word.data[i]) <
		                           commonness((unsigned char)word.data[next]))
			next = i;
	n->word = word;
	n->first = rarest < next ? rarest : next;
	n->second = rarest < next ? next : rarest;
}

static lane load(const char *p)
{
	lane v;

	memcpy(&v, p, sizeof v);
	return v;
}

static bool any(lane v)
{
	halves h = (halves)v;

	return (h[0] | h[1]) != 0;
}

/* Compare the word where a lane says that both bytes stand. */
static const char *look_at(const struct needle *n, lane v, const char *p)
{
	for (int i = 0; i < LANE; i++)
		if (v[i] && !memcmp(p + i, n->word.data, n->word.len))
			return p + i;
	return NULL;
}

const char *needle_find(const struct needle *n, const char *p, const char *end)
{
	const char *hit, *a = p + n->first, *b = p + n->second;
	lane first, second;

	if (n->word.len == 1)
		return memchr(p, n->word.data[0], (size_t)(end - p));
	memset(&first, n->word.data[n->first], sizeof first);
	memset(&second, n->word.data[n->second], sizeof second);
	while ((size_t)(end - p) >= BLOCK + n->word.len) {
		lane v0 = (lane)(load(a) == first) & (lane)(load(b) == second);
		lane v1 = (lane)(load(a + LANE) == first) & (lane)(load(b + LANE) == second);
		lane v2 = (lane)(load(a + 2 * LANE) == first) & (lane)(load(b + 2 * LANE) == second);
		lane v3 = (lane)(load(a + 3 * LANE) == first) & (lane)(load(b + 3 * LANE) == second);

		if (any(v0 | v1 | v2 | v3)) {
			if ((any(v0) && (hit = look_at(n, v0, p))) ||
			    (any(v1) && (hit = look_at(n, v1, p + LANE))) ||
			    (any(v2) && (hit = look_at(n, v2, p + 2 * LANE))) ||
			    (any(v3) && (hit = look_at(n, v3, p + 3 * LANE))))
				return hit;
		}
		p += BLOCK, a += BLOCK, b += BLOCK;
	}
	return slice_find(slice_make(p, (size_t)(end - p)), n->word.data, n->word.len);
}
