#include "net/head.h"
#include "base/mem.h"
#include "base/str.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

/* Nobody means more; a larger number would only overflow somewhere. */
#define SECONDS_MOST (10LL * 366 * 86400)

void head_init(struct head *h)
{
	memset(h, 0, sizeof *h);
	h->max_age_s = -1;
}

void head_release(struct head *h)
{
	free(h->content_type);
	free(h->content_encoding);
	free(h->transfer_encoding);
	free(h->etag);
	free(h->last_modified);
	free(h->location);
	free(h->retry_after);
	free(h->date);
	free(h->expires);
	head_init(h);
}

/* Decimal digits at the start of s, -1 if there are none. */
static int64_t seconds(struct slice s)
{
	int64_t n = 0;

	if (!s.len || !ascii_is_digit((unsigned char)s.data[0]))
		return -1;
	for (size_t i = 0; i < s.len && ascii_is_digit((unsigned char)s.data[i]); i++)
		if (n < SECONDS_MOST)
			n = n * 10 + (s.data[i] - '0');
	return n < SECONDS_MOST ? n : SECONDS_MOST;
}

/* May come in several lines; the first max-age counts. */
static void take_cache_control(struct head *h, struct slice value)
{
	while (value.len) {
		struct slice part = slice_trim(slice_next(&value, ','));
		struct slice name = slice_trim(slice_next(&part, '='));

		part = slice_trim(part);
		if (slice_begins(part, "\"") && part.len > 1)
			part = slice_make(part.data + 1, part.len - 2);
		if (slice_is_nocase(name, "max-age") && h->max_age_s < 0)
			h->max_age_s = seconds(part);
		else if (slice_is_nocase(name, "no-cache") || slice_is_nocase(name, "no-store"))
			h->no_cache = true;
	}
}

/* Control characters have no business in a header; a value that holds one is not believed. */
static bool is_printable(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static void keep(char **to, struct slice value)
{
	if (value.len > HEAD_VALUE_MOST || !is_printable(value))
		return;
	free(*to);
	*to = xstrndup(value.data, value.len);
}

/* Content-Encoding in two lines is one list. */
static void keep_joined(char **to, struct slice value)
{
	struct str both = STR_INIT;

	if (*to) {
		str_add(&both, *to);
		str_add(&both, ", ");
	}
	str_add_slice(&both, value);
	keep(to, str_slice(&both));
	str_release(&both);
}

static void take_status(struct head *h, struct slice line)
{
	size_t bytes = h->bytes;
	int64_t status;

	slice_next(&line, ' ');
	status = seconds(slice_trim(line));
	head_release(h);
	h->bytes = bytes;
	h->status = status > 0 && status < 1000 ? (int)status : 0;
}

bool head_line(struct head *h, const char *text, size_t n)
{
	struct slice line = slice_make(text, n), name;

	h->bytes += n;
	if (h->bytes > HEAD_MOST)
		return false;
	if (slice_begins_nocase(line, "HTTP/")) {
		take_status(h, line);
		return true;
	}
	if (!slice_trim(line).len)
		h->complete = true;
	name = slice_trim(slice_next(&line, ':'));
	line = slice_trim(line);
	if (slice_is_nocase(name, "Content-Type"))
		keep(&h->content_type, line);
	else if (slice_is_nocase(name, "Content-Encoding"))
		keep_joined(&h->content_encoding, line);
	else if (slice_is_nocase(name, "Transfer-Encoding"))
		keep_joined(&h->transfer_encoding, line);
	else if (slice_is_nocase(name, "ETag"))
		keep(&h->etag, line);
	else if (slice_is_nocase(name, "Last-Modified"))
		keep(&h->last_modified, line);
	else if (slice_is_nocase(name, "Location"))
		keep(&h->location, line);
	else if (slice_is_nocase(name, "Retry-After"))
		keep(&h->retry_after, line);
	else if (slice_is_nocase(name, "Date"))
		keep(&h->date, line);
	else if (slice_is_nocase(name, "Expires"))
		keep(&h->expires, line);
	else if (slice_is_nocase(name, "Age"))
		h->age_s = seconds(line) > 0 ? seconds(line) : 0;
	else if (slice_is_nocase(name, "Cache-Control"))
		take_cache_control(h, line);
	return true;
}

/* Seconds from the answer's own time until the time that text names; -1 when it names none. */
static int64_t seconds_until(const struct head *h, const char *text, int64_t now)
{
	int64_t at = curl_getdate(text, NULL), from, wait;

	if (at < 0)
		return -1;
	from = h->date ? curl_getdate(h->date, NULL) : -1;
	if (from < 0)
		from = now;
	wait = at - from;
	return wait < 0 ? 0 : wait < SECONDS_MOST ? wait : SECONDS_MOST;
}

int64_t head_retry_after_s(const struct head *h, int64_t now)
{
	if (!h->retry_after)
		return -1;
	if (!h->retry_after[strspn(h->retry_after, "0123456789")])
		return seconds(slice_of(h->retry_after));
	return seconds_until(h, h->retry_after, now);
}

int64_t head_fresh_s(const struct head *h, int64_t now)
{
	int64_t fresh = -1;

	if (h->no_cache)
		return 0;
	if (h->max_age_s >= 0)
		fresh = h->max_age_s;
	else if (h->expires) /* what is no date ("0", "-1") is in the past, RFC 9111 §5.3 */
		fresh = seconds_until(h, h->expires, now) < 0 ? 0
		                                              : seconds_until(h, h->expires, now);
	if (fresh < 0)
		return -1;
	return fresh > h->age_s ? fresh - h->age_s : 0;
}
