/* A row of a galley as spans to draw. */
#include "doc/galley.h"
#include "base/mem.h"

#include <string.h>

/* Runs of a block are looked up from left to right; this remembers where one is. */
struct run_finder {
	const struct block *b;
	size_t next;
};

static const struct run *run_at(struct run_finder *f, uint32_t byte)
{
	const struct run *runs = f->b->runs;

	if (f->next && f->next <= f->b->n_runs && runs[f->next - 1].start > byte)
		f->next = 0;
	while (f->next < f->b->n_runs && runs[f->next].end <= byte)
		f->next++;
	return f->next < f->b->n_runs && runs[f->next].start <= byte ? &runs[f->next] : NULL;
}

/* --- spans of the row being drawn ----------------------------------------------------------------- */

/* While a row is drawn a span's text is an offset into l->drawn: that still moves. */
static void add_text(struct layout *l, struct row_span span)
{
	struct row_span *last = l->n_spans ? &l->spans[l->n_spans - 1] : NULL;

	if (last && last->x + last->cells == span.x && last->style == span.style &&
	    last->link == span.link && (last->at.byte == ANCHOR_GAP) == (span.at.byte == ANCHOR_GAP)) {
		last->cells += span.cells;
		last->len += span.len;
	} else {
		ARRAY_PUSH(l->spans, l->n_spans, l->cap_spans) = span;
	}
	str_append(&l->drawn, span.text, span.len);
}

static void add_plain(struct layout *l, int x, const char *text, size_t len, style_t style)
{
	struct slice s = slice_make(text, len);

	add_text(l, (struct row_span){ x, text_width(l->o.wrap.profile, s), text, len, style, 0,
	                               { 0, ANCHOR_GAP } });
}

static void finish_row(struct layout *l, struct row *row)
{
	char *text = arena_strndup(&l->arena, l->drawn.data, l->drawn.len);

	row->n_spans = l->n_spans;
	row->spans = arena_alloc(&l->arena, (l->n_spans + 1) * sizeof *row->spans);
	for (size_t i = 0; i < l->n_spans; i++) {
		row->spans[i] = l->spans[i];
		row->spans[i].text = text;
		text += l->spans[i].len;
	}
}

/* --- a line of a piece ------------------------------------------------------------------------------ */

/* Clusters of a line: at most a few a cell; marks that take no cell beyond that are not drawn. */
static size_t glyphs_of(struct layout *l, struct wrap *w, const struct wrap_line *line)
{
	size_t most = (size_t)line->cells * 4 + 256, want = line->end - line->start + (size_t)line->cells + 8;

	if (want > most)
		want = most;
	ARRAY_RESERVE(l->glyphs, l->cap_glyphs, want);
	return wrap_glyphs(w, line, l->glyphs, want);
}

static void draw_line(struct layout *l, struct galley *s, struct piece *p, uint32_t at)
{
	const struct block *b = &l->doc->blocks[s->block];
	struct run_finder finder = { b, 0 };
	struct wrap *w = piece_wrap(p);
	struct wrap_line line;
	bool inserted = false;
	int x = p->x;
	size_t n;

	if (at == 0 && p->marker)
		add_plain(l, p->x + p->marker_x, p->marker, p->marker_len, p->marker_style);
	if (!p->len || !wrap_line(w, at, &line))
		return;
	if (p->align == ALIGN_RIGHT && line.cells - line.hang + line.indent < p->o.measure)
		x += p->o.measure - line.indent - (line.cells - line.hang);
	n = glyphs_of(l, w, &line);
	for (size_t i = 0; i < n; i++) {
		const struct wrap_glyph *g = &l->glyphs[i];
		uint32_t byte = galley_source(s, p->from + (uint32_t)g->at, &inserted);
		const struct run *r = inserted ? NULL : run_at(&finder, byte);
		style_t style = r ? doc_style_over(s->style, r->style) : s->style;

		if (inserted)
			style = STYLE_DIM;
		add_text(l, (struct row_span){ x + g->x, g->cells, g->draw, g->draw_len, style,
		                               r ? r->link : 0,
		                               { s->block, inserted || !g->len ? ANCHOR_GAP : byte } });
	}
}

/* --- by shape ----------------------------------------------------------------------------------------- */

static int right_edge(const struct layout *l)
{
	const struct row_span *last = l->n_spans ? &l->spans[l->n_spans - 1] : NULL;

	return last ? last->x + last->cells : 0;
}

static void draw_aside(struct layout *l, struct galley *s)
{
	int x = l->o.wrap.measure - s->aside_cells;

	/* On its own row it may be wider than the measure: its beginning is what counts. */
	size_t len = strlen(s->aside);

	if (x < right_edge(l)) {
		len = text_fit(l->o.wrap.profile, slice_make(s->aside, len), l->o.wrap.measure, NULL);
		x = right_edge(l);
	}
	add_plain(l, x, s->aside, len, STYLE_DIM);
}

static void draw_flow(struct layout *l, struct galley *s, struct place at)
{
	struct place next = at;

	if (at.piece != PLACE_ASIDE && at.piece < s->n_pieces)
		draw_line(l, s, &s->pieces[at.piece], at.at);
	if (s->aside && (at.piece == PLACE_ASIDE || (!s->aside_below && !galley_next(s, &next))))
		draw_aside(l, s);
}

static void draw_columns(struct layout *l, struct galley *s, struct place at)
{
	for (uint32_t c = 0; c < s->n_columns; c++) {
		uint32_t i = s->column[c] + at.at;

		if (i < s->column[c + 1])
			draw_line(l, s, &s->pieces[s->cell_lines[i].piece], s->cell_lines[i].at);
	}
}

/* "── text ──" at the left; a line without text stands in the middle, a third of the measure long. */
static void draw_rule(struct layout *l, struct galley *s)
{
	const struct block *b = &l->doc->blocks[s->block];
	const char *stroke = l->o.ascii ? "-" : "─";
	int measure = l->o.wrap.measure, cells = text_width(l->o.wrap.profile, slice_of(stroke));
	int x = 0, room = 2;

	if (!b->len) {
		room = measure / 3;
		x = (measure - room) / 2;
	}
	for (int i = 0; i + cells <= room; i += cells, x += cells)
		add_plain(l, x, stroke, strlen(stroke), STYLE_RULE);
	if (!b->len)
		return;
	add_plain(l, x, " ", 1, STYLE_RULE);
	add_text(l, (struct row_span){ x + 1, text_width(l->o.wrap.profile, slice_make(b->text, b->len)),
	                               b->text, b->len, STYLE_RULE, 0, { s->block, 0 } });
	x = right_edge(l);
	add_plain(l, x++, " ", 1, STYLE_RULE);
	for (int i = 0; i + cells <= room; i += cells, x += cells)
		add_plain(l, x, stroke, strlen(stroke), STYLE_RULE);
}

void draw_row(struct layout *l, struct galley *s, struct place at, struct row *row)
{
	const struct block *b = &l->doc->blocks[s->block];

	l->n_spans = 0;
	str_clear(&l->drawn);
	if (s->shape == SHAPE_FLOW)
		draw_flow(l, s, at);
	else if (s->shape == SHAPE_COLUMNS)
		draw_columns(l, s, at);
	else if (s->shape == SHAPE_RULE)
		draw_rule(l, s);
	finish_row(l, row);
	if (b->kind == BLOCK_RELATED && at.piece == 0 && at.at == 0)
		row->number = b->number;
}
