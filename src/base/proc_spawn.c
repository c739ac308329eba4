#include "base/proc_spawn.h"
#include "base/array.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int defaults[] = { SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD };

char **proc_environment(char *const own[])
{
	char **all = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; own && own[i]; i++)
		ARRAY_PUSH(all, n, cap) = own[i];
	for (char **e = environ; e && *e; e++) {
		bool is_there = false;

		for (size_t i = 0; own && own[i] && !is_there; i++)
			is_there = !strncmp(*e, own[i], strcspn(own[i], "=") + 1);
		if (!is_there)
			ARRAY_PUSH(all, n, cap) = *e;
	}
	ARRAY_PUSH(all, n, cap) = NULL;
	return all;
}

int proc_spawn(pid_t *pid, const char *const argv[], char *const env[], const int streams[3])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, handled;
	char **all = proc_environment(env);
	int failure;

	sigemptyset(&none);
	sigemptyset(&handled);
	for (size_t i = 0; i < ARRAY_LENGTH(defaults); i++)
		sigaddset(&handled, defaults[i]);
	posix_spawn_file_actions_init(&files);
	for (int fd = 0; fd < 3; fd++) {
		if (streams[fd] < 0)
			posix_spawn_file_actions_addopen(&files, fd, "/dev/null", fd ? O_WRONLY : O_RDONLY, 0);
		else
			posix_spawn_file_actions_adddup2(&files, streams[fd], fd);
	}
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
	                                              POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &handled);
	failure = posix_spawnp(pid, argv[0], &files, &attributes, (char *const *)(uintptr_t)argv, all);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	free(all);
	return failure;
}

/* --- detached ----------------------------------------------------------------------------------------- */

static void say(int report, int failure)
{
	if (write(report, &failure, sizeof failure) < 0)
		_exit(126);
}

static void let_go(void)
{
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	setsid();
	for (int fd = 0; fd < 3 && null >= 0; fd++)
		dup2(null, fd);
	if (null > 2)
		close(null);
	for (size_t i = 0; i < ARRAY_LENGTH(defaults); i++)
		signal(defaults[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

int proc_detach(void (*run)(const void *arg, int report), const void *arg)
{
	int report[2], failure = 0;
	pid_t child;

	if (pipe2(report, O_CLOEXEC))
		return errno;
	child = fork();
	if (child == 0) {
		/* twice, so that it is init's and no zombie is left */
		pid_t grandchild = fork();

		if (grandchild == 0) {
			let_go();
			run(arg, report[1]);
			_exit(127);
		}
		if (grandchild < 0)
			say(report[1], errno);
		_exit(0);
	}
	if (child < 0)
		failure = errno;
	close(report[1]);
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	/* closed by exec; a failure comes through it first */
	while (child > 0 && read(report[0], &failure, sizeof failure) < 0 && errno == EINTR)
		;
	close(report[0]);
	return failure;
}

int proc_become(char *const argv[], char *const env[])
{
	execvpe(argv[0], argv, env);
	return errno;
}
