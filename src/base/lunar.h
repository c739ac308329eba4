/*
 * The Chinese lunisolar calendar: what day of which moon a day is, and which solar term falls on it.
 *
 * Computed, no table of years: new moons after Meeus, Astronomical Algorithms, chapter 49; the sun's
 * longitude from the leading terms of VSOP87 with aberration and nutation (chapters 25, 32). The
 * rules are those of GB/T 33661-2017: days are those of UTC+8, a month begins on the day of the new
 * moon, the one with the winter solstice is the eleventh, and of thirteen months between two of
 * these the first without a major term is the leap month. From 1929, when UTC+8 came into use, to
 * 2100; a moon within seconds of midnight may fall on the other day. Pure; any thread.
 */
#ifndef BASE_LUNAR_H
#define BASE_LUNAR_H

#include <stdbool.h>

struct lunar_date {
	int month, day; /* 1–12, 1–30 */
	bool is_leap;   /* the second month of that number */
};

/* The date of a calendar day; false outside 1929 to 2100. */
bool lunar_from_civil(int year, int month, int day, struct lunar_date *out);
/* The solar term that falls on a day, 0 the spring equinox (春分) … 23 惊蛰; -1 for none. */
int solar_term_of(int year, int month, int day);

#endif
