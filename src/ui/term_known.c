/* A file of its own, since terminfo's header takes names like `columns` and `struct term`. */
#include "ui/term_known.h"

#include <curses.h>
#include <term.h>

bool term_is_known(const char *name, int fd)
{
	int status = 0;
	bool paints;

	if (setupterm(name, fd, &status) != OK)
		return false;
	paints = cursor_address && clear_screen;
	del_curterm(cur_term);
	return paints;
}
