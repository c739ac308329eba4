/* Two thousand sources: the shelf in its order, lookups, problems, and what a look costs. */
#include "unit.h"
#include "folder.h"

#include <time.h>
#include "reader/private.h"
#include "base/mem.h"
#include "base/path.h"
#include "feed/parse.h"

enum { SOURCES = 2000, GROUPS = 40, LOOKS = 20 };

struct desk {
	char dir[64];
	struct paths paths;
	struct reader *reader;
};

static void write_config(const char *path, int n)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	for (int i = 0; i < n; i++) {
		str_printf(&text, "[feed 渡口%d]\nurl = https://f%d.example/rss\n", i, i);
		if (i % 5)
			str_printf(&text, "group = 组%d\n", i % GROUPS);
	}
	if (!path_write(path, str_slice(&text), 0, &err))
		fail_msg("%s", err.text);
	str_release(&text);
}

static void as_it_is(struct str *out, const char *html)
{
	str_add(out, html);
}

static void save_old_news(struct store *s, int64_t id, const struct source *source)
{
	static const char text[] = "<rss version='2.0'><channel><title>t</title><item><title>旧闻</title>"
				   "<pubDate>Mon, 01 Sep 2025 08:00:00 +0800</pubDate></item></channel></rss>";
	struct feed_hints hints = { .base = source->url, .fetched = 1795352400 };
	struct save_result result;
	struct err err = ERR_INIT;
	struct feed feed;

	assert_true(feed_parse(slice_of(text), &hints, &feed, &err));
	assert_true(store_save_feed(s, id, source, &feed, 1795352400, as_it_is, &result, &err));
	feed_release(&feed);
}

/* Every source has a row; every seventh fails, every eleventh is frozen. */
static void fill_store(struct reader *r)
{
	struct store *s = store_open(r->database, STORE_WRITE, NULL);
	struct err err = ERR_INIT;

	assert_non_null(s);
	assert_true(store_begin(s, &err));
	for (size_t i = 0; i < SOURCES && i < r->config->n_sources - 1; i++) {
		struct arena a = ARENA_INIT;
		struct source_state state;
		int64_t id = store_source_put(s, &r->config->sources[i], &err);

		assert_true(id > 0 && store_source_state(s, id, &a, &state));
		state.last_try = state.last_success = 1795352400;
		state.next_try = state.last_try + 600;
		state.problem = i % 7 ? NULL : "对方拒绝连接";
		assert_true(store_source_note(s, &state, true, &err));
		if (i % 11 == 0)
			save_old_news(s, id, &r->config->sources[i]);
		arena_release(&a);
	}
	assert_true(store_commit(s, &err));
	store_close(s);
	r->states_are_stale = r->shelf_is_stale = true;
}

static void set_up(struct desk *d, int n)
{
	struct reader_options o = { .paths = &d->paths, .no_worker = true };
	struct err err = ERR_INIT;

	snprintf(d->dir, sizeof d->dir, "/tmp/haowai-many-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	assert_true(paths_init(&d->paths, d->dir, NULL, &err));
	write_config(d->paths.config, n);
	d->reader = reader_open(&o, &err);
	assert_non_null(d->reader);
	assert_int_equal(d->reader->config->n_problems, 0);
	fill_store(d->reader);
}

static void tear_down(struct desk *d)
{
	reader_close(d->reader);
	paths_release(&d->paths);
	folder_remove(d->dir);
}

static double cpu_s(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* A group stands where its first source stands, its sources below it in the file's order. */
static void the_shelf_is_in_order(void **state)
{
	const struct shelf_row *rows;
	size_t n, at = 0, n_sources = 0;
	int last = -1, group = -1;
	struct desk d;

	(void)state;
	set_up(&d, SOURCES);
	n = reader_shelf(d.reader, &rows);
	while (at < n && rows[at].place.kind != PLACE_HEADING)
		at++;
	for (at++; at < n; at++) {
		int i = rows[at].place.kind == PLACE_SOURCE
		                ? atoi(rows[at].label + strlen("渡口"))
		                : atoi(rows[at].label + strlen("组"));

		if (rows[at].place.kind == PLACE_GROUP) {
			group = i;
			last = -1;
			continue;
		}
		n_sources++;
		assert_int_equal(rows[at].depth, i % 5 ? 1 : 0);
		if (rows[at].depth) {
			assert_int_equal(i % GROUPS, group);
			assert_true(i > last);
			last = i;
		}
		assert_int_equal(rows[at].is_failing, i % 7 == 0);
		assert_int_equal(rows[at].is_frozen, i % 7 && i % 11 == 0);
	}
	assert_int_equal(n_sources, SOURCES);
	tear_down(&d);
}

static void sources_are_found_by_number_and_address(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, SOURCES);
	for (size_t i = 0; i < d.reader->config->n_sources; i++) {
		const struct source *s = &d.reader->config->sources[i];
		int64_t id = reader_source_id(d.reader, s);

		assert_true(id > 0);
		assert_int_equal(id, store_source_find(d.reader->store, s->key));
		assert_ptr_equal(reader_source(d.reader, id), s);
		assert_ptr_equal(reader_source_of_url(d.reader, s->url), s);
	}
	assert_null(reader_source(d.reader, 1 << 30));
	assert_null(reader_source_of_url(d.reader, "https://elsewhere.example/"));
	tear_down(&d);
}

static void problems_are_told_in_three_parts(void **state)
{
	const struct problem *problems;
	size_t n, n_failing = 0, n_frozen = 0;
	struct desk d;

	(void)state;
	set_up(&d, SOURCES);
	n = reader_problems(d.reader, &problems);
	for (size_t i = 0; i < n; i++) {
		n_failing += problems[i].kind == PROBLEM_FAILING;
		n_frozen += problems[i].kind == PROBLEM_FROZEN;
		assert_true(!i || problems[i].kind >= problems[i - 1].kind);
		assert_true(problems[i].next_try == 1795352400 + 600);
		assert_true(problems[i].good == 1795352400);
	}
	assert_int_equal(n_failing, (SOURCES + 6) / 7);
	assert_true(n_frozen > SOURCES / 11 - SOURCES / 77 - 2 && n_frozen < SOURCES / 11);
	tear_down(&d);
}

/* A source without a row can be named too, and is told apart from the others. */
static void what_was_never_fetched_has_a_handle(void **state)
{
	struct desk d;
	int64_t first, second;

	(void)state;
	set_up(&d, 3);
	write_config(d.paths.config, 5);
	reader_reload(d.reader);
	first = reader_source_handle(d.reader, &d.reader->config->sources[3]);
	second = reader_source_handle(d.reader, &d.reader->config->sources[4]);
	assert_true(first < 0 && second < 0 && first != second);
	assert_ptr_equal(reader_source(d.reader, second), &d.reader->config->sources[4]);
	tear_down(&d);
}

static size_t count_of(struct reader *r, enum place_kind kind)
{
	struct place place = { .kind = kind };
	struct err err = ERR_INIT;

	assert_true(reader_list_open(r, &place, &err));
	return reader_list_count(r);
}

/* Its articles are kept, with their marks, for when it is subscribed to again. */
static void what_is_unsubscribed_is_seen_no_more(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;
	struct store *s;
	int64_t id, source;

	(void)state;
	set_up(&d, 3);
	assert_int_equal(count_of(d.reader, PLACE_ALL), 1);
	assert_int_equal(reader_unread(d.reader), 1);
	id = reader_list_row(d.reader, 0)->id;
	source = reader_list_row(d.reader, 0)->source_id;
	assert_true(reader_unsubscribe(d.reader, source, &err));
	assert_int_equal(count_of(d.reader, PLACE_ALL), 0);
	assert_int_equal(count_of(d.reader, PLACE_UNREAD), 0);
	assert_int_equal(reader_unread(d.reader), 0);
	s = store_open(d.reader->database, STORE_WRITE, NULL);
	assert_true(store_mark_starred(s, &id, 1, true, &err));
	store_close(s);
	assert_int_equal(count_of(d.reader, PLACE_STARRED), 1);
	assert_int_equal(count_of(d.reader, PLACE_ALL), 0);
	assert_true(config_subscribe(d.paths.subscriptions, "https://f0.example/rss", NULL, NULL, NULL,
	                             &err));
	reader_reload(d.reader);
	assert_int_equal(count_of(d.reader, PLACE_ALL), 1);
	assert_true(reader_list_row(d.reader, 0)->is_starred);
	tear_down(&d);
}

static void look_up(struct reader *r, const struct source *s)
{
	assert_ptr_equal(reader_source(r, reader_source_id(r, s)), s);
}

/* What a frame or a message of the worker makes be looked up anew, twenty times: linear it takes 0.1 s,
 * by comparing all with all many seconds. */
static void a_look_is_cheap(void **state)
{
	const struct shelf_row *rows;
	const struct problem *problems;
	struct desk d;
	double start;

	(void)state;
	set_up(&d, SOURCES);
	start = cpu_s();
	for (int k = 0; k < LOOKS; k++) {
		d.reader->states_are_stale = d.reader->shelf_is_stale = true;
		reader_shelf(d.reader, &rows);
		reader_problems(d.reader, &problems);
		for (size_t i = 0; i < d.reader->config->n_sources; i++)
			look_up(d.reader, &d.reader->config->sources[i]);
	}
	print_message("%d looks: %.3f s\n", LOOKS, cpu_s() - start);
	assert_true(cpu_s() - start < 3.0);
	tear_down(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shelf_is_in_order),
		cmocka_unit_test(sources_are_found_by_number_and_address),
		cmocka_unit_test(problems_are_told_in_three_parts),
		cmocka_unit_test(what_was_never_fetched_has_a_handle),
		cmocka_unit_test(what_is_unsubscribed_is_seen_no_more),
		cmocka_unit_test(a_look_is_cheap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
