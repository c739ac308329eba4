/* What keys do in the hot pane. */
#include "base/i18n.h"
#include "hot/stories.h"
#include "ui/facts.h"
#include "ui/hot_view.h"
#include "ui/source_actions.h"

/* --- moving and opening ----------------------------------------------------------------------- */

static void note_selected(struct hot_view *v)
{
	const struct hot_entry *e = hot_view_entry(v, v->list.selected);

	if (e)
		v->entry_id = e->id;
}

void hot_view_move(struct ui *ui, enum motion motion, long n)
{
	struct hot_view *v = hot_view_of(ui);

	list_move(&v->list, motion, n);
	note_selected(v);
}

/* The article where the store has it, else what is known of the entry; digits go to a rank. */
void hot_view_open(struct ui *ui, int count)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_entry *e;

	if (count) {
		hot_view_move(ui, MOVE_TO, count);
		return;
	}
	e = hot_view_entry(v, v->list.selected);
	const struct extra_news *extra = reader_extra(ui->reader);

	if (!e)
		return;
	if (extra && !extra->is_seen && e->story && e->story->key == extra->key)
		ui_open(ui, VIEW_EXTRA);
	else if (e->item)
		article_open(ui, e->item);
	else
		facts_of_hot(ui, e);
}

static void facts(struct ui *ui, int count)
{
	const struct hot_entry *e = hot_view_entry(hot_view_of(ui), hot_view_of(ui)->list.selected);

	(void)count;
	if (e)
		facts_of_hot(ui, e);
}

bool hot_view_target(struct ui *ui, struct target *t)
{
	size_t index, n;
	struct hot_view *v = hot_view_of(ui);
	const struct hot_entry *e = hot_view_entry(v, v->list.selected);
	const struct hot_list *l = hot_view_list(v, &index, &n);

	if (!l)
		return false;
	*t = (struct target){ .source = l->id == HOT_MERGED ? 0 : l->id };
	if (e) {
		if (!t->source)
			t->source = e->list_id;
		t->item = e->item;
		t->title = e->title;
		t->link = e->link;
	}
	return true;
}

static void step_list(struct ui *ui, int dir)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_list *lists;
	size_t index, n;

	if (!hot_view_list(v, &index, &n))
		return;
	reader_hot_lists(ui->reader, &lists);
	v->list_id = lists[(index + n + (size_t)dir) % n].id;
	v->list.selected = v->list.top = 0;
	note_selected(v);
}

static void next_list(struct ui *ui, int count)
{
	(void)count;
	step_list(ui, 1);
}

static void previous_list(struct ui *ui, int count)
{
	(void)count;
	step_list(ui, -1);
}

static void step_new(struct ui *ui, int dir)
{
	struct hot_view *v = hot_view_of(ui);
	const struct hot_entry *e;

	for (size_t i = v->list.selected + (size_t)dir; (e = hot_view_entry(v, i)) != NULL;
	     i += (size_t)dir)
		if (e->state == HOT_NEW || e->state == HOT_BACK) {
			list_select(&v->list, i);
			note_selected(v);
			return;
		}
	ui_say(ui, "%s", _("No new entry further on"));
}

static void next_new(struct ui *ui, int count)
{
	(void)count;
	step_new(ui, 1);
}

static void previous_new(struct ui *ui, int count)
{
	(void)count;
	step_new(ui, -1);
}

static void unsubscribe(struct ui *ui, int count)
{
	(void)count;
	source_unsubscribe(ui);
}

/* --- the order -------------------------------------------------------------------------------- */

static void sorted(struct ui *ui, int64_t value, const char *label)
{
	struct hot_view *v = hot_view_of(ui);
	size_t index, n;
	const struct hot_list *l = hot_view_list(v, &index, &n);

	(void)label;
	if (!l)
		return;
	reader_hot_set_order(ui->reader, l->id, (enum hot_order)value);
	v->list.selected = v->list.top = 0;
	note_selected(v);
	ui->dirty = true;
}

static void sort(struct ui *ui, int count)
{
	struct menu_item items[HOT_ORDER_WEIGHT + 1];
	size_t index, n, n_items = 0;
	const struct hot_list *l = hot_view_list(hot_view_of(ui), &index, &n);

	(void)count;
	for (int o = HOT_ORDER_RANK; l && o <= HOT_ORDER_WEIGHT; o++)
		if (hot_list_can_sort(l, (enum hot_order)o))
			items[n_items++] = (struct menu_item){
				hot_order_label((enum hot_order)o),
				(int)l->order == o ? _("now") : NULL, o
			};
	if (n_items)
		menu_open(ui, _("Order of the list"), items, n_items, sorted);
}

static void pause_strip(struct ui *ui, int count)
{
	struct hot_view *v = hot_view_of(ui);

	(void)count;
	v->strip_is_paused = !v->strip_is_paused;
	ui_say(ui, "%s", v->strip_is_paused ? _("The hot strip stands still until you leave")
	                                    : _("The hot strip moves again after a change"));
}

const struct action hot_actions[HOT_ACTIONS] = {
	{ "facts", "a i", facts, N_("ranks over time and all else that is known"), 0 },
	{ "next-new", "n", next_new, N_("next new entry"), 0 },
	{ "previous-new", "p", previous_new, N_("previous new entry"), 0 },
	{ "next-list", "]", next_list, N_("next hot list"), 0 },
	{ "previous-list", "[", previous_list, N_("previous hot list"), 0 },
	{ "sort", "S", sort, N_("order of the list"), 0 },
	{ "pause-strip", "P", pause_strip, N_("the hot strip stands still, or moves again"), 0 },
	{ "unsubscribe", "D", unsubscribe, N_("unsubscribe from this list"), ACTION_SOURCES },
};
