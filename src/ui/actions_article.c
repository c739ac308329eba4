/* What is done to the article at hand, from whatever view it is seen in. */
#include "text/pinyin.h"
#include "ui/actions.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "base/url.h"
#include "ui/osc.h"
#include "ui/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- marks ------------------------------------------------------------------------------------ */

/* What is selected in the list, else the one at hand (t, which holds its id): how many. */
static size_t targets(struct ui *ui, struct target *t, const int64_t **ids)
{
	size_t n;

	*ids = list_selection(ui, &n);
	if (n)
		return n;
	*ids = &t->item;
	return ui_target(ui, t) && t->item ? 1 : 0;
}

/* Of many the row says nothing, the last row does. */
static void say_many(struct ui *ui, size_t changed)
{
	if (changed)
		ui_say_undoable(ui, reader_undo_said(ui->reader));
}

/* What a mark is to become: the other of what it is, or one of the two whatever it was. */
enum wish { WISH_OTHER, WISH_ON, WISH_OFF };

static void star(struct ui *ui, enum wish wish)
{
	struct target t;
	const int64_t *ids;
	size_t n = targets(ui, &t, &ids), changed;
	bool on = wish == WISH_OTHER ? n && reader_count_unstarred(ui->reader, ids, n)
	                             : wish == WISH_ON;

	if (!n)
		return;
	changed = reader_mark_starred(ui->reader, ids, n, on);
	ui_changed(ui);
	if (n > 1)
		say_many(ui, changed);
	else if (changed)
		ui_say(ui, "%s", on ? _("Starred") : _("The star is taken away"));
}

static void mark_read(struct ui *ui, enum wish wish)
{
	struct target t;
	const int64_t *ids;
	size_t n = targets(ui, &t, &ids), changed;
	bool read = wish == WISH_OTHER ? n && reader_count_unread(ui->reader, ids, n)
	                               : wish == WISH_ON;

	if (!n)
		return;
	changed = reader_mark_read(ui->reader, ids, n, read);
	ui_changed(ui);
	if (n > 1)
		say_many(ui, changed);
}

void action_star(struct ui *ui, int count)
{
	(void)count;
	star(ui, WISH_OTHER);
}

void action_star_add(struct ui *ui, int count)
{
	(void)count;
	star(ui, WISH_ON);
}

void action_star_remove(struct ui *ui, int count)
{
	(void)count;
	star(ui, WISH_OFF);
}

void action_toggle_read(struct ui *ui, int count)
{
	(void)count;
	mark_read(ui, WISH_OTHER);
}

void action_mark_read(struct ui *ui, int count)
{
	(void)count;
	mark_read(ui, WISH_ON);
}

void action_mark_unread(struct ui *ui, int count)
{
	(void)count;
	mark_read(ui, WISH_OFF);
}

static void tag_taken(struct ui *ui, const char *text, bool add)
{
	struct target t;
	const int64_t *ids;
	size_t n = targets(ui, &t, &ids), changed;
	struct slice tag = slice_trim(slice_of(text));
	char *clean;

	if (tag.len && tag.data[0] == '+') /* typed as in the filter */
		tag = slice_make(tag.data + 1, tag.len - 1);
	if (!tag.len || !n)
		return;
	clean = xstrndup(tag.data, tag.len);
	changed = reader_tag(ui->reader, ids, n, clean, add);
	ui_changed(ui);
	if (n > 1)
		say_many(ui, changed);
	else
		ui_say(ui, add ? _("Tagged %s") : _("The tag %s is taken away"), clean);
	free(clean);
}

static void add_taken(struct ui *ui, const char *text)
{
	tag_taken(ui, text, true);
}

static void remove_taken(struct ui *ui, const char *text)
{
	tag_taken(ui, text, false);
}

/* Read later is a tag of one's own, so that it has a place on the shelf, a filter and an undo. */
void action_later(struct ui *ui, int count)
{
	/* TRANSLATORS: the tag of articles kept for later. */
	const char *later = _("later");
	struct target t;
	const int64_t *ids;
	size_t n = targets(ui, &t, &ids), has = 0, changed;

	(void)count;
	for (size_t i = 0; i < n; i++) {
		struct item item;

		if (reader_item(ui->reader, ids[i], &item))
			for (size_t k = 0; k < item.n_tags; k++)
				has += !strcmp(item.tags[k], later);
	}
	if (!n)
		return;
	changed = reader_tag(ui->reader, ids, n, later, has < n);
	ui_changed(ui);
	if (n > 1)
		say_many(ui, changed);
	else
		ui_say(ui, has < n ? _("Tagged %s") : _("The tag %s is taken away"), later);
}

static void complete_tags(struct ui *ui, struct prompt *p, struct slice word)
{
	const struct tag_row *tags;
	size_t n = reader_tags(ui->reader, &tags);
	char note[32];

	for (size_t i = 0; i < n; i++) {
		snprintf(note, sizeof note, "%d", (int)tags[i].n_items);
		prompt_add_found(p, pinyin_fit(tags[i].name, word), tags[i].name, NULL, note);
	}
}

enum { OWN_TAGS_MOST = 64, LOOKED_AT_MOST = 50 };

static bool is_among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Only what the article has, or the selected ones have, can be taken away. */
static void complete_own_tags(struct ui *ui, struct prompt *p, struct slice word)
{
	struct target t;
	const int64_t *ids;
	const char *names[OWN_TAGS_MOST];
	size_t n = targets(ui, &t, &ids), n_names = 0;

	(void)word;
	for (size_t k = 0; k < n && k < LOOKED_AT_MOST; k++) {
		size_t row = reader_list_find(ui->reader, ids[k]);
		const struct item *item = row == NO_ROW ? NULL : reader_list_row(ui->reader, row);

		for (size_t i = 0; item && i < item->n_tags && n_names < OWN_TAGS_MOST; i++)
			if (!is_among(names, n_names, item->tags[i])) {
				names[n_names++] = item->tags[i];
				prompt_add(p, item->tags[i], NULL, NULL);
			}
	}
}

static const struct prompt_ops add_prompt = {
	.label = N_("add tag"),
	.help = N_("Enter tags the article  Tab completes  ↑↓ chooses  Esc leaves it"),
	.whole_line = true,
	.taken = add_taken,
	.complete = complete_tags,
};

static const struct prompt_ops remove_prompt = {
	.label = N_("take away tag"),
	.help = N_("Enter takes the tag away  ↑↓ chooses  Esc leaves it"),
	.whole_line = true,
	.takes_candidate = true,
	.taken = remove_taken,
	.complete = complete_own_tags,
};

void action_tag_add(struct ui *ui, int count)
{
	(void)count;
	prompt_open(ui, &add_prompt, "");
}

void action_tag_remove(struct ui *ui, int count)
{
	struct target t;

	(void)count;
	if (ui_target(ui, &t))
		prompt_open(ui, &remove_prompt, "");
}

/* --- going on --------------------------------------------------------------------------------- */

static void step_article(struct ui *ui, long step)
{
	size_t n = reader_list_count(ui->reader), row = list_selected(ui);
	bool reading = ui_view(ui) == VIEW_ARTICLE;

	if (reading && ui_is_open(ui, VIEW_SEARCH)) {
		search_step(ui, step);
		return;
	}
	if ((step < 0 && row < (size_t)-step) || (step > 0 && row + (size_t)step >= n)) {
		ui_say(ui, "%s", step < 0 ? _("This is the first article of the list")
		                          : _("This is the last article of the list"));
		return;
	}
	list_select_row(ui, row + (size_t)step);
	if (reading && reader_list_row(ui->reader, list_selected(ui)))
		article_open(ui, reader_list_row(ui->reader, list_selected(ui))->id);
}

void action_next_article(struct ui *ui, int count)
{
	step_article(ui, count ? count : 1);
}

void action_previous_article(struct ui *ui, int count)
{
	step_article(ui, count ? -count : -1);
}

void action_next_unread(struct ui *ui, int count)
{
	(void)count;
	list_next_unread(ui, 1, ui_view(ui) == VIEW_ARTICLE);
}

void action_previous_unread(struct ui *ui, int count)
{
	(void)count;
	list_next_unread(ui, -1, ui_view(ui) == VIEW_ARTICLE);
}

/* --- addresses -------------------------------------------------------------------------------- */

/* The command given, else $BROWSER, else xdg-open; one check holds for all three. */
static bool start_program(const char *command, const char *link, struct err *err)
{
	char **words;
	bool ok;

	if (!*command)
		command = getenv("BROWSER");
	words = options_command(command && *command ? command : "xdg-open", link, err);
	ok = words && proc_start_detached((const char *const *)words, err);
	proc_words_free(words);
	return ok;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* A browser started over SSH would open on the other machine, one without a display nowhere; who names
 * one in the configuration, or one for a terminal in $BROWSER, knows what it does. */
static bool has_browser(struct ui *ui)
{
	if (*reader_config(ui->reader)->options.browser)
		return true;
	if (ui->is_remote)
		return false;
	return is_set("BROWSER") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

void ui_browse(struct ui *ui, const char *link)
{
	bool is_chosen = *reader_config(ui->reader)->options.browser || is_set("BROWSER");
	struct err err = ERR_INIT;

	if (!link || !url_is_web(link)) {
		ui_say(ui, "%s", _("There is no address to open"));
		return;
	}
	if (!has_browser(ui)) {
		ui_say(ui, "%s", link); /* the address is what one can use */
		return;
	}
	if (start_program(reader_config(ui->reader)->options.browser, link, &err))
		ui_say(ui, _("Given to the browser: %s"), link);
	else
		ui_say(ui, "%s", is_chosen ? err.text : link); /* no xdg-open: as without a display */
}

/* What came with the article, a recording or a film; without a player its address is what one can use. */
void action_enclosure(struct ui *ui, int count)
{
	const char *command = reader_config(ui->reader)->options.player;
	struct err err = ERR_INIT;
	struct target t;
	struct page *p;

	(void)count;
	if (!ui_target(ui, &t) || !t.item || !(p = reader_page(ui->reader, t.item, &err))) {
		ui_say(ui, "%s", err.text[0] ? err.text : _("There is no article here"));
		return;
	}
	if (!p->article.enclosure)
		ui_say(ui, "%s", _("No recording came with this article"));
	else if (!*command)
		ui_browse(ui, p->article.enclosure);
	else if (start_program(command, p->article.enclosure, &err))
		ui_say(ui, _("Given to the player: %s"), p->article.enclosure);
	else
		ui_say_error(ui, err.text);
	reader_page_free(p);
}

enum { OPEN_AT_ONCE = 10 }; /* more are asked about: each is a window, or a tab */

static void browse_selected(struct ui *ui)
{
	const int64_t *ids;
	struct item item;
	size_t n;

	ids = list_selection(ui, &n);
	for (size_t i = 0; i < n; i++)
		if (reader_item(ui->reader, ids[i], &item) && item.link && url_is_web(item.link))
			ui_browse(ui, item.link);
}

void action_browse(struct ui *ui, int count)
{
	struct target t;
	char question[128];
	size_t n;

	(void)count;
	list_selection(ui, &n);
	if (n > OPEN_AT_ONCE) {
		snprintf(question, sizeof question, _("Open %d articles in the browser?"), (int)n);
		ui_ask(ui, question, 'o', browse_selected);
	} else if (n) {
		browse_selected(ui);
	} else if (ui_target(ui, &t)) {
		ui_browse(ui, t.link);
	}
}

/* The selection stays what it is until the question is answered: both are about it. */
void action_browse_read(struct ui *ui, int count)
{
	struct target t;
	const int64_t *ids;
	size_t n;

	ids = list_selection(ui, &n);
	if (n) {
		reader_mark_read(ui->reader, ids, n, true);
		ui_changed(ui);
		action_browse(ui, count);
		return;
	}
	if (!ui_target(ui, &t))
		return;
	if (t.item && !t.is_read) {
		reader_mark_read(ui->reader, &t.item, 1, true);
		ui_changed(ui);
	}
	ui_browse(ui, t.link);
}

void ui_copy(struct ui *ui, const char *text)
{
	osc_add_clipboard(&ui->effects.bytes, text);
	/* whether the terminal takes it cannot be known: what was sent is shown, to be selected */
	ui_say(ui, _("Sent to the terminal's clipboard: %s"), text);
}

void action_copy_link(struct ui *ui, int count)
{
	struct target t;

	(void)count;
	if (ui_target(ui, &t) && t.link && *t.link)
		ui_copy(ui, t.link);
	else
		ui_say(ui, "%s", _("There is no address to copy"));
}
