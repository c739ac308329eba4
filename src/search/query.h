/*
 * What a search asks for, taken apart: plain words go to the scan of the folded text, terms with an
 * operator (`+科技 =源 @7d :unread`) to filter/filter.h. One grammar for both (haowai(5), "Filters").
 * Pure; constant after parsing, so that several threads may read it.
 *
 * A query is groups (` | ` between them: one must match) of terms (all must match) of words (`a|b`:
 * one must stand in the headline or the text; `-a`: it must not).
 */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "base/arena.h"
#include "base/needle.h"
#include "filter/filter.h"

enum { SEARCH_WORDS_MOST = 32, SEARCH_GROUPS_MOST = 8 };

struct search_term {
	size_t first, n;      /* of the query's words */
	bool negated;
};

struct search_group {
	struct search_term terms[SEARCH_WORDS_MOST];
	size_t n;
	size_t driver;        /* the term that is looked for in whole rows; n: none */
	struct filter *filter; /* NULL: no term with an operator */
};

struct search_query {
	struct arena arena;
	struct needle words[SEARCH_WORDS_MOST]; /* folded */
	size_t n_words;
	struct search_group groups[SEARCH_GROUPS_MOST];
	size_t n_groups;      /* 0: asks for nothing */
	struct slice shown[SEARCH_WORDS_MOST]; /* folded words that are wanted, for highlighting */
	size_t n_shown;
	size_t limit;         /* from #20; 0: none */
};

/* Never NULL. What is not understood is said in err and left out; an unfinished query asks for what
 * stands there so far. context as in filter_parse(). */
struct search_query *search_query_parse(const char *expression,
                                        const struct filter_context *context, struct err *err);
void search_query_free(struct search_query *q);

enum search_kind {
	SEARCH_NOT_SEEN, /* not looked at yet */
	SEARCH_NONE,
	SEARCH_IN_TEXT,
	SEARCH_IN_TITLE, /* the headline alone answers the words */
};

/* Do the words of a group answer for one article (folded headline, newline, text)? Filters are the
 * caller's business. */
enum search_kind search_group_match(const struct search_query *q, const struct search_group *g,
                                    struct slice text, size_t title_len);

#endif
