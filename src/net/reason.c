#include "net/reason.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/str.h"
#include "text/clean.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Results of OpenSSL's check of a certificate (x509_vfy.h; the numbers do not change). */
static const struct {
	long verify;
	const char *text;
} certificate_faults[] = {
	{ 9, N_("the certificate is not valid yet (is this computer's clock right?)") },
	{ 10, N_("the certificate has expired") },
	{ 18, N_("the certificate is self-signed") },
	{ 19, N_("the certificate comes from an authority that this computer does not trust") },
	{ 20, N_("the certificate comes from an authority that this computer does not trust") },
	{ 21, N_("the certificate comes from an authority that this computer does not trust") },
	{ 23, N_("the certificate has been revoked") },
	{ 62, N_("the certificate is for another host") },
	{ 66, N_("the certificate's key is too weak") },
	{ 68, N_("the certificate's signature is too weak") },
};

/* Parts of libcurl's and OpenSSL's own texts that tell what the code alone does not. */
static const struct {
	CURLcode code;
	const char *part;
	const char *text;
} details[] = {
	{ CURLE_PEER_FAILED_VERIFICATION, "target host",
	  N_("the certificate is for another host") },
	{ CURLE_SSL_CONNECT_ERROR, "unsupported protocol",
	  N_("the site speaks only an outdated TLS") },
	{ CURLE_SSL_CONNECT_ERROR, "protocol version",
	  N_("the site speaks only an outdated TLS") },
	{ CURLE_SSL_CONNECT_ERROR, "wrong version number",
	  N_("no secure connection: the site does not speak https there") },
	{ CURLE_COULDNT_CONNECT, "unreachable", N_("no network, or no way to that host") },
};

static const struct {
	CURLcode code;
	const char *text;
} codes[] = {
	{ CURLE_URL_MALFORMAT, N_("not a host's name") },
	{ CURLE_COULDNT_RESOLVE_HOST, N_("host not found") },
	{ CURLE_COULDNT_RESOLVE_PROXY, N_("the proxy's host was not found") },
	{ CURLE_PROXY, N_("the proxy did not let it through") },
	{ CURLE_COULDNT_CONNECT, N_("connection refused") },
	{ CURLE_GOT_NOTHING, N_("connection cut: no answer came") },
	{ CURLE_RECV_ERROR, N_("connection cut") },
	{ CURLE_SEND_ERROR, N_("connection cut") },
	{ CURLE_PARTIAL_FILE, N_("connection cut before the end") },
	{ CURLE_HTTP2, N_("connection cut (HTTP/2)") },
	{ CURLE_HTTP2_STREAM, N_("connection cut (HTTP/2)") },
	{ CURLE_WEIRD_SERVER_REPLY, N_("the answer is not HTTP") },
	{ CURLE_UNSUPPORTED_PROTOCOL, N_("the answer is not HTTP") },
	{ CURLE_SSL_CONNECT_ERROR, N_("no secure connection (TLS)") },
	{ CURLE_SSL_CACERT_BADFILE, N_("this computer's list of certificate authorities is missing "
	                               "(package ca-certificates)") },
	{ CURLE_PEER_FAILED_VERIFICATION, N_("the certificate cannot be trusted") },
	/* what libcurl says of a single header line without an end; memory for it was not short */
	{ CURLE_OUT_OF_MEMORY, N_("the answer's header is too large") },
};

static const struct {
	int from, to;
	const char *text; /* with %d for the status */
} statuses[] = {
	{ 304, 304, N_("\"not changed\", though nothing was there to change (%d)") },
	{ 300, 399, N_("redirected without an address (%d)") },
	{ 401, 401, N_("login needed (%d)") },
	{ 403, 403, N_("forbidden (%d)") },
	{ 404, 404, N_("not found (%d)") },
	{ 407, 407, N_("the proxy wants a login (%d)") },
	{ 408, 408, N_("timed out on the site's side (%d)") },
	{ 410, 410, N_("gone for good (%d)") },
	{ 429, 429, N_("too many requests (%d)") },
	{ 451, 451, N_("not shown here for legal reasons (%d)") },
	{ 503, 503, N_("the site is busy or under repair (%d)") },
	{ 400, 499, N_("the site refused the request (%d)") },
	{ 500, 599, N_("server error (%d)") },
	{ 0, 999, N_("an answer that cannot be used (%d)") },
};

void reason_plain(struct err *err, const char *host, const char *text)
{
	char *clean = text_cleaned(host, CLEAN_LINE);

	err_set(err, _("%s: %s"), clean, text);
	free(clean);
}

static void reason_of_timeout(struct err *err, const struct failure *f)
{
	char text[256];

	if (!f->connected)
		snprintf(text, sizeof text, _("timed out: no connection after %d s"),
		         f->connect_timeout_s < f->timeout_s ? f->connect_timeout_s : f->timeout_s);
	else if (strstr(f->detail, "too slow"))
		snprintf(text, sizeof text, _("timed out: almost nothing came for %d s"),
		         f->low_speed_s);
	else
		snprintf(text, sizeof text, _("timed out: not complete after %d s"), f->timeout_s);
	reason_plain(err, f->host, text);
}

static const char *certificate_fault(const struct failure *f)
{
	for (size_t i = 0; i < ARRAY_LENGTH(certificate_faults); i++)
		if (certificate_faults[i].verify == f->verify)
			return certificate_faults[i].text;
	return NULL;
}

static const char *find_text(const struct failure *f)
{
	const char *text = NULL;

	for (size_t i = 0; !text && i < ARRAY_LENGTH(details); i++)
		if (details[i].code == f->code && strcasestr(f->detail, details[i].part))
			text = details[i].text;
	if (!text && f->code == CURLE_PEER_FAILED_VERIFICATION)
		text = certificate_fault(f);
	for (size_t i = 0; !text && i < ARRAY_LENGTH(codes); i++)
		if (codes[i].code == f->code)
			text = codes[i].text;
	return text;
}

void reason_of_failure(struct err *err, const struct failure *f)
{
	const char *text;
	char proxy[256];

	if (f->code == CURLE_OPERATION_TIMEDOUT) {
		reason_of_timeout(err, f);
		return;
	}
	if (f->proxy_status >= 300) {
		snprintf(proxy, sizeof proxy, _("the proxy did not let it through (%ld)"),
		         f->proxy_status);
		reason_plain(err, f->host, proxy);
		return;
	}
	text = find_text(f);
	reason_plain(err, f->host, text ? _(text) : curl_easy_strerror(f->code));
}

static void add_wait(char *text, size_t size, int64_t wait_s)
{
	size_t n = strlen(text);

	if (wait_s < 0)
		return;
	if (wait_s < 120)
		snprintf(text + n, size - n, _(", again in %d s"), (int)wait_s);
	else
		snprintf(text + n, size - n, _(", again in %d min"), (int)((wait_s + 59) / 60));
}

void reason_of_status(struct err *err, const char *host, int status, int64_t retry_after_s)
{
	char text[256];
	size_t i = 0;

	while (i + 1 < ARRAY_LENGTH(statuses) &&
	       (status < statuses[i].from || status > statuses[i].to))
		i++;
	snprintf(text, sizeof text, _(statuses[i].text), status);
	if (status == 429 || status == 503)
		add_wait(text, sizeof text, retry_after_s);
	reason_plain(err, host, text);
}
