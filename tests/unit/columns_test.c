/*
 * What the terminal does is what the model says: after each cluster, drawn as the screen draws it, the
 * cursor stands where text/cluster counts. Run in a tmux of its own; by hand in any terminal:
 *
 *     xterm -cjk_width -e build/unit/columns_test --inside result
 */
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/path.h"
#include "text/cluster.h"
#include "text/utf8.h"
#include "ui/input.h"
#include "ui/probe.h"

static const char *const clusters[] = {
	"か\u3099", "は\u309a", "葛\U000e0100", "辻\U000e0101", "𠮷", "𠀀", "𪛖", "𫝀", "𫠠", "𬺰", "𰀀", "𰻞",
	"𱍐", "\u1112\u1161\u11ab", "\u1100\u1161", "한", "👍🏽", "👩‍👧", "👨‍👩‍👧‍👦", "🇨🇳", "🇯🇵", "🇰🇷", "❤\ufe0f", "☺\ufe0f",
	"1\ufe0f\u20e3", "👍", "🫠", "🫨", "“", "”", "‘", "’", "…", "—", "·", "～", "，", "。", "《", "「", "ｶ",
	"ﾞ", "｡", "\u3000", "e\u0301", "é", "α", "Д", "①", "№", "★", "●", "─", "│", "中", "㈱", "℃",
	"㍍", "々", "ー", "々", "−", "×", "a", "〜", "Ａ",
};

static bool read_reply(struct input *in, int fd, struct input_event *e)
{
	for (int tries = 0; tries < 40; tries++) {
		struct pollfd p = { fd, POLLIN, 0 };
		char bytes[256];
		ssize_t n;

		while (input_next(in, e))
			if (e->kind == INPUT_REPLY)
				return true;
		if (poll(&p, 1, 100) > 0 && (n = read(fd, bytes, sizeof bytes)) > 0)
			input_feed(in, bytes, (size_t)n);
	}
	return false;
}

static bool ask_profile(struct input *in, int tty, struct width_profile *profile)
{
	struct probe probe = { 0 };
	struct str question = STR_INIT;
	struct input_event e;
	bool ok;

	probe_ask(&probe, &question);
	ok = write(tty, question.data, question.len) == (ssize_t)question.len;
	str_release(&question);
	while (ok && !probe.is_done && read_reply(in, tty, &e))
		probe_take(&probe, e.reply);
	return ok && probe_profile(&probe, profile);
}

static int column_behind(struct input *in, int tty, const char *text, size_t n)
{
	struct input_event e;
	int row, column;

	if (dprintf(tty, "\033[3;1H\033[K%.*s\033[6n", (int)n, text) < 0 || !read_reply(in, tty, &e) ||
	    sscanf(e.reply, "[%d;%dR", &row, &column) != 2)
		return -1;
	return column - 1;
}

/* In the terminal: one line a cluster that stands elsewhere, then how many were right. */
static int inside(const char *result)
{
	int tty = open("/dev/tty", O_RDWR);
	struct termios before, raw;
	struct width_profile profile;
	struct str out = STR_INIT;
	struct input in;
	int right = 0;

	if (tty < 0 || tcgetattr(tty, &before))
		return 1;
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(tty, TCSANOW, &raw);
	input_init(&in);
	if (!ask_profile(&in, tty, &profile))
		str_add(&out, "the terminal does not answer\n");
	for (size_t i = 0; !out.len && i < ARRAY_LENGTH(clusters); i++) {
		const char *text = clusters[i];
		size_t n = cluster_drawn(&profile, text, strlen(text));
		int want = cluster_width(&profile, text, strlen(text)), got;

		uint32_t cp;

		utf8_decode(text, text + n, &cp);
		if (!width_is_drawn(&profile, cp)) /* as ui/term does */
			text = "\ufffd", n = 3;
		got = column_behind(&in, tty, text, n);
		if (got == want)
			right++;
		else
			str_printf(&out, "%s: terminal %d, here %d\n", clusters[i], got, want);
	}
	str_printf(&out, "%d of %d\n", right, (int)ARRAY_LENGTH(clusters));
	tcsetattr(tty, TCSANOW, &before);
	input_release(&in);
	path_write(result, str_slice(&out), 0, NULL);
	str_release(&out);
	return 0;
}

static char self[4096], result[64], socket_name[32];

static int tmux(const char *const argv[])
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		unsetenv("TMUX");
		execvp("tmux", (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	return status;
}

static void stands_where_it_is_counted_in_tmux(void **state)
{
	const char *const start[] = { "tmux", "-L", socket_name, "-f", "/dev/null", "-u", "new-session",
		                      "-d", "-x", "80", "-y", "24", self, "--inside", result, NULL };
	const char *const end[] = { "tmux", "-L", socket_name, "kill-server", NULL };
	struct str text = STR_INIT;
	char want[32];

	(void)state;
	if (tmux(start))
		skip();
	for (int i = 0; i < 1200 && !path_exists(result); i++)
		usleep(25000);
	tmux(end);
	assert_true(path_read(result, &text, 10000, NULL));
	unlink(result);
	snprintf(want, sizeof want, "%d of %d\n", (int)ARRAY_LENGTH(clusters),
	         (int)ARRAY_LENGTH(clusters));
	assert_string_equal(text.data, want);
	str_release(&text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_where_it_is_counted_in_tmux),
	};

	if (argc == 3 && !strcmp(argv[1], "--inside"))
		return inside(argv[2]);
	if (!realpath(argv[0], self))
		return 1;
	snprintf(result, sizeof result, "/tmp/haowai-columns-%d", (int)getpid());
	snprintf(socket_name, sizeof socket_name, "haowai-columns-%d", (int)getpid());
	return cmocka_run_group_tests(tests, NULL, NULL);
}
