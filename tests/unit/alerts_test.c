/* Alerts: what sets them off and how often, what a command is given, when it is quiet. */
#include "unit.h"
#include "folder.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/path.h"
#include "reader/reader.h"
#include "worker/alerts.h"
#include "worker/refresh.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NOW 1795356000 /* 2026-11-22 14:00:00 UTC */

/* --- a command's words -------------------------------------------------------------------------------- */

static void facts_stay_one_word(void **state)
{
	static const struct {
		const char *command, *title;
		const char *want; /* words parted by | */
	} cases[] = {
		{ "say %title", "桥; rm -rf ~", "say|桥; rm -rf ~" },
		{ "say '%name: %title'", "$(reboot) `id` \"q\" 'q' \\", "say|雪: $(reboot) `id` \"q\" 'q' \\" },
		{ "say %title %link", "%link %title %%", "say|%link %title %%|http://a.example/?a=1&b=2" },
		{ "say 100%% %source%title", "甲", "say|100%|日报甲" },
		{ "say %title", "a\nb\x1b]0;x\ac", "say|a b]0;xc" },
		{ "say %title", "", "say|" },
		{ "say %unknown", "甲", "say|%unknown" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct config_alert alert = { .name = "雪", .command = cases[i].command };
		struct worker w = { .config = &(struct config){ .alerts = &alert, .n_alerts = 1 } };
		struct proc_job job;
		struct str got = STR_INIT;
		const char *name = alert.name;

		alerts_note(&w, &name, 1, cases[i].title, "http://a.example/?a=1&b=2", "日报");
		assert_int_equal(w.alerts.n, 1);
		assert_true(alert_job(&w.alerts.due[0], &job));
		for (size_t k = 0; job.argv[k]; k++)
			str_printf(&got, "%s%s", k ? "|" : "", job.argv[k]);
		assert_string_equal(got.data, cases[i].want);
		assert_string_equal(job.env[1], "HAOWAI_LINK=http://a.example/?a=1&b=2");
		assert_string_equal(job.env[3], "HAOWAI_NAME=雪");
		proc_words_free(job.argv);
		proc_words_free(job.env);
		alerts_drop(&w);
		str_release(&got);
	}
}

static void nights_are_quiet(void **state)
{
	static const struct {
		int from, to, hour, minute;
		bool quiet;
	} cases[] = {
		{ 1380, 420, 23, 0, true },  { 1380, 420, 3, 30, true }, { 1380, 420, 7, 0, false },
		{ 1380, 420, 22, 59, false }, { 780, 840, 13, 30, true }, { 780, 840, 14, 0, false },
		{ 0, 0, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct config_alert a = { .quiet = { cases[i].from, cases[i].to } };
		int64_t midnight = NOW - 14 * 3600;
		int64_t at = midnight + cases[i].hour * 3600 + cases[i].minute * 60;

		if (alert_is_quiet(&a, at, 0) != cases[i].quiet ||
		    alert_is_quiet(&a, at - 8 * 3600, 8 * 3600) != cases[i].quiet)
			fail_msg("case %zu", i);
	}
}

/* --- a house of its own ------------------------------------------------------------------------------- */

struct house {
	char dir[64];
	struct paths paths;
	struct reader *r;
	struct err err;
};

static void write_file(struct house *h, const char *name, const char *text)
{
	char *path = path_join(h->dir, name);

	assert_true(path_write(path, slice_of(text), 0, &h->err));
	free(path);
}

static void write_feed(struct house *h, const char *items)
{
	struct str text = STR_INIT;

	str_printf(&text, "<rss version='2.0'><channel><title>格子城报</title>%s</channel></rss>", items);
	write_file(h, "feed.xml", text.data);
	str_release(&text);
}

static void open_reader(struct house *h)
{
	struct reader_options o = { .no_worker = true, .paths = &h->paths };

	h->r = reader_open(&o, &h->err);
	assert_non_null(h->r);
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	struct str text = STR_INIT;

	clock_fix(NOW);
	snprintf(h->dir, sizeof h->dir, "/tmp/haowai-alerts-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	assert_true(paths_init(&h->paths, h->dir, NULL, &h->err));
	write_file(h, "told", "#!/bin/sh\nprintf '[%s]' \"$@\" \"$HAOWAI_TITLE\" \"$HAOWAI_SOURCE\" >> "
	                      "\"$1.new\"\nmv \"$1.new\" \"$1\"\n");
	str_printf(&text, "%s/told", h->dir);
	assert_int_equal(chmod(text.data, 0700), 0);
	str_clear(&text);
	str_printf(&text, "[feed 报]\nurl = file://%s/feed.xml\n[hot 榜]\nurl = file://%s/hot.json\n"
	                  "items = data\ntitle = title\nid = id\n"
	                  "[rule x]\nmatch = 广告\nmute = on\n"
	                  "[alert 桥]\nmatch = 桥\nbell = on\nnotify = osc9\n"
	                  "command = %s/told %s/out '%%title' -- \"%%link\"\n",
	           h->dir, h->dir, h->dir, h->dir);
	assert_true(path_write(h->paths.config, str_slice(&text), 0, &h->err));
	str_release(&text);
	open_reader(h);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;

	reader_close(h->r);
	folder_remove(h->dir);
	paths_release(&h->paths);
	free(h);
	clock_fix(TIME_NONE);
	return 0;
}

static void refresh(struct house *h)
{
	err_clear(&h->err);
	clock_fix(clock_now() + 3600);
	reader_refresh_wait(h->r, NULL, 0, &h->err);
	reader_reload(h->r);
	reader_close(h->r);
	open_reader(h);
}

/* What the command has been told, once it has; "" when it was not for half a second. */
static void assert_told(struct house *h, const char *want)
{
	char *path = path_join(h->dir, "out");
	struct str got = STR_INIT;

	for (int i = 0; i < (*want ? 200 : 15) && !path_exists(path); i++)
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	if (path_exists(path))
		assert_true(path_read(path, &got, 10000, &h->err));
	if (*want) /* the path stands before it */
		assert_non_null(strstr(got.data, want));
	else
		assert_string_equal(got.data, "");
	unlink(path);
	free(path);
	str_release(&got);
}

#define ITEM(n, title) "<item><title>" title "</title><link>http://a.example/" n "</link></item>"

static void new_articles_set_them_off_once(void **state)
{
	struct house *h = *state;
	const struct alert_row *rows;

	write_file(h, "hot.json", "{\"data\":[]}");
	write_feed(h, ITEM("1", "老桥"));
	refresh(h);
	assert_int_equal(reader_alerts(h->r, &rows), 0); /* the first fetch ever of a source */
	write_feed(h, ITEM("1", "老桥") ITEM("2", "新桥; touch x $(id)") ITEM("3", "桥 广告") ITEM("4", "河"));
	refresh(h);
	assert_told(h, "[新桥; touch x $(id)][--][http://a.example/2][新桥; touch x $(id)][报]");
	assert_int_equal(reader_alerts(h->r, &rows), 1); /* a muted one is no news */
	assert_string_equal(rows[0].title, "新桥; touch x $(id)");
	assert_string_equal(rows[0].name, "桥");
	assert_true(rows[0].is_fresh);
	assert_int_equal(reader_fresh_alerts(h->r), 1);
	assert_true(reader_list_open(h->r, &(struct place){ .kind = PLACE_ALL }, &h->err));
	for (size_t i = 0; i < reader_list_count(h->r); i++)
		assert_int_equal(reader_list_row(h->r, i)->is_alert,
		                 !strncmp(reader_list_row(h->r, i)->title, "新桥", 6));
	refresh(h); /* the same again, by another run of the program */
	write_feed(h, ITEM("1", "老桥") ITEM("2", "新桥; touch x $(id) 改"));
	refresh(h);
	assert_int_equal(reader_alerts(h->r, &rows), 1);
	assert_told(h, "");
}

static void entries_set_them_off_as_they_enter(void **state)
{
	struct house *h = *state;
	const struct alert_row *rows;

	write_feed(h, ITEM("1", "河"));
	write_file(h, "hot.json", "{\"data\":[{\"id\":1,\"title\":\"桥一\"}]}");
	refresh(h);
	assert_int_equal(reader_alerts(h->r, &rows), 0);
	write_file(h, "hot.json",
	           "{\"data\":[{\"id\":2,\"title\":\"桥二\"},{\"id\":1,\"title\":\"桥一\"}]}");
	refresh(h);
	assert_int_equal(reader_alerts(h->r, &rows), 1);
	assert_string_equal(rows[0].title, "桥二");
	assert_string_equal(rows[0].source, "榜");
	assert_told(h, "[桥二][--][]");
	write_file(h, "hot.json", "{\"data\":[{\"id\":1,\"title\":\"桥一\"}]}");
	refresh(h);
	write_file(h, "hot.json",
	           "{\"data\":[{\"id\":1,\"title\":\"桥一\"},{\"id\":2,\"title\":\"桥二\"}]}");
	refresh(h); /* it has come back: told before */
	assert_int_equal(reader_alerts(h->r, &rows), 1);
}

/* --- the watcher ---------------------------------------------------------------------------------------- */

static void commands_end_in_time(void **state)
{
	struct house *h = *state;
	char *late = path_join(h->dir, "late"), *soon = path_join(h->dir, "soon");
	char script[200];
	char sh[] = "/bin/sh", option[] = "-c", touch[] = "/usr/bin/touch", nowhere[] = "/nowhere/at/all";
	char *slow[] = { sh, option, script, NULL }, *quick[] = { touch, soon, NULL };
	char *missing[] = { nowhere, NULL };
	struct proc_job jobs[] = { { missing, NULL }, { slow, NULL }, { quick, NULL } };
	struct proc_limits limits = { 1, 0, NULL };
	int64_t start = clock_monotonic_ms();

	snprintf(script, sizeof script, "sleep 1; touch %s", late);
	assert_true(proc_start_jobs(jobs, 2, &limits, &h->err));
	limits.timeout_s = 5;
	assert_true(proc_start_jobs(&jobs[2], 1, &limits, &h->err));
	assert_true(clock_monotonic_ms() - start < 500);
	for (int i = 0; i < 100 && !path_exists(soon); i++)
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	assert_true(path_exists(soon));
	assert_false(path_exists(late));
	free(late);
	free(soon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_stay_one_word),
		cmocka_unit_test(nights_are_quiet),
		cmocka_unit_test_setup_teardown(new_articles_set_them_off_once, open_house, close_house),
		cmocka_unit_test_setup_teardown(entries_set_them_off_as_they_enter, open_house, close_house),
		cmocka_unit_test_setup_teardown(commands_end_in_time, open_house, close_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
