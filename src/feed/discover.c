#include "feed/discover.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/decode.h"
#include "feed/value.h"
#include "markup/html.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_BYTES = 200 };

/* --- one page ----------------------------------------------------------------------------------- */

struct page {
	struct arena *a;
	char *base;                  /* what relative addresses stand against */
	bool has_base;
	struct discover_link *v;     /* DISCOVER_LINKS_MAX */
	size_t n;
	char *anchor;                /* the address of the <a> that is open, NULL: none */
	struct str anchor_text;
};

/* Types that only feeds have, and those that others have too. */
static bool is_feed_type(struct slice type)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/feed+json", "application/x-rss+xml", "text/rss+xml", "text/rss",
		"text/xml", "application/xml",
	};
	struct slice rest = type, bare = slice_trim(slice_next(&rest, ';'));

	for (size_t i = 0; i < ARRAY_LENGTH(types); i++)
		if (slice_is_nocase(bare, types[i]))
			return true;
	return false;
}

static bool holds_nocase(struct slice text, const char *what)
{
	size_t n = strlen(what);

	for (; text.len >= n; text.data++, text.len--)
		if (slice_begins_nocase(text, what))
			return true;
	return false;
}

static bool is_of_comments(struct slice url, struct slice title)
{
	return holds_nocase(url, "comment") || holds_nocase(title, "comment") ||
	       holds_nocase(title, "评论") || holds_nocase(title, "留言") ||
	       holds_nocase(title, "コメント") || holds_nocase(title, "댓글");
}

/* feed: and feed:// stand for http; everything that is not of the web is left out. */
static char *whole_address(const char *base, struct slice href)
{
	struct str text = STR_INIT;
	char *url;

	href = slice_trim(href);
	if (slice_begins_nocase(href, "feed://"))
		str_add(&text, "http:");
	if (slice_begins_nocase(href, "feed:"))
		href = slice_make(href.data + 5, href.len - 5);
	str_add_slice(&text, href);
	url = url_resolve(base, text.data);
	str_release(&text);
	if (href.len && url_is_web(url))
		return url;
	free(url);
	return NULL;
}

static bool is_known(const struct page *p, const char *url)
{
	char *canonical = url_canonical(url, NULL, 0);
	bool known = false;

	for (size_t i = 0; i < p->n && !known; i++) {
		char *other = url_canonical(p->v[i].url, NULL, 0);
		known = !strcmp(canonical, other);
		free(other);
	}
	free(canonical);
	return known;
}

static void add(struct page *p, const char *url, struct slice title, bool is_stated)
{
	struct discover_link *link;

	if (p->n == DISCOVER_LINKS_MAX || is_known(p, url))
		return;
	if (title.len > TITLE_BYTES)
		title.len = 0;
	link = &p->v[p->n++];
	link->url = arena_strdup(p->a, url);
	link->title = value_line(p->a, title);
	link->is_stated = is_stated;
	link->is_comments = is_of_comments(slice_of(url), title);
}

/* --- <link> ------------------------------------------------------------------------------------- */

static bool has_word(struct slice list, const char *word)
{
	while (list.len) {
		struct slice one = slice_next(&list, ' ');
		if (slice_is_nocase(slice_trim(one), word))
			return true;
	}
	return false;
}

static void take_link(struct page *p, const struct html_tag *tag)
{
	struct slice rel = html_tag_attr(tag, "rel"), type = html_tag_attr(tag, "type");
	struct slice href = html_tag_attr(tag, "href");
	bool is_json = slice_begins_nocase(slice_trim(type), "application/json");
	char *url;

	if (!has_word(rel, "alternate") && !has_word(rel, "feed"))
		return;
	/* application/json is WordPress's door for programs too, which is no feed */
	if (!is_feed_type(type) && !has_word(rel, "feed") &&
	    !(is_json && holds_nocase(href, "feed") && !holds_nocase(href, "wp-json")))
		return;
	if (holds_nocase(href, "/oembed"))
		return;
	url = whole_address(p->base, href);
	if (url)
		add(p, url, html_tag_attr(tag, "title"), true);
	free(url);
}

/* --- <a> ---------------------------------------------------------------------------------------- */

/* Services that want one to subscribe with them: the feed's address is only a part of theirs. */
static bool is_service(struct slice host)
{
	static const char *const hosts[] = {
		"feedly.com", "inoreader.com", "my.yahoo.com", "netvibes.com", "newsblur.com",
		"theoldreader.com", "bazqux.com", "subtome.com", "validator.w3.org", "feedbin.com",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(hosts); i++)
		if (slice_ends(host, hosts[i]))
			return true;
	return false;
}

static bool looks_like_feed(const char *url)
{
	static const char *const ends[] = {
		".rss", ".atom", ".rdf", "/feed", "/rss", "/atom", "/rss.xml", "/atom.xml", "/feed.xml",
		"/index.xml", "/feed.json", "/rss2.xml", "/rss.php", "/feeds/posts/default",
	};
	struct url u = url_split(slice_of(url));
	struct slice path = u.path;

	if (is_service(u.host))
		return false;
	if (slice_is_nocase(u.host, "feeds.feedburner.com") && path.len > 1)
		return true;
	while (path.len && path.data[path.len - 1] == '/')
		path.len--;
	for (size_t i = 0; i < ARRAY_LENGTH(ends); i++) {
		size_t n = strlen(ends[i]);
		if (path.len >= n &&
		    slice_is_nocase(slice_make(path.data + path.len - n, n), ends[i]))
			return true;
	}
	return holds_nocase(u.query, "feed=rss") || holds_nocase(u.query, "feed=atom") ||
	       holds_nocase(u.query, "format=rss") || holds_nocase(u.query, "mod=rss");
}

static void open_anchor(struct page *p, const struct html_tag *tag)
{
	struct slice title = html_tag_attr(tag, "title");

	free(p->anchor);
	p->anchor = whole_address(p->base, html_tag_attr(tag, "href"));
	str_clear(&p->anchor_text);
	str_add_slice(&p->anchor_text, title);
	if (p->anchor && looks_like_feed(p->anchor))
		return;
	free(p->anchor);
	p->anchor = NULL;
}

static void close_anchor(struct page *p)
{
	if (p->anchor)
		add(p, p->anchor, slice_trim(str_slice(&p->anchor_text)), false);
	free(p->anchor);
	p->anchor = NULL;
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	struct page *p = opaque;

	if (!strcmp(tag->name, "link")) {
		take_link(p, tag);
	} else if (!strcmp(tag->name, "a")) {
		close_anchor(p);
		open_anchor(p, tag);
	} else if (!strcmp(tag->name, "base") && !p->has_base) {
		char *base = whole_address(p->base, html_tag_attr(tag, "href"));
		p->has_base = base != NULL;
		if (base) {
			free(p->base);
			p->base = base;
		}
	}
}

static void on_end(void *opaque, const char *name)
{
	if (!strcmp(name, "a"))
		close_anchor(opaque);
}

static void on_text(void *opaque, struct slice text)
{
	struct page *p = opaque;

	if (p->anchor && !p->anchor_text.len)
		str_add_slice(&p->anchor_text, slice_trim(text));
}

/* Stated before found, articles before comments; otherwise in the order of the page. */
static int order_of(const struct discover_link *link)
{
	return (link->is_comments ? 2 : 0) + (link->is_stated ? 0 : 1);
}

static void put_in_order(const struct page *p, struct discover_links *out)
{
	out->v = arena_alloc(p->a, (p->n + 1) * sizeof *out->v);
	out->n = 0;
	for (int order = 0; order < 4; order++)
		for (size_t i = 0; i < p->n; i++)
			if (order_of(&p->v[i]) == order)
				out->v[out->n++] = p->v[i];
}

void discover_page(struct slice bytes, const char *content_type, const char *url, struct arena *a,
                   struct discover_links *out)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct page p = { .a = a, .base = xstrdup(url ? url : "") };
	struct decoded decoded;

	p.v = xcalloc(DISCOVER_LINKS_MAX, sizeof *p.v);
	str_init_limit(&p.anchor_text, TITLE_BYTES);
	decode_bytes(bytes, DECODE_HTML, content_type, NULL, &decoded);
	html_read(decoded.text, &handler, &p);
	close_anchor(&p);
	put_in_order(&p, out);
	decoded_release(&decoded);
	str_release(&p.anchor_text);
	free(p.base);
	free(p.v);
}

/* --- usual places --------------------------------------------------------------------------------- */

void discover_paths(const char *url, struct arena *a, struct discover_links *out)
{
	/* beside the page first, then at the top of its host */
	static const char *const places[] = {
		"feed", "index.xml", "atom.xml", "/feed", "/rss.xml", "/atom.xml", "/index.xml",
		"/feed.xml", "/rss", "/feed.json",
	};
	struct page p = { .a = a };
	struct url u = url_split(slice_of(url));
	bool is_deep = u.path.len > 1;

	p.v = arena_alloc(a, DISCOVER_LINKS_MAX * sizeof *p.v);
	for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
		char *place;

		if (places[i][0] != '/' && !is_deep)
			continue;
		place = whole_address(url, slice_of(places[i]));
		if (place)
			add(&p, place, slice_of(""), false);
		free(place);
	}
	out->v = p.v;
	out->n = p.n < DISCOVER_PATHS_MAX ? p.n : DISCOVER_PATHS_MAX;
}
