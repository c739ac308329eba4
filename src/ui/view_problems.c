/* What is wrong, with which source, since when, and what still works. */
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/health.h"
#include "ui/rows_view.h"
#include "ui/source_actions.h"
#include "ui/when.h"

static struct rows *self(const struct ui *ui)
{
	return ui->state[VIEW_PROBLEMS];
}

static const char *heading_of(enum problem_kind kind)
{
	static const char *const headings[] = {
		[PROBLEM_FAILING] = N_("Sources that fail"),
		[PROBLEM_CONFIG] = N_("The configuration"),
		[PROBLEM_FROZEN] = N_("Sources without news for long"),
	};

	return _(headings[kind]);
}

static void add_problem(struct rows *rows, const struct problem *p, const struct health_now *at)
{
	struct str age = STR_INIT, text = STR_INIT;
	struct text_row *row;

	if (p->kind == PROBLEM_FAILING && p->since != TIME_NONE)
		when_add_age(&age, p->since, at->now, at->offset_s);
	row = rows_add(rows, p->where, age.data, p->source_id);
	row->style = STYLE_UNREAD;
	health_add_problem(&text, p, at);
	rows_detail(rows, row, text.data);
	str_release(&age);
	str_release(&text);
}

static void fill(struct ui *ui)
{
	struct health_now at = { ui_now(), ui_offset() };
	struct rows *rows = self(ui);
	const struct problem *problems;
	size_t n = reader_problems(ui->reader, &problems);

	rows_clear(rows);
	for (size_t i = 0; i < n; i++) {
		if (!i || problems[i].kind != problems[i - 1].kind)
			rows_add_heading(rows, heading_of(problems[i].kind));
		add_problem(rows, &problems[i], &at);
	}
	rows_done(rows);
}

static void open_source(struct ui *ui, int count)
{
	const struct text_row *row;

	if (count)
		list_move(&self(ui)->list, MOVE_TO, count);
	row = rows_selected(self(ui));
	if (row && !source_open(ui, row->value))
		ui_say(ui, "%s", _("It stands in the configuration: mend it there, then ^R reads it"));
}

static bool target(struct ui *ui, struct target *t)
{
	const struct text_row *row = rows_selected(self(ui));
	const struct source *s = row && row->value ? reader_source(ui->reader, row->value) : NULL;

	if (!s)
		return false;
	*t = (struct target){ .source = row->value, .title = s->name, .link = s->url };
	return true;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	rows_view_draw(self(ui), pane, has_focus, _("No problems: every source answers"));
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	size_t n = rows_count(self(ui));

	(void)right;
	str_printf(left, ngettext("%d problem", "%d problems", (unsigned long)n), (int)n);
}

static void show_log(struct ui *ui, int count)
{
	(void)count;
	ui_close(ui);
	ui_open(ui, VIEW_LOG);
}

static const struct action actions[] = {
	{ "show-log", "Tab", show_log, N_("the log instead"), 0 },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("go to the source") },
	{ "refresh", NULL, N_("try again") },
	{ "show-log", NULL, N_("log") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_problems = {
	.name = "problems",
	.title = N_("Problems"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_LINK | OFFER_REFRESH,
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
	.open = open_source,
	.target = target,
	.status = status,
};
