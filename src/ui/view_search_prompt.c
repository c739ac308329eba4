/* What is typed into the search, its history, and what its keys do. */
#include "base/i18n.h"
#include "ui/actions.h"
#include "ui/search_view.h"

#include <string.h>

static void typed(struct ui *ui, const char *text)
{
	search_view_ask(search_view_of(ui), text);
}

static void taken(struct ui *ui, const char *text)
{
	struct search_view *v = search_view_of(ui);

	v->is_fresh = false;
	if (!*text) {
		if (ui_view(ui) == VIEW_SEARCH)
			ui_close(ui);
		return;
	}
	if (!text_same(text, v->expression.data))
		search_view_ask(v, text);
}

static void left(struct ui *ui)
{
	struct search_view *v = search_view_of(ui);

	if (ui_view(ui) != VIEW_SEARCH)
		return;
	if (v->is_fresh)
		ui_close(ui);
	else if (!slice_equal(str_slice(&v->before), str_slice(&v->expression)))
		search_view_ask(v, v->before.data);
}

static const struct prompt_ops search_prompt = {
	.label = N_("search"),
	/* TRANSLATORS: hint row while a search is typed. */
	.help = N_("words  \"phrase\"  -not  +tag  =source  @7d    ↑↓ earlier ones  Enter to the "
		   "results  Esc leaves"),
	.history = "search",
	.changed = typed,
	.taken = taken,
	.left = left,
	.complete = action_complete_filter,
};

static void edit(struct ui *ui, const char *text)
{
	struct search_view *v = search_view_of(ui);

	str_clear(&v->before);
	str_add_slice(&v->before, str_slice(&v->expression));
	prompt_open(ui, &search_prompt, text);
}

void search_open_page(struct ui *ui, const char *expression)
{
	struct search_view *v = search_view_of(ui);
	bool is_open = ui_is_open(ui, VIEW_SEARCH);

	if (!is_open)
		v->order = SEARCH_HEADLINES_FIRST;
	v->is_fresh = !is_open && !*expression;
	ui_open(ui, VIEW_SEARCH);
	if (!is_open || *expression) /* nothing yet: the threads get ready meanwhile */
		search_view_ask(v, expression);
	if (!*expression)
		edit(ui, "");
}

void search_widen(struct ui *ui, const char *expression)
{
	struct search_view *v = search_view_of(ui);

	search_open_page(ui, expression);
	if (!*expression) /* the prompt is there already */
		return;
	v->is_fresh = true;
	edit(ui, expression);
}

void action_search(struct ui *ui, int count)
{
	(void)count;
	search_open_page(ui, "");
}

static void edit_search(struct ui *ui, int count)
{
	(void)count;
	edit(ui, search_view_of(ui)->expression.data);
}

static void change_order(struct ui *ui, int count)
{
	struct search_view *v = search_view_of(ui);

	(void)count;
	v->order = v->order == SEARCH_HEADLINES_FIRST ? SEARCH_NEWEST_FIRST : SEARCH_HEADLINES_FIRST;
	search_view_ask(v, v->expression.data);
}

const struct action search_actions[SEARCH_ACTIONS] = {
	{ "search-edit", "/", edit_search, N_("change what is searched for"), 0 },
	{ "search-order", "S", change_order, N_("headlines first, or newest first"), 0 },
};
