/* The filter language: every operator, what binds how, unfinished input, and never a surprise. */
#include "unit.h"

#include "base/clock.h"
#include "filter/rows.h"
#include "store/tag_map.h"

/* 2026-11-22 21:00 +08:00 */
enum { NOW = 1795352400, EAST = 8 * 3600, HOUR = 3600, DAY = 86400 };

static const char *const tags_in_use[] = { "科技", "科学", "体育", "抗疫进行时", "奋进新征程 建功新时代",
	                                   "360", "AI" };

static struct filter_tags *names;

static int make_names(void **state)
{
	(void)state;
	names = filter_tags_new(tags_in_use, ARRAY_LENGTH(tags_in_use));
	return 0;
}

static int free_names(void **state)
{
	(void)state;
	filter_tags_free(names);
	return 0;
}

static struct filter_context context(void)
{
	return (struct filter_context){ NOW, EAST, NOW - 2 * HOUR, names, true, NULL };
}

/* Ten rows; a test names those that are to pass by their digits. */
static const struct {
	const char *title, *source, *tags[3];
	int64_t time;
	bool read, star, changed;
} articles[] = {
	{ "芯片新品发布，光刻机待解", "格子城报", { "科技", "要闻" }, NOW - HOUR, false, false, false },
	{ "打字队3∶2逆转", "码头广播", { "体育" }, NOW - 3 * HOUR, true, true, false },
	{ "ＡＩ写诗，Open AI 也写", "等宽晚报", { "科技", "AI" }, NOW - 20 * HOUR, false, true, false },
	{ "今晨初雪落在哪条街", "格子城报", { "天气" }, NOW - DAY, true, false, true },
	{ "核酸检测点延时", "光标社", { "抗疫进行时" }, NOW - 2 * DAY, false, false, false },
	{ "學者談漢字簡化", "方格副刊", { "科学", "文化" }, NOW - 8 * DAY, true, false, false },
	{ "广告：键盘特卖", "铅字周刊", { "广告" }, NOW - 9 * DAY, false, false, false },
	{ "抽奖：送键帽", "铅字周刊", { "奋进新征程 建功新时代" }, NOW - 40 * DAY, false, false, false },
	{ "C++ 与 a|b 的写法", "BBC 中文", { "360" }, NOW - 400 * DAY, true, false, false },
	{ "一条没有标签的", "BBC", { NULL }, NOW - 10, false, false, false },
};

static struct item item_of(size_t i)
{
	struct item item = {
		.title = articles[i].title, .source = articles[i].source,
		.tags = (const char **)(uintptr_t)articles[i].tags,
		.sort_time = articles[i].time, .fetched = articles[i].time,
		.is_read = articles[i].read, .is_starred = articles[i].star,
		.is_changed = articles[i].changed,
	};

	while (item.n_tags < 3 && articles[i].tags[item.n_tags])
		item.n_tags++;
	return item;
}

static void passing(const struct filter *f, char out[16])
{
	struct str folded = STR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(articles); i++) {
		struct item item = item_of(i);
		bool yes = filter_matches_item(f, &item);

		str_clear(&folded);
		filter_fold_item(&folded, &item);
		assert_int_equal(yes, filter_matches_item_folded(f, &item, str_slice(&folded)));
		if (yes)
			out[n++] = (char)('0' + i);
	}
	out[n] = '\0';
	str_release(&folded);
}

struct row {
	const char *expression, *pass;
	const char *said; /* part of the sentence, NULL: nothing is said */
};

static void check_rows(const struct row *rows, size_t n)
{
	struct filter_context c = context();

	for (size_t i = 0; i < n; i++) {
		struct err err = ERR_INIT;
		struct filter *f = filter_parse(rows[i].expression, &c, &err);
		char pass[16];

		passing(f, pass);
		if (strcmp(pass, rows[i].pass) != 0)
			fail_msg("“%s” lets %s pass, not %s", rows[i].expression, pass,
			         rows[i].pass);
		if (rows[i].said ? !strstr(err.text, rows[i].said) : err.text[0])
			fail_msg("“%s” says: %s", rows[i].expression, err.text);
		filter_free(f);
	}
}

#define ALL "0123456789"

static void every_operator(void **state)
{
	static const struct row rows[] = {
		/* words: title, source or tag; folded */
		{ "", ALL, NULL },
		{ "芯片", "0", NULL },
		{ "格子城", "03", NULL },
		{ "天气", "3", NULL },
		{ "ai", "2", NULL },
		{ "ＡＩ", "2", NULL },
		{ "学者谈汉字", "5", NULL },
		{ "學者", "5", NULL },
		{ "没有这个词", "", NULL },
		{ "C++", "8", NULL },
		{ "3∶2", "1", NULL },
		/* a blank is AND; no word reaches from one field into the next */
		{ "芯片 光刻机", "0", NULL },
		{ "芯片 体育", "", NULL },
		{ "芯片　科技", "0", NULL },
		{ "待解格子城报", "", NULL },
		/* quotes */
		{ "\"open ai\"", "2", NULL },
		{ "\"open  ai\"", "", NULL },
		{ "“open ai”", "2", NULL },
		{ "\"a|b\"", "8", NULL },
		{ "\"+科技\"", "", NULL },
		{ "\"与 a\"|雪", "38", NULL },
		/* tags */
		{ "+科技", "02", NULL },
		{ "#科技", "02", NULL },
		{ "+科", "025", NULL },
		{ "+ai", "2", NULL },
		{ "+抗疫", "4", NULL },
		{ "+\"奋进新征程 建功新时代\"", "7", NULL },
		{ "+奋进", "7", NULL },
		{ "#360", "8", NULL },
		{ "+键盘", "6", NULL },
		{ "+疫", "4", NULL },
		/* sources */
		{ "=BBC", "89", NULL },
		{ "=bbc", "89", NULL },
		{ "=\"BBC\"", "9", NULL },
		{ "=晚报", "2", NULL },
		{ "=科技", "", NULL },
		/* not */
		{ "-=BBC", "01234567", NULL },
		{ "!+科技 !广告", "1345789", NULL },
		{ "-广告", "012345789", NULL },
		{ "!:已看", "024679", NULL },
		/* spans */
		{ "@3h", "019", NULL },
		{ "@2d", "012349", NULL },
		{ "@1w", "012349", NULL },
		{ "@today", "0129", NULL },
		{ "@今天", "0129", NULL },
		{ "@yesterday", "3", NULL },
		{ "@昨天", "3", NULL },
		{ "@前天", "4", NULL },
		{ "@2026-11-22", "0129", NULL },
		{ "@11-20", "4", NULL },
		{ "@2026-11", "01234569", NULL },
		{ "@2025", "8", NULL },
		{ "@2026-11-14..2026-11-20", "45", NULL },
		{ "@2026-11-20..2026-11-14", "45", NULL },
		{ "@..2026-10-31", "78", NULL },
		{ "@2026-11-21..", "01239", NULL },
		{ "@9d..2d", "56", NULL },
		{ "@3天", "012349", NULL },
		{ "@２ｄ", "012349", NULL },
		{ "@昨天。。今天", "01239", NULL },
		/* states */
		{ ":unread", "024679", NULL },
		{ ":未读", "024679", NULL },
		{ ":read", "1358", NULL },
		{ ":seen", "1358", NULL },
		{ ":已看", "1358", NULL },
		{ ":star", "12", NULL },
		{ ":收藏", "12", NULL },
		{ ":changed", "3", NULL },
		{ ":改", "3", NULL },
		{ ":new", "09", NULL },
		{ ":新", "09", NULL },
		{ ":up", "", NULL },
		{ ":升", "", NULL },
		{ ":unr", "024679", NULL },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

static void what_binds_how(void **state)
{
	static const struct row rows[] = {
		{ "芯片|初雪", "03", NULL },
		{ "芯片|初雪 格子城", "03", NULL },
		{ "芯片|初雪 !:已看", "0", NULL },
		{ "芯片 | 初雪 :已看", "03", NULL },
		{ "打字 :未读 | 广告 | 抽奖", "67", NULL },
		{ "+科技|+体育", "012", NULL },
		{ "=BBC|=光标社|雪", "3489", NULL },
		{ "-广告|抽奖", "01234589", NULL },
		{ "!广告|抽奖 =铅字", "", NULL },
		{ "!广告|!抽奖 =铅字", "67", NULL },
		{ "@3h|:star", "0129", NULL },
		{ "芯片| 初雪", "03", NULL },
		{ "芯片 |初雪", "03", NULL },
		{ "芯片 · 初雪", "03", NULL },
		{ "写诗||雪", "23", NULL },
		{ "|雪", "3", NULL },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

static void full_width_and_input_methods(void **state)
{
	static const struct row rows[] = {
		{ "＋科技", "02", NULL },
		{ "＃科技", "02", NULL },
		{ "－广告", "012345789", NULL },
		{ "！广告", "012345789", NULL },
		{ "——广告", "012345789", NULL },
		{ "＝格子城", "03", NULL },
		{ "＠今天", "0129", NULL },
		{ "：未读", "024679", NULL },
		{ "芯片｜初雪", "03", NULL },
		{ "芯片 ｜ 初雪", "03", NULL },
		{ "！：已看　＋科技", "02", NULL },
		{ "＂open ai＂", "2", NULL },
		{ "……10 芯片", "", NULL },
		{ "》1万 芯片", "", NULL },
		{ "、芯.新、 科技", "0", NULL },
		{ "／芯.新／ 科技", "0", NULL },
		{ "−广告", "012345789", NULL },
		{ "＃２", ALL, NULL },
		{ "￥", "", NULL },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

static void unfinished_and_refused(void **state)
{
	static const struct row rows[] = {
		{ "+", ALL, NULL },
		{ "-", ALL, NULL },
		{ "!", ALL, NULL },
		{ "=", ALL, NULL },
		{ "@", ALL, NULL },
		{ "#", ALL, NULL },
		{ ":", ALL, NULL },
		{ "|", ALL, NULL },
		{ "\"", ALL, NULL },
		{ "\"\"", ALL, NULL },
		{ "-+", ALL, NULL },
		{ "!:", ALL, NULL },
		{ "芯片 -", "0", NULL },
		{ "芯片 |", "0", NULL },
		{ "芯片|", "0", NULL },
		{ "芯片 +", "0", NULL },
		{ "\"open a", "2", NULL },
		{ "+\"奋进新征程 建", "7", NULL },
		{ "芯片 @10", "0", "@10d" },
		{ "芯片 @soon", "0", "@3h" },
		{ "芯片 @2026-13", "0", "@3h" },
		{ "芯片 @2026-02-30", "0", "@3h" },
		{ "芯片 :s", "0", ":unread" },
		{ "芯片 :nosuch", "0", ":unread" },
		{ "^", ALL, NULL },
		{ ">", ALL, NULL },
		{ ">=", ALL, NULL },
		{ "/", ALL, NULL },
		{ "//", ALL, NULL },
		{ "芯片 ^a", "0", "^10" },
		{ "芯片 ^1万", "0", "^10" },
		{ "芯片 >万", "0", ">1万" },
		{ "芯片 >1x", "0", ">1万" },
		{ "芯片 /光刻机 待/", "", NULL },
		{ "芯片 /光刻机.*待", "0", NULL },
		{ "芯片 /(/", "0", "regular expression" },
		{ "芯片 /[", "0", "regular expression" },
		{ "芯片 /(?<x", "0", "regular expression" },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

/* What a tag was called before finds what it is called now. */
static void renamed_tags(void **state)
{
	static const struct tag_pair pairs[] = {
		{ "technology", "科技" }, { "Sport", "体育" }, { "特卖", NULL }, { "12", "AI" },
	};
	static const struct {
		const char *expression, *pass;
		bool with_names;
	} rows[] = {
		{ "+technology", "02", true }, { "＋ＴＥＣＨＮＯＬＯＧＹ", "02", false },
		{ "+techn", "02", true },      { "-+sport", "023456789", false },
		{ "+sport|+technology", "012", true }, { "+特卖", "6", true }, { "#12", "2", true },
		{ "+technologyx", "", true },  { "+科", "025", true },
	};
	struct tag_map *map = tag_map_new(pairs, ARRAY_LENGTH(pairs));

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct filter_context c = context();
		struct filter *f;
		char pass[16];

		c.renamed = map;
		if (!rows[i].with_names)
			c.tags = NULL;
		f = filter_parse(rows[i].expression, &c, NULL);
		passing(f, pass);
		if (strcmp(pass, rows[i].pass) != 0)
			fail_msg("“%s” lets %s pass, not %s", rows[i].expression, pass, rows[i].pass);
		filter_free(f);
	}
	tag_map_free(map);
}

static void ranks_and_regexes(void **state)
{
	static const struct row rows[] = {
		{ "/^打字/", "1", NULL },
		{ "/^打字", "1", NULL },
		{ "/open\\s+ai/", "2", NULL },
		{ "/OPEN AI/", "2", NULL },
		{ "/學者.漢字/", "5", NULL },
		{ "/[学學]者/", "5", NULL },
		{ "/a\\|b/", "8", NULL },
		{ "/c\\+\\+ 与 a/", "8", NULL },
		{ "/：/", "67", NULL },
		{ "/芯片|初雪/ :未读", "0", NULL },
		{ "!/广告|抽奖/ =铅字", "", NULL },
		{ "/雪/|打字", "13", NULL },
		{ "/(a+)+$/", "", NULL },
		{ "/\\d.\\d/", "1", NULL },
		{ "/\\S与\\S/", "", NULL },
		{ "^10", "", NULL },
		{ "-^10", ALL, NULL },
		{ ">1万", "", NULL },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

static void by_sound(void **state)
{
	static const struct row rows[] = {
		{ "xpxp", "0", NULL },
		{ "xinpian", "0", NULL },
		{ "hsjc", "4", NULL },
		{ "kyjxs", "4", NULL },      /* the tag */
		{ "+kyjxs", "4", NULL },
		{ "+kyjhs", "4", NULL },
		{ "+kyj", "4", NULL },
		{ "#kyjxs", "4", NULL },
		{ "+kj", "02", NULL },       /* 科技 is it whole */
		{ "+keji", "02", NULL },
		{ "+kej", "02", NULL },
		{ "+kx", "5", NULL },
		{ "+ty", "1", NULL },
		{ "+ai", "2", NULL },        /* a name goes before a sound */
		{ "+xpxp", "0", NULL },      /* no tag: a word */
		{ "kj", "02", NULL },        /* two letters find names */
		{ "gg", "6", NULL },         /* the tag 广告, not a title */
		{ "xp", "", NULL },
		{ "=gzc", "03", NULL },
		{ "=dkwb", "2", NULL },
		{ "=bbczw", "8", NULL },
		{ "=\"gzc\"", "", NULL },
		{ "\"xpxp\"", "", NULL },
		{ "+\"kj\"", "", NULL },
		{ "-xpxp", "123456789", NULL },
		{ "+科 -kyjxs", "025", NULL },
		{ "ｘｐｘｐ", "0", NULL },
		{ "XPXP", "0", NULL },
		{ "chuxue|xpxp", "03", NULL },
		{ "jccxl", "3", NULL },
		{ "xzthzjh", "5", NULL },    /* 學者談漢字簡化 */
		{ "kj :未读 @1d", "02", NULL },
	};
	struct filter_context c = context();
	struct filter *f;
	char pass[16];

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
	/* keep, skip and rules work unseen */
	c.by_sound = false;
	f = filter_parse("xpxp|+kj", &c, NULL);
	passing(f, pass);
	assert_string_equal(pass, "");
	filter_free(f);
}

static void spans_in_words(void **state)
{
	/* it is Sunday */
	static const struct row rows[] = {
		{ "@2026年11月22日", "0129", NULL }, { "@11月20日", "4", NULL },
		{ "@2026/11/20", "4", NULL },        { "@11.20", "4", NULL },
		{ "@2026年11月", "01234569", NULL }, { "@2025年", "8", NULL },
		{ "@本周", "012349", NULL },         { "@上周", "56", NULL },
		{ "@week", "012349", NULL },         { "@本月", "01234569", NULL },
		{ "@上月", "7", NULL },              { "@1个月", "01234569", NULL },
		{ "@2y", ALL, NULL },                { "@3小时", "019", NULL },
		{ "@昨天..", "01239", NULL },        { "@..昨天", "345678", NULL },
		{ "@9d..", "01234569", NULL },    { "@10月1日..本月", "012345679", NULL },
		{ ":today", "0129", NULL },          { ":今天", "0129", NULL },
		{ "!:today :unread", "467", NULL },
		{ ":未読", "024679", NULL },         { ":읽음", "1358", NULL },
		{ ":별표", "12", NULL },
		{ "@20", ALL, "#20" },               { "@11-", ALL, "@3h" },
	};

	(void)state;
	check_rows(rows, ARRAY_LENGTH(rows));
}

/* While one types, every beginning is a filter, and what is left out never empties the list. */
static void every_beginning_is_a_filter(void **state)
{
	static const char *const whole[] = {
		"+抗疫进行时 @1d", "芯片|光刻机 !:已看", "=格子城 ^10 :new", "“open ai” | +体育 @2026-11-22",
		"-广告|抽奖 #20", "/芯.(片|机)[^a]\\d/ >1.2亿 ^10", "+kyjxs xinpian ……10 》1万",
		"@2026-11-14..2026-11-20 !\"a b\"",
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(whole); i++)
		for (size_t n = 0; n <= strlen(whole[i]); n++) {
			char *begun = strndup(whole[i], n), pass[16];
			struct filter *f = filter_parse(begun, &c, NULL);

			passing(f, pass);
			filter_free(f);
			free(begun);
		}
}

static void limits(void **state)
{
	static const struct {
		const char *expression;
		int limit;
	} rows[] = {
		{ "#20", 20 }, { "芯片 #5 雪", 5 }, { "＃7", 7 }, { "#360", 0 }, { "#2026", 0 },
		{ "-#20", 0 }, { "#20|雪", 0 },     { "#2a", 0 }, { "", 0 },     { "\"#20\"", 0 },
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct filter *f = filter_parse(rows[i].expression, &c, NULL);

		if (filter_limit(f) != rows[i].limit)
			fail_msg("%s: %d", rows[i].expression, filter_limit(f));
		filter_free(f);
	}
}

static void narrows_a_view(void **state)
{
	struct filter_context c = context();
	struct filter *view = filter_parse("+科技 | +体育 #30", &c, NULL);
	struct filter *prompt = filter_parse("写诗 | 芯片 #20", &c, NULL);
	char pass[16];

	(void)state;
	filter_within(prompt, view);
	passing(prompt, pass);
	assert_string_equal(pass, "02");
	assert_int_equal(filter_limit(prompt), 20);
	filter_free(prompt);
	prompt = filter_parse("", &c, NULL);
	filter_within(prompt, filter_parse("雪", &c, NULL));
	assert_false(filter_is_empty(prompt));
	passing(prompt, pass);
	assert_string_equal(pass, "3");
	filter_free(prompt);
	prompt = filter_parse(" + | - ", &c, NULL);
	assert_true(filter_is_empty(prompt));
	filter_free(prompt);
	assert_true(filter_is_empty(NULL));
}

/* Without the names in use a tag is meant whole: a rule +AI does not take AIDS. */
static void whole_tags_without_names(void **state)
{
	struct filter_context c = context();
	char pass[16];
	struct filter *f;

	(void)state;
	c.tags = NULL;
	f = filter_parse("+科", &c, NULL);
	passing(f, pass);
	assert_string_equal(pass, "");
	filter_free(f);
	f = filter_parse("+科技", &c, NULL);
	passing(f, pass);
	assert_string_equal(pass, "02");
	filter_free(f);
}

/* --- hot lists -------------------------------------------------------------------------------- */

static void hot_entries(void **state)
{
	static const char *tags[] = { "科技" };
	static const struct hot_entry entries[] = {
		{ .title = "芯片发布会", .list = "微博", .state = HOT_NEW, .tags = tags, .n_tags = 1,
		  .rank = 1, .heat = 12000000,
		  .first_seen = NOW - HOUR, .last_seen = NOW },
		{ .title = "科技馆免票", .list = "微博", .state = HOT_UP, .rank = 10, .heat = 9999,
		  .first_seen = NOW - DAY,
		  .last_seen = NOW },
		{ .title = "初雪", .list = "知乎", .state = HOT_DOWN, .rank = 11, .heat = 10000,
		  .first_seen = NOW - 2 * DAY,
		  .last_seen = NOW - DAY },
		{ .title = "白菜跌破2元", .list = "知乎", .state = HOT_SAME, .rank = 2, .heat = -1,
		  .first_seen = NOW - HOUR,
		  .last_seen = NOW },
		{ .title = "旧事重提", .list = "贴吧", .state = HOT_BACK, .rank = 3, .heat = 120000000,
		  .first_seen = NOW - 9 * DAY,
		  .last_seen = NOW },
		{ .title = "已经下去的", .list = "贴吧", .state = HOT_GONE, .rank = 4, .heat = 0,
		  .first_seen = NOW - 9 * DAY,
		  .last_seen = NOW - 2 * HOUR },
	};
	static const struct {
		const char *expression, *pass;
	} rows[] = {
		{ "", "012345" },    { "芯片", "0" },      { "+科技", "01" },   { "=微博", "01" },
		{ "微博", "01" },    { ":new", "0" },      { ":新", "0" },      { ":升", "1" },
		{ ":up", "1" },      { ":降", "2" },       { ":平", "3" },      { ":返", "4" },
		{ ":back", "4" },    { ":gone", "5" },     { ":下榜", "5" },    { "-:gone", "01234" },
		{ "!:已看", "012345" }, { ":star", "" },   { "@1h", "0134" },   { "@昨天", "1245" },
		{ "+体育", "" },     { "^10", "0134" },    { "^1", "0" },       { "^０", "" },
		{ "……3", "034" },    { "-^3", "125" },     { ">1万", "024" },   { ">10k", "024" },
		{ ">1.2亿", "4" },   { ">12M", "04" },     { ">=1,000万", "04" }, { ">0", "01245" },
		{ "》1萬", "024" },  { ">1억", "4" },      { "kjgmp", "1" },    { "+kj", "0" },
		{ "+kjg", "1" },     { "=wb", "01" },      { "=微博 ^10 :new", "0" },
		{ "/科技.*票$/", "1" },
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct filter *f = filter_parse(rows[i].expression, &c, NULL);
		struct str folded = STR_INIT;
		char pass[16];
		size_t n = 0;

		for (size_t k = 0; k < ARRAY_LENGTH(entries); k++) {
			bool yes = filter_matches_hot(f, &entries[k]);

			str_clear(&folded);
			filter_fold_hot(&folded, &entries[k]);
			assert_int_equal(yes, filter_matches_hot_folded(f, &entries[k],
			                                                str_slice(&folded)));
			if (yes)
				pass[n++] = (char)('0' + k);
		}
		pass[n] = '\0';
		if (strcmp(pass, rows[i].pass) != 0)
			fail_msg("%s: %s, not %s", rows[i].expression, pass, rows[i].pass);
		str_release(&folded);
		filter_free(f);
	}
}

/* --- highlighting ----------------------------------------------------------------------------- */

static void marks_words(void **state)
{
	static const struct {
		const char *expression, *text, *marked; /* the marked parts in [ ] */
	} rows[] = {
		{ "雪", "雪落雪", "[雪]落[雪]" },
		{ "ai", "Open ＡＩ 与 aI", "Open [ＡＩ] 与 [aI]" },
		{ "汉字", "學漢字", "學[漢字]" },
		{ "芯片|光刻 雪", "芯片雪光刻", "[芯片雪光刻]" },
		{ "ab bc", "xabcx", "x[abc]x" },
		{ "-雪 !落", "雪落", "雪落" },
		{ "+科技 =微博 :new", "科技微博", "科技微博" },
		{ "雪 | \"a b\"", "a b雪", "[a b雪]" },
		{ "", "雪", "雪" },
		{ "雪", "", "" },
		{ "xpx", "新芯片下线", "新[芯片下]线" },
		{ "cqyh", "在重慶銀行里", "在[重慶銀行]里" },
		{ "gpai", "光谱 AI 与光谱“AI”", "[光谱 AI] 与[光谱“AI]”" },
		{ "ai", "爱 AI", "爱 [AI]" },
		{ "\"xpx\"", "新芯片下线", "新芯片下线" },
		{ "/芯.|\\d+/", "芯片12号", "[芯片12]号" },
		{ "+没有的", "这里没有的", "这里[没有的]" },
		{ "ㅅㅇ", "오늘 서울", "오늘 [서울]" },
		{ "tokyo", "とうきょうと", "[とうきょ]うと" },
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct filter *f = filter_parse(rows[i].expression, &c, NULL);
		struct text_range ranges[8];
		size_t n = filter_highlight(f, rows[i].text, ranges, ARRAY_LENGTH(ranges)), at = 0;
		struct str out = STR_INIT;

		for (size_t k = 0; k < n; k++) {
			str_append(&out, rows[i].text + at, ranges[k].start - at);
			str_add_char(&out, '[');
			str_append(&out, rows[i].text + ranges[k].start,
			           ranges[k].end - ranges[k].start);
			str_add_char(&out, ']');
			at = ranges[k].end;
		}
		str_add(&out, rows[i].text + at);
		assert_string_equal(out.data, rows[i].marked);
		str_release(&out);
		filter_free(f);
	}
}

static void marks_no_more_than_asked(void **state)
{
	struct filter *f = filter_parse("雪", NULL, NULL);
	struct text_range ranges[2];

	(void)state;
	assert_int_equal(filter_highlight(f, "雪 雪 雪 雪", ranges, 2), 2);
	assert_int_equal(filter_highlight(f, "雪 雪 雪 雪", ranges, 0), 0);
	filter_free(f);
}

/* One language: the same row passes as an article, as a hot entry, folded beforehand, and among the
 * compact rows of a long list (which the prompt and the command line look at). */
static void all_who_filter_agree(void **state)
{
	static const char *const expressions[] = {
		"芯片", "ai", "ＡＩ", "xpxp", "kyjxs", "+kyjxs", "+科技", "#科", "+kj", "=格子", "=gzc",
		"=\"BBC\"", "-广告", "！广告", "芯片|初雪", "芯片 | 初雪 广告", "+科技 -写诗", "@2d", "@昨天",
		"@2026-11-14..2026-11-20", "/^打字|雪/", "!/广告/", "\"open ai\"", "“a|b”", "学者谈",
		"雪 =gzcb", "＋科技　－写诗", "kj 写诗", "gg|ty", "+体育|+天气 @1w", "chuxue|hesuan", "c++",
		"/.{9,}/ -@3h", "|", "+", "-", "", "xzth @2w", "……", "、雪、",
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(expressions); i++) {
		struct filter *f = filter_parse(expressions[i], &c, NULL);
		struct filter_rows *rows = filter_rows_new();
		char as_item[16], as_hot[16], as_row[16];
		const uint32_t *passed;
		size_t n, n_hot = 0;

		passing(f, as_item);
		for (size_t k = 0; k < ARRAY_LENGTH(articles); k++) {
			struct item item = item_of(k);
			struct hot_entry hot = {
				.title = item.title, .list = item.source, .tags = item.tags,
				.n_tags = item.n_tags, .first_seen = item.sort_time,
				.last_seen = item.sort_time, .heat = -1,
			};

			filter_rows_add(rows, &item);
			if (filter_matches_hot(f, &hot))
				as_hot[n_hot++] = (char)('0' + k);
		}
		as_hot[n_hot] = '\0';
		n = filter_rows_pass(rows, f, &passed);
		for (size_t k = 0; k < n; k++)
			as_row[k] = (char)('0' + passed[k]);
		as_row[n] = '\0';
		if (strcmp(as_item, as_hot) != 0 || strcmp(as_item, as_row) != 0)
			fail_msg("%s: %s, hot %s, rows %s", expressions[i], as_item, as_hot, as_row);
		filter_rows_free(rows);
		filter_free(f);
	}
}

/* --- anything --------------------------------------------------------------------------------- */

static uint64_t seed = 0x9e3779b97f4a7c15u;

static uint64_t any(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static void any_string_is_a_filter(void **state)
{
	static const char *const parts[] = {
		"+",    "#",    "=",    "-",        "!",  "|",  ":",  "@",    "^",
		">",    "/",    "\"",   " ",        "　", "＋", "－", "！",   "：",
		"｜",   "“",    "”",    "……",       "》", "、", "——", "￥",   "·",
		"芯片", "科技", "a",    "B",        "20", "3h", "..", "今天", "2026-11-22",
		"new",  "未读", "kj", "xpx", "(", "[", "\\", "万", "\xff", "\xe8\x8a", "\n", "\t", "𠮷",
	};
	struct filter_context c = context();

	(void)state;
	for (int round = 0; round < 10000; round++) {
		struct str text = STR_INIT;
		struct text_range ranges[4];
		struct filter *f;
		char first[16], again[16];
		size_t n = any() % 12;

		for (size_t i = 0; i < n; i++)
			str_add(&text, parts[any() % ARRAY_LENGTH(parts)]);
		f = filter_parse(text.data, &c, NULL);
		passing(f, first);
		filter_highlight(f, articles[any() % ARRAY_LENGTH(articles)].title, ranges, 4);
		assert_true(filter_limit(f) >= 0 && filter_limit(f) <= 999);
		filter_free(f);
		f = filter_parse(text.data, &c, NULL);
		passing(f, again);
		assert_string_equal(first, again);
		filter_free(f);
		str_release(&text);
	}
}

/* What is called narrower lets nothing pass that the other does not; typing on mostly is. */
static void narrower_filters_are(void **state)
{
	static const char *const parts[] = {
		"x", "p", "h", "s", "kj", "芯", "片", "雪", " ", "|", "-", "=", "+", "@", "3", "d",
		"1", ">", "^", "科", "技", ":", "unread", "\"", "5", "a", "i", "/", ".", "c", "yin",
	};
	struct filter_context c = context();
	int n_narrower = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		struct str text = STR_INIT;
		struct filter *f, *g;
		char wide[16], narrow[16];

		for (size_t n = any() % 7; n > 0; n--)
			str_add(&text, parts[any() % ARRAY_LENGTH(parts)]);
		f = filter_parse(text.data, &c, NULL);
		str_add(&text, parts[any() % ARRAY_LENGTH(parts)]);
		g = filter_parse(text.data, &c, NULL);
		passing(f, wide);
		passing(g, narrow);
		if (filter_is_narrower(g, f)) {
			n_narrower++;
			for (size_t i = 0; narrow[i]; i++)
				if (!strchr(wide, narrow[i]))
					fail_msg("%s lets %s pass, not only %s", text.data, narrow,
					         wide);
		}
		filter_free(f);
		filter_free(g);
		str_release(&text);
	}
	assert_true(n_narrower > 1000);
}

static void narrower(void **state)
{
	static const struct {
		const char *wide, *narrow;
		bool yes;
	} rows[] = {
		{ "", "芯", true },          { "芯", "芯片", true },     { "芯", "芯 片", true },
		{ "kyj", "kyjx", true },     { "ky", "kyj", false },     { "k", "ky", false },
		{ "片", "芯片", true },      { "芯片", "芯", false },    { "芯", "芯|片", false },
		{ "芯", "芯 | 片", false },  { "-芯", "-芯片", false },  { "-芯", "-芯 雪", true },
		{ "+kj", "+kj 雪", true },   { "@2d", "@1d", true },     { "@1d", "@2d", false },
		{ "^10", "^1", true },       { "^1", "^10", false },     { ">1", ">10", true },
		{ "/芯/", "/芯片/", false }, { "/芯/", "/芯/ 雪", true }, { "雪 芯", "雪 芯片", true },
		{ "芯|片", "芯|片 雪", true }, { "=BB", "=BBC", true },  { "芯 | 片", "芯 | 片", true },
	};
	struct filter_context c = context();

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct filter *f = filter_parse(rows[i].wide, &c, NULL);
		struct filter *g = filter_parse(rows[i].narrow, &c, NULL);

		if (filter_is_narrower(g, f) != rows[i].yes)
			fail_msg("%s → %s", rows[i].wide, rows[i].narrow);
		filter_within(g, filter_parse("雪", &c, NULL));
		assert_int_equal(filter_is_narrower(g, f), rows[i].yes);
		assert_false(filter_is_narrower(f, g) && !rows[i].yes);
		filter_free(f);
		filter_free(g);
	}
	assert_true(filter_is_narrower(NULL, NULL));
}

/* Bytes that are no characters at all, and what is far too long. */
static void hostile_input(void **state)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	struct filter *f;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		str_clear(&text);
		for (size_t n = any() % 40; n > 0; n--)
			str_add_char(&text, (char)(1 + any() % 255));
		filter_free(filter_parse(text.data, NULL, NULL));
	}
	str_clear(&text);
	for (int i = 0; i < 100000; i++)
		str_add(&text, "a|");
	f = filter_parse(text.data, NULL, &err);
	assert_non_null(strstr(err.text, "too long"));
	filter_free(f);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_operator),
		cmocka_unit_test(what_binds_how),
		cmocka_unit_test(full_width_and_input_methods),
		cmocka_unit_test(unfinished_and_refused),
		cmocka_unit_test(renamed_tags),
		cmocka_unit_test(ranks_and_regexes),
		cmocka_unit_test(by_sound),
		cmocka_unit_test(spans_in_words),
		cmocka_unit_test(every_beginning_is_a_filter),
		cmocka_unit_test(limits),
		cmocka_unit_test(narrows_a_view),
		cmocka_unit_test(whole_tags_without_names),
		cmocka_unit_test(hot_entries),
		cmocka_unit_test(all_who_filter_agree),
		cmocka_unit_test(marks_words),
		cmocka_unit_test(marks_no_more_than_asked),
		cmocka_unit_test(any_string_is_a_filter),
		cmocka_unit_test(narrower),
		cmocka_unit_test(narrower_filters_are),
		cmocka_unit_test(hostile_input),
	};

	return cmocka_run_group_tests(tests, make_names, free_names);
}
