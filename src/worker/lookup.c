#include "worker/lookup.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "config/config.h"
#include "feed/parse.h"
#include "feed/propose.h"
#include "feed/sniff.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

enum {
	ANCHORS_MOST = 4,    /* links that only look like feeds cost a request each */
	NAME_BYTES = 120,
};

static void fail(struct lookup *l, const struct err *err)
{
	l->end = LOOKUP_FAILED;
	if (err)
		l->err = *err;
}

static void queue_links(struct lookup *l, const struct discover_links *links, size_t most)
{
	struct discover_links queue = {
		arena_alloc(&l->arena, (l->queue.n + links->n + 1) * sizeof *queue.v), l->queue.n
	};

	if (l->queue.n)
		memcpy(queue.v, l->queue.v, l->queue.n * sizeof *queue.v);
	for (size_t i = 0; i < links->n && i < most; i++) {
		bool known = !strcmp(links->v[i].url, l->asked) && l->has_page;

		for (size_t k = 0; k < queue.n; k++)
			known |= !strcmp(queue.v[k].url, links->v[i].url);
		if (!known)
			queue.v[queue.n++] = links->v[i];
	}
	l->queue = queue;
}

struct lookup *lookup_new(const char *url)
{
	struct lookup *l = xcalloc(1, sizeof *l);
	char *clean = text_cleaned(url, CLEAN_LINE);
	struct slice text = slice_of(clean);
	struct discover_links sites;

	arena_init(&l->arena);
	str_init(&l->page);
	l->asked = slice_find(text, "://", 3)
	                   ? arena_strndup(&l->arena, text.data, text.len)
	                   : arena_printf(&l->arena, "https://%.*s", (int)text.len, text.data);
	free(clean);
	if (!url_is_web(l->asked) && !slice_begins_nocase(slice_of(l->asked), "file:")) {
		err_set(&l->err, _("%s cannot be subscribed to; http, https and file addresses can"),
		        l->asked);
		fail(l, NULL);
		return l;
	}
	discover_sites(l->asked, &l->arena, &sites);
	if (sites.n > 1) {
		l->choices = sites;
		l->end = LOOKUP_CHOICE;
	} else {
		queue_links(l, &sites, sites.n);
	}
	return l;
}

void lookup_free(struct lookup *l)
{
	if (!l)
		return;
	arena_release(&l->arena);
	str_release(&l->page);
	free(l);
}

const char *lookup_wants(const struct lookup *l)
{
	if (l->end != LOOKUP_OPEN)
		return NULL;
	return l->next < l->queue.n ? l->queue.v[l->next].url : l->asked;
}

/* --- what an answer is ------------------------------------------------------------------------------ */

static const char *address_of(struct lookup *l, const struct fetch_answer *a)
{
	return arena_strdup(&l->arena, a->moved_to ? a->moved_to : lookup_wants(l));
}

static void found_feed(struct lookup *l, const struct fetch_answer *a, const struct feed *feed)
{
	l->url = address_of(l, a);
	l->title = arena_strdup(&l->arena, feed->title);
	l->format = feed_version_name(feed->version);
	l->language = arena_strdup(&l->arena, feed->language);
	l->n_articles = feed->n_entries;
	l->ttl_s = feed->ttl_s;
	l->end = LOOKUP_FEED;
}

static bool is_answered(const struct fetch_answer *a)
{
	return a->outcome == FETCH_OK;
}

/* A feed by itself? err says what it is instead. */
static bool take_as_feed(struct lookup *l, const struct fetch_answer *a, int64_t now,
                         struct err *err)
{
	struct feed_hints hints = { .content_type = a->content_type, .base = a->final_url,
		                    .fetched = now };
	struct feed feed;
	bool ok = false;

	if (!is_answered(a))
		return err_set(err, "%s", a->err.text);
	feed_init(&feed);
	ok = feed_parse(str_slice(&a->body), &hints, &feed, err);
	if (ok)
		found_feed(l, a, &feed);
	feed_release(&feed);
	return ok;
}

/* --- a page, and what it leads to ----------------------------------------------------------------------- */

/* Feeds of articles that the page states stand first. */
static size_t count_stated(const struct discover_links *links)
{
	size_t n = 0;

	while (n < links->n && links->v[n].is_stated)
		n++;
	return n;
}

/* Where a page states several feeds the user is asked; one alone is tried before anything else. */
static void follow_page(struct lookup *l, const struct fetch_answer *a)
{
	struct discover_links links, guesses;
	const char *address = a->final_url ? a->final_url : l->asked;

	discover_page(str_slice(&a->body), a->content_type, address, &l->arena, &links);
	if (count_stated(&links) > 1) {
		l->choices = (struct discover_links){ links.v, count_stated(&links) };
		l->end = LOOKUP_CHOICE;
		return;
	}
	queue_links(l, &links, ANCHORS_MOST);
	/* a site that is known to have none is not asked for it in ten places */
	if (discover_rsshub(l->asked, &l->arena))
		return;
	discover_software(address, &l->arena, &guesses);
	queue_links(l, &guesses, guesses.n);
	discover_paths(address, &l->arena, &guesses);
	queue_links(l, &guesses, guesses.n);
}

static void take_page(struct lookup *l, const struct fetch_answer *a, int64_t now)
{
	struct err err = ERR_INIT;

	l->has_page = true;
	if (take_as_feed(l, a, now, &err))
		return;
	if (!is_answered(a)) {
		fail(l, &err);
		return;
	}
	str_add_slice(&l->page, str_slice(&a->body));
	l->page_type = arena_strdup(&l->arena, a->content_type);
	l->page_url = arena_strdup(&l->arena, a->final_url ? a->final_url : l->asked);
	l->url = address_of(l, a);
	if (sniff(str_slice(&a->body)) == SNIFF_HTML)
		follow_page(l, a);
	else
		l->err = err;
}

/* --- no feed: a mapping ----------------------------------------------------------------------------------- */

/* What the lines give; false when they give nothing. */
static bool try_mapping(struct lookup *l, const struct feed_hints *page, const char *lines)
{
	struct feed_hints hints = *page;
	struct str text = STR_INIT;
	struct config *c;
	struct feed feed;
	bool ok = false;

	str_printf(&text, "[feed x]\nurl = https://x.example/\n%s", lines);
	c = config_of_text(str_slice(&text), "");
	feed_init(&feed);
	for (size_t i = 0; i < c->n_sources; i++) {
		if (c->sources[i].is_builtin || !c->sources[i].is_mapped)
			continue;
		hints.map = &c->sources[i].map;
		feed_release(&feed);
		ok = feed_parse(str_slice(&l->page), &hints, &feed, NULL) && feed.n_entries;
	}
	l->n_articles = feed.n_entries;
	for (size_t i = 0; ok && i < feed.n_entries && i < LOOKUP_ROWS; i++) {
		l->rows[i].title = arena_strdup(&l->arena, feed.entries[i].title);
		l->rows[i].link = arena_strdup(&l->arena, feed.entries[i].link);
		l->rows[i].time = feed.entries[i].published;
		l->n_rows = i + 1;
	}
	l->title = arena_strdup(&l->arena, feed.title);
	l->format = feed_version_name(feed.version);
	feed_release(&feed);
	config_free(c);
	str_release(&text);
	return ok;
}

static void say_no_feed(struct lookup *l)
{
	const char *route = discover_rsshub(l->asked, &l->arena);

	if (route)
		err_set(&l->err,
		        _("%s has no feed of its own; an RSSHub makes one: [feed NAME], preset = "
		          "rsshub, url = %s"),
		        l->asked, route + 1);
	else if (!l->err.text[0])
		err_set(&l->err,
		        _("no feed was found at %s, and nothing on it looks like a list of headlines"),
		        l->asked);
	l->end = LOOKUP_FAILED;
}

static void propose(struct lookup *l, int64_t now)
{
	struct feed_hints hints = { .content_type = l->page_type, .base = l->page_url,
		                    .fetched = now };
	struct str lines = STR_INIT;

	if (!discover_rsshub(l->asked, &l->arena) &&
	    propose_mapping(str_slice(&l->page), &hints, &lines, NULL) &&
	    try_mapping(l, &hints, lines.data)) {
		l->mapping = arena_strndup(&l->arena, lines.data, lines.len);
		l->end = LOOKUP_MAPPING;
	} else {
		say_no_feed(l);
	}
	str_release(&lines);
}

/* --- the door ----------------------------------------------------------------------------------------------- */

void lookup_take(struct lookup *l, const struct fetch_answer *answer, int64_t now)
{
	bool is_page = l->next >= l->queue.n;
	struct err err = ERR_INIT;

	if (answer->outcome == FETCH_CANCELLED) {
		err_set(&l->err, "%s", _("cancelled"));
		fail(l, NULL);
		return;
	}
	if (is_page) {
		take_page(l, answer, now);
	} else if (!take_as_feed(l, answer, now, &err)) {
		l->next++;
		if (l->is_chosen) {
			fail(l, &err);
			return;
		}
	}
	if (l->end == LOOKUP_OPEN && l->next >= l->queue.n && l->has_page)
		propose(l, now);
}

void lookup_choose(struct lookup *l, size_t i)
{
	struct discover_link one = l->choices.v[i];
	struct discover_links links = { &one, 1 };

	l->queue.n = l->next = 0;
	queue_links(l, &links, 1);
	l->is_chosen = true;
	l->end = LOOKUP_OPEN;
}

size_t lookup_first_choice(const struct lookup *l)
{
	for (size_t i = 0; i < l->choices.n; i++)
		if (!l->choices.v[i].is_comments)
			return i;
	return 0;
}

/* One line, not longer than a name should be, cut between characters. */
static void add_name(struct str *out, const char *name)
{
	char *clean = text_cleaned(name, CLEAN_LINE);
	size_t n = strlen(clean);

	if (n > NAME_BYTES)
		for (n = NAME_BYTES; n && ((unsigned char)clean[n] & 0xc0) == 0x80;)
			n--;
	str_append(out, clean, n);
	free(clean);
}

void lookup_section(const struct lookup *l, const char *name, const char *group, bool is_hot,
                    struct str *out)
{
	char *label = url_host_label(l->url), *url = text_cleaned(l->url, CLEAN_LINE);

	if (!name || !*name)
		name = l->title && l->title[0] ? l->title : *label ? label : l->url;
	str_printf(out, "[%s ", is_hot ? "hot" : "feed");
	add_name(out, name);
	str_printf(out, "]\nurl = %s\n", url);
	free(url);
	if (group && *group) {
		str_add(out, "group = ");
		add_name(out, group);
		str_add_char(out, '\n');
	}
	str_add(out, l->mapping ? l->mapping : "");
	free(label);
}
