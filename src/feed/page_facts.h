/*
 * What a page says about its article beside the text: headline, who, when, what it is about, what is
 * related, and where it goes on. Used by feed/page*.c.
 */
#ifndef FEED_PAGE_FACTS_H
#define FEED_PAGE_FACTS_H

#include "base/arena.h"
#include "feed/date.h"
#include "feed/htmldoc.h"
#include "feed/json_ld.h"
#include "feed/page_map.h"
#include "model/item.h"

enum page_meta_kind {
	META_TITLE,
	META_PUBLISHED,
	META_UPDATED,
	META_AUTHOR,
	META_SOURCE,
	META_SITE,
	META_KEYWORDS,
	META_ADDRESS,
	METAS
};

/* What its head says. */
struct page_head {
	const char *title;            /* <title> */
	const char *meta[METAS];
	struct json_ld ld;
	const char *tags[JSON_LD_TAGS]; /* article:tag, one each */
	size_t n_tags;
};

void page_head_read(struct page_head *head, const struct html_doc *doc, struct arena *arena);
/* The headline; NULL when there is none. */
const char *page_headline(const struct page_head *head, const struct page_map *m, struct arena *arena);
/* Source, author, editor, times and tags into out, by head and lines. Before page_text(). */
void page_facts(const struct page_head *head, const struct page_map *m, const struct date_rules *dates,
                struct arena *arena, struct article *out);
/* What stands under 相关阅读 and the like, or in a part with such a name; not what is in the text. */
void page_related(const struct page_map *m, const struct date_rules *dates, const char *base,
                  struct arena *arena, struct article *out);
/* The address of the next page of the same text; NULL when there is none. */
const char *page_next(const struct html_doc *doc, const struct page_map *m, const char *url,
                      struct arena *arena);

#endif
