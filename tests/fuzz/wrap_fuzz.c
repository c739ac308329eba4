/*
 * Any bytes, any options → lines: nothing lost or too wide, no cluster cut, glyphs that add up.
 *
 * The first four bytes choose measure and options; the rest is the text, as bad as it may be.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/cluster.h"
#include "text/linebreak.h"
#include "text/wrap.h"

enum { GLYPHS = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void choose_options(struct wrap_options *o, const uint8_t *data)
{
	wrap_options_init(o, data[0] & 1 ? &width_profile_default : &width_profile_text,
	                  2 + data[0] / 2);
	o->lang = (enum lang)(data[1] % 6);
	o->hang = data[1] / 6 % 3;
	o->level = (enum wrap_level)(data[1] / 18 % 4);
	o->justify = (enum wrap_justify)(data[2] % 3);
	o->quotes = (enum wrap_quotes)(data[2] / 3 % 4);
	o->punct = (enum wrap_punct)(data[2] / 12 % 3);
	o->autospace = (enum wrap_auto)(data[2] / 36 % 3);
	o->orphan = data[3] & 1;
	o->headline = data[3] & 2;
	o->verse = data[3] & 4;
	o->preformatted = data[3] & 8;
	o->indent_first = data[3] >> 4 & 4;
	o->indent_rest = data[3] >> 5 & 4;
}

static void check_glyphs(struct wrap *w, const struct wrap_line *line, size_t len)
{
	static struct wrap_glyph glyphs[GLYPHS];
	size_t n = wrap_glyphs(w, line, glyphs, GLYPHS), byte = line->start;
	int x = line->indent;

	for (size_t i = 0; i < n; i++) {
		assert(glyphs[i].x == x);
		assert(glyphs[i].at >= byte && glyphs[i].at + glyphs[i].len <= len);
		byte = glyphs[i].at + glyphs[i].len;
		x += glyphs[i].cells;
	}
	assert(n == GLYPHS || x == line->indent + line->cells);
}

static void check_lines(const char *text, size_t len, const struct wrap_options *o)
{
	struct wrap *w = wrap_new(text, len, o);
	struct wrap_line line;
	size_t n = 0, at = 0, cluster = 0;

	while (wrap_line(w, at, &line)) {
		assert(n == 0 || line.start == at);
		assert(line.start <= line.end && line.end <= line.next && line.next > line.start);
		if (line.indent + line.cells > o->measure + line.hang)
			assert(line.start + cluster_next(text + line.start, text + len) >=
			       line.end);
		while (cluster < line.next)
			cluster += cluster_next(text + cluster, text + len);
		assert(cluster == line.next);
		check_glyphs(w, &line, len);
		assert(n > 16 || wrap_line_start(w, line.start, NULL) == line.start);
		at = line.next;
		n++;
	}
	assert(n == 0 || at == len);
	assert(wrap_count(w) == n);
	wrap_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wrap_options o;
	uint8_t *bonds;

	if (size < 4)
		return 0;
	choose_options(&o, data);
	check_lines((const char *)data + 4, size - 4, &o);
	bonds = malloc(size);
	linebreak_standard((const char *)data + 4, size - 4, bonds);
	free(bonds);
	return 0;
}
