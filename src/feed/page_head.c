/* <head>: meta elements and JSON-LD; and the headline, which it knows best. */
#include "base/array.h"
#include "feed/page_facts.h"
#include "feed/value.h"
#include "text/fold.h"

#include <string.h>

enum { SAID_MAX = 1200 }; /* bytes of a title that can be one */

/* The better of a kind stand first. */
static const struct {
	const char *name;
	enum page_meta_kind kind;
} metas[] = {
	{ "og:title", META_TITLE },
	{ "twitter:title", META_TITLE },
	{ "articletitle", META_TITLE },
	{ "article:published_time", META_PUBLISHED }, { "og:published_time", META_PUBLISHED },
	{ "og:release_date", META_PUBLISHED },
	{ "datepublished", META_PUBLISHED },          { "publishdate", META_PUBLISHED },
	{ "pubdate", META_PUBLISHED },                { "publish_time", META_PUBLISHED },
	{ "weibo: article:create_at", META_PUBLISHED },
	{ "apub:time", META_PUBLISHED },              { "firstpublished", META_PUBLISHED },
	{ "parsely-pub-date", META_PUBLISHED },       { "sailthru.date", META_PUBLISHED },
	{ "dc.date", META_PUBLISHED },                { "dc.date.issued", META_PUBLISHED },
	{ "date", META_PUBLISHED },
	{ "article:modified_time", META_UPDATED },    { "og:updated_time", META_UPDATED },
	{ "datemodified", META_UPDATED },
	{ "author", META_AUTHOR },                    { "article:author", META_AUTHOR },
	{ "og:article:author", META_AUTHOR },         { "byl", META_AUTHOR },
	{ "mediaid", META_SOURCE },                   { "source", META_SOURCE },
	{ "contentsource", META_SOURCE },             { "og:site_name", META_SITE },
	{ "application-name", META_SITE },
	{ "news_keywords", META_KEYWORDS },           { "keywords", META_KEYWORDS },
	{ "og:url", META_ADDRESS },
};

struct rows {
	size_t v[METAS];
};

static void read_meta(const struct html_node *n, struct page_head *head, struct rows *rows,
                      struct arena *arena)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	const char *content = html_node_attr(n, "content");

	for (size_t k = 0; content && content[0] && k < ARRAY_LENGTH(keys); k++) {
		const char *name = html_node_attr(n, keys[k]);

		if (name && !strcmp(name, "article:tag") && head->n_tags < JSON_LD_TAGS)
			if ((head->tags[head->n_tags] = value_line(arena, slice_of(content))))
				head->n_tags++;
		for (size_t i = 0; name && i < ARRAY_LENGTH(metas); i++) {
			enum page_meta_kind kind = metas[i].kind;

			if (ascii_compare_nocase(name, metas[i].name) ||
			    (head->meta[kind] && rows->v[kind] <= i))
				continue;
			head->meta[kind] = value_line(arena, slice_of(content));
			rows->v[kind] = i;
		}
	}
}

void page_head_read(struct page_head *head, const struct html_doc *doc, struct arena *arena)
{
	const struct html_node *root = html_tree_root(doc->tree);
	struct rows rows = { { 0 } };

	memset(head, 0, sizeof *head);
	head->title = html_doc_title(doc, arena);
	for (const struct html_node *n = root; n; n = html_node_after(n, root)) {
		const char *type = n->name && !strcmp(n->name, "script") ? html_node_attr(n, "type") : NULL;

		if (n->name && !strcmp(n->name, "meta"))
			read_meta(n, head, &rows, arena);
		else if (n->name && !strcmp(n->name, "link") && !head->meta[META_ADDRESS] &&
		         html_node_attr(n, "rel") && html_node_attr(n, "href") &&
		         !ascii_compare_nocase(html_node_attr(n, "rel"), "canonical"))
			head->meta[META_ADDRESS] = value_line(arena, slice_of(html_node_attr(n, "href")));
		else if (type && strcasestr(type, "ld+json") && n->first && !n->first->name)
			json_ld_read(n->first->text, &head->ld, arena);
	}
}

/* --- headline -------------------------------------------------------------------------------------- */

static const char *const parters[] = { " - ", "_", " | ", "|", "－", "——", " – ", " — ", " :: ",
	                               "丨", "｜", "-", " « ", " : " };

/* <title> without the site's name: the part in front, unless another one is twice as long. */
static const char *cut_title(const char *title, struct arena *arena)
{
	for (size_t i = 0; title && strlen(title) <= SAID_MAX && i < ARRAY_LENGTH(parters); i++) {
		const char *p = strstr(title, parters[i]), *last = p, *next;
		struct slice front, back;

		if (!p)
			continue;
		while ((next = strstr(last + strlen(parters[i]), parters[i])))
			last = next;
		front = slice_make(title, (size_t)(p - title));
		back = slice_of(last + strlen(parters[i]));
		/* “A-B” is a word: a bare hyphen parts only what is long before it */
		if (!strcmp(parters[i], "-") && page_weight(front) < 24)
			continue;
		if (page_weight(front) >= 9 && page_weight(front) * 2 >= page_weight(back))
			return value_line(arena, front);
		if (page_weight(back) >= 9 && page_weight(back) > page_weight(front) * 2)
			return value_line(arena, back);
	}
	return title;
}

/* How much of a folded text a line says, if one holds the other. */
static size_t shared(struct slice folded, struct slice line)
{
	struct str own = STR_INIT;
	size_t n = 0;

	text_fold_title(&own, line);
	if (own.len >= 6 && folded.len && own.len <= folded.len &&
	    slice_find(folded, own.data, own.len))
		n = own.len;
	str_release(&own);
	return n;
}

/* The line that says most of what <title> and og:title say. */
static size_t best_line(const struct page_head *head, const struct page_map *m)
{
	const char *said[] = { head->meta[META_TITLE], head->title, head->ld.headline };
	size_t best = SIZE_MAX, most = 0;

	for (size_t k = 0; k < ARRAY_LENGTH(said); k++) {
		struct str folded = STR_INIT;

		/* what is longer is no headline, and costs as much for every line */
		if (said[k] && strlen(said[k]) <= SAID_MAX)
			text_fold_title(&folded, slice_of(said[k]));
		for (size_t i = 0; folded.len && i < m->n_lines && i < 3000; i++) {
			const struct page_line *l = &m->lines[i];
			bool heading = l->flags & PART_HEADING;
			size_t n;

			if (l->flags & PART_CODE || (l->flags & PART_LINK && !heading) || l->weight > 450)
				continue;
			n = shared(str_slice(&folded), page_line_text(m, l));
			/* a crumb or a site's name is part of <title> too, but not most of it */
			if (n * 3 < folded.len && !heading)
				continue;
			if (n * 2 + heading > most && n * 4 >= folded.len) {
				most = n * 2 + heading;
				best = i;
			}
		}
		str_release(&folded);
	}
	return best;
}

static const char *only_h1(const struct page_map *m, struct arena *arena)
{
	const char *only = NULL;
	int n = 0;

	for (size_t i = 0; i < m->n_lines; i++) {
		const char *name = m->parts[m->lines[i].block].node->name;

		if (strcmp(name, "h1") || m->lines[i].flags & PART_LINK)
			continue;
		n++;
		only = value_line(arena, page_line_text(m, &m->lines[i]));
	}
	return n == 1 ? only : NULL;
}

const char *page_headline(const struct page_head *head, const struct page_map *m, struct arena *arena)
{
	size_t line = best_line(head, m);
	const char *title, *cut;

	if (line != SIZE_MAX)
		return value_line(arena, page_line_text(m, &m->lines[line]));
	cut = cut_title(head->meta[META_TITLE] ? head->meta[META_TITLE] : head->title, arena);
	if ((title = only_h1(m, arena)))
		/* a label may stand behind the headline, in its element */
		return cut && page_weight(slice_of(cut)) >= 12 && slice_begins(slice_of(title), cut) ? cut
		                                                                                     : title;
	if (head->ld.headline)
		return value_line(arena, slice_of(head->ld.headline));
	return cut;
}
