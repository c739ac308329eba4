/*
 * Articles that tell of the same thing as a headline: they share pairs of its characters (words of
 * letters count whole) or its tags. Pure; any thread.
 */
#ifndef HOT_ALIKE_H
#define HOT_ALIKE_H

#include <stdint.h>
#include "base/str.h"

#define ALIKE_GRAMS 64

struct alike {
	uint64_t grams[ALIKE_GRAMS]; /* sorted */
	size_t n;
	const char *const *tags;
	size_t n_tags;
};

/* Take a headline apart; tags are borrowed. */
void alike_init(struct alike *a, const char *title, const char *const *tags, size_t n_tags);
/* Pairs of characters and words of letters that a headline has too. */
int alike_shared(const struct alike *a, struct slice title);
/* How near an article of this headline and these tags (\n between them) is: 0 when it is about something
 * else. */
int alike_score(const struct alike *a, struct slice title, struct slice tags);

#endif
