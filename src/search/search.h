/*
 * Search of the whole store (PERFORMANCE §f): every article whose headline or text holds the words,
 * found by scanning the folded text; complete and exact for any word of one character or more.
 *
 * Two threads of its own, each with a read-only store, scan from the newest text on; the first of them
 * leads: it puts the hits in order, reads the rows that are looked at and cuts their snippets. Asking
 * again cancels what runs within a millisecond. The thread that opened a search is the one that uses
 * it; messages go between them, no struct is shared but the job at hand (search/scan.h).
 *
 * Order: articles whose headline alone answers the words, then those whose text does, each newest
 * first; or all of them newest first. A row that was shown keeps its place while more come in: only
 * what nothing can come before any more is given out before the end.
 */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "filter/filter.h"
#include "base/err.h"
#include "model/item.h"
#include "text/hits.h"

enum {
	SEARCH_HITS = 8,   /* ranges kept of a headline and of a snippet */
	SEARCH_BLOCK = 32, /* rows read at a time */
};

enum search_order { SEARCH_HEADLINES_FIRST, SEARCH_NEWEST_FIRST };

struct search;

struct search_row {
	struct item item;
	bool in_title;                /* the headline alone answers */
	const char *snippet;          /* one line of the text with the first hit in sight; may be "" */
	bool is_cut;                  /* the text has something before it */
	struct hit title_hits[SEARCH_HITS], snippet_hits[SEARCH_HITS];
	size_t n_title_hits, n_snippet_hits;
};

struct search_options {
	const char *database;         /* path of news.db; copied */
	int threads;                  /* 1 or 2; 0: 2 */
	/* Called by the leading thread when search_pump() has something to take; may be NULL. */
	void (*tell)(void *opaque);
	void *opaque;
};

struct search_question {
	const char *expression;
	enum search_order order;
	int64_t hide_source_id;       /* 0: none */
	struct filter_context context; /* its tags and renamed are not used: the search looks for itself */
	struct tag_map *renamed;      /* as a filter's context has it; given away; may be NULL */
};

struct search_state {
	size_t n;            /* rows whose place is settled; all of them once it is complete */
	size_t count;        /* articles found so far */
	size_t n_titles;     /* of the rows, those whose headline answers (they come first, or not) */
	bool is_complete;
	bool asks;           /* the question holds something to look for */
	bool is_waiting;     /* the answer has not begun to come: this is the one before */
	const char *problem; /* what was not understood or could not be read; NULL: nothing */
};

struct search *search_open(const struct search_options *o);
void search_close(struct search *s);
/* Ask; what was asked before is left where it is. The answer before stays until this one begins to
 * come. An empty question prepares the threads for the first real one. */
void search_ask(struct search *s, const struct search_question *question);
/* Readable when search_pump() has something to take. */
int search_fd(const struct search *s);
/* Take what has come; true when anything has changed. */
bool search_pump(struct search *s);
struct search_state search_state(const struct search *s);
/* Row i < n. NULL while it is being read: then it has been asked for, and search_pump() brings it. The
 * row may be changed by its user (marks), and is valid until the next search_pump(). */
struct search_row *search_row(struct search *s, size_t i);
/* Forget the rows that were read: they may have changed. */
void search_forget_rows(struct search *s);
/* Wait for the whole answer; for a row (the command line, tests). */
void search_wait(struct search *s);
struct search_row *search_wait_row(struct search *s, size_t i);
/* Find the words in a row whose text was changed. */
void search_mark(const struct search *s, struct search_row *row);
/* The folded words that are looked for, for marking them elsewhere. Valid until the next search_ask(). */
size_t search_words(const struct search *s, const struct slice **out);

#endif
