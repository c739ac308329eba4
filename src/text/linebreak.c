#include "text/linebreak.h"

#include <string.h>

#include "text/decode.h"

void linebreak_standard(const char *text, size_t len, uint8_t *bonds)
{
	const char *end = text + len;
	unsigned state = 0;
	uint8_t *base = bonds; /* the last one that is no combining mark: LB25 may reach back */

	memset(bonds, BOND_NEVER, len);
	for (const char *p = text; p < end;) {
		uint8_t *here = bonds + (p - text);
		uint32_t cp;
		unsigned class, step;

		p += decode(p, end, &cp);
		class = text_property(cp)->lb;
		step = line_states[state][class];
		*here = (uint8_t)LINE_BOND(step);
		if (LINE_TAKES_BACK(step))
			*base = BOND_GLUE;
		if (class != LB_CM && class != LB_ZWJ)
			base = here;
		state = LINE_NEXT(step);
	}
}
