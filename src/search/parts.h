/*
 * The inside of a search: the messages between its user (search.c) and the thread that leads it
 * (search/lead.c). Not for others.
 */
#ifndef SEARCH_PARTS_H
#define SEARCH_PARTS_H

#include <stdatomic.h>
#include "base/queue.h"
#include "base/thread.h"
#include "search/rows.h"
#include "search/search.h"

struct search_call {
	enum { CALL_ASK, CALL_ROWS, CALL_QUIT } kind;
	unsigned serial;
	char *expression;
	enum search_order order;
	int64_t hide_source_id;
	struct filter_context context;
	struct tag_map *renamed;     /* its own */
	size_t from;                 /* CALL_ROWS */
};

struct search_news {
	unsigned serial;
	bool is_answer;              /* false: rows only */
	struct search_state state;
	char *problem;
	struct search_rows *rows;    /* may be NULL */
};

struct search {
	/* Set before the threads begin, constant until they have ended. */
	char *database;
	int threads;
	void (*tell)(void *opaque);
	void *opaque;
	struct queue *calls;         /* to the leading thread */
	struct queue *jobs;          /* from it to the helper: struct search_job, borrowed */
	struct queue *pieces;        /* from the helper to it */
	struct queue *news;          /* from it to the user */
	atomic_uint wanted;          /* the serial of the last question */

	/* The user's. */
	struct thread *lead;
	unsigned serial;
	struct search_query *query;  /* for its words */
	struct search_state state;
	char *problem;
	struct search_rows **blocks;
	bool *asked;
	size_t n_blocks, n_read;
};

/* Wait until a message is there and take it. */
void *search_take(struct queue *q);
/* The leading thread's function. */
void search_lead(void *search);
void search_call_free(void *call);
void search_news_free(void *news);

#endif
