/* Header lines, as far as a reader asks. */
#include "unit.h"

#include "base/mem.h"
#include "net/head.h"

static void take(struct head *h, const char *lines)
{
	head_init(h);
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		n += lines[n] == '\n';
		assert_true(head_line(h, lines, n));
		lines += n;
	}
}

static void fields_are_kept_as_served(void **state)
{
	struct head h;
	(void)state;

	take(&h, "HTTP/1.1 200 OK\r\ncontent-TYPE:  text/xml; charset=gbk \r\nETag: W/\"a, b\"\r\n"
	         "Last-Modified: Sat, 21 Nov 2026 09:00:00 GMT\r\nContent-Encoding: gzip\r\n"
	         "Content-Encoding: br\r\nX-Other: no\r\n\r\n");
	assert_int_equal(h.status, 200);
	assert_true(h.complete);
	assert_string_equal(h.content_type, "text/xml; charset=gbk");
	assert_string_equal(h.etag, "W/\"a, b\"");
	assert_string_equal(h.last_modified, "Sat, 21 Nov 2026 09:00:00 GMT");
	assert_string_equal(h.content_encoding, "gzip, br");
	assert_null(h.location);
	assert_int_equal(h.max_age_s, -1);
	head_release(&h);
}

static void a_new_status_line_starts_over(void **state)
{
	struct head h;
	(void)state;

	take(&h, "HTTP/1.1 100 Continue\r\nETag: \"old\"\r\n\r\nHTTP/2 404 \r\n");
	assert_int_equal(h.status, 404);
	assert_false(h.complete);
	assert_null(h.etag);
	assert_true(h.bytes > 40);
	head_release(&h);
}

static void what_holds_controls_is_not_believed(void **state)
{
	struct head h;
	(void)state;

	take(&h, "HTTP/1.1 200 OK\r\nETag: \"\x1b[2J\"\r\nContent-Type: a\x7f\r\n"
	         "Location: /x\x01y\r\n");
	assert_null(h.etag);
	assert_null(h.content_type);
	assert_null(h.location);
	head_release(&h);
}

static void cache_control_is_read(void **state)
{
	static const struct {
		const char *value;
		int64_t max_age_s;
	} rows[] = {
		{ "max-age=600", 600 },
		{ "public, max-age=0", 0 },
		{ "private,MAX-AGE = \"30\"", 30 },
		{ "s-maxage=9, no-cache", -1 },
		{ "max-age=", -1 },
		{ "max-age=soon", -1 },
		{ "max-age=99999999999999999999", 10LL * 366 * 86400 },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct head h;
		char lines[200];
		snprintf(lines, sizeof lines, "HTTP/1.1 200 OK\r\nCache-Control: %s\r\n",
		         rows[i].value);
		take(&h, lines);
		assert_int_equal(h.max_age_s, rows[i].max_age_s);
		head_release(&h);
	}
}

static void how_long_it_stays_fresh(void **state)
{
	static const struct {
		const char *lines;
		int64_t fresh_s;
	} rows[] = {
		{ "", -1 },
		{ "Cache-Control: max-age=600\r\n", 600 },
		{ "Cache-Control: public\r\nCache-Control: max-age=600\r\n", 600 },
		{ "Cache-Control: max-age=600\r\nAge: 100\r\n", 500 },
		{ "Cache-Control: max-age=600\r\nAge: 1000\r\n", 0 },
		{ "Cache-Control: no-cache, max-age=600\r\n", 0 },
		{ "Cache-Control: no-store\r\nExpires: Sat, 21 Nov 2026 10:00:00 GMT\r\n", 0 },
		{ "Expires: Sat, 21 Nov 2026 10:00:00 GMT\r\n", 3600 },
		{ "Expires: Sat, 21 Nov 2026 10:00:00 GMT\r\n"
		  "Date: Sat, 21 Nov 2026 09:50:00 GMT\r\n", 600 },
		{ "Expires: Thu, 19 Nov 1981 08:52:00 GMT\r\n", 0 },
		{ "Expires: 0\r\n", 0 },
		{ "Expires: Sat, 21 Nov 2026 10:00:00 GMT\r\nCache-Control: max-age=60\r\n", 60 },
	};
	const int64_t now = 1795251600; /* Sat, 21 Nov 2026 09:00:00 GMT */
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct head h;
		char lines[300];
		snprintf(lines, sizeof lines, "HTTP/1.1 200 OK\r\n%s", rows[i].lines);
		take(&h, lines);
		assert_int_equal(head_fresh_s(&h, now), rows[i].fresh_s);
		head_release(&h);
	}
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	static const struct {
		const char *lines;
		int64_t wait_s;
	} rows[] = {
		{ "", -1 },
		{ "Retry-After: 120\r\n", 120 },
		{ "Retry-After: 0\r\n", 0 },
		{ "Retry-After: -5\r\n", -1 },
		{ "Retry-After: soon\r\n", -1 },
		{ "Retry-After: 999999999999\r\n", 10LL * 366 * 86400 },
		{ "Retry-After: Sat, 21 Nov 2026 09:10:00 GMT\r\n", 600 },
		/* by the clock of the server that wrote it, whichever line comes first */
		{ "Retry-After: Sat, 21 Nov 2026 09:10:00 GMT\r\n"
		  "Date: Sat, 21 Nov 2026 09:09:00 GMT\r\n", 60 },
		{ "Date: Sat, 21 Nov 2026 09:09:00 GMT\r\n"
		  "Retry-After: Sat, 21 Nov 2026 09:10:00 GMT\r\n", 60 },
		{ "Retry-After: 21 Nov 2026 09:10:00 GMT\r\n", 600 },
		{ "Retry-After:\r\n", -1 },
		{ "Retry-After: Fri, 20 Nov 2026 09:10:00 GMT\r\n", 0 },
	};
	const int64_t now = 1795251600; /* Sat, 21 Nov 2026 09:00:00 GMT */
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct head h;
		char lines[300];
		snprintf(lines, sizeof lines, "HTTP/1.1 429 -\r\n%s", rows[i].lines);
		take(&h, lines);
		assert_int_equal(head_retry_after_s(&h, now), rows[i].wait_s);
		head_release(&h);
	}
}

static void there_is_an_end(void **state)
{
	struct head h;
	char *line = xmalloc(HEAD_VALUE_MOST + 100);
	int n = 0;
	(void)state;

	head_init(&h);
	memset(line, 'x', HEAD_VALUE_MOST + 100);
	memcpy(line, "ETag: ", 6);
	assert_true(head_line(&h, line, HEAD_VALUE_MOST + 100));
	assert_null(h.etag);
	while (head_line(&h, line, HEAD_VALUE_MOST) && n < 1000)
		n++;
	assert_in_range(n, HEAD_MOST / HEAD_VALUE_MOST - 3, HEAD_MOST / HEAD_VALUE_MOST);
	head_release(&h);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_kept_as_served),
		cmocka_unit_test(a_new_status_line_starts_over),
		cmocka_unit_test(what_holds_controls_is_not_believed),
		cmocka_unit_test(cache_control_is_read),
		cmocka_unit_test(how_long_it_stays_fresh),
		cmocka_unit_test(retry_after_is_seconds_or_a_date),
		cmocka_unit_test(there_is_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
