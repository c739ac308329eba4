/*
 * Sequences for the terminal that are no text. Pure.
 */
#ifndef UI_OSC_H
#define UI_OSC_H

#include "base/str.h"

#define OSC_CLIPBOARD_LIMIT 74994 /* bytes of base64: what xterm and tmux take */

/* OSC 52, under tmux also as passed through; the text is cleaned and cut to the limit. */
void osc_add_clipboard(struct str *out, const char *text);
/* OSC 9, or 777 with a title: have the terminal notify; the text is cleaned. */
void osc_add_notification(struct str *out, int code, const char *text);
/* OSC 2: the window's title, cleaned. */
void osc_add_title(struct str *out, const char *text);

#endif
