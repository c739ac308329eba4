/* A row of a table: cells side by side, or below each other as a record. */
#include "doc/making.h"
#include "base/mem.h"

#include <stdlib.h>

enum { LEAST_BOX = 2 };

static void add_cell_lines(struct making *m, struct slice cell)
{
	while (cell.len) {
		size_t from = (size_t)(cell.data - m->text.data);

		make_piece(m, from, from + slice_next(&cell, '\n').len);
	}
}

/* "name value", a piece a line of a cell; the names come from the table's head. */
static void make_record(struct making *m, const struct fit *f)
{
	const struct block *head = &m->l->doc->blocks[f->group];
	struct slice names = slice_make(head->heading ? head->text : NULL, head->len);
	struct slice rest = m->text, cell, name;

	m->o.measure -= m->box.left + m->box.right;
	m->o.indent_first = m->o.indent_rest = f->width[0] ? f->width[0] + COLUMN_GAP : 0;
	while (next_cell(&rest, &cell)) {
		size_t first = m->s->n_pieces;

		if (!next_cell(&names, &name))
			name = slice_make("", 0);
		add_cell_lines(m, cell);
		for (size_t i = first; i < m->s->n_pieces; i++)
			m->s->pieces[i].x = m->box.left;
		if (first < m->s->n_pieces && name.len) {
			struct piece *p = &m->s->pieces[first];

			p->marker = name.data;
			p->marker_len = text_fit(m->o.profile, name, f->width[0], NULL);
			p->marker_style = STYLE_DIM;
		}
	}
}

static void collect_lines(struct galley *s, size_t first_piece, size_t *cap)
{
	for (size_t i = first_piece; i < s->n_pieces; i++) {
		struct piece *p = &s->pieces[i];
		struct wrap_line line;
		size_t at = 0, n = 0;

		for (; p->len && wrap_line(piece_wrap(p), at, &line); at = line.next, n++)
			ARRAY_PUSH(s->cell_lines, s->n_lines, *cap) =
				(struct cell_line){ (uint32_t)i, (uint32_t)at };
		if (!n && s->n_pieces > first_piece + 1) /* an empty line inside a cell */
			ARRAY_PUSH(s->cell_lines, s->n_lines, *cap) =
				(struct cell_line){ (uint32_t)i, 0 };
	}
}

static void make_columns(struct making *m, const struct fit *f)
{
	struct galley *s = m->s;
	struct slice rest = m->text, cell;
	int x = m->box.left;
	size_t cap = 0;

	s->shape = SHAPE_COLUMNS;
	s->column = xcalloc(f->n_columns + 1, sizeof *s->column);
	while (s->n_columns < f->n_columns && next_cell(&rest, &cell)) {
		size_t first = s->n_pieces;
		int width = f->width[s->n_columns];

		if (cell.len && width < LEAST_BOX)
			width = LEAST_BOX;
		add_cell_lines(m, cell);
		for (size_t i = first; i < s->n_pieces; i++) {
			s->pieces[i].x = x;
			s->pieces[i].o.measure = width;
			if (f->is_right[s->n_columns])
				s->pieces[i].align = ALIGN_RIGHT;
		}
		collect_lines(s, first, &cap);
		s->column[++s->n_columns] = (uint32_t)s->n_lines;
		if (s->n_lines - s->column[s->n_columns - 1] > s->n_rows)
			s->n_rows = (uint32_t)s->n_lines - s->column[s->n_columns - 1];
		x += width ? width + COLUMN_GAP : 0;
	}
	if (!s->n_rows)
		s->n_rows = 1;
}

/* The names in a line, two blanks between. */
static void make_names(struct making *m)
{
	struct galley *s = m->s;
	struct str text = STR_INIT;
	size_t cap = 0;

	/* Link numbers are given up here: what is shown elsewhere too needs none. */
	free(s->inserts);
	free(s->text);
	s->inserts = NULL;
	s->n_inserts = 0;
	for (size_t i = 0; i < m->b->len; i++) {
		char c = m->b->text[i];

		str_add_char(&text, c == '\t' || c == '\n' ? ' ' : c);
		if (c != '\t')
			continue;
		ARRAY_PUSH(s->inserts, s->n_inserts, cap) =
			(struct insert){ (uint32_t)text.len, 1, (uint32_t)i + 1 };
		str_add_char(&text, ' ');
	}
	m->text.len = text.len;
	m->text.data = s->text = str_take(&text);
	make_units(m);
}

void make_table_row(struct making *m)
{
	const struct fit *f = layout_fit(m->l, m->s->block);

	if (m->b->heading)
		m->s->style |= STYLE_BOLD;
	if (!f->records)
		make_columns(m, f);
	else if (!m->b->heading || m->s->block != f->group)
		make_record(m, f);
	else if (f->header_shown)
		make_names(m);
	else
		m->s->shape = SHAPE_HIDDEN;
}
