#include "text/pinyin.h"

#include <string.h>

#include "base/array.h"
#include "text/pinyin_kana.h"
#include "text/tables/pinyin.h"
#include "text/utf8.h"

/*
 * One automaton: bit i of a state says that i characters of the query have been used up by the text
 * so far. Every character of the text moves all bits at once. Two states go side by side, without and
 * with a character that is not ASCII in the hit.
 */
struct run {
	const struct pinyin_query *q;
	uint64_t bare, full;       /* the states */
	bool done, done_whole;     /* a hit ends here; not in the middle of a syllable */
	bool may_start;
	bool after_ascii, gap;     /* the last letter or digit; blanks or punctuation behind it */
	char vowel;                /* the kana before ended with it, 0: none */
};

/* --- what is typed ---------------------------------------------------------------------------- */

static bool is_hangul(uint32_t cp)
{
	return cp >= 0xac00 && cp <= 0xd7a3;
}

/* The compatibility Jamo of the 19 initial consonants, in their order. */
static const uint16_t initial_jamo[] = {
	0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
	0x3146, 0x3147, 0x3148, 0x3149, 0x314a, 0x314b, 0x314c, 0x314d, 0x314e,
};

static uint32_t jamo_of(uint32_t cp)
{
	if (cp >= 0x1100 && cp < 0x1100 + ARRAY_LENGTH(initial_jamo))
		return initial_jamo[cp - 0x1100];
	for (size_t i = 0; i < ARRAY_LENGTH(initial_jamo); i++)
		if (initial_jamo[i] == cp)
			return cp;
	return 0;
}

static bool is_alnum(uint32_t cp)
{
	return cp < 0x80 && (ascii_is_alpha((unsigned char)cp) || ascii_is_digit((unsigned char)cp));
}

static bool is_script(uint32_t cp)
{
	return (cp >= PINYIN_FIRST && cp <= PINYIN_LAST) || kana_is(cp) || is_hangul(cp);
}

static bool add_symbol(struct pinyin_query *q, uint32_t cp, bool *sounds)
{
	uint64_t bit = (uint64_t)1 << q->n;
	uint32_t jamo = jamo_of(cp);

	if (q->n == PINYIN_QUERY_MAX)
		return false;
	if (is_alnum(cp)) {
		q->at[cp] |= bit;
		*sounds |= ascii_is_alpha((unsigned char)cp);
	} else if (jamo || is_script(cp)) {
		q->others[q->n] = jamo ? jamo : cp;
		q->has_others = true;
		*sounds |= jamo != 0;
	} else {
		return false;
	}
	q->reach += cp < 0x80 ? 1 : 2;
	q->n++;
	return true;
}

bool pinyin_query_init(struct pinyin_query *q, struct slice folded)
{
	const char *p = folded.data, *end = p + folded.len;
	bool sounds = false;
	uint64_t letters = 0;

	memset(q, 0, sizeof *q);
	while (p < end) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		if (!add_symbol(q, cp, &sounds))
			return false;
	}
	for (int c = 'a'; c <= 'z'; c++) {
		letters = q->at[c];
		q->twins |= letters & letters >> 1;
		q->first |= letters & 1 ? (uint32_t)1 << (c - 'a') : 0;
	}
	q->repeats = q->twins << 1;
	return sounds;
}

/* --- one character of the text ---------------------------------------------------------------- */

struct moved {
	uint64_t to;
	bool ends, ends_whole;
};

/* The way of one state through a syllable: all of it, or, where the query ends, a beginning of it.
 * By `initials` also its first letter (zh, ch and sh: or two) alone. */
static void spell(const struct run *r, uint64_t from, const char *syllable, bool initials,
                  struct moved *m)
{
	const struct pinyin_query *q = r->q;
	uint64_t here = from;
	size_t i = 0;

	for (; syllable[i]; i++) {
		here &= q->at[(unsigned char)syllable[i]] >> i;
		if (!here)
			return;
		if (i < q->n && here >> (q->n - 1 - i) & 1) {
			m->ends = true;
			m->ends_whole |= !syllable[i + 1] || (initials && i == 0) ||
			                 (initials && i == 1 && syllable[1] == 'h');
		}
		if (initials && (i == 0 || (i == 1 && syllable[1] == 'h')))
			m->to |= here << (i + 1);
	}
	m->to |= here << i;
}

/* A character that was typed as it is, or the initial consonant of a Hangul syllable. */
static void take_other(const struct run *r, uint64_t from, uint32_t cp, struct moved *m)
{
	const struct pinyin_query *q = r->q;
	uint32_t initial = is_hangul(cp) ? initial_jamo[(cp - 0xac00) / 588] : 0;

	for (size_t i = 0; i < q->n; i++) {
		if (!q->others[i] || !(from >> i & 1) ||
		    (q->others[i] != cp && q->others[i] != initial))
			continue;
		m->to |= (uint64_t)1 << (i + 1);
		if (i + 1 == q->n)
			m->ends = m->ends_whole = true;
	}
}

static void read_han(const struct run *r, uint64_t from, uint32_t cp, struct moved *m)
{
	size_t set = pinyin_of[cp - PINYIN_FIRST];

	for (size_t i = pinyin_set_starts[set]; i < pinyin_set_starts[set + 1]; i++)
		spell(r, from, pinyin_syllables[pinyin_sets[i]], true, m);
}

/* The Revised Romanisation, syllable by syllable. */
static void read_hangul(const struct run *r, uint64_t from, uint32_t cp, struct moved *m)
{
	static const char initials[][3] = { "g", "kk", "n", "d", "tt", "r", "m",  "b", "pp", "s",
		                            "ss", "", "j", "jj", "ch", "k", "t", "p", "h" };
	static const char vowels[][4] = { "a",  "ae", "ya", "yae", "eo", "e",  "yeo",
		                          "ye", "o",  "wa", "wae", "oe", "yo", "u",
		                          "wo", "we", "wi", "yu",  "eu", "ui", "i" };
	static const char finals[][3] = { "",  "k", "k", "k", "n", "n", "n", "t", "l", "k",
		                          "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
		                          "t", "ng", "t", "t", "k", "t", "p", "t" };
	uint32_t n = cp - 0xac00;
	char text[12];
	size_t at = 0;
	const char *parts[] = { initials[n / 588], vowels[n % 588 / 28], finals[n % 28] };

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		size_t len = strlen(parts[i]);

		memcpy(text + at, parts[i], len + 1);
		at += len;
	}
	spell(r, from, text, false, m);
	if (n / 588 == 5) { /* 라 at the beginning of a word is often written with l */
		text[0] = 'l';
		spell(r, from, text, false, m);
	}
}

/* っ doubles the consonant behind it (kk, and tch); ー and a second vowel need not be typed. */
static void read_kana(const struct run *r, uint64_t from, const struct kana *k, struct moved *m)
{
	const struct pinyin_query *q = r->q;

	for (size_t i = 0; i < k->n; i++)
		spell(r, from, k->spelled[i], false, m);
	if (k->kind == KANA_DOUBLING)
		m->to |= (from & (q->twins | (q->at['t'] & q->at['c'] >> 1))) << 1 | from;
	if (k->kind == KANA_LONG)
		m->to |= (from & q->repeats) << 1 | from;
	if (k->kind == KANA_VOWEL && ((k->vowel == 'u' && (r->vowel == 'o' || r->vowel == 'u')) ||
	                              (k->vowel == 'o' && r->vowel == 'o')))
		m->to |= from;
	/* the vowel that is left out may have been the last */
	m->to &= ~(uint64_t)1;
}

static uint64_t goal(const struct run *r)
{
	return (uint64_t)1 << r->q->n;
}

/* Move both states over one character of a script other than Latin; k only for kana. */
static void move_script(struct run *r, uint32_t cp, const struct kana *k)
{
	uint64_t from = r->bare | r->full | (r->may_start ? 1 : 0);
	struct moved m = { 0, false, false };

	if (k)
		read_kana(r, from, k, &m);
	else if (is_hangul(cp))
		read_hangul(r, from, cp, &m);
	else if (cp >= PINYIN_FIRST && cp <= PINYIN_LAST)
		read_han(r, from, cp, &m);
	if (r->q->has_others)
		take_other(r, from, cp, &m);
	r->bare = 0;
	r->after_ascii = r->gap = false;
	r->full = m.to & (goal(r) - 1);
	r->done = m.ends;
	r->done_whole = m.ends_whole;
}

/* Letters and digits stand for themselves. */
static void move_ascii(struct run *r, unsigned char c)
{
	uint64_t start = r->may_start ? 1 : 0, at = r->q->at[c];

	/* A hit of nothing but ASCII so far is in one piece: else c919 would be found in “C 919机”
	 * only when one types on, and “there” in “the rest”. */
	if (r->after_ascii && r->gap)
		r->bare = 0;
	r->bare = ((r->bare | start) & at) << 1;
	r->full = (r->full & at) << 1;
	r->done = r->done_whole = r->full & goal(r);
	r->bare &= goal(r) - 1;
	r->full &= goal(r) - 1;
	r->vowel = 0;
	r->after_ascii = true;
	r->gap = false;
}

/* --- over the text ---------------------------------------------------------------------------- */

static bool is_passed_over(uint32_t cp)
{
	if (cp < 0x80)
		return cp != '\n' && !is_alnum(cp);
	return cp == 0xa0 || cp == 0xb7 || (cp >= 0x2010 && cp <= 0x205f) ||
	       (cp >= 0x3000 && cp <= 0x303f) || (cp >= 0xff00 && cp <= 0xff0f) || cp == 0xff5e;
}

/* 〇 is read as 零. */
static uint32_t as_han(uint32_t cp)
{
	return cp == 0x3007 ? 0x96f6 : cp;
}

static bool begins_run(unsigned char before, unsigned char c)
{
	if (ascii_is_digit(c))
		return !ascii_is_digit(before);
	return !ascii_is_alpha(before);
}

/* Over the character at p: the states move; returns its bytes. */
static size_t step(struct run *r, const char *p, const char *end)
{
	struct kana k;
	uint32_t cp;
	size_t n = utf8_decode(p, end, &cp);

	r->done = r->done_whole = false;
	cp = as_han(cp);
	if (is_alnum(cp)) {
		move_ascii(r, (unsigned char)cp);
	} else if (kana_is(cp)) {
		n = kana_read(p, end, &k);
		move_script(r, cp, &k);
		r->vowel = k.vowel;
	} else if (is_script(cp)) {
		move_script(r, cp, NULL);
		r->vowel = 0;
	} else {
		r->gap = true;
		if (!is_passed_over(cp))
			r->bare = r->full = 0;
	}
	return n;
}

static bool may_start_at(struct slice text, const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c >= 0xe3 || (is_alnum(c) && (p == text.data ||
	                                     begins_run((unsigned char)p[-1], c)));
}

/* What no hit begins with, while none is under way, is passed by quickly: most of any text. Returns
 * the place from which to go on. */
static const char *pass_by(const struct pinyin_query *q, const char *start, const char *p,
                           const char *end)
{
	const unsigned char *s = (const unsigned char *)p, *e = (const unsigned char *)end;

	while (s < e) {
		if (*s < 0x80) {
			if (q->at[*s] & 1 && (s == (const unsigned char *)start ||
			                      begins_run(s[-1], *s)))
				break;
			s++;
		} else if (*s >= 0xe4 && *s <= 0xe9 && e - s >= 3) {
			uint32_t cp = (uint32_t)(*s & 0xf) << 12 | (uint32_t)(s[1] & 0x3f) << 6 |
			              (s[2] & 0x3f);

			if (pinyin_letters[pinyin_initials[cp - PINYIN_FIRST]] & q->first)
				break;
			s += 3;
		} else {
			break;
		}
	}
	return (const char *)s;
}

static bool is_ascii(struct slice text)
{
	size_t i = 0;

	for (uint64_t word; i + sizeof word <= text.len; i += sizeof word) {
		memcpy(&word, text.data + i, sizeof word);
		if (word & 0x8080808080808080u)
			return false;
	}
	for (; i < text.len; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

bool pinyin_matches(const struct pinyin_query *q, struct slice folded)
{
	const char *p = folded.data, *end = p + folded.len;
	struct run r = { .q = q };

	if (is_ascii(folded))
		return false;
	while (p < end) {
		if (!q->has_others && !(r.bare | r.full)) {
			const char *before = p;

			p = pass_by(q, folded.data, p, end);
			if (p == end)
				break;
			r.vowel = p > before ? 0 : r.vowel;
		}
		r.may_start = may_start_at(folded, p);
		p += step(&r, p, end);
		if (r.done)
			return true;
	}
	return false;
}

/* The hit that begins exactly at p; its end, or NULL. */
static const char *hit_at(const struct pinyin_query *q, struct slice text, const char *p,
                          bool *whole)
{
	const char *end = text.data + text.len;
	struct run r = { .q = q, .may_start = true };

	if (!may_start_at(text, p))
		return NULL;
	do {
		p += step(&r, p, end);
		r.may_start = false;
		if (r.done) {
			*whole = r.done_whole;
			return p;
		}
	} while (p < end && (r.bare | r.full));
	return NULL;
}

bool pinyin_next(const struct pinyin_query *q, struct slice folded, size_t from,
                 struct text_range *hit)
{
	const char *p = folded.data + from, *end = folded.data + folded.len, *behind;
	bool whole;
	uint32_t cp;

	for (; p < end; p += utf8_decode(p, end, &cp)) {
		behind = hit_at(q, folded, p, &whole);
		if (!behind)
			continue;
		hit->start = (size_t)(p - folded.data);
		hit->end = (size_t)(behind - folded.data);
		return true;
	}
	return false;
}

bool pinyin_begins(const struct pinyin_query *q, struct slice folded, bool *all)
{
	bool whole = false;
	const char *behind = folded.len ? hit_at(q, folded, folded.data, &whole) : NULL;

	if (all)
		*all = behind == folded.data + folded.len && whole;
	return behind != NULL;
}

/* --- letters ---------------------------------------------------------------------------------- */

uint32_t pinyin_letters_in(struct slice folded)
{
	const unsigned char *s = (const unsigned char *)folded.data, *end = s + folded.len;
	uint32_t in = 0;

	while (s < end) {
		if (*s < 0x80) {
			in |= *s >= 'a' && *s <= 'z' ? (uint32_t)1 << (*s - 'a') : 0;
			s++;
		} else if (*s >= 0xe4 && *s <= 0xe9 && end - s >= 3) {
			uint32_t cp = (uint32_t)(*s & 0xf) << 12 | (uint32_t)(s[1] & 0x3f) << 6 |
			              (s[2] & 0x3f);

			in |= pinyin_letters[pinyin_initials[cp - PINYIN_FIRST]];
			s += 3;
		} else {
			uint32_t cp;

			s += utf8_decode((const char *)s, (const char *)end, &cp);
			cp = as_han(cp);
			if (cp >= PINYIN_FIRST && cp <= PINYIN_LAST)
				in |= pinyin_letters[pinyin_initials[cp - PINYIN_FIRST]];
			else if (is_script(cp))
				return UINT32_MAX;
		}
	}
	return in;
}

uint32_t pinyin_letters_needed(const struct pinyin_query *q)
{
	uint32_t needed = q->first;

	for (const char *c = "bcdfjklmpqstwxyz"; *c; c++)
		needed |= q->at[(unsigned char)*c] ? (uint32_t)1 << (*c - 'a') : 0;
	return needed;
}
