/* In which order a hot list stands. */
#include "hot/stories.h"

#include <stdlib.h>
#include <string.h>

enum { RANKS_COUNTED = 10, TIMES_COUNTED = 10, TOP = 5 };

static const char *const names[] = { "auto", "rank", "heat", "lists", "new", "duration", "weight" };

const char *hot_order_name(enum hot_order order)
{
	return names[order];
}

bool hot_order_of(const char *word, enum hot_order *out)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], word)) {
			*out = (enum hot_order)i;
			return true;
		}
	*out = HOT_ORDER_AUTO;
	return false;
}

bool hot_list_can_sort(const struct hot_list *list, enum hot_order order)
{
	if (order != HOT_ORDER_HEAT)
		return true;
	for (size_t i = 0; list->id != HOT_MERGED && i < list->n_entries; i++)
		if (list->entries[i].heat >= 0)
			return true;
	return false;
}

/* --- comparing: the one that comes first is smaller --------------------------------------------------- */

static int more_first(int64_t a, int64_t b)
{
	return a > b ? -1 : a < b;
}

/* Ones that have dropped off come last; equal ranks of several lists in the order of the lists. */
static int by_rank(const struct hot_entry *a, const struct hot_entry *b)
{
	int x = a->rank ? a->rank : 1 << 20, y = b->rank ? b->rank : 1 << 20;

	if (x != y)
		return x < y ? -1 : 1;
	return a->list_id != b->list_id ? (a->list_id < b->list_id ? -1 : 1)
	                                : a->id < b->id ? -1 : a->id > b->id;
}

static int by_heat(const struct hot_entry *a, const struct hot_entry *b)
{
	return more_first(a->heat, b->heat);
}

static int by_lists(const struct hot_entry *a, const struct hot_entry *b)
{
	return more_first(hot_story_times(a->story), hot_story_times(b->story));
}

static int by_newness(const struct hot_entry *a, const struct hot_entry *b)
{
	return more_first(a->story ? a->story->first_seen : a->first_seen,
	                  b->story ? b->story->first_seen : b->first_seen);
}

static int by_duration(const struct hot_entry *a, const struct hot_entry *b)
{
	return more_first(a->last_seen - a->first_seen, b->last_seen - b->first_seen);
}

static int by_weight(const struct hot_entry *a, const struct hot_entry *b)
{
	return more_first(a->weight, b->weight);
}

static int (*const comparisons[])(const struct hot_entry *, const struct hot_entry *) = {
	[HOT_ORDER_AUTO] = by_rank,     [HOT_ORDER_RANK] = by_rank,
	[HOT_ORDER_HEAT] = by_heat,     [HOT_ORDER_LISTS] = by_lists,
	[HOT_ORDER_NEW] = by_newness,   [HOT_ORDER_DURATION] = by_duration,
	[HOT_ORDER_WEIGHT] = by_weight,
};

/* qsort() hands on no context: a table of functions does. Whatever is equal stands by rank. */
#define COMPARE(order)                                                                             \
	static int compare_##order(const void *a, const void *b)                                   \
	{                                                                                          \
		int d = comparisons[order](a, b);                                                  \
                                                                                                   \
		return d ? d : by_rank(a, b);                                                      \
	}
COMPARE(HOT_ORDER_RANK)
COMPARE(HOT_ORDER_HEAT)
COMPARE(HOT_ORDER_LISTS)
COMPARE(HOT_ORDER_NEW)
COMPARE(HOT_ORDER_DURATION)
COMPARE(HOT_ORDER_WEIGHT)

void hot_list_sort(struct hot_list *list, enum hot_order order)
{
	static int (*const compare[])(const void *, const void *) = {
		NULL, compare_HOT_ORDER_RANK, compare_HOT_ORDER_HEAT, compare_HOT_ORDER_LISTS,
		compare_HOT_ORDER_NEW, compare_HOT_ORDER_DURATION, compare_HOT_ORDER_WEIGHT,
	};

	if (order == HOT_ORDER_AUTO || !hot_list_can_sort(list, order))
		order = list->id == HOT_MERGED ? HOT_ORDER_LISTS : HOT_ORDER_RANK;
	list->order = order;
	if (list->n_entries)
		qsort(list->entries, list->n_entries, sizeof *list->entries, compare[order]);
}

/* --- weights ------------------------------------------------------------------------------------------ */

int hot_weight(int n, int points, int n_top)
{
	int times = n < TIMES_COUNTED ? n : TIMES_COUNTED;

	if (n <= 0)
		return 0;
	/* in thousandths: 0.6 × 10 × points / n, 0.3 × 10 × times, 0.1 × 100 × n_top / n */
	return (int)((6000 * (int64_t)points + 10000 * (int64_t)n_top) / n) + 3000 * times;
}

struct tally {
	int64_t entry;
	int n, points, n_top;
	struct hot_entry *to;
};

static int by_entry(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void count_fetch(struct tally *tallies, size_t n, const struct hot_fetch *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct tally wanted = { .entry = f->places[i].entry };
		struct tally *t = bsearch(&wanted, tallies, n, sizeof *tallies, by_entry);
		int rank = f->places[i].rank;

		if (!t)
			continue;
		t->n++;
		t->points += RANKS_COUNTED + 1 - (rank < RANKS_COUNTED ? rank : RANKS_COUNTED);
		t->n_top += rank <= TOP;
	}
}

void hot_list_weigh(struct hot_list *list, const struct hot_fetch *fetches, size_t n)
{
	struct arena a = ARENA_INIT;
	struct tally *tallies = arena_alloc(&a, (list->n_entries + 1) * sizeof *tallies);

	for (size_t i = 0; i < list->n_entries; i++)
		tallies[i] = (struct tally){ list->entries[i].id, 0, 0, 0, &list->entries[i] };
	qsort(tallies, list->n_entries, sizeof *tallies, by_entry);
	for (size_t i = 0; i < n; i++)
		count_fetch(tallies, list->n_entries, &fetches[i]);
	for (size_t i = 0; i < list->n_entries; i++)
		tallies[i].to->weight = hot_weight(tallies[i].n, tallies[i].points,
		                                   tallies[i].n_top);
	arena_release(&a);
}
