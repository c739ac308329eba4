/*
 * Numbers in Han characters: 二〇二六年十一月二十二日, 三小时前, 令和元年. Internal to feed/date.
 */
#ifndef FEED_DATE_HAN_H
#define FEED_DATE_HAN_H

#include <stddef.h>
#include "base/str.h"

/*
 * The number at the beginning of text, if a unit of time stands behind it and none of the words for
 * a day of the week before it (`before`, what comes before in the same text): its bytes, and its
 * digits in ASCII with a NUL; else 0.
 */
size_t date_han_number(struct slice before, struct slice text, char digits[8]);

#endif
