/*
 * Why a download failed, as one sentence in the reader's language. Nothing in it comes from the
 * server but the host's name, cleaned. Pure; any thread.
 */
#ifndef NET_REASON_H
#define NET_REASON_H

#include <curl/curl.h>
#include <stdint.h>
#include "base/err.h"

/* What libcurl knows of a transfer that failed. */
struct failure {
	CURLcode code;
	const char *host;
	const char *detail;      /* libcurl's error buffer: searched, never shown */
	long verify;             /* CURLINFO_SSL_VERIFYRESULT */
	long proxy_status;       /* CURLINFO_HTTP_CONNECTCODE, 0 without a proxy */
	bool connected;          /* a connection stood */
	int connect_timeout_s, timeout_s, low_speed_s;
};

void reason_of_failure(struct err *err, const struct failure *f);
/* For an answer of status 300 and up; retry_after_s -1 when the site does not say. */
void reason_of_status(struct err *err, const char *host, int status, int64_t retry_after_s);
/* "HOST: TEXT", where text is a sentence's end already in the reader's language. */
void reason_plain(struct err *err, const char *host, const char *text);

#endif
