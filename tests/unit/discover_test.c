#include "feed/discover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"

/* One line: every address with its marks, "!" for stated, "c" for comments. */
static void show(const struct discover_links *links, char *out, size_t size)
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < links->n && at < size; i++)
		at += (size_t)snprintf(out + at, size - at, "%s%s%s%s", i ? " " : "",
		                       links->v[i].is_stated ? "!" : "",
		                       links->v[i].is_comments ? "c:" : "", links->v[i].url);
}

static void pages_name_their_feeds(void **state)
{
	static const struct {
		const char *html, *found;
	} rows[] = {
		{ "<link rel=alternate type='application/rss+xml' title=甲 href=/rss>",
		  "!https://x.example/rss" },
		{ "<LINK REL='ALTERNATE' TYPE='Application/Atom+XML; charset=utf-8' HREF='a.atom'>",
		  "!https://x.example/news/a.atom" },
		{ "<link rel='alternate' type='application/rss+xml' title='甲 » 评论' href='/c'>"
		  "<link rel='alternate' type='application/feed+json' href='/f.json'>"
		  "<link rel='alternate' type='application/rdf+xml' href='/f.rdf'>",
		  "!https://x.example/f.json !https://x.example/f.rdf !c:https://x.example/c" },
		/* not feeds: style sheets, other languages, doors for programs */
		{ "<link rel=stylesheet href=/rss.css><link rel=alternate hreflang=en href=/en>"
		  "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>"
		  "<link rel=alternate type=text/xml+oembed href=/oembed?x>",
		  "" },
		{ "<base href='https://cdn.example/b/'><a href='rss.xml'>订阅</a>",
		  "https://cdn.example/b/rss.xml" },
		{ "<a href='/feed/'>RSS</a><a href='/feed/#top'>again</a><a href='/feeding'>no</a>"
		  "<a href='javascript:rss.xml'>no</a><a href='feed://x.example/b.rss'>b</a>",
		  "https://x.example/feed/ http://x.example/b.rss" },
		{ "<a href='https://feedly.com/i/subscription/feed/https://x.example/rss.xml'>+</a>"
		  "<a href='https://x.example/?feed=rss2'>r</a>",
		  "https://x.example/?feed=rss2" },
		{ "<a href='/all.rss'>甲<link rel=alternate type=application/rss+xml href=/l></a>",
		  "!https://x.example/l https://x.example/all.rss" },
		{ "<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"
		  "<link rel=alternate type=application/rss+xml href=''>",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct arena a = ARENA_INIT;
		struct discover_links links;
		char text[1000];

		discover_page(slice_of(rows[i].html), "text/html; charset=utf-8",
		              "https://x.example/news/", &a, &links);
		show(&links, text, sizeof text);
		assert_string_equal(text, rows[i].found);
		arena_release(&a);
	}
}

static void pages_are_decoded(void **state)
{
	/* 甲 in GB18030 */
	static const char html[] = "<meta charset=gbk><link rel=alternate type=application/rss+xml "
				   "title='\xbc\xd7' href=/r>";
	struct arena a = ARENA_INIT;
	struct discover_links links;

	(void)state;
	discover_page(slice_of(html), "text/html", "http://x.example/", &a, &links);
	assert_int_equal(links.n, 1);
	assert_string_equal(links.v[0].title, "甲");
	arena_release(&a);
}

static void a_page_full_of_links_is_bounded(void **state)
{
	struct str html = STR_INIT;
	struct arena a = ARENA_INIT;
	struct discover_links links;

	(void)state;
	for (int i = 0; i < 500; i++)
		str_printf(&html, "<a href='/%d.rss'>", i);
	discover_page(str_slice(&html), NULL, "http://x.example/", &a, &links);
	assert_int_equal(links.n, DISCOVER_LINKS_MAX);
	str_release(&html);
	arena_release(&a);
}

static void well_known_sites_have_rules(void **state)
{
	static const struct {
		const char *url, *feeds;
	} rows[] = {
		{ "https://www.youtube.com/channel/UCabc/videos",
		  "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc" },
		{ "https://m.youtube.com/playlist?si=1&list=PL1",
		  "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1" },
		{ "https://github.com/who/what/",
		  "https://github.com/who/what/releases.atom https://github.com/who/what/commits.atom "
		  "https://github.com/who/what/tags.atom" },
		{ "https://github.com/who/what/commits/main",
		  "https://github.com/who/what/commits/main.atom" },
		{ "https://github.com/topics/c", "" },
		{ "https://github.com/who/what/issues", "" },
		{ "https://www.reddit.com/r/china_irl", "https://www.reddit.com/r/china_irl/.rss" },
		{ "https://www.v2ex.com/?tab=tech", "https://www.v2ex.com/feed/tab/tech.xml" },
		{ "https://v2ex.com/", "https://www.v2ex.com/index.xml" },
		{ "https://www.v2ex.com/go/apple", "https://www.v2ex.com/feed/apple.xml" },
		{ "https://medium.com/@who", "https://medium.com/feed/@who" },
		{ "https://who.substack.com/p/one", "https://who.substack.com/feed" },
		{ "https://who.blogspot.com", "https://who.blogspot.com/feeds/posts/default" },
		{ "https://who.tumblr.com/", "https://who.tumblr.com/rss" },
		{ "https://substack.com/", "" },
		{ "https://notgithub.com/a/b", "" },
		{ "https://news.ycombinator.com/rss", "" },
		{ "ftp://github.com/a/b", "" },
		{ "nonsense", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct arena a = ARENA_INIT;
		struct discover_links links;
		char text[1000];

		discover_sites(rows[i].url, &a, &links);
		show(&links, text, sizeof text);
		assert_string_equal(text, rows[i].feeds);
		arena_release(&a);
	}
}

static void software_and_hubs_are_known(void **state)
{
	struct arena a = ARENA_INIT;
	struct discover_links links;

	(void)state;
	discover_software("https://social.example/@who", &a, &links);
	assert_int_equal(links.n, 1);
	assert_string_equal(links.v[0].url, "https://social.example/@who.rss");
	discover_software("https://social.example/", &a, &links);
	assert_int_equal(links.n, 0);
	assert_string_equal(discover_rsshub("https://zhuanlan.zhihu.com/abc", &a), "/zhihu/zhuanlan/abc");
	assert_string_equal(discover_rsshub("https://www.zhihu.com/hot", &a), "/zhihu/hot");
	assert_string_equal(discover_rsshub("https://space.bilibili.com/12/video", &a),
	                    "/bilibili/user/video/12");
	assert_null(discover_rsshub("https://zhuanlan.zhihu.com/p/123", &a));
	assert_null(discover_rsshub("https://x.example/hot", &a));
	arena_release(&a);
}

static void usual_places_are_few_and_on_the_same_host(void **state)
{
	struct arena a = ARENA_INIT;
	struct discover_links links;

	(void)state;
	discover_paths("https://x.example:8443", &a, &links);
	assert_int_equal(links.n, 7);
	assert_string_equal(links.v[0].url, "https://x.example:8443/feed");
	discover_paths("https://x.example/blog/", &a, &links);
	assert_int_equal(links.n, DISCOVER_PATHS_MAX);
	assert_string_equal(links.v[0].url, "https://x.example/blog/feed");
	for (size_t i = 0; i < links.n; i++)
		assert_int_equal(strncmp(links.v[i].url, "https://x.example/", 18), 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_name_their_feeds),
		cmocka_unit_test(pages_are_decoded),
		cmocka_unit_test(a_page_full_of_links_is_bounded),
		cmocka_unit_test(well_known_sites_have_rules),
		cmocka_unit_test(software_and_hubs_are_known),
		cmocka_unit_test(usual_places_are_few_and_on_the_same_host),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
