/* How the columns of a table share the measure, or that they cannot. */
#include "doc/galley.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	COLUMNS_MAX = 24, /* more never fit a page */
	SAMPLE_ROWS = 200, /* a longer table is judged by its beginning */
	READABLE = 8,     /* cells under which a phrase is not set in a column, */
	READABLE_LONG = 12, LONG = 40, /* and running text */
	WORD_MAX = 24,    /* a longer word may be cut */
};

bool next_cell(struct slice *rest, struct slice *cell)
{
	if (!rest->data)
		return false;
	const char *tab = rest->len ? memchr(rest->data, '\t', rest->len) : NULL;

	*cell = *rest;
	if (tab) {
		cell->len = (size_t)(tab - rest->data);
		rest->len -= cell->len + 1;
		rest->data = tab + 1;
	} else {
		*rest = slice_make(NULL, 0);
	}
	return true;
}

void fit_release(struct fit *f)
{
	free(f->width);
	free(f->is_right);
	memset(f, 0, sizeof *f);
}

/* What a column wants, over the sampled rows. */
struct wish {
	int natural; /* cells of its widest line */
	int least;   /* cells under which its words would be cut */
	int numbers, texts;
};

static bool is_number(struct slice s)
{
	bool digit = false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		digit |= c >= '0' && c <= '9';
		if (c < 0x80 ? !strchr("0123456789+-.,%$ ", c) : false)
			return false;
		/* of the rest only signs: ￥ ％ − ± – */
		if (c == 0xe4 || (c > 0xe2 && c < 0xef))
			return false;
	}
	return digit;
}

static int longest_word(const struct layout *l, struct slice s)
{
	int longest = 0;

	for (size_t i = 0, from = 0; i <= s.len; i++) {
		unsigned char c = i < s.len ? (unsigned char)s.data[i] : ' ';

		/* CJK parts anywhere; the rest at blanks. */
		if (c == ' ' || c >= 0xe3 || i == s.len) {
			int cells = i > from ? text_width(l->o.wrap.profile,
			                                  slice_make(s.data + from, i - from))
			                     : 0;
			longest = cells > longest ? cells : longest;
			while (c >= 0xe3 && i + 1 < s.len &&
			       ((unsigned char)s.data[i + 1] & 0xc0) == 0x80)
				i++;
			from = i + 1;
		}
	}
	return longest < WORD_MAX ? longest : WORD_MAX;
}

static void wish_for(const struct layout *l, struct wish *w, struct slice cell, bool is_header)
{
	while (cell.len) {
		struct slice line = slice_next(&cell, '\n');
		int cells = text_width(l->o.wrap.profile, line);
		int word = longest_word(l, line);
		int least = cells < READABLE ? cells : cells > LONG ? READABLE_LONG : READABLE;

		w->natural = cells > w->natural ? cells : w->natural;
		w->least = word > w->least ? word : w->least;
		w->least = least > w->least ? least : w->least;
		if (!is_header && line.len)
			is_number(line) ? w->numbers++ : w->texts++;
	}
}

/* Returns the number of columns, or COLUMNS_MAX + 1. */
static uint32_t gather(const struct layout *l, uint32_t group, struct wish *wishes, uint32_t *rows)
{
	const struct doc *d = l->doc;
	uint32_t most = 0, b = group;

	for (; b < d->n_blocks && b < group + SAMPLE_ROWS; b++) {
		const struct block *row = &d->blocks[b];
		struct slice rest = slice_make(row->text, row->len), cell;
		uint32_t n = 0;

		if (row->kind != BLOCK_TABLE_ROW || (b > group && row->group != group))
			break;
		while (n <= COLUMNS_MAX && next_cell(&rest, &cell))
			if (n++ < COLUMNS_MAX)
				wish_for(l, &wishes[n - 1], cell, row->heading);
		most = n > most ? n : most;
	}
	*rows = b - group;
	return most;
}

/* Cells of a column when water stands at this level in all of them. */
static int at_level(const struct wish *w, int level)
{
	return level < w->least ? w->least : level > w->natural ? w->natural : level;
}

static int sum_at(const struct wish *wishes, uint32_t n, int level)
{
	int sum = 0;

	for (uint32_t c = 0; c < n; c++)
		sum += at_level(&wishes[c], level);
	return sum;
}

/* Narrow columns get what they want, wide ones share the rest: the highest level that fits. */
static bool share(const struct layout *l, struct fit *f, const struct wish *wishes, int room)
{
	uint32_t n = f->n_columns;
	int low = 0, high, left;

	room += COLUMN_GAP;
	for (uint32_t c = 0; c < n; c++)
		room -= wishes[c].natural ? COLUMN_GAP : 0; /* an empty column takes nothing */
	if (sum_at(wishes, n, 0) > room)
		return false;
	high = room + 1;
	while (high - low > 1) {
		int middle = (low + high) / 2;

		if (sum_at(wishes, n, middle) <= room)
			low = middle;
		else
			high = middle;
	}
	left = room - sum_at(wishes, n, low);
	for (uint32_t c = 0; c < n; c++) {
		const struct wish *w = &wishes[c];

		f->width[c] = at_level(w, low);
		if (left > 0 && f->width[c] < w->natural) {
			f->width[c]++;
			left--;
		}
		/* Full characters fill an even column: the odd cell would stay empty. */
		if (l->indents && f->width[c] < w->natural && f->width[c] > w->least)
			f->width[c] &= ~1;
		f->is_right[c] = w->numbers > 2 * w->texts;
	}
	return true;
}

/* The names beside the values, in at most two fifths of the measure. A name that would be cut, or
 * stands beside no value, makes the head be printed too: nothing is lost. */
static void fit_records(const struct layout *l, struct fit *f, const struct wish *wishes)
{
	const struct block *head = &l->doc->blocks[f->group];
	struct slice rest = slice_make(head->text, head->len), cell;
	int most = l->o.wrap.measure * 2 / 5 & ~1;

	f->records = true;
	f->width[0] = 0;
	for (uint32_t c = 0; head->heading && next_cell(&rest, &cell); c++) {
		int cells = text_width(l->o.wrap.profile, cell);

		if (cell.len && (c >= COLUMNS_MAX || wishes[c].numbers + wishes[c].texts == 0))
			f->header_shown = true;
		if (cells > most || memchr(cell.data, '\n', cell.len)) {
			f->header_shown = true;
			cells = most;
		}
		f->width[0] = cells > f->width[0] ? cells : f->width[0];
	}
}

static void fit_table(struct layout *l, struct fit *f, uint32_t group)
{
	struct wish wishes[COLUMNS_MAX];
	struct box box = layout_box(l, &l->doc->blocks[group]);
	int room = l->o.wrap.measure - box.left - box.right;
	uint32_t rows;

	memset(wishes, 0, sizeof wishes);
	fit_release(f);
	f->group = group;
	f->version = l->version;
	f->n_columns = gather(l, group, wishes, &rows);
	f->width = xcalloc(COLUMNS_MAX + 1, sizeof *f->width);
	f->is_right = xcalloc(COLUMNS_MAX + 1, sizeof *f->is_right);
	if (f->n_columns > COLUMNS_MAX || !share(l, f, wishes, room))
		fit_records(l, f, wishes);
	f->header_shown |= rows < 2;
}

const struct fit *layout_fit(struct layout *l, uint32_t block)
{
	uint32_t group = l->doc->blocks[block].group;
	struct fit *f;

	/* A row that was added by itself is its own table. */
	if (group > block || l->doc->blocks[group].kind != BLOCK_TABLE_ROW)
		group = block;
	for (int i = 0; i < FITS; i++)
		if (l->fits[i].version == l->version && l->fits[i].group == group)
			return &l->fits[i];
	f = &l->fits[l->next_fit++ % FITS];
	fit_table(l, f, group);
	return f;
}
