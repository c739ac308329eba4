/*
 * Several programs after one another, a few at once, watched by a process of their own: the program that
 * asked goes on, and may even end. Between fork() and exec only what is safe there is called: the
 * program that forks has threads.
 */
#include "base/proc.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE_MOST = 16, LOOK_EVERY_MS = 20 };

extern char **environ;

static bool names_same(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return !strncmp(a, b, n + 1);
}

/* Our environment with the job's lines in place of ours of those names; the lines are borrowed. */
static char **merged_env(char *const *own)
{
	size_t n = 0, kept = 0, n_own = 0;
	char **env;

	while (environ && environ[n])
		n++;
	while (own && own[n_own])
		n_own++;
	env = xcalloc(n + n_own + 1, sizeof *env);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < n_own && !names_same(own[k], environ[i]))
			k++;
		if (k == n_own)
			env[kept++] = environ[i];
	}
	for (size_t k = 0; k < n_own; k++)
		env[kept++] = own[k];
	return env;
}

/* --- in the watching process ------------------------------------------------------------------------ */

struct running {
	pid_t pid; /* 0: free */
	struct timespec end;
};

static void start(struct running *r, char *const argv[], char *const env[], int timeout_s)
{
	pid_t pid = fork();

	if (pid == 0) {
		setsid(); /* a group of its own, to be ended whole */
		signal(SIGPIPE, SIG_DFL);
		execvpe(argv[0], argv, env);
		_exit(127);
	}
	r->pid = pid > 0 ? pid : 0;
	clock_gettime(CLOCK_MONOTONIC, &r->end);
	r->end.tv_sec += timeout_s;
}

static bool is_over(const struct running *r)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > r->end.tv_sec ||
	       (now.tv_sec == r->end.tv_sec && now.tv_nsec >= r->end.tv_nsec);
}

/* Take those that have ended, end those whose time is up; returns how many run. */
static size_t look_after(struct running *r, size_t n)
{
	size_t left = 0;

	for (size_t i = 0; i < n; i++) {
		if (!r[i].pid)
			continue;
		if (is_over(&r[i])) {
			kill(-r[i].pid, SIGKILL);
			kill(r[i].pid, SIGKILL);
		}
		if (waitpid(r[i].pid, NULL, WNOHANG) == r[i].pid)
			r[i].pid = 0;
		else
			left++;
	}
	return left;
}

static void watch(const struct proc_job *jobs, char **const *envs, size_t n, const struct proc_limits *l)
{
	struct running running[AT_ONCE_MOST] = { { 0 } };
	struct timespec pause = { 0, LOOK_EVERY_MS * 1000000L };
	size_t at_once = l->at_once < AT_ONCE_MOST ? (size_t)l->at_once : AT_ONCE_MOST, next = 0;
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int lock = l->lock ? open(l->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;

	/* those of an earlier call come first: never more than at_once of all of them */
	while (lock >= 0 && fcntl(lock, F_SETLKW, &whole) && errno == EINTR)
		;
	while (look_after(running, at_once) || next < n) {
		for (size_t i = 0; i < at_once && next < n; i++)
			if (!running[i].pid) {
				start(&running[i], jobs[next].argv, envs[next], l->timeout_s);
				next++;
			}
		nanosleep(&pause, NULL);
	}
}

static void become_watcher(void)
{
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	setsid();
	for (int fd = 0; fd < 3 && null >= 0; fd++)
		dup2(null, fd);
	/* no lock of ours may live as long as these */
	closefrom(3);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	if (chdir("/") < 0)
		_exit(126);
}

bool proc_start_jobs(const struct proc_job *jobs, size_t n, const struct proc_limits *limits,
                     struct err *err)
{
	char ***envs = xcalloc(n + 1, sizeof *envs);
	pid_t child;
	int failure = 0;

	for (size_t i = 0; i < n; i++)
		envs[i] = merged_env(jobs[i].env);
	child = fork();
	if (child == 0) {
		/* twice, so that the watcher is init's and no zombie is left */
		pid_t watcher = fork();

		if (watcher == 0) {
			become_watcher();
			watch(jobs, (char **const *)envs, n, limits);
			_exit(0);
		}
		_exit(watcher < 0);
	}
	if (child < 0)
		failure = errno;
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	for (size_t i = 0; i < n; i++)
		free(envs[i]);
	free(envs);
	if (failure)
		return err_set(err, _("cannot start %s: %s"), jobs[0].argv[0], strerror(failure));
	return true;
}
