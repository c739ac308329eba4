#include "hot/alike.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	LETTERS_LEAST = 4,   /* of a word of letters: the, and, 3rd say nothing */
	SHARED_LEAST = 3,    /* pairs: a name of four characters, or two words of letters */
	PER_CENT_LEAST = 50, /* or half of a short headline's, two of them at least */
	TAG_SCORE = 1,
};

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool is_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
	       (cp >= 0xc0 && cp < 0x2000 && cp != 0xd7 && cp != 0xf7);
}

static bool is_sign(uint32_t cp)
{
	return cp < 0xc0 || (cp >= 0x2000 && cp < 0x3041) || (cp >= 0xff00 && cp < 0xfff0);
}

/* Pairs of neighbours where characters are words, else words; without signs. */
static size_t take_apart(struct slice title, uint64_t out[ALIKE_GRAMS])
{
	struct str folded = STR_INIT;
	const char *p, *end, *word = NULL;
	uint32_t cp, before = 0;
	size_t n = 0;

	text_fold(&folded, title);
	for (p = folded.data, end = p + folded.len; p <= end && folded.len && n < ALIKE_GRAMS;) {
		const char *at = p;

		cp = 0;
		if (p < end)
			p += utf8_decode(p, end, &cp);
		else
			p++;
		if (is_letter(cp)) {
			word = word ? word : at;
			before = 0;
			continue;
		}
		if (word && at - word >= LETTERS_LEAST)
			out[n++] = hash_bytes(HASH_START, word, (size_t)(at - word));
		word = NULL;
		if (is_sign(cp)) {
			before = 0;
			continue;
		}
		if (before && n < ALIKE_GRAMS)
			out[n++] = (uint64_t)before << 32 | cp;
		before = cp;
	}
	str_release(&folded);
	qsort(out, n, sizeof *out, by_value);
	return n;
}

void alike_init(struct alike *a, const char *title, const char *const *tags, size_t n_tags)
{
	a->n = take_apart(slice_of(title), a->grams);
	a->tags = tags;
	a->n_tags = n_tags;
}

int alike_shared(const struct alike *a, struct slice title)
{
	uint64_t grams[ALIKE_GRAMS], last = 0;
	size_t n = take_apart(title, grams), i = 0, k = 0;
	int shared = 0;

	while (i < a->n && k < n) {
		if (a->grams[i] < grams[k]) {
			i++;
		} else if (a->grams[i] > grams[k]) {
			k++;
		} else {
			shared += a->grams[i] != last; /* 哈哈哈 is one */
			last = a->grams[i];
			i++, k++;
		}
	}
	return shared;
}

static bool has_tag(const struct alike *a, struct slice tag)
{
	for (size_t i = 0; i < a->n_tags; i++)
		if (slice_is(tag, a->tags[i]))
			return true;
	return false;
}

int alike_score(const struct alike *a, struct slice title, struct slice tags)
{
	int shared = alike_shared(a, title), score = 10 * shared;

	if (shared < SHARED_LEAST && (shared < 2 || 100 * shared < PER_CENT_LEAST * (int)a->n))
		return 0;
	while (tags.len)
		score += TAG_SCORE * has_tag(a, slice_next(&tags, '\n'));
	return score;
}
