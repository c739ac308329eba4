/*
 * The worker: the only writer of the store and the only user of the network. It runs in a thread of
 * its own (worker_start()) or is stepped by the command line (worker_new(), worker_step()).
 *
 * Orders come through an inbox; marks are committed first and alone, between the batches of a
 * refresh. Bytes are parsed by a small pool of threads; the worker only downloads and saves.
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <stdbool.h>
#include "base/err.h"
#include "base/path.h"
#include "base/queue.h"
#include "config/config.h"
#include "worker/message.h"

struct worker;

struct worker_options {
	const struct paths *paths;     /* borrowed for the worker's life */
	const char *database;          /* path of news.db; copied */
	struct config *config;         /* in use until NEWS_CONFIG gives it back (at the end too) */
	struct queue *news;            /* borrowed: where news is posted */
	bool pages_too;                /* a web page that is no feed becomes one article (haowai URL) */
	bool once;                     /* no schedule, no housekeeping: the command line */
};

/* A worker without a thread. NULL when the store cannot be opened for writing. */
struct worker *worker_new(const struct worker_options *o, struct err *err);
void worker_free(struct worker *w);
/* The inbox for orders. */
struct queue *worker_inbox(struct worker *w);
/* Wait at most timeout_ms for something to do (-1: until then) and do it. False after ORDER_QUIT. */
bool worker_step(struct worker *w, int timeout_ms);
/* Do what was ordered and fetch until nothing is left or was found due; the command line's way. */
void worker_finish(struct worker *w);
/* Nothing is downloading, being parsed or waiting to be saved. */
bool worker_is_idle(const struct worker *w);

#endif
