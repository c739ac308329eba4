/*
 * The digest of what a reader has: gathers articles, hot lists and tags and has digest/digest.h make a page
 * of them. UI thread, or the command line. Nothing is fetched.
 */
#ifndef READER_DIGEST_H
#define READER_DIGEST_H

#include "digest/digest.h"
#include "reader/reader.h"

struct digest_ask {
	int64_t since;            /* UTC seconds */
	const char *filter;       /* NULL: everything */
	size_t per_tag, hot_most;
	/* When nothing came in since: the span of the same length that ends with the newest there is. */
	bool or_newest;
};

/* Fill an empty digest; no lead: nothing is new. False with a sentence when the store could not be read,
 * or (err, and all the same true) what of the filter was not understood. */
bool reader_digest(struct reader *r, const struct digest_ask *ask, struct digest *out, struct err *err);
/* Bring what is read and starred up to date; the page stays as it is. */
void reader_digest_marks(struct reader *r, struct digest *d);
/* When `haowai digest --since last` ran last, TIME_NONE: never; and that it did now (command line only). */
int64_t reader_last_digest(struct reader *r);
bool reader_set_last_digest(struct reader *r, int64_t time, struct err *err);

#endif
