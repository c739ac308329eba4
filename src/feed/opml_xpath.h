/*
 * The XPath of FreshRSS's OPML in the words of our mappings. Simple paths only. Pure; any thread.
 */
#ifndef FEED_OPML_XPATH_H
#define FEED_OPML_XPATH_H

#include <stdbool.h>
#include "base/str.h"

/* Append "CSS" or "CSS @attribute" that means the same; false (nothing appended) for what has no
 * equal: functions, axes, numbers, conditions joined by and or or. */
bool opml_xpath_to_css(const char *xpath, struct str *out);

#endif
