/* All tags with their counts; choosing one narrows the list and the hot pane. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct narrowed *self(const struct ui *ui)
{
	return ui->state[VIEW_TAGS];
}

static void fill(struct ui *ui)
{
	struct narrowed *v = self(ui);
	const struct tag_row *tags;
	size_t n = reader_tags(ui->reader, &tags);
	char note[48];

	rows_clear(&v->rows);
	for (size_t i = 0; i < n; i++) {
		struct text_row *row;
		if (!narrowed_has(v, &tags[i].name, 1))
			continue;
		if (tags[i].n_unread)
			snprintf(note, sizeof note, "%d/%d", (int)tags[i].n_unread,
			         (int)tags[i].n_items);
		else
			snprintf(note, sizeof note, "%d", (int)tags[i].n_items);
		row = rows_add(&v->rows, tags[i].name, note, (int64_t)i);
		row->style = tags[i].n_unread ? STYLE_UNREAD : STYLE_TEXT;
	}
	rows_done(&v->rows);
}

/* The tag is a term of the filter, so that it can be added to and taken away as one. */
static void choose(struct ui *ui, int count)
{
	struct narrowed *v = self(ui);
	const struct text_row *row;
	struct place place = { .kind = PLACE_TAG };
	struct str filter = STR_INIT;

	if (count)
		list_move(&v->rows.list, MOVE_TO, count);
	row = rows_selected(&v->rows);
	if (!row)
		return;
	reader_filter_term(&filter, '+', row->text);
	snprintf(place.name, sizeof place.name, "%s", row->text);
	ui_close(ui);
	list_remember(ui);
	list_change_filter(ui, filter.data);
	/* the counts are of all articles: where one is may have none of them */
	if (!reader_list_count(ui->reader))
		list_open_place(ui, &place);
	str_release(&filter);
}

static const struct prompt_ops part_prompt = {
	.label = N_("tag"),
	.help = N_("Enter goes to the tags left  Esc restores"),
	.changed = narrowed_changed,
	.left = narrowed_restored,
};

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct narrowed *v = self(ui);
	int width = pane->width < 44 ? pane->width - 4 : 38;
	int most = pane->height - 4 > 4 ? pane->height - 4 : pane->height - 2;
	int height = rows_lines(&v->rows, width, most);
	struct pane in = box_draw(pane, width, height > 0 ? height : 1, _("Tags"),
	                          _("Enter chooses, + and - add up, / narrows"));

	if (v->rows.n)
		rows_draw(&v->rows, &in, has_focus);
	else
		pane_fit(&in, 1, 0, in.width - 2,
		         slice_of(v->part.len ? _("No tag has that in it") : _("No tags yet")),
		         STYLE_DIM);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct narrowed *v = self(ui);

	str_printf(left, ngettext("%d tag", "%d tags", (unsigned long)v->rows.n), (int)v->rows.n);
	if (*list_filter(ui)) {
		size_t found = reader_list_count(ui->reader);

		str_printf(right, ngettext("%2$s: %1$d article", "%2$s: %1$d articles", (unsigned long)found),
		           (int)found, list_filter(ui));
	} else {
		str_add(right, _("unread/all articles"));
	}
}

static void *create(struct ui *ui)
{
	struct narrowed *v = xcalloc(1, sizeof *v);

	narrowed_init(v, ui, &part_prompt);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	(void)ui;
	narrowed_release(state);
	free(state);
}

/* Add the term to the filter, or take it away where it stands already; the list below narrows at once,
 * so that the number it leaves can be seen. */
static void toggle_term(struct ui *ui, const char *sign)
{
	const struct text_row *row = rows_selected(&self(ui)->rows);
	struct str term = STR_INIT, filter = STR_INIT;
	const char *old = list_filter(ui), *at;

	if (!row)
		return;
	str_add(&term, sign);
	reader_filter_term(&term, '+', row->text);
	at = strstr(old, term.data);
	if (at && (at == old || at[-1] == ' ') && (!at[term.len] || at[term.len] == ' ')) {
		str_append(&filter, old, (size_t)(at - old));
		str_add(&filter, at + term.len + (at[term.len] == ' '));
	} else {
		str_printf(&filter, "%s%s%s", old, *old ? " " : "", term.data);
	}
	list_change_filter(ui, filter.data);
	str_release(&term);
	str_release(&filter);
}

static void include(struct ui *ui, int count)
{
	(void)count;
	toggle_term(ui, "");
}

static void exclude(struct ui *ui, int count)
{
	(void)count;
	toggle_term(ui, "-");
}

static const struct action actions[] = {
	{ "include-tag", "+", include, N_("also this tag, or not any more"), 0 },
	{ "exclude-tag", "-", exclude, N_("not with this tag, or so again"), 0 },
	{ "narrow", "/", narrowed_ask, N_("narrow the tags as you type"), 0 },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("choose") },
	{ "narrow", NULL, N_("filter") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_tags = {
	.name = "tags",
	.title = N_("Tags"),
	.offers = OFFER_MOVE | OFFER_OPEN,
	.is_overlay = true,
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
	.open = choose,
	.status = status,
};
