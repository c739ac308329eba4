/*
 * The regular expressions of filters, over PCRE2 with limits, so that no pattern hangs: what takes
 * too long on a title does not match it. They meet folded titles: upper and lower case, width and the
 * forms of characters are the same. Any thread; one that is used by two at once is slower, not wrong.
 */
#ifndef FILTER_REGEX_H
#define FILTER_REGEX_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"
#include "text/pinyin.h"

struct filter_regex;

/* As it was typed between the slashes; folds it itself. NULL with the reason when it is no pattern.
 * Free with filter_regex_free(). */
struct filter_regex *filter_regex_new(struct slice pattern, struct err *err);
void filter_regex_free(struct filter_regex *r);
bool filter_regex_matches(const struct filter_regex *r, struct slice folded);
/* The first match of at least one character at or behind byte `from`. */
bool filter_regex_next(const struct filter_regex *r, struct slice folded, size_t from,
                       struct text_range *hit);

#endif
