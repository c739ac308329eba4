/*
 * An article page (HTML) → article, by a `[page]` rule. Any thread.
 */
#ifndef FEED_PAGE_H
#define FEED_PAGE_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/item.h"
#include "model/source.h"

/* True when the rule's pattern (host/path with *; "www." is optional) fits the address. */
bool page_rule_matches(const struct page_rule *rule, const char *url);
/* The rules built in (guancha.cn, …), terminated by one whose pattern is NULL. */
const struct page_rule *page_rules_builtin(void);

/* The address that a saved page gives itself, in the arena; NULL when it does not. */
const char *page_own_address(struct slice bytes, const char *content_type, struct arena *arena);

/* Read the page, by the rule or (rule NULL, or as far as it has no selectors) by what articles have in
 * common: fills title, source, published, updated, author, editor, tags, body (HTML of the
 * paragraphs, addresses absolute), related, next. A page that shows no text says so in body and in
 * missing. Text lives in the arena. False when neither headline nor body is found: says which selectors
 * found nothing. */
bool page_read(struct slice bytes, const char *content_type, const char *url,
               const struct page_rule *rule, int64_t fetched, struct arena *arena,
               struct article *out, struct err *err);

#endif
