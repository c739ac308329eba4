#include "text/line.h"

#include <string.h>

#include "text/cluster.h"
#include "text/spacing.h"
#include "text/tailor_parts.h"

/*
 * Where a cell that is left over may go, best first (STYLE §1.5): no place, an existing blank, the
 * border of Han and Latin, behind 。；？！, behind ，、：, between ideographs.
 */
enum place { NO_PLACE, BLANK, BORDER, BEHIND_STOP, BEHIND_COMMA, BETWEEN, PLACES };

/* How many places of each kind a line has, and how many cells go to them, evenly. */
struct spread {
	int count[PLACES], cells[PLACES];
};

static bool opens(const struct unit *u)
{
	return u->lb == LB_OP || u->lb == LB_OP_WIDE;
}

static bool closes(const struct unit *u)
{
	return unit_in(u, LC(CLOSE) | LC(QUOTE_CLOSE) | LC(ASCII_CLOSE) | LC(ASCII_QUOTE)) &&
	       (u->lb == LB_CL || u->lb == LB_CP || u->lb == LB_CP_WIDE);
}

/* The unit that closes what u opens, if it is on the line; else the unit itself. */
static size_t closing(const struct scan *s, size_t open, size_t end)
{
	int depth = 0;

	for (size_t i = open; i < end; i++) {
		depth += opens(&s->units[i]);
		depth -= closes(&s->units[i]);
		if (depth == 0)
			return i;
	}
	return open;
}

static enum place behind_mark(const struct scan *s, size_t mark)
{
	switch (unit_codepoint(s, mark)) {
	case 0x3002: /* 。；？！ */
	case 0xff1b:
	case 0xff1f:
	case 0xff01:
	case ';':
	case '?':
	case '!':
		return BEHIND_STOP;
	case 0xff0c: /* ，、： */
	case 0x3001:
	case 0xff1a:
	case ',':
	case ':':
		return BEHIND_COMMA;
	default:
		return NO_PLACE;
	}
}

/* What the place before unit i is. */
static enum place place_before(const struct scan *s, size_t i)
{
	const struct unit *u = &s->units[i];

	if (unit_is_blank(u - 1))
		return unit_cells(u - 1) && !unit_is_blank(u) ? BLANK : NO_PLACE;
	if (u->bond >= BOND_EASY || !is_cjk(s))
		return NO_PLACE;
	if ((unit_in(u - 1, SET_IDEOGRAPH) && u->layout == LC_LATIN) ||
	    (u[-1].layout == LC_LATIN && unit_in(u, SET_IDEOGRAPH)))
		return BORDER;
	if (unit_in(u - 1, LC(STOP) | LC(ASCII_STOP)))
		return behind_mark(s, i - 1);
	if (unit_in(u - 1, SET_IDEOGRAPH) && unit_in(u, SET_IDEOGRAPH) && u->bond == BOND_FREE)
		return BETWEEN;
	return NO_PLACE;
}

/* The places of a line one after the other; those inside a quotation or title that stands whole on
 * it are none. */
struct places {
	const struct scan *s;
	const struct fitted *line;
	size_t skip; /* places up to this unit are inside */
};

static enum place next_place(struct places *p, size_t i)
{
	if (i > p->line->first && i > p->skip && opens(&p->s->units[i - 1]))
		p->skip = closing(p->s, i - 1, p->line->end);
	if (i <= p->line->first || i <= p->skip)
		return NO_PLACE;
	return place_before(p->s, i);
}

static void share(struct spread *spread, int left, bool all)
{
	for (int k = BLANK; k < BETWEEN && left > 0; k++) {
		spread->cells[k] = left < spread->count[k] ? left : spread->count[k];
		left -= spread->cells[k];
	}
	if (all && left > 0) {
		int k = spread->count[BETWEEN] ? BETWEEN : BLANK;

		if (spread->count[k])
			spread->cells[k] += left;
	}
}

/* What is left over on a line, and where it goes. Returns the cells that find a place. */
static int spread_init(struct spread *spread, const struct wrap *w, const struct fitted *line)
{
	const struct scan *s = &w->scan;
	enum wrap_justify how = w->o.justify;
	int room = wrap_room(w, line->first), left = room - line->cells, placed = 0;
	struct places places = { s, line, line->first };

	*spread = (struct spread){ { 0 }, { 0 } };
	if (how == JUSTIFY_OFF || left <= 0 || w->o.headline || s->keeps_lines ||
	    line->next >= s->n || s->units[line->next].bond == BOND_MUST)
		return 0;
	if (how == JUSTIFY_GAPS ? left > 1 || !is_cjk(s) : left * 4 > room)
		return 0;
	for (size_t i = line->first + 1; i < line->end; i++)
		spread->count[next_place(&places, i)]++;
	share(spread, left, how == JUSTIFY_FULL);
	for (int k = BLANK; k < PLACES; k++)
		placed += spread->cells[k];
	return placed;
}

int line_cells(const struct wrap *w, const struct fitted *line)
{
	struct spread spread;

	return line->cells - line->squeezed + spread_init(&spread, w, line);
}

/* Where glyphs go. */
struct pen {
	struct wrap *w;
	void (*put)(void *opaque, const struct wrap_glyph *glyph);
	void *opaque;
	int x;
};

static void put(struct pen *pen, struct wrap_glyph glyph)
{
	glyph.x = pen->x;
	pen->put(pen->opaque, &glyph);
	pen->x += glyph.cells;
}

static void put_unit(struct pen *pen, size_t i, bool last)
{
	const struct wrap *w = pen->w;
	const struct unit *u = &w->scan.units[i];
	struct wrap_glyph g = {
		.at = w->start + u->at,
		.len = unit_bytes(&w->scan, i),
		.cells = (uint8_t)unit_cells(u),
	};

	if (last && unit_breaks_word(&w->scan, i)) {
		g.draw = "-";
		g.draw_len = g.cells = 1;
	} else if (u->cells & UNIT_HIDDEN) {
		return;
	} else if (u->cells & UNIT_TWIN) {
		g.draw = unit_twin(&w->scan, i);
		/* blanks for a tab: as many as it takes cells */
		g.draw_len = *g.draw == ' ' ? g.cells : (uint8_t)strlen(g.draw);
	} else {
		g.draw = w->text + g.at;
		g.draw_len = (uint8_t)cluster_drawn(w->o.profile, g.draw, g.len);
	}
	put(pen, g);
}

static void put_blanks(struct pen *pen, size_t at, int n)
{
	while (n-- > 0)
		put(pen, (struct wrap_glyph){ .at = at, .draw = " ", .draw_len = 1, .cells = 1 });
}

static void put_line(struct pen *pen, const struct fitted *line)
{
	struct wrap *w = pen->w;
	const struct scan *s = &w->scan;
	struct places places = { s, line, line->first };
	struct spread spread;
	int seen[PLACES] = { 0 }, gaps = 0, kept;

	for (size_t i = line->first + 1; i < line->end; i++)
		gaps += (s->units[i].cells & UNIT_GAP) != 0;
	kept = gaps - line->squeezed;
	spread_init(&spread, w, line);
	for (size_t i = line->first; i < line->end; i++) {
		enum place k = next_place(&places, i);
		int cells = 0;

		if (i > line->first && s->units[i].cells & UNIT_GAP)
			cells = kept-- > 0;
		if (spread.cells[k]) {
			/* so many in all up to this place, evenly; one alone goes to the last */
			int q = seen[k]++, n = spread.cells[k], of = spread.count[k];

			cells += (q + 1) * n / of - q * n / of;
		}
		put_blanks(pen, w->start + s->units[i].at, cells);
		put_unit(pen, i, i + 1 == line->end);
	}
}

static void draw_line(struct wrap *w, const struct wrap_line *line, struct pen *pen)
{
	struct fitted fitted;
	size_t first, next;

	if (!wrap_units(w, line, &first, &next))
		return;
	fit_exactly(&w->fit, first, next, wrap_room(w, first), &fitted);
	pen->w = w;
	pen->x = line->indent;
	put_line(pen, &fitted);
}

struct glyph_array {
	struct wrap_glyph *out;
	size_t n, cap;
};

static void keep(void *opaque, const struct wrap_glyph *glyph)
{
	struct glyph_array *a = opaque;

	if (a->n < a->cap)
		a->out[a->n++] = *glyph;
}

size_t wrap_glyphs(struct wrap *w, const struct wrap_line *line, struct wrap_glyph *out, size_t cap)
{
	struct glyph_array array = { out, 0, cap };
	struct pen pen = { .put = keep, .opaque = &array };

	draw_line(w, line, &pen);
	return array.n;
}

static void append(void *opaque, const struct wrap_glyph *glyph)
{
	str_append(opaque, glyph->draw, glyph->draw_len);
}

void wrap_line_text(struct wrap *w, const struct wrap_line *line, struct str *out)
{
	struct pen pen = { .put = append, .opaque = out };

	str_add_repeat(out, ' ', (size_t)line->indent);
	draw_line(w, line, &pen);
}
