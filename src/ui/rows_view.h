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
/* Moves in the view that has the keys. */
void rows_view_move(struct ui *ui, enum motion motion, long n);
struct list *rows_view_list(struct ui *ui);
/* The rows, or a sentence where there are none. */
void rows_view_draw(struct rows *rows, const struct pane *pane, bool has_focus, const char *empty);

/* --- rows that are narrowed as one types ---------------------------------------------------------- */

struct narrowed {
	struct rows rows;
	struct str part;                /* what is typed */
	void (*fill)(struct ui *ui);    /* makes the rows anew, those that narrowed_has() */
};

void narrowed_init(struct narrowed *v, struct ui *ui, void (*fill)(struct ui *ui));
void narrowed_release(struct narrowed *v);
/* All of it again, from the first row. */
void narrowed_reset(struct ui *ui, struct narrowed *v);
/* Does one of the texts (some may be NULL) hold each word that is typed? Folded as in a search. */
bool narrowed_has(const struct narrowed *v, const char *const *texts, size_t n);
/* Open the prompt, over the view that has the keys. */
void narrowed_prompt(struct ui *ui, const struct prompt_ops *ops);
/* For the prompt's ops. */
void narrowed_changed(struct ui *ui, const char *text);
void narrowed_restored(struct ui *ui);

#endif
