/*
 * What the threads say to each other. Messages are heap structs; ownership goes with them
 * (base/queue.h). Into the worker's inbox: orders (from the UI thread) and parsed results (from the
 * pool). Into the reader's inbox: news.
 */
#ifndef WORKER_MESSAGE_H
#define WORKER_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/queue.h"
#include "base/thread.h"

struct config;
struct fetch_answer;
struct lookup;
struct parsed;
struct topic;

enum message_kind {
	/* to the worker */
	ORDER_REFRESH,   /* ids, n (0: all that are not paused); flag: asked for by the user */
	ORDER_CANCEL,
	ORDER_READ,      /* ids, n, flag */
	ORDER_STAR,      /* ids, n, flag */
	ORDER_TAG,       /* ids, n, text, flag: add */
	ORDER_UNDO,      /* ids[0]: serial of such an order; flag: take back what it changed, else
	                    that will not be asked for any more */
	ORDER_NOTE,      /* name, text */
	ORDER_PAGE,      /* ids[0] */
	ORDER_CONFIG,    /* config: use this one; the old one comes back as NEWS_CONFIG */
	ORDER_PICTURE,   /* ids[0]: of this article; text: its address, NULL: not wanted any more */
	ORDER_LOOK,      /* lookup: find out what its address is; comes back as NEWS_FOUND */
	ORDER_FORGET,    /* ids[0]: remove this source's articles */
	ORDER_MEND,      /* the reader met damage: look at the database closely, mend it */
	ORDER_QUIT,
	RESULT_PARSED,   /* parsed */
	RESULT_SECRET,   /* name: a command; text: the line it printed, or (flag false) why there is none */
	RESULT_LOOKED,   /* lookup: has taken answer */
	/* to the reader */
	NEWS_PROGRESS,   /* progress */
	NEWS_LOADING,    /* ids, n: these sources are being fetched (flag), or not any more */
	NEWS_CHANGED,    /* the store has changed: changed says what */
	NEWS_DONE,       /* serial: this order is committed, or (flag false) could not be */
	NEWS_NOTICE,     /* text: one sentence; flag: something failed that is not a source */
	NEWS_PAGE,       /* ids[0]: its page has come (flag) or failed (text says why) */
	NEWS_PICTURE,    /* serial: of the order; text: its n bytes, or (flag false) why there are none */
	NEWS_FOUND,      /* lookup: how it ended */
	NEWS_CONFIG,     /* config: nobody uses it any more */
	NEWS_ALERT,      /* text: what was set off; flag: ring the bell; changed: enum alert_notify */
	NEWS_SEARCH,     /* the search has something to take */
	NEWS_TOPIC,      /* topic: has been gathered */
};

enum {
	CHANGED_ITEMS = 1,
	CHANGED_HOT = 2,
	CHANGED_SOURCES = 4,
	CHANGED_BACK = 8,  /* rows have come back: a list is read again however long it is */
};

struct refresh_progress {
	bool running;
	bool mended;      /* the database was replaced meanwhile: what was in flight is lost */
	bool elsewhere;   /* another process is fetching: nothing was asked for here */
	int done, total, failed, n_new;
	int64_t finished;
};

struct message {
	enum message_kind kind;
	int64_t *ids;
	size_t n;
	bool flag;
	uint32_t serial;
	unsigned changed;
	char *name, *text;
	struct config *config;
	struct parsed *parsed;
	struct lookup *lookup;
	struct fetch_answer *answer;
	struct topic *topic;
	struct refresh_progress progress;
};

struct message *message_new(enum message_kind kind);
/* With a copy of ids. */
struct message *message_with_ids(enum message_kind kind, const int64_t *ids, size_t n);
void message_free(struct message *m);
/* Every job of a pool: work(m) fills m in on one of its threads, then m is posted to reply. Owns m. */
void message_work(struct message *m, void (*work)(struct message *), struct pool *pool,
                  struct queue *reply);
/* For queue_free(). */
void message_free_any(void *m);

#endif
