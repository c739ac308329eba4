/*
 * What the scan of a date's text found, put together: zones, halves of the day, what was left out.
 */
#include "feed/date_iso.h"
#include "feed/date_scan.h"
#include "feed/date_words.h"

#include <string.h>

static int64_t with_clock(const struct date_scan *s, struct civil c, int zone_s)
{
	c.hour = s->hour < 0 ? 0 : s->hour;
	c.minute = s->minute;
	c.second = s->second;
	if (s->half == HALF_PM && c.hour < 12)
		c.hour += 12;
	else if (s->half == HALF_AM && c.hour == 12)
		c.hour = 0;
	else if (s->half == HALF_NOON && s->hour < 0)
		c.hour = 12;
	else if (s->half == HALF_NOON && c.hour < 3)
		c.hour += 12;
	/* 25:14 and 10:61 are carried over, as the calendar does it. */
	if (c.hour > 47 || c.minute > 99 || c.second > 99)
		return TIME_NONE;
	return civil_to_utc(&c, zone_s);
}

/* A date without its year, or a time without its day: the latest that is not ahead of now. */
static int64_t partial(const struct date_scan *s, int zone_s)
{
	struct civil c;
	int64_t t;

	if (s->rules->now == TIME_NONE)
		return TIME_NONE;
	c = civil_from_utc(s->rules->now, zone_s);
	if (s->month) {
		c.month = s->month;
		c.day = s->day ? s->day : 1;
		t = with_clock(s, c, zone_s);
		if (t != TIME_NONE && t > s->rules->now + 86400) {
			c.year--;
			t = with_clock(s, c, zone_s);
		}
		return t;
	}
	if (s->days_back != NO_WORD) {
		c.day -= s->days_back;
		return with_clock(s, c, zone_s);
	}
	if (s->hour < 0 || s->day || s->year)
		return TIME_NONE;
	t = with_clock(s, c, zone_s);
	return t != TIME_NONE && t > s->rules->now + 3600 ? t - 86400 : t;
}

/* Hangul syllables (U+AC00–D7A3) begin with EA–ED. */
static bool has_hangul(const struct date_scan *s)
{
	for (const char *p = s->start; p < s->end; p++)
		if ((unsigned char)*p >= 0xea && (unsigned char)*p <= 0xed)
			return true;
	return false;
}

static int64_t finish(const struct date_scan *s)
{
	int zone_s = s->has_zone ? s->zone_s : s->rules->zone_s;
	struct civil c = { .year = s->year, .month = s->month, .day = s->day };

	if (s->whole != TIME_NONE)
		return s->whole;
	if (!s->has_zone && s->rules->zone_is_guess && has_hangul(s))
		zone_s = 9 * 3600;
	if (s->month > 12 || (s->day > 31 && !s->is_ordinal) || s->day > 366)
		return TIME_NONE;
	if (!s->year)
		return partial(s, zone_s);
	if (s->year < 1000 || s->year > 9999 || (s->day && !s->month))
		return TIME_NONE;
	c.month = s->month ? s->month : 1;
	c.day = s->day ? s->day : 1;
	return with_clock(s, c, zone_s);
}

/* Unix time in seconds, milli- or microseconds, or digits that are a year or a calendar date. */
static bool read_number_alone(struct slice text, int64_t *out)
{
	int64_t value = 0;
	size_t n;

	for (n = 0; n < text.len && ascii_is_digit((unsigned char)text.data[n]); n++)
		if (n < 18)
			value = value * 10 + (text.data[n] - '0');
	if (!n || (n < text.len && text.data[n] != '.'))
		return false;
	for (size_t i = n + 1; i < text.len; i++)
		if (!ascii_is_digit((unsigned char)text.data[i]))
			return false;
	if (n < text.len && n < 9)
		return false;
	if (n == 4 || n == 6 || n == 8 || n == 12 || n == 14)
		return false;
	*out = n == 9 || n == 10 ? value
	       : n == 13         ? value / 1000
	       : n == 16         ? value / 1000000
	                         : TIME_NONE;
	return true;
}

static size_t count_digits(const char *p, const char *end)
{
	const char *start = p;

	while (p < end && ascii_is_digit((unsigned char)*p))
		p++;
	return (size_t)(p - start);
}

int64_t date_parse(struct slice text, const struct date_rules *rules)
{
	char buffer[DATE_TEXT_MAX];
	size_t n = date_scan_normalise(slice_trim(text), buffer);
	struct slice whole = slice_make(buffer, n), head;
	const char *t = memchr(buffer, 't', n);
	struct date_scan s;
	struct civil day;
	int64_t alone;

	head = slice_make(buffer, t ? (size_t)(t - buffer) : n);
	if (date_iso_read(head, &day)) {
		date_scan_read(&s, slice_make(buffer + head.len, n - head.len), rules, &day);
		return finish(&s);
	}
	/* As some write JSON: /Date(1795312800000)/ */
	if (slice_begins(whole, "/date("))
		whole = slice_make(buffer + 6, count_digits(buffer + 6, buffer + n));
	if (read_number_alone(whole, &alone))
		return alone;
	/* What databases give for no date at all. */
	if (slice_begins(whole, "0000"))
		return TIME_NONE;
	date_scan_read(&s, whole, rules, NULL);
	return finish(&s);
}

int64_t date_parse_listed(struct slice text, const struct date_rules *rules)
{
	static const int64_t year_1990 = 631152000;
	int64_t t = date_parse(text, rules);

	if (t == TIME_NONE || t < year_1990 || (rules->now != TIME_NONE && t > rules->now + 3600))
		return TIME_NONE;
	return t;
}
