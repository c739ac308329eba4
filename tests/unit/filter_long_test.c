/* A list too long to be read for a filter: its own threads read the rows. Whoever types must get the rows
 * that a look at every article one by one gives, whatever stands between. */
#include "unit.h"
#include "folder.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "reader/private.h"
#include "store/store.h"

enum { FEEDS = 6, ITEMS = 5400, NOW = 1795352400 };

struct desk {
	char dir[64];
	struct paths paths;
	struct reader *reader;
};

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void no_text(struct str *out, const char *html)
{
	(void)out;
	(void)html;
}

static void make_entry(struct feed *f, struct feed_entry *e, int i, uint32_t *seed)
{
	static const char *const words[] = { "重庆", "银行", "抗疫", "进行时", "芯片", "格子", "bridge ",
		                             "Open ", "AI ", "しんぶん", "서울", "臺灣", "，", "C919" };
	static const char *const tags[] = { "科技", "科学", "财经", "要闻", "tech" };
	struct str title = STR_INIT;

	for (int k = 0; k < 4; k++)
		str_add(&title, words[roll(seed) % ARRAY_LENGTH(words)]);
	str_printf(&title, "%d", i);
	e->title = arena_strdup(&f->arena, title.data);
	e->id = arena_printf(&f->arena, "urn:%d", i);
	e->content = "<p>x</p>";
	e->published = NOW - 60 - (int64_t)(roll(seed) % (20 * 86400));
	e->updated = TIME_NONE;
	e->heat = -1;
	e->tags = arena_alloc(&f->arena, sizeof *e->tags);
	e->n_tags = roll(seed) % 2;
	e->tags[0].term = tags[roll(seed) % ARRAY_LENGTH(tags)];
	str_release(&title);
}

static void fill(struct reader *r)
{
	struct err err = ERR_INIT;
	struct store *s = store_open(r->database, STORE_WRITE, &err);
	uint32_t seed = 7;

	assert_non_null(s);
	assert_true(store_begin(s, &err));
	for (int n = 0; n < FEEDS; n++) {
		const struct source *source = &r->config->sources[n];
		struct save_result result;
		struct draft *d;
		struct feed f;

		feed_init(&f);
		f.n_entries = ITEMS / FEEDS;
		f.entries = arena_alloc(&f.arena, f.n_entries * sizeof *f.entries);
		memset(f.entries, 0, f.n_entries * sizeof *f.entries);
		for (size_t i = 0; i < f.n_entries; i++)
			make_entry(&f, &f.entries[i], n * 1000 + (int)i, &seed);
		d = store_draft_new(source, &f, no_text);
		store_draft_fill(d);
		store_save_draft(s, store_source_put(s, source, &err), d, NOW, &result, &err);
		store_draft_free(d);
		feed_release(&f);
	}
	assert_true(store_commit(s, &err));
	store_close(s);
	r->states_are_stale = r->shelf_is_stale = true;
}

static void open_reader(struct desk *d, int feeds, bool marks)
{
	struct reader_options o = { .paths = &d->paths, .no_worker = !marks };
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	str_add(&text, "duplicates = show\nrefresh-on-start = off\n");
	for (int i = 0; i < feeds; i++)
		str_printf(&text, "[feed 格子城报第%d版]\nurl = https://n%d.example/feed\n", i, i);
	str_add(&text, "[view 芯]\nfilter = 芯片\n");
	assert_true(path_write(d->paths.config, str_slice(&text), 0, &err));
	str_release(&text);
	d->reader = reader_open(&o, &err);
	if (!d->reader)
		fail_msg("%s", err.text);
	assert_int_equal(d->reader->config->n_problems, 0);
}

static void set_up(struct desk *d)
{
	struct err err = ERR_INIT;

	clock_fix(NOW);
	snprintf(d->dir, sizeof d->dir, "/tmp/haowai-long-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	assert_true(paths_init(&d->paths, d->dir, NULL, &err));
	open_reader(d, FEEDS, false);
	fill(d->reader);
}

static void tear_down(struct desk *d)
{
	reader_close(d->reader);
	paths_release(&d->paths);
	folder_remove(d->dir);
}

static void open_place(struct reader *r, enum place_kind kind, const char *name)
{
	struct place place = { .kind = kind };

	snprintf(place.name, sizeof place.name, "%s", name);
	assert_true(reader_list_open(r, &place, NULL));
}

/* Rows of the place before any filter, read one by one. */
static size_t rows_of(struct reader *r, struct item ***out)
{
	size_t n = reader_list_count(r);
	struct item **rows = xcalloc(n + 1, sizeof *rows);

	for (size_t i = 0; i < n; i++)
		rows[i] = reader_list_place_row(r, i);
	*out = rows;
	return n;
}

static struct filter *parse(struct reader *r, const char *text)
{
	struct filter_context c = { .now = NOW, .by_sound = true, .last_visit = r->last_visit,
		                    .tags = r->list.filter_tags };

	c.local_offset_s = clock_local_offset(NOW);
	return filter_parse(text, &c, NULL);
}

static const char *const texts[] = {
	"银", "银行", "cqyh", "kyj", "kyjxs", "bridge", "b", "br", "+科技", "+科", "+科技 -银行 :unread",
	"/银.*芯/", "xinpian|cqyh @2d", "xinpian|cqyh", "@2d", "-@2d 重", "=第3版", "=gzc 臺灣", "台湾", "#7",
	"芯片 #5", "+tech | 서울", "shinbun", "c919", "没有", "!a|b", ":read", "-:read +财经", "1", "ㅅㅇ",
};

/* The i-th filter on its own in a fresh reading, as it comes; the order says what was read before. */
static void check(struct reader *r, const char *text, struct item **rows, size_t n)
{
	struct err err = ERR_INIT;
	struct filter *f;
	size_t k = 0, limit;

	reader_list_filter(r, text, &err);
	f = parse(r, text);
	limit = filter_limit(f) ? (size_t)filter_limit(f) : n;
	for (size_t i = 0; i < n && k < limit; i++) {
		const struct item *shown;

		if (!filter_matches_item(f, rows[i]))
			continue;
		shown = reader_list_row(r, k);
		if (!shown || shown->id != rows[i]->id)
			fail_msg("%s: row %zu is %d, not %d", text, k,
			         shown ? (int)shown->id : 0, (int)rows[i]->id);
		k++;
	}
	if (reader_list_count(r) != k)
		fail_msg("%s: %zu rows, not %zu", text, reader_list_count(r), k);
	filter_free(f);
}

/* Every text after every other one that stands near it: what was let pass before must not show. */
static void check_all(struct reader *r, enum place_kind kind, int order)
{
	struct item **rows, *copies;
	struct arena a = ARENA_INIT;
	size_t n;

	open_place(r, kind, "");
	reader_list_order(r, order, false);
	n = rows_of(r, &rows);
	assert_true(n > 4000 || kind != PLACE_ALL);
	copies = arena_alloc(&a, (n + 1) * sizeof *copies);
	for (size_t i = 0; i < n; i++) {
		assert_true(store_item(r->store, rows[i]->id, &a, &copies[i]));
		reader_apply_pending_in(r, &copies[i], &a);
		rows[i] = &copies[i];
	}
	open_place(r, kind, ""); /* rows are not at hand any more */
	reader_list_filter_begin(r);
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		check(r, texts[i], rows, n);
		if (i % 3 == 2)
			check(r, texts[i - 1], rows, n);
		if (i % 7 == 6)
			open_place(r, kind, "");
	}
	free(rows);
	arena_release(&a);
}

static void every_row_is_found(void **state)
{
	static const int orders[] = { ORDER_NEWEST, ORDER_OLDEST, ORDER_SOURCE };
	struct desk d;

	(void)state;
	set_up(&d);
	for (size_t i = 0; i < ARRAY_LENGTH(orders); i++)
		check_all(d.reader, PLACE_ALL, orders[i]);
	check_all(d.reader, PLACE_UNREAD, ORDER_NEWEST);
	check_all(d.reader, PLACE_TODAY, ORDER_NEWEST);
	tear_down(&d);
}

/* What was unsubscribed is seen no more; what is read and starred is known. */
static void marks_and_lost_sources(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;
	int64_t ids[40];
	size_t n = 0;

	(void)state;
	set_up(&d);
	reader_close(d.reader);
	open_reader(&d, FEEDS, true);
	open_place(d.reader, PLACE_ALL, "");
	for (; n < ARRAY_LENGTH(ids); n++)
		ids[n] = reader_list_row(d.reader, n * 3)->id;
	reader_list_filter_begin(d.reader);
	reader_mark_read(d.reader, ids, n, true); /* what is being read is read again */
	reader_list_filter(d.reader, ":read", &err);
	assert_int_equal(reader_list_count(d.reader), n);
	reader_mark_read(d.reader, ids, n / 2, false);
	reader_list_filter(d.reader, ":read ", &err);
	assert_int_equal(reader_list_count(d.reader), n - n / 2);
	reader_close(d.reader);
	open_reader(&d, FEEDS - 1, false);
	open_place(d.reader, PLACE_ALL, "");
	assert_int_equal(reader_list_total(d.reader), ITEMS / FEEDS * (FEEDS - 1));
	reader_list_filter(d.reader, "=第5版|:unread|:read", &err);
	assert_int_equal(reader_list_count(d.reader), ITEMS / FEEDS * (FEEDS - 1));
	tear_down(&d);
}

/* The prompt closes while rows are read; the list is read anew meanwhile; it opens again. */
static void reading_can_be_given_up(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;

	(void)state;
	set_up(&d);
	for (int i = 0; i < 10; i++) {
		open_place(d.reader, PLACE_ALL, "");
		reader_list_filter_begin(d.reader);
		reader_list_filter_begin(d.reader);
		if (i % 3 == 0)
			reader_list_filter_end(d.reader);
		if (i % 3 == 1)
			reader_list_reload(d.reader);
		reader_list_filter(d.reader, "银行", &err);
		assert_true(reader_list_count(d.reader) > 100);
	}
	reader_list_filter(d.reader, "", &err);
	open_place(d.reader, PLACE_ALL, "");
	reader_list_filter_begin(d.reader);
	tear_down(&d);
}

/* Of a view, the prompt narrows what its own filter lets pass. */
static void a_view_is_narrowed(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;
	size_t all;

	(void)state;
	set_up(&d);
	open_place(d.reader, PLACE_VIEW, "芯");
	all = reader_list_count(d.reader);
	assert_true(all > 500 && all == reader_list_total(d.reader));
	for (size_t i = 0; i < 50; i++)
		assert_non_null(strstr(reader_list_row(d.reader, i)->title, "芯片"));
	reader_list_filter(d.reader, "cqyh", &err);
	assert_true(reader_list_count(d.reader) > 0 && reader_list_count(d.reader) < all);
	for (size_t i = 0; i < reader_list_count(d.reader); i++) {
		assert_non_null(strstr(reader_list_row(d.reader, i)->title, "芯片"));
	}
	assert_int_equal(reader_list_total(d.reader), all);
	tear_down(&d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_found),
		cmocka_unit_test(marks_and_lost_sources),
		cmocka_unit_test(reading_can_be_given_up),
		cmocka_unit_test(a_view_is_narrowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
