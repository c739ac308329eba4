/*
 * The box over the last rows that says what the key waited for may be: macros, marks. UI thread only.
 */
#ifndef UI_WAIT_BOX_H
#define UI_WAIT_BOX_H

#include "ui/canvas.h"

struct ui;

/* Add a row: the key and what it stands for. The box goes with the key. */
void wait_box_add(struct ui *ui, const char *key, const char *text);
/* Rows it takes, its rule with it; 0: there is nothing to show. */
int wait_box_lines(const struct ui *ui, int most);
void wait_box_draw(struct ui *ui, const struct pane *box);

#endif
