/* The words of the filter language: spans of time, states, and the tags in use. */
#include "app/filter_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
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
	{ "前天", -2, -1 },
};

static const struct {
	const char *name;
	int seconds;
} span_units[] = {
	{ "m", 60 },       { "min", 60 },    { "分钟", 60 },   { "分", 60 },
	{ "h", 3600 },     { "小时", 3600 }, { "時間", 3600 }, { "시간", 3600 },
	{ "d", DAY },      { "天", DAY },    { "日", DAY },    { "일", DAY },
	{ "w", 7 * DAY },  { "周", 7 * DAY }, { "週", 7 * DAY }, { "주", 7 * DAY },
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

/* 2026-11-22, 2026-11, 2026 or 11-22 (the last one there was). */
static bool stretch_of_date(const char *text, const struct filter_context *c, struct stretch *out)
{
	struct civil day = { 0 }, after;
	int parts[3], n = 0;
	const char *p = text;

	for (; n < 3; n++) {
		const char *start = p;

		parts[n] = digits(&p, 4);
		if (parts[n] < 0 || (n == 0 ? p - start != 4 && p - start > 2 : p - start > 2))
			return false;
		if (*p != '-' || n == 2)
			break;
		p++;
	}
	if (*p)
		return false;
	n++;
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
	return stretch_of_day(text, c, out) || stretch_of_age(text, c, out) ||
	       stretch_of_date(text, c, out);
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
	{ "unread", STATE_UNREAD }, { "未读", STATE_UNREAD },
	{ "read", STATE_READ },     { "seen", STATE_READ },
	{ "已读", STATE_READ },     { "已看", STATE_READ },
	{ "star", STATE_STAR },     { "starred", STATE_STAR },
	{ "收藏", STATE_STAR },     { "changed", STATE_CHANGED },
	{ "改", STATE_CHANGED },    { "new", STATE_NEW },
	{ "新", STATE_NEW },        { "up", STATE_UP },
	{ "升", STATE_UP },         { "down", STATE_DOWN },
	{ "降", STATE_DOWN },       { "same", STATE_SAME },
	{ "平", STATE_SAME },       { "back", STATE_BACK },
	{ "返", STATE_BACK },       { "回", STATE_BACK },
	{ "再", STATE_BACK },       { "gone", STATE_GONE },
	{ "下榜", STATE_GONE },     { "已下榜", STATE_GONE },
	{ "圏外", STATE_GONE },
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
	               _(":%s is no state; there are :unread :read :star :changed :new :up :down "
	                 ":same :back :gone"),
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

enum tag_fit filter_tags_find(const struct filter_tags *t, struct slice folded)
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
		return TAG_NONE;
	return t->names[low].len == folded.len ? TAG_WHOLE : TAG_BEGINNING;
}
