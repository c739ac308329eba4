/*
 * An article that its site cut into pages, put together again. One thread at a time.
 *
 * The first page is the article; those behind it add their text, and what it lacks (the editor often
 * stands on the last one). Pages of another host are not followed, none is taken twice, and after
 * PAGE_PARTS_MAX of them the rest stays where it is.
 */
#ifndef FEED_PAGE_PARTS_H
#define FEED_PAGE_PARTS_H

#include <stdbool.h>
#include "base/arena.h"
#include "model/item.h"

enum {
	PAGE_PARTS_MAX = 20,
	PAGE_PARTS_BYTES = 16 * 1024 * 1024, /* of all their text */
};

struct page_parts;

/* Begin with the first page, as page_read() gave it for the address `url`; arena is taken over, and
 * empty afterwards. */
struct page_parts *page_parts_new(struct arena *arena, const struct article *first, const char *url);
void page_parts_free(struct page_parts *parts);
/* The address to go on at; NULL when the text is whole, or must not be followed further. */
const char *page_parts_next(const struct page_parts *parts);
/* Take in the page that stood there; url: where it was found in the end. */
void page_parts_add(struct page_parts *parts, const struct article *page, const char *url);
/* That page did not come: what there is, is all. */
void page_parts_stop(struct page_parts *parts);
/* The whole article, valid as long as parts. Its `next` is the address that was not followed. */
const struct article *page_parts_article(struct page_parts *parts);

#endif
