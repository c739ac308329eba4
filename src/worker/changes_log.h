/*
 * What the orders of this run have changed, for undoing them: the worker's side of undo. Kept by the
 * order's serial until the reader says that it will not be asked for. Worker thread only.
 */
#ifndef WORKER_CHANGES_LOG_H
#define WORKER_CHANGES_LOG_H

#include "store/undo.h"

struct order_changes {
	uint32_t serial;
	struct changes changes;
};

struct changes_log {
	struct order_changes *orders; /* by serial */
	size_t n, cap;
};

/* Where the changes of this order are noted; the same again when it is tried again. */
struct changes *changes_log_of(struct changes_log *log, uint32_t serial);
/* NULL: nothing is known of it, it changed nothing. */
struct changes *changes_log_find(const struct changes_log *log, uint32_t serial);
void changes_log_forget(struct changes_log *log, uint32_t serial);
void changes_log_release(struct changes_log *log);

#endif
