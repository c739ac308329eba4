/* What is exported, imported into an empty home and exported again is the same. */
#include "unit.h"

#include <ftw.h>
#include "base/clock.h"
#include "base/path.h"
#include "config/config.h"
#include "share/export.h"
#include "share/import.h"

enum { ROUNDS = 150 };

struct line {
	const char *key, *values[4]; /* NULL: no more */
	bool is_list;
};

static const char *const addresses[] = {
	"https://news.example/feed", "http://a.example/x?y=1&z=%20", "https://b.example/榜.json",
	"https://user:pass@c.example/", "http://[::1]:8080/a",
};

static const struct line source_lines[] = {
	{ "group", { "国内/时政", "a / b" }, false },
	{ "language", { "zh", "ja", "ko" }, false },
	{ "every", { "30m", "2h", "90m" }, false },
	{ "keep-for", { "30d", "1h" }, false },
	{ "keep-items", { "7", "2000" }, false },
	{ "tag", { "要闻", "a, b", "\" 有空 \"", "C/C++" }, true },
	{ "skip", { "广告|推广", "\"a b\" -c", "@7d" }, true },
	{ "keep", { "+科技", "=标题", "'x" }, true },
	{ "paused", { "on", "off" }, false },
	{ "hidden", { "on" }, false },
	{ "type", { "rss", "json", "html" }, false },
	{ "items", { "data.list", "ul > li", "data[0].x" }, true },
	{ "title", { "a @title", "name", "\"news.title\"" }, true },
	{ "link", { "a @href", "\" url \"", "https://x.example/{id}" }, true },
	{ "id", { "id", "a.b" }, true },
	{ "time", { "time @datetime", "created" }, true },
	{ "updated", { "u" }, true },
	{ "author", { "meta.author" }, true },
	{ "source", { "from" }, true },
	{ "tags", { "tags[].name", ".tag" }, true },
	{ "heat", { "num" }, true },
	{ "rank", { "pos" }, true },
	{ "summary", { "p" }, true },
	{ "content", { "div.text" }, true },
	{ "image", { "img @src" }, true },
	{ "drop", { "kind == ad", "label ~ ^广告" }, true },
	{ "strip-query", { "spm from", "x" }, true },
	{ "remove", { ".ad", "p:first-child" }, true },
	{ "extract", { "jsonp" }, false },
	{ "sort", { "rank", "-heat" }, false },
	{ "skip-first", { "1", "3" }, false },
	{ "limit", { "50" }, false },
	{ "timezone", { "+08:00", "UTC" }, false },
	{ "fulltext", { "on", "off", "auto", "div.article" }, false },
	{ "method", { "POST" }, false },
	{ "body", { "{\"a\":1}", "q=1" }, false },
	{ "header", { "X-Key: geheim" }, true },
	{ "proxy", { "http://127.0.0.1:8118" }, false },
	{ "auth-command", { "cat geheim" }, false },
	{ "cookie-file", { "/geheim" }, false },
	{ "preset", { "dailyhot", "mine" }, false },
};

static const struct line view_lines[] = {
	{ "filter", { "+科技 @7d", "\"两 个\" | x", "/re[a-z]+/ #20" }, false },
	{ "follow", { "on", "off" }, false },
};

static const struct line rule_lines[] = {
	{ "match", { "芯片|光刻机", "\"a b\" !c", "#标签" }, true },
	{ "tag", { "半导体", "甲, 乙", "two words" }, true },
	{ "mute", { "on", "off" }, false },
	{ "highlight", { "on" }, false },
	{ "star", { "on" }, false },
	{ "read", { "on", "off" }, false },
};

static const struct line alert_lines[] = {
	{ "match", { "地震", "台风 -演习" }, true },
	{ "bell", { "on", "off" }, false },
	{ "notify", { "osc9", "osc777", "off" }, false },
	{ "command", { "notify-send geheim" }, false },
	{ "quiet", { "23:00-07:00", "7-8:30", "00:00-24:00" }, false },
};

static const struct line tags_lines[] = {
	{ "rename", { "A = B", "中国 -> 国内", "x, y → z" }, true },
	{ "merge", { "科技, 技术 -> 科技新闻", "a=b -> c d" }, true },
	{ "hide", { "广告", "p, q、r" }, true },
	{ "pin", { "要闻", "s, t" }, true },
};

static const struct line extra_lines[] = {
	{ "when", { "lists>=3 top<=5", "sources≥2 within=1h" }, true },
	{ "match", { "号外|快讯", "\"a b\"" }, true },
	{ "most", { "2" }, false },
	{ "quiet", { "23:00-07:00" }, false },
};

struct making {
	unsigned seed;
	struct str text;
};

static unsigned draw(struct making *m, unsigned most)
{
	m->seed = m->seed * 1103515245u + 12345u;
	return (m->seed >> 16) % most;
}

static void add_lines(struct making *m, const struct line *lines, size_t n, bool all)
{
	for (size_t i = 0; i < n; i++) {
		unsigned n_values = 0, first;

		while (n_values < 4 && lines[i].values[n_values])
			n_values++;
		if (!all && draw(m, 3))
			continue;
		first = draw(m, n_values);
		for (unsigned k = 0; k < (lines[i].is_list ? 1 + draw(m, n_values) : 1); k++)
			str_printf(&m->text, "%s = %s\n", lines[i].key, lines[i].values[(first + k) % n_values]);
	}
}

static void make(struct making *m)
{
	static const char *const names[] = { "晚报", "a [b] c", "Two Words", "名 #1" };

	str_clear(&m->text);
	str_add(&m->text, "[preset mine]\nevery = 3h\nlimit = 9\n");
	for (unsigned i = 0, n = draw(m, 5); i < n; i++) {
		str_printf(&m->text, "[%s %s]\nurl = %s\n", draw(m, 2) ? "feed" : "hot",
		           names[draw(m, ARRAY_LENGTH(names))], addresses[draw(m, ARRAY_LENGTH(addresses))]);
		add_lines(m, source_lines, ARRAY_LENGTH(source_lines), false);
	}
	for (unsigned i = 0, n = draw(m, 3); i < n; i++) {
		str_printf(&m->text, "[view %s]\n", names[i]);
		add_lines(m, view_lines, ARRAY_LENGTH(view_lines), true);
	}
	for (unsigned i = 0, n = draw(m, 4); i < n; i++) {
		str_printf(&m->text, "[rule %s]\n", names[i]);
		add_lines(m, rule_lines, ARRAY_LENGTH(rule_lines), draw(m, 2));
	}
	for (unsigned i = 0, n = draw(m, 3); i < n; i++) {
		str_printf(&m->text, "[alert %s]\n", names[i]);
		add_lines(m, alert_lines, ARRAY_LENGTH(alert_lines), draw(m, 2));
	}
	if (draw(m, 2)) {
		str_add(&m->text, "[tags]\n");
		add_lines(m, tags_lines, ARRAY_LENGTH(tags_lines), false);
	}
	if (draw(m, 2)) {
		str_add(&m->text, "[extra]\n");
		add_lines(m, extra_lines, ARRAY_LENGTH(extra_lines), false);
	}
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static void open_home(char *dir, struct paths *p)
{
	snprintf(dir, 64, "/tmp/haowai-export-XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_true(paths_init(p, dir, NULL, NULL));
}

static void close_home(const char *dir, struct paths *p)
{
	paths_release(p);
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The caller frees. */
static char *exported(const struct paths *p, bool as_opml)
{
	struct config *c = config_load(p->config, p->subscriptions);
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_true(as_opml ? export_opml(f, c) : export_json(f, c, p, &err));
	fclose(f);
	config_free(c);
	return text;
}

static void take_json(const struct paths *p, char *text)
{
	struct import_result r;
	struct err err = ERR_INIT;
	FILE *f = fmemopen(text, strlen(text), "r");

	if (!import_json(f, p, false, &r, &err))
		fail_msg("%s", err.text);
	import_release(&r.lists);
	fclose(f);
}

static void take_opml(const struct paths *p, const char *text)
{
	struct config *now = config_load(p->config, p->subscriptions);
	struct config_added added;
	struct import in;
	struct err err = ERR_INIT;

	import_init(&in);
	assert_true(import_read(slice_of(text), &in, &err));
	assert_true(config_add_text(p->subscriptions, now, str_slice(&in.text), &added, &err));
	import_release(&in);
	config_free(now);
}

static void what_comes_in_again_is_the_same(void **state)
{
	struct making m = { 7, STR_INIT };

	(void)state;
	clock_fix(1795437000);
	for (int round = 0; round < ROUNDS; round++) {
		struct paths from, to;
		char dir[64], other[64], *before, *after;
		bool as_opml = round % 3 == 2;

		make(&m);
		open_home(dir, &from);
		open_home(other, &to);
		assert_true(path_write(from.config, str_slice(&m.text), 0, NULL));
		before = exported(&from, as_opml);
		assert_null(strstr(before, "geheim"));
		if (as_opml)
			take_opml(&to, before);
		else
			take_json(&to, before);
		after = exported(&to, as_opml);
		if (strcmp(before, after) != 0) {
			print_message("%s\n--- out\n%s--- in and out again\n%s", m.text.data, before, after);
			fail_msg("round %d", round);
		}
		free(before);
		free(after);
		close_home(dir, &from);
		close_home(other, &to);
	}
	str_release(&m.text);
	clock_fix(TIME_NONE);
}

/* Not one of the keys is only passed over. */
static void nothing_is_lost(void **state)
{
	static const char text[] =
		"[feed 晚报]\nurl = https://news.example/\ntag = \" 有空 \"\npaused = on\n"
		"[view 桥]\nfilter = 桥\nfollow = on\n"
		"[rule 静音]\nmatch = 广告\nmute = on\nread = on\n"
		"[alert 震]\nmatch = 地震\nbell = on\nnotify = osc9\nquiet = 23:00-07:00\n"
		"[tags]\nrename = 中国 = 国内\nhide = 广告\npin = 要闻\n";
	static const char *const held[] = {
		"tag = \\\" 有空 \\\"", "paused = on", "\"follow\":true", "[rule 静音]", "mute = on", "read = on",
		"[alert 震]", "bell = on", "notify = osc9", "quiet = 23:00-07:00", "rename = 中国 -> 国内",
		"hide = 广告", "pin = 要闻",
	};
	struct paths from, to;
	char dir[64], other[64], *before, *after;

	(void)state;
	open_home(dir, &from);
	open_home(other, &to);
	assert_true(path_write(from.config, slice_of(text), 0, NULL));
	before = exported(&from, false);
	take_json(&to, before);
	after = exported(&to, false);
	for (size_t i = 0; i < ARRAY_LENGTH(held); i++)
		if (!strstr(after, held[i]))
			fail_msg("%s is not in %s", held[i], after);
	free(before);
	free(after);
	close_home(dir, &from);
	close_home(other, &to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_in_again_is_the_same),
		cmocka_unit_test(nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
