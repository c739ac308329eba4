/*
 * Where a run begins (option `start`), and what is kept for the next one. UI thread only.
 */
#ifndef UI_START_H
#define UI_START_H

#include "ui/state.h"

void start_open(struct ui *ui);
/* An address that turns out to be a single article is shown as one. */
void start_arrived(struct ui *ui);
/* The place a run begins with when none was left: unread articles, or all. */
struct place start_home(const struct ui *ui);
void start_keep(struct ui *ui);

#endif
