/* The whole frame: rows above and below, panes, what lies over them. */
#include "ui/status.h"
#include "ui/views.h"
#include "ui/wait_box.h"

static enum screen_pane pane_of(enum view_id view)
{
	return view == VIEW_SHELF ? PANE_SHELF : view == VIEW_HOT ? PANE_HOT : PANE_LIST;
}

static struct pane pane_at(struct canvas *c, struct area a)
{
	struct pane whole = pane_whole(c);

	return pane_part(&whole, a.x, a.y, a.width, a.height);
}

struct screen ui_screen(struct ui *ui)
{
	const struct hot_list *lists;
	struct screen_wish wish = {
		.columns = ui->columns,
		.rows = ui->rows,
		.focus = pane_of(ui->focus),
		.zen = ui->zen,
		.bare = ui->bare && ui_view(ui) == VIEW_ARTICLE,
		.slow = ui->options.slow,
		.shelf_cells = shelf_wish(ui),
		.has_hot = reader_hot_lists(ui->reader, &lists) > 0,
	};

	return screen_layout(&wish);
}

static void draw_view(struct ui *ui, struct canvas *c, enum view_id view, struct area a)
{
	struct pane pane = pane_at(c, a);

	if (a.width > 0 && a.height > 0)
		view_table[view]->draw(ui, &pane, ui_view(ui) == view && !ui->prompt.ops);
}

static void draw_border(struct canvas *c, struct area a)
{
	struct pane pane = pane_at(c, (struct area){ a.x + a.width, a.y, 1, a.height });

	pane_border(&pane, 0, STYLE_RULE);
}

static void draw_main(struct ui *ui, struct canvas *c, const struct screen *s)
{
	draw_view(ui, c, VIEW_LIST, s->list);
	draw_view(ui, c, VIEW_SHELF, s->shelf);
	draw_view(ui, c, VIEW_HOT, s->hot);
	if (s->shelf.width && s->list.width)
		draw_border(c, s->shelf);
	if (s->hot.width && s->list.width)
		draw_border(c, s->list);
	if (s->strip.width) {
		struct pane strip = pane_at(c, s->strip);
		strip_draw(ui, &strip);
	}
}

/* The topmost full page hides what is below; overlays lie over it. */
static int lowest_seen(const struct ui *ui)
{
	for (int i = ui->depth; i-- > 0;)
		if (!view_table[ui->stack[i]]->is_overlay)
			return i;
	return -1;
}

static void draw_prompt(struct ui *ui, struct canvas *c, const struct screen *s)
{
	struct area b = s->body;
	int lines = prompt_box_lines(&ui->prompt, b.height - 1);
	struct pane box = pane_at(c, (struct area){ b.x, b.y + b.height - lines, b.width, lines });

	prompt_draw_box(ui, &box);
	if (!s->status.width) { /* a tiny screen has no row for it: it lies over the last one */
		struct pane row = pane_at(c, (struct area){ 0, c->rows - 1, c->columns, 1 });
		prompt_draw(ui, &row);
	}
}

static void draw_wait_box(struct ui *ui, struct canvas *c, const struct screen *s)
{
	struct area b = s->body;
	int lines = wait_box_lines(ui, b.height - 1);
	struct pane box = pane_at(c, (struct area){ b.x, b.y + b.height - lines, b.width, lines });

	wait_box_draw(ui, &box);
}

void ui_draw(struct ui *ui, struct canvas *c)
{
	struct screen s = ui_screen(ui);
	int first = lowest_seen(ui);

	canvas_erase(c);
	if (first < 0)
		draw_main(ui, c, &s);
	for (int i = first < 0 ? 0 : first; i < ui->depth; i++)
		draw_view(ui, c, ui->stack[i], s.body);
	if (s.bar.width) {
		struct pane bar = pane_at(c, s.bar);
		bar_draw(ui, &bar);
	}
	if (s.hint.width) {
		struct pane hint = pane_at(c, s.hint);
		hint_draw(ui, &hint);
	}
	if (s.status.width) {
		struct pane status = pane_at(c, s.status);
		status_draw(ui, &status);
	}
	if (!s.status.width && (ui->wait || ui->count || ui->notice.len)) {
		/* what is asked or said in passing is seen without that row too */
		struct pane row = pane_at(c, (struct area){ 0, c->rows - 1, c->columns, 1 });
		pane_blank(&row, 0, 0, row.width, STYLE_STATUS);
		status_draw(ui, &row);
	}
	draw_wait_box(ui, c, &s);
	if (ui->prompt.ops)
		draw_prompt(ui, c, &s);
	ui->dirty = false;
}
