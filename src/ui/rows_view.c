#include "ui/rows_view.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/pinyin.h"

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

void rows_view_opened(struct ui *ui)
{
	struct rows *rows = ui->state[ui_view(ui)];

	rows->list.selected = rows->list.top = 0;
	view_table[ui_view(ui)]->fill(ui);
}

void rows_view_move(struct ui *ui, enum motion motion, long n)
{
	struct rows *rows = ui->state[ui_view(ui)];

	rows_move(rows, motion, n);
}

struct list *rows_view_list(struct ui *ui)
{
	struct rows *rows = ui->state[ui_view(ui)];

	return &rows->list;
}

void rows_view_draw(struct rows *rows, const struct pane *pane, bool has_focus, const char *empty)
{
	if (rows->n)
		rows_draw(rows, pane, has_focus);
	else
		pane_fit(pane, 2, pane->height > 2 ? 1 : 0, pane->width - 3, slice_of(empty),
		         STYLE_DIM);
}

/* --- rows that are narrowed as one types ------------------------------------------------------ */

void narrowed_init(struct narrowed *v, struct ui *ui, const struct prompt_ops *prompt)
{
	rows_init(&v->rows, ui->profile);
	str_init_limit(&v->part, LINE_LIMIT);
	v->prompt = prompt;
}

void narrowed_release(struct narrowed *v)
{
	rows_release(&v->rows);
	str_release(&v->part);
}

void narrowed_opened(struct ui *ui)
{
	struct narrowed *v = ui->state[ui_view(ui)];

	str_clear(&v->part);
	rows_view_opened(ui);
}

/* By its letters, or by how it is read. */
static bool has_word(struct slice word, const char *const *texts, size_t n)
{
	bool found = false;

	for (size_t i = 0; i < n && !found; i++)
		found = pinyin_fit(texts[i], word) != PINYIN_NONE;
	return found;
}

bool narrowed_has(const struct narrowed *v, const char *const *texts, size_t n)
{
	struct str part = STR_INIT;
	struct slice rest;
	bool found = true;

	text_fold(&part, str_slice(&v->part));
	for (rest = str_slice(&part); rest.len && found;) {
		struct slice word = slice_next(&rest, ' ');

		found = !word.len || has_word(word, texts, n);
	}
	str_release(&part);
	return found;
}

void narrowed_ask(struct ui *ui, int count)
{
	struct narrowed *v = ui->state[ui_view(ui)];

	(void)count;
	prompt_open(ui, v->prompt, v->part.data);
}

void narrowed_changed(struct ui *ui, const char *text)
{
	struct narrowed *v = ui->state[ui_view(ui)];

	str_clear(&v->part);
	str_add(&v->part, text);
	view_table[ui_view(ui)]->fill(ui);
}

void narrowed_restored(struct ui *ui)
{
	narrowed_changed(ui, "");
}
