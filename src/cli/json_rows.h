/*
 * Articles, hot entries and checks as JSON on a stream (DECISIONS §7). Every key is always there; what
 * is not known is null. Times are UTC.
 */
#ifndef CLI_JSON_ROWS_H
#define CLI_JSON_ROWS_H

#include <stdio.h>
#include "model/feed.h"
#include "model/hot.h"
#include "model/item.h"
#include "model/source.h"
#include "net/fetch.h"
#include "reader/reader.h"
#include "search/search.h"

struct json_rows;

/* An array that is written row by row, so that a large store never stands in memory twice. */
struct json_rows *json_rows_open(FILE *to);
void json_rows_item(struct json_rows *rows, const struct item *item);
/* The same with what a search found: title_hits, snippet, snippet_hits (ranges in code points). */
void json_rows_search(struct json_rows *rows, const struct search_row *row);
void json_rows_hot(struct json_rows *rows, const struct hot_entry *entry);
/* A row of the merged list: the same, and "count" (×N), "on": where else, "feeds". */
void json_rows_story(struct json_rows *rows, const struct hot_entry *entry);
/* {"name","unread","items"}. */
void json_rows_tag(struct json_rows *rows, const char *name, int64_t n_unread, int64_t n_items);
/* {"alert","time","id","title","link","source","seen"}; id null: a hot list's entry. */
void json_rows_alert(struct json_rows *rows, const struct alert_row *alert);
/* {kind:name,"articles","entries"}: how many of them a rule, an alert or a name of a tag matches. */
void json_rows_matched(struct json_rows *rows, const char *kind, const char *name, size_t articles,
                       size_t entries);
/* How one source answered: problem NULL when well. answer may be NULL. */
void json_rows_check(struct json_rows *rows, const struct source *source,
                     const struct fetch_answer *answer, const struct feed *feed,
                     const char *problem);
/* Ends the array; frees. */
void json_rows_close(struct json_rows *rows);

/* One article whole. text: its body as plain text. */
void json_article(FILE *to, const struct article *article, const char *text);
/* What a web page holds: {"title","source","author","editor","published","tags","language","text",
 * "html","related":[{"title","link","published","tags"}],"next"}. text as above. */
void json_extract(FILE *to, const struct article *article, const char *text);
/* {"lines":[…]} from text whose lines end with a newline. */
void json_lines(FILE *to, const char *text);
/* {"sources","failed","new"} of a refresh. */
void json_refresh(FILE *to, int sources, int failed, int n_new);

#endif
