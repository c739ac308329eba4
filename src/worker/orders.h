/*
 * Orders that write: marks, tags, notes, undoing. Each is committed alone and at once; what cannot be is
 * kept, in the order in which it came. Part of the worker and of its thread only.
 */
#ifndef WORKER_ORDERS_H
#define WORKER_ORDERS_H

#include "worker/private.h"

/* Carry one out, or keep it behind those that are kept; owns m. */
void orders_take(struct worker *w, struct message *m);
/* Try again those that another process's write, a full disk or damage kept from being committed; is_last:
 * no other chance comes. */
void orders_write_kept(struct worker *w, bool is_last);

#endif
