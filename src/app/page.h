/*
 * An article → the document of its page, in the order of DECISIONS §5.
 */
#ifndef APP_PAGE_H
#define APP_PAGE_H

#include <stdint.h>
#include "app/reader.h"

/* Build p->doc, p->characters and p->minutes from the article; `now` decides whether the year is shown. */
void page_build(struct page *p, const struct article *a, int64_t now);

#endif
