/*
 * Several programs after one another, a few at once, watched by a process of their own: the program that
 * asked goes on, and may even end. Between fork() and exec only what is safe there is called: the
 * program that forks has threads.
 */
#include "base/proc.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE_MOST = 16, LOOK_EVERY_MS = 20 };

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
		proc_become(argv, env);
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

struct work {
	const struct proc_job *jobs;
	char ***envs;
	size_t n;
	const struct proc_limits *limits;
};

/* Of the working folder the lock may be named by, and the commands: it is not left. */
static void watch(const void *arg, int report)
{
	const struct work *w = arg;
	const struct proc_limits *l = w->limits;
	struct running running[AT_ONCE_MOST] = { { 0 } };
	struct timespec pause = { 0, LOOK_EVERY_MS * 1000000L };
	size_t at_once = l->at_once < AT_ONCE_MOST ? (size_t)l->at_once : AT_ONCE_MOST, next = 0;
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int lock;

	close(report);
	/* no lock of ours may live as long as these */
	closefrom(3);
	lock = l->lock ? open(l->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	/* those of an earlier call come first: never more than at_once of all of them */
	while (lock >= 0 && fcntl(lock, F_SETLKW, &whole) && errno == EINTR)
		;
	while (look_after(running, at_once) || next < w->n) {
		for (size_t i = 0; i < at_once && next < w->n; i++)
			if (!running[i].pid) {
				start(&running[i], w->jobs[next].argv, w->envs[next], l->timeout_s);
				next++;
			}
		nanosleep(&pause, NULL);
	}
	_exit(0);
}

bool proc_start_jobs(const struct proc_job *jobs, size_t n, const struct proc_limits *limits,
                     struct err *err)
{
	struct work w = { jobs, xcalloc(n + 1, sizeof *w.envs), n, limits };
	int failure;

	for (size_t i = 0; i < n; i++)
		w.envs[i] = proc_environment(jobs[i].env);
	failure = proc_detach(watch, &w);
	for (size_t i = 0; i < n; i++)
		free(w.envs[i]);
	free(w.envs);
	return !failure || err_set(err, _("cannot start %s: %s"), jobs[0].argv[0], strerror(failure));
}
