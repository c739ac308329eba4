#include "text/pinyin_kana.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "text/utf8.h"

enum { FIRST = 0x3041, LAST = 0x3096, LONG = 0x30fc, SMALL_TSU = 0x3063 };

/* Hepburn, and behind commas what else is typed for it: kunrei, and what keyboards take. */
static const char *const spellings[] = {
	/* ぁ */ "a",    "a",    "i",       "i",       "u",    "u",    "e",    "e",
	/* ぉ */ "o",    "o",    "ka",      "ga",      "ki",   "gi",   "ku",   "gu",
	/* け */ "ke",   "ge",   "ko",      "go",      "sa",   "za",   "shi,si", "ji,zi",
	/* す */ "su",   "zu",   "se",      "ze",      "so",   "zo",   "ta",   "da",
	/* ち */ "chi,ti", "ji,zi,di", "tsu,tu", "tsu,tu", "zu,du", "te", "de", "to",
	/* ど */ "do",   "na",   "ni",      "nu",      "ne",   "no",   "ha",   "ba",
	/* ぱ */ "pa",   "hi",   "bi",      "pi",      "fu,hu", "bu",  "pu",   "he",
	/* べ */ "be",   "pe",   "ho",      "bo",      "po",   "ma",   "mi",   "mu",
	/* め */ "me",   "mo",   "ya",      "ya",      "yu",   "yu",   "yo",   "yo",
	/* ら */ "ra",   "ri",   "ru",      "re",      "ro",   "wa",   "wa",   "i,wi",
	/* ゑ */ "e,we", "o,wo", "n,nn,m",  "vu,bu",   "ka",   "ke",
};

bool kana_is(uint32_t cp)
{
	return (cp >= FIRST && cp <= LAST) || cp == LONG;
}

static bool is_vowel(char c)
{
	return c && strchr("aeiou", c);
}

/* ゃ ゅ ょ, and ぁ ぃ ぅ ぇ ぉ, which take the place of the vowel before them; 0: none of them. */
static char small_vowel(uint32_t cp, bool *with_y)
{
	static const struct {
		uint32_t cp;
		char vowel;
		bool with_y;
	} small[] = {
		{ 0x3083, 'a', true },  { 0x3085, 'u', true },  { 0x3087, 'o', true },
		{ 0x3041, 'a', false }, { 0x3043, 'i', false }, { 0x3045, 'u', false },
		{ 0x3047, 'e', false }, { 0x3049, 'o', false },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(small); i++)
		if (small[i].cp == cp) {
			*with_y = small[i].with_y;
			return small[i].vowel;
		}
	return 0;
}

static void add_spelling(struct kana *out, const char *start, size_t len)
{
	if (out->n < ARRAY_LENGTH(out->spelled) && len < sizeof out->spelled[0]) {
		memcpy(out->spelled[out->n], start, len);
		out->spelled[out->n++][len] = '\0';
	}
}

/* きゃ: ki and ya are kya; しゃ: shi and ya are sha; ふぁ: fu and a are fa; うぃ: wi. */
static void join(struct kana *k, char vowel, bool with_y)
{
	for (size_t i = 0; i < k->n; i++) {
		char *text = k->spelled[i], consonant[6];
		size_t n = strlen(text) - 1;
		const char *y = with_y ? "y" : "";

		memcpy(consonant, text, n);
		consonant[n] = '\0';
		if (!n && text[0] == 'u')
			snprintf(consonant, sizeof consonant, "w");
		if (!strcmp(consonant, "sh") || !strcmp(consonant, "ch") || !strcmp(consonant, "j"))
			y = "";
		snprintf(text, sizeof k->spelled[0], "%.3s%s%c", consonant, y, vowel);
	}
	k->vowel = vowel;
	k->kind = KANA_PLAIN;
}

size_t kana_read(const char *p, const char *end, struct kana *out)
{
	uint32_t cp, next;
	size_t n = utf8_decode(p, end, &cp), more;
	const char *s;
	bool with_y;
	char vowel;

	memset(out, 0, sizeof *out);
	if (cp == LONG) {
		out->kind = KANA_LONG;
		return n;
	}
	for (s = spellings[cp - FIRST]; *s; s += strcspn(s, ",") + (s[strcspn(s, ",")] == ','))
		add_spelling(out, s, strcspn(s, ","));
	s = out->spelled[0] + strlen(out->spelled[0]) - 1;
	out->vowel = is_vowel(*s) ? *s : '\0';
	if (cp == SMALL_TSU)
		out->kind = KANA_DOUBLING;
	else if (!out->spelled[0][1] && out->vowel)
		out->kind = KANA_VOWEL;
	if (p + n == end || !out->vowel || cp == SMALL_TSU)
		return n;
	more = utf8_decode(p + n, end, &next);
	vowel = small_vowel(next, &with_y);
	/* after a vowel alone only う is changed: ああ of two sizes is a cry */
	if (!vowel || (out->kind == KANA_VOWEL && (with_y || out->vowel != 'u')))
		return n;
	join(out, vowel, with_y);
	return n + more;
}
