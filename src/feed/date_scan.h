/*
 * The tokens of a date's text. Internal to feed/date.
 */
#ifndef FEED_DATE_SCAN_H
#define FEED_DATE_SCAN_H

#include "feed/date.h"
#include "feed/date_words.h"

enum { DATE_TEXT_MAX = 160 }; /* what is longer is cut: no date takes as much */

/* Where the scan is, and what it has found. */
struct date_scan {
	const char *start, *p, *end;
	const struct date_rules *rules;
	int year, month, day;       /* 0: not seen */
	int hour, minute, second;   /* hour −1: not seen */
	enum date_half half;
	int days_back;              /* NO_WORD: no such word */
	int zone_s;
	bool has_zone, zone_is_number;
	bool is_ordinal;            /* day counts from January 1st */
	int64_t whole;              /* a form that says everything at once, or TIME_NONE */
};

/* Full-width signs and digits as ASCII, letters in lower case, every blank a blank; returns the
 * bytes written. */
size_t date_scan_normalise(struct slice text, char out[DATE_TEXT_MAX]);
/* Read normalised text from end to end; day, if any, was read before it. */
void date_scan_read(struct date_scan *s, struct slice text, const struct date_rules *rules,
                    const struct civil *day);

#endif
