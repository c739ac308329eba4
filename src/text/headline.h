/*
 * Headlines: two or three lines broken by sense and balanced. Private to text/.
 */
#ifndef TEXT_HEADLINE_H
#define TEXT_HEADLINE_H

#include "text/wrap_parts.h"

/* Plan all lines of the paragraph; false when it is too long for a headline. */
bool headline_plan(struct wrap *w);

#endif
