/*
 * Keyword files of TrendRadar (frequency_words.txt) → [rule] blocks. Pure; any thread.
 *
 * Groups are parted by blank lines. In a group a plain line is one of several words, +word must be
 * there too, !word must not; /regex/ stands for a word; `=> name` behind a word is what is shown
 * for it, @N how many rows are shown at most; a first line [name] names the group. What stands below
 * [GLOBAL_FILTER] must not be in any.
 */
#ifndef APP_IMPORT_TRENDRADAR_H
#define APP_IMPORT_TRENDRADAR_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

/* Append a [rule NAME] with `match =` and `tag =` for each group. A rule tags all that it matches:
 * @N, which is for showing, is left to the view. False when there is no group in it. */
bool import_trendradar(struct slice text, struct str *config_text, struct err *err);

#endif
