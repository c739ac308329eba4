/* The last row of the article page: what can be done just now, how long it is, where one is. */
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/article_view.h"
#include "ui/when.h"

/* What the space bar would do at the end. */
static void add_next(struct ui *ui, struct str *out)
{
	bool in_search = ui_is_open(ui, VIEW_SEARCH);
	const struct item *item;
	struct place place;
	bool found = list_peek_unread(ui, &item, &place);

	if (in_search)
		item = search_next(ui);
	if (ui->columns >= 60 || !item)
		str_printf(out, "%s  ", _("End of the article"));
	if (item)
		/* TRANSLATORS: in the last row at the end of an article; a headline comes in. */
		str_printf(out, _("Space: next, “%s”"), item->title ? item->title : "");
	else if (in_search)
		str_add(out, _("This is the last result"));
	else if (found)
		/* TRANSLATORS: in the last row at the end of an article; a source comes in. */
		str_printf(out, _("Space: on to %s"), place.name);
	else
		str_add(out, _("Nothing unread is left"));
}

/* A feed that brings nothing but headlines: what one can do about it. */
static void add_headline_only(struct ui *ui, struct str *out)
{
	struct str fetch = STR_INIT, browse = STR_INIT;

	keymap_add_keys(&ui->keymap, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "full-text"), 1,
			&fetch);
	keymap_add_keys(&ui->keymap, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "open-browser"), 1,
	                &browse);
	/* TRANSLATORS: in the last row; two keys come in. */
	str_printf(out, _("Only the headline is here  %1$s full text  %2$s browser"), fetch.data,
	           browse.data);
	str_release(&fetch);
	str_release(&browse);
}

/* An article that was updated, at its top: how to see what is new in it. */
static void add_changed(struct ui *ui, struct str *out)
{
	struct article_view *v = article_view_of(ui);
	struct str key = STR_INIT, when = STR_INIT;

	keymap_add_keys(&ui->keymap, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "changes"), 1, &key);
	when_add_age(&when, v->page->changed, ui_now(), ui_offset());
	/* TRANSLATORS: in the last row of an article that was updated; an age and a key come in. */
	str_printf(out, _("Updated %1$s  %2$s what changed"), when.data, key.data);
	str_release(&key);
	str_release(&when);
}

/* What changed is shown: how to get back to the text. */
static void add_back(struct ui *ui, struct str *out)
{
	struct str key = STR_INIT;

	keymap_add_keys(&ui->keymap, VIEW_ARTICLE, action_find(VIEW_ARTICLE, "changes"), 1, &key);
	/* TRANSLATORS: in the last row while an article's changes are shown; a key comes in. */
	str_printf(out, _("What changed  %s back to the text"), key.data);
	str_release(&key);
}

/* Whose text is shown, where there can be a doubt. */
static void add_text_state(const struct article_view *v, struct str *out)
{
	const struct article *a = &v->page->article;

	if (a->body_is_page)
		str_printf(out, "%s  ", _("full text"));
	else if (v->shows_feed || (!(a->body && *a->body) && a->item.summary && *a->item.summary))
		str_printf(out, "%s  ", _("summary"));
}

void article_status(struct ui *ui, struct str *left, struct str *right)
{
	struct article_view *v = article_view_of(ui);
	size_t row = reader_list_find(ui->reader, v->id);

	if (!v->page)
		return;
	if (v->find.needle.len)
		find_add_status(v, left);
	else if (v->is_awaiting)
		str_add(left, _("Fetching the full text…"));
	else if (v->shows_changes)
		add_back(ui, left);
	else if (v->page->changed != TIME_NONE && !v->shows_changes && !v->place.block)
		add_changed(ui, left);
	else if (!(v->page->article.body && *v->page->article.body) && v->page->article.item.link)
		add_headline_only(ui, left);
	else if (article_is_at_end(v))
		add_next(ui, left);
	else
		/* TRANSLATORS: length of an article in the last row. */
		str_printf(left, _("about %1$d characters, %2$d min"), (int)v->page->characters,
		           v->page->minutes);
	add_text_state(v, right);
	v->percent = layout_percent(v->layout, v->top, (size_t)v->height);
	str_printf(right, "%d%%", v->percent);
	if (row != NO_ROW && !ui_is_open(ui, VIEW_SEARCH))
		str_printf(right, "  %d/%d", (int)row + 1, (int)reader_list_count(ui->reader));
}
