#include "ui/article_history.h"

#include <string.h>

void history_add(struct article_history *h, int64_t id)
{
	if (h->n && h->spots[h->at].id == id)
		return;
	h->n = h->n ? h->at + 1 : 0;
	if (h->n == HISTORY_MOST)
		memmove(h->spots, h->spots + 1, --h->n * sizeof *h->spots);
	h->at = h->n++;
	h->spots[h->at] = (struct history_spot){ id, { 0, 0 } };
}

void history_keep(struct article_history *h, int64_t id, struct anchor place)
{
	if (h->n && h->spots[h->at].id == id)
		h->spots[h->at].place = place;
}

const struct history_spot *history_step(struct article_history *h, int dir)
{
	if (!h->n || (dir < 0 && !h->at) || (dir > 0 && h->at + 1 == h->n))
		return NULL;
	h->at += (size_t)dir;
	return &h->spots[h->at];
}
