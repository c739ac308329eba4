/*
 * What is known of well-known sites: address of a page → address of its feed. Only rules that the
 * sites themselves document or have kept for years; to add a site is to add a row.
 */
#include "base/array.h"
#include "base/url.h"
#include "feed/discover.h"

#include <stdlib.h>
#include <string.h>

enum { CAPTURES = 4, SEGMENTS = 12 };

/*
 * host: without www. and m.; "*.x" is any host below x, "*" any at all.
 * path: segments; {} takes one, which is {1}, {2} … of the feed; ** stands for any rest.
 * query: "list={}" takes a parameter's value as the next one; NULL: whatever it is.
 * In the feed {host}, {path} and {query} are the page's own.
 */
struct site_rule {
	const char *host, *path, *query, *feed, *title;
};

static const struct site_rule sites[] = {
	{ "youtube.com", "/channel/{}/**", NULL,
	  "https://www.youtube.com/feeds/videos.xml?channel_id={1}", NULL },
	{ "youtube.com", "/playlist", "list={}",
	  "https://www.youtube.com/feeds/videos.xml?playlist_id={1}", NULL },
	{ "youtube.com", "/user/{}/**", NULL, "https://www.youtube.com/feeds/videos.xml?user={1}", NULL },

	{ "github.com", "/{}/{}", NULL, "https://github.com/{1}/{2}/releases.atom", "releases" },
	{ "github.com", "/{}/{}", NULL, "https://github.com/{1}/{2}/commits.atom", "commits" },
	{ "github.com", "/{}/{}", NULL, "https://github.com/{1}/{2}/tags.atom", "tags" },
	{ "github.com", "/{}/{}/releases", NULL, "https://github.com/{1}/{2}/releases.atom", NULL },
	{ "github.com", "/{}/{}/tags", NULL, "https://github.com/{1}/{2}/tags.atom", NULL },
	{ "github.com", "/{}/{}/commits", NULL, "https://github.com/{1}/{2}/commits.atom", NULL },
	{ "github.com", "/{}/{}/commits/{}", NULL, "https://github.com/{1}/{2}/commits/{3}.atom", NULL },
	{ "gitlab.com", "/{}/{}", NULL, "https://gitlab.com/{1}/{2}.atom", "activity" },
	{ "gitlab.com", "/{}/{}", NULL, "https://gitlab.com/{1}/{2}/-/tags?format=atom", "tags" },
	{ "codeberg.org", "/{}/{}", NULL, "https://codeberg.org/{1}/{2}/releases.rss", "releases" },
	{ "codeberg.org", "/{}/{}", NULL, "https://codeberg.org/{1}/{2}.rss", "activity" },
	{ "git.sr.ht", "/{}/{}", NULL, "https://git.sr.ht/{1}/{2}/log/rss.xml", "log" },
	{ "git.sr.ht", "/{}/{}", NULL, "https://git.sr.ht/{1}/{2}/refs/rss.xml", "refs" },
	{ "pypi.org", "/project/{}/**", NULL, "https://pypi.org/rss/project/{1}/releases.xml", NULL },

	{ "reddit.com", "/", NULL, "https://www.reddit.com/.rss", NULL },
	{ "reddit.com", "/r/{}", NULL, "https://www.reddit.com/r/{1}/.rss", NULL },
	{ "reddit.com", "/user/{}", NULL, "https://www.reddit.com/user/{1}/.rss", NULL },
	{ "old.reddit.com", "/r/{}", NULL, "https://www.reddit.com/r/{1}/.rss", NULL },
	{ "news.ycombinator.com", "/**", NULL, "https://news.ycombinator.com/rss", NULL },
	{ "lobste.rs", "/", NULL, "https://lobste.rs/rss", NULL },
	{ "lobste.rs", "/t/{}", NULL, "https://lobste.rs/t/{1}.rss", NULL },
	{ "stackoverflow.com", "/questions/tagged/{}", NULL, "https://stackoverflow.com/feeds/tag/{1}",
	  NULL },
	{ "arxiv.org", "/list/{}/**", NULL, "https://rss.arxiv.org/rss/{1}", NULL },
	{ "news.google.com", "/search", NULL, "https://news.google.com/rss{path}?{query}", NULL },
	{ "news.google.com", "/topics/{}", NULL, "https://news.google.com/rss{path}?{query}", NULL },
	{ "bsky.app", "/profile/{}", NULL, "https://bsky.app/profile/{1}/rss", NULL },
	{ "v2ex.com", "/", "tab={}", "https://www.v2ex.com/feed/tab/{1}.xml", NULL },
	{ "v2ex.com", "/", NULL, "https://www.v2ex.com/index.xml", NULL },
	{ "v2ex.com", "/go/{}", NULL, "https://www.v2ex.com/feed/{1}.xml", NULL },
	{ "v2ex.com", "/member/{}", NULL, "https://www.v2ex.com/feed/member/{1}.xml", NULL },
	{ "douban.com", "/people/{}", NULL, "https://www.douban.com/feed/people/{1}/interests", NULL },

	{ "medium.com", "/tag/{}/**", NULL, "https://medium.com/feed/tag/{1}", NULL },
	{ "medium.com", "/{}", NULL, "https://medium.com/feed/{1}", NULL },
	{ "*.medium.com", "/", NULL, "https://{host}/feed", NULL },
	{ "*.substack.com", "/**", NULL, "https://{host}/feed", NULL },
	{ "*.wordpress.com", "/", NULL, "https://{host}/feed/", NULL },
	{ "*.blogspot.com", "/", NULL, "https://{host}/feeds/posts/default", NULL },
	{ "*.tumblr.com", "/", NULL, "https://{host}/rss", NULL },
	{ "tumblr.com", "/{}", NULL, "https://{1}.tumblr.com/rss", NULL },
	{ "*.livejournal.com", "/", NULL, "https://{host}/data/rss", NULL },
	{ "*.bearblog.dev", "/", NULL, "https://{host}/feed/", NULL },
	{ "*.hashnode.dev", "/", NULL, "https://{host}/rss.xml", NULL },
	{ "dev.to", "/{}", NULL, "https://dev.to/feed/{1}", NULL },
	{ "note.com", "/{}", NULL, "https://note.com/{1}/rss", NULL },
	{ "qiita.com", "/tags/{}", NULL, "https://qiita.com/tags/{1}/feed.atom", NULL },
	{ "qiita.com", "/{}", NULL, "https://qiita.com/{1}/feed.atom", NULL },
	{ "zenn.dev", "/topics/{}", NULL, "https://zenn.dev/topics/{1}/feed", NULL },
	{ "zenn.dev", "/{}", NULL, "https://zenn.dev/{1}/feed", NULL },
	{ "*.hatenablog.com", "/", NULL, "https://{host}/feed", NULL },
	{ "*.hateblo.jp", "/", NULL, "https://{host}/feed", NULL },
	{ "blog.naver.com", "/{}", NULL, "https://rss.blog.naver.com/{1}.xml", NULL },
	{ "*.tistory.com", "/", NULL, "https://{host}/rss", NULL },
};

static const struct site_rule software[] = {
	{ "*", "/@{}", NULL, "https://{host}/@{1}.rss", NULL },                   /* Mastodon */
	{ "*", "/c/{}", NULL, "https://{host}/feeds/c/{1}.xml?sort=New", NULL },  /* Lemmy */
	{ "*", "/u/{}", NULL, "https://{host}/feeds/u/{1}.xml?sort=New", NULL },
};

/* Routes of RSSHub (its documentation); the feed is the path at an instance. */
static const struct site_rule rsshub[] = {
	{ "zhuanlan.zhihu.com", "/p/**", NULL, NULL, NULL },
	{ "zhuanlan.zhihu.com", "/{}", NULL, "/zhihu/zhuanlan/{1}", NULL },
	{ "zhihu.com", "/column/{}", NULL, "/zhihu/zhuanlan/{1}", NULL },
	{ "zhihu.com", "/people/{}/**", NULL, "/zhihu/people/activities/{1}", NULL },
	{ "zhihu.com", "/collection/{}", NULL, "/zhihu/collection/{1}", NULL },
	{ "zhihu.com", "/hot", NULL, "/zhihu/hot", NULL },
	{ "space.bilibili.com", "/{}/**", NULL, "/bilibili/user/video/{1}", NULL },
	{ "weibo.com", "/u/{}", NULL, "/weibo/user/{1}", NULL },
	{ "s.weibo.com", "/top/**", NULL, "/weibo/search/hot", NULL },
	{ "t.me", "/s/{}", NULL, "/telegram/channel/{1}", NULL },
	{ "t.me", "/{}", NULL, "/telegram/channel/{1}", NULL },
	{ "x.com", "/{}", NULL, "/twitter/user/{1}", NULL },
	{ "twitter.com", "/{}", NULL, "/twitter/user/{1}", NULL },
};

/* First segments that are the site's own pages, not somebody's name. */
static bool is_reserved(struct slice segment)
{
	static const char *const words[] = {
		"about", "account", "api", "blog", "explore", "features", "help", "home", "i", "login",
		"marketplace", "new", "notifications", "orgs", "pricing", "search", "settings", "share",
		"signup", "sponsors", "tags", "topics", "trending", "user", "users",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (slice_is_nocase(segment, words[i]))
			return true;
	return false;
}

struct matching {
	struct url u;
	char host[256];                  /* lower case, without www. and m. */
	struct slice captured[CAPTURES];
	size_t n;
};

static bool host_fits(const struct matching *m, const char *pattern)
{
	size_t host = strlen(m->host), tail = strlen(pattern + (pattern[0] == '*'));

	if (pattern[0] != '*')
		return !strcmp(m->host, pattern);
	/* all of "*", or what stands before ".x" */
	return !tail || (host > tail && !strcmp(m->host + host - tail, pattern + 1));
}

/* {} with what may stand around it: "@{}" takes what is behind the @. */
static bool take_segment(struct matching *m, struct slice pattern, struct slice segment)
{
	const char *hole = slice_find(pattern, "{}", 2);
	size_t before = hole ? (size_t)(hole - pattern.data) : 0;

	if (!hole)
		return slice_equal(pattern, segment);
	if (segment.len <= before || memcmp(segment.data, pattern.data, before) ||
	    m->n == CAPTURES)
		return false;
	if (segment.data == m->u.path.data + 1 && is_reserved(segment))
		return false;
	m->captured[m->n++] = slice_make(segment.data + before, segment.len - before);
	return true;
}

static bool path_fits(struct matching *m, const char *pattern)
{
	struct slice path = m->u.path, rest = slice_of(pattern);

	while (path.len && path.data[path.len - 1] == '/')
		path.len--;
	while (rest.len > 1 || path.len) {
		struct slice want, have;

		if (slice_is(rest, "/**"))
			return true;
		if (rest.len <= 1 || !path.len)
			return false;
		rest.data++, rest.len--;
		path.data++, path.len--;
		want = slice_make(rest.data, 0);
		while (want.len < rest.len && rest.data[want.len] != '/')
			want.len++;
		have = slice_make(path.data, 0);
		while (have.len < path.len && path.data[have.len] != '/')
			have.len++;
		rest = slice_make(rest.data + want.len, rest.len - want.len);
		path = slice_make(path.data + have.len, path.len - have.len);
		if (!have.len || !take_segment(m, want, have))
			return false;
	}
	return true;
}

static bool query_fits(struct matching *m, const char *pattern)
{
	struct slice rest = m->u.query;
	size_t name = pattern ? strcspn(pattern, "{") : 0;

	if (!pattern)
		return true;
	while (rest.len) {
		struct slice one = slice_next(&rest, '&');
		if (one.len <= name || memcmp(one.data, pattern, name) || m->n == CAPTURES)
			continue;
		m->captured[m->n++] = slice_make(one.data + name, one.len - name);
		return true;
	}
	return false;
}

static const char *fill(const struct matching *m, const char *template, struct arena *a)
{
	struct str out = STR_INIT;
	const char *kept;

	for (const char *p = template; *p; p++) {
		if (!strncmp(p, "{host}", 6)) {
			str_add_slice(&out, m->u.host);
			p += 5;
		} else if (!strncmp(p, "{path}", 6)) {
			str_add_slice(&out, m->u.path);
			p += 5;
		} else if (!strncmp(p, "{query}", 7)) {
			str_add_slice(&out, m->u.query);
			p += 6;
		} else if (*p == '{' && p[1] >= '1' && (size_t)(p[1] - '1') < m->n) {
			str_add_slice(&out, m->captured[p[1] - '1']);
			p += 2;
		} else {
			str_add_char(&out, *p);
		}
	}
	kept = arena_strndup(a, out.data, out.len);
	str_release(&out);
	return kept;
}

static bool rule_fits(const struct site_rule *rule, struct matching *m)
{
	m->n = 0;
	return host_fits(m, rule->host) && path_fits(m, rule->path) && query_fits(m, rule->query);
}

static bool begin(struct matching *m, const char *url)
{
	char *label = url_host_label(url);
	const char *host = !strncmp(label, "m.", 2) ? label + 2 : label;

	memset(m, 0, sizeof *m);
	m->u = url_split(slice_of(url));
	if (url_is_web(url) && strlen(host) < sizeof m->host)
		memcpy(m->host, host, strlen(host) + 1);
	free(label);
	return m->host[0];
}

/* A rule that fits more narrowly stands first: others of the same path belong to it, the rest not. */
static void look_up(const struct site_rule *rules, size_t n, const char *url, struct arena *a,
                    struct discover_links *out)
{
	const struct site_rule *first = NULL;
	struct matching m;

	out->v = arena_alloc(a, (n + 1) * sizeof *out->v);
	out->n = 0;
	for (size_t i = 0; begin(&m, url) && i < n; i++) {
		const struct site_rule *r = &rules[i];

		if (!rule_fits(r, &m) ||
		    (first && (strcmp(r->path, first->path) || !text_same(r->query, first->query))))
			continue;
		first = r;
		out->v[out->n++] = (struct discover_link){ .url = fill(&m, r->feed, a),
			                                   .title = r->title };
	}
}

void discover_sites(const char *url, struct arena *a, struct discover_links *out)
{
	look_up(sites, ARRAY_LENGTH(sites), url, a, out);
	/* what is a feed's address already needs no other */
	if (out->n && !strcmp(out->v[0].url, url))
		out->n = 0;
}

void discover_software(const char *url, struct arena *a, struct discover_links *out)
{
	look_up(software, ARRAY_LENGTH(software), url, a, out);
}

const char *discover_rsshub(const char *url, struct arena *a)
{
	struct matching m;

	for (size_t i = 0; begin(&m, url) && i < ARRAY_LENGTH(rsshub); i++)
		if (rule_fits(&rsshub[i], &m))
			return rsshub[i].feed ? fill(&m, rsshub[i].feed, a) : NULL;
	return NULL;
}
