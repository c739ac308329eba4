#include "feed/date_iso.h"
#include "base/array.h"

#include <string.h>

/* y a digit of the year, m of the month, o of the day of the year, k of the week, d the day of the
 * week; anything else is itself. */
static const char *const forms[] = {
	"yyyyooo", "yyooo", "yy-ooo", "-yymm", "-yy-mm",
	"yyyy-wkk", "yyyywkk", "yyyy-wkk-d", "yyyywkkd",
};

struct iso_parts {
	int year, month, ordinal, week, weekday;
};

static int *part_of(struct iso_parts *p, char sign)
{
	switch (sign) {
	case 'y': return &p->year;
	case 'm': return &p->month;
	case 'o': return &p->ordinal;
	case 'k': return &p->week;
	case 'd': return &p->weekday;
	default: return NULL;
	}
}

static bool fits(struct slice text, const char *form, struct iso_parts *p)
{
	*p = (struct iso_parts){ 0 };
	if (text.len != strlen(form))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int *part = part_of(p, form[i]);
		if (part ? !ascii_is_digit((unsigned char)text.data[i]) : text.data[i] != form[i])
			return false;
		if (part)
			*part = *part * 10 + (text.data[i] - '0');
	}
	return true;
}

/* Monday of week 1, which is the one with January 4th in it, as a day of January. */
static int first_monday(int year)
{
	struct civil fourth = { .year = year, .month = 1, .day = 4 };
	int64_t days = civil_to_utc(&fourth, 0) / 86400;

	/* 1970-01-01 was a Thursday. */
	return 4 - (int)((days % 7 + 7 + 3) % 7);
}

bool date_iso_read(struct slice text, struct civil *out)
{
	struct iso_parts p;
	size_t i = 0;

	while (i < ARRAY_LENGTH(forms) && !fits(text, forms[i], &p))
		i++;
	if (i == ARRAY_LENGTH(forms) || p.ordinal > 366 || p.month > 12 || p.week > 53 ||
	    p.weekday > 7 || !(p.ordinal + p.month + p.week))
		return false;
	*out = (struct civil){ .month = 1, .day = 1 };
	out->year = p.year > 99 ? p.year : p.year + (p.year < 90 ? 2000 : 1900);
	if (p.month)
		out->month = p.month;
	else if (p.ordinal)
		out->day = p.ordinal;
	else
		out->day = first_monday(out->year) + (p.week - 1) * 7 +
		           (p.weekday ? p.weekday - 1 : 0);
	*out = civil_from_utc(civil_to_utc(out, 0), 0);
	return true;
}
