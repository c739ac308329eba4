/*
 * The second stage of setting a paragraph: units → lines. Private to text/.
 *
 * A line is fitted greedily: of the places where it may end, the one that costs least in unused
 * cells and in the bond that is broken. What is too wide by a cell or two is first pushed in
 * (virtual cells of the line are dropped), then hung, then pushed out.
 */
#ifndef TEXT_FIT_H
#define TEXT_FIT_H

#include "text/scan.h"

struct fit {
	const struct scan *s;
	int measure;
	int hang;               /* allowed, 0–2 */
	int pens[BOND_COUNT];   /* what breaking a bond costs, in quarters of a cell */
	bool hangs_all_stops;   /* not only 、。 */
};

/* A line of units [first, next); drawn are those before `end`. */
struct fitted {
	size_t first, end, next;
	int cells;    /* drawn, virtual cells before dropping included */
	int squeezed; /* virtual cells dropped */
	int hang;     /* cells beyond the room */
};

/* Prices and hanging for a paragraph's language and measure; s must be scanned. */
void fit_init(struct fit *f, const struct scan *s);
/* The line that starts at unit `first` in `room` cells. */
void fit_line(const struct fit *f, size_t first, int room, struct fitted *out);
/* The line [first, next) as it is, whatever it costs. False if it does not go into the room. */
bool fit_exactly(const struct fit *f, size_t first, size_t next, int room, struct fitted *out);

#endif
