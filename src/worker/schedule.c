#include "worker/schedule.h"
#include "base/clock.h"
#include "base/str.h"

#include <string.h>

enum { HOUR_S = 3600, DOUBLINGS_MOST = 10 };

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool is_transient(int status)
{
	return status == 0 || status == 408 || status >= 500;
}

static int64_t jitter(const struct schedule_try *t, int64_t wait)
{
	uint64_t hash = hash_bytes(HASH_START, t->key, strlen(t->key));

	hash = hash_bytes(hash, &t->failures, sizeof t->failures);
	return (int64_t)((hash >> 16) % (uint64_t)(wait / 4 + 1));
}

static int64_t wait_after_failure(const struct schedule_try *t)
{
	int64_t first = is_transient(t->status) ? least(t->every_s, SCHEDULE_RETRY_S) : t->every_s;
	int doublings = t->failures <= DOUBLINGS_MOST ? t->failures - 1 : DOUBLINGS_MOST;
	int64_t wait = least(first << doublings, most(SCHEDULE_MOST_S, t->every_s));

	return wait + jitter(t, wait);
}

static int64_t wait_after_success(const struct schedule_try *t)
{
	int64_t wish = most(least(t->ttl_s, SCHEDULE_MOST_S),
	                    least(t->fresh_s, SCHEDULE_FRESH_MOST_S));

	if (t->is_own)
		wish = least(wish, SCHEDULE_FLOOR_S);
	return most(t->every_s, wish);
}

static bool is_skipped(const struct schedule_try *t, int64_t at)
{
	struct civil c = civil_from_utc(at, 0);

	return (t->skip_hours >> c.hour & 1) || (t->skip_days >> c.weekday & 1);
}

/* The first moment from `at` on that the feed does not rule out; at itself when it rules out all. */
static int64_t not_skipped(const struct schedule_try *t, int64_t at)
{
	int64_t hour = at;

	if (t->is_own || (!t->skip_hours && !t->skip_days))
		return at;
	for (int i = 0; i <= 7 * 24; i++) {
		if (!is_skipped(t, hour))
			return hour;
		hour = (hour / HOUR_S + 1) * HOUR_S;
	}
	return at;
}

int64_t schedule_next(const struct schedule_try *t)
{
	int64_t asked = t->failures ? least(t->retry_after_s, SCHEDULE_MOST_S) : -1;

	if (t->failures && t->status == SCHEDULE_GONE)
		return TIME_NONE;
	if (!t->every_s)
		return asked > 0 ? t->now + asked : TIME_NONE;
	if (!t->failures)
		return not_skipped(t, t->now + wait_after_success(t));
	return t->now + most(wait_after_failure(t), asked);
}

int64_t schedule_not_before(const struct schedule_try *t)
{
	return t->failures && t->retry_after_s > 0 ? t->now + least(t->retry_after_s, SCHEDULE_MOST_S)
	                                           : TIME_NONE;
}

bool schedule_allows(int status, int64_t not_before, int64_t now)
{
	/* a clock that was set back must not shut a source out for years */
	bool is_shut = not_before != TIME_NONE && not_before > now &&
	               not_before - now <= SCHEDULE_MOST_S;

	return status != SCHEDULE_GONE && !is_shut;
}
