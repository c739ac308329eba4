#include "base/lunar.h"

#include <math.h>
#include <stddef.h>
#include "base/clock.h"

#define PI        3.14159265358979323846
#define RADIAN(d) ((d) * (PI / 180))
#define J2000     2451545.0
#define COUNT(a)  (sizeof(a) / sizeof((a)[0]))

enum { FIRST_YEAR = 1929, LAST_YEAR = 2100, TERM_SOLSTICE = 18 };

/* --- days ------------------------------------------------------------------------------------- */

/* Julian day number of a calendar day: that of its noon. */
static int day_number(int year, int month, int day)
{
	struct civil c = { .year = year, .month = month, .day = day };

	return (int)(civil_to_utc(&c, 0) / 86400) + 2440588;
}

/* Terrestrial less universal time in seconds: observed to 2020, foreseen after it. */
static double delta_t(double jd)
{
	static const double every_20_years[] = { -3, 21, 24, 33, 51, 64, 70, 76, 84, 93, 103 };
	double at = (jd - 2415020.5) / 365.25 / 20;
	size_t i = at < 0 ? 0 : (size_t)at;

	if (i > COUNT(every_20_years) - 2)
		i = COUNT(every_20_years) - 2;
	return every_20_years[i] + (at - (double)i) * (every_20_years[i + 1] - every_20_years[i]);
}

/* The day of UTC+8 in which a moment of terrestrial time falls. */
static int day_in_china(double jde)
{
	return (int)floor(jde - delta_t(jde) / 86400 + 8.0 / 24 + 0.5);
}

/* --- the moon --------------------------------------------------------------------------------- */

/* Of a new moon: days, the powers of E, the multiples of M, M' and F in the sine. */
static const struct {
	double days;
	signed char e, m, moon, f;
} moon_terms[] = {
	{ -0.40720, 0, 0, 1, 0 },  { 0.17241, 1, 1, 0, 0 },   { 0.01608, 0, 0, 2, 0 },
	{ 0.01039, 0, 0, 0, 2 },   { 0.00739, 1, -1, 1, 0 },  { -0.00514, 1, 1, 1, 0 },
	{ 0.00208, 2, 2, 0, 0 },   { -0.00111, 0, 0, 1, -2 }, { -0.00057, 0, 0, 1, 2 },
	{ 0.00056, 1, 1, 2, 0 },   { -0.00042, 0, 0, 3, 0 },  { 0.00042, 1, 1, 0, 2 },
	{ 0.00038, 1, 1, 0, -2 },  { -0.00024, 1, -1, 2, 0 }, { -0.00007, 0, 2, 1, 0 },
	{ 0.00004, 0, 0, 2, -2 },  { 0.00004, 0, 3, 0, 0 },   { 0.00003, 0, 1, 1, -2 },
	{ 0.00003, 0, 0, 2, 2 },   { -0.00003, 0, 1, 1, 2 },  { 0.00003, 0, -1, 1, 2 },
	{ -0.00002, 0, -1, 1, -2 }, { -0.00002, 0, 1, 3, 0 }, { 0.00002, 0, 0, 4, 0 },
};

/* What the planets add: millionths of a day, degrees, degrees a month. */
static const struct {
	double days, at, step;
} planet_terms[] = {
	{ 325, 299.77, 0.107408 }, { 165, 251.88, 0.016321 }, { 164, 251.83, 26.651886 },
	{ 126, 349.42, 36.412478 }, { 110, 84.66, 18.206239 }, { 62, 141.74, 53.303771 },
	{ 60, 207.14, 2.453732 },  { 56, 154.84, 7.306860 },  { 47, 34.52, 27.261239 },
	{ 42, 207.19, 0.121824 },  { 40, 291.34, 1.844379 },  { 37, 161.72, 24.198154 },
	{ 35, 239.56, 25.513099 }, { 23, 331.55, 3.592518 },
};

/* The day of new moon number k; that of 6 January 2000 is 0. */
static int new_moon(int k)
{
	double t = k / 1236.85, t2 = t * t;
	double e = 1 - 0.002516 * t - 0.0000074 * t2;
	double m = 2.5534 + 29.10535670 * k - 0.0000014 * t2;
	double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t2 * t;
	double f = 160.7108 + 390.67050284 * k - 0.0016118 * t2;
	double node = 124.7746 - 1.56375588 * k + 0.0020672 * t2;
	double jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t2 - 0.00017 * sin(RADIAN(node));

	for (size_t i = 0; i < COUNT(moon_terms); i++)
		jde += moon_terms[i].days * pow(e, moon_terms[i].e) *
		       sin(RADIAN(moon_terms[i].m * m + moon_terms[i].moon * moon +
		                  moon_terms[i].f * f));
	for (size_t i = 0; i < COUNT(planet_terms); i++)
		jde += planet_terms[i].days * 1e-6 *
		       sin(RADIAN(planet_terms[i].at + planet_terms[i].step * k));
	return day_in_china(jde);
}

/* The last new moon on a day or before it. */
static int moon_before(int day)
{
	int k = (int)floor((day - 2451550.1) / 29.530588861) + 1;

	while (new_moon(k) > day)
		k--;
	return k;
}

/* --- the sun ---------------------------------------------------------------------------------- */

/* The earth's heliocentric longitude: 1e-8 radian, phase, radians a millennium. */
struct series {
	double size, phase, step;
};

static const struct series earth_0[] = {
	{ 175347046, 0, 0 },
	{ 3341656, 4.6692568, 6283.07585 },
	{ 34894, 4.62610, 12566.15170 },
	{ 3497, 2.7441, 5753.3849 },
	{ 3418, 2.8289, 3.5231 },
	{ 3136, 3.6277, 77713.7715 },
	{ 2676, 4.4181, 7860.4194 },
	{ 2343, 6.1352, 3930.2097 },
	{ 1324, 0.7425, 11506.7698 },
	{ 1273, 2.0371, 529.6910 },
	{ 1199, 1.1096, 1577.3435 },
	{ 990, 5.233, 5884.927 },
	{ 902, 2.045, 26.298 },
	{ 857, 3.508, 398.149 },
	{ 780, 1.179, 5223.694 },
	{ 753, 2.533, 5507.553 },
	{ 505, 4.583, 18849.228 },
	{ 492, 4.205, 775.523 },
	{ 357, 2.920, 0.067 },
	{ 317, 5.849, 11790.629 },
	{ 284, 1.899, 796.298 },
	{ 271, 0.315, 10977.079 },
	{ 243, 0.345, 5486.778 },
	{ 206, 4.806, 2544.314 },
	{ 205, 1.869, 5573.143 },
	{ 202, 2.458, 6069.777 },
	{ 156, 0.833, 213.299 },
	{ 132, 3.411, 2942.463 },
	{ 126, 1.083, 20.775 },
};

static const struct series earth_1[] = {
	{ 628331966747.0, 0, 0 },
	{ 206059, 2.678235, 6283.075850 },
	{ 4303, 2.6351, 12566.1517 },
	{ 425, 1.590, 3.523 },
	{ 119, 5.796, 26.298 },
	{ 109, 2.966, 1577.344 },
};

static const struct series earth_2[] = {
	{ 52919, 0, 0 },
	{ 8720, 1.0721, 6283.0758 },
	{ 309, 0.867, 12566.152 },
};

static double add_up(const struct series *s, size_t n, double t)
{
	double sum = 0;

	for (size_t i = n; i-- > 0;)
		sum += s[i].size * cos(s[i].phase + s[i].step * t);
	return sum;
}

/* The sun's apparent longitude in degrees, not brought into one turn. */
static double sun_longitude(double jde)
{
	double t = (jde - J2000) / 365250;
	double l = add_up(earth_0, COUNT(earth_0), t) + add_up(earth_1, COUNT(earth_1), t) * t +
	           add_up(earth_2, COUNT(earth_2), t) * t * t;
	double node = RADIAN(125.04452 - 19341.36261 * t);
	double mean = RADIAN(280.4665 + 360007.698 * t);

	return l * 1e-8 * 180 / PI + 180 - 20.5 / 3600 -
	       (17.20 * sin(node) + 1.32 * sin(2 * mean)) / 3600;
}

/* The day on which the sun reaches a longitude of so many times 15 degrees, counted since 2000. */
static int term_day(int n)
{
	double aim = n * 15.0, jde = 2451623.8 + n * (365.2422 / 24);

	for (int i = 0; i < 8; i++)
		jde += (aim - (sun_longitude(jde) - 360)) * (365.2422 / 360);
	return day_in_china(jde);
}

/* The last term on a day or before it. */
static int term_before(int day)
{
	int n = (int)floor((day - 2451623.8) / (365.2422 / 24)) + 2;

	while (term_day(n) > day)
		n--;
	return n;
}

/* --- the calendar ----------------------------------------------------------------------------- */

/* The month with the winter solstice of the solar year that begins at term 24 * year. */
static int solstice_month(int year)
{
	return moon_before(term_day(24 * year + TERM_SOLSTICE));
}

/* True when a major term (an even one) falls into month k. */
static bool has_major_term(int k)
{
	int n = term_before(new_moon(k + 1) - 1);

	return term_day(n - (n & 1)) >= new_moon(k);
}

bool lunar_from_civil(int year, int month, int day, struct lunar_date *out)
{
	int today, k, from, to, number = 11;

	if (year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	today = day_number(year, month, day);
	k = moon_before(today);
	from = solstice_month(year - 2000);
	if (k < from)
		from = solstice_month(year - 2001), to = solstice_month(year - 2000);
	else
		to = solstice_month(year - 1999);
	out->is_leap = false;
	for (int i = from + 1, leap = to - from == 13; i <= k; i++) {
		out->is_leap = leap && !has_major_term(i);
		leap = leap && !out->is_leap;
		number += !out->is_leap;
	}
	out->month = (number - 1) % 12 + 1;
	out->day = today - new_moon(k) + 1;
	return true;
}

int solar_term_of(int year, int month, int day)
{
	int today, n;

	if (year < FIRST_YEAR || year > LAST_YEAR)
		return -1;
	today = day_number(year, month, day);
	n = term_before(today);
	return term_day(n) == today ? (n % 24 + 24) % 24 : -1;
}
