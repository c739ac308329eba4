/*
 * One article: its document, its own page from the net, the place in it.
 */
#include "reader/private.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "reader/edition.h"
#include "reader/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *reader_fill_keys(struct reader *r, const char *text, struct arena *a)
{
	struct str filled = STR_INIT;
	const char *copy;

	if (!text)
		return NULL;
	edition_fill_keys(&filled, text, r->key_of);
	copy = arena_strndup(a, filled.data, filled.len);
	str_release(&filled);
	return copy;
}

/* Whether the article's own page should be fetched: it can be read, the source does not forbid it, and
 * it has not been read yet. */
static bool wants_page(const struct reader *r, const struct article *a)
{
	const struct source *s = reader_source(r, a->item.source_id);

	if (a->has_page || !a->item.link || !url_is_web(a->item.link))
		return false;
	if (s && s->fulltext != FULLTEXT_AUTO)
		return s->fulltext != FULLTEXT_OFF;
	return config_page_rule(r->config, a->item.link) != NULL;
}

struct page *reader_page(struct reader *r, int64_t id, struct err *err)
{
	struct page *p = xcalloc(1, sizeof *p);

	arena_init(&p->arena);
	if (!store_article(r->store, id, &p->arena, &p->article, err)) {
		reader_check_store(r, NULL);
		reader_page_free(p);
		return NULL;
	}
	reader_apply_pending(r, &p->article.item);
	if (p->article.item.source_id == r->builtin_id) {
		p->article.body = reader_fill_keys(r, p->article.body, &p->arena);
		p->article.item.summary = reader_fill_keys(r, p->article.item.summary, &p->arena);
	}
	p->changed = store_last_change(r->store, id);
	p->wants_page = r->worker && wants_page(r, &p->article);
	page_build(p, &p->article, clock_now());
	if (r->worker) /* the screen's: what is printed ends with the article */
		reader_add_further(r, p);
	return p;
}

struct page *reader_page_of_feed(struct reader *r, int64_t id, struct err *err)
{
	struct page *p = reader_page(r, id, err);

	if (!p || !p->article.body_is_page)
		return p;
	p->article.body = store_feed_body(r->store, id, &p->arena);
	p->article.body_is_text = p->article.body_is_page = false;
	p->article.base = p->article.item.link;
	doc_free(p->doc);
	page_build(p, &p->article, clock_now());
	return p;
}

/* The one that was read last, else the last one: what the reader knows. */
static const struct item_version *version_to_compare(const struct item_version *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].was_read)
			return &v[i];
	return n ? &v[0] : NULL;
}

struct page *reader_page_changes(struct reader *r, int64_t id, struct err *err)
{
	struct page *p = xcalloc(1, sizeof *p);
	struct str before = STR_INIT, after = STR_INIT;
	const struct item_version *since;
	struct item_version *versions;
	const char *body;
	size_t n;

	arena_init(&p->arena);
	if (!store_article(r->store, id, &p->arena, &p->article, err)) {
		reader_page_free(p);
		return NULL;
	}
	n = store_versions(r->store, id, &p->arena, &versions);
	since = version_to_compare(versions, n);
	if (!since) {
		err_set(err, _("this article has not been changed since it came"));
		reader_page_free(p);
		return NULL;
	}
	/* Versions are the feed's: compare like with like. */
	body = p->article.has_page ? store_feed_body(r->store, id, &p->arena) : p->article.body;
	html_plain(&before, since->body ? since->body : "");
	html_plain(&after, body ? body : "");
	str_add(&before, "\n"); /* the last paragraph ends as the others do */
	str_add(&after, "\n");
	p->changed = since->replaced;
	page_build_changes(p, &p->article, since, str_slice(&before), str_slice(&after), clock_now());
	str_release(&before);
	str_release(&after);
	return p;
}

struct page *reader_page_wait(struct reader *r, int64_t id, struct err *err)
{
	struct page *p = reader_page(r, id, err), *whole;

	if (!p || !wants_page(r, &p->article) || !reader_run(r, ORDER_PAGE, &id, 1, err))
		return p;
	whole = reader_page(r, id, err);
	reader_page_free(p);
	return whole;
}

void reader_page_free(struct page *p)
{
	if (!p)
		return;
	doc_free(p->doc);
	arena_release(&p->arena);
	free(p);
}

void reader_fetch_page_again(struct reader *r, int64_t id)
{
	if (reader_page_is_coming(r, id))
		return;
	ARRAY_PUSH(r->coming_pages, r->n_coming_pages, r->cap_coming_pages) = id;
	reader_post(r, message_with_ids(ORDER_PAGE, &id, 1));
}

void reader_fetch_page(struct reader *r, int64_t id)
{
	for (size_t i = 0; i < r->n_wanted_pages; i++)
		if (r->wanted_pages[i] == id)
			return;
	ARRAY_PUSH(r->wanted_pages, r->n_wanted_pages, r->cap_wanted_pages) = id;
	reader_fetch_page_again(r, id);
}

bool reader_page_is_coming(const struct reader *r, int64_t id)
{
	for (size_t i = 0; i < r->n_coming_pages; i++)
		if (r->coming_pages[i] == id)
			return true;
	return false;
}

void reader_page_came(struct reader *r, int64_t id)
{
	for (size_t i = 0; i < r->n_coming_pages; i++)
		if (r->coming_pages[i] == id)
			r->coming_pages[i--] = r->coming_pages[--r->n_coming_pages];
}

/* Below item/ID/: forgotten with the article (store.h). */
static void position_name(int64_t id, char out[40])
{
	snprintf(out, 40, "item/%" PRId64 "/at", id);
}

bool reader_position(struct reader *r, int64_t id, uint32_t *block, uint32_t *byte)
{
	char name[40];
	const char *text;

	position_name(id, name);
	text = reader_note(r, name);
	return text && sscanf(text, "%" SCNu32 ":%" SCNu32, block, byte) == 2;
}

void reader_set_position(struct reader *r, int64_t id, uint32_t block, uint32_t byte)
{
	char name[40], text[32];

	position_name(id, name);
	snprintf(text, sizeof text, "%" PRIu32 ":%" PRIu32, block, byte);
	reader_set_note(r, name, text);
}

int64_t reader_item_of_link(struct reader *r, const char *link)
{
	return store_article_by_link(r->store, link);
}
