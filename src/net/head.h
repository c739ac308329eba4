/*
 * What the header lines of an answer say, as far as a reader asks. Pure; one thread at a time.
 *
 * Lines are given one by one as they arrive; a new status line (after 100 Continue) starts over.
 * All lines together have a ceiling.
 */
#ifndef NET_HEAD_H
#define NET_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HEAD_MOST (128 * 1024)  /* bytes of all lines */
#define HEAD_VALUE_MOST 8192    /* bytes of one value; a longer one counts as absent */

struct head {
	int status;             /* 0 before the status line */
	bool complete;          /* the empty line has come */
	size_t bytes;           /* of all lines so far, repeated heads too */
	char *content_type, *content_encoding, *transfer_encoding;
	char *etag, *last_modified, *location; /* exactly as served; NULL when absent */
	char *retry_after, *date, *expires;
	int64_t max_age_s;      /* Cache-Control; -1 when absent */
	int64_t age_s;          /* how long it lay in a cache on the way; 0 when absent */
	bool no_cache;          /* Cache-Control says that it is old at once */
};

void head_init(struct head *h);
void head_release(struct head *h);
/* Take a line with or without its end. False when all lines together are over HEAD_MOST. */
bool head_line(struct head *h, const char *line, size_t n);
/* Seconds to wait by Retry-After (a number or a date, counted from the answer's own Date, else from
 * now), never negative; -1 when absent or unreadable. */
int64_t head_retry_after_s(const struct head *h, int64_t now);
/* Seconds for which it says of itself that it stays fresh: Cache-Control, else Expires (counted from
 * the answer's own Date, else from now), less the time in a cache on the way; never negative; -1
 * when it does not say, 0 for no-cache and no-store. */
int64_t head_fresh_s(const struct head *h, int64_t now);

#endif
