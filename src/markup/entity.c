#include "markup/entity.h"

#include <string.h>

#include "markup/tables/entities.h"
#include "text/utf8.h"

/* What Windows-1252 has at 128–159; pages write &#150; and mean a dash. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static int compare(struct slice name, const char *row)
{
	int order = strncmp(name.data, row, name.len);

	return order ? order : -(row[name.len] != '\0');
}

/* The mark and the text behind a name; NULL when there is none. */
static const char *find(struct slice name)
{
	size_t low = 0, high = ENTITIES;

	if (!name.len || name.len > ENTITY_NAME_MAX || memchr(name.data, '\0', name.len))
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *row = entity_texts + entity_offsets[middle];
		int order = compare(name, row);

		if (!order)
			return row + name.len + 1;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *html_entity(struct slice name)
{
	const char *found = find(name);

	return found ? found + 1 : NULL;
}

static int digit_value(char c, int base)
{
	int lower = ascii_lower((unsigned char)c);

	if (ascii_is_digit((unsigned char)c))
		return c - '0';
	return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* p stands behind "&#". */
static size_t number(const char *p, const char *end, char out[8], size_t *out_len)
{
	const char *start = p;
	int base = 10, digit;
	uint32_t cp = 0;

	if (p < end && (*p == 'x' || *p == 'X')) {
		base = 16;
		start = ++p;
	}
	for (; p < end && (digit = digit_value(*p, base)) >= 0; p++)
		if (cp <= 0x10ffff)
			cp = cp * (uint32_t)base + (uint32_t)digit;
	if (p == start)
		return 0;
	if (cp >= 0x80 && cp <= 0x9f)
		cp = windows_1252[cp - 0x80];
	*out_len = utf8_encode(cp ? cp : 0xfffd, out);
	return (size_t)(p - start) + (base == 16 ? 3 : 2) + (p < end && *p == ';');
}

static bool is_alphanumeric(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c);
}

/* HTML forgives a missing ; to the names that were there before HTML 4: Latin-1 and & < > ". Behind
 * them no letter, digit or = may stand, so that "?a=1&copy=2" stays an address. */
static bool forgiven(const char *found, const char *p, const char *end)
{
	return *found == '!' && !(p < end && (is_alphanumeric(*p) || *p == '='));
}

/* The four that make up nearly all references of escaped markup, without a search. */
static size_t frequent(const char *p, const char *end, char out[8])
{
	static const struct {
		char text[7];
		uint8_t len;
		char character;
	} rows[] = { { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&amp;", 5, '&' }, { "&quot;", 6, '"' } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (end - p >= rows[i].len && p[1] == rows[i].text[1] &&
		    !memcmp(p, rows[i].text, rows[i].len)) {
			out[0] = rows[i].character;
			return rows[i].len;
		}
	}
	return 0;
}

size_t html_reference(const char *p, const char *end, char out[8], size_t *out_len)
{
	const char *name = p + 1, *found;
	size_t n = frequent(p, end, out);

	if (n) {
		*out_len = 1;
		return n;
	}
	if (name < end && *name == '#')
		return number(name + 1, end, out, out_len);
	while (name + n < end && n <= ENTITY_NAME_MAX && is_alphanumeric(name[n]))
		n++;
	found = find(slice_make(name, n));
	if (!found)
		return 0;
	p = name + n;
	if (p < end && *p == ';')
		n++;
	else if (!forgiven(found, p, end))
		return 0;
	*out_len = strlen(found + 1);
	memcpy(out, found + 1, *out_len);
	return n + 1;
}

void html_unescape(struct str *out, struct slice text)
{
	const char *p = text.data, *end = p + text.len;

	while (p < end) {
		const char *amp = memchr(p, '&', (size_t)(end - p));
		char bytes[8];
		size_t len, n;

		str_append(out, p, (size_t)((amp ? amp : end) - p));
		if (!amp)
			return;
		n = html_reference(amp, end, bytes, &len);
		if (n)
			str_append(out, bytes, len);
		else
			str_add_char(out, '&');
		p = amp + (n ? n : 1);
	}
}

void html_escape(struct str *out, struct slice text, bool attribute)
{
	const char *p = text.data, *end = p + text.len, *run = p;

	for (; p < end; p++) {
		const char *as = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : NULL;

		if (*p == '"' && attribute)
			as = "&quot;";
		if (!as)
			continue;
		str_append(out, run, (size_t)(p - run));
		str_add(out, as);
		run = p + 1;
	}
	str_append(out, run, (size_t)(end - run));
}
