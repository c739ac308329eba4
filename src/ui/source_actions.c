#include "ui/source_actions.h"
#include "base/i18n.h"
#include "ui/health.h"
#include "ui/hot_view.h"
#include "ui/views.h"

#include <stdio.h>
#include <string.h>

/* The source at hand; says so when there is none. */
static const struct source *source_at_hand(struct ui *ui, int64_t *id)
{
	const struct source *s = NULL;
	struct target t;

	if (ui_target(ui, &t) && t.source)
		s = reader_source(ui->reader, t.source);
	if (!s)
		ui_say(ui, "%s", _("Choose a source first"));
	*id = s ? t.source : 0;
	return s;
}

/* Say how it went; the sentence was made while the source's name was still there. */
static void done(struct ui *ui, bool ok, const struct err *err, const char *sentence)
{
	if (!ok) {
		ui_say_error(ui, err->text);
		return;
	}
	ui_changed(ui);
	ui_say(ui, "%s", sentence);
}

bool source_open(struct ui *ui, int64_t source_id)
{
	const struct source *s = source_id ? reader_source(ui->reader, source_id) : NULL;
	struct place place = { .kind = PLACE_SOURCE, .source_id = source_id };

	if (!s)
		return false;
	if (s->kind == SOURCE_HOT) {
		hot_view_of(ui)->list_id = source_id;
		ui_focus(ui, VIEW_HOT);
		ui_changed(ui);
		return true;
	}
	snprintf(place.name, sizeof place.name, "%s", s->name);
	return list_open_place(ui, &place);
}

void source_add_health(struct ui *ui, int64_t source_id, struct str *out)
{
	const struct source *s = source_id ? reader_source(ui->reader, source_id) : NULL;
	struct str health = STR_INIT;
	struct source_facts facts;

	if (!s)
		return;
	reader_source_facts(ui->reader, s, &facts);
	if (s->paused)
		str_add(&health, _("paused"));
	else
		health_add(&health, &facts, &(struct health_now){ ui_now(), ui_offset() });
	if (health.len)
		str_printf(out, "%s%s", out->len ? "  " : "", health.data);
	str_release(&health);
}

/* --- subscribing ------------------------------------------------------------------------------ */

/* Go to what was just subscribed to, or was so already. */
static void go_to_url(struct ui *ui, const char *url)
{
	const struct source *s = reader_source_of_url(ui->reader, url);

	if (s)
		source_open(ui, reader_source_handle(ui->reader, s));
}

static void address_taken(struct ui *ui, const char *text)
{
	struct slice url = slice_trim(slice_of(text));
	struct str whole = STR_INIT;
	struct err err = ERR_INIT;

	if (!url.len)
		return;
	if (!slice_find(url, "://", 3))
		str_add(&whole, "https://");
	str_add_slice(&whole, url);
	if (reader_is_subscribed(ui->reader, whole.data)) {
		go_to_url(ui, whole.data);
		ui_say(ui, _("%s is subscribed to already"), whole.data);
	} else if (reader_subscribe(ui->reader, whole.data, NULL, NULL, &err)) {
		ui_changed(ui);
		go_to_url(ui, whole.data);
		ui_say(ui, _("Subscribed to %s; its news is being fetched"), whole.data);
	} else {
		ui_say_error(ui, err.text);
	}
	str_release(&whole);
}

static const struct prompt_ops address_prompt = {
	.label = N_("address of the source"),
	.help = N_("an address of a feed or a page, https:// may be left out  Enter subscribes  "
		   "Esc leaves it"),
	.has_history = true,
	.taken = address_taken,
};

void source_subscribe(struct ui *ui)
{
	prompt_open(ui, &address_prompt, "");
}

/* --- unsubscribing, renaming, pausing --------------------------------------------------------- */

static void unsubscribe(struct ui *ui)
{
	struct err err = ERR_INIT;
	const struct source *s;
	char said[256];
	int64_t id;

	s = source_at_hand(ui, &id);
	if (!s)
		return;
	snprintf(said, sizeof said, _("Unsubscribed from %s"), s->name);
	done(ui, reader_unsubscribe(ui->reader, id, &err), &err, said);
}

void source_unsubscribe(struct ui *ui)
{
	const struct source *s;
	char question[256];
	int64_t id;

	s = source_at_hand(ui, &id);
	if (!s)
		return;
	snprintf(question, sizeof question, _("Unsubscribe from %s?"), s->name);
	ui_ask(ui, question, 'D', unsubscribe);
}

static void name_taken(struct ui *ui, const char *text)
{
	struct slice name = slice_trim(slice_of(text));
	struct err err = ERR_INIT;
	char copy[128], said[256];
	int64_t id;

	if (!name.len || !source_at_hand(ui, &id))
		return;
	snprintf(copy, sizeof copy, "%.*s", (int)name.len, name.data);
	snprintf(said, sizeof said, _("It is called %s now"), copy);
	done(ui, reader_rename(ui->reader, id, copy, &err), &err, said);
}

static const struct prompt_ops name_prompt = {
	.label = N_("new name"),
	.help = N_("its articles and marks stay  Enter renames  Esc leaves it"),
	.taken = name_taken,
};

void source_rename(struct ui *ui)
{
	const struct source *s;
	int64_t id;

	s = source_at_hand(ui, &id);
	if (s)
		prompt_open(ui, &name_prompt, s->name);
}

void source_pause(struct ui *ui)
{
	struct err err = ERR_INIT;
	const struct source *s;
	char said[256];
	int64_t id;

	s = source_at_hand(ui, &id);
	if (!s)
		return;
	if (s->paused)
		snprintf(said, sizeof said, _("%s is fetched again"), s->name);
	else
		snprintf(said, sizeof said,
			 _("%s is paused: it is fetched only when you ask for it"), s->name);
	done(ui, reader_pause(ui->reader, id, !s->paused, &err), &err, said);
}
