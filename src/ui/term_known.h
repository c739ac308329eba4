/*
 * Does terminfo know a terminal, well enough to paint on it?
 */
#ifndef UI_TERM_KNOWN_H
#define UI_TERM_KNOWN_H

#include <stdbool.h>

/* fd: of the terminal. Asked before curses is started: a start that fails is never given back. */
bool term_is_known(const char *name, int fd);

#endif
