/*
 * Folding for search, filter and duplicate titles: one table, one pass (width, case, kana,
 * simplified/traditional). Pure; any thread.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/str.h"

/* Append the folded text; when map is not NULL, (*map)[i] is the source byte that folded byte i
 * came from, map grown with *map_cap (heap, the caller frees). */
void text_fold(struct str *out, struct slice in);
void text_fold_mapped(struct str *out, struct slice in, uint32_t **map, size_t *map_cap);
/* Fold a headline for comparing: as text_fold(), then without blanks, punctuation and quotes. */
void text_fold_title(struct str *out, struct slice in);

#endif
