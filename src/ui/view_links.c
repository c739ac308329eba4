/* The links of the article's text, numbered as ; numbers them. */
#include "base/i18n.h"
#include "base/url.h"
#include "ui/article_view.h"
#include "ui/rows_view.h"

#include <stdlib.h>

static struct rows *self(const struct ui *ui)
{
	return ui->state[VIEW_LINKS];
}

static void opened(struct ui *ui)
{
	struct article_view *a = article_view_of(ui);
	struct rows *rows = self(ui);
	struct str text = STR_INIT;

	rows_clear(rows);
	for (size_t i = 0; a->page && i < a->page->doc->n_links; i++) {
		const struct doc_link *link = &a->page->doc->links[i];
		char *shown = url_masked(link->href);
		str_clear(&text);
		str_printf(&text, "%2d  %s", (int)i + 1,
		           link->title && *link->title ? link->title : shown);
		rows_detail(rows, rows_add(rows, text.data, link->is_image ? _("picture") : NULL,
		                           (int64_t)i), shown);
		free(shown);
	}
	rows->list.selected = rows->list.top = 0;
	rows_done(rows);
	str_release(&text);
}

static const struct doc_link *chosen(struct ui *ui)
{
	const struct text_row *row = rows_selected(self(ui));
	const struct page *page = article_view_of(ui)->page;

	return row && page && (size_t)row->value < page->doc->n_links
	               ? &page->doc->links[row->value]
	               : NULL;
}

static void open_link(struct ui *ui, int count)
{
	const struct doc_link *link;

	if (count)
		list_move(&self(ui)->list, MOVE_TO, count);
	link = chosen(ui);
	if (!link)
		return;
	if (reader_item_of_link(ui->reader, link->href))
		ui_close(ui);
	article_follow_link(ui, link->href, 0);
}

static bool target(struct ui *ui, struct target *t)
{
	const struct doc_link *link = chosen(ui);

	if (!link)
		return false;
	*t = (struct target){ .title = link->title ? link->title : link->href, .link = link->href };
	return true;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct rows *rows = self(ui);
	int width = pane->width < 60 ? pane->width - 4 : pane->width < 100 ? pane->width - 8 : 90;
	struct pane in = box_draw(pane, width, rows_lines(rows, width, pane->height - 4),
	                          _("Links of the text"), _("Enter opens, y copies, Esc closes"));

	rows_draw(rows, &in, has_focus);
}

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "open-browser", NULL, N_("browser") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_links = {
	.name = "links",
	.title = N_("Links of the text"),
	.offers = OFFER_MOVE | OFFER_OPEN | OFFER_LINK,
	.is_overlay = true,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = rows_view_create,
	.destroy = rows_view_destroy,
	.opened = opened,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.open = open_link,
	.target = target,
};
