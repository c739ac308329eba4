/*
 * What a search of the whole store costs, beside SQLite's LIKE over the same articles in the same run.
 *
 *     build/bench/search_bench [ARTICLES]      (100000)
 *
 * Half the articles are Chinese, half English, 2,170 bytes of text each on average, characters and
 * words as common as in the news (a few very common, most rare). Milliseconds of the wall, best and
 * median of five; CPU of all threads. first: until the first rows can be drawn. The file lies in
 * $TMPDIR or /tmp.
 */
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "search/search.h"
#include "store/store.h"

enum { FEED_ITEMS = 40, FEEDS = 500, ROUND_S = 20 * 86400, BODY = 2170, TIMES = 5 };

static const int64_t now = 1795356000;

static double wall(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cpu(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Small numbers much more often than large ones. */
static uint32_t skewed(uint32_t *seed, uint32_t most)
{
	double x = (double)(roll(seed) & 0xffff) / 65536.0;

	return (uint32_t)(x * x * x * most);
}

static void chinese(struct str *out, uint32_t *seed, size_t bytes)
{
	while (out->len < bytes) {
		uint32_t cp = 0x4e00 + skewed(seed, 3500) * 7 % 3500;
		char three[3] = { (char)(0xe0 | cp >> 12), (char)(0x80 | (cp >> 6 & 0x3f)),
			          (char)(0x80 | (cp & 0x3f)) };

		str_append(out, three, 3);
		if (roll(seed) % 12 == 0)
			str_add(out, roll(seed) % 2 ? "，" : "。");
		if (roll(seed) % 60 == 0)
			str_add(out, "我们");
		if (roll(seed) % 330000 == 0)
			str_add(out, "鲸歌");
		if (roll(seed) % 30000 == 0)
			str_add(out, "人工智能");
	}
}

static void english(struct str *out, uint32_t *seed, size_t bytes)
{
	while (out->len < bytes) {
		uint32_t word = skewed(seed, 20000);

		for (int i = 0; i < 2 + (int)(word % 6); i++) {
			str_add_char(out, (char)('a' + word % 26));
			word = word / 3 + 7;
		}
		str_add(out, roll(seed) % 9 ? " " : ". ");
		if (roll(seed) % 90000 == 0)
			str_add(out, "lighthouse ");
	}
}

static void make_feed(struct feed *f, int number, uint32_t *seed)
{
	struct str text = STR_INIT;

	feed_init(f);
	f->entries = arena_alloc(&f->arena, FEED_ITEMS * sizeof *f->entries);
	f->n_entries = FEED_ITEMS;
	for (int i = 0; i < FEED_ITEMS; i++) {
		struct feed_entry *e = &f->entries[i];

		str_clear(&text);
		(i % 2 ? english : chinese)(&text, seed, 60);
		e->title = arena_printf(&f->arena, "%s %d-%d", text.data, number, i);
		str_clear(&text);
		(i % 2 ? english : chinese)(&text, seed, BODY);
		e->content = arena_strndup(&f->arena, text.data, text.len);
		e->id = arena_printf(&f->arena, "urn:feed:%d:%d", number, i);
		e->published = now + number / FEEDS * (int64_t)ROUND_S - roll(seed) % ROUND_S;
		e->updated = TIME_NONE;
		e->heat = -1;
	}
	str_release(&text);
}

static void as_it_is(struct str *out, const char *html)
{
	str_add(out, html);
}

static void fill(const char *path, int64_t articles)
{
	struct err err = ERR_INIT;
	struct store *s = store_open(path, STORE_WRITE, &err);
	uint32_t seed = 1;

	store_begin(s, &err);
	for (int n = 0; n < articles / FEED_ITEMS; n++) {
		char name[32];
		struct source source = { .name = name, .key = name };
		struct save_result result;
		struct feed f;

		snprintf(name, sizeof name, "feed %d", n % FEEDS);
		make_feed(&f, n, &seed);
		store_save_feed(s, store_source_put(s, &source, &err), &source, &f,
		                now + n / FEEDS * (int64_t)ROUND_S, as_it_is, &result, &err);
		feed_release(&f);
	}
	store_commit(s, &err);
	store_close(s);
	if (err.text[0])
		fprintf(stderr, "%s\n", err.text);
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static double like(sqlite3 *db, const char *word, size_t *found)
{
	sqlite3_stmt *st;
	double at = wall();
	char *pattern = sqlite3_mprintf("%%%s%%", word);

	*found = 0;
	sqlite3_prepare_v2(db, "SELECT count(*) FROM item JOIN content ON item_id = id"
	                       " WHERE title LIKE ?1 OR body LIKE ?1", -1, &st, NULL);
	sqlite3_bind_text(st, 1, pattern, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		*found = (size_t)sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_free(pattern);
	return wall() - at;
}

struct times {
	double first, all, cpu;
};

static struct times ask(struct search *s, const char *word, enum search_order order)
{
	struct times t = { 0, 0, cpu() };
	struct pollfd fd = { .fd = search_fd(s), .events = POLLIN };
	double at = wall();

	search_ask(s, &(struct search_question){ .expression = word, .order = order });
	while (search_state(s).is_waiting || !search_state(s).is_complete) {
		poll(&fd, 1, -1);
		if (search_pump(s) && !t.first && !search_state(s).is_waiting)
			t.first = wall() - at;
	}
	t.all = wall() - at;
	t.cpu = cpu() - t.cpu;
	return t;
}

static void measure(struct search *s, sqlite3 *db, const char *word)
{
	double first[TIMES], newest[TIMES], all[TIMES], used[TIMES], liked;
	size_t found;

	for (int i = 0; i < TIMES; i++) {
		struct times t = ask(s, word, SEARCH_HEADLINES_FIRST);

		first[i] = t.first;
		all[i] = t.all;
		used[i] = t.cpu;
		newest[i] = ask(s, word, SEARCH_NEWEST_FIRST).first;
	}
	qsort(first, TIMES, sizeof *first, compare);
	qsort(newest, TIMES, sizeof *newest, compare);
	qsort(all, TIMES, sizeof *all, compare);
	qsort(used, TIMES, sizeof *used, compare);
	liked = like(db, word, &found);
	printf("  %-24s %6zu (%zu in headlines)  first %.1f (%.1f by time)  all %.1f (best %.1f)  CPU %.1f"
	       "  LIKE %.0f (%zu)\n", word, search_state(s).count, search_state(s).n_titles, first[TIMES / 2],
	       newest[TIMES / 2], all[TIMES / 2], all[0], used[TIMES / 2], liked, found);
}

int main(int argc, char **argv)
{
	static const char *const words[] = {
		"一", "鲸", "我们", "鲸歌", "绝无", "人工智", "人工智能", "绝无此句", "lighthouse", "the",
		"我们 -鲸歌", "人工智能 我们", "鲸歌 @30d",
	};
	int64_t articles = argc > 1 ? atoll(argv[1]) : 100000;
	const char *tmp = getenv("TMPDIR");
	char folder[200], path[256];
	struct rusage usage;
	sqlite3 *db;
	double at;

	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(folder, sizeof folder, "%s/haowai-bench-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/news.db", folder);
	fill(path, articles);
	sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
	for (int threads = 2; threads >= 1; threads--) {
		struct search *s = search_open(&(struct search_options){ path, threads, NULL, NULL });

		at = wall();
		ask(s, "", SEARCH_HEADLINES_FIRST);
		printf("%lld articles, %d threads, opened in %.1f ms\n", (long long)articles, threads,
		       wall() - at);
		for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
			measure(s, db, words[i]);
		getrusage(RUSAGE_SELF, &usage);
		printf("  peak %ld MB\n", usage.ru_maxrss / 1024);
		search_close(s);
	}
	sqlite3_close(db);
	for (size_t i = 0; i < 4; i++) {
		static const char *const ends[] = { "", "-wal", "-shm", ".lock" };

		snprintf(path, sizeof path, "%s/news.db%s", folder, ends[i]);
		unlink(path);
	}
	rmdir(folder);
	return 0;
}
