/*
 * What the store costs, by size: saving, opening, the first screen, and what a screen asks next.
 *
 *     build/bench/store_bench [-b BYTES] [ARTICLES…]       (1000 20000 100000 without any)
 *
 * Articles of BYTES of markup (4200), half of it text, come in up to 500 feeds of forty, as a cold
 * refresh brings them; more come in later rounds, as the weeks bring them. Milliseconds of this thread's CPU unless it says wall; the file lies in $TMPDIR or /tmp.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/store.h"

enum { FEED_ITEMS = 40, FEEDS_MOST = 500, ROUND_S = 20 * 86400, ROWS = 50, TIMES = 15 };

static size_t body_bytes = 4200; /* set once, by an option */

static const int64_t now = 1795356000;

static double seconds(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double cpu(void)
{
	return seconds(CLOCK_THREAD_CPUTIME_ID);
}

static double wall(void)
{
	return seconds(CLOCK_MONOTONIC);
}

/* Megabytes this process gave to write() so far. */
static double written(void)
{
	FILE *f = fopen("/proc/self/io", "r");
	long long bytes = 0;

	if (!f || fscanf(f, "rchar: %*d wchar: %lld", &bytes) != 1)
		bytes = 0;
	if (f)
		fclose(f);
	return (double)bytes / 1e6;
}

static void no_text(struct str *out, const char *html)
{
	(void)out;
	(void)html;
}

/* Half of the markup is text: a stand-in for the converter that costs next to nothing. */
static void half(struct str *out, const char *html)
{
	str_append(out, html, body_bytes / 6 * 3);
}

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void fill_body(char *body, uint32_t *seed)
{
	/* Common characters, picked at random: no two bodies are alike. */
	for (size_t i = 0; i + 3 <= body_bytes; i += 3) {
		uint32_t cp = 0x4e00 + roll(seed) % 3000;

		body[i] = (char)(0xe0 | cp >> 12);
		body[i + 1] = (char)(0x80 | (cp >> 6 & 0x3f));
		body[i + 2] = (char)(0x80 | (cp & 0x3f));
	}
	body[body_bytes / 3 * 3] = '\0';
}

static void make_feed(struct feed *f, int number, uint32_t *seed)
{
	static const char *const tags[] = { "要闻", "国际", "财经", "科技", "体育", "文化" };

	feed_init(f);
	f->entries = arena_alloc(&f->arena, FEED_ITEMS * sizeof *f->entries);
	f->n_entries = FEED_ITEMS;
	for (int i = 0; i < FEED_ITEMS; i++) {
		struct feed_entry *e = &f->entries[i];
		char *body = arena_alloc(&f->arena, body_bytes + 4);

		fill_body(body, seed);
		e->content = body;
		e->title = arena_printf(&f->arena, "第%d家第%d条：空格桥全线通车，首日八万人次", number, i);
		e->id = arena_printf(&f->arena, "urn:feed:%d:%d", number, i);
		e->link = arena_printf(&f->arena, "https://n%d.example/a/%d", number, i);
		e->author = "记者";
		e->published = now + number / FEEDS_MOST * (int64_t)ROUND_S - roll(seed) % ROUND_S;
		e->updated = TIME_NONE;
		e->heat = -1;
		e->tags = arena_alloc(&f->arena, 2 * sizeof *e->tags);
		e->n_tags = 2;
		e->tags[0].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
		e->tags[1].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
	}
}

struct cost {
	double save, prepare, same, wall, wrote;
};

static bool save_all(struct store *s, int64_t articles, bool again, struct cost *cost,
                     void (*plain)(struct str *, const char *))
{
	uint32_t seed = 1;
	struct err err = ERR_INIT;
	double began = wall();

	cost->wrote = written();
	store_begin(s, &err);
	for (int n = 0; n < articles / FEED_ITEMS; n++) {
		char name[32];
		struct source source = { .name = name, .key = name };
		struct save_result result;
		struct draft *d;
		struct feed f;
		double at;
		int64_t id;

		snprintf(name, sizeof name, "feed %d", n % FEEDS_MOST);
		make_feed(&f, n, &seed);
		at = cpu();
		d = store_draft_new(&source, &f, plain);
		if (!again)
			store_draft_fill(d);
		cost->prepare += cpu() - at;
		at = cpu();
		id = store_source_put(s, &source, &err);
		if (!store_save_draft(s, id, d, now + n / FEEDS_MOST * (int64_t)ROUND_S, &result,
		                      &err))
			return fprintf(stderr, "%s\n", err.text) < 0;
		*(again ? &cost->same : &cost->save) += cpu() - at;
		store_draft_free(d);
		feed_release(&f);
	}
	double at = cpu();

	if (!store_commit(s, &err))
		return fprintf(stderr, "%s\n", err.text) < 0;
	*(again ? &cost->same : &cost->save) += cpu() - at;
	cost->wall = wall() - began;
	cost->wrote = written() - cost->wrote;
	return true;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

struct question {
	const char *name;
	struct item_query q;
};

static const struct question questions[] = {
	{ "all", { .limit = ROWS } },
	{ "unread", { .limit = ROWS, .unread_only = true } },
	{ "source", { .limit = ROWS, .source_id = 3 } },
	{ "tag", { .limit = ROWS, .tag = "科技" } },
	{ "tag unread", { .limit = ROWS, .tag = "科技", .unread_only = true } },
	{ "offset 10000", { .limit = ROWS, .offset = 10000 } },
};

static void ask(const char *path, const struct question *question, bool opens)
{
	double times[TIMES];
	int64_t rows = 0, count = 0;
	struct store *s = opens ? NULL : store_open(path, STORE_READ, NULL);

	for (int i = 0; i < TIMES; i++) {
		struct arena a = ARENA_INIT;
		struct item *items;
		double at = cpu();

		if (opens)
			s = store_open(path, STORE_READ, NULL);
		rows = store_items(s, &question->q, &a, &items, NULL);
		count = store_items_count(s, &question->q);
		times[i] = (cpu() - at) * 1000;
		if (opens)
			store_close(s);
		arena_release(&a);
	}
	if (!opens)
		store_close(s);
	qsort(times, TIMES, sizeof *times, compare);
	printf("  %s%-12s %3lld rows of %-8lld  %.2f ms (best %.2f)\n", opens ? "open + " : "       ",
	       question->name, (long long)rows, (long long)count, times[TIMES / 2], times[0]);
}

struct hunt {
	const char *needle;
	size_t len, hits, bytes;
};

static bool hunt_row(void *opaque, const struct text_row *row)
{
	struct hunt *h = opaque;
	const char *p = row->text, *end = row->text + row->len;

	h->bytes += row->len;
	while ((p = memmem(p, (size_t)(end - p), h->needle, h->len))) {
		h->hits++;
		p++;
	}
	return true;
}

static void scan(const char *path)
{
	struct store *s = store_open(path, STORE_READ, NULL);
	struct hunt h = { "桥全线", strlen("桥全线"), 0, 0 };
	int64_t first, last, *ids;
	size_t bytes = 0;
	struct item_query all = { 0 };
	double at = cpu();

	bytes = (size_t)store_item_ids(s, &all, &ids, NULL);
	free(ids);
	printf("  every id in order  %.1f ms (%zu)\n", (cpu() - at) * 1000, bytes);
	at = cpu();
	if (store_text_bounds(s, &first, &last))
		store_text_scan(s, first, last, hunt_row, &h, NULL);
	printf("  scan of the text   %.1f ms (%zu MB, %zu hits, one thread)\n", (cpu() - at) * 1000,
	       h.bytes >> 20, h.hits);
	store_close(s);
}

static void marks(const char *path)
{
	struct store *s = store_open(path, STORE_WRITE, NULL);
	struct item_query all = { .unread_only = true };
	double times[100], at;
	int64_t *ids, n = store_item_ids(s, &all, &ids, NULL);

	for (int i = 0; i < 100; i++) {
		at = cpu();
		store_mark_read(s, &ids[i * 7 % n], 1, true, NULL);
		times[i] = (cpu() - at) * 1000;
	}
	qsort(times, 100, sizeof *times, compare);
	double wrote = written();

	at = cpu();
	store_mark_read(s, ids, (size_t)n, true, NULL);
	printf("  one mark           %.2f ms (worst of 100: %.2f); all %lld: %.0f ms (%.0f MB written)\n",
	       times[50], times[99], (long long)n, (cpu() - at) * 1000, written() - wrote);
	free(ids);
	store_close(s);
}

static void measure(int64_t articles)
{
	char folder[200], path[256];
	const char *tmp = getenv("TMPDIR");
	struct cost cost = { 0 };
	struct err err = ERR_INIT;
	struct stat st;
	struct store *s;
	double at;

	snprintf(folder, sizeof folder, "%s/haowai-bench-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder))
		exit(1);
	snprintf(path, sizeof path, "%s/news.db", folder);
	s = store_open(path, STORE_WRITE, &err);
	if (!s || !save_all(s, articles, false, &cost, half))
		exit(1);
	at = cpu();
	double began = wall();

	store_close(s);
	printf("%lld articles\n  saved in           %.0f ms CPU, %.0f MB written, prepared (plain, folded) "
	       "%.0f, close with checkpoint %.0f (wall %.0f)\n",
	       (long long)articles, cost.save * 1000, cost.wrote, cost.prepare * 1000,
	       (cpu() - at) * 1000, (wall() - began) * 1000);
	s = store_open(path, STORE_WRITE, &err);
	save_all(s, articles, true, &cost, no_text);
	store_close(s);
	stat(path, &st);
	printf("  again, unchanged   %.0f ms CPU; file %lld MB\n", cost.same * 1000,
	       (long long)st.st_size >> 20);
	ask(path, &questions[0], true);
	for (size_t i = 0; i < ARRAY_LENGTH(questions); i++)
		ask(path, &questions[i], false);
	scan(path);
	marks(path);
	unlink(path);
	snprintf(path, sizeof path, "%s/news.db-wal", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/news.db-shm", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/news.db.lock", folder);
	unlink(path);
	rmdir(folder);
}

int main(int argc, char **argv)
{
	static const int64_t usual[] = { 1000, 20000, 100000 };
	struct rusage usage;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc > 2 && !strcmp(argv[1], "-b")) {
		body_bytes = (size_t)atoll(argv[2]);
		argv += 2;
		argc -= 2;
	}
	for (int i = 1; i < argc; i++)
		measure(atoll(argv[i]));
	for (size_t i = 0; argc < 2 && i < ARRAY_LENGTH(usual); i++)
		measure(usual[i]);
	getrusage(RUSAGE_SELF, &usage);
	printf("peak %ld MB\n", usage.ru_maxrss / 1024);
	return 0;
}
