/*
 * The fetcher against the loopback server: what it brings home, what it sends, and that every way
 * to misbehave ends within its limit with one clear line.
 */
#include "unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "net/fetch.h"
#include "server/server.h"

#define ROOT "tests/data/net"
#define WAIT_MS 10000 /* when a test is given up */

struct place {
	struct server server;
	char base[64];    /* http://127.0.0.1:PORT */
	char ca[512];
	size_t feed_size;
};

static size_t file_size(const char *path)
{
	FILE *f = fopen(path, "rb");
	long n;

	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	fclose(f);
	return (size_t)n;
}

static int start(void **state)
{
	static const char *const more[] = { "--tls", "--hosts", "2", NULL };
	struct place *p = xcalloc(1, sizeof *p);

	for (size_t i = 0; i < 3; i++) {
		static const char *const proxies[] = { "http_proxy", "https_proxy", "all_proxy" };
		unsetenv(proxies[i]);
	}
	if (!server_start(&p->server, ROOT, more)) {
		free(p);
		return -1;
	}
	snprintf(p->base, sizeof p->base, "http://127.0.0.1:%d", server_port(&p->server, NULL));
	server_ca(&p->server, p->ca, sizeof p->ca);
	p->feed_size = file_size(ROOT "/feed.xml");
	*state = p;
	return 0;
}

static int stop(void **state)
{
	struct place *p = *state;

	server_stop(&p->server);
	free(p);
	return 0;
}

/* --- small helpers --------------------------------------------------------------------------- */

static struct fetcher *open_fetcher(const struct place *p, struct fetch_options o)
{
	struct err err = ERR_INIT;
	struct fetcher *f;

	o.ca_file = p->ca;
	f = fetcher_open(&o, &err);
	assert_non_null(f);
	return f;
}

static struct fetch_answer *next_answer(struct fetcher *f)
{
	int64_t until = clock_monotonic_ms() + WAIT_MS;
	struct fetch_answer *a;

	while (!(a = fetcher_take(f)) && clock_monotonic_ms() < until)
		fetcher_wait(f, -1, 1000);
	assert_non_null(a);
	fetch_answer_unpack(a);
	return a;
}

static const char *address(const struct place *p, const char *path, char out[1024])
{
	if (strstr(path, "://") && path[0] != '/')
		snprintf(out, 1024, "%s", path);
	else
		snprintf(out, 1024, "%s%s", p->base, path);
	return out;
}

static void add(struct fetcher *f, const char *url, const void *context)
{
	fetcher_add(f, &(struct fetch_request){ .url = url, .context = (void *)context });
}

static struct fetch_answer *fetch_with(struct fetcher *f, const struct place *p, const char *path,
                                       struct fetch_request r)
{
	char url[1024];

	r.url = address(p, path, url);
	fetcher_add(f, &r);
	return next_answer(f);
}

static struct fetch_answer *fetch(const struct place *p, const char *path, struct fetch_request r)
{
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ 0 });
	struct fetch_answer *a = fetch_with(f, p, path, r);

	assert_int_equal(fetcher_pending(f), 0);
	fetcher_close(f);
	return a;
}

static struct fetch_answer *get(const struct place *p, const char *path)
{
	return fetch(p, path, (struct fetch_request){ 0 });
}

/* The number that a counter of the server stands at. */
static int counter(const struct place *p, const char *name)
{
	struct fetch_answer *a = get(p, "/__stats");
	char key[64];
	const char *at;
	int n;

	snprintf(key, sizeof key, "\"%s\": ", name);
	at = strstr(a->body.data, key);
	n = at ? atoi(at + strlen(key)) : 0;
	fetch_answer_free(a);
	return n;
}

static void reset_counters(const struct place *p)
{
	fetch_answer_free(get(p, "/__reset"));
}

static void assert_says(const char *what, const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("%s: \"%s\" does not say \"%s\"", what, text, part);
}

/* --- what good servers send ------------------------------------------------------------------ */

static void brings_home_whatever_way_it_is_sent(void **state)
{
	static const char *const ways[] = {
		"/feed.xml",          "/!plain/feed.xml",      "/!br/feed.xml",
		"/!deflate/feed.xml", "/!rawdeflate/feed.xml", "/!members/feed.xml",
		"/!notpacked/feed.xml", "/!unnamed/feed.xml",  "/!chunked/feed.xml",
		"/!nolength/feed.xml", "/!weak/feed.xml",      "/!noetag/feed.xml",
		"/!novalidator/feed.xml", "/!cookie/feed.xml", "/!chain=10/feed.xml",
		"/!wrongtype/feed.xml", "/!latency=0.1/feed.xml", "/!endlessredirect/feed.xml",
		"/!evilheader/feed.xml",
	};
	const struct place *p = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
		struct fetch_answer *a = get(p, ways[i]);
		if (a->outcome != FETCH_OK || a->body.len != p->feed_size)
			fail_msg("%s: outcome %d, %zu bytes, %s", ways[i], a->outcome, a->body.len,
			         a->err.text);
		assert_int_equal(a->status, 200);
		assert_string_equal(a->err.text, "");
		assert_memory_equal(a->body.data, "<rss", 4);
		fetch_answer_free(a);
	}
}

static void fills_the_answer(void **state)
{
	const struct place *p = *state;
	struct fetch_answer *a = fetch(p, "/!maxage=777/feed.xml",
	                               (struct fetch_request){ .context = &a });
	char url[1024];

	assert_ptr_equal(a->context, &a);
	assert_string_equal(a->content_type, "application/rss+xml");
	assert_string_equal(a->final_url, address(p, "/!maxage=777/feed.xml", url));
	assert_non_null(a->etag);
	assert_non_null(a->last_modified);
	assert_null(a->moved_to);
	assert_int_equal(a->fresh_s, 777);
	assert_int_equal(a->retry_after_s, -1);
	assert_true(a->bytes_received > 0 && a->bytes_received < (int64_t)p->feed_size);
	assert_true(a->duration_ms < 2000);
	fetch_answer_free(a);

	/* control characters never come in through a header */
	a = get(p, "/!evilheader/feed.xml");
	assert_null(a->etag);
	assert_null(a->content_type);
	fetch_answer_free(a);
}

static void validators_go_back_exactly_as_served(void **state)
{
	static const char *const ways[] = { "/feed.xml", "/!weak/feed.xml", "/!oddetag/feed.xml",
		                            "/!noetag/feed.xml" };
	const struct place *p = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
		struct fetch_answer *a = get(p, ways[i]), *again;
		again = fetch(p, ways[i], (struct fetch_request){
			.etag = a->etag, .last_modified = a->last_modified });
		assert_int_equal(again->outcome, FETCH_NOT_MODIFIED);
		assert_int_equal(again->status, 304);
		assert_int_equal(again->body.len, 0);
		assert_string_equal(again->err.text, "");
		fetch_answer_free(again);
		again = fetch(p, ways[i], (struct fetch_request){ .etag = "\"other\"" });
		assert_int_equal(again->outcome, FETCH_OK);
		fetch_answer_free(again);
		fetch_answer_free(a);
	}
}

static void posts(void **state)
{
	const struct place *p = *state;
	struct fetch_answer *a = fetch(p, "/!echo/x",
	                               (struct fetch_request){ .body = "{\"page\":1}" });

	assert_says("post", a->body.data, "\"method\": \"POST\"");
	assert_says("post", a->body.data, "application/json");
	assert_says("post", a->body.data, "{\\\"page\\\":1}");
	fetch_answer_free(a);
	a = fetch(p, "/!307/!echo/x", (struct fetch_request){ .body = "a=1" });
	assert_says("307", a->body.data, "\"body\": \"a=1\"");
	fetch_answer_free(a);
	a = fetch(p, "/!302/!echo/x", (struct fetch_request){ .body = "a=1" });
	assert_says("302", a->body.data, "\"method\": \"GET\"");
	fetch_answer_free(a);
}

static void asks_politely(void **state)
{
	static const char *const headers[] = { "X-Key: k1", "Accept-Encoding: zstd" };
	const struct place *p = *state;
	struct fetch_answer *a = fetch(p, "/!echo/x", (struct fetch_request){ .headers = headers,
	                                                                      .n_headers = 2 });

	assert_says("agent", a->body.data, "\"user-agent\": \"haowai/");
	assert_says("packings", a->body.data, "\"accept-encoding\": \"gzip, deflate, br\"");
	assert_says("own header", a->body.data, "\"x-key\": \"k1\"");
	assert_null(strstr(a->body.data, "referer"));
	fetch_answer_free(a);
}

static void a_cookie_lives_as_long_as_its_request(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ 0 });
	struct fetch_answer *a = fetch_with(f, p, "/!cookie/feed.xml", (struct fetch_request){ 0 });

	assert_int_equal(a->redirects, 1);
	fetch_answer_free(a);
	a = fetch_with(f, p, "/!echo/x", (struct fetch_request){ 0 });
	assert_null(strstr(a->body.data, "pass=1"));
	fetch_answer_free(a);
	fetcher_close(f);
}

/* --- redirects ------------------------------------------------------------------------------- */

static void remembers_permanent_moves(void **state)
{
	static const struct {
		const char *path, *moved_to; /* a path of the server, NULL for none */
		int redirects;
	} rows[] = {
		{ "/feed.xml", NULL, 0 },
		{ "/!301/feed.xml", "/feed.xml", 1 },
		{ "/!308/!301/feed.xml", "/feed.xml", 2 },
		{ "/!301/!302/feed.xml", NULL, 2 },
		{ "/!307/!308/feed.xml", NULL, 2 },
		{ "/!301/!status=500/feed.xml", NULL, 1 },
	};
	const struct place *p = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct fetch_answer *a = get(p, rows[i].path);
		char url[1024];
		assert_int_equal(a->redirects, rows[i].redirects);
		if (rows[i].moved_to)
			assert_string_equal(a->moved_to, address(p, rows[i].moved_to, url));
		else
			assert_null(a->moved_to);
		fetch_answer_free(a);
	}
}

static void secrets_stay_at_home(void **state)
{
	static const char *const headers[] = { "X-Key: k1", "Cookie: sid=c1",
		                               "Accept-Language: zh" };
	const struct place *p = *state;
	int port = server_port(&p->server, NULL);
	int good = server_port(&p->server, "good");
	struct {
		char path[200];
		bool at_home;
	} rows[6] = { 0 };

	snprintf(rows[0].path, 200, "http://reader:secret@127.0.0.1:%d/!302/!echo/x", port);
	rows[0].at_home = true;
	snprintf(rows[1].path, 200,
	         "http://reader:secret@127.0.0.1:%d/!302=http:%%2F%%2F127.0.0.1:%d/!echo/x", port,
	         port);
	rows[1].at_home = true;
	snprintf(rows[2].path, 200,
	         "http://reader:secret@127.0.0.1:%d/!302=http:%%2F%%2F127.0.0.2:%d/!echo/x", port,
	         port); /* another host */
	snprintf(rows[3].path, 200,
	         "http://reader:secret@127.0.0.1:%d/!302=https:%%2F%%2F127.0.0.1:%d/!echo/x", port,
	         good); /* another port and scheme */
	snprintf(rows[4].path, 200,
	         "http://reader:secret@127.0.0.1:%d/!302=http:%%2F%%2F127.0.0.2:%d/"
	         "!302=http:%%2F%%2F127.0.0.1:%d/!echo/x",
	         port, port, port); /* there and back again */
	snprintf(rows[5].path, 200,
	         "http://127.0.0.1:%d/!302=http:%%2F%%2Freader:secret@127.0.0.2:%d/!echo/x", port,
	         port); /* whoever redirects has no passwords to give */
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct fetch_answer *a = fetch(p, rows[i].path, (struct fetch_request){
			.headers = headers, .n_headers = ARRAY_LENGTH(headers) });
		assert_int_equal(a->outcome, FETCH_OK);
		assert_says(rows[i].path, a->body.data, "\"accept-language\": \"zh\"");
		assert_true(!strstr(a->body.data, "authorization") == !rows[i].at_home);
		assert_true(!strstr(a->body.data, "x-key") == !rows[i].at_home);
		assert_true(!strstr(a->body.data, "sid=c1") == !rows[i].at_home);
		assert_null(strstr(a->final_url, "secret"));
		fetch_answer_free(a);
	}
}

static void a_moved_address_keeps_its_login(void **state)
{
	const struct place *p = *state;
	struct fetch_answer *a;
	char url[1024], want[1024];

	snprintf(url, sizeof url, "http://reader:secret@127.0.0.1:%d/!301/!login/feed.xml",
	         server_port(&p->server, NULL));
	snprintf(want, sizeof want, "http://reader:secret@127.0.0.1:%d/!login/feed.xml",
	         server_port(&p->server, NULL));
	a = get(p, url);
	assert_int_equal(a->outcome, FETCH_OK);
	assert_string_equal(a->moved_to, want);
	fetch_answer_free(a);
}

/* --- one clear line each --------------------------------------------------------------------- */

struct fault {
	const char *path;
	enum fetch_outcome outcome;
	int status;
	const char *says;
};

/* Ends well within the time limit without any of the clocks. */
static const struct fault quick_faults[] = {
	{ "/none.xml", FETCH_HTTP_ERROR, 404, "127.0.0.1: not found (404)" },
	{ "/!status=400/x", FETCH_HTTP_ERROR, 400, "refused the request (400)" },
	{ "/!status=401/x", FETCH_HTTP_ERROR, 401, "login needed (401)" },
	{ "/!status=403/x", FETCH_HTTP_ERROR, 403, "forbidden (403)" },
	{ "/!status=410/x", FETCH_HTTP_ERROR, 410, "gone for good (410)" },
	{ "/!status=418/x", FETCH_HTTP_ERROR, 418, "refused the request (418)" },
	{ "/!status=451/x", FETCH_HTTP_ERROR, 451, "legal" },
	{ "/!status=500/x", FETCH_HTTP_ERROR, 500, "server error (500)" },
	{ "/!status=502/x", FETCH_HTTP_ERROR, 502, "server error (502)" },
	{ "/!status=999/x", FETCH_HTTP_ERROR, 999, "cannot be used (999)" },
	{ "/!retry=120/x", FETCH_HTTP_ERROR, 429, "too many requests (429), again in 2 min" },
	{ "/!retry=30/x", FETCH_HTTP_ERROR, 429, "too many requests (429), again in 30 s" },
	{ "/!busy=60/x", FETCH_HTTP_ERROR, 503, "busy or under repair (503), again in" },
	{ "/!endlesserror/x", FETCH_HTTP_ERROR, 404, "not found (404)" },
	{ "/!304/x", FETCH_FAILED, 304, "not changed" },
	{ "/!loop/x", FETCH_FAILED, 302, "too many redirects" },
	{ "/!chain=11/feed.xml", FETCH_FAILED, 302, "too many redirects" },
	{ "/!tofile/x", FETCH_FAILED, 302, "redirects to what is not on the web: file:" },
	{ "/!togopher/x", FETCH_FAILED, 301, "redirects to what is not on the web: gopher:" },
	{ "/!goto=javascript:alert(1)/x", FETCH_FAILED, 302, "the site redirects to" },
	{ "/!goto=http:%2F%2F%5Bbad/x", FETCH_FAILED, 302, "cannot be read" },
	{ "/!nolocation/x", FETCH_FAILED, 302, "redirected without an address (302)" },
	{ "/!close/x", FETCH_FAILED, 0, "connection cut: no answer came" },
	{ "/!reset/feed.xml", FETCH_FAILED, 200, "connection cut" },
	{ "/!cut/feed.xml", FETCH_FAILED, 200, "connection cut before the end" },
	{ "/!cuthead/x", FETCH_FAILED, 200, "connection cut" },
	{ "/!cutchunk/x", FETCH_FAILED, 200, "connection cut before the end" },
	{ "/!cutgzip/feed.xml", FETCH_FAILED, 200, "damaged or cut off" },
	{ "/!cutbr/feed.xml", FETCH_FAILED, 200, "damaged or cut off" },
	{ "/!badgzip/feed.xml", FETCH_FAILED, 200, "damaged or cut off" },
	{ "/!badbr/feed.xml", FETCH_FAILED, 200, "damaged or cut off" },
	{ "/!badlength/x", FETCH_FAILED, 200, "not HTTP" },
	{ "/!badchunk/x", FETCH_FAILED, 200, "connection cut" },
	{ "/!nothttp/x", FETCH_FAILED, 0, "not HTTP" },
	{ "/!double/feed.xml", FETCH_FAILED, 200, "packed in a way that was not asked for" },
	{ "/!zstd/feed.xml", FETCH_FAILED, 200, "packed in a way that was not asked for" },
	{ "/!packedtransfer/feed.xml", FETCH_FAILED, 200, "in a way that was not asked for" },
	{ "/!bomb/feed.xml", FETCH_FAILED, 200, "unpacks to more than 250 times" },
	{ "/!deflatebomb/feed.xml", FETCH_FAILED, 200, "unpacks to more than 250 times" },
	{ "/!brbomb/feed.xml", FETCH_FAILED, 200, "unpacks to more than 250 times" },
	{ "/!endless/x", FETCH_TOO_LARGE, 200, "too large, cut after 16384 KiB" },
	{ "/!endlessempty/x", FETCH_TOO_LARGE, 200, "too large" },
	{ "/!large/x", FETCH_TOO_LARGE, 200, "too large" },
	{ "/!endlesshead/x", FETCH_FAILED, 200, "header is too large" },
	{ "/!longline/x", FETCH_FAILED, 200, "header is too large" },
	{ "/!continues/x", FETCH_FAILED, 100, "header is too large" },
	{ "ftp://127.0.0.1/x", FETCH_FAILED, 0, "not an address that can be fetched" },
	{ "javascript://x", FETCH_FAILED, 0, "not an address that can be fetched" },
	{ "http://", FETCH_FAILED, 0, "not an address that can be fetched" },
	{ "file:///no/such/file", FETCH_FAILED, 0, "cannot read /no/such/file: " },
	{ "file:///dev/zero", FETCH_FAILED, 0, "cannot read /dev/zero: not a file" },
	{ "file://elsewhere/etc/passwd", FETCH_FAILED, 0, "not a path on this computer" },
	/* a label of more than 63 letters is refused before any name server is asked */
	{ "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid/",
	  FETCH_FAILED, 0, "host not found" },
	{ "http://127.0.0.1:1/", FETCH_FAILED, 0, "127.0.0.1: connection refused" },
	{ "https://127.0.0.1:{plain}/", FETCH_FAILED, 0, "does not speak https" },
	{ "https://127.0.0.1:{expired}/feed.xml", FETCH_FAILED, 0, "certificate has expired" },
	{ "https://127.0.0.1:{wronghost}/feed.xml", FETCH_FAILED, 0, "is for another host" },
	{ "https://127.0.0.1:{selfsigned}/feed.xml", FETCH_FAILED, 0, "is self-signed" },
	{ "https://127.0.0.1:{unknown}/feed.xml", FETCH_FAILED, 0, "does not trust" },
	{ "https://127.0.0.1:{old}/feed.xml", FETCH_FAILED, 0, "outdated TLS" },
	{ "https://127.0.0.1:{good}/!302=http:%2F%2F127.0.0.1:{plain}/feed.xml", FETCH_FAILED, 302,
	  "from https to http" },
	/* what is no fault */
	{ "https://127.0.0.1:{good}/feed.xml", FETCH_OK, 200, "" },
	{ "https://127.0.0.1:{good}/!301/feed.xml", FETCH_OK, 200, "" },
	{ "/!html/feed.xml", FETCH_OK, 200, "" },
	{ "/!empty/feed.xml", FETCH_OK, 200, "" },
	{ "/!longer/feed.xml", FETCH_OK, 200, "" },
	{ "/!status=204/x", FETCH_OK, 204, "" },
};

/* Ended by a clock: timeout_s 1. */
static const struct fault slow_faults[] = {
	{ "/!hang/x", FETCH_FAILED, 0, "timed out: not complete after 1 s" },
	{ "/!hangbody/x", FETCH_FAILED, 200, "timed out: not complete after 1 s" },
	{ "/!hangend/feed.xml", FETCH_FAILED, 200, "timed out: not complete after 1 s" },
	{ "/!drip/x", FETCH_FAILED, 0, "timed out: not complete after 1 s" },
	{ "/!slow=20/feed.xml", FETCH_FAILED, 200, "timed out: not complete after 1 s" },
	{ "/!301/!302/!hang/x", FETCH_FAILED, 0, "timed out: not complete after 1 s" },
};

/* Put ports for {names}. */
static void fill_in(const struct place *p, const char *path, char *out, size_t size)
{
	size_t n = 0;

	while (*path && n + 8 < size) {
		const char *end = *path == '{' ? strchr(path, '}') : NULL;
		if (end) {
			char name[32];
			int port;
			snprintf(name, sizeof name, "%.*s", (int)(end - path - 1), path + 1);
			port = server_port(&p->server, strcmp(name, "plain") ? name : NULL);
			n += (size_t)snprintf(out + n, size - n, "%d", port);
			path = end + 1;
		} else {
			out[n++] = *path++;
		}
	}
	out[n] = '\0';
}

static void check_fault(const struct fault *want, const struct fetch_answer *a)
{
	if (a->outcome != want->outcome || a->status != want->status)
		fail_msg("%s: outcome %d, status %d: %s", want->path, a->outcome, a->status,
		         a->err.text);
	assert_says(want->path, a->err.text, want->says);
	if (!*want->says)
		assert_string_equal(a->err.text, "");
	for (const char *c = a->err.text; *c; c++)
		assert_true((unsigned char)*c >= 0x20 && *c != 0x7f);
	if (a->outcome == FETCH_FAILED)
		assert_int_equal(a->body.len, 0);
	if (a->outcome == FETCH_HTTP_ERROR)
		assert_true(a->body.len <= FETCH_LIMIT_ERROR);
	assert_true(a->body.len <= FETCH_LIMIT);
}

static void run_faults(const struct place *p, struct fetch_options o, const struct fault *rows,
                       size_t n)
{
	struct fetcher *f;
	char path[512], url[1024];

	o.max_total = o.max_per_host = 64;
	f = open_fetcher(p, o);
	for (size_t i = 0; i < n; i++) {
		fill_in(p, rows[i].path, path, sizeof path);
		add(f, address(p, path, url), &rows[i]);
	}
	for (size_t i = 0; i < n; i++) {
		struct fetch_answer *a = next_answer(f);
		check_fault(a->context, a);
		fetch_answer_free(a);
	}
	assert_int_equal(fetcher_pending(f), 0);
	fetcher_close(f);
}

static void each_fault_is_one_clear_line(void **state)
{
	run_faults(*state, (struct fetch_options){ 0 }, quick_faults, ARRAY_LENGTH(quick_faults));
}

static void whoever_unpacks(void **state)
{
	run_faults(*state, (struct fetch_options){ .leaves_packed = true }, quick_faults,
	           ARRAY_LENGTH(quick_faults));
}

/* A listening socket whose queue is full: further connections get no answer. */
static int deaf_listener(int fillers[2], int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_return_code(bind(fd, (struct sockaddr *)&at, sizeof at), errno);
	assert_return_code(listen(fd, 0), errno);
	assert_return_code(getsockname(fd, (struct sockaddr *)&at, &size), errno);
	*port = ntohs(at.sin_port);
	for (int i = 0; i < 2; i++) {
		fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		connect(fillers[i], (struct sockaddr *)&at, sizeof at);
	}
	return fd;
}

static void clocks_end_what_does_not_end(void **state)
{
	const struct place *p = *state;
	struct fetcher *f[3];
	int fillers[2], port, fd = deaf_listener(fillers, &port);
	struct fault connect = { "deaf", FETCH_FAILED, 0, "timed out: no connection after 1 s" };
	struct fault low = { "/!trickle/x", FETCH_FAILED, 200, "almost nothing came for 1 s" };
	int64_t from = clock_monotonic_ms();
	char url[1024];
	size_t left = ARRAY_LENGTH(slow_faults) + 2;

	f[0] = open_fetcher(p, (struct fetch_options){ .timeout_s = 1, .max_per_host = 16 });
	f[1] = open_fetcher(p, (struct fetch_options){ .low_speed_s = 1 });
	f[2] = open_fetcher(p, (struct fetch_options){ .connect_timeout_s = 1 });
	for (size_t i = 0; i < ARRAY_LENGTH(slow_faults); i++)
		add(f[0], address(p, slow_faults[i].path, url), &slow_faults[i]);
	add(f[1], address(p, low.path, url), &low);
	snprintf(url, sizeof url, "http://127.0.0.1:%d/", port);
	add(f[2], url, &connect);
	while (left && clock_monotonic_ms() - from < WAIT_MS) {
		for (size_t k = 0; k < 3; k++) {
			struct fetch_answer *a = fetcher_take(f[k]);
			if (a) {
				check_fault(a->context, a);
				fetch_answer_free(a);
				left--;
			}
			fetcher_wait(f[k], -1, 20);
		}
	}
	assert_int_equal(left, 0);
	assert_true(clock_monotonic_ms() - from < 5000);
	for (size_t k = 0; k < 3; k++)
		fetcher_close(f[k]);
	close(fd);
	close(fillers[0]);
	close(fillers[1]);
}

static void the_ceiling_is_the_requests(void **state)
{
	static const char *const ways[] = { "/feed.xml", "/!plain/feed.xml", "/!br/feed.xml" };
	const struct place *p = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
		struct fetch_answer *a = fetch(p, ways[i], (struct fetch_request){ .limit = 1000 });
		assert_int_equal(a->outcome, FETCH_TOO_LARGE);
		assert_int_equal(a->body.len, 1000);
		fetch_answer_free(a);
		/* just large enough */
		a = fetch(p, ways[i], (struct fetch_request){ .limit = p->feed_size });
		assert_int_equal(a->outcome, FETCH_OK);
		fetch_answer_free(a);
	}
}

static void says_when_to_come_back(void **state)
{
	const struct place *p = *state;
	struct fetch_answer *a = get(p, "/!retry=120/x");

	assert_int_equal(a->retry_after_s, 120);
	fetch_answer_free(a);
	a = get(p, "/!busy=60/x");
	assert_in_range(a->retry_after_s, 58, 62);
	fetch_answer_free(a);
	a = get(p, "/!once429/feed.xml");
	assert_int_equal(a->status, 429);
	fetch_answer_free(a);
	a = get(p, "/!once429/feed.xml");
	assert_int_equal(a->status, 200);
	fetch_answer_free(a);
}

static void refuses_to_smuggle(void **state)
{
	static const char *const bad[] = { "X: a\r\nY: b", "no colon", ": nameless", "a b: c" };
	const struct place *p = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct fetch_answer *a = fetch(p, "/feed.xml", (struct fetch_request){
			.headers = &bad[i], .n_headers = 1 });
		assert_int_equal(a->outcome, FETCH_FAILED);
		assert_says(bad[i], a->err.text, "a header of this source");
		fetch_answer_free(a);
	}
}

/* --- files ----------------------------------------------------------------------------------- */

static void reads_files_itself(void **state)
{
	const struct place *p = *state;
	struct fetch_answer *a, *again;
	char here[512], url[1024];

	assert_non_null(getcwd(here, sizeof here));
	snprintf(url, sizeof url, "file://%s/" ROOT "/fe%%65d.xml", here);
	a = get(p, url);
	assert_int_equal(a->outcome, FETCH_OK);
	assert_int_equal(a->body.len, p->feed_size);
	again = fetch(p, url, (struct fetch_request){ .etag = a->etag });
	assert_int_equal(again->outcome, FETCH_NOT_MODIFIED);
	fetch_answer_free(again);
	again = fetch(p, url, (struct fetch_request){ .limit = 100 });
	assert_int_equal(again->outcome, FETCH_TOO_LARGE);
	assert_int_equal(again->body.len, 100);
	fetch_answer_free(again);
	fetch_answer_free(a);
}

/* --- many at once ---------------------------------------------------------------------------- */

/* Ask twelve times for what hangs, from so many hosts, until `most` of them have come to the server:
 * none ever ends, so no more must come. */
static void check_limit(const struct place *p, struct fetch_options options, int hosts, int most)
{
	struct fetcher *f = open_fetcher(p, options);
	int64_t until = clock_monotonic_ms() + WAIT_MS;
	char path[32], url[1024];

	snprintf(path, sizeof path, "/!hang/limit-%d", most);
	for (int i = 0; i < 12; i++) {
		snprintf(url, sizeof url, "http://127.0.0.%d:%d%s", i % hosts + 1,
		         server_port(&p->server, NULL), path);
		add(f, url, NULL);
	}
	do
		fetcher_wait(f, -1, 10);
	while (counter(p, path) < most && clock_monotonic_ms() < until);
	for (int i = 0; i < 3; i++)
		fetcher_wait(f, -1, 10);
	assert_int_equal(counter(p, path), most);
	assert_int_equal(fetcher_pending(f), 12);
	fetcher_close(f);
}

static void keeps_to_its_limits(void **state)
{
	const struct place *p = *state;
	struct fetch_options options = { .max_total = 3, .max_per_host = 2 };
	struct fetcher *f = open_fetcher(p, options);
	char url[1024];

	check_limit(p, options, 2, 3);
	check_limit(p, (struct fetch_options){ .max_per_host = 2 }, 1, 2);
	for (int i = 0; i < 12; i++)
		add(f, address(p, "/feed.xml", url), NULL);
	for (int i = 0; i < 12; i++) {
		struct fetch_answer *a = next_answer(f);
		assert_int_equal(a->outcome, FETCH_OK);
		fetch_answer_free(a);
	}
	fetcher_close(f);
}

static void leaves_a_gap(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ .host_gap_ms = 40 });
	int64_t from = clock_monotonic_ms();
	char url[1024];

	for (int i = 0; i < 4; i++)
		add(f, address(p, "/feed.xml", url), NULL);
	for (int i = 0; i < 4; i++)
		fetch_answer_free(next_answer(f));
	assert_in_range(clock_monotonic_ms() - from, 120, 1000);
	fetcher_close(f);
}

static void cancels(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ .max_per_host = 2 });
	int64_t from = clock_monotonic_ms();
	char url[1024];

	for (int i = 0; i < 5; i++)
		add(f, address(p, "/!hang/x", url), NULL);
	fetcher_wait(f, -1, 10);
	fetcher_cancel_all(f);
	assert_int_equal(fetcher_pending(f), 0);
	for (int i = 0; i < 5; i++) {
		struct fetch_answer *a = fetcher_take(f);
		assert_int_equal(a->outcome, FETCH_CANCELLED);
		assert_string_equal(a->err.text, "cancelled");
		fetch_answer_free(a);
	}
	assert_null(fetcher_take(f));
	/* and works again; what runs when it is closed is given up */
	fetch_answer_free(fetch_with(f, p, "/feed.xml", (struct fetch_request){ 0 }));
	add(f, address(p, "/!hang/x", url), NULL);
	fetcher_wait(f, -1, 10);
	fetcher_close(f);
	assert_true(clock_monotonic_ms() - from < 1000);
}

static void is_woken(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ 0 });
	int64_t from = clock_monotonic_ms();
	int ends[2];

	assert_return_code(pipe(ends), errno);
	assert_int_equal(write(ends[1], "x", 1), 1);
	fetcher_wait(f, ends[0], 5000);
	assert_true(clock_monotonic_ms() - from < 1000);
	close(ends[0]);
	close(ends[1]);

	from = clock_monotonic_ms();
	fetcher_wait(f, -1, 50);
	assert_in_range(clock_monotonic_ms() - from, 45, 500);
	fetcher_close(f);
}

static void goes_through_a_proxy(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ .proxy = p->base });
	struct fetch_answer *a;
	char dead[] = "http://127.0.0.1:1";

	a = fetch_with(f, p, "http://news.invalid/feed.xml", (struct fetch_request){ 0 });
	assert_int_equal(a->outcome, FETCH_OK);
	assert_int_equal(a->body.len, p->feed_size);
	fetch_answer_free(a);
	a = fetch_with(f, p, "https://news.invalid/feed.xml", (struct fetch_request){ 0 });
	assert_says("proxy", a->err.text, "the proxy did not let it through (404)");
	fetch_answer_free(a);
	a = fetch_with(f, p, "http://news.invalid/feed.xml",
	               (struct fetch_request){ .proxy = dead });
	assert_says("dead proxy", a->err.text, "connection refused");
	fetch_answer_free(a);
	fetcher_close(f);
}

static void uses_connections_again(void **state)
{
	const struct place *p = *state;
	struct fetcher *f = open_fetcher(p, (struct fetch_options){ .max_per_host = 1 });
	char url[1024];

	reset_counters(p);
	for (int i = 0; i < 20; i++)
		add(f, address(p, "/feed.xml", url), NULL);
	for (int i = 0; i < 20; i++)
		fetch_answer_free(next_answer(f));
	fetcher_close(f);
	assert_int_equal(counter(p, "connections"), 2); /* the other one asks for the counter */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brings_home_whatever_way_it_is_sent),
		cmocka_unit_test(fills_the_answer),
		cmocka_unit_test(validators_go_back_exactly_as_served),
		cmocka_unit_test(posts),
		cmocka_unit_test(asks_politely),
		cmocka_unit_test(a_cookie_lives_as_long_as_its_request),
		cmocka_unit_test(remembers_permanent_moves),
		cmocka_unit_test(secrets_stay_at_home),
		cmocka_unit_test(a_moved_address_keeps_its_login),
		cmocka_unit_test(each_fault_is_one_clear_line),
		cmocka_unit_test(whoever_unpacks),
		cmocka_unit_test(clocks_end_what_does_not_end),
		cmocka_unit_test(the_ceiling_is_the_requests),
		cmocka_unit_test(says_when_to_come_back),
		cmocka_unit_test(refuses_to_smuggle),
		cmocka_unit_test(reads_files_itself),
		cmocka_unit_test(keeps_to_its_limits),
		cmocka_unit_test(leaves_a_gap),
		cmocka_unit_test(cancels),
		cmocka_unit_test(is_woken),
		cmocka_unit_test(goes_through_a_proxy),
		cmocka_unit_test(uses_connections_again),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
