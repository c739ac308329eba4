/*
 * What views made of nothing but rows have in common. Their state begins with a struct rows.
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

#endif
