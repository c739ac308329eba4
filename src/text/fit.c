#include "text/fit.h"

#include <limits.h>
#include <string.h>

#include "text/tailor_parts.h"

enum {
	QUARTER = 4,           /* prices are in quarters of a cell */
	PEN_LIGHT = 2 * QUARTER,
	PEN_AVOID = 12 * QUARTER,
	PEN_AVOID_NARROW = 2 * QUARTER, /* below NARROW cells */
	/* from here on only in need, that is, where a token is wider than a line */
	PEN_EASY = 1000 * QUARTER,
	PEN_WORD = 1500 * QUARTER,
	PEN_GLUE = 2000 * QUARTER,
	PEN_INNER = 4000 * QUARTER,
	PEN_NEVER = 100000 * QUARTER,
	NARROW = 30,
};

void fit_init(struct fit *f, const struct scan *s)
{
	int measure = s->o->measure;
	bool cjk = s->lang == LANG_ZH || s->lang == LANG_JA || s->lang == LANG_UNKNOWN;

	*f = (struct fit){
		.s = s,
		.measure = measure,
		.hang = cjk ? s->o->hang : 0, /* centred marks of Taiwan and Hong Kong never hang */
		.hangs_all_stops = s->lang != LANG_JA,
		.pens = {
			[BOND_LIGHT] = PEN_LIGHT,
			[BOND_AVOID] = measure < NARROW ? PEN_AVOID_NARROW : PEN_AVOID,
			[BOND_EASY] = PEN_EASY,
			[BOND_WORD] = PEN_WORD,
			[BOND_GLUE] = PEN_GLUE,
			[BOND_INNER] = PEN_INNER,
			[BOND_NEVER] = PEN_NEVER,
		},
	};
	if (s->o->preformatted) {
		/* what stood on one line is cut where the line is full, a word where it fits no line */
		for (int b = BOND_LIGHT; b < BOND_NEVER; b++)
			f->pens[b] = (b < BOND_WORD ? measure / 3 : measure) * QUARTER;
		f->hang = 0;
	}
}

/* How far the mark at the end of a line may stand beyond the room. */
static int hang_of(const struct fit *f, size_t last)
{
	const struct unit *u = &f->s->units[last];
	int cells = unit_cells(u);

	if (!f->hang)
		return 0;
	switch (u->layout) {
	case LC_STOP:
	case LC_ASCII_STOP:
		if (f->hangs_all_stops || u->lb == LB_CL || unit_char(f->s, last) == '.')
			return cells < f->hang ? cells : f->hang;
		return 0;
	case LC_CLOSE:
	case LC_QUOTE_CLOSE:
		return f->hangs_all_stops; /* the blank half of a full-width one */
	case LC_ASCII_CLOSE:
		return f->hangs_all_stops && unit_char(f->s, last) == ')';
	case LC_ASCII_QUOTE:
		return f->hangs_all_stops && u->lb == LB_CL;
	default:
		return 0;
	}
}

/* The units from a line's first one up to `next`: their cells, virtual ones included, and how many
 * of these there are. */
struct reach {
	size_t next;
	int cells, gaps;
};

/* End the line where r reaches to: blanks fall off, what is too much is squeezed out or hangs.
 * False when it is too wide. */
static bool close_line(const struct fit *f, struct fitted *line, const struct reach *r, int room)
{
	const struct unit *units = f->s->units;
	size_t end = r->next;
	int cells = r->cells, over;

	while (end > line->first && unit_is_blank(&units[end - 1]))
		cells -= unit_cells(&units[--end]);
	if (end > line->first)
		cells += unit_breaks_word(f->s, end - 1);
	over = cells - room;
	line->end = end;
	line->next = r->next;
	line->cells = cells;
	line->squeezed = line->hang = 0;
	if (over <= 0)
		return true;
	line->squeezed = over < r->gaps ? over : r->gaps;
	line->hang = over - line->squeezed;
	return line->hang == 0 || (end > line->first && line->hang <= hang_of(f, end - 1));
}

static int price(const struct fitted *line, int room)
{
	int left = room - line->cells;

	return (left > 0 ? left * QUARTER : 0) + line->squeezed + (line->hang > 0);
}

/* Cells of the unbreakable token that starts at i, counted until they are more than the room. */
static int token_cells(const struct fit *f, size_t i, int room)
{
	const struct unit *units = f->s->units;
	int cells = unit_cells(&units[i]);

	for (i++; i < f->s->n && cells <= room && units[i].bond >= BOND_EASY; i++) {
		if (units[i].bond == BOND_MUST || unit_is_blank(&units[i]))
			break;
		cells += unit_cells(&units[i]);
	}
	return cells;
}

/* Letters, digits, and what joins them into one word or number. */
static bool is_of_word(const struct scan *s, size_t i)
{
	const struct unit *u = &s->units[i];
	uint32_t cp;

	if (unit_in(u, SET_WORD))
		return true;
	cp = unit_codepoint(s, i);
	return cp < 0x80 ? cp && strchr(".,:-/+*~'@&_", (int)cp)
	                 : cp == 0x2212 || cp == 0x2013 || cp == 0xd7 || cp == 0x2019;
}

/* Whether the word or number around the place before unit i is wider than a line. */
static bool is_in_long_word(const struct fit *f, size_t i, int room)
{
	const struct scan *s = f->s;
	size_t first = i, last = i;
	int cells = 0;

	while (first > 0 && is_of_word(s, first - 1) && i - first <= (size_t)room)
		first--;
	while (last < s->n && is_of_word(s, last) && last - i <= (size_t)room)
		last++;
	for (size_t k = first; k < last; k++)
		cells += unit_cells(&s->units[k]);
	return cells > room;
}

/* Walk back from where r reaches to, to the cheapest place to break. `cheap` is the price at which
 * what is else broken only in need may be cut (a token wider than the line); 0: never. */
static void choose(const struct fit *f, struct fitted *best, struct reach r, int room, int cheap)
{
	const struct unit *units = f->s->units;
	const size_t first = best->first;
	int lowest = INT_MAX;

	for (; r.next > first; r.next--) {
		struct fitted line = { .first = first };
		enum bond bond = r.next < f->s->n ? units[r.next].bond : BOND_FREE;
		int pen = f->pens[bond];

		if ((room - r.cells) * QUARTER >= lowest)
			break;
		if (cheap && bond >= BOND_EASY && bond < BOND_NEVER &&
		    (bond != BOND_INNER || is_in_long_word(f, r.next, room)))
			pen = cheap + (int)bond;
		if (pen < lowest && close_line(f, &line, &r, room)) {
			int cost = pen + price(&line, room);

			if (cost < lowest) {
				lowest = cost;
				*best = line;
			}
		}
		r.cells -= unit_cells(&units[r.next - 1]);
		if (r.next - 1 > first && units[r.next - 1].cells & UNIT_GAP) {
			r.cells--;
			r.gaps--;
		}
	}
}

/* Pass units four at a time while all of them surely go in and nothing about them is special;
 * *cells grows by theirs. Returns the unit where to go on one by one. */
static size_t skip_plain(const struct scan *s, size_t i, int limit, int *cells)
{
	const struct unit *u = s->units + i, *end = s->units + s->n;

	for (; end - u >= 4; u += 4) {
		int sum = unit_cells(u) + unit_cells(u + 1) + unit_cells(u + 2) + unit_cells(u + 3);

		if ((u[0].cells | u[1].cells | u[2].cells | u[3].cells) & UNIT_GAP ||
		    *cells + sum > limit)
			break;
		*cells += sum;
	}
	return (size_t)(u - s->units);
}

/* As far as the room and what may be squeezed and hung allow. */
static struct reach reach_of(const struct fit *f, size_t first, int room)
{
	const struct scan *s = f->s;
	const bool must = s->has_must, keeps = s->o->preformatted;
	struct reach r = { .next = first };
	int limit = room + f->hang;

	if (!must)
		r.next = skip_plain(s, first, limit, &r.cells);
	for (; r.next < s->n; r.next++) {
		const struct unit *u = &s->units[r.next];
		int own = unit_cells(u), gap = 0;

		if (must && u->bond == BOND_MUST && r.next > first)
			break;
		if (u->cells & UNIT_GAP)
			gap = r.next > first;
		if (r.cells + own > limit && (!unit_is_blank(u) || (keeps && r.cells > limit)))
			break;
		r.cells += own + gap;
		r.gaps += gap;
		limit += gap;
	}
	return r;
}

void fit_line(const struct fit *f, size_t first, int room, struct fitted *out)
{
	const struct unit *units = f->s->units;
	const size_t n = f->s->n;
	const struct reach r = reach_of(f, first, room);

	*out = (struct fitted){ .first = first };
	if ((r.next == n || units[r.next].bond == BOND_MUST) && close_line(f, out, &r, room))
		return;
	out->next = 0;
	choose(f, out, r, room, 0);
	if (out->next && (room - out->cells) * 4 > room && out->next < n &&
	    token_cells(f, out->next, f->measure) > f->measure)
		choose(f, out, r, room, room);
	if (!out->next) {
		/* not even one unit goes in: it stands alone */
		out->next = out->end = first + 1;
		out->cells = unit_cells(&units[first]);
	}
}

bool fit_exactly(const struct fit *f, size_t first, size_t next, int room, struct fitted *out)
{
	const struct unit *units = f->s->units;
	struct reach r = { .next = next };

	*out = (struct fitted){ .first = first };
	for (size_t i = first; i < next; i++) {
		int gap = (units[i].cells & UNIT_GAP) && i > first;

		r.cells += unit_cells(&units[i]) + gap;
		r.gaps += gap;
	}
	return close_line(f, out, &r, room);
}
