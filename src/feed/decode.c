#include "feed/decode.h"
#include "base/array.h"
#include "feed/charset.h"
#include "feed/parse.h"
#include "feed/recode.h"
#include "text/lang.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <uchardet/uchardet.h>

enum {
	DETECT_BYTES = 128 * 1024, /* enough for certainty; uchardet reads some 20 MB/s */
	DETECT_BEFORE = 256,       /* context before the first high byte */
	SEVERAL = 4,
};

/* What the bytes look like as UTF-8. */
struct census {
	size_t first_high;  /* the first byte from 0x80 up; the length if none */
	size_t bad, two, more; /* wrong subparts, characters of two bytes, of three and four */
};

enum { BLOCK = 64 };

/* Whole characters at p, of BLOCK bytes, when they are ASCII and such of three bytes that any bytes may
 * follow in: how many bytes, and how many of three in *more; else 0. Without a branch, so that
 * compilers do sixteen or more bytes at a time. */
static size_t easy_block(const unsigned char *p, size_t *more)
{
	unsigned char lead[BLOCK + 2] = { 0 }, odd = 0, n = 0;
	size_t taken = BLOCK;

	for (int i = 0; i < BLOCK; i++)
		lead[i + 2] = (unsigned char)(((p[i] >= 0xe1) & (p[i] <= 0xec)) | (p[i] == 0xef));
	for (int i = 0; i < BLOCK; i++)
		n = (unsigned char)(n + lead[i + 2]);
	for (int i = 0; i < BLOCK; i++) {
		unsigned char follows = lead[i] | lead[i + 1], follower = (p[i] & 0xc0) == 0x80;

		odd |= (unsigned char)(follower ^ follows);
		odd |= (unsigned char)((p[i] >= 0xc0) & !lead[i + 2]);
	}
	if (odd)
		return 0;
	if (lead[BLOCK + 1] | lead[BLOCK]) {
		taken -= lead[BLOCK + 1] ? 1 : 2;
		n--;
	}
	*more = n;
	return taken;
}

static struct census take_census(struct slice bytes)
{
	struct census c = { bytes.len, 0, 0, 0 };
	const char *p = bytes.data, *end = p + bytes.len, *next_block = p;

	while (p < end) {
		uint64_t eight;
		uint32_t cp;
		size_t n, more;
		while (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u)))
			p += 8;
		while (p < end && !(*p & 0x80))
			p++;
		if (p == end)
			break;
		if (c.first_high == bytes.len)
			c.first_high = (size_t)(p - bytes.data);
		/* Han by the shortest way: it is most of what comes. */
		while (p >= next_block && end - p >= BLOCK) {
			n = easy_block((const unsigned char *)p, &more);
			if (!n)
				next_block = p + BLOCK;
			p += n;
			c.more += n ? more : 0;
		}
		while (end - p >= 3 && (unsigned char)*p >= 0xe1 && (unsigned char)*p <= 0xec &&
		       (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
			p += 3;
			c.more++;
		}
		if (p == end || !(*p & 0x80))
			continue;
		n = utf8_decode(p, end, &cp);
		if (cp == 0xfffd && (n < 3 || memcmp(p, RECODE_WRONG, 3)))
			c.bad++;
		else if (n == 2)
			c.two++;
		else
			c.more++;
		p += n;
	}
	return c;
}

/* --- choice ----------------------------------------------------------------------------------- */

struct choice {
	struct slice bytes;
	struct census census;
	struct charset witness[2]; /* HTTP, the document; what is said first is believed first */
	size_t n_witnesses;
	struct decoded *out;
	struct str best;           /* the conversion with the fewest faults so far */
	struct charset best_charset;
	size_t best_wrong;
	bool has_best;
};

static void settle_utf8(struct choice *c)
{
	struct decoded *d = c->out;

	snprintf(d->encoding, sizeof d->encoding, "utf-8");
	d->replaced = c->census.bad;
	if (c->census.bad) {
		recode_utf8(c->bytes, &d->own);
		d->text = str_slice(&d->own);
	} else {
		d->text = c->bytes;
	}
}

static void settle_best(struct choice *c)
{
	struct decoded *d = c->out;
	const char *name = c->best_charset.name;

	/* Latin 1 with bytes that are controls there is what Windows writes. */
	if (c->best_charset.form == CHARSET_WEAK)
		name = !strcmp(name, "iso-8859-1") && !strcmp(c->best_charset.iconv, "ISO-8859-1")
		               ? "iso-8859-1" : "windows-1252";
	snprintf(d->encoding, sizeof d->encoding, "%s", name);
	d->replaced = c->best_wrong;
	str_release(&d->own);
	d->own = c->best;
	str_init(&c->best);
	d->text = str_slice(&d->own);
}

/* Convert as charset; true when nothing was wrong. The best try is kept. */
static bool try_charset(struct choice *c, const struct charset *charset)
{
	struct str text;
	size_t wrong;

	if (c->has_best && !strcmp(c->best_charset.name, charset->name))
		return c->best_wrong == 0;
	str_init_limit(&text, (size_t)FEED_BYTES_MAX * 4);
	if (!recode(charset, c->bytes, &text, &wrong) ||
	    (c->has_best && wrong >= c->best_wrong)) {
		str_release(&text);
		return false;
	}
	str_release(&c->best);
	c->best = text;
	c->best_charset = *charset;
	c->best_wrong = wrong;
	c->has_best = true;
	return wrong == 0;
}

static bool has_c1(struct slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if ((unsigned char)bytes.data[i] >= 0x80 && (unsigned char)bytes.data[i] < 0xa0)
			return true;
	return false;
}

static bool detect(const struct choice *c, struct charset *out)
{
	size_t start =
		c->census.first_high > DETECT_BEFORE ? c->census.first_high - DETECT_BEFORE : 0;
	size_t len = c->bytes.len - start;
	uchardet_t u = uchardet_new();
	bool found;

	uchardet_handle_data(u, c->bytes.data + start, len < DETECT_BYTES ? len : DETECT_BYTES);
	uchardet_data_end(u);
	found = charset_find(slice_of(uchardet_get_charset(u)), out);
	uchardet_delete(u);
	return found && out->form != CHARSET_UTF8 && out->form != CHARSET_WIDE;
}

/* The usual legacy encoding of a language, tried when detection has nothing to say. */
static bool of_language(const char *language, struct charset *out)
{
	static const char *const names[] = {
		[LANG_ZH] = "gb18030",
		[LANG_ZH_HANT] = "big5",
		[LANG_JA] = "shift_jis",
		[LANG_KO] = "euc-kr",
	};
	enum lang lang = lang_of_tag(language);

	return (size_t)lang < ARRAY_LENGTH(names) && names[lang] &&
	       charset_find(slice_of(names[lang]), out);
}

static bool says_utf8(const struct choice *c)
{
	for (size_t i = 0; i < c->n_witnesses; i++)
		if (c->witness[i].form == CHARSET_UTF8)
			return true;
	return false;
}

/* Valid UTF-8 that the named charset would hardly make by chance. */
static bool is_plainly_utf8(const struct choice *c, const struct charset *named)
{
	if (c->census.bad || !(c->census.two + c->census.more))
		return false;
	/* Two bytes may be two letters of an old code page: several times over they are not. */
	return c->census.more || says_utf8(c) || named->form == CHARSET_WEAK ||
	       (named->form != CHARSET_MULTI && c->census.two >= SEVERAL);
}

/* A few wrong bytes in much that is right: the name is right and the bytes are damaged. */
static bool is_tolerable(size_t wrong, size_t right)
{
	return wrong <= 2 || wrong * 20 <= right;
}

/* Believe a witness if the bytes let us; true when settled. */
static bool believe(struct choice *c, const struct charset *w)
{
	if (w->form == CHARSET_WIDE) /* it could be read as ASCII so far: it is none */
		return false;
	if (w->form == CHARSET_UTF8) {
		if (!is_tolerable(c->census.bad, c->census.two + c->census.more))
			return false;
		settle_utf8(c);
		return true;
	}
	if (is_plainly_utf8(c, w)) {
		settle_utf8(c);
		return true;
	}
	if (w->form == CHARSET_WEAK)
		return false; /* only after all else */
	if (try_charset(c, w) ||
	    (c->has_best &&
	     is_tolerable(c->best_wrong, (c->bytes.len - c->census.first_high) / 4))) {
		settle_best(c);
		return true;
	}
	return false;
}

static bool believe_weak(struct choice *c)
{
	for (size_t i = 0; i < c->n_witnesses; i++) {
		struct charset w = c->witness[i];
		if (w.form != CHARSET_WEAK)
			continue;
		if (has_c1(c->bytes) || strcmp(w.name, "iso-8859-1"))
			charset_find(slice_of("windows-1252"), &w);
		try_charset(c, &w);
		settle_best(c);
		return true;
	}
	return false;
}

static void choose(struct choice *c, const char *language)
{
	struct charset guess;

	for (size_t i = 0; i < c->n_witnesses; i++)
		if (believe(c, &c->witness[i]))
			return;
	if (!c->census.bad) {
		settle_utf8(c);
		return;
	}
	if (detect(c, &guess) && (guess.form == CHARSET_MULTI || guess.form == CHARSET_STATEFUL) &&
	    try_charset(c, &guess)) {
		settle_best(c);
		return;
	}
	if (believe_weak(c))
		return;
	if (of_language(language, &guess) && try_charset(c, &guess)) {
		settle_best(c);
		return;
	}
	if (is_tolerable(c->census.bad, c->census.two + c->census.more)) {
		settle_utf8(c);
		return;
	}
	if (detect(c, &guess))
		try_charset(c, &guess);
	if (c->has_best && c->best_wrong <= c->census.bad)
		settle_best(c);
	else
		settle_utf8(c);
}

/* ISO-2022 shifts with escapes that stand in no other text, whatever name the text goes under. */
static bool has_escapes(struct slice bytes, struct charset *out)
{
	static const struct {
		const char *escape, *name;
	} escapes[] = {
		{ "\x1b$)C", "iso-2022-kr" }, { "\x1b$)A", "iso-2022-cn" },
		{ "\x1b$)G", "iso-2022-cn" }, { "\x1b$B", "iso-2022-jp" },
		{ "\x1b$@", "iso-2022-jp" },  { "\x1b$(", "iso-2022-jp" },
	};
	const char *p = memchr(bytes.data, 0x1b, bytes.len), *end = bytes.data + bytes.len;

	for (; p; p = memchr(p + 1, 0x1b, (size_t)(end - p - 1))) {
		struct slice rest = slice_make(p, (size_t)(end - p));
		for (size_t i = 0; i < ARRAY_LENGTH(escapes); i++)
			if (slice_begins(rest, escapes[i].escape))
				return charset_find(slice_of(escapes[i].name), out);
	}
	return false;
}

/* All bytes are ASCII: the text is plain, only its name is in question. */
static void settle_ascii(struct choice *c)
{
	struct charset shifted;
	bool has_shifts = has_escapes(c->bytes, &shifted);

	for (size_t i = 0; i < c->n_witnesses; i++) {
		const struct charset *w = &c->witness[i];
		if (w->form == CHARSET_WIDE)
			continue;
		if (w->form == CHARSET_STATEFUL && (try_charset(c, w) || c->has_best)) {
			settle_best(c);
			return;
		}
		if (has_shifts)
			continue;
		if (w->form == CHARSET_OTHER && !try_charset(c, w))
			continue;
		c->out->text = c->bytes;
		snprintf(c->out->encoding, sizeof c->out->encoding, "%s", w->name);
		return;
	}
	if (has_shifts && (try_charset(c, &shifted) || c->has_best))
		settle_best(c);
	else
		settle_utf8(c);
}

static void hear_witnesses(struct choice *c, enum decode_kind kind, const char *content_type)
{
	if (charset_of_content_type(content_type, &c->witness[c->n_witnesses]))
		c->n_witnesses++;
	if (kind != DECODE_PLAIN && charset_of_declaration(c->bytes, &c->witness[c->n_witnesses]))
		c->n_witnesses++;
	else if (kind == DECODE_HTML && charset_of_meta(c->bytes, &c->witness[c->n_witnesses]))
		c->n_witnesses++;
}

/* The pages of EBCDIC agree on the letters of a declaration, which says the one it is: taken when it
 * reads the beginning as it was read. */
static void settle_ebcdic(struct choice *c)
{
	struct charset said;
	struct str head = STR_INIT;
	size_t wrong;
	bool fits;

	if (!charset_of_declaration(str_slice(&c->best), &said))
		return;
	fits = recode(&said, slice_make(c->bytes.data, 4), &head, &wrong) && !wrong &&
	       slice_begins(str_slice(&head), "<?xm");
	str_release(&head);
	if (!fits || !strcmp(said.name, c->best_charset.name))
		return;
	c->has_best = false;
	try_charset(c, &said);
}

static void drop_marks(struct decoded *d)
{
	while (slice_begins(d->text, "\xef\xbb\xbf")) {
		d->text.data += 3;
		d->text.len -= 3;
	}
}

void decode_bytes(struct slice bytes, enum decode_kind kind, const char *content_type,
                  const char *language, struct decoded *out)
{
	struct choice c = { .bytes = bytes, .out = out };
	struct charset first;
	size_t mark;

	memset(out, 0, sizeof *out);
	str_init_limit(&out->own, (size_t)FEED_BYTES_MAX * 4);
	str_init(&c.best);
	if (charset_of_beginning(bytes, &first, &mark) && first.form == CHARSET_WIDE) {
		c.bytes = slice_make(bytes.data + mark, bytes.len - mark);
		try_charset(&c, &first);
		if (!strcmp(first.name, "ibm037"))
			settle_ebcdic(&c);
		settle_best(&c);
		drop_marks(out);
		return;
	}
	while (slice_begins(c.bytes, "\xef\xbb\xbf"))
		c.bytes = slice_make(c.bytes.data + 3, c.bytes.len - 3);
	c.census = take_census(c.bytes);
	if (c.bytes.len != bytes.len && is_tolerable(c.census.bad, c.census.two + c.census.more)) {
		settle_utf8(&c);
		return;
	}
	hear_witnesses(&c, kind, content_type);
	if (c.census.first_high == c.bytes.len)
		settle_ascii(&c);
	else
		choose(&c, language);
	out->contradicted = c.n_witnesses && c.witness[0].form != CHARSET_WEAK &&
	                    strcmp(c.witness[0].name, out->encoding);
	str_release(&c.best);
	drop_marks(out);
}

void decoded_release(struct decoded *d)
{
	str_release(&d->own);
	d->text = slice_make("", 0);
}
