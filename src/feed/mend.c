#include "feed/mend.h"
#include "text/utf8.h"

#include <stdint.h>

/* --- is there anything to do? ----------------------------------------------------------------- */

/* True for a character, of its first bytes, that cleaning changes or mending may: C1 controls and
 * no-break blanks, letters that a double encoding makes, format characters, odd blanks, tags. */
static bool is_suspect(const unsigned char *p, size_t left)
{
	unsigned char second = left > 1 ? p[1] : 0, third = left > 2 ? p[2] : 0;

	switch (p[0]) {
	case 0xc2:
		return true;
	case 0xc3: /* Ã or å and the like, followed by a continuation byte taken for a character */
		return second >= 0x82 && second <= 0xb4 && third == 0xc2;
	case 0xd8:
		return second == 0x9c;
	case 0xe1:
		return second == 0x9a;
	case 0xe2:
		return (second == 0x80 && (third <= 0x8f || third >= 0xa8) && third <= 0xaf) ||
		       (second == 0x81 && third >= 0x9f);
	case 0xe3:
		return second == 0x80 && third == 0x80;
	case 0xf3:
		return second == 0xa0;
	default:
		return p[0] < 0x20 || p[0] == 0x7f;
	}
}

enum { BLOCK = 64, AHEAD = 2 };

/* May a character that begins in these BLOCK bytes be suspect? AHEAD more are looked at. Loops
 * without a branch, each of little, so that compilers do sixteen or more bytes at a time. */
static bool may_be_suspect(const unsigned char *p)
{
	unsigned char any = 0;

	for (int i = 0; i < BLOCK; i++)
		any |= (p[i] < 0x20) ^ (p[i] == '\n') ^ (p[i] == '\t');
	for (int i = 0; i < BLOCK; i++)
		any |= (p[i] == 0xc2) | (p[i] == 0x7f);
	for (int i = 0; i < BLOCK; i++)
		any |= (p[i] == 0xd8) | (p[i] == 0xf3);
	for (int i = 0; i < BLOCK; i++)
		any |= ((p[i] == 0xc3) & (p[i + 2] == 0xc2)) | ((p[i] == 0xe1) & (p[i + 1] == 0x9a));
	/* U+2010–2027 are dashes and quotation marks. */
	for (int i = 0; i < BLOCK; i++)
		any |= (p[i] == 0xe2) & (p[i + 1] <= 0x81) & ((p[i + 1] != 0x80) | (p[i + 2] < 0x90) |
		                                             (p[i + 2] > 0xa7));
	for (int i = 0; i < BLOCK; i++)
		any |= (p[i] == 0xe3) & (p[i + 1] == 0x80) & (p[i + 2] == 0x80);
	return any;
}

static bool is_any_suspect(const unsigned char *p, const unsigned char *stop, const unsigned char *end)
{
	for (; p < stop; p++) {
		if ((*p >= 0x20 && *p < 0x7f) || (*p >= 0x80 && *p < 0xc2) || *p == '\n' ||
		    *p == '\t')
			continue;
		if (is_suspect(p, (size_t)(end - p)))
			return true;
	}
	return false;
}

bool mend_is_needed(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.data, *end = p + s.len;

	for (; end - p >= BLOCK + AHEAD; p += BLOCK)
		if (may_be_suspect(p) && is_any_suspect(p, p + BLOCK, end))
			return true;
	return is_any_suspect(p, end, end);
}

/* --- mending ---------------------------------------------------------------------------------- */

/* What Windows-1252 has where Unicode has C1 controls; 0 where it has nothing. */
static const uint16_t windows[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Text that was UTF-8, taken for Latin 1 and encoded once more. True when undone into out. */
static bool undo_double(struct slice raw, struct str *out)
{
	const char *p = raw.data, *end = p + raw.len;
	bool high = false;

	while (p < end) {
		uint32_t cp;
		p += utf8_decode(p, end, &cp);
		if (cp > 0xff) {
			str_clear(out);
			return false;
		}
		high |= cp >= 0x80;
		str_add_char(out, (char)cp);
	}
	if (high && utf8_is_valid(out->data, out->len))
		return true;
	str_clear(out);
	return false;
}

/* Append raw with controls of C1 as the characters that Windows has there. */
static void mend_windows(struct slice raw, struct str *out)
{
	const char *p = raw.data, *end = p + raw.len, *good = p;

	for (; p < end; p++) {
		unsigned char next = p + 1 < end ? (unsigned char)p[1] : 0;
		char utf8[4];
		if ((unsigned char)*p != 0xc2 || next < 0x80 || next > 0x9f ||
		    !windows[next - 0x80])
			continue;
		str_append(out, good, (size_t)(p - good));
		str_append(out, utf8, utf8_encode(windows[next - 0x80], utf8));
		good = ++p + 1;
	}
	str_append(out, good, (size_t)(end - good));
}

struct str mend_cleaned(struct slice raw, enum clean_mode mode)
{
	struct str mended = STR_INIT, out = STR_INIT;

	if (slice_find(raw, "\xc3", 1) && undo_double(raw, &mended))
		raw = str_slice(&mended);
	if (slice_find(raw, "\xc2", 1)) {
		struct str windows_free = STR_INIT;
		mend_windows(raw, &windows_free);
		str_release(&mended);
		mended = windows_free;
		raw = str_slice(&mended);
	}
	text_clean(&out, raw, mode);
	str_release(&mended);
	return out;
}
