#include "text/clean.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEL = 0x85,
	NBSP = 0xa0,
	ALM = 0x61c,
	LRM = 0x200e, RLM = 0x200f,
	LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029,
	LRE = 0x202a, RLO = 0x202e,
	LRI = 0x2066, FSI = 0x2068, PDI = 0x2069,
	IDEOGRAPHIC_SPACE = 0x3000,
	BLACK_FLAG = 0x1f3f4,
	TAG_FIRST = 0xe0000, TAG_LAST = 0xe007f,
};

/* Isolates nested deeper than this are dropped: no text needs them, and the list is then bounded. */
enum { ISOLATES = 16 };

enum blank { BLANK_NONE, BLANK_SPACE, BLANK_WIDE };

struct cleaner {
	struct str *out;
	enum clean_mode mode;
	size_t start;               /* where in out this text begins */
	enum blank pending;         /* CLEAN_LINE: white space seen since the last character */
	size_t open[ISOLATES];      /* where in out the isolates of this line stand */
	size_t n_open, n_dropped;   /* n_dropped: openings left out whose PDI is still to come */
	bool removed;               /* isolates were taken out again */
	bool full;                  /* the ceiling of out was met */
};

/* Three bytes that are one character of a block that holds nothing dangerous: Han, kana, Hangul and
 * their punctuation (U+3000–CFFF), full-width forms (U+FF00–FF7F), dashes and quotation marks
 * (U+2010–2027). */
static bool is_plain_three(const unsigned char *s, enum clean_mode mode)
{
	if ((s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80)
		return false;
	if (*s >= 0xe4 && *s <= 0xec)
		return true;
	if (*s == 0xe3)
		return s[1] != 0x80 || s[2] != 0x80 || mode == CLEAN_BLOCK;
	if (*s == 0xef)
		return s[1] == 0xbc || s[1] == 0xbd;
	return *s == 0xe2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0xa7;
}

/* A single blank between characters of a line. */
static bool is_plain_blank(const unsigned char *s, const unsigned char *end)
{
	return end - s > 1 && s[1] > ' ' && (s[1] < 0x7f || (s[1] >= 0xe4 && s[1] <= 0xec));
}

/* The longest beginning that cleaning leaves alone, as far as cheap tests can tell. */
static const char *plain_run(const char *p, const char *end, enum clean_mode mode)
{
	const unsigned char *s = (const unsigned char *)p, *e = (const unsigned char *)end;

	while (s < e) {
		if (*s > ' ' && *s < 0x7f)
			s++;
		else if (*s >= 0xe2 && e - s >= 3 && is_plain_three(s, mode))
			s += 3;
		else if (mode == CLEAN_BLOCK ? *s == ' ' || *s == '\n' || *s == '\t'
		                             : *s == ' ' && is_plain_blank(s, e))
			s++;
		else
			break;
	}
	return (const char *)s;
}

static void put(struct cleaner *c, const char *bytes, size_t n)
{
	size_t len = c->out->len;

	if (c->full)
		return;
	if (!str_append(c->out, bytes, n)) {
		/* What the ceiling cut off must not leave half a character behind. */
		const char *first = c->out->data + len, *end = c->out->data + c->out->len;

		while (first < end) {
			uint32_t cp;
			size_t step = utf8_decode(first, end, &cp);

			if (cp == 0xfffd && (step < 3 || memcmp(first, "\xef\xbf\xbd", 3)))
				break;
			first += step;
		}
		str_truncate(c->out, (size_t)(first - c->out->data));
		c->full = true;
	}
}

/* Blanks wait until a character follows them, so that none stand at the ends. */
static void put_pending(struct cleaner *c)
{
	if (c->pending != BLANK_NONE && c->out->len > c->start) {
		if (c->pending == BLANK_WIDE)
			put(c, "\xe3\x80\x80", 3);
		else
			put(c, " ", 1);
	}
	c->pending = BLANK_NONE;
}

static void put_codepoint(struct cleaner *c, uint32_t cp)
{
	char bytes[4];

	put_pending(c);
	put(c, bytes, utf8_encode(cp, bytes));
}

/* Take out the isolates that no PDI closed. Only the bytes of this line are moved. */
static void end_line(struct cleaner *c)
{
	c->removed |= c->n_open > 0;
	while (c->n_open)
		str_splice(c->out, c->open[--c->n_open], 3, NULL, 0);
	c->n_dropped = 0;
}

static void isolate(struct cleaner *c, uint32_t cp)
{
	if (cp != PDI) {
		if (c->n_open == ISOLATES) {
			c->n_dropped++;
			return;
		}
		put_codepoint(c, cp);
		if (!c->full)
			c->open[c->n_open++] = c->out->len - 3;
	} else if (c->n_dropped) {
		c->n_dropped--;
	} else if (c->n_open) {
		put_codepoint(c, cp);
		if (!c->full)
			c->n_open--;
	}
}

static bool is_tag_letter(uint32_t cp)
{
	return (cp >= 0xe0030 && cp <= 0xe0039) || (cp >= 0xe0061 && cp <= 0xe007a);
}

/* Length of a whole subdivision flag after its U+1F3F4: three to six tag letters and the cancel tag
 * (UTS #51 ED-14a, CLDR's unicode_subdivision_id); 0 if there is none. */
static size_t flag_tail(const char *p, const char *end)
{
	const char *start = p;

	for (int n = 0; p < end; n++) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		if (cp == TAG_LAST)
			return n >= 3 ? (size_t)(p - start) : 0;
		if (n == 6 || !is_tag_letter(cp))
			return 0;
	}
	return 0;
}

static void blank(struct cleaner *c, uint32_t cp)
{
	if (c->mode == CLEAN_BLOCK) {
		char bytes[4];

		put(c, bytes, utf8_encode(cp, bytes));
	} else if (cp == IDEOGRAPHIC_SPACE) {
		c->pending = BLANK_WIDE;
	} else if (c->pending == BLANK_NONE) {
		c->pending = BLANK_SPACE;
	}
}

static bool is_other_blank(uint32_t cp)
{
	return cp == NBSP || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
	       cp == 0x205f || cp == IDEOGRAPHIC_SPACE;
}

/* Handle the code point at p that plain_run() did not let through; returns where the next begins. */
static const char *clean_one(struct cleaner *c, const char *p, const char *end)
{
	uint32_t cp;
	size_t n = utf8_decode(p, end, &cp), flag;

	if (cp == '\r' || cp == '\n') {
		if (cp == '\r' && p + 1 < end && p[1] == '\n')
			n = 2;
		end_line(c);
		blank(c, '\n');
	} else if (cp == '\t' || cp == ' ') {
		blank(c, cp);
	} else if (cp == NEL || cp == LINE_SEPARATOR || cp == PARAGRAPH_SEPARATOR) {
		blank(c, ' ');
	} else if (c->mode == CLEAN_LINE && (cp == '\v' || cp == '\f')) {
		blank(c, ' ');
	} else if (cp < ' ' || (cp >= 0x7f && cp <= 0x9f) || (cp >= LRE && cp <= RLO)) {
		/* dropped */
	} else if (cp == LRM || cp == RLM || cp == ALM) {
		if (c->mode == CLEAN_BLOCK)
			put_codepoint(c, cp);
	} else if (cp >= LRI && cp <= PDI) {
		isolate(c, cp);
	} else if (cp >= TAG_FIRST && cp <= TAG_LAST) {
		/* dropped: a valid one was taken with its flag */
	} else if (cp == BLACK_FLAG && (flag = flag_tail(p + n, end))) {
		n += flag;
		put_pending(c);
		put(c, p, n);
	} else if (is_other_blank(cp)) {
		blank(c, cp);
	} else {
		put_codepoint(c, cp);
	}
	return p + n;
}

/* Where a plain run has to stop: no isolate reaches over a newline, and clean_one() sees to that. */
static const char *stop_at_newline(const struct cleaner *c, const char *p, const char *run)
{
	const char *newline = NULL;

	if (run > p && c->n_open + c->n_dropped)
		newline = memchr(p, '\n', (size_t)(run - p));
	return newline ? newline : run;
}

static void clean_all(struct cleaner *c, const char *p, const char *end)
{
	while (p < end && !c->full) {
		const char *run = stop_at_newline(c, p, plain_run(p, end, c->mode));

		if (run == p) {
			p = clean_one(c, p, end);
			continue;
		}
		if (*p == ' ' && c->mode == CLEAN_LINE) {
			blank(c, ' ');
			p++;
		}
		put_pending(c);
		put(c, p, (size_t)(run - p));
		p = run;
	}
	end_line(c);
}

void text_clean(struct str *out, struct slice in, enum clean_mode mode)
{
	struct cleaner c = { .out = out, .mode = mode, .start = out->len };

	clean_all(&c, in.data, in.data + in.len);
	if (c.removed && mode == CLEAN_LINE) {
		/* Blanks on both sides of a removed isolate have met: once more, now all balanced. */
		size_t n = out->len - c.start;
		char *copy = xmemdup(out->data + c.start, n);

		str_truncate(out, c.start);
		c = (struct cleaner){ .out = out, .mode = mode, .start = out->len };
		clean_all(&c, copy, copy + n);
		free(copy);
	}
}

char *text_cleaned(const char *in, enum clean_mode mode)
{
	struct str out = STR_INIT;

	if (!in)
		return NULL;
	text_clean(&out, slice_of(in), mode);
	return str_take(&out);
}

bool text_is_clean(struct slice in, enum clean_mode mode)
{
	const char *end = in.data + in.len;
	struct str out = STR_INIT;
	bool same;

	if (!in.len)
		return true;
	if (plain_run(in.data, end, mode) == end && (mode == CLEAN_BLOCK || in.data[0] != ' '))
		return true;
	text_clean(&out, in, mode);
	same = slice_equal(in, str_slice(&out));
	str_release(&out);
	return same;
}
