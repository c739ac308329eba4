#include "worker/lookup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "reader/reader.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"

#define NOW 1795437000
#define RSS "<rss version='2.0'><channel><title>等宽晚报</title><item><title>甲</title></item></channel></rss>"
#define LINK "<link rel=alternate type=application/rss+xml title=%s href=/%s>"

/* A web of a few documents; everything else is not found. */
struct served {
	const char *url, *document;
};

/* Drive a lookup over it; returns how many addresses it asked for. */
static size_t drive(struct lookup *l, const struct served *web, size_t n)
{
	const char *url;
	size_t asked = 0;

	while ((url = lookup_wants(l))) {
		struct fetch_answer a = { .outcome = FETCH_HTTP_ERROR, .status = 404,
			                  .final_url = xstrdup(url) };

		err_set(&a.err, "not found");
		str_init(&a.body);
		for (size_t i = 0; i < n && web[i].url; i++) {
			if (strcmp(web[i].url, url))
				continue;
			a.outcome = FETCH_OK;
			str_add(&a.body, web[i].document);
		}
		lookup_take(l, &a, NOW);
		str_release(&a.body);
		free(a.final_url);
		asked++;
		assert_true(asked < 30);
	}
	return asked;
}

static void addresses_lead_to_feeds(void **state)
{
	static const struct {
		const char *asked;
		struct served web[4];
		enum lookup_end end;
		const char *url;
		size_t requests;
	} rows[] = {
		{ "x.example/rss", { { "https://x.example/rss", RSS } }, LOOKUP_FEED,
		  "https://x.example/rss", 1 },
		/* the page states one */
		{ "https://x.example/", { { "https://x.example/",
		                            "<link rel=alternate type=application/rss+xml href=/f>" },
		                          { "https://x.example/f", RSS } },
		  LOOKUP_FEED, "https://x.example/f", 2 },
		/* what it states is gone: a usual place */
		{ "https://x.example/", { { "https://x.example/",
		                            "<link rel=alternate type=application/rss+xml href=/f>" },
		                          { "https://x.example/rss.xml", RSS } },
		  LOOKUP_FEED, "https://x.example/rss.xml", 4 },
		/* by the site's own rule, the page is not asked for */
		{ "https://who.substack.com/p/a", { { "https://who.substack.com/feed", RSS } },
		  LOOKUP_FEED, "https://who.substack.com/feed", 1 },
		/* software that many hosts run */
		{ "https://social.example/@who", { { "https://social.example/@who", "<p>hello" },
		                                   { "https://social.example/@who.rss", RSS } },
		  LOOKUP_FEED, "https://social.example/@who.rss", 2 },
		{ "https://x.example/gone", { { "https://x.example/feed", RSS } }, LOOKUP_FAILED, NULL, 1 },
		{ "https://x.example/", { { "https://x.example/", "<p>only words" } }, LOOKUP_FAILED,
		  NULL, 8 },
		{ "exec:date", { { NULL, NULL } }, LOOKUP_FAILED, NULL, 1 }, /* a host called exec */
		{ "javascript://x", { { NULL, NULL } }, LOOKUP_FAILED, NULL, 0 },
		{ "https://www.zhihu.com/hot", { { "https://www.zhihu.com/hot", "<p>log in" } },
		  LOOKUP_FAILED, NULL, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct lookup *l = lookup_new(rows[i].asked);
		size_t asked = drive(l, rows[i].web, ARRAY_LENGTH(rows[i].web));

		assert_int_equal(l->end, rows[i].end);
		assert_int_equal(asked, rows[i].requests);
		if (rows[i].url)
			assert_string_equal(l->url, rows[i].url);
		if (rows[i].end == LOOKUP_FEED)
			assert_string_equal(l->title, "等宽晚报");
		if (rows[i].end == LOOKUP_FAILED)
			assert_true(l->err.text[0]);
		lookup_free(l);
	}
}

static void one_of_several_is_chosen(void **state)
{
	static const struct served web[] = {
		{ "https://x.example/", "<link rel=alternate type=application/rss+xml title=甲 href=/a>"
		                        "<link rel=alternate type=application/rss+xml title=乙 href=/b>" },
		{ "https://x.example/b", RSS },
	};
	struct lookup *l = lookup_new("https://x.example/");
	struct str section = STR_INIT;

	(void)state;
	drive(l, web, 2);
	assert_int_equal(l->end, LOOKUP_CHOICE);
	assert_int_equal(l->choices.n, 2);
	lookup_choose(l, 1);
	drive(l, web, 2);
	assert_int_equal(l->end, LOOKUP_FEED);
	lookup_section(l, NULL, "国内/时政", false, &section);
	assert_string_equal(section.data,
	                    "[feed 等宽晚报]\nurl = https://x.example/b\ngroup = 国内/时政\n");
	lookup_choose(l, 0);
	drive(l, web, 2);
	assert_int_equal(l->end, LOOKUP_FAILED);
	str_release(&section);
	lookup_free(l);
}

static void a_list_is_proposed_with_its_rows(void **state)
{
	static const struct served web[] = {
		{ "https://x.example/hot", "{\"data\":[{\"word\":\"空格桥亮灯\",\"url\":\"/1\"},"
		                           "{\"word\":\"渡船停开\",\"url\":\"/2\"},"
		                           "{\"word\":\"街灯换新\",\"url\":\"/3\"}]}" },
	};
	struct lookup *l = lookup_new("https://x.example/hot");
	struct str section = STR_INIT;

	(void)state;
	drive(l, web, 1);
	assert_int_equal(l->end, LOOKUP_MAPPING);
	assert_int_equal(l->n_rows, 3);
	assert_string_equal(l->rows[0].title, "空格桥亮灯");
	assert_string_equal(l->rows[0].link, "https://x.example/1");
	lookup_section(l, "榜", NULL, true, &section);
	assert_string_equal(section.data, "[hot 榜]\nurl = https://x.example/hot\nitems = data\n"
	                                  "title = word\nlink = url\n");
	str_release(&section);
	lookup_free(l);
}

/* The screen's way: asked of the worker, told when it is known. */
static void the_worker_finds_out(void **state)
{
	char dir[] = "/tmp/haowai-lookup-XXXXXX", url[128];
	struct paths paths;
	struct reader_options o = { .paths = &paths };
	struct lookup *l = NULL;
	struct err err = ERR_INIT;
	struct reader *r;
	char *file;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_true(paths_init(&paths, dir, NULL, NULL));
	file = path_join(dir, "feed.xml");
	assert_true(path_write(file, slice_of(RSS), 0, NULL));
	snprintf(url, sizeof url, "file://%s", file);
	r = reader_open(&o, &err);
	assert_non_null(r);
	reader_look(r, url);
	for (int i = 0; i < 500 && !l; i++) {
		reader_pump(r);
		l = reader_take_found(r);
		usleep(2000);
	}
	assert_non_null(l);
	assert_int_equal(l->end, LOOKUP_FEED);
	assert_null(reader_has_found(r, l));
	assert_true(reader_subscribe_found(r, l, &err));
	assert_non_null(reader_has_found(r, l));
	lookup_free(l);
	/* one that nobody takes goes with the reader */
	reader_look(r, url);
	reader_close(r);
	free(file);
	paths_release(&paths);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_lead_to_feeds),
		cmocka_unit_test(one_of_several_is_chosen),
		cmocka_unit_test(a_list_is_proposed_with_its_rows),
		cmocka_unit_test(the_worker_finds_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
