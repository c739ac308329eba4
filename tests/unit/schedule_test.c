/* When a source is asked again. */
#include "unit.h"

#include "base/clock.h"
#include "worker/request.h"
#include "worker/schedule.h"

enum { NOW = 1795276800, HOUR = 3600, DAY = 24 * HOUR }; /* Saturday 2026-11-21 16:00:00 UTC */

static struct schedule_try well(int every_s)
{
	return (struct schedule_try){ .now = NOW, .key = "feed:https://gezicheng.example/a",
		                      .every_s = every_s, .status = 200, .retry_after_s = -1,
		                      .fresh_s = -1 };
}

static void the_interval_counts_and_wishes_lengthen_it(void **state)
{
	static const struct {
		int every_s;
		bool is_own;
		int ttl_s;
		int64_t fresh_s, wait_s;
	} rows[] = {
		{ 1800, false, 0, -1, 1800 },
		{ 1800, false, 60, 60, 1800 },          /* a wish shortens nothing */
		{ 1800, false, 7200, -1, 7200 },
		{ 1800, false, 7200, 9000, 9000 },
		{ 1800, false, 30 * DAY, -1, DAY },     /* within caps */
		{ 1800, false, 0, 30 * DAY, 6 * HOUR },
		{ 1800, true, 7200, 9000, 1800 },       /* the user's word on this source */
		{ 60, true, 7200, -1, 300 },            /* which has a floor */
		{ 60, true, 0, 120, 120 },
		{ 60, true, 0, -1, 60 },
		{ 7 * DAY, false, 7200, -1, 7 * DAY },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct schedule_try t = well(rows[i].every_s);

		t.is_own = rows[i].is_own;
		t.ttl_s = rows[i].ttl_s;
		t.fresh_s = rows[i].fresh_s;
		assert_int_equal(schedule_next(&t) - NOW, rows[i].wait_s);
	}
}

static void hours_and_days_are_left_out(void **state)
{
	struct schedule_try t = well(1800);
	(void)state;

	t.skip_hours = 1u << 16;
	assert_int_equal(schedule_next(&t), NOW + HOUR);
	t.skip_hours = 1u << 16 | 1u << 17 | 1u << 18;
	assert_int_equal(schedule_next(&t), NOW + 3 * HOUR);
	t.skip_hours = 0;
	t.skip_days = 1u << 6; /* Saturday: until midnight */
	assert_int_equal(schedule_next(&t), NOW + 8 * HOUR);
	t.skip_hours = 1;
	assert_int_equal(schedule_next(&t), NOW + 9 * HOUR);
	t.is_own = true;
	assert_int_equal(schedule_next(&t), NOW + 1800);
	t.is_own = false;
	t.skip_days = 0x7f; /* all of them: nonsense */
	assert_int_equal(schedule_next(&t), NOW + 1800);
}

static void failures_double_the_wait(void **state)
{
	int64_t before = 0;
	(void)state;

	for (int n = 1; n < 40; n++) {
		struct schedule_try t = well(1800);
		int64_t base = n < 10 ? (int64_t)300 << (n - 1) : DAY, wait;

		base = base < DAY ? base : DAY;
		t.failures = n;
		t.status = 0;
		wait = schedule_next(&t) - NOW;
		assert_in_range(wait, base, base + base / 4);
		assert_true(base == DAY || wait > before);
		assert_int_equal(wait, schedule_next(&t) - NOW); /* the same every time */
		before = wait;
	}
}

static void sources_of_one_host_come_back_apart(void **state)
{
	char key[32];
	int64_t at, least = INT64_MAX, most = 0;
	(void)state;

	for (int i = 0; i < 50; i++) {
		struct schedule_try t = well(1800);

		snprintf(key, sizeof key, "feed:%d", i);
		t.key = key;
		t.failures = 4;
		t.status = 502;
		at = schedule_next(&t);
		least = at < least ? at : least;
		most = at > most ? at : most;
	}
	assert_true(most - least > 300);
}

static void what_a_site_refuses_waits_for_its_interval(void **state)
{
	struct schedule_try t = well(1800);
	(void)state;

	t.failures = 1;
	t.status = 403;
	assert_in_range(schedule_next(&t) - NOW, 1800, 1800 + 450);
	t.status = 503;
	assert_in_range(schedule_next(&t) - NOW, 300, 375);
	t.every_s = 60; /* never sooner than it is asked anyway, never later for that */
	assert_in_range(schedule_next(&t) - NOW, 60, 75);
}

static void retry_after_and_gone_are_honoured(void **state)
{
	struct schedule_try t = well(1800);
	(void)state;

	t.failures = 1;
	t.status = 429;
	t.retry_after_s = 7200;
	assert_int_equal(schedule_next(&t), NOW + 7200);
	assert_int_equal(schedule_not_before(&t), NOW + 7200);
	assert_false(schedule_allows(429, NOW + 7200, NOW));
	assert_true(schedule_allows(429, NOW + 7200, NOW + 7200));
	t.retry_after_s = 365LL * DAY; /* a day of it */
	assert_int_equal(schedule_not_before(&t), NOW + DAY);
	assert_in_range(schedule_next(&t) - NOW, DAY, DAY);
	assert_true(schedule_allows(503, NOW + 100LL * DAY, NOW)); /* a clock that was set back */
	t.every_s = 0;
	assert_int_equal(schedule_next(&t), NOW + DAY);
	t.retry_after_s = -1;
	assert_int_equal(schedule_next(&t), TIME_NONE);
	assert_int_equal(schedule_not_before(&t), TIME_NONE);
	t.every_s = 1800;
	t.status = SCHEDULE_GONE;
	assert_int_equal(schedule_next(&t), TIME_NONE);
	assert_false(schedule_allows(SCHEDULE_GONE, TIME_NONE, NOW));
}

static void a_move_to_the_other_script_is_seen(void **state)
{
	static const struct {
		const char *from, *to;
		bool changes;
	} rows[] = {
		{ "https://a.example/zhongwen/simp/rss.xml", "https://a.example/zhongwen/trad/rss.xml", true },
		{ "https://a.example/zh-TW/feed", "https://a.example/zh-cn/feed", true },
		{ "http://a.example/simp/feed", "https://a.example/simp/feed", false },
		{ "https://a.example/feed", "https://a.example/trad/feed", false },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_int_equal(request_changes_script(rows[i].from, rows[i].to), rows[i].changes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_counts_and_wishes_lengthen_it),
		cmocka_unit_test(hours_and_days_are_left_out),
		cmocka_unit_test(failures_double_the_wait),
		cmocka_unit_test(sources_of_one_host_come_back_apart),
		cmocka_unit_test(what_a_site_refuses_waits_for_its_interval),
		cmocka_unit_test(retry_after_and_gone_are_honoured),
		cmocka_unit_test(a_move_to_the_other_script_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
