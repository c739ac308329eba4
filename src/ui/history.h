/*
 * What was typed at prompts in earlier runs: the file `history` of the state folder, a line each, kind
 * and text with a tab between. What cannot be read or written is left: it is no more than convenience.
 */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

struct ui;

void history_load(struct ui *ui);
void history_save(struct ui *ui);

#endif
