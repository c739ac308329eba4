/*
 * The words of dates: months, zones, units, days. Tables only; used by feed/date*.c.
 */
#ifndef FEED_DATE_WORDS_H
#define FEED_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

enum { NO_WORD = -1 };

/* 1–12 for a month's name in lower case ("nov", "november", "márc" …), else NO_WORD. */
int date_word_month(struct slice word);
/* True for the name of a day of the week in lower case. */
bool date_word_is_weekday(struct slice word);
/* Seconds east for a zone's abbreviation in lower case. */
bool date_word_zone(struct slice word, bool cst_is_china, int *seconds);

/* What a number is followed by. */
enum date_unit {
	UNIT_NONE,
	UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_HOUR, UNIT_MINUTE, UNIT_SECOND, /* of a date */
	UNIT_HALF_HOUR,                                                       /* 点半 */
};
/* The unit at the beginning of text (年, 월, 点 …); *len gets its bytes. */
enum date_unit date_word_unit(struct slice text, size_t *len);

/* A stretch of time at the beginning of text ("分钟", "hours" …) in seconds, 0 for none. */
int date_word_span(struct slice text, size_t *len);
/* True when text begins with a word for "ago". */
bool date_word_is_ago(struct slice text);

/* A word that names a day by its distance from today, or now: days back, NO_WORD for none.
 * DATE_NOW for 刚刚. */
enum { DATE_NOW = -2 };
int date_word_day(struct slice text, size_t *len);

/* A word that says which half of the day an hour is in. */
enum date_half { HALF_NONE, HALF_AM, HALF_PM, HALF_NOON };
enum date_half date_word_half(struct slice text, size_t *len);
/* Years to add for a Japanese era's name, 0 for none. */
int date_word_era(struct slice text, size_t *len);

#endif
