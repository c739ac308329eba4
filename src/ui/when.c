#include "ui/when.h"
#include "base/clock.h"
#include "base/i18n.h"

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
