/* Mute: what is to go is chosen, or a word of the title is left in the line. */
#include "ui/actions.h"
#include "base/i18n.h"
#include "ui/views.h"

enum { CHOICES_MOST = 12 };

static void mute(struct ui *ui, const char *filter)
{
	struct str said = STR_INIT;
	struct err err = ERR_INIT;

	if (!reader_mute(ui->reader, filter, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	ui_changed(ui);
	str_printf(&said, _("Muted %s; the place Muted shows what went"), filter);
	ui_say_undoable(ui, said.data);
	str_release(&said);
}

static void word_taken(struct ui *ui, const char *text)
{
	struct str filter = STR_INIT;
	struct slice word = slice_trim(slice_of(text));

	str_add_slice(&filter, word);
	mute(ui, filter.data);
	str_release(&filter);
}

static const struct prompt_ops word_prompt = {
	.label = N_("mute"),
	.help = N_("leave what is to be muted (=source, +tag, \"several words\")  Enter mutes  Esc leaves it"),
	.taken = word_taken,
	.complete = action_complete_filter,
};

static void taken(struct ui *ui, int64_t value, const char *label)
{
	struct target t;

	if (value)
		mute(ui, label);
	else if (ui_target(ui, &t))
		prompt_open(ui, &word_prompt, t.title ? t.title : "");
}

static void taken_back(struct ui *ui, int64_t value, const char *label)
{
	struct err err = ERR_INIT;

	(void)value;
	if (!reader_unmute(ui->reader, label, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	ui_changed(ui);
	ui_say(ui, _("%s is not muted any more"), label);
}

/* In the place of muted articles: what mutes them. */
static void take_back(struct ui *ui)
{
	const struct config *c = reader_config(ui->reader);
	struct menu_item items[CHOICES_MOST];
	size_t n = 0;

	for (size_t i = 0; i < c->n_rules; i++)
		for (size_t k = 0; c->rules[i].mute && k < c->rules[i].match.n && n < CHOICES_MOST; k++)
			items[n++] = (struct menu_item){ c->rules[i].match.v[k], c->rules[i].name, 1 };
	if (n)
		menu_open(ui, _("Take back"), items, n, taken_back);
	else
		ui_say(ui, "%s", _("Nothing is muted"));
}

void action_mute(struct ui *ui, int count)
{
	struct menu_item items[CHOICES_MOST];
	struct str terms[CHOICES_MOST];
	const struct item *item = NULL;
	struct target t;
	size_t n = 0, row;

	(void)count;
	if (reader_list_place(ui->reader)->kind == PLACE_MUTED) {
		take_back(ui);
		return;
	}
	if (!ui_target(ui, &t))
		return;
	if ((row = reader_list_find(ui->reader, t.item)) != NO_ROW)
		item = reader_list_row(ui->reader, row);
	items[n++] = (struct menu_item){ _("A word of the title…"), NULL, 0 };
	if (item && item->source) {
		str_init(&terms[n]);
		reader_filter_term(&terms[n], '=', item->source);
		items[n] = (struct menu_item){ terms[n].data, _("source"), 1 };
		n++;
	}
	for (size_t i = 0; item && i < item->n_tags && n < CHOICES_MOST; i++, n++) {
		str_init(&terms[n]);
		reader_filter_term(&terms[n], '+', item->tags[i]);
		items[n] = (struct menu_item){ terms[n].data, _("tag"), 1 };
	}
	menu_open(ui, _("Mute"), items, n, taken);
	for (size_t i = 1; i < n; i++)
		str_release(&terms[i]);
}
