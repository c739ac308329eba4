/* The worker's schedule: what is due is fetched once, and what a user has cancelled stays so. */
#include "unit.h"

#include "app/message.h"
#include "app/refresh.h"
#include "app/worker.h"
#include "base/clock.h"
#include "base/path.h"

#include <arpa/inet.h>
#include <dirent.h>
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
		} else if (m->kind == NEWS_CONFIG) {
			config_free(m->config);
		}
		message_free(m);
	}
}

static void remove_folder(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.' && unlinkat(dirfd(d), e->d_name, 0)) {
			char *below = path_join(dir, e->d_name);
			remove_folder(below);
			free(below);
		}
	if (d)
		closedir(d);
	rmdir(dir);
}

static void tear_down(struct desk *d)
{
	worker_free(d->worker);
	read_news(d);
	queue_free(d->news, message_free_any);
	close(d->listener);
	remove_folder(d->dir);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unchanged_source_is_asked_once_a_turn),
		cmocka_unit_test(nothing_is_asked_for_before_its_time),
		cmocka_unit_test(the_first_turn_comes_by_itself),
		cmocka_unit_test(a_cancelled_run_does_not_begin_again),
		cmocka_unit_test(configurations_come_back_when_nobody_uses_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
