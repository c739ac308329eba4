#include "ui/picture.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SGR_MOST = 64 };

static bool is_variable(const char *name, const char *value)
{
	const char *have = getenv(name);

	return have && (!value || strstr(have, value));
}

enum picture_form picture_form_here(bool has_sixel)
{
	/* what tmux passes on of kitty's protocol depends on its settings; of sixel it says so itself */
	if (!getenv("TMUX") && (is_variable("KITTY_WINDOW_ID", NULL) || is_variable("TERM", "kitty") ||
	                        is_variable("TERM_PROGRAM", "ghostty")))
		return PICTURE_KITTY;
	return has_sixel ? PICTURE_SIXEL : PICTURE_SYMBOLS;
}

const char *picture_form_word(enum picture_form form)
{
	static const char *const words[] = { "symbols", "sixels", "kitty" };

	return words[form];
}

bool picture_is_known(struct slice b)
{
	static const struct {
		const char *bytes;
		size_t n;
	} begins[] = { { "\x89PNG\r\n\x1a\n", 8 }, { "\xff\xd8\xff", 3 }, { "GIF87a", 6 }, { "GIF89a", 6 } };

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (b.len > begins[i].n && !memcmp(b.data, begins[i].bytes, begins[i].n))
			return true;
	return b.len > 12 && !memcmp(b.data, "RIFF", 4) && !memcmp(b.data + 8, "WEBP", 4);
}

static void go_to(struct str *out, const struct picture_area *at, int row)
{
	str_printf(out, "\033[%d;%dH", at->y + row + 1, at->x + 1);
}

/* --- symbols ---------------------------------------------------------------------------------- */

/* ESC [ digits and ; m: colours and attributes. Its bytes, 0 when it is anything else. */
static size_t colour_at(const char *p, const char *end)
{
	const char *start = p;

	if (end - p < 3 || p[0] != '\033' || p[1] != '[')
		return 0;
	for (p += 2; p < end && (ascii_is_digit((unsigned char)*p) || *p == ';');)
		p++;
	return p < end && *p == 'm' && p - start < SGR_MOST ? (size_t)(p + 1 - start) : 0;
}

/* Any other sequence, from ESC on. */
static size_t sequence_at(const char *p, const char *end)
{
	const char *start = p++;

	if (p < end && *p == '[')
		for (p++; p < end && (*p < '@' || *p > '~');)
			p++;
	return (size_t)((p < end ? p + 1 : end) - start);
}

static bool is_symbol(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) || (cp >= 0x2500 && cp < 0x2600) ||
	       (cp >= 0x2800 && cp < 0x2900) || (cp >= 0x1fb00 && cp < 0x1fb96);
}

static bool add_symbols(struct str *out, struct slice drawn, const struct picture_area *at)
{
	const char *p = drawn.data, *end = p + drawn.len;
	int row = 0, column = 0;
	bool any = false;

	go_to(out, at, 0);
	while (p < end && row < at->rows) {
		uint32_t cp;
		size_t n;

		if (*p == '\033') {
			n = colour_at(p, end);
			if (n)
				str_append(out, p, n);
			p += n ? n : sequence_at(p, end);
			continue;
		}
		n = utf8_decode(p, end, &cp);
		if (cp == '\n') {
			str_add(out, "\033[0m");
			column = 0;
			if (++row < at->rows)
				go_to(out, at, row);
		} else if (is_symbol(cp) && column < at->columns) {
			str_append(out, p, n);
			column++;
			any = true;
		}
		p += n;
	}
	return any;
}

/* --- graphics --------------------------------------------------------------------------------- */

/* The sequence from p ("\033P" or "\033_" and so on) to its ST: its bytes, 0 when it has no end. */
static size_t string_at(const char *p, const char *end)
{
	const char *stop = p + 2;

	while (stop + 1 < end && *stop != '\033')
		stop++;
	return stop + 1 < end && stop[1] == '\\' ? (size_t)(stop + 2 - p) : 0;
}

static bool holds_only(const char *p, size_t n, const char *others, char from, char to)
{
	for (size_t i = 0; i < n; i++)
		if ((p[i] < from || p[i] > to) && (!p[i] || !strchr(others, p[i])))
			return false;
	return true;
}

static bool is_sixel(const char *p, size_t n)
{
	size_t i = 2;

	while (i < n && (ascii_is_digit((unsigned char)p[i]) || p[i] == ';'))
		i++;
	return i < n && p[1] == 'P' && p[i] == 'q' &&
	       holds_only(p + i + 1, n - i - 3, "\"#$!-;0123456789\n\r", '?', '~');
}

/* Pixels that come along, never a file or shared memory the terminal would read (t=f, t=t, t=s), and
 * nothing it would answer. */
static bool is_kitty(const char *p, size_t n)
{
	struct slice keys = slice_make(p + 3, n - 5), rest = keys;
	bool is_more = true;

	if (n < 6 || p[1] != '_' || p[2] != 'G')
		return false;
	keys = slice_next(&rest, ';');
	for (size_t i = 0; i < rest.len; i++)
		is_more &= ascii_is_alpha((unsigned char)rest.data[i]) ||
		           ascii_is_digit((unsigned char)rest.data[i]) || strchr("+/=", rest.data[i]);
	while (keys.len && is_more) {
		struct slice key = slice_next(&keys, ',');

		is_more = key.len > 2 && key.len < 16 && key.data[1] == '=' && strchr("afsvcrmzCXYxywhq", key.data[0]) &&
		          (key.data[0] == 'a' ? slice_is(key, "a=T")
		                              : holds_only(key.data + 2, key.len - 2, "", '0', '9'));
	}
	return is_more;
}

static bool add_graphics(struct str *out, struct slice drawn, enum picture_form form,
                         const struct picture_area *at)
{
	const char *p = drawn.data, *end = p + drawn.len;
	bool any = false;

	go_to(out, at, 0);
	while (p < end) {
		size_t n = *p == '\033' && p + 2 < end && strchr("P_", p[1]) ? string_at(p, end) : 0;

		if (n && (form == PICTURE_SIXEL ? is_sixel(p, n) : is_kitty(p, n))) {
			str_append(out, p, n);
			any = true;
		}
		p += n ? n : 1;
	}
	return any;
}

bool picture_add(struct str *out, struct slice drawn, enum picture_form form, const struct picture_area *at)
{
	size_t start = out->len;
	bool any;

	str_add(out, "\0337\033[0m");
	any = form == PICTURE_SYMBOLS ? add_symbols(out, drawn, at) : add_graphics(out, drawn, form, at);
	str_add(out, "\033[0m\0338");
	if (any && !out->cut)
		return true;
	str_truncate(out, start);
	out->cut = false;
	return false;
}

const char *picture_clear(enum picture_form form)
{
	return form == PICTURE_KITTY ? "\033_Ga=d,q=2\033\\" : "";
}
