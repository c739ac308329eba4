#include "base/proc.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the grandchild: no terminal, no open files of ours, default signals. */
static void become(const char *const argv[], int report)
{
	int null = open("/dev/null", O_RDWR);
	sigset_t none;
	int failure;

	setsid();
	for (int fd = 0; fd < 3 && null >= 0; fd++)
		dup2(null, fd);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	failure = errno;
	if (write(report, &failure, sizeof failure) < 0)
		_exit(126);
	_exit(127);
}

bool proc_start_detached(const char *const argv[], struct err *err)
{
	int report[2], failure = 0;
	pid_t child;

	if (pipe2(report, O_CLOEXEC))
		return err_set(err, _("cannot start %s: %s"), argv[0], strerror(errno));
	child = fork();
	if (child == 0) {
		/* twice, so that the child is init's and no zombie is left */
		pid_t grandchild = fork();
		if (grandchild == 0)
			become(argv, report[1]);
		_exit(grandchild < 0);
	}
	close(report[1]);
	if (child > 0) {
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
		/* exec closes the pipe; a failure comes through it first */
		if (read(report[0], &failure, sizeof failure) < 0)
			failure = errno;
	} else {
		failure = errno;
	}
	close(report[0]);
	if (failure)
		return err_set(err, _("cannot start %s: %s"), argv[0], strerror(failure));
	return true;
}

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
