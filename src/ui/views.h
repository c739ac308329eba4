/*
 * What views ask of one another. UI thread only.
 */
#ifndef UI_VIEWS_H
#define UI_VIEWS_H

#include "ui/state.h"

extern const struct view_ops view_shelf, view_list, view_hot, view_article, view_tags, view_links,
	view_menu, view_facts, view_help, view_problems, view_log, view_catalogue, view_widths, view_alerts, view_search;
extern const struct view_ops view_extra, view_topic;
extern const struct view_ops view_qr, view_output, view_picture;
extern const struct view_ops view_front;

#define NO_ROW ((size_t)-1)

/* --- the article list ------------------------------------------------------------------------- */

/* Open a place in the list and give it the focus; the row left there last time is selected
 * again. */
bool list_open_place(struct ui *ui, const struct place *place);
/* From a source, tag, group or view back to where runs begin; false when one is in no such
 * place. */
bool list_go_home(struct ui *ui);
size_t list_selected(const struct ui *ui);
void list_select_row(struct ui *ui, size_t row);
/* Articles selected at once in the list, borrowed; none while another view has the keys. */
const int64_t *list_selection(struct ui *ui, size_t *n);
size_t list_selection_count(struct ui *ui);
/* False when none was. */
bool list_select_none(struct ui *ui);
/* What is done next can be undone to where the selection is now. */
void list_note_spot(struct ui *ui);
/* Remember where one is, for '' to come back to. */
void list_remember(struct ui *ui);
void list_jump_back(struct ui *ui);
/* Go to the next unread article, in this place or the next one that has any; open it when asked.
 * False (with a sentence said) when there is none. */
bool list_next_unread(struct ui *ui, int dir, bool open);
/* What list_next_unread() forward would come to: an article of this list, or (item NULL) another
 * place. False when there is none. */
bool list_peek_unread(struct ui *ui, const struct item **item, struct place *place);
/* Narrow list and hot pane. */
void list_set_filter(struct ui *ui, const char *expression);
const char *list_filter(const struct ui *ui);
/* The same as a step that can be undone. */
void list_change_filter(struct ui *ui, const char *expression);
/* The filter as typed stands: that was one step from what list_filter_keep() kept. */
void list_filter_stands(struct ui *ui);
/* Where one was before something was done: there again, but only this list while something lies over
 * it. The article may come into the list a moment later. */
void list_go_to_spot(struct ui *ui, const struct place *place, const char *filter, int64_t item);
/* Keep filter and selection, and bring them back (Esc in the filter's prompt). */
void list_filter_keep(struct ui *ui);
void list_filter_restore(struct ui *ui);

/* --- the shelf -------------------------------------------------------------------------------- */

/* Cells the pane would need for every label with its sign and count. */
int shelf_wish(const struct ui *ui);

/* --- the article page ------------------------------------------------------------------------- */

/* Open an article of the store over what is there; it becomes read. */
bool article_open(struct ui *ui, int64_t id);
/* The same, at a place of its text. */
bool article_open_at(struct ui *ui, int64_t id, uint32_t block, uint32_t byte);
/* Where one is in the article that is read now; false when none is. */
bool article_place(const struct ui *ui, uint32_t *block, uint32_t *byte);
/* Find folded words in the article that is open, from its beginning: n and p go from hit to hit. */
void article_find(struct ui *ui, const char *typed, const struct slice *words, size_t n);
/* Its tags or text may have changed: read it again, the place is kept. */
void article_reload(struct ui *ui);

/* --- the search page -------------------------------------------------------------------------- */

/* Open it with what is to be looked for, or with the prompt when that is "". */
void search_open_page(struct ui *ui, const char *expression);
/* From another prompt: the same words, in the whole store, typing goes on. */
void search_widen(struct ui *ui, const char *expression);
/* Open the result that many further; false (said) when there is none. */
bool search_step(struct ui *ui, long step);
/* The result after this one, NULL if there is none. */
const struct item *search_next(struct ui *ui);

/* --- a topic followed -------------------------------------------------------------------------- */

/* Show its timeline. */
void topic_open(struct ui *ui, const char *name);
/* Ask what to follow, the headline at hand to begin with. */
void topic_follow(struct ui *ui, int count);

/* --- the hot pane ----------------------------------------------------------------------------- */

/* The one-row form below the list. */
void strip_draw(struct ui *ui, const struct pane *row);
/* When it wants to flip: milliseconds, -1 for never; and the flip itself, when it is due. */
int strip_timeout_ms(struct ui *ui);
void strip_tick(struct ui *ui);

/* --- a menu over everything ------------------------------------------------------------------- */

struct menu_item {
	const char *label, *note; /* copied; note at the right, dim, may be NULL */
	int64_t value;
};
/* Show a menu; taken() gets the chosen item's value (and text, borrowed). */
void menu_open(struct ui *ui, const char *title, const struct menu_item *items, size_t n,
               void (*taken)(struct ui *ui, int64_t value, const char *label));

#endif
