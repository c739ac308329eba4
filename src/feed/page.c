#include "feed/page.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "feed/date.h"
#include "feed/decode.h"
#include "feed/htmldoc.h"
#include "feed/page_auto.h"
#include "feed/value.h"
#include "markup/entity.h"

#include <stdlib.h>
#include <string.h>

enum { RELATED_MAX = 200, TAGS_MAX = 50, FAILED_MAX = 200 };

/* One reading of a page. */
struct reading {
	struct html_doc doc;
	const struct html_node *root;
	const struct page_rule *rule;
	struct arena *arena;
	struct date_rules dates;
	struct err *err;
	bool ok;               /* false once a selector was wrong */
};

/* --- looking up ------------------------------------------------------------------------------- */

static bool compile(struct reading *r, struct select_expr *e, const char *text)
{
	if (select_expr_compile(e, text, r->err))
		return true;
	select_expr_release(e);
	return r->ok = false;
}

/* The nodes of the first alternative with any; *expr is left compiled for the caller. */
static bool find(struct reading *r, const struct html_node *in,
                 const struct text_list *alternatives, struct node_list *nodes,
                 struct select_expr *expr)
{
	for (size_t i = 0; i < alternatives->n; i++) {
		if (!compile(r, expr, alternatives->v[i]))
			return false;
		if (select_expr_all(expr, in, nodes))
			return true;
		select_expr_release(expr);
	}
	return false;
}

/* Call take() with each value of the first alternative that finds something, until it returns true.
 */
static void each_value(struct reading *r, const struct html_node *in,
                       const struct text_list *alternatives,
                       bool (*take)(void *opaque, struct slice value), void *opaque)
{
	struct node_list nodes = NODE_LIST_INIT;
	struct select_expr expr;

	if (find(r, in, alternatives, &nodes, &expr)) {
		for (size_t i = 0; i < nodes.n; i++) {
			struct str value = STR_INIT;
			bool enough = select_expr_value(&expr, nodes.v[i], &value) &&
			              take(opaque, str_slice(&value));
			str_release(&value);
			if (enough)
				break;
		}
		select_expr_release(&expr);
	}
	node_list_release(&nodes);
}

struct one_line {
	struct arena *arena;
	const char *line;
};

static bool take_line(void *opaque, struct slice value)
{
	struct one_line *one = opaque;

	one->line = value_line(one->arena, value);
	return one->line != NULL;
}

/* The first value that is not empty. */
static const char *line_of(struct reading *r, const struct html_node *in,
                           const struct text_list *alternatives)
{
	struct one_line one = { r->arena, NULL };

	each_value(r, in, alternatives, take_line, &one);
	return one.line;
}

struct one_time {
	struct reading *r;
	int64_t time;
};

static bool take_time(void *opaque, struct slice value)
{
	struct one_time *one = opaque;

	one->time = date_parse(value, &one->r->dates);
	return one->time != TIME_NONE;
}

/* The first value that is a date. */
static int64_t time_of(struct reading *r, const struct html_node *in,
                       const struct text_list *alternatives)
{
	struct one_time one = { r, TIME_NONE };

	each_value(r, in, alternatives, take_time, &one);
	return one.time;
}

struct names {
	struct arena *arena;
	const char *v[TAGS_MAX];
	size_t n;
};

/* A tag without a name is none. */
static bool take_name(void *opaque, struct slice value)
{
	struct names *names = opaque;
	const char *name = value_line(names->arena, value);

	for (size_t i = 0; name && i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return false;
	if (name)
		names->v[names->n++] = name;
	return names->n == TAGS_MAX;
}

static const char **names_of(struct reading *r, const struct html_node *in,
                             const struct text_list *alternatives, size_t *n)
{
	struct names names = { .arena = r->arena };
	const char **kept;

	each_value(r, in, alternatives, take_name, &names);
	*n = names.n;
	kept = arena_alloc(r->arena, (names.n + 1) * sizeof *kept);
	memcpy(kept, names.v, names.n * sizeof *kept);
	return kept;
}

/* --- body ------------------------------------------------------------------------------------- */

static bool is_inside(const struct html_node *node, const struct html_node *outer)
{
	while (node && node != outer)
		node = node->parent;
	return node != NULL;
}

static bool has_words(const struct html_node *node)
{
	struct str text = STR_INIT;
	bool any;

	html_node_text(node, &text);
	any = slice_trim(str_slice(&text)).len > 0;
	str_release(&text);
	return any;
}

/* One node gives its inside; several stand one after the other, whole. *found: there was one, be it
 * empty. */
static const char *body_of(struct reading *r, bool *found)
{
	struct node_list nodes = NODE_LIST_INIT;
	struct select_expr expr;
	struct str html = STR_INIT;
	const struct html_node *last = NULL;
	const char *body = NULL;
	bool words = false;

	for (size_t i = 0; i < r->rule->body.n && !words; i++) {
		struct text_list one = { &r->rule->body.v[i], 1 };
		nodes.n = 0;
		str_clear(&html);
		if (!find(r, r->root, &one, &nodes, &expr))
			continue;
		*found = true;
		for (size_t k = 0; k < nodes.n; k++) {
			if (last && is_inside(nodes.v[k], last))
				continue;
			last = nodes.v[k];
			words |= has_words(last);
			html_node_write(last, nodes.n > 1, &html, page_is_noise, NULL);
		}
		last = NULL;
		select_expr_release(&expr);
	}
	if (words)
		body = value_markup(r->arena, r->doc.base, str_slice(&html));
	node_list_release(&nodes);
	str_release(&html);
	return body;
}

/* Where a page without text sends its reader: a script's location, or a refresh. */
static const char *elsewhere(struct reading *r, struct slice html)
{
	static const char *const signs[] = { "location.href", "location.replace", "window.location",
		                             "location.assign", "0;url", "0; url", "0;URL" };
	const char *end = html.data + html.len;

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
		const char *p = slice_find(html, signs[i], strlen(signs[i]));
		size_t n = 0;
		if (!p)
			continue;
		for (p += strlen(signs[i]); p < end && strchr(" \t=('\"", *p); p++)
			;
		while (p + n < end && !strchr("'\" \t\r\n)>", p[n]))
			n++;
		if (n > 1 && (p[0] == '/' || slice_begins(slice_make(p, n), "http")))
			return value_url(r->arena, r->doc.base, slice_make(p, n));
	}
	return NULL;
}

static const char *reason(enum page_wall wall)
{
	switch (wall) {
	case WALL_LOGIN:
		return _("The page shows its text after a login only.");
	case WALL_SCRIPT:
		return _("The page builds its text by a script; a browser shows it.");
	case WALL_NONE:
		break;
	}
	return _("The text is on another page, or needs a login.");
}

/* A page with a headline alone says so where its text would be. */
static void body_instead(struct reading *r, struct slice html, enum page_wall wall,
                         struct article *out)
{
	const char *url = elsewhere(r, html);
	struct str text = STR_INIT;

	if (url && !url_is_web(url))
		url = NULL;
	out->missing = arena_strdup(r->arena, reason(url ? WALL_NONE : wall));
	str_printf(&text, "<p>%s</p>", out->missing);
	if (url) {
		str_add(&text, "<p><a href=\"");
		html_escape(&text, slice_of(url), true);
		str_add(&text, "\">");
		html_escape(&text, slice_of(url), false);
		str_add(&text, "</a></p>");
	}
	out->body = arena_strndup(r->arena, text.data, text.len);
	str_release(&text);
}

/* --- related ---------------------------------------------------------------------------------- */

static void read_related(struct reading *r, struct article *out)
{
	struct node_list nodes = NODE_LIST_INIT;
	struct select_expr expr;

	if (!find(r, r->root, &r->rule->related, &nodes, &expr)) {
		node_list_release(&nodes);
		return;
	}
	select_expr_release(&expr);
	out->related = arena_alloc(r->arena, (nodes.n < RELATED_MAX ? nodes.n : RELATED_MAX) *
	                                             sizeof *out->related);
	for (size_t i = 0; i < nodes.n && out->n_related < RELATED_MAX; i++) {
		struct related_item item = { .time = TIME_NONE };
		const char *link = line_of(r, nodes.v[i], &r->rule->related_link);
		item.title = line_of(r, nodes.v[i], &r->rule->related_title);
		if (!item.title)
			continue;
		item.link = link ? value_url(r->arena, r->doc.base, slice_of(link)) : NULL;
		item.time = time_of(r, nodes.v[i], &r->rule->related_time);
		item.tags = names_of(r, nodes.v[i], &r->rule->related_tags, &item.n_tags);
		out->related[out->n_related++] = item;
	}
	node_list_release(&nodes);
}

/* --- the page --------------------------------------------------------------------------------- */

/* "（责任编辑：陶一）" found behind its words: the bracket that opened before them closes here. */
static const char *without_bracket(struct arena *a, const char *line)
{
	struct slice s = slice_of(line);

	if (slice_ends(s, ")") && !slice_find(s, "(", 1))
		s.len--;
	else if (slice_ends(s, "）") && !slice_find(s, "（", 3))
		s.len -= 3;
	return value_line(a, s);
}

static const char *join(struct arena *a, const char *const *names, size_t n)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add_char(&text, ' ');
		str_add(&text, names[i]);
	}
	kept = value_line(a, str_slice(&text));
	str_release(&text);
	return kept;
}

/* The next page of the text; a link back to this one is none. */
static const char *next_of(struct reading *r, const char *url)
{
	const char *link = line_of(r, r->root, &r->rule->next);
	const char *next = link ? value_url(r->arena, r->doc.base, slice_of(link)) : NULL;

	return next && url_is_web(next) && !text_same(next, url) ? next : NULL;
}

/* What no selector of the rule asks for is found as on other pages. */
static void fill_from(const struct page_rule *rule, const struct article *found, struct article *out)
{
	if (!rule->title.n || (!out->item.title && !out->body))
		out->item.title = found->item.title;
	if (!rule->source.n)
		out->item.source = found->item.source;
	if (!rule->time.n)
		out->item.published = found->item.published;
	if (!rule->updated.n)
		out->updated = found->updated;
	if (!rule->author.n)
		out->item.author = found->item.author;
	if (!rule->editor.n)
		out->editor = found->editor;
	if (!rule->tags.n) {
		out->item.tags = found->item.tags;
		out->item.n_tags = found->item.n_tags;
	}
	if (!rule->related.n) {
		out->related = found->related;
		out->n_related = found->n_related;
	}
	if (!rule->next.n)
		out->next = found->next;
}

static enum page_wall read_by_rule(struct reading *r, struct article *out)
{
	const struct page_rule *rule = r->rule;
	struct article found = { .item = { .link = out->item.link } };
	enum page_wall wall;
	const char **authors;
	bool has_body = false;
	size_t n;

	out->item.title = line_of(r, r->root, &rule->title);
	out->item.source = line_of(r, r->root, &rule->source);
	out->item.published = time_of(r, r->root, &rule->time);
	out->updated = time_of(r, r->root, &rule->updated);
	authors = names_of(r, r->root, &rule->author, &n);
	out->item.author = join(r->arena, authors, n);
	out->editor = without_bracket(r->arena, line_of(r, r->root, &rule->editor));
	out->item.tags = names_of(r, r->root, &rule->tags, &out->item.n_tags);
	out->body = body_of(r, &has_body);
	read_related(r, out);
	out->next = next_of(r, out->item.link);
	if (!r->ok)
		return WALL_NONE;
	/* the site has another face now, or this page has: what all sites have in common is left */
	wall = page_read_auto(&r->doc, &r->dates, r->arena, &found);
	if (!has_body)
		out->body = found.body;
	fill_from(rule, &found, out);
	return wall;
}

static bool say_nothing_found(const struct page_rule *rule, struct err *err)
{
	struct str failed = STR_INIT;

	for (size_t i = 0; i < rule->title.n; i++)
		str_printf(&failed, "%stitle = %s", failed.len ? ", " : "", rule->title.v[i]);
	for (size_t i = 0; i < rule->body.n; i++)
		str_printf(&failed, "%sbody = %s", failed.len ? ", " : "", rule->body.v[i]);
	err_set(err, _("[page %s] finds neither headline nor text: nothing for %.*s"),
	        rule->pattern, (int)(failed.len < FAILED_MAX ? failed.len : FAILED_MAX),
	        failed.data);
	str_release(&failed);
	return false;
}

static const char *zone_of_page(const struct page_rule *rule)
{
	return rule && rule->timezone ? rule->timezone : NULL;
}

const char *page_own_address(struct slice bytes, const char *content_type, struct arena *arena)
{
	struct decoded decoded;
	struct html_doc doc;
	const char *address;

	decode_bytes(bytes, DECODE_HTML, content_type, NULL, &decoded);
	html_doc_init(&doc, decoded.text, NULL, arena);
	address = page_address(&doc, arena);
	html_doc_release(&doc);
	decoded_release(&decoded);
	return address;
}

bool page_read(struct slice bytes, const char *content_type, const char *url,
               const struct page_rule *rule, int64_t fetched, struct arena *arena,
               struct article *out, struct err *err)
{
	struct reading r = { .rule = rule, .arena = arena, .err = err, .ok = true };
	struct decoded decoded;
	const char *language;
	enum page_wall wall = WALL_NONE;

	memset(out, 0, sizeof *out);
	out->item.published = out->updated = TIME_NONE;
	out->item.link = arena_strdup(arena, url);
	out->item.fetched = fetched;
	decode_bytes(bytes, DECODE_HTML, content_type, NULL, &decoded);
	html_doc_init(&r.doc, decoded.text, url, arena);
	out->base = r.doc.base ? arena_strdup(arena, r.doc.base) : NULL; /* it outlives the answer */
	language = page_language(&r.doc, arena);
	out->item.language = language;
	r.dates = date_rules_make(fetched, zone_of_page(rule), language);
	r.root = html_tree_root(r.doc.tree);
	if (rule) {
		r.ok = html_doc_remove(&r.doc, &rule->remove, err);
		r.root = html_tree_root(r.doc.tree);
	}
	if (r.ok && rule)
		wall = read_by_rule(&r, out);
	else if (r.ok)
		wall = page_read_auto(&r.doc, &r.dates, arena, out);
	if (r.ok && !out->body && (out->item.title || wall != WALL_NONE))
		body_instead(&r, decoded.text, wall, out);
	html_doc_release(&r.doc);
	decoded_release(&decoded);
	if (!r.ok)
		return false;
	out->item.has_body = out->body != NULL;
	if (out->item.title || out->body)
		return true;
	return rule ? say_nothing_found(rule, err)
	            : err_set(err, _("the page has neither a headline nor text that can be found"));
}
