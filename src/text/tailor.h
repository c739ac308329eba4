/*
 * Where UAX #14 does not know Chinese, Japanese and Korean typesetting: the tailorings T1–T20
 * (TYPOGRAPHY §3.4, EDITION §3) as a table of small functions called by layout class. Private to
 * text/.
 */
#ifndef TEXT_TAILOR_H
#define TEXT_TAILOR_H

#include "text/scan.h"

#define RULE(n) (UINT32_C(1) << (n))
#define RULES_ALL UINT32_C(0x1fffff) /* T1 … T20, and 0: what no test leaves out */

/* Change what marks are, before UAX #14 looks at them. */
void tailor_roles(struct scan *s);
/* Change where one may break and at what cost, after it. */
void tailor_bonds(struct scan *s);

#endif
