#include "ui/macro.h"
#include "base/i18n.h"
#include "text/utf8.h"
#include "ui/state.h"
#include "ui/wait_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 64 };

static const struct action *named(struct slice name, enum view_id view)
{
	char word[NAME_BYTES];

	if (name.len >= sizeof word)
		return NULL;
	snprintf(word, sizeof word, "%.*s", (int)name.len, name.data);
	return view == VIEW_EVERYWHERE ? action_find_anywhere(word) : action_find(view, word);
}

static bool is_number(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_digit((unsigned char)text.data[i]))
			return false;
	return text.len > 0 && text.len < 6;
}

static void take_quoted(struct slice *steps, struct macro_step *out)
{
	struct slice inside = slice_make(steps->data + 1, steps->len - 1);
	const char *end = slice_find(inside, "\"", 1);

	out->kind = end ? MACRO_TEXT : MACRO_OPEN_QUOTE;
	out->text = slice_make(inside.data, end ? (size_t)(end - inside.data) : inside.len);
	*steps = end ? slice_make(end + 1, (size_t)(inside.data + inside.len - end - 1))
	             : slice_make(inside.data + inside.len, 0);
}

bool macro_next(struct slice *steps, struct macro_step *out)
{
	*steps = slice_trim(*steps);
	*out = (struct macro_step){ 0 };
	if (!steps->len)
		return false;
	if (steps->data[0] == '"') {
		take_quoted(steps, out);
		return true;
	}
	out->text = slice_next(steps, ' ');
	if (named(out->text, VIEW_EVERYWHERE))
		out->kind = MACRO_ACTION;
	else if (is_number(out->text))
		out->kind = MACRO_COUNT;
	else if ((out->key = key_of_name(out->text)) != KEY_NONE)
		out->kind = MACRO_KEY;
	else
		out->kind = MACRO_UNKNOWN;
	return true;
}

/* --- playing ---------------------------------------------------------------------------------- */

static void type(struct ui *ui, struct slice text)
{
	const char *p = text.data, *end = text.data + text.len;
	uint32_t cp;

	while (p < end) {
		p += utf8_decode(p, end, &cp);
		ui_key(ui, cp);
	}
}

/* An action holds good whatever is bound to its key. False: not here; the macro ends. */
static bool act(struct ui *ui, struct slice name)
{
	const struct action *action = named(name, ui_view(ui)), *any = named(name, VIEW_EVERYWHERE);
	int count = ui->count;

	ui->count = 0;
	if (ui->prompt.ops || ui->wait)
		return false;
	if (!action || !action_is_offered(ui_view(ui), action)) {
		ui_say_refused(ui, action ? action : any);
		return false;
	}
	ui_run_action(ui, action, count);
	return true;
}

static bool play_step(struct ui *ui, const struct macro_step *step)
{
	switch (step->kind) {
	case MACRO_ACTION:
		return act(ui, step->text);
	case MACRO_COUNT:
		ui->count = atoi(step->text.data);
		return true;
	case MACRO_KEY:
		ui_key(ui, step->key);
		return true;
	case MACRO_TEXT:
		type(ui, step->text);
		return true;
	default:
		return false;
	}
}

static void play_all(struct ui *ui)
{
	struct str one = STR_INIT;
	struct macro_step step;

	for (int n = 0; ui->macro.len && !ui->quit; n++) {
		struct slice rest = str_slice(&ui->macro);
		bool more = macro_next(&rest, &step);

		/* a step may put others before the rest: it keeps its own text */
		str_clear(&one);
		str_add_slice(&one, step.text);
		step.text = str_slice(&one);
		str_splice(&ui->macro, 0,
		           rest.len ? (size_t)(rest.data - ui->macro.data) : ui->macro.len, "", 0);
		if (!more)
			break;
		if (n == MACRO_STEPS_MOST) {
			ui_say_error(ui, _("The macro calls itself; it was stopped"));
			break;
		}
		if (!play_step(ui, &step))
			break;
	}
	str_clear(&ui->macro);
	str_release(&one);
}

void macro_play(struct ui *ui, const char *steps, int count)
{
	struct str all = STR_INIT;

	if (count)
		str_printf(&all, "%d ", count);
	str_printf(&all, "%s %s", steps, ui->macro.data);
	str_clear(&ui->macro);
	str_add_slice(&ui->macro, str_slice(&all));
	str_release(&all);
	if (ui->macro_plays)
		return;
	ui->macro_plays = true;
	play_all(ui);
	ui->macro_plays = false;
}

/* --- the macro key ---------------------------------------------------------------------------- */

static void play_bound(struct ui *ui, key_code key)
{
	const struct action *action = keymap_find(&ui->keymap, ui_view(ui), key | KEY_MACRO);
	struct str name = STR_INIT;

	if (key == NAMED_ESC || key == (KEY_CTRL | 'g'))
		return;
	if (action) {
		ui_run_action(ui, action, ui->wait_count);
		return;
	}
	key_add_label(&name, key | KEY_MACRO);
	ui_say(ui, _("Nothing is bound to %s"), name.data);
	str_release(&name);
}

static void list_macros(struct ui *ui)
{
	const struct keymap *m = &ui->keymap;
	struct str label = STR_INIT;

	for (size_t i = 0; i < m->n; i++) {
		const struct binding *b = &m->bindings[i];

		if (!(b->key & KEY_MACRO) || !b->action ||
		    keymap_find(m, ui_view(ui), b->key) != b->action)
			continue;
		str_clear(&label);
		key_add_label(&label, b->key);
		wait_box_add(ui, label.data, _(b->action->help));
	}
	str_release(&label);
}

void action_macro(struct ui *ui, int count)
{
	str_clear(&ui->wait_box);
	list_macros(ui);
	if (!ui->wait_box.len) {
		ui_say(ui, "%s", _("No macros yet: in [keys], bind = list ,a star next-unread"));
		return;
	}
	str_clear(&ui->wait_text);
	str_add(&ui->wait_text, _("Which macro?"));
	ui->wait_count = count;
	ui->wait = play_bound;
}
