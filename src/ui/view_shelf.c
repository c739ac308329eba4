/* The shelf: places to read in, sources and tags with what is unread in them. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/list.h"
#include "ui/source_actions.h"
#include "ui/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shelf_view {
	struct ui *ui;
	struct list list;
	struct place place;   /* of the selected row, to find it again */
	int label_cells, mark_cells, count_cells; /* widest of the rows */
	bool is_measured, is_marked; /* by what lasts: while sources load the pane stays as it is */
	bool has_focus;
};

static struct shelf_view *self(const struct ui *ui)
{
	return ui->state[VIEW_SHELF];
}

static const struct shelf_row *row_at(struct ui *ui, size_t i)
{
	const struct shelf_row *rows;
	size_t n = reader_shelf(ui->reader, &rows);

	return i < n ? &rows[i] : NULL;
}

static int lines(void *owner, size_t i)
{
	struct shelf_view *v = owner;
	const struct shelf_row *row = row_at(v->ui, i);

	return 1 | (row && row->place.kind == PLACE_HEADING ? LIST_HEADING : 0);
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* One sign tells how a source is; style is its own. */
static const char *mark_of(const struct shelf_row *row, enum mark_set marks, style_t *style)
{
	bool han = marks == MARKS_HAN;

	*style = STYLE_DIM;
	if (row->is_loading)
		return "…";
	if (row->is_paused)
		return han ? "停" : "=";
	if (row->is_failing) {
		*style = STYLE_ERROR;
		return "!";
	}
	return !row->is_frozen ? "" : han ? "久" : "~";
}

static int digits(int64_t n)
{
	int count = 1;

	while (n >= 10 && ++count)
		n /= 10;
	return count;
}

/* Counts stand in one column, signs in one before them where there are any; what labels would need
 * decides how wide the pane is. */
static void measure(struct shelf_view *v)
{
	const struct shelf_row *rows;
	size_t n = reader_shelf(v->ui->reader, &rows);

	v->count_cells = v->mark_cells = v->label_cells = 0;
	v->is_marked = false;
	for (size_t i = 0; i < n; i++) {
		style_t style;
		int label = rows[i].depth + text_width(v->ui->profile, slice_of(rows[i].label));

		if (rows[i].place.kind == PLACE_HEADING)
			continue;
		if (label > v->label_cells)
			v->label_cells = label;
		if (rows[i].n_unread && digits(rows[i].n_unread) > v->count_cells)
			v->count_cells = digits(rows[i].n_unread);
		if (*mark_of(&rows[i], v->ui->marks, &style))
			v->mark_cells = MARK_CELLS;
		v->is_marked |= rows[i].is_paused || rows[i].is_failing || rows[i].is_frozen;
	}
	v->is_measured = true;
}

static struct shelf_view *measured(const struct ui *ui)
{
	struct shelf_view *v = self(ui);

	if (!v->is_measured)
		measure(v);
	return v;
}

int shelf_wish(const struct ui *ui)
{
	const struct shelf_view *v = measured(ui);

	return 1 + v->label_cells + (v->is_marked ? 1 + MARK_CELLS : 0) +
	       (v->count_cells ? 1 + v->count_cells : 0) + 1;
}

/* Sign and count at the right; returns where the label has to end. */
static int draw_facts(const struct shelf_view *v, const struct pane *p, const struct shelf_row *row)
{
	int end = p->width - 1;
	char count[24];
	style_t style;
	const char *mark = mark_of(row, v->ui->marks, &style);

	if (row->n_unread && !row->is_paused) {
		snprintf(count, sizeof count, "%lld", (long long)row->n_unread);
		pane_right(p, end, 0, count, STYLE_DIM);
	}
	if (v->count_cells)
		end -= v->count_cells + 1;
	if (v->mark_cells) {
		pane_string(p, end - v->mark_cells, 0, mark, style);
		end -= v->mark_cells + 1;
	}
	return end;
}

static void draw_heading(const struct pane *p, const struct shelf_row *row)
{
	int x = 1;

	x += pane_fit(p, x, 0, p->width - 2, slice_of(row->label), STYLE_DIM) + 1;
	pane_rule(p, x, 0, p->width - 1 - x, STYLE_RULE);
}

static void draw_row(void *owner, const struct pane *p, size_t i)
{
	struct shelf_view *v = owner;
	const struct shelf_row *row = row_at(v->ui, i);
	style_t style;
	int end, x;

	if (!row)
		return;
	if (row->place.kind == PLACE_HEADING) {
		draw_heading(p, row);
		return;
	}
	end = draw_facts(v, p, row);
	style = row->is_paused || row->is_frozen ? STYLE_DIM
		: row->n_unread                  ? STYLE_UNREAD
						 : STYLE_TEXT;
	x = 1 + row->depth;
	pane_fit(p, x, 0, end - x, slice_of(row->label), style);
	if (i == v->list.selected) {
		pane_restyle(p, 0, 0, p->width,
			     v->has_focus ? STYLE_SELECTED : STYLE_SELECTED_AWAY);
		if (v->has_focus)
			pane_cursor(p, 0, 0, false);
	}
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct shelf_view *v = measured(ui);

	v->has_focus = has_focus;
	v->list.scroll = LIST_HALF;
	list_settle(&v->list, pane->height);
	list_draw(&v->list, pane, draw_row);
}

/* --- the selection ---------------------------------------------------------------------------- */

static void note_selected(struct shelf_view *v)
{
	const struct shelf_row *row = row_at(v->ui, v->list.selected);

	if (row)
		v->place = row->place;
}

static void find_place(struct shelf_view *v, const struct place *place)
{
	const struct shelf_row *rows;
	size_t n = reader_shelf(v->ui->reader, &rows);

	list_resize(&v->list, n);
	for (size_t i = 0; i < n; i++)
		if (place_is_same(&rows[i].place, place)) {
			list_select(&v->list, i);
			break;
		}
	note_selected(v);
}

/* While one is elsewhere the selection shows the place that is open. */
static void changed(struct ui *ui)
{
	struct shelf_view *v = self(ui);
	struct place place = ui->focus == VIEW_SHELF ? v->place : *reader_list_place(ui->reader);

	v->is_measured = false;
	find_place(v, &place);
}

static void move(struct ui *ui, enum motion motion, long n)
{
	struct shelf_view *v = self(ui);

	list_move(&v->list, motion, n);
	note_selected(v);
}

static void open_row(struct ui *ui, const struct shelf_row *row)
{
	if (row->is_followed)
		topic_open(ui, row->place.name);
	else
		list_open_place(ui, &row->place);
}

static void open_place(struct ui *ui, int count)
{
	const struct shelf_row *row;

	if (count) {
		move(ui, MOVE_TO, count);
		return;
	}
	row = row_at(ui, self(ui)->list.selected);
	if (row && row->place.kind != PLACE_HEADING)
		open_row(ui, row);
}

static bool target(struct ui *ui, struct target *t)
{
	const struct shelf_row *row = row_at(ui, self(ui)->list.selected);
	const struct source *s;

	if (!row || row->place.kind != PLACE_SOURCE)
		return false;
	s = reader_source(ui->reader, row->place.source_id);
	*t = (struct target){ .source = row->place.source_id, .title = row->label,
		              .link = s ? s->url : NULL };
	return true;
}

static void step_unread(struct ui *ui, long dir)
{
	struct shelf_view *v = self(ui);
	const struct shelf_row *row;

	for (size_t i = v->list.selected + (size_t)dir; (row = row_at(ui, i)) != NULL;
	     i += (size_t)dir)
		if (row->n_unread && row->place.kind != PLACE_HEADING) {
			list_select(&v->list, i);
			note_selected(v);
			return;
		}
	ui_say(ui, "%s", _("Nothing unread further on"));
}

static void next_unread(struct ui *ui, int count)
{
	(void)count;
	step_unread(ui, 1);
}

static void pause_source(struct ui *ui, int count)
{
	(void)count;
	source_pause(ui);
}

static void unsubscribe(struct ui *ui, int count)
{
	(void)count;
	source_unsubscribe(ui);
}

static void rename_source(struct ui *ui, int count)
{
	(void)count;
	source_rename(ui);
}

static void subscribe(struct ui *ui, int count)
{
	(void)count;
	source_subscribe(ui);
}

static void *create(struct ui *ui)
{
	struct shelf_view *v = xcalloc(1, sizeof *v);

	v->ui = ui;
	v->list.lines = lines;
	v->list.owner = v;
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	(void)ui;
	free(state);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	const struct shelf_row *row = row_at(ui, self(ui)->list.selected);
	struct target t;

	(void)right;
	if (!row)
		return;
	if (row->n_items)
		/* TRANSLATORS: of a source or tag on the shelf: unread articles, all articles. */
		str_printf(left, _("%1$d unread of %2$d"), (int)row->n_unread, (int)row->n_items);
	if (!target(ui, &t))
		return;
	source_add_health(ui, t.source, left);
	if (t.link)
		str_printf(left, "%s%s", left->len ? "  " : "", t.link);
}

static const struct action actions[] = {
	{ "subscribe", "a", subscribe, N_("add a source by its address"), ACTION_SOURCES },
	{ "unsubscribe", "D", unsubscribe, N_("unsubscribe from it"), ACTION_SOURCES },
	{ "rename", "e", rename_source, N_("give it another name"), ACTION_SOURCES },
	{ "pause", "p", pause_source, N_("pause it, or go on with it"), ACTION_SOURCES },
	{ "next-unread-place", "n", next_unread, N_("next place with unread articles"), 0 },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "subscribe", NULL, N_("add a source") },
	{ "catalogue", NULL, N_("catalogue") },
	{ "unsubscribe", NULL, N_("unsubscribe") },
	{ "rename", NULL, N_("rename") },
	{ "pause", NULL, N_("pause") },
	{ "refresh", NULL, N_("refresh") },
	{ "next-pane", NULL, N_("other pane") },
	{ "help", NULL, N_("keys") },
};

static struct list *list_of(struct ui *ui)
{
	return &self(ui)->list;
}

const struct view_ops view_shelf = {
	.name = "shelf",
	.title = N_("Sources and tags"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_FILTER | OFFER_MAIN | OFFER_REFRESH | OFFER_LINK,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.changed = changed,
	.draw = draw,
	.move = move,
	.open = open_place,
	.target = target,
	.status = status,
	.list = list_of,
};
