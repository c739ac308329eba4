#include "markup/html.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "markup/tags.h"

/* Names are kept once each, in a table of open addressing; when it is full (a hostile page) further
 * names are simply copied. */
enum { NAMES = 1024 };

struct html_tree {
	struct arena arena;
	struct html_node *root;
	bool cut;
};

struct builder {
	struct html_tree *tree;
	struct html_node *current;
	struct str text;          /* of the text node being gathered */
	size_t n_nodes;
	size_t flattened;         /* elements at the deepest level whose end tags are to come */
	unsigned foreign;         /* svg and math that are open */
	unsigned paragraphs;      /* p that are open: mostly none, and then none is looked for */
	const struct tag_info *open[HTML_DEPTH + 2]; /* of the open elements, by depth */
	const char *names[NAMES];
	size_t n_names;
};

static const char *intern(struct builder *b, const char *name)
{
	size_t n = strlen(name), slot = hash_bytes(HASH_START, name, n) % NAMES;

	for (; b->names[slot]; slot = (slot + 1) % NAMES)
		if (!strcmp(b->names[slot], name))
			return b->names[slot];
	name = arena_strndup(&b->tree->arena, name, n);
	if (b->n_names < NAMES / 2) {
		b->names[slot] = name;
		b->n_names++;
	}
	return name;
}

static struct html_node *append(struct builder *b, const char *name)
{
	struct html_node *parent = b->current, *node;

	if (b->n_nodes >= HTML_TREE_NODES) {
		b->tree->cut = true;
		return NULL;
	}
	b->n_nodes++;
	node = arena_alloc(&b->tree->arena, sizeof *node);
	node->name = name;
	node->parent = parent;
	node->depth = (uint16_t)(parent->depth + 1);
	node->previous = parent->last;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	if (name) {
		struct html_node *before = node->previous;

		/* At most one text stands between two elements. */
		if (before && !before->name)
			before = before->previous;
		node->index = before ? before->index + 1 : 1;
	}
	return node;
}

static void flush_text(struct builder *b)
{
	struct html_node *node;

	if (!b->text.len)
		return;
	node = append(b, NULL);
	if (node)
		node->text = slice_make(arena_strndup(&b->tree->arena, b->text.data, b->text.len),
		                        b->text.len);
	str_clear(&b->text);
}

static void copy_attrs(struct builder *b, struct html_node *node, const struct html_tag *tag)
{
	struct html_attr *attrs = arena_alloc(&b->tree->arena, tag->n_attrs * sizeof *attrs);

	for (size_t i = 0; i < tag->n_attrs; i++) {
		struct slice value = tag->attrs[i].value;

		attrs[i].name = intern(b, tag->attrs[i].name);
		attrs[i].value.data = arena_strndup(&b->tree->arena, value.data, value.len);
		attrs[i].value.len = value.len;
	}
	node->attrs = attrs;
	node->n_attrs = (uint32_t)tag->n_attrs;
}

static bool is_paragraph(const struct html_node *node)
{
	return node->name[0] == 'p' && !node->name[1];
}

static void push(struct builder *b, struct html_node *node)
{
	b->current = node;
	b->open[node->depth] = tag_info(node->name);
	b->foreign += b->open[node->depth]->flags & TAG_FOREIGN ? 1 : 0;
	b->paragraphs += is_paragraph(node);
}

/* Make `node`'s parent the current node. */
static void close_through(struct builder *b, const struct html_node *node)
{
	bool more = true;

	for (; more; b->current = b->current->parent) {
		b->foreign -= b->open[b->current->depth]->flags & TAG_FOREIGN ? 1 : 0;
		b->paragraphs -= is_paragraph(b->current);
		more = b->current != node;
	}
	b->flattened = 0;
}

static bool stops(struct builder *b, const char *list, const struct html_node *node)
{
	if (tag_listed(list, node->name))
		return true;
	return strchr(list, '#') && b->open[node->depth]->flags & TAG_BLOCK &&
	       !tag_listed("address div p", node->name);
}

/* An open p is ended by a block, unless what lets nothing out stands between. */
static void close_paragraph(struct builder *b)
{
	for (struct html_node *node = b->current; node->parent; node = node->parent) {
		if (is_paragraph(node)) {
			close_through(b, node);
			return;
		}
		if (b->open[node->depth]->flags & TAG_SCOPE)
			return;
	}
}

/* End what this start tag ends by itself: an open p, the li before, the cells of the row before. */
static void close_implied(struct builder *b, const struct tag_info *info)
{
	struct html_node *found = NULL, *node;

	if (info->flags & TAG_CLOSES_P && b->paragraphs)
		close_paragraph(b);
	if (info->flags & TAG_HEADING && b->open[b->current->depth]->flags & TAG_HEADING)
		close_through(b, b->current);
	if (!info->closes)
		return;
	for (node = b->current; node->parent; node = node->parent) {
		if (tag_listed(info->closes, node->name))
			found = node;
		else if (stops(b, info->stops, node))
			break;
	}
	if (found)
		close_through(b, found);
}

/* A block ends an svg that was never closed, unless it stands where svg lets HTML in. */
static void leave_foreign(struct builder *b)
{
	for (struct html_node *node = b->current; node->parent; node = node->parent) {
		if (!strcmp(node->name, "foreignobject"))
			return;
		if (b->open[node->depth]->flags & TAG_FOREIGN) {
			close_through(b, node);
			return;
		}
	}
}

/* The one html and body of a page may be written again; they are not meant again. */
static bool is_repeated(const struct builder *b, const char *name)
{
	if (strcmp(name, "html") && strcmp(name, "body"))
		return false;
	for (const struct html_node *n = b->current; n; n = n->parent)
		if (!strcmp(n->name, name))
			return true;
	return false;
}

static void open_element(struct builder *b, const struct html_tag *tag)
{
	const struct tag_info *info = tag_info(tag->name);
	struct html_node *node;

	flush_text(b);
	if (is_repeated(b, tag->name))
		return;
	if (b->foreign && info->flags & TAG_BLOCK)
		leave_foreign(b);
	if (!b->foreign)
		close_implied(b, info);
	/* As browsers do, so that selectors copied from them fit. */
	if (!strcmp(tag->name, "tr") && !strcmp(b->current->name, "table") &&
	    b->current->depth < HTML_DEPTH - 1) {
		node = append(b, intern(b, "tbody"));
		if (node)
			push(b, node);
	}
	node = append(b, intern(b, tag->name));
	if (!node)
		return;
	copy_attrs(b, node, tag);
	if (info->flags & TAG_VOID || (tag->self_closing && (b->foreign || info->flags & TAG_FOREIGN)))
		return;
	if (tag->self_closing && info->flags & TAG_RAW)
		return;
	if (node->depth > HTML_DEPTH || (node->depth == HTML_DEPTH && !(info->flags & TAG_RAW))) {
		b->flattened++;
		return;
	}
	push(b, node);
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	open_element(opaque, tag);
}

/* The open element that an end tag means, NULL if it means none. */
static struct html_node *meant_by_end(struct builder *b, const char *name)
{
	const struct tag_info *info = tag_info(name);

	for (struct html_node *node = b->current; node->parent; node = node->parent) {
		unsigned flags = b->open[node->depth]->flags;

		if (!strcmp(node->name, name) || (info->flags & TAG_HEADING && flags & TAG_HEADING))
			return node;
		/* Ends of inline elements stay inside blocks, ends of blocks inside cells, ends of a
		 * table's parts inside the table. */
		if (!(info->flags & TAG_BLOCK) ? flags & TAG_BLOCK
		    : info->flags & TAG_TABLE  ? !strcmp(node->name, "table")
		                               : flags & TAG_SCOPE)
			return NULL;
	}
	return NULL;
}

static void on_end(void *opaque, const char *name)
{
	struct builder *b = opaque;
	struct html_node *node;

	flush_text(b);
	if (!strcmp(name, "br")) {
		struct html_tag br = { .name = "br" };

		open_element(b, &br);
		return;
	}
	/* What stands behind </body> and </html> belongs to them all the same. */
	if (!strcmp(name, "body") || !strcmp(name, "html"))
		return;
	if (b->flattened && b->current->depth >= HTML_DEPTH - 1) {
		b->flattened--;
		return;
	}
	node = meant_by_end(b, name);
	if (node)
		close_through(b, node);
}

static void on_text(void *opaque, struct slice text)
{
	struct builder *b = opaque;

	str_add_slice(&b->text, text);
}

struct html_tree *html_tree_parse(struct slice html)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct html_tree *tree = xcalloc(1, sizeof *tree);
	struct builder *b = xcalloc(1, sizeof *b);

	arena_init(&tree->arena);
	if (html.len > HTML_TREE_BYTES) {
		html.len = HTML_TREE_BYTES;
		tree->cut = true;
	}
	tree->root = arena_alloc(&tree->arena, sizeof *tree->root);
	tree->root->name = "";
	tree->root->index = 1;
	b->tree = tree;
	push(b, tree->root);
	str_init(&b->text);
	html_read(html, &handler, b);
	flush_text(b);
	str_release(&b->text);
	free(b);
	return tree;
}

void html_tree_free(struct html_tree *tree)
{
	if (!tree)
		return;
	arena_release(&tree->arena);
	free(tree);
}

const struct html_node *html_tree_root(const struct html_tree *tree)
{
	return tree->root;
}

bool html_tree_cut(const struct html_tree *tree)
{
	return tree->cut;
}
