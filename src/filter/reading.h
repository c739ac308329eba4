/*
 * Reading all rows of the store for a filter, in threads of its own: each reads pieces of the range of
 * ids through a reading store of its own, and folds them. Begun when the prompt opens, the first key
 * waits for the rest only.
 */
#ifndef FILTER_READING_H
#define FILTER_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "filter/rows.h"
#include "base/err.h"

struct filter_reading;

/* Which rows; the default is all of them. */
struct filter_reading_options {
	const char *database;         /* path */
	int64_t first, last;          /* ids that there are; newer ones are read too */
	const int64_t *hidden;        /* sources left out */
	size_t n_hidden;
	bool no_muted, no_read;
};

/* Nothing of o is kept. */
struct filter_reading *filter_reading_start(const struct filter_reading_options *o);
/* Wait for the end and free it: the rows by falling ids, which are the caller's; never NULL. What could
 * not be read is told in err. */
struct filter_rows *filter_reading_finish(struct filter_reading *reading, struct err *err);
/* End at once (a row's time) and free it; NULL is fine. */
void filter_reading_cancel(struct filter_reading *reading);

#endif
