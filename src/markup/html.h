/*
 * HTML: one pass by tag name (html_read), and a light tree for selectors (html_tree_parse).
 *
 * Input is UTF-8 (the caller decodes), of any quality, NUL bytes included; nothing here fails. Text
 * comes out with references decoded but not cleaned: text_clean() is the caller's. Pure; any thread.
 * Limits: HTML_ATTRS attributes of a tag, the rest is dropped; names of 63 bytes; a tree of
 * HTML_TREE_BYTES and HTML_TREE_NODES, 256 deep (what is deeper hangs flat at that depth).
 */
#ifndef MARKUP_HTML_H
#define MARKUP_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

enum { HTML_ATTRS = 64, HTML_DEPTH = 256, HTML_TREE_BYTES = 4 * 1024 * 1024, HTML_TREE_NODES = 300000 };

struct html_attr {
	const char *name;     /* lower case, terminated */
	struct slice value;   /* references decoded; empty when there is none */
};

/* --- one pass, no tree ---------------------------------------------------------------------------- */

struct html_tag {
	const char *name;     /* lower case, terminated; custom and foreign ones too ("svg", "o:p") */
	const struct html_attr *attrs;
	size_t n_attrs;
	bool self_closing;    /* written <name/>; means nothing in HTML but inside svg and math */
};

/* What is met, in the order of the bytes; any may be NULL. Tags come as they are written: nothing is
 * implied, nothing balanced; void elements (br, img) have no end. All slices are valid during the
 * call only. Comments, doctypes and processing instructions are dropped. */
struct html_handler {
	void (*start)(void *opaque, const struct html_tag *tag);
	void (*end)(void *opaque, const char *name);
	/* A piece of text; a run may come in several. What script, style, textarea, title, iframe, xmp and
	 * noembed hold comes here too, between their start and end, with no tags seen in it. */
	void (*text)(void *opaque, struct slice text);
};

void html_read(struct slice html, const struct html_handler *handler, void *opaque);
/* The value of an attribute ("" when it has none); a slice with data NULL when it is absent. */
struct slice html_tag_attr(const struct html_tag *tag, const char *name);
/* br, img, hr …: elements without end or content. */
bool html_is_void(const char *name);
/* Elements that stand as blocks: p, div, li, table, h1 … */
bool html_is_block(const char *name);

/* --- the tree ------------------------------------------------------------------------------------- */

/* An element, or text when name is NULL. Everything lives as long as the tree. */
struct html_node {
	const char *name;      /* lower case; NULL for text; "" for the document itself */
	struct slice text;     /* of text: references decoded */
	const struct html_attr *attrs; /* values are terminated as well */
	struct html_node *parent, *first, *last, *next, *previous;
	uint32_t n_attrs;
	uint32_t index;        /* of an element: 1 for the first among its parent's elements */
	uint16_t depth;        /* the document has 0 */
};

struct html_tree;

/* Parse a copy of html. Unclosed p, li, td … are closed as HTML 5 does; html, head and body are there
 * only if written. Never NULL; free with html_tree_free(). */
struct html_tree *html_tree_parse(struct slice html);
void html_tree_free(struct html_tree *tree);
/* The document node: name "", depth 0. */
const struct html_node *html_tree_root(const struct html_tree *tree);
/* True when a limit cut something. */
bool html_tree_cut(const struct html_tree *tree);

/* The value, "" when it has none, NULL when the attribute is absent. */
const char *html_node_attr(const struct html_node *node, const char *name);
/* Append the text below, without that of script, style and template; nothing is put between. */
void html_node_text(const struct html_node *node, struct str *out);
/* The same with a blank or newline where br and the borders of blocks part words. */
void html_node_text_apart(const struct html_node *node, struct str *out, char parter);
/* Append the markup of what is inside. */
void html_node_inner(const struct html_node *node, struct str *out);
/* The same, or of the node with its own tags (outer). Elements for which leave_out answers true are
 * skipped; it may be NULL. */
void html_node_write(const struct html_node *node, bool outer, struct str *out,
                     bool (*leave_out)(const void *opaque, const struct html_node *node),
                     const void *opaque);
/* The next node in document order below `within`, NULL after the last; start with node == within. */
const struct html_node *html_node_after(const struct html_node *node, const struct html_node *within);
/* The next node that is not inside `node`, NULL after the last one below `within`. */
const struct html_node *html_node_past(const struct html_node *node, const struct html_node *within);
/* The first element child, and the next element sibling; NULL if none. */
const struct html_node *html_node_child(const struct html_node *node);
const struct html_node *html_node_sibling(const struct html_node *node);
bool html_node_has_class(const struct html_node *node, const char *name);

#endif
