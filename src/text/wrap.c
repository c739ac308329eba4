#include "text/wrap_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "text/decode.h"
#include "text/line.h"

enum {
	DEFAULT_HANG = 2,
	MARK_LINES = 64,  /* a line start is kept every so many */
};

void wrap_options_init(struct wrap_options *o, const struct width_profile *profile, int measure)
{
	*o = (struct wrap_options){
		.profile = profile,
		.measure = measure,
		.hang = DEFAULT_HANG,
		.level = WRAP_BASIC,
		.justify = JUSTIFY_GAPS,
		.orphan = true,
	};
}

static size_t skip_blanks(const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	while (p < end) {
		uint32_t cp;
		size_t n = decode(p, end, &cp);
		int layout = text_property(cp)->layout;

		if (layout != LC_SPACE && layout != LC_NBSP && layout != LC_TAB &&
		    layout != LC_NEWLINE && layout != LC_INVISIBLE)
			break;
		p += n;
	}
	return (size_t)(p - text);
}

struct wrap *wrap_new(const char *text, size_t len, const struct wrap_options *o)
{
	struct wrap *w = xcalloc(1, sizeof *w);

	w->text = text;
	w->len = len;
	w->o = *o;
	if (!w->o.profile)
		w->o.profile = &width_profile_default;
	if (w->o.measure < 2)
		w->o.measure = 2;
	w->body = o->preformatted || o->verse ? 0 : skip_blanks(text, len);
	scan_init(&w->scan, &w->o, o->lang ? o->lang : lang_detect(slice_make(text, len)));
	fit_init(&w->fit, &w->scan);
	return w;
}

void wrap_free(struct wrap *w)
{
	if (!w)
		return;
	scan_release(&w->scan);
	free(w->marks);
	free(w);
}

/* Have the stretch that holds byte `at` scanned. */
static void load(struct wrap *w, size_t at)
{
	size_t k;

	if (w->loaded && at >= w->start && at < w->end)
		return;
	k = stretch_of(w, at);
	w->loaded = true;
	w->start = stretch_border(w, k);
	w->end = stretch_border(w, k + 1);
	if (k == 0)
		w->start = w->body < w->end ? w->body : w->end;
	scan_text(&w->scan, w->text + w->start, w->end - w->start);
	w->near = 0;
	w->plan_lines = 0;
}

/* The unit that starts at byte `at` of the text, or holds it. */
static size_t unit_at(struct wrap *w, size_t at)
{
	const struct unit *units = w->scan.units;
	size_t low = 0, high = w->scan.n;
	uint32_t want = (uint32_t)(at > w->start ? at - w->start : 0);

	if (w->near < w->scan.n && units[w->near].at == want)
		return w->near;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (units[middle].at <= want)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

int wrap_indent(const struct wrap *w, size_t first)
{
	int indent, measure = w->o.measure;
	bool begins;

	if (first == 0)
		begins = w->start <= w->body ||
			 (w->scan.keeps_lines && w->text[w->start - 1] == '\n');
	else
		begins = w->scan.keeps_lines && w->scan.units[first].bond == BOND_MUST;
	indent = begins ? w->o.indent_first : w->o.indent_rest;
	if (indent < 0)
		return 0;
	return indent <= measure - 2 ? indent : measure - 2;
}

int wrap_room(const struct wrap *w, size_t first)
{
	return w->o.measure - wrap_indent(w, first);
}

bool wrap_units(struct wrap *w, const struct wrap_line *line, size_t *first, size_t *next)
{
	if (line->start >= w->len || line->next <= line->start)
		return false;
	load(w, line->start);
	*first = unit_at(w, line->start);
	w->near = *first;
	*next = line->next >= w->end ? w->scan.n : unit_at(w, line->next);
	return *first < *next;
}

bool wrap_line(struct wrap *w, size_t start, struct wrap_line *line)
{
	struct fitted fitted;
	size_t first;

	if (start < w->body)
		start = w->body;
	if (start >= w->len)
		return false;
	load(w, start);
	first = unit_at(w, start);
	if (first >= w->scan.n)
		return false;
	wrap_fit(w, first, &fitted);
	w->near = fitted.next;
	line->start = w->start + w->scan.units[fitted.first].at;
	line->end = w->start + w->scan.units[fitted.end].at;
	line->next = w->start + w->scan.units[fitted.next].at;
	line->last = line->next >= w->len;
	line->indent = wrap_indent(w, first);
	line->hang = fitted.hang;
	line->cells = line_cells(w, &fitted);
	return true;
}

/* Count the lines of the loaded stretch and keep a mark every MARK_LINES. */
static void count_stretch(struct wrap *w)
{
	struct fitted fitted;

	for (size_t i = 0; i < w->scan.n; i = fitted.next) {
		if (w->lines % MARK_LINES == 0)
			ARRAY_PUSH(w->marks, w->n_marks, w->cap_marks) =
				w->start + w->scan.units[i].at;
		wrap_fit(w, i, &fitted);
		w->lines++;
	}
	w->counted = w->end;
}

bool wrap_count_more(struct wrap *w)
{
	if (w->counted >= w->len)
		return false;
	load(w, w->counted);
	count_stretch(w);
	return w->counted < w->len;
}

size_t wrap_count(struct wrap *w)
{
	while (wrap_count_more(w))
		;
	return w->lines;
}

size_t wrap_count_guess(const struct wrap *w)
{
	size_t left = w->len - w->counted, measure = (size_t)w->o.measure;
	bool wide = w->scan.lang != LANG_OTHER;

	if (!left)
		return w->lines;
	/* three bytes take two cells in CJK text */
	return w->lines + (wide ? left * 2 / 3 : left) / measure + 1;
}

/* The last mark not behind byte `at`, its line in *number; false when none is of use. */
static bool mark_before(const struct wrap *w, size_t at, size_t *byte, size_t *number)
{
	size_t low = 0, high = w->n_marks;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (w->marks[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return false;
	*byte = w->marks[low - 1];
	*number = (low - 1) * MARK_LINES;
	return true;
}

size_t wrap_line_start(struct wrap *w, size_t at, size_t *number)
{
	size_t start, line = 0;
	struct fitted fitted;

	if (at < w->body)
		at = w->body;
	if (at >= w->len)
		at = w->len ? w->len - 1 : 0;
	if (number)
		while (w->counted <= at && wrap_count_more(w))
			;
	load(w, at);
	start = w->start;
	if (w->counted > at) {
		size_t byte, at_line;

		if (mark_before(w, at, &byte, &at_line) && (number || byte >= w->start)) {
			start = byte;
			line = at_line;
		}
	}
	for (;;) {
		load(w, start);
		wrap_fit(w, unit_at(w, start), &fitted);
		if (w->scan.units[fitted.next].at + w->start > at || fitted.next <= fitted.first)
			break;
		start = w->start + w->scan.units[fitted.next].at;
		line++;
	}
	if (number)
		*number = line;
	return start;
}
