/* The article page's own keys. */
#include "base/i18n.h"
#include "ui/article_view.h"
#include "base/clock.h"
#include "ui/facts.h"
#include "ui/view_picture.h"

#include <stdio.h>
#include <string.h>

enum { MEASURE_STEP = 4, MEASURE_LEAST = 16, MEASURE_MOST = 200 };

/* --- width ------------------------------------------------------------------------------------ */

static void set_measure(struct ui *ui, int step)
{
	struct article_view *v = article_view_of(ui);
	int before = v->setting.layout.wrap.measure, wanted = before + step;
	char note[16];

	if (wanted < MEASURE_LEAST)
		wanted = MEASURE_LEAST;
	if (wanted > MEASURE_MOST)
		wanted = MEASURE_MOST;
	v->measure = wanted;
	article_layout(v);
	if (v->setting.layout.wrap.measure == before && step > 0)
		v->measure = before; /* the window is as wide as this */
	snprintf(note, sizeof note, "%d", v->measure);
	reader_set_note(ui->reader, "measure", note);
	/* TRANSLATORS: after < or >: how many Chinese characters a line holds. */
	ui_say(ui, _("Line width: %d characters"), v->setting.layout.wrap.measure / 2);
}

void article_set_measure(struct ui *ui, int cells)
{
	char note[16];

	article_view_of(ui)->measure = cells;
	snprintf(note, sizeof note, "%d", cells);
	reader_set_note(ui->reader, "measure", note);
}

static void narrower(struct ui *ui, int count)
{
	set_measure(ui, -MEASURE_STEP * (count ? count : 1));
}

static void wider(struct ui *ui, int count)
{
	set_measure(ui, MEASURE_STEP * (count ? count : 1));
}

/* --- hits or articles ------------------------------------------------------------------------- */

static void next_unread(struct ui *ui, int count)
{
	(void)count;
	if (!find_step(article_view_of(ui), 1))
		list_next_unread(ui, 1, true);
}

static void previous_unread(struct ui *ui, int count)
{
	(void)count;
	if (!find_step(article_view_of(ui), -1))
		list_next_unread(ui, -1, true);
}

/* --- the same topic, the same source --------------------------------------------------------------------------- */

static bool share_tag(const struct item *a, const struct item *b)
{
	for (size_t i = 0; i < a->n_tags; i++)
		for (size_t k = 0; k < b->n_tags; k++)
			if (!strcmp(a->tags[i], b->tags[k]))
				return true;
	return false;
}

static bool share_source(const struct item *a, const struct item *b)
{
	return a->source_id == b->source_id;
}

/* The next one of the list that is like this one. */
static void step_alike(struct ui *ui, int dir, bool (*is_alike)(const struct item *, const struct item *),
                       const char *none)
{
	struct article_view *v = article_view_of(ui);
	const struct item *item;

	for (size_t i = list_selected(ui) + (size_t)dir;
	     i < reader_list_count(ui->reader) && (item = reader_list_row(ui->reader, i)) != NULL;
	     i += (size_t)dir)
		if (v->page && is_alike(&v->page->article.item, item)) {
			article_open(ui, item->id);
			return;
		}
	ui_say(ui, "%s", none);
}

static void next_topic(struct ui *ui, int count)
{
	(void)count;
	step_alike(ui, 1, share_tag, _("No other article of this topic in that direction"));
}

static void previous_topic(struct ui *ui, int count)
{
	(void)count;
	step_alike(ui, -1, share_tag, _("No other article of this topic in that direction"));
}

static void next_of_source(struct ui *ui, int count)
{
	(void)count;
	step_alike(ui, 1, share_source, _("No other article of this source in that direction"));
}

static void previous_of_source(struct ui *ui, int count)
{
	(void)count;
	step_alike(ui, -1, share_source, _("No other article of this source in that direction"));
}

/* --- more of it ------------------------------------------------------------------------------- */

static void fetch_page(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	if (v->shows_feed || (v->page && v->page->article.body_is_page)) {
		article_switch_text(ui);
		return;
	}
	reader_fetch_page_again(ui->reader, v->id);
	v->is_awaiting = true;
	ui_say(ui, "%s", _("Fetching the full text…"));
}

static void links(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	if (v->page && v->page->doc->n_links)
		ui_open(ui, VIEW_LINKS);
	else
		ui_say(ui, "%s", _("There are no links in this text"));
}

static void number_links(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	v->link_numbers = !v->link_numbers;
	article_layout(v);
	ui_say(ui, "%s", v->link_numbers ? _("Numbers open the links of the text now")
	                                 : _("Numbers open related articles again"));
}

static void changes(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	if (v->shows_changes)
		article_show_changes(ui, false);
	else if (v->page && v->page->changed != TIME_NONE)
		article_show_changes(ui, true);
	else
		ui_say(ui, "%s", _("This article has not been changed since it came"));
}

static void comments(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	if (v->page && v->page->article.comments)
		ui_browse(ui, v->page->article.comments);
	else
		ui_open(ui, VIEW_CATALOGUE);
}

static void facts(struct ui *ui, int count)
{
	struct article_view *v = article_view_of(ui);

	(void)count;
	if (v->page)
		facts_of_article(ui, v->page);
}

static void history_back(struct ui *ui, int count)
{
	(void)count;
	article_walk(ui, -1);
}

static void history_forward(struct ui *ui, int count)
{
	(void)count;
	article_walk(ui, 1);
}

/* Nothing but the text. */
static void page_only(struct ui *ui, int count)
{
	(void)count;
	ui->bare = !ui->bare;
}

const struct action article_actions[ARTICLE_ACTIONS] = {
	{ "next-unread", "n", next_unread, N_("next unread article; after a find: next hit"), 0 },
	{ "previous-unread", "p", previous_unread,
	  N_("previous unread article; after a find: hit before"), 0 },
	{ "find", "/", find_open, N_("find words in the article"), OFFER_FIND },
	{ "next-topic", "]", next_topic, N_("next article with one of its tags"), 0 },
	{ "previous-topic", "[", previous_topic, N_("previous article with one of its tags"), 0 },
	{ "next-of-source", "}", next_of_source, N_("next article of its source"), 0 },
	{ "previous-of-source", "{", previous_of_source, N_("previous article of its source"), 0 },
	{ "narrower", "<", narrower, N_("narrower lines"), 0 },
	{ "wider", ">", wider, N_("wider lines"), 0 },
	{ "links", "u", links, N_("links of the text"), 0 },
	{ "number-links", ";", number_links, N_("numbers behind the links of the text"), 0 },
	{ "full-text", "w", fetch_page, N_("fetch the full text; again: the feed's text"), ACTION_NET },
	{ "changes", "d", changes, N_("what was added to it and taken away; again: its text"), 0 },
	{ "comments", "c", comments, N_("comments page; where there is none: catalogue"), 0 },
	{ "history-back", "^O", history_back, N_("back through what was read"), 0 },
	{ "history-forward", "Tab", history_forward, N_("and forth again"), 0 },
	{ "picture", "i", action_picture, N_("show the picture here (3i: the third)"), ACTION_EXEC | ACTION_NET },
	{ "page-only", "z", page_only, N_("nothing but the text on the screen, and back"), 0 },
	{ "facts", "a", facts, N_("all that is known about it"), 0 },
};
