/*
 * What is drawn for a mark, and where virtual cells stand. Private to text/.
 */
#ifndef TEXT_SPACING_H
#define TEXT_SPACING_H

#include "text/scan.h"

/* Draw u as its twin, of so many cells. */
static inline void draw_twin(struct unit *u, int cells)
{
	u->cells = (uint8_t)((u->cells & ~UNIT_CELLS) | cells | UNIT_TWIN);
}

/* Draw nothing for a blank: the full-width mark before it has one of its own. */
static inline void hide_blank(struct unit *u)
{
	if (u->layout == LC_SPACE)
		u->cells = UNIT_HIDDEN;
}

/* Place the virtual cells of padded quotes and autospace, draw corner brackets and long dashes. */
void space_units(struct scan *s);
/* What is drawn for a unit with UNIT_TWIN; static. */
const char *unit_twin(const struct scan *s, size_t i);

#endif
