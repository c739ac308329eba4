#include "text/headline.h"

bool headline_plan(struct wrap *w)
{
	(void)w;
	return false;
}
