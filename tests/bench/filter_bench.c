/*
 * What a key in the filter prompt costs: from the key to the rows of the new screen.
 *
 *     build/bench/filter_bench [ARTICLES [marks]]       (100000 without; marks: no typing)
 *
 * Half of the articles are Chinese. Each text is typed key by key into a list of everything that was
 * just opened. The prompt that opens begins to read the rows; the first key needs them: with the prompt
 * in one burst ("typed ahead"), and 150 ms after it, as by hand. Milliseconds of the clock, of this
 * thread's CPU, and of that of all threads: where nobody else wants the processors, the clock is this
 * thread's plus half of the others'.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <malloc.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "reader/reader.h"
#include "store/store.h"
#include "text/utf8.h"

enum { FEED_ITEMS = 40, FEEDS = 500, SCREEN = 24, ROUNDS = 5, PAUSE_MS = 150 };

static const int64_t now = 1795356000;

static double milliseconds(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void no_text(struct str *out, const char *html)
{
	(void)out;
	(void)html;
}

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *title(struct arena *a, bool chinese, uint32_t *seed)
{
	static const char *const words[] = { "网络", "银行", "重庆", "抗疫", "进行时", "芯片", "报道",
		                             "新闻", "天气", "比赛", "格子城", "发布", "首次", "市民" };
	static const char *const english[] = { "harbour", "grid", "council", "opens", "bridge",
		                               "column", "winter", "reader", "late", "train" };
	struct str s = STR_INIT;
	const char *out;

	for (int i = 0; i < (chinese ? 6 : 8); i++) {
		if (!chinese)
			str_printf(&s, "%s ", english[roll(seed) % ARRAY_LENGTH(english)]);
		else if (roll(seed) % 3)
			str_add(&s, words[roll(seed) % ARRAY_LENGTH(words)]);
		else
			for (int k = 0; k < 3; k++) {
				char c[4];
				str_append(&s, c, utf8_encode(0x4e00 + roll(seed) % 3000, c));
			}
	}
	str_printf(&s, " %u", roll(seed) % 1000);
	out = arena_strdup(a, s.data);
	str_release(&s);
	return out;
}

static void make_feed(struct feed *f, int number, uint32_t *seed)
{
	static const char *const tags[] = { "要闻", "国际", "财经", "科技", "体育", "文化" };

	feed_init(f);
	f->entries = arena_alloc(&f->arena, FEED_ITEMS * sizeof *f->entries);
	f->n_entries = FEED_ITEMS;
	for (int i = 0; i < FEED_ITEMS; i++) {
		struct feed_entry *e = &f->entries[i];

		e->content = "<p>x</p>";
		e->title = title(&f->arena, number % 2, seed);
		e->id = arena_printf(&f->arena, "urn:feed:%d:%d", number, i);
		/* a tenth of all is told by two sources under one address */
		e->link = arena_printf(&f->arena, "https://n%d.example/a/%d",
		                       i % 10 ? number : number / 2 * 2, i);
		e->published = now - roll(seed) % (30 * 86400);
		e->updated = TIME_NONE;
		e->heat = -1;
		e->tags = arena_alloc(&f->arena, 2 * sizeof *e->tags);
		e->n_tags = 2;
		e->tags[0].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
		e->tags[1].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
	}
}

/* What is not subscribed to is not seen. One topic is followed. */
static void write_config(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f)
		fprintf(f, "refresh-on-start = off\nevery = 0\n");
	for (int i = 0; f && i < FEEDS; i++)
		fprintf(f, "[feed 格子城报第%d版]\nurl = https://n%d.example/feed\n", i, i);
	if (f)
		fprintf(f, "[view 重庆银行]\nfilter = 重庆银行\nfollow = on\n");
	if (!f || fclose(f))
		exit(1);
}

static const struct source *source_number(const struct config *c, size_t n)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (!c->sources[i].is_builtin && !n--)
			return &c->sources[i];
	exit(1);
}

static void fill(const char *path, int articles, const struct config *c)
{
	uint32_t seed = 1;
	struct err err = ERR_INIT;
	struct store *s = store_open(path, STORE_WRITE, &err);

	if (!s || !store_begin(s, &err))
		exit(1);
	for (int n = 0; n < articles / FEED_ITEMS; n++) {
		const struct source *source = source_number(c, (size_t)(n % FEEDS));
		struct save_result result;
		struct draft *d;
		struct feed f;

		make_feed(&f, n, &seed);
		d = store_draft_new(source, &f, no_text);
		store_draft_fill(d);
		store_save_draft(s, store_source_put(s, source, &err), d, now, &result, &err);
		store_draft_free(d);
		feed_release(&f);
	}
	if (!store_commit(s, &err))
		exit(1);
	store_close(s);
}

struct times {
	double all[512];
	size_t n;
};

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void say(const char *name, struct times *t)
{
	if (!t->n)
		return;
	qsort(t->all, t->n, sizeof *t->all, compare);
	printf("  %-36s p50 %6.1f  max %6.1f ms (%zu keys)\n", name, t->all[t->n / 2],
	       t->all[t->n - 1], t->n);
	t->n = 0;
}

/* Of one key: the clock, the CPU of this thread, and of all of them. */
struct cost {
	struct times wall, own, all;
};

static void say_cost(const char *name, struct cost *c)
{
	char text[64];

	say(name, &c->wall);
	snprintf(text, sizeof text, "%s, CPU", name);
	say(text, &c->own);
	snprintf(text, sizeof text, "%s, all threads", name);
	say(text, &c->all);
}

static void note(struct times *t, double since, clockid_t which)
{
	t->all[t->n++] = milliseconds(which) - since;
}

static size_t key(struct reader *r, const char *text, size_t n, struct cost *cost)
{
	char begun[128];
	struct err err = ERR_INIT;
	const struct hot_list *lists;
	double wall = milliseconds(CLOCK_MONOTONIC), own = milliseconds(CLOCK_THREAD_CPUTIME_ID),
	       all = milliseconds(CLOCK_PROCESS_CPUTIME_ID);

	snprintf(begun, sizeof begun, "%.*s", (int)n, text);
	reader_list_filter(r, begun, &err);
	for (size_t i = 0; i < SCREEN; i++)
		reader_list_row(r, i);
	reader_hot_lists(r, &lists);
	note(&cost->wall, wall, CLOCK_MONOTONIC);
	note(&cost->own, own, CLOCK_THREAD_CPUTIME_ID);
	note(&cost->all, all, CLOCK_PROCESS_CPUTIME_ID);
	return reader_list_count(r);
}

static size_t next_key(const char *text, size_t n)
{
	for (n++; ((unsigned char)text[n] & 0xc0) == 0x80; n++)
		;
	return n;
}

static bool filters(const struct reader *r)
{
	return !filter_is_empty(reader_list_filter_compiled(r));
}

/* Open everything, then the prompt, and wait so long before the first key. */
static void open_prompt(struct reader *r, int wait_ms)
{
	struct place all = { PLACE_ALL, "", 0 };
	struct timespec pause = { 0, (long)wait_ms * 1000000 };

	reader_list_open(r, &all, NULL);
	for (size_t i = 0; i < SCREEN; i++)
		reader_list_row(r, i);
	reader_list_filter_begin(r);
	nanosleep(&pause, NULL);
}

/* Keys that filter nothing yet ("+") are none of both. */
static void type(struct reader *r, const char *text)
{
	static struct cost nothing, at_once, first, later, back, pasted;
	size_t found = 0, len = strlen(text);

	for (int round = 0; round < ROUNDS * 2; round++) {
		bool waits = round % 2, filtered = false;
		size_t before = 0;

		open_prompt(r, waits ? PAUSE_MS : 0);
		for (size_t n = next_key(text, 0); n <= len; n = next_key(text, n)) {
			struct cost *c = filtered ? &later : waits ? &first : &at_once;

			found = key(r, text, n, c);
			if (!filtered && !filters(r)) {
				c->wall.n--;
				c->own.n--;
				c->all.n--;
			}
			filtered |= filters(r);
			if (n == len)
				break;
			before = n;
		}
		if (before)
			key(r, text, before, &back);
		open_prompt(r, PAUSE_MS);
		key(r, " ", 1, &nothing);
		key(r, text, len, &pasted);
	}
	nothing.wall.n = nothing.own.n = nothing.all.n = 0;
	printf("%s: %zu of %zu\n", text, found, reader_list_total(r));
	say_cost("first key, typed ahead", &at_once);
	say_cost("first key", &first);
	say_cost("later keys", &later);
	say_cost("a key taken back", &back);
	say_cost("pasted", &pasted);
}

/* Ask for the topic, take it when it has been gathered; what that costs this thread. */
static size_t take_topic(struct reader *r, struct times *cpu, struct times *wall)
{
	const struct topic_event *events;
	double w = milliseconds(CLOCK_MONOTONIC), c = milliseconds(CLOCK_THREAD_CPUTIME_ID);
	size_t n;

	reader_topic(r, "重庆银行", &events);
	while (reader_topic_is_coming(r)) {
		struct pollfd fd = { .fd = reader_fd(r), .events = POLLIN };

		poll(&fd, 1, 1000);
		reader_pump(r);
	}
	n = reader_topic(r, "重庆银行", &events);
	cpu->all[cpu->n++] = milliseconds(CLOCK_THREAD_CPUTIME_ID) - c;
	wall->all[wall->n++] = milliseconds(CLOCK_MONOTONIC) - w;
	return n;
}

/* What this thread does for a topic, and for what tells of the same as a headline. */
static void look_round(struct reader *r)
{
	static struct times topic, topic_wall, alike;
	const struct item **items;
	size_t n = 0, n_alike = 0;

	for (int round = 0; round < ROUNDS; round++) {
		reader_reload(r); /* what is known of the topic is no longer true */
		n = take_topic(r, &topic, &topic_wall);
		double c = milliseconds(CLOCK_THREAD_CPUTIME_ID);

		n_alike = reader_alike(r, "重庆银行发布芯片报道，格子城市民首次 512", NULL, 0, 0, &items);
		alike.all[alike.n++] = milliseconds(CLOCK_THREAD_CPUTIME_ID) - c;
	}
	printf("a topic of %zu events, %zu articles alike\n", n, n_alike);
	say("the topic, CPU", &topic);
	say("the topic is there after", &topic_wall);
	say("those alike, CPU", &alike);
}

/* Until what was ordered is committed, and said to be. */
static void settle(struct reader *r, int64_t unread)
{
	struct pollfd fd = { .fd = reader_fd(r), .events = POLLIN };

	do {
		while (poll(&fd, 1, 200) > 0)
			reader_pump(r);
		reader_list_row(r, 0);
	} while (reader_unread(r) != unread);
}

static size_t screen(struct reader *r)
{
	const struct shelf_row *shelf;

	for (size_t i = 0; i < SCREEN; i++)
		reader_list_row(r, i);
	return reader_shelf(r, &shelf) + (size_t)reader_unread(r);
}

/* What marking a whole list costs this thread, and taking it back: to the new screen. */
static void mark_all(struct reader *r, const char *filter)
{
	struct times all = { .n = 0 }, all_cpu = { .n = 0 }, undo = { .n = 0 }, undo_cpu = { .n = 0 };
	struct place place = { PLACE_ALL, "", 0 };
	struct err err = ERR_INIT;
	struct undone undone;
	size_t marked = 0;
	int64_t unread = 0, before = reader_unread(r);

	for (int round = 0; round < ROUNDS; round++) {
		reader_list_open(r, &place, &err);
		reader_list_filter(r, filter, &err);
		screen(r);
		double wall = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);

		marked = reader_mark_all_read(r);
		screen(r);
		note(&all, wall, CLOCK_MONOTONIC);
		note(&all_cpu, cpu, CLOCK_THREAD_CPUTIME_ID);
		settle(r, before - (int64_t)marked);
		unread = reader_unread(r);
		wall = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
		reader_undo(r, &undone, &err);
		screen(r);
		note(&undo, wall, CLOCK_MONOTONIC);
		note(&undo_cpu, cpu, CLOCK_THREAD_CPUTIME_ID);
		settle(r, before);
	}
	printf("all read %s: %zu, %lld unread then, %lld when undone (of %lld)\n", filter, marked,
	       (long long)unread, (long long)reader_unread(r), (long long)before);
	say("mark all", &all);
	say("mark all, CPU", &all_cpu);
	say("undo", &undo);
	say("undo, CPU", &undo_cpu);
}

/* What counting each story once costs where a tenth of all has a copy. */
static void count_copies(const char *path)
{
	struct times copies = { .n = 0 }, tags = { .n = 0 };
	struct store *s = store_open(path, STORE_READ, NULL);
	struct unread_copy *all;
	struct tag_count *list;
	struct arena a = ARENA_INIT;
	size_t n = 0;

	for (int round = 0; s && round < ROUNDS; round++) {
		double cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);

		n = store_unread_copies(s, 0, &all);
		note(&copies, cpu, CLOCK_THREAD_CPUTIME_ID);
		free(all);
		cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
		store_tags(s, &a, 0, &list);
		note(&tags, cpu, CLOCK_THREAD_CPUTIME_ID);
	}
	printf("%zu unread articles have copies\n", n);
	say("of everything, CPU", &copies);
	say("of all tags, CPU", &tags);
	arena_release(&a);
	store_close(s);
}

static void mark_lists(struct reader_options *o)
{
	struct err err = ERR_INIT;
	struct reader *r;

	o->no_worker = false;
	r = reader_open(o, &err);
	if (!r)
		exit(1);
	mark_all(r, "");
	mark_all(r, "bridge");
	reader_close(r);
}

int main(int argc, char **argv)
{
	static const char *const texts[] = { "银行", "kyjxs", "bridge", "+科技 -银行 :unread",
		                             "/银.*(网|芯)/", "xinpian|cqyh @2d", "/(a+)+$|(\\S*a)+$/" };
	static const char *const files[] = { "news.db", "news.db-wal", "news.db-shm",
		                             "news.db.lock", "config", "state/log", "state/lock", "state" };
	char folder[] = "/tmp/haowai-filter-XXXXXX", path[96];
	struct reader_options o = { .no_worker = true };
	struct paths paths;
	struct err err = ERR_INIT;
	struct reader *r;

	if (!mkdtemp(folder) || !paths_init(&paths, folder, NULL, &err))
		return 1;
	snprintf(path, sizeof path, "%s/config", folder);
	write_config(path);
	o.paths = &paths;
	r = reader_open(&o, &err);
	if (!r)
		return fprintf(stderr, "%s\n", err.text) < 0;
	snprintf(path, sizeof path, "%s/news.db", folder);
	fill(path, argc > 1 ? atoi(argv[1]) : 100000, reader_config(r));
	reader_close(r);
	r = reader_open(&o, &err);
	for (size_t i = 0; i < ARRAY_LENGTH(texts) && argc < 3; i++)
		type(r, texts[i]);
	if (argc < 3)
		look_round(r);
	printf("heap in use %zu KB\n", (size_t)(mallinfo2().uordblks + mallinfo2().hblkhd) >> 10);
	reader_close(r);
	snprintf(path, sizeof path, "%s/news.db", folder);
	count_copies(path);
	mark_lists(&o);
	paths_release(&paths);
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		if (unlink(path))
			rmdir(path);
	}
	rmdir(folder);
	return 0;
}
