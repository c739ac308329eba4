#include "feed/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"
#include "text/lang.h"

/* 2026-11-22 16:00:00 +08:00, a Sunday. */
enum { NOW = 1795334400 };

struct row {
	const char *text, *expected; /* NULL: no date */
};

static void check(const struct row *rows, size_t n, const struct date_rules *rules)
{
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		char got[TIME_TEXT_SIZE];
		time_format_utc(date_parse(slice_of(rows[i].text), rules), got);
		if (strcmp(got, rows[i].expected ? rows[i].expected : "")) {
			print_error("\"%s\": got \"%s\", not \"%s\"\n", rows[i].text, got,
			            rows[i].expected ? rows[i].expected : "");
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void absolute_dates_are_read(void **state)
{
	static const struct row rows[] = {
		{ "Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z" },
		{ "01 Jan 2004 19:48 GMT", "2004-01-01T19:48:00Z" },
		{ "Thu, 01 Jan 04 19:48:21 +0100", "2004-01-01T18:48:21Z" },
		{ "Thu, 1 January 2004 19:48:21 -0530", "2004-01-02T01:18:21Z" },
		{ "Thu, Jan 01, 2004 19:48:21 EST", "2004-01-02T00:48:21Z" },
		{ "Thursday, 01-Jan-04 19:48:21 GMT", "2004-01-01T19:48:21Z" },
		{ "Thu, 31 Jun 2004 19:48:21 GMT", "2004-07-01T19:48:21Z" },
		{ "31 Dec 1999 24:00:00 UT", "2000-01-01T00:00:00Z" },
		{ "Thu, 01 Jan 2004", "2004-01-01T00:00:00Z" },
		{ "Wed, 19 Aug 2009 10:22:30 Etc/GMT", "2009-08-19T10:22:30Z" },
		{ "Wed, 19 Aug 2009 18:28:00 GMT-05:00", "2009-08-19T23:28:00Z" },
		{ "Sun, 31 Dec 1995 23:59:59 PDT", "1996-01-01T06:59:59Z" },
		{ "Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z" },
		{ "Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z" },
		{ "Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z" },
		{ "2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z" },
		{ "2003-12-31T10:14:55.123-08:00", "2003-12-31T18:14:55Z" },
		{ "2003-12-31T10:14:55+0530", "2003-12-31T04:44:55Z" },
		{ "2003-12-31T10:14Z", "2003-12-31T10:14:00Z" },
		{ "2003-12-31T10Z", "2003-12-31T10:00:00Z" },
		{ "2003-12-31 10:14:55", "2003-12-31T10:14:55Z" },
		{ "2004-07-08 23:56:58.0 +0900", "2004-07-08T14:56:58Z" },
		{ "2003-12-31", "2003-12-31T00:00:00Z" },
		{ "2003-12", "2003-12-01T00:00:00Z" },
		{ "2003", "2003-01-01T00:00:00Z" },
		{ "031231", "2003-12-31T00:00:00Z" },
		{ "20031231", "2003-12-31T00:00:00Z" },
		{ "20031231T101455Z", "2003-12-31T10:14:55Z" },
		{ "20220719T092900Z", "2022-07-19T09:29:00Z" },
		{ "20220719092900", "2022-07-19T09:29:00Z" },
		{ "2003-335", "2003-12-01T00:00:00Z" },
		{ "03-12-31", "2003-12-31T00:00:00Z" },
		{ "15.09.2006 08:19", "2006-09-15T08:19:00Z" },
		{ "09/15/2006 8:19 PM", "2006-09-15T20:19:00Z" },
		{ "25/09/2006", "2006-09-25T00:00:00Z" },
		{ "November 22nd, 2026 at 3:20 pm", "2026-11-22T15:20:00Z" },
		{ "22 novembre 2026 15:20", "2026-11-22T15:20:00Z" },
		{ "12 Μαρ 2006 10:00:00 GMT", "2006-03-12T10:00:00Z" },
		{ "1668800000", "2022-11-18T19:33:20Z" },
		{ "1668800000123", "2022-11-18T19:33:20Z" },
		{ "1668800000.75", "2022-11-18T19:33:20Z" },
		{ "12:00 AM 1/2/2024", "2024-01-02T00:00:00Z" },
		{ "Mon, 22 Nov 2026 10:00:00 -0000", "2026-11-22T10:00:00Z" },
		{ "7123456789012345678", NULL },
		{ "", NULL }, { "soon", NULL }, { "13", NULL }, { "2026-13-01", NULL },
		{ "2026-11-22 99:00", NULL }, { "3 tips for 2026", NULL },
		{ "刚刚", NULL }, /* no time of fetching is known here */
	};
	struct date_rules rules = date_rules_make(TIME_NONE, NULL, "en");

	(void)state;
	check(rows, ARRAY_LENGTH(rows), &rules);
}

static void chinese_dates_are_read_in_their_zone(void **state)
{
	static const struct row rows[] = {
		{ "2026-11-22 10:00", "2026-11-22T02:00:00Z" },
		{ "2022-07-19 09:29:05", "2022-07-19T01:29:05Z" },
		{ "2026年11月22日 10:00", "2026-11-22T02:00:00Z" },
		{ "2026年11月22日10时20分30秒", "2026-11-22T02:20:30Z" },
		{ "2026年11月22日 星期日 下午3点半", "2026-11-22T07:30:00Z" },
		{ "２０２６年１１月２２日　１０：００", "2026-11-22T02:00:00Z" },
		{ "2026年11月22日", "2026-11-21T16:00:00Z" },
		{ "2026年11月", "2026-10-31T16:00:00Z" },
		{ "11月22日 10:00", "2026-11-22T02:00:00Z" },
		{ "12月1日 10:00", "2025-12-01T02:00:00Z" },
		{ "11-22 10:00", "2026-11-22T02:00:00Z" },
		{ "12-30", "2025-12-29T16:00:00Z" },
		{ "09:29", "2026-11-22T01:29:00Z" },
		{ "23:29", "2026-11-21T15:29:00Z" },
		{ "刚刚", "2026-11-22T08:00:00Z" },
		{ "3分钟前", "2026-11-22T07:57:00Z" },
		{ "30秒前", "2026-11-22T07:59:30Z" },
		{ "1小时前", "2026-11-22T07:00:00Z" },
		{ "2 小時前", "2026-11-22T06:00:00Z" },
		{ "半小时前", "2026-11-22T07:30:00Z" },
		{ "3天前", "2026-11-19T08:00:00Z" },
		{ "今天 09:05", "2026-11-22T01:05:00Z" },
		{ "昨天 20:15", "2026-11-21T12:15:00Z" },
		{ "昨天 ", "2026-11-20T16:00:00Z" },
		{ "前天 08:00", "2026-11-20T00:00:00Z" },
		{ "Sun, 22 Nov 2026 10:00:00 CST", "2026-11-22T02:00:00Z" },
		{ "来源：号外 2026-11-22 10:00", "2026-11-22T02:00:00Z" },
		{ "an hour ago", "2026-11-22T07:00:00Z" },
		{ "5 minutes ago", "2026-11-22T07:55:00Z" },
		{ "yesterday 10:00", "2026-11-21T02:00:00Z" },
		{ "4h", "2026-11-22T04:00:00Z" },
		{ "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z" },
		{ "暂无", NULL },
	};
	struct date_rules rules = date_rules_make(NOW, NULL, "zh-CN");

	(void)state;
	check(rows, ARRAY_LENGTH(rows), &rules);
}

static void japanese_and_korean_dates_are_read(void **state)
{
	static const struct row rows[] = {
		{ "2026年11月22日（日）10時20分", "2026-11-22T01:20:00Z" },
		{ "2026年11月22日 午後3時20分", "2026-11-22T06:20:00Z" },
		{ "令和8年11月22日 午前9時", "2026-11-22T00:00:00Z" },
		{ "5分前", "2026-11-22T07:55:00Z" }, { "2時間前", "2026-11-22T06:00:00Z" },
		{ "2026년 11월 22일 오후 3:20", "2026-11-22T06:20:00Z" },
		{ "2026. 11. 22. 오전 9:05", "2026-11-22T00:05:00Z" },
		{ "2026-11-22 오후 12:05:30", "2026-11-22T03:05:30Z" },
		{ "2026.11.22 15:20", "2026-11-22T06:20:00Z" },
		{ "10분 전", "2026-11-22T07:50:00Z" }, { "어제 10:00", "2026-11-21T01:00:00Z" },
	};
	struct date_rules rules = date_rules_make(NOW, NULL, "ko"), unknown;

	(void)state;
	check(rows, ARRAY_LENGTH(rows), &rules);
	/* Korean words tell the zone where nobody says a language. */
	unknown = date_rules_make(NOW, NULL, NULL);
	assert_int_equal(date_parse(slice_of("2026년 11월 22일 15:20"), &unknown),
	                 date_parse(slice_of("2026-11-22 15:20 +0900"), &unknown));
}

static void zones_follow_source_then_language(void **state)
{
	static const struct {
		const char *timezone, *language;
		int seconds;
	} rows[] = {
		{ NULL, NULL, 0 },         { NULL, "zh", 28800 },         { NULL, "zh-TW", 28800 },
		{ NULL, "ja", 32400 },     { NULL, "ko", 32400 },         { "+08:00", NULL, 28800 },
		{ "-0530", "zh", -19800 }, { "Asia/Tokyo", "zh", 32400 }, { "UTC", "zh", 0 },
		{ "GMT+8", NULL, 28800 },  { "nonsense", "zh", 28800 },
	};
	int seconds;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_int_equal(date_rules_make(NOW, rows[i].timezone, rows[i].language).zone_s,
		                 rows[i].seconds);
	assert_false(zone_parse(slice_of("+25:00"), &seconds));
	assert_false(zone_parse(slice_of("+"), &seconds));
	assert_false(zone_parse(slice_of(""), &seconds));
}

static void lists_take_no_future_and_no_prehistory(void **state)
{
	struct date_rules rules = date_rules_make(NOW, "+08:00", NULL);

	(void)state;
	assert_true(date_parse_listed(slice_of("2026-11-22 16:30"), &rules) != TIME_NONE);
	assert_true(date_parse_listed(slice_of("2026-11-22 17:30"), &rules) == TIME_NONE);
	assert_true(date_parse_listed(slice_of("1989-12-31"), &rules) == TIME_NONE);
	assert_true(date_parse_listed(slice_of("0"), &rules) == TIME_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absolute_dates_are_read),
		cmocka_unit_test(chinese_dates_are_read_in_their_zone),
		cmocka_unit_test(japanese_and_korean_dates_are_read),
		cmocka_unit_test(zones_follow_source_then_language),
		cmocka_unit_test(lists_take_no_future_and_no_prehistory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
