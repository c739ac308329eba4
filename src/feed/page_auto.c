#include "feed/page_auto.h"
#include "base/array.h"
#include "feed/value.h"
#include "text/lang.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	HOLDERS_MAX = 4000,   /* elements that hold running text */
	SENTENCE_MIN = 20,    /* characters that make a block running text */
	TAGS_MAX = 30,
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

/* --- meta ------------------------------------------------------------------------------------- */

enum meta_kind {
	META_TITLE,
	META_PUBLISHED,
	META_UPDATED,
	META_AUTHOR,
	META_SOURCE,
	META_TAGS,
	METAS
};

/* The better of a kind stand first. */
static const struct {
	const char *name;
	enum meta_kind kind;
} metas[] = {
	{ "og:title", META_TITLE },
	{ "article:published_time", META_PUBLISHED }, { "og:published_time", META_PUBLISHED },
	{ "datepublished", META_PUBLISHED },          { "publishdate", META_PUBLISHED },
	{ "pubdate", META_PUBLISHED },                { "publish_time", META_PUBLISHED },
	{ "date", META_PUBLISHED },
	{ "article:modified_time", META_UPDATED },    { "datemodified", META_UPDATED },
	{ "author", META_AUTHOR },                    { "article:author", META_AUTHOR },
	{ "og:site_name", META_SOURCE },              { "source", META_SOURCE },
	{ "article:tag", META_TAGS },                 { "keywords", META_TAGS },
};

struct found {
	const char *value;
	size_t row;
};

static void read_meta(const struct html_node *n, struct found found[METAS], struct arena *arena)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	const char *content = html_node_attr(n, "content");

	for (size_t k = 0; content && content[0] && k < ARRAY_LENGTH(keys); k++) {
		const char *name = html_node_attr(n, keys[k]);
		for (size_t i = 0; name && i < ARRAY_LENGTH(metas); i++) {
			struct found *f = &found[metas[i].kind];
			if (ascii_compare_nocase(name, metas[i].name) || (f->value && f->row <= i))
				continue;
			f->value = value_line(arena, slice_of(content));
			f->row = i;
		}
	}
}

/* --- headline --------------------------------------------------------------------------------- */

static const char *text_of(const struct html_node *n, struct arena *arena)
{
	struct str text = STR_INIT;
	const char *line;

	html_node_text_apart(n, &text, ' ');
	line = value_line(arena, str_slice(&text));
	str_release(&text);
	return line;
}

/* <title> without the site's name behind it. */
static const char *cut_title(const char *title, struct arena *arena)
{
	static const char *const signs[] = { " - ", "_", " | ", "－", "——", " – ", " — " };
	size_t end = title ? strlen(title) : 0;

	for (size_t i = 0; title && i < ARRAY_LENGTH(signs); i++) {
		const char *p = strstr(title, signs[i]);
		if (p && (size_t)(p - title) >= 9 && (size_t)(p - title) < end)
			end = (size_t)(p - title);
	}
	return title ? value_line(arena, slice_make(title, end)) : NULL;
}

/* An h1 that is in <title>, else what the page tells others it is called, else the only h1. */
static const char *headline(const struct html_node *root, const char *title, const char *og_title,
                            struct arena *arena)
{
	const char *only = NULL;
	int n_h1 = 0;

	for (const struct html_node *n = root; n; n = html_node_after(n, root)) {
		const char *line;
		if (!n->name || strcmp(n->name, "h1") || !(line = text_of(n, arena)))
			continue;
		if (title && strstr(title, line))
			return line;
		only = line;
		n_h1++;
	}
	if (og_title)
		return title && n_h1 != 1 ? cut_title(og_title, arena) : og_title;
	return n_h1 == 1 ? only : cut_title(title, arena);
}

/* --- text ------------------------------------------------------------------------------------- */

/* Parts of pages that are not the article, by name and by the words of their class and id. */
static bool is_beside(const void *unused, const struct html_node *n)
{
	static const char *const names[] = { "nav",    "aside",  "footer", "form",
		                             "button", "select", "iframe", "header" };
	static const char *const words[] = { "comment",   "footer",   "sidebar",    "related",
		                             "recommend", "share",    "breadcrumb", "copyright",
		                             "advert",    "promo",    "subscribe",  "pagination",
		                             "toolbar",   "hot-list", "editor",     "tags" };
	const char *marks[2];

	if (!n->name)
		return false;
	if (page_is_noise(unused, n))
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (!strcmp(n->name, names[i]))
			return true;
	marks[0] = html_node_attr(n, "class");
	marks[1] = html_node_attr(n, "id");
	for (size_t k = 0; k < 2 && strcmp(n->name, "body"); k++)
		for (size_t i = 0; marks[k] && i < ARRAY_LENGTH(words); i++)
			if (strcasestr(marks[k], words[i]))
				return true;
	return false;
}

static size_t count(struct slice text)
{
	const char *p = text.data, *end = p + text.len;
	size_t n = 0;

	while (p < end) {
		uint32_t cp;
		p += utf8_decode(p, end, &cp);
		n += cp > ' ' && cp != 0x3000 && cp != 0xa0;
	}
	return n;
}

struct holder {
	const struct html_node *node;
	double score;
};

struct holders {
	struct holder *v;
	size_t n, cap;
};

static void add_score(struct holders *h, const struct html_node *node, double score)
{
	if (!node || !node->name || !node->name[0] || !strcmp(node->name, "html"))
		return;
	/* The same parent comes again and again: it is near the end. */
	for (size_t i = h->n; i > 0 && h->n - i < 64; i--) {
		if (h->v[i - 1].node == node) {
			h->v[i - 1].score += score;
			return;
		}
	}
	if (h->n < HOLDERS_MAX)
		ARRAY_PUSH(h->v, h->n, h->cap) = (struct holder){ node, score };
}

/* Characters of a block's own text, of its links, without those of blocks inside it. */
static void measure(const struct html_node *block, size_t *own, size_t *linked)
{
	const struct html_node *n = html_node_after(block, block);

	*own = *linked = 0;
	while (n) {
		if (!n->name) {
			*own += count(n->text);
		} else if (!strcmp(n->name, "a")) {
			struct str text = STR_INIT;
			html_node_text(n, &text);
			*linked += count(str_slice(&text));
			str_release(&text);
		} else if (html_is_block(n->name) || page_is_noise(NULL, n)) {
			n = html_node_past(n, block);
			continue;
		}
		n = html_node_after(n, block);
	}
}

static const struct html_node *best_holder(const struct html_node *root)
{
	struct holders h = { NULL, 0, 0 };
	const struct html_node *n = html_node_after(root, root), *best = NULL;
	double most = 0;

	while (n) {
		size_t own, linked;
		if (is_beside(NULL, n)) {
			n = html_node_past(n, root);
			continue;
		}
		if (n->name && html_is_block(n->name)) {
			measure(n, &own, &linked);
			if (own >= SENTENCE_MIN && linked * 2 < own) {
				bool paragraph = !strcmp(n->name, "p") || !strcmp(n->name, "li");
				add_score(&h, paragraph ? n->parent : n, (double)(own - linked));
				add_score(&h, paragraph ? n->parent->parent : n->parent,
				          (double)(own - linked) / 2);
			}
		}
		n = html_node_after(n, root);
	}
	for (size_t i = 0; i < h.n; i++) {
		if (h.v[i].score > most) {
			most = h.v[i].score;
			best = h.v[i].node;
		}
	}
	free(h.v);
	return best;
}

/* --- time ------------------------------------------------------------------------------------- */

/* <time datetime>, else the first short text that begins with a year of this century. */
static int64_t time_in(const struct html_node *root, const struct date_rules *dates)
{
	int64_t first = TIME_NONE;

	for (const struct html_node *n = root; n; n = html_node_after(n, root)) {
		struct slice text;
		if (n->name && !strcmp(n->name, "time") && html_node_attr(n, "datetime"))
			return date_parse(slice_of(html_node_attr(n, "datetime")), dates);
		text = n->name ? slice_make("", 0) : slice_trim(n->text);
		if (first == TIME_NONE && text.len >= 8 && text.len < 60 &&
		    slice_begins(text, "20") && ascii_is_digit((unsigned char)text.data[2]) &&
		    ascii_is_digit((unsigned char)text.data[3]))
			first = date_parse(text, dates);
	}
	return first;
}

/* Keywords are parted by commas of any width. */
static void read_tags(struct article *out, const char *keywords, struct arena *arena)
{
	static const char *const signs[] = { ",", "，", "、", ";" };
	const char *end;

	out->item.tags = arena_alloc(arena, TAGS_MAX * sizeof *out->item.tags);
	for (const char *p = keywords; *p && out->item.n_tags < TAGS_MAX; p = end) {
		const char *name;
		size_t sign = 0;
		for (end = p; *end && !sign; end += !sign)
			for (size_t i = 0; i < ARRAY_LENGTH(signs) && !sign; i++)
				if (!strncmp(end, signs[i], strlen(signs[i])))
					sign = strlen(signs[i]);
		name = value_line(arena, slice_make(p, (size_t)(end - p)));
		if (name)
			out->item.tags[out->item.n_tags++] = name;
		end += sign;
	}
}

/* Some put a number or an address where a name belongs, or a word before it. */
static const char *name_of(const char *value)
{
	static const char *const before[] = { "来源：", "来源:", "作者：", "作者:", "By ", "by " };

	if (!value || strstr(value, "://") || !value[strspn(value, "0123456789 ")])
		return NULL;
	for (size_t i = 0; i < ARRAY_LENGTH(before); i++)
		if (!strncmp(value, before[i], strlen(before[i])))
			return value + strlen(before[i]);
	return value;
}

void page_read_auto(const struct html_doc *doc, const struct date_rules *dates, struct arena *arena,
                    struct article *out)
{
	const struct html_node *root = html_tree_root(doc->tree), *holder;
	struct found found[METAS] = { { NULL, 0 } };
	struct str html = STR_INIT;

	for (const struct html_node *n = root; n; n = html_node_after(n, root))
		if (n->name && !strcmp(n->name, "meta"))
			read_meta(n, found, arena);
	out->item.title =
		headline(root, html_doc_title(doc, arena), found[META_TITLE].value, arena);
	out->item.author = name_of(found[META_AUTHOR].value);
	out->item.source = name_of(found[META_SOURCE].value);
	if (found[META_PUBLISHED].value)
		out->item.published = date_parse(slice_of(found[META_PUBLISHED].value), dates);
	if (out->item.published == TIME_NONE)
		out->item.published = time_in(root, dates);
	if (found[META_UPDATED].value)
		out->updated = date_parse(slice_of(found[META_UPDATED].value), dates);
	if (found[META_TAGS].value)
		read_tags(out, found[META_TAGS].value, arena);
	holder = best_holder(root);
	if (!holder)
		return;
	html_node_write(holder, false, &html, is_beside, NULL);
	out->body = value_markup(arena, doc->base, str_slice(&html));
	str_release(&html);
}
