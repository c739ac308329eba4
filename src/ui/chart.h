/*
 * A hot entry's ranks over time, drawn in cells: a bar a fetch, the first place highest; a fetch that
 * failed is a gap with ×, one that did not have the entry a gap with ·. Pure.
 */
#ifndef UI_CHART_H
#define UI_CHART_H

#include <stdbool.h>
#include "base/str.h"
#include "model/hot.h"
#include "text/width.h"

#define CHART_ROWS 6 /* of the bars; below them the axis, the ranks and the times */

/* Append lines ended by newlines, each of at most `width` cells, of the last fetches that fit; nothing
 * where there are fewer than two of them that had the entry, or no room. ascii, or a terminal on which
 * the signs are two cells wide: # and |. */
void chart_add(struct str *out, const struct hot_sighting *seen, size_t n, int width, int offset_s,
               const struct width_profile *profile, bool ascii);

#endif
