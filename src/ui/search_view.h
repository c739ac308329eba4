/*
 * The search page, shared by the view_search*.c files only.
 */
#ifndef UI_SEARCH_VIEW_H
#define UI_SEARCH_VIEW_H

#include "ui/list.h"
#include "ui/row.h"
#include "ui/views.h"

struct search_view {
	struct ui *ui;
	struct list list;
	struct row_style style;
	struct str expression;   /* as typed */
	struct str before;       /* what Esc in the prompt brings back */
	enum search_order order;
	bool is_fresh;           /* opened by the prompt, nothing taken yet: Esc leaves the page too */
	bool is_asked;           /* no row of the last question has been seen */
	bool has_focus;
};

static inline struct search_view *search_view_of(const struct ui *ui)
{
	return ui->state[VIEW_SEARCH];
}

/* The selected result, NULL while there is none or it is being read. */
const struct search_row *search_view_row(struct search_view *v);
/* Look for another expression. */
void search_view_ask(struct search_view *v, const char *expression);

#define SEARCH_ACTIONS 2
extern const struct action search_actions[SEARCH_ACTIONS];

#endif
