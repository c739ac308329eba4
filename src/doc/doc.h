/*
 * A document: blocks of styled text with links, made from HTML or plain text or built by the page.
 *
 * A document owns its text in an arena. Blocks are in reading order, flat: nesting has become
 * indents. One thread at a time.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"
#include "text/lang.h"
#include "text/style.h"

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADLINE,   /* the article's own title: broken by sense */
	BLOCK_BYLINE,     /* source, time, author */
	BLOCK_HEADING,    /* h1–h6 */
	BLOCK_LIST_ITEM,  /* marker in `marker`, hangs */
	BLOCK_QUOTE,
	BLOCK_PRE,        /* newlines and blanks kept */
	BLOCK_VERSE,      /* newlines kept, centred on the longest line */
	BLOCK_FIGURE,     /* place of a picture: text is caption or alt */
	BLOCK_TABLE_ROW,  /* cells parted by \t; columns of the run of rows fit together */
	BLOCK_RULE,       /* a line, with text: "── text ──" */
	BLOCK_EDITOR,     /* at the right end */
	BLOCK_TAGS,
	BLOCK_RELATED,    /* number in `marker`, text, then time and topic right and dim in `aside` */
	BLOCK_BLANK,      /* one empty row */
};

/* A styled stretch of a block's text. */
struct run {
	uint32_t start, end;  /* bytes of the block's text */
	style_t style;
	uint16_t link;        /* 1-based index into the document's links, 0 none */
};

struct block {
	enum block_kind kind;
	const char *text;
	size_t len;
	const char *marker;   /* "1.", "•", or NULL */
	const char *aside;    /* dim, at the right edge of the row, or NULL */
	struct run *runs;     /* in order, not overlapping */
	size_t n_runs;
	uint8_t depth;        /* nesting of lists and quotes: 2 em each */
	uint8_t heading;      /* 1–6 */
	bool continues;       /* a further paragraph of the same list item or quotation */
	bool dim;
	uint16_t number;      /* of a related article, 0 none */
	enum lang lang;       /* LANG_UNKNOWN: the document's, then detection */
};

struct doc_link {
	const char *href;     /* absolute where a base was known */
	const char *title;    /* its text, one line */
	bool is_image;
};

struct doc {
	struct arena arena;
	struct block *blocks;
	size_t n_blocks, cap_blocks;
	struct doc_link *links;
	size_t n_links, cap_links;
	enum lang lang;
	bool cut;             /* a ceiling was met */
};

struct doc *doc_new(void);
void doc_free(struct doc *d);
/* Append a block of plain text; returns it for further settings (valid until the next append). */
struct block *doc_add(struct doc *d, enum block_kind kind, struct slice text);
/* Append what markup says, addresses against base (or NULL). */
void doc_add_html(struct doc *d, struct slice html, const char *base);
/* Append plain text: a paragraph a line (a blank line parts too). */
void doc_add_text(struct doc *d, struct slice text);
/* The text alone, a newline between blocks: for search, comparing, saving. Appends to out. */
void doc_plain(const struct doc *d, struct str *out);
/* html → plain text in one pass (what store and search keep). Appends to out. */
void html_plain(struct str *out, const char *html);
/* Characters (Han, kana, Hangul syllables) plus words of other scripts, and minutes to read them. */
void doc_length(const struct doc *d, size_t *characters, int *minutes);

#endif
