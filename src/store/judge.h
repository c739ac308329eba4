/* What rules make of an article, and the names its tags go by; within a writing bracket. */
#ifndef STORE_JUDGE_H
#define STORE_JUDGE_H

#include "store/db.h"

/* Have one article, just kept, judged. Costs nothing while there are no rules. */
void judge_article(struct store *s, int64_t id, bool is_new, bool is_first);

#endif
