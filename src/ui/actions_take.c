/* An article taken along: into a file, onto the clipboard as a line or a card. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/url.h"
#include "share/flyer.h"
#include "share/take.h"
#include "ui/actions.h"
#include "ui/article_view.h"
#include "ui/osc.h"
#include "ui/view_output.h"
#include "ui/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 99, SAVED_MOST = 500 };

struct page *take_target_page(struct ui *ui)
{
	struct err err = ERR_INIT;
	struct page *p;
	struct target t;

	if (!ui_target(ui, &t) || !t.item) {
		ui_say(ui, "%s", _("There is no article here"));
		return NULL;
	}
	p = reader_page(ui->reader, t.item, &err);
	if (!p)
		ui_say_error(ui, err.text);
	return p;
}

/* --- into a file ------------------------------------------------------------------------------ */

static const char *save_dir(const struct ui *ui)
{
	return reader_config(ui->reader)->options.save_dir;
}

/* With a "/" in it what was typed is a path, else a name in the folder for what is saved. */
static char *path_of(const struct ui *ui, const char *typed)
{
	char *folder, *path;

	if (strchr(typed, '/'))
		return take_path(typed);
	folder = take_folder(save_dir(ui));
	path = path_join(folder, typed);
	free(folder);
	return path;
}

/* A name that is not taken yet. */
static void add_free_name(const struct ui *ui, const char *stem, enum take_format format, struct str *out)
{
	for (int i = 1; i <= NAMES_MOST; i++) {
		char *path;
		bool is_taken;

		str_clear(out);
		str_add(out, stem);
		if (i > 1)
			str_printf(out, "-%d", i);
		str_add(out, take_ending(format));
		path = path_of(ui, out->data);
		is_taken = path_exists(path);
		free(path);
		if (!is_taken)
			return;
	}
}

static bool make_folder(const struct ui *ui, const char *typed, struct err *err)
{
	char *folder;
	bool ok;

	if (!*save_dir(ui) || strchr(typed, '/'))
		return true;
	folder = take_folder(save_dir(ui));
	ok = path_make_folders(folder, err);
	free(folder);
	return ok;
}

static void save_taken(struct ui *ui, const char *text)
{
	struct slice typed = slice_trim(slice_of(text));
	struct err err = ERR_INIT;
	struct str content = STR_INIT;
	struct page *p = typed.len ? take_target_page(ui) : NULL;
	char name[LINE_LIMIT + 1], *path;

	if (!p)
		return;
	snprintf(name, sizeof name, "%.*s", (int)typed.len, typed.data);
	path = path_of(ui, name);
	take_page(p, take_format_of_name(name), &content);
	if (make_folder(ui, name, &err) && take_write(path, str_slice(&content), &err))
		ui_say(ui, _("Saved: %s"), path);
	else
		ui_say_error(ui, err.text);
	str_release(&content);
	reader_page_free(p);
	free(path);
}

static bool add_stem(struct ui *ui, struct str *out)
{
	struct item item;
	struct target t;

	if (!ui_target(ui, &t) || !t.item || !reader_item(ui->reader, t.item, &item))
		return false;
	take_name(&item, out);
	return true;
}

static void complete_formats(struct ui *ui, struct prompt *p, struct slice word)
{
	static const struct {
		enum take_format format;
		const char *note;
	} rows[] = { { TAKE_TEXT, N_("text") }, { TAKE_MARKDOWN, "Markdown" }, { TAKE_HTML, "HTML" } };
	struct str stem = STR_INIT, name = STR_INIT;

	(void)word;
	for (size_t i = 0; add_stem(ui, &stem) && i < sizeof rows / sizeof *rows; i++) {
		add_free_name(ui, stem.data, rows[i].format, &name);
		prompt_add(p, name.data, NULL, _(rows[i].note));
		str_clear(&stem);
	}
	str_release(&stem);
	str_release(&name);
}

static const struct prompt_ops save_prompt = {
	.label = N_("save as"),
	.help = N_("Enter saves  ↑↓ text, Markdown, HTML  Esc leaves it"),
	.whole_line = true,
	.takes_candidate = true,
	.taken = save_taken,
	.complete = complete_formats,
};

/* One of several, under a name that is free. */
static bool save_one(struct ui *ui, int64_t id, enum take_format format, struct err *err)
{
	struct str stem = STR_INIT, name = STR_INIT, content = STR_INIT;
	struct page *p = reader_page(ui->reader, id, err);
	char *path;
	bool ok;

	if (!p)
		return false;
	take_name(&p->article.item, &stem);
	add_free_name(ui, stem.data, format, &name);
	path = path_of(ui, name.data);
	take_page(p, format, &content);
	ok = take_write(path, str_slice(&content), err);
	free(path);
	str_release(&content);
	str_release(&name);
	str_release(&stem);
	reader_page_free(p);
	return ok;
}

/* All that is selected, into the folder for what is saved; the first that fails ends it. */
static void save_selected(struct ui *ui, int64_t format, const char *label)
{
	struct err err = ERR_INIT;
	const int64_t *ids;
	size_t n, done = 0;
	char *folder = take_folder(save_dir(ui));

	(void)label;
	ids = list_selection(ui, &n);
	if (path_make_folders(folder, &err))
		while (done < n && save_one(ui, ids[done], (enum take_format)format, &err))
			done++;
	if (done < n)
		ui_say_error(ui, err.text);
	else
		/* TRANSLATORS: how many articles were saved, and in which folder. */
		ui_say(ui, ngettext("%1$d article saved in %2$s", "%1$d articles saved in %2$s",
		                    (unsigned long)n), (int)n, folder);
	free(folder);
}

static void save_many(struct ui *ui, size_t n)
{
	const struct menu_item items[] = {
		{ _("text"), NULL, TAKE_TEXT },
		{ "Markdown", NULL, TAKE_MARKDOWN },
		{ "HTML", NULL, TAKE_HTML },
	};
	char title[128];

	if (n > SAVED_MOST) {
		ui_say(ui, _("At most %d articles are saved at once"), SAVED_MOST);
		return;
	}
	snprintf(title, sizeof title, ngettext("Save %d article as", "Save %d articles as", (unsigned long)n),
	         (int)n);
	menu_open(ui, title, items, sizeof items / sizeof *items, save_selected);
}

void action_save(struct ui *ui, int count)
{
	struct str stem = STR_INIT, name = STR_INIT;
	size_t n;

	(void)count;
	list_selection(ui, &n);
	if (n > 1) {
		save_many(ui, n);
		return;
	}
	if (add_stem(ui, &stem)) {
		add_free_name(ui, stem.data, TAKE_TEXT, &name);
		prompt_open(ui, &save_prompt, name.data);
	} else {
		ui_say(ui, "%s", _("There is no article here"));
	}
	str_release(&stem);
	str_release(&name);
}

/* --- onto the clipboard ----------------------------------------------------------------------- */

void action_copy_title(struct ui *ui, int count)
{
	struct str line = STR_INIT;
	struct target t;
	struct item item;

	(void)count;
	if (!ui_target(ui, &t) || !t.title)
		return;
	if (!t.item || !reader_item(ui->reader, t.item, &item))
		item = (struct item){ .title = t.title, .published = TIME_NONE, .sort_time = TIME_NONE };
	item.link = t.link;
	take_line(&item, clock_now(), &line);
	ui_copy(ui, line.data);
	str_release(&line);
}

void action_copy_text(struct ui *ui, int count)
{
	struct page *p = take_target_page(ui);
	struct str text = STR_INIT;

	(void)count;
	if (!p)
		return;
	take_page(p, TAKE_TEXT, &text);
	osc_add_clipboard(&ui->effects.bytes, text.data);
	if (text.len > OSC_CLIPBOARD_LIMIT / 4 * 3)
		ui_say(ui, _("Only the first %d KB of the text fit the terminal's clipboard; s saves it whole"),
		       OSC_CLIPBOARD_LIMIT / 4 * 3 / 1024);
	else
		ui_say(ui, "%s", _("The text was sent to the terminal's clipboard"));
	str_release(&text);
	reader_page_free(p);
}

void action_flyer(struct ui *ui, int count)
{
	struct page *p = take_target_page(ui);
	struct str card = STR_INIT;

	(void)count;
	if (!p)
		return;
	flyer_add(&card, p, &reader_config(ui->reader)->options, clock_now());
	osc_add_clipboard(&ui->effects.bytes, card.data);
	output_show(ui, _("Flyer"), str_slice(&card));
	ui_say(ui, "%s", _("The flyer was sent to the terminal's clipboard"));
	str_release(&card);
	reader_page_free(p);
}
