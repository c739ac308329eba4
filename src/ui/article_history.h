/*
 * Back and forth through what was read, as a browser does: each article with the place one left it at.
 * UI thread only.
 */
#ifndef UI_ARTICLE_HISTORY_H
#define UI_ARTICLE_HISTORY_H

#include "ui/state.h"
#include "doc/layout.h"

#define HISTORY_MOST 64

struct history_spot {
	int64_t id;
	struct anchor place;
};

struct article_history {
	struct history_spot spots[HISTORY_MOST]; /* oldest first */
	size_t n, at;                            /* at: the one that is open, if n */
};

/* An article was opened otherwise than by history_step(): what lay ahead is forgotten. */
void history_add(struct article_history *h, int64_t id);
/* Where one is in the article that is open. */
void history_keep(struct article_history *h, int64_t id, struct anchor place);
/* The article before (-1) or after (1), NULL if there is none; history_keep() comes first. */
const struct history_spot *history_step(struct article_history *h, int dir);

#endif
