/* The page rules that are built in: a block a site. Selectors checked against pages of 2019 to
 * 2026. */
#include "feed/page.h"

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
