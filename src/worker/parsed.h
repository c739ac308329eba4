/*
 * An answer from the net on its way to the store: downloaded, then parsed by the pool, then saved by
 * the worker. One owner at a time: whoever holds it.
 */
#ifndef WORKER_PARSED_H
#define WORKER_PARSED_H

#include <stdbool.h>
#include "base/err.h"
#include "config/config.h"
#include "feed/page_parts.h"
#include "model/feed.h"
#include "model/item.h"
#include "model/source.h"
#include "net/fetch.h"
#include "store/store.h"

struct message;

struct parsed {
	struct fetch_answer *answer;  /* owned */
	const struct source *source;  /* borrowed from the configuration in use */
	int64_t source_id;
	const struct config *config;  /* whose [page] rules say what links need not hold; or NULL */
	const struct page_rule *rule; /* when this is an article's page */
	int64_t item_id;
	const struct source *page_of; /* the source of that article, or NULL */
	struct page_parts *parts;     /* the pages before this one, or NULL; owned */
	int64_t fetched;
	bool page_too;                /* a page that is no feed becomes one article */
	bool ok;
	struct feed feed;             /* of a source */
	struct draft *draft;          /* of its articles, for the store */
	struct arena arena;           /* of a page */
	struct article page;
	struct err err;
};

struct parsed *parsed_new(void);
void parsed_free(struct parsed *p);
/* What the pool does with m->parsed: parse it, and make the store's draft of it. */
void parsed_work(struct message *m);
/* Parse it in this thread. */
void parsed_run(struct parsed *p);

#endif
