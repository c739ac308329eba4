#include "feed/opml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"

static const char document[] =
	"<?xml version='1.0' encoding='utf-8'?>\n"
	"<opml version='1.0' "
        "xmlns:frss='https://freshrss.org/opml'><head><title>T</title></head><body>\n"
	"<outline text='国内'><outline text='时政'>"
	"<outline type='rss' text='一' title='第一' xmlUrl='https://a.example.com/rss?x=1&amp;y=2'"
	" htmlUrl='https://a.example.com/' language='zh' category='/新闻/要闻,热点'/></outline>"
	"<outline text='二' xmlUrl='http://b.example.com/'/></outline>\n"
	"<outline text='evil' xmlUrl='|rm -rf /'/><outline text='file' "
        "xmlUrl='file:///etc/passwd'/>"
	"<outline text='exec' xmlUrl='exec:date'/>\n"
	"<outline TEXT='json' TYPE='JSON+DotNotation' XMLURL='https://c.example.com/api'"
	" frss:jsonItem='data.list' frss:jsonItemTitle='t' frss:jsonItemUri='u'/>\n"
	"<outline type='link' text='no feed' url='https://d.example.com/'/>"
	"</body></opml>";

static void outlines_become_items(void **state)
{
	struct opml o;

	(void)state;
	assert_true(opml_read(slice_of(document), &o, NULL));
	assert_int_equal(o.n, 3);
	assert_int_equal(o.n_refused, 3);
	assert_string_equal(o.items[0].title, "第一");
	assert_string_equal(o.items[0].url, "https://a.example.com/rss?x=1&y=2");
	assert_string_equal(o.items[0].html_url, "https://a.example.com/");
	assert_string_equal(o.items[0].language, "zh");
	assert_string_equal(o.items[0].group, "国内/时政");
	assert_int_equal(o.items[0].tags.n, 2);
	assert_string_equal(o.items[0].tags.v[0], "要闻");
	assert_string_equal(o.items[0].tags.v[1], "热点");
	assert_null(o.items[0].mapping);
	assert_string_equal(o.items[1].group, "国内");
	assert_string_equal(o.items[1].title, "二");
	assert_null(o.items[2].group);
	assert_string_equal(o.items[2].mapping, "items = data.list\ntitle = t\nlink = u\n");
	opml_release(&o);
}

static void what_is_written_reads_back(void **state)
{
	struct opml o, again;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	assert_true(opml_read(slice_of(document), &o, NULL));
	assert_true(opml_write(to, "甲 & 乙", o.items, o.n));
	fclose(to);
	assert_true(opml_read(slice_make(text, size), &again, NULL));
	assert_int_equal(again.n, o.n);
	assert_int_equal(again.n_refused, 0);
	for (size_t i = 0; i < o.n; i++) {
		assert_string_equal(again.items[i].url, o.items[i].url);
		assert_true(text_same(again.items[i].title, o.items[i].title));
		assert_true(text_same(again.items[i].group, o.items[i].group));
		assert_int_equal(again.items[i].tags.n, o.items[i].tags.n);
	}
	opml_release(&again);
	opml_release(&o);
	free(text);
}

static void other_documents_are_refused(void **state)
{
	static const char *const texts[] = { "", "<rss/>", "no xml", "<html><body/></html>" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct err err = ERR_INIT;
		struct opml o;
		assert_false(opml_read(slice_of(texts[i]), &o, &err));
		assert_true(err.text[0]);
		opml_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outlines_become_items),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(other_documents_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
