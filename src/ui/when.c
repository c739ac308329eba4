#include "ui/when.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/lunar.h"

#include <string.h>

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static const char *const months[] = {
	N_("January"),   N_("February"), N_("March"),    N_("April"),
	N_("May"),       N_("June"),     N_("July"),     N_("August"),
	N_("September"), N_("October"),  N_("November"), N_("December"),
};
static const char *const weekdays[] = {
	N_("Sunday"),   N_("Monday"), N_("Tuesday"), N_("Wednesday"),
	N_("Thursday"), N_("Friday"), N_("Saturday"),
};

static const char *const solar_terms[] = {
	N_("Spring Equinox"),   N_("Pure Brightness"),      N_("Grain Rain"),
	N_("Start of Summer"),  N_("Grain Buds"),           N_("Grain in Ear"),
	N_("Summer Solstice"),  N_("Minor Heat"),           N_("Major Heat"),
	N_("Start of Autumn"),  N_("End of Heat"),          N_("White Dew"),
	N_("Autumn Equinox"),   N_("Cold Dew"),             N_("Frost's Descent"),
	N_("Start of Winter"),  N_("Minor Snow"),           N_("Major Snow"),
	N_("Winter Solstice"),  N_("Minor Cold"),           N_("Major Cold"),
	N_("Start of Spring"),  N_("Rain Water"),           N_("Awakening of Insects"),
};
/* The same in every Chinese script. */
static const char *const lunar_digits[] = {
	"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
};

static const char *month_name(const struct civil *c)
{
	return _(months[c->month - 1]);
}

/* Whole days from t's day to now's; negative when t is in the future. */
static int64_t days_ago(int64_t t, int64_t now, int offset_s)
{
	int64_t a = t + offset_s, b = now + offset_s;

	a = (a >= 0 ? a : a - DAY + 1) / DAY;
	b = (b >= 0 ? b : b - DAY + 1) / DAY;
	return b - a;
}

void when_add_clock(struct str *out, int64_t t, int offset_s)
{
	struct civil c = civil_from_utc(t, offset_s);

	str_printf(out, "%02d:%02d", c.hour, c.minute);
}

static void add_date(struct str *out, int64_t t, int64_t now, int offset_s)
{
	struct civil c = civil_from_utc(t, offset_s), today = civil_from_utc(now, offset_s);

	if (c.year == today.year)
		/* TRANSLATORS: a date: month's name, day. */
		str_printf(out, _("%1$s %2$d"), month_name(&c), c.day);
	else
		/* TRANSLATORS: a date of another year: month's name, day, year. */
		str_printf(out, _("%1$s %2$d, %3$d"), month_name(&c), c.day, c.year);
}

void when_add_span(struct str *out, int64_t seconds)
{
	int days = (int)(seconds / DAY), hours = (int)(seconds % DAY / HOUR);
	int minutes = (int)(seconds % HOUR / MINUTE);

	if (days && hours)
		/* TRANSLATORS: a duration: days, hours. */
		str_printf(out, _("%1$d d %2$d h"), days, hours);
	else if (days)
		str_printf(out, _("%d d"), days);
	else if (hours && minutes)
		/* TRANSLATORS: a duration: hours, minutes. */
		str_printf(out, _("%1$d h %2$d min"), hours, minutes);
	else if (hours)
		str_printf(out, _("%d h"), hours);
	else
		str_printf(out, _("%d min"), minutes);
}

void when_add_age(struct str *out, int64_t t, int64_t now, int offset_s)
{
	int64_t age = now - t, days = days_ago(t, now, offset_s);

	if (age < MINUTE) {
		str_add(out, _("just now"));
	} else if (age < HOUR) {
		int n = (int)(age / MINUTE);
		str_printf(out, ngettext("%d minute ago", "%d minutes ago", (unsigned long)n), n);
	} else if (days == 0 || age < 6 * HOUR) {
		int n = (int)(age / HOUR);
		str_printf(out, ngettext("%d hour ago", "%d hours ago", (unsigned long)n), n);
	} else if (days == 1) {
		struct civil c = civil_from_utc(t, offset_s);
		/* TRANSLATORS: a time of yesterday: hour and minute. */
		str_printf(out, _("yesterday %1$02d:%2$02d"), c.hour, c.minute);
	} else if (days == 2) {
		str_add(out, _("two days ago"));
	} else {
		add_date(out, t, now, offset_s);
	}
}

void when_add_row(struct str *out, int64_t t, int64_t now, int offset_s, bool dated)
{
	struct civil c = civil_from_utc(t, offset_s), today = civil_from_utc(now, offset_s);

	if (days_ago(t, now, offset_s) <= 0 ||
	    (!dated && when_group(t, now, offset_s) < WHEN_OLDER))
		when_add_clock(out, t, offset_s);
	else if (c.year == today.year)
		/* TRANSLATORS: month and day in figures, five cells wide. */
		str_printf(out, _("%1$02d-%2$02d"), c.month, c.day);
	else
		str_printf(out, "%d", c.year);
}

void when_add_long_date(struct str *out, int64_t t, int offset_s)
{
	struct civil c = civil_from_utc(t, offset_s);

	/* TRANSLATORS: the date under the paper's name: weekday, month's name, day, year. */
	str_printf(out, _("%1$s, %2$s %3$d, %4$d"), _(weekdays[c.weekday]), month_name(&c), c.day,
	           c.year);
}

/* 初一, 初十, 十五, 二十, 廿一, 三十. */
static void add_lunar_day(struct str *out, int day)
{
	static const char *const tens[] = { "初", "十", "廿", "三" };

	if (day % 10)
		str_printf(out, "%s%s", tens[day / 10], lunar_digits[day % 10]);
	else
		str_printf(out, "%s十", day == 10 ? "初" : lunar_digits[day / 10]);
}

void when_add_lunar(struct str *out, int64_t t, int offset_s)
{
	struct civil c = civil_from_utc(t, offset_s);
	int term = solar_term_of(c.year, c.month, c.day);
	struct lunar_date d;

	if (strncmp(i18n_language(), "zh", 2) != 0 ||
	    !lunar_from_civil(c.year, c.month, c.day, &d))
		return;
	str_add(out, _("lunar calendar: "));
	/* TRANSLATORS: before the number of a leap month of the lunar calendar. */
	str_add(out, d.is_leap ? _("leap ") : "");
	str_printf(out, "%s月", d.month == 1 ? "正" : lunar_digits[d.month]);
	add_lunar_day(out, d.day);
	if (term >= 0)
		str_printf(out, " %s", _(solar_terms[term]));
}

void when_add_date_time(struct str *out, int64_t t, int64_t now, int offset_s)
{
	add_date(out, t, now, offset_s);
	str_add_char(out, ' ');
	when_add_clock(out, t, offset_s);
}

int when_group(int64_t t, int64_t now, int offset_s)
{
	int64_t days = days_ago(t, now, offset_s);

	return days <= 0 ? 0 : days < WHEN_OLDER ? (int)days : WHEN_OLDER;
}

void when_add_group(struct str *out, int group, int64_t t, int offset_s)
{
	static const char *const near[] = { N_("Today"), N_("Yesterday"), N_("Two days ago") };
	struct civil c = civil_from_utc(t, offset_s);

	if (group >= WHEN_OLDER) {
		str_add(out, _("Earlier"));
		return;
	}
	if (group < 3) {
		str_add(out, _(near[group]));
		str_add_char(out, ' ');
	}
	/* TRANSLATORS: the rule over a day's articles: weekday, month's name, day. */
	str_printf(out, _("%1$s, %2$s %3$d"), _(weekdays[c.weekday]), month_name(&c), c.day);
}
