/*
 * Pages without a rule: headline, time and text found by what most sites have in common (meta
 * elements, h1, the element that holds most of the running text). Used by feed/page.c.
 */
#ifndef FEED_PAGE_AUTO_H
#define FEED_PAGE_AUTO_H

#include <stdbool.h>
#include "base/arena.h"
#include "feed/date.h"
#include "feed/htmldoc.h"
#include "model/item.h"

/* Fill title, source, published, updated, author, tags and body as far as they are found. */
void page_read_auto(const struct html_doc *doc, const struct date_rules *dates, struct arena *arena,
                    struct article *out);
/* "zh", "ja" …: by the headline's script, else by <html lang>; NULL if neither tells. */
const char *page_language(const struct html_doc *doc, struct arena *arena);
/* True for what is no text of any article: script, style, template, noscript. */
bool page_is_noise(const void *unused, const struct html_node *node);

#endif
