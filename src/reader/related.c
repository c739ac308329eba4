#include "reader/related.h"
#include "text/fold.h"

#include <string.h>

enum {
	PAIR_SCORE = 4,    /* a pair of characters, or a word of letters, that both headlines have */
	SCORE_LEAST = 7,   /* a tag that is not everybody's, or two pairs */
};

void related_init(struct related_to *to, const struct item *item)
{
	memset(to, 0, sizeof *to);
	to->item = item;
	alike_init(&to->alike, item->title ? item->title : "", item->tags, item->n_tags);
}

static bool has_tag(const struct item *item, const char *tag)
{
	for (size_t i = 0; i < item->n_tags; i++)
		if (!strcmp(item->tags[i], tag))
			return true;
	return false;
}

int related_score(const struct related_to *to, const struct item *item)
{
	int score = PAIR_SCORE * alike_shared(&to->alike, slice_of(item->title));

	for (size_t i = 0; i < to->item->n_tags && i < RELATED_TAGS; i++)
		if (has_tag(item, to->item->tags[i]))
			score += to->tag_weight[i];
	return score < SCORE_LEAST ? 0 : score;
}

static uint64_t title_of(const struct item *item)
{
	struct str folded = STR_INIT;
	uint64_t hash;

	text_fold_title(&folded, slice_of(item->title));
	hash = hash_bytes(HASH_START, folded.data, folded.len);
	str_release(&folded);
	return hash;
}

static bool is_same(const struct item *a, const struct item *b)
{
	return a->id == b->id || (a->link_hash && a->link_hash == b->link_hash);
}

void related_take(struct related *r, const struct related_to *to, const struct item *item)
{
	int score = is_same(to->item, item) ? 0 : related_score(to, item);
	size_t at = r->n;
	uint64_t title;

	if (!score || (r->n == RELATED_MOST && r->rows[r->n - 1].score >= score))
		return;
	title = title_of(item);
	if (title == title_of(to->item))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (is_same(r->rows[i].item, item) || r->rows[i].title == title)
			return;
	while (at && r->rows[at - 1].score < score)
		at--;
	if (r->n == RELATED_MOST)
		r->n--;
	memmove(&r->rows[at + 1], &r->rows[at], (r->n - at) * sizeof *r->rows);
	r->rows[at] = (struct related_row){ item, score, title };
	r->n++;
}
