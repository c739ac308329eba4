/*
 * The screen as a file: its text, and a picture of it as SVG in which every cluster stands in its
 * cells, whatever font draws it. UI thread only.
 */
#ifndef UI_SNAPSHOT_H
#define UI_SNAPSHOT_H

#include "ui/canvas.h"
#include "ui/theme.h"

/* Append an SVG document. is_light: what a ground of the terminal's own looks like. */
void snapshot_svg(const struct canvas *c, const struct theme *theme, bool is_light, struct str *out);
/* Write haowai-DATE-TIME.txt and .svg into a folder, made if it is missing; *stem is the path without
 * an ending, the caller frees it. False and no stem: *err says why. */
bool snapshot_write(const struct canvas *c, const struct theme *theme, bool is_light,
                    const char *folder, char **stem, struct err *err);

#endif
