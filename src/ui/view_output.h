/*
 * Text that is no article, to be looked at: what a command printed, a flyer. UI thread only.
 */
#ifndef UI_VIEW_OUTPUT_H
#define UI_VIEW_OUTPUT_H

#include "ui/state.h"

/* Show a text. */
void output_show(struct ui *ui, const char *title, struct slice text);
/* Run a command (argv, never by a shell) over a text and show what it prints while it does; ^C and leaving
 * end it. said (NULL: nothing in particular) is the sentence when it ends well without a word. */
void output_run(struct ui *ui, const char *const argv[], char *const env[], struct slice input,
                const char *said);
/* End the command; false when none runs. */
bool output_cancel(struct ui *ui);

/* --- for the loop --- */

/* To be watched for reading, -1: nothing. Milliseconds until output_pump() is due, -1: never. */
int output_fd(const struct ui *ui);
int output_timeout_ms(const struct ui *ui);
void output_pump(struct ui *ui);

#endif
