/*
 * Inside the reading of HTML: what is open, and what the elements do.
 *
 * elements.c has the table of elements, html.c the stack; htmllist.c, htmltable.c, htmlruby.c and
 * htmlpicture.c know what lists, tables, readings and pictures do. Elements are known by name;
 * nothing depends on proper nesting.
 */
#ifndef DOC_READ_H
#define DOC_READ_H

#include "doc/build.h"
#include "markup/html.h"

enum { OPEN_MAX = 256, TABLES_MAX = 8, SPANS_MAX = 64, QUEUE_MAX = 16, MARKER_SIZE = 24 };

/* What an element is to the paragraphs inside it. */
enum role {
	ROLE_INLINE, ROLE_BLOCK, ROLE_PARAGRAPH, ROLE_HEADING, ROLE_LIST, ROLE_ITEM, ROLE_TERMS,
	ROLE_TERM, ROLE_MEANING, ROLE_QUOTE, ROLE_PRE, ROLE_FIGURE, ROLE_CAPTION, ROLE_TABLE,
	ROLE_HEAD_ROWS, ROLE_ROW, ROLE_CELL, ROLE_LINK, ROLE_RUBY, ROLE_READING, ROLE_MEDIA,
	ROLE_SKIP, ROLES
};

struct html;
struct open;

struct element {
	const char *name;
	enum role role;
	style_t style;         /* of what is inside */
	int number;            /* level of a heading; -1: an ordered list, … */
	/* What the element does beside; start is called after it was pushed (open NULL for void
	 * elements: they never are), end before it is popped. */
	void (*start)(struct html *h, struct open *o, const struct html_tag *tag);
	void (*end)(struct html *h, struct open *o);
};

struct picture {
	const char *src, *alt; /* in the document's arena; src NULL: none */
};

struct open {
	const struct element *e;
	style_t style;         /* with those of all below */
	uint16_t link_at;      /* the nearest link: its place in the stack + 1 */
	bool is_centred, is_right;
	size_t start;          /* length of the text when it was opened, */
	uint32_t n_flushed;    /* good while this is the builder's */
	union {
		struct {
			const char *href;
			uint16_t number;   /* of the link in the document, 0 until text comes */
		} link;
		struct {
			int next, step;
			char type;         /* 1 a A i I, or 0 for bullets */
			uint8_t depth;
			size_t first_block;
		} list;
		struct {
			char marker[MARKER_SIZE];
			bool used;
		} item;
		struct {
			struct picture picture;
			size_t caption;    /* block + 1 of a caption that came before the picture */
		} figure;
		struct picture media;  /* alt: title */
	};
};

struct table {
	size_t first;            /* the first row's block; SIZE_MAX before there is one */
	bool is_layout;          /* its cells are blocks like any other */
	bool in_row, in_head, all_head;
	uint32_t column, most_columns, extra; /* extra: columns the cell takes beyond one */
	size_t cell_start;
	uint8_t spans[SPANS_MAX]; /* rows a cell from above still takes in this column */
};

struct html {
	struct builder b;
	struct open stack[OPEN_MAX];
	size_t n;
	uint16_t n_open[ROLES];  /* of each role, so that nobody looks for what is not there */
	struct table tables[TABLES_MAX];
	size_t n_tables;
	struct picture queue[QUEUE_MAX]; /* met inside a paragraph, placed behind it */
	size_t n_queue;
	struct str reading;      /* of ruby */
	char skip[64];           /* inside this element nothing is read */
	size_t skip_depth;
	int in_media, in_reading;
	bool drop_newline;       /* the first one inside pre */
};

/* --- html.c ----------------------------------------------------------------------------------- */
struct open *html_top(struct html *h);
/* How blocks stand here; marker and continues of the nearest list item. */
struct stand html_stand(struct html *h);
void html_flush(struct html *h);
/* The link that text here belongs to, made now if need be; 0 for none. */
uint16_t html_link(struct html *h);
const char *html_resolve(struct html *h, struct slice address);

void link_start(struct html *h, struct open *o, const struct html_tag *tag);
/* Elements that end the paragraph they stand in. */
bool element_is_block(const struct element *e);

/* --- elements.c ------------------------------------------------------------------------------- */
/* The row of a name; NULL for what is inline and means nothing by itself. */
const struct element *element_of(const char *name);

/* --- htmllist.c ------------------------------------------------------------------------------- */
void list_start(struct html *h, struct open *o, const struct html_tag *tag);
void list_end(struct html *h, struct open *o);
void item_start(struct html *h, struct open *o, const struct html_tag *tag);

/* --- htmlruby.c ------------------------------------------------------------------------------- */
/* Text inside <rt>; and what was taken, in brackets behind the word. */
void ruby_take(struct html *h, struct slice text);
void ruby_flush(struct html *h);
void ruby_end(struct html *h, struct open *o);
void reading_start(struct html *h, struct open *o, const struct html_tag *tag);
void reading_end(struct html *h, struct open *o);
void script_end(struct html *h, struct open *o);

/* --- htmltable.c ------------------------------------------------------------------------------ */
struct table *table_now(struct html *h);
void table_start(struct html *h, struct open *o, const struct html_tag *tag);
void table_end(struct html *h, struct open *o);
void table_row_start(struct html *h, struct open *o, const struct html_tag *tag);
void table_row_end(struct html *h, struct open *o);
void table_cell_start(struct html *h, struct open *o, const struct html_tag *tag);
void table_cell_end(struct html *h, struct open *o);
/* The table around turns out to be a means of layout: its cells become paragraphs. */
void table_dissolve(struct html *h);

/* --- htmlpicture.c ---------------------------------------------------------------------------- */
void picture_start(struct html *h, struct open *o, const struct html_tag *tag);
void picture_place_queue(struct html *h);
void figure_start(struct html *h, struct open *o, const struct html_tag *tag);
void figure_end(struct html *h, struct open *o);
void caption_end(struct html *h, struct open *o);
void media_start(struct html *h, struct open *o, const struct html_tag *tag);
void media_source(struct html *h, struct open *o, const struct html_tag *tag);
void media_end(struct html *h, struct open *o);

#endif
