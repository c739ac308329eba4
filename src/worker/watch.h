/*
 * Whether somebody has written to a database: the system tells (inotify), nobody asks. Costs nothing
 * while nothing is written. Writes of this process are told of too; store_version() knows them apart.
 *
 * What is seen is the writing, which comes a moment before the commit can be read. One thread.
 */
#ifndef WORKER_WATCH_H
#define WORKER_WATCH_H

#include <stdbool.h>

struct watch;

/* Never NULL; without inotify it never tells anything. */
struct watch *watch_open(const char *database);
void watch_close(struct watch *w);
/* Readable when something was written in the folder; -1 if it cannot be watched. */
int watch_fd(const struct watch *w);
/* Take what has been told; true when the file or its log was written, made or replaced. */
bool watch_take(struct watch *w);

#endif
