/*
 * Where the article stands in a measured page, and what in it is not its text. Used by feed/page*.c.
 */
#ifndef FEED_PAGE_TEXT_H
#define FEED_PAGE_TEXT_H

#include <stdbool.h>
#include "base/arena.h"
#include "feed/page_map.h"

/* The markup of the article's text in the arena, addresses resolved against base; NULL when the page
 * holds none. title: its headline, or NULL. Lines that are not in it are marked dropped. */
const char *page_text(struct page_map *m, const char *title, const char *base, struct arena *arena);

#endif
