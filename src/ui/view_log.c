/* The last lines of the log, newest first. */
#include "base/i18n.h"
#include "base/log.h"
#include "ui/rows_view.h"
#include "ui/when.h"

enum { LOG_LINES = 500 };

static struct rows *self(const struct ui *ui)
{
	return ui->state[VIEW_LOG];
}

static void fill(struct ui *ui)
{
	struct rows *rows = self(ui);
	struct log_entry *entries;
	size_t n = log_entries(&entries, LOG_LINES);

	rows_clear(rows);
	for (size_t i = n; i-- > 0;) {
		struct str line = STR_INIT;
		struct text_row *row;
		when_add_clock(&line, entries[i].time, ui_offset());
		str_printf(&line, "  %s", entries[i].text);
		row = rows_add(rows, line.data, NULL, 0);
		row->style = entries[i].level >= LOG_WARN ? STYLE_ERROR : STYLE_TEXT;
		if (text_width(ui->profile, str_slice(&line)) > ui->columns - 2)
			rows_detail(rows, row, entries[i].text); /* cut above, whole below */
		str_release(&line);
	}
	log_entries_free(entries, n);
	rows_done(rows);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	rows_view_draw(self(ui), pane, has_focus, _("Nothing has been logged yet"));
}

static void show_problems(struct ui *ui, int count)
{
	(void)count;
	ui_close(ui);
	ui_open(ui, VIEW_PROBLEMS);
}

static const struct action actions[] = {
	{ "show-problems", "Tab", show_problems, N_("the problems instead"), 0 },
};

static const struct hint hints[] = {
	{ "show-problems", NULL, N_("problems") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_log = {
	.name = "log",
	.title = N_("Log"),
	.offers = OFFER_MOVE,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = rows_view_create,
	.destroy = rows_view_destroy,
	.fill = fill,
	.opened = rows_view_opened,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
};
