#include "server/server.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MOST 16
#define START_MS 10000

static void run(const char *root, const char *const *more, int in, int out)
{
	const char *python = getenv("PYTHON");
	const char *argv[ARGUMENTS_MOST + 5] = { python ? python : "python3",
		                                 "tests/server/server.py", "--root", root };

	for (size_t n = 4; more && *more && n < ARGUMENTS_MOST + 4; n++)
		argv[n] = *more++;
	dup2(in, 0);
	dup2(out, 1);
	execvp(argv[0], (char **)argv);
	_exit(127);
}

/* The one line it says; waits for it. */
static bool read_line(struct server *s, int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t n = 0;
	ssize_t got;

	while (n + 1 < sizeof s->line && poll(&p, 1, START_MS) == 1 &&
	       (got = read(fd, s->line + n, sizeof s->line - 1 - n)) > 0) {
		n += (size_t)got;
		s->line[n] = '\0';
		if (strchr(s->line, '\n'))
			break;
	}
	s->line[strcspn(s->line, "\n")] = '\0';
	return s->line[0] != '\0';
}

bool server_start(struct server *s, const char *root, const char *const *more)
{
	int in[2], out[2];
	bool good;

	memset(s, 0, sizeof *s);
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return false;
	s->pid = fork();
	if (s->pid == 0)
		run(root, more, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	s->input = in[1];
	good = s->pid > 0 && read_line(s, out[0]);
	close(out[0]);
	if (!good)
		server_stop(s);
	return good;
}

void server_stop(struct server *s)
{
	close(s->input);
	if (s->pid > 0)
		waitpid(s->pid, NULL, 0);
	s->pid = 0;
}

static const char *value_of(const struct server *s, const char *name)
{
	char key[32];
	const char *at;

	snprintf(key, sizeof key, " %s=", name);
	at = strstr(s->line, key);
	return at ? at + strlen(key) : "";
}

int server_port(const struct server *s, const char *certificate)
{
	return atoi(certificate ? value_of(s, certificate) : s->line);
}

void server_ca(const struct server *s, char *out, size_t size)
{
	snprintf(out, size, "%s", value_of(s, "ca"));
}
