/*
 * The wcwidth() that curses sees: ours (TYPOGRAPHY §2.5).
 *
 * The program defines the function and exports it, so that the library's calls come here. The one
 * profile curses measures with has to be a global: the function's signature leaves no other way.
 * Set by the UI thread, which alone runs curses.
 */
#ifndef UI_TERM_WIDTH_H
#define UI_TERM_WIDTH_H

#include <stdbool.h>
#include "text/width.h"

void term_width_use(const struct width_profile *profile);
/* The one in use. */
const struct width_profile *term_width_profile(void);
/* While on, every code point has no width: setcchar() then takes a whole cluster. */
void term_width_joining(bool on);
/* How often the function was called: tells whether curses really calls ours. */
unsigned long term_width_calls(void);

#endif
