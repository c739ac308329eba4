#include "feed/page_auto.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/page_facts.h"
#include "feed/page_text.h"
#include "feed/value.h"
#include "markup/entity.h"
#include "text/lang.h"

#include <string.h>

enum {
	LD_BODY_LEAST = 150,  /* weight of an articleBody that is a text */
	BARE_MOST = 450,      /* weight of a page that shows next to nothing */
};

bool page_is_noise(const void *unused, const struct html_node *node)
{
	static const char *const names[] = { "script",   "style", "template",
		                             "noscript", "link",  "meta" };

	(void)unused;
	for (size_t i = 0; node->name && i < ARRAY_LENGTH(names); i++)
		if (!strcmp(node->name, names[i]))
			return true;
	return false;
}

const char *page_language(const struct html_doc *doc, struct arena *arena)
{
	const struct html_node *root = html_tree_root(doc->tree);
	const char *title = html_doc_title(doc, arena);
	enum lang lang = title ? lang_detect(slice_of(title)) : LANG_UNKNOWN;

	/* Many a Chinese page says lang="en": its headline knows better. */
	if (lang != LANG_UNKNOWN && lang != LANG_OTHER)
		return lang_tag(lang);
	for (const struct html_node *n = html_node_child(root); n; n = html_node_sibling(n)) {
		const char *tag = !strcmp(n->name, "html") ? html_node_attr(n, "lang") : NULL;
		if (tag && tag[0])
			return value_line(arena, slice_of(tag));
	}
	return lang == LANG_OTHER ? lang_tag(lang) : NULL;
}

/* <meta name="mobile-agent" content="format=html5;url=https://m.site/…">: the page's own address has
 * www there. */
static const char *address_of_twin(const struct html_node *n, struct arena *arena)
{
	const char *content = html_node_attr(n, "content");
	const char *url = content ? strstr(content, "url=") : NULL;
	struct url u;

	if (!url || !url_is_web(url + 4))
		return NULL;
	u = url_split(slice_of(url + 4));
	if (!slice_begins(u.host, "m."))
		return arena_strdup(arena, url + 4);
	return arena_printf(arena, "%.*s://www.%s", (int)u.scheme.len, u.scheme.data, u.host.data + 2);
}

const char *page_address(const struct html_doc *doc, struct arena *arena)
{
	const struct html_node *root = html_tree_root(doc->tree);
	struct page_head head;

	page_head_read(&head, doc, arena);
	if (head.meta[META_ADDRESS] && url_is_web(head.meta[META_ADDRESS]))
		return head.meta[META_ADDRESS];
	for (const struct html_node *n = root; n; n = html_node_after(n, root)) {
		const char *name = n->name && !strcmp(n->name, "meta") ? html_node_attr(n, "name") : NULL;

		if (name && !strcmp(name, "mobile-agent"))
			return address_of_twin(n, arena);
	}
	return NULL;
}

/* Plain text with newlines → paragraphs. */
static const char *body_of_text(const char *text, struct arena *arena)
{
	struct slice rest = slice_of(text);
	struct str html = STR_INIT;
	const char *body;

	while (rest.len) {
		struct slice line = slice_trim(slice_next(&rest, '\n'));

		if (!line.len)
			continue;
		str_add(&html, "<p>");
		html_escape(&html, line, false);
		str_add(&html, "</p>");
	}
	body = value_markup(arena, NULL, str_slice(&html));
	str_release(&html);
	return body;
}

/* --- a page that does not show its text ------------------------------------------------------------ */

static bool is_password(const struct html_node *n)
{
	const char *type = !strcmp(n->name, "input") ? html_node_attr(n, "type") : NULL;

	return type && !ascii_compare_nocase(type, "password");
}

static enum page_wall find_wall(const struct html_doc *doc, const struct page_map *m)
{
	const struct html_node *root = html_tree_root(doc->tree);
	enum page_wall wall = WALL_NONE;
	uint32_t weight = 0;
	bool script = false;

	for (size_t i = 0; i < m->n_lines && wall == WALL_NONE; i++) {
		wall = page_wall(page_line_text(m, &m->lines[i]));
		weight += m->lines[i].weight;
	}
	for (const struct html_node *n = root; n && wall == WALL_NONE; n = html_node_after(n, root)) {
		struct str text = STR_INIT;

		if (!n->name)
			continue;
		if (is_password(n))
			wall = WALL_LOGIN;
		script |= !strcmp(n->name, "script");
		if (!strcmp(n->name, "noscript"))
			html_node_text(n, &text);
		if (text.len && page_wall(str_slice(&text)) == WALL_SCRIPT)
			wall = WALL_SCRIPT;
		str_release(&text);
	}
	return wall == WALL_NONE && script && weight < BARE_MOST ? WALL_SCRIPT : wall;
}

enum page_wall page_read_auto(const struct html_doc *doc, const struct date_rules *dates,
                              struct arena *arena, struct article *out)
{
	enum page_wall wall = WALL_NONE;
	struct page_head head;
	struct page_map map;

	page_head_read(&head, doc, arena);
	page_map_init(&map, html_tree_root(doc->tree));
	out->item.title = page_headline(&head, &map, arena);
	page_map_find_headline(&map, out->item.title);
	page_map_mark(&map);
	page_facts(&head, &map, dates, arena, out);
	out->body = page_text(&map, out->item.title, doc->base, arena);
	/* a page that a script builds often says its text to search engines all the same */
	if (!out->body && head.ld.body && page_weight(slice_of(head.ld.body)) >= LD_BODY_LEAST)
		out->body = body_of_text(head.ld.body, arena);
	page_related(&map, dates, doc->base, arena, out);
	out->next = page_next(doc, &map, out->item.link, arena);
	if (!out->body)
		wall = find_wall(doc, &map);
	page_map_release(&map);
	return wall;
}
