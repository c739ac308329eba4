/* All that is known about an article or a hot entry, one fact a row. */
#include "ui/facts.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"
#include "ui/when.h"

#include <stdio.h>
#include <stdlib.h>

enum { LABEL_CELLS = 14 };

struct facts_view {
	struct rows rows;
	struct str headline, link;
	int64_t item;
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
}

void facts_add(struct ui *ui, const char *name, const char *value)
{
	struct facts_view *v = self(ui);

	if (value && *value)
		rows_detail(&v->rows, rows_add(&v->rows, name, NULL, 0), value);
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

/* 16→10→5→3→1, a dot for a fetch in which it was absent. */
static void add_history(struct ui *ui, const struct hot_entry *e)
{
	const struct hot_sighting *seen;
	size_t n = reader_hot_history(ui->reader, e->id, &seen);
	size_t first = n > 24 ? n - 24 : 0;
	struct str text = STR_INIT;
	int last = -1, n_ranks = 0;

	for (size_t i = first; i < n; i++) {
		if (seen[i].rank == last || seen[i].rank < 0)
			continue; /* the same, or a fetch that failed */
		last = seen[i].rank;
		n_ranks++;
		str_add(&text, text.len ? "→" : "");
		if (last)
			str_printf(&text, "%d", last);
		else
			str_add(&text, "·");
	}
	if (n_ranks > 1) /* one is the rank said above */
		facts_add(ui, _("Ranks"), text.data);
	str_release(&text);
}

void facts_of_hot(struct ui *ui, const struct hot_entry *e)
{
	struct str text = STR_INIT;

	facts_begin(ui, e->title, e->link, e->item);
	facts_add(ui, _("Headline"), e->title);
	facts_add(ui, _("Hot list"), e->list);
	if (e->state != HOT_GONE)
		str_printf(&text, "%d", e->rank);
	else
		str_add(&text, _("dropped off"));
	facts_add(ui, _("Rank"), text.data);
	str_clear(&text);
	str_printf(&text, "%d", e->best);
	facts_add(ui, _("Best rank"), text.data);
	add_history(ui, e);
	str_clear(&text);
	mark_add_heat(&text, e, ui->language);
	facts_add(ui, _("Heat"), text.data);
	add_time(ui, _("First seen"), e->first_seen);
	add_time(ui, _("Last seen"), e->last_seen);
	add_tags(ui, e->tags, e->n_tags);
	facts_add(ui, _("Address"), e->link);
	facts_show(ui);
	str_release(&text);
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
	int width = pane->width < 60 ? pane->width - 4 : pane->width < 100 ? pane->width - 10 : 80;
	struct pane in;

	v->rows.label_cells = width < 40 ? 0 : LABEL_CELLS;
	in = box_draw(pane, width, rows_lines(&v->rows, width, pane->height - 2), _("Facts"),
	              _("Esc closes"));
	rows_draw(&v->rows, &in, has_focus);
}

static void *create(struct ui *ui)
{
	struct facts_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
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

const struct view_ops view_facts = {
	.name = "facts",
	.title = N_("Facts"),
	.offers = OFFER_MOVE | OFFER_LINK,
	.is_overlay = true,
	.create = create,
	.destroy = destroy,
	.draw = draw,
	.move = rows_view_move,
	.list = rows_view_list,
	.target = target,
	.where = where,
};
