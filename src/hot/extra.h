/*
 * 号外, the extra: when a story is one, and why (STYLE §2.3). Pure; any thread.
 *
 *     [extra]
 *     when = lists>=3 top<=5 within=1h     all terms of a line hold; of several lines one is enough
 *     match = +科技                        a filter: other stories never are
 *     most = 3                             a day
 *     quiet = 23:00-07:00                  none is printed then
 *
 *     lists>=N     the story has entered the top of N hot lists, and stands there still
 *     sources>=N   N hot lists and feeds have it, these lists among them
 *     top<=N       the top: the first N ranks
 *     within=TIME  all of them have within this time, until now
 *
 * An entry enters the top with a fetch that has it there when the successful fetch before did not; the
 * first fetch that is known of a list enters nothing. `when = off` prints none.
 */
#ifndef HOT_EXTRA_H
#define HOT_EXTRA_H

#include "base/arena.h"
#include "base/err.h"
#include "filter/filter.h"
#include "model/hot.h"

enum { EXTRA_RULES = 8 };

struct extra_rule {
	int lists, sources, top;
	int within_s;
	char text[96];          /* as it is written */
};

struct extra_rules {
	struct extra_rule rules[EXTRA_RULES];
	size_t n;
	struct filter *match;   /* NULL: every story */
	int most;
	int quiet_from, quiet_to; /* minutes of the day; equal: never quiet */
	bool is_written;        /* a `when` has taken the place of the default */
};

/* The default: lists>=3 top<=5 within=1h, 3 a day, quiet from 23:00 to 07:00. */
void extra_rules_init(struct extra_rules *r);
void extra_rules_release(struct extra_rules *r);
/* Take one line of [extra]; false with a sentence, and nothing is changed. */
bool extra_rules_set(struct extra_rules *r, const char *key, const char *value, struct err *err);
/* Is it night at this minute of the day (0–1439)? */
bool extra_is_quiet(const struct extra_rules *r, int minute);
/* The time over which history is needed: the longest `within`. */
int extra_rules_within_s(const struct extra_rules *r);

/* A list's fetches, oldest first, from before that time on. */
struct extra_history {
	int64_t list_id;
	const struct hot_fetch *fetches;
	size_t n;
};

/* An entry came into the top: when, and at which rank. */
struct extra_entrance {
	const struct hot_entry *entry;
	int64_t time;
	int rank;
};

struct extra {
	const struct hot_story *story;
	const struct extra_rule *rule;
	struct extra_entrance *in;   /* oldest first */
	size_t n_in;
};

/* Every story that is an extra now; in the arena. */
size_t extra_find(const struct extra_rules *r, struct hot_story *const *stories, size_t n,
                  const struct extra_history *history, size_t n_history, int64_t now,
                  struct arena *a, struct extra **out);

#endif
