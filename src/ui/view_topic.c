/* A topic followed: what feeds and hot lists said of it in the order of time, and who had it first. */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/facts.h"
#include "ui/rows_view.h"
#include "ui/story_sheet.h"
#include "ui/when.h"

#include <stdlib.h>
#include <string.h>

struct topic_view {
	struct rows rows;
	char name[128];
	int64_t *entries;   /* of each row, 0: it is an article */
	size_t n_entries;
	struct str asked;   /* the headline the prompt began with */
};

static struct topic_view *self(const struct ui *ui)
{
	return ui->state[VIEW_TOPIC];
}

/* --- the timeline ------------------------------------------------------------------------------- */

static void add_event(struct rows *r, const struct topic_event *e, bool is_first)
{
	struct str text = STR_INIT, note = STR_INIT;

	when_add_date_time(&text, e->time, ui_now(), ui_offset());
	str_printf(&text, "  %s  %s", e->where ? e->where : "", e->title);
	if (e->entry && !sheet_add_ranks(e->seen, e->n_seen, &note)) {
		str_clear(&note);
		str_printf(&note, _("best no. %d"), e->best);
	}
	if (e->entry && !e->rank)
		str_printf(&note, " %s", _("dropped off"));
	if (is_first)
		/* TRANSLATORS: in a timeline: nobody had the story before. */
		str_printf(&note, "%s%s", note.len ? "  " : "", _("first"));
	rows_add(r, text.data, note.data, e->item)->style =
		e->is_read ? STYLE_DIM : e->entry ? STYLE_HOT_TOP : STYLE_TEXT;
	str_release(&text);
	str_release(&note);
}

static void fill(struct ui *ui)
{
	struct topic_view *v = self(ui);
	const struct topic_event *events;
	size_t n = reader_topic(ui->reader, v->name, &events);

	rows_clear(&v->rows);
	free(v->entries);
	v->entries = xcalloc(n + 1, sizeof *v->entries);
	v->n_entries = n;
	for (size_t i = 0; i < n; i++) {
		v->entries[i] = events[i].entry;
		add_event(&v->rows, &events[i], i == 0);
	}
	if (!n && !reader_topic_is_coming(ui->reader))
		rows_add_plain(&v->rows, _("Nothing here yet"), STYLE_DIM);
	rows_done(&v->rows);
}

void topic_open(struct ui *ui, const char *name)
{
	struct topic_view *v = self(ui);

	strncpy(v->name, name, sizeof v->name - 1);
	v->rows.list.selected = v->rows.list.top = 0;
	fill(ui);
	ui_open(ui, VIEW_TOPIC);
}

static void open_event(struct ui *ui, int count)
{
	struct topic_view *v = self(ui);
	const struct hot_entry *e;
	const struct text_row *row;

	if (count)
		list_move(&v->rows.list, MOVE_TO, count);
	row = rows_selected(&v->rows);
	if (!row)
		return;
	e = v->rows.list.selected < v->n_entries
	            ? reader_hot_entry(ui->reader, v->entries[v->rows.list.selected])
	            : NULL;
	if (e)
		facts_of_hot(ui, e);
	else if (row->value)
		article_open(ui, row->value);
}

/* --- following and no longer ------------------------------------------------------------------- */

/* A whole headline is looked for as it stands; what was typed is a filter. */
static void add_filter(struct str *out, const char *text, bool is_headline)
{
	if (!is_headline) {
		str_add(out, text);
		return;
	}
	str_add_char(out, '"');
	for (; *text; text++)
		if (*text != '"')
			str_add_char(out, *text);
	str_add_char(out, '"');
}

static void follow_taken(struct ui *ui, const char *text)
{
	struct topic_view *v = self(ui);
	struct str filter = STR_INIT, name = STR_INIT;
	struct err err = ERR_INIT;

	str_init_limit(&name, sizeof v->name - 1);
	str_add(&name, text);
	add_filter(&filter, text, text_same(text, v->asked.data));
	if (reader_follow(ui->reader, name.data ? name.data : "", filter.data ? filter.data : "", &err))
		ui_say(ui, _("Following “%s”: it stands on the shelf"), name.data);
	else
		ui_say_error(ui, err.text);
	ui_changed(ui);
	str_release(&filter);
	str_release(&name);
}

static const struct prompt_ops follow_prompt = {
	.label = N_("follow"),
	.help = N_("a word, or a filter: what feeds and hot lists say of it becomes a timeline"),
	.whole_line = true,
	.taken = follow_taken,
};

void topic_follow(struct ui *ui, int count)
{
	struct topic_view *v = self(ui);
	struct target t;

	(void)count;
	str_clear(&v->asked);
	if (ui_target(ui, &t) && t.title)
		str_add(&v->asked, t.title);
	prompt_open(ui, &follow_prompt, v->asked.data ? v->asked.data : "");
}

static void unfollow(struct ui *ui, int count)
{
	struct topic_view *v = self(ui);
	struct err err = ERR_INIT;

	(void)count;
	if (!reader_unfollow(ui->reader, v->name, &err)) {
		ui_say_error(ui, err.text);
		return;
	}
	ui_close(ui);
	ui_changed(ui);
	ui_say(ui, _("No longer following “%s”"), v->name);
}

/* --- the view ----------------------------------------------------------------------------------- */

static void draw(struct ui *ui, const struct pane *pane, bool has_focus)
{
	rows_draw(&self(ui)->rows, pane, has_focus);
}

static void where(struct ui *ui, struct str *out)
{
	str_printf(out, "%s › %s", _("Followed"), self(ui)->name);
}

static void status(struct ui *ui, struct str *left, struct str *right)
{
	const struct config_view *view = reader_topic_view(ui->reader, self(ui)->name);

	str_printf(left, ngettext("%d event", "%d events", self(ui)->n_entries),
	           (int)self(ui)->n_entries);
	if (view)
		str_add(right, view->filter);
}

static void *create(struct ui *ui)
{
	struct topic_view *v = xcalloc(1, sizeof *v);

	rows_init(&v->rows, ui->profile);
	str_init_limit(&v->asked, 2048);
	return v;
}

static void destroy(struct ui *ui, void *state)
{
	struct topic_view *v = state;

	(void)ui;
	rows_release(&v->rows);
	str_release(&v->asked);
	free(v->entries);
	free(v);
}

static const struct action actions[] = {
	{ "unfollow", "W D", unfollow, N_("follow it no longer"), ACTION_WRITES },
};

static const struct hint hints[] = {
	{ "open", NULL, N_("open") },
	{ "unfollow", NULL, N_("follow it no longer") },
	{ "back", NULL, N_("back") },
	{ "help", NULL, N_("keys") },
};

const struct view_ops view_topic = {
	.name = "topic",
	.title = N_("A topic followed"),
	.offers = OFFER_MOVE | OFFER_OPEN,
	.actions = actions,
	.n_actions = sizeof actions / sizeof *actions,
	.hints = hints,
	.n_hints = sizeof hints / sizeof *hints,
	.create = create,
	.destroy = destroy,
	.fill = fill,
	.draw = draw,
	.move = rows_view_move,
	.open = open_event,
	.list = rows_view_list,
	.where = where,
	.status = status,
};
