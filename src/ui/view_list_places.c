/* Going about in the article list: places, where one was, what is unread next. */
#include "base/i18n.h"
#include "ui/list_view.h"
#include "ui/start.h"

#include <string.h>

static struct spot spot_now(struct list_view *v)
{
	return (struct spot){ *reader_list_place(v->ui->reader), v->item };
}

/* Keep which article was selected here; the oldest place makes room. */
static void keep(struct list_view *v)
{
	struct spot now = spot_now(v);

	for (size_t i = 0; i < v->n_kept; i++)
		if (place_is_same(&v->kept[i].place, &now.place)) {
			v->kept[i] = now;
			return;
		}
	if (v->n_kept == PLACES_KEPT)
		memmove(v->kept, v->kept + 1, --v->n_kept * sizeof *v->kept);
	v->kept[v->n_kept++] = now;
}

static int64_t kept_item(const struct list_view *v, const struct place *place)
{
	for (size_t i = 0; i < v->n_kept; i++)
		if (place_is_same(&v->kept[i].place, place))
			return v->kept[i].item;
	return 0;
}

static bool open_place(struct list_view *v, const struct place *place, int64_t item)
{
	struct err err = ERR_INIT;

	keep(v);
	list_select_none(v->ui);
	if (!reader_list_open(v->ui->reader, place, &err)) {
		ui_say_error(v->ui, err.text);
		return false;
	}
	str_clear(&v->expression);
	v->list.selected = v->list.top = 0;
	v->item = item;
	list_view_refind(v);
	v->ui->dirty = true;
	return true;
}

bool list_open_place(struct ui *ui, const struct place *place)
{
	struct list_view *v = list_view_of(ui);
	struct place copy = *place; /* it may stand in what is replaced */

	list_remember(ui);
	if (!open_place(v, &copy, kept_item(v, &copy)))
		return false;
	ui_focus(ui, VIEW_LIST);
	return true;
}

/* What was chosen on the shelf lies one step in: a source's list is left for the list of all. */
bool list_go_home(struct ui *ui)
{
	struct place home = start_home(ui);

	return reader_list_place(ui->reader)->kind >= PLACE_VIEW && list_open_place(ui, &home);
}

bool list_leave_lost_place(struct ui *ui)
{
	const struct place *place = reader_list_place(ui->reader);
	struct place home = start_home(ui);

	if (place->kind != PLACE_SOURCE || reader_source(ui->reader, place->source_id))
		return false;
	return open_place(list_view_of(ui), &home, 0);
}

void list_note_spot(struct ui *ui)
{
	reader_undo_at(ui->reader, list_view_of(ui)->item);
}

void list_remember(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);

	v->back = spot_now(v);
	v->has_back = true;
}

void list_jump_back(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);
	struct spot to = v->back;

	if (!v->has_back) {
		ui_say(ui, "%s", _("Nowhere to go back to yet"));
		return;
	}
	list_remember(ui);
	ui_focus(ui, VIEW_LIST);
	if (place_is_same(&to.place, reader_list_place(ui->reader))) {
		v->item = to.item;
		list_view_refind(v);
	} else {
		open_place(v, &to.place, to.item);
	}
}

/* --- what is unread next ---------------------------------------------------------------------- */

static void say_all_read(struct ui *ui)
{
	ui_say(ui, "%s", _("Nothing unread is left"));
}

/* Where the next unread article is: a row of this list, or (NO_ROW) another place. */
static bool find_unread(struct list_view *v, int dir, size_t *row, struct place *place)
{
	struct reader *r = v->ui->reader;

	*row = reader_list_next_unread(r, v->list.selected, dir);
	if (*row == NO_ROW && dir > 0) /* from the top again: what was left out above */
		*row = reader_list_next_unread(r, NO_ROW, 1);
	if (*row != NO_ROW && *row != v->list.selected)
		return true;
	*row = NO_ROW;
	return dir > 0 && !v->expression.len && reader_next_unread_place(r, place);
}

bool list_peek_unread(struct ui *ui, const struct item **item, struct place *place)
{
	size_t row;

	*item = NULL;
	if (!find_unread(list_view_of(ui), 1, &row, place))
		return false;
	*item = row == NO_ROW ? NULL : reader_list_row(ui->reader, row);
	return true;
}

bool list_next_unread(struct ui *ui, int dir, bool open)
{
	struct list_view *v = list_view_of(ui);
	struct reader *r = ui->reader;
	const struct item *item;
	struct place place;
	size_t row;
	bool found = find_unread(v, dir, &row, &place);

	if (found && row == NO_ROW) {
		list_remember(ui);
		if (!open_place(v, &place, 0))
			return false;
		row = reader_list_next_unread(r, NO_ROW, 1);
		found = row != NO_ROW;
		if (found)
			ui_say(ui, _("Gone on to %s"), reader_list_label(r));
	}
	if (!found) {
		say_all_read(ui);
		return false;
	}
	list_select_row(ui, row);
	item = list_view_item(v);
	return !open || (item && article_open(ui, item->id));
}

/* --- the filter ------------------------------------------------------------------------------- */

const char *list_filter(const struct ui *ui)
{
	return list_view_of(ui)->expression.data;
}

void list_set_filter(struct ui *ui, const char *expression)
{
	struct list_view *v = list_view_of(ui);
	struct err err = ERR_INIT;

	list_select_none(ui);
	reader_list_filter(ui->reader, expression, &err);
	if (expression != v->expression.data) {
		str_clear(&v->expression);
		str_add(&v->expression, expression);
	}
	v->list.top = 0; /* what is left is shown from its beginning */
	list_view_refind(v);
	if (ui->prompt.ops && err.text[0]) {
		str_clear(&ui->prompt.problem);
		str_add(&ui->prompt.problem, err.text);
	} else if (err.text[0]) {
		ui_say_error(ui, err.text);
	}
	ui->dirty = true;
}

/* One step from a filter and a selection to what there is now. */
static void note_step(struct list_view *v, const char *before, int64_t item)
{
	if (strcmp(before, v->expression.data) != 0)
		reader_undo_filter(v->ui->reader, before, item);
}

void list_change_filter(struct ui *ui, const char *expression)
{
	struct list_view *v = list_view_of(ui);
	struct str before = STR_INIT;
	int64_t item = v->item;

	str_add_slice(&before, str_slice(&v->expression));
	list_set_filter(ui, expression);
	note_step(v, before.data, item);
	str_release(&before);
}

void list_filter_stands(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);

	note_step(v, v->before.data, v->item_before);
}

void list_go_to_spot(struct ui *ui, const struct place *place, const char *filter, int64_t item)
{
	struct list_view *v = list_view_of(ui);

	if (!place_is_same(place, reader_list_place(ui->reader))) {
		if (ui->depth || (place->kind == PLACE_SOURCE &&
		                  !reader_source(ui->reader, place->source_id)) ||
		    !list_open_place(ui, place))
			return;
	}
	if (strcmp(filter, v->expression.data) != 0)
		list_set_filter(ui, filter);
	v->wanted = item;
	list_view_refind(v);
	ui->dirty = true;
}

void list_filter_keep(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);

	str_clear(&v->before);
	str_add_slice(&v->before, str_slice(&v->expression));
	v->item_before = v->item;
}

void list_filter_restore(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);

	v->item = v->item_before;
	list_set_filter(ui, v->before.data);
}
