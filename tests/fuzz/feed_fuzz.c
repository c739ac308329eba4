/*
 * Documents, mapped lists, pages, dates and encodings on any bytes. The first byte chooses what is
 * done, the second what is told besides. What is promised is asserted: what comes out is clean
 * UTF-8, and counts stay below their ceilings.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "feed/date.h"
#include "feed/heat.h"
#include "feed/feedbuild.h"
#include "feed/page.h"
#include "feed/parse.h"
#include "text/clean.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOW = 1795334400 };

#define LIST(...)                                                                                  \
	{                                                                                          \
		(const char *[]){ __VA_ARGS__ },                                                   \
			sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *)                   \
	}

static const struct mapping maps[] = {
	{
		.items = LIST(".", "data.list", "a.*"),
		.title = LIST("title", "t", "."),
		.link = LIST("url", "https://m.example.com/{id|url}?n={n|number}"),
		.time = LIST("time"),
		.tags = LIST("tags", "special.name"),
		.heat = LIST("hot"),
		.rank = LIST("pos"),
		.content = LIST("body"),
		.drop = LIST("ad == 1", "t ~ ^x+y", "hot < 5"),
		.strip_query = LIST("s"),
		.sort = "-hot",
		.skip_first = 1,
		.limit = 20,
	},
	{
		.items = LIST("li", "ul > li:has(a)", "p"),
		.title = LIST("a", "h4:not(.x)"),
		.link = LIST("a @href", "https://m.example.com/{a}"),
		.summary = LIST("p"),
		.time = LIST("span:nth-child(2n+1)", "time @datetime"),
		.remove = LIST("script", ".ad"),
		.drop = LIST("a @href == #"),
	},
	{
		.items = LIST("."),
		.title = LIST("t"),
		.extract = "<!--(.*?)-->",
	},
};

static const struct page_rule rule = {
	.pattern = "example.com/*",
	.title = LIST("h1", "title"),
	.author = LIST(".by ^by"),
	.time = LIST("time @datetime", "span"),
	.tags = LIST("a"),
	.body = LIST("p", "div"),
	.remove = LIST("script"),
	.related = LIST("li"),
	.related_title = LIST("a"),
	.related_link = LIST("a @href"),
};

static void check_line(const char *text)
{
	assert(!text || (text[0] && text_is_clean(slice_of(text), CLEAN_LINE)));
}

static void check_block(const char *text)
{
	assert(!text || (text[0] && utf8_is_valid(text, strlen(text))));
}

static void check_feed(const struct feed *f)
{
	check_line(f->title);
	check_block(f->title_markup);
	check_line(f->subtitle);
	check_line(f->language);
	assert(f->n_entries <= FEED_BUILD_ENTRIES_MAX && f->encoding);
	for (size_t i = 0; i < f->n_entries; i++) {
		const struct feed_entry *e = &f->entries[i];
		check_line(e->title);
		check_line(e->id);
		check_line(e->author);
		check_line(e->heat_text);
		check_block(e->link);
		check_block(e->summary);
		check_block(e->content);
		check_block(e->content_plain);
		assert(e->n_tags <= FEED_BUILD_LIST_MAX && e->n_authors <= FEED_BUILD_LIST_MAX);
		for (size_t k = 0; k < e->n_tags; k++)
			check_line(e->tags[k].term);
	}
}

static void fuzz_document(struct slice in, uint8_t told, const struct mapping *map)
{
	static const char *const types[] = { NULL, "text/xml; charset=gbk",
		                             "text/html;charset=utf-8", "application/json",
		                             "x; charset=shift_jis" };
	static const char *const languages[] = { NULL, "zh", "ja", "en" };
	struct feed_hints hints = {
		.content_type = types[told % 5],
		.language = languages[told / 5 % 4],
		.base = told & 0x80 ? "https://example.com/a/b?c" : NULL,
		.fetched = NOW,
		.map = map,
	};
	struct err err = ERR_INIT;
	struct feed feed;

	if (feed_parse(in, &hints, &feed, &err))
		check_feed(&feed);
	else
		assert(err.text[0]);
	feed_release(&feed);
}

static void fuzz_page(struct slice in, bool with_rule)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct article article;

	if (page_read(in, NULL, "https://example.com/x", with_rule ? &rule : NULL, NOW, &arena,
	              &article, &err)) {
		check_line(article.item.title);
		check_line(article.item.author);
		check_block(article.body);
	} else {
		assert(err.text[0]);
	}
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct date_rules rules = date_rules_make(NOW, NULL, "zh");
	struct slice in;

	if (size < 2)
		return 0;
	in = slice_make((const char *)data + 2, size - 2);
	switch (data[0] % 8) {
	case 0:
	case 1:
	case 2:
		fuzz_document(in, data[1], NULL);
		break;
	case 3:
	case 4:
	case 5:
		fuzz_document(in, data[1], &maps[data[0] % 8 - 3]);
		break;
	case 6:
		fuzz_page(in, data[1] & 1);
		break;
	default:
		date_parse(in, &rules);
		heat_parse(in);
	}
	return 0;
}
