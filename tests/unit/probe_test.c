/* What the terminal answers about widths, and what is made of it. */
#include "unit.h"

#include "ui/probe.h"

/* Cells of the samples in order as xterm, xterm -cjk_width, kitty and tmux 3.3a give them. */
static const struct {
	int cells[PROBE_SAMPLES];
	struct width_profile want;
} terminals[] = {
	{ { 1, 1, 1, 1, 1, 1, 1, 4, 4, 2, 1, 1, 2, 1, 2 },
	  { 1, 1, 1, 1, false, false, false, 1, 2, 14, 1, false } },
	{ { 2, 2, 2, 2, 2, 2, 1, 4, 5, 2, 1, 1, 2, 2, 2 },
	  { 2, 2, 2, 2, false, false, false, 1, 2, 14, 2, false } },
	{ { 1, 1, 1, 1, 1, 1, 2, 2, 4, 2, 2, 2, 4, 2, 2 },
	  { 1, 1, 1, 1, true, true, false, 2, 4, 15, 2, false } },
	{ { 1, 1, 1, 1, 1, 1, 1, 4, 2, 2, 1, 0, 2, 0, 2 },
	  { 1, 1, 1, 1, false, false, true, 1, 2, 13, 0, false } },
};

static bool answer(struct probe *p, const int *cells, size_t n)
{
	struct str question = STR_INIT;

	memset(p, 0, sizeof *p);
	probe_ask(p, &question);
	assert_non_null(strstr(question.data, "\033[c"));
	str_release(&question);
	for (size_t i = 0; i < n; i++) {
		char reply[32];
		snprintf(reply, sizeof reply, "[2;%dR", cells[i] + 1);
		assert_false(probe_take(p, reply));
	}
	return probe_take(p, "[?64;1;2c");
}

static void reads_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(terminals); i++) {
		struct width_profile got, again;
		char text[PROBE_PROFILE_SIZE];
		struct probe p;

		assert_true(answer(&p, terminals[i].cells, PROBE_SAMPLES));
		assert_true(probe_profile(&p, &got));
		assert_memory_equal(&got, &terminals[i].want, sizeof got);
		probe_write_profile(&got, text);
		assert_true(probe_read_profile(text, &again));
		assert_memory_equal(&got, &again, sizeof got);
	}
}

static void believes_nothing_strange(void **state)
{
	static const int no_utf8[PROBE_SAMPLES] = { 3, 3, 3, 2, 3, 2, 6, 8, 9, 8, 4, 4, 9, 4, 3 };
	struct width_profile got;
	struct probe p;

	(void)state;
	assert_true(answer(&p, terminals[0].cells, PROBE_SAMPLES - 1)); /* one is missing */
	assert_false(probe_profile(&p, &got));
	assert_true(answer(&p, no_utf8, PROBE_SAMPLES));
	assert_false(probe_profile(&p, &got));
	assert_false(probe_take(&p, "[?64c")); /* a second fence is nobody's */
	memset(&p, 0, sizeof p);
	assert_false(probe_take(&p, "[?64c")); /* nothing was asked */
	assert_false(probe_read_profile(NULL, &got));
	assert_false(probe_read_profile("1 1 1", &got));
}

static void tells_terminals_apart(void **state)
{
	char one[32], other[32];

	(void)state;
	setenv("TERM", "xterm-256color", 1);
	probe_terminal_name(one);
	setenv("TERM", "tmux-256color", 1);
	probe_terminal_name(other);
	assert_string_not_equal(one, other);
	setenv("TERM", "xterm-256color", 1);
	probe_terminal_name(other);
	assert_string_equal(one, other);
}

static void tells_light_from_dark(void **state)
{
	static const struct {
		const char *reply;
		enum background background;
	} answers[] = {
		{ "]11;rgb:ffff/ffff/ffff", BACKGROUND_LIGHT },
		{ "]11;rgb:0000/0000/0000", BACKGROUND_DARK },
		{ "]11;rgb:fdfd/f6f6/e3e3", BACKGROUND_LIGHT },
		{ "]11;rgb:1d/1f/21", BACKGROUND_DARK },
		{ "]11;rgb:ee/ee/ee", BACKGROUND_LIGHT },
		{ "]11;rgb:0000/0000/ffff", BACKGROUND_DARK },
		{ "]11;?", BACKGROUND_UNKNOWN },
		{ "]11;rgb:1/2", BACKGROUND_UNKNOWN },
		{ "]11;rgb:fffff/0/0", BACKGROUND_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(answers); i++) {
		struct probe p = { .is_asked = true };
		assert_false(probe_take(&p, answers[i].reply));
		assert_int_equal(p.background, answers[i].background);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_answers),
		cmocka_unit_test(tells_light_from_dark),
		cmocka_unit_test(believes_nothing_strange),
		cmocka_unit_test(tells_terminals_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
