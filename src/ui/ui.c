#include "ui/state.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "ui/history.h"
#include "ui/key_of.h"
#include "ui/macro.h"
#include "ui/osc.h"
#include "ui/source_actions.h"
#include "ui/start.h"
#include "ui/views.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int64_t ui_now(void)
{
	return clock_now();
}

int ui_offset(void)
{
	return clock_local_offset(clock_now());
}

/* --- life ------------------------------------------------------------------------------------- */

static void report_binding(void *opaque, const struct config_line *line, const char *text)
{
	struct ui *ui = opaque;

	/* TRANSLATORS: a mistake of the configuration: file, line number, sentence. */
	log_line(LOG_WARN, _("%s:%d: %s"), line->file ? line->file : "", line->line, text);
	/* TRANSLATORS: a mistake of the configuration: line number, sentence. */
	ui_say(ui, _("configuration, line %1$d: %2$s"), line->line, text);
	ui->notice_is_error = true;
}

struct ui *ui_new(struct reader *r, const struct ui_options *o, const struct width_profile *profile,
                  int columns, int rows)
{
	struct ui *ui = xcalloc(1, sizeof *ui);
	const struct config *config = reader_config(r);

	ui->reader = r;
	ui->options = *o;
	ui->profile = profile;
	ui->language = i18n_language();
	ui->marks = mark_set_for(o->ascii ? MARKS_ASCII : (enum mark_set)config->options.marks,
	                         ui->language);
	ui->columns = columns;
	ui->rows = rows;
	ui->is_remote = getenv("SSH_CONNECTION") != NULL;
	ui->focus = VIEW_LIST;
	str_init_limit(&ui->wait_text, 512);
	str_init_limit(&ui->wait_box, 1 << 14);
	str_init_limit(&ui->macro, 1 << 14);
	str_init_limit(&ui->notice, 1024);
	str_init_limit(&ui->effects.bytes, 1 << 22);
	prompt_init(&ui->prompt);
	keymap_init(&ui->keymap);
	keymap_configure(&ui->keymap, config, report_binding, ui);
	key_of_use(&ui->keymap);
	for (int v = 0; v < VIEW_COUNT; v++)
		if (view_table[v]->create)
			ui->state[v] = view_table[v]->create(ui);
	history_load(ui);
	start_open(ui);
	if (o->notice)
		ui_say(ui, "%s", o->notice);
	ui->dirty = true;
	ui->key_ms = clock_monotonic_ms();
	return ui;
}

void ui_free(struct ui *ui)
{
	if (!ui)
		return;
	start_keep(ui);
	history_save(ui);
	while (ui_close(ui))
		;
	for (int v = VIEW_COUNT - 1; v >= 0; v--)
		if (view_table[v]->destroy)
			view_table[v]->destroy(ui, ui->state[v]);
	prompt_release(&ui->prompt);
	key_of_use(NULL);
	keymap_release(&ui->keymap);
	str_release(&ui->wait_text);
	str_release(&ui->wait_box);
	str_release(&ui->macro);
	str_release(&ui->notice);
	str_release(&ui->effects.bytes);
	lookup_free(ui->found);
	free(ui);
}

void ui_resize(struct ui *ui, int columns, int rows)
{
	ui->columns = columns;
	ui->rows = rows;
	ui->dirty = true;
}

/* The bell once a fetch, and what the terminal shows of it: not while a page of bytes is under way, but
 * behind the next frame. */
static void carry_alerts(struct ui *ui)
{
	struct alert_call call;

	if (!reader_alert_call(ui->reader, &call))
		return;
	if (call.bell)
		str_add_char(&ui->effects.bytes, '\a');
	if (call.notify)
		osc_add_notification(&ui->effects.bytes, call.notify == NOTIFY_OSC777 ? 777 : 9,
		                     call.text);
}

void ui_configure(struct ui *ui)
{
	const struct config *config = reader_config(ui->reader);

	keymap_release(&ui->keymap);
	keymap_init(&ui->keymap);
	keymap_configure(&ui->keymap, config, NULL, NULL);
	ui->marks = mark_set_for(ui->options.ascii ? MARKS_ASCII : (enum mark_set)config->options.marks,
	                         ui->language);
	ui->effects.options = true;
	article_reload(ui);
	ui_changed(ui);
}

void ui_changed(struct ui *ui)
{
	const char *notice;

	for (int v = 0; v < VIEW_COUNT; v++) {
		if (view_table[v]->changed)
			view_table[v]->changed(ui);
		if (view_table[v]->fill && ui_is_open(ui, v))
			view_table[v]->fill(ui);
	}
	carry_alerts(ui);
	start_arrived(ui);
	source_found(ui);
	notice = reader_notice(ui->reader);
	if (notice)
		ui_say(ui, "%s", notice);
	ui->dirty = true;
}

bool ui_idle(struct ui *ui)
{
	const struct view_ops *ops = view_table[ui_view(ui)];

	return ops->idle && ops->idle(ui);
}

/* --- the stack of views ----------------------------------------------------------------------- */

enum view_id ui_view(const struct ui *ui)
{
	return ui->depth ? ui->stack[ui->depth - 1] : ui->focus;
}

bool ui_is_open(const struct ui *ui, enum view_id view)
{
	for (int i = 0; i < ui->depth; i++)
		if (ui->stack[i] == view)
			return true;
	return view == VIEW_LIST || view == VIEW_SHELF || view == VIEW_HOT;
}

static void take_out(struct ui *ui, enum view_id view)
{
	for (int i = 0; i < ui->depth; i++)
		if (ui->stack[i] == view) {
			memmove(&ui->stack[i], &ui->stack[i + 1],
			        (size_t)(--ui->depth - i) * sizeof *ui->stack);
			return;
		}
}

void ui_open(struct ui *ui, enum view_id view)
{
	take_out(ui, view);
	if (ui->depth < UI_STACK)
		ui->stack[ui->depth++] = view;
	if (view_table[view]->opened)
		view_table[view]->opened(ui);
	ui->dirty = true;
}

bool ui_close(struct ui *ui)
{
	enum view_id view;

	if (!ui->depth)
		return false;
	view = ui->stack[--ui->depth];
	if (view_table[view]->closed)
		view_table[view]->closed(ui);
	ui->dirty = true;
	return true;
}

void ui_focus(struct ui *ui, enum view_id pane)
{
	while (ui_close(ui))
		;
	ui->focus = pane;
	ui->dirty = true;
}

/* --- saying and asking ------------------------------------------------------------------------ */

void ui_say(struct ui *ui, const char *format, ...)
{
	va_list ap;

	str_clear(&ui->notice);
	va_start(ap, format);
	str_vprintf(&ui->notice, format, ap);
	va_end(ap);
	ui->notice_is_error = false;
	ui->dirty = true;
}

void ui_say_error(struct ui *ui, const char *sentence)
{
	ui_say(ui, "%s", sentence);
	ui->notice_is_error = true;
}

void ui_say_refused(struct ui *ui, const struct action *action)
{
	const char *why = action ? action_refusal(ui_view(ui), action) : NULL;

	if (why)
		/* TRANSLATORS: what was asked for, and why it cannot be done here. */
		ui_say(ui, _("%1$s: %2$s"), _(action->help), _(why));
}

static void answered(struct ui *ui, key_code key)
{
	if (key == 'y' || key == 'Y' || key == NAMED_ENTER || key == ui->question_again)
		ui->question_yes(ui);
}

void ui_ask(struct ui *ui, const char *question, key_code again, void (*yes)(struct ui *ui))
{
	str_clear(&ui->wait_text);
	str_clear(&ui->wait_box);
	/* TRANSLATORS: a question and how to answer it, in the status row. */
	str_printf(&ui->wait_text, _("%s  y yes, any other key no"), question);
	ui->question_yes = yes;
	ui->question_again = again;
	ui->wait = answered;
	ui->dirty = true;
}

bool ui_target(struct ui *ui, struct target *t)
{
	const struct view_ops *ops = view_table[ui_view(ui)];

	*t = (struct target){ 0 };
	return ops->target && ops->target(ui, t);
}

/* --- keys ------------------------------------------------------------------------------------- */

void ui_run_action(struct ui *ui, const struct action *action, int count)
{
	ui->dirty = true;
	if (action->flags & ACTION_MACRO)
		macro_play(ui, action->name, count);
	else
		action->run(ui, count);
}

/* Digits before a key: a count, or the number of a related article. Within a count a bound digit is one
 * too. */
static bool take_digit(struct ui *ui, key_code key)
{
	int digit = (int)key - '0';

	if (key < '0' || key > '9' ||
	    (!ui->count && (digit == 0 || keymap_find(&ui->keymap, ui_view(ui), key))))
		return false;
	if (ui->count <= UI_COUNT_MOST / 10)
		ui->count = ui->count * 10 + digit;
	ui->dirty = true;
	return true;
}

/* One key after translation; false when it means nothing here. */
static bool plain_key(struct ui *ui, key_code key)
{
	const struct view_ops *ops = view_table[ui_view(ui)];
	const struct action *action;
	int count = ui->count;

	if (ops->key && ops->key(ui, key))
		return true;
	if (take_digit(ui, key))
		return true;
	ui->count = 0;
	if (count && key == NAMED_BACKSPACE) {
		ui->count = count / 10;
		return true;
	}
	if (count && key == NAMED_ESC)
		return true;
	action = keymap_find(&ui->keymap, ui_view(ui), key);
	if (action)
		ui_run_action(ui, action, count);
	else
		ui_say_refused(ui, keymap_find_refused(&ui->keymap, ui_view(ui), key));
	return action != NULL;
}

/* What an input method sends counts as the keys meant, unless the key itself is bound. */
static void command_key(struct ui *ui, key_code key)
{
	key_code meant[6];
	size_t n;

	if (key < 0x80 || key >= NAMED_ENTER || keymap_find(&ui->keymap, ui_view(ui), key)) {
		plain_key(ui, key);
		return;
	}
	n = key_of_input_method(key, meant);
	for (size_t i = 0; i < n; i++)
		plain_key(ui, meant[i]);
}

void ui_key(struct ui *ui, key_code key)
{
	const struct view_ops *ops = view_table[ui_view(ui)];

	list_note_spot(ui);
	if (ui->notice.len) {
		str_clear(&ui->notice);
		ui->dirty = true;
	}
	if (ui->wait) {
		void (*wait)(struct ui *, key_code) = ui->wait;
		key_code meant[6];
		ui->wait = NULL;
		ui->dirty = true;
		str_clear(&ui->wait_box);
		key_of_input_method(key, meant);
		wait(ui, meant[0]);
	} else if (ui->prompt.ops) {
		prompt_key(ui, key);
	} else if (ops->takes_text && key_is_text(key)) {
		if (!ops->key(ui, key))
			command_key(ui, key);
	} else {
		command_key(ui, key);
	}
}

void ui_handle(struct ui *ui, const struct input_event *event)
{
	key_code base = KEY_BASE(event->key);

	if (event->kind != INPUT_REPLY)
		ui->key_ms = clock_monotonic_ms();
	if (event->kind == INPUT_KEY && (base == NAMED_FOCUS_IN || base == NAMED_FOCUS_OUT))
		ui->is_away = base == NAMED_FOCUS_OUT;
	if (event->kind == INPUT_PASTE && ui->prompt.ops)
		prompt_paste(ui, event->key);
	else if (event->kind == INPUT_MOUSE)
		ui_mouse(ui, event);
	else if (event->kind == INPUT_KEY && base != NAMED_FOCUS_IN && base != NAMED_FOCUS_OUT)
		ui_key(ui, event->key);
}
