/*
 * The three rows around every view: where am I, which keys, how things stand. UI thread only.
 */
#ifndef UI_STATUS_H
#define UI_STATUS_H

#include "ui/state.h"

void bar_draw(struct ui *ui, const struct pane *row);
/* As many of the view's hints as fit, whole ones only. */
void hint_draw(struct ui *ui, const struct pane *row);
void status_draw(struct ui *ui, const struct pane *row);

#endif
