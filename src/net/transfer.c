#include "net/transfer.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/answer.h"
#include "net/local.h"

#include <stdlib.h>
#include <string.h>

#define AGENT "haowai/" HAOWAI_VERSION " (news reader)"
#define ACCEPT                                                                                     \
	"Accept: application/atom+xml, application/rss+xml, application/feed+json, "              \
	"application/xml;q=0.9, application/json;q=0.9, text/html;q=0.8, */*;q=0.5"
/* Only what inflate.c unpacks: what libcurl decoded would not be counted on its way in. */
#define PACKINGS "Accept-Encoding: gzip, deflate, br"
#define LOW_SPEED_BYTES 100

/* --- the request ----------------------------------------------------------------------------- */

/* A validator; one that would not be a single header line is forgotten. */
static char *dup_or_null(const char *s)
{
	return s && *s && !strpbrk(s, "\r\n") ? xstrdup(s) : NULL;
}

static bool is_token(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] <= 0x20 || (unsigned char)s.data[i] >= 0x7f)
			return false;
	return s.len > 0;
}

/* A header line that is one line with a name, so that nothing else can be smuggled in. */
static bool is_header(const char *line)
{
	struct slice rest = slice_of(line), name = slice_next(&rest, ':');

	return strchr(line, ':') && is_token(name) && !strpbrk(line, "\r\n");
}

static bool check_request(struct transfer *t, const struct fetch_request *request, struct err *err)
{
	for (size_t i = 0; i < request->n_headers; i++)
		if (!is_header(request->headers[i]))
			return err_set(err, _("a header of this source is not of the form "
			                      "\"Name: value\""));
	if (t->method && !is_token(slice_of(t->method)))
		return err_set(err, _("the method of this source is not one word"));
	return true;
}

struct transfer *transfer_new(const struct fetch_request *request)
{
	struct transfer *t = xcalloc(1, sizeof *t);
	struct fetch_answer *a = xcalloc(1, sizeof *a);

	t->answer = a;
	t->method = dup_or_null(request->method);
	t->body = request->body ? xstrdup(request->body) : NULL;
	t->etag = dup_or_null(request->etag);
	t->last_modified = dup_or_null(request->last_modified);
	t->proxy = request->proxy ? xstrdup(request->proxy) : NULL;
	t->limit = request->limit ? request->limit : FETCH_LIMIT;
	t->is_local = local_is_file(request->url);
	t->headers = xcalloc(request->n_headers + 1, sizeof *t->headers);
	for (; t->n_headers < request->n_headers; t->n_headers++)
		t->headers[t->n_headers] = xstrdup(request->headers[t->n_headers]);
	head_init(&t->head);
	inflater_init(&t->inflater, PACKING_NONE);

	a->context = request->context;
	a->outcome = FETCH_CANCELLED;
	str_init(&a->body);
	a->retry_after_s = a->fresh_s = -1;
	if (t->is_local) {
		a->final_url = xstrdup(request->url);
		return t;
	}
	if (!check_request(t, request, &a->err) || !route_init(&t->route, request->url, &a->err))
		a->outcome = FETCH_FAILED;
	else if (request->home)
		route_set_home(&t->route, request->home);
	return t;
}

void transfer_free(struct transfer *t)
{
	route_release(&t->route);
	head_release(&t->head);
	inflater_release(&t->inflater);
	curl_slist_free_all(t->lines);
	fetch_answer_free(t->answer);
	free(t->method);
	free(t->body);
	free(t->etag);
	free(t->last_modified);
	free(t->proxy);
	for (size_t i = 0; i < t->n_headers; i++)
		free(t->headers[i]);
	free(t->headers);
	free(t);
}

bool transfer_is_done(const struct transfer *t)
{
	return t->answer->outcome != FETCH_CANCELLED;
}

struct fetch_answer *transfer_take_answer(struct transfer *t)
{
	struct fetch_answer *a = t->answer;

	t->answer = NULL;
	return a;
}

void transfer_cancel(struct transfer *t)
{
	t->answer->outcome = FETCH_CANCELLED;
	err_set(&t->answer->err, "%s", _("cancelled"));
}

void transfer_refuse(struct transfer *t, const char *why)
{
	t->answer->outcome = FETCH_FAILED;
	err_set(&t->answer->err, "%s", why);
}

/* --- what is sent ---------------------------------------------------------------------------- */

static void add_line(struct transfer *t, const char *name, const char *value)
{
	struct str line = STR_INIT;

	str_printf(&line, "%s%s", name, value);
	t->lines = curl_slist_append(t->lines, line.data);
	str_release(&line);
}

static bool has_header(const struct transfer *t, const char *name)
{
	for (size_t i = 0; i < t->n_headers; i++) {
		struct slice rest = slice_of(t->headers[i]);
		if (slice_is_nocase(slice_next(&rest, ':'), name))
			return true;
	}
	return false;
}

static void add_headers(struct transfer *t, bool with_body)
{
	struct slice body = slice_trim(slice_of(t->body));

	add_line(t, PACKINGS, "");
	if (!has_header(t, "Accept"))
		add_line(t, ACCEPT, "");
	if (t->etag)
		add_line(t, "If-None-Match: ", t->etag);
	if (t->last_modified)
		add_line(t, "If-Modified-Since: ", t->last_modified);
	if (with_body) {
		add_line(t, "Expect:", "");
		if (!has_header(t, "Content-Type") &&
		    (slice_begins(body, "{") || slice_begins(body, "[")))
			add_line(t, "Content-Type: application/json", "");
	}
	for (size_t i = 0; i < t->n_headers; i++) {
		struct slice rest = slice_of(t->headers[i]);
		if (!slice_is_nocase(slice_next(&rest, ':'), "Accept-Encoding") &&
		    route_allows_header(&t->route, t->headers[i]))
			add_line(t, t->headers[i], "");
	}
}

static void set_method(struct transfer *t, CURL *easy)
{
	bool with_body = t->body && !t->route.becomes_get;
	const char *method = NULL;

	add_headers(t, with_body);
	if (with_body) {
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, t->body);
	} else {
		curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	}
	if (!t->route.becomes_get)
		method = t->method;
	if (method && !strcmp(method, "HEAD"))
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	else
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->lines);
}

static void set_limits(const struct transfer *t, CURL *easy, const struct fetch_options *o)
{
	long left_ms = o->timeout_s * 1000L - t->answer->duration_ms;

	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)o->connect_timeout_s);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, left_ms > 1 ? left_ms : 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)o->low_speed_s);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
}

static void set_place(const struct transfer *t, CURL *easy, const struct fetch_options *o)
{
	const char *proxy = t->proxy ? t->proxy : o->proxy;

	curl_easy_setopt(easy, CURLOPT_URL, t->route.url);
	curl_easy_setopt(easy, CURLOPT_USERNAME, t->route.user);
	curl_easy_setopt(easy, CURLOPT_PASSWORD, t->route.password);
	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, o->user_agent ? o->user_agent : AGENT);
	if (proxy)
		curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	/* rather one connection with HTTP/2 than several; plain http has nothing to wait for */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, (long)!strcmp(t->route.scheme, "https"));
	/* Cookies for the way through the redirects, set once: later hops still have them. */
	if (!t->route.hops && !has_header(t, "Cookie"))
		curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
}

void transfer_start(struct transfer *t, CURL *easy, const struct fetch_options *options)
{
	t->easy = easy;
	t->leaves_packed = options->leaves_packed;
	t->error[0] = '\0';
	t->stop = STOP_NONE;
	t->body_begun = t->paused = false;
	t->hop_bytes = 0;
	head_release(&t->head);
	inflater_release(&t->inflater);
	curl_slist_free_all(t->lines);
	t->lines = NULL;

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->error);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, answer_take_head);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, answer_take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	set_place(t, easy, options);
	set_limits(t, easy, options);
	set_method(t, easy);
}

CURL *transfer_take_handle(struct transfer *t)
{
	CURL *easy = t->easy;

	/* The handle outlives this transfer in the fetcher's pool: it takes no cookie along, and
	 * nothing in it may point here. (A reset alone keeps cookies, and leaks the list of their
	 * files.) */
	if (easy) {
		curl_easy_setopt(easy, CURLOPT_COOKIEFILE, NULL);
		curl_easy_reset(easy);
	}
	t->easy = NULL;
	return easy;
}

/* --- the end of a hop ------------------------------------------------------------------------ */

static void count_hop(struct transfer *t)
{
	curl_off_t us = 0, body = 0;

	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &us);
	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	t->answer->duration_ms += (int)(us / 1000);
	t->answer->bytes_received += body + (int64_t)t->head.bytes;
}

bool transfer_end(struct transfer *t, CURLcode code, const struct fetch_options *options)
{
	count_hop(t);
	/* libcurl finds nothing wrong with a connection that ends inside the header */
	if (code == CURLE_OK && !t->head.complete)
		code = CURLE_RECV_ERROR;
	if ((code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR) && !t->head.bytes)
		code = CURLE_GOT_NOTHING;
	if (answer_follows(t) && t->stop != STOP_HEAD) {
		if (route_follow(&t->route, t->head.status, t->head.location,
		                 t->body && !t->route.becomes_get, &t->answer->err))
			return false;
		answer_take_fields(t);
		t->answer->outcome = FETCH_FAILED;
		return true;
	}
	answer_conclude(t, code, options);
	return true;
}
