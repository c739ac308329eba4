#include "feed/page_words.h"
#include "base/array.h"
#include "text/utf8.h"

#include <string.h>

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}

#define IS_ONE_OF(name, list) is_one_of(name, list, ARRAY_LENGTH(list))

bool page_name_is_noise(const char *name)
{
	static const char *const names[] = { "script", "style", "template", "noscript", "link", "meta",
		                             "svg", "canvas", "object", "head", "textarea", "title" };

	return IS_ONE_OF(name, names);
}

bool page_is_beside(const struct html_node *n)
{
	static const char *const names[] = { "nav", "aside", "footer", "form", "button", "select",
		                             "iframe", "header", "dialog", "menu" };
	static const char *const roles[] = { "navigation", "complementary", "banner", "contentinfo",
		                             "search", "dialog", "alert", "menu" };
	const char *role = html_node_attr(n, "role");

	return IS_ONE_OF(n->name, names) || (role && IS_ONE_OF(role, roles));
}

bool page_is_hidden(const struct html_node *n)
{
	const char *style = html_node_attr(n, "style"), *p = style ? strcasestr(style, "display") : NULL;

	if (html_node_attr(n, "hidden"))
		return true;
	for (; p; p = strcasestr(p, "display")) {
		p += strlen("display");
		p += strspn(p, " \t");
		if (*p != ':')
			continue;
		p += 1 + strspn(p + 1, " \t");
		if (!strncasecmp(p, "none", 4))
			return true;
	}
	return false;
}

/* --- words of classes ------------------------------------------------------------------------------ */

/* A word that ends with * stands for all that begin so. */
static const struct name_word {
	const char *word;
	enum page_name name;
} name_words[] = {
	{ "comment*", NAME_COMMENT },    { "cmt*", NAME_COMMENT },        { "reply*", NAME_COMMENT },
	{ "replies", NAME_COMMENT },     { "pinglun*", NAME_COMMENT },    { "disqus*", NAME_COMMENT },
	{ "liuyan*", NAME_COMMENT },     { "discussion", NAME_COMMENT },  { "respond", NAME_COMMENT },
	{ "related*", NAME_RELATED },    { "relate", NAME_RELATED },      { "relation*", NAME_RELATED },
	{ "relevant*", NAME_RELATED },   { "recommend*", NAME_RELATED },  { "recom*", NAME_RELATED },
	{ "rcmd*", NAME_RELATED },       { "tuijian*", NAME_RELATED },    { "xiangguan*", NAME_RELATED },
	{ "tag", NAME_TAGS },            { "tags", NAME_TAGS },           { "taglist", NAME_TAGS },
	{ "keyword", NAME_TAGS },        { "keywords", NAME_TAGS },       { "biaoqian", NAME_TAGS },
	{ "title", NAME_TITLE },         { "headline", NAME_TITLE },      { "biaoti", NAME_TITLE },
	{ "tit", NAME_TITLE },
	{ "footer*", NAME_BESIDE },      { "foot", NAME_BESIDE },         { "copyright*", NAME_BESIDE },
	{ "sidebar*", NAME_BESIDE },     { "aside*", NAME_BESIDE },       { "share*", NAME_BESIDE },
	{ "sharing", NAME_BESIDE },      { "social*", NAME_BESIDE },      { "breadcrumb*", NAME_BESIDE },
	{ "crumb*", NAME_BESIDE },       { "nav", NAME_BESIDE },          { "navbar*", NAME_BESIDE },
	{ "navigation*", NAME_BESIDE },  { "menu*", NAME_BESIDE },        { "topnav", NAME_BESIDE },
	{ "advert*", NAME_BESIDE },      { "ad", NAME_BESIDE },           { "ads", NAME_BESIDE },
	{ "adsbygoogle", NAME_BESIDE },  { "adbox", NAME_BESIDE },        { "guanggao*", NAME_BESIDE },
	{ "promo*", NAME_BESIDE },       { "sponsor*", NAME_BESIDE },     { "subscribe*", NAME_BESIDE },
	{ "newsletter*", NAME_BESIDE },  { "pagination*", NAME_BESIDE },  { "pager", NAME_BESIDE },
	{ "toolbar*", NAME_BESIDE },     { "tools", NAME_BESIDE },        { "hotlist", NAME_BESIDE },
	{ "hotnews", NAME_BESIDE },      { "rank", NAME_BESIDE },         { "ranking*", NAME_BESIDE },
	{ "ranklist", NAME_BESIDE },     { "popular*", NAME_BESIDE },     { "trending*", NAME_BESIDE },
	{ "widget*", NAME_BESIDE },      { "login*", NAME_BESIDE },       { "signup", NAME_BESIDE },
	{ "register", NAME_BESIDE },     { "cookie*", NAME_BESIDE },      { "popup*", NAME_BESIDE },
	{ "modal*", NAME_BESIDE },       { "qrcode*", NAME_BESIDE },      { "erweima*", NAME_BESIDE },
	{ "ewm", NAME_BESIDE },          { "zebian", NAME_BESIDE },       { "bianji", NAME_BESIDE },
	{ "editor", NAME_BESIDE },       { "statement", NAME_BESIDE },    { "shengming", NAME_BESIDE },
	{ "disclaimer*", NAME_BESIDE },  { "outbrain*", NAME_BESIDE },    { "taboola*", NAME_BESIDE },
	{ "byline*", NAME_BESIDE },      { "bio", NAME_BESIDE },          { "noprint", NAME_BESIDE },
	{ "navbox*", NAME_BESIDE },      { "catlinks", NAME_BESIDE },     { "editsection", NAME_BESIDE },
	{ "toc", NAME_BESIDE },          { "masthead", NAME_BESIDE },     { "topbar", NAME_BESIDE },
	{ "hidden", NAME_BESIDE },       { "offscreen", NAME_BESIDE },    { "like", NAME_BESIDE },
	{ "paywall*", NAME_BESIDE },     { "prevnext", NAME_BESIDE },     { "postnavi", NAME_BESIDE },     { "feedback", NAME_BESIDE },
};

static bool word_fits(const char *word, struct slice s)
{
	size_t n = strlen(word);
	bool open = word[n - 1] == '*';

	n -= open;
	return (open ? s.len >= n : s.len == n) && !strncasecmp(s.data, word, n);
}

/* Words end at signs, and where a capital follows a small letter: "articleShare". */
static struct slice next_word(const char **p)
{
	const char *from;

	while (**p && !ascii_is_alpha((unsigned char)**p) && (signed char)**p > 0)
		++*p;
	from = *p;
	while (ascii_is_alpha((unsigned char)**p)) {
		bool small = **p >= 'a';

		++*p;
		if (small && **p >= 'A' && **p <= 'Z')
			break;
	}
	if (*p == from && **p)
		++*p;
	return slice_make(from, (size_t)(*p - from));
}

enum page_name page_name_of(const struct html_node *n)
{
	const char *marks[2] = { html_node_attr(n, "class"), html_node_attr(n, "id") };
	enum page_name found = NAME_NONE;

	for (size_t k = 0; k < 2; k++) {
		const char *p = marks[k] ? marks[k] : "";
		int words = 0;

		while (*p && words++ < 32) {
			struct slice word = next_word(&p);

			for (size_t i = 0; word.len > 1 && i < ARRAY_LENGTH(name_words); i++)
				if (word_fits(name_words[i].word, word) &&
				    (found == NAME_NONE || name_words[i].name < found))
					found = name_words[i].name;
		}
	}
	return found;
}

/* --- words of lines -------------------------------------------------------------------------------- */

enum place { WHOLE, BEGINS, HOLDS, ENDS };

static const struct line_word {
	const char *word;
	enum place place;
	enum page_line_kind kind;
	unsigned most;   /* bytes of a line that can be meant; 0: 120 */
} line_words[] = {
#define RELATED(w) { w, WHOLE, LINE_RELATED, 0 }
#define OVER(w) { w, WHOLE, LINE_OVER, 0 }
	RELATED("相关阅读"), RELATED("相关新闻"), RELATED("相关推荐"), RELATED("相关文章"),
	RELATED("相关报道"), RELATED("相关链接"), RELATED("相关内容"), RELATED("相关资讯"),
	RELATED("延伸阅读"), RELATED("推荐阅读"), RELATED("更多阅读"), RELATED("扩展阅读"),
	RELATED("新闻链接"), RELATED("往期回顾"), RELATED("往期精彩"), RELATED("精彩推荐"),
	RELATED("相關閱讀"), RELATED("相關新聞"), RELATED("相關報導"), RELATED("延伸閱讀"),
	RELATED("推薦閱讀"), RELATED("相關文章"), RELATED("为你推荐"), RELATED("為你推薦"),
	RELATED("更多精彩内容"), RELATED("猜你喜欢"), RELATED("大家都在看"), RELATED("编辑推荐"),
	RELATED("関連記事"), RELATED("関連ニュース"), RELATED("あわせて読みたい"), RELATED("おすすめ記事"),
	RELATED("関連リンク"), RELATED("こちらもおすすめ"), RELATED("関連する記事"),
	RELATED("관련기사"), RELATED("관련 기사"), RELATED("관련 뉴스"), RELATED("관련뉴스"),
	RELATED("추천기사"), RELATED("추천 기사"), RELATED("이 기사와 함께 본 기사"),
	RELATED("related"), RELATED("related stories"), RELATED("related articles"),
	RELATED("related posts"), RELATED("related content"), RELATED("related topics"),
	RELATED("related news"), RELATED("recommended"), RELATED("recommended for you"),
	RELATED("you may also like"), RELATED("you might also like"), RELATED("more on this story"),
	RELATED("read next"), RELATED("read more"), RELATED("more stories"), RELATED("keep reading"),
	OVER("热门推荐"), OVER("热点新闻"), OVER("热门文章"), OVER("热门新闻"), OVER("热点推荐"),
	OVER("新闻排行"), OVER("热榜"), OVER("点击排行"), OVER("阅读排行"), OVER("最新文章"),
	OVER("最新新闻"), OVER("最新评论"), OVER("热门评论"), OVER("网友评论"), OVER("全部评论"),
	OVER("精彩评论"), OVER("发表评论"), OVER("我要评论"), OVER("我来说两句"), OVER("评论"),
	OVER("評論"), OVER("留言"), OVER("发表留言"), OVER("评论区"), OVER("写评论"), OVER("网友留言"),
	OVER("コメント"), OVER("コメントする"), OVER("ランキング"), OVER("アクセスランキング"),
	OVER("人気記事"), OVER("新着記事"), OVER("最新記事"), OVER("댓글"), OVER("많이 본 뉴스"),
	OVER("인기기사"), OVER("인기 기사"), OVER("최신기사"), OVER("실시간 랭킹"), OVER("주요뉴스"),
	OVER("comments"), OVER("leave a comment"), OVER("leave a reply"), OVER("post a comment"),
	OVER("most read"), OVER("most popular"), OVER("most viewed"), OVER("trending"),
	OVER("trending now"), OVER("top stories"), OVER("latest news"), OVER("share this"),
	OVER("about the author"), OVER("join the discussion"), OVER("popular posts"),
#define BOILER(w) { w, BEGINS, LINE_BOILER, 0 }
#define LEGAL(w) { w, BEGINS, LINE_BOILER, 900 }
#define INSIDE(w) { w, HOLDS, LINE_BOILER, 0 }
	BOILER("分享到"), BOILER("分享至"), BOILER("分享："), BOILER("分享:"), BOILER("分享本文"),
	BOILER("扫一扫"), BOILER("扫描二维码"), BOILER("扫码"), BOILER("长按二维码"), BOILER("微信扫"),
	BOILER("长按识别"), BOILER("打开微信"), BOILER("点击进入"), BOILER("点击查看"), BOILER("点击下载"),
	BOILER("点击上方"), BOILER("点击阅读原文"), BOILER("点击关注"), BOILER("阅读原文"),
	BOILER("展开全文"), BOILER("查看更多"), BOILER("加载更多"), BOILER("查看全部"),
	BOILER("打开app"), BOILER("下载app"), BOILER("下载客户端"), BOILER("打开客户端"),
	BOILER("欢迎关注"), BOILER("关注我们"), BOILER("更多精彩"), BOILER("更多内容请"),
	BOILER("字号"), BOILER("字体"), BOILER("【字体"), BOILER("【打印"), BOILER("打印本页"),
	BOILER("【大 中 小"), BOILER("【关闭"), BOILER("我要纠错"), BOILER("纠错"), BOILER("举报"),
	BOILER("返回搜狐"), BOILER("返回首页"), BOILER("当前位置"), BOILER("您的位置"),
	BOILER("您现在的位置"), BOILER("上一篇"), BOILER("下一篇"), BOILER("上一条"), BOILER("下一条"),
	BOILER("上一頁"), BOILER("前一篇"), BOILER("后一篇"), BOILER("阅读量"), BOILER("阅读数"),
	BOILER("浏览量"), BOILER("点击量"), BOILER("投稿邮箱"), BOILER("新闻热线"), BOILER("联系邮箱"),
	BOILER("広告"), BOILER("ツイート"), BOILER("シェア"), BOILER("この記事をシェア"),
	BOILER("この記事を"), BOILER("続きを読む"), BOILER("前の記事"), BOILER("次の記事"),
	BOILER("기사제보"), BOILER("기사 공유"), BOILER("공유하기"), BOILER("글자크기"), BOILER("제보는"),
	BOILER("advertisement"), BOILER("share on"), BOILER("share this"), BOILER("follow us"),
	BOILER("sign up for"), BOILER("subscribe to our"), BOILER("click here to"),
	BOILER("print this"), BOILER("email this"), BOILER("skip to"), BOILER("read more:"),
	BOILER("read also:"), BOILER("also read:"), BOILER("continue reading"), BOILER("tweet"),
	{ "广告", WHOLE, LINE_BOILER, 0 }, { "广 告", WHOLE, LINE_BOILER, 0 },
	{ "广告：", BEGINS, LINE_BOILER, 0 }, { "分享", WHOLE, LINE_BOILER, 0 },
	{ "收藏", WHOLE, LINE_BOILER, 0 }, { "打印", WHOLE, LINE_BOILER, 0 },
	{ "点赞", WHOLE, LINE_BOILER, 0 }, { "赞", WHOLE, LINE_BOILER, 0 },
	{ "在看", WHOLE, LINE_BOILER, 0 }, { "大 中 小", WHOLE, LINE_BOILER, 0 },
	{ "微信", WHOLE, LINE_BOILER, 0 }, { "微博", WHOLE, LINE_BOILER, 0 },
	{ "share", WHOLE, LINE_BOILER, 0 }, { "print", WHOLE, LINE_BOILER, 0 },
	{ "save", WHOLE, LINE_BOILER, 0 }, { "like", WHOLE, LINE_BOILER, 0 },
	{ "facebook", WHOLE, LINE_BOILER, 0 }, { "twitter", WHOLE, LINE_BOILER, 0 },
	{ "image source", WHOLE, LINE_BOILER, 0 }, { "ad", WHOLE, LINE_BOILER, 0 },
	{ "[edit]", WHOLE, LINE_BOILER, 0 }, { "edit", WHOLE, LINE_BOILER, 0 },
	LEGAL("声明："), LEGAL("声明:"), LEGAL("版权声明"), LEGAL("免责声明"), LEGAL("特别声明"),
	LEGAL("郑重声明"), LEGAL("本文仅代表作者"), LEGAL("本文系"), LEGAL("【免责声明"),
	LEGAL("以上内容仅代表"), LEGAL("以上文章内容仅代表"), LEGAL("未经授权"), LEGAL("未经许可"),
	LEGAL("版权所有"), LEGAL("本网站所刊载"), LEGAL("转载请注明"), LEGAL("凡本网注明"),
	LEGAL("本文来自微信公众号"), LEGAL("版權所有"), LEGAL("版權聲明"), LEGAL("copyright"),
	LEGAL("©"), LEGAL("(c) "), LEGAL("all rights reserved"), LEGAL("本站声明"),
	LEGAL("무단전재"), LEGAL("무단 전재"), LEGAL("저작권자"), LEGAL("ⓒ"), LEGAL("<저작권자"),
	LEGAL("〈저작권자"), LEGAL("無断転載"), LEGAL("無断複製"), LEGAL("京icp"), LEGAL("违法和不良信息"),
	LEGAL("责任声明"), LEGAL("温馨提示：本文"), LEGAL("（声明"), LEGAL("特别提示：本"),
	INSIDE("未经授权不得转载"), INSIDE("严禁转载"), INSIDE("谢绝转载"), INSIDE("转载请注明"),
	INSIDE("无断转载"), INSIDE("無断転載"), INSIDE("무단전재"), INSIDE("무단 전재"),
	INSIDE("재배포 금지"), INSIDE("all rights reserved"), INSIDE("版权归原作者"),
	INSIDE("扫描下方二维码"), INSIDE("关注公众号"), INSIDE("关注微信公众号"), INSIDE("扫码关注"),
	INSIDE("打开app"), INSIDE("下载客户端"), INSIDE("二维码"),
#define BYLINE(w) { w, BEGINS, LINE_BYLINE, 0 }
	BYLINE("来源："), BYLINE("来源:"), BYLINE("来源："), BYLINE("稿源："), BYLINE("文章来源"),
	BYLINE("稿件来源"), BYLINE("信息来源："), BYLINE("作者："), BYLINE("作者:"), BYLINE("编辑："),
	BYLINE("编辑:"), BYLINE("责任编辑"), BYLINE("(责任编辑"), BYLINE("（责任编辑"), BYLINE("责编"),
	BYLINE("(责编"), BYLINE("（责编"), BYLINE("[责任编辑"), BYLINE("[责编"), BYLINE("【责任编辑"),
	BYLINE("【责编"), BYLINE("责任编辑："), BYLINE("編輯："), BYLINE("責任編輯"), BYLINE("（責任編輯"),
	BYLINE("(責任編輯"), BYLINE("[編輯"), BYLINE("（编辑"), BYLINE("(编辑"), BYLINE("[编辑"),
	BYLINE("校对："), BYLINE("审核："), BYLINE("值班编辑"), BYLINE("本文编辑"), BYLINE("编审："),
	BYLINE("发布时间"), BYLINE("发表时间"), BYLINE("更新时间"), BYLINE("时间："), BYLINE("时间:"),
	BYLINE("发表于"), BYLINE("发布于"), BYLINE("出处："), BYLINE("标签"), BYLINE("关键词"),
	BYLINE("關鍵字"), BYLINE("標籤"), BYLINE("原标题："), BYLINE("原标题:"), BYLINE("出典："),
	BYLINE("タグ："), BYLINE("태그"), BYLINE("키워드"), BYLINE("입력 "), BYLINE("입력:"),
	BYLINE("승인 "), BYLINE("수정 "), BYLINE("기사입력"), BYLINE("公開日"), BYLINE("更新日"),
	BYLINE("最終更新"), BYLINE("配信"), BYLINE("tags:"), BYLINE("filed under"), BYLINE("posted in"),
	BYLINE("posted on"), BYLINE("published "), BYLINE("published:"), BYLINE("updated "),
	BYLINE("updated:"), BYLINE("last modified"), BYLINE("categories:"), BYLINE("source:"),
	BYLINE("editor:"), BYLINE("本报记者"), BYLINE("最后更新"),
#define PAGER(w) { w, BEGINS, LINE_PAGER, 60 }
	PAGER("上一页"), PAGER("下一页"), PAGER("首页 上一页"), PAGER("前のページ"), PAGER("次のページ"),
	PAGER("次へ"), PAGER("next page"), PAGER("previous page"), PAGER("다음 페이지"),
	PAGER("【1】"), PAGER("[1]"), PAGER("1 2 "), PAGER("第1页"), PAGER("共1页"),
};

/* What stands round a heading's words: brackets, colons, arrows, a number. */
static struct slice bare(struct slice s)
{
	static const char *const round[] = { "【", "】", "[", "]", "：", ":", "·", "|", "｜", ">", "»", "▍",
		                             "■", "●", "◆", "▼", "▶", "*", "—", "-", "#", "（", "）",
		                             "(", ")", "/", "“", "”", "...", "…", "▪", "★", " " };
	bool again = true;

	s = slice_trim(s);
	while (again && s.len) {
		again = false;
		for (size_t i = 0; i < ARRAY_LENGTH(round) && s.len; i++) {
			size_t n = strlen(round[i]);

			if (slice_begins(s, round[i])) {
				s = slice_make(s.data + n, s.len - n);
				again = true;
			}
			if (slice_ends(s, round[i])) {
				s.len -= n;
				again = true;
			}
		}
		while (s.len && ascii_is_digit((unsigned char)s.data[s.len - 1])) {
			s.len--;
			again = true;
		}
	}
	return s;
}

static bool holds_nocase(struct slice s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.len; i++)
		if (!strncasecmp(s.data + i, word, n))
			return true;
	return false;
}

static bool line_fits(const struct line_word *w, struct slice line, struct slice inner)
{
	if (line.len > (w->most ? w->most : 120))
		return false;
	switch (w->place) {
	case WHOLE:
		return slice_is_nocase(inner, w->word);
	case BEGINS:
		return slice_begins_nocase(line, w->word) || slice_begins_nocase(inner, w->word);
	case ENDS:
		return slice_ends(line, w->word);
	case HOLDS:
		return holds_nocase(line, w->word);
	}
	return false;
}

/* Nothing but numbers and brackets. */
static bool is_pager(struct slice s)
{
	int digits = 0;

	if (s.len > 200)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (ascii_is_digit((unsigned char)s.data[i]))
			digits++;
		else if (ascii_is_alpha((unsigned char)s.data[i]))
			return false;
	}
	return digits && page_fact(s, FACT_SOURCE).len == 0;
}

enum page_line_kind page_line_kind(struct slice text, bool linked)
{
	struct slice inner;

	if (text.len > 900)
		return LINE_TEXT;
	inner = bare(text);
	for (size_t i = 0; i < ARRAY_LENGTH(line_words); i++)
		if (line_fits(&line_words[i], text, inner))
			return line_words[i].kind;
	return linked && is_pager(text) ? LINE_PAGER : LINE_TEXT;
}

/* --- facts in lines -------------------------------------------------------------------------------- */

static const struct fact_key {
	const char *key;
	enum page_fact fact;
} fact_keys[] = {
	{ "文章来源：", FACT_SOURCE }, { "文章来源:", FACT_SOURCE }, { "稿件来源：", FACT_SOURCE },
	{ "来源：", FACT_SOURCE }, { "来源:", FACT_SOURCE }, { "来源 : ", FACT_SOURCE },
	{ "來源：", FACT_SOURCE }, { "來源:", FACT_SOURCE }, { "稿源：", FACT_SOURCE },
	{ "出处：", FACT_SOURCE }, { "出典：", FACT_SOURCE }, { "来源于：", FACT_SOURCE },
	{ "Source: ", FACT_SOURCE }, { "提供：", FACT_SOURCE }, { "来源丨", FACT_SOURCE },
	{ "来源｜", FACT_SOURCE }, { "来源|", FACT_SOURCE },
	{ "责任编辑：", FACT_EDITOR }, { "责任编辑:", FACT_EDITOR }, { "责任编辑 ", FACT_EDITOR },
	{ "责任编辑丨", FACT_EDITOR }, { "責任編輯：", FACT_EDITOR }, { "責任編輯:", FACT_EDITOR },
	{ "责编：", FACT_EDITOR }, { "责编:", FACT_EDITOR }, { "责编 ", FACT_EDITOR },
	{ "值班编辑：", FACT_EDITOR }, { "本文编辑：", FACT_EDITOR }, { "编辑：", FACT_EDITOR },
	{ "编辑:", FACT_EDITOR }, { "编辑 | ", FACT_EDITOR }, { "编辑丨", FACT_EDITOR },
	{ "编辑｜", FACT_EDITOR }, { "編輯：", FACT_EDITOR }, { "編集：", FACT_EDITOR },
	{ "编辑/", FACT_EDITOR }, { "Editor: ", FACT_EDITOR }, { "편집：", FACT_EDITOR },
	{ "文章作者：", FACT_AUTHOR }, { "作者：", FACT_AUTHOR }, { "作者:", FACT_AUTHOR },
	{ "作者 | ", FACT_AUTHOR }, { "作者丨", FACT_AUTHOR }, { "作者｜", FACT_AUTHOR },
	{ "撰文：", FACT_AUTHOR }, { "撰文 | ", FACT_AUTHOR }, { "执笔：", FACT_AUTHOR },
	{ "文：", FACT_AUTHOR }, { "文 | ", FACT_AUTHOR }, { "文｜", FACT_AUTHOR }, { "文丨", FACT_AUTHOR },
	{ "記者：", FACT_AUTHOR }, { "记者：", FACT_AUTHOR }, { "记者:", FACT_AUTHOR },
	{ "執筆：", FACT_AUTHOR }, { "著者：", FACT_AUTHOR }, { "기자：", FACT_AUTHOR },
	{ "By ", FACT_AUTHOR }, { "by ", FACT_AUTHOR }, { "BY ", FACT_AUTHOR },
	{ "标签：", FACT_TAGS }, { "标签:", FACT_TAGS }, { "关键词：", FACT_TAGS }, { "關鍵字：", FACT_TAGS },
	{ "标签 ", FACT_TAGS }, { "タグ：", FACT_TAGS }, { "태그：", FACT_TAGS }, { "Tags: ", FACT_TAGS },
	{ "标签", FACT_TAGS },
};

/* Where the value ends: at a bracket, a bar, the next key, or (names have blanks in English only) a
 * blank. */
static size_t value_length(struct slice s, enum page_fact fact)
{
	static const char *const ends[] = { "|", "｜", "丨", "）", "】", "]", ")", "　", "发布时", "发布于",
		                            "发布：", "发表于", "时间", "阅读", "浏览", "点击", "评论", "字号", "分享",
		                            "责任编辑", "责编", "编辑：", "编辑:", "来源", "作者", "20",
		                            "记者", "收藏", "打印", "更新", "审核", "校对", ">", "【", "（",
		                            "，", "。", "；", ";" };
	bool latin = s.len && (unsigned char)s.data[0] < 0x80;

	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == ' ' && !latin && fact != FACT_EDITOR)
			return i;
		for (size_t k = 0; i && k < ARRAY_LENGTH(ends); k++)
			if (!strncmp(s.data + i, ends[k], strlen(ends[k])))
				return i;
	}
	return s.len;
}

static bool begins_word(struct slice line, const char *at)
{
	/* "编辑：" inside "责任编辑：" is that one; "by " wants to be a word */
	return at == line.data || !ascii_is_alpha((unsigned char)at[-1]);
}

struct slice page_fact(struct slice line, enum page_fact fact)
{
	for (size_t i = 0; line.len <= 600 && i < ARRAY_LENGTH(fact_keys); i++) {
		const char *key = fact_keys[i].key, *at;
		size_t n = strlen(key);
		struct slice value;

		if (fact_keys[i].fact != fact || !(at = slice_find(line, key, n)))
			continue;
		/* a key of one sign, or of letters, is one only at the beginning */
		if (!begins_word(line, at) || ((n <= 6 || (unsigned char)key[0] < 0x80) && at != line.data))
			if (!(n == 6 && slice_begins(line, "（文")))
				continue;
		value = slice_make(at + n, line.len - (size_t)(at + n - line.data));
		while (value.len && value.data[0] == ' ')
			value = slice_make(value.data + 1, value.len - 1);
		if (fact != FACT_TAGS)
			value.len = value_length(value, fact);
		value = slice_trim(value);
		if (value.len && value.len <= 90)
			return value;
	}
	return slice_make("", 0);
}

/* --- readers, ages, walls -------------------------------------------------------------------------- */

static bool holds_one_of(struct slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (holds_nocase(s, words[i]))
			return true;
	return false;
}

bool page_is_reader_word(struct slice line)
{
	static const char *const words[] = { "回复", "举报", "點讚", "点赞", "楼", "支持", "反对", "沙发",
		                             "Reply", "Report", "Likes", "返信", "いいね", "答글", "답글",
		                             "신고", "추천", "顶(", "踩(", "赞(", "引用", "只看该作者" };

	return line.len <= 80 && holds_one_of(line, words, ARRAY_LENGTH(words));
}

bool page_is_age(struct slice line)
{
	static const char *const words[] = { "刚刚", "分钟前", "小时前", "天前", "昨天", "前天", "個小時前",
		                             "分前", "時間前", "日前", "분 전", "시간 전", "일 전",
		                             "minutes ago", "hours ago", "days ago", "hour ago", "day ago" };

	return line.len <= 60 && holds_one_of(line, words, ARRAY_LENGTH(words));
}

bool page_is_next_word(struct slice line)
{
	static const char *const words[] = { "下一页", "下页", "下一頁", "下頁", "后一页", "余下全文",
		                             "next page", "next", "next ", "次のページ", "次ページ", "次へ",
		                             "次のページへ", "다음 페이지", "다음페이지", "다음", "继续阅读",
		                             "阅读全文", "在本页阅读全文" };
	struct slice inner = bare(line);

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (slice_is_nocase(inner, words[i]))
			return true;
	return false;
}

enum page_wall page_wall(struct slice line)
{
	static const char *const logins[] = { "登录后", "请登录", "请先登录", "登陆后", "登入後", "請登入",
		                              "会员专享", "会员可读", "订阅后", "付费", "會員專享", "购买后",
		                              "会員限定", "会員登録", "ログインして", "有料会員", "로그인",
		                              "유료회원", "구독", "log in to", "sign in to", "login to",
		                              "subscribe to continue", "subscribers only", "members only",
		                              "already a subscriber", "仅限会员", "需要登录" };
	static const char *const scripts[] = { "enable javascript", "javascript is disabled",
		                               "requires javascript", "javascript to run", "启用javascript",
		                               "开启javascript", "启用 javascript", "javascriptを有効",
		                               "自바스크립트", "자바스크립트", "turn on javascript",
		                               "javascript is required", "支持javascript", "需要javascript",
		                               "without javascript" };

	if (line.len > 600)
		return WALL_NONE;
	if (holds_one_of(line, scripts, ARRAY_LENGTH(scripts)))
		return WALL_SCRIPT;
	return holds_one_of(line, logins, ARRAY_LENGTH(logins)) ? WALL_LOGIN : WALL_NONE;
}
