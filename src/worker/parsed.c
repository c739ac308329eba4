#include "worker/parsed.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "doc/doc.h"
#include "feed/page.h"
#include "feed/parse.h"
#include "filter/filter.h"
#include "worker/message.h"

#include <stdlib.h>
#include <string.h>

struct parsed *parsed_new(void)
{
	struct parsed *p = xcalloc(1, sizeof *p);

	feed_init(&p->feed);
	arena_init(&p->arena);
	return p;
}

void parsed_free(struct parsed *p)
{
	if (!p)
		return;
	store_draft_free(p->draft);
	page_parts_free(p->parts);
	feed_release(&p->feed);
	arena_release(&p->arena);
	fetch_answer_free(p->answer);
	free(p);
}

/* What a filter can know of an entry that is not stored yet. Tags live in the feed's arena. */
static void entry_as_item(struct feed *feed, const struct feed_entry *e, const struct source *s,
                          struct item *item)
{
	memset(item, 0, sizeof *item);
	item->title = e->title ? e->title : "";
	item->link = e->link;
	item->source = e->source_title ? e->source_title : s->name;
	item->author = e->author;
	item->published = e->published;
	item->sort_time = e->published;
	item->tags = arena_alloc(&feed->arena, (e->n_tags + s->tag.n + 1) * sizeof *item->tags);
	for (size_t i = 0; i < e->n_tags; i++)
		item->tags[item->n_tags++] = e->tags[i].label ? e->tags[i].label : e->tags[i].term;
	for (size_t i = 0; i < s->tag.n; i++)
		item->tags[item->n_tags++] = s->tag.v[i];
}

static struct filter *one_of(const struct text_list *expressions, const struct filter_context *c)
{
	struct str whole = STR_INIT;
	struct filter *f;

	for (size_t i = 0; i < expressions->n; i++) {
		if (i)
			str_add(&whole, " | ");
		str_add(&whole, expressions->v[i]);
	}
	f = filter_parse(whole.data, c, NULL);
	str_release(&whole);
	return f;
}

/* `keep` and `skip` of the source: entries the user never wants to see are not stored at all. */
static void keep_and_skip(struct feed *feed, const struct source *s, int64_t now)
{
	struct filter_context context = { .now = now, .local_offset_s = clock_local_offset(now) };
	struct filter *keep, *skip;
	size_t kept = 0;

	if (!s->keep.n && !s->skip.n)
		return;
	keep = one_of(&s->keep, &context);
	skip = one_of(&s->skip, &context);
	for (size_t i = 0; i < feed->n_entries; i++) {
		struct item item;

		entry_as_item(feed, &feed->entries[i], s, &item);
		if (s->keep.n && !filter_matches_item(keep, &item))
			continue;
		if (s->skip.n && filter_matches_item(skip, &item))
			continue;
		feed->entries[kept++] = feed->entries[i];
	}
	feed->n_entries = kept;
	filter_free(keep);
	filter_free(skip);
}

/* A link without what its site's [page] rule says it need not hold. */
static const char *stripped(const struct parsed *p, const char *link, struct arena *a)
{
	const struct page_rule *rule = p->config && link && strchr(link, '?')
	                                       ? config_page_rule(p->config, link) : NULL;
	char *kept = rule && rule->strip_query.n
	                     ? url_without(link, rule->strip_query.v, rule->strip_query.n) : NULL;

	if (kept)
		link = arena_strdup(a, kept);
	free(kept);
	return link;
}

static void strip_links(struct parsed *p)
{
	for (size_t i = 0; i < p->feed.n_entries; i++)
		p->feed.entries[i].link = stripped(p, p->feed.entries[i].link, &p->feed.arena);
	for (size_t i = 0; i < p->page.n_related; i++)
		p->page.related[i].link = stripped(p, p->page.related[i].link, &p->arena);
}

/* A page that is no feed, opened by its address: one article, read by a rule if there is one. */
static bool page_as_feed(struct parsed *p, struct slice bytes)
{
	struct article article = { 0 };
	struct feed_entry *e;
	const char *url = p->answer->final_url ? p->answer->final_url : p->source->url;

	if (!page_read(bytes, p->answer->content_type, url, p->rule, p->fetched, &p->arena,
	               &article, &p->err))
		return false;
	feed_release(&p->feed);
	p->feed.version = FEED_HTML_LIST;
	p->feed.entries = e = arena_alloc(&p->feed.arena, sizeof *e);
	p->feed.n_entries = 1;
	e->title = arena_strdup(&p->feed.arena, article.item.title);
	e->link = e->id = arena_strdup(&p->feed.arena, url);
	e->content = arena_strdup(&p->feed.arena, article.body);
	e->author = arena_strdup(&p->feed.arena, article.item.author);
	e->editor = arena_strdup(&p->feed.arena, article.editor);
	e->source_title = arena_strdup(&p->feed.arena, article.item.source);
	e->published = article.item.published;
	e->updated = article.updated;
	e->heat = -1;
	p->page = article;
	return true;
}

static bool parse_source(struct parsed *p, struct slice bytes)
{
	const struct source *s = p->source;
	struct feed_hints hints = {
		.content_type = p->answer->content_type,
		.base = p->answer->final_url ? p->answer->final_url : s->url,
		.type = s->type,
		.language = s->language,
		.timezone = s->timezone,
		.fetched = p->fetched,
		.map = s->is_mapped ? &s->map : NULL,
	};

	if (!feed_parse(bytes, &hints, &p->feed, &p->err)) {
		if (!p->page_too || !page_as_feed(p, bytes))
			return false;
		err_clear(&p->err);
	}
	keep_and_skip(&p->feed, s, p->fetched);
	return true;
}

/* Text to search is made here, on a thread of the pool, not by the one that writes. */
static void draft(struct parsed *p)
{
	p->draft = store_draft_new(p->source, &p->feed, html_plain);
	store_draft_fill(p->draft);
}

void parsed_run(struct parsed *p)
{
	struct slice bytes;

	fetch_answer_unpack(p->answer);
	bytes = str_slice(&p->answer->body);
	if (p->answer->outcome == FETCH_FAILED)
		p->err = p->answer->err;
	else if (p->item_id)
		p->ok = page_read(bytes, p->answer->content_type, p->answer->final_url, p->rule,
		                  p->fetched, &p->arena, &p->page, &p->err);
	else
		p->ok = parse_source(p, bytes);
	strip_links(p);
	/* the bytes are not needed any more, and the queue to the store may be long */
	str_release(&p->answer->body);
}

void parsed_work(struct message *m)
{
	struct parsed *p = m->parsed;

	parsed_run(p);
	if (p->ok && !p->item_id && p->source->kind == SOURCE_FEED)
		draft(p);
}
