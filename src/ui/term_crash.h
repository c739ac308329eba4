/*
 * The terminal after a crash: a signal that ends the program at once (a fault, an abort) leaves it as
 * it was found, and goes on to do what it would have done.
 *
 * One terminal at a time, armed by the UI thread; a crash may happen in any thread.
 */
#ifndef UI_TERM_CRASH_H
#define UI_TERM_CRASH_H

#include <stdbool.h>
#include <termios.h>

/* From now on: modes are those the terminal had before, fd is the terminal and stays open until
 * term_crash_disarm(). Call when curses runs. Modes that terminals of xterm's family know are ended too
 * if is_capable. */
void term_crash_arm(int fd, const struct termios *modes, bool is_capable);
void term_crash_disarm(void);
/* What a crash does first, for an end that is no signal (no memory). */
void term_crash_restore(void);

#endif
