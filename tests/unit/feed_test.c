/*
 * Every document in tests/data/feed with the JSON it must give, and every page in tests/data/page
 * with its article. A document NAME.xml (json, html, js) stands beside NAME.expected; NAME.conf may
 * hold what is told besides, one "key = value" a line: base, type, content-type, language,
 * timezone, and the keys of a mapping; for pages url and the keys of a page rule. GENERATE=1 writes
 * the expected files anew: read them before they are committed.
 */
#include "cli/json_feed.h"
#include "feed/page.h"
#include "feed/parse.h"

#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "text/clean.h"
#include "text/utf8.h"

enum { NOW = 1795334400, KEYS_MAX = 64 }; /* 2026-11-22 16:00 +08:00 */

/* --- what a .conf says ------------------------------------------------------------------------ */

struct conf {
	struct str text;
	struct {
		char *key, *value;
	} row[KEYS_MAX];
	size_t n;
	const char *lists[KEYS_MAX * 2]; /* room for the lists that are given out */
	size_t n_lists;
};

static void conf_read(struct conf *c, const char *path)
{
	memset(c, 0, sizeof *c);
	str_init(&c->text);
	if (!path_exists(path))
		return;
	assert_true(path_read(path, &c->text, 65536, NULL));
	for (char *line = c->text.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		char *sign = strstr(line, " = ");
		*end = '\0';
		if (!sign || sign > end || c->n == KEYS_MAX)
			continue;
		*sign = '\0';
		c->row[c->n].key = line;
		c->row[c->n++].value = sign + 3;
	}
}

static const char *conf_one(const struct conf *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->row[i].key, key))
			return c->row[i].value;
	return NULL;
}

static struct text_list conf_list(struct conf *c, const char *key)
{
	struct text_list list = { &c->lists[c->n_lists], 0 };

	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->row[i].key, key))
			list.v[list.n++] = c->row[i].value;
	c->n_lists += list.n;
	return list;
}

static int conf_number(const struct conf *c, const char *key)
{
	const char *value = conf_one(c, key);

	return value ? atoi(value) : 0;
}

static void conf_mapping(struct conf *c, struct mapping *m)
{
	m->items = conf_list(c, "items");
	m->id = conf_list(c, "id");
	m->title = conf_list(c, "title");
	m->link = conf_list(c, "link");
	m->time = conf_list(c, "time");
	m->updated = conf_list(c, "updated");
	m->author = conf_list(c, "author");
	m->source = conf_list(c, "source");
	m->tags = conf_list(c, "tags");
	m->heat = conf_list(c, "heat");
	m->rank = conf_list(c, "rank");
	m->summary = conf_list(c, "summary");
	m->content = conf_list(c, "content");
	m->image = conf_list(c, "image");
	m->drop = conf_list(c, "drop");
	m->strip_query = conf_list(c, "strip-query");
	m->remove = conf_list(c, "remove");
	m->extract = conf_one(c, "extract");
	m->sort = conf_one(c, "sort");
	m->skip_first = conf_number(c, "skip-first");
	m->limit = conf_number(c, "limit");
}

static void conf_page(struct conf *c, struct page_rule *r)
{
	r->pattern = "a page of the tests";
	r->title = conf_list(c, "title");
	r->source = conf_list(c, "source");
	r->time = conf_list(c, "time");
	r->updated = conf_list(c, "updated");
	r->author = conf_list(c, "author");
	r->editor = conf_list(c, "editor");
	r->tags = conf_list(c, "tags");
	r->body = conf_list(c, "body");
	r->remove = conf_list(c, "remove");
	r->next = conf_list(c, "next");
	r->related = conf_list(c, "related");
	r->related_title = conf_list(c, "related-title");
	r->related_link = conf_list(c, "related-link");
	r->related_time = conf_list(c, "related-time");
	r->related_tags = conf_list(c, "related-tags");
	r->timezone = conf_one(c, "timezone");
}

/* --- what comes out --------------------------------------------------------------------------- */

static json_t *trace_object(const struct feed_trace *t)
{
	json_t *o = json_object(), *fields = json_object();

	json_object_set_new(o, "items", json_integer((json_int_t)t->items_found));
	json_object_set_new(o, "dropped", json_integer((json_int_t)t->dropped));
	if (t->hint)
		json_object_set_new(o, "hint", json_string(t->hint));
	for (size_t i = 0; i < t->n_fields; i++)
		json_object_set_new(fields, t->fields[i].key,
		                    t->fields[i].hint
		                            ? json_string(t->fields[i].hint)
		                            : json_integer((json_int_t)t->fields[i].filled));
	json_object_set_new(o, "fields", fields);
	return o;
}

static char *feed_result(struct slice bytes, struct conf *c)
{
	struct mapping map = { .extract = NULL };
	struct feed_hints hints = {
		.base = conf_one(c, "base"),
		.type = conf_one(c, "type"),
		.content_type = conf_one(c, "content-type"),
		.language = conf_one(c, "language"),
		.timezone = conf_one(c, "timezone"),
		.fetched = NOW,
	};
	struct err err = ERR_INIT;
	struct feed feed;
	json_t *root;
	char *text = NULL;
	size_t size;

	conf_mapping(c, &map);
	if (map.items.n)
		hints.map = &map;
	if (feed_parse(bytes, &hints, &feed, &err)) {
		FILE *to = open_memstream(&text, &size);
		assert_true(feed_write_json(&feed, to));
		fclose(to);
		root = json_loads(text, 0, NULL);
		assert_non_null(root);
		free(text);
		if (feed.trace)
			json_object_set_new(root, "trace", trace_object(feed.trace));
	} else {
		assert_true(err.text[0]);
		root = json_pack("{ss}", "error", err.text);
	}
	feed_release(&feed);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	return text;
}

static void put_text(json_t *o, const char *key, const char *text)
{
	if (text)
		json_object_set_new(o, key, json_string(text));
}

static void put_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	put_text(o, key, text[0] ? text : NULL);
}

static void put_tags(json_t *o, const char **tags, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(tags[i]));
	json_object_set_new(o, "tags", list);
}

static json_t *article_object(const struct article *a)
{
	json_t *o = json_object(), *related = json_array();

	put_text(o, "title", a->item.title);
	put_text(o, "source", a->item.source);
	put_text(o, "author", a->item.author);
	put_text(o, "editor", a->editor);
	put_text(o, "language", a->item.language);
	put_time(o, "published", a->item.published);
	put_time(o, "updated", a->updated);
	put_tags(o, a->item.tags, a->item.n_tags);
	put_text(o, "body", a->body);
	put_text(o, "next", a->next);
	for (size_t i = 0; i < a->n_related; i++) {
		json_t *one = json_object();
		put_text(one, "title", a->related[i].title);
		put_text(one, "link", a->related[i].link);
		put_time(one, "time", a->related[i].time);
		put_tags(one, a->related[i].tags, a->related[i].n_tags);
		json_array_append_new(related, one);
	}
	json_object_set_new(o, "related", related);
	return o;
}

static const struct page_rule *builtin_for(const char *url)
{
	for (const struct page_rule *r = page_rules_builtin(); r->pattern; r++)
		if (page_rule_matches(r, url))
			return r;
	return NULL;
}

static char *page_result(struct slice bytes, struct conf *c)
{
	struct page_rule own = { .pattern = NULL };
	const char *url = conf_one(c, "url");
	const struct page_rule *rule = builtin_for(url ? url : "");
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct article article;
	json_t *root;
	char *text;

	conf_page(c, &own);
	if (own.title.n || own.body.n)
		rule = &own;
	if (page_read(bytes, conf_one(c, "content-type"), url, rule, NOW, &arena, &article, &err))
		root = article_object(&article);
	else
		root = json_pack("{ss}", "error", err.text);
	arena_release(&arena);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	return text;
}

/* --- the runner ------------------------------------------------------------------------------- */

/* True when they are the same. */
static bool compare(const char *path, const char *got)
{
	struct str expected = STR_INIT;
	bool same;

	if (getenv("GENERATE")) {
		FILE *f = fopen(path, "w");
		assert_non_null(f);
		fprintf(f, "%s\n", got);
		fclose(f);
		return true;
	}
	if (!path_read(path, &expected, 1 << 20, NULL))
		str_add(&expected, "(no such file)");
	same = slice_equal(slice_trim(str_slice(&expected)), slice_trim(slice_of(got)));
	if (!same)
		print_error("%s:\n--- expected\n%s\n--- got\n%s\n", path, expected.data, got);
	str_release(&expected);
	return same;
}

static void run_folder(const char *folder, char *(*result)(struct slice, struct conf *))
{
	DIR *dir = opendir(folder);
	int n = 0, bad = 0;

	assert_non_null(dir);
	for (struct dirent *d; (d = readdir(dir));) {
		char *dot = strrchr(d->d_name, '.'), *got;
		struct str bytes = STR_INIT, path = STR_INIT;
		struct conf conf;
		if (d->d_name[0] == '.' || !dot || !strcmp(dot, ".expected") ||
		    !strcmp(dot, ".conf"))
			continue;
		str_printf(&path, "%s/%s", folder, d->d_name);
		assert_true(path_read(path.data, &bytes, 1 << 20, NULL));
		str_clear(&path);
		str_printf(&path, "%s/%.*s.conf", folder, (int)(dot - d->d_name), d->d_name);
		conf_read(&conf, path.data);
		str_clear(&path);
		str_printf(&path, "%s/%.*s.expected", folder, (int)(dot - d->d_name), d->d_name);
		got = result(str_slice(&bytes), &conf);
		bad += !compare(path.data, got);
		n++;
		free(got);
		str_release(&conf.text);
		str_release(&path);
		str_release(&bytes);
	}
	closedir(dir);
	assert_true(n > 0);
	assert_int_equal(bad, 0);
}

/* A long base before many short addresses is no way to fill the memory. */
static void bases_do_not_multiply(void **state)
{
	static const struct {
		size_t base;
		const char *begin, *repeated, *end;
		size_t times;
	} cases[] = {
		{ 2000, "<entry><content type='html'>", "&lt;a href='x'&gt;", "</content></entry>", 99999 },
		{ 2000, "<entry><content type='html'>&lt;img srcset='", "a,", "'&gt;</content></entry>",
		  200000 },
		{ 2000, "", "<entry><content type='html'>&lt;a href='x'&gt;</content></entry>", "", 49999 },
		{ 9000, "", "<entry><link href='x'/></entry>", "", 49999 },
		{ 9000, "", "<entry xml:base='y'><title>t</title></entry>", "", 20000 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct feed_hints hints = { 0 };
		struct str text = STR_INIT;
		struct feed feed;
		struct err err;

		str_add(&text, "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/");
		str_add_repeat(&text, 'b', cases[i].base);
		str_add(&text, "/'><title>t</title>");
		str_add(&text, cases[i].begin);
		for (size_t k = 0; k < cases[i].times; k++)
			str_add(&text, cases[i].repeated);
		str_add(&text, cases[i].end);
		str_add(&text, "</feed>");
		assert_true(feed_parse(str_slice(&text), &hints, &feed, &err));
		if (feed.arena.used > 80u << 20)
			fail_msg("case %zu: %zu bytes", i, feed.arena.used);
		feed_release(&feed);
		str_release(&text);
	}
}

static void documents_give_their_feeds(void **state)
{
	(void)state;
	run_folder("tests/data/feed", feed_result);
}

static void pages_give_their_articles(void **state)
{
	(void)state;
	run_folder("tests/data/page", page_result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_give_their_feeds),
		cmocka_unit_test(pages_give_their_articles),
		cmocka_unit_test(bases_do_not_multiply),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
