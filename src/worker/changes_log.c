#include "worker/changes_log.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* The place of a serial, or where it belongs. */
static size_t place_of(const struct changes_log *log, uint32_t serial)
{
	size_t at = log->n;

	while (at && log->orders[at - 1].serial >= serial)
		at--;
	return at;
}

static bool has(const struct changes_log *log, size_t at, uint32_t serial)
{
	return at < log->n && log->orders[at].serial == serial;
}

struct changes *changes_log_of(struct changes_log *log, uint32_t serial)
{
	size_t at = place_of(log, serial);

	if (!has(log, at, serial)) {
		ARRAY_PUSH(log->orders, log->n, log->cap) = (struct order_changes){ 0 };
		memmove(log->orders + at + 1, log->orders + at, (log->n - 1 - at) * sizeof *log->orders);
		log->orders[at] = (struct order_changes){ .serial = serial };
	}
	return &log->orders[at].changes;
}

struct changes *changes_log_find(const struct changes_log *log, uint32_t serial)
{
	size_t at = place_of(log, serial);

	return has(log, at, serial) ? &log->orders[at].changes : NULL;
}

void changes_log_forget(struct changes_log *log, uint32_t serial)
{
	size_t at = place_of(log, serial);

	if (!has(log, at, serial))
		return;
	changes_release(&log->orders[at].changes);
	log->n--;
	memmove(log->orders + at, log->orders + at + 1, (log->n - at) * sizeof *log->orders);
}

void changes_log_release(struct changes_log *log)
{
	for (size_t i = 0; i < log->n; i++)
		changes_release(&log->orders[i].changes);
	free(log->orders);
	*log = (struct changes_log){ 0 };
}
