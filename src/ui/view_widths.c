/* How wide this terminal draws what Unicode leaves open: what it answered, and samples to look
 * at. */
#include "base/i18n.h"
#include "text/cluster.h"
#include "ui/probe.h"
#include "ui/rows_view.h"

#include <string.h>

static struct rows *self(const struct ui *ui)
{
	return ui->state[VIEW_WIDTHS];
}

static void add_sample(struct ui *ui, size_t i)
{
	const struct probe_sample *s = &probe_samples[i];
	size_t n = strlen(s->text), drawn = cluster_drawn(ui->profile, s->text, n);
	int ours = text_width(ui->profile, slice_of(s->text));
	struct str line = STR_INIT, note = STR_INIT;

	/* five of each and a bar: the bars stand in one column when terminal and program agree */
	for (int k = 0; k < 5; k++)
		str_append(&line, s->text, drawn);
	str_add_repeat(&line, ' ', (size_t)(ours < 3 ? 5 * (2 - ours) + 1 : 1));
	str_printf(&line, "|  %s", _(s->name));
	if (ui->probe.is_done && i < ui->probe.n)
		/* TRANSLATORS: cells of a sign: as the terminal says, as haowai counts. */
		str_printf(&note, _("terminal %1$d, here %2$d"), ui->probe.cells[i], ours);
	else
		/* TRANSLATORS: cells of a sign, where the terminal was not asked or did not answer.
		 */
		str_printf(&note, _("here %d"), ours);
	rows_add(self(ui), line.data, note.data, (int64_t)i);
	str_release(&line);
	str_release(&note);
}

static void fill(struct ui *ui)
{
	struct rows *rows = self(ui);

	rows_clear(rows);
	rows_add_heading(rows, !ui->probe.is_asked ? _("The terminal was not asked")
	                       : ui->probe.is_done ? _("The terminal has answered")
	                                           : _("The terminal has not answered yet"));
	for (size_t i = 0; i < PROBE_SAMPLES; i++)
		add_sample(ui, i);
	rows_add_heading(rows, _("The bars stand in one column where terminal and haowai agree; "
	                         "ambiguous-width = 1 or 2 settles it"));
	rows_done(rows);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	rows_draw(self(ui), pane, has_focus);
}

static const struct hint hints[] = {
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_widths = {
	.name = "widths",
	.title = N_("Widths"),
	.offers = OFFER_MOVE,
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
