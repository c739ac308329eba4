/*
 * HTML of any quality → blocks → rows at some width: nothing too wide, every place found again.
 *
 * The first byte is the measure, the second chooses options.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean.h"
#include "doc/layout.h"
#include "text/clean.h"
#include "text/utf8.h"

enum { ROWS = 48, ROWS_MAX = 150 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_blocks(const struct doc *d)
{
	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		uint32_t at = 0;

		assert(utf8_is_valid(b->text, b->len));
		assert(b->group < d->n_blocks || b->kind != BLOCK_TABLE_ROW);
		for (size_t r = 0; r < b->n_runs; r++) {
			assert(b->runs[r].start >= at && b->runs[r].start < b->runs[r].end);
			assert(b->runs[r].end <= b->len && b->runs[r].link <= d->n_links);
			at = b->runs[r].end;
		}
	}
}

static void check_row(const struct row *row, int measure, int hang)
{
	int x = 0;

	for (size_t i = 0; i < row->n_spans; i++) {
		assert(row->spans[i].x >= x);
		assert(text_is_clean(slice_make(row->spans[i].text, row->spans[i].len), CLEAN_BLOCK));
		x = row->spans[i].x + row->spans[i].cells;
	}
	assert(x <= measure + hang);
}

/* Down row by row: it ends, no row is too wide, and every row's start is found again. */
static void check_rows(struct layout *l, int measure, int hang)
{
	struct anchor at = layout_start(l), next;
	struct row rows[ROWS];
	size_t n = layout_rows(l, at, ROWS, rows);
	long moved = 1;

	for (size_t i = 0; i < n; i++)
		check_row(&rows[i], measure, hang);
	for (int i = 0; i < ROWS_MAX && moved; i++, at = next) {
		struct anchor row = layout_row_of(l, at);

		assert(row.block == at.block && row.byte == at.byte);
		next = layout_move(l, at, 1, &moved);
		layout_move(l, next, -1, NULL);
	}
	layout_percent(l, layout_end(l, 10), 10);
	while (layout_idle(l, 1000))
		;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct layout_options o;
	struct layout *l;
	struct doc *d = doc_new();
	struct slice text;
	struct str plain;
	struct str clean = STR_INIT;
	int measure;

	if (size < 2) {
		doc_free(d);
		return 0;
	}
	/* what is laid out has come through the gate: unclean text never gets here */
	text_clean(&clean, slice_make((const char *)data + 2, size - 2), CLEAN_BLOCK);
	text = str_slice(&clean);
	measure = 8 + data[0] % 120;
	layout_options_init(&o, &width_profile_default, measure);
	o.link_numbers = data[1] & 1;
	o.dialogue_hang = data[1] & 2;
	o.ascii = data[1] & 4;
	o.paragraph = (enum paragraph_style)((data[1] >> 3) % 3);
	if (data[1] & 32)
		doc_add_text(d, text);
	else
		doc_add_html(d, text, "https://news.example/a/");
	check_blocks(d);
	l = layout_new(d, &o);
	check_rows(l, measure, o.wrap.hang);
	layout_free(l);
	str_init_limit(&plain, 1 << 20);
	doc_plain(d, &plain);
	str_release(&plain);
	str_release(&clean);
	doc_free(d);
	return 0;
}
