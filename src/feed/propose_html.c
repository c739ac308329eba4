/*
 * HTML: the repeated block whose links are the headlines. Every link with a text long enough votes
 * for the block it stands in: the lowest ancestor that has siblings of its own kind. Blocks of one
 * kind at one kind of place are a list; the list with most headlines, long ones above all, wins.
 */
#include "base/array.h"
#include "base/mem.h"
#include "base/url.h"
#include "feed/date.h"
#include "feed/propose.h"
#include "markup/select.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINKS_MAX = 4000, GROUPS_MAX = 400,
	WIDTH_LEAST = 8, WIDTH_MOST = 50,  /* of a headline that counts, in cells */
	ROWS_LEAST = 4, CLIMB = 6, ITEMS_LOOKED_AT = 30,
	SELECTOR_BYTES = 300,
	TIMES_TRIED = 40,                  /* in the first item: each is looked for in all of them */
};

struct group {
	char *selector;          /* of its items */
	size_t n, cap, width;
	struct {
		const struct html_node *item, *link;
	} *v;
	bool is_aside;           /* navigation, foot, comments */
	double worth;
};

struct groups {
	struct group *v;
	size_t n, cap;
};

/* --- names of nodes -------------------------------------------------------------------------------- */

/* Names made by hand stay; those with numbers in them, and those that say a state, do not. */
static bool is_lasting(struct slice name)
{
	static const char *const states[] = {
		"active", "first", "last", "odd", "even", "current", "on", "cur", "hover", "selected",
		"clearfix", "cf", "fl", "fr", "hidden", "show",
	};
	size_t digits = 0;

	if (!name.len || name.len > 40 || ascii_is_digit((unsigned char)name.data[0]))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];

		digits += ascii_is_digit(c);
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != '-' && c != '_')
			return false;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
		if (slice_is_nocase(name, states[i]))
			return false;
	return digits < 3;
}

static struct slice lasting_class(const struct html_node *node)
{
	struct slice rest = slice_of(html_node_attr(node, "class"));

	while (rest.len) {
		struct slice name = slice_trim(slice_next(&rest, ' '));
		if (is_lasting(name))
			return name;
	}
	return slice_make("", 0);
}

/* div.list, or div#main where ids count. Returns whether it says more than the element's name. */
static bool add_name(struct str *out, const struct html_node *node, bool with_id)
{
	struct slice id = slice_of(with_id ? html_node_attr(node, "id") : NULL);
	struct slice class = lasting_class(node);

	str_add(out, node->name);
	if (is_lasting(id))
		str_printf(out, "#%.*s", (int)id.len, id.data);
	else if (class.len)
		str_printf(out, ".%.*s", (int)class.len, class.data);
	return is_lasting(id) || class.len;
}

static bool same_kind(const struct html_node *a, const struct html_node *b)
{
	return a->name && b->name && !strcmp(a->name, b->name) &&
	       slice_equal(lasting_class(a), lasting_class(b));
}

static bool is_element(const struct html_node *node)
{
	return node && node->name && node->name[0];
}

/* How many of its kind stand beside it; more than a few are not counted. */
static size_t count_siblings(const struct html_node *node)
{
	size_t n = 1, looked = 0;

	for (const struct html_node *s = node->next; s && n < 3 && ++looked < 40; s = s->next)
		n += is_element(s) && same_kind(s, node);
	looked = 0;
	for (const struct html_node *s = node->previous; s && n < 3 && ++looked < 40; s = s->previous)
		n += is_element(s) && same_kind(s, node);
	return n;
}

static const struct html_node *item_of(const struct html_node *link)
{
	const struct html_node *node = link;

	for (int i = 0; i < CLIMB && is_element(node); i++, node = node->parent)
		if (count_siblings(node) >= 3 && strcmp(node->name, "body") != 0)
			return node;
	return NULL;
}

/* "div.box ul > li": the item, what it stands in, and the nearest place above with a name. */
static char *selector_of(const struct html_node *item)
{
	const struct html_node *box = item->parent, *above;
	struct str tail = STR_INIT, head = STR_INIT;
	bool named;

	if (is_element(box)) {
		named = add_name(&tail, box, true);
		str_add(&tail, " > ");
		above = box->parent;
		for (int i = 0; !named && i < 4 && is_element(above); i++, above = above->parent) {
			str_clear(&head);
			named = add_name(&head, above, true);
		}
		if (named && head.len)
			str_add_char(&head, ' ');
		else
			str_clear(&head);
	}
	add_name(&tail, item, false);
	str_add_slice(&head, str_slice(&tail));
	str_release(&tail);
	return str_take(&head);
}

static bool is_aside(const struct html_node *node)
{
	static const char *const tags[] = { "nav", "footer", "header", "aside", "form" };
	static const char *const words[] = { "nav", "menu", "foot", "comment", "breadcrumb", "pagin",
		                             "sidebar", "copyright", "login", "share" };

	for (; is_element(node); node = node->parent) {
		struct slice class = slice_of(html_node_attr(node, "class"));
		struct slice id = slice_of(html_node_attr(node, "id"));

		for (size_t i = 0; i < ARRAY_LENGTH(tags); i++)
			if (!strcmp(node->name, tags[i]))
				return true;
		for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
			if (slice_find(class, words[i], strlen(words[i])) ||
			    slice_find(id, words[i], strlen(words[i])))
				return true;
	}
	return false;
}

/* --- collecting ------------------------------------------------------------------------------------- */

static struct group *group_of(struct groups *groups, char *selector)
{
	struct group *g;

	for (size_t i = 0; i < groups->n; i++) {
		if (!strcmp(groups->v[i].selector, selector)) {
			free(selector);
			return &groups->v[i];
		}
	}
	if (groups->n == GROUPS_MAX) {
		free(selector);
		return NULL;
	}
	g = &ARRAY_PUSH(groups->v, groups->n, groups->cap);
	memset(g, 0, sizeof *g);
	g->selector = selector;
	return g;
}

static size_t width_of(const struct html_node *link)
{
	struct str text = STR_INIT;
	size_t width;

	str_init_limit(&text, 4096);
	html_node_text(link, &text);
	width = propose_width(slice_trim(str_slice(&text)), 200);
	str_release(&text);
	return width;
}

static bool leads_somewhere(const struct html_node *link, const char *base)
{
	const char *href = html_node_attr(link, "href");
	char *url;
	bool ok;

	if (!href || !href[0] || href[0] == '#')
		return false;
	url = url_resolve(base, href);
	ok = url_is_web(url) || !base || !base[0];
	free(url);
	return ok && !slice_begins_nocase(slice_trim(slice_of(href)), "javascript:");
}

static void take_link(struct groups *groups, const struct html_node *link, const char *base)
{
	size_t width = width_of(link);
	const struct html_node *item;
	struct group *g;
	char *selector;

	if (width < WIDTH_LEAST || !leads_somewhere(link, base) || !(item = item_of(link)))
		return;
	selector = selector_of(item);
	if (strlen(selector) > SELECTOR_BYTES) {
		free(selector);
		return;
	}
	g = group_of(groups, selector);
	if (!g)
		return;
	if (width > WIDTH_MOST)
		width = WIDTH_MOST;
	/* a block counts once: by its longest link */
	if (g->n && g->v[g->n - 1].item == item) {
		size_t before = width_of(g->v[g->n - 1].link);

		before = before < WIDTH_MOST ? before : WIDTH_MOST;
		if (width > before) {
			g->v[g->n - 1].link = link;
			g->width += width - before;
		}
		return;
	}
	if (g->n == g->cap)
		ARRAY_RESERVE(g->v, g->cap, g->n + 1);
	g->v[g->n].item = item;
	g->v[g->n++].link = link;
	g->width += width;
}

static void weigh(struct group *g)
{
	double average = g->n ? (double)g->width / (double)g->n : 0;
	double rows = g->n < 60 ? (double)g->n : 60;

	if (g->n < ROWS_LEAST)
		return;
	g->is_aside = is_aside(g->v[0].item);
	/* a list of long headlines, not the longest list */
	g->worth = rows * average * (average < 14 ? 0.3 : 1) * (g->is_aside ? 0.15 : 1);
}

static const struct group *best_group(struct groups *groups)
{
	const struct group *best = NULL;

	for (size_t i = 0; i < groups->n; i++) {
		weigh(&groups->v[i]);
		if (groups->v[i].worth > (best ? best->worth : 0))
			best = &groups->v[i];
	}
	return best;
}

/* --- the parts of an item ----------------------------------------------------------------------------- */

static size_t looked_at(const struct group *g)
{
	return g->n < ITEMS_LOOKED_AT ? g->n : ITEMS_LOOKED_AT;
}

/* In how many items the selector's first find is the headline's link. */
static size_t count_right(const struct group *g, const char *selector)
{
	struct selector *s = selector_compile(selector, NULL);
	size_t n = 0;

	for (size_t i = 0; s && i < looked_at(g); i++)
		n += selector_first(s, g->v[i].item) == g->v[i].link;
	selector_free(s);
	return n;
}

/* The shortest path to the link that is right nearly always: a, then by what stands round it. */
static char *link_selector(const struct group *g)
{
	const struct html_node *link = g->v[0].link, *item = g->v[0].item;
	char *best = xstrdup("a");
	size_t most = count_right(g, best);

	for (size_t k = 0; k < 3 && k < g->n; k++) {
		link = g->v[k].link, item = g->v[k].item;
		for (const struct html_node *n = link; is_element(n) && n != item; n = n->parent) {
			struct str path = STR_INIT;
			size_t right;

			add_name(&path, n, false);
			if (n != link)
				str_add(&path, " a");
			right = count_right(g, path.data);
			if (right > most) {
				free(best);
				best = xstrdup(path.data);
				most = right;
			}
			str_release(&path);
		}
	}
	return best;
}

/* A link round a whole card: the headline is the heading in it. NULL when there is none. */
static const char *heading_in(const struct group *g)
{
	static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5" };

	for (size_t k = 0; k < ARRAY_LENGTH(headings); k++) {
		struct selector *s = selector_compile(headings[k], NULL);
		size_t n = 0;

		for (size_t i = 0; i < looked_at(g); i++)
			n += selector_first(s, g->v[i].link) != NULL;
		selector_free(s);
		if (n * 10 >= looked_at(g) * 8)
			return headings[k];
	}
	return NULL;
}

static bool is_date(const struct html_node *node, const struct date_rules *rules, const char *attr)
{
	struct str text = STR_INIT;
	struct slice s;
	bool ok;

	str_init_limit(&text, 200);
	if (!attr)
		html_node_text(node, &text);
	else if (html_node_attr(node, attr))
		str_add(&text, html_node_attr(node, attr));
	s = slice_trim(str_slice(&text));
	/* a bare number is a count of something */
	ok = s.len > 2 && s.len < 60 && strspn(text.data, "0123456789, \t\r\n") < text.len &&
	     date_parse_listed(s, rules) != TIME_NONE;
	str_release(&text);
	return ok;
}

static size_t count_dates(const struct group *g, const char *selector, const char *attr,
                          const struct date_rules *rules)
{
	struct selector *s = selector_compile(selector, NULL);
	size_t n = 0;

	for (size_t i = 0; s && i < looked_at(g); i++) {
		const struct html_node *node = selector_first(s, g->v[i].item);
		n += node && is_date(node, rules, attr);
	}
	selector_free(s);
	return n;
}

/* What in an item is a date: <time datetime>, else the first leaf whose text is one. */
static char *time_selector(const struct group *g, const struct date_rules *rules)
{
	const struct html_node *item = g->v[0].item;
	size_t enough = looked_at(g) / 2 + 1, tried = 0;

	if (count_dates(g, "time", "datetime", rules) >= enough)
		return xstrdup("time @datetime");
	for (const struct html_node *n = item; tried < TIMES_TRIED && (n = html_node_after(n, item));) {
		struct str path = STR_INIT;
		bool found;

		if (!is_element(n) || html_node_child(n) || !is_date(n, rules, NULL))
			continue;
		if (!add_name(&path, n, false) && is_element(n->parent) && n->parent != item) {
			str_clear(&path);
			add_name(&path, n->parent, false);
			str_printf(&path, " %s", n->name);
		}
		tried++;
		found = count_dates(g, path.data, NULL, rules) >= enough;
		if (found)
			return str_take(&path);
		str_release(&path);
	}
	return NULL;
}

static void describe(const struct group *g, const struct date_rules *rules, struct str *lines)
{
	bool is_itself = g->v[0].item == g->v[0].link;
	char *link = is_itself ? NULL : link_selector(g), *time = time_selector(g, rules);
	const char *heading = heading_in(g);

	str_printf(lines, "items = %s\n", g->selector);
	if (heading)
		str_printf(lines, "title = %s%s%s\n", link ? link : "", link ? " " : "", heading);
	else
		str_printf(lines, "title = %s\n", link ? link : ":scope");
	str_printf(lines, "link = %s%s@href\n", link ? link : "", link ? " " : "");
	if (time)
		str_printf(lines, "time = %s\n", time);
	free(link);
	free(time);
}

bool propose_html(struct slice text, const struct feed_hints *hints, struct str *lines)
{
	struct date_rules rules = date_rules_make(hints->fetched, hints->timezone, hints->language);
	struct html_tree *tree = html_tree_parse(text);
	const struct html_node *root = html_tree_root(tree);
	struct groups groups = { NULL, 0, 0 };
	const struct group *best;
	size_t n = 0;

	for (const struct html_node *node = root; (node = html_node_after(node, root));)
		if (is_element(node) && !strcmp(node->name, "a") && ++n <= LINKS_MAX)
			take_link(&groups, node, hints->base);
	best = best_group(&groups);
	if (best)
		describe(best, &rules, lines);
	for (size_t i = 0; i < groups.n; i++) {
		free(groups.v[i].selector);
		free(groups.v[i].v);
	}
	free(groups.v);
	html_tree_free(tree);
	return best != NULL;
}
