/*
 * A fitted line → what is drawn: virtual cells, twins, justification. Private to text/.
 */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/wrap_parts.h"

/* Cells drawn, without indent, with virtual cells, those of justification, and hanging. */
int line_cells(const struct wrap *w, const struct fitted *line);

#endif
