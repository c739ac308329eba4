/*
 * One request on its way to its answer: hop by hop through redirects, a libcurl handle at a time.
 *
 * The fetcher decides when a hop starts; everything about what is sent, taken and concluded is
 * here and in answer.h. One thread.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include <curl/curl.h>
#include "net/fetch.h"
#include "net/head.h"
#include "net/inflate.h"
#include "net/route.h"

/* Why a body was broken off by us. */
enum stop {
	STOP_NONE,
	STOP_ENOUGH,  /* the rest of it is of no interest */
	STOP_HEAD,    /* headers without end */
	STOP_LARGE,
	STOP_BOMB,
	STOP_BROKEN,  /* not packed as it says */
	STOP_PACKING, /* packed in a way that was not asked for */
};

struct transfer {
	struct transfer *next;       /* the fetcher's queue and lists */
	struct transfer *prev;
	struct host *host;           /* whose turn it uses; kept by the fetcher */
	char *method, *body, *etag, *last_modified, *proxy;
	char **headers;
	size_t n_headers;
	size_t limit;
	bool is_local;               /* file:// */
	bool leaves_packed;          /* as the fetcher's options say */
	struct route route;
	const int64_t *slice_end_ms; /* the fetcher's: from then on bodies wait for its next turn */
	struct fetch_answer *answer; /* under way; outcome is set last */
	/* the hop that runs */
	CURL *easy;                  /* NULL while it waits */
	struct curl_slist *lines;
	char error[CURL_ERROR_SIZE];
	struct head head;
	struct inflater inflater;
	bool body_begun;
	bool paused;                 /* libcurl holds back what came after the slice's end */
	size_t hop_bytes;            /* of this body, on the wire */
	enum stop stop;
};

/* Copy the request. The answer is ready at once, with a sentence, when transfer_is_done(). */
struct transfer *transfer_new(const struct fetch_request *request);
/* Free it and its answer, if that was not taken; the handle must be gone. */
void transfer_free(struct transfer *t);
bool transfer_is_done(const struct transfer *t);
struct fetch_answer *transfer_take_answer(struct transfer *t);

/* Prepare the handle (as good as new, or that of the hop before) for the next hop. */
void transfer_start(struct transfer *t, CURL *easy, const struct fetch_options *options);
/* The hop ended. False when another one must be started. */
bool transfer_end(struct transfer *t, CURLcode code, const struct fetch_options *options);
/* Take the handle out of a hop that ended or is given up. */
CURL *transfer_take_handle(struct transfer *t);
void transfer_cancel(struct transfer *t);
/* End it as failed for a reason of our own. */
void transfer_refuse(struct transfer *t, const char *why);

#endif
