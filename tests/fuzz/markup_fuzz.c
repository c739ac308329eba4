/*
 * XML, HTML, selectors and cleaning on any bytes. The first byte chooses. What is promised is
 * asserted: every started element ends, limits hold, what was cleaned is clean.
 */
#include <assert.h>
#include <stdlib.h>

#include "markup/html.h"
#include "markup/select.h"
#include "markup/xml.h"
#include "text/clean.h"
#include "text/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct balance {
	int open;
	uint8_t takes;
};

static enum xml_take on_start(void *opaque, const struct xml_element *e)
{
	struct balance *b = opaque;

	b->open++;
	assert(*e->name && e->n_attrs <= XML_ATTRS);
	b->takes = (uint8_t)(b->takes * 5 + 1);
	return b->takes % 3 ? XML_ENTER : (enum xml_take)(b->takes >> 4 & 3);
}

static void on_end(void *opaque, const struct xml_element *e)
{
	struct balance *b = opaque;

	(void)e;
	b->open--;
	assert(b->open >= 0);
}

static void on_text(void *opaque, struct slice text)
{
	(void)opaque;
	assert(text.data || !text.len);
}

static void fuzz_xml(struct slice in)
{
	static const struct xml_handler handler = { on_start, on_text, on_end };
	struct balance balance = { 0, (uint8_t)in.len };

	xml_read(in, &handler, &balance, NULL);
	assert(!balance.open);
}

static void fuzz_html(struct slice in)
{
	struct html_tree *tree = html_tree_parse(in);
	const struct html_node *root = html_tree_root(tree), *n;
	struct str out = STR_INIT;

	for (n = root; (n = html_node_after(n, root));)
		assert(n->depth <= HTML_DEPTH + 1 && n->n_attrs <= HTML_ATTRS);
	html_node_inner(root, &out);
	html_node_text_apart(root, &out, '\n');
	str_release(&out);
	html_tree_free(tree);
}

/* The selector is what stands before the first newline, the page what comes behind. */
static void fuzz_select(struct slice in)
{
	struct slice line = slice_next(&in, '\n');
	char *text = malloc(line.len + 1);
	struct html_tree *tree = html_tree_parse(in);
	struct node_list list = NODE_LIST_INIT;
	struct select_trace trace;
	struct select_expr e;

	for (size_t i = 0; i < line.len; i++)
		text[i] = line.data[i];
	text[line.len] = '\0';
	if (select_expr_compile(&e, text, NULL)) {
		select_expr_all(&e, html_tree_root(tree), &list);
		if (e.selector) {
			select_trace(e.selector, html_tree_root(tree), &trace);
			select_trace_release(&trace);
		}
	}
	select_expr_release(&e);
	node_list_release(&list);
	html_tree_free(tree);
	free(text);
}

static void fuzz_text(struct slice in)
{
	for (enum clean_mode mode = CLEAN_LINE; mode <= CLEAN_BLOCK; mode++) {
		struct str out = STR_INIT, folded = STR_INIT;

		text_clean(&out, in, mode);
		assert(text_is_clean(str_slice(&out), mode));
		assert(text_is_clean(in, mode) == slice_equal(in, str_slice(&out)));
		text_fold_title(&folded, str_slice(&out));
		str_release(&out);
		str_release(&folded);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const targets[])(struct slice) = { fuzz_xml, fuzz_html, fuzz_select, fuzz_text };

	if (size)
		targets[*data % 4](slice_make((const char *)data + 1, size - 1));
	return 0;
}
