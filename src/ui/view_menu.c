/* A short menu over everything: the order of a list, saved views. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"

#include <stdlib.h>

struct menu_view {
	struct rows rows;
	struct str title;
	void (*taken)(struct ui *ui, int64_t value, const char *label);
};

static struct menu_view *self(const struct ui *ui)
{
	return ui->state[VIEW_MENU];
}

void menu_open(struct ui *ui, const char *title, const struct menu_item *items, size_t n,
               void (*taken)(struct ui *ui, int64_t value, const char *label))
{
	struct menu_view *v = self(ui);

	rows_clear(&v->rows);
	for (size_t i = 0; i < n; i++)
		rows_add(&v->rows, items[i].label, items[i].note, items[i].value);
	v->rows.list.selected = v->rows.list.top = 0;
	rows_done(&v->rows);
	str_clear(&v->title);
	str_add(&v->title, title);
	v->taken = taken;
	ui_open(ui, VIEW_MENU);
}

static void open_item(struct ui *ui, int count)
{
	struct menu_view *v = self(ui);
	const struct text_row *row;

	if (count)
		list_move(&v->rows.list, MOVE_TO, count);
	row = rows_selected(&v->rows);
	if (!row)
		return;
	ui_close(ui);
	v->taken(ui, row->value, row->text);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct menu_view *v = self(ui);
	struct pane in = box_draw(pane, pane->width < 60 ? pane->width - 4 : 44,
	                          rows_lines(&v->rows, 44, 16), v->title.data,
	                          _("Enter chooses, Esc closes"));

	rows_draw(&v->rows, &in, has_focus);
}

static void where(struct ui *ui, struct str *out)
{
	str_add(out, self(ui)->title.data);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	const struct rows *rows = &self(ui)->rows;

	(void)right;
	/* TRANSLATORS: in the last row: which row of a menu, of how many. */
	str_printf(left, _("%1$d of %2$d"), (int)rows->list.selected + 1, (int)rows->n);
}

static const struct hint hints[] = {
	{ "up", "down", N_("up, down") },
	{ "open", NULL, N_("choose") },
	{ "dismiss", NULL, N_("close") },
};

static void *create(struct ui *ui)
{
	struct menu_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	str_init_limit(&v->title, 256);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct menu_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	str_release(&v->title);
	free(v);
}

const struct view_ops view_menu = {
	.name = "menu",
	.title = N_("Menu"),
	.offers = OFFER_MOVE | OFFER_OPEN,
	.is_overlay = true,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = open_item,
	.where = where,
	.status = status,
};
