/* The article page: full width, set at the measure, read with the space bar alone. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/article_view.h"

#include <stdlib.h>
#include <string.h>

#define AIR_FROM_ROWS 18 /* a blank row under the first row where there is room */

static bool is_before(struct anchor a, struct anchor b)
{
	return a.block < b.block || (a.block == b.block && a.byte < b.byte);
}

/* Rows of text in the window, whether it has been drawn yet or not: keys typed ahead turn pages
 * too. */
static int text_height(struct ui *ui)
{
	int height = ui_screen(ui).body.height;

	return height >= AIR_FROM_ROWS ? height - 1 : height;
}

/* A window that is taller or wider for a while shows more before the place, and leaves it alone. */
static void show_place(struct article_view *v)
{
	struct anchor end = layout_end(v->layout, (size_t)(v->height > 0 ? v->height : 1));
	struct anchor row = layout_row_of(v->layout, v->place);

	v->top = is_before(end, row) ? end : row;
}

/* --- layout ----------------------------------------------------------------------------------- */

void article_layout(struct article_view *v)
{
	const struct options *o = &reader_config(v->ui->reader)->options;
	int margin, measure = layout_measure(v->ui->columns, v->measure, o->hang, &margin);

	setting_init(&v->setting, o, v->ui->profile, measure);
	v->setting.layout.link_numbers |= v->link_numbers;
	v->setting.layout.ascii = v->ui->options.ascii;
	if (v->layout)
		layout_set(v->layout, &v->setting.layout);
	else
		v->layout = layout_new(v->page->doc, &v->setting.layout);
	v->percent_is_guess = true;
	v->laid_columns = v->ui->columns;
	v->height = text_height(v->ui);
	show_place(v);
}

void article_scroll_to(struct article_view *v, struct anchor to)
{
	v->place = to;
	show_place(v);
	v->place = v->top;
	v->ui->dirty = true;
}

bool article_is_at_end(struct article_view *v)
{
	return !is_before(v->top, layout_end(v->layout, (size_t)(v->height > 0 ? v->height : 1)));
}

/* --- opening and closing ---------------------------------------------------------------------- */

static void keep_position(struct article_view *v)
{
	struct anchor top = v->place;

	if (!v->page || v->shows_changes || v->shows_feed)
		return;
	history_keep(&v->history, v->id, top);
	if (article_is_at_end(v)) /* read to the end: next time from the beginning */
		top = (struct anchor){ 0, 0 };
	reader_set_position(v->ui->reader, v->id, top.block, top.byte);
}

static void drop(struct article_view *v)
{
	layout_free(v->layout);
	reader_page_free(v->page);
	v->layout = NULL;
	v->page = NULL;
}

static bool load(struct article_view *v, int64_t id, struct anchor top)
{
	struct err err = ERR_INIT;
	struct page *page = v->shows_changes ? reader_page_changes(v->ui->reader, id, &err)
	                   : v->shows_feed  ? reader_page_of_feed(v->ui->reader, id, &err)
	                                    : reader_page(v->ui->reader, id, &err);

	if (!page) {
		ui_say_error(v->ui, err.text);
		return false;
	}
	drop(v);
	v->page = page;
	v->id = id;
	v->place = top;
	article_layout(v);
	v->ui->dirty = true;
	return true;
}

static void want_full_page(struct article_view *v)
{
	if (v->page->wants_page) {
		reader_fetch_page(v->ui->reader, v->id);
		v->is_awaiting = reader_page_is_coming(v->ui->reader, v->id);
	}
}

static bool show(struct article_view *v, int64_t id, const struct anchor *top)
{
	struct ui *ui = v->ui;
	struct anchor start = { 0, 0 };
	size_t row;

	if (top)
		start = *top;
	else
		reader_position(ui->reader, id, &start.block, &start.byte);
	keep_position(v);
	find_clear(v);
	v->is_awaiting = v->link_numbers = v->shows_changes = v->shows_feed = false;
	if (!load(v, id, start))
		return false;
	history_add(&v->history, id);
	if (!v->page->article.item.is_read || v->page->article.item.is_changed)
		reader_mark_read(ui->reader, &id, 1, true);
	row = reader_list_find(ui->reader, id);
	if (row != NO_ROW && !ui_is_open(ui, VIEW_SEARCH))
		list_select_row(ui, row);
	want_full_page(v);
	if (ui_view(ui) != VIEW_ARTICLE)
		ui_open(ui, VIEW_ARTICLE);
	return true;
}

bool article_open(struct ui *ui, int64_t id)
{
	struct article_view *v = article_view_of(ui);

	v->n_trail = 0;
	return show(v, id, NULL);
}

bool article_open_at(struct ui *ui, int64_t id, uint32_t block, uint32_t byte)
{
	struct article_view *v = article_view_of(ui);
	struct anchor place = { block, byte };

	v->n_trail = 0;
	return show(v, id, &place);
}

bool article_place(const struct ui *ui, uint32_t *block, uint32_t *byte)
{
	const struct article_view *v = article_view_of(ui);

	if (ui_view(ui) != VIEW_ARTICLE || !v->page || v->shows_changes || v->shows_feed)
		return false;
	*block = v->place.block;
	*byte = v->place.byte;
	return true;
}

void article_walk(struct ui *ui, int dir)
{
	struct article_view *v = article_view_of(ui);
	const struct history_spot *spot;

	keep_position(v);
	spot = history_step(&v->history, dir);
	v->n_trail = 0;
	if (spot)
		show(v, spot->id, &spot->place);
	else
		ui_say(ui, "%s", dir < 0 ? _("Nothing was read before this") : _("Nothing was read after this"));
}

void article_show_changes(struct ui *ui, bool on)
{
	struct article_view *v = article_view_of(ui);
	struct anchor start = { 0, 0 };

	if (!v->page)
		return;
	find_clear(v);
	v->shows_changes = on;
	if (on)
		keep_position(v);
	else
		reader_position(ui->reader, v->id, &start.block, &start.byte);
	if (!load(v, v->id, start))
		v->shows_changes = false;
}

void article_switch_text(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);
	struct anchor start = { 0, 0 };

	find_clear(v);
	keep_position(v);
	v->shows_feed = !v->shows_feed;
	if (!v->shows_feed)
		reader_position(ui->reader, v->id, &start.block, &start.byte);
	load(v, v->id, start);
}

void article_reload(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);

	if (v->page)
		load(v, v->id, v->place);
}

static void closed(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);

	keep_position(v);
	find_clear(v);
	drop(v);
	v->n_trail = 0;
}

static void changed(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);

	if (!v->page || !v->is_awaiting)
		return;
	article_reload(ui);
	v->is_awaiting = reader_page_is_coming(ui->reader, v->id);
}

/* --- numbers ---------------------------------------------------------------------------------- */

void article_follow_link(struct ui *ui, const char *link, int64_t item)
{
	struct article_view *v = article_view_of(ui);

	if (!item && link)
		item = reader_item_of_link(ui->reader, link);
	if (!item || item == v->id) {
		ui_browse(ui, link);
		return;
	}
	if (v->page) {
		if (v->n_trail == TRAIL_MOST)
			memmove(v->trail, v->trail + 1, --v->n_trail * sizeof *v->trail);
		v->trail[v->n_trail++] = (struct article_spot){ v->id, v->place };
	}
	if (!show(v, item, NULL) && v->n_trail)
		v->n_trail--;
}

void article_follow(struct ui *ui, int number)
{
	struct article_view *v = article_view_of(ui);
	const struct article *a = &v->page->article;
	size_t i = (size_t)number - 1;

	if (v->link_numbers && i < v->page->doc->n_links)
		article_follow_link(ui, v->page->doc->links[i].href, 0);
	else if (!v->link_numbers && i < a->n_related)
		article_follow_link(ui, a->related[i].link, a->related[i].item);
	else if (!v->link_numbers && i - a->n_related < v->page->n_further)
		article_follow_link(ui, NULL, v->page->further[i - a->n_related].item);
	else
		ui_say(ui, _("There is no number %d here"), number);
}

/* --- moving ----------------------------------------------------------------------------------- */

static void scroll(struct article_view *v, long rows)
{
	article_scroll_to(v, layout_move(v->layout, v->top, rows, NULL));
}

static void move(struct ui *ui, enum motion motion, long n)
{
	struct article_view *v = article_view_of(ui);
	long page = v->height > 2 ? v->height - 1 : 1;

	switch (motion) {
	case MOVE_BY:
		scroll(v, n);
		break;
	case MOVE_PAGES:
		if (n == 1 && article_is_at_end(v) && ui_is_open(ui, VIEW_SEARCH))
			search_step(ui, 1);
		else if (n == 1 && article_is_at_end(v))
			list_next_unread(ui, 1, true);
		else
			scroll(v, n * page);
		break;
	case MOVE_HALVES:
		scroll(v, n * ((page + 1) / 2));
		break;
	case MOVE_FIRST:
		article_scroll_to(v, layout_start(v->layout));
		break;
	case MOVE_LAST:
		article_scroll_to(v, layout_end(v->layout, (size_t)v->height));
		break;
	case MOVE_TO:
		article_scroll_to(v, layout_move(v->layout, layout_start(v->layout), n - 1, NULL));
		break;
	}
}

/* With a number typed: that related article. Else on, and at the end to the next one, so that four
 * arrows read everything. */
static void open_number(struct ui *ui, int count)
{
	if (count)
		article_follow(ui, count);
	else
		move(ui, MOVE_PAGES, 1);
}

static bool back(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);
	struct article_spot spot;

	if (v->find.needle.len && !v->find.is_from_search) {
		find_clear(v);
		return true;
	}
	if (v->shows_changes) {
		article_show_changes(ui, false);
		return true;
	}
	if (!v->n_trail)
		return false;
	spot = v->trail[--v->n_trail];
	return show(v, spot.id, &spot.top);
}

static bool target(struct ui *ui, struct target *t)
{
	struct article_view *v = article_view_of(ui);
	const struct item *item;
	size_t row;

	if (!v->page)
		return false;
	item = &v->page->article.item;
	row = reader_list_find(ui->reader, v->id); /* marks are drawn there first */
	if (row != NO_ROW && reader_list_row(ui->reader, row))
		item = reader_list_row(ui->reader, row);
	*t = (struct target){ .item = v->id, .source = item->source_id, .title = item->title,
		              .link = item->link, .is_read = item->is_read,
		              .is_starred = item->is_starred };
	return true;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void draw_row(struct article_view *v, const struct pane *p, int x, int y,
		     const struct row *row)
{
	for (size_t i = 0; i < row->n_spans; i++) {
		const struct row_span *s = &row->spans[i];
		pane_text(p, x + s->x, y, slice_make(s->text, s->len), s->style);
	}
	if (v->find.needle.len)
		find_mark(v, p, x, y, row);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct article_view *v = article_view_of(ui);
	int air = pane->height >= AIR_FROM_ROWS ? 1 : 0, height = pane->height - air;
	struct row rows[CANVAS_ROWS];
	size_t n;
	int x;

	(void)has_focus;
	if (!v->page || height < 1)
		return;
	if (v->laid_columns != ui->columns)
		article_layout(v);
	if (v->height != text_height(ui)) {
		v->height = text_height(ui);
		show_place(v);
	}
	x = (pane->width - v->setting.layout.wrap.measure) / 2;
	n = layout_rows(v->layout, v->top, (size_t)height, rows);
	for (size_t i = 0; i < n; i++)
		draw_row(v, pane, x > 0 ? x : 0, air + (int)i, &rows[i]);
	pane_cursor(pane, x > 0 ? x : 0, air, false);
}

static void where(struct ui *ui, struct str *out)
{
	struct article_view *v = article_view_of(ui);
	bool scrolled = v->page && v->top.block > 0;

	str_add(out, ui_is_open(ui, VIEW_SEARCH) ? _("Search") : reader_list_label(ui->reader));
	/* the headline once it is out of sight */
	str_printf(out, " › %s",
		   scrolled && v->page->article.item.title ? v->page->article.item.title
							   : _("text"));
}

static bool idle(struct ui *ui)
{
	struct article_view *v = article_view_of(ui);

	int height = v->height > 0 ? v->height : 1;

	if (!v->layout || !v->percent_is_guess)
		return false;
	if (layout_idle(v->layout, 2000))
		return true;
	/* Once more round the loop, to paint it. */
	v->percent_is_guess = false;
	ui->dirty |= layout_percent(v->layout, v->top, (size_t)height) != v->percent;
	return ui->dirty;
}

static void *create(struct ui *ui)
{
	struct article_view *v = xcalloc(1, sizeof *v);
	const char *note = reader_note(ui->reader, "measure");

	v->ui = ui;
	v->measure = reader_config(ui->reader)->options.measure;
	if (note && atoi(note) >= 16 && atoi(note) <= 200)
		v->measure = atoi(note);
	str_init_limit(&v->find.needle, LINE_LIMIT);
	str_init_limit(&v->find.folded, 4 * LINE_LIMIT);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct article_view *v = state;

	(void)ui;
	drop(v);
	free(v->find.hits);
	str_release(&v->find.needle);
	str_release(&v->find.folded);
	free(v);
}

static const struct hint hints[] = {
	{ "page-down", NULL, N_("page on") },
	{ "previous-article", "next-article", N_("previous, next article") },
	{ "next-unread", NULL, N_("next unread") },
	{ "back", NULL, N_("back") },
	{ "links", NULL, N_("links") },
	{ "star", NULL, N_("star") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "open-browser", NULL, N_("browser") },
	{ "narrower", "wider", N_("line width") },
	{ "find", NULL, N_("find") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_article = {
	.name = "article",
	.title = N_("Article"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_ARTICLE | OFFER_LINK | OFFER_ARTICLES |
	          OFFER_NEIGHBOUR | OFFER_REFRESH | OFFER_FIND,
	.actions = article_actions,
	.n_actions = ARTICLE_ACTIONS,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.closed = closed,
	.changed = changed,
	.draw = draw,
	.move = move,
	.open = open_number,
	.back = back,
	.target = target,
	.where = where,
	.status = article_status,
	.idle = idle,
};
