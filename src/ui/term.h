/*
 * The terminal: the one place that knows curses.
 *
 * term_paint() sends what differs from the frame before as one write. Keys are read as bytes and
 * decoded in ui/input; curses never reads. UI thread only; one terminal at a time.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include "text/width.h"
#include "ui/canvas.h"
#include "ui/theme.h"

struct term;

/* Take the terminal over: raw keys, alternate screen. NULL when there is no screen to be had (no
 * terminal, TERM=dumb). The profile must outlive it. */
struct term *term_open(const struct width_profile *profile);
/* Give the terminal back as it was. */
void term_close(struct term *t);
/* A sentence about how it was started ("TERM=x is not known here …"), or NULL. */
const char *term_notice(const struct term *t);

/* How many colours it has, 0 for none (or where NO_COLOR is set). */
int term_colors(const struct term *t);
void term_set_theme(struct term *t, const struct theme *theme);
/* Another width profile: everything is painted anew with the next frame. */
void term_set_profile(struct term *t, const struct width_profile *profile);

void term_size(const struct term *t, int *columns, int *rows);
/* Ask the kernel for the size (after SIGWINCH); true when it has changed. */
bool term_resize(struct term *t);

/* Paint the canvas (of the terminal's size); returns the bytes sent. */
size_t term_paint(struct term *t, const struct canvas *c);
/* Send bytes that are no text (clipboard, title, modes) right behind the next frame. */
void term_queue(struct term *t, const char *bytes, size_t n);
/* Send what is queued now. */
void term_flush(struct term *t);
/* The next frame paints everything, as if the screen were full of dirt. */
void term_redraw(struct term *t);

int term_fd(const struct term *t);
/* Read what has been typed; -1 at the end of it (hang-up), 0 when there is nothing. */
long term_read(struct term *t, char *buffer, size_t size);

/* Give the terminal back, stop until continued, take it again. */
void term_suspend(struct term *t);
/* Take it again after others have had it (a stop from outside). */
void term_resume(struct term *t);
/* Clipboard and title understand it: not the Linux console, not a vt100. */
bool term_is_capable(const struct term *t);

#endif
