/* The words of the filter language: spans of time, states, and the tags in use. */
#include "filter/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "feed/heat.h"
#include "text/fold.h"

/* Compare a folded word with one of our tables, whatever folding makes of that. */
static bool folded_begins(const char *name, const char *folded, bool whole)
{
	struct str own = STR_INIT;
	size_t n = strlen(folded);
	bool yes;

	text_fold(&own, slice_of(name));
	yes = own.len >= n && !memcmp(own.data, folded, n) && (!whole || own.len == n);
	str_release(&own);
	return yes;
}

static bool folded_is(const char *name, const char *folded)
{
	return folded_begins(name, folded, true);
}

/* --- spans ------------------------------------------------------------------------------------ */

enum { DAY = 86400 };

static const struct {
	const char *name;
	int from, to; /* days before today's midnight; to: the first day not meant */
} days[] = {
	{ "today", 0, 1 },      { "今天", 0, 1 },   { "今日", 0, 1 },  { "오늘", 0, 1 },
	{ "yesterday", -1, 0 }, { "昨天", -1, 0 },  { "昨日", -1, 0 }, { "어제", -1, 0 },
	{ "前天", -2, -1 },     { "一昨日", -2, -1 }, { "그저께", -2, -1 },
};

static const struct {
	const char *name;
	int seconds;
} span_units[] = {
	{ "m", 60 },         { "min", 60 },       { "分钟", 60 },       { "分", 60 },
	{ "分間", 60 },      { "분", 60 },        { "h", 3600 },        { "hour", 3600 },
	{ "hours", 3600 },   { "小时", 3600 },    { "时", 3600 },       { "時間", 3600 },
	{ "시간", 3600 },    { "d", DAY },        { "day", DAY },       { "days", DAY },
	{ "天", DAY },       { "日", DAY },       { "日間", DAY },      { "일", DAY },
	{ "w", 7 * DAY },    { "week", 7 * DAY }, { "weeks", 7 * DAY }, { "周", 7 * DAY },
	{ "週", 7 * DAY },   { "週間", 7 * DAY }, { "주", 7 * DAY },    { "주일", 7 * DAY },
	{ "mo", 30 * DAY },  { "month", 30 * DAY }, { "months", 30 * DAY }, { "个月", 30 * DAY },
	{ "か月", 30 * DAY }, { "개월", 30 * DAY }, { "y", 365 * DAY },  { "year", 365 * DAY },
	{ "years", 365 * DAY }, { "年", 365 * DAY }, { "年間", 365 * DAY }, { "년", 365 * DAY },
};

/* Weeks begin on Monday. */
static const struct {
	const char *name;
	bool is_month;
	int from, to; /* weeks or months from the present one */
} calendar[] = {
	{ "week", false, 0, 1 },      { "本周", false, 0, 1 },   { "这周", false, 0, 1 },
	{ "今週", false, 0, 1 },      { "이번주", false, 0, 1 }, { "lastweek", false, -1, 0 },
	{ "上周", false, -1, 0 },     { "先週", false, -1, 0 },  { "지난주", false, -1, 0 },
	{ "month", true, 0, 1 },      { "本月", true, 0, 1 },    { "今月", true, 0, 1 },
	{ "이번달", true, 0, 1 },     { "lastmonth", true, -1, 0 }, { "上月", true, -1, 0 },
	{ "上个月", true, -1, 0 },    { "先月", true, -1, 0 },   { "지난달", true, -1, 0 },
};

struct stretch {
	int64_t from, to;
	bool is_point; /* "3h": a moment, and by itself everything since */
};

static int64_t midnight(const struct filter_context *c, int64_t at)
{
	int64_t local = at + c->local_offset_s;
	int64_t past = local % DAY;

	return at - (past < 0 ? past + DAY : past);
}

static bool stretch_of_day(const char *text, const struct filter_context *c, struct stretch *out)
{
	for (size_t i = 0; i < ARRAY_LENGTH(days); i++) {
		if (!folded_is(days[i].name, text))
			continue;
		out->from = midnight(c, c->now) + (int64_t)days[i].from * DAY;
		out->to = midnight(c, c->now) + (int64_t)days[i].to * DAY;
		return true;
	}
	return false;
}

static bool stretch_of_calendar(const char *text, const struct filter_context *c,
                                struct stretch *out)
{
	int64_t today = midnight(c, c->now);
	struct civil now = civil_from_utc(c->now, c->local_offset_s), to;
	/* 1 January 1970 was a Thursday */
	int64_t monday = today - ((today + c->local_offset_s) / DAY + 3) % 7 * DAY;

	for (size_t i = 0; i < ARRAY_LENGTH(calendar); i++) {
		if (!folded_is(calendar[i].name, text))
			continue;
		if (!calendar[i].is_month) {
			out->from = monday + (int64_t)calendar[i].from * 7 * DAY;
			out->to = monday + (int64_t)calendar[i].to * 7 * DAY;
			return true;
		}
		now = (struct civil){ .year = now.year, .month = now.month, .day = 1 };
		to = now;
		now.month += calendar[i].from;
		to.month += calendar[i].to;
		out->from = civil_to_utc(&now, c->local_offset_s);
		out->to = civil_to_utc(&to, c->local_offset_s);
		return true;
	}
	return false;
}

static bool stretch_of_age(const char *text, const struct filter_context *c, struct stretch *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || end - text > 6)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(span_units); i++) {
		if (!folded_is(span_units[i].name, end))
			continue;
		out->from = out->to = c->now - n * (int64_t)span_units[i].seconds;
		out->is_point = true;
		return true;
	}
	return false;
}

/* Digits up to `most`; *p moves behind them. */
static int digits(const char **p, int most)
{
	int n = 0, taken = 0;

	while (taken < most && ascii_is_digit((unsigned char)**p)) {
		n = n * 10 + (*(*p)++ - '0');
		taken++;
	}
	return taken ? n : -1;
}

static size_t begins_folded(const char *p, const char *word)
{
	struct str own = STR_INIT;
	size_t n;

	text_fold(&own, slice_of(word));
	n = slice_begins(slice_of(p), own.data) ? own.len : 0;
	str_release(&own);
	return n;
}

/* What parts the numbers of a date: - / . or 年 月. A word may also end it. */
static size_t date_sign(const char *p, bool *is_word)
{
	static const char *const words[] = { "年", "月", "日", "号", "년", "월", "일" };
	size_t n = 0;

	*is_word = !strchr("-/.", *p);
	if (!*is_word)
		return 1;
	for (size_t i = 0; i < ARRAY_LENGTH(words) && !n; i++)
		n = begins_folded(p, words[i]);
	return n;
}

/* One to three numbers, the first of one, two or four digits, the others of one or two; 0: no date. */
static int date_parts(const char *p, int parts[3])
{
	for (int n = 0; n < 3;) {
		const char *start = p;
		bool is_word;
		size_t sign;

		parts[n] = digits(&p, 4);
		if (parts[n] < 0 || (p - start > 2 && (n || p - start != 4)))
			return 0;
		n++;
		if (!*p)
			return n;
		sign = date_sign(p, &is_word);
		p += sign;
		if (!sign || (!*p && !is_word))
			return 0;
		if (!*p)
			return n;
	}
	return 0;
}

/* 2026-11-22, 2026年11月22日, 2026/11, 2026 or 11-22 (the last one there was). */
static bool stretch_of_date(const char *text, const struct filter_context *c, struct stretch *out)
{
	struct civil day = { 0 }, after;
	int parts[3], n = date_parts(text, parts);

	if (!n)
		return false;
	if (parts[0] < 1000) {
		if (n != 2)
			return false;
		day.year = civil_from_utc(c->now, c->local_offset_s).year;
		day.month = parts[0];
		day.day = parts[1];
		if (civil_is_valid(&day) && civil_to_utc(&day, c->local_offset_s) > c->now)
			day.year--;
		n = 3;
	} else {
		day.year = parts[0];
		day.month = n > 1 ? parts[1] : 1;
		day.day = n > 2 ? parts[2] : 1;
	}
	if (!civil_is_valid(&day))
		return false;
	after = day;
	after.year += n == 1;
	after.month += n == 2;
	after.day += n == 3;
	out->from = civil_to_utc(&day, c->local_offset_s);
	out->to = civil_to_utc(&after, c->local_offset_s);
	return true;
}

static bool stretch_of(const char *text, const struct filter_context *c, struct stretch *out)
{
	*out = (struct stretch){ 0, 0, false };
	return stretch_of_day(text, c, out) || stretch_of_calendar(text, c, out) ||
	       stretch_of_date(text, c, out) || stretch_of_age(text, c, out);
}

static bool only_digits(const char *text)
{
	return strspn(text, "0123456789") == strlen(text);
}

/* A..B, either side open; either order. */
static bool span_between(const char *a, const char *b, const struct filter_context *context,
                         struct atom *out)
{
	struct stretch from = { INT64_MIN, INT64_MIN, false };
	struct stretch to = { INT64_MAX, INT64_MAX, false };

	if ((*a && !stretch_of(a, context, &from)) || (*b && !stretch_of(b, context, &to)))
		return false;
	out->from = from.from < to.from ? from.from : to.from;
	out->to = from.to > to.to ? from.to : to.to;
	return true;
}

bool filter_span(const char *text, const struct filter_context *context, struct atom *out,
                 struct err *err)
{
	struct stretch s;
	const char *dots = strstr(text, "..");
	size_t wide = 2;
	char first[64];

	if (!dots) {
		/* What a Chinese input method makes of two full stops. */
		dots = strstr(text, "。。");
		wide = strlen("。。");
	}
	if (dots && dots - text < (long)sizeof first) {
		memcpy(first, text, (size_t)(dots - text));
		first[dots - text] = '\0';
		if (span_between(first, dots + wide, context, out))
			return true;
	} else if (!dots && stretch_of(text, context, &s)) {
		out->from = s.from;
		out->to = s.is_point ? INT64_MAX : s.to;
		return true;
	}
	if (only_digits(text))
		return err_set(err, _("@%s lacks a unit: @%sd means %s days, #%s means %s rows"),
		               text, text, text, text, text);
	return err_set(err, _("@%s is no time: write @3h, @2d, @1w, @today, @2026-11-22 or "
	                      "@2026-11-01..2026-11-22"),
	               text);
}

/* --- states ----------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	enum filter_state state;
} states[] = {
	{ "unread", STATE_UNREAD },   { "未读", STATE_UNREAD },   { "没看", STATE_UNREAD },
	{ "未読", STATE_UNREAD },     { "안읽음", STATE_UNREAD }, { "읽지않음", STATE_UNREAD },
	{ "read", STATE_READ },       { "seen", STATE_READ },     { "已读", STATE_READ },
	{ "已看", STATE_READ },       { "看过", STATE_READ },     { "既読", STATE_READ },
	{ "읽음", STATE_READ },       { "star", STATE_STAR },     { "starred", STATE_STAR },
	{ "收藏", STATE_STAR },       { "星标", STATE_STAR },     { "スター", STATE_STAR },
	{ "별표", STATE_STAR },       { "changed", STATE_CHANGED }, { "改", STATE_CHANGED },
	{ "muted", STATE_MUTED },     { "屏蔽", STATE_MUTED },    { "隱藏", STATE_MUTED },
	{ "ミュート", STATE_MUTED },  { "숨김", STATE_MUTED },
	{ "更新", STATE_CHANGED },    { "有改动", STATE_CHANGED }, { "변경", STATE_CHANGED },
	{ "new", STATE_NEW },         { "新", STATE_NEW },        { "新着", STATE_NEW },
	{ "신규", STATE_NEW },        { "새글", STATE_NEW },      { "up", STATE_UP },
	{ "升", STATE_UP },           { "上升", STATE_UP },       { "上昇", STATE_UP },
	{ "상승", STATE_UP },         { "down", STATE_DOWN },     { "降", STATE_DOWN },
	{ "下降", STATE_DOWN },       { "하락", STATE_DOWN },     { "same", STATE_SAME },
	{ "平", STATE_SAME },         { "不变", STATE_SAME },     { "유지", STATE_SAME },
	{ "back", STATE_BACK },       { "返", STATE_BACK },       { "回", STATE_BACK },
	{ "返回", STATE_BACK },       { "再", STATE_BACK },       { "재진입", STATE_BACK },
	{ "gone", STATE_GONE },       { "下榜", STATE_GONE },     { "已下榜", STATE_GONE },
	{ "圏外", STATE_GONE },       { "이탈", STATE_GONE },
};

bool filter_state(const char *text, enum filter_state *out, struct err *err)
{
	bool fits[STATE_COUNT] = { false };
	int n = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(states); i++) {
		if (!folded_begins(states[i].name, text, false))
			continue;
		if (!fits[states[i].state]) {
			fits[states[i].state] = true;
			n++;
		}
		*out = states[i].state;
		if (folded_is(states[i].name, text))
			return true;
	}
	if (n == 1)
		return true;
	return err_set(err,
	               _(":%s is no state; there are :unread :read :star :changed :muted :new :up :down "
	                 ":same :back :gone :today"),
	               text);
}

/* --- tags in use ------------------------------------------------------------------------------ */

struct filter_tags {
	struct slice *names; /* folded, in the order of their bytes */
	size_t n;
	struct arena arena;
};

static int slice_order(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int order = n ? memcmp(x->data, y->data, n) : 0;

	return order ? order : (x->len > y->len) - (x->len < y->len);
}

struct filter_tags *filter_tags_new(const char *const *names, size_t n)
{
	struct filter_tags *t = xcalloc(1, sizeof *t);
	struct str folded = STR_INIT;

	arena_init(&t->arena);
	t->names = xcalloc(n ? n : 1, sizeof *t->names);
	for (size_t i = 0; i < n; i++) {
		str_clear(&folded);
		text_fold(&folded, slice_of(names[i]));
		t->names[t->n++] = slice_make(arena_strndup(&t->arena, folded.data, folded.len),
		                              folded.len);
	}
	str_release(&folded);
	if (t->n)
		qsort(t->names, t->n, sizeof *t->names, slice_order);
	return t;
}

void filter_tags_free(struct filter_tags *t)
{
	if (!t)
		return;
	arena_release(&t->arena);
	free(t->names);
	free(t);
}

/* A sound that is a whole name goes before one that a name begins with. */
static enum tag_fit find_sound(const struct filter_tags *t, const struct pinyin_query *sound)
{
	enum tag_fit best = TAG_NONE;

	for (size_t i = 0; sound && i < t->n && best < TAG_SOUND; i++) {
		bool all;

		if (pinyin_begins(sound, t->names[i], &all))
			best = all ? TAG_SOUND : TAG_SOUND_BEGINS;
	}
	return best;
}

enum tag_fit filter_tags_find(const struct filter_tags *t, struct slice folded,
                              const struct pinyin_query *sound)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (slice_order(&t->names[middle], &folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* The first name that is not before: the name itself, or one that it begins. */
	if (low == t->n || t->names[low].len < folded.len ||
	    memcmp(t->names[low].data, folded.data, folded.len) != 0)
		return find_sound(t, sound);
	return t->names[low].len == folded.len ? TAG_WHOLE : TAG_BEGINNING;
}

/* --- numbers ---------------------------------------------------------------------------------- */

bool filter_number(struct slice text, int64_t *out)
{
	static const char *const scales[] = {
		"", "k", "m", "b", "w", "百", "千", "万", "十万", "百万", "千万", "亿", "천", "만", "억",
	};
	size_t n = 0;

	if (!text.len || !ascii_is_digit((unsigned char)text.data[0]))
		return false;
	while (n < text.len && (ascii_is_digit((unsigned char)text.data[n]) ||
	                        strchr(".,", text.data[n])))
		n++;
	for (size_t i = 0; i < ARRAY_LENGTH(scales); i++)
		if (folded_is(scales[i], text.data + n)) {
			*out = heat_parse(text);
			return *out >= 0;
		}
	return false;
}
