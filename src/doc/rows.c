/* A row of a galley as spans to draw. */
#include "doc/galley.h"
#include "base/mem.h"

#include <string.h>

/* How a stretch of a block's text looks: the same up to byte `until`. */
struct look {
	style_t style;
	uint16_t link;
	uint32_t until;
};

/* Runs are met from left to right; this remembers where one is. */
struct finder {
	const struct block *b;
	size_t run;
	bool is_placed;
};

static uint32_t nearer(uint32_t until, uint32_t border, uint32_t byte)
{
	return border > byte && border < until ? border : until;
}

/* The first run that ends behind a byte. */
static size_t find_run(const struct block *b, uint32_t byte)
{
	size_t low = 0, high = b->n_runs;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->runs[middle].end <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct look look_at(struct finder *f, style_t style, uint32_t byte)
{
	struct look look = { style, f->b->link, UINT32_MAX };
	const struct run *runs = f->b->runs;

	/* A line begins anywhere, and cells of a table are not drawn in the order of the text. */
	if (!f->is_placed || (f->run && runs[f->run - 1].end > byte))
		f->run = find_run(f->b, byte);
	f->is_placed = true;
	while (f->run < f->b->n_runs && runs[f->run].end <= byte)
		f->run++;
	if (f->run < f->b->n_runs) {
		const struct run *r = &runs[f->run];

		look.until = nearer(nearer(look.until, r->start, byte), r->end, byte);
		if (r->start <= byte) {
			look.style = doc_style_over(style, r->style);
			look.link = r->link;
		}
	}
	return look;
}

/* --- spans of the row being drawn ------------------------------------------------------------- */

/* Until the row is finished a span's text lies in l->drawn, in order. */
static void add_plain(struct layout *l, int x, const char *text, size_t len, style_t style)
{
	int cells = text_width(l->o.wrap.profile, slice_make(text, len));

	ARRAY_PUSH(l->spans, l->n_spans, l->cap_spans) =
		(struct row_span){ x, cells, NULL, len, style, 0, { 0, ANCHOR_GAP } };
	str_append(&l->drawn, text, len);
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

/* --- a line of a piece ------------------------------------------------------------------------ */

/* Clusters of a line: at most a few a cell; marks that take no cell beyond that are not drawn. */
static size_t glyphs_of(struct layout *l, struct wrap *w, const struct wrap_line *line)
{
	size_t most = (size_t)line->cells * 4 + 256;
	size_t want = line->end - line->start + (size_t)line->cells + 8;

	if (want > most)
		want = most;
	ARRAY_RESERVE(l->glyphs, l->cap_glyphs, want);
	return wrap_glyphs(w, line, l->glyphs, want);
}

/* Glyphs from i on that look alike and lie side by side become one span; returns where it ends.
 * What is drawn is mostly the source itself: it is copied in as few pieces as it has. `until` is a
 * byte of the piece. */
static size_t add_glyphs(struct layout *l, size_t i, size_t n, struct row_span span, uint32_t until)
{
	const struct wrap_glyph *first = &l->glyphs[i], *g = first;
	const char *from = g->draw;
	size_t len = 0;

	do {
		if (g->draw != from + len) {
			str_append(&l->drawn, from, len);
			span.len += len;
			from = g->draw;
			len = 0;
		}
		len += g->draw_len;
		span.cells += g->cells;
		g = &l->glyphs[++i];
	} while (i < n && g->x == first->x + span.cells && g->at < until);
	str_append(&l->drawn, from, len);
	span.len += len;
	span.x += first->x;
	ARRAY_PUSH(l->spans, l->n_spans, l->cap_spans) = span;
	return i;
}

/* Draw the glyphs from i on that look like it, and return the next. */
static size_t draw_glyphs(struct layout *l, struct galley *s, struct piece *p, struct finder *f,
                          size_t i, size_t n, int x)
{
	const struct wrap_glyph *g = &l->glyphs[i];
	uint32_t own = p->from + (uint32_t)g->at, until;
	bool inserted;
	struct row_span span = { .x = x, .style = STYLE_DIM, .at = { s->block, ANCHOR_GAP } };
	uint32_t byte = galley_source(s, own, &inserted);
	struct look look;

	if (!g->len) { /* a virtual cell has no link to be underlined for */
		span.style = s->style;
		return add_glyphs(l, i, n, span, 0);
	}
	until = galley_border(s, own);
	if (!inserted) {
		look = look_at(f, s->style, byte);
		span.style = look.style;
		span.link = look.link;
		span.at.byte = byte;
		if (look.until != UINT32_MAX && galley_own(s, look.until) < until)
			until = galley_own(s, look.until);
	}
	return add_glyphs(l, i, n, span, until == UINT32_MAX ? until : until - p->from);
}

static void draw_line(struct layout *l, struct galley *s, struct piece *p, uint32_t at)
{
	struct finder finder = { .b = &l->doc->blocks[s->block] };
	struct wrap_line line;
	int x = p->x;
	size_t n;

	if (at == 0 && p->marker) {
		add_plain(l, p->x + p->marker_x, p->marker, p->marker_len, p->marker_style);
		l->spans[l->n_spans - 1].link = finder.b->link;
	}
	if (!p->len || !piece_line(p, at, &line))
		return;
	if (p->align == ALIGN_RIGHT && line.cells - line.hang + line.indent < p->o.measure)
		x += p->o.measure - line.indent - (line.cells - line.hang);
	n = glyphs_of(l, piece_wrap(p), &line);
	for (size_t i = 0; i < n;)
		i = draw_glyphs(l, s, p, &finder, i, n, x);
}

/* --- by shape --------------------------------------------------------------------------------- */

static int right_edge(const struct layout *l)
{
	const struct row_span *last = l->n_spans ? &l->spans[l->n_spans - 1] : NULL;

	return last ? last->x + last->cells : 0;
}

static void draw_aside(struct layout *l, struct galley *s)
{
	int x = l->o.wrap.measure - s->aside_cells;

	size_t len = strlen(s->aside);

	/* On its own row it may be wider than the measure: its beginning is what counts. */
	if (x < right_edge(l)) {
		x = right_edge(l);
		len = text_fit(l->o.wrap.profile, slice_of(s->aside), l->o.wrap.measure, NULL);
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

static int add_stroke(struct layout *l, int x, int room)
{
	const char *stroke = l->o.ascii ? "-" : "─";
	int cells = text_width(l->o.wrap.profile, slice_of(stroke));
	struct str line = STR_INIT;

	for (int i = 0; i + cells <= room; i += cells)
		str_add(&line, stroke);
	add_plain(l, x, line.data, line.len, STYLE_RULE);
	str_release(&line);
	return right_edge(l);
}

/* "── text ──" at the left; without text in the middle, a third of the measure long. */
static void draw_rule(struct layout *l, struct galley *s)
{
	const struct block *b = &l->doc->blocks[s->block];
	int measure = l->o.wrap.measure;

	if (!b->len) {
		add_stroke(l, (measure - measure / 3) / 2, measure / 3);
		return;
	}
	add_plain(l, add_stroke(l, 0, 2) + 1, b->text, b->len, STYLE_RULE);
	l->spans[l->n_spans - 1].at = (struct anchor){ s->block, 0 };
	add_stroke(l, right_edge(l) + 1, 2);
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
