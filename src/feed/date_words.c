#include "feed/date_words.h"
#include "base/array.h"

#include <string.h>

struct word {
	const char *text;
	int value;
};

/* English by three letters (see below); other languages as feeds of theirs write them. */
static const struct word months[] = {
	{ "jan", 1 }, { "feb", 2 }, { "mar", 3 }, { "apr", 4 }, { "may", 5 }, { "jun", 6 },
	{ "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
	{ "mai", 5 }, { "mär", 3 }, { "okt", 10 }, { "dez", 12 },             /* de */
	{ "fév", 2 }, { "fev", 2 }, { "avr", 4 }, { "juin", 6 }, { "juil", 7 }, /* fr */
	{ "aoû", 8 }, { "aou", 8 }, { "déc", 12 },
	{ "ene", 1 }, { "abr", 4 }, { "ago", 8 }, { "set", 9 }, { "dic", 12 },  /* es, it, pt */
	{ "gen", 1 }, { "mag", 5 }, { "giu", 6 }, { "lug", 7 }, { "ott", 10 }, { "out", 10 },
	{ "mrt", 3 }, { "mei", 5 },                                            /* nl */
	{ "jún", 6 }, { "júl", 7 }, { "már", 3 }, { "máj", 5 }, { "ápr", 4 }, /* hu */
	{ "máuj", 5 }, { "szep", 9 },
	{ "ιαν", 1 }, { "φεβ", 2 }, { "μάρ", 3 }, { "μαρ", 3 }, { "απρ", 4 }, { "μάι", 5 }, /* el */
	{ "μαϊ", 5 }, { "μαι", 5 }, { "ιούν", 6 }, { "ιουν", 6 }, { "ιούλ", 7 }, { "ιουλ", 7 },
	{ "μάώ", 3 }, { "μαώ", 3 }, { "ιον", 6 }, { "ιολ", 7 }, /* as some feeds misspell them */
	{ "αύγ", 8 }, { "αυγ", 8 }, { "σεπ", 9 }, { "οκτ", 10 }, { "νοέ", 11 }, { "νοε", 11 },
	{ "δεκ", 12 },
	{ "січ", 1 }, { "лют", 2 }, { "бер", 3 }, { "кві", 4 }, { "тра", 5 }, { "чер", 6 }, /* uk */
	{ "лип", 7 }, { "сер", 8 }, { "вер", 9 }, { "жов", 10 }, { "лис", 11 }, { "гру", 12 },
	{ "stycz", 1 }, { "lut", 2 }, { "kwi", 4 }, { "maj", 5 }, { "cze", 6 }, { "lip", 7 }, /* pl */
	{ "sie", 8 }, { "wrz", 9 }, { "paź", 10 }, { "paz", 10 }, { "lis", 11 }, { "gru", 12 },
	{ "янв", 1 }, { "фев", 2 }, { "мар", 3 }, { "апр", 4 }, { "мая", 5 }, { "май", 5 }, /* ru */
	{ "июн", 6 }, { "июл", 7 }, { "авг", 8 }, { "сен", 9 }, { "окт", 10 }, { "ноя", 11 },
	{ "дек", 12 },
};

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* RFC 822 with its military letters as that standard signs them, and what feeds use besides. */
static const struct word zones[] = {
	{ "ut", 0 },       { "gmt", 0 },      { "utc", 0 },      { "z", 0 },       { "wet", 0 },
	{ "west", 60 },    { "bst", 60 },     { "met", 60 },     { "cet", 60 },    { "mest", 120 },
	{ "mesz", 120 },   { "mez", 60 },     { "cest", 120 },   { "eet", 120 },   { "eest", 180 },
	{ "msk", 180 },    { "ist", 330 },    { "ict", 420 },    { "wib", 420 },   { "hkt", 480 },
	{ "sgt", 480 },    { "myt", 480 },    { "pht", 480 },    { "awst", 480 },  { "jst", 540 },
	{ "kst", 540 },    { "acst", 570 },   { "aest", 600 },   { "aedt", 660 },  { "nzst", 720 },
	{ "nzdt", 780 },   { "nst", -210 },   { "ndt", -150 },   { "adt", -180 },  { "ast", -240 },
	{ "at", -240 },    { "brt", -180 },   { "art", -180 },   { "edt", -240 },  { "est", -300 },
	{ "et", -300 },    { "cdt", -300 },   { "cst", -360 },   { "ct", -360 },   { "mdt", -360 },
	{ "mst", -420 },   { "mt", -420 },    { "pdt", -420 },   { "pst", -480 },  { "pt", -480 },
	{ "akst", -540 },  { "akdt", -480 },  { "hst", -600 },   { "北京时间", 480 },
};

static const struct word units[] = {
	{ "年", UNIT_YEAR },   { "년", UNIT_YEAR },   { "月", UNIT_MONTH },  { "월", UNIT_MONTH },
	{ "日", UNIT_DAY },    { "号", UNIT_DAY },    { "號", UNIT_DAY },    { "일", UNIT_DAY },
	{ "点半", UNIT_HALF_HOUR }, { "點半", UNIT_HALF_HOUR }, { "時半", UNIT_HALF_HOUR },
	{ "时", UNIT_HOUR },   { "時", UNIT_HOUR },   { "点钟", UNIT_HOUR }, { "点", UNIT_HOUR },
	{ "點", UNIT_HOUR },   { "시", UNIT_HOUR },   { "分", UNIT_MINUTE }, { "분", UNIT_MINUTE },
	{ "秒", UNIT_SECOND }, { "초", UNIT_SECOND },
};

/* Longer words stand before their beginnings. */
static const struct word spans[] = {
	{ "秒钟", 1 },      { "秒鐘", 1 },      { "秒", 1 },        { "초", 1 },
	{ "seconds", 1 },   { "second", 1 },    { "secs", 1 },      { "sec", 1 },
	{ "分钟", 60 },     { "分鐘", 60 },     { "分", 60 },       { "분", 60 },
	{ "minutes", 60 },  { "minute", 60 },   { "mins", 60 },     { "min", 60 },
	{ "个小时", 3600 }, { "個小時", 3600 }, { "小时", 3600 },   { "小時", 3600 },
	{ "个钟头", 3600 }, { "時間", 3600 },   { "시간", 3600 },   { "hours", 3600 },
	{ "hour", 3600 },   { "hrs", 3600 },    { "hr", 3600 },
	{ "天", 86400 },    { "日", 86400 },    { "일", 86400 },    { "days", 86400 },
	{ "day", 86400 },
	{ "个星期", 604800 }, { "個星期", 604800 }, { "星期", 604800 }, { "週間", 604800 },
	{ "周", 604800 },   { "週", 604800 },   { "주일", 604800 }, { "주", 604800 },
	{ "weeks", 604800 }, { "week", 604800 },
	{ "个月", 2592000 }, { "個月", 2592000 }, { "か月", 2592000 }, { "ヶ月", 2592000 },
	{ "カ月", 2592000 }, { "개월", 2592000 }, { "달", 2592000 }, { "months", 2592000 },
	{ "month", 2592000 },
	{ "年", 31536000 }, { "년", 31536000 }, { "years", 31536000 }, { "year", 31536000 },
	{ "m", 60 }, { "h", 3600 }, { "d", 86400 }, { "w", 604800 }, { "s", 1 },
};

static const char *const ago_words[] = { "前", "之前", "以前", "전", "ago" };

static const struct word days[] = {
	{ "刚刚", DATE_NOW }, { "刚才", DATE_NOW }, { "剛剛", DATE_NOW }, { "剛才", DATE_NOW },
	{ "たった今", DATE_NOW }, { "방금", DATE_NOW }, { "just now", DATE_NOW },
	{ "now", DATE_NOW },
	{ "大前天", 3 }, { "前天", 2 }, { "一昨日", 2 }, { "おととい", 2 }, { "그저께", 2 },
	{ "그제", 2 },
	{ "昨天", 1 }, { "昨日", 1 }, { "昨晚", 1 }, { "きのう", 1 }, { "어제", 1 },
	{ "yesterday", 1 },
	{ "今天", 0 }, { "今日", 0 }, { "今晨", 0 }, { "今晚", 0 }, { "きょう", 0 }, { "오늘", 0 },
	{ "today", 0 },
};

static const struct word halves[] = {
	{ "上午", HALF_AM }, { "凌晨", HALF_AM }, { "早上", HALF_AM }, { "早晨", HALF_AM },
	{ "清晨", HALF_AM }, { "午前", HALF_AM }, { "오전", HALF_AM }, { "a.m", HALF_AM },
	{ "am", HALF_AM },
	{ "下午", HALF_PM }, { "晚上", HALF_PM }, { "傍晚", HALF_PM }, { "午後", HALF_PM },
	{ "오후", HALF_PM }, { "p.m", HALF_PM }, { "pm", HALF_PM },
	{ "中午", HALF_NOON }, { "正午", HALF_NOON },
};

static const struct word eras[] = {
	{ "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 }, { "民國", 1911 }, { "民国", 1911 },
};

static const struct word *begins(struct slice text, const struct word *table, size_t n, size_t *len)
{
	for (size_t i = 0; i < n; i++) {
		if (text.len && text.data[0] == table[i].text[0] &&
		    slice_begins(text, table[i].text)) {
			*len = strlen(table[i].text);
			return &table[i];
		}
	}
	return NULL;
}

int date_word_month(struct slice word)
{
	size_t len;
	/* "marzo", "septembre", "november": a beginning is enough. */
	const struct word *w = begins(word, months, ARRAY_LENGTH(months), &len);

	return w ? w->value : NO_WORD;
}

bool date_word_is_weekday(struct slice word)
{
	for (size_t i = 0; i < ARRAY_LENGTH(weekdays); i++)
		if (word.len && word.data[0] == weekdays[i][0] && slice_begins(word, weekdays[i]))
			return true;
	return false;
}

bool date_word_zone(struct slice word, bool cst_is_china, int *seconds)
{
	if (cst_is_china && slice_is(word, "cst")) {
		*seconds = 8 * 3600;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(zones); i++) {
		if (slice_is(word, zones[i].text)) {
			*seconds = zones[i].value * 60;
			return true;
		}
	}
	/* RFC 822's letters: A–M without J count west, N–Y east. */
	if (word.len == 1 && word.data[0] >= 'a' && word.data[0] <= 'y' && word.data[0] != 'j') {
		int hours = word.data[0] < 'n' ? word.data[0] - 'a' + 1 - (word.data[0] > 'j')
		                               : word.data[0] - 'n' + 1;
		*seconds = (word.data[0] < 'n' ? -hours : hours) * 3600;
		return true;
	}
	return false;
}

enum date_unit date_word_unit(struct slice text, size_t *len)
{
	const struct word *w = begins(text, units, ARRAY_LENGTH(units), len);

	return w ? (enum date_unit)w->value : UNIT_NONE;
}

int date_word_span(struct slice text, size_t *len)
{
	const struct word *w = begins(text, spans, ARRAY_LENGTH(spans), len);

	return w ? w->value : 0;
}

bool date_word_is_ago(struct slice text)
{
	for (size_t i = 0; i < ARRAY_LENGTH(ago_words); i++)
		if (slice_begins(text, ago_words[i]))
			return true;
	return false;
}

int date_word_day(struct slice text, size_t *len)
{
	const struct word *w = begins(text, days, ARRAY_LENGTH(days), len);

	return w ? w->value : NO_WORD;
}

enum date_half date_word_half(struct slice text, size_t *len)
{
	const struct word *w = begins(text, halves, ARRAY_LENGTH(halves), len);

	return w ? (enum date_half)w->value : HALF_NONE;
}

int date_word_era(struct slice text, size_t *len)
{
	const struct word *w = begins(text, eras, ARRAY_LENGTH(eras), len);

	return w ? w->value : 0;
}
