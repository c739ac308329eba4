#include "markup/select_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static bool compound_fits(struct select_walk *w, const struct select_compound *c,
                          const struct html_node *node);
static uint64_t go_down_to(struct select_walk *w, const struct html_node *node);

/* --- one test ---------------------------------------------------------------------------------------- */

static bool same(struct slice a, struct slice b, bool nocase)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.data[i] != b.data[i] &&
		    (!nocase || ascii_lower((unsigned char)a.data[i]) != ascii_lower((unsigned char)b.data[i])))
			return false;
	return true;
}

static bool has_word(struct slice text, struct slice word, bool nocase)
{
	for (size_t i = 0, start = 0; i <= text.len; i++) {
		if (i < text.len && !ascii_is_space((unsigned char)text.data[i]))
			continue;
		if (i > start && same(slice_make(text.data + start, i - start), word, nocase))
			return true;
		start = i + 1;
	}
	return false;
}

static bool holds(struct slice text, struct slice part, bool nocase)
{
	for (size_t i = 0; i + part.len <= text.len; i++)
		if (same(slice_make(text.data + i, part.len), part, nocase))
			return true;
	return false;
}

static bool attr_fits(const struct select_test *t, const struct html_node *node)
{
	const char *found = html_node_attr(node, t->name);
	struct slice have = slice_of(found), want = slice_of(t->value);

	if (!found || t->kind == SELECT_HAS_ATTR)
		return found;
	/* As CSS has it: an empty value begins, ends and holds nothing. */
	if (t->kind != SELECT_EQUALS && t->kind != SELECT_DASHED && !want.len)
		return false;
	switch (t->kind) {
	case SELECT_BEGINS:
		return have.len >= want.len && same(slice_make(have.data, want.len), want, t->nocase);
	case SELECT_ENDS:
		return have.len >= want.len &&
		       same(slice_make(have.data + have.len - want.len, want.len), want, t->nocase);
	case SELECT_HOLDS:
		return holds(have, want, t->nocase);
	case SELECT_WORD:
		return has_word(have, want, t->nocase);
	case SELECT_DASHED:
		return same(have, want, t->nocase) ||
		       (have.len > want.len && have.data[want.len] == '-' &&
		        same(slice_make(have.data, want.len), want, t->nocase));
	default:
		return same(have, want, t->nocase);
	}
}

static bool is_nth(const struct select_test *t, long position)
{
	long beyond = position - t->offset;

	return t->step ? beyond % t->step == 0 && beyond / t->step >= 0 : !beyond;
}

/* From the end: the last element among a parent's children knows how many there are. */
static long from_end(const struct html_node *node)
{
	const struct html_node *last = node->parent ? node->parent->last : node;

	if (!last->name)
		last = last->previous;
	return (long)last->index - (long)node->index + 1;
}

static bool is_nth_of_type(struct select_walk *w, const struct select_test *t,
                           const struct html_node *node)
{
	bool backward = t->kind == SELECT_NTH_LAST_OF_TYPE;
	long position = 1;

	for (const struct html_node *n = node; (n = backward ? n->next : n->previous);) {
		position += n->name && !strcmp(n->name, node->name);
		if (--*w->budget <= 0)
			return false;
	}
	return is_nth(t, position);
}

static bool is_empty(const struct html_node *node)
{
	for (const struct html_node *n = node->first; n; n = n->next)
		if (n->name || slice_trim(n->text).len)
			return false;
	return true;
}

/* Text may be parted by tags, so it is put together first. */
static bool contains(struct select_walk *w, const struct html_node *node, const char *text)
{
	const struct html_node *n = node;

	str_clear(&w->text);
	while (*w->budget > 0 && (n = html_node_after(n, node))) {
		--*w->budget;
		if (n->name)
			continue;
		*w->budget -= (long)n->text.len / 64;
		str_add_slice(&w->text, n->text);
	}
	return *w->budget > 0 && slice_find(str_slice(&w->text), text, strlen(text));
}

struct finding {
	const struct selector *selector;
	bool found;
};

static bool find(void *opaque, const struct html_node *node, uint64_t bits)
{
	struct finding *f = opaque;

	(void)node;
	f->found = bits & f->selector->last;
	return !f->found;
}

static bool has_inside(struct select_walk *outer, const struct html_node *node,
                       const struct selector *inner)
{
	struct finding finding = { inner, false };
	struct select_walk *w;

	if (*outer->budget <= 0 || !node->first)
		return false;
	w = xmalloc(sizeof *w);
	select_walk_init(w, inner, node, outer->budget);
	select_walk(w, find, &finding);
	select_walk_release(w);
	free(w);
	return finding.found;
}

/* :not() and :is(): mostly single compounds, which need nothing but the node. */
static bool inner_fits(struct select_walk *outer, const struct html_node *node,
                       const struct selector *inner)
{
	struct select_walk *w;
	bool fits = false;

	if (inner->last == inner->first) {
		for (size_t i = 0; i < inner->n_compounds && !fits; i++)
			fits = compound_fits(outer, &inner->compounds[i], node);
		return fits;
	}
	*outer->budget -= node->depth;
	if (*outer->budget <= 0)
		return false;
	w = xmalloc(sizeof *w);
	select_walk_init(w, inner, outer->scope, outer->budget);
	fits = go_down_to(w, node) & inner->last;
	select_walk_release(w);
	free(w);
	return fits;
}

static bool test_fits(struct select_walk *w, const struct select_test *t, const struct html_node *node)
{
	switch (t->kind) {
	case SELECT_TAG:
		return !strcmp(node->name, t->name);
	case SELECT_ANY:
		return true;
	case SELECT_ID:
		return text_same(html_node_attr(node, "id"), t->name);
	case SELECT_CLASS:
		return html_node_has_class(node, t->name);
	case SELECT_SCOPE:
		return node == w->scope;
	case SELECT_ROOT:
		return node->depth == 1;
	case SELECT_EMPTY:
		return is_empty(node);
	case SELECT_NTH:
		return is_nth(t, node->index);
	case SELECT_NTH_LAST:
		return is_nth(t, from_end(node));
	case SELECT_NTH_OF_TYPE:
	case SELECT_NTH_LAST_OF_TYPE:
		return is_nth_of_type(w, t, node);
	case SELECT_NOT:
		return !inner_fits(w, node, t->inner);
	case SELECT_IS:
		return inner_fits(w, node, t->inner);
	case SELECT_HAS:
		return has_inside(w, node, t->inner);
	case SELECT_CONTAINS:
		return contains(w, node, t->value);
	default:
		return attr_fits(t, node);
	}
}

static bool compound_fits(struct select_walk *w, const struct select_compound *c,
                          const struct html_node *node)
{
	/* The document is no element: only :scope alone means it. */
	if (!*node->name && (c->n_tests > 1 || c->tests[0].kind != SELECT_SCOPE))
		return false;
	for (size_t i = 0; i < c->n_tests; i++)
		if (!test_fits(w, &c->tests[i], node))
			return false;
	return true;
}

/* --- the walk ---------------------------------------------------------------------------------------- */

static uint64_t bits_of(struct select_walk *w, const struct html_node *node,
                        const struct select_level *level)
{
	const struct selector *s = w->selector;
	uint64_t wanted = s->first | (level->above << 1 & s->below) | (level->parent << 1 & s->child) |
	                  (level->before << 1 & s->next) | (level->any_before << 1 & s->after);
	uint64_t bits = 0;

	for (uint64_t left = wanted; left; left &= left - 1) {
		int i = __builtin_ctzll(left);

		if (compound_fits(w, &s->compounds[i], node))
			bits |= (uint64_t)1 << i;
	}
	return bits;
}

static void descend(struct select_walk *w, const struct html_node *node, uint64_t bits)
{
	const struct select_level *level = &w->levels[node->depth];

	w->levels[node->depth + 1] = (struct select_level){ level->above | bits, bits, 0, 0 };
}

/* The bits of a node whose parent's level is known: those of the siblings before it come first, if
 * the selector asks for them. */
static uint64_t bits_among_siblings(struct select_walk *w, const struct html_node *node)
{
	struct select_level *level = &w->levels[node->depth];

	if ((w->selector->next | w->selector->after) && node->parent) {
		for (const struct html_node *n = node->parent->first; n != node; n = n->next) {
			if (!n->name || --*w->budget <= 0)
				continue;
			level->before = bits_of(w, n, level);
			level->any_before |= level->before;
		}
	}
	return bits_of(w, node, level);
}

/* Go down from the document to `node`, so that what stands above it counts; returns its bits. */
static uint64_t go_down_to(struct select_walk *w, const struct html_node *node)
{
	const struct html_node *path[HTML_DEPTH + 4];
	size_t n = 0;
	uint64_t bits = 0;

	for (; node; node = node->parent)
		path[n++] = node;
	w->levels[0] = (struct select_level){ 0, 0, 0, 0 };
	while (n--) {
		bits = bits_among_siblings(w, path[n]);
		descend(w, path[n], bits);
	}
	return bits;
}

void select_walk_init(struct select_walk *w, const struct selector *s, const struct html_node *scope,
                      long *budget)
{
	w->selector = s;
	w->scope = scope;
	w->budget = budget;
	str_init(&w->text);
}

void select_walk_release(struct select_walk *w)
{
	str_release(&w->text);
}

void select_walk(struct select_walk *w, bool (*visit)(void *opaque, const struct html_node *node,
                                                      uint64_t bits), void *opaque)
{
	const struct html_node *n = w->scope;

	go_down_to(w, n);
	while ((n = html_node_after(n, w->scope))) {
		struct select_level *level = &w->levels[n->depth];
		uint64_t bits;

		if (!n->name)
			continue;
		--*w->budget;
		bits = bits_of(w, n, level);
		if (!visit(opaque, n, bits))
			return;
		level->before = bits;
		level->any_before |= bits;
		descend(w, n, bits);
	}
}

/* --- what others call -------------------------------------------------------------------------------- */

struct collecting {
	const struct selector *selector;
	struct node_list *out;
	const struct html_node *first;
};

static bool collect(void *opaque, const struct html_node *node, uint64_t bits)
{
	struct collecting *c = opaque;

	if (!(bits & c->selector->last))
		return true;
	c->first = node;
	if (c->out)
		ARRAY_PUSH(c->out->v, c->out->n, c->out->cap) = node;
	return c->out;
}

static const struct html_node *run(const struct selector *s, const struct html_node *root,
                                   struct node_list *out)
{
	struct collecting collecting = { s, out, NULL };
	long budget = SELECT_BUDGET;
	struct select_walk *w = xmalloc(sizeof *w);

	select_walk_init(w, s, root, &budget);
	select_walk(w, collect, &collecting);
	select_walk_release(w);
	free(w);
	return collecting.first;
}

size_t selector_all(const struct selector *s, const struct html_node *root, struct node_list *out)
{
	size_t before = out->n;

	run(s, root, out);
	return out->n - before;
}

const struct html_node *selector_first(const struct selector *s, const struct html_node *root)
{
	return run(s, root, NULL);
}

bool selector_fits(const struct selector *s, const struct html_node *node)
{
	long budget = SELECT_BUDGET;
	struct select_walk *w;
	bool fits;

	if (!node->name || !*node->name)
		return false;
	w = xmalloc(sizeof *w);
	select_walk_init(w, s, node, &budget);
	fits = go_down_to(w, node) & s->last;
	select_walk_release(w);
	free(w);
	return fits;
}

void node_list_release(struct node_list *list)
{
	free(list->v);
	*list = (struct node_list)NODE_LIST_INIT;
}
