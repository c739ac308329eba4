/* Times in words, in English (the msgids), at a fixed now: Sunday, 2026-11-22 21:00 in +08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/clock.h"
#include "ui/when.h"

#include <string.h>

enum { OFFSET = 8 * 3600 };

static int64_t at(int year, int month, int day, int hour, int minute)
{
	struct civil c = {.year = year, .month = month, .day = day, .hour = hour, .minute = minute};

	return civil_to_utc(&c, OFFSET);
}

static int64_t now(void)
{
	return at(2026, 11, 22, 21, 0);
}

static const struct {
	int date[5];
	const char *age, *row, *dated;
	int group;
} cases[] = {
	{ { 2026, 11, 22, 21, 0 }, "just now", "21:00", "21:00", 0 },
	{ { 2026, 11, 22, 20, 59 }, "1 minute ago", "20:59", "20:59", 0 },
	{ { 2026, 11, 22, 20, 1 }, "59 minutes ago", "20:01", "20:01", 0 },
	{ { 2026, 11, 22, 20, 0 }, "1 hour ago", "20:00", "20:00", 0 },
	{ { 2026, 11, 22, 0, 5 }, "20 hours ago", "00:05", "00:05", 0 },
	{ { 2026, 11, 21, 22, 5 }, "yesterday 22:05", "22:05", "11-21", 1 },
	{ { 2026, 11, 21, 0, 0 }, "yesterday 00:00", "00:00", "11-21", 1 },
	{ { 2026, 11, 20, 23, 59 }, "two days ago", "23:59", "11-20", 2 },
	{ { 2026, 11, 16, 12, 0 }, "November 16", "12:00", "11-16", 6 },
	{ { 2026, 11, 15, 12, 0 }, "November 15", "11-15", "11-15", 7 },
	{ { 2026, 1, 1, 0, 0 }, "January 1", "01-01", "01-01", 7 },
	{ { 2025, 12, 31, 23, 59 }, "December 31, 2025", "2025", "2025", 7 },
	{ { 2026, 11, 23, 8, 0 }, "just now", "08:00", "08:00", 0 }, /* a clock that is ahead */
};

static void times_are_written_as_a_paper_writes_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const int *d = cases[i].date;
		int64_t t = at(d[0], d[1], d[2], d[3], d[4]);
		struct str out = STR_INIT;
		when_add_age(&out, t, now(), OFFSET);
		assert_string_equal(out.data, cases[i].age);
		str_clear(&out);
		when_add_row(&out, t, now(), OFFSET, false);
		assert_string_equal(out.data, cases[i].row);
		assert_true(out.len <= WHEN_CELLS);
		str_clear(&out);
		when_add_row(&out, t, now(), OFFSET, true);
		assert_string_equal(out.data, cases[i].dated);
		assert_int_equal(when_group(t, now(), OFFSET), cases[i].group);
		str_release(&out);
	}
}

/* After midnight what came before it is some hours old first, then yesterday's. */
static void the_night_counts_as_hours(void **state)
{
	struct str out = STR_INIT;
	int64_t one = at(2026, 11, 23, 1, 0);

	(void)state;
	when_add_age(&out, at(2026, 11, 22, 23, 0), one, OFFSET);
	assert_string_equal(out.data, "2 hours ago");
	str_clear(&out);
	when_add_age(&out, at(2026, 11, 22, 17, 0), one, OFFSET);
	assert_string_equal(out.data, "yesterday 17:00");
	str_release(&out);
}

static void the_zone_decides_the_day(void **state)
{
	int64_t t = at(2026, 11, 22, 3, 0); /* 2026-11-21 19:00 in UTC */

	(void)state;
	assert_int_equal(when_group(t, now(), OFFSET), 0);
	assert_int_equal(when_group(t, now(), 0), 1);
}

static void days_have_rules(void **state)
{
	static const struct {
		int group, day;
		const char *text;
	} rules[] = {
		{ 0, 22, "Today Sunday, November 22" },
		{ 1, 21, "Yesterday Saturday, November 21" },
		{ 2, 20, "Two days ago Friday, November 20" },
		{ 3, 19, "Thursday, November 19" },
		{ WHEN_OLDER, 2, "Earlier" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rules); i++) {
		struct str out = STR_INIT;
		when_add_group(&out, rules[i].group, at(2026, 11, rules[i].day, 9, 0), OFFSET);
		assert_string_equal(out.data, rules[i].text);
		str_release(&out);
	}
}

static void dates_are_long_and_short(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	when_add_long_date(&out, now(), OFFSET);
	assert_string_equal(out.data, "Sunday, November 22, 2026");
	str_clear(&out);
	when_add_date_time(&out, at(2025, 7, 18, 9, 5), now(), OFFSET);
	assert_string_equal(out.data, "July 18, 2025 09:05");
	str_clear(&out);
	when_add_clock(&out, now(), OFFSET);
	assert_string_equal(out.data, "21:00");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_written_as_a_paper_writes_them),
		cmocka_unit_test(the_night_counts_as_hours),
		cmocka_unit_test(the_zone_decides_the_day),
		cmocka_unit_test(days_have_rules),
		cmocka_unit_test(dates_are_long_and_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
