#include "ui/story_sheet.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/chart.h"
#include "ui/when.h"

#include <stdio.h>

enum { CHARTS_MOST = 3, RANKS_MOST = 24 };

void sheet_add(struct rows *r, const char *name, const char *value)
{
	if (value && *value)
		rows_detail(r, rows_add(r, name, NULL, 0), value);
}

bool sheet_add_ranks(const struct hot_sighting *seen, size_t n, struct str *out)
{
	int last = -1, n_ranks = 0;

	for (size_t i = n > RANKS_MOST ? n - RANKS_MOST : 0; i < n; i++) {
		if (seen[i].rank == last || seen[i].rank < 0)
			continue; /* the same, or a fetch that failed */
		last = seen[i].rank;
		if (!n_ranks && !last)
			continue;
		str_add(out, n_ranks++ ? "→" : "");
		if (last)
			str_printf(out, "%d", last);
		else
			str_add(out, "·");
	}
	return n_ranks > 1;
}

/* --- where it stands ----------------------------------------------------------------------------- */

static void add_place(struct ui *ui, struct rows *r, const struct hot_entry *e)
{
	struct str text = STR_INIT, part = STR_INIT;

	if (e->rank)
		/* TRANSLATORS: a hot entry's rank. */
		str_printf(&text, _("no. %d"), e->rank);
	else
		str_add(&text, _("dropped off"));
	mark_add_movement(&part, e, ui->marks, ui->language);
	if (part.len)
		str_printf(&text, " %s", part.data);
	str_clear(&part);
	str_add(&text, "  ");
	/* TRANSLATORS: a hot entry's best rank so far. */
	str_printf(&text, _("best no. %d"), e->best);
	when_add_date_time(&part, e->first_seen, ui_now(), ui_offset());
	str_add(&text, "  ");
	/* TRANSLATORS: a hot entry: when it was first seen comes in. */
	str_printf(&text, _("since %s"), part.data);
	str_clear(&part);
	if (e->last_seen > e->first_seen) {
		when_add_span(&part, e->last_seen - e->first_seen);
		str_add(&text, "  ");
		str_printf(&text, _("on the list for %s"), part.data);
		str_clear(&part);
	}
	mark_add_heat(&part, e, ui->language);
	if (part.len)
		str_printf(&text, "  %s", part.data);
	sheet_add(r, e->list, text.data);
	str_release(&text);
	str_release(&part);
}

static void add_names(struct rows *r, const char *name, const char *const *names, size_t n)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < n; i++)
		str_printf(&text, "%s%s", i ? "  " : "", names[i]);
	sheet_add(r, name, text.data);
	str_release(&text);
}

/* --- ranks over time ------------------------------------------------------------------------------ */

static void add_chart(struct ui *ui, struct rows *r, const struct hot_entry *e, int width)
{
	const struct hot_sighting *seen;
	size_t n = reader_hot_history(ui->reader, e->id, &seen);
	struct str text = STR_INIT, heading = STR_INIT;
	struct slice rest;

	chart_add(&text, seen, n, width - 2, ui_offset(), ui->profile, ui->options.ascii);
	rest = str_slice(&text);
	if (text.len) {
		/* TRANSLATORS: over a chart: a hot list's name. */
		str_printf(&heading, _("Ranks: %s"), e->list);
		rows_add_heading(r, heading.data);
	}
	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');
		struct str copy = STR_INIT;

		str_add_slice(&copy, line);
		rows_add_plain(r, copy.data, STYLE_TEXT);
		str_release(&copy);
	}
	str_release(&text);
	str_release(&heading);
}

/* --- what else there is to read ------------------------------------------------------------------- */

static void add_article(struct rows *r, int number, const struct item *item)
{
	struct str text = STR_INIT, note = STR_INIT;

	str_printf(&text, "%d %s", number, item->title);
	when_add_row(&note, item->sort_time, ui_now(), ui_offset(), true);
	if (item->source)
		str_printf(&note, " %s", item->source);
	rows_add(r, text.data, note.data, item->id)->style = item->is_read ? STYLE_DIM : STYLE_TEXT;
	str_release(&text);
	str_release(&note);
}

static void add_articles(struct ui *ui, struct rows *r, const struct hot_entry *e)
{
	const struct item **items;
	struct item own;
	size_t n = reader_alike(ui->reader, e->title, e->tags, e->n_tags, e->item, &items);
	bool has_own = e->item && reader_item(ui->reader, e->item, &own);
	int number = 1;

	if (n || has_own)
		/* TRANSLATORS: over articles of the store that tell of the same. */
		rows_add_heading(r, _("Further reading"));
	if (has_own)
		add_article(r, number++, &own);
	for (size_t i = 0; i < n; i++)
		add_article(r, number++, items[i]);
}

int64_t sheet_article(const struct rows *r, int number)
{
	const struct text_row *selected = rows_selected(r);

	if (!number)
		return selected ? selected->value : 0;
	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].value && !--number)
			return r->v[i].value;
	return 0;
}

void sheet_story(struct ui *ui, struct rows *r, const struct hot_entry *e, int width)
{
	const struct hot_story *story = e->story;
	char times[64];
	size_t n = story ? story->n_on : 1;

	if (hot_story_times(story) > 1) {
		/* TRANSLATORS: how many hot lists and feeds have a story. */
		snprintf(times, sizeof times, _("same story on %d"), hot_story_times(story));
		rows_add_heading(r, times);
	}
	for (size_t i = 0; i < n; i++)
		add_place(ui, r, story ? story->on[i] : e);
	if (story)
		add_names(r, _("Sources"), story->feeds, story->n_feeds);
	add_names(r, _("Tags"), e->tags, e->n_tags);
	sheet_add(r, _("Address"), e->link);
	add_chart(ui, r, story ? story->on[0] : e, width);
	add_articles(ui, r, e);
	for (size_t i = 1; i < n && i < CHARTS_MOST; i++)
		add_chart(ui, r, story->on[i], width);
}
