#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/queue.h"
#include "base/str.h"
#include "base/thread.h"
#include "base/url.h"

static void resolves_addresses(void **state)
{
	/* against one base: the examples of RFC 3986 §5.4; then our own */
	static const char rfc[] = "http://a/b/c/d;p?q";
	static const struct {
		const char *base, *ref, *want;
	} cases[] = {
		{ rfc, "g", "http://a/b/c/g" },
		{ rfc, "./g", "http://a/b/c/g" },
		{ rfc, "g/", "http://a/b/c/g/" },
		{ rfc, "/g", "http://a/g" },
		{ rfc, "//g", "http://g" },
		{ rfc, "?y", "http://a/b/c/d;p?y" },
		{ rfc, "#s", "http://a/b/c/d;p?q#s" },
		{ rfc, "", "http://a/b/c/d;p?q" },
		{ rfc, ".", "http://a/b/c/" },
		{ rfc, "..", "http://a/b/" },
		{ rfc, "../..", "http://a/" },
		{ rfc, "../../../g", "http://a/g" },
		{ rfc, "/./g", "http://a/g" },
		{ rfc, "g.", "http://a/b/c/g." },
		{ rfc, "./g/.", "http://a/b/c/g/" },
		{ rfc, "g;x=1/../y", "http://a/b/c/y" },
		{ rfc, "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http://a", "g", "http://a/g" },
		{ "", "https://x.example/a b", "https://x.example/a%20b" },
		{ NULL, " /rel ", "/rel" },
		{ "https://a.example/新闻/", "1.html", "https://a.example/新闻/1.html" },
		{ "https://a.example/", "javascript:x", "javascript:x" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		char *got = url_resolve(cases[i].base, cases[i].ref);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

/* What is no base, and what is one for all its length. */
static void knows_bases_too_long(void **state)
{
	static const struct {
		const char *head;
		size_t times;
		const char *ref, *want;
	} cases[] = {
		{ "https://a.example/", 3000, "x", "x" },
		{ "https://", 3000, "x", "x" },
		{ "https://a.example/b?q=", 3000, "x", "https://a.example/x" },
		{ "https://a.example/b?q=", 3000, "", "https://a.example/b" },
		{ "https://a.example/b#", 3000, "x", "https://a.example/x" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str base = STR_INIT;
		char *got;

		str_add(&base, cases[i].head);
		str_add_repeat(&base, 'a', cases[i].times);
		got = url_resolve(base.data, cases[i].ref);
		assert_string_equal(got, cases[i].want);
		free(got);
		str_release(&base);
	}
}

static void finds_one_address_for_one_article(void **state)
{
	static const char *const strip[] = { "s" };
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "http://A.example:80/x?utm_source=q&id=1#top", "https://a.example/x?id=1" },
		{ "https://a.example/", "https://a.example" },
		{ "https://a.example/x?s=zwyx", "https://a.example/x" },
		{ "https://a.example/x?spm=1&&a=2", "https://a.example/x?a=2" },
		{ "https://a.example:8443/x", "https://a.example:8443/x" },
		{ "file:///tmp/x#y", "file:///tmp/x" },
		{ "https://[::1]:443/x", "https://[::1]/x" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		char *got = url_canonical(cases[i].in, strip, 1);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void masks_secrets(void **state)
{
	char *shown = url_masked("https://me:pw@a.example/x?key=abc&id=1&access_token=z\x01");

	(void)state;
	assert_string_equal(shown, "https://***@a.example/x?key=***&id=1&access_token=***");
	free(shown);
	shown = url_masked("https://a.example/x?rssKey=a&X-Amz-Signature=b&monk=1&q=key#access_token=c");
	assert_string_equal(shown, "https://a.example/x?rssKey=***&X-Amz-Signature=***&monk=1&q=key"
	                           "#access_token=***");
	free(shown);
	assert_true(url_is_web("HTTPS://x"));
	assert_false(url_is_web("file:///x"));
	assert_false(url_is_web("https:"));
	assert_false(url_is_web("javascript://x"));
}

static void takes_parameters_away(void **state)
{
	static const char *const names[] = { "from", "t_*" };
	static const struct {
		const char *url, *want;
	} cases[] = {
		{ "https://a.example/x?from=app&id=1&t_a=2#p", "https://a.example/x?id=1#p" },
		{ "https://a.example/x?from=app", "https://a.example/x" },
		{ "https://a.example/x?id=1&fromage=2", NULL },
		{ "https://a.example/x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		char *got = url_without(cases[i].url, names, ARRAY_LENGTH(names));

		if (cases[i].want)
			assert_string_equal(got, cases[i].want);
		else
			assert_null(got);
		free(got);
	}
}

static void captures_what_a_program_prints(void **state)
{
	static const struct {
		const char *argv[4];
		const char *printed, *why;
	} cases[] = {
		{ { "printf", "%s", "一", NULL }, "一", NULL },
		{ { "sh", "-c", "echo x; exit 7", NULL }, "x\n", "sh failed with status 7" },
		{ { "sh", "-c", "kill -9 $$", NULL }, "", "sh was ended by signal 9" },
		{ { "sh", "-c", "sleep 9 & sleep 9", NULL }, "", "sh took too long and was ended" },
		{ { "sh", "-c", "cat; echo no >&2", NULL }, "", NULL },
		{ { "sh", "-c", "yes", NULL }, NULL, "sh printed too much" },
		{ { "/nowhere/at all", NULL }, "", "cannot start /nowhere/at all: No such file or directory" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct err err = ERR_INIT;
		struct str out;

		str_init_limit(&out, 100);
		assert_int_equal(proc_capture(cases[i].argv, 300, &out, &err), !cases[i].why);
		assert_string_equal(err.text, cases[i].why ? cases[i].why : "");
		if (cases[i].printed)
			assert_string_equal(out.data ? out.data : "", cases[i].printed);
		str_release(&out);
	}
}

static void keeps_the_calendar(void **state)
{
	static const struct {
		int64_t utc;
		const char *text;
		int weekday;
	} cases[] = {
		{ 0, "1970-01-01T00:00:00Z", 4 },
		{ -1, "1969-12-31T23:59:59Z", 3 },
		{ 951782400, "2000-02-29T00:00:00Z", 2 },
		{ 1795338000, "2026-11-22T09:00:00Z", 0 },
		{ 4107542400, "2100-03-01T00:00:00Z", 1 },
	};
	struct civil bad = { 2026, 2, 29, 0, 0, 0, 0 }, carried = { 2026, 13, 1, 0, 0, 0, 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		char text[TIME_TEXT_SIZE];
		struct civil c = civil_from_utc(cases[i].utc, 0);

		time_format_utc(cases[i].utc, text);
		assert_string_equal(text, cases[i].text);
		assert_int_equal(c.weekday, cases[i].weekday);
		assert_int_equal(civil_to_utc(&c, 0), cases[i].utc);
	}
	assert_false(civil_is_valid(&bad));
	assert_int_equal(civil_to_utc(&carried, 0), 1798761600);
	assert_int_equal(civil_from_utc(0, 8 * 3600).hour, 8);
}

static void stops_at_a_ceiling(void **state)
{
	struct str s;

	(void)state;
	str_init_limit(&s, 5);
	assert_true(str_add(&s, "abc"));
	assert_false(str_add(&s, "defg"));
	assert_string_equal(s.data, "abcde");
	assert_true(s.cut);
	str_release(&s);
	str_init(&s);
	str_printf(&s, "%s", "xy");
	str_splice(&s, 1, 0, "--", 2);
	assert_string_equal(s.data, "x--y");
	str_splice(&s, 0, 3, "", 0);
	assert_string_equal(s.data, "y");
	str_release(&s);
}

static void cuts_sentences_between_characters(void **state)
{
	struct err err = ERR_INIT;
	char longest[700];

	(void)state;
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 510, "\xe4\xb8\xad", 3);
	longest[699] = '\0';
	assert_false(err_set(&err, "%s", longest));
	assert_int_equal(strlen(err.text), 510);
	assert_false(err_set(NULL, "nobody listens"));
}

static void splits_commands_into_words(void **state)
{
	struct err err = ERR_INIT;
	char **words = proc_words("firefox  --new 'a b' \"c \\\" d\" e\\ f ''", &err);

	(void)state;
	assert_non_null(words);
	assert_string_equal(words[0], "firefox");
	assert_string_equal(words[2], "a b");
	assert_string_equal(words[3], "c \" d");
	assert_string_equal(words[4], "e f");
	assert_string_equal(words[5], "");
	assert_null(words[6]);
	proc_words_free(words);
	assert_null(proc_words("open 'quote", &err));
	assert_non_null(strstr(err.text, "quote"));
}

static void starts_programs_without_a_shell(void **state)
{
	static const char *const good[] = { "true", NULL };
	static const char *const bad[] = { "no-such-program-haowai", NULL };
	struct err err = ERR_INIT;

	(void)state;
	assert_true(proc_start_detached(good, &err));
	assert_false(proc_start_detached(bad, &err));
	assert_non_null(strstr(err.text, "no-such-program-haowai"));
}

/* In a process that may have one child and no grandchild: 0 when both are told of. */
static int start_without_room(void)
{
	static const char *const argv[] = { "true", NULL };
	char word[] = "true", *words[] = { word, NULL };
	struct proc_job job = { words, NULL };
	struct proc_limits limits = { 1, 5, NULL };
	struct rlimit two = { 2, 2 };
	struct err err = ERR_INIT;

	/* a user nobody else is; the superuser has no limit */
	if (setgid(54321) || setuid(54321) || setrlimit(RLIMIT_NPROC, &two))
		return 77;
	if (proc_start_detached(argv, &err) || !strstr(err.text, "cannot start true"))
		return 1;
	err_clear(&err);
	return proc_start_jobs(&job, 1, &limits, &err) || !strstr(err.text, "cannot start true") ? 2 : 0;
}

static void a_program_that_has_no_room_is_told_of(void **state)
{
	pid_t child;
	int status;

	(void)state;
	if (geteuid())
		skip();
	child = fork();
	if (!child)
		_exit(start_without_room());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* Started from a folder, with a lock and a command named from there. */
static void jobs_stay_in_their_folder(void **state)
{
	char dir[] = "/tmp/haowai-jobs-XXXXXX", sh[] = "sh", option[] = "-c", script[] = "echo x >made", here[4096];
	char *argv[] = { sh, option, script, NULL };
	struct proc_job job = { argv, NULL };
	struct proc_limits limits = { 1, 5, "lock" };
	struct err err = ERR_INIT;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(dir), 0);
	assert_true(proc_start_jobs(&job, 1, &limits, &err));
	for (int i = 0; i < 200 && !path_exists("made"); i++)
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	assert_true(path_exists("made"));
	assert_true(path_exists("lock"));
	assert_int_equal(unlink("made") | unlink("lock"), 0);
	assert_int_equal(chdir(here), 0);
	rmdir(dir);
}

static void expect_file(const char *path, const char *want)
{
	struct str got = STR_INIT;

	assert_true(path_read(path, &got, 100, NULL));
	assert_string_equal(got.data, want);
	str_release(&got);
}

static void writes_whole_files(void **state)
{
	char dir[] = "/tmp/haowai-test-XXXXXX", path[64], older[2][64];
	struct str got = STR_INIT;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/file", dir);
	for (int i = 0; i < 2; i++)
		snprintf(older[i], sizeof older[i], "%s/file.%d", dir, i + 1);
	assert_true(path_write(path, slice_of("one"), 2, NULL));
	assert_true(path_write(path, slice_of("two"), 2, NULL));
	assert_true(path_write(path, slice_of("three"), 2, NULL));
	expect_file(path, "three");
	expect_file(older[0], "two");
	expect_file(older[1], "one");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(path_read(path, &got, 2, NULL));
	str_release(&got);
	unlink(path);
	unlink(older[0]);
	unlink(older[1]);
	assert_int_equal(rmdir(dir), 0);
}

/* A pipe or a device is what its owner made: written into, not put a file in the place of. */
static void writes_into_a_pipe(void **state)
{
	char dir[] = "/tmp/haowai-test-XXXXXX", path[64], got[8] = "";
	struct stat st;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/pipe", dir);
	assert_false(path_is_outlet(path));
	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_true(path_is_outlet(path));
	assert_true(path_write(path, slice_of("one"), 2, NULL));
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(read(fd, got, sizeof got - 1), 3);
	assert_string_equal(got, "one");
	close(fd);
	unlink(path);
	assert_int_equal(rmdir(dir), 0);
}

static void write_late(void *fd)
{
	int out = *(int *)fd;

	usleep(20000);
	assert_int_equal(write(out, "late", 4), 4);
	close(out);
}

/* What `<(command)` of a shell is: a pipe with a name, whose writer takes its time. */
static void waits_for_a_pipe(void **state)
{
	char path[64];
	int ends[2];
	struct thread *writer;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
	writer = thread_start(write_late, &ends[1], "late");
	expect_file(path, "late");
	thread_join(writer);
	close(ends[0]);
}

static void post_many(void *q)
{
	for (intptr_t i = 1; i <= 1000; i++)
		queue_post(q, (void *)i);
}

static void hands_messages_over_in_order(void **state)
{
	struct queue *q = queue_new();
	struct thread *t = thread_start(post_many, q, "poster");
	struct pollfd fd = { queue_fd(q), POLLIN, 0 };
	intptr_t want = 1;

	(void)state;
	while (want <= 1000) {
		void *message = queue_take(q);
		if (!message) {
			assert_int_equal(poll(&fd, 1, 2000), 1);
			continue;
		}
		assert_int_equal((intptr_t)message, want);
		want++;
	}
	thread_join(t);
	assert_null(queue_take(q));
	assert_int_equal(poll(&fd, 1, 0), 0);
	queue_free(q, NULL);
}

static void keeps_the_last_log_lines_clean(void **state)
{
	struct log_entry *entries;
	size_t n;

	(void)state;
	for (int i = 0; i < 600; i++)
		log_line(LOG_INFO, "line %d \x1b[2J \xc2\x9b", i);
	n = log_entries(&entries, 10000);
	assert_int_equal(n, 500);
	assert_non_null(strstr(entries[499].text, "line 599"));
	assert_null(strchr(entries[499].text, 0x1b));
	assert_null(strstr(entries[499].text, "\xc2\x9b"));
	log_entries_free(entries, n);
	log_close();
}

static void grows_an_arena(void **state)
{
	struct arena a = ARENA_INIT;
	char *first = arena_strdup(&a, "first");

	(void)state;
	for (int i = 0; i < 1000; i++)
		arena_printf(&a, "%d-%s", i, "x");
	assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	memset(arena_alloc(&a, 1000000), 1, 1000000);
	assert_string_equal(first, "first");
	arena_clear(&a);
	assert_int_equal(a.used, 0);
	assert_null(arena_strdup(&a, NULL));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves_addresses),
		cmocka_unit_test(knows_bases_too_long),
		cmocka_unit_test(finds_one_address_for_one_article),
		cmocka_unit_test(masks_secrets),
		cmocka_unit_test(takes_parameters_away),
		cmocka_unit_test(captures_what_a_program_prints),
		cmocka_unit_test(keeps_the_calendar),
		cmocka_unit_test(stops_at_a_ceiling),
		cmocka_unit_test(cuts_sentences_between_characters),
		cmocka_unit_test(splits_commands_into_words),
		cmocka_unit_test(starts_programs_without_a_shell),
		cmocka_unit_test(a_program_that_has_no_room_is_told_of),
		cmocka_unit_test(jobs_stay_in_their_folder),
		cmocka_unit_test(writes_whole_files),
		cmocka_unit_test(writes_into_a_pipe),
		cmocka_unit_test(waits_for_a_pipe),
		cmocka_unit_test(hands_messages_over_in_order),
		cmocka_unit_test(keeps_the_last_log_lines_clean),
		cmocka_unit_test(grows_an_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
