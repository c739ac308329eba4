/*
 * What twenty rules cost: saving 500 feeds of forty articles with them and without, then the pass over
 * the whole store that new rules set off, in slices, of which none may keep a mark waiting for long.
 *
 *     build/bench/rules_bench [ARTICLES]       (100000)
 *
 * Milliseconds of this thread's CPU unless it says wall; the file lies in $TMPDIR or /tmp.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "config/config.h"
#include "store/store.h"
#include "worker/rules.h"

enum { FEEDS = 500, FEED_ITEMS = 40, BODY_BYTES = 4200, SLICE_MS = 10, TITLE_CHARS = 22 };

static const int64_t now = 1795356000;

static const char config_text[] =
	"[rule a]\nmatch = 空格桥|煎饼\ntag = 桥\n[rule b]\nmatch = +科技 芯片|光刻机\ntag = 芯片\n"
	"[rule c]\nmatch = 广告|特卖|抽奖\nmute = on\n[rule d]\nmatch = +体育 -决赛 空格\ntag = 球\n"
	"[rule e]\nmatch = =第7家\ntag = 七\n[rule f]\nmatch = 初雪 | 大雪 | 暴雪\ntag = 雪\n"
	"[rule g]\nmatch = /第[0-9]+条/ 谷雨\ntag = 谷雨\n[rule h]\nmatch = +要闻 八万\ntag = 八万\n"
	"[rule i]\nmatch = 疫苗|接种\ntag = 健康\n[rule j]\nmatch = 油价|金价\ntag = 价格\n"
	"[rule k]\nmatch = 地铁|高铁|机场\ntag = 交通\n[rule l]\nmatch = 台风|地震|洪水\ntag = 灾害\n"
	"[rule m]\nmatch = +国际 选举\ntag = 选举\n[rule n]\nmatch = +财经 股市|桥\ntag = 钱\n"
	"[rule o]\nmatch = 明星 离婚|出轨\nmute = on\n[rule p]\nmatch = =码头 煎饼\nmute = on\n"
	"[rule q]\nmatch = +桥 煎饼\ntag = 桥边\n[rule r]\nmatch = AI|人工智能|大模型\ntag = AI\n"
	"[rule s]\nmatch = 头条\nstar = on\n[rule t]\nmatch = +文化 @30d 诗\ntag = 诗\n";

static double ms(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cpu_ms(void)
{
	return ms(CLOCK_THREAD_CPUTIME_ID);
}

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void scribble(struct str *out, size_t n, uint32_t *seed)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t cp = 0x4e00 + roll(seed) % 3000;

		str_add_char(out, (char)(0xe0 | cp >> 12));
		str_add_char(out, (char)(0x80 | (cp >> 6 & 0x3f)));
		str_add_char(out, (char)(0x80 | (cp & 0x3f)));
	}
}

static const char *scribbled(struct arena *a, size_t n, uint32_t *seed)
{
	struct str text = STR_INIT;
	const char *kept;

	scribble(&text, n, seed);
	if (n < BODY_BYTES / 3 && roll(seed) % 20 == 0)
		str_add(&text, "空格桥");
	kept = arena_strndup(a, text.data, text.len);
	str_release(&text);
	return kept;
}

static void plain(struct str *out, const char *html)
{
	str_append(out, html, BODY_BYTES / 6 * 3);
}

static void make_feed(struct feed *f, int number, uint32_t *seed)
{
	static const char *const tags[] = { "要闻", "国际", "财经", "科技", "体育", "文化" };

	feed_init(f);
	f->entries = arena_alloc(&f->arena, FEED_ITEMS * sizeof *f->entries);
	f->n_entries = FEED_ITEMS;
	for (int i = 0; i < FEED_ITEMS; i++) {
		struct feed_entry *e = &f->entries[i];

		e->content = scribbled(&f->arena, BODY_BYTES / 3, seed);
		e->title = scribbled(&f->arena, TITLE_CHARS, seed);
		e->id = arena_printf(&f->arena, "urn:feed:%d:%d", number, i);
		e->link = arena_printf(&f->arena, "https://n%d.example/a/%d", number, i);
		e->published = now - roll(seed) % (20 * 86400);
		e->updated = TIME_NONE;
		e->heat = -1;
		e->tags = arena_alloc(&f->arena, 2 * sizeof *e->tags);
		e->n_tags = 2;
		e->tags[0].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
		e->tags[1].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
	}
}

static void judge(void *opaque, const struct judged *j, struct arena *a, struct verdict *out)
{
	rules_judge(opaque, "", j, a, out);
}

static void fail(const struct err *err)
{
	fprintf(stderr, "rules_bench: %s\n", err->text);
	exit(1);
}

/* CPU for saving feeds [from, to), text made beforehand as on the pool. */
static double save(struct store *s, int from, int to)
{
	struct err err = ERR_INIT;
	double used = 0;

	for (int i = from; i < to; i++) {
		char key[64], name[64];
		uint32_t seed = (uint32_t)i * 7919u + 1;
		struct source source = { .key = key, .name = name };
		struct feed feed;
		struct save_result result;
		struct draft *d;
		double t;
		int64_t id;

		snprintf(key, sizeof key, "feed:%d", i % FEEDS);
		snprintf(name, sizeof name, "第%d家", i % FEEDS);
		make_feed(&feed, i, &seed);
		d = store_draft_new(&source, &feed, plain);
		store_draft_fill(d);
		t = cpu_ms();
		id = store_source_put(s, &source, &err);
		if (i % 25 == 0 && !store_begin(s, &err))
			fail(&err);
		if (!id || !store_save_draft(s, id, d, now, &result, &err))
			fail(&err);
		if ((i % 25 == 24 || i + 1 == to) && !store_commit(s, &err))
			fail(&err);
		used += cpu_ms() - t;
		store_draft_free(d);
		feed_release(&feed);
	}
	return used;
}

static struct store *fresh(const char *path)
{
	struct err err = ERR_INIT;
	struct store *s;

	unlink(path);
	s = store_open(path, STORE_WRITE, &err);
	if (!s)
		fail(&err);
	return s;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The pass that new rules set off, as the worker runs it. */
static void pass(struct store *s, const char *what)
{
	struct err err = ERR_INIT;
	double *took = NULL, used = cpu_ms();
	size_t n = 0, cap = 0;
	bool more = true, changed = false;

	while (more) {
		double begun = ms(CLOCK_MONOTONIC);

		if (!store_judge_slice(s, !n, SLICE_MS, &more, &changed, &err))
			fail(&err);
		ARRAY_PUSH(took, n, cap) = ms(CLOCK_MONOTONIC) - begun;
	}
	used = cpu_ms() - used;
	qsort(took, n, sizeof *took, by_size);
	printf("%-24s %6.0f ms, %5zu slices, wall of a slice: median %.1f, 99%% %.1f, longest %.1f ms\n",
	       what, used, n, took[n / 2], took[n * 99 / 100], took[n - 1]);
	free(took);
}

int main(int argc, char **argv)
{
	int feeds = (argc > 1 ? atoi(argv[1]) : 100000) / FEED_ITEMS;
	struct config *c = config_of_text(slice_make(config_text, sizeof config_text - 1), "config");
	struct rules *rules = rules_new(c, now);
	struct store_judge with = { judge, rules }, without = { NULL, NULL };
	const char *folder = getenv("TMPDIR");
	char path[256];
	struct store *s = NULL;
	double none = 0, some = 0;

	snprintf(path, sizeof path, "%s/rules_bench.db", folder ? folder : "/tmp");
	for (int i = 0; i < 5; i++) { /* by turns: the best of each */
		double t;

		store_close(s);
		s = fresh(path);
		t = save(s, 0, FEEDS);
		none = !i || t < none ? t : none;
		store_close(s);
		s = fresh(path);
		store_set_judge(s, &with);
		t = save(s, 0, FEEDS);
		some = !i || t < some ? t : some;
	}
	printf("saving %d feeds: %.0f ms without rules, %.0f ms with %zu (%+.0f%%)\n", FEEDS, none, some,
	       c->n_rules, (some / none - 1) * 100);
	store_close(s);
	s = fresh(path);
	save(s, 0, feeds);
	store_set_judge(s, &with);
	pass(s, "new rules");
	pass(s, "the same again");
	store_set_judge(s, &without);
	pass(s, "no rules any more");
	store_close(s);
	unlink(path);
	rules_free(rules);
	config_free(c);
	return 0;
}
