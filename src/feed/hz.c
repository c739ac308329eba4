#include "feed/hz.h"

#include <stdbool.h>
#include <string.h>

static bool is_half(char c)
{
	return c >= 0x21 && c <= 0x7e;
}

void hz_to_gb(struct str *out, struct slice text)
{
	const char *p = text.data, *end = p + text.len;
	bool han = false;

	while (p < end) {
		char next = p + 1 < end ? p[1] : '\0';
		if (*p == '~' && (next == '{' || next == '}')) {
			han = next == '{';
			p += 2;
		} else if (*p == '~' && (next == '~' || next == '\n')) {
			if (next == '~')
				str_add_char(out, '~');
			p += 2;
		} else if (*p == '\n') { /* the end of a line ends Han as well */
			han = false;
			str_add_char(out, *p++);
		} else if (han && is_half(*p) && is_half(next)) {
			str_add_char(out, (char)(*p | 0x80));
			str_add_char(out, (char)(next | 0x80));
			p += 2;
		} else {
			str_add_char(out, *p++);
		}
	}
}
