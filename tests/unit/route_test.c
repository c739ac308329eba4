/* Redirects: where they may lead, and what may go along. */
#include "unit.h"

#include "base/err.h"
#include "net/route.h"

static void addresses_are_split_once(void **state)
{
	static const struct {
		const char *url;
		const char *sent, *host, *port, *user; /* sent NULL: refused */
	} rows[] = {
		{ "http://News.example/a b?q=1#top", "http://News.example/a%20b?q=1",
		  "news.example", "80", NULL },
		{ "https://example.org", "https://example.org/", "example.org", "443", NULL },
		{ "http://r:s@example.org:8080/x", "http://example.org:8080/x",
		  "example.org", "8080", "r" },
		{ "http://[::1]:81/", "http://[::1]:81/", "[::1]", "81", NULL },
		{ "http://example.org/新闻", "http://example.org/%e6%96%b0%e9%97%bb",
		  "example.org", "80", NULL },
		{ "ftp://example.org/", NULL, NULL, NULL, NULL },
		{ "javascript:alert(1)", NULL, NULL, NULL, NULL },
		{ "data:text/html,x", NULL, NULL, NULL, NULL },
		{ "http://", NULL, NULL, NULL, NULL },
		{ "/relative", NULL, NULL, NULL, NULL },
		{ "", NULL, NULL, NULL, NULL },
		{ "http://a b/", NULL, NULL, NULL, NULL },
		{ "http://example.org:99999/", NULL, NULL, NULL, NULL },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct route r;
		struct err err = ERR_INIT;
		bool good = route_init(&r, rows[i].url, &err);
		if (good != (rows[i].sent != NULL))
			fail_msg("%s: %d %s", rows[i].url, good, err.text);
		if (good) {
			assert_int_equal(strcasecmp(r.url, rows[i].sent), 0);
			assert_string_equal(r.host, rows[i].host);
			assert_string_equal(r.port, rows[i].port);
			if (rows[i].user)
				assert_string_equal(r.user, rows[i].user);
			else
				assert_null(r.user);
		} else {
			assert_non_null(strstr(err.text, "not an address that can be fetched"));
		}
		route_release(&r);
	}
}

static void hops_are_judged(void **state)
{
	static const struct {
		const char *from;
		int status;
		const char *location;
		bool has_body;
		const char *to; /* NULL: refused */
		bool at_home, permanent, becomes_get;
	} rows[] = {
		{ "http://a.example/x/y", 302, "z?q#f", false,
		  "http://a.example/x/z?q", true, false, false },
		{ "http://a.example/x/y", 301, "/z", false,
		  "http://a.example/z", true, true, false },
		{ "http://a.example/x", 308, "//b.example/", false,
		  "http://b.example/", false, true, false },
		{ "http://a.example/x", 301, "https://a.example/x", false,
		  "https://a.example/x", false, true, false },
		{ "http://a.example/x", 302, "http://A.EXAMPLE:80/y", false,
		  "http://A.EXAMPLE:80/y", true, false, false },
		{ "http://a.example/x", 302, "http://a.example:8080/", false,
		  "http://a.example:8080/", false, false, false },
		{ "http://a.example/x", 302, "http://u:p@a.example/", false,
		  "http://a.example/", true, false, false },
		{ "https://a.example/x", 302, "http://a.example/", false,
		  NULL, false, false, false },
		{ "https://a.example/x", 302, "HTTP://a.example/", false,
		  NULL, false, false, false },
		{ "http://a.example/x", 302, "file:///etc/passwd", false,
		  NULL, false, false, false },
		{ "http://a.example/x", 302, "ftp://a.example/", false, NULL, false, false, false },
		{ "http://a.example/x", 302, "javascript:alert(1)", false,
		  NULL, false, false, false },
		{ "http://a.example/x", 303, "/y", true, "http://a.example/y", true, false, true },
		{ "http://a.example/x", 302, "http://b.example/y", true,
		  "http://b.example/y", false, false, true },
		{ "http://a.example/x", 307, "/y", true, "http://a.example/y", true, false, false },
		{ "http://a.example/x", 307, "http://b.example/y", true,
		  NULL, false, false, false },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct route r;
		struct err err = ERR_INIT;
		bool good;
		assert_true(route_init(&r, rows[i].from, &err));
		good = route_follow(&r, rows[i].status, rows[i].location, rows[i].has_body, &err);
		if (good != (rows[i].to != NULL))
			fail_msg("%s: %d %s", rows[i].location, good, err.text);
		if (good) {
			assert_string_equal(r.url, rows[i].to);
			assert_int_equal(r.at_home, rows[i].at_home);
			assert_int_equal(r.permanent, rows[i].permanent);
			assert_int_equal(r.becomes_get, rows[i].becomes_get);
			assert_null(r.user);
		} else {
			assert_true(strlen(err.text) > 20);
			assert_string_equal(r.url, rows[i].from);
		}
		route_release(&r);
	}
}

static void secrets_do_not_come_back(void **state)
{
	struct route r;
	char *moved;
	(void)state;

	assert_true(route_init(&r, "http://r%40x:p%3Aw@a.example/1", NULL));
	assert_string_equal(r.user, "r@x");
	assert_string_equal(r.password, "p:w");
	assert_true(route_follow(&r, 301, "/2", false, NULL));
	assert_true(route_allows_header(&r, "Cookie: a=b"));
	moved = route_moved_to(&r);
	assert_string_equal(moved, "http://r%40x:p%3Aw@a.example/2");
	free(moved);

	assert_true(route_follow(&r, 301, "http://b.example/3", false, NULL));
	assert_null(r.user);
	assert_null(r.password);
	assert_false(route_allows_header(&r, "Cookie: a=b"));
	assert_false(route_allows_header(&r, "X-Key: k"));
	assert_true(route_allows_header(&r, "user-agent: me"));
	moved = route_moved_to(&r);
	assert_string_equal(moved, "http://b.example/3");
	free(moved);

	assert_true(route_follow(&r, 301, "http://a.example/4", false, NULL));
	assert_null(r.user);
	assert_false(route_allows_header(&r, "X-Key: k"));
	route_release(&r);
}

static void headers_belong_to_a_home(void **state)
{
	static const struct {
		const char *url, *home;
		bool at_home;
	} rows[] = {
		{ "http://a.example/1", "http://A.example:80/2", true },
		{ "http://a.example/1", "http://b.example/1", false },
		{ "https://a.example/1", "http://a.example/1", false },
		{ "http://a.example:81/1", "http://a.example/1", false },
		{ "http://a.example/1", "nonsense", false },
	};
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct route r;
		assert_true(route_init(&r, rows[i].url, NULL));
		route_set_home(&r, rows[i].home);
		assert_int_equal(r.at_home, rows[i].at_home);
		assert_int_equal(route_allows_header(&r, "X-Key: k"), rows[i].at_home);
		route_release(&r);
	}
}

static void a_post_that_became_a_get_has_not_moved(void **state)
{
	struct route r;
	(void)state;

	assert_true(route_init(&r, "http://a.example/1", NULL));
	assert_true(route_follow(&r, 301, "/2", true, NULL));
	assert_null(route_moved_to(&r));
	route_release(&r);
}

static void sentences_hide_secrets(void **state)
{
	struct route r;
	struct err err = ERR_INIT;
	(void)state;

	assert_true(route_init(&r, "https://a.example/", NULL));
	assert_false(
	        route_follow(&r, 302, "http://b.example/?token=geheim&x=\x1b[2J", false, &err));
	assert_null(strstr(err.text, "geheim"));
	assert_null(strchr(err.text, '\x1b'));
	route_release(&r);
}

static void there_is_an_end(void **state)
{
	struct route r;
	struct err err = ERR_INIT;
	(void)state;

	assert_true(route_init(&r, "http://a.example/", NULL));
	for (int i = 0; i < ROUTE_HOPS_MOST; i++)
		assert_true(route_follow(&r, 302, "/next", false, &err));
	assert_false(route_follow(&r, 302, "/next", false, &err));
	assert_non_null(strstr(err.text, "too many redirects"));
	route_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_split_once),
		cmocka_unit_test(hops_are_judged),
		cmocka_unit_test(secrets_do_not_come_back),
		cmocka_unit_test(headers_belong_to_a_home),
		cmocka_unit_test(a_post_that_became_a_get_has_not_moved),
		cmocka_unit_test(sentences_hide_secrets),
		cmocka_unit_test(there_is_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
