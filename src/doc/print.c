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

void layout_print(struct layout *l, struct str *out)
{
	struct row rows[ROWS_AT_ONCE];
	struct anchor top = layout_start(l);
	size_t n, from = 0;

	/* Each portion but the first begins with a row that was printed already. */
	while ((n = layout_rows(l, top, ROWS_AT_ONCE, rows)) > from) {
		for (size_t i = from; i < n; i++)
			print_row(out, &rows[i]);
		if (n < ROWS_AT_ONCE)
			break;
		top = rows[n - 1].start;
		from = 1;
	}
}
