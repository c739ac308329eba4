/*
 * How hot an entry is, as sites write it: 1234567, "455 万热度", "1.2亿", "11,234", "3.4k", "2M+".
 * Pure; any thread.
 */
#ifndef FEED_HEAT_H
#define FEED_HEAT_H

#include <stdint.h>
#include "base/str.h"

/* The first number of the text with its scale; -1 when there is none ("", "null", "爆", "NaN"). */
int64_t heat_parse(struct slice text);

#endif
