/*
 * What is done to sources from the shelf and from the hot pane: the one that is the target.
 */
#ifndef UI_SOURCE_ACTIONS_H
#define UI_SOURCE_ACTIONS_H

#include "ui/state.h"

/* Go to its articles, or to its hot list; false when there is no such source. */
bool source_open(struct ui *ui, int64_t source_id);
/* Append how a source is when it is not well (ui/health.h), behind two blanks where text stands. */
void source_add_health(struct ui *ui, int64_t source_id, struct str *out);
/* Ask for an address and subscribe to it. */
void source_subscribe(struct ui *ui);
/* Say what an address turned out to be, when that is known; called when the reader has news. */
void source_found(struct ui *ui);
/* Ask once, then take it out of the subscriptions. */
void source_unsubscribe(struct ui *ui);
void source_rename(struct ui *ui);
/* Pause it, or go on with it when it is paused. */
void source_pause(struct ui *ui);

#endif
