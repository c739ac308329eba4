/* How hot lists stood, fetch by fetch. Inside brackets. */
#ifndef STORE_HOT_H
#define STORE_HOT_H

#include "store/db.h"

struct hot_place {
	int64_t id;
	int rank;
	int64_t heat; /* -1: none */
};

/* Keep one fetch of a list: places in rank order. */
void hot_history_write(struct store *s, int64_t source_id, int64_t now, const struct hot_place *places,
                       size_t n);
/* When the list last came whole, TIME_NONE if never. */
int64_t hot_last_fetch(struct store *s, int64_t source_id);

#endif
