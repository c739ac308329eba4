/*
 * Time: the wall clock in UTC seconds, a monotonic one in milliseconds, and calendar arithmetic.
 *
 * Tests fix the wall clock with clock_fix() or the environment variable HAOWAI_NOW (UTC seconds).
 * Calendar functions are pure, proleptic Gregorian, and know no leap seconds. Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define TIME_NONE INT64_MIN /* "no time known" wherever an int64_t holds UTC seconds */

/* UTC seconds now (the fixed time while one is set). */
int64_t clock_now(void);
/* Fix what clock_now() answers; TIME_NONE lets it run again. */
void clock_fix(int64_t utc_seconds);
/* Milliseconds since some start; never goes back. */
int64_t clock_monotonic_ms(void);

struct civil {
	int year, month, day;       /* 1–12, 1–31 */
	int hour, minute, second;
	int weekday;                /* 0 Sunday … 6 Saturday; filled by civil_from_utc() */
};

/* Calendar time of utc seconds in a zone offset_s east of Greenwich. */
struct civil civil_from_utc(int64_t utc, int offset_s);
/* The other way; fields out of range are carried over (month 13 is January). */
int64_t civil_to_utc(const struct civil *c, int offset_s);
/* True when the fields name a day and a time that exist. */
bool civil_is_valid(const struct civil *c);
/* The user's own zone at that moment, seconds east of Greenwich. */
int clock_local_offset(int64_t utc);

/* Write "YYYY-MM-DDTHH:MM:SSZ" (20 characters and NUL; "" for TIME_NONE). */
#define TIME_TEXT_SIZE 32
void time_format_utc(int64_t utc, char out[TIME_TEXT_SIZE]);

#endif
