/* The way through a galley's rows: last, next, the one before, by byte, and how many. */
#include "doc/galley.h"

static struct piece *piece_at(struct galley *s, struct place at)
{
	return &s->pieces[at.piece];
}

/* A row is drawn and then left for the next one: its line is fitted once. */
bool piece_line(struct piece *p, uint32_t at, struct wrap_line *line)
{
	if (!p->has_line || p->line_at != at) {
		p->has_line = wrap_line(piece_wrap(p), at, &p->line);
		p->line_at = at;
	}
	*line = p->line;
	return p->has_line;
}

/* The first row begins with its piece: with blanks that are not set, and where there is nothing else. */
static uint32_t line_start(struct piece *p, uint32_t at)
{
	struct wrap *w = piece_wrap(p);
	size_t start = wrap_line_start(w, at, NULL);
	struct wrap_line first;

	return wrap_line(w, 0, &first) && start > first.start ? (uint32_t)start : 0;
}

/* The byte the last line of a piece starts at. */
static uint32_t last_line(struct piece *p)
{
	return p->len ? line_start(p, (uint32_t)p->len - 1) : 0;
}

static bool has_aside_row(const struct galley *s)
{
	return s->aside && s->aside_below;
}

struct place galley_last(struct galley *s)
{
	if (s->shape == SHAPE_COLUMNS)
		return (struct place){ 0, s->n_rows - 1 };
	if (has_aside_row(s))
		return (struct place){ PLACE_ASIDE, 0 };
	if (s->shape != SHAPE_FLOW || !s->n_pieces)
		return PLACE_FIRST;
	return (struct place){ (uint32_t)s->n_pieces - 1, last_line(&s->pieces[s->n_pieces - 1]) };
}

bool galley_next(struct galley *s, struct place *at)
{
	struct wrap_line line;

	if (s->shape == SHAPE_COLUMNS)
		return at->at + 1 < s->n_rows ? at->at++, true : false;
	if (s->shape != SHAPE_FLOW || at->piece == PLACE_ASIDE)
		return false;
	if (at->piece < s->n_pieces) {
		struct piece *p = piece_at(s, *at);

		if (p->len && piece_line(p, at->at, &line) && line.next < p->len) {
			at->at = (uint32_t)line.next;
			return true;
		}
	}
	if (at->piece + 1 < s->n_pieces) {
		*at = (struct place){ at->piece + 1, 0 };
		return true;
	}
	if (!has_aside_row(s))
		return false;
	*at = (struct place){ PLACE_ASIDE, 0 };
	return true;
}

bool galley_before(struct galley *s, struct place *at)
{
	if (s->shape == SHAPE_COLUMNS)
		return at->at > 0 ? at->at--, true : false;
	if (s->shape != SHAPE_FLOW || !s->n_pieces)
		return false;
	if (at->piece == PLACE_ASIDE) {
		at->piece = (uint32_t)s->n_pieces - 1;
		at->at = last_line(&s->pieces[at->piece]);
		return true;
	}
	if (at->at > 0) {
		at->at = line_start(piece_at(s, *at), at->at - 1);
		return true;
	}
	if (at->piece == 0)
		return false;
	*at = (struct place){ at->piece - 1, last_line(&s->pieces[at->piece - 1]) };
	return true;
}

/* --- bytes ------------------------------------------------------------------------------------ */

uint32_t galley_source(const struct galley *s, uint32_t at, bool *inserted)
{
	uint32_t more = 0;

	*inserted = false;
	for (size_t i = 0; i < s->n_inserts && s->inserts[i].at <= at; i++) {
		const struct insert *in = &s->inserts[i];

		if (at < in->at + in->len) {
			*inserted = true;
			return in->source;
		}
		more += in->len;
	}
	return at - more;
}

uint32_t galley_border(const struct galley *s, uint32_t at)
{
	for (size_t i = 0; i < s->n_inserts; i++) {
		if (s->inserts[i].at > at)
			return s->inserts[i].at;
		if (s->inserts[i].at + s->inserts[i].len > at)
			return s->inserts[i].at + s->inserts[i].len;
	}
	return UINT32_MAX;
}

/* What stands at an insert's place in the block stands behind the insert here. */
uint32_t galley_own(const struct galley *s, uint32_t byte)
{
	for (size_t i = 0; i < s->n_inserts && s->inserts[i].source <= byte; i++)
		if (i + 1 == s->n_inserts || s->inserts[i + 1].source > byte)
			return s->inserts[i].at + s->inserts[i].len + (byte - s->inserts[i].source);
	return byte;
}

/* The last piece that begins at or before a byte. */
static uint32_t piece_of(const struct galley *s, uint32_t byte)
{
	size_t low = 0, high = s->n_pieces;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (s->pieces[middle].from <= byte)
			low = middle;
		else
			high = middle;
	}
	return (uint32_t)low;
}

static uint32_t line_of(struct piece *p, uint32_t byte)
{
	uint32_t at = byte > p->from ? byte - p->from : 0;

	if (!p->len)
		return 0;
	if (at >= p->len)
		at = (uint32_t)p->len - 1;
	return line_start(p, at);
}

static uint32_t row_of_cell(const struct galley *s, uint32_t piece, uint32_t at)
{
	uint32_t row = 0;

	for (uint32_t c = 0; c < s->n_columns; c++)
		for (uint32_t i = s->column[c]; i < s->column[c + 1]; i++)
			if (s->cell_lines[i].piece == piece && s->cell_lines[i].at <= at)
				row = i - s->column[c];
	return row;
}

struct place galley_place(struct galley *s, uint32_t byte)
{
	uint32_t own = galley_own(s, byte), piece;

	if (byte >= ANCHOR_ASIDE)
		return galley_last(s);
	if (!s->n_pieces || s->shape == SHAPE_RULE || s->shape == SHAPE_BLANK)
		return PLACE_FIRST;
	piece = piece_of(s, own);
	if (s->shape == SHAPE_COLUMNS)
		return (struct place){ 0, row_of_cell(s, piece, line_of(&s->pieces[piece], own)) };
	return (struct place){ piece, line_of(&s->pieces[piece], own) };
}

uint32_t galley_byte(const struct galley *s, struct place at)
{
	bool inserted;

	if (at.piece == PLACE_ASIDE)
		return ANCHOR_ASIDE;
	if (s->shape == SHAPE_COLUMNS) {
		for (uint32_t c = 0; c < s->n_columns; c++) {
			uint32_t i = s->column[c] + at.at;

			if (i < s->column[c + 1])
				return galley_source(s, s->pieces[s->cell_lines[i].piece].from +
				                                 s->cell_lines[i].at, &inserted);
		}
		return 0;
	}
	if (s->shape != SHAPE_FLOW || at.piece >= s->n_pieces)
		return 0;
	return galley_source(s, s->pieces[at.piece].from + at.at, &inserted);
}

/* A piece of which nothing is seen is a row too. */
static size_t piece_rows(struct piece *p)
{
	size_t lines = p->len ? wrap_count(piece_wrap(p)) : 0;

	return lines ? lines : 1;
}

uint32_t galley_count(struct galley *s)
{
	size_t rows = 0;

	if (s->shape == SHAPE_COLUMNS)
		return s->n_rows;
	if (s->shape == SHAPE_HIDDEN)
		return 0;
	for (size_t i = 0; i < s->n_pieces; i++)
		rows += piece_rows(&s->pieces[i]);
	if (!s->n_pieces)
		rows = 1;
	return (uint32_t)(rows + has_aside_row(s));
}

bool galley_count_more(struct galley *s)
{
	if (s->shape != SHAPE_FLOW)
		return false;
	for (size_t i = 0; i < s->n_pieces; i++)
		if (s->pieces[i].len && wrap_count_more(piece_wrap(&s->pieces[i])))
			return true;
	return false;
}
