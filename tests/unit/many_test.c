/* Many rows at once: what is done to a range, to single rows, to all that a filter lets through, and its
 * undoing, each one step. */
#include "unit.h"
#include "base/array.h"
#include "base/path.h"
#include "story.h"
#include "ui/views.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void type(struct stage *s, const char *text)
{
	for (; *text; text++)
		stage_press(s, (unsigned char)*text == '\r'     ? NAMED_ENTER
		               : (unsigned char)*text == '\033' ? NAMED_ESC
		                                                : (unsigned char)*text);
}

enum mark { MARK_READ, MARK_STAR, MARK_TAG, MARK_LATER };

static bool has_tag(const struct item *item, const char *tag)
{
	for (size_t i = 0; i < item->n_tags; i++)
		if (!strcmp(item->tags[i], tag))
			return true;
	return false;
}

static size_t marked(struct stage *s, enum mark mark)
{
	size_t n = 0;

	for (size_t i = 0; i < reader_list_count(s->reader); i++) {
		const struct item *item = reader_list_row(s->reader, i);

		n += mark == MARK_READ   ? item->is_read
		     : mark == MARK_STAR ? item->is_starred
		     : mark == MARK_TAG  ? has_tag(item, "mine")
		                         : has_tag(item, "later") || has_tag(item, "稍后读");
	}
	return n;
}

/* How rows are selected, what is done, and how many are marked then. */
static const struct {
	const char *select, *act;
	enum mark mark;
	size_t n;
} cases[] = {
	{ "MjM", "N", MARK_READ, 2 },       { "Vjjj", "N", MARK_READ, 4 },  { "VjjV", "N", MARK_READ, 3 },
	{ "%", "N", MARK_READ, 0 },         { "MM", "*", MARK_STAR, 2 },    { "GVkk", "*", MARK_STAR, 3 },
	{ "5jV3j", "*", MARK_STAR, 4 },     { "%", "*", MARK_STAR, 0 },     { "MM", "+mine\r", MARK_TAG, 2 },
	{ "Vj", "+mine\r", MARK_TAG, 2 },   { "%", "+mine\r", MARK_TAG, 0 },
	{ "MM", "L", MARK_LATER, 2 }, { "%", "L", MARK_LATER, 0 },
	{ "V2j", ":mark-read\r", MARK_READ, 3 }, { "V2j", ":star-add\r", MARK_STAR, 3 },
};

static void each_is_one_step_and_undone_by_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct stage s;
		size_t want;

		stage_open(&s, "", 80, 24);
		want = cases[i].n ? cases[i].n : reader_list_count(s.reader); /* 0: all */
		type(&s, cases[i].select);
		type(&s, cases[i].act);
		if (marked(&s, cases[i].mark) != want)
			fail_msg("%s %s: %zu", cases[i].select, cases[i].act, marked(&s, cases[i].mark));
		assert_int_equal(reader_undo_count(s.reader), 1);
		type(&s, "U");
		if (marked(&s, cases[i].mark))
			fail_msg("%s %s U: %zu", cases[i].select, cases[i].act, marked(&s, cases[i].mark));
		stage_close(&s);
	}
}

static void later_is_taken_away_by_the_same_key(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "", 80, 24);
	type(&s, "MML"); /* one of three is not there yet: all come */
	type(&s, "\033gL");
	assert_int_equal(marked(&s, MARK_LATER), 1);
	type(&s, "V2jL");
	assert_int_equal(marked(&s, MARK_LATER), 3);
	type(&s, "L");
	assert_int_equal(marked(&s, MARK_LATER), 0);
	stage_close(&s);
}

static void a_recording_is_given_to_the_player(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "player = true\n", 80, 24);
	type(&s, "e"); /* the built-in edition has none */
	assert_false(s.ui->notice_is_error);
	assert_true(s.ui->notice.len > 0);
	stage_close(&s);
}

static void all_that_a_filter_lets_through(void **state)
{
	struct stage s;
	size_t all, some;

	(void)state;
	stage_open(&s, "", 80, 24);
	all = reader_list_count(s.reader);
	type(&s, "/+");
	stage_press(&s, 0x79d1); /* 科 */
	type(&s, "\r%*");
	some = reader_list_count(s.reader);
	assert_true(some > 0 && some < all);
	assert_int_equal(marked(&s, MARK_STAR), some);
	type(&s, "\033\033"); /* the selection, the filter */
	assert_int_equal(reader_list_count(s.reader), all);
	assert_int_equal(marked(&s, MARK_STAR), some);
	stage_close(&s);
}

static size_t files(const char *dir, const char *ending)
{
	char pattern[160];
	glob_t found;
	size_t n;

	snprintf(pattern, sizeof pattern, "%s/*%s", dir, ending);
	n = glob(pattern, 0, NULL, &found) ? 0 : found.gl_pathc;
	if (n) {
		for (size_t i = 0; i < n; i++)
			unlink(found.gl_pathv[i]);
		globfree(&found);
	}
	return n;
}

static void all_selected_are_saved(void **state)
{
	struct stage s;
	struct err err = ERR_INIT;
	char dir[128];

	(void)state;
	stage_open(&s, "", 80, 24);
	snprintf(dir, sizeof dir, "%s/saved", s.home);
	assert_true(reader_set_option(s.reader, "save-dir", dir, &err));
	type(&s, "V3js\r");
	assert_non_null(strstr(s.ui->notice.data, "4"));
	assert_int_equal(files(dir, ".txt"), 4);
	type(&s, "sj\r");
	assert_int_equal(files(dir, ".md"), 4);
	/* what cannot be written is said, once */
	assert_int_equal(chmod(dir, 0500), 0);
	if (geteuid() != 0) {
		type(&s, "s\r");
		assert_true(s.ui->notice_is_error);
	}
	assert_int_equal(chmod(dir, 0700), 0);
	rmdir(dir);
	stage_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_one_step_and_undone_by_one),
		cmocka_unit_test(later_is_taken_away_by_the_same_key),
		cmocka_unit_test(a_recording_is_given_to_the_player),
		cmocka_unit_test(all_that_a_filter_lets_through),
		cmocka_unit_test(all_selected_are_saved),
	};

	return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
