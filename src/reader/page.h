/*
 * An article → the document of its page, in the order of DECISIONS §5.
 */
#ifndef READER_PAGE_H
#define READER_PAGE_H

#include <stdint.h>
#include "reader/reader.h"
#include "store/store.h"

/* Build p->doc, p->characters and p->minutes from the article; `now` decides whether the year is shown. */
void page_build(struct page *p, const struct article *a, int64_t now);

/* Append the rows of p->further below it. */
void page_add_further(struct page *p, int64_t now);

/* The same for its changes: what `before` says and `after` (plain text, a newline between paragraphs)
 * does not stands dim in brackets, what is new is underlined (page_changes.c). */
void page_build_changes(struct page *p, const struct article *a, const struct item_version *since,
                        struct slice before, struct slice after, int64_t now);

/* Its parts, for those two. */
void page_add_byline(struct doc *d, const struct article *a, int64_t now);
/* Append a time as a byline gives it: the year where it is not this one. */
void page_add_time(struct str *out, int64_t t, int64_t now);

#endif
