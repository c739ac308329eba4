/*
 * A picture of the article, in place of its page: fetched when it is asked for, drawn by chafa. UI thread
 * only.
 */
#ifndef UI_VIEW_PICTURE_H
#define UI_VIEW_PICTURE_H

#include "ui/state.h"

/* The picture of that number in the article that is open; 0: the one in sight, else the first. */
void action_picture(struct ui *ui, int count);

/* --- for the loop: as output_fd() and its like --- */
int picture_fd(const struct ui *ui);
int picture_timeout_ms(const struct ui *ui);
void picture_pump(struct ui *ui);

#endif
