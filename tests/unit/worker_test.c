/* The worker's schedule: what is due is fetched once, and what a user has cancelled stays so. */
#include "unit.h"
#include "folder.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "feed/page_parts.h"
#include "server/server.h"
#include "worker/message.h"
#include "worker/refresh.h"
#include "worker/worker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { START = 1795276800, STEPS = 60 };

struct desk {
	char dir[64];
	struct paths paths;
	struct queue *news;
	struct worker *worker;
	int listener;        /* accepts and never answers */
	int runs;            /* that have begun */
	bool running;
	int total, done, failed;
	int changes, notices, loading, loaded;
	int done_orders, lost_orders;
	int pages, pages_failed;
	struct lookup *found;
	char why[256];       /* of the last page that failed */
};

static const char feed[] =
	"<rss version='2.0'><channel><title>格子城报</title>"
	"<item><title>桥通车了</title><link>http://gezicheng.example/1</link></item>"
	"</channel></rss>";

/* A server that takes a connection and says nothing. */
static int listen_silently(int *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(fd, 8), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	*port = ntohs(a.sin_port);
	return fd;
}

static void set_up(struct desk *d, bool silent)
{
	struct worker_options o = { 0 };
	struct str config = STR_INIT;
	struct err err = ERR_INIT;
	char *path;
	int port;

	memset(d, 0, sizeof *d);
	clock_fix(START);
	snprintf(d->dir, sizeof d->dir, "/tmp/haowai-worker-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	assert_true(paths_init(&d->paths, d->dir, NULL, &err));
	path = path_join(d->dir, "feed.xml");
	assert_true(path_write(path, slice_of(feed), 0, &err));
	d->listener = listen_silently(&port);
	str_printf(&config, "every = 30m\n[feed 格子城报]\n");
	if (silent)
		str_printf(&config, "url = http://127.0.0.1:%d/feed\n", port);
	else
		str_printf(&config, "url = file://%s\n", path);
	free(path);
	d->news = queue_new();
	path = path_join(d->dir, "news.db");
	o.paths = &d->paths;
	o.database = path;
	o.config = config_of_text(str_slice(&config), "config");
	o.news = d->news;
	d->worker = worker_new(&o, &err);
	assert_non_null(d->worker);
	free(path);
	str_release(&config);
}

static void read_news(struct desk *d)
{
	struct message *m;

	while ((m = queue_take(d->news))) {
		if (m->kind == NEWS_PROGRESS) {
			d->runs += m->progress.running && !d->running;
			d->running = m->progress.running;
			d->total = m->progress.total;
			d->done = m->progress.done;
			d->failed = m->progress.failed;
		} else if (m->kind == NEWS_DONE) {
			d->done_orders += m->flag;
			d->lost_orders += !m->flag;
		} else if (m->kind == NEWS_LOADING) {
			d->loading += m->flag;
			d->loaded += !m->flag;
		} else if (m->kind == NEWS_CHANGED || m->kind == NEWS_NOTICE) {
			d->changes += m->kind == NEWS_CHANGED;
			d->notices += m->kind == NEWS_NOTICE;
		} else if (m->kind == NEWS_PAGE) {
			d->pages += m->flag;
			d->pages_failed += !m->flag;
			snprintf(d->why, sizeof d->why, "%s", m->text ? m->text : "");
		} else if (m->kind == NEWS_FOUND) {
			lookup_free(d->found);
			d->found = m->lookup;
			m->lookup = NULL;
		} else if (m->kind == NEWS_CONFIG) {
			config_free(m->config);
		}
		message_free(m);
	}
}

static void tear_down(struct desk *d)
{
	worker_free(d->worker);
	read_news(d);
	queue_free(d->news, message_free_any);
	lookup_free(d->found);
	close(d->listener);
	folder_remove(d->dir);
	paths_release(&d->paths);
	clock_fix(TIME_NONE);
}

static void order(struct desk *d, enum message_kind kind, bool by_user)
{
	struct message *m = message_new(kind);

	m->flag = by_user;
	queue_post(worker_inbox(d->worker), m);
}

/* Long enough for whatever would begin by itself, at the time that is set. */
static void let_work(struct desk *d)
{
	for (int i = 0; i < STEPS || (i < 1000 && !worker_is_idle(d->worker)); i++) {
		worker_step(d->worker, 1);
		read_news(d);
	}
}

/* --- the schedule ------------------------------------------------------------------------------ */

static void an_unchanged_source_is_asked_once_a_turn(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, false);
	order(&d, ORDER_REFRESH, false);
	let_work(&d);
	assert_int_equal(d.runs, 1);
	assert_int_equal(d.done, 1);
	assert_int_equal(d.failed, 0);
	for (int turn = 1; turn <= 3; turn++) {
		clock_fix(START + turn * 1801);
		let_work(&d);
		assert_int_equal(d.runs, 1 + turn);
	}
	tear_down(&d);
}

static void nothing_is_asked_for_before_its_time(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, false);
	order(&d, ORDER_REFRESH, false);
	let_work(&d);
	clock_fix(START + 1700);
	order(&d, ORDER_REFRESH, false);
	let_work(&d);
	assert_int_equal(d.runs, 1);
	order(&d, ORDER_REFRESH, true);
	let_work(&d);
	assert_int_equal(d.runs, 2);
	tear_down(&d);
}

static void the_first_turn_comes_by_itself(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, false);
	let_work(&d);
	assert_int_equal(d.runs, 0);
	clock_fix(START + 1800);
	let_work(&d);
	assert_int_equal(d.runs, 1);
	tear_down(&d);
}

static void a_cancelled_run_does_not_begin_again(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, true);
	order(&d, ORDER_REFRESH, true);
	worker_step(d.worker, 1);
	read_news(&d);
	assert_true(d.running);
	assert_false(worker_is_idle(d.worker));
	order(&d, ORDER_CANCEL, true);
	let_work(&d);
	assert_false(d.running);
	assert_int_equal(d.runs, 1);
	clock_fix(START + 900);
	let_work(&d);
	assert_int_equal(d.runs, 1);
	tear_down(&d);
}

/* Replaced again and again while a download still uses the first one. */
static void configurations_come_back_when_nobody_uses_them(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, true);
	order(&d, ORDER_REFRESH, true);
	worker_step(d.worker, 1);
	for (int i = 0; i < 20; i++) {
		struct message *m = message_new(ORDER_CONFIG);

		m->config = config_of_text(slice_of("every = 1h\n"), "config");
		queue_post(worker_inbox(d.worker), m);
	}
	worker_step(d.worker, 1);
	assert_false(worker_is_idle(d.worker));
	assert_int_equal(d.worker->config->options.every, 3600);
	assert_int_equal(d.worker->n_old_configs, 20);
	order(&d, ORDER_CANCEL, true);
	let_work(&d);
	assert_int_equal(d.worker->n_old_configs, 0);
	tear_down(&d);
}

/* --- other processes ----------------------------------------------------------------------------- */

static void order_note(struct desk *d, const char *text)
{
	struct message *m = message_new(ORDER_NOTE);

	m->name = xstrdup("place");
	m->text = xstrdup(text);
	queue_post(worker_inbox(d->worker), m);
}

static void let_look(struct desk *d, int ms)
{
	for (int64_t end = clock_monotonic_ms() + ms; clock_monotonic_ms() < end;) {
		worker_step(d->worker, (int)(end - clock_monotonic_ms()));
		read_news(d);
	}
}

static void what_another_commits_is_told(void **state)
{
	struct desk d;
	struct store *other;
	struct err err = ERR_INIT;
	int64_t began;

	(void)state;
	set_up(&d, false);
	let_look(&d, 700);
	assert_int_equal(d.changes, 0);
	/* nothing happens: one step sleeps it out */
	began = clock_monotonic_ms();
	worker_step(d.worker, 200);
	assert_true(clock_monotonic_ms() - began >= 195);
	other = store_open(d.worker->database, STORE_WRITE, &err);
	assert_non_null(other);
	for (int i = 0; i < 5; i++)
		assert_true(store_note_set(other, "place", i & 1 ? "a" : "b", &err));
	let_look(&d, 500);
	assert_int_equal(d.changes, 1);
	/* what the worker writes itself is no news of another */
	order_note(&d, "c");
	let_look(&d, 400);
	assert_int_equal(d.changes, 1);
	store_close(other);
	tear_down(&d);
}

static void an_order_outlives_the_lock_of_another(void **state)
{
	struct desk d;
	struct store *other;
	struct arena a = ARENA_INIT;
	struct err err = ERR_INIT;

	(void)state;
	set_up(&d, false);
	other = store_open(d.worker->database, STORE_WRITE, &err);
	assert_non_null(other);
	assert_true(store_begin(other, &err));
	assert_true(store_note_set(other, "held", "1", &err));
	for (int i = 0; i < 3; i++) {
		order_note(&d, i == 2 ? "last" : "first");
		worker_step(d.worker, 1);
	}
	d.worker->next_kept_ms = 0;
	worker_step(d.worker, 1);
	read_news(&d);
	if (!d.done_orders) {
		assert_int_equal(d.worker->n_kept, 3);
		/* told of only when it lasts */
		assert_int_equal(d.notices, 0);
		d.worker->kept_since_ms -= 5000;
		d.worker->next_kept_ms = 0;
		worker_step(d.worker, 1);
		read_news(&d);
		assert_int_equal(d.notices, 1);
	}
	assert_true(store_commit(other, &err));
	d.worker->next_kept_ms = 0;
	worker_step(d.worker, 1);
	read_news(&d);
	assert_int_equal(d.done_orders, 3);
	assert_int_equal(d.lost_orders, 0);
	assert_string_equal(store_note_get(other, "place", &a), "last");
	store_close(other);
	arena_release(&a);
	tear_down(&d);
}

static void damage_is_mended_while_it_runs(void **state)
{
	struct desk d;
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;
	int fd;

	(void)state;
	set_up(&d, false);
	order(&d, ORDER_REFRESH, false);
	let_work(&d);
	assert_true(d.loading >= 1);
	assert_int_equal(d.loading, d.loaded);
	d.notices = d.changes = 0;
	for (int i = 0; i < 16384; i++)
		str_add_char(&bytes, '\xa5');
	d.worker->store = (store_close(d.worker->store), store_open(d.worker->database, STORE_WRITE, &err));
	fd = open(d.worker->database, O_WRONLY);
	assert_true(pwrite(fd, bytes.data, bytes.len, 16384) > 0);
	assert_true(pwrite(fd, bytes.data, bytes.len, 2 * 16384) > 0);
	close(fd);
	order(&d, ORDER_MEND, false);
	order_note(&d, "kept");
	let_look(&d, 200);
	assert_true(d.notices >= 1);
	assert_true(d.changes >= 1);
	assert_non_null(d.worker->store);
	assert_false(store_is_damaged(d.worker->store));
	assert_int_equal(d.done_orders, 1);
	assert_int_equal(d.lost_orders, 0);
	str_release(&bytes);
	tear_down(&d);
}

/* Whoever waits for an answer gets one, be there a store or not. */
static void all_are_answered_without_a_store(void **state)
{
	static const enum message_kind waited_for[] = { ORDER_PAGE, ORDER_LOOK, RESULT_PARSED,
		                                        RESULT_LOOKED };
	struct desk d;
	int64_t id = 7;

	(void)state;
	set_up(&d, false);
	store_close(d.worker->store);
	d.worker->store = NULL;
	d.worker->next_mend_ms = clock_monotonic_ms() + 60 * 1000;
	for (size_t i = 0; i < ARRAY_LENGTH(waited_for); i++) {
		struct message *m = message_with_ids(waited_for[i], &id, 1);
		bool is_look = m->kind == ORDER_LOOK || m->kind == RESULT_LOOKED;

		if (m->kind == RESULT_PARSED || m->kind == RESULT_LOOKED)
			d.worker->parsing++;
		if (m->kind == RESULT_PARSED) {
			m->parsed = parsed_new();
			m->parsed->item_id = id;
		}
		if (is_look)
			m->lookup = lookup_new("http://127.0.0.1:1/");
		d.pages_failed = 0;
		queue_post(worker_inbox(d.worker), m);
		worker_step(d.worker, 1);
		read_news(&d);
		assert_int_equal(d.worker->parsing, 0);
		if (is_look) {
			assert_non_null(d.found);
			assert_int_equal(d.found->end, LOOKUP_FAILED);
			assert_non_null(strstr(d.found->err.text, "database"));
			lookup_free(d.found);
			d.found = NULL;
		} else {
			assert_int_equal(d.pages_failed, 1);
			assert_non_null(strstr(d.why, "database"));
		}
	}
	tear_down(&d);
}

/* --- what answers are ---------------------------------------------------------------------------- */

/* A page that is looked at is unpacked and parsed by the pool: the worker goes on meanwhile. */
static void an_address_is_looked_at_by_the_pool(void **state)
{
	struct desk d;
	struct server server;
	struct message *m = message_new(ORDER_LOOK);
	struct str text = STR_INIT;
	char url[64], *path;

	(void)state;
	set_up(&d, false);
	path = path_join(d.dir, "feed.xml");
	str_printf(&text, "%s<!--%300d-->", feed, 0); /* long enough to be packed */
	assert_true(path_write(path, str_slice(&text), 0, NULL));
	str_release(&text);
	free(path);
	assert_true(server_start(&server, d.dir, NULL));
	snprintf(url, sizeof url, "http://127.0.0.1:%d/feed.xml", server_port(&server, NULL));
	m->lookup = lookup_new(url);
	queue_post(worker_inbox(d.worker), m);
	for (int i = 0; i < 1000 && !d.found; i++) {
		worker_step(d.worker, 5);
		read_news(&d);
	}
	assert_non_null(d.found);
	assert_int_equal(d.found->end, LOOKUP_FEED);
	assert_string_equal(d.found->title, "格子城报");
	assert_non_null(d.worker->pool);
	assert_int_equal(d.worker->parsing, 0);
	server_stop(&server);
	tear_down(&d);
}

/* Cancelled on its second page, an article keeps what stood on the first. */
static void a_cancelled_page_keeps_what_came_before(void **state)
{
	struct article first = { .item = { .title = "桥通车了" }, .body = "<p>第一页</p>",
		                 .next = "http://gezicheng.example/1?page=2" };
	struct arena page = ARENA_INIT, a = ARENA_INIT;
	struct article kept;
	struct download *gone = xcalloc(1, sizeof *gone);
	struct desk d;

	(void)state;
	set_up(&d, false);
	order(&d, ORDER_REFRESH, false);
	let_work(&d);
	gone->item_id = 1;
	gone->link = xstrdup(first.next);
	gone->parts = page_parts_new(&page, &first, "http://gezicheng.example/1");
	d.worker->in_flight++;
	refresh_take_refusal(d.worker, gone, NULL);
	let_work(&d);
	assert_int_equal(d.pages_failed, 1);
	assert_string_equal(d.why, "cancelled");
	assert_true(store_article(d.worker->store, 1, &a, &kept, NULL));
	assert_non_null(kept.body);
	assert_non_null(strstr(kept.body, "第一页"));
	arena_release(&a);
	arena_release(&page);
	tear_down(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unchanged_source_is_asked_once_a_turn),
		cmocka_unit_test(nothing_is_asked_for_before_its_time),
		cmocka_unit_test(the_first_turn_comes_by_itself),
		cmocka_unit_test(a_cancelled_run_does_not_begin_again),
		cmocka_unit_test(configurations_come_back_when_nobody_uses_them),
		cmocka_unit_test(what_another_commits_is_told),
		cmocka_unit_test(an_order_outlives_the_lock_of_another),
		cmocka_unit_test(damage_is_mended_while_it_runs),
		cmocka_unit_test(all_are_answered_without_a_store),
		cmocka_unit_test(an_address_is_looked_at_by_the_pool),
		cmocka_unit_test(a_cancelled_page_keeps_what_came_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
