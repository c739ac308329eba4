/* Keeping tags right: rows of item_tag, the names in the item's row, and the counts. Inside brackets. */
#ifndef STORE_TAGS_H
#define STORE_TAGS_H

#include "store/db.h"

/* What item_tag repeats of its article. */
struct tagged_item {
	int64_t id, source_id, sort_time;
	bool is_read, is_muted;
};

/* The column is_read of both. */
static inline int64_t tagged_item_state(const struct tagged_item *item)
{
	return (item->is_read ? ROW_READ : 0) | (item->is_muted ? ROW_MUTED : 0);
}

/* Bits of item_tag.is_off; what has none is shown and counted. */
enum {
	OFF_BY_USER = 1,
	OFF_MAPPED = 2,     /* it stands under another name, or is hidden (store/tag_map.h) */
};
/* A bit of item_tag.origins beside those of enum tag_origin: it stands for another one. */
enum { ORIGIN_MAPPED = 32 };

/* False when the article is gone. */
bool tagged_item_read(struct store *s, int64_t id, struct tagged_item *out);
/* A new article's tags; its row already holds their names. */
void tags_insert(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
                 int origin);
/* They may be kept as they are, beside those that are there already: none of them is among those, or too
 * long, or there twice. */
bool tags_are_new(const char *const *names, size_t n, const char *const *there, size_t n_there);
/* Let exactly these names have this origin, and write the names anew if that changed any. */
void tags_set(struct store *s, const struct tagged_item *item, const char *const *names, size_t n,
              int origin);
/* Have the article's tags stand under the names of the tag map. */
void tags_settle(struct store *s, const struct tagged_item *item);
/* Carry a change of the article's read state or time into its rows and the counts of its tags, and what
 * is known of its copies. */
void tags_follow(struct store *s, const struct tagged_item *before, const struct tagged_item *after);
/* Take the article's tags off the counts before it is deleted (its rows go with it). */
void tags_uncount(struct store *s, const struct tagged_item *item);
/* What the user said of a tag on an article, as it was; the bits of a changes row (store/undo.h). */
enum {
	TAG_WAS_OWN = 1,
	TAG_WAS_OFF = 2,
	TAG_PLACE = 4,         /* times its place among the names that show, from 1; 0: it did not */
	TAG_PLACES_MOST = 255,
};
void tags_restore(struct store *s, int64_t item_id, int64_t tag_id, int was);
/* For each tag what its unread count holds twice (store_tags()): one row a time, unsorted. In a bracket. */
void tags_count_again(struct store *s, int64_t hide_source_id, struct count_table *out);
/* Names joined by \n. */
void tags_join(struct str *out, const char *const *names, size_t n);

#endif
