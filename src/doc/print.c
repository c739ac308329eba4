/* A document as lines of text. */
#include "doc/layout.h"

enum { ROWS_AT_ONCE = 128 };

/* A row's spans with blanks between; the blanks at its end are dropped. */
static void print_row(struct str *out, const struct row *row)
{
	size_t start = out->len;
	int x = 0;

	for (size_t i = 0; i < row->n_spans; i++) {
		const struct row_span *s = &row->spans[i];

		if (s->x > x)
			str_add_repeat(out, ' ', (size_t)(s->x - x));
		str_append(out, s->text, s->len);
		x = s->x + s->cells;
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		str_truncate(out, out->len - 1);
	str_add_char(out, '\n');
}

/* Each portion but the first begins with a row that was printed already. */
struct portion {
	struct anchor top;
	size_t from;
	bool done;
};

static void print_portion(struct layout *l, struct portion *p, struct str *out)
{
	struct row rows[ROWS_AT_ONCE];
	size_t n = layout_rows(l, p->top, ROWS_AT_ONCE, rows);

	for (size_t i = p->from; i < n; i++)
		print_row(out, &rows[i]);
	p->done = n < ROWS_AT_ONCE;
	p->top = n ? rows[n - 1].start : p->top;
	p->from = 1;
}

void layout_print(struct layout *l, struct str *out)
{
	struct portion p = { .top = layout_start(l) };

	while (!p.done)
		print_portion(l, &p, out);
}

void layout_write(struct layout *l, FILE *out)
{
	struct portion p = { .top = layout_start(l) };
	struct str text = STR_INIT;

	while (!p.done) {
		str_clear(&text);
		print_portion(l, &p, &text);
		fwrite(text.data, 1, text.len, out);
	}
	str_release(&text);
}
