/*
 * Keyword files of TrendRadar (frequency_words.txt) → [rule] blocks. Pure; any thread.
 *
 * Groups are parted by blank lines. In a group a plain line is one of several words, +word must be
 * there too; /regex/ stands for a word; `=> name` behind a word is what is shown for it, @N how many
 * rows are shown at most; a first line [name] names the group. A !word of whichever group bars what it
 * stands in from all of them, as does what stands below [GLOBAL_FILTER] up to [WORD_GROUPS].
 */
#ifndef SHARE_IMPORT_TRENDRADAR_H
#define SHARE_IMPORT_TRENDRADAR_H

#include <stdbool.h>
#include "share/import.h"

/* Append a [rule NAME] with `match =` and `tag =` for each group to out->text, and say what has no
 * counterpart: @N (a rule tags all that it matches), what is no regular expression, lines too long.
 * False when there is no group in it. */
bool import_trendradar(struct slice text, struct import *out, struct err *err);

#endif
