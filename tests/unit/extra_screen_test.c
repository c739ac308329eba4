/* 号外 on the screen: scripted fetches of three lists, written as another process would. */
#include "unit.h"
#include "story.h"
#include "reader/private.h"
#include "base/clock.h"
#include "store/store.h"
#include "ui/views.h"

#include <poll.h>
#include <stdlib.h>

enum { LISTS = 3, FETCHES = 4, STEP = 900, LONG = 12 };

static const char config[] =
	"[hot 街谈]\nurl = file:///nowhere/1\nitems = a\ntitle = t\n"
	"[hot 巷议]\nurl = file:///nowhere/2\nitems = a\ntitle = t\n"
	"[hot 茶话]\nurl = file:///nowhere/3\nitems = a\ntitle = t\n"
	"[feed 报]\nurl = file:///nowhere/4\n";

/* The ranks of the story; what else is on a list stands in the same order always. */
static const int ranks[LISTS][FETCHES] = { { 0, 9, 4, 1 }, { 0, 0, 8, 3 }, { 0, 0, 0, 5 } };

static void fetch(struct store *st, int64_t id, const struct source *source, int rank, int64_t now)
{
	static const char *const others[] = { "光标河加开夜航", "白菜跌破两元", "旧桥限行", "书市开张",
		                              "夜读灯亮了", "早班船满座", "菜场改道", "剧场加演",
		                              "初雪落在谁家", "长街修路", "渡口扩建" };
	struct feed f;
	struct err err = ERR_INIT;
	bool changed;
	size_t n = 0;

	feed_init(&f);
	f.entries = arena_alloc(&f.arena, LONG * sizeof *f.entries);
	memset(f.entries, 0, LONG * sizeof *f.entries);
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
		if ((int)n + 1 == rank)
			f.entries[n++].title = "煎饼摊排队新规";
		f.entries[n++].title = others[i];
	}
	f.n_entries = n;
	for (size_t i = 0; i < n; i++)
		f.entries[i].heat = -1;
	if (!store_save_hot(st, id, source, &f, now, &changed, &err))
		fail_msg("%s", err.text);
	feed_release(&f);
}

/* Until the reader has seen what the other one wrote. */
static void await(struct stage *s, uint32_t version)
{
	int64_t end = clock_monotonic_ms() + 5000;
	struct pollfd fd = { .fd = reader_fd(s->reader), .events = POLLIN };

	while (reader_hot_version(s->reader) == version && clock_monotonic_ms() < end) {
		poll(&fd, 1, 50);
		if (reader_pump(s->reader))
			ui_changed(s->ui);
	}
	assert_int_not_equal(reader_hot_version(s->reader), version);
}

/* The fetches [from, to), told of as the worker tells: to see another's writing takes a while. */
static void fetch_some(struct stage *s, int from, int to)
{
	const struct config *c = reader_config(s->reader);
	char *path = path_join(s->paths.data, "news.db");
	struct err err = ERR_INIT;
	struct store *st = store_open(path, STORE_WRITE, &err);
	uint32_t version = reader_hot_version(s->reader);
	struct message *m = message_new(NEWS_CHANGED);
	int list = 0;

	assert_non_null(st);
	assert_true(store_begin(st, &err));
	for (size_t i = 0; i < c->n_sources; i++)
		if (c->sources[i].kind == SOURCE_HOT && !c->sources[i].is_builtin) {
			int64_t id = store_source_put(st, &c->sources[i], &err);

			for (int f = from; f < to; f++)
				fetch(st, id, &c->sources[i], ranks[list][f],
				      clock_now() - (FETCHES - 1 - f) * STEP);
			list++;
		}
	assert_int_equal(list, LISTS);
	assert_true(store_commit(st, &err));
	store_close(st);
	free(path);
	m->changed = CHANGED_HOT;
	queue_post(s->reader->news, m);
	await(s, version);
}

static bool shows(struct stage *s, const char *text)
{
	struct str screen = STR_INIT;
	bool found;

	ui_draw(s->ui, &s->canvas);
	canvas_text(&s->canvas, &screen);
	found = strstr(screen.data, text) != NULL;
	str_release(&screen);
	return found;
}

static bool is_reverse(struct stage *s)
{
	return (canvas_cell(&s->canvas, 1, 0)->style & STYLE_REVERSE) != 0;
}

static void a_story_that_rises_everywhere_turns_the_masthead(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, config, 80, 24);
	fetch_some(&s, 0, FETCHES - 1);
	assert_null(reader_extra(s.reader));
	assert_false(shows(&s, "看号外"));
	fetch_some(&s, FETCHES - 1, FETCHES);
	assert_non_null(reader_extra(s.reader));
	assert_true(shows(&s, " 号外  煎饼摊排队新规"));
	assert_true(is_reverse(&s));
	assert_false(reader_extra_look(s.reader)); /* once */
	stage_press(&s, 'X');
	assert_true(shows(&s, "为何是号外"));
	assert_true(shows(&s, "1小时内进入3张榜的前5位：街谈 20:55第4位"));
	assert_true(shows(&s, "lists>=3 top<=5 within=1h"));
	assert_true(shows(&s, "9→4→1"));
	assert_true(shows(&s, "同题3家"));
	assert_false(is_reverse(&s));
	stage_press(&s, 'Y');
	assert_true(s.ui->effects.bytes.len > 0);
	stage_press(&s, NAMED_ESC);
	assert_false(shows(&s, "看号外"));
	stage_close(&s);
}

/* Another run over the same home: what has been printed stays printed. */
static void is_not_printed_twice(void **state)
{
	struct reader_options o = { 0 };
	struct err err = ERR_INIT;
	struct reader *again;
	struct stage s;

	(void)state;
	stage_open(&s, config, 80, 24);
	fetch_some(&s, 0, FETCHES);
	assert_non_null(reader_extra(s.reader));
	stage_press(&s, 'j');
	reader_set_note(s.reader, "last", "written"); /* behind it: when this is there, the other is */
	for (int i = 0; i < 100 && !reader_note(s.reader, "last"); i++)
		poll(NULL, 0, 20);
	o.paths = &s.paths;
	again = reader_open(&o, &err);
	assert_non_null(again);
	assert_false(reader_extra_look(again));
	assert_null(reader_extra(again));
	reader_close(again);
	stage_close(&s);
}

/* By night nothing is printed; what came is kept, and printed when the night is over. */
static void waits_for_the_morning(void **state)
{
	struct str night = STR_INIT;
	int64_t evening = clock_now();
	struct stage s;

	(void)state;
	str_printf(&night, "%s[extra]\nquiet = 20:00-07:00\n", config);
	stage_open(&s, night.data, 80, 24);
	assert_int_equal(reader_config(s.reader)->n_problems, 0);
	fetch_some(&s, 0, FETCHES);
	assert_null(reader_extra(s.reader));
	assert_in_range(reader_timeout_ms(s.reader), 1, 600000); /* it is awaited */
	clock_fix(evening + 9 * 3600);
	assert_false(reader_pump(s.reader));
	assert_null(reader_extra(s.reader));
	clock_fix(evening + 10 * 3600);
	assert_int_equal(reader_timeout_ms(s.reader), 0);
	assert_true(reader_pump(s.reader));
	ui_changed(s.ui);
	assert_non_null(reader_extra(s.reader));
	assert_true(shows(&s, " 号外  煎饼摊排队新规"));
	assert_int_equal(reader_timeout_ms(s.reader), -1);
	clock_fix(evening);
	stage_close(&s);
	str_release(&night);
}

/* The worker has written what was noted up to now. */
static void await_notes(struct stage *s, const char *mark)
{
	reader_set_note(s->reader, "last", mark); /* behind the others: when this is there, they are */
	for (int i = 0; i < 200; i++) {
		const char *last = reader_note(s->reader, "last");

		if (last && !strcmp(last, mark))
			return;
		poll(NULL, 0, 10);
	}
	fail_msg("%s was not written", mark);
}

/* The reader was closed by night: the one of the morning prints it, with all there is to say, once. */
static void waits_for_the_morning_over_a_restart(void **state)
{
	struct str night = STR_INIT;
	int64_t evening = clock_now();
	struct reader_options o = { 0 };
	struct err err = ERR_INIT;
	const struct extra_news *x;
	struct reader *again;
	struct stage s;

	(void)state;
	str_printf(&night, "%s[extra]\nquiet = 20:00-07:00\n", config);
	stage_open(&s, night.data, 80, 24);
	fetch_some(&s, 0, FETCHES);
	await_notes(&s, "kept");
	o.paths = &s.paths;
	again = reader_open(&o, &err);
	assert_non_null(again);
	clock_fix(evening + 60);
	assert_false(reader_extra_look(again));
	clock_fix(evening + 10 * 3600);
	assert_int_equal(reader_timeout_ms(again), 0);
	assert_true(reader_extra_look(again));
	x = reader_extra(again);
	assert_string_equal(x->headline, "煎饼摊排队新规");
	assert_string_equal(x->rule, "lists>=3 top<=5 within=1h");
	assert_int_equal(x->n_places, LISTS);
	assert_string_equal(x->places[0].list, "街谈");
	assert_int_equal(x->places[0].rank, 4);
	assert_int_equal(x->places[0].time, evening - STEP);
	assert_int_equal(x->times, LISTS);
	assert_int_equal(x->printed, evening + 10 * 3600);
	reader_close(again); /* writes all that is noted */
	again = reader_open(&o, &err);
	assert_non_null(again);
	assert_false(reader_extra_look(again));
	assert_null(reader_extra(again));
	reader_close(again);
	clock_fix(evening);
	stage_close(&s);
	str_release(&night);
}

/* One of a night two days ago is not news. */
static void is_not_kept_for_days(void **state)
{
	struct str night = STR_INIT;
	int64_t evening = clock_now();
	struct reader_options o = { 0 };
	struct err err = ERR_INIT;
	struct reader *again;
	struct stage s;

	(void)state;
	str_printf(&night, "%s[extra]\nquiet = 20:00-07:00\n", config);
	stage_open(&s, night.data, 80, 24);
	fetch_some(&s, 0, FETCHES);
	await_notes(&s, "kept");
	o.paths = &s.paths;
	clock_fix(evening + 40 * 3600);
	again = reader_open(&o, &err);
	assert_non_null(again);
	assert_false(reader_extra_look(again));
	reader_close(again);
	clock_fix(evening);
	stage_close(&s);
	str_release(&night);
}

static void can_be_turned_off(void **state)
{
	struct str off = STR_INIT;
	struct stage s;

	(void)state;
	str_printf(&off, "%s[extra]\nwhen = off\n", config);
	stage_open(&s, off.data, 80, 24);
	assert_int_equal(reader_config(s.reader)->n_problems, 0);
	fetch_some(&s, 0, FETCHES);
	assert_null(reader_extra(s.reader));
	stage_close(&s);
	str_release(&off);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_that_rises_everywhere_turns_the_masthead),
		cmocka_unit_test(is_not_printed_twice),
		cmocka_unit_test(waits_for_the_morning),
		cmocka_unit_test(waits_for_the_morning_over_a_restart),
		cmocka_unit_test(is_not_kept_for_days),
		cmocka_unit_test(can_be_turned_off),
	};

	return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
