/*
 * The filter language (SOURCES §5.3, DECISIONS §4): one grammar for the prompt, keep and skip,
 * views, rules and the command line. Pure; any thread. haowai(5) describes it for its users.
 *
 * Words, tags and sources are compared folded (text/fold.h). Who filters the same rows again and
 * again (a prompt over 100,000 articles) folds each row once with filter_fold_item() and hands the
 * result in; who does not leaves it out and gets the same answers.
 */
#ifndef FILTER_FILTER_H
#define FILTER_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "model/hot.h"
#include "model/item.h"
#include "text/pinyin.h"

struct filter;
struct tag_map;

/* The tag names in use, so that +k can mean a beginning, and #20 a tag called 20. */
struct filter_tags;
struct filter_tags *filter_tags_new(const char *const *names, size_t n);
void filter_tags_free(struct filter_tags *t);

/* What a filter may know beside the row. */
struct filter_context {
	int64_t now;
	int local_offset_s;
	int64_t last_visit; /* what came in since is :new; 0 or TIME_NONE: what is unread */
	const struct filter_tags *tags; /* only used by filter_parse(); NULL: whole names only */
	/* Words are found by their sound too (text/pinyin.h): where somebody looks at the result. What
	 * works unseen (keep, skip, rules, alerts) leaves it off, lest skip = nba take a story away
	 * whose characters begin so by chance. */
	bool by_sound;
	/* Names by which tags went before (store/tag_map.h): +A finds what goes by B now. Only used by
	 * filter_parse(); NULL: none. */
	const struct tag_map *renamed;
};

/* Always returns a filter (unfinished input is read as far as it goes; "" matches everything). What
 * is not there yet or cannot be understood says so in err and matches as if it were not written.
 * NULL context: the clock and zone of this machine. */
struct filter *filter_parse(const char *expression, const struct filter_context *context,
                            struct err *err);
void filter_free(struct filter *f);
/* One more holder of f, each of whom frees it: for who remembers what a filter let pass. One thread. */
struct filter *filter_share(struct filter *f);
/* Narrow f by what outer says too (a view, narrowed by the prompt); f takes outer, which may be
 * NULL. */
void filter_within(struct filter *f, struct filter *outer);
bool filter_is_empty(const struct filter *f);
/* A regular expression in it is none, and was left out: a prompt keeps the last good result. */
bool filter_is_broken(const struct filter *f);
/* Certainly lets nothing pass that `than` does not (limits apart): what it let pass need only be
 * narrowed further. False when that is not known. NULL lets everything pass. */
bool filter_is_narrower(const struct filter *f, const struct filter *than);
/* Both say the same (limits apart), as of the same moment. */
bool filter_is_same(const struct filter *f, const struct filter *other);
/* :muted stands in it: rows that are muted are to be shown to it too. */
bool filter_asks_for_muted(const struct filter *f);
/* Letters (pinyin_letters_in()) without which no row passes: to pass by rows without a look. */
uint32_t filter_letters(const struct filter *f);
/* Rows at most (from #20), or 0. */
int filter_limit(const struct filter *f);

bool filter_matches_item(const struct filter *f, const struct item *item);
bool filter_matches_hot(const struct filter *f, const struct hot_entry *entry);

/* Append what a filter looks at, folded: title, source, tags. */
void filter_fold_item(struct str *out, const struct item *item);
void filter_fold_hot(struct str *out, const struct hot_entry *entry);
/* The same answers as filter_matches_…() with the row folded beforehand: no allocation. */
bool filter_matches_item_folded(const struct filter *f, const struct item *item,
                                struct slice folded);
/* The same, knowing its letters (pinyin_letters_in()): most atoms need not look at the text then. Any
 * thread, several at once. */
bool filter_matches_item_lettered(const struct filter *f, const struct item *item,
                                  struct slice folded, uint32_t letters);
bool filter_matches_hot_folded(const struct filter *f, const struct hot_entry *entry,
                               struct slice folded);

/* Byte ranges of text that words, regular expressions and tags looked for in titles match, for
 * highlighting: in order, apart from each other; at most `most`. Of a title: a sound must be as long
 * as titles ask for; filter_highlight_name() is for sources and tags. */
size_t filter_highlight(const struct filter *f, const char *text, struct text_range *out,
                        size_t most);
size_t filter_highlight_name(const struct filter *f, const char *text, struct text_range *out,
                             size_t most);

#endif
