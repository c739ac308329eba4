/* All that is known about an article or a hot entry. */
#include "ui/facts.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"
#include "ui/story_sheet.h"
#include "ui/when.h"

#include <stdio.h>
#include <stdlib.h>

enum { LABEL_CELLS = 14 };

struct facts_view {
	struct rows rows;
	struct str headline, link;
	int64_t item;
	int64_t entry_id;   /* of a hot list, 0: about an article */
	int width;          /* for which its chart was drawn */
};

static struct facts_view *self(const struct ui *ui)
{
	return ui->state[VIEW_FACTS];
}

void facts_begin(struct ui *ui, const char *headline, const char *link, int64_t item)
{
	struct facts_view *v = self(ui);

	rows_clear(&v->rows);
	v->rows.list.selected = v->rows.list.top = 0;
	str_clear(&v->headline);
	str_add(&v->headline, headline ? headline : "");
	str_clear(&v->link);
	str_add(&v->link, link ? link : "");
	v->item = item;
	v->entry_id = 0;
}

void facts_add(struct ui *ui, const char *name, const char *value)
{
	struct facts_view *v = self(ui);

	sheet_add(&v->rows, name, value);
}

void facts_show(struct ui *ui)
{
	rows_done(&self(ui)->rows);
	ui_open(ui, VIEW_FACTS);
}

static void add_time(struct ui *ui, const char *name, int64_t t)
{
	struct str text = STR_INIT;

	if (t != TIME_NONE && t != 0)
		when_add_date_time(&text, t, ui_now(), ui_offset());
	facts_add(ui, name, text.data);
	str_release(&text);
}

/* One has to know that there is something to see, and how. */
static void add_changed(struct ui *ui, const struct page *page)
{
	struct str text = STR_INIT, key = STR_INIT, when = STR_INIT;

	if (page->changed == TIME_NONE)
		return;
	keymap_add_keys(&ui->keymap, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "changes"), 1, &key);
	when_add_date_time(&when, page->changed, ui_now(), ui_offset());
	/* TRANSLATORS: among an article's facts; a time and a key come in. */
	str_printf(&text, _("%1$s; in the article %2$s shows what"), when.data, key.data);
	facts_add(ui, page->article.item.is_changed ? _("Changed since read") : _("Changed"),
	          text.data);
	str_release(&text);
	str_release(&key);
	str_release(&when);
}

static void add_tags(struct ui *ui, const char **tags, size_t n)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < n; i++)
		str_printf(&text, "%s%s", i ? "  " : "", tags[i]);
	facts_add(ui, _("Tags"), text.data);
	str_release(&text);
}

void facts_of_article(struct ui *ui, const struct page *page)
{
	const struct article *a = &page->article;
	const struct source *s = reader_source(ui->reader, a->item.source_id);
	char text[64];

	facts_begin(ui, a->item.title, a->item.link, a->item.id);
	facts_add(ui, _("Headline"), a->item.title);
	facts_add(ui, _("Published by"), a->item.source);
	facts_add(ui, _("Subscribed as"), s ? s->name : NULL);
	facts_add(ui, _("Author"), a->item.author);
	facts_add(ui, _("Editor in charge"), a->editor);
	add_time(ui, _("Published"), a->item.published);
	add_time(ui, _("Updated"), a->updated);
	add_time(ui, _("Received"), a->item.fetched);
	add_changed(ui, page);
	add_tags(ui, a->item.tags, a->item.n_tags);
	snprintf(text, sizeof text, _("about %1$d characters, %2$d min"), (int)page->characters,
	         page->minutes);
	facts_add(ui, _("Length"), text);
	facts_add(ui, _("Language"), a->item.language);
	facts_add(ui, _("Address"), a->item.link);
	facts_add(ui, _("Comments"), a->comments);
	facts_add(ui, _("Enclosure"), a->enclosure);
	facts_show(ui);
}

/* Where the box is as wide as that the chart has to be. */
static int width_in(int columns)
{
	return columns < 60 ? columns - 4 : columns < 100 ? columns - 10 : 80;
}

static void fill_hot(struct ui *ui, int width)
{
	struct facts_view *v = self(ui);
	const struct hot_entry *e = reader_hot_entry(ui->reader, v->entry_id);

	v->width = width;
	if (!e)
		return;
	rows_clear(&v->rows);
	sheet_add(&v->rows, _("Headline"), e->title);
	sheet_story(ui, &v->rows, e, width);
	rows_done(&v->rows);
}

void facts_of_hot(struct ui *ui, const struct hot_entry *e)
{
	struct facts_view *v = self(ui);

	facts_begin(ui, e->title, e->link, e->item);
	v->entry_id = e->id;
	fill_hot(ui, width_in(ui->columns));
	facts_show(ui);
}

static void open_article(struct ui *ui, int count)
{
	int64_t id = sheet_article(&self(ui)->rows, count);

	if (id)
		article_open(ui, id);
	else if (count)
		ui_say(ui, _("There is no number %d here"), count);
}

/* --- the view --------------------------------------------------------------------------------- */

static bool target(struct ui *ui, struct target *t)
{
	struct facts_view *v = self(ui);

	*t = (struct target){ .item = v->item, .title = v->headline.data, .link = v->link.data };
	return true;
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct facts_view *v = self(ui);
	int width = width_in(pane->width);
	struct pane in;

	if (v->entry_id && v->width != width)
		fill_hot(ui, width);
	v->rows.label_cells = width < 40 ? 0 : LABEL_CELLS;
	in = box_draw(pane, width, rows_lines(&v->rows, width, pane->height - 2), _("Facts"),
	              _("Esc closes"));
	rows_draw(&v->rows, &in, has_focus);
	box_draw_more(pane, &in, &v->rows);
}

static void *create(struct ui *ui)
{
	struct facts_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	v->rows.scrolls = true;
	str_init_limit(&v->headline, 2048);
	str_init_limit(&v->link, 4096);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct facts_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	str_release(&v->headline);
	str_release(&v->link);
	free(v);
}

static void where(struct ui *ui, struct str *out)
{
	str_add_slice(out, str_slice(&self(ui)->headline));
}

static const struct hint hints[] = {
	{ "up", "down", N_("up, down") },
	{ "page-down", NULL, N_("page on") },
	{ "open-browser", NULL, N_("browser") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_facts = {
	.name = "facts",
	.title = N_("Facts"),
	.offers = OFFER_MOVE | OFFER_LINK | OFFER_OPEN,
	.is_overlay = true,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.draw = draw,
	.move = rows_view_move,
	.open = open_article,
	.list = rows_view_list,
	.target = target,
	.where = where,
};
