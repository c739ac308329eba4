#include "markup/select_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

/* How many different things are told, how many are counted, below how many nodes. */
enum { TOLD = 12, COUNTED = 256, BELOW = 50 };

struct counted {
	char name[96];
	size_t n;
};

struct tracing {
	const struct selector *selector;
	size_t found[SELECT_COMPOUNDS];
	size_t compound;             /* second walk: the one that got furthest */
	struct node_list nodes;
};

static bool count(void *opaque, const struct html_node *node, uint64_t bits)
{
	struct tracing *t = opaque;

	(void)node;
	for (; bits; bits &= bits - 1)
		t->found[__builtin_ctzll(bits)]++;
	return true;
}

static bool gather(void *opaque, const struct html_node *node, uint64_t bits)
{
	struct tracing *t = opaque;

	if (bits >> t->compound & 1)
		ARRAY_PUSH(t->nodes.v, t->nodes.n, t->nodes.cap) = node;
	return t->nodes.n < BELOW;
}

/* "li.item.first", "div#nav", or the bare name: what one would write to find it. */
static void describe(const struct html_node *node, char *out, size_t size)
{
	const char *id = html_node_attr(node, "id");
	struct slice classes = slice_trim(slice_of(html_node_attr(node, "class")));
	size_t n = (size_t)snprintf(out, size, "%s", node->name);

	for (int told = 0; told < 3 && classes.len && n < size; told++) {
		size_t len = 0;

		while (len < classes.len && !ascii_is_space((unsigned char)classes.data[len]))
			len++;
		n += (size_t)snprintf(out + n, size - n, ".%.*s", (int)len, classes.data);
		classes = slice_trim(slice_make(classes.data + len, classes.len - len));
	}
	if (id && *id && !strchr(out, '.'))
		snprintf(out + n, n < size ? size - n : 0, "#%s", id);
}

static void tally(struct counted *all, size_t *n, const struct html_node *node)
{
	char name[sizeof all->name];

	describe(node, name, sizeof name);
	for (size_t i = 0; i < *n; i++) {
		if (!strcmp(all[i].name, name)) {
			all[i].n++;
			return;
		}
	}
	if (*n < COUNTED) {
		memcpy(all[*n].name, name, sizeof name);
		all[(*n)++].n = 1;
	}
}

/* Which elements are told: those like what was looked for, and if there are none, any. */
enum likeness { LIKE_NAMED, LIKE_TAG, LIKE_ANY_NAMED, LIKE_ANYTHING };

static bool is_like(const struct html_node *node, const struct select_compound *wanted,
                    enum likeness likeness)
{
	bool has_name = html_node_attr(node, "class") || html_node_attr(node, "id");

	if (likeness >= LIKE_ANY_NAMED)
		return has_name || likeness == LIKE_ANYTHING;
	for (size_t i = 0; wanted && i < wanted->n_tests; i++) {
		const struct select_test *t = &wanted->tests[i];

		if (likeness == LIKE_TAG ? t->kind == SELECT_TAG && !strcmp(node->name, t->name)
		    : t->kind == SELECT_CLASS ? html_node_has_class(node, t->name)
		                              : t->kind == SELECT_ID &&
		                                        text_same(html_node_attr(node, "id"), t->name))
			return true;
	}
	return false;
}

/* Count what stands where the next compound looked: children, what is below, or siblings. */
static void tally_below(const struct html_node *node, const struct select_compound *wanted,
                        enum likeness likeness, struct counted *all, size_t *n)
{
	char combinator = wanted ? wanted->combinator : ' ';
	const struct html_node *at = node;

	if (combinator == '>')
		at = html_node_child(node);
	else if (combinator == '+' || combinator == '~')
		at = html_node_sibling(node);
	else
		at = html_node_after(node, node);
	for (long steps = 100000; at && steps--;) {
		if (at->name && is_like(at, wanted, likeness))
			tally(all, n, at);
		at = strchr(">+~", combinator) && combinator ? html_node_sibling(at)
		                                             : html_node_after(at, node);
	}
}

static int by_number(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->name, y->name);
}

static void tell(const struct tracing *t, const struct select_compound *next, struct str *out)
{
	struct counted *all = xcalloc(COUNTED, sizeof *all);
	size_t n = 0;

	for (enum likeness likeness = LIKE_NAMED; !n && likeness <= LIKE_ANYTHING; likeness++)
		for (size_t i = 0; i < t->nodes.n; i++)
			tally_below(t->nodes.v[i], next, likeness, all, &n);
	qsort(all, n, sizeof *all, by_number);
	for (size_t i = 0; i < n && i < TOLD; i++)
		str_printf(out, "%s%s ×%zu", i ? ", " : "", all[i].name, all[i].n);
	free(all);
}

static void walk(struct tracing *t, const struct html_node *root,
                 bool (*visit)(void *, const struct html_node *, uint64_t))
{
	struct select_walk *w = xmalloc(sizeof *w);
	long budget = SELECT_BUDGET;

	select_walk_init(w, t->selector, root, &budget);
	select_walk(w, visit, t);
	select_walk_release(w);
	free(w);
}

/* Of the alternatives, the compound that found something with the most of its own before it. Returns
 * n_compounds when none found anything. */
static size_t furthest(const struct selector *s, const size_t *found)
{
	size_t best = s->n_compounds, best_length = 0, length = 0;

	for (size_t i = 0; i < s->n_compounds; i++) {
		length = s->compounds[i].combinator ? length + 1 : 1;
		if (found[i] && length > best_length) {
			best = i;
			best_length = length;
		}
	}
	return best;
}

void select_trace(const struct selector *s, const struct html_node *root, struct select_trace *out)
{
	struct tracing t = { .selector = s };
	const struct select_compound *next = s->compounds;
	size_t best;

	*out = (struct select_trace){ .there = STR_INIT };
	walk(&t, root, count);
	for (size_t i = 0; i < s->n_compounds; i++)
		out->n_all += s->compounds[i].is_last ? t.found[i] : 0;
	best = furthest(s, t.found);
	if (best < s->n_compounds) {
		out->prefix_len = s->compounds[best].end;
		out->n_found = t.found[best];
		t.compound = best;
		walk(&t, root, gather);
		next = s->compounds[best].is_last ? NULL : &s->compounds[best + 1];
	} else {
		ARRAY_PUSH(t.nodes.v, t.nodes.n, t.nodes.cap) = root;
		if (next->tests[0].kind == SELECT_SCOPE && s->n_compounds > 1)
			next++;
	}
	tell(&t, next, &out->there);
	node_list_release(&t.nodes);
}

void select_trace_release(struct select_trace *t)
{
	str_release(&t->there);
}
