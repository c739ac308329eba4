#include "feed/recode.h"
#include "feed/hz.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* Convert one sequence that the first table does not know. */
static bool convert_one(iconv_t second, const char *p, size_t left, size_t *taken, struct str *out)
{
	for (size_t n = 1; n <= 4 && n <= left; n++) {
		char buffer[16], *in = (char *)p, *to = buffer;
		size_t in_left = n, to_left = sizeof buffer;
		iconv(second, NULL, NULL, NULL, NULL);
		if (iconv(second, &in, &in_left, &to, &to_left) != (size_t)-1 && !in_left) {
			str_append(out, buffer, sizeof buffer - to_left);
			*taken = n;
			return true;
		}
	}
	return false;
}

/* Bytes to pass over at a wrong sequence: a trail that cannot be a letter goes with its lead, so
 * that the pairs after it stay paired. */
static size_t wrong_len(const struct charset *c, const char *p, size_t left)
{
	unsigned char lead = (unsigned char)p[0];
	bool pair = c->form == CHARSET_MULTI && left > 1 && lead > 0x80 && lead < 0xff &&
	            (p[1] & 0x80);
	size_t unit = c->form != CHARSET_WIDE ? 1
	              : c->name[4] == '3'     ? 4
	              : c->name[0] == 'u'     ? 2
	                                      : 1;

	if (pair)
		return 2;
	return unit < left ? unit : left;
}

/* By the name it has here, else with hyphens: glibc knows ISO-IR-109 but not iso_ir_109. */
static iconv_t open_charset(const struct charset *c)
{
	char name[sizeof c->name];
	iconv_t cd = iconv_open("UTF-8", c->iconv ? c->iconv : c->name);

	if (cd != (iconv_t)-1 || c->iconv)
		return cd;
	memcpy(name, c->name, sizeof name);
	for (char *p = name; *p; p++)
		if (*p == '_')
			*p = '-';
	return iconv_open("UTF-8", name);
}

/* Append bytes as UTF-8; *wrong gets the number of replaced sequences. False when iconv does not
 * know the charset. */
static bool by_iconv(const struct charset *c, struct slice bytes, struct str *out, size_t *wrong)
{
	iconv_t cd = open_charset(c);
	iconv_t second = c->second ? iconv_open("UTF-8", c->second) : (iconv_t)-1;
	char *in = (char *)bytes.data;
	size_t left = bytes.len, taken;

	*wrong = 0;
	if (cd == (iconv_t)-1)
		return false;
	while (left) {
		char buffer[16384], *to = buffer;
		size_t to_left = sizeof buffer;
		size_t r = iconv(cd, &in, &left, &to, &to_left);
		bool failed = r == (size_t)-1 && errno != E2BIG;
		str_append(out, buffer, sizeof buffer - to_left);
		if (!failed)
			continue;
		if (second == (iconv_t)-1 || !convert_one(second, in, left, &taken, out)) {
			taken = wrong_len(c, in, left);
			str_append(out, RECODE_WRONG, 3);
			++*wrong;
		}
		in += taken;
		left -= taken;
	}
	iconv_close(cd);
	if (second != (iconv_t)-1)
		iconv_close(second);
	return true;
}

void recode_utf8(struct slice bytes, struct str *out)
{
	const char *p = bytes.data, *end = p + bytes.len, *good = p;

	while (p < end) {
		uint32_t cp;
		size_t n = *p & 0x80 ? utf8_decode(p, end, &cp) : (cp = 0, 1);
		if (cp == 0xfffd) {
			str_append(out, good, (size_t)(p - good));
			str_append(out, RECODE_WRONG, 3);
			good = p + n;
		}
		p += n;
	}
	str_append(out, good, (size_t)(end - good));
}

/* HZ is GB 2312 with seven bits, between ~{ and ~}; iconv does not know it. */
bool recode(const struct charset *c, struct slice bytes, struct str *out, size_t *wrong)
{
	struct str gb = STR_INIT;
	bool ok;

	if (strcmp(c->name, "hz-gb-2312"))
		return by_iconv(c, bytes, out, wrong);
	hz_to_gb(&gb, bytes);
	ok = by_iconv(c, str_slice(&gb), out, wrong);
	str_release(&gb);
	return ok;
}
