/* Many rows at once: what selects them in the article list, and what is selected. */
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/list_view.h"

#include <stdlib.h>

/* Where the range stands now: rows move when news comes in. */
void list_selection_settle(struct list_view *v)
{
	struct selection *s = &v->selection;
	size_t row = s->anchor ? reader_list_find(v->ui->reader, s->anchor) : NO_ROW;

	s->from = 1;
	s->to = 0;
	if (row == NO_ROW)
		return;
	s->from = row < v->list.selected ? row : v->list.selected;
	s->to = row < v->list.selected ? v->list.selected : row;
}

bool list_is_selected(const struct list_view *v, size_t row, int64_t id)
{
	return (row >= v->selection.from && row <= v->selection.to) ||
	       selection_has(&v->selection, id);
}

static void add_rows(struct list_view *v, size_t from, size_t to)
{
	int64_t *ids = NULL, id;
	size_t n = 0, cap = 0;
	bool is_read;

	for (size_t i = from; i <= to && i < reader_list_count(v->ui->reader); i++)
		if ((id = reader_list_peek(v->ui->reader, i, &is_read)))
			ARRAY_PUSH(ids, n, cap) = id;
	selection_add(&v->selection, ids, n);
	free(ids);
}

/* The range becomes single rows. */
static void end_range(struct list_view *v)
{
	list_selection_settle(v);
	if (v->selection.from <= v->selection.to)
		add_rows(v, v->selection.from, v->selection.to);
	v->selection.anchor = 0;
	list_selection_settle(v);
}

size_t list_selection_count(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);
	const struct selection *s = &v->selection;
	size_t n = s->n;
	bool is_read;

	list_selection_settle(v);
	for (size_t i = s->from; i <= s->to; i++)
		n += !selection_has(s, reader_list_peek(ui->reader, i, &is_read));
	return n;
}

const int64_t *list_selection(struct ui *ui, size_t *n)
{
	struct list_view *v = list_view_of(ui);

	*n = 0;
	if (ui_view(ui) != VIEW_LIST)
		return NULL;
	if (v->selection.anchor)
		end_range(v);
	*n = v->selection.n;
	return v->selection.ids;
}

bool list_select_none(struct ui *ui)
{
	ui->dirty = true;
	return selection_clear(&list_view_of(ui)->selection);
}

void list_action_range(struct ui *ui, int count)
{
	struct list_view *v = list_view_of(ui);
	const struct item *item = list_view_item(v);

	(void)count;
	if (v->selection.anchor)
		end_range(v);
	else if (item)
		v->selection.anchor = item->id;
}

void list_action_row(struct ui *ui, int count)
{
	struct list_view *v = list_view_of(ui);
	const struct item *item = list_view_item(v);

	(void)count;
	if (v->selection.anchor)
		end_range(v);
	if (!item)
		return;
	selection_toggle(&v->selection, item->id);
	view_list.move(ui, MOVE_BY, 1);
}

void list_action_all(struct ui *ui, int count)
{
	struct list_view *v = list_view_of(ui);
	size_t n = reader_list_count(ui->reader);

	(void)count;
	v->selection.anchor = 0;
	if (n)
		add_rows(v, 0, n - 1);
}

void list_action_none(struct ui *ui, int count)
{
	(void)count;
	list_select_none(ui);
}
