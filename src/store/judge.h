/* What rules make of an article, and the names its tags go by; within a writing bracket. */
#ifndef STORE_JUDGE_H
#define STORE_JUDGE_H

#include "store/db.h"

/* Have one article, just kept, judged. Costs nothing while there are no rules. */
void judge_article(struct store *s, int64_t id, bool is_new, bool is_first);
/*
 * The same for one that is about to be kept, so that it is written once and as it is to be: a third of
 * what judging it afterwards costs. Not ready: there is nobody to ask, or its tags go by other names, which
 * is seen once they are kept; then judge_article() is to follow. Else judge_note_alerts() is.
 */
bool judge_is_ready(const struct store *s);
void judge_draft(struct store *s, const struct judged *j, struct arena *a, struct verdict *out);
void judge_note_alerts(struct store *s, const struct item *item, const struct verdict *v);

#endif
