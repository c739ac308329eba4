#include "store_fixture.h"

enum { DAY = 86400 };

/* One article of each kind that retention tells apart, and what is left of it. */
struct kind {
	const char *title;
	int age_days;          /* since it was first seen */
	int stated_days;       /* its stated time lies so much further back */
	bool is_read, is_starred, is_tagged;
	bool stays_by_age;     /* keep-for 90d */
	bool stays_by_count;   /* keep-items 2, keep-for for ever */
};

static const struct kind kinds[] = {
	{ "new, unread", 1, 0, false, false, false, true, true },
	{ "new, read", 2, 0, true, false, false, true, true },
	{ "newish, read", 3, 0, true, false, false, true, false },
	{ "newish, unread", 4, 0, false, false, false, true, true },
	{ "an old story, seen lately", 5, 4000, false, false, false, true, true },
	{ "old, unread", 100, 0, false, false, false, false, true },
	{ "old, read", 101, 0, true, false, false, false, false },
	{ "old, starred", 102, 0, true, true, false, true, true },
	{ "old, tagged", 103, 0, true, false, true, true, true },
	{ "old, unread, starred", 104, 0, false, true, false, true, true },
};

static struct line line_of(size_t i, int64_t now)
{
	return (struct line){ .id = kinds[i].title, .title = kinds[i].title, .text = "文", .tags = "要闻",
		              .published = now - (kinds[i].age_days + kinds[i].stated_days) * DAY };
}

static int fill(void **state)
{
	struct box *b;
	struct source source = source_named("报");

	box_open(state);
	b = *state;
	for (size_t i = ARRAY_LENGTH(kinds); i-- > 0;) {
		struct line line = line_of(i, NOW);
		int64_t id;

		save_lines(b, &source, &line, 1, NOW - kinds[i].age_days * DAY);
		id = ask(b, "SELECT max(id) FROM item");
		if (kinds[i].is_read)
			store_mark_read(b->s, &id, 1, true, &b->err);
		if (kinds[i].is_starred)
			store_mark_starred(b->s, &id, 1, true, &b->err);
		if (kinds[i].is_tagged)
			store_tag_add(b->s, &id, 1, "留", &b->err);
	}
	return 0;
}

static void purge(struct box *b, struct retention rule)
{
	bool more = true;

	for (int i = 0; more && i < 100; i++)
		assert_true(store_purge(b->s, &rule, 1, NOW, 1000, &more, &b->err));
	assert_false(more);
	assert_counts(b);
}

static bool is_there(struct box *b, const char *title)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM item WHERE title = '%s'", title);
	return ask(b, sql) == 1;
}

static void keeps_for_a_time(void **state)
{
	struct box *b = *state;

	purge(b, (struct retention){ 0, 90 * DAY, 0 });
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (is_there(b, kinds[i].title) != kinds[i].stays_by_age)
			fail_msg("%s", kinds[i].title);
	assert_int_equal(ask(b, "SELECT count(*) FROM content"), ask(b, "SELECT count(*) FROM item"));
}

static void keeps_a_number(void **state)
{
	struct box *b = *state;

	purge(b, (struct retention){ 0, -1, 2 });
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (is_there(b, kinds[i].title) != kinds[i].stays_by_count)
			fail_msg("%s", kinds[i].title);
}

static void no_rule_keeps_all(void **state)
{
	struct box *b = *state;

	purge(b, (struct retention){ 77, 1, 1 }); /* for another source */
	purge(b, (struct retention){ 0, -1, 0 });
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), ARRAY_LENGTH(kinds));
}

/* What was purged and still stands in the feed is not new. */
static void purged_is_not_new_again(void **state)
{
	struct box *b = *state;
	struct source source = source_named("报");
	struct line lines[ARRAY_LENGTH(kinds)];
	int64_t before, last = ask(b, "SELECT max(id) FROM item");

	purge(b, (struct retention){ 0, 0, 0 });
	before = ask(b, "SELECT count(*) FROM item");
	assert_int_equal(before, 3);
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		lines[i] = line_of(i, NOW);
	assert_int_equal(save_lines(b, &source, lines, ARRAY_LENGTH(kinds), NOW + 60).n_new, 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), before);
	/* and ids are not given twice */
	lines[0].id = lines[0].title = "another";
	assert_int_equal(save_lines(b, &source, lines, 1, NOW + 60).n_new, 1);
	assert_int_equal(ask(b, "SELECT max(id) FROM item"), last + 1);
}

static void goes_in_slices(void **state)
{
	struct box *b = *state;
	struct source source = source_named("多");
	struct retention rule = { 0, DAY, 0 };
	struct line *lines = xcalloc(600, sizeof *lines);
	char (*ids)[8] = xcalloc(600, sizeof *ids);
	bool more = true;
	int slices = 0;

	for (int i = 0; i < 600; i++) {
		snprintf(ids[i], sizeof ids[i], "%d", i);
		lines[i] = (struct line){ .id = ids[i], .title = ids[i], .text = "文" };
	}
	save_lines(b, &source, lines, 600, NOW - 10 * DAY);
	while (more) {
		assert_true(store_purge(b->s, &rule, 1, NOW, 1, &more, &b->err));
		slices++;
		assert_true(slices < 1000);
	}
	assert_true(slices > 1);
	assert_int_equal(ask(b, "SELECT count(*) FROM item WHERE source_id = 2"), 0);
	assert_int_equal(ask(b, "SELECT count(*) FROM text"), ask(b, "SELECT count(*) FROM item"));
	assert_counts(b);
	free(lines);
	free(ids);
}

static void a_removed_source_leaves_what_was_marked(void **state)
{
	struct box *b = *state;
	struct source source = source_named("报"), other = source_named("空");
	struct arena a = ARENA_INIT;
	struct source_state *list;
	int64_t id = store_source_find(b->s, "报"), empty = store_source_put(b->s, &other, &b->err);

	store_note_set(b->s, "item/1/at", "5 7", &b->err);
	store_note_set(b->s, "item/10/at", "5 7", &b->err);
	assert_true(store_source_remove(b->s, id, &b->err));
	assert_true(store_source_remove(b->s, empty, &b->err));
	assert_int_equal(ask(b, "SELECT count(*) FROM item"), 3);
	assert_int_equal(ask(b, "SELECT count(*) FROM item WHERE is_starred OR is_tagged"), 3);
	assert_int_equal(ask(b, "SELECT count(*) FROM source"), 1);
	/* what was noted of an article goes with it: the first stays, being starred */
	assert_int_equal(ask(b, "SELECT count(*) FROM note"), 1);
	assert_int_equal(ask(b, "SELECT count(*) FROM note WHERE name = 'item/1/at'"), 1);
	assert_int_equal(store_sources(b->s, &a, &list), 0);
	assert_int_equal(store_source_find(b->s, "报"), 0);
	/* subscribed to again, it has them */
	assert_int_equal(store_source_put(b->s, &source, &b->err), id);
	assert_int_equal(store_sources(b->s, &a, &list), 1);
	assert_int_equal(list[0].n_items, 3);
	assert_counts(b);
	arena_release(&a);
}

static void hot_history_ends(void **state)
{
	struct box *b = *state;
	struct source hot = source_named("热");
	int64_t id = store_source_put(b->s, &hot, &b->err);

	hot.kind = SOURCE_HOT;
	for (int day = 0; day < 40; day += 4) {
		char title[16];
		struct line lines[2] = { { .title = title }, { .title = "常" } };
		struct feed f;
		bool changed;

		snprintf(title, sizeof title, "第%d天", day);
		feed_from_lines(&f, lines, 2);
		store_save_hot(b->s, id, &hot, &f, NOW + day * DAY, &changed, &b->err);
		feed_release(&f);
	}
	assert_int_equal(ask(b, "SELECT count(*) FROM hot_fetch"), 10);
	purge(b, (struct retention){ 0, -1, 0 });
	assert_int_equal(ask(b, "SELECT count(*) FROM hot_fetch"), 2);
	assert_int_equal(ask(b, "SELECT count(*) FROM hot_entry"), 2 + 7);
}

static void source_states(void **state)
{
	struct box *b = *state;
	struct source source = source_named("报");
	struct arena a = ARENA_INIT;
	struct source_state got, now;
	int64_t id = store_source_find(b->s, "报");

	assert_true(store_source_state(b->s, id, &a, &got));
	assert_string_equal(got.name, "报");
	assert_int_equal(got.n_items, ARRAY_LENGTH(kinds));
	assert_int_equal(got.last_try, TIME_NONE);
	assert_int_equal(got.last_new, NOW - DAY);
	assert_int_equal(got.newest, NOW - DAY);
	now = got;
	now.etag = "\"a  b\"";
	now.last_try = now.last_success = NOW;
	now.next_try = NOW + 900;
	now.status = 200;
	assert_true(store_source_note(b->s, &now, false, &b->err));
	assert_true(store_source_state(b->s, id, &a, &got));
	assert_string_equal(got.etag, "\"a  b\"");
	now.last_try = now.last_success = NOW + 1800; /* unchanged, and not an hour later */
	now.status = 304;
	assert_true(store_source_note(b->s, &now, false, &b->err));
	assert_true(store_source_state(b->s, id, &a, &got));
	assert_int_equal(got.last_try, NOW);
	assert_true(store_source_note(b->s, &now, true, &b->err));
	assert_true(store_source_state(b->s, id, &a, &got));
	assert_int_equal(got.last_try, NOW + 1800);
	now.problem = "拒绝连接";
	now.failures = 1;
	assert_true(store_source_note(b->s, &now, false, &b->err));
	assert_true(store_source_state(b->s, id, &a, &got));
	assert_string_equal(got.problem, "拒绝连接");
	source.name = "新名"; /* renaming keeps history */
	assert_int_equal(store_source_put(b->s, &source, &b->err), id);
	assert_true(store_source_state(b->s, id, &a, &got));
	assert_string_equal(got.name, "新名");
	assert_int_equal(got.n_items, ARRAY_LENGTH(kinds));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keeps_for_a_time, fill, box_close),
		cmocka_unit_test_setup_teardown(keeps_a_number, fill, box_close),
		cmocka_unit_test_setup_teardown(no_rule_keeps_all, fill, box_close),
		cmocka_unit_test_setup_teardown(purged_is_not_new_again, fill, box_close),
		cmocka_unit_test_setup_teardown(goes_in_slices, fill, box_close),
		cmocka_unit_test_setup_teardown(a_removed_source_leaves_what_was_marked, fill, box_close),
		cmocka_unit_test_setup_teardown(hot_history_ends, box_open, box_close),
		cmocka_unit_test_setup_teardown(source_states, fill, box_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
