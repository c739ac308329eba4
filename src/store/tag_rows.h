/*
 * The rows of item_tag, one a tag of an article, and the names of what shows of them in the article's own
 * row. What keeps both right is store/tags.h. Inside brackets.
 */
#ifndef STORE_TAG_ROWS_H
#define STORE_TAG_ROWS_H

#include "store/tags.h"

/* The tag of this name; 0: there is none. */
int64_t tag_find(struct store *s, const char *name);
/* The same, made when there is none. */
int64_t tag_make(struct store *s, const char *name);
/* An article came under a tag (by 1) or left it (by -1). */
void tag_count_item(struct store *s, const struct tagged_item *item, int64_t tag_id, int by);

struct tag_row {
	int64_t tag_id;
	int origins;
	int is_off;
	bool is_wanted;
};

/* A new row, and the count of its tag. */
void tag_row_insert(struct store *s, const struct tagged_item *item, int64_t tag_id, int origin);
/* All of an article; the caller frees. */
size_t tag_rows_read(struct store *s, int64_t item_id, struct tag_row **out);
struct tag_row *tag_rows_find(struct tag_row *rows, size_t n, int64_t tag_id);
/* Write one that is there; without an origin it goes, unless the user took the tag away. */
void tag_row_write(struct store *s, int64_t item_id, const struct tag_row *row);
/* Whether a tag with this name now shows on the article. */
bool tag_is_shown(struct store *s, int64_t item_id, const char *name);
/* Whether names[n) has it already. */
bool tag_is_among(const char *const *names, size_t n, const char *name);

/* The new ones come behind the old ones, or stand before the one at that place. */
struct more_names {
	const char *const *names;
	size_t n, at;
};
/* Write the names into the item's row: those that stood there, in their order and under the name they
 * now go by, with the new ones, then any others. */
void tags_write_names_and(struct store *s, int64_t item_id, const struct more_names *more,
                          bool and_others);
void tags_write_names(struct store *s, int64_t item_id, const char *const *more, size_t n_more);

#endif
