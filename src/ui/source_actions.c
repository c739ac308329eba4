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
	ui_say_undoable(ui, sentence);
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

	if (!url.len)
		return;
	if (!slice_find(url, "://", 3))
		str_add(&whole, "https://");
	str_add_slice(&whole, url);
	if (reader_is_subscribed(ui->reader, whole.data)) {
		go_to_url(ui, whole.data);
		ui_say(ui, _("%s is subscribed to already"), whole.data);
	} else {
		reader_look(ui->reader, whole.data);
		ui_say(ui, _("Looking at %s"), whole.data);
	}
	str_release(&whole);
}

static void choice_taken(struct ui *ui, int64_t value, const char *label)
{
	struct lookup *l = ui->found;

	ui->found = NULL;
	if (!l)
		return;
	ui_say(ui, _("Looking at %s"), label);
	reader_look_on(ui->reader, l, (size_t)value);
}

static void offer_choices(struct ui *ui)
{
	struct menu_item items[DISCOVER_LINKS_MAX];
	const struct discover_links *links = &ui->found->choices;
	size_t n = 0;

	for (; n < links->n && n < DISCOVER_LINKS_MAX; n++)
		items[n] = (struct menu_item){
			.label = links->v[n].title ? links->v[n].title : links->v[n].url,
			.note = links->v[n].title ? links->v[n].url : NULL,
			.value = (int64_t)n,
		};
	menu_open(ui, _("Feeds of this page"), items, n, choice_taken);
}

static void subscribe_found(struct ui *ui)
{
	struct lookup *l = ui->found;
	struct err err = ERR_INIT;
	char said[512];

	ui->found = NULL;
	if (!l)
		return;
	snprintf(said, sizeof said, _("Subscribed to %s; its news is being fetched"),
	         l->title && l->title[0] ? l->title : l->url);
	if (reader_subscribe_found(ui->reader, l, &err)) {
		ui_changed(ui);
		/* who reads something by now is not taken away from it */
		if (!ui->depth)
			go_to_url(ui, l->url);
		ui_say(ui, "%s", said);
	} else {
		ui_say_error(ui, err.text);
	}
	lookup_free(l);
}

static void propose(struct ui *ui)
{
	const struct lookup *l = ui->found;
	char question[512];

	snprintf(question, sizeof question,
	         _("No feed, but a list of %zu: %s … Subscribe to it?"), l->n_articles,
	         l->n_rows && l->rows[0].title ? l->rows[0].title : "");
	ui_ask(ui, question, 'y', subscribe_found);
}

void source_found(struct ui *ui)
{
	const struct source *there;
	struct lookup *l;

	/* nobody is asked two things at once: it is said when the prompt or question is answered */
	if (prompt_is_open(&ui->prompt) || ui->wait)
		return;
	l = reader_take_found(ui->reader);
	if (!l)
		return;
	lookup_free(ui->found);
	ui->found = l;
	switch (l->end) {
	case LOOKUP_CHOICE:
		offer_choices(ui);
		return;
	case LOOKUP_FEED:
	case LOOKUP_MAPPING:
		there = reader_has_found(ui->reader, l);
		if (there)
			ui_say(ui, _("%s is subscribed to already"), there->name);
		else if (l->end == LOOKUP_FEED)
			subscribe_found(ui);
		else
			propose(ui);
		return;
	default:
		ui_say_error(ui, l->err.text);
	}
}

static const struct prompt_ops address_prompt = {
	.label = N_("address of the source"),
	.help = N_("an address of a feed or a page, https:// may be left out  Enter subscribes  "
		   "Esc leaves it"),
	.history = "address",
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
	if (!reader_config(ui->reader)->options.confirm) {
		unsubscribe(ui);
		return;
	}
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
