/* The reader over the first edition: lists, marks, places kept, and what it says when it cannot. */
#include "unit.h"
#include "folder.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "reader/private.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_MS = 3000 };

struct desk {
	char dir[64];
	struct paths paths;
	struct reader *reader;
};

static const char *key_of(const char *action)
{
	(void)action;
	return "Q";
}

static void set_up(struct desk *d, bool no_worker)
{
	struct reader_options o = { .paths = &d->paths, .no_worker = no_worker, .key_of = key_of };
	struct place all = { PLACE_ALL, "", 0 };
	struct err err = ERR_INIT;

	snprintf(d->dir, sizeof d->dir, "/tmp/haowai-reader-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	assert_true(paths_init(&d->paths, d->dir, NULL, &err));
	d->reader = reader_open(&o, &err);
	assert_non_null(d->reader);
	assert_true(reader_list_open(d->reader, &all, &err));
}

static void tear_down(struct desk *d)
{
	reader_close(d->reader);
	paths_release(&d->paths);
	folder_remove(d->dir);
}

/* Another look at what was committed. */
static void open_again(struct desk *d)
{
	struct reader_options o = { .paths = &d->paths, .no_worker = true, .key_of = key_of };
	struct place all = { PLACE_ALL, "", 0 };
	struct err err = ERR_INIT;

	reader_close(d->reader);
	d->reader = reader_open(&o, &err);
	assert_non_null(d->reader);
	assert_true(reader_list_open(d->reader, &all, NULL));
}

static void wait_for_news(struct desk *d)
{
	struct pollfd fd = { reader_fd(d->reader), POLLIN, 0 };

	assert_int_equal(poll(&fd, 1, WAIT_MS), 1);
	reader_pump(d->reader);
}

static void no_key_name_is_left_open(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, true);
	reader_list_with_summary(d.reader, true);
	reader_list_order(d.reader, ORDER_NEWEST, false);
	assert_int_equal(reader_list_count(d.reader), 30);
	for (size_t i = 0; i < 30; i++) {
		const struct item *item = reader_list_row(d.reader, i);

		assert_null(strstr(item->title, "{k:"));
		if (item->summary)
			assert_null(strstr(item->summary, "{k:"));
	}
	tear_down(&d);
}

static void marks_are_drawn_at_once_and_kept(void **state)
{
	struct desk d;
	int64_t id;

	(void)state;
	set_up(&d, false);
	id = reader_list_row(d.reader, 3)->id;
	reader_mark_starred(d.reader, &id, 1, true);
	reader_set_position(d.reader, id, 4, 17);
	assert_true(reader_list_row(d.reader, 3)->is_starred);
	assert_int_equal(reader_mark_everything_read(d.reader), 30);
	for (size_t i = 0; i < 30; i++)
		assert_true(reader_list_row(d.reader, i)->is_read);
	open_again(&d);
	for (size_t i = 0; i < 30; i++) {
		const struct item *item = reader_list_row(d.reader, i);

		assert_true(item->is_read);
		assert_int_equal(item->is_starred, item->id == id);
	}
	assert_int_equal(reader_unread(d.reader), 0);
	tear_down(&d);
}

static void a_star_outlives_the_first_edition(void **state)
{
	static const char own[] = "[feed A]\nurl = https://a.example/feed\n";
	struct place starred = { PLACE_STARRED, "", 0 };
	struct err err = ERR_INIT;
	struct desk d;
	int64_t id;

	(void)state;
	set_up(&d, false);
	id = reader_list_row(d.reader, 3)->id;
	reader_mark_starred(d.reader, &id, 1, true);
	assert_true(path_write(d.paths.subscriptions, slice_of(own), 0, &err));
	open_again(&d);
	assert_int_equal(reader_list_count(d.reader), 0);
	assert_true(reader_list_open(d.reader, &starred, &err));
	assert_int_equal(reader_list_count(d.reader), 1);
	assert_int_equal(reader_list_row(d.reader, 0)->id, id);
	tear_down(&d);
}

static void places_in_articles_are_kept(void **state)
{
	uint32_t block = 0, byte = 0;
	struct desk d;
	int64_t id;

	(void)state;
	set_up(&d, false);
	id = reader_list_row(d.reader, 0)->id;
	assert_false(reader_position(d.reader, id, &block, &byte));
	reader_set_position(d.reader, id, 4, 17);
	open_again(&d);
	assert_true(reader_position(d.reader, id, &block, &byte));
	assert_int_equal(block, 4);
	assert_int_equal(byte, 17);
	tear_down(&d);
}

static void a_mark_that_cannot_be_kept_is_not_drawn(void **state)
{
	struct desk d;
	int64_t id;

	(void)state;
	set_up(&d, true);
	id = reader_list_row(d.reader, 0)->id;
	reader_mark_read(d.reader, &id, 1, true);
	assert_false(reader_list_row(d.reader, 0)->is_read);
	assert_non_null(reader_notice(d.reader));
	assert_null(reader_notice(d.reader));
	tear_down(&d);
}

static void the_list_follows_what_was_committed(void **state)
{
	struct desk d;
	int64_t id;

	(void)state;
	set_up(&d, false);
	id = reader_list_row(d.reader, 0)->id;
	reader_tag(d.reader, &id, 1, "剪报", true);
	for (int i = 0; i < 50; i++) {
		struct place tag = { PLACE_TAG, "剪报", 0 };

		wait_for_news(&d);
		assert_true(reader_list_open(d.reader, &tag, NULL));
		if (reader_list_count(d.reader) == 1)
			break;
	}
	assert_int_equal(reader_list_count(d.reader), 1);
	assert_int_equal(reader_list_row(d.reader, 0)->id, id);
	tear_down(&d);
}

/* Of two that cannot both be shown at once none is lost, and the second one says when it comes. */
static void a_notice_waits_for_the_one_before(void **state)
{
	struct desk d;

	(void)state;
	set_up(&d, false);
	reader_say(d.reader, xstrdup("甲"));
	reader_say(d.reader, xstrdup("乙"));
	reader_say(d.reader, xstrdup("乙"));
	assert_int_equal(reader_timeout_ms(d.reader), 0);
	assert_string_equal(reader_notice(d.reader), "甲");
	assert_null(reader_notice(d.reader));
	assert_true(reader_timeout_ms(d.reader) > 500);
	d.reader->notice_until_ms = 0;
	assert_true(reader_pump(d.reader));
	assert_string_equal(reader_notice(d.reader), "乙");
	d.reader->notice_until_ms = 0;
	assert_null(reader_notice(d.reader));
	assert_int_equal(reader_timeout_ms(d.reader), -1);
	tear_down(&d);
}

/* What this program does when it is the other process. */
static int star(const char *database, const char *text)
{
	struct store *s = store_open(database, STORE_WRITE, NULL);
	int64_t id = strtoll(text, NULL, 10);
	bool done = s && store_mark_starred(s, &id, 1, true, NULL);

	store_close(s);
	return !done;
}

static void what_another_process_marks_is_shown(void **state)
{
	struct desk d;
	char id[32];
	pid_t child;
	bool shown = false;

	(void)state;
	set_up(&d, false);
	snprintf(id, sizeof id, "%lld", (long long)reader_list_row(d.reader, 2)->id);
	/* a program of its own: threads and SQLite do not outlive a bare fork */
	child = fork();
	if (!child) {
		execl("/proc/self/exe", "reader_test", "--star", d.reader->database, id, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 20 && !shown; i++) {
		wait_for_news(&d);
		shown = reader_list_row(d.reader, 2)->is_starred;
	}
	assert_true(shown);
	waitpid(child, NULL, 0);
	tear_down(&d);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_name_is_left_open),
		cmocka_unit_test(marks_are_drawn_at_once_and_kept),
		cmocka_unit_test(a_star_outlives_the_first_edition),
		cmocka_unit_test(places_in_articles_are_kept),
		cmocka_unit_test(a_mark_that_cannot_be_kept_is_not_drawn),
		cmocka_unit_test(the_list_follows_what_was_committed),
		cmocka_unit_test(a_notice_waits_for_the_one_before),
		cmocka_unit_test(what_another_process_marks_is_shown),
	};

	if (argc == 4 && !strcmp(argv[1], "--star"))
		return star(argv[2], argv[3]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
