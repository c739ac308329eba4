/*
 * The screen: keys in, frames out. Everything here runs on the UI thread.
 *
 * main.c calls ui_run(). Tests make a struct ui without a terminal, give it keys and look at the
 * canvas it draws. Views know struct ui through ui/state.h.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>
#include "reader/reader.h"

struct ui_options {
	bool ascii;               /* frames and signs in ASCII */
	bool slow;                /* a slow line: no panes beside the list */
	bool only;                /* one address is read: a single article is opened at once */
	const char *notice;       /* a sentence to begin with, or NULL */
};

#define UI_NO_SCREEN (-1)

/* Show the reader on the terminal until the user leaves. Returns the program's exit status, or
 * UI_NO_SCREEN when there is no screen to be had (no terminal, TERM=dumb): nothing was done
 * then. */
int ui_run(struct reader *r, const struct ui_options *o);

/* The label of the key bound to an action, for the built-in edition's text (reader_options.key_of):
 * by the user's bindings once ui_run() has read them, the default's before. NULL when there is no
 * such action; ":name" when no key leads to it. Lives until the end of the program. */
const char *ui_key_of(const char *action);

/* Note what is wrong with the lines of [keys] (reader_options.check). */
void ui_check_config(struct config *c);

#endif
