#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/tables/fold.h"
#include "text/utf8.h"

enum {
	/* The longest text a character folds to (U+FDFA, 18 Arabic letters, 33 bytes), and some room. */
	STEP_BYTES = 64,
	CHUNK_BYTES = 4096,
	VOICED = 0x3099, SEMI_VOICED = 0x309a,
	HALF_VOICED = 0xff9e, HALF_SEMI_VOICED = 0xff9f,
};

/* --- one character -------------------------------------------------------------------------------- */

static size_t put_text(size_t n, char *out)
{
	size_t start = fold_text_starts[n], len = fold_text_starts[n + 1] - start;

	memcpy(out, fold_texts + start, len);
	return len;
}

static size_t put_beyond(uint32_t cp, char *out)
{
	size_t low = 0, high = fold_n_beyond;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct fold_row *row = &fold_beyond[middle];

		if (cp < row->first)
			high = middle;
		else if (cp > row->last)
			low = middle + 1;
		else if (row->value >= FOLD_BEYOND_TEXT)
			return put_text(row->value - FOLD_BEYOND_TEXT, out);
		else
			return utf8_encode(row->value, out);
	}
	return utf8_encode(cp, out);
}

static size_t put_folded(uint32_t cp, char *out)
{
	uint16_t value;

	if (cp > 0xffff)
		return put_beyond(cp, out);
	value = fold_pages[fold_page_numbers[cp >> 8]][cp & 0xff];
	if (value >= FOLD_TEXT && value < FOLD_TEXT_END)
		return put_text(value - FOLD_TEXT, out);
	return utf8_encode(value ? value : cp, out);
}

/* The same for three bytes that are valid, as nearly all characters of the texts at hand are. */
static inline size_t put_folded_three(const unsigned char *s, char *out)
{
	uint32_t cp = (uint32_t)(*s & 0xf) << 12 | (uint32_t)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	uint32_t value = fold_pages[fold_page_numbers[cp >> 8]][cp & 0xff];

	if (!value) {
		memcpy(out, s, 3);
		return 3;
	}
	if (value < 0x80) {
		*out = (char)value;
		return 1;
	}
	if (value < 0x800 || (value >= FOLD_TEXT && value < FOLD_TEXT_END))
		return put_folded(cp, out);
	out[0] = (char)(0xe0 | value >> 12);
	out[1] = (char)(0x80 | (value >> 6 & 0x3f));
	out[2] = (char)(0x80 | (value & 0x3f));
	return 3;
}

/* --- what is joined with the next character ---------------------------------------------------------- */

/* か with a voicing mark behind it, of either width, is が; 0 when they do not go together. */
static uint32_t voiced(uint32_t kana, uint32_t mark)
{
	bool semi = mark == SEMI_VOICED || mark == HALF_SEMI_VOICED;

	if (!semi && mark != VOICED && mark != HALF_VOICED)
		return 0;
	if (kana >= 0x306f && kana <= 0x307b && (kana - 0x306f) % 3 == 0)
		return kana + (semi ? 2 : 1);
	if (semi)
		return 0;
	if ((kana >= 0x304b && kana <= 0x3061 && kana % 2) || kana == 0x309d)
		return kana + 1;
	if (kana == 0x3064 || kana == 0x3066 || kana == 0x3068)
		return kana + 1;
	return kana == 0x3046 ? 0x3094 : 0;
}

/* Conjoining Jamo: consonant and vowel, or syllable and final consonant (Unicode 15, 3.12). */
static uint32_t syllable(uint32_t a, uint32_t b)
{
	if (a >= 0x1100 && a <= 0x1112 && b >= 0x1161 && b <= 0x1175)
		return 0xac00 + ((a - 0x1100) * 21 + b - 0x1161) * 28;
	if (a >= 0xac00 && a <= 0xd7a3 && (a - 0xac00) % 28 == 0 && b >= 0x11a8 && b <= 0x11c2)
		return a + b - 0x11a7;
	return 0;
}

/* Join the character folded to n bytes at out with those that follow at *p. */
static size_t join_next(const char **p, const char *end, char *out, size_t n)
{
	uint32_t cp, next, joined;

	utf8_decode(out, out + n, &cp);
	while (*p < end) {
		size_t step = utf8_decode(*p, end, &next);

		joined = cp < 0x3100 && cp >= 0x3040 ? voiced(cp, next) : syllable(cp, next);
		if (!joined)
			break;
		*p += step;
		cp = joined;
		n = utf8_encode(cp, out);
	}
	return n;
}

/* Only what begins with E1 (Jamo), E3 (kana), EA–ED (syllables) can be joined, and only with what
 * begins with E1, E3 or EF. */
static bool may_join(const char *p, const char *end, const char *out, size_t n)
{
	unsigned char first = (unsigned char)out[0], next = p < end ? (unsigned char)*p : 0;

	return n == 3 && (next == 0xe1 || next == 0xe3 || next == 0xef) &&
	       (first == 0xe1 || (first == 0xe3 && (unsigned char)out[1] < 0x84) ||
	        (first >= 0xea && first <= 0xed));
}

/* Fold the character at *p into out, which has room for STEP_BYTES; returns the bytes written. */
static size_t fold_step(const char **p, const char *end, char *out)
{
	const unsigned char *s = (const unsigned char *)*p;
	uint32_t cp;
	size_t n;

	if (*s >= 0xe1 && *s <= 0xef && *s != 0xed && end - *p >= 3 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		n = put_folded_three(s, out);
		*p += 3;
	} else {
		*p += utf8_decode(*p, end, &cp);
		n = put_folded(cp, out);
	}
	return may_join(*p, end, out, n) ? join_next(p, end, out, n) : n;
}

/* --- whole texts --------------------------------------------------------------------------------------- */

/* Eight bytes of ASCII at s in lower case to out; false when they are not. */
static inline bool put_lower_eight(const unsigned char *s, char *out)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
	uint64_t word, upper;

	memcpy(&word, s, 8);
	if (word & high)
		return false;
	upper = ((word + (0x80 - 'A') * ones) ^ (word + (0x7f - 'Z') * ones)) & high;
	word |= upper >> 2;
	memcpy(out, &word, 8);
	return true;
}

/* Do three bytes stand for a character that nothing is joined with: Han, U+3000–303F, U+FF00–FF3F? */
static inline bool stands_alone(const unsigned char *s)
{
	return ((s[1] ^ 0x80) | (s[2] ^ 0x80)) < 0x40 &&
	       ((*s >= 0xe4 && *s <= 0xe9) || (*s == 0xe3 && s[1] == 0x80) ||
	        (*s == 0xef && s[1] == 0xbc));
}

/* What nearly all Chinese is: three bytes that are copied. */
static inline bool stays(const unsigned char *s)
{
	return (*s & 0xf0) == 0xe0 && ((s[1] ^ 0x80) | (s[2] ^ 0x80)) < 0x40 &&
	       (fold_stays[(*s & 0xf) << 6 | (s[1] & 0x3f)] >> (s[2] & 0x3f) & 1);
}

/* Those and ASCII in a loop of their own. Returns where it stopped; out has room for STEP_BYTES more than
 * `most`. */
static const char *fold_run(const char *p, const char *end, char *out, size_t most, size_t *n)
{
	const unsigned char *s = (const unsigned char *)p, *e = (const unsigned char *)end;
	size_t at = *n;

	while (s < e && at < most) {
		if (e - s >= 4 && stays(s)) {
			memcpy(out + at, s, 4); /* one more than is kept: faster than three */
			at += 3;
			s += 3;
		} else if (*s < 0x80 && e - s >= 8 && put_lower_eight(s, out + at)) {
			at += 8;
			s += 8;
		} else if (*s < 0x80) {
			out[at++] = (char)ascii_lower(*s++);
		} else if (e - s >= 3 && stands_alone(s)) {
			at += put_folded_three(s, out + at);
			s += 3;
		} else {
			break;
		}
	}
	*n = at;
	return (const char *)s;
}

void text_fold(struct str *out, struct slice in)
{
	const char *p = in.data, *end = p + in.len;
	char chunk[CHUNK_BYTES + STEP_BYTES];

	while (p < end) {
		size_t n = 0;

		while (p < end && n < CHUNK_BYTES) {
			p = fold_run(p, end, chunk, CHUNK_BYTES, &n);
			if (p < end && n < CHUNK_BYTES)
				n += fold_step(&p, end, chunk + n);
		}
		if (!str_append(out, chunk, n))
			return;
	}
}

void text_fold_mapped(struct str *out, struct slice in, uint32_t **map, size_t *map_cap)
{
	const char *p = in.data, *end = p + in.len;

	while (p < end) {
		uint32_t at = (uint32_t)(p - in.data);
		size_t before = out->len, n;
		char bytes[STEP_BYTES];

		n = fold_step(&p, end, bytes);
		str_append(out, bytes, n);
		ARRAY_RESERVE(*map, *map_cap, out->len + 1);
		for (size_t i = before; i < out->len; i++)
			(*map)[i] = at;
		if (out->cut)
			return;
	}
}

static bool is_dropped(uint32_t cp)
{
	size_t low = 0, high = fold_n_dropped;

	if (cp >= 0x3400 && cp <= 0x9fff)
		return false;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cp < fold_dropped[middle].first)
			high = middle;
		else if (cp > fold_dropped[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

void text_fold_title(struct str *out, struct slice in)
{
	const char *p = in.data, *end = p + in.len;
	size_t start = out->len;

	while (p < end) {
		char bytes[STEP_BYTES];
		size_t n = fold_step(&p, end, bytes);

		for (const char *q = bytes; q < bytes + n;) {
			uint32_t cp;
			size_t step = utf8_decode(q, bytes + n, &cp);

			if (!is_dropped(cp))
				str_append(out, q, step);
			q += step;
		}
	}
	/* A headline of nothing but signs is not the same as any other. */
	if (out->len == start)
		text_fold(out, in);
}
