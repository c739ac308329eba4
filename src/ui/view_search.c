/* Results of a search of the whole store, as one types: headline, and the text where the hit is. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/search_view.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD = 24 }; /* rows beyond those in sight that are read before they are reached */

/* --- rows ------------------------------------------------------------------------------------- */

/* The part of the answer that begins at row i: 1 headlines, 2 texts, 0 none. */
static int part_at(const struct search_view *v, const struct search_state *s, size_t i)
{
	if (v->order != SEARCH_HEADLINES_FIRST || !s->n_titles)
		return 0;
	return i == 0 ? 1 : i == s->n_titles ? 2 : 0;
}

static int lines(void *owner, size_t i)
{
	struct search_view *v = owner;
	struct search_state s = reader_search_state(v->ui->reader);

	return row_lines(&v->style) + 1 + (part_at(v, &s, i) ? 1 : 0);
}

static void draw_part(const struct pane *p, int part, const struct search_state *s)
{
	struct str text = STR_INIT;
	int x = 1;

	if (part == 1)
		/* TRANSLATORS: over the results of a search whose headline holds the words. */
		str_printf(&text, ngettext("in %d headline", "in %d headlines",
		                           (unsigned long)s->n_titles), (int)s->n_titles);
	else
		/* TRANSLATORS: over the results of a search whose text holds the words. */
		str_printf(&text, ngettext("in %d text", "in %d texts",
		                           (unsigned long)(s->n - s->n_titles)),
		           (int)(s->n - s->n_titles));
	pane_rule(p, x, 0, 2, STYLE_RULE);
	x += 3;
	x += pane_text(p, x, 0, str_slice(&text), STYLE_DIM) + 1;
	pane_rule(p, x, 0, p->width - 1 - x, STYLE_RULE);
	str_release(&text);
}

/* The first hit stands in the first third of the line, or nearer to its beginning. */
static void draw_snippet(struct search_view *v, const struct pane *p, int x,
                         const struct search_row *row)
{
	const struct width_profile *profile = p->canvas->profile;
	int cells = p->width - 1 - x;
	size_t hit = row->n_snippet_hits ? row->snippet_hits[0].start : 0, skip = 0;
	int before = text_width(profile, slice_make(row->snippet, hit));
	bool is_cut = row->is_cut;
	struct slice text;

	pane_blank(p, 0, 0, p->width, STYLE_DIM);
	if (cells < 4)
		return;
	if (before > cells / 3) {
		struct slice all = slice_make(row->snippet, hit);

		skip = text_fit(profile, all, before - cells / 3 + 1, NULL);
		is_cut = true;
	}
	text = slice_of(row->snippet + skip);
	if (is_cut) {
		pane_string(p, x, 0, p->canvas->ascii ? "<" : "‹", STYLE_DIM);
		x++;
		cells--;
	}
	pane_fit(p, x, 0, cells, text, STYLE_DIM);
	row_mark_words(p, x, 0, cells, text.data, &v->style);
}

static void draw_row(void *owner, const struct pane *p, size_t i)
{
	struct search_view *v = owner;
	struct search_state s = reader_search_state(v->ui->reader);
	const struct search_row *row = reader_search_row(v->ui->reader, i);
	int part = part_at(v, &s, i), rule = part ? 1 : 0, high = row_lines(&v->style);
	struct pane top = pane_part(p, 0, rule, p->width, high < p->height - rule ? high : p->height - rule);
	struct pane below = pane_part(p, 0, rule + high, p->width, 1);
	style_t selected = i != v->list.selected ? 0
	                   : v->has_focus        ? STYLE_SELECTED
	                                         : STYLE_SELECTED_AWAY;

	if (part)
		draw_part(p, part, &s);
	if (row && top.height > 0)
		row_draw(&top, &row->item, &v->style, selected);
	if (row && p->height > rule + high)
		draw_snippet(v, &below, row_title_at(&v->style), row);
	if (selected && v->has_focus)
		pane_cursor(&top, 0, 0, false);
}

static void choose_style(struct search_view *v, const struct pane *pane)
{
	struct ui *ui = v->ui;

	v->style = (struct row_style){
		.two_lines = pane->width < 60,
		.is_dated = true,
		.marks = ui->marks,
		.language = ui->language,
		.now = ui_now(),
		.offset_s = ui_offset(),
	};
	v->style.n_words = reader_search_words(ui->reader, &v->style.words);
}

static void draw_empty(struct search_view *v, const struct pane *pane)
{
	struct search_state s = reader_search_state(v->ui->reader);
	const char *text = "";

	if (!v->expression.len || (!s.asks && !s.is_waiting))
		text = _("Every word of every article kept, down to a single character");
	else if (s.is_complete && !s.is_waiting)
		text = _("No article holds that");
	pane_fit(pane, 2, pane->height > 2 ? 1 : 0, pane->width - 3, slice_of(text), STYLE_DIM);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct search_view *v = search_view_of(ui);
	size_t last;

	choose_style(v, pane);
	v->has_focus = has_focus;
	v->list.scroll = LIST_LINE;
	list_settle(&v->list, pane->height);
	if (!v->list.n) {
		draw_empty(v, pane);
		return;
	}
	list_draw(&v->list, pane, draw_row);
	/* what the next keys will show is read already */
	last = v->list.top + (size_t)pane->height / 2 + AHEAD;
	reader_search_row(ui->reader, last < v->list.n ? last : v->list.n - 1);
	reader_search_row(ui->reader, v->list.top > AHEAD ? v->list.top - AHEAD : 0);
}

/* --- the answer -------------------------------------------------------------------------------- */

const struct search_row *search_view_row(struct search_view *v)
{
	return v->list.n ? reader_search_row(v->ui->reader, v->list.selected) : NULL;
}

static void changed(struct ui *ui)
{
	struct search_view *v = search_view_of(ui);
	struct search_state s = reader_search_state(ui->reader);

	if (s.is_waiting)
		return;
	if (v->is_asked)
		v->list.selected = v->list.top = 0;
	v->is_asked = false;
	list_resize(&v->list, s.n);
	if (ui->prompt.ops && ui_view(ui) == VIEW_SEARCH && s.problem) {
		str_clear(&ui->prompt.problem);
		str_add(&ui->prompt.problem, s.problem);
	}
}

void search_view_ask(struct search_view *v, const char *expression)
{
	if (expression != v->expression.data) {
		str_clear(&v->expression);
		str_add(&v->expression, expression);
	}
	v->is_asked = true;
	reader_search_ask(v->ui->reader, v->expression.data, v->order);
}

static void open_selected(struct ui *ui, int count)
{
	struct search_view *v = search_view_of(ui);
	const struct search_row *row;
	const struct slice *words;
	size_t n;

	if (count) {
		list_move(&v->list, MOVE_TO, count);
		return;
	}
	row = search_view_row(v);
	if (!row || !row->item.id || !article_open(ui, row->item.id))
		return;
	n = reader_search_words(ui->reader, &words);
	article_find(ui, v->expression.data, words, n);
}

bool search_step(struct ui *ui, long step)
{
	struct search_view *v = search_view_of(ui);
	size_t to = v->list.selected + (size_t)step;

	if (to >= v->list.n) {
		ui_say(ui, "%s", step < 0 ? _("This is the first result") : _("This is the last result"));
		return false;
	}
	v->list.selected = to;
	open_selected(ui, 0);
	return true;
}

const struct item *search_next(struct ui *ui)
{
	struct search_view *v = search_view_of(ui);
	const struct search_row *row =
		v->list.selected + 1 < v->list.n ? reader_search_row(ui->reader, v->list.selected + 1)
						 : NULL;

	return row ? &row->item : NULL;
}

static bool target(struct ui *ui, struct target *t)
{
	const struct search_row *row = search_view_row(search_view_of(ui));

	if (!row || !row->item.id)
		return false;
	*t = (struct target){ .item = row->item.id, .source = row->item.source_id,
		              .title = row->item.title, .link = row->item.link,
		              .is_read = row->item.is_read, .is_starred = row->item.is_starred };
	return true;
}

static void move(struct ui *ui, enum motion motion, long n)
{
	list_move(&search_view_of(ui)->list, motion, n);
}

/* --- words around it -------------------------------------------------------------------------- */

static void where(struct ui *ui, struct str *out)
{
	struct search_view *v = search_view_of(ui);
	struct search_state s = reader_search_state(ui->reader);

	str_add(out, _("Search"));
	if (!v->expression.len)
		return;
	/* TRANSLATORS: in the first row, behind "Search": what is looked for, then how many. */
	str_printf(out, ngettext("  %1$s  %2$d article", "  %1$s  %2$d articles",
	                         (unsigned long)s.count), v->expression.data, (int)s.count);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	struct search_view *v = search_view_of(ui);

	if (v->list.n)
		str_printf(left, _("article %1$d of %2$d"), (int)v->list.selected + 1,
		           (int)v->list.n);
	str_add(right, v->order == SEARCH_HEADLINES_FIRST ? _("headlines first") : _("newest first"));
}

static const struct hint hints[] = {
	{ "open", NULL, N_("read it") },
	{ "page-down", NULL, N_("page on") },
	{ "search-edit", NULL, N_("change the search") },
	{ "search", NULL, N_("another search") },
	{ "star", NULL, N_("star") },
	{ "search-order", NULL, N_("order") },
	{ "back", NULL, N_("back") },
	{ "open-browser", NULL, N_("browser") },
	{ "help", NULL, N_("keys") },
};

/* --- life ---------------------------------------------------------------------------------------- */

static void closed(struct ui *ui)
{
	struct search_view *v = search_view_of(ui);

	str_clear(&v->expression);
	v->list.n = v->list.selected = v->list.top = 0;
	reader_search_close(ui->reader);
}

static void *create(struct ui *ui)
{
	struct search_view *v = xcalloc(1, sizeof *v);

	v->ui = ui;
	v->list.lines = lines;
	v->list.owner = v;
	str_init_limit(&v->expression, LINE_LIMIT);
	str_init_limit(&v->before, LINE_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct search_view *v = state;

	(void)ui;
	str_release(&v->expression);
	str_release(&v->before);
	free(v);
}

static struct list *list_of(struct ui *ui)
{
	return &search_view_of(ui)->list;
}

const struct view_ops view_search = {
	.name = "search",
	.title = N_("Search"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_ARTICLE | OFFER_LINK,
	.actions = search_actions,
	.n_actions = SEARCH_ACTIONS,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.closed = closed,
	.changed = changed,
	.draw = draw,
	.move = move,
	.open = open_selected,
	.target = target,
	.where = where,
	.status = status,
	.list = list_of,
};
