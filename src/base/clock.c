#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400 };

static _Atomic int64_t fixed_time = TIME_NONE;
static atomic_bool environment_read;

/* HAOWAI_NOW is read once: every later call costs an atomic load. */
static int64_t fixed(void)
{
	if (!atomic_exchange(&environment_read, true)) {
		const char *text = getenv("HAOWAI_NOW");
		if (text && *text && atomic_load(&fixed_time) == TIME_NONE)
			atomic_store(&fixed_time, strtoll(text, NULL, 10));
	}
	return atomic_load(&fixed_time);
}

void clock_fix(int64_t utc_seconds)
{
	atomic_store(&environment_read, true);
	atomic_store(&fixed_time, utc_seconds);
}

int64_t clock_now(void)
{
	int64_t t = fixed();

	return t == TIME_NONE ? (int64_t)time(NULL) : t;
}

int64_t clock_monotonic_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days since 1970-01-01. Years run from March, so that the leap day is the last of its year; 146097
 * days make one cycle of 400 years. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_utc(int64_t utc, int offset_s)
{
	int64_t local = utc + offset_s;
	int64_t days = floor_div(local, DAY);
	int second_of_day = (int)(local - days * DAY);
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
	                       day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted_month = (5 * day_of_year + 2) / 153;
	struct civil c;

	c.day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
	c.month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
	c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
	c.hour = second_of_day / 3600;
	c.minute = second_of_day / 60 % 60;
	c.second = second_of_day % 60;
	c.weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7);
	return c;
}

int64_t civil_to_utc(const struct civil *c, int offset_s)
{
	int64_t month0 = c->month - 1;
	int64_t year = c->year + floor_div(month0, 12);
	int month = (int)(month0 - floor_div(month0, 12) * 12) + 1;
	int64_t days = days_from_civil(year, month, 1) + c->day - 1;

	return days * DAY + (int64_t)c->hour * 3600 + (int64_t)c->minute * 60 + c->second - offset_s;
}

bool civil_is_valid(const struct civil *c)
{
	struct civil again;

	if (c->month < 1 || c->month > 12 || c->day < 1 || c->hour < 0 || c->hour > 23 ||
	    c->minute < 0 || c->minute > 59 || c->second < 0 || c->second > 60)
		return false;
	again = civil_from_utc(civil_to_utc(c, 0), 0);
	return again.day == c->day || c->second == 60;
}

int clock_local_offset(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	return localtime_r(&t, &tm) ? (int)tm.tm_gmtoff : 0;
}

void time_format_utc(int64_t utc, char out[TIME_TEXT_SIZE])
{
	struct civil c;

	out[0] = '\0';
	if (utc == TIME_NONE)
		return;
	c = civil_from_utc(utc, 0);
	snprintf(out, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
	         c.hour, c.minute, c.second);
}
