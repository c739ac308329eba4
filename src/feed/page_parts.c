#include "feed/page_parts.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

struct page_parts {
	struct arena arena;
	struct article article;
	struct str body;
	char *urls[2 * PAGE_PARTS_MAX]; /* canonical: asked for, and found at */
	size_t n_urls, n_pages;
	uint64_t bodies[PAGE_PARTS_MAX];
	bool stopped;
};

static bool is_known(const struct page_parts *parts, const char *url)
{
	char *canonical = url_canonical(url, NULL, 0);
	bool known = false;

	for (size_t i = 0; i < parts->n_urls && !known; i++)
		known = !strcmp(parts->urls[i], canonical);
	free(canonical);
	return known;
}

static void know(struct page_parts *parts, const char *url)
{
	if (url && parts->n_urls < sizeof parts->urls / sizeof *parts->urls && !is_known(parts, url))
		parts->urls[parts->n_urls++] = url_canonical(url, NULL, 0);
}

/* The text that stands behind another address than it did before is no new page. */
static bool is_new_text(struct page_parts *parts, const char *body)
{
	uint64_t hash = hash_bytes(HASH_START, body, strlen(body));

	for (size_t i = 0; i < parts->n_pages && i < PAGE_PARTS_MAX; i++)
		if (parts->bodies[i] == hash)
			return false;
	if (parts->n_pages < PAGE_PARTS_MAX)
		parts->bodies[parts->n_pages] = hash;
	return true;
}

struct page_parts *page_parts_new(struct arena *arena, const struct article *first, const char *url)
{
	struct page_parts *parts = xcalloc(1, sizeof *parts);

	parts->arena = *arena;
	arena_init(arena);
	parts->article = *first;
	str_init_limit(&parts->body, PAGE_PARTS_BYTES);
	know(parts, url);
	if (first->body && is_new_text(parts, first->body))
		str_add(&parts->body, first->body);
	parts->n_pages = 1;
	return parts;
}

void page_parts_free(struct page_parts *parts)
{
	if (!parts)
		return;
	for (size_t i = 0; i < parts->n_urls; i++)
		free(parts->urls[i]);
	str_release(&parts->body);
	arena_release(&parts->arena);
	free(parts);
}

static bool same_host(const char *a, const char *b)
{
	struct slice x = url_split(slice_of(a)).host, y = url_split(slice_of(b)).host;

	return x.len == y.len && x.len && !strncasecmp(x.data, y.data, x.len);
}

const char *page_parts_next(const struct page_parts *parts)
{
	const char *next = parts->article.next;

	if (!next || !url_is_web(next) || parts->stopped || parts->n_pages >= PAGE_PARTS_MAX ||
	    parts->body.cut || !parts->n_urls || !same_host(next, parts->urls[0]) ||
	    is_known(parts, next))
		return NULL;
	return next;
}

static void fill(struct page_parts *parts, const char **field, const char *value)
{
	if (!*field && value)
		*field = arena_strdup(&parts->arena, value);
}

/* What a later page says and the first did not. */
static void fill_facts(struct page_parts *parts, const struct article *page)
{
	struct article *a = &parts->article;

	fill(parts, &a->item.source, page->item.source);
	fill(parts, &a->item.author, page->item.author);
	fill(parts, &a->editor, page->editor);
	if (a->item.published == TIME_NONE)
		a->item.published = page->item.published;
	if (a->updated == TIME_NONE)
		a->updated = page->updated;
	if (a->n_related || !page->n_related)
		return;
	a->related = arena_alloc(&parts->arena, page->n_related * sizeof *a->related);
	for (size_t i = 0; i < page->n_related; i++)
		a->related[i] = (struct related_item){
			.title = arena_strdup(&parts->arena, page->related[i].title),
			.link = arena_strdup(&parts->arena, page->related[i].link),
			.time = page->related[i].time,
		};
	a->n_related = page->n_related;
}

void page_parts_add(struct page_parts *parts, const struct article *page, const char *url)
{
	know(parts, parts->article.next);
	know(parts, url);
	if (!page->body || !is_new_text(parts, page->body)) {
		parts->stopped = true;
		parts->article.next = NULL;
		return;
	}
	str_add(&parts->body, "\n");
	str_add(&parts->body, page->body);
	parts->n_pages++;
	fill_facts(parts, page);
	parts->article.next = page->next ? arena_strdup(&parts->arena, page->next) : NULL;
	if (parts->article.next && is_known(parts, parts->article.next))
		parts->article.next = NULL;
}

void page_parts_stop(struct page_parts *parts)
{
	parts->stopped = true;
}

const struct article *page_parts_article(struct page_parts *parts)
{
	if (parts->n_pages > 1)
		parts->article.body = arena_strndup(&parts->arena, parts->body.data, parts->body.len);
	return &parts->article;
}
