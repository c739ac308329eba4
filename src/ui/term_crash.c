#include "ui/term_crash.h"
#include "base/array.h"
#include "base/mem.h"

/* before term.h, which uses its types */
#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

enum { GOODBYE_MAX = 256, STACK_BYTES = 64 * 1024 };

static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS };

/* What a signal handler may touch has to be ready before: nothing is asked of curses in there. */
static struct {
	volatile sig_atomic_t is_armed;
	int fd;
	struct termios modes;
	char goodbye[GOODBYE_MAX];
	size_t len;
	struct sigaction before[ARRAY_LENGTH(fatal)];
	void *stack;
} crash;

static void say(const char *text, size_t n)
{
	if (crash.len + n > GOODBYE_MAX)
		return;
	memcpy(crash.goodbye + crash.len, text, n);
	crash.len += n;
}

/* A string of terminfo without its padding "$<5>". */
static void say_capability(const char *name)
{
	const char *s = tigetstr((char *)name);

	if (!s || s == (const char *)-1)
		return;
	while (*s) {
		size_t n = strcspn(s, "$");

		say(s, n);
		s += n;
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>'))
			s = strchr(s, '>') + 1;
		else if (*s)
			say(s++, 1);
	}
}

void term_crash_restore(void)
{
	const char *p = crash.goodbye;
	size_t left = crash.len;

	if (!crash.is_armed)
		return;
	crash.is_armed = 0;
	while (left) {
		ssize_t n = write(crash.fd, p, left);
		if (n <= 0)
			break;
		p += n;
		left -= (size_t)n;
	}
	tcsetattr(crash.fd, TCSANOW, &crash.modes);
}

static void on_crash(int number, siginfo_t *info, void *context)
{
	(void)context;
	term_crash_restore();
	for (size_t i = 0; i < ARRAY_LENGTH(fatal); i++)
		if (fatal[i] == number)
			sigaction(number, &crash.before[i], NULL);
	/* A fault of ours comes again by itself when this returns; what was sent is sent again. */
	if (info->si_code <= 0)
		raise(number);
}

void term_crash_arm(int fd, const struct termios *modes, bool is_capable)
{
	static const char family[] = "\033[?2026l\033[?1006l\033[?1004l\033[?1000l\033[?2004l";
	struct sigaction action = { .sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	stack_t stack = { .ss_size = STACK_BYTES };

	crash.fd = fd;
	crash.modes = *modes;
	crash.len = 0;
	if (is_capable)
		say(family, sizeof family - 1);
	say_capability("sgr0");
	say_capability("rmkx");
	say_capability("cnorm");
	say_capability("rmcup");
	crash.is_armed = 1;
	/* a stack of its own: the other one may be what ran out */
	stack.ss_sp = crash.stack = xmalloc(STACK_BYTES);
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < ARRAY_LENGTH(fatal); i++)
		sigaction(fatal[i], &action, &crash.before[i]);
}

void term_crash_disarm(void)
{
	stack_t none = { .ss_flags = SS_DISABLE };

	if (!crash.stack)
		return;
	crash.is_armed = 0;
	for (size_t i = 0; i < ARRAY_LENGTH(fatal); i++)
		sigaction(fatal[i], &crash.before[i], NULL);
	sigaltstack(&none, NULL);
	free(crash.stack);
	crash.stack = NULL;
}
