/* The configuration: what is read, what every mistake is told, and that the rest still loads. */
#include "unit.h"

#include <unistd.h>

#include "config/config.h"
#include "config/parts.h"
#include "config/query.h"
#include "text/clean.h"

#include <time.h>

static struct config *load(const char *text)
{
	return config_of_text(slice_of(text), "config");
}

static const struct source *find(const struct config *c, enum source_kind kind, const char *name)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (c->sources[i].kind == kind && !strcmp(c->sources[i].name, name))
			return &c->sources[i];
	fail_msg("there is no source %s", name);
	return NULL;
}

static void show_problems(const struct config *c)
{
	for (size_t i = 0; i < c->n_problems; i++)
		print_message("%s:%d: %s\n", c->problems[i].file, c->problems[i].line,
		              c->problems[i].text);
}

static void no_problems(const struct config *c)
{
	show_problems(c);
	assert_int_equal(c->n_problems, 0);
}

static void is_list(const struct text_list *list, const char *joined)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < list->n; i++)
		str_printf(&s, "%s%s", i ? "\n" : "", list->v[i]);
	assert_string_equal(s.data, joined);
	assert_true(!list->n || !list->v[list->n]);
	str_release(&s);
}

/* --- what is read ----------------------------------------------------------------------------- */

static void reads_everything(void **state)
{
	static const char text[] =
		"\xef\xbb\xbf# a comment\r\n"
		"measure = 72\r\n"
		"; another = one\r\n"
		"\r\n"
		"[haowai]\r\n"
		"  every=1h\r\n"
		"[feed 格子城报]\r\n"
		"url = https://gezicheng.example/list.json?a=b&c=d#f=g\r\n"
		"items = data.items\r\n"
		"title = title\r\n"
		"link = url\r\n"
		"link = https://gezicheng.example/{id|url}\r\n"
		"tags = special.name\r\n"
		"tag = 时政\r\n"
		"tag = \" 要闻 \"\r\n"
		"drop = kind == ad\r\n"
		"drop = title ~ ^\\d+=$\r\n"
		"strip-query = s, from  utm\r\n"
		"remove = script, .ad\r\n"
		"timezone = +8\r\n"
		"every = 10m\r\n"
		"limit = 16\r\n"
		"group = 国内 // 时政/\r\n"
		"language = zh-CN\r\n"
		"header = Referer: https://gezicheng.example/\r\n"
		"skip = \"广告 位\" 抽奖\r\n"
		"fulltext = .content > p\r\n"
		"[hot \"茶馆 热榜\"]\n"
		"url=https://teahouse.example/hot\n"
		"items = ul > li\n"
		"title = a\n"
		"[page gezicheng.example/*]\n"
		"title = h1\n"
		"body = .text p\n"
		"related-title = h4 a\n"
		"timezone = +0800\n"
		"[view 科技]\n"
		"filter = +科技 | \"新 品\"\n"
		"[keys]\n"
		"bind = article o open-browser\n"
		"bind = list x =";
	struct config *c = load(text);
	const struct source *s = find(c, SOURCE_FEED, "格子城报"), *hot;
	const struct config_line *line;
	size_t at = 0;

	(void)state;
	no_problems(c);
	assert_true(c->has_sources);
	assert_int_equal(c->options.measure, 72);
	assert_int_equal(c->options.every, 3600);
	assert_string_equal(s->url, "https://gezicheng.example/list.json?a=b&c=d#f=g");
	assert_true(s->is_mapped);
	is_list(&s->map.items, "data.items");
	is_list(&s->map.link, "url\nhttps://gezicheng.example/{id|url}");
	is_list(&s->tag, "时政\n 要闻 ");
	is_list(&s->map.drop, "kind == ad\ntitle ~ ^\\d+=$");
	is_list(&s->map.strip_query, "s\nfrom\nutm");
	is_list(&s->map.remove, "script, .ad");
	is_list(&s->skip, "\"广告 位\" 抽奖");
	assert_string_equal(s->timezone, "+08:00");
	assert_int_equal(s->every_s, 600);
	assert_int_equal(s->map.limit, 16);
	assert_string_equal(s->group, "国内/时政");
	assert_int_equal(s->fulltext, FULLTEXT_CSS);
	assert_string_equal(s->fulltext_css, ".content > p");
	assert_int_equal(s->line, 7);
	hot = find(c, SOURCE_HOT, "茶馆 热榜");
	assert_string_equal(hot->url, "https://teahouse.example/hot");
	assert_string_equal(c->pages[0].pattern, "gezicheng.example/*");
	assert_string_equal(c->pages[0].timezone, "+08:00");
	is_list(&c->pages[0].related_title, "h4 a");
	assert_int_equal(c->n_views, 1);
	assert_string_equal(c->views[0].filter, "+科技 | \"新 品\"");
	line = config_next_line(c, "keys", &at);
	assert_string_equal(line->value, "article o open-browser");
	line = config_next_line(c, "keys", &at);
	assert_string_equal(line->value, "list x =");
	assert_null(config_next_line(c, "keys", &at));
	config_free(c);
}

/* Lists grow past every power of two. */
static void keeps_long_lists_and_lines(void **state)
{
	struct str text = STR_INIT, url = STR_INIT;
	struct config *c;
	const struct source *s;

	(void)state;
	str_add(&url, "https://gezicheng.example/");
	str_add_repeat(&url, 'x', 200000);
	str_printf(&text, "[feed a]\nurl = %s\n", url.data);
	for (int i = 0; i < 100; i++)
		str_printf(&text, "tag = t%d\n", i);
	c = load(text.data);
	no_problems(c);
	s = find(c, SOURCE_FEED, "a");
	assert_string_equal(s->url, url.data);
	assert_int_equal(s->tag.n, 100);
	assert_string_equal(s->tag.v[99], "t99");
	assert_null(s->tag.v[100]);
	config_free(c);
	str_release(&text);
	str_release(&url);
}

/* --- mistakes --------------------------------------------------------------------------------- */

static void tells_every_mistake(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *said;
	} rows[] = {
		{ "[feed a]\nurl = https://a.example/\nitms = x\n", 3,
		  "unknown key itms in [feed], did you mean items?" },
		{ "[feed a]\nurl = https://a.example/\nqqqqqqq = x\n", 3, "haowai(5)" },
		{ "[feed a]\nurl = https://a.example/\ntheme = dark\n", 3,
		  "put it under [haowai]" },
		{ "mesure = 70\n", 1, "did you mean measure?" },
		{ "items = x\n", 1, "belongs into a section" },
		{ "measure = 7000\n", 1, "16 to 200" },
		{ "[fead a]\nurl = https://a.example/\nxyz = 1\n", 1, "did you mean [feed]?" },
		{ "[qqqqqqq]\n", 1, "unknown section [qqqqqqq]" },
		{ "[feed]\nurl = https://a.example/\n", 1, "[feed NAME]" },
		{ "[feed a] # no\n", 1, "ends with ]" },
		{ "[]\n", 1, "needs a word" },
		{ "[keys a]\n", 1, "takes no name" },
		{ "just words\n", 1, "write key = value" },
		{ "= x\n", 1, "no key before =" },
		{ "measure ＝ 70\n", 1, "full-width" },
		{ "[feed a]\n", 1, "has no address" },
		{ "[feed a]\nurl = ftp://a.example/\n", 1, "http, https and file" },
		{ "[feed a]\nurl = javascript:alert(1)\n", 1, "http, https and file" },
		{ "[feed a]\nurl = a.example/rss\n", 1, "write https://" },
		{ "[feed a]\nurl = haowai:edition\n", 1, "http, https and file" },
		{ "[feed a]\nurl = file://\n", 1, "names no file" },
		{ "[feed a]\nurl = https://a.example/\nurl = https://b.example/\n", 3, "twice" },
		{ "[feed a]\nurl = https://a.example/\nevery = 10\n", 3, "10m, 2h or 90d" },
		{ "[feed a]\nurl = https://a.example/\ntimezone = Asia/Shanghai\n", 3, "+08:00" },
		{ "[feed a]\nurl = https://a.example/\ntimezone = +25:00\n", 3, "+08:00" },
		{ "[feed a]\nurl = https://a.example/\nlimit = many\n", 3, "a number" },
		{ "[feed a]\nurl = https://a.example/\nlanguage = 中文\n", 3, "zh, zh-TW" },
		{ "[feed a]\nurl = https://a.example/\ntype = xml\n", 3, "rss, atom" },
		{ "[feed a]\nurl = https://a.example/\nheader = Referer\n", 3, "Referer: " },
		{ "[feed a]\nurl = https://a.example/\nheader-env = A: B C\n", 3, "environment" },
		{ "[feed a]\nurl = https://a.example/\nmethod = PUT\n", 3, "GET, POST" },
		{ "[feed a]\nurl = https://a.example/\npaused = perhaps\n", 3, "on or off" },
		{ "[feed a]\nurl = https://a.example/\nskip = ^x\n", 3, "^10" },
		{ "[feed a]\nurl = https://a.example/\nskip = @10\n", 3, "@10d" },
		{ "[feed a]\nurl = https://a.example/\ndrop = is_ad\n", 3, "is_ad == true" },
		{ "[feed a]\nurl = https://a.example/\ndrop = is_ad = true\n", 3, "is_ad == true" },
		{ "[feed a]\nurl = https://a.example/\nextract = abc\n", 3, "jsonp" },
		{ "[feed a]\nurl = https://a.example/\nextract = (abc\n", 3, "(abc" },
		{ "[feed a]\nurl = https://a.example/\ndrop = title ~ [a\n", 3, "[a" },
		{ "[feed a]\nurl = https://a.example/\ntitle = b\n", 1, "add items =" },
		{ "[feed a]\nurl = https://a.example/\nitems = b\n", 1, "add title =" },
		{ "[feed a]\nurl = https://a.example/\npreset = dailyhott\n", 3,
		  "did you mean dailyhot?" },
		{ "[feed a]\nurl = https://a.example/\nbase = https://b.example/\n", 3,
		  "[preset NAME]" },
		{ "[hot a]\npreset = dailyhot\n", 1, "the name of a list" },
		{ "[feed a]\nurl = https://a.example/\n[feed b]\nurl = "
		  "http://A.example/?utm_source=x\n",
		  3, "same source as “a” (line 1)" },
		{ "[feed a]\nurl = https://a.example/\n[feed a]\nurl = https://b.example/\n", 3,
		  "this one is called “a 2”" },
		{ "[feed a]\nurl = https://a.example/\nmuted = on\n", 3, "muted" },
		{ "[extra]\nwhen = x\n", 2, "lists>=N" },
		{ "[rule a]\ntag = x\n", 1, "needs match" },
		{ "[rule a]\nmatch = x\n", 1, "does nothing" },
		{ "[rule a]\nmatch = x\nmute = perhaps\n", 3, "on or off" },
		{ "[rule a]\nmatch = @10\nmute = on\n", 2, "lacks a unit" },
		{ "[alert a]\nbell = on\n", 1, "needs match" },
		{ "[alert a]\nmatch = x\nnotify = mail\n", 3, "osc777" },
		{ "[alert a]\nmatch = x\nquiet = night\n", 3, "23:00-07:00" },
		{ "[alert a]\nmatch = x\ncommand = \"a\n", 3, "quote" },
		{ "[tags]\nrename = a\n", 2, "rename = A = B" },
		{ "[tags]\nnane = a\n", 2, "rename, merge" },
		{ "[page https://a.example/*]\nbody = p\n", 1, "[page a.example/*]" },
		{ "[page a.example/*]\ntime = .t\n", 1, "title = and body =" },
		{ "[page a.example/*]\ntitle = h1\nbody = ul >\n", 3, "selector" },
		{ "[view a]\n", 1, "needs filter =" },
		{ "[view a]\nfilter = :nosuch\n", 2, ":unread" },
		{ "[source feed:https://a.example/]\npaused = on\n", 1, "[feed NAME]" },
		{ "exec:~/bin/feed tag\n", 1, "never does" },
		{ "filter:~/bin/fix:https://a.example/rss\n", 1, "url = https://a.example/rss" },
		{ "\"filter:~/bin/fix -x:https://a.example/rss\" tag\n", 1,
		  "url = https://a.example/rss" },
		{ "ftp://a.example/rss tag\n", 1, "http, https and file" },
		{ "\"query:a:age > 3\"\n", 1, "no equal here" },
		{ "\"query:a\"\n", 1, "query:NAME" },
		{ "[feed a]\nurl = https://a.example/\ngroup = \xc4\xe3\xba\xc3\n", 3, "UTF-8" },
		{ "[feed a]\nurl = https://a.example/?key=geheim x\nurl = gopher://a/?key=geheim\n",
		  1, "key=***" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct config *c = load(rows[i].text);
		bool found = false;

		for (size_t k = 0; k < c->n_problems && !found; k++)
			found = c->problems[k].line == rows[i].line &&
			        strstr(c->problems[k].text, rows[i].said) != NULL;
		if (!found) {
			show_problems(c);
			fail_msg("%s\n… should be told at line %d: %s", rows[i].text, rows[i].line,
			         rows[i].said);
		}
		config_free(c);
	}
}

static void loads_the_rest(void **state)
{
	struct config *c = load("nonsense\n"
	                        "[feed broken]\n"
	                        "url = nowhere\n"
	                        "[wat x]\n"
	                        "url = https://lost.example/\n"
	                        "[feed good]\n"
	                        "url = https://good.example/rss\n"
	                        "evry = 1h\n"
	                        "every = 2h\n");

	(void)state;
	assert_int_equal(c->n_problems, 4);
	assert_non_null(find(c, SOURCE_FEED, "broken")->problem);
	assert_null(find(c, SOURCE_FEED, "good")->problem);
	assert_int_equal(find(c, SOURCE_FEED, "good")->every_s, 7200);
	config_free(c);
}

/* Bytes that are no text are told once and never reach a label. */
static void cleans_what_is_shown(void **state)
{
	struct config *c = load("[feed a\x1b]0;b\x07]\nurl = https://a.example/\n"
	                        "group = \xc4\xe3\xba\xc3\ntag = \x1b[31m\n");

	(void)state;
	assert_int_equal(c->n_problems, 1);
	for (size_t i = 0; i < c->n_sources; i++)
		assert_true(text_is_clean(slice_of(c->sources[i].name), CLEAN_LINE));
	assert_true(text_is_clean(slice_of(c->sources[0].group), CLEAN_LINE));
	assert_true(text_is_clean(slice_of(c->sources[0].tag.v[0]), CLEAN_LINE));
	config_free(c);
}

static void a_title_becomes_the_name(void **state)
{
	struct config *c = load("https://a.example/1\nhttps://a.example/2\nhttps://a.example/3\n"
	                        "[feed 格子城报]\nurl = https://b.example/\n");
	char title[256] = "";

	(void)state;
	config_take_title(c, 0, NULL);
	config_take_title(c, 0, " \n");
	assert_string_equal(c->sources[0].name, "a.example");
	assert_true(c->sources[0].is_unnamed);
	config_take_title(c, 0, " 格子城报 ");
	assert_string_equal(c->sources[0].name, "格子城报 2");
	assert_false(c->sources[0].is_unnamed);
	config_take_title(c, 1, "格子城报");
	assert_string_equal(c->sources[1].name, "格子城报 3");
	title[0] = 'x';
	for (size_t i = 0; i < 60; i++)
		memcpy(title + 1 + i * 3, "号", 4);
	config_take_title(c, 2, title);
	assert_int_equal(strlen(c->sources[2].name), 1 + 31 * 3);
	config_free(c);
}

/* --- newsboat --------------------------------------------------------------------------------- */

static void takes_newsboat_lines(void **state)
{
	struct config *c = load("# my feeds\n"
	                        "https://a.example/rss \"~格子 城报\" 科技 \"two words\"\n"
	                        "http://www.b.example/feed?x=y&z=1 !\n"
	                        "\"https://c.example/rss\" \"a \\\"b\\\"\"\n"
	                        "file:///tmp/feed.xml ~Local\n"
	                        "https://a.example/other\n"
	                        "\"query:Unread:unread = \\\"yes\\\" and tags # \\\"科技\\\"\"\n"
	                        "[feed d]\n"
	                        "url=https://d.example/rss\n");
	const struct source *s = find(c, SOURCE_FEED, "格子 城报");

	(void)state;
	no_problems(c);
	is_list(&s->tag, "科技\ntwo words");
	assert_false(s->is_unnamed);
	s = find(c, SOURCE_FEED, "b.example");
	assert_string_equal(s->url, "http://www.b.example/feed?x=y&z=1");
	assert_true(s->hidden && s->is_unnamed);
	is_list(&find(c, SOURCE_FEED, "c.example")->tag, "a \"b\"");
	find(c, SOURCE_FEED, "Local");
	find(c, SOURCE_FEED, "a.example");
	find(c, SOURCE_FEED, "d");
	assert_int_equal(c->n_views, 1);
	assert_string_equal(c->views[0].name, "Unread");
	assert_string_equal(c->views[0].filter, ":unread +\"科技\"");
	config_free(c);
}

static void translates_queries(void **state)
{
	static const struct {
		const char *query, *filter; /* NULL: a sentence */
	} rows[] = {
		{ "unread = \"yes\"", ":unread" },
		{ "unread = \"no\"", ":read" },
		{ "unread != \"yes\"", ":read" },
		{ "tags # \"news\"", "+\"news\"" },
		{ "tags !# \"two words\"", "!+\"two words\"" },
		{ "title =~ \"linux\"", "\"linux\"" },
		{ "title =~ \"linux|bsd\"", "\"linux\"|\"bsd\"" },
		{ "title !~ \"ad\"", "!\"ad\"" },
		{ "feedtitle = \"Solidot\"", "=\"Solidot\"" },
		{ "age < 7", "@7d" },
		{ "age between 0:3", "@3d" },
		{ "(unread = \"yes\" or tags # \"a\") and title =~ \"x\"", ":unread|+\"a\" \"x\"" },
		{ "unread = \"yes\" and tags # \"a\" or title =~ \"x\"", ":unread +\"a\" | \"x\"" },
		{ "( unread = \"yes\" and tags # \"a\" )", ":unread +\"a\"" },
		{ "age > 7", NULL },
		{ "rssurl =~ \"x\"", NULL },
		{ "title =~ \"a.*b\"", NULL },
		{ "flags # \"s\"", NULL },
		{ "((unread = \"yes\"))", NULL },
		{ "(unread = \"yes\" and age < 2 or age < 3)", NULL },
		{ "unread = \"yes", NULL },
		{ "unread", NULL },
		{ "and", NULL },
		{ "", NULL },
		{ "unread = \"yes\" and", NULL },
		{ "unread = \"yes\" )", NULL },
		{ "(unread = \"yes\"", NULL },
		{ "%%%", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct str out = STR_INIT;
		struct err err = ERR_INIT;
		bool ok = config_query_translate(rows[i].query, &out, &err);

		if (ok != (rows[i].filter != NULL))
			fail_msg("%s: %s %s", rows[i].query, out.data, err.text);
		if (ok)
			assert_string_equal(out.data, rows[i].filter);
		else
			assert_true(err.text[0]);
		str_release(&out);
	}
}

/* --- identity and presets --------------------------------------------------------------------- */

static void keys_outlive_names(void **state)
{
	static const char first[] = "[feed a]\nurl = http://a.example/x\nitems = li\ntitle = a\n";
	static const char renamed[] =
		"[feed b]\nurl = https://A.example/x?utm_source=z\nitems = li\ntitle = h4\n";
	static const char other[] = "[feed a]\nurl = http://a.example/x\nitems = tr\ntitle = a\n";
	static const char hot[] = "[hot a]\nurl = http://a.example/x\nitems = li\ntitle = a\n";
	struct config *c[] = { load(first), load(renamed), load(other), load(hot) };

	(void)state;
	assert_string_equal(c[0]->sources[0].key, c[1]->sources[0].key);
	assert_string_not_equal(c[0]->sources[0].key, c[2]->sources[0].key);
	assert_string_not_equal(c[0]->sources[0].key, c[3]->sources[0].key);
	for (size_t i = 0; i < ARRAY_LENGTH(c); i++)
		config_free(c[i]);
}

/* Two sections may read one address, told apart by what they let through. */
static void one_address_two_sources(void **state)
{
	struct config *c = load("[feed a]\nurl = https://a.example/rss\nkeep = 雪\n"
	                        "[feed b]\nurl = https://a.example/rss\nkeep = 雨\n"
	                        "[feed c]\nurl = https://a.example/rss\nkeep = 雨\n");

	(void)state;
	assert_int_equal(c->n_problems, 1);
	assert_int_equal(c->n_sources, 2 + 3);
	assert_string_not_equal(c->sources[0].key, c->sources[1].key);
	config_free(c);
}

static void presets_fill_what_is_left_out(void **state)
{
	struct config *c =
		load("[hot 微博]\npreset = dailyhot\nurl = weibo\ntitle = name\n"
	             "[hot 知乎]\npreset = newsnow\nurl = ?id=zhihu&latest\n"
	             "[hot 别处]\npreset = dailyhot\nurl = https://hot.example/x\nevery = 1h\n"
	             "[feed 要闻]\npreset = guancha\n"
	             "[feed 国际]\npreset = guancha\nurl = internation\n"
	             "[preset own]\nitems = .\ntitle = t\n"
	             "[hot 自家]\npreset = own\nurl = https://own.example/\n");
	const struct source *s;

	(void)state;
	no_problems(c);
	s = find(c, SOURCE_HOT, "微博");
	assert_string_equal(s->url, "http://127.0.0.1:6688/weibo");
	is_list(&s->map.title, "name");
	is_list(&s->map.heat, "hot");
	assert_int_equal(s->every_s, 600);
	assert_string_equal(find(c, SOURCE_HOT, "知乎")->url,
	                    "http://127.0.0.1:4444/api/s?id=zhihu&latest");
	s = find(c, SOURCE_HOT, "别处");
	assert_string_equal(s->url, "https://hot.example/x");
	assert_int_equal(s->every_s, 3600);
	assert_string_equal(find(c, SOURCE_FEED, "要闻")->url,
	                    "https://www.guancha.cn/mainnews-yw/list_1.shtml");
	assert_string_equal(find(c, SOURCE_FEED, "国际")->url, "https://www.guancha.cn/internation");
	assert_true(find(c, SOURCE_HOT, "自家")->is_mapped);
	config_free(c);
}

/* Every preset that SOURCES §3.6 and the issues name is there and loads without a word. */
static void all_presets_load(void **state)
{
	static const char *const names[] = {
		"guancha", "dailyhot", "newsnow", "tophub",  "rsshub",   "lobsters", "hn",
		"v2ex",    "weibo",    "zhihu",   "baidu",   "toutiao",  "thepaper", "bilibili",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct str text = STR_INIT;
		struct config *c;

		str_printf(&text, "[hot x]\npreset = %s\nurl = https://x.example/\n", names[i]);
		c = load(text.data);
		no_problems(c);
		assert_true(c->sources[0].is_mapped || !strcmp(names[i], "rsshub"));
		config_free(c);
		str_release(&text);
	}
}

static void the_edition_is_always_there(void **state)
{
	struct config *none = load(""), *some = load("https://a.example/rss\n");

	(void)state;
	assert_false(none->has_sources);
	assert_int_equal(none->n_sources, 3);
	assert_string_equal(none->sources[0].name, "号外创刊号");
	assert_string_equal(none->sources[0].url, "haowai:edition");
	assert_string_equal(none->sources[1].url, "haowai:hot/格子城热榜");
	assert_int_equal(none->sources[2].kind, SOURCE_HOT);
	assert_true(some->has_sources);
	assert_int_equal(some->n_sources, 4);
	for (size_t i = 0; i < 3; i++) {
		assert_true(none->sources[i].is_builtin && !none->sources[i].hidden);
		assert_true(some->sources[i + 1].is_builtin && some->sources[i + 1].hidden);
	}
	config_free(none);
	config_free(some);
}

static void one_by_itself(void **state)
{
	struct config *web = config_of_one("https://a.example/rss", NULL);
	struct config *file = config_of_one("/tmp/no such 文.xml", "/no/such/config");

	(void)state;
	assert_string_equal(web->sources[0].url, "https://a.example/rss");
	assert_string_equal(web->sources[0].name, "a.example");
	assert_string_equal(file->sources[0].url, "file:///tmp/no%20such%20%E6%96%87.xml");
	assert_null(file->sources[0].problem);
	config_free(web);
	config_free(file);
}

/* The user's settings and page rules hold for an address that is only looked at; his sources do not. */
static void one_with_settings(void **state)
{
	static const char text[] = "measure = 40\n[feed a.example]\nurl = https://b.example/\n"
				   "[page a.example/*]\nbody = .text\n[view 甲]\nfilter = 乙\n";
	char path[] = "/tmp/haowai-config-XXXXXX";
	int fd = mkstemp(path);
	struct config *c;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
	close(fd);
	c = config_of_one("https://a.example/rss", path);
	unlink(path);
	assert_int_equal(c->options.measure, 40);
	assert_string_equal(c->sources[0].name, "a.example");
	assert_string_equal(c->sources[0].url, "https://a.example/rss");
	assert_true(c->sources[1].is_builtin);
	assert_int_equal(c->n_views, 0);
	assert_string_equal(c->pages[0].pattern, "a.example/*");
	config_free(c);
}

/* Looking through all names for each took five seconds. */
static void takes_many_sources(void **state)
{
	enum { MANY = 20000 };
	struct str text = STR_INIT;
	struct config *c;
	clock_t began = clock();

	(void)state;
	for (int i = 0; i < MANY; i++) /* a third with a name of its own, the rest of few hosts */
		str_printf(&text, i % 3 ? "https://h%d.example/%d\n" : "[feed 报%d]\nurl = https://%d.example/\n",
		           i % 3 ? i % 50 : i, i);
	c = config_of_text(str_slice(&text), "config");
	assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 3);
	assert_int_equal(c->n_sources, MANY + 3);
	for (size_t i = 0; i < c->n_sources; i++) /* nobody else is called so */
		assert_int_equal(config_find_name(&c->names, c->sources, c->n_sources,
		                                  c->sources[i].kind, c->sources[i].name), i);
	config_free(c);
	str_release(&text);
}

/* No input, however odd, does more than give problems. */
static void survives_nonsense(void **state)
{
	static const char *const parts[] = { "[",      "]",    "feed ", "hot a",  "=",     "\n",
		                             "url",    "\"",   "://",   "https:", "query:", "\\",
		                             "#",      ";",    "　",    "中",     "\xff",   "\t",
		                             "preset", " hn ", "\r",    "view",   "filter", "\0" };
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		struct str text = STR_INIT;

		for (int i = 0; i < 40; i++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			str_add(&text, parts[seed % ARRAY_LENGTH(parts)]);
		}
		config_free(load(text.data));
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_everything),
		cmocka_unit_test(keeps_long_lists_and_lines),
		cmocka_unit_test(takes_many_sources),
		cmocka_unit_test(tells_every_mistake),
		cmocka_unit_test(loads_the_rest),
		cmocka_unit_test(cleans_what_is_shown),
		cmocka_unit_test(a_title_becomes_the_name),
		cmocka_unit_test(takes_newsboat_lines),
		cmocka_unit_test(translates_queries),
		cmocka_unit_test(keys_outlive_names),
		cmocka_unit_test(one_address_two_sources),
		cmocka_unit_test(presets_fill_what_is_left_out),
		cmocka_unit_test(all_presets_load),
		cmocka_unit_test(the_edition_is_always_there),
		cmocka_unit_test(one_by_itself),
		cmocka_unit_test(one_with_settings),
		cmocka_unit_test(survives_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
