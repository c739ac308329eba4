/* The catalogue of real sources, by section; Enter subscribes. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"

#include <stdlib.h>
#include <string.h>

struct catalogue_view {
	struct rows rows;
	struct str part;
	struct arena arena;   /* of the entries, read when it is first opened */
	const struct catalogue_entry *entries;
	size_t n;
};

static struct catalogue_view *self(const struct ui *ui)
{
	return ui->state[VIEW_CATALOGUE];
}

static bool is_wanted(const struct catalogue_entry *e, struct slice part)
{
	return !part.len || slice_find(slice_of(e->name), part.data, part.len) ||
	       slice_find(slice_of(e->section), part.data, part.len) ||
	       (e->url && slice_find(slice_of(e->url), part.data, part.len));
}

static void add_entry(struct ui *ui, const struct catalogue_entry *e, size_t i)
{
	struct rows *rows = &self(ui)->rows;
	bool subscribed = e->url && reader_is_subscribed(ui->reader, e->url);
	struct str text = STR_INIT, note = STR_INIT;
	struct text_row *row;

	str_printf(&text, "%s  %s", subscribed ? "✓" : " ", e->name);
	if (e->kind == SOURCE_HOT)
		str_printf(&note, "%s  ", _("hot list"));
	if (e->note)
		str_printf(&note, "%s  ", e->note);
	if (subscribed)
		str_add(&note, _("subscribed"));
	row = rows_add(rows, text.data, note.data, (int64_t)i);
	row->style = subscribed ? STYLE_DIM : STYLE_TEXT;
	str_release(&text);
	str_release(&note);
}

static void fill(struct ui *ui)
{
	struct catalogue_view *v = self(ui);
	const char *section = NULL;

	if (!v->entries)
		v->n = catalogue_entries(&v->arena, &v->entries);
	rows_clear(&v->rows);
	for (size_t i = 0; i < v->n; i++) {
		const struct catalogue_entry *e = &v->entries[i];
		if (!is_wanted(e, str_slice(&v->part)))
			continue;
		if (!section || strcmp(section, e->section))
			rows_add_heading(&v->rows, e->section);
		section = e->section;
		add_entry(ui, e, i);
	}
	rows_done(&v->rows);
}

static void opened(struct ui *ui)
{
	struct catalogue_view *v = self(ui);

	str_clear(&v->part);
	v->rows.list.selected = v->rows.list.top = 0;
	fill(ui);
}

static void changed(struct ui *ui)
{
	if (ui_is_open(ui, VIEW_CATALOGUE))
		fill(ui);
}

static const struct catalogue_entry *chosen(struct ui *ui)
{
	struct catalogue_view *v = self(ui);
	const struct text_row *row = rows_selected(&v->rows);

	return row && (size_t)row->value < v->n ? &v->entries[row->value] : NULL;
}

static void subscribe(struct ui *ui, int count)
{
	const struct catalogue_entry *e;
	struct err err = ERR_INIT;

	if (count)
		list_move(&self(ui)->rows.list, MOVE_TO, count);
	e = chosen(ui);
	if (!e)
		return;
	if (e->url && reader_is_subscribed(ui->reader, e->url)) {
		ui_say(ui, _("%s is subscribed to already"), e->name);
		return;
	}
	if (reader_subscribe(ui->reader, e->url, e->name, e->config, &err)) {
		ui_changed(ui);
		ui_say(ui, _("Subscribed to %s; its news is being fetched"), e->name);
	} else {
		ui_say_error(ui, err.text);
	}
}

static bool target(struct ui *ui, struct target *t)
{
	const struct catalogue_entry *e = chosen(ui);

	if (!e)
		return false;
	*t = (struct target){ .title = e->name, .link = e->url };
	return true;
}

static void narrowed(struct ui *ui, const char *text)
{
	struct catalogue_view *v = self(ui);

	str_clear(&v->part);
	str_add(&v->part, text);
	fill(ui);
}

static void restored(struct ui *ui)
{
	narrowed(ui, "");
}

static const struct prompt_ops part_prompt = {
	.label = N_("catalogue"),
	.help = N_("Enter goes to the sources left  Esc restores"),
	.changed = narrowed,
	.left = restored,
};

static void narrow(struct ui *ui, int count)
{
	(void)count;
	prompt_open(ui, &part_prompt, self(ui)->part.data);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	rows_draw(&self(ui)->rows, pane, has_focus);
}

static void where(struct ui *ui, struct str *out)
{
	(void)ui;
	str_add(out, _("Catalogue of sources"));
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	const struct catalogue_entry *e = chosen(ui);

	if (e && e->url)
		str_add(left, e->url);
	if (e && e->language)
		str_add(right, e->language);
}

static void *create(struct ui *ui)
{
	struct catalogue_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	str_init_limit(&v->part, LINE_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct catalogue_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	str_release(&v->part);
	arena_release(&v->arena);
	free(v);
}

static const struct action actions[] = {
	{ "narrow", "/", narrow, N_("narrow the catalogue as you type"), 0 },
	{ "subscribe", "a", subscribe, N_("subscribe to it"), ACTION_SOURCES },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("subscribe") },
	{ "narrow", NULL, N_("filter") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_catalogue = {
	.name = "catalogue",
	.title = N_("Catalogue of sources"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_LINK,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.opened = opened,
	.changed = changed,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = subscribe,
	.target = target,
	.where = where,
	.status = status,
};
