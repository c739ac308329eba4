#include "feed/heat.h"
#include "base/array.h"
#include "text/utf8.h"

#include <string.h>

/* Longer ones stand before their beginnings. Letters count only where no other letter follows. */
static const struct {
	const char *word;
	int64_t factor;
} scales[] = {
	{ "千万", 10000000 }, { "千萬", 10000000 }, { "百万", 1000000 }, { "百萬", 1000000 },
	{ "十万", 100000 },   { "万亿", 1000000000000 },
	{ "亿", 100000000 },  { "億", 100000000 },  { "억", 100000000 },
	{ "万", 10000 },      { "萬", 10000 },      { "만", 10000 },
	{ "千", 1000 },       { "천", 1000 },       { "百", 100 },
	{ "k", 1000 },        { "m", 1000000 },     { "b", 1000000000 }, { "w", 10000 },
};

static int64_t scale_of(struct slice rest)
{
	for (size_t i = 0; i < ARRAY_LENGTH(scales); i++) {
		size_t n = strlen(scales[i].word);
		if (!slice_begins_nocase(rest, scales[i].word))
			continue;
		if (n == 1 && rest.len > 1 && ascii_is_alpha((unsigned char)rest.data[1]))
			continue;
		return scales[i].factor;
	}
	return 1;
}

/* Full-width digits and signs as ASCII; the rest as it is. */
static size_t normalise(struct slice text, char *out, size_t size)
{
	const char *p = text.data, *end = p + text.len;
	size_t n = 0;

	while (p < end && n + 4 < size) {
		uint32_t cp;
		p += utf8_decode(p, end, &cp);
		if (cp >= 0xff01 && cp <= 0xff5e)
			cp -= 0xff01 - '!';
		n += utf8_encode(cp, out + n);
	}
	return n;
}

int64_t heat_parse(struct slice text)
{
	static const double largest = 9e17;
	char buffer[96];
	const char *p = buffer, *end = buffer + normalise(text, buffer, sizeof buffer);
	double value = 0, place = 1;

	while (p < end && !ascii_is_digit((unsigned char)*p))
		p++;
	if (p == end || (p > buffer && p[-1] == '-'))
		return -1;
	while (p < end && (ascii_is_digit((unsigned char)*p) ||
	                   (*p == ',' && p + 1 < end && ascii_is_digit((unsigned char)p[1])))) {
		if (*p != ',' && value < largest)
			value = value * 10 + (*p - '0');
		p++;
	}
	if (p + 1 < end && *p == '.' && ascii_is_digit((unsigned char)p[1]))
		for (p++; p < end && ascii_is_digit((unsigned char)*p); p++)
			value += (*p - '0') * (place /= 10);
	while (p < end && *p == ' ')
		p++;
	value *= (double)scale_of(slice_make(p, (size_t)(end - p)));
	return value < largest ? (int64_t)(value + 0.5) : (int64_t)largest;
}
