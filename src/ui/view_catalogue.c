/* The catalogue of real sources, by language and topic; Enter subscribes and unsubscribes. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/health.h"
#include "ui/rows_view.h"
#include "ui/source_actions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	NOTE_AT = 36,         /* what is known of an entry stands beside the names */
	FOOT_FROM_LINES = 12, /* address and note of the selected one, below the list */
	ADDRESS_LINES = 2,
};

struct catalogue_view {
	struct narrowed narrowed;
	struct arena arena;   /* of the entries, read when it is first opened */
	const struct catalogue_entry *entries;
	size_t n, n_subscribed;
};

static struct catalogue_view *self(const struct ui *ui)
{
	return ui->state[VIEW_CATALOGUE];
}

static const struct catalogue_entry *chosen(struct ui *ui)
{
	struct catalogue_view *v = self(ui);
	const struct text_row *row = rows_selected(&v->narrowed.rows);

	return row && (size_t)row->value < v->n ? &v->entries[row->value] : NULL;
}

static const struct source *source_of(struct ui *ui, const struct catalogue_entry *e)
{
	return e ? reader_source_of_url(ui->reader, e->url) : NULL;
}

/* --- rows ------------------------------------------------------------------------------------- */

static int entries_on(struct ui *ui, int64_t list_id)
{
	const struct hot_list *lists;
	size_t n = reader_hot_lists(ui->reader, &lists);

	for (size_t i = 0; i < n; i++)
		if (lists[i].id == list_id)
			return (int)lists[i].n_entries;
	return 0;
}

/* What came of subscribing to it. */
static void add_outcome(struct ui *ui, const struct source *s, struct str *out)
{
	struct source_facts facts;
	int n;

	reader_source_facts(ui->reader, s, &facts);
	n = s->kind == SOURCE_HOT ? entries_on(ui, facts.id) : (int)facts.n_items;
	if (facts.is_loading)
		str_add(out, _("is being fetched…"));
	else if (facts.problem)
		str_add(out, _("subscribed, fails"));
	else if (s->paused)
		str_add(out, _("subscribed, paused"));
	else if (n && s->kind == SOURCE_HOT)
		str_printf(out, ngettext("subscribed, %d entry", "subscribed, %d entries",
		                         (unsigned long)n), n);
	else if (n)
		str_printf(out, ngettext("subscribed, %d article", "subscribed, %d articles",
		                         (unsigned long)n), n);
	else
		str_add(out, _("subscribed"));
}

static void add_entry(struct ui *ui, const struct catalogue_entry *e, size_t i)
{
	struct catalogue_view *v = self(ui);
	const struct source *s = source_of(ui, e);
	struct str text = STR_INIT, note = STR_INIT;

	str_printf(&text, "%s %s", s ? "✓" : " ", e->name);
	if (s)
		add_outcome(ui, s, &note);
	else if (e->note)
		str_add(&note, e->note);
	rows_add(&v->narrowed.rows, text.data, note.data, (int64_t)i)->style =
		s ? STYLE_UNREAD : STYLE_TEXT;
	v->n_subscribed += s != NULL;
	str_release(&text);
	str_release(&note);
}

static void fill(struct ui *ui)
{
	struct catalogue_view *v = self(ui);
	const char *section = NULL;

	if (!v->entries)
		v->n = catalogue_entries(&v->arena, &v->entries);
	rows_clear(&v->narrowed.rows);
	v->n_subscribed = 0;
	for (size_t i = 0; i < v->n; i++) {
		const struct catalogue_entry *e = &v->entries[i];
		const char *const texts[] = { e->name, e->section, e->url, e->note, e->language };

		if (!narrowed_has(&v->narrowed, texts, sizeof texts / sizeof *texts))
			continue;
		if (!section || strcmp(section, e->section) != 0)
			rows_add_heading(&v->narrowed.rows, e->section);
		section = e->section;
		add_entry(ui, e, i);
	}
	rows_done(&v->narrowed.rows);
}

/* --- subscribing ------------------------------------------------------------------------------ */

static void unsubscribe(struct ui *ui)
{
	const struct catalogue_entry *e = chosen(ui);
	const struct source *s = source_of(ui, e);
	struct err err = ERR_INIT;

	if (!s)
		return;
	if (reader_unsubscribe(ui->reader, reader_source_handle(ui->reader, s), &err)) {
		char said[256];

		snprintf(said, sizeof said, _("Unsubscribed from %s"), e->name);
		ui_changed(ui);
		ui_say_undoable(ui, said);
	} else {
		ui_say_error(ui, err.text);
	}
}

static void ask_to_unsubscribe(struct ui *ui, const struct source *s)
{
	char question[256];

	if (!reader_config(ui->reader)->options.confirm) {
		unsubscribe(ui);
		return;
	}
	snprintf(question, sizeof question, _("Unsubscribe from %s?"), s->name);
	ui_ask(ui, question, NAMED_ENTER, unsubscribe);
}

static void subscribe(struct ui *ui, const struct catalogue_entry *e)
{
	struct err err = ERR_INIT;

	if (reader_subscribe(ui->reader, e->url, e->name, e->config, &err)) {
		ui_changed(ui);
		ui_say(ui, _("Subscribed to %s; its news is being fetched"), e->name);
	} else {
		ui_say_error(ui, err.text);
	}
}

static void toggle(struct ui *ui, int count)
{
	const struct catalogue_entry *e;
	const struct source *s;

	if (count) {
		list_move(&self(ui)->narrowed.rows.list, MOVE_TO, count);
		return;
	}
	e = chosen(ui);
	s = source_of(ui, e);
	if (s)
		ask_to_unsubscribe(ui, s);
	else if (e)
		subscribe(ui, e);
}

/* The source of the row, when it is subscribed to; says so when it is not. */
static const struct source *subscribed(struct ui *ui)
{
	const struct source *s = source_of(ui, chosen(ui));

	if (!s)
		ui_say(ui, "%s", _("Not subscribed to yet; Enter subscribes"));
	return s;
}

static void show_articles(struct ui *ui, int count)
{
	const struct source *s = subscribed(ui);

	(void)count;
	if (s)
		source_open(ui, reader_source_handle(ui->reader, s));
}

static void fetch(struct ui *ui, int count)
{
	const struct source *s = subscribed(ui);

	(void)count;
	if (s)
		reader_refresh(ui->reader, reader_source_handle(ui->reader, s));
}

/* --- moving ----------------------------------------------------------------------------------- */

/* To the first entry of the section after or before the selected one's. */
static void step_section(struct ui *ui, int dir)
{
	struct rows *rows = &self(ui)->narrowed.rows;
	size_t i = rows->list.selected;

	while (dir < 0 && i > 0 && !rows->v[i].is_heading)
		i--; /* its own heading */
	for (i += (size_t)dir; i < rows->n; i += (size_t)dir)
		if (rows->v[i].is_heading) {
			list_select(&rows->list, i + 1);
			return;
		}
	ui_say(ui, "%s", _("No further section in that direction"));
}

static void next_section(struct ui *ui, int count)
{
	(void)count;
	step_section(ui, 1);
}

static void previous_section(struct ui *ui, int count)
{
	(void)count;
	step_section(ui, -1);
}

static bool target(struct ui *ui, struct target *t)
{
	const struct catalogue_entry *e = chosen(ui);

	if (!e)
		return false;
	*t = (struct target){ .title = e->name, .link = e->url };
	return true;
}

static const struct prompt_ops part_prompt = {
	.label = N_("catalogue"),
	.help = N_("Enter goes to the sources left  Esc restores"),
	.changed = narrowed_changed,
	.left = narrowed_restored,
};

/* --- drawing ---------------------------------------------------------------------------------- */

/* What is to be known of the entry beyond its row: its note, or how the source is. */
static void add_note(struct ui *ui, const struct catalogue_entry *e, struct str *out)
{
	const struct source *s = source_of(ui, e);
	struct source_facts facts;

	if (s) {
		reader_source_facts(ui->reader, s, &facts);
		health_add(out, &facts, &(struct health_now){ ui_now(), ui_offset() });
	}
	if (e->note)
		str_printf(out, "%s%s", out->len ? "  " : "", e->note);
	if (!out->len && e->kind == SOURCE_HOT)
		str_add(out, _("a hot list: H shows it"));
}

/* Address and note of the selected entry in the last lines; returns the pane above them. */
static struct pane draw_foot(struct ui *ui, const struct pane *pane)
{
	const struct catalogue_entry *e = chosen(ui);
	int address = pane->width < 60 ? ADDRESS_LINES : 1, lines = address + 2;
	struct pane foot = pane_part(pane, 0, pane->height - lines, pane->width, lines);
	struct slice rest = slice_of(e ? e->url : "");
	struct str note = STR_INIT;

	pane_rule(&foot, 0, 0, foot.width, STYLE_RULE);
	for (int y = 1; y < address && rest.len; y++) {
		struct slice line = rest;

		line.len = text_fit(ui->profile, rest, foot.width - 2, NULL);
		pane_text(&foot, 1, y, line, STYLE_TEXT);
		rest = slice_make(rest.data + line.len, rest.len - line.len);
	}
	pane_fit(&foot, 1, address, foot.width - 2, rest, STYLE_TEXT);
	if (e)
		add_note(ui, e, &note);
	pane_fit(&foot, 1, address + 1, foot.width - 2, str_slice(&note), STYLE_DIM);
	str_release(&note);
	return pane_part(pane, 0, 0, pane->width, pane->height - lines);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct rows *rows = &self(ui)->narrowed.rows;
	struct pane list = *pane;

	rows->note_at = NOTE_AT;
	if (pane->height >= FOOT_FROM_LINES)
		list = draw_foot(ui, pane);
	rows_view_draw(rows, &list, has_focus, _("No source has that in it"));
}

static void where(struct ui *ui, struct str *out)
{
	const struct catalogue_entry *e = chosen(ui);

	str_add(out, _("Catalogue of sources"));
	if (e)
		str_printf(out, "  %s", e->section);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	const struct catalogue_view *v = self(ui);
	const struct catalogue_entry *e = chosen(ui);
	size_t n = rows_count(&v->narrowed.rows);

	/* TRANSLATORS: sources of the catalogue that are shown, and how many one has of them. */
	str_printf(left, _("%1$d sources, %2$d subscribed"), (int)n, (int)v->n_subscribed);
	if (e && e->language)
		str_add(right, e->language);
}

static void *create(struct ui *ui)
{
	struct catalogue_view *v = xcalloc(1, sizeof *v);

	narrowed_init(&v->narrowed, ui, &part_prompt);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct catalogue_view *v = state;

	(void)ui;
	narrowed_release(&v->narrowed);
	arena_release(&v->arena);
	free(v);
}

static const struct action actions[] = {
	{ "narrow", "/", narrowed_ask, N_("narrow the catalogue as you type"), 0 },
	{ "toggle", "a", toggle, N_("subscribe to it, or unsubscribe"), ACTION_SOURCES },
	{ "fetch", "r", fetch, N_("fetch it again"), ACTION_NET },
	{ "show-articles", "s", show_articles, N_("go to its articles"), 0 },
	{ "next-section", "]", next_section, N_("next section"), 0 },
	{ "previous-section", "[", previous_section, N_("previous section"), 0 },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("subscribe, unsubscribe") },
	{ "narrow", NULL, N_("filter") },
	{ "previous-section", "next-section", N_("section") },
	{ "show-articles", NULL, N_("its articles") },
	{ "back", NULL, N_("back") },
	{ "copy-link", NULL, N_("copy the address") },
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
	.fill = fill,
	.opened = narrowed_opened,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = toggle,
	.target = target,
	.where = where,
	.status = status,
};
