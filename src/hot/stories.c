#include "hot/stories.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "text/titlekey.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	SIMILAR_PER_CENT = 70,
	BIGRAMS_MOST = 200,
};

/* --- comparing headlines ---------------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 新增199+500 and 新增200+300 are two stories, however much else they share. */
static bool has_same_digits(struct slice a, struct slice b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && !is_digit(a.data[i]))
			i++;
		while (k < b.len && !is_digit(b.data[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		/* 1 2 is not 12 */
		while (i < a.len && k < b.len && is_digit(a.data[i]) && a.data[i] == b.data[k])
			i++, k++;
		if ((i < a.len && is_digit(a.data[i])) || (k < b.len && is_digit(b.data[k])))
			return false;
	}
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static size_t bigrams(struct slice text, uint64_t out[BIGRAMS_MOST])
{
	const char *p = text.data, *end = p + text.len;
	uint32_t cp, before = 0;
	size_t n = 0;

	while (p < end && n < BIGRAMS_MOST) {
		p += utf8_decode(p, end, &cp);
		if (before)
			out[n++] = (uint64_t)before << 32 | cp;
		before = cp;
	}
	qsort(out, n, sizeof *out, by_value);
	return n;
}

static bool shares_enough(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b)
{
	size_t i = 0, k = 0, shared = 0, least = n_a < n_b ? n_a : n_b;

	if (!least || 200 * least < SIMILAR_PER_CENT * (n_a + n_b))
		return false; /* one is much longer */
	while (i < n_a && k < n_b) {
		if (a[i] == b[k])
			i++, k++, shared++;
		else if (a[i] < b[k])
			i++;
		else
			k++;
	}
	return 200 * shared >= SIMILAR_PER_CENT * (n_a + n_b);
}

/* --- making stories ----------------------------------------------------------------------------------- */

struct told {
	struct hot_entry *entry;
	struct slice folded;
	size_t order;            /* of its list and in it */
	const uint64_t *grams;
	size_t n_grams;
	struct hot_story *story;
};

static int by_folded(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	size_t least = x->folded.len < y->folded.len ? x->folded.len : y->folded.len;
	int d = memcmp(x->folded.data, y->folded.data, least);

	if (!d && x->folded.len != y->folded.len)
		d = x->folded.len < y->folded.len ? -1 : 1;
	return d ? d : x->order < y->order ? -1 : x->order > y->order;
}

static int by_order(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	return x->order < y->order ? -1 : x->order > y->order;
}

static bool same_folded(const struct told *a, const struct told *b)
{
	return a->folded.len == b->folded.len &&
	       !memcmp(a->folded.data, b->folded.data, a->folded.len);
}

static struct hot_story *new_story(struct arena *a, const struct told *first)
{
	struct hot_story *s = arena_alloc(a, sizeof *s);

	memset(s, 0, sizeof *s);
	s->key = hash_bytes(HASH_START, first->folded.data, first->folded.len);
	return s;
}

/* Equal ones are neighbours once sorted. */
static void join_equal(struct told *told, size_t n, bool is_merged, struct arena *a)
{
	qsort(told, n, sizeof *told, by_folded);
	for (size_t i = 0; i < n; i++)
		told[i].story = is_merged && i && same_folded(&told[i], &told[i - 1])
		                        ? told[i - 1].story
		                        : new_story(a, &told[i]);
	qsort(told, n, sizeof *told, by_order);
}

static bool is_on_list(const struct told *told, size_t n, const struct hot_story *story, int64_t list)
{
	for (size_t i = 0; i < n; i++)
		if (told[i].story == story && told[i].entry->list_id == list)
			return true;
	return false;
}

static void take_grams(struct told *told, size_t n, struct arena *a)
{
	uint64_t grams[BIGRAMS_MOST], *kept;

	for (size_t i = 0; i < n; i++) {
		told[i].n_grams = bigrams(told[i].folded, grams);
		kept = arena_alloc(a, (told[i].n_grams + 1) * sizeof *kept);
		memcpy(kept, grams, told[i].n_grams * sizeof *kept);
		told[i].grams = kept;
	}
}

static bool is_alike(const struct told *a, const struct told *b)
{
	return shares_enough(a->grams, a->n_grams, b->grams, b->n_grams) &&
	       has_same_digits(a->folded, b->folded);
}

/* Every story joins the first one before it that it is alike to. A platform that has both says that they
 * are two. */
static void join_similar(struct told *told, size_t n, struct arena *a)
{
	take_grams(told, n, a);
	for (size_t i = 1; i < n; i++) {
		struct hot_story *mine = told[i].story;

		for (size_t k = 0; k < i; k++) {
			if (told[k].story == mine ||
			    told[k].entry->list_id == told[i].entry->list_id ||
			    !is_alike(&told[k], &told[i]) ||
			    is_on_list(told, n, told[k].story, told[i].entry->list_id))
				continue;
			for (size_t m = 0; m < n; m++)
				if (told[m].story == mine)
					told[m].story = told[k].story;
			break;
		}
	}
}

static int by_rank(const void *a, const void *b)
{
	const struct hot_entry *x = *(const struct hot_entry *const *)a;
	const struct hot_entry *y = *(const struct hot_entry *const *)b;
	int rank_x = x->rank ? x->rank : 1 << 20, rank_y = y->rank ? y->rank : 1 << 20;

	return rank_x != rank_y ? (rank_x < rank_y ? -1 : 1)
	                        : x->list_id < y->list_id ? -1 : x->list_id > y->list_id;
}

static void add_feeds(struct hot_story *s, struct arena *a)
{
	size_t most = 0;

	for (size_t i = 0; i < s->n_on; i++)
		most += s->on[i]->n_feeds;
	s->feeds = arena_alloc(a, (most + 1) * sizeof *s->feeds);
	for (size_t i = 0; i < s->n_on; i++)
		for (size_t f = 0; f < s->on[i]->n_feeds; f++) {
			const char *name = s->on[i]->feeds[f];
			bool known = false;

			for (size_t k = 0; k < s->n_feeds; k++)
				known |= !strcmp(s->feeds[k], name);
			if (!known)
				s->feeds[s->n_feeds++] = name;
		}
}

static void finish(struct hot_story *s, struct arena *a)
{
	qsort(s->on, s->n_on, sizeof *s->on, by_rank);
	s->first_seen = s->on[0]->first_seen;
	for (size_t i = 0; i < s->n_on; i++) {
		bool again = false;

		if (s->on[i]->first_seen < s->first_seen)
			s->first_seen = s->on[i]->first_seen;
		for (size_t k = 0; k < i; k++)
			again |= s->on[k]->list_id == s->on[i]->list_id;
		s->n_lists += !again;
	}
	add_feeds(s, a);
}

/* Entries into their stories' arrays; stories in the order in which they are first met. */
static size_t gather(struct told *told, size_t n, struct arena *a, struct hot_story ***out)
{
	struct hot_story **stories = arena_alloc(a, (n + 1) * sizeof *stories);
	size_t n_stories = 0;

	for (size_t i = 0; i < n; i++)
		told[i].story->n_lists++; /* room, for now */
	for (size_t i = 0; i < n; i++) {
		struct hot_story *s = told[i].story;

		if (!s->on) {
			s->on = arena_alloc(a, (s->n_lists + 1) * sizeof *s->on);
			stories[n_stories++] = s;
		}
		s->on[s->n_on++] = told[i].entry;
		told[i].entry->story = s;
	}
	for (size_t i = 0; i < n_stories; i++) {
		stories[i]->n_lists = 0;
		finish(stories[i], a);
	}
	*out = stories;
	return n_stories;
}

size_t stories_make(struct hot_list *lists, size_t n, enum hot_merge how, struct arena *a,
                    struct hot_story ***out)
{
	struct told *told;
	size_t most = 0, n_told = 0;

	for (size_t i = 0; i < n; i++)
		most += lists[i].n_entries;
	told = xcalloc(most + 1, sizeof *told);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n_entries; k++) {
			struct str folded = STR_INIT;

			title_key(&folded, slice_of(lists[i].entries[k].title));
			told[n_told] = (struct told){
				.entry = &lists[i].entries[k], .order = n_told,
				.folded = slice_make(arena_strndup(a, folded.data, folded.len),
				                     folded.len),
			};
			n_told++;
			str_release(&folded);
		}
	join_equal(told, n_told, how != MERGE_OFF, a);
	if (how == MERGE_SIMILAR)
		join_similar(told, n_told, a);
	n_told = gather(told, n_told, a, out);
	free(told);
	return n_told;
}

/* The entry that speaks for it, over the time that the story has been on any list. */
static struct hot_entry row_of(const struct hot_story *s)
{
	struct hot_entry row = *s->on[0];

	row.first_seen = s->first_seen;
	for (size_t i = 1; i < s->n_on; i++)
		if (s->on[i]->last_seen > row.last_seen)
			row.last_seen = s->on[i]->last_seen;
	return row;
}

void stories_merge(struct hot_story *const *stories, size_t n, const char *name, struct arena *a,
                   struct hot_list *out)
{
	*out = (struct hot_list){ .id = HOT_MERGED, .name = name, .fetched = TIME_NONE };
	out->entries = arena_alloc(a, (n + 1) * sizeof *out->entries);
	for (size_t i = 0; i < n; i++)
		if (stories[i]->on[0]->rank)
			out->entries[out->n_entries++] = row_of(stories[i]);
}
