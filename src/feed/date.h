/*
 * Dates as feeds, lists and pages write them → UTC seconds. Pure; any thread.
 *
 * Read: RFC 822 and 2822 with their misspellings, W3CDTF and ISO 8601 in whole and part, asctime,
 * compact digits (20220719T092900Z), Unix seconds to microseconds, 2026/11/22 and 22.11.2026,
 * Chinese, Japanese and Korean dates (2026年11月22日 下午3时20分, 令和8年, 2026년 11월 22일 오후
 * 3:20), parts (11-22 10:00, 10:00) and relative words (3分钟前, 昨天 20:15, 刚刚, an hour ago),
 * the latter two against the time of fetching.
 */
#ifndef FEED_DATE_H
#define FEED_DATE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/clock.h"
#include "base/str.h"

/* What a date that does not say everything stands against. */
struct date_rules {
	int64_t now;       /* relative and partial forms; TIME_NONE: those are not read */
	int zone_s;        /* of a time that names no zone, seconds east of Greenwich */
	bool cst_is_china; /* CST is +08:00, not −06:00 */
	bool zone_is_guess; /* nobody said a zone or language: words of Korean may tell */
};

/* The rules of DECISIONS §2: the source's timezone ("+08:00", "Asia/Tokyo" …; NULL: by language:
 * +08:00 for zh, +09:00 for ja and ko, else UTC). */
struct date_rules date_rules_make(int64_t now, const char *timezone, const char *language);

/* TIME_NONE when the text holds no date. */
int64_t date_parse(struct slice text, const struct date_rules *rules);
/* The same for mapped lists: what lies before 1990 or more than an hour ahead counts as none. */
int64_t date_parse_listed(struct slice text, const struct date_rules *rules);

/* "+08:00", "+0800", "-5", "Z", "UTC", "GMT+8", or one of a few zone names without summer time. */
bool zone_parse(struct slice text, int *seconds);

#endif
