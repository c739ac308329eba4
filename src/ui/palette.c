/* The palette: every action by its name, every option with its value. */
#include "ui/palette.h"
#include "base/i18n.h"
#include "config/nearest.h"
#include "text/pinyin.h"
#include "ui/actions.h"
#include "ui/article_view.h"
#include "ui/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 64, VALUE_BYTES = 512, NAMES_MOST = 256 };

/* --- what a line means ------------------------------------------------------------------------ */

void palette_split(struct slice line, struct slice *name, struct slice *value)
{
	size_t n = 0;

	line = slice_trim(line);
	if (slice_begins(line, "set "))
		line = slice_trim(slice_make(line.data + 4, line.len - 4));
	while (n < line.len && line.data[n] != ' ' && line.data[n] != '=')
		n++;
	*name = slice_make(line.data, n);
	line = slice_trim(slice_make(line.data + n, line.len - n));
	if (line.len && line.data[0] == '=')
		line = slice_trim(slice_make(line.data + 1, line.len - 1));
	*value = line;
}

const struct option_info *palette_option(struct slice name)
{
	const struct option_info *infos;
	size_t n = options_list(&infos);

	for (size_t i = 0; i < n; i++)
		if (slice_is(name, infos[i].name))
			return &infos[i];
	return NULL;
}

/* --- candidates ------------------------------------------------------------------------------- */

static enum pinyin_fit fit_of(const char *name, const char *help, struct slice part)
{
	enum pinyin_fit a = pinyin_fit(name, part), b = pinyin_fit(help, part);

	return a > b ? a : b;
}

/* The name itself goes before names that begin so, those before all that hold it. */
enum { RANK_SAME, RANK_BEGINS, RANK_HOLDS, RANKS };

static int rank_of(const char *name, struct slice part)
{
	if (strlen(name) < part.len || memcmp(name, part.data, part.len) != 0)
		return RANK_HOLDS;
	return part.len && !name[part.len] ? RANK_SAME : RANK_BEGINS;
}

static void propose_action(struct ui *ui, struct prompt *p, const struct action *a, struct slice part)
{
	struct str note = STR_INIT, label = STR_INIT;
	enum view_id view = ui_view(ui);
	bool offered = action_is_offered(view, a);

	if (!(a->flags & ACTION_HIDDEN) && (offered || part.len)) {
		if (offered)
			keymap_add_keys(&ui->keymap, view, a, 2, &note);
		else
			str_add(&note, _(action_refusal(view, a)));
		str_printf(&label, "%-18s %s", a->name, _(a->help));
		prompt_add_found(p, fit_of(a->name, _(a->help), part), a->name, label.data, note.data);
	}
	str_release(&note);
	str_release(&label);
}

static bool has_own(const struct view_ops *ops, const char *name)
{
	for (size_t i = 0; i < ops->n_actions; i++)
		if (!strcmp(ops->actions[i].name, name))
			return true;
	return false;
}

/* This view's first, then those of everywhere; what cannot be done here comes last, with why. */
static void propose_actions(struct ui *ui, struct prompt *p, struct slice part, int rank)
{
	const struct view_ops *ops = view_table[ui_view(ui)];

	for (size_t i = 0; i < ops->n_actions; i++)
		if (rank_of(ops->actions[i].name, part) == rank)
			propose_action(ui, p, &ops->actions[i], part);
	for (int offered = 1; offered >= 0; offered--)
		for (size_t i = 0; i < n_common_actions; i++) {
			const struct action *a = &common_actions[i];

			if (action_is_offered(ui_view(ui), a) == offered &&
			    rank_of(a->name, part) == rank && !has_own(ops, a->name))
				propose_action(ui, p, a, part);
		}
}

static const char *value_now(struct ui *ui, const char *name, char out[VALUE_BYTES])
{
	options_get(&reader_config(ui->reader)->options, name, out, VALUE_BYTES);
	return out;
}

static void propose_options(struct ui *ui, struct prompt *p, struct slice part, int rank)
{
	const struct option_info *infos;
	size_t n = options_list(&infos);
	struct str label = STR_INIT;
	char value[VALUE_BYTES];

	for (size_t i = 0; i < n; i++) {
		if (rank_of(infos[i].name, part) != rank)
			continue;
		str_clear(&label);
		str_printf(&label, "%-18s %s", infos[i].name, _(infos[i].help));
		prompt_add_found(p, fit_of(infos[i].name, _(infos[i].help), part), infos[i].name,
		                 label.data, value_now(ui, infos[i].name, value));
	}
	str_release(&label);
}

/* "NAME WORD" for each word that begins so; the present one and the default say that they are it. */
static void propose_values(struct ui *ui, struct prompt *p, const struct option_info *o, struct slice part)
{
	struct slice rest = slice_of(strchr(o->values, '|') ? o->values : "");
	char now[VALUE_BYTES];

	value_now(ui, o->name, now);
	while (rest.len) {
		struct slice word = slice_next(&rest, '|');
		struct str line = STR_INIT;

		str_printf(&line, "%s ", o->name);
		str_add_slice(&line, word);
		if (!part.len || (word.len >= part.len && !memcmp(word.data, part.data, part.len)))
			prompt_add(p, line.data, NULL,
			           slice_is(word, now)      ? _("as it is now")
			           : slice_is(word, o->def) ? _("by default")
			                                    : NULL);
		str_release(&line);
	}
}

static void complete(struct ui *ui, struct prompt *p, struct slice line)
{
	const struct option_info *option;
	struct slice name, value;

	palette_split(line, &name, &value);
	option = palette_option(name);
	if (value.len || (option && name.len < line.len)) {
		if (option)
			propose_values(ui, p, option, value);
		return;
	}
	for (int rank = 0; rank < RANKS; rank++) {
		propose_actions(ui, p, name, rank);
		propose_options(ui, p, name, rank);
	}
}

/* --- what was taken --------------------------------------------------------------------------- */

/* What is read once, when the program starts. */
static bool is_for_the_start(const char *name)
{
	static const char *const names[] = { "language", "start", "refresh-on-start", "ambiguous-width" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void set_option(struct ui *ui, const struct option_info *o, struct slice value)
{
	char text[VALUE_BYTES], name[NAME_BYTES];
	struct err err = ERR_INIT;

	snprintf(text, sizeof text, "%.*s", (int)value.len, value.data);
	snprintf(name, sizeof name, "%s", o->name);
	if (is_for_the_start(name)) {
		ui_say(ui, _("%s counts when haowai starts: write it into the configuration"), name);
		return;
	}
	if (!reader_set_option(ui->reader, name, !strcmp(text, "\"\"") ? "" : text, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	if (!strcmp(name, "measure"))
		article_set_measure(ui, reader_config(ui->reader)->options.measure);
	ui_configure(ui);
	/* TRANSLATORS: an option and its new value. */
	ui_say(ui, _("%1$s = %2$s until you leave; the configuration keeps it for good"), name,
	       value_now(ui, name, text));
}

static const struct prompt_ops palette_prompt;

/* The name alone: its value stands in the line, to be changed. */
static void show_option(struct ui *ui, const struct option_info *o)
{
	struct str line = STR_INIT;
	char now[VALUE_BYTES];

	str_printf(&line, "%s ", o->name);
	if (!strchr(o->values, '|'))
		str_add(&line, value_now(ui, o->name, now));
	prompt_open(ui, &palette_prompt, line.data);
	str_clear(&ui->prompt.problem);
	if (*o->values && !strchr(o->values, '|'))
		str_add(&ui->prompt.problem, _(o->values));
	str_release(&line);
}

static void say_unknown(struct ui *ui, const char *word)
{
	const char *names[NAMES_MOST], *nearest;
	const struct option_info *infos;
	size_t n = 0, n_options = options_list(&infos);

	for (int v = 0; v <= VIEW_COUNT; v++) {
		bool all = v == VIEW_COUNT;
		const struct action *table = all ? common_actions : view_table[v]->actions;
		size_t n_table = all ? n_common_actions : view_table[v]->n_actions;

		for (size_t i = 0; i < n_table && n < NAMES_MOST; i++)
			names[n++] = table[i].name;
	}
	for (size_t i = 0; i < n_options && n < NAMES_MOST; i++)
		names[n++] = infos[i].name;
	nearest = nearest_name(word, names, n);
	if (nearest)
		ui_say(ui, _("There is no action and no option %1$s; did you mean %2$s?"), word, nearest);
	else
		ui_say(ui, _("There is no action and no option %s"), word);
}

static void taken(struct ui *ui, const char *text)
{
	const struct option_info *option;
	const struct action *action, *any;
	struct slice name, value;
	char word[NAME_BYTES];

	palette_split(slice_of(text), &name, &value);
	if (!name.len)
		return;
	snprintf(word, sizeof word, "%.*s", (int)name.len, name.data);
	action = action_find(ui_view(ui), word);
	any = action_find_anywhere(word);
	option = palette_option(name);
	if (!strcmp(word, "search") && value.len) { /* :search words */
		search_open_page(ui, value.data);
	} else if (action && action_is_offered(ui_view(ui), action)) {
		ui_run_action(ui, action, atoi(value.len ? value.data : "0"));
	} else if (option && value.len) {
		set_option(ui, option, value);
	} else if (option) {
		show_option(ui, option);
	} else if (any) {
		ui_say_refused(ui, action ? action : any);
	} else {
		say_unknown(ui, word);
	}
}

static const struct prompt_ops palette_prompt = {
	.label = N_("command"),
	.help = N_("an action, or an option and its value  ↑↓ chooses  Tab completes  Enter does it  "
		   "Esc leaves it"),
	.whole_line = true,
	.takes_candidate = true,
	.history = "command",
	.taken = taken,
	.complete = complete,
};

void action_palette(struct ui *ui, int count)
{
	(void)count;
	prompt_open(ui, &palette_prompt, "");
}
