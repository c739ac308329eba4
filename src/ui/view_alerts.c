/* What set off which alert, when; the newest first. */
#include "base/i18n.h"
#include "ui/rows_view.h"
#include "ui/when.h"

static struct rows *self(const struct ui *ui)
{
	return ui->state[VIEW_ALERTS];
}

static void fill(struct ui *ui)
{
	struct rows *rows = self(ui);
	const struct alert_row *alerts;
	size_t n = reader_alerts(ui->reader, &alerts);
	struct str age = STR_INIT, detail = STR_INIT;

	rows_clear(rows);
	for (size_t i = 0; i < n; i++) {
		const struct alert_row *a = &alerts[i];
		struct text_row *row;

		str_clear(&age);
		str_clear(&detail);
		when_add_age(&age, a->time, ui_now(), ui_offset());
		row = rows_add(rows, a->title, age.data, (int64_t)i);
		row->style = a->is_fresh ? STYLE_UNREAD : STYLE_TEXT;
		str_printf(&detail, "%s  %s", a->name, a->source);
		rows_detail(rows, row, detail.data);
	}
	rows_done(rows);
	str_release(&age);
	str_release(&detail);
}

static void opened(struct ui *ui)
{
	rows_view_opened(ui);
	reader_alerts_seen(ui->reader);
}

static const struct alert_row *chosen(struct ui *ui)
{
	const struct text_row *row = rows_selected(self(ui));
	const struct alert_row *alerts;
	size_t n = reader_alerts(ui->reader, &alerts);

	return row && (size_t)row->value < n ? &alerts[row->value] : NULL;
}

static void open_it(struct ui *ui, int count)
{
	const struct alert_row *a;

	if (count)
		list_move(&self(ui)->list, MOVE_TO, count);
	a = chosen(ui);
	if (!a)
		return;
	if (a->item_id && article_open(ui, a->item_id))
		return;
	ui_say(ui, "%s", a->hot_id && a->link ? _("It stands on a hot list: o opens it in the browser")
	                                      : _("It is not in the store any more"));
}

static bool target(struct ui *ui, struct target *t)
{
	const struct alert_row *a = chosen(ui);

	if (!a)
		return false;
	*t = (struct target){ .title = a->title, .link = a->link };
	return true;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct rows *rows = self(ui);

	if (rows->n)
		rows_draw(rows, pane, has_focus);
	else
		pane_fit(pane, 2, pane->height > 2 ? 1 : 0, pane->width - 3,
		         slice_of(_("No alerts: [alert NAME] in the configuration says what sets one off")),
		         STYLE_DIM);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	size_t n = self(ui)->n;

	(void)right;
	str_printf(left, ngettext("%d alert", "%d alerts", (unsigned long)n), (int)n);
}

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "open-browser", NULL, N_("browser") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_alerts = {
	.name = "alerts",
	.title = N_("Alerts"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_LINK,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = rows_view_create,
	.destroy = rows_view_destroy,
	.fill = fill,
	.opened = opened,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = open_it,
	.target = target,
	.status = status,
};
