#include "ui/status.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/when.h"

/* --- the first row ---------------------------------------------------------------------------- */

/* Progress of a refresh, else how old the data are, problems, what is unread. */
static void add_facts(struct ui *ui, struct str *out, bool narrow)
{
	struct reader_progress p = reader_progress(ui->reader);
	const struct problem *problems;
	size_t n = reader_problems(ui->reader, &problems), n_failing = 0;
	int64_t unread = reader_unread(ui->reader);

	for (size_t i = 0; i < n; i++)
		n_failing += !problems[i].is_old;
	if (p.running) {
		/* TRANSLATORS: while a refresh runs, in the first row: sources done, all, new. */
		str_printf(out, _("refreshing %1$d/%2$d, %3$d new"), p.done, p.total, p.n_new);
		str_add(out, "  ");
	} else if (p.finished != TIME_NONE && !narrow) {
		struct str age = STR_INIT;
		when_add_age(&age, p.finished, ui_now(), ui_offset());
		/* TRANSLATORS: the age of the news in the first row: "3 minutes ago" comes in. */
		str_printf(out, _("updated %s"), age.data);
		str_add(out, "  ");
		str_release(&age);
	}
	if (reader_fresh_alerts(ui->reader)) {
		/* TRANSLATORS: how many alerts were not looked at yet, in the first row; @ is their
		 * key. */
		str_printf(out, _("%d@"), (int)reader_fresh_alerts(ui->reader));
		str_add(out, "  ");
	}
	if (n_failing && !narrow) {
		/* TRANSLATORS: the number of problems, in the first row; ! is their key. */
		str_printf(out, _("%d!"), (int)n_failing);
		str_add(out, "  ");
	}
	/* TRANSLATORS: how many articles are unread, in the first row. */
	str_printf(out, _("%d unread"), (int)unread);
}

/* Pieces parted by two blanks; one that does not fit is left out whole, the first is cut. */
static void draw_pieces(const struct pane *row, int x, int end, struct slice text)
{
	bool first = true;

	while (text.len && x < end) {
		const char *gap = slice_find(text, "  ", 2);
		struct slice piece =
			slice_make(text.data, gap ? (size_t)(gap - text.data) : text.len);
		if (!first && x + text_width(row->canvas->profile, piece) > end)
			return;
		x += pane_fit(row, x, 0, end - x, piece, STYLE_BAR) + 2;
		text = slice_make(piece.data + piece.len, text.len - piece.len);
		while (text.len && *text.data == ' ')
			text = slice_make(text.data + 1, text.len - 1);
		first = false;
	}
}

/* 号外: the first row reversed, the headline in it, until it has been opened. It stands still. */
static bool draw_extra(struct ui *ui, const struct pane *row)
{
	const struct extra_news *extra = reader_extra(ui->reader);
	const struct action *action = action_find(ui_view(ui), "extra");
	struct str hint = STR_INIT;
	int x = 1, end = row->width - 1;

	if (!extra || extra->is_seen)
		return false;
	pane_blank(row, 0, 0, row->width, STYLE_MASTHEAD | STYLE_REVERSE);
	/* TRANSLATORS: the extra: the paper that is printed when something has happened. */
	x += pane_string(row, x, 0, _("EXTRA"), STYLE_MASTHEAD | STYLE_REVERSE) + 2;
	if (action && row->width >= 40 && keymap_add_keys(&ui->keymap, ui_view(ui), action, 1, &hint)) {
		/* TRANSLATORS: behind a key, in the first row: what it does. */
		str_printf(&hint, " %s", _("read it"));
		end = pane_right(row, end, 0, hint.data, STYLE_MASTHEAD | STYLE_REVERSE) - 2;
	}
	pane_fit(row, x, 0, end - x, slice_of(extra->headline), STYLE_MASTHEAD | STYLE_REVERSE);
	str_release(&hint);
	return true;
}

void bar_draw(struct ui *ui, const struct pane *row)
{
	const struct view_ops *ops = view_table[ui_view(ui)];
	struct str where = STR_INIT, facts = STR_INIT;
	int x = 1, right;

	if (draw_extra(ui, row))
		return;
	pane_blank(row, 0, 0, row->width, STYLE_BAR);
	/* TRANSLATORS: the paper's name. */
	x += pane_string(row, x, 0, _("haowai"), STYLE_MASTHEAD);
	x += 2;
	add_facts(ui, &facts, row->width < 60);
	right = row->width - 1 - text_width(row->canvas->profile, str_slice(&facts));
	if (right < x + 8) {
		str_clear(&facts);
		right = row->width - 1;
	}
	pane_string(row, right, 0, facts.data, STYLE_BAR);
	if (ops->where)
		ops->where(ui, &where);
	else
		str_add(&where, _(ops->title));
	draw_pieces(row, x, right - 2, str_slice(&where));
	str_release(&where);
	str_release(&facts);
}

/* --- the row of keys -------------------------------------------------------------------------- */

/* "p/n previous, next unread": keys of one or two actions and the word. NULL: no key has it. */
static const struct action *add_hint(struct ui *ui, const struct hint *h, struct str *out)
{
	enum view_id view = ui_view(ui);
	const struct action *a = action_find(view, h->action);
	const struct action *b = h->partner ? action_find(view, h->partner) : NULL;

	if (!a || !action_is_offered(view, a) || !keymap_add_keys(&ui->keymap, view, a, 1, out))
		return NULL;
	if (b) {
		str_add_char(out, '/');
		keymap_add_keys(&ui->keymap, view, b, 1, out);
	}
	str_add_char(out, ' ');
	str_add(out, _(h->text));
	return b ? b : a;
}

static void note_hint(struct ui *ui, int x, int end, const struct action *action)
{
	if (ui->n_shown_hints == UI_HINTS)
		return;
	ui->shown_hints[ui->n_shown_hints].x = x;
	ui->shown_hints[ui->n_shown_hints].end = end;
	ui->shown_hints[ui->n_shown_hints++].action = action;
}

void hint_draw(struct ui *ui, const struct pane *row)
{
	const struct view_ops *ops = view_table[ui_view(ui)];
	struct str text = STR_INIT;
	const struct hint *hints = ops->hints;
	size_t n_hints = ops->n_hints;
	const struct action *action;
	int x = 1, end = row->width - 1;

	ui->n_shown_hints = 0;
	if (ui->prompt.ops) {
		pane_fit(row, x, 0, row->width - 2, slice_of(_(ui->prompt.ops->help)), STYLE_HINT);
		return;
	}
	if (ops->hints_now)
		hints = ops->hints_now(ui, &n_hints);
	/* the last hint, the help, stands at the right end and is the last to go */
	if (n_hints && (action = add_hint(ui, &hints[n_hints - 1], &text))) {
		int from = pane_right(row, end, 0, text.data, STYLE_HINT);
		note_hint(ui, from, end, action);
		end = from - 2;
	}
	for (size_t i = 0; i + 1 < n_hints; i++) {
		int cells;
		str_clear(&text);
		action = add_hint(ui, &hints[i], &text);
		cells = text_width(row->canvas->profile, str_slice(&text));
		if (!action)
			continue;
		if (x + cells > end) /* a shorter one may fit still */
			continue;
		pane_string(row, x, 0, text.data, STYLE_HINT);
		note_hint(ui, x, x + cells, action);
		x += cells + 2;
	}
	str_release(&text);
}

/* --- the last row ----------------------------------------------------------------------------- */

void status_draw(struct ui *ui, const struct pane *row)
{
	const struct view_ops *ops = view_table[ui_view(ui)];
	struct str left = STR_INIT, right = STR_INIT;
	style_t style = STYLE_STATUS;
	int end = row->width - 1;

	if (ui->prompt.ops) {
		prompt_draw(ui, row);
		return;
	}
	if (ops->status)
		ops->status(ui, &left, &right);
	if (ui->wait) {
		str_clear(&left);
		str_add_slice(&left, str_slice(&ui->wait_text));
		style = STYLE_PROMPT;
	} else if (ui->count) {
		str_clear(&left);
		str_printf(&left, "%d", ui->count);
		style = STYLE_PROMPT;
	} else if (ui->notice.len) {
		str_clear(&left);
		str_add_slice(&left, str_slice(&ui->notice));
		style = ui->notice_is_error ? STYLE_ERROR : STYLE_PROMPT;
	}
	if (right.len && text_width(row->canvas->profile, str_slice(&right)) < end - 10)
		end = pane_right(row, end, 0, right.data, STYLE_STATUS) - 2;
	pane_fit(row, 1, 0, end - 1, str_slice(&left), style);
	if (ui->wait)
		pane_cursor(row, 1 + text_width(row->canvas->profile, str_slice(&left)), 0, true);
	str_release(&left);
	str_release(&right);
}
