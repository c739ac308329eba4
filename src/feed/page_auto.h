/*
 * Pages without a rule: what most sites have in common says where headline, facts and text are. Used
 * by feed/page.c.
 */
#ifndef FEED_PAGE_AUTO_H
#define FEED_PAGE_AUTO_H

#include <stdbool.h>
#include "base/arena.h"
#include "feed/date.h"
#include "feed/htmldoc.h"
#include "feed/page_words.h"
#include "model/item.h"

/* Fill title, source, published, updated, author, editor, tags, body, related and next as far as they
 * are found; out->item.link is the page's address. Returns what the page asks for instead of showing
 * its text, WALL_NONE when there is a text or nothing is known. */
enum page_wall page_read_auto(const struct html_doc *doc, const struct date_rules *dates,
                              struct arena *arena, struct article *out);
/* "zh", "ja" …: by the headline's script, else by <html lang>; NULL if neither tells. */
const char *page_language(const struct html_doc *doc, struct arena *arena);
/* The address that the page gives itself (canonical, og:url, or that of its mobile twin); NULL. */
const char *page_address(const struct html_doc *doc, struct arena *arena);
/* True for what is no text of any article: script, style, template, noscript. */
bool page_is_noise(const void *unused, const struct html_node *node);

#endif
