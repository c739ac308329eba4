#include "ui/rows.h"
#include "base/array.h"
#include "base/i18n.h"
#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_AT = 1, DETAIL_AT = 3, GLYPHS = 512, BOX_LEAST = 24, NOTE_LEAST = 20, STRIP_LEAST = 16 };

/* --- contents --------------------------------------------------------------------------------- */

static struct wrap *wrap_detail(const struct rows *r, const struct text_row *row, int *at)
{
	struct wrap_options o;

	*at = r->label_cells ? r->label_cells : DETAIL_AT;
	wrap_options_init(&o, r->profile, r->width - 1 - *at > 8 ? r->width - 1 - *at : 8);
	o.indent_first = o.indent_rest = o.hang = 0;
	o.quotes = QUOTES_TIGHT;
	o.justify = JUSTIFY_OFF;
	return wrap_new(row->detail, strlen(row->detail), &o);
}

static int lines(void *owner, size_t i)
{
	struct rows *r = owner;
	const struct text_row *row = &r->v[i];
	int n = 1, heading = row->is_heading ? LIST_HEADING : 0;

	if (row->detail) {
		int at;
		struct wrap *w = wrap_detail(r, row, &at);
		size_t count = wrap_count(w);
		wrap_free(w);
		n = (int)(count < ROWS_DETAIL_LINES ? count : ROWS_DETAIL_LINES);
		if (!r->label_cells)
			n++;
	}
	return (n > 1 ? n : 1) | heading;
}

void rows_init(struct rows *r, const struct width_profile *profile)
{
	memset(r, 0, sizeof *r);
	r->profile = profile;
	r->width = 80;
	r->list.lines = lines;
	r->list.owner = r;
}

void rows_release(struct rows *r)
{
	arena_release(&r->arena);
	free(r->v);
	r->v = NULL;
	r->n = r->cap = 0;
}

void rows_clear(struct rows *r)
{
	arena_clear(&r->arena);
	r->n = 0;
}

struct text_row *rows_add(struct rows *r, const char *text, const char *note, int64_t value)
{
	struct text_row *row = &ARRAY_PUSH(r->v, r->n, r->cap);

	*row = (struct text_row){ .text = arena_strdup(&r->arena, text ? text : ""),
		                  .note = arena_strdup(&r->arena, note), .value = value,
		                  .style = STYLE_TEXT };
	return row;
}

struct text_row *rows_add_heading(struct rows *r, const char *text)
{
	struct text_row *row = rows_add(r, text, NULL, 0);

	row->is_heading = true;
	return row;
}

struct text_row *rows_add_plain(struct rows *r, const char *text, style_t style)
{
	struct text_row *row = rows_add(r, text, NULL, 0);

	row->is_heading = row->is_plain = true;
	row->style = style;
	return row;
}

void rows_detail(struct rows *r, struct text_row *row, const char *detail)
{
	row->detail = detail && *detail ? arena_strdup(&r->arena, detail) : NULL;
}

void rows_done(struct rows *r)
{
	list_resize(&r->list, r->n);
}

size_t rows_count(const struct rows *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += !r->v[i].is_heading;
	return n;
}

const struct text_row *rows_selected(const struct rows *r)
{
	const struct text_row *row = r->list.selected < r->n ? &r->v[r->list.selected] : NULL;

	return row && !row->is_heading ? row : NULL;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void draw_detail(struct rows *r, const struct pane *p, const struct text_row *row)
{
	struct wrap_glyph glyphs[GLYPHS];
	struct wrap_line line;
	int at, y = r->label_cells ? 0 : 1;
	struct wrap *w = wrap_detail(r, row, &at);

	for (size_t start = 0; y < p->height && wrap_line(w, start, &line); start = line.next) {
		size_t n = wrap_glyphs(w, &line, glyphs, GLYPHS);
		for (size_t i = 0; i < n; i++)
			pane_text(p, at + glyphs[i].x, y,
			          slice_make(glyphs[i].draw, glyphs[i].draw_len),
			          r->label_cells ? STYLE_TEXT : STYLE_DIM);
		y++;
		if (line.last)
			break;
	}
	wrap_free(w);
}

static void draw_heading(const struct pane *p, const struct text_row *row)
{
	int x = TEXT_AT;

	pane_rule(p, x, 0, 2, STYLE_RULE);
	x += 3;
	if (*row->text)
		x += pane_string(p, x, 0, row->text, STYLE_DIM) + 1;
	pane_rule(p, x, 0, p->width - 1 - x, STYLE_RULE);
}

/* Returns where the text has to end. */
static int draw_note(const struct rows *r, const struct pane *p, const char *note)
{
	int end = p->width - 1;

	if (!r->note_at || r->note_at + NOTE_LEAST > end) {
		int cells = text_width(r->profile, slice_of(note)), most = end / 2;

		if (cells > most) { /* the text comes first */
			pane_fit(p, end - most, 0, most, slice_of(note), STYLE_DIM);
			return end - most - 1;
		}
		return pane_right(p, end, 0, note, STYLE_DIM) - 1;
	}
	pane_fit(p, r->note_at, 0, end - r->note_at, slice_of(note), STYLE_DIM);
	return r->note_at - 1;
}

static void draw_row(void *owner, const struct pane *p, size_t i)
{
	struct rows *r = owner;
	const struct text_row *row = &r->v[i];
	int end = p->width - 1;

	if (row->is_plain) {
		pane_fit(p, TEXT_AT, 0, end - TEXT_AT, slice_of(row->text), row->style);
		return;
	}
	if (row->is_heading) {
		draw_heading(p, row);
		return;
	}
	if (row->note && *row->note)
		end = draw_note(r, p, row->note);
	if (row->detail && r->label_cells && end > r->label_cells)
		end = r->label_cells;
	pane_fit(p, TEXT_AT, 0, end - TEXT_AT, slice_of(row->text), row->style);
	if (row->detail)
		draw_detail(r, p, row);
}

void rows_draw(struct rows *r, const struct pane *pane, bool has_focus)
{
	int y = 0;

	r->width = pane->width;
	if (r->scrolls)
		list_hold(&r->list, pane->height);
	else
		list_settle(&r->list, pane->height);
	list_draw(&r->list, pane, draw_row);
	for (size_t i = r->list.top; i < r->list.selected; i++)
		y += lines(r, i) & ~LIST_HEADING;
	if (!rows_selected(r) || (r->scrolls && !list_is_in_sight(&r->list, r->list.selected)))
		return;
	for (int k = 0; k < (lines(r, r->list.selected) & ~LIST_HEADING); k++)
		pane_restyle(pane, 0, y + k, pane->width,
		             has_focus ? STYLE_SELECTED : STYLE_SELECTED_AWAY);
	if (has_focus)
		pane_cursor(pane, 0, y, false);
}

void rows_move(struct rows *r, enum motion motion, long n)
{
	if (r->scrolls)
		list_scroll(&r->list, motion, n);
	else
		list_move(&r->list, motion, n);
}

int rows_lines(struct rows *r, int width, int most)
{
	int sum = 0;

	r->width = width;
	for (size_t i = 0; i < r->n && sum < most; i++)
		sum += lines(r, i) & ~LIST_HEADING;
	return sum < most ? sum : most;
}

/* --- frames ----------------------------------------------------------------------------------- */

static void draw_edge(const struct pane *p, int y, const char *text, bool sides, const char *left,
                      const char *right)
{
	bool narrow = text_width(p->canvas->profile, slice_of("┌")) == 1 && !p->canvas->ascii;
	int x = 2;

	pane_rule(p, 0, y, p->width, STYLE_RULE);
	if (sides) {
		pane_string(p, 0, y, narrow ? left : "+", STYLE_RULE);
		pane_string(p, p->width - 1, y, narrow ? right : "+", STYLE_RULE);
	}
	if (text && *text) {
		int room = p->width - 6;
		pane_string(p, x, y, " ", STYLE_RULE);
		x += 1 + pane_fit(p, x + 1, y, room, slice_of(text), STYLE_HEADING);
		pane_string(p, x, y, " ", STYLE_RULE);
	}
}

/* The halves of a headline beside it would be read as its text. */
static void clear_under(const struct pane *p, const struct pane *box)
{
	int left = box->x - p->x, right = p->width - left - box->width;
	int from = left < STRIP_LEAST ? 0 : left;
	int to = right < STRIP_LEAST ? p->width : left + box->width;

	for (int y = 0; y < box->height; y++)
		pane_blank(p, from, box->y - p->y + y, to - from, STYLE_TEXT);
}

struct pane box_draw(const struct pane *p, int width, int height, const char *title,
                     const char *foot)
{
	bool sides = width + 2 <= p->width && p->width >= BOX_LEAST;
	int inner = sides ? width : p->width;
	int lines = height + 2 <= p->height ? height : p->height > 2 ? p->height - 2 : p->height;
	struct pane box, in;

	if (p->height <= 2) /* no room for a frame */
		return *p;
	box = pane_part(p, sides ? (p->width - width - 2) / 2 : 0, (p->height - lines - 2) / 2,
	                sides ? inner + 2 : inner, lines + 2);
	clear_under(p, &box);
	if (sides) {
		pane_border(&box, 0, STYLE_RULE);
		pane_border(&box, box.width - 1, STYLE_RULE);
	}
	draw_edge(&box, 0, title, sides, "┌", "┐");
	draw_edge(&box, box.height - 1, foot, sides, "└", "┘");
	in = pane_part(&box, sides ? 1 : 0, 1, inner, lines);
	return in;
}

void box_draw_more(const struct pane *p, const struct pane *in, const struct rows *r)
{
	int above, below, end = in->x - p->x + in->width - 2, top = in->y - p->y - 1;
	char text[64];

	list_out_of_sight(&r->list, &above, &below);
	if (p->height <= 2 || in->width < BOX_LEAST)
		return;
	if (above) {
		/* TRANSLATORS: in the frame of a sheet: lines of it that are scrolled out of sight. */
		snprintf(text, sizeof text, ngettext(" %d line above ", " %d lines above ",
		                                     (unsigned long)above), above);
		pane_right(p, end, top, text, STYLE_HEADING);
	}
	if (below) {
		snprintf(text, sizeof text, ngettext(" %d line below ", " %d lines below ",
		                                     (unsigned long)below), below);
		pane_right(p, end, top + in->height + 1, text, STYLE_HEADING);
	}
}
