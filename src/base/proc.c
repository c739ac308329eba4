#include "base/proc.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void become(const void *arg, int report)
{
	int failure = proc_become((char *const *)(uintptr_t)arg, environ);

	if (write(report, &failure, sizeof failure) < 0)
		_exit(126);
}

bool proc_start_detached(const char *const argv[], struct err *err)
{
	int failure = proc_detach(become, argv);

	return !failure || err_set(err, _("cannot start %s: %s"), argv[0], strerror(failure));
}

/* --- a program whose answer is waited for ------------------------------------------------------------ */

/* False when the time is over or there is more than fits. */
static bool read_all(int from, int64_t end_ms, struct str *out)
{
	for (;;) {
		struct pollfd fd = { from, POLLIN, 0 };
		int64_t left = end_ms - clock_monotonic_ms();
		char bytes[4096];
		ssize_t got;

		if (left <= 0)
			return false;
		if (poll(&fd, 1, (int)left) <= 0)
			continue;
		got = read(from, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return true;
		str_append(out, bytes, (size_t)got);
		if (out->cut)
			return false;
	}
}

/* It has closed its output: that it ends is a matter of moments, but not of trust. */
static bool wait_until(pid_t child, int64_t end_ms, int *status)
{
	struct timespec pause = { 0, 1000000 };
	pid_t got;

	while ((got = waitpid(child, status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if (clock_monotonic_ms() >= end_ms)
			return false;
		nanosleep(&pause, NULL);
	}
	return got == child;
}

bool proc_capture(const char *const argv[], int timeout_ms, struct str *out, struct err *err)
{
	int64_t end_ms = clock_monotonic_ms() + timeout_ms;
	int ends[2], status = 0, failure;
	pid_t child;
	bool done;

	if (pipe2(ends, O_CLOEXEC))
		return err_set(err, _("cannot start %s: %s"), argv[0], strerror(errno));
	failure = proc_spawn(&child, argv, NULL, (int[]){ -1, ends[1], -1 });
	close(ends[1]);
	if (failure) {
		close(ends[0]);
		return err_set(err, _("cannot start %s: %s"), argv[0], strerror(failure));
	}
	done = read_all(ends[0], end_ms, out) && wait_until(child, end_ms, &status);
	close(ends[0]);
	if (!done) {
		kill(-child, SIGKILL);
		waitpid(child, NULL, 0);
		return err_set(err, clock_monotonic_ms() < end_ms
		                            ? _("%s printed too much")
		                            : _("%s took too long and was ended"), argv[0]);
	}
	if (WIFSIGNALED(status))
		return err_set(err, _("%s was ended by signal %d"), argv[0], WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, _("%s failed with status %d"), argv[0], WEXITSTATUS(status));
	return true;
}

/* --- words -------------------------------------------------------------------------------------------- */

struct word_reader {
	const char *p;
	struct str word;
	bool in_word;
};

/* Take one sign of the command into the word; false at the end of a word. */
static bool take_sign(struct word_reader *r, char *quote)
{
	char c = *r->p;

	if (*quote) {
		if (c == *quote)
			*quote = '\0';
		else if (c == '\\' && *quote == '"' && r->p[1])
			str_add_char(&r->word, *++r->p);
		else
			str_add_char(&r->word, c);
	} else if (ascii_is_space((unsigned char)c)) {
		return false;
	} else if (c == '\'' || c == '"') {
		*quote = c;
		r->in_word = true;
	} else {
		if (c == '\\' && r->p[1])
			c = *++r->p;
		str_add_char(&r->word, c);
		r->in_word = true;
	}
	return true;
}

char **proc_words(const char *command, struct err *err)
{
	struct word_reader r = { command, STR_INIT, false };
	char **words = NULL;
	size_t n = 0, cap = 0;
	char quote = '\0';

	for (;; r.p++) {
		if (*r.p && take_sign(&r, &quote))
			continue;
		if (r.in_word && !quote) {
			char *word = str_take(&r.word);
			ARRAY_PUSH(words, n, cap) = word;
			r.in_word = false;
		}
		if (!*r.p)
			break;
	}
	ARRAY_PUSH(words, n, cap) = NULL;
	str_release(&r.word);
	if (quote) {
		proc_words_free(words);
		err_set(err, _("a quote is not closed in the command: %s"), command);
		return NULL;
	}
	return words;
}

void proc_words_free(char **words)
{
	for (char **w = words; w && *w; w++)
		free(*w);
	free(words);
}
