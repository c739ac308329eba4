#include "ui/wait_box.h"
#include "ui/state.h"

#include <string.h>

enum { KEY_CELLS = 6, LINES_MOST = 16 };

void wait_box_add(struct ui *ui, const char *key, const char *text)
{
	str_printf(&ui->wait_box, "%s\t%s\n", key, text);
}

int wait_box_lines(const struct ui *ui, int most)
{
	struct slice rest = str_slice(&ui->wait_box);
	int n = 0;

	if (!ui->wait)
		return 0;
	while (rest.len && n < LINES_MOST) {
		slice_next(&rest, '\n');
		n++;
	}
	if (!n || most < 2)
		return 0;
	return n + 1 < most ? n + 1 : most;
}

void wait_box_draw(struct ui *ui, const struct pane *box)
{
	struct slice rest = str_slice(&ui->wait_box);

	if (box->height < 2)
		return;
	pane_rule(box, 0, 0, box->width, STYLE_RULE);
	for (int y = 1; y < box->height && rest.len; y++) {
		struct slice text = slice_next(&rest, '\n'), key = slice_next(&text, '\t');
		int x = 2;

		pane_blank(box, 0, y, box->width, STYLE_TEXT);
		x += pane_fit(box, x, y, box->width - x - 1, key, STYLE_PROMPT) + 2;
		if (x < 2 + KEY_CELLS)
			x = 2 + KEY_CELLS;
		pane_fit(box, x, y, box->width - x - 1, text, STYLE_TEXT);
	}
}
