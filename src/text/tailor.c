#include "text/tailor.h"

void tailor_roles(struct scan *s)
{
	(void)s;
}

void tailor_bonds(struct scan *s)
{
	(void)s;
}
