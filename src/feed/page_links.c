/* Where a page leads: related articles, and its own next page. */
#include "base/array.h"
#include "base/url.h"
#include "feed/page_facts.h"
#include "feed/page_words.h"
#include "feed/value.h"

#include <string.h>
#include <stdlib.h>

enum {
	RELATED_MAX = 50,
	RELATED_WEIGHT = 12, /* of a headline, at least */
	BOX_LINES = 600,     /* a larger box is not one of related articles */
};

/* --- related --------------------------------------------------------------------------------------- */

struct finding {
	const struct page_map *m;
	const struct date_rules *dates;
	const char *base;
	struct arena *arena;
	struct article *out;
};

static const struct html_node *link_of(const struct page_map *m, const struct page_line *l)
{
	for (uint32_t i = l->first; i <= l->last; i++)
		for (uint32_t k = i; k && m->parts[k].flags & PART_LINK; k = m->parts[k].parent)
			if (m->parts[k].node->name && !strcmp(m->parts[k].node->name, "a"))
				return m->parts[k].node;
	return NULL;
}

static void add_related(struct finding *f, const struct page_line *l)
{
	const struct html_node *a = link_of(f->m, l);
	const char *link = a ? value_url(f->arena, f->base, slice_of(html_node_attr(a, "href"))) : NULL;
	const char *title = value_line(f->arena, page_line_text(f->m, l));
	struct article *out = f->out;

	if (!title || !link || (!url_is_web(link) && strstr(link, ":")) || out->n_related >= RELATED_MAX ||
	    (out->item.link && !strcmp(link, out->item.link)))
		return;
	for (size_t i = 0; i < out->n_related; i++)
		if (!strcmp(out->related[i].link, link) || !strcmp(out->related[i].title, title))
			return;
	if (!out->related)
		out->related = arena_alloc(f->arena, RELATED_MAX * sizeof *out->related);
	out->related[out->n_related++] = (struct related_item){ .title = title, .link = link,
		                                                .time = TIME_NONE };
}

/* Headlines that are links, each with the date behind it. */
static void related_in(struct finding *f, size_t from, size_t to)
{
	size_t had = f->out->n_related;

	for (size_t i = from; i < to; i++) {
		const struct page_line *l = &f->m->lines[i];

		if (i > from && (l->kind == LINE_OVER || l->kind == LINE_RELATED) && f->out->n_related > had)
			break;
		if (l->linked * 4 >= l->weight * 3 && l->weight >= RELATED_WEIGHT && l->kind == LINE_TEXT)
			add_related(f, l);
		else if (f->out->n_related > had && l->weight < 60 && !l->running &&
		         f->out->related[f->out->n_related - 1].time == TIME_NONE)
			f->out->related[f->out->n_related - 1].time =
				date_parse_listed(page_line_text(f->m, l), f->dates);
	}
}

/* The smallest block round a heading that has links beside it. */
static void related_behind(struct finding *f, size_t line)
{
	const struct page_map *m = f->m;
	uint32_t box = m->lines[line].block;

	for (int steps = 0; box && steps < 6; steps++) {
		size_t from, to, links = 0;

		page_lines_of(m, box, &from, &to);
		for (size_t i = line + 1; i < to && i < line + BOX_LINES; i++)
			links += m->lines[i].linked * 4 >= m->lines[i].weight * 3;
		if (links) {
			related_in(f, line + 1, to < line + BOX_LINES ? to : line + BOX_LINES);
			return;
		}
		box = m->parts[m->parts[box].parent].block;
	}
}

void page_related(const struct page_map *m, const struct date_rules *dates, const char *base,
                  struct arena *arena, struct article *out)
{
	struct finding f = { m, dates, base, arena, out };
	int headings = 0;

	for (size_t i = 0; i < m->n_lines && headings < 8 && out->n_related < RELATED_MAX; i++)
		if (m->lines[i].kind == LINE_RELATED && m->lines[i].weight <= 60) {
			related_behind(&f, i);
			headings++;
		}
	for (uint32_t i = 1; i < m->n_parts && !out->n_related; i++) {
		const struct html_node *n = m->parts[i].node;
		size_t from, to;

		if (!n->name || m->parts[i].block != i || page_name_of(n) != NAME_RELATED)
			continue;
		page_lines_of(m, i, &from, &to);
		if (to - from <= BOX_LINES)
			related_in(&f, from, to);
	}
}

/* --- the next page --------------------------------------------------------------------------------- */

/* An address without the number of its page: news_2.html, news-2.html, news/2, ?page=2, ?p=2. */
struct stem {
	struct str text;
	long number;  /* 1 when it has none */
};

static bool is_page_word(struct slice name)
{
	static const char *const words[] = { "page", "p", "pg", "pageno", "pagenum", "paged", "pn", "no" };

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (slice_is_nocase(name, words[i]))
			return true;
	return false;
}

static void add_query(struct stem *s, struct slice query)
{
	while (query.len) {
		struct slice pair = slice_next(&query, '&'), value = pair;
		struct slice name = slice_next(&value, '=');

		if (is_page_word(name) && value.len && value.len < 4 &&
		    ascii_is_digit((unsigned char)value.data[0])) {
			s->number = strtol(value.data, NULL, 10);
			continue;
		}
		str_add_char(&s->text, '&');
		str_add_slice(&s->text, pair);
	}
}

/* Cut _2, -2, /2 or /page/2 off the end of a path without its ending. */
static struct slice cut_number(struct slice path, long *number)
{
	size_t n = path.len, digits;

	while (n && ascii_is_digit((unsigned char)path.data[n - 1]))
		n--;
	digits = path.len - n;
	if (!digits || digits > 2 || !n || !strchr("_-/", path.data[n - 1]))
		return path;
	*number = strtol(path.data + n, NULL, 10);
	path.len = n - 1;
	if (slice_ends(path, "/page"))
		path.len -= strlen("/page");
	return path;
}

static void stem_of(struct stem *s, const char *address)
{
	struct url u = url_split(slice_of(address));
	struct slice path = u.path;

	str_init(&s->text);
	s->number = 1;
	while (path.len > 1 && path.data[path.len - 1] == '/')
		path.len--;
	for (size_t i = path.len; i-- > 0 && path.len - i < 8 && path.data[i] != '/';)
		if (path.data[i] == '.') {
			path.len = i;
			break;
		}
	path = cut_number(path, &s->number);
	/* index.html and its folder are one */
	if (slice_ends(path, "/index"))
		path.len -= strlen("/index");
	str_add_slice(&s->text, path);
	add_query(s, u.query);
}

static bool same_host(const char *a, const char *b)
{
	struct slice x = url_split(slice_of(a)).host, y = url_split(slice_of(b)).host;

	return x.len == y.len && !strncasecmp(x.data, y.data, x.len);
}

/* Is it the page behind this one, by its address? */
static bool follows(const char *next, const char *url)
{
	struct stem a, b;
	bool yes;

	stem_of(&a, next);
	stem_of(&b, url);
	yes = slice_equal(str_slice(&a.text), str_slice(&b.text)) && a.number == b.number + 1;
	str_release(&a.text);
	str_release(&b.text);
	return yes;
}

/* A link is the next page when its address says so; when it is called 下一页 and the address is like
 * this one's; rel=next alone is the next article on many a blog. */
static const char *next_of_link(const struct html_node *n, const char *base, const char *url,
                                struct arena *arena)
{
	const char *href = html_node_attr(n, "href"), *rel = html_node_attr(n, "rel"), *next;
	struct str text = STR_INIT;
	struct slice name;
	bool word, number, han;

	if (!href || !href[0] || href[0] == '#' || !strncasecmp(href, "javascript:", 11))
		return NULL;
	next = value_url(arena, base, slice_of(href));
	if (!next || (strstr(next, "://") && url[0] && !same_host(next, url)) || text_same(next, url))
		return NULL;
	html_node_text(n, &text);
	name = slice_trim(str_slice(&text));
	word = page_is_next_word(name);
	han = name.len && (unsigned char)name.data[0] >= 0x80;
	number = name.len && (ascii_is_digit((unsigned char)name.data[0]) || name.data[0] == '[' || han);
	str_release(&text);
	if (follows(next, url) && (word || number || (rel && !strcmp(rel, "next"))))
		return next;
	/* "next" is a word for many things, 下一页 for one */
	return word && han ? next : NULL;
}

const char *page_next(const struct html_doc *doc, const struct page_map *m, const char *url,
                      struct arena *arena)
{
	const struct html_node *root = html_tree_root(doc->tree);
	int looked_at = 0;

	(void)m;
	for (const struct html_node *n = root; n && looked_at < 20000; n = html_node_after(n, root)) {
		const char *next;

		if (!n->name || (strcmp(n->name, "a") && strcmp(n->name, "link")))
			continue;
		if (!strcmp(n->name, "link") && (!html_node_attr(n, "rel") ||
		                                 ascii_compare_nocase(html_node_attr(n, "rel"), "next")))
			continue;
		looked_at++;
		next = next_of_link(n, doc->base, url ? url : "", arena);
		if (next)
			return next;
	}
	return NULL;
}
