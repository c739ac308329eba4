#include "ui/key.h"
#include "base/array.h"
#include "base/i18n.h"
#include "text/utf8.h"

#include <stdlib.h>

static const struct {
	key_code key;
	const char *name;
	const char *label; /* msgid; NULL: the name does */
} names[] = {
	{ NAMED_ENTER, "Enter", N_("Enter") },
	{ ' ', "Space", N_("Space") },
	{ NAMED_TAB, "Tab", NULL },
	{ NAMED_BACKTAB, "S-Tab", NULL },
	{ NAMED_ESC, "Esc", NULL },
	{ NAMED_BACKSPACE, "Backspace", N_("Backspace") },
	{ NAMED_UP, "Up", "↑" },
	{ NAMED_DOWN, "Down", "↓" },
	{ NAMED_LEFT, "Left", "←" },
	{ NAMED_RIGHT, "Right", "→" },
	{ NAMED_HOME, "Home", NULL },
	{ NAMED_END, "End", NULL },
	{ NAMED_PAGE_UP, "PgUp", NULL },
	{ NAMED_PAGE_DOWN, "PgDn", NULL },
	{ NAMED_INSERT, "Ins", NULL },
	{ NAMED_DELETE, "Del", NULL },
};

static key_code named(struct slice name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (slice_is_nocase(name, names[i].name))
			return names[i].key;
	if (name.len >= 2 && name.len <= 3 && ascii_lower(name.data[0]) == 'f') {
		int n = atoi(name.data + 1);
		if (ascii_is_digit(name.data[1]) && n >= 1 && n <= 12)
			return NAMED_F1 + (key_code)n - 1;
	}
	return KEY_NONE;
}

key_code key_of_name(struct slice name)
{
	uint32_t cp;

	if (!name.len)
		return KEY_NONE;
	if (utf8_decode(name.data, name.data + name.len, &cp) == name.len)
		return cp == 0xfffd ? KEY_NONE : cp;
	if (name.data[0] == ',') {
		key_code rest = key_of_name(slice_make(name.data + 1, name.len - 1));

		return rest && !(rest & KEY_MACRO) ? rest | KEY_MACRO : KEY_NONE;
	}
	if (name.data[0] == '^' && name.len == 2)
		return KEY_CTRL | (key_code)ascii_lower(name.data[1]);
	if (slice_begins_nocase(name, "M-") || slice_begins_nocase(name, "C-") ||
	    (slice_begins_nocase(name, "S-") && !named(name))) {
		key_code rest = key_of_name(slice_make(name.data + 2, name.len - 2));
		int c = ascii_lower(name.data[0]);
		key_code flag = c == 'm' ? KEY_ALT : c == 'c' ? KEY_CTRL : KEY_SHIFT;
		return rest ? rest | flag : KEY_NONE;
	}
	return named(name);
}

static void add_key(struct str *out, key_code key, bool label)
{
	key_code base = KEY_BASE(key);
	char text[4];

	if (key & KEY_MACRO)
		str_add(out, ",");
	if (key & KEY_ALT)
		str_add(out, "M-");
	if (key & KEY_SHIFT)
		str_add(out, "S-");
	if (key & KEY_CTRL)
		str_add(out, base < 0x80 ? "^" : "C-");
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (names[i].key == base) {
			str_add(out, label && names[i].label ? _(names[i].label) : names[i].name);
			return;
		}
	if (base >= NAMED_F1 && base <= NAMED_F12)
		str_printf(out, "F%u", (unsigned)(base - NAMED_F1 + 1));
	else if (key & KEY_CTRL && base >= 'a' && base <= 'z')
		str_add_char(out, (char)(base - 'a' + 'A'));
	else
		str_append(out, text, utf8_encode(base, text));
}

void key_add_name(struct str *out, key_code key)
{
	add_key(out, key, false);
}

void key_add_label(struct str *out, key_code key)
{
	add_key(out, key, true);
}

bool key_is_text(key_code key)
{
	return key >= 0x20 && key != 0x7f && key < NAMED_ENTER;
}
