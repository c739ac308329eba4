/*
 * Which rule fits an address, and the rules that are built in: a block a site. Their selectors were
 * checked against pages of 2019 to 2026.
 */
#include "feed/page.h"
#include "base/url.h"

#include <string.h>

#define LIST(...)                                                                                  \
	{                                                                                          \
		(const char *[]){ __VA_ARGS__ },                                                   \
			sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *)                   \
	}

static const struct page_rule rules[] = {
	{
		/* .time is also the class of every comment's time; an unused copy of the whole
	         * block stands in an HTML comment. The topic of a related article may be missing.
	         */
		.pattern = "www.guancha.cn/*",
		.title = LIST(".left-main > h3"),
		.source = LIST(".left-main .time.fix span ^来源：",
	                       ".left-main .time.fix span ^来源:"),
		.time = LIST(".left-main .time.fix span"),
		.updated = LIST(".left-main .time.fix span ^最后更新:",
	                        ".left-main .time.fix span ^最后更新："),
		.author = LIST(".left-main .author-intro p a"),
		.editor = LIST(".article-other li ^责任编辑:", ".article-other li ^责任编辑："),
		.tags = LIST(".left-main .key-word a"),
		.body = LIST(".left-main .content.all-txt", ".article-txt-content", ".all-txt"),
		.related = LIST("ul.new-left-list > li"),
		.related_title = LIST("h4.module-title a"),
		.related_link = LIST("h4.module-title a @href"),
		.related_time = LIST(".module-interact span"),
		.related_tags = LIST("a.interact-key"),
		.timezone = "+08:00",
		.is_builtin = true,
	},
	{
		.pattern = "m.guancha.cn/*",
		.title = LIST(".g_head h1", ".g_head h2", "h1", "h3"),
		.time = LIST(".g_head .time", ".time"),
		.body = LIST(".g_content", ".content.all-txt", ".all-txt"),
		.timezone = "+08:00",
		.is_builtin = true,
	},
	{
		.pattern = "user.guancha.cn/*",
		.title = LIST(".article-title h1", ".article-content h1", "h1"),
		.time = LIST(".article-content .time1", ".time1"),
		.author = LIST(".article-content .user-main h4 a", ".user-main h4 a"),
		.tags = LIST(".article-tags a", ".key-word a"),
		.body = LIST(".article-txt-content", ".article-txt"),
		.timezone = "+08:00",
		.is_builtin = true,
	},
	{ .pattern = NULL },
};

const struct page_rule *page_rules_builtin(void)
{
	return rules;
}

/* * stands for anything; greedy with one place to come back to, so no pattern is slow. */
static bool fits(const char *pattern, const char *text)
{
	const char *star = NULL, *back = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			back = text;
		} else if (*pattern == *text) {
			pattern++, text++;
		} else if (star) {
			pattern = star;
			text = ++back;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static const char *without_www(const char *s)
{
	return strncmp(s, "www.", 4) ? s : s + 4;
}

/* A pattern may name a port; one that does not fits every port. */
static bool names_port(const char *pattern)
{
	return pattern && pattern[strcspn(pattern, ":/")] == ':';
}

bool page_rule_matches(const struct page_rule *rule, const char *url)
{
	struct url u = url_split(slice_of(url));
	struct str address = STR_INIT;
	bool same;

	for (size_t i = 0; i < u.host.len; i++)
		str_add_char(&address, (char)ascii_lower((unsigned char)u.host.data[i]));
	if (u.port.len && names_port(rule->pattern)) {
		str_add_char(&address, ':');
		str_add_slice(&address, u.port);
	}
	str_add_slice(&address, u.path.len ? u.path : slice_of("/"));
	if (u.has_query) {
		str_add_char(&address, '?');
		str_add_slice(&address, u.query);
	}
	same = u.host.len && rule->pattern &&
	       fits(without_www(rule->pattern), without_www(address.data));
	str_release(&address);
	return same;
}
