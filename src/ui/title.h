/*
 * Headlines as lists draw them: half-width marks beside Han full-width (STYLE §1.1), the line end
 * by the rules of setting text. Pure.
 */
#ifndef UI_TITLE_H
#define UI_TITLE_H

#include "base/str.h"
#include "text/width.h"

#define TITLE_LIMIT 500 /* cells and bytes a list needs of a headline at most */

/* Append what is drawn on a first line of that many cells to first, what is left to rest (which may
 * be the same). */
void title_set(const struct width_profile *profile, const char *title, int cells, struct str *first,
               struct str *rest);

#endif
