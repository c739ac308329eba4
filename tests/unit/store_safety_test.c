#include "store_fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "store/db.h"

static const struct line lines[] = {
	{ "1", "https://a.example/1", "空格桥", "甲", "要闻", NOW - 60 },
	{ "2", "https://a.example/2", "光标河", "乙", "要闻 交通", NOW - 120 },
	{ "3", "https://a.example/3", "初雪", "丙", NULL, NOW - 180 },
};

static int fill(void **state)
{
	struct source source = source_named("格子城报");
	struct box *b;
	int64_t id = 2;

	box_open(state);
	b = *state;
	save_lines(b, &source, lines, 3, NOW);
	store_mark_read(b->s, &id, 1, true, &b->err);
	store_mark_starred(b->s, &id, 1, true, &b->err);
	return 0;
}

static void a_reader_sees_commits(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	struct store *reader = store_open(b->path, STORE_READ, &b->err);
	struct line more = { "4", NULL, "灯", "丁", NULL, 0 };
	struct item_query q = { 0 };
	uint32_t version;
	int64_t id = 1;

	assert_non_null(reader);
	assert_true(store_is_readonly(reader));
	assert_false(store_is_readonly(b->s));
	version = store_version(reader);
	assert_int_equal(store_version(reader), version);
	assert_int_equal(store_items_count(reader, &q), 3);
	store_begin(b->s, &b->err);
	save_lines(b, &source, &more, 1, NOW);
	assert_int_equal(store_items_count(reader, &q), 3);
	store_commit(b->s, &b->err);
	assert_int_not_equal(store_version(reader), version);
	assert_int_equal(store_items_count(reader, &q), 4);
	/* and writes nothing itself */
	assert_false(store_mark_read(reader, &id, 1, true, &b->err));
	assert_non_null(strstr(b->err.text, b->path));
	assert_int_equal(store_items_count(reader, &q), 4);
	store_close(reader);
}

static void a_view_is_one_state_until_it_is_let_go(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	struct store *reader = store_open(b->path, STORE_READ, &b->err);
	struct line more = { "4", NULL, "灯", "丁", NULL, 0 };
	struct item_query q = { 0 };

	store_hold_view(reader);
	assert_int_equal(store_items_count(reader, &q), 3);
	save_lines(b, &source, &more, 1, NOW);
	assert_int_equal(store_items_count(reader, &q), 3);
	store_let_go_view(reader);
	assert_int_equal(store_items_count(reader, &q), 4);
	store_close(reader);
	/* what the one who holds it writes, it sees */
	store_hold_view(b->s);
	assert_int_equal(store_items_count(b->s, &q), 4);
	more.id = "5";
	save_lines(b, &source, &more, 1, NOW);
	assert_int_equal(store_items_count(b->s, &q), 5);
	store_let_go_view(b->s);
}

static void nothing_to_read(void **state)
{
	struct err err = ERR_INIT;

	assert_null(store_open("/tmp/haowai-no-such-folder/news.db", STORE_READ, &err));
	assert_string_not_equal(err.text, "");
	err_clear(&err);
	assert_null(store_open("/tmp/haowai-no-such-folder/news.db", STORE_WRITE, &err));
	assert_string_not_equal(err.text, "");
	(void)state;
}

static void files_are_the_users_own(void **state)
{
	static const char *const parts[] = { "", "-wal", "-shm", ".lock" };
	mode_t before = umask(0);
	struct box *b;

	fill((void **)&b);
	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		char name[128];
		struct stat st;

		snprintf(name, sizeof name, "%s%s", b->path, parts[i]);
		assert_int_equal(stat(name, &st), 0);
		assert_int_equal(st.st_mode & 077, 0);
	}
	umask(before);
	box_close((void **)&b);
	(void)state;
}

/* Two that write in turn, as two processes do: nothing is lost, neither is told of a lock. */
static void two_writers(void **state)
{
	struct box *b = *state;
	struct store *other = store_open(b->path, STORE_WRITE, &b->err);
	struct box second = { .s = other };
	struct source source = source_named("乙报");

	assert_non_null(other);
	for (int i = 0; i < 30; i++) {
		char title[16];
		struct line line = { .title = title };
		int64_t id = 1 + i % 3;

		snprintf(title, sizeof title, "%d", i);
		line.id = title;
		assert_int_equal(save_lines(i % 2 ? b : &second, &source, &line, 1, NOW).n_new, 1);
		assert_true(store_mark_read(i % 2 ? other : b->s, &id, 1, i & 1, &b->err));
	}
	store_close(other);
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 33);
	assert_counts(b);
}

/* A child that does not let go: the other waits five seconds at most, and says why. */
static void a_lock_that_is_held(void **state)
{
	struct box *b = *state;
	int fd = lock_open(b->path);
	int64_t id = 1, before;

	assert_true(lock_take(fd, LOCK_FOR_WRITING, true, 0));
	before = clock_monotonic_ms();
	assert_false(lock_take(b->s->lock_fd, LOCK_FOR_WRITING, true, 50));
	assert_true(clock_monotonic_ms() - before >= 50);
	/* as a writer that gave up says it, without the five seconds */
	db_set_failure(b->s, SQLITE_BUSY, "");
	assert_false(store_mark_read(b->s, &id, 1, true, &b->err));
	assert_non_null(strstr(b->err.text, "another haowai"));
	lock_close(fd);
	assert_true(store_mark_read(b->s, &id, 1, true, &b->err));
}

/* kill -9 in the middle of a batch: what was acknowledged is there, the rest is not. */
static void a_writer_that_is_killed(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	pid_t child;
	int status;

	store_close(b->s);
	child = fork();
	if (!child) {
		int64_t id = 3;
		struct line more = { "5", NULL, "没写完", "丁", NULL, 0 };
		struct save_result r;
		struct feed f;
		struct store *s = store_open(b->path, STORE_WRITE, NULL);

		store_mark_read(s, &id, 1, true, NULL);
		store_begin(s, NULL);
		feed_from_lines(&f, &more, 1);
		store_save_feed(s, 1, &source, &f, NOW, NULL, &r, NULL);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
	assert_string_equal(b->err.text, "");
	assert_int_equal(ask(b, "SELECT is_read FROM item WHERE id = 3"), 1);
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 3);
	assert_counts(b);
}

static void a_full_disk(void **state)
{
	struct box *b = *state;
	struct source source = source_named("格子城报");
	struct rlimit was, tight;
	struct save_result r;
	struct feed f;
	char *text = xmalloc(400001);
	struct line big = { "9", NULL, "大", text, NULL, 0 };
	int64_t id = 1;
	bool saved;

	memset(text, 'x', 400000);
	text[400000] = '\0';
	feed_from_lines(&f, &big, 1);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	tight = was;
	tight.rlim_cur = 600 * 1024;
	setrlimit(RLIMIT_FSIZE, &tight);
	saved = store_save_feed(b->s, 1, &source, &f, NOW, NULL, &r, &b->err);
	setrlimit(RLIMIT_FSIZE, &was);
	assert_false(saved);
	assert_non_null(strstr(b->err.text, b->path));
	assert_int_equal(r.n_new, 0);
	assert_counts(b);
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 3);
	/* room again: it goes on */
	assert_true(store_mark_read(b->s, &id, 1, true, &b->err));
	assert_true(store_save_feed(b->s, 1, &source, &f, NOW, NULL, &r, &b->err));
	assert_int_equal(r.n_new, 1);
	assert_counts(b);
	feed_release(&f);
	free(text);
}

static void a_folder_that_may_only_be_read(void **state)
{
	struct box *b = *state;
	struct item_query q = { 0 };
	pid_t child;
	int status;

	store_close(b->s);
	b->s = NULL;
	chmod(b->path, 0644);
	chmod(b->folder, 0555);
	child = fork();
	if (!child) { /* root may write anywhere */
		struct err err = ERR_INIT;
		struct store *s;

		if (!getuid() && (setgid(65534) || setuid(65534)))
			_exit(0);
		s = store_open(b->path, STORE_WRITE, &err);
		if (s || !err.text[0])
			_exit(1);
		s = store_open(b->path, STORE_READ, &err);
		_exit(s && store_items_count(s, &q) == 3 ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	chmod(b->folder, 0700);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
}

static void a_newer_file_is_only_read(void **state)
{
	struct box *b = *state;
	struct item_query q = { 0 };
	int64_t id = 1;

	db_exec(b->s, "PRAGMA user_version = 99");
	store_close(b->s);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
	assert_non_null(strstr(b->err.text, "newer"));
	assert_int_equal(store_items_count(b->s, &q), 3);
	assert_false(store_mark_read(b->s, &id, 1, true, &b->err));
	assert_non_null(strstr(b->err.text, "newer"));
	assert_int_equal(ask(b, "PRAGMA user_version"), 99);
}

static void another_programs_file_is_left_alone(void **state)
{
	struct box *b = *state;
	sqlite3 *db;

	store_close(b->s);
	unlink(b->path);
	sqlite3_open(b->path, &db);
	sqlite3_exec(db, "CREATE TABLE recipes (name); INSERT INTO recipes VALUES ('bread')", NULL, NULL,
	             NULL);
	sqlite3_close(db);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_null(b->s);
	assert_non_null(strstr(b->err.text, "another program"));
	assert_int_equal(ask(b, "SELECT count(*) FROM recipes"), 1);
}

/* --- damage --------------------------------------------------------------------------------------------- */

static size_t read_file(const char *path, char *out, size_t most)
{
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, out, most);

	if (fd >= 0)
		close(fd);
	return n > 0 ? (size_t)n : 0;
}

static void write_file(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
}

/* The file that was set aside, if any. */
static bool find_aside(const struct box *b, char out[400])
{
	DIR *dir = opendir(b->folder);
	struct dirent *entry;
	bool found = false;

	while ((entry = readdir(dir)) != NULL)
		if (strstr(entry->d_name, ".damaged-") && !strstr(entry->d_name, "-wal") &&
		    !strstr(entry->d_name, "-shm")) {
			snprintf(out, 400, "%s/%s", b->folder, entry->d_name);
			found = true;
		}
	closedir(dir);
	return found;
}

/* Use everything once; whatever the file holds, nothing may crash. */
static void use(struct store *s)
{
	struct source source = source_named("格子城报"), hot = source_named("热");
	struct item_query queries[] = { { 0 }, { .tag = "要闻" }, { .source_id = 1 }, { .order = ORDER_TITLE } };
	struct arena a = ARENA_INIT;
	struct line more = { "7", "https://a.example/7", "新的", "新", "要闻", NOW };
	struct retention rule = { 0, 1, 1 };
	struct tag_count *tags;
	struct source_state *sources;
	struct hot_list *hots;
	struct item *items;
	struct article article;
	struct save_result r;
	struct feed f;
	int64_t id = 1, hot_id;
	bool more_left, changed;

	for (size_t i = 0; i < ARRAY_LENGTH(queries); i++) {
		store_items(s, &queries[i], &a, &items, NULL);
		store_items_count(s, &queries[i]);
	}
	for (id = 1; id < 4; id++)
		store_article(s, id, &a, &article, NULL);
	id = 1;
	store_tags(s, &a, 1, &tags);
	store_sources(s, &a, &sources);
	feed_from_lines(&f, &more, 1);
	store_save_feed(s, store_source_put(s, &source, NULL), &source, &f, NOW, NULL, &r, NULL);
	hot_id = store_source_put(s, &hot, NULL);
	store_save_hot(s, hot_id, &hot, &f, NOW, &changed, NULL);
	store_hot(s, &hot_id, 1, true, &a, &hots);
	store_mark_read(s, &id, 1, true, NULL);
	store_tag_add(s, &id, 1, "甲", NULL);
	store_purge(s, &rule, 1, NOW, 100, &more_left, NULL);
	store_checkpoint(s, NULL);
	feed_release(&f);
	arena_release(&a);
}

static void check_aside(struct box *b, const char *bytes, size_t n)
{
	char name[400];
	char *kept = xmalloc(n + 1);

	assert_true(find_aside(b, name));
	assert_int_equal(read_file(name, kept, n + 1), n);
	assert_memory_equal(kept, bytes, n);
	unlink(name);
	free(kept);
}

static void a_damaged_file_is_kept_and_mended(void **state)
{
	struct box *b = *state;
	enum { MOST = 2 * 1024 * 1024 };
	char *bytes = xmalloc(MOST), *bad = xmalloc(MOST);
	size_t n;
	struct item_query starred = { .starred_only = true };

	/* a header that is no header: nothing can be saved */
	store_close(b->s);
	n = read_file(b->path, bytes, MOST);
	assert_true(n > 16384 && n < MOST);
	memcpy(bad, bytes, n);
	memset(bad, '?', 100);
	write_file(b->path, bad, n);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
	assert_non_null(strstr(b->err.text, ".damaged-"));
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 0);
	check_aside(b, bad, n);

	/* one index gone, and the file marked as damaged by the one that met it: all is saved */
	store_close(b->s);
	memcpy(bad, bytes, n);
	write_file(b->path, bytes, n);
	int64_t root = ask(b, "SELECT rootpage FROM sqlite_schema WHERE name = 'item_list'");

	memset(bad + (root - 1) * 16384, 0x55, 64);
	write_file(b->path, bad, n);
	int fd = lock_open(b->path);

	lock_mark_write(fd, 'd');
	lock_close(fd);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_non_null(b->s);
	assert_non_null(strstr(b->err.text, ".damaged-"));
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 3);
	assert_int_equal(store_items_count(b->s, &starred), 1);
	assert_int_equal(ask(b, "SELECT is_read FROM item WHERE id = 2"), 1);
	assert_counts(b);
	check_aside(b, bad, n);
	free(bytes);
	free(bad);
}

/* Rows between damaged pages, and those in front of a cut, are saved with their marks. */
static void what_lies_between_damage_is_saved(void **state)
{
	struct box *b = *state;
	enum { MOST = 8 * 1024 * 1024, PAGE = 16384, ROWS = 3000 };
	char *bytes = xmalloc(MOST), *bad = xmalloc(MOST);
	struct item_query starred = { .starred_only = true };
	int hit = 0;
	size_t n;

	db_run(b->s, "WITH RECURSIVE k(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM k WHERE i < 3009)"
	             " INSERT INTO item SELECT i, source_id, 0, 1, 0, 0, 0, sort_time, NULL, fetched,"
	             " NULL, 'Zeichen ' || i, NULL, NULL, NULL, NULL, NULL, NULL, NULL, i, seen_day, i, i,"
	             " i, 0 FROM k, item WHERE item.id = 1");
	assert_int_equal(store_items_count(b->s, &starred), ROWS + 1);
	store_close(b->s);
	n = read_file(b->path, bytes, MOST);
	assert_true(n > 20 * PAGE && n < MOST);
	for (int i = 0; i < 2; i++) {
		int fd;

		memcpy(bad, bytes, n);
		/* some leaves of the table (13) that hold these rows */
		for (size_t at = PAGE; !i && at < n; at += PAGE)
			if (bad[at] == 13 && memmem(bad + at, PAGE, "Zeichen", 7) && hit++ % 4 == 1)
				memset(bad + at, 0x55, 64);
		write_file(b->path, bad, i ? n - 6 * PAGE : n);
		fd = lock_open(b->path);
		lock_mark_write(fd, 'd');
		lock_close(fd);
		b->s = store_open(b->path, STORE_WRITE, &b->err);
		assert_non_null(b->s);
		assert_non_null(strstr(b->err.text, ".damaged-"));
		assert_in_range(store_items_count(b->s, &starred), ROWS / 2, ROWS);
		assert_counts(b);
		check_aside(b, bad, i ? n - 6 * PAGE : n);
		store_close(b->s);
	}
	assert_true(hit > 6);
	b->s = NULL;
	free(bytes);
	free(bad);
}

/* A hundred files damaged at random places, opened and used: no crash, and what was set aside is
 * byte for byte what was there. */
static void a_hundred_damaged_files(void **state)
{
	struct box *b = *state;
	enum { MOST = 2 * 1024 * 1024 };
	char *bytes = xmalloc(MOST), *bad = xmalloc(MOST);
	uint32_t seed = 7;
	int mended = 0;
	size_t n;

	store_close(b->s);
	n = read_file(b->path, bytes, MOST);
	for (int i = 0; i < 100; i++) {
		char name[400];
		struct err err = ERR_INIT;
		int fd;

		memcpy(bad, bytes, n);
		for (int k = 0; k < 1 + i % 20 * 10; k++) {
			seed = seed * 1664525u + 1013904223u;
			/* half of them near the start of a page, where its structure is */
			size_t at = (seed >> 8) % n;

			if (k % 2)
				at = at / 16384 * 16384 + at % 200;
			bad[at] = (char)(seed >> 3);
		}
		size_t size = i % 10 == 9 ? n / 2 : n;

		write_file(b->path, bad, size);
		fd = lock_open(b->path);
		lock_mark_write(fd, i % 2 ? 'd' : 0);
		lock_close(fd);
		b->s = store_open(b->path, STORE_WRITE, &err);
		if (b->s) {
			assert_true(store_version(b->s) > 0 || err.text[0] || store_is_damaged(b->s));
			use(b->s);
		} else {
			assert_string_not_equal(err.text, "");
		}
		if (find_aside(b, name)) {
			mended++;
			check_aside(b, bad, size);
		}
		store_close(b->s);
		b->s = NULL;
		folder_remove(b->folder);
		mkdir(b->folder, 0700);
	}
	assert_true(mended > 40);
	free(bytes);
	free(bad);
}

/* A reader is taken over to the file that took the place of a damaged one. */
static void a_reader_follows(void **state)
{
	struct box *b = *state;
	struct store *reader = store_open(b->path, STORE_READ, &b->err);
	struct item_query q = { 0 };
	char *aside;
	uint32_t version;

	assert_int_equal(store_items_count(reader, &q), 3);
	version = store_version(reader);
	store_close(b->s);
	assert_true(salvage_set_aside(b->path, NOW, &aside, &b->err));
	free(aside);
	b->s = store_open(b->path, STORE_WRITE, &b->err);
	assert_int_not_equal(store_version(reader), version);
	assert_int_equal(store_items_count(reader, &q), 0);
	store_close(reader);
}

/* Text that was not written by us comes out clean. */
static void text_comes_out_clean(void **state)
{
	struct box *b = *state;
	struct arena a = ARENA_INIT;
	struct item item;
	struct article article;

	db_exec(b->s, "UPDATE item SET title = CAST(x'e6a1a51b5b33316d0aff' AS TEXT),"
	              " tags = CAST(x'611b620a0a' AS TEXT) WHERE id = 1");
	db_exec(b->s, "UPDATE content SET body = CAST(x'3c703e009b0a1b5d303b' AS TEXT) WHERE item_id = 1");
	assert_true(store_item(b->s, 1, &a, &item));
	assert_string_equal(item.title, "桥[31m \xef\xbf\xbd");
	assert_int_equal(item.n_tags, 1);
	assert_string_equal(item.tags[0], "ab");
	assert_true(store_article(b->s, 1, &a, &article, &b->err));
	assert_string_equal(article.body, "<p>\xef\xbf\xbd\n]0;");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_reader_sees_commits, fill, box_close),
		cmocka_unit_test_setup_teardown(a_view_is_one_state_until_it_is_let_go, fill, box_close),
		cmocka_unit_test(nothing_to_read),
		cmocka_unit_test(files_are_the_users_own),
		cmocka_unit_test_setup_teardown(two_writers, fill, box_close),
		cmocka_unit_test_setup_teardown(a_lock_that_is_held, fill, box_close),
		cmocka_unit_test_setup_teardown(a_writer_that_is_killed, fill, box_close),
		cmocka_unit_test_setup_teardown(a_full_disk, fill, box_close),
		cmocka_unit_test_setup_teardown(a_folder_that_may_only_be_read, fill, box_close),
		cmocka_unit_test_setup_teardown(a_newer_file_is_only_read, fill, box_close),
		cmocka_unit_test_setup_teardown(another_programs_file_is_left_alone, fill, box_close),
		cmocka_unit_test_setup_teardown(a_damaged_file_is_kept_and_mended, fill, box_close),
		cmocka_unit_test_setup_teardown(what_lies_between_damage_is_saved, fill, box_close),
		cmocka_unit_test_setup_teardown(a_hundred_damaged_files, fill, box_close),
		cmocka_unit_test_setup_teardown(a_reader_follows, fill, box_close),
		cmocka_unit_test_setup_teardown(text_comes_out_clean, fill, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
