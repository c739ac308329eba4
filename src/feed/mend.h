/*
 * Mending text on its way in: what other programs encoded twice, or took from Windows for Latin 1,
 * is undone, then it passes text_clean(). Pure; any thread.
 */
#ifndef FEED_MEND_H
#define FEED_MEND_H

#include <stdbool.h>
#include "base/str.h"
#include "text/clean.h"

/* False when mending and cleaning would leave valid UTF-8 as it is, runs of blanks aside: one cheap
 * pass, since nearly all text is fine. */
bool mend_is_needed(struct slice text);
/* The text mended and cleaned; the caller releases it. */
struct str mend_cleaned(struct slice raw, enum clean_mode mode);

#endif
