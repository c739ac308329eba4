/*
 * The same story on several hot lists and in feeds: merging, and the order of entries. Pure; any
 * thread. The definitions are SOURCES §4.2.
 *
 * Two headlines are the same when they are equal after title_key(). With MERGE_SIMILAR they
 * are also the same when they are on different lists, hold the same digits in the same order, and
 * share bigrams of characters: 2 × shared / all ≥ 0.7, each counted as often as it occurs.
 *
 * The weight of an entry is TrendRadar's, over the sightings that are kept of it:
 *
 *     weight = 0.6 R + 0.3 T + 0.1 H, each from 0 to 100
 *     R = the mean over all sightings of 10 × (11 − min(rank, 10))
 *     T = 10 × min(sightings, 10)
 *     H = 100 × (sightings at rank 5 or better) / sightings
 *
 * (TrendRadar leaves R between 1 and 10; here it is as large as the others, so that the 0.6 is one.)
 */
#ifndef HOT_STORIES_H
#define HOT_STORIES_H

#include "base/arena.h"
#include "base/str.h"
#include "model/hot.h"

/* The order of the option `hot-merge`. */
enum hot_merge { MERGE_EXACT, MERGE_SIMILAR, MERGE_OFF };

/* Give every entry its story; stories and their arrays are in the arena. Entries must stay where they
 * are as long as the stories are used. Returns the stories in the order of the lists. */
size_t stories_make(struct hot_list *lists, size_t n, enum hot_merge how, struct arena *a,
                    struct hot_story ***out);
/* One row a story: its entry of the best rank, with the time that the story has been on any list. In
 * the arena. */
void stories_merge(struct hot_story *const *stories, size_t n, const char *name, struct arena *a,
                   struct hot_list *out);

/* Put a list's entries in order. AUTO and what the list cannot be ordered by fall back to what AUTO
 * means for it; list->order says what came of it. */
void hot_list_sort(struct hot_list *list, enum hot_order order);
/* Can it be ordered by that? Heat only within one list that states any. */
bool hot_list_can_sort(const struct hot_list *list, enum hot_order order);
/* The word of the options, "rank"; and the order of a word, HOT_ORDER_AUTO with false when there is
 * none. */
const char *hot_order_name(enum hot_order order);
bool hot_order_of(const char *word, enum hot_order *out);

/* The weight, in thousandths, of an entry's sightings: n of them, points the sum of
 * 11 − min(rank, 10), n_top of them at rank 5 or better. */
int hot_weight(int n, int points, int n_top);
/* Set the weight of every entry from the fetches of its list. */
void hot_list_weigh(struct hot_list *list, const struct hot_fetch *fetches, size_t n);

#endif
