/*
 * An HTML document to look things up in: its tree, the base of its addresses, its title. Shared by
 * lists and pages. One thread.
 */
#ifndef FEED_HTMLDOC_H
#define FEED_HTMLDOC_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/err.h"
#include "markup/html.h"
#include "markup/select.h"
#include "model/source.h"

struct html_doc {
	struct html_tree *tree;
	const char *base; /* address, or what <base href> makes of it; NULL when neither is known */
};

/* Parse; base lives in the arena. Release with html_doc_release(). */
void html_doc_init(struct html_doc *doc, struct slice html, const char *address,
                   struct arena *arena);
void html_doc_release(struct html_doc *doc);
/* <title> as a line; NULL if there is none. */
const char *html_doc_title(const struct html_doc *doc, struct arena *arena);
/* Take out every element that one of the selectors finds. False with a sentence for a wrong one. */
bool html_doc_remove(struct html_doc *doc, const struct text_list *selectors, struct err *err);
/* What is there instead of what a selector looks for; in the arena, NULL if nothing can be said. */
const char *html_doc_hint(const struct selector *s, const struct html_node *root,
                          struct arena *arena);

#endif
