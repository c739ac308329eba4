/* Rows of articles, for the other files of the store. */
#ifndef STORE_ITEMS_H
#define STORE_ITEMS_H

#include "store/db.h"

/* One row; false when it is gone. In a bracket. */
bool item_read(struct store *s, int64_t id, bool with_summary, struct arena *a, struct item *out);
/* The newest article with a canonical link, 0 if none. In a bracket. */
int64_t item_by_canon(struct store *s, const char *canon);

#endif
