/* Articles that share the read state, for marking and for what is new. */
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include "store/tags.h"

enum { TWINS_MOST = 64 };

struct twin {
	struct tagged_item item;
	bool is_changed;
};
/* The articles with this canonical link, if it means one article in every source that has it; else
 * none. */
size_t marks_twins(struct store *s, int64_t link_hash, const char *canon, struct twin out[TWINS_MOST]);

#endif
