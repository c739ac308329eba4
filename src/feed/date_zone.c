/* Zones as the configuration names them, and the zone of a language. */
#include "feed/date.h"
#include "base/array.h"
#include "feed/date_words.h"
#include "text/lang.h"

#include <string.h>

/* Places without summer time: more would need the zone database and each moment's rule. */
static const struct {
	const char *name;
	int minutes;
} places[] = {
	{ "asia/shanghai", 480 },  { "asia/chongqing", 480 }, { "asia/urumqi", 480 },
	{ "asia/hong_kong", 480 }, { "asia/macau", 480 },     { "asia/taipei", 480 },
	{ "asia/singapore", 480 }, { "asia/tokyo", 540 },     { "asia/seoul", 540 },
	{ "asia/pyongyang", 540 }, { "asia/kolkata", 330 },   { "asia/bangkok", 420 },
	{ "prc", 480 },            { "japan", 540 },          { "rok", 540 },
	{ "etc/utc", 0 },          { "etc/gmt", 0 },
};

static bool parse_offset(struct slice text, int *seconds)
{
	int sign = text.data[0] == '-' ? -1 : 1, digits = 0, value = 0;

	for (size_t i = 1; i < text.len; i++) {
		if (text.data[i] == ':' && digits && digits <= 2)
			continue;
		if (!ascii_is_digit((unsigned char)text.data[i]) || ++digits > 4)
			return false;
		value = value * 10 + (text.data[i] - '0');
	}
	if (!digits)
		return false;
	if (digits <= 2)
		value *= 100;
	if (value / 100 > 18 || value % 100 > 59)
		return false;
	*seconds = sign * (value / 100 * 3600 + value % 100 * 60);
	return true;
}

bool zone_parse(struct slice text, int *seconds)
{
	char lower[40];
	struct slice name;

	text = slice_trim(text);
	if (!text.len || text.len >= sizeof lower)
		return false;
	for (size_t i = 0; i < text.len; i++)
		lower[i] = (char)ascii_lower((unsigned char)text.data[i]);
	name = slice_make(lower, text.len);
	for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
		if (slice_is(name, places[i].name)) {
			*seconds = places[i].minutes * 60;
			return true;
		}
	}
	if (date_word_zone(name, false, seconds))
		return true;
	if (name.len > 3 && (slice_begins(name, "gmt") || slice_begins(name, "utc")))
		name = slice_make(name.data + 3, name.len - 3);
	return (name.data[0] == '+' || name.data[0] == '-') && parse_offset(name, seconds);
}

struct date_rules date_rules_make(int64_t now, const char *timezone, const char *language)
{
	struct date_rules rules = { .now = now };
	enum lang lang = lang_of_tag(language);

	rules.cst_is_china = lang == LANG_ZH || lang == LANG_ZH_HANT;
	if (timezone && zone_parse(slice_of(timezone), &rules.zone_s)) {
		rules.cst_is_china = rules.cst_is_china || rules.zone_s == 8 * 3600;
		return rules;
	}
	if (rules.cst_is_china)
		rules.zone_s = 8 * 3600;
	else if (lang == LANG_JA || lang == LANG_KO)
		rules.zone_s = 9 * 3600;
	else
		rules.zone_is_guess = lang == LANG_UNKNOWN;
	return rules;
}
