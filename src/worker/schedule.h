/*
 * When a source is asked again. Pure; any thread.
 *
 * It went well: after its interval; later if the feed or its server wishes so (<ttl>, sy:, at most a
 * day; Cache-Control and Expires, at most six hours), and not in hours and days which the feed names
 * in <skipHours> and <skipDays>. `every` of the source itself is the user's word on that source: it
 * stands against such wishes, but goes no lower than five minutes then.
 *
 * It failed n times in a row: after first × 2^(n−1), at most a day, and up to a quarter of that more,
 * by a hash of the source's key and n, so that a hundred sources of one broken host do not come back
 * at one moment. first is the interval, and at most five minutes where the next try may well go
 * better (no answer, or a server's own error). Never before Retry-After, of which a day counts.
 *
 * "Gone" (410) is final: not asked again by itself.
 */
#ifndef WORKER_SCHEDULE_H
#define WORKER_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	SCHEDULE_GONE = 410,            /* HTTP */
	SCHEDULE_LEAST_S = 60,          /* no interval is shorter */
	SCHEDULE_FLOOR_S = 5 * 60,      /* of `every` against what the feed wishes */
	SCHEDULE_RETRY_S = 5 * 60,
	SCHEDULE_MOST_S = 24 * 3600,    /* of <ttl>, Retry-After and the wait after failures */
	SCHEDULE_FRESH_MOST_S = 6 * 3600, /* of Cache-Control and Expires */
};

/* How a try went. */
struct schedule_try {
	int64_t now;           /* UTC seconds */
	const char *key;       /* of the source */
	int every_s;           /* its interval, 0: only on request */
	bool is_own;           /* and that is its own, not the global one */
	int failures;          /* in a row, with this one; 0: it went well */
	int status;            /* HTTP, 0 if there was no answer */
	int64_t retry_after_s; /* -1 when absent */
	int64_t fresh_s;       /* Cache-Control, Expires; -1 when absent */
	int ttl_s;             /* 0 when absent */
	uint32_t skip_hours;
	uint8_t skip_days;
};

/* UTC seconds; TIME_NONE: not by itself. */
int64_t schedule_next(const struct schedule_try *t);
/* Before that the server does not want to be asked at all; TIME_NONE: it did not say so. */
int64_t schedule_not_before(const struct schedule_try *t);
/* May a run over all sources ask it, though it is the user who began that? Not one that is gone, and
 * not before the time its server has named. One that is named by itself may always be asked. */
bool schedule_allows(int status, int64_t not_before, int64_t now);

#endif
