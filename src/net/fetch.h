/*
 * Downloads: many at once, few per host, conditional, counted and bounded. The only user of
 * libcurl.
 *
 * One thread owns a fetcher (the worker). Nothing here blocks but fetcher_wait(). Decoded bytes are
 * counted, so a compressed bomb ends at the ceiling.
 *
 * What always holds: http and https only (file:// is read by ourselves and nothing redirects to
 * it); certificates are checked; https never becomes http; at most 10 redirects; names, passwords
 * and headers of the request stay with the first host, port and scheme; no .netrc, no Referer;
 * cookies live as long as one request; what a broken server does ends within the limits below.
 */
#ifndef NET_FETCH_H
#define NET_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct fetcher;

/* A zero or NULL means the default. */
struct fetch_options {
	int max_total;            /* transfers at once; default 32 */
	int max_per_host;         /* default 4 */
	int host_gap_ms;          /* between the starts of two requests to one host; default 0 */
	int connect_timeout_s;    /* default 10 */
	int timeout_s;            /* all redirects together; default 30 */
	int low_speed_s;          /* give up after so long below 100 bytes a second; default 15 */
	const char *user_agent;   /* default "haowai/VERSION (news reader)" */
	const char *proxy;        /* NULL: from the environment; "": none */
	const char *ca_file;      /* certificate authorities, PEM; NULL: the system's */
	bool leaves_packed;       /* the caller unpacks: fetch_answer_unpack() */
};

#define FETCH_LIMIT (16u * 1024 * 1024)  /* default ceiling of decoded bytes */
#define FETCH_LIMIT_ERROR (64u * 1024)   /* the ceiling for the page that comes with a 4xx or 5xx */

enum fetch_outcome {
	FETCH_OK,           /* 2xx (or file:// read) with a body */
	FETCH_NOT_MODIFIED, /* 304 */
	FETCH_HTTP_ERROR,   /* 4xx, 5xx: status says which */
	FETCH_FAILED,       /* no answer that can be used: err says why */
	FETCH_TOO_LARGE,    /* the ceiling was met; body holds what came before it */
	FETCH_CANCELLED,
};

/* All strings are copied by fetcher_add(). */
struct fetch_request {
	const char *url;                /* http, https or file */
	const char *etag, *last_modified; /* sent exactly as served, or NULL */
	const char *const *headers;     /* "Name: value", n_headers of them */
	size_t n_headers;
	const char *home;               /* the address that headers belong to, when url is where it
	                                   moved to: elsewhere they are not sent; NULL: url */
	const char *method, *body;      /* NULL: GET, or POST when there is a body */
	const char *proxy;              /* NULL: the fetcher's */
	size_t limit;                   /* ceiling of decoded bytes; 0: FETCH_LIMIT */
	void *context;                  /* given back in the answer */
};

struct parcel;

struct fetch_answer {
	void *context;
	enum fetch_outcome outcome;
	int status;                     /* HTTP status, 0 if none */
	struct str body;                /* decoded */
	struct parcel *parcel;          /* NULL, or what fetch_answer_unpack() makes the body from */
	char *content_type, *etag, *last_modified; /* NULL when absent (at a 304: as they were) */
	char *final_url;                /* after redirects */
	char *moved_to;                 /* where to, when every hop was for good (301, 308) */
	int redirects;                  /* how many were followed */
	int64_t retry_after_s;          /* -1 when absent */
	int64_t fresh_s;                /* how long it says it stays as it is; -1 when it does not */
	int64_t bytes_received;         /* on the wire */
	int duration_ms;                /* time in queues not counted */
	struct err err;                 /* one sentence when it did not go well: what failed, why */
};

struct fetcher *fetcher_open(const struct fetch_options *options, struct err *err);
/* Cancel what runs, free everything. */
void fetcher_close(struct fetcher *f);

/* Queue a request. One that cannot be made (an address or header that is none) is answered too. */
void fetcher_add(struct fetcher *f, const struct fetch_request *request);
/* Wait for network, extra_fd (or -1) readable, or timeout_ms; then do what can be done.
 * Returns at once when answers are ready. */
void fetcher_wait(struct fetcher *f, int extra_fd, int timeout_ms);
/* The next finished request, or NULL; the caller frees with fetch_answer_free(). */
struct fetch_answer *fetcher_take(struct fetcher *f);
void fetch_answer_free(struct fetch_answer *a);
/* Unpack a body that was left packed, on any thread. What it does not unpack to changes the outcome
 * (FETCH_FAILED, FETCH_TOO_LARGE) and says why; one that is unpacked stays as it is. */
void fetch_answer_unpack(struct fetch_answer *a);
/* Queued and running. */
size_t fetcher_pending(const struct fetcher *f);
/* The pending request with this context, if there is one, ends as FETCH_CANCELLED. */
void fetcher_cancel(struct fetcher *f, const void *context);
/* Every pending request ends as FETCH_CANCELLED. */
void fetcher_cancel_all(struct fetcher *f);

#endif
