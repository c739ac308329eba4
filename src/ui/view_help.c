/* Keys, made from the key table: those of the view below first. Typing narrows, Enter runs. */
#include "base/i18n.h"
#include "base/mem.h"
#include "text/pinyin.h"
#include "ui/rows_view.h"

#include <stdlib.h>

struct help_view {
	struct rows rows;
	struct str part;
	const struct action **actions; /* of the rows, by value */
	size_t n, cap;
};

static struct help_view *self(const struct ui *ui)
{
	return ui->state[VIEW_HELP];
}

/* The view the help is about: what is below it. */
static enum view_id about(const struct ui *ui)
{
	for (int i = ui->depth; i-- > 0;)
		if (ui->stack[i] != VIEW_HELP)
			return ui->stack[i];
	return ui->focus;
}

/* By its letters, or by how it is read. */
static bool holds(const char *text, struct slice part)
{
	return pinyin_fit(text, part) != PINYIN_NONE;
}

static void add_action(struct ui *ui, const struct action *a, struct slice part)
{
	struct help_view *v = self(ui);
	enum view_id view = about(ui);
	struct str keys = STR_INIT;

	if ((a->flags & ACTION_HIDDEN) || !action_is_offered(view, a))
		return;
	if (!keymap_add_keys(&ui->keymap, view, a, 4, &keys)) {
		if (!part.len) { /* it is no key: found by its name only */
			str_release(&keys);
			return;
		}
		str_printf(&keys, ":%s", a->name);
	}
	if (!part.len || holds(_(a->help), part) || holds(a->name, part) ||
	    slice_find(str_slice(&keys), part.data, part.len)) {
		if (v->n == v->cap) {
			v->cap = v->cap ? v->cap * 2 : 64;
			v->actions = xreallocarray(v->actions, v->cap, sizeof *v->actions);
		}
		v->actions[v->n] = a;
		rows_detail(&v->rows, rows_add(&v->rows, keys.data, NULL, (int64_t)v->n++),
		            _(a->help));
	}
	str_release(&keys);
}

/* One that the view has a version of its own of is listed there only. */
static bool is_shadowed(const struct view_ops *ops, const struct action *a)
{
	const struct action *found = action_find(VIEW_EVERYWHERE, a->name);

	for (size_t i = 0; i < ops->n_actions; i++)
		if (found == a && slice_is(slice_of(ops->actions[i].name), a->name))
			return true;
	return false;
}

/* Macros are keys of this view too. */
static void add_macros(struct ui *ui, struct slice part)
{
	struct help_view *v = self(ui);
	const struct keymap *m = &ui->keymap;
	size_t before;

	rows_add_heading(&v->rows, _("Macros"));
	before = v->rows.n;
	for (size_t i = 0; i < m->n; i++) {
		const struct action *a = m->bindings[i].action;

		if (a && (a->flags & ACTION_MACRO) &&
		    keymap_find(m, about(ui), m->bindings[i].key) == a)
			add_action(ui, a, part);
	}
	if (v->rows.n == before)
		v->rows.n--; /* nothing under the heading */
}

static void fill(struct ui *ui)
{
	struct help_view *v = self(ui);
	const struct view_ops *ops = view_table[about(ui)];

	rows_clear(&v->rows);
	v->n = 0;
	if (ops->n_actions)
		rows_add_heading(&v->rows, _(ops->title));
	for (size_t i = 0; i < ops->n_actions; i++)
		add_action(ui, &ops->actions[i], str_slice(&v->part));
	if (v->rows.n == 1)
		rows_clear(&v->rows); /* nothing under the heading */
	add_macros(ui, str_slice(&v->part));
	rows_add_heading(&v->rows, _("Everywhere"));
	for (size_t i = 0; i < n_common_actions; i++)
		if (!is_shadowed(ops, &common_actions[i]))
			add_action(ui, &common_actions[i], str_slice(&v->part));
	if (!v->part.len) {
		rows_add_plain(&v->rows, _("What an input method sends counts as the key meant: ｊ 、 ㅓ ㄨ あ."),
		               STYLE_DIM);
		rows_add_plain(&v->rows, _("Korean ones hold the last syllable back until the next key."),
		               STYLE_DIM);
	}
	rows_done(&v->rows);
}

static void opened(struct ui *ui)
{
	struct help_view *v = self(ui);

	str_clear(&v->part);
	v->rows.list.selected = v->rows.list.top = 0;
	fill(ui);
	list_select(&v->rows.list, 0);
}

static void run(struct ui *ui, int count)
{
	struct help_view *v = self(ui);
	const struct text_row *row = rows_selected(&v->rows);
	const struct action *a = row ? v->actions[row->value] : NULL;

	ui_close(ui);
	if (a)
		ui_run_action(ui, a, count);
}

/* Letters narrow; Backspace widens and then closes. */
static bool key(struct ui *ui, key_code k)
{
	struct help_view *v = self(ui);
	struct line line;
	bool taken = false;

	if (k == NAMED_BACKSPACE && !v->part.len)
		return false;
	if (k != NAMED_BACKSPACE && k != (KEY_CTRL | 'u') && !key_is_text(k))
		return false;
	if (k == '?' && !v->part.len) {
		ui_close(ui);
		return true;
	}
	line_init(&line, v->part.data);
	taken = line_key(&line, k);
	str_clear(&v->part);
	str_add_slice(&v->part, str_slice(&line.text));
	line_release(&line);
	v->rows.list.selected = v->rows.list.top = 0;
	fill(ui);
	list_select(&v->rows.list, 0);
	ui->dirty = true;
	return taken;
}

static bool back(struct ui *ui)
{
	struct help_view *v = self(ui);

	if (!v->part.len)
		return false;
	opened(ui);
	return true;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct help_view *v = self(ui);
	int width = pane->width < 60 ? pane->width - 4 : pane->width < 90 ? pane->width - 8 : 80;
	struct str title = STR_INIT;
	struct pane in;

	/* TRANSLATORS: title of the help: the view's name comes in. */
	str_printf(&title, _("Keys: %s"), _(view_table[about(ui)]->title));
	if (v->part.len)
		str_printf(&title, "  /%s", v->part.data);
	v->rows.label_cells = width < 44 ? 12 : 20;
	in = box_draw(pane, width, rows_lines(&v->rows, width, pane->height - 2), title.data,
	              _("type to narrow, Enter runs, Esc closes"));
	rows_draw(&v->rows, &in, has_focus);
	str_release(&title);
}

/* The name of the action, for `bind` lines and the palette. */
static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct help_view *v = self(ui);
	const struct text_row *row = rows_selected(&v->rows);
	const struct action *a = row ? v->actions[row->value] : NULL;

	if (!a)
		return;
	str_printf(left, ":%s", a->name);
	if (keymap_is_custom(&ui->keymap, about(ui), a))
		str_add(right, _("bound by your configuration"));
}

static void *create(struct ui *ui)
{
	struct help_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	str_init_limit(&v->part, LINE_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct help_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	str_release(&v->part);
	free(v->actions);
	free(v);
}

/* Letters narrow here: only named keys are keys. */
static const struct hint hints[] = {
	{ "open", NULL, N_("run it") },
	{ "page-up", "page-down", N_("page") },
	{ "dismiss", NULL, N_("close") },
};

const struct view_ops view_help = {
	.name = "help",
	.title = N_("Keys"),
	.offers = OFFER_MOVE | OFFER_OPEN,
	.is_overlay = true,
	.takes_text = true,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.opened = opened,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = run,
	.back = back,
	.key = key,
	.status = status,
};
