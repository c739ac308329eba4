/* How a source is, in words: every form of the sentence. English: the messages themselves. */
#include "unit.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "ui/health.h"

/* 2026-11-22 21:10 +08:00 */
static const struct health_now at = { 1795353000, 8 * 3600 };

static void says(const struct problem *p, const char *want)
{
	struct str out = STR_INIT;

	health_add_problem(&out, p, &at);
	assert_string_equal(out.data, want);
	str_release(&out);
}

static void a_failing_source_says_what_can_still_be_read(void **state)
{
	struct problem p = { .kind = PROBLEM_FAILING, .text = "connection refused",
		             .since = at.now - 60, .good = at.now - 1800,
		             .next_try = at.now + 290 };

	(void)state;
	says(&p, "what came at 20:40; not reached: connection refused; tried again in 5 minutes");
	p.next_try = at.now + 31;
	p.status = 503;
	says(&p, "what came at 20:40; not fetched: connection refused; tried again in 1 minute");
	p.next_try = at.now - 5;
	p.good = TIME_NONE;
	says(&p, "not fetched: connection refused; is tried again at once");
	p.next_try = TIME_NONE;
	says(&p, "not fetched: connection refused");
}

static void waits_are_told_in_round_units(void **state)
{
	static const struct {
		int64_t wait;
		const char *text;
	} rows[] = {
		{ 60, "tried again in 1 minute" },        { 89 * 60, "tried again in 89 minutes" },
		{ 90 * 60, "tried again in 2 hours" },    { 24 * 3600, "tried again in 24 hours" },
		{ 36 * 3600, "tried again in 2 days" },   { 7 * 86400, "tried again in 7 days" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct problem p = { .kind = PROBLEM_FAILING, .text = "x", .since = at.now,
			             .good = TIME_NONE, .next_try = at.now + rows[i].wait };
		char want[96];

		snprintf(want, sizeof want, "not reached: x; %s", rows[i].text);
		says(&p, want);
	}
}

/* A clock time alone would be taken for today's. */
static void yesterdays_content_has_its_day(void **state)
{
	struct problem p = { .kind = PROBLEM_FAILING, .text = "x", .since = at.now,
		             .good = at.now - 86400, .next_try = TIME_NONE };

	(void)state;
	says(&p, "what came at November 21 21:10; not reached: x");
}

static void what_cannot_be_fetched_at_all_says_only_why(void **state)
{
	struct problem broken = { .kind = PROBLEM_FAILING, .text = "it has no address",
		                  .since = TIME_NONE, .good = TIME_NONE, .next_try = TIME_NONE };
	struct problem line = { .kind = PROBLEM_CONFIG, .text = "no such option",
		                .since = TIME_NONE, .good = TIME_NONE, .next_try = TIME_NONE };

	(void)state;
	says(&broken, "it has no address");
	says(&line, "no such option");
}

static void a_source_that_is_well_says_nothing(void **state)
{
	struct source_facts facts = { .last_try = at.now, .last_success = at.now,
		                      .next_try = at.now + 600, .newest = at.now };
	struct str out = STR_INIT;

	(void)state;
	health_add(&out, &facts, &at);
	assert_string_equal(out.data, "");
	facts.is_frozen = true;
	facts.newest = at.now - 400 * 86400LL;
	health_add(&out, &facts, &at);
	assert_string_equal(out.data, "no news for long, the newest is of October 18, 2025");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failing_source_says_what_can_still_be_read),
		cmocka_unit_test(waits_are_told_in_round_units),
		cmocka_unit_test(yesterdays_content_has_its_day),
		cmocka_unit_test(what_cannot_be_fetched_at_all_says_only_why),
		cmocka_unit_test(a_source_that_is_well_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
