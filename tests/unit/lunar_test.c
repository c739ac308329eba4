/* The lunisolar calendar against dates everybody knows: New Year's days, leap months, festivals, the
 * terms of a year, and the nights on which a moon is new within minutes of midnight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/lunar.h"

static const struct {
	int year, month, day;
	struct lunar_date is;
} days[] = {
	/* New Year */
	{ 1949, 1, 29, { 1, 1, false } },
	{ 1978, 2, 7, { 1, 1, false } },
	{ 2000, 2, 5, { 1, 1, false } },
	{ 2008, 2, 7, { 1, 1, false } },
	{ 2020, 1, 25, { 1, 1, false } },
	{ 2024, 2, 10, { 1, 1, false } },
	{ 2025, 1, 29, { 1, 1, false } },
	{ 2026, 2, 17, { 1, 1, false } },
	{ 2034, 2, 19, { 1, 1, false } },
	/* festivals */
	{ 2025, 5, 31, { 5, 5, false } },
	{ 2025, 10, 6, { 8, 15, false } },
	{ 2026, 6, 19, { 5, 5, false } },
	{ 2026, 9, 25, { 8, 15, false } },
	{ 2026, 11, 22, { 10, 14, false } },
	{ 2025, 1, 28, { 12, 29, false } },
	/* leap months, the rare eleventh of 2033 among them, and the days around one */
	{ 1984, 11, 23, { 10, 1, true } },
	{ 1995, 9, 25, { 8, 1, true } },
	{ 2014, 10, 24, { 9, 1, true } },
	{ 2017, 7, 23, { 6, 1, true } },
	{ 2020, 5, 23, { 4, 1, true } },
	{ 2023, 3, 22, { 2, 1, true } },
	{ 2025, 7, 24, { 6, 30, false } },
	{ 2025, 7, 25, { 6, 1, true } },
	{ 2025, 8, 23, { 7, 1, false } },
	{ 2033, 12, 22, { 11, 1, true } },
	{ 2034, 1, 20, { 12, 1, false } },
	/* new within minutes of midnight */
	{ 1999, 1, 17, { 12, 1, false } },
	{ 2012, 8, 17, { 7, 1, false } },
	{ 2018, 11, 7, { 9, 30, false } },
	{ 2018, 11, 8, { 10, 1, false } },
	{ 2027, 2, 6, { 1, 1, false } },
	{ 2030, 2, 3, { 1, 1, false } },
};

static void known_days_have_their_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(days); i++) {
		struct lunar_date d;
		assert_true(lunar_from_civil(days[i].year, days[i].month, days[i].day, &d));
		assert_int_equal(d.month, days[i].is.month);
		assert_int_equal(d.day, days[i].is.day);
		assert_int_equal(d.is_leap, days[i].is.is_leap);
	}
}

static void the_terms_of_a_year_fall_on_their_days(void **state)
{
	/* month and day of 2025's, from the spring equinox on; the last four at the year's start */
	static const int terms[24][2] = {
		{ 3, 20 }, { 4, 4 },   { 4, 20 },  { 5, 5 },   { 5, 21 },  { 6, 5 },
		{ 6, 21 }, { 7, 7 },   { 7, 22 },  { 8, 7 },   { 8, 23 },  { 9, 7 },
		{ 9, 23 }, { 10, 8 },  { 10, 23 }, { 11, 7 },  { 11, 22 }, { 12, 7 },
		{ 12, 21 }, { 1, 5 },  { 1, 20 },  { 2, 3 },   { 2, 18 },  { 3, 5 },
	};
	int n = 0;

	(void)state;
	for (int i = 0; i < 24; i++)
		assert_int_equal(solar_term_of(2025, terms[i][0], terms[i][1]), i);
	for (int month = 1; month <= 12; month++)
		for (int day = 1; day <= 31; day++) {
			struct civil c = { .year = 2025, .month = month, .day = day };
			n += civil_is_valid(&c) && solar_term_of(2025, month, day) >= 0;
		}
	assert_int_equal(n, 24);
}

/* Day after day a moon's day goes up by one, or a month of 29 or 30 days ends. */
static void months_follow_each_other(void **state)
{
	struct lunar_date before, d;
	struct civil c = { .year = 2031, .month = 1, .day = 1 };
	int64_t t = civil_to_utc(&c, 0);

	(void)state;
	assert_true(lunar_from_civil(2030, 12, 31, &before));
	for (int i = 0; i < 1500; i++, before = d, t += 86400) {
		c = civil_from_utc(t, 0);
		assert_true(lunar_from_civil(c.year, c.month, c.day, &d));
		if (d.day != 1) {
			assert_int_equal(d.day, before.day + 1);
			assert_int_equal(d.month, before.month);
			continue;
		}
		assert_in_range(before.day, 29, 30);
		assert_int_equal(d.month, d.is_leap ? before.month : before.month % 12 + 1);
	}
}

static void other_years_have_none(void **state)
{
	struct lunar_date d;

	(void)state;
	assert_false(lunar_from_civil(1928, 12, 31, &d));
	assert_false(lunar_from_civil(2101, 1, 1, &d));
	assert_false(lunar_from_civil(-5000, 1, 1, &d));
	assert_int_equal(solar_term_of(99999, 1, 5), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days_have_their_dates),
		cmocka_unit_test(the_terms_of_a_year_fall_on_their_days),
		cmocka_unit_test(months_follow_each_other),
		cmocka_unit_test(other_years_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
