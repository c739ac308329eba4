/*
 * The inside of the article list, shared by the view_list*.c files only.
 */
#ifndef UI_LIST_VIEW_H
#define UI_LIST_VIEW_H

#include "ui/list.h"
#include "ui/row.h"
#include "ui/selection.h"
#include "ui/views.h"

#define PLACES_KEPT 64 /* places whose selected row is remembered */

struct spot {
	struct place place;
	int64_t item;           /* 0: the first row */
};

struct list_view {
	struct ui *ui;
	struct list list;
	int64_t item;           /* the selected article, to find it again in another list */
	int64_t wanted;         /* to be selected as soon as it is there, until the next move; 0: none */
	struct str expression;  /* the filter as typed */
	struct str before;      /* what Esc in the filter's prompt brings back: filter … */
	int64_t item_before;    /* … and selection */
	struct spot kept[PLACES_KEPT];
	size_t n_kept;
	struct spot back;       /* where '' leads */
	bool has_back;
	struct selection selection; /* many at once */
	struct row_style style;
	bool has_focus;
};

static inline struct list_view *list_view_of(const struct ui *ui)
{
	return ui->state[VIEW_LIST];
}

/* The selected row, NULL in an empty list. */
const struct item *list_view_item(struct list_view *v);
/* The list has other rows: find the selected article again. */
void list_view_refind(struct list_view *v);
/* Go home from a source that is not subscribed to any more; false when one is in no such place. */
bool list_leave_lost_place(struct ui *ui);
/* Many rows at once (view_list_select.c). */
void list_selection_settle(struct list_view *v);
bool list_is_selected(const struct list_view *v, size_t row, int64_t id);
void list_action_range(struct ui *ui, int count);
void list_action_row(struct ui *ui, int count);
void list_action_all(struct ui *ui, int count);
void list_action_none(struct ui *ui, int count);

#define LIST_ACTIONS 20
extern const struct action list_actions[LIST_ACTIONS];

#endif
