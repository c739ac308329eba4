/* The mouse, where the option has it on. */
#include "base/clock.h"
#include "ui/list.h"
#include "ui/state.h"

enum { WHEEL_UP = 64, WHEEL_DOWN = 65, WHEEL_ROWS = 3, DOUBLE_MS = 400 };

static bool is_inside(const struct list *l, int x, int y)
{
	return x >= l->area.x && x < l->area.x + l->area.width && y >= l->area.y &&
	       y < l->area.y + l->area.height;
}

/* The view whose list is under the pointer: what lies on top, else a pane of the main screen. */
static bool view_at(struct ui *ui, int x, int y, enum view_id *view)
{
	struct screen s = ui_screen(ui);
	const struct { enum view_id view; int width; } panes[] = {
		{ VIEW_LIST, s.list.width },
		{ VIEW_SHELF, s.shelf.width },
		{ VIEW_HOT, s.hot.width },
	};
	const struct view_ops *top = view_table[ui_view(ui)];

	*view = ui_view(ui);
	if (ui->depth)
		return top->list && is_inside(top->list(ui), x, y);
	for (size_t i = 0; i < sizeof panes / sizeof *panes; i++)
		if (panes[i].width && is_inside(view_table[panes[i].view]->list(ui), x, y)) {
			*view = panes[i].view;
			return true;
		}
	return false;
}

static void wheel(struct ui *ui, const struct input_event *e)
{
	long rows = e->button == WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS;
	enum view_id view;

	if (view_at(ui, e->x, e->y, &view) || ui->depth)
		view_table[view]->move(ui, MOVE_BY, rows);
	ui->dirty = true;
}

static bool click_hint(struct ui *ui, int x, int y)
{
	struct screen s = ui_screen(ui);

	if (!s.hint.width || y != s.hint.y)
		return false;
	for (size_t i = 0; i < ui->n_shown_hints; i++)
		if (x >= ui->shown_hints[i].x && x < ui->shown_hints[i].end) {
			ui_run_action(ui, ui->shown_hints[i].action, 0);
			return true;
		}
	return false;
}

static void click(struct ui *ui, const struct input_event *e)
{
	bool twice = clock_monotonic_ms() - ui->clicked_ms < DOUBLE_MS && e->x == ui->clicked_x &&
	             e->y == ui->clicked_y;
	enum view_id view;
	struct list *list;
	size_t row;

	ui->clicked_ms = twice ? 0 : clock_monotonic_ms();
	ui->clicked_x = e->x;
	ui->clicked_y = e->y;
	if (click_hint(ui, e->x, e->y) || !view_at(ui, e->x, e->y, &view))
		return;
	list = view_table[view]->list(ui);
	row = list_row_at(list, e->y - list->area.y);
	if (row == (size_t)-1)
		return;
	if (!ui->depth)
		ui_focus(ui, view);
	view_table[view]->move(ui, MOVE_TO, (long)row + 1);
	if (twice)
		view_table[view]->open(ui, 0);
	ui->dirty = true;
}

void ui_mouse(struct ui *ui, const struct input_event *e)
{
	if (ui->prompt.ops || ui->wait || e->released)
		return;
	if (e->button == WHEEL_UP || e->button == WHEEL_DOWN)
		wheel(ui, e);
	else if (e->button == 0)
		click(ui, e);
}
