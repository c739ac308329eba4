/*
 * CSS selectors over an html_tree. Compiled once, matched in one walk: a step for each node and
 * compound, no backtracking. Pure; any thread; a compiled selector may be shared.
 *
 * Understood: tag * .class #id [a] [a=v] [a^=v] [a$=v] [a*=v] [a~=v] [a|=v] (v quoted or not, i flag),
 * descendant (blank) > + ~ , and :first-child :last-child :only-child :nth-child(an+b|odd|even)
 * :nth-last-child() :first-of-type :last-of-type :empty :scope :not(list) :is(list) :has(list)
 * :contains(text). A leading > + ~ is relative to the node searched in. Up to 64 compounds.
 */
#ifndef MARKUP_SELECT_H
#define MARKUP_SELECT_H

#include "base/err.h"
#include "markup/html.h"

struct selector;

/* NULL with the place (in characters) and what was expected there. Free with selector_free(). */
struct selector *selector_compile(const char *text, struct err *err);
void selector_free(struct selector *s);

struct node_list {
	const struct html_node **v;
	size_t n, cap;
};
#define NODE_LIST_INIT { NULL, 0, 0 }
void node_list_release(struct node_list *list);

/* Append every node below root that fits, in document order; each once. Ancestors outside root count
 * for blanks and >, as in browsers. Returns how many there were. A budget of steps bounds :has() and
 * :contains(); what is left when it is used up does not match. */
size_t selector_all(const struct selector *s, const struct html_node *root, struct node_list *out);
/* The first, or NULL. */
const struct html_node *selector_first(const struct selector *s, const struct html_node *root);
/* Does this node fit? (siblings and ancestors are looked at as far as needed) */
bool selector_fits(const struct selector *s, const struct html_node *node);

/*
 * One expression of a mapping or page rule: "CSS", "CSS @attribute", "CSS ^beginning of its text", any
 * of them alone: "@href" is the attribute of the node itself, ":scope" its text, "^来源" looks at the
 * node's children.
 */
struct select_expr {
	struct selector *selector; /* NULL: the node itself */
	char *attr;                /* NULL: the text */
	char *prefix;              /* NULL: any */
};
bool select_expr_compile(struct select_expr *e, const char *text, struct err *err);
void select_expr_release(struct select_expr *e);
/* Append the nodes it means below root (with the attribute, with text that begins so). */
size_t select_expr_all(const struct select_expr *e, const struct html_node *root, struct node_list *out);
const struct html_node *select_expr_first(const struct select_expr *e, const struct html_node *root);
/* Append a found node's value: the attribute, or the text without the prefix; not cleaned. False when
 * the attribute is absent. */
bool select_expr_value(const struct select_expr *e, const struct html_node *node, struct str *out);

/* How far a selector got, for `haowai check`. */
struct select_trace {
	size_t prefix_len;  /* bytes of the selector that still find something, 0 for none */
	size_t n_found;     /* how many nodes that beginning finds */
	size_t n_all;       /* how many the whole finds */
	struct str there;   /* what is below (or beside) instead: "li.item ×20, div#nav ×1" */
};
/* For a list, the alternative that got furthest. Release with select_trace_release(). */
void select_trace(const struct selector *s, const struct html_node *root, struct select_trace *out);
void select_trace_release(struct select_trace *t);

#endif
