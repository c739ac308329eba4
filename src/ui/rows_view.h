/*
 * What views made of nothing but rows have in common. Their state begins with a struct rows, that of
 * those which a prompt narrows with a struct narrowed. UI thread only.
 */
#ifndef UI_ROWS_VIEW_H
#define UI_ROWS_VIEW_H

#include "ui/rows.h"
#include "ui/views.h"

/* State that is a struct rows and nothing more. */
void *rows_view_create(struct ui *ui);
void rows_view_destroy(struct ui *ui, void *state);
/* Has been opened: its rows anew by its fill(), from the first one. */
void rows_view_opened(struct ui *ui);
/* Moves in the view that has the keys. */
void rows_view_move(struct ui *ui, enum motion motion, long n);
struct list *rows_view_list(struct ui *ui);
/* The rows, or a sentence where there are none. */
void rows_view_draw(struct rows *rows, const struct pane *pane, bool has_focus, const char *empty);

/* --- rows that are narrowed as one types ---------------------------------------------------------- */

struct narrowed {
	struct rows rows;
	struct str part;                /* what is typed */
	const struct prompt_ops *prompt;
};

/* The view's fill() makes the rows, those that narrowed_has(); prompt is what asks for the words. */
void narrowed_init(struct narrowed *v, struct ui *ui, const struct prompt_ops *prompt);
void narrowed_release(struct narrowed *v);
/* Has been opened: all of it, from the first row. */
void narrowed_opened(struct ui *ui);
/* Does one of the texts (some may be NULL) hold each word that is typed? Folded as in a search. */
bool narrowed_has(const struct narrowed *v, const char *const *texts, size_t n);
/* An action: open the prompt, over the view that has the keys. */
void narrowed_ask(struct ui *ui, int count);
/* For the prompt's ops. */
void narrowed_changed(struct ui *ui, const char *text);
void narrowed_restored(struct ui *ui);

#endif
