#include "feed/htmldoc.h"
#include "feed/value.h"

#include <stdlib.h>
#include <string.h>

enum { HINT_MAX = 400 };

void html_doc_init(struct html_doc *doc, struct slice html, const char *address,
                   struct arena *arena)
{
	const struct html_node *root, *n;

	doc->tree = html_tree_parse(html);
	doc->base = address && address[0] ? address : NULL;
	root = html_tree_root(doc->tree);
	for (n = html_node_after(root, root); n; n = html_node_after(n, root)) {
		const char *href;
		if (!n->name)
			continue;
		if (!strcmp(n->name, "body"))
			break;
		if (strcmp(n->name, "base") || !(href = html_node_attr(n, "href")))
			continue;
		doc->base = value_url(arena, doc->base, slice_of(href));
		break;
	}
}

void html_doc_release(struct html_doc *doc)
{
	html_tree_free(doc->tree);
	doc->tree = NULL;
}

const char *html_doc_title(const struct html_doc *doc, struct arena *arena)
{
	const struct html_node *root = html_tree_root(doc->tree);
	struct str text = STR_INIT;
	const char *title = NULL;

	for (const struct html_node *n = root; n; n = html_node_after(n, root)) {
		if (!n->name || strcmp(n->name, "title"))
			continue;
		html_node_text(n, &text);
		title = value_line(arena, str_slice(&text));
		break;
	}
	str_release(&text);
	return title;
}

static int compare_nodes(const void *a, const void *b)
{
	const struct html_node *const *x = a, *const *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool is_removed(const void *opaque, const struct html_node *node)
{
	const struct node_list *removed = opaque;

	return bsearch(&node, removed->v, removed->n, sizeof *removed->v, compare_nodes) != NULL;
}

/* The tree is never changed: it is written without them and read again. */
bool html_doc_remove(struct html_doc *doc, const struct text_list *selectors, struct err *err)
{
	struct node_list removed = NODE_LIST_INIT;
	const struct html_node *root = html_tree_root(doc->tree);
	bool ok = true;

	for (size_t i = 0; i < selectors->n && ok; i++) {
		struct selector *s = selector_compile(selectors->v[i], err);
		ok = s != NULL;
		if (s)
			selector_all(s, root, &removed);
		selector_free(s);
	}
	if (ok && removed.n) {
		struct str html = STR_INIT;
		qsort(removed.v, removed.n, sizeof *removed.v, compare_nodes);
		html_node_write(root, false, &html, is_removed, &removed);
		html_tree_free(doc->tree);
		doc->tree = html_tree_parse(str_slice(&html));
		str_release(&html);
	}
	node_list_release(&removed);
	return ok;
}

const char *html_doc_hint(const struct selector *s, const struct html_node *root,
                          struct arena *arena)
{
	struct select_trace trace;
	const char *hint = NULL;

	select_trace(s, root, &trace);
	if (trace.there.len)
		hint = value_line(arena, slice_make(trace.there.data, trace.there.len < HINT_MAX
		                                                              ? trace.there.len
		                                                              : HINT_MAX));
	select_trace_release(&trace);
	return hint;
}
