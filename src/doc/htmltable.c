/* Rows of tables: a row is one block, its cells parted by tabs, their lines by newlines. */
#include "doc/read.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	CELL_MAX = 1800,    /* bytes; more is running text, and the table a means of layout */
	COLSPAN_MAX = 32,
	COLUMNS_MAX = 100,  /* more is no table that could be shown */
	ROWSPAN_MAX = 200,
};

/* The table that rows here belong to; NULL outside tables and inside tables of layout. */
struct table *table_now(struct html *h)
{
	struct table *t;

	if (!h->n_tables || h->n_tables > TABLES_MAX)
		return NULL;
	t = &h->tables[h->n_tables - 1];
	return t->is_layout ? NULL : t;
}

void table_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct table *t;

	(void)o;
	/* A table inside a cell: the one around it only arranges things. */
	table_dissolve(h);
	if (h->n_tables++ >= TABLES_MAX)
		return;
	t = &h->tables[h->n_tables - 1];
	memset(t, 0, sizeof *t);
	t->first = SIZE_MAX;
	t->is_layout = slice_is_nocase(html_tag_attr(tag, "role"), "presentation");
}

/* --- dissolving ------------------------------------------------------------------------------- */

/* One line of a cell as a paragraph of its own, its runs shifted. */
static void add_line(struct doc *d, const struct block *row, size_t start, size_t end)
{
	struct slice line = doc_trim(slice_make(row->text + start, end - start));
	struct block *b;

	if (!line.len || d->n_blocks >= DOC_BLOCKS_MAX)
		return;
	start = (size_t)(line.data - row->text);
	end = start + line.len;
	b = &ARRAY_PUSH(d->blocks, d->n_blocks, d->cap_blocks);
	memset(b, 0, sizeof *b);
	b->kind = row->quotes ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
	b->text = line.data; /* the arena holds it already */
	b->len = line.len;
	b->depth = row->depth;
	b->quotes = row->quotes;
	for (size_t i = 0; i < row->n_runs; i++) {
		struct run r = row->runs[i];

		if (r.end <= start || r.start >= end)
			continue;
		r.start = r.start > start ? r.start - (uint32_t)start : 0;
		r.end = (r.end < end ? r.end : (uint32_t)end) - (uint32_t)start;
		if (!b->runs)
			b->runs = arena_alloc(&d->arena, (row->n_runs - i) * sizeof *b->runs);
		b->runs[b->n_runs++] = r;
	}
}

static void add_lines(struct doc *d, const struct block *row)
{
	size_t start = 0;

	for (size_t i = 0; i <= row->len; i++) {
		if (i < row->len && row->text[i] != '\t' && row->text[i] != '\n')
			continue;
		add_line(d, row, start, i);
		start = i + 1;
	}
}

/* Take the rows that stand already apart into paragraphs. */
static void dissolve_rows(struct doc *d, size_t first)
{
	size_t n = d->n_blocks > first ? d->n_blocks - first : 0;
	struct block *old = n ? xmemdup(&d->blocks[first], n * sizeof *old) : NULL;

	if (!old)
		return;
	d->n_blocks = first;
	for (size_t i = 0; i < n; i++) {
		if (old[i].kind == BLOCK_TABLE_ROW && old[i].group == first)
			add_lines(d, &old[i]);
		else
			ARRAY_PUSH(d->blocks, d->n_blocks, d->cap_blocks) = old[i];
	}
	free(old);
}

/* The row being read: what its cells hold so far. */
static void dissolve_present_row(struct html *h)
{
	struct stand at = html_stand(h);
	const char *text = h->b.text.data;
	size_t start = 0, len = h->b.text.len;

	at.marker = NULL;
	at.kind = at.quotes ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
	for (size_t i = 0; i <= len; i++) {
		if (i < len && text[i] != '\t' && text[i] != '\n')
			continue;
		build_block(&h->b, &at, start, i);
		start = i + 1;
	}
	str_clear(&h->b.text);
	h->b.n_runs = 0;
	h->b.in_cell = false;
}

void table_dissolve(struct html *h)
{
	struct table *t = table_now(h);

	if (!t)
		return;
	t->is_layout = true;
	if (t->first != SIZE_MAX)
		dissolve_rows(h->b.d, t->first);
	if (t->in_row)
		dissolve_present_row(h);
	t->in_row = false;
}

/* --- rows and cells --------------------------------------------------------------------------- */

static void trim_lines(struct builder *b, size_t start)
{
	size_t len = b->text.len;

	while (len > start && (b->text.data[len - 1] == '\n' || b->text.data[len - 1] == ' '))
		len--;
	build_cut(b, len);
	b->pending = PENDING_NONE;
}

static void next_column(struct html *h, struct table *t)
{
	if (t->column++)
		str_add_char(&h->b.text, '\t');
}

static bool in_head_rows(const struct html *h)
{
	for (size_t i = h->n; i-- > 0 && h->stack[i].e->role != ROLE_TABLE;)
		if (h->stack[i].e->role == ROLE_HEAD_ROWS)
			return h->stack[i].e->number == 1;
	return false;
}

void table_row_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct table *t = table_now(h);

	(void)tag;
	if (!t)
		return;
	if (t->in_row)
		table_row_end(h, o);
	t->in_row = true;
	t->column = 0;
	t->all_head = true;
	t->in_head = in_head_rows(h);
	h->b.in_cell = true;
}

void table_row_end(struct html *h, struct open *o)
{
	struct table *t = table_now(h);
	struct doc *d = h->b.d;
	struct stand at = html_stand(h);
	struct block *row;

	(void)o;
	if (!t || !t->in_row)
		return;
	t->in_row = false;
	h->b.in_cell = false;
	at.kind = BLOCK_TABLE_ROW;
	at.marker = NULL;
	at.continues = false;
	row = build_block(&h->b, &at, 0, h->b.text.len);
	str_clear(&h->b.text);
	h->b.n_runs = 0;
	h->b.pending = PENDING_NONE;
	if (!row || row == &d->scrap)
		return;
	if (t->first == SIZE_MAX)
		t->first = d->n_blocks - 1;
	row->group = (uint32_t)t->first;
	row->heading = t->column && (t->all_head || t->in_head);
	if (t->column > t->most_columns)
		t->most_columns = t->column;
}

static uint32_t span_of(const struct html_tag *tag, const char *name, uint32_t most)
{
	struct slice s = html_tag_attr(tag, name);
	uint32_t n = 0;

	for (size_t i = 0; i < s.len && ascii_is_digit((unsigned char)s.data[i]) && n < 1000; i++)
		n = n * 10 + (uint32_t)(s.data[i] - '0');
	return n < 1 ? 1 : n < most ? n : most;
}

void table_cell_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct table *t = table_now(h);
	uint32_t rows;

	if (t && t->in_row && t->column >= COLUMNS_MAX) {
		table_dissolve(h);
		return;
	}
	if (!t)
		return;
	if (!t->in_row)
		table_row_start(h, o, tag);
	trim_lines(&h->b, 0);
	while (t->column < SPANS_MAX && t->spans[t->column]) {
		t->spans[t->column]--;
		next_column(h, t);
	}
	next_column(h, t);
	t->extra = span_of(tag, "colspan", COLSPAN_MAX) - 1;
	rows = span_of(tag, "rowspan", ROWSPAN_MAX) - 1;
	for (uint32_t c = t->column - 1; rows && c < t->column + t->extra && c < SPANS_MAX; c++)
		t->spans[c] = (uint8_t)rows;
	t->all_head &= o && o->e->number == 1;
	t->cell_start = h->b.text.len;
}

void table_cell_end(struct html *h, struct open *o)
{
	struct table *t = table_now(h);

	(void)o;
	if (!t || !t->in_row)
		return;
	trim_lines(&h->b, t->cell_start < h->b.text.len ? t->cell_start : h->b.text.len);
	if (h->b.text.len - t->cell_start > CELL_MAX) {
		table_dissolve(h);
		return;
	}
	for (; t->extra > 0; t->extra--)
		next_column(h, t);
}

void table_end(struct html *h, struct open *o)
{
	struct table *t = table_now(h);

	if (t && t->in_row)
		table_row_end(h, o);
	/* One column is no table, but paragraphs below each other. */
	if (t && t->first != SIZE_MAX && t->most_columns < 2)
		dissolve_rows(h->b.d, t->first);
	if (h->n_tables)
		h->n_tables--;
}
