/*
 * The text is read once, left to right, by steps that know one kind of token each. So one reader
 * serves every order in which dates are written.
 */
#include "feed/date_scan.h"
#include "base/array.h"
#include "feed/date_han.h"
#include "feed/date_words.h"
#include "text/utf8.h"

#include <string.h>

enum { ZONE_MAX_S = 18 * 3600 };


static bool digit_at(const struct date_scan *s, size_t offset)
{
	return (size_t)(s->end - s->p) > offset && ascii_is_digit((unsigned char)s->p[offset]);
}

static char char_at(const struct date_scan *s, size_t offset)
{
	return (size_t)(s->end - s->p) > offset ? s->p[offset] : '\0';
}

static struct slice rest_of(const struct date_scan *s)
{
	return slice_make(s->p, (size_t)(s->end - s->p));
}

static void skip_blanks(struct date_scan *s)
{
	while (s->p < s->end && ascii_is_space((unsigned char)*s->p))
		s->p++;
}

/* Read at most `most` digits; returns how many there were. */
static int read_digits(struct date_scan *s, int most, int *value)
{
	int n = 0;

	for (*value = 0; n < most && digit_at(s, 0); n++)
		*value = *value * 10 + (*s->p++ - '0');
	return n;
}

static int full_year(int year, int digits)
{
	if (digits > 2)
		return year;
	return year + (year < 90 ? 2000 : 1900);
}

/* 10:20, 10:20:30, 10:20:30.5; the hour has been read. */
static void read_clock(struct date_scan *s, int hour)
{
	int ignored;

	s->hour = hour;
	s->p++;
	read_digits(s, 2, &s->minute);
	if (char_at(s, 0) != ':' || !digit_at(s, 1))
		return;
	s->p++;
	read_digits(s, 2, &s->second);
	if ((char_at(s, 0) == '.' || char_at(s, 0) == ',') && digit_at(s, 1)) {
		s->p++;
		while (read_digits(s, 9, &ignored))
			;
	}
}

static void set_triple(struct date_scan *s, char sep, int a, int b, int c, const int digits[3])
{
	bool year_first =
		digits[0] > 2 || (digits[2] <= 2 && sep == '-') || (digits[2] <= 2 && a > 31);

	if (year_first) {
		s->year = full_year(a, digits[0]);
		s->month = b;
		s->day = c;
		return;
	}
	s->year = full_year(c, digits[2]);
	/* 09/15/2006 is American; 15.09.2006 and 15-09-2006 are not. */
	if (sep == '/' ? a <= 12 : b > 12) {
		s->month = a;
		s->day = b;
	} else {
		s->month = b;
		s->day = a;
	}
}

/* 10.20 and 10.20.30 behind a day, 10h20; the hour has been read. */
static bool read_dotted_clock(struct date_scan *s, int hour, int n)
{
	char sep = char_at(s, 0);

	if (n > 2 || hour > 24 || s->hour >= 0 || !digit_at(s, 1) ||
	    !(sep == 'h' || (sep == '.' && s->month && s->day && digit_at(s, 2))))
		return false;
	s->hour = hour;
	s->p++;
	read_digits(s, 2, &s->minute);
	if (char_at(s, 0) == '.' && digit_at(s, 1)) {
		s->p++;
		read_digits(s, 2, &s->second);
	}
	return true;
}

/* 2026-11-22, 22.11.2026, 2026-11, 11-22, 2026-326; the first number has been read. */
static bool read_group(struct date_scan *s, int a, int n)
{
	const char *back = s->p;
	char sep = char_at(s, 0);
	int digits[3] = { n, 0, 0 };
	int b, c;

	if ((sep != '-' && sep != '/' && sep != '.') || s->month)
		return false;
	s->p++;
	skip_blanks(s);
	digits[1] = read_digits(s, 3, &b);
	if (!digits[1] || (digits[1] == 3 && (n != 4 || sep != '-'))) {
		s->p = back;
		return false;
	}
	if (digits[1] == 3) {
		s->year = a;
		s->month = 1;
		s->day = b; /* the calendar carries over */
		s->is_ordinal = true;
		return true;
	}
	back = s->p;
	if (char_at(s, 0) == sep) {
		s->p++;
		skip_blanks(s);
		digits[2] = read_digits(s, 4, &c);
		if (digits[2]) {
			set_triple(s, sep, a, b, c, digits);
			return true;
		}
	}
	s->p = back;
	if (n == 4) {
		s->year = a;
		s->month = b;
		s->day = 1;
	} else {
		s->month = a <= 12 ? a : b;
		s->day = a <= 12 ? b : a;
	}
	return true;
}

static bool read_ago(struct date_scan *s, int n)
{
	const char *back = s->p;
	size_t len;
	int span;

	skip_blanks(s);
	span = date_word_span(rest_of(s), &len);
	if (span && s->rules->now != TIME_NONE) {
		s->p += len;
		skip_blanks(s);
		/* "3h" by itself is an age as well. */
		if (date_word_is_ago(rest_of(s)) || (len == 1 && s->p == s->end)) {
			s->whole = s->rules->now - (int64_t)n * span;
			s->p = s->end;
			return true;
		}
	}
	s->p = back;
	return false;
}

static bool read_unit(struct date_scan *s, int n, int digits)
{
	size_t len;
	enum date_unit unit = date_word_unit(rest_of(s), &len);

	switch (unit) {
	case UNIT_NONE: return false;
	case UNIT_YEAR: s->year += s->year && digits <= 2 ? n : full_year(n, digits); break;
	case UNIT_MONTH: s->month = n; break;
	case UNIT_DAY: s->day = n; break;
	case UNIT_HOUR: s->hour = n; break;
	case UNIT_HALF_HOUR: s->hour = n; s->minute = 30; break;
	case UNIT_MINUTE: s->minute = n; break;
	case UNIT_SECOND: s->second = n; break;
	}
	s->p += len;
	return true;
}

/* 20260722, 20260722092900, 092900 after a T. */
static void read_compact(struct date_scan *s, const char *digits, int n, bool after_t)
{
	struct date_scan part = *s;
	int value;

	part.p = digits;
	if (n >= 8 && !s->month) {
		read_digits(&part, 4, &s->year);
		read_digits(&part, 2, &s->month);
		read_digits(&part, 2, &s->day);
		n -= 8;
	}
	if (n == 6 && !s->month && !s->year) { /* 031231 */
		read_digits(&part, 2, &value);
		s->year = full_year(value, 2);
		read_digits(&part, 2, &s->month);
		read_digits(&part, 2, &s->day);
		return;
	}
	if (n < 2 || s->hour >= 0 || (n <= 2 && !after_t))
		return;
	read_digits(&part, 2, &s->hour);
	if (n >= 4)
		read_digits(&part, 2, &s->minute);
	if (n >= 6)
		read_digits(&part, 2, &value), s->second = value;
}

static bool step_number(struct date_scan *s)
{
	const char *digits = s->p;
	bool after_t = s->p > s->start && s->p[-1] == 't';
	int n = 0, value = 0;

	if (!digit_at(s, 0))
		return false;
	n = read_digits(s, 9, &value);
	while (digit_at(s, 0))
		n++, s->p++;
	if (n <= 2 && char_at(s, 0) == ':' && digit_at(s, 1) && s->hour < 0)
		read_clock(s, value);
	else if (n <= 4 && (read_dotted_clock(s, value, n) || read_group(s, value, n) ||
	                    read_ago(s, value) || read_unit(s, value, n)))
		return true;
	else if (n >= 6 || (after_t && s->month))
		read_compact(s, digits, n, after_t);
	else if (n <= 2 && s->year && !s->month && !s->day && value <= 12)
		s->month = value; /* 2026 11 22 */
	else if (n <= 2 && !s->day)
		s->day = value;
	else if (!s->year && (n == 4 || (n == 2 && s->month)))
		s->year = full_year(value, n);
	else if (!s->year && s->month && n > 2) /* 126 is 2026 as some counted from 1900 */
		s->year = n == 3 ? value + 1900 : value;
	return true;
}

/* +08:00, -0500, +8 behind a time. */
static bool step_zone(struct date_scan *s)
{
	int sign = *s->p == '-' ? -1 : 1;
	int hours, minutes = 0, n;

	if ((*s->p != '+' && *s->p != '-') || !digit_at(s, 1) || (*s->p == '-' && s->hour < 0))
		return false;
	/* POSIX counts the other way: Etc/GMT+5 is five hours west. */
	if (s->p - s->start >= 7 && !memcmp(s->p - 7, "etc/gmt", 7))
		sign = -sign;
	s->p++;
	n = read_digits(s, 2, &hours);
	if (char_at(s, 0) == ':')
		s->p++;
	if (n == 2)
		read_digits(s, 2, &minutes);
	s->zone_s = sign * (hours * 3600 + minutes * 60);
	s->zone_is_number = s->has_zone = s->zone_s >= -ZONE_MAX_S && s->zone_s <= ZONE_MAX_S;
	if (!s->has_zone)
		s->zone_s = 0;
	return true;
}

/* Words of fixed spelling: 下午, pm, 昨天, yesterday, 半小时前, 令和. */
static bool step_phrase(struct date_scan *s)
{
	static const char *const half_hour[] = { "半小时前", "半小時前", "半个小时前",
		                                 "半個小時前" };
	struct slice rest = rest_of(s);
	enum date_half half;
	size_t len;
	int value;

	if (ascii_is_alpha((unsigned char)*s->p) && s->p > s->start &&
	    ascii_is_alpha((unsigned char)s->p[-1]))
		return false;
	half = date_word_half(rest, &len);
	if (half != HALF_NONE) {
		s->half = half;
		s->p += len;
		return true;
	}
	value = date_word_day(rest, &len);
	if (value != NO_WORD && s->rules->now != TIME_NONE) {
		if (value == DATE_NOW)
			s->whole = s->rules->now;
		s->days_back = value == DATE_NOW ? 0 : value;
		s->p += len;
		return true;
	}
	value = date_word_era(rest, &len);
	if (value) {
		s->year = value;
		s->p += len;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(half_hour) && s->rules->now != TIME_NONE; i++) {
		if (slice_begins(rest, half_hour[i])) {
			s->whole = s->rules->now - 1800;
			s->p = s->end;
			return true;
		}
	}
	return false;
}

static bool is_word_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Names of months and zones; "an hour ago"; any other word is passed over. */
static bool step_word(struct date_scan *s)
{
	const char *start = s->p;
	struct slice word;
	int month, zone_s;

	if ((unsigned char)*s->p >= 0x80) {
		/* Han is written without blanks: only alphabets make words of many letters here. */
		if ((unsigned char)*s->p >= 0xe0)
			return false;
	} else if (!ascii_is_alpha((unsigned char)*s->p)) {
		return false;
	}
	while (s->p < s->end && is_word_byte(*s->p) && (unsigned char)*s->p < 0xe0)
		s->p++;
	word = slice_make(start, (size_t)(s->p - start));
	if ((slice_is(word, "a") || slice_is(word, "an") || slice_is(word, "one")) &&
	    read_ago(s, 1))
		return true;
	month = date_word_month(word);
	if (month != NO_WORD && word.len > 2) {
		s->month = month;
	} else if (s->hour >= 0 && !s->zone_is_number && !date_word_is_weekday(word) &&
	           date_word_zone(word, s->rules->cst_is_china, &zone_s)) {
		/* One letter is a zone only where it can be nothing else. */
		if (word.len > 1 || *start == 'z' ||
		    (start[-1] == ' ' && s->p == s->end && *start != 'h')) {
			s->zone_s = zone_s;
			s->has_zone = true;
		}
	}
	return true;
}

static bool (*const steps[])(struct date_scan *) = { step_number, step_zone, step_phrase,
	                                             step_word };

/* Full-width signs and Han numbers as ASCII, letters in lower case, every blank a blank. */
size_t date_scan_normalise(struct slice text, char out[DATE_TEXT_MAX])
{
	const char *p = text.data, *end = p + text.len;
	size_t n = 0;

	while (p < end && n + 8 < DATE_TEXT_MAX) {
		uint32_t cp;
		char digits[8];
		/* These signs begin with E2 to E9. */
		size_t han = (unsigned char)*p < 0xe2 ? 0
		             : date_han_number(slice_make(text.data, (size_t)(p - text.data)),
		                               slice_make(p, (size_t)(end - p)), digits);
		if (han) {
			memcpy(out + n, digits, strlen(digits));
			n += strlen(digits);
			p += han;
			continue;
		}
		p += utf8_decode(p, end, &cp);
		if (cp >= 0xff01 && cp <= 0xff5e)
			cp -= 0xff01 - '!';
		else if (cp == 0x3000 || cp == 0xa0 || cp == 0x202f)
			cp = ' ';
		else if (cp == 0x2212)
			cp = '-';
		else if ((cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f) ||
		         (cp >= 0xc0 && cp <= 0xde))
			cp += 0x20;
		n += cp < 0x80 ? (out[n] = (char)ascii_lower((int)cp), 1)
		               : utf8_encode(cp, out + n);
	}
	return n;
}

void date_scan_read(struct date_scan *s, struct slice text, const struct date_rules *rules,
                    const struct civil *day)
{
	*s = (struct date_scan){ .start = text.data,
		                 .p = text.data,
		                 .end = text.data + text.len,
		                 .rules = rules,
		                 .hour = -1,
		                 .days_back = NO_WORD,
		                 .whole = TIME_NONE };
	if (day) {
		s->year = day->year;
		s->month = day->month;
		s->day = day->day;
	}
	while (s->p < s->end) {
		size_t i = 0;
		uint32_t cp;
		while (i < ARRAY_LENGTH(steps) && !steps[i](s))
			i++;
		if (i == ARRAY_LENGTH(steps))
			s->p += utf8_decode(s->p, s->end, &cp);
	}
}
