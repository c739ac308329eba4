#include "ui/mark.h"

#include <inttypes.h>
#include <string.h>

static bool is(const char *language, const char *tag)
{
	return !strncmp(language, tag, 2);
}

enum mark_set mark_set_for(enum mark_set wanted, const char *language)
{
	if (wanted != MARKS_AUTO)
		return wanted;
	return is(language, "zh") || is(language, "ja") ? MARKS_HAN : MARKS_SYMBOL;
}

const char *mark_of_item(const struct item *item, enum mark_set set, const char *language,
                         style_t *style)
{
	bool ascii = set == MARKS_ASCII;

	if (item->is_muted) {
		*style = STYLE_DIM;
		return set != MARKS_HAN ? is(language, "ko") && !ascii ? "숨" : "x"
		       : is(language, "ja")                              ? "隠"
		                                                         : "屏";
	}
	if (item->is_alert && !item->is_read) {
		*style = STYLE_UNREAD;
		return "!";
	}
	if (item->is_changed) {
		*style = STYLE_CHANGED;
		return set == MARKS_HAN ? "改" : is(language, "ko") && !ascii ? "수" : "~";
	}
	if (item->is_starred) {
		*style = STYLE_STAR;
		return ascii ? "*" : "★";
	}
	*style = STYLE_UNREAD;
	return item->is_read ? "" : ascii ? "o" : "●";
}

static int steps(const struct hot_entry *e)
{
	int n = e->previous - e->rank;

	return n < 0 ? -n : n;
}

void mark_add_movement(struct str *out, const struct hot_entry *e, enum mark_set set,
                       const char *language)
{
	bool han = set == MARKS_HAN, ascii = set == MARKS_ASCII;
	bool ko = is(language, "ko"), ja = is(language, "ja");

	switch (e->state) {
	case HOT_UP:
		str_printf(out, "%s%d", han ? "升" : ascii ? "+" : "▲", steps(e));
		break;
	case HOT_DOWN:
		str_printf(out, "%s%d", han ? "降" : ascii ? "-" : "▼", steps(e));
		break;
	case HOT_NEW:
		str_add(out, han ? "新" : ascii ? "*" : ko ? "신" : "new");
		break;
	case HOT_BACK:
		str_add(out, han ? ja ? "再" : "返" : ascii ? "<" : ko ? "재" : "back");
		break;
	case HOT_SAME:
	case HOT_GONE:
		break;
	}
}

void mark_add_times(struct str *out, const struct hot_story *story, enum mark_set set)
{
	int n = hot_story_times(story);

	if (n > 1)
		str_printf(out, "%s%d", set == MARKS_ASCII ? "x" : "×", n);
}

style_t mark_movement_style(enum hot_state state)
{
	switch (state) {
	case HOT_UP:
		return STYLE_HOT_UP;
	case HOT_DOWN:
		return STYLE_HOT_DOWN;
	case HOT_NEW:
	case HOT_BACK:
		return STYLE_HOT_NEW;
	default:
		return STYLE_DIM;
	}
}

/* Three figures at most before the unit: 528万, 12.3万, 1.24亿. */
static void add_scaled(struct str *out, int64_t heat, int64_t unit, const char *name)
{
	int64_t whole = heat / unit, part = heat % unit * 100 / unit;

	if (whole >= 100 || part == 0 || (whole >= 10 && part < 10))
		str_printf(out, "%" PRId64 "%s", whole, name);
	else if (whole >= 10 || part % 10 == 0)
		str_printf(out, "%" PRId64 ".%d%s", whole, (int)(part / 10), name);
	else
		str_printf(out, "%" PRId64 ".%02d%s", whole, (int)part, name);
}

void mark_add_heat(struct str *out, const struct hot_entry *e, const char *language)
{
	bool han = is(language, "zh") || is(language, "ja"), ko = is(language, "ko");
	bool old_forms = is(language, "ja") || !strncmp(language, "zh-T", 4);

	if (e->heat < 0) {
		if (e->heat_text)
			str_add(out, e->heat_text);
	} else if ((han || ko) && e->heat >= 100000000) {
		add_scaled(out, e->heat, 100000000, ko ? "억" : old_forms ? "億" : "亿");
	} else if ((han || ko) && e->heat >= 10000) {
		bool wan = old_forms && !is(language, "ja");
		add_scaled(out, e->heat, 10000, ko ? "만" : wan ? "萬" : "万");
	} else if (e->heat >= 1000000) {
		add_scaled(out, e->heat, 1000000, "M");
	} else if (e->heat >= 10000) {
		add_scaled(out, e->heat, 1000, "k");
	} else {
		str_printf(out, "%" PRId64, e->heat);
	}
}
