#include "ui/title.h"
#include "text/wrap.h"

#include <string.h>

#define LINE_GLYPHS 512

void title_set(const struct width_profile *profile, const char *title, int cells, struct str *first,
               struct str *rest)
{
	struct wrap_options o;
	struct wrap_glyph glyphs[LINE_GLYPHS];
	struct wrap_line line;
	struct str *out = first;
	struct wrap *w;

	wrap_options_init(&o, profile, cells);
	o.indent_first = o.indent_rest = o.hang = 0;
	o.justify = JUSTIFY_OFF;
	o.autospace = WRAP_OFF;
	o.quotes = QUOTES_TIGHT;
	o.orphan = false;
	w = wrap_new(title, strlen(title), &o);
	for (size_t at = 0; wrap_line(w, at, &line) && out->len < TITLE_LIMIT; at = line.next) {
		size_t n = wrap_glyphs(w, &line, glyphs, LINE_GLYPHS);
		for (size_t i = 0; i < n; i++)
			str_append(out, glyphs[i].draw, glyphs[i].draw_len);
		out = rest;
		if (line.last)
			break;
	}
	wrap_free(w);
}
