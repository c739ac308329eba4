#include "ui/term_width.h"

#include <wchar.h>

static const struct width_profile *profile_in_use = &width_profile_default;
static bool is_joining;
static unsigned long calls;

void term_width_use(const struct width_profile *profile)
{
	profile_in_use = profile;
}

const struct width_profile *term_width_profile(void)
{
	return profile_in_use;
}

void term_width_joining(bool on)
{
	is_joining = on;
}

unsigned long term_width_calls(void)
{
	return calls;
}

static bool is_regional(uint32_t cp)
{
	return cp >= 0x1f1e6 && cp <= 0x1f1ff;
}

int wcwidth(wchar_t c)
{
	uint32_t cp = (uint32_t)c;

	calls++;
	if (is_joining || cp == 0)
		return 0;
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp > 0x10ffff)
		return -1;
	/* only pairs come here, as one cell each pair; a single one is drawn as its letter */
	return is_regional(cp) ? 2 : width_codepoint(profile_in_use, cp);
}
