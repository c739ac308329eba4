#include "ui/rows_view.h"
#include "base/mem.h"

#include <stdlib.h>

void *rows_view_create(struct ui *ui)
{
	struct rows *rows = xcalloc(1, sizeof *rows);

	rows_init(rows, ui->profile);
	return rows;
}

void rows_view_destroy(struct ui *ui, void *state)
{
	(void)ui;
	rows_release(state);
	free(state);
}

void rows_view_move(struct ui *ui, enum motion motion, long n)
{
	struct rows *rows = ui->state[ui_view(ui)];

	list_move(&rows->list, motion, n);
}

struct list *rows_view_list(struct ui *ui)
{
	struct rows *rows = ui->state[ui_view(ui)];

	return &rows->list;
}
