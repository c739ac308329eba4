/*
 * A page measured: its elements in one row, its text in lines, and what stands beside the article by
 * the names that sites give their parts. Used by feed/page*.c only. One thread.
 *
 * A line is what stands between two borders of blocks, or two <br>. Weights are bytes of meaning: 3 for
 * a character of Chinese, Japanese or Korean, 1 for another one, blanks nothing. All of it takes time
 * linear in the page.
 */
#ifndef FEED_PAGE_MAP_H
#define FEED_PAGE_MAP_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "feed/page_words.h"
#include "markup/html.h"

enum page_flag {
	PART_LINK = 1 << 0,     /* inside <a href> */
	PART_HEADING = 1 << 1,  /* inside h1 to h6 */
	PART_CODE = 1 << 2,     /* inside pre */
	PART_CELL = 1 << 3,     /* inside a list or a table */
	PART_HIDDEN = 1 << 4,   /* not shown: hidden, display: none */
	PART_BESIDE = 1 << 5,   /* by its element or role: nav, aside, footer … */
	PART_NAMED = 1 << 6,    /* by the words of its class and id */
	PART_COMMENT = 1 << 7,  /* … which say that readers write there */
	PART_RECORD = 1 << 8,   /* one of many alike that lead elsewhere */
	PART_SIGNED = 1 << 9,   /* one of many alike that readers have signed */
	PART_CAPTION = 1 << 10, /* inside figcaption */
};

struct page_part {
	const struct html_node *node;
	uint32_t parent, end;   /* end: the first part that is not inside */
	uint32_t block;         /* the block it stands in, itself if it is one */
	uint32_t line;          /* of text: its line; else the first one that may begin in it */
	unsigned flags;         /* its own and those of all around it */
};

struct page_line {
	uint32_t first, last;   /* parts: its first and last text */
	uint32_t block;
	uint32_t weight, linked; /* linked: of what stands in links */
	uint32_t stops;         /* marks that end or part a sentence */
	uint32_t text, len;     /* in page_map.text: white space run together */
	unsigned flags;         /* of its first part */
	enum page_line_kind kind; /* by its words */
	bool running;           /* a sentence, or more */
	bool ends;              /* its last sign ends a sentence */
	bool dropped;
};

struct page_map {
	struct page_part *parts;
	size_t n_parts, cap_parts;
	struct page_line *lines;
	size_t n_lines, cap_lines;
	uint32_t *running;      /* [i]: of running lines before line i, the weight; n_lines + 1 */
	struct str text;
	uint32_t headline;      /* a line, or PAGE_NONE */
	uint32_t first_signed;  /* a part: of a thread, what it is about; or PAGE_NONE */
};

#define PAGE_NONE UINT32_MAX

void page_map_init(struct page_map *m, const struct html_node *root);
void page_map_release(struct page_map *m);
/* Find the headline's line among the lines: the first that says `title`. */
void page_map_find_headline(struct page_map *m, const char *title);
/* Mark what stands beside, and lists of records; after the headline is known. */
void page_map_mark(struct page_map *m);

struct slice page_line_text(const struct page_map *m, const struct page_line *l);
/* The lines of a block: from (included) and to (not included). */
void page_lines_of(const struct page_map *m, uint32_t part, size_t *from, size_t *to);
/* The weight of all running text in a part. */
uint32_t page_running_weight(const struct page_map *m, uint32_t part);
/* The weight of a text by itself. */
uint32_t page_weight(struct slice text);

#endif
