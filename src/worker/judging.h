/*
 * The worker's rules: what is saved is judged by them (worker/rules.h), and after they have changed the
 * whole store is, slice by slice, when nothing else is to be done. What was applied last is noted in
 * the database, so that a start without a change costs one look. Part of the worker and its thread.
 */
#ifndef WORKER_JUDGING_H
#define WORKER_JUDGING_H

#include "worker/rules.h"

struct worker;

struct judging {
	struct rules *rules;
	int64_t made;            /* when, UTC seconds: a rule may hold a time */
	char *known;             /* what was applied before these */
	bool is_due;             /* the store is to be judged anew */
	bool has_begun, changed;
	int64_t next_ms;         /* not before */
	int64_t told_ms;
};

/* Take the rules of the worker's configuration, for its store: at its start and whenever one of the two
 * was replaced. */
void judging_begin(struct worker *w);
void judging_release(struct worker *w);
/* Do a slice if one is due. */
void judging_step(struct worker *w);
/* When it wants to be called, monotonic milliseconds; INT64_MAX: not by itself. */
int64_t judging_next_ms(const struct worker *w);

#endif
