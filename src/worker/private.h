/*
 * The inside of the worker, shared by the files of this folder that are part of it. The worker's thread
 * only (worker/worker.h).
 */
#ifndef WORKER_PRIVATE_H
#define WORKER_PRIVATE_H

#include "net/fetch.h"
#include "store/store.h"
#include "worker/alerts.h"
#include "worker/changes_log.h"
#include "worker/judging.h"
#include "worker/lookup.h"
#include "worker/message.h"
#include "worker/parsed.h"
#include "worker/secret.h"
#include "worker/worker.h"

#include <sys/types.h>

struct download;

struct worker {
	const struct paths *paths;
	char *database;
	struct config *config;
	struct config **old_configs;   /* replaced while downloads still used them */
	size_t n_old_configs, cap_old_configs;
	struct queue *inbox, *news;
	struct pool *pool;
	struct fetcher *fetcher;       /* made when first needed */
	struct store *store;           /* NULL while a damaged one cannot be mended */
	bool pages_too, once, ending;
	int refresh_lock;              /* held while a refresh runs; -1 otherwise */
	struct refresh_progress progress;
	size_t in_flight;              /* downloads asked for and not answered */
	size_t parsing;                /* worker_give(): with the pool and not back */
	struct download *picture;      /* the one that somebody waits for, or NULL */
	struct secrets secrets;        /* what commands have printed in this run */
	struct download **held;        /* they wait for such a line */
	size_t n_held, cap_held;
	struct judging judging;
	struct alerts alerts;
	int batch_saves;               /* since store_begin(), 0: no batch open */
	int64_t batch_since_ms;
	unsigned batch_changed;        /* CHANGED_… of the open batch */
	int64_t next_due;              /* UTC seconds, TIME_NONE: nothing is scheduled */
	int64_t quiet_until;           /* UTC seconds: no run begins by itself before that */
	int64_t next_housekeeping_ms;
	struct message **kept;         /* orders that met a locked database, in order */
	size_t n_kept, cap_kept;
	struct changes_log changes;    /* of the marks of this run, for undoing them */
	int64_t next_kept_ms;
	int64_t kept_since_ms;         /* the first of them; 0: it was told of */
	int64_t next_mend_ms;          /* the database is not looked at again before that */
	struct watch *watch;           /* what other processes write; NULL in the command line */
	uint32_t version;              /* of the store, as the reader was last told */
	ino_t inode;                   /* of the file that is open */
	int64_t look_ms;               /* when to see what was written, 0: nothing was */
	int looks;                     /* how often still */
	int64_t looked_ms;
};

/* Have the pool do it: m comes back to the inbox. */
void worker_give(struct worker *w, struct message *m, void (*work)(struct message *));
/* Say one sentence in the status line and the log. */
void worker_notice(struct worker *w, const char *text);
/* The same of what failed: `haowai refresh` does not end well then. */
void worker_failure(struct worker *w, const char *text);
void worker_changed(struct worker *w, unsigned changed);

#endif
