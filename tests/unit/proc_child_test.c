/* Programs that are listened to. */
#include "unit.h"
#include "base/proc.h"
#include "base/clock.h"

#include <poll.h>
#include <sys/wait.h>

/* Run it to its end. */
static enum proc_child_state run(const char *const *argv, struct slice input, int timeout_ms,
                                 struct str *out, int *status)
{
	char title[] = "HAOWAI_TITLE=$(id) 渡口", home[] = "HOME=/nowhere";
	char *const env[] = { title, home, NULL };
	const struct proc_start s = { argv, env, input, timeout_ms };
	enum proc_child_state state;
	struct proc_child c;
	struct err err = ERR_INIT;

	if (!proc_child_start(&c, &s, &err))
		fail_msg("%s", err.text);
	do {
		struct pollfd fd = { c.fd, POLLIN, 0 };
		poll(&fd, 1, proc_child_timeout_ms(&c));
		state = proc_child_step(&c, out, status);
	} while (state == PROC_CHILD_RUNS);
	assert_false(proc_child_is_running(&c));
	assert_int_equal(proc_child_timeout_ms(&c), -1);
	return state;
}

static void it_reads_and_is_read(void **state)
{
	const char *const argv[] = { "cat", NULL };
	struct str in = STR_INIT, out = STR_INIT;
	int status = -1;

	(void)state;
	for (int i = 0; i < 60000; i++)
		str_printf(&in, "%d\n", i); /* more than any pipe holds */
	assert_int_equal(run(argv, str_slice(&in), 5000, &out, &status), PROC_CHILD_ENDED);
	assert_int_equal(status, 0);
	assert_true(slice_equal(str_slice(&in), str_slice(&out)));
	str_release(&in);
	str_release(&out);
}

static void it_knows_the_environment_and_has_no_terminal(void **state)
{
	const char *const argv[] = { "sh", "-c",
		"echo \"$HAOWAI_TITLE|$HOME\"; echo bad >&2; (: </dev/tty) 2>/dev/null || echo none; exit 3", NULL };
	struct str out = STR_INIT;
	int status = -1;

	(void)state;
	assert_int_equal(run(argv, slice_of(""), 5000, &out, &status), PROC_CHILD_ENDED);
	assert_int_equal(WEXITSTATUS(status), 3);
	assert_string_equal(out.data, "$(id) 渡口|/nowhere\nbad\nnone\n");
	str_release(&out);
}

static void it_has_bounds(void **state)
{
	const char *const slow[] = { "sh", "-c", "sleep 20 & sleep 20", NULL };
	const char *const much[] = { "sh", "-c", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", NULL };
	struct str out = STR_INIT;
	int64_t before = clock_monotonic_ms();
	int status;

	(void)state;
	assert_int_equal(run(slow, slice_of(""), 100, &out, &status), PROC_CHILD_LATE);
	str_init_limit(&out, 10000);
	assert_int_equal(run(much, slice_of(""), 5000, &out, &status), PROC_CHILD_CUT);
	assert_int_equal(out.len, 10000);
	assert_true(clock_monotonic_ms() - before < 3000);
	str_release(&out);
}

static void what_is_not_there_is_said(void **state)
{
	const char *const argv[] = { "haowai-no-such-program", NULL };
	const struct proc_start s = { argv, NULL, { "", 0 }, 100 };
	struct proc_child c;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(proc_child_start(&c, &s, &err));
	assert_non_null(strstr(err.text, "haowai-no-such-program"));
	assert_false(proc_child_is_running(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_reads_and_is_read),
		cmocka_unit_test(it_knows_the_environment_and_has_no_terminal),
		cmocka_unit_test(it_has_bounds),
		cmocka_unit_test(what_is_not_there_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
