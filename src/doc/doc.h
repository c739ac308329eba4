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
	BLOCK_BYLINE,     /* source, time, author: units between U+3000 or two blanks, kept whole */
	BLOCK_HEADING,    /* h1–h6 */
	BLOCK_LIST_ITEM,  /* marker in `marker`, hangs */
	BLOCK_QUOTE,      /* a paragraph inside a quotation */
	BLOCK_PRE,        /* newlines and blanks kept */
	BLOCK_VERSE,      /* newlines kept, centred on the longest line */
	BLOCK_FIGURE,     /* place of a picture: text is caption or alt */
	BLOCK_TABLE_ROW,  /* cells parted by \t, lines in a cell by \n; a group is a table */
	BLOCK_RULE,       /* a line, with text: "── text ──" */
	BLOCK_EDITOR,     /* at the right end */
	BLOCK_TAGS,       /* as the byline: units kept whole */
	BLOCK_RELATED,    /* number in `marker`; in `aside` time \t topic, right and dim */
	BLOCK_BLANK,      /* one empty row */
	BLOCK_SIGNATURE,  /* below verse or a letter: at the right end */
	BLOCK_KINDS
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
	uint8_t depth;        /* nesting of lists and quotes: 2 em each at the left */
	uint8_t quotes;       /* of these, quotations: 2 em each at the right too */
	uint8_t field;        /* cells of the widest marker of this list, 0: of `marker` itself */
	uint8_t heading;      /* 1–6; of a table row: 1 where it names the columns */
	uint8_t label;        /* bytes of 问： or a speaker's name at the start */
	bool continues;       /* a further paragraph of the same list item or quotation */
	bool dim;
	uint16_t number;      /* of a related article or a picture, 0 none */
	uint16_t link;        /* of the whole block (a picture), as in a run */
	uint32_t group;       /* table rows: index of the table's first row */
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
	uint16_t n_pictures;  /* numbers given so far */
	size_t size;          /* bytes of text taken so far */
	struct block scrap;   /* what doc_add() answers beyond a ceiling */
	bool cut;             /* a ceiling was met */
};

/* Ceilings of one document; what lies beyond is dropped and `cut` is set. */
#define DOC_TEXT_MAX   (16u * 1024 * 1024)
#define DOC_BLOCKS_MAX 1000000u
#define DOC_LINKS_MAX  65535u

struct doc *doc_new(void);
void doc_free(struct doc *d);
/* Append a block of plain text; returns it for further settings (valid until the next append).
 * Never NULL: beyond a ceiling it answers a block that is not in the document. */
struct block *doc_add(struct doc *d, enum block_kind kind, struct slice text);
/* Append a link; returns its 1-based number, 0 beyond the ceiling. Texts are copied; NULL is "". */
uint16_t doc_add_link(struct doc *d, const char *href, struct slice title, bool is_image);
/* Style bytes [start, end) of a block's text: a role other than STYLE_TEXT replaces the one there,
 * flags are or-ed, a link other than 0 replaces. */
void doc_style(struct doc *d, struct block *b, size_t start, size_t end, style_t style,
               uint16_t link);
/* Append what markup says, addresses against base (or NULL). */
void doc_add_html(struct doc *d, struct slice html, const char *base);
/* Append plain text: a paragraph a line (a blank line parts too). */
void doc_add_text(struct doc *d, struct slice text);
/* The text alone, a newline between blocks: for search, comparing, saving. Appends to out. */
void doc_plain(const struct doc *d, struct str *out);
/* Take blanks of any width (ASCII, U+3000, U+00A0) and U+FEFF off both ends. */
struct slice doc_trim(struct slice s);
/* A style laid over another: its role replaces (unless STYLE_TEXT), flags are or-ed. */
style_t doc_style_over(style_t below, style_t above);
/* Name the speakers of dialogue in blocks [from, n_blocks): 问：, 答： and names of up to six
 * characters that recur get `label` and stand bold (STYLE §1.2). */
void doc_mark_speakers(struct doc *d, size_t from);
/* html → plain text in one pass (what store and search keep), a newline between blocks. Appends to
 * out, within out's own ceiling. */
void html_plain(struct str *out, const char *html);
/* Characters (Han, kana, Hangul) plus words of other scripts, and minutes to read them. */
void doc_length(const struct doc *d, size_t *characters, int *minutes);

#endif
