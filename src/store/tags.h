/* Keeping tags right: rows of item_tag, the names in the item's row, and the counts. Inside brackets. */
#ifndef STORE_TAGS_H
#define STORE_TAGS_H

#include "store/db.h"

/* What item_tag repeats of its article. */
struct tagged_item {
	int64_t id, source_id, sort_time;
	bool is_read;
};

/* False when the article is gone. */
bool tagged_item_read(struct store *s, int64_t id, struct tagged_item *out);
/* A new article's tags; its row already holds their names. */
void tags_insert(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
                 int origin);
/* Let exactly these names have this origin, and write the names anew if that changed any. */
void tags_set(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
              int origin);
/* Carry a change of the article's read state or time into its rows and the counts of its tags. */
void tags_follow(struct store *s, const struct tagged_item *before, const struct tagged_item *after);
/* Take the article's tags off the counts before it is deleted (its rows go with it). */
void tags_uncount(struct store *s, const struct tagged_item *item);
/* Names joined by \n. */
void tags_join(struct str *out, const char *const *names, size_t n);

#endif
