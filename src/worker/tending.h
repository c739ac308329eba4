/*
 * The store is tended: mended when it is damaged, looked at when another process has written to it, purged by
 * rule. Part of the worker and of its thread only.
 */
#ifndef WORKER_TENDING_H
#define WORKER_TENDING_H

#include "worker/private.h"

/* Whatever is in the store now has been seen, or is told of. */
void tending_know_store(struct worker *w);
/* Mend the store if it is damaged, when it is time. */
void tending_mend(struct worker *w);
/* See what other processes have written. A write is seen before its commit can be: look a moment later,
 * and once more, in case. */
void tending_look_around(struct worker *w);
bool tending_is_due(const struct worker *w);
/* Purge by rule, in slices between which orders are taken; then keep the log file short. */
void tending_keep_house(struct worker *w);

#endif
