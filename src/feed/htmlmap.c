/* HTML as the backend of a mapping: a leaf is CSS, perhaps with @attribute or ^beginning. */
#include "base/array.h"
#include "base/mem.h"
#include "base/url.h"
#include "feed/feedbuild.h"
#include "feed/format.h"
#include "feed/htmldoc.h"
#include "feed/map.h"
#include "feed/value.h"
#include "markup/select.h"

#include <stdlib.h>
#include <string.h>

static void *compile(const char *text, struct err *err)
{
	struct select_expr *e = xcalloc(1, sizeof *e);

	if (select_expr_compile(e, text, err))
		return e;
	select_expr_release(e);
	free(e);
	return NULL;
}

static void release(void *leaf)
{
	select_expr_release(leaf);
	free(leaf);
}

static void find(const void *leaf, const void *item, enum map_want want, struct map_values *out)
{
	const struct select_expr *e = leaf;
	struct node_list nodes = NODE_LIST_INIT;

	select_expr_all(e, item, &nodes);
	for (size_t i = 0; i < nodes.n; i++) {
		struct str text = STR_INIT;
		bool found = true;
		if (want == MAP_MARKUP && !e->attr && !e->prefix)
			html_node_inner(nodes.v[i], &text);
		else
			found = select_expr_value(e, nodes.v[i], &text);
		if (found)
			map_values_add(out, str_slice(&text));
		str_release(&text);
	}
	node_list_release(&nodes);
}

static const char *hint(const void *leaf, const void *item, struct arena *arena)
{
	const struct select_expr *e = leaf;

	return e->selector ? html_doc_hint(e->selector, item, arena) : NULL;
}

static const struct map_backend backend = { compile, release, find, hint };

/* The first alternative that finds something. */
static bool find_items(const struct html_doc *doc, const struct text_list *selectors,
                       struct node_list *nodes, struct feed *feed, const char **why,
                       struct err *err)
{
	for (size_t i = 0; i < selectors->n && !nodes->n; i++) {
		struct selector *s = selector_compile(selectors->v[i], err);
		if (!s)
			return false;
		selector_all(s, html_tree_root(doc->tree), nodes);
		if (!nodes->n && !*why)
			*why = html_doc_hint(s, html_tree_root(doc->tree), &feed->arena);
		selector_free(s);
	}
	return true;
}

static bool read_list(const struct html_doc *doc, const struct feed_hints *hints, struct feed *feed,
                      struct err *err)
{
	struct feed_hints here = *hints;
	struct node_list nodes = NODE_LIST_INIT;
	const char *why = NULL;
	bool ok;

	here.base = doc->base;
	ok = find_items(doc, &hints->map->items, &nodes, feed, &why, err);
	if (nodes.n > FEED_BUILD_ENTRIES_MAX) {
		nodes.n = FEED_BUILD_ENTRIES_MAX;
		feed->cut = true;
	}
	ok = ok &&
	     map_read(&backend, (const void *const *)nodes.v, nodes.n, &here, feed, err);
	if (ok && !nodes.n)
		feed->trace->hint = why;
	node_list_release(&nodes);
	return ok;
}

static bool read_html(struct slice text, const struct feed_hints *hints, struct feed *feed,
                      struct err *err)
{
	struct html_doc doc;
	bool ok;

	html_doc_init(&doc, text, hints->base, &feed->arena);
	feed->version = FEED_HTML_LIST;
	feed->cut = feed->cut || html_tree_cut(doc.tree);
	feed->title = html_doc_title(&doc, &feed->arena);
	feed->link = hints->base ? value_url(&feed->arena, NULL, slice_of(hints->base)) : NULL;
	ok = (!hints->map || html_doc_remove(&doc, &hints->map->remove, err)) &&
	     read_list(&doc, hints, feed, err);
	html_doc_release(&doc);
	return ok;
}

const struct feed_format format_html = { "html", SNIFF_HTML, DECODE_HTML, read_html };
