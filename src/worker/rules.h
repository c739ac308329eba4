/*
 * Rules made ready: what `[rule NAME]`, `[alert NAME]` and `[tags]` of a configuration say about an
 * article or a hot entry.
 *
 * Rules are asked in the order of the files, and each sees the tags given by those before it. They
 * look at what feed, site and page say of an article, not at the user's own tags. One struct rules
 * belongs to one thread; the configuration outlives it.
 */
#ifndef WORKER_RULES_H
#define WORKER_RULES_H

#include "config/config.h"
#include "filter/filter.h"
#include "model/hot.h"
#include "store/store.h"

struct rules;

struct rules *rules_new(const struct config *c, int64_t now);
void rules_free(struct rules *r);
/* There is no rule and no alert. */
bool rules_are_empty(const struct rules *r);
/* NULL when tags go by their own names. */
const struct tag_map *rules_tag_map(const struct rules *r);

/* What is to become of an article. `known` (or NULL) is what rules_print() said of those that were
 * applied before: stars and read marks are for new articles, and by new rules for all. */
void rules_judge(const struct rules *r, const char *known, const struct judged *j, struct arena *a,
                 struct verdict *out);
/* What tells these rules from others, as one line; "" when there are none. */
void rules_print(const struct rules *r, struct str *out);

/* Give a list's entries the names and tags of the rules and leave the muted ones out; entries and tags
 * are written anew in the arena. */
void rules_dress_hot(const struct rules *r, struct hot_list *list, struct arena *a);
/* Names of the alerts that an entry would set off, in the arena. */
size_t rules_alerts_of_hot(const struct rules *r, const struct hot_entry *e, struct arena *a,
                           const char ***out);

/* Ranges of text (the article's title, or a piece of it as it is drawn) that rules want marked, as
 * filter_highlight() gives them. */
size_t rules_highlight(const struct rules *r, const struct item *item, const char *text,
                       struct text_range *out, size_t most);

/* How many articles and hot entries the rules and alerts of a configuration match, in their order. */
struct rules_tally {
	size_t *rules, *alerts;
};
/* Add one article (as store_judged_each() gives it) or entry to the counts. Alerts are counted as if it
 * had just come, highlights as if it stood on the screen. */
void rules_tally_item(const struct rules *r, const struct item *item, struct rules_tally *t);
void rules_tally_hot(const struct rules *r, const struct hot_entry *e, struct rules_tally *t);

#endif
