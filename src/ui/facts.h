/*
 * Facts: names and what they are, over what is there: of an article, of a hot entry. UI thread.
 */
#ifndef UI_FACTS_H
#define UI_FACTS_H

#include "ui/state.h"

/* Begin a sheet with a headline, add rows (both copied; an empty value adds none), show it. */
void facts_begin(struct ui *ui, const char *headline, const char *link, int64_t item);
void facts_add(struct ui *ui, const char *name, const char *value);
void facts_show(struct ui *ui);

void facts_of_article(struct ui *ui, const struct page *page);
void facts_of_hot(struct ui *ui, const struct hot_entry *e);

#endif
