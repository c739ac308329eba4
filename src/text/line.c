#include "text/line.h"

#include "text/cluster.h"
#include "base/array.h"

int line_cells(const struct wrap *w, const struct fitted *line)
{
	(void)w;
	return line->cells - line->squeezed;
}

size_t wrap_glyphs(struct wrap *w, const struct wrap_line *line, struct wrap_glyph *out, size_t cap)
{
	struct wrap_line check;
	size_t n = 0, i = 0;
	int x = line->indent;

	if (!wrap_line(w, line->start, &check))
		return 0;
	while (w->scan.units[i].at + w->start < line->start)
		i++;
	for (; i < w->scan.n && w->start + w->scan.units[i].at < line->end && n < cap; i++) {
		const struct unit *u = &w->scan.units[i];
		struct wrap_glyph *g = &out[n];

		if (u->cells & UNIT_HIDDEN)
			continue;
		g->at = w->start + u->at;
		g->len = unit_bytes(&w->scan, i);
		g->draw = w->text + g->at;
		g->draw_len = (uint8_t)cluster_drawn(w->o.profile, g->draw, g->len);
		g->cells = (uint8_t)unit_cells(u);
		g->x = x;
		x += g->cells;
		n++;
	}
	return n;
}

void wrap_line_text(struct wrap *w, const struct wrap_line *line, struct str *out)
{
	struct wrap_glyph glyphs[512];
	size_t n = wrap_glyphs(w, line, glyphs, ARRAY_LENGTH(glyphs));

	str_add_repeat(out, ' ', (size_t)line->indent);
	for (size_t i = 0; i < n; i++)
		str_append(out, glyphs[i].draw, glyphs[i].draw_len);
}
