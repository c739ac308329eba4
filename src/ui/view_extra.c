/* 号外, the extra, as a sheet: the story, why it was printed, what is known of it. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/rows_view.h"
#include "ui/story_sheet.h"
#include "ui/when.h"

#include <stdlib.h>

enum { LABEL_CELLS = 14 };

struct extra_view {
	struct rows rows;
	uint64_t key;       /* of the story it was filled with */
	int width;
};

static struct extra_view *self(const struct ui *ui)
{
	return ui->state[VIEW_EXTRA];
}

static int width_in(int columns)
{
	return columns < 60 ? columns - 4 : columns < 100 ? columns - 10 : 80;
}

/* --- its rows ----------------------------------------------------------------------------------- */

/* In words, then as the rule is written. */
static void add_why(struct rows *r, const struct extra_news *x)
{
	struct str text = STR_INIT, part = STR_INIT;

	when_add_span(&part, x->within_s);
	/* TRANSLATORS: why a story is an extra: within a time, on so many lists, into the top so many. */
	str_printf(&text, _("within %1$s into the top %3$d of %2$d lists"), part.data,
	           (int)x->n_places, x->top);
	for (size_t i = 0; i < x->n_places; i++) {
		str_add(&text, i ? "  " : _(": "));
		str_clear(&part);
		when_add_clock(&part, x->places[i].time, ui_offset());
		/* TRANSLATORS: a list's name, a time, a rank. */
		str_printf(&text, _("%1$s %2$s no. %3$d"), x->places[i].list, part.data,
		           x->places[i].rank);
	}
	sheet_add(r, _("Why an extra"), text.data);
	str_clear(&text);
	str_printf(&text, "[extra] when = %s", x->rule);
	sheet_add(r, _("The rule"), text.data);
	str_release(&text);
	str_release(&part);
}

/* "16→10→5→3→1" of every list. */
static void add_ranks(struct ui *ui, struct rows *r, const struct hot_story *story)
{
	struct str text = STR_INIT;

	for (size_t i = 0; story && i < story->n_on; i++) {
		const struct hot_sighting *seen;
		size_t before = text.len, n;

		str_printf(&text, "%s%s ", before ? "  " : "", story->on[i]->list);
		n = reader_hot_history(ui->reader, story->on[i]->id, &seen);
		if (!sheet_add_ranks(seen, n, &text))
			str_truncate(&text, before);
	}
	sheet_add(r, _("Ranks"), text.data);
	str_release(&text);
}

static void add_first_seen(struct rows *r, const struct hot_story *story)
{
	struct str text = STR_INIT;

	for (size_t i = 0; story && i < story->n_on; i++)
		if (story->on[i]->first_seen == story->first_seen) {
			when_add_date_time(&text, story->first_seen, ui_now(), ui_offset());
			str_printf(&text, "  %s", story->on[i]->list);
			break;
		}
	sheet_add(r, _("First seen"), text.data);
	str_release(&text);
}

/* The first article that tells of it. */
static void add_earliest(struct ui *ui, struct rows *r, const struct hot_entry *e)
{
	const struct item **items, *first = NULL;
	struct item own;
	size_t n = reader_alike(ui->reader, e->title, e->tags, e->n_tags, e->item, &items);
	struct str text = STR_INIT;

	if (e->item && reader_item(ui->reader, e->item, &own))
		first = &own;
	for (size_t i = 0; i < n; i++)
		if (!first || items[i]->sort_time < first->sort_time)
			first = items[i];
	if (first) {
		when_add_date_time(&text, first->sort_time, ui_now(), ui_offset());
		str_printf(&text, "  %s  %s", first->source ? first->source : "", first->title);
	}
	sheet_add(r, _("Earliest article"), text.data);
	str_release(&text);
}

static void fill(struct ui *ui, int width)
{
	struct extra_view *v = self(ui);
	const struct extra_news *x = reader_extra(ui->reader);
	const struct hot_entry *e = x ? reader_hot_entry(ui->reader, x->entry_id) : NULL;

	rows_clear(&v->rows);
	if (!x)
		return;
	v->width = width;
	v->key = x->key;
	sheet_add(&v->rows, _("Headline"), x->headline);
	add_why(&v->rows, x);
	if (e) {
		add_first_seen(&v->rows, e->story);
		add_ranks(ui, &v->rows, e->story);
		add_earliest(ui, &v->rows, e);
		sheet_story(ui, &v->rows, e, width);
	}
	rows_done(&v->rows);
}

/* --- the view ----------------------------------------------------------------------------------- */

static void opened(struct ui *ui)
{
	struct extra_view *v = self(ui);

	v->rows.list.selected = v->rows.list.top = 0;
	fill(ui, width_in(ui->columns));
	reader_extra_seen(ui->reader);
}

/* Looked for whenever the reader has news; drawn with whatever else has changed. */
static void changed(struct ui *ui)
{
	reader_extra_look(ui->reader);
}

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	struct extra_view *v = self(ui);
	const struct extra_news *x = reader_extra(ui->reader);
	int width = width_in(pane->width);
	struct pane in;

	if (v->width != width || (x && x->key != v->key))
		fill(ui, width);
	v->rows.label_cells = width < 40 ? 0 : LABEL_CELLS;
	in = box_draw(pane, width, rows_lines(&v->rows, width, pane->height - 2), _("EXTRA"),
	              _("Esc closes"));
	rows_draw(&v->rows, &in, has_focus);
	box_draw_more(pane, &in, &v->rows);
}

static void open_article(struct ui *ui, int count)
{
	int64_t id = sheet_article(&self(ui)->rows, count);

	if (id)
		article_open(ui, id);
	else if (count)
		ui_say(ui, _("There is no number %d here"), count);
}

static bool target(struct ui *ui, struct target *t)
{
	const struct extra_news *x = reader_extra(ui->reader);
	const struct hot_entry *e = x ? reader_hot_entry(ui->reader, x->entry_id) : NULL;

	if (!x)
		return false;
	*t = (struct target){ .item = e ? e->item : 0, .source = e ? e->list_id : 0,
		              .title = x->headline, .link = x->link };
	return true;
}

/* As people paste it: 【headline】source time address. */
static void copy_slip(struct ui *ui, int count)
{
	const struct extra_news *x = reader_extra(ui->reader);
	struct str text = STR_INIT;

	(void)count;
	if (!x)
		return;
	str_printf(&text, "【%s】%s ", x->headline, x->n_places ? x->places[0].list : "");
	when_add_date_time(&text, x->n_places ? x->places[0].time : x->printed, ui_now(), ui_offset());
	if (x->link && *x->link)
		str_printf(&text, " %s", x->link);
	ui_copy(ui, text.data);
	str_release(&text);
}

static void *create(struct ui *ui)
{
	struct extra_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	v->rows.scrolls = true;
	reader_extra_look(ui->reader);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct extra_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	free(v);
}

static const struct action actions[] = {
	{ "copy-title", "Y", copy_slip, N_("copy headline, source, time and address"), 0 },
};

static const struct hint hints[] = {
	{ "up", "down", N_("up, down") },
	{ "page-down", NULL, N_("page on") },
	{ "open-browser", NULL, N_("browser") },
	{ "copy-link", NULL, N_("copy the address") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_extra = {
	.name = "extra",
	.title = N_("The extra"),
	.offers = OFFER_MOVE | OFFER_LINK | OFFER_OPEN,
	.is_overlay = true,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.create = create,
	.destroy = destroy,
	.opened = opened,
	.changed = changed,
	.draw = draw,
	.move = rows_view_move,
	.open = open_article,
	.list = rows_view_list,
	.target = target,
};
