/* What is typed behind ':', and what is remembered of it by the next run. */
#include "unit.h"
#include "base/array.h"
#include "ui/history.h"
#include "ui/palette.h"
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *line, *name, *value;
} lines[] = {
	{ "star", "star", "" },
	{ "  measure  ", "measure", "" },
	{ "measure 60", "measure", "60" },
	{ "measure=60", "measure", "60" },
	{ "measure = 60", "measure", "60" },
	{ "set measure 60", "measure", "60" },
	{ "set measure=60", "measure", "60" },
	{ "browser w3m -T text/html %u", "browser", "w3m -T text/html %u" },
	{ "search a=b", "search", "a=b" },
	{ "set", "set", "" },
	{ "", "", "" },
};

static void lines_are_names_and_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
		struct slice name, value;

		palette_split(slice_of(lines[i].line), &name, &value);
		if (!slice_is(name, lines[i].name) || !slice_is(value, lines[i].value))
			fail_msg("%s: \"%.*s\" \"%.*s\"", lines[i].line, (int)name.len, name.data,
			         (int)value.len, value.data);
	}
}

static void no_option_is_called_like_an_action(void **state)
{
	const struct option_info *infos;
	size_t n = options_list(&infos);

	(void)state;
	for (size_t i = 0; i < n; i++)
		if (action_find_anywhere(infos[i].name))
			fail_msg("%s", infos[i].name);
	assert_non_null(palette_option(slice_of("keys")));
	assert_null(palette_option(slice_of("key")));
}

static void type(struct stage *s, const char *text)
{
	for (; *text; text++)
		stage_press(s, (unsigned char)*text == '\r' ? NAMED_ENTER : (unsigned char)*text);
}

static void options_are_set_for_this_run(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, "confirm = off\n", 80, 24);
	type(&s, ":confirm on\r");
	assert_true(reader_config(s.reader)->options.confirm);
	assert_non_null(strstr(s.ui->notice.data, "confirm = on"));
	reader_reload(s.reader); /* it holds until the run ends */
	assert_true(reader_config(s.reader)->options.confirm);
	type(&s, ":confirm off\r");
	assert_false(reader_config(s.reader)->options.confirm);
	type(&s, ":measure 400\r");
	assert_true(s.ui->notice_is_error);
	assert_int_equal(reader_config(s.reader)->options.measure, 68);
	type(&s, ":keys less\r");
	assert_int_equal(s.ui->keymap.preset, 3);
	assert_string_equal(keymap_find(&s.ui->keymap, VIEW_LIST, 'e')->name, "down");
	type(&s, ":language en\r"); /* counts at the start */
	assert_non_null(strstr(s.ui->notice.data, "language"));
	type(&s, ":mesure\r");
	assert_non_null(strstr(s.ui->notice.data, "measure"));
	stage_close(&s);
}

static void lines_outlive_a_run(void **state)
{
	struct stage s;
	struct ui *again;
	size_t n;

	(void)state;
	stage_open(&s, "", 80, 24);
	type(&s, ":zen\r:zen\r:log\rq/+");
	stage_press(&s, NAMED_ENTER);
	history_save(s.ui);
	again = ui_new(s.reader, &(struct ui_options){ 0 }, s.ui->profile, 80, 24);
	n = again->prompt.n_history;
	assert_true(n >= 3);
	assert_string_equal(again->prompt.history[n - 1].kind, "filter");
	assert_string_equal(again->prompt.history[n - 1].text, "+");
	assert_string_equal(again->prompt.history[n - 2].text, "log");
	assert_string_equal(again->prompt.history[n - 3].text, "zen"); /* once */
	ui_key(again, ':');
	ui_key(again, NAMED_UP);
	assert_string_equal(again->prompt.line.text.data, "log");
	ui_key(again, NAMED_UP);
	assert_string_equal(again->prompt.line.text.data, "zen");
	ui_key(again, NAMED_DOWN);
	assert_string_equal(again->prompt.line.text.data, "log");
	ui_free(again);
	stage_close(&s);
}

static void each_kind_keeps_its_share(void **state)
{
	struct prompt p;
	char line[16];

	(void)state;
	prompt_init(&p);
	prompt_remember(&p, "search", "kept");
	for (int i = 0; i < 2 * PROMPT_HISTORY_EACH; i++) {
		snprintf(line, sizeof line, "%d", i);
		prompt_remember(&p, "filter", line);
	}
	assert_int_equal(p.n_history, PROMPT_HISTORY_EACH + 1);
	assert_string_equal(p.history[0].text, "kept");
	assert_string_equal(p.history[1].text, "50");
	prompt_remember(&p, NULL, "x"); /* a prompt that keeps none */
	prompt_remember(&p, "filter", "");
	assert_int_equal(p.n_history, PROMPT_HISTORY_EACH + 1);
	prompt_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_names_and_values),
		cmocka_unit_test(no_option_is_called_like_an_action),
		cmocka_unit_test(options_are_set_for_this_run),
		cmocka_unit_test(lines_outlive_a_run),
		cmocka_unit_test(each_kind_keeps_its_share),
	};

	return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
