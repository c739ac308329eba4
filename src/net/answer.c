#include "net/answer.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/parcel.h"
#include "net/reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a packed body may be larger on the wire than what it unpacks to. */
#define WIRE_SLACK 65536

void fetch_answer_free(struct fetch_answer *a)
{
	if (!a)
		return;
	str_release(&a->body);
	parcel_free(a->parcel);
	free(a->content_type);
	free(a->etag);
	free(a->last_modified);
	free(a->final_url);
	free(a->moved_to);
	free(a);
}

/* --- what is taken --------------------------------------------------------------------------- */

bool answer_follows(const struct transfer *t)
{
	return t->head.complete && route_is_redirect(t->head.status) && t->head.location;
}

static bool is_success(int status)
{
	return status >= 200 && status < 300;
}

size_t answer_take_head(char *line, size_t size, size_t n, void *opaque)
{
	struct transfer *t = opaque;

	if (head_line(&t->head, line, size * n))
		return size * n;
	t->stop = STOP_HEAD;
	return 0;
}

static void drop_parcel(struct fetch_answer *a)
{
	parcel_free(a->parcel);
	a->parcel = NULL;
}

static void begin_body(struct transfer *t)
{
	enum packing packing;

	t->body_begun = true;
	str_clear(&t->answer->body);
	drop_parcel(t->answer);
	t->answer->body.limit = is_success(t->head.status) || t->limit < FETCH_LIMIT_ERROR
	                                ? t->limit
	                                : FETCH_LIMIT_ERROR;
	/* libcurl undoes a packed transfer by itself, past our count of what came in */
	if (!packing_parse(t->head.content_encoding, &packing) ||
	    (t->head.transfer_encoding &&
	     !slice_is_nocase(slice_of(t->head.transfer_encoding), "chunked")))
		t->stop = STOP_PACKING;
	inflater_init(&t->inflater, packing);
	if (t->leaves_packed && packing != PACKING_NONE && is_success(t->head.status))
		t->answer->parcel = parcel_new(packing, t->answer->body.limit, t->route.host);
}

static enum stop stop_for(enum inflate_result result)
{
	switch (result) {
	case INFLATE_GOOD:
		return STOP_NONE;
	case INFLATE_FULL:
		return STOP_LARGE;
	case INFLATE_BOMB:
		return STOP_BOMB;
	case INFLATE_BROKEN:
		break;
	}
	return STOP_BROKEN;
}

/* Keep it as it came, while that is little, or unpack it. */
static enum stop take_piece(struct transfer *t, const char *bytes, size_t n)
{
	struct fetch_answer *a = t->answer;
	enum inflate_result result = INFLATE_GOOD;

	if (a->parcel && parcel_add(a->parcel, bytes, n))
		return STOP_NONE;
	if (a->parcel) {
		result = parcel_feed(a->parcel, &t->inflater, &a->body);
		drop_parcel(a);
	}
	if (result == INFLATE_GOOD)
		result = inflater_feed(&t->inflater, bytes, n, &a->body);
	return stop_for(result);
}

size_t answer_take_body(char *bytes, size_t size, size_t n, void *opaque)
{
	struct transfer *t = opaque;

	if (clock_monotonic_ms() >= *t->slice_end_ms) {
		t->paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	n *= size;
	t->hop_bytes += n;
	if (!t->body_begun)
		begin_body(t);
	if (t->stop != STOP_NONE)
		return 0;
	if (answer_follows(t)) {
		/* a few lines of HTML are read so that the connection can be used again */
		if (t->hop_bytes > FETCH_LIMIT_ERROR)
			t->stop = STOP_ENOUGH;
	} else {
		t->stop = take_piece(t, bytes, n);
		if (t->stop == STOP_NONE && t->hop_bytes > t->answer->body.limit + WIRE_SLACK)
			t->stop = STOP_LARGE;
	}
	return t->stop == STOP_NONE ? n : 0;
}

/* --- what is concluded ----------------------------------------------------------------------- */

static void fail(struct transfer *t, CURLcode code, const struct fetch_options *o)
{
	struct failure f = {
		.code = code,
		.host = t->route.host,
		.detail = t->error,
		.connect_timeout_s = o->connect_timeout_s,
		.timeout_s = o->timeout_s,
		.low_speed_s = o->low_speed_s,
	};
	curl_off_t ready_us = 0;

	curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &f.verify);
	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &f.proxy_status);
	curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &ready_us);
	f.connected = ready_us > 0;
	reason_of_failure(&t->answer->err, &f);
	t->answer->outcome = FETCH_FAILED;
}

static void fail_plainly(struct transfer *t, const char *text)
{
	reason_plain(&t->answer->err, t->route.host, text);
	t->answer->outcome = FETCH_FAILED;
}

void answer_take_fields(struct transfer *t)
{
	struct fetch_answer *a = t->answer;
	struct head *h = &t->head;

	a->status = h->status;
	a->content_type = h->content_type;
	a->etag = h->etag;
	a->last_modified = h->last_modified;
	h->content_type = h->etag = h->last_modified = NULL;
	a->retry_after_s = head_retry_after_s(h, clock_now());
	a->fresh_s = head_fresh_s(h, clock_now());
	a->final_url = xstrdup(t->route.url);
	a->redirects = t->route.hops;
}

/* What unpacking came to. False where that says nothing. */
static bool conclude_unpacking(struct fetch_answer *a, enum stop stop, const char *host, size_t limit)
{
	char text[256];

	a->outcome = FETCH_FAILED;
	switch (stop) {
	case STOP_LARGE:
		a->outcome = FETCH_TOO_LARGE;
		snprintf(text, sizeof text, _("too large, cut after %zu KiB"), limit / 1024);
		reason_plain(&a->err, host, text);
		return true;
	case STOP_BOMB:
		snprintf(text, sizeof text, _("refused: it unpacks to more than %d times its size"),
		         INFLATE_RATIO_MOST);
		reason_plain(&a->err, host, text);
		return true;
	case STOP_PACKING:
		reason_plain(&a->err, host, _("packed in a way that was not asked for"));
		return true;
	case STOP_BROKEN:
		reason_plain(&a->err, host, _("the packed answer is damaged or cut off"));
		return true;
	default:
		a->outcome = FETCH_OK;
		return false;
	}
}

static void conclude_success(struct transfer *t, CURLcode code, const struct fetch_options *o)
{
	struct fetch_answer *a = t->answer;

	if (t->stop == STOP_NONE && code == CURLE_OK && !a->parcel)
		t->stop = stop_for(inflater_finish(&t->inflater, &a->body));
	if (!conclude_unpacking(a, t->stop, t->route.host, t->limit) && code != CURLE_OK)
		fail(t, code, o);
}

void fetch_answer_unpack(struct fetch_answer *a)
{
	struct parcel *p = a->parcel;

	if (!p)
		return;
	a->parcel = NULL;
	conclude_unpacking(a, stop_for(parcel_unpack(p, &a->body)), p->host, p->limit);
	if (a->outcome == FETCH_FAILED)
		str_release(&a->body);
	a->body.limit = 0;
	parcel_free(p);
}

void answer_conclude(struct transfer *t, CURLcode code, const struct fetch_options *o)
{
	struct fetch_answer *a = t->answer;
	int status = t->head.status;

	answer_take_fields(t);
	if (t->stop == STOP_HEAD) {
		fail_plainly(t, _("the answer's header is too large"));
	} else if (is_success(status)) {
		conclude_success(t, code, o);
	} else if (status >= 400) {
		/* the status says more than how its page ended */
		if (t->stop == STOP_NONE)
			inflater_finish(&t->inflater, &a->body);
		a->outcome = FETCH_HTTP_ERROR;
		reason_of_status(&a->err, t->route.host, status, a->retry_after_s);
	} else if (code != CURLE_OK && t->stop == STOP_NONE) {
		fail(t, code, o);
	} else if (status == 304 && (t->etag || t->last_modified)) {
		a->outcome = FETCH_NOT_MODIFIED;
	} else {
		a->outcome = FETCH_FAILED;
		reason_of_status(&a->err, t->route.host, status, -1);
	}
	if (a->outcome == FETCH_OK || a->outcome == FETCH_NOT_MODIFIED)
		a->moved_to = route_moved_to(&t->route);
	if (a->outcome != FETCH_OK && a->outcome != FETCH_TOO_LARGE &&
	    a->outcome != FETCH_HTTP_ERROR) {
		str_release(&a->body);
		drop_parcel(a);
	}
	a->body.limit = 0;
}
