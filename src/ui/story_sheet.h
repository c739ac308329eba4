/*
 * What is known of a story, as rows: where it stands on each list, its ranks over time as a chart, who
 * has it, articles that tell of the same. Facts and the extra are made of it. UI thread.
 */
#ifndef UI_STORY_SHEET_H
#define UI_STORY_SHEET_H

#include "ui/rows.h"
#include "ui/state.h"

/* A name and what it is; an empty value adds none. */
void sheet_add(struct rows *r, const char *name, const char *value);
/* Rows about an entry and its story, for a sheet of that many cells. Articles have their id as value
 * and are numbered from 1. */
void sheet_story(struct ui *ui, struct rows *r, const struct hot_entry *e, int width);
/* The value of the n-th numbered row, or (0) of the selected one; 0: none. */
int64_t sheet_article(const struct rows *r, int number);
/* Append "16→10→5→1", a dot for a fetch without it; false when it is one rank alone. */
bool sheet_add_ranks(const struct hot_sighting *seen, size_t n, struct str *out);

#endif
