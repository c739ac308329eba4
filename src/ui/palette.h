/*
 * What a line of the palette means. Pure.
 */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include "base/str.h"
#include "config/options.h"

/* `NAME`, `NAME VALUE`, `NAME=VALUE`, `NAME = VALUE`, each with `set ` before it if one likes: the name, and
 * the value (empty: none was given). */
void palette_split(struct slice line, struct slice *name, struct slice *value);
/* The option of that name, NULL when there is none. */
const struct option_info *palette_option(struct slice name);

#endif
