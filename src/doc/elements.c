/* The elements of HTML: one row each (to add one, add a row), and what the smallest of them do. */
#include "doc/read.h"

#include <stdlib.h>
#include <string.h>

static void break_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	ruby_flush(h);
	build_break(&h->b);
}

static void rule_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct doc *d = h->b.d;

	(void)o, (void)tag;
	html_flush(h);
	/* A rule at the very start, or one behind another, parts nothing. */
	if (!h->b.in_cell && d->n_blocks && d->blocks[d->n_blocks - 1].kind != BLOCK_RULE)
		doc_add(d, BLOCK_RULE, slice_make("", 0));
}

static void wbr_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	if (h->b.text.len && h->b.pending == PENDING_NONE)
		build_exact(&h->b, "\xe2\x80\x8b", 3);
}

static void quote_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	build_text(&h->b, slice_of("“"));
}

static void quote_end(struct html *h, struct open *o)
{
	(void)o;
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("”"));
}

static void pre_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)o, (void)tag;
	h->drop_newline = true;
}

#define UNDERLINED (STYLE_TEXT | STYLE_UNDERLINE) /* never slanted: Han has no italics */
#define BOLD       (STYLE_TEXT | STYLE_BOLD)
#define STRUCK     (STYLE_TEXT | STYLE_FAINT)

/* Sorted by name. What is not here is inline and means nothing by itself. */
static const struct element elements[] = {
	{ "a", ROLE_LINK, STYLE_LINK | STYLE_UNDERLINE, 0, link_start, NULL },
	{ "address", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "article", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "aside", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "audio", ROLE_MEDIA, 0, 'a', media_start, media_end },
	{ "b", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "big", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "blockquote", ROLE_QUOTE, 0, 0, NULL, NULL },
	{ "body", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "br", ROLE_INLINE, 0, 0, break_start, NULL },
	{ "button", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "caption", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "center", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "code", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "datalist", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "dd", ROLE_MEANING, 0, 0, NULL, NULL },
	{ "del", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "details", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dfn", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "dialog", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dir", ROLE_LIST, 0, 0, list_start, list_end },
	{ "div", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "dl", ROLE_TERMS, 0, 0, NULL, NULL },
	{ "dt", ROLE_TERM, BOLD, 0, NULL, NULL },
	{ "em", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "embed", ROLE_MEDIA, 0, 'e', media_start, NULL },
	{ "fieldset", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "figcaption", ROLE_CAPTION, 0, 0, NULL, caption_end },
	{ "figure", ROLE_FIGURE, 0, 0, figure_start, figure_end },
	{ "footer", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "form", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "h1", ROLE_HEADING, 0, 1, NULL, NULL },
	{ "h2", ROLE_HEADING, 0, 2, NULL, NULL },
	{ "h3", ROLE_HEADING, 0, 3, NULL, NULL },
	{ "h4", ROLE_HEADING, 0, 4, NULL, NULL },
	{ "h5", ROLE_HEADING, 0, 5, NULL, NULL },
	{ "h6", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "header", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "hgroup", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "hr", ROLE_BLOCK, 0, 0, rule_start, NULL },
	{ "html", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "i", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "iframe", ROLE_MEDIA, 0, 'e', media_start, media_end },
	{ "image", ROLE_INLINE, 0, 0, picture_start, NULL },
	{ "img", ROLE_INLINE, 0, 0, picture_start, NULL },
	{ "ins", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "kbd", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "legend", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "li", ROLE_ITEM, 0, 0, item_start, NULL },
	{ "listing", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "main", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "mark", ROLE_INLINE, STYLE_MATCH, 0, NULL, NULL },
	{ "menu", ROLE_LIST, 0, 0, list_start, list_end },
	{ "nav", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "noembed", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "noframes", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "noscript", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "ol", ROLE_LIST, 0, -1, list_start, list_end },
	{ "optgroup", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "option", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "p", ROLE_PARAGRAPH, 0, 0, NULL, NULL },
	{ "plaintext", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "pre", ROLE_PRE, 0, 0, pre_start, NULL },
	{ "q", ROLE_INLINE, 0, 0, quote_start, quote_end },
	{ "rp", ROLE_READING, 0, 1, reading_start, reading_end },
	{ "rt", ROLE_READING, 0, 0, reading_start, reading_end },
	{ "ruby", ROLE_RUBY, 0, 0, NULL, ruby_end },
	{ "s", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "samp", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "script", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "search", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "section", ROLE_BLOCK, 0, 0, NULL, NULL },
	{ "select", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "source", ROLE_INLINE, 0, 0, media_source, NULL },
	{ "strike", ROLE_INLINE, STRUCK, 0, NULL, NULL },
	{ "strong", ROLE_INLINE, BOLD, 0, NULL, NULL },
	{ "style", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "sub", ROLE_INLINE, 0, 0, NULL, script_end },
	{ "summary", ROLE_HEADING, 0, 6, NULL, NULL },
	{ "sup", ROLE_INLINE, 0, 1, NULL, script_end },
	{ "svg", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "table", ROLE_TABLE, 0, 0, table_start, table_end },
	{ "tbody", ROLE_HEAD_ROWS, 0, 0, NULL, NULL },
	{ "td", ROLE_CELL, 0, 0, table_cell_start, table_cell_end },
	{ "template", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "textarea", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "tfoot", ROLE_HEAD_ROWS, 0, 0, NULL, NULL },
	{ "th", ROLE_CELL, BOLD, 1, table_cell_start, table_cell_end },
	{ "thead", ROLE_HEAD_ROWS, 0, 1, NULL, NULL },
	{ "title", ROLE_SKIP, 0, 0, NULL, NULL },
	{ "tr", ROLE_ROW, 0, 0, table_row_start, table_row_end },
	{ "tt", ROLE_INLINE, STYLE_CODE, 0, NULL, NULL },
	{ "u", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "ul", ROLE_LIST, 0, 0, list_start, list_end },
	{ "var", ROLE_INLINE, UNDERLINED, 0, NULL, NULL },
	{ "video", ROLE_MEDIA, 0, 'v', media_start, media_end },
	{ "wbr", ROLE_INLINE, 0, 0, wbr_start, NULL },
	{ "xmp", ROLE_PRE, 0, 0, pre_start, NULL },
};

static int compare_element(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

const struct element *element_of(const char *name)
{
	return bsearch(name, elements, ARRAY_LENGTH(elements), sizeof *elements, compare_element);
}
