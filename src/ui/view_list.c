/* The article list: rows in order, rules between days, narrowed by a filter as one types. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/list_view.h"
#include "ui/source_actions.h"
#include "ui/when.h"

#include <stdlib.h>
#include <string.h>

enum { LUNAR_COLUMNS = 70 }; /* from here on there is room for the moon's date */

/* --- rows ------------------------------------------------------------------------------------- */

/* The group of days row i belongs to when a rule stands over it, else -1. */
static int rule_over(struct list_view *v, size_t i)
{
	struct reader *r = v->ui->reader;
	const struct item *item = reader_list_row(r, i);
	const struct item *above = i ? reader_list_row(r, i - 1) : NULL;
	int group;

	if (!item || v->style.is_dated)
		return -1;
	group = when_group(item->sort_time, v->style.now, v->style.offset_s);
	if (i == 0)
		return group ? group : -1;
	if (!above || when_group(above->sort_time, v->style.now, v->style.offset_s) == group)
		return -1;
	return group;
}

static int lines(void *owner, size_t i)
{
	struct list_view *v = owner;

	return rule_over(v, i) < 0 ? row_lines(&v->style) : (row_lines(&v->style) + 1) | LIST_RULED;
}

static void draw_rule(struct list_view *v, const struct pane *p, int group, size_t i)
{
	const struct item *item = reader_list_row(v->ui->reader, i);
	struct str text = STR_INIT;
	int x = 1;

	when_add_group(&text, group, item->sort_time, v->style.offset_s);
	pane_rule(p, x, 0, 2, STYLE_RULE);
	x += 3;
	x += pane_text(p, x, 0, str_slice(&text), STYLE_DIM) + 1;
	pane_rule(p, x, 0, p->width - 1 - x, STYLE_RULE);
	str_release(&text);
}

static void draw_row(void *owner, const struct pane *p, size_t i)
{
	struct list_view *v = owner;
	const struct item *item = reader_list_row(v->ui->reader, i);
	int group = i == v->list.top && v->list.is_cut ? -1 : rule_over(v, i);
	int rule = group >= 0 ? 1 : 0;
	struct pane row = pane_part(p, 0, rule, p->width, p->height - rule);
	bool selected = i == v->list.selected;

	if (!item)
		return;
	if (rule)
		draw_rule(v, p, group, i);
	if (row.height < 1)
		return;
	row_draw(&row, item, &v->style,
	         !selected ? 0 : v->has_focus ? STYLE_SELECTED : STYLE_SELECTED_AWAY);
	if (list_is_selected(v, i, item->id))
		pane_string(&row, 0, 0, "+", STYLE_PROMPT);
	if (selected && v->has_focus)
		pane_cursor(&row, 0, 0, false);
}

/* What every row here has in common need not be printed in each. */
static void choose_style(struct list_view *v, const struct pane *pane)
{
	struct ui *ui = v->ui;
	const struct place *place = reader_list_place(ui->reader);
	int order = reader_list_order_now(ui->reader, NULL);

	v->style = (struct row_style){
		.two_lines = ui->columns < 60 && pane->width < 60,
		.is_dated = order != ORDER_NEWEST && order != ORDER_OLDEST,
		.hide_source = place->kind == PLACE_SOURCE || ui->options.only,
		.hide_tag = place->kind == PLACE_TAG ? place->name : NULL,
		.marks = ui->marks,
		.language = ui->language,
		.now = ui_now(),
		.offset_s = ui_offset(),
		.filter = reader_list_filter_compiled(ui->reader),
		.reader = ui->reader,
	};
}

static void draw_empty(struct list_view *v, const struct pane *pane)
{
	struct reader *r = v->ui->reader;
	const char *text = reader_list_total(r)              ? _("No article matches the filter")
	                   : reader_progress(r).running      ? _("Fetching the news…")
	                   : reader_list_is_unread_only(r) ||
	                             reader_list_place(r)->kind == PLACE_UNREAD
	                           ? _("Everything has been read")
	                           : _("No articles here yet");
	struct str health = STR_INIT;

	pane_fit(pane, 2, pane->height > 2 ? 1 : 0, pane->width - 3, slice_of(text), STYLE_DIM);
	if (reader_list_place(r)->kind == PLACE_SOURCE && !reader_list_total(r))
		source_add_health(v->ui, reader_list_place(r)->source_id, &health);
	pane_fit(pane, 2, pane->height > 2 ? 2 : 1, pane->width - 3, str_slice(&health), STYLE_DIM);
	str_release(&health);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct list_view *v = list_view_of(ui);
	const struct options *o = &reader_config(ui->reader)->options;
	bool beside = pane->width < ui->columns;

	choose_style(v, pane);
	list_selection_settle(v);
	v->has_focus = has_focus;
	v->list.scroll = o->scroll == 1 || (o->scroll == 0 && !beside) ? LIST_LINE : LIST_HALF;
	list_settle(&v->list, pane->height);
	/* rows that are looked at for the first time may turn out to be one story */
	reader_list_row(ui->reader, v->list.top + (size_t)pane->height);
	if (v->list.n != reader_list_count(ui->reader)) {
		list_resize(&v->list, reader_list_count(ui->reader));
		list_settle(&v->list, pane->height);
	}
	if (v->list.n)
		list_draw(&v->list, pane, draw_row);
	else
		draw_empty(v, pane);
}

/* --- the selection ---------------------------------------------------------------------------- */

const struct item *list_view_item(struct list_view *v)
{
	return v->list.n ? reader_list_row(v->ui->reader, v->list.selected) : NULL;
}

static void note_selected(struct list_view *v)
{
	const struct item *item = list_view_item(v);

	if (item)
		v->item = item->id;
}

void list_view_refind(struct list_view *v)
{
	size_t row = v->wanted ? reader_list_find(v->ui->reader, v->wanted) : NO_ROW;
	size_t offset = v->list.selected - v->list.top;

	if (row != NO_ROW)
		v->wanted = 0;
	else
		row = reader_list_find(v->ui->reader, v->item);
	list_resize(&v->list, reader_list_count(v->ui->reader));
	if (row != NO_ROW && row < v->list.n) {
		list_select(&v->list, row);
		/* it stays on its line, whatever has come in above; but one who looks at the newest
		 * goes on seeing the newest */
		if (v->list.top > 0 || (v->list.height && row >= (size_t)v->list.height))
			v->list.top = row > offset ? row - offset : 0;
	}
	note_selected(v);
}

size_t list_selected(const struct ui *ui)
{
	return list_view_of(ui)->list.selected;
}

void list_select_row(struct ui *ui, size_t row)
{
	struct list_view *v = list_view_of(ui);

	list_select(&v->list, row);
	v->wanted = 0;
	note_selected(v);
	ui->dirty = true;
}

static void changed(struct ui *ui)
{
	if (!list_leave_lost_place(ui))
		list_view_refind(list_view_of(ui));
}

static void move(struct ui *ui, enum motion motion, long n)
{
	struct list_view *v = list_view_of(ui);

	if (motion == MOVE_FIRST || motion == MOVE_LAST || motion == MOVE_TO)
		list_remember(ui);
	v->wanted = 0;
	list_move(&v->list, motion, n);
	while (v->list.n && !list_view_item(v) && v->list.n != reader_list_count(ui->reader))
		list_resize(&v->list, reader_list_count(ui->reader));
	note_selected(v);
}

static void open_selected(struct ui *ui, int count)
{
	struct list_view *v = list_view_of(ui);
	const struct item *item;

	if (count) { /* 12 Enter: row 12 */
		move(ui, MOVE_TO, count);
		return;
	}
	item = list_view_item(v);
	if (item)
		article_open(ui, item->id);
}

static bool target(struct ui *ui, struct target *t)
{
	const struct item *item = list_view_item(list_view_of(ui));

	if (!item)
		return false;
	*t = (struct target){ .item = item->id, .source = item->source_id, .title = item->title,
		              .link = item->link, .is_read = item->is_read,
		              .is_starred = item->is_starred };
	return true;
}

/* --- words around it -------------------------------------------------------------------------- */

static bool is_first_edition(struct ui *ui)
{
	const struct place *place = reader_list_place(ui->reader);
	const struct source *s = place->kind == PLACE_SOURCE
	                                 ? reader_source(ui->reader, place->source_id)
	                                 : NULL;

	return s ? s->is_builtin : !reader_config(ui->reader)->has_sources;
}

/* What is read without subscribing is called by its own title once that is known. */
static void add_only_name(struct ui *ui, struct str *out)
{
	const struct config *c = reader_config(ui->reader);

	for (size_t i = 0; i < c->n_sources; i++)
		if (!c->sources[i].is_builtin) {
			str_printf(out, "%s  ", c->sources[i].name);
			return;
		}
}

static void where(struct ui *ui, struct str *out)
{
	struct reader *r = ui->reader;
	struct list_view *v = list_view_of(ui);
	bool is_front = reader_list_place(r)->kind == PLACE_ALL;

	if (is_front && ui->options.only)
		add_only_name(ui, out);
	else if (!is_front || v->expression.len || ui->prompt.ops)
		str_printf(out, "%s  ", reader_list_label(r));
	if (v->expression.len) {
		/* TRANSLATORS: in the first row: what narrows the list, then rows left and all. */
		str_printf(out, _("filter: %1$s  %2$d of %3$d"), v->expression.data,
		           (int)reader_list_count(r), (int)reader_list_total(r));
		return;
	}
	when_add_long_date(out, ui_now(), ui_offset());
	if (ui->columns >= LUNAR_COLUMNS) {
		str_add(out, "  ");
		when_add_lunar(out, ui_now(), ui_offset());
	}
	if (is_first_edition(ui))
		/* TRANSLATORS: behind the date while the built-in edition is shown. */
		str_printf(out, "  %s", _("First issue, everything in it is invented"));
}

static const char *order_name(int order)
{
	static const char *const names[] = {
		[ORDER_NEWEST] = N_("newest first"),
		[ORDER_OLDEST] = N_("oldest first"),
		[ORDER_SOURCE] = N_("by source"),
		[ORDER_TITLE] = N_("by headline"),
	};

	return _(names[order]);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct list_view *v = list_view_of(ui);
	size_t n_selected = list_selection_count(ui);

	if (n_selected)
		/* TRANSLATORS: how many articles are selected, in the last row. */
		str_printf(left, ngettext("%d selected", "%d selected", (unsigned long)n_selected),
		           (int)n_selected);
	else if (v->list.n)
		/* TRANSLATORS: which article of how many, in the last row. */
		str_printf(left, _("article %1$d of %2$d"), (int)v->list.selected + 1,
		           (int)v->list.n);
	if (reader_list_place(ui->reader)->kind == PLACE_SOURCE)
		source_add_health(ui, reader_list_place(ui->reader)->source_id, left);
	if (reader_list_is_unread_only(ui->reader))
		str_printf(right, "%s  ", _("unread only"));
	str_add(right, order_name(reader_list_order_now(ui->reader, NULL)));
}

static const struct hint hints[] = {
	{ "open", NULL, N_("read it") },
	{ "page-down", NULL, N_("page on") },
	{ "previous-unread", "next-unread", N_("previous, next unread") },
	{ "tag-menu", NULL, N_("tags") },
	{ "filter", NULL, N_("filter") },
	{ "refresh-all", NULL, N_("refresh") },
	{ "hot", NULL, N_("hot lists") },
	{ "star", NULL, N_("star") },
	{ "next-pane", NULL, N_("other pane") },
	{ "read-all", NULL, N_("all read") },
	{ "catalogue", NULL, N_("catalogue") },
	{ "open-browser", NULL, N_("browser") },
	{ "help", NULL, N_("keys") },
};

static const struct hint selection_hints[] = {
	{ "toggle-read", NULL, N_("read, unread") },
	{ "star", NULL, N_("star") },
	{ "tag-add", "tag-remove", N_("add, take away a tag") },
	{ "open-browser", NULL, N_("browser") },
	{ "select-range", NULL, N_("a range") },
	{ "select-all", NULL, N_("all") },
	{ "dismiss", NULL, N_("select none") },
	{ "help", NULL, N_("keys") },
};

static const struct hint *hints_now(struct ui *ui, size_t *n)
{
	if (!list_selection_count(ui)) {
		*n = sizeof hints / sizeof *hints;
		return hints;
	}
	*n = sizeof selection_hints / sizeof *selection_hints;
	return selection_hints;
}

static void *create(struct ui *ui)
{
	struct list_view *v = xcalloc(1, sizeof *v);

	v->ui = ui;
	v->list.lines = lines;
	v->list.owner = v;
	selection_clear(&v->selection);
	str_init_limit(&v->expression, LINE_LIMIT);
	str_init_limit(&v->before, LINE_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct list_view *v = state;

	(void)ui;
	selection_release(&v->selection);
	str_release(&v->expression);
	str_release(&v->before);
	free(v);
}

static struct list *list_of(struct ui *ui)
{
	return &list_view_of(ui)->list;
}

const struct view_ops view_list = {
	.name = "list",
	.title = N_("Article list"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_ARTICLE | OFFER_LINK | OFFER_ARTICLES |
		  OFFER_FILTER | OFFER_NEIGHBOUR | OFFER_REFRESH | OFFER_MAIN,
	.actions = list_actions,
	.n_actions = LIST_ACTIONS,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.hints_now = hints_now,
	.back = list_select_none,
	.create = create,
	.destroy = destroy,
	.changed = changed,
	.draw = draw,
	.move = move,
	.open = open_selected,
	.target = target,
	.where = where,
	.status = status,
	.list = list_of,
};
