/*
 * Further reading (延伸阅读): which of the store's articles go with one, by tags and by the words of the
 * headlines. Pure; any thread.
 */
#ifndef READER_RELATED_H
#define READER_RELATED_H

#include <stdint.h>
#include "hot/alike.h"
#include "model/item.h"

enum { RELATED_MOST = 8, RELATED_TAGS = 5 };

/* The article that is read. A tag counts the more the rarer it is: 要闻 says little, a name much. */
struct related_to {
	struct alike alike;
	const struct item *item;
	int tag_weight[RELATED_TAGS]; /* of its first tags */
};

enum { RELATED_TAG_RARE = 12, RELATED_TAG_USUAL = 7, RELATED_TAG_COMMON = 3 };

/* The best so far, best first; of two as near as each other the one that came first. */
struct related {
	struct related_row {
		const struct item *item; /* borrowed */
		int score;
		uint64_t title;          /* hash of the folded headline: a story stands there once */
	} rows[RELATED_MOST];
	size_t n;
};

/* Borrows the item; the weights are to be filled in. */
void related_init(struct related_to *to, const struct item *item);
/* How near an article is; 0: not worth showing. */
int related_score(const struct related_to *to, const struct item *item);
/* Take it in if it is near enough, another article and another story. */
void related_take(struct related *r, const struct related_to *to, const struct item *item);

#endif
