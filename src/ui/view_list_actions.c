/* What the keys of the article list do to the whole list: mark, order, save it as a view. */
#include "base/clock.h"
#include "base/i18n.h"
#include "ui/list_view.h"
#include "ui/when.h"

#include <stdio.h>

enum { COPIES_MOST = 64 };

/* --- marking whole lists ---------------------------------------------------------------------- */

static void say_marked(struct ui *ui, size_t n)
{
	char said[128];

	if (!n) {
		ui_say(ui, "%s", _("Nothing unread is left"));
		return;
	}
	snprintf(said, sizeof said,
	         ngettext("%d article marked read", "%d articles marked read", (unsigned long)n),
	         (int)n);
	ui_say_undoable(ui, said);
}

static void mark_list(struct ui *ui)
{
	say_marked(ui, reader_mark_all_read(ui->reader));
}

static void mark_everything(struct ui *ui)
{
	say_marked(ui, reader_mark_everything_read(ui->reader));
}

static void read_all(struct ui *ui, int count)
{
	char question[256];

	(void)count;
	if (!reader_config(ui->reader)->options.confirm) {
		mark_list(ui);
		return;
	}
	snprintf(question, sizeof question, _("Mark every article of this list read (%d)?"),
	         (int)reader_list_count(ui->reader));
	ui_ask(ui, question, 'A', mark_list);
}

static void everything_read(struct ui *ui, int count)
{
	char question[256];

	(void)count;
	if (!reader_config(ui->reader)->options.confirm) {
		mark_everything(ui);
		return;
	}
	snprintf(question, sizeof question, _("Mark everything read (%d)?"),
	         (int)reader_unread(ui->reader));
	ui_ask(ui, question, 'C', mark_everything);
}

static void unread_only(struct ui *ui, int count)
{
	bool on = !reader_list_is_unread_only(ui->reader);

	(void)count;
	reader_list_unread_only(ui->reader, on);
	list_view_refind(list_view_of(ui));
	ui_say(ui, "%s", on ? _("Only unread articles are shown") : _("All articles are shown"));
}

/* --- order ------------------------------------------------------------------------------------ */

static void order_taken(struct ui *ui, int64_t value, const char *label)
{
	bool reverse = false;
	int now = reader_list_order_now(ui->reader, &reverse);

	(void)label;
	/* the same again turns it round */
	reader_list_order(ui->reader, (int)value, now == (int)value && !reverse);
	list_view_refind(list_view_of(ui));
}

static void order_by(struct ui *ui, enum item_order order)
{
	order_taken(ui, order, NULL);
}

static void sort_newest(struct ui *ui, int count)
{
	(void)count;
	order_by(ui, ORDER_NEWEST);
}

static void sort_oldest(struct ui *ui, int count)
{
	(void)count;
	order_by(ui, ORDER_OLDEST);
}

static void sort_source(struct ui *ui, int count)
{
	(void)count;
	order_by(ui, ORDER_SOURCE);
}

static void sort_title(struct ui *ui, int count)
{
	(void)count;
	order_by(ui, ORDER_TITLE);
}

static void sort_reverse(struct ui *ui, int count)
{
	bool reverse = false;
	int now = reader_list_order_now(ui->reader, &reverse);

	(void)count;
	reader_list_order(ui->reader, now, !reverse);
	list_view_refind(list_view_of(ui));
}

static void sort(struct ui *ui, int count)
{
	const struct menu_item items[] = {
		{ _("newest first"), NULL, ORDER_NEWEST },
		{ _("oldest first"), NULL, ORDER_OLDEST },
		{ _("by source"), NULL, ORDER_SOURCE },
		{ _("by headline"), NULL, ORDER_TITLE },
	};

	(void)count;
	menu_open(ui, _("Order of the list"), items, sizeof items / sizeof *items, order_taken);
}

/* --- saved views ------------------------------------------------------------------------------ */

static void view_taken(struct ui *ui, int64_t value, const char *label)
{
	struct place place = { .kind = PLACE_VIEW };

	(void)value;
	snprintf(place.name, sizeof place.name, "%s", label);
	list_open_place(ui, &place);
}

static void views(struct ui *ui, int count)
{
	const struct config *c = reader_config(ui->reader);
	struct menu_item items[64];
	size_t n = 0;

	(void)count;
	for (size_t i = 0; i < c->n_views && n < 64; i++)
		items[n++] = (struct menu_item){ c->views[i].name, c->views[i].filter, 0 };
	if (n)
		menu_open(ui, _("Saved views"), items, n, view_taken);
	else
		ui_say(ui, "%s", _("No saved views yet: filter the list, then save that with F"));
}

static void view_named(struct ui *ui, const char *name)
{
	struct err err = ERR_INIT;

	if (!*name)
		return;
	if (reader_save_view(ui->reader, name, list_filter(ui), &err))
		ui_say(ui, _("Saved as the view %s"), name);
	else
		ui_say_error(ui, err.text);
}

static const struct prompt_ops name_prompt = {
	.label = N_("name of the view"),
	.help = N_("Enter saves  Esc leaves it"),
	.taken = view_named,
};

static void save_view(struct ui *ui, int count)
{
	(void)count;
	if (!*list_filter(ui))
		ui_say(ui, "%s", _("There is no filter to save"));
	else
		prompt_open(ui, &name_prompt, "");
}

/* --- the same story elsewhere ----------------------------------------------------------------- */

static void copy_taken(struct ui *ui, int64_t id, const char *label)
{
	(void)label;
	article_open(ui, id);
}

static void copies(struct ui *ui, int count)
{
	const struct item *item = list_view_item(list_view_of(ui)), *all[COPIES_MOST];
	struct menu_item items[COPIES_MOST];
	struct str times = STR_INIT;
	size_t at[COPIES_MOST];
	size_t n = item ? reader_list_copies(ui->reader, item->id, all, COPIES_MOST) : 0;

	(void)count;
	if (n < 2) {
		ui_say(ui, "%s", _("Only one source has this story"));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		at[i] = times.len;
		when_add_date_time(&times, all[i]->sort_time, ui_now(), ui_offset());
		str_add_char(&times, '\0');
	}
	for (size_t i = 0; i < n; i++)
		items[i] = (struct menu_item){ all[i]->source ? all[i]->source : "",
			                       times.data + at[i], all[i]->id };
	menu_open(ui, _("The same story"), items, n, copy_taken);
	str_release(&times);
}

/* --- neighbours ------------------------------------------------------------------------------- */

/* The place before or after this one on the shelf. */
static void step_place(struct ui *ui, int dir)
{
	const struct place *now = reader_list_place(ui->reader);
	const struct shelf_row *rows;
	size_t n = reader_shelf(ui->reader, &rows), at = 0;

	while (at < n && !place_is_same(&rows[at].place, now))
		at++;
	for (size_t i = at + (size_t)dir; i < n; i += (size_t)dir)
		if (rows[i].place.kind != PLACE_HEADING) {
			list_open_place(ui, &rows[i].place);
			return;
		}
	ui_say(ui, "%s", _("No further place in that direction"));
}

static void next_place(struct ui *ui, int count)
{
	(void)count;
	step_place(ui, 1);
}

static void previous_place(struct ui *ui, int count)
{
	(void)count;
	step_place(ui, -1);
}

static void next_unread_place(struct ui *ui, int count)
{
	struct place place;

	(void)count;
	if (reader_next_unread_place(ui->reader, &place))
		list_open_place(ui, &place);
	else
		ui_say(ui, "%s", _("Nothing unread is left"));
}

/* Any unread row but this one, by the clock: nobody is to guess which. */
static void random_unread(struct ui *ui, int count)
{
	size_t n = reader_list_count(ui->reader), row = NO_ROW;

	(void)count;
	if (n) {
		int64_t now = clock_monotonic_ms();
		uint64_t chance = hash_bytes(HASH_START, &now, sizeof now);

		row = reader_list_next_unread(ui->reader, (size_t)(chance % n), 1);
	}
	if (row == NO_ROW)
		row = reader_list_next_unread(ui->reader, NO_ROW, 1);
	if (row == NO_ROW)
		ui_say(ui, "%s", _("Nothing unread is left"));
	else
		list_select_row(ui, row);
}

const struct action list_actions[LIST_ACTIONS] = {
	{ "select-row", "M Ins", list_action_row, N_("select the article, or no longer"), 0 },
	{ "select-range", "V", list_action_range, N_("select from here to where one goes"), 0 },
	{ "select-all", "%", list_action_all, N_("select every article of the list"), 0 },
	{ "select-none", "", list_action_none, N_("select none"), 0 },
	{ "read-all", "A", read_all, N_("mark the whole list read"), OFFER_ARTICLES },
	{ "everything-read", "C", everything_read, N_("mark everything read"), OFFER_ARTICLES },
	{ "unread-only", ".", unread_only, N_("hide or show articles that were read"), 0 },
	{ "next-place", "]", next_place, N_("next source or tag of the shelf"), 0 },
	{ "previous-place", "[", previous_place, N_("previous source or tag of the shelf"), 0 },
	{ "sort", "S", sort, N_("order of the list (the same again: the other way round)"), 0 },
	{ "sort-newest", "", sort_newest, N_("newest first (again: oldest)"), 0 },
	{ "sort-oldest", "", sort_oldest, N_("oldest first (again: newest)"), 0 },
	{ "sort-source", "", sort_source, N_("by source (again: the other way round)"), 0 },
	{ "sort-title", "", sort_title, N_("by headline (again: the other way round)"), 0 },
	{ "sort-reverse", "", sort_reverse, N_("turn the order round"), 0 },
	{ "next-unread-place", "", next_unread_place, N_("next place with unread articles"), 0 },
	{ "random-unread", "", random_unread, N_("any unread article"), 0 },
	{ "copies", "i", copies, N_("sources that have the same story (×N)"), 0 },
	{ "views", "f", views, N_("saved views"), 0 },
	{ "save-view", "F", save_view, N_("save the filter as a view"), ACTION_WRITES },
};
