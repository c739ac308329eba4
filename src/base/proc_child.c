/* A program that is listened to while other things go on: proc.h says what it is given. */
#include "base/proc.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/proc_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REAP_MS = 10, READ_SIZE = 1 << 14 };

/* What it reads stands in memory as a whole: it can neither be waited for nor wait for us. */
static int file_of(struct slice input)
{
	int fd = memfd_create("haowai", MFD_CLOEXEC);
	size_t done = 0;

	while (fd >= 0 && done < input.len) {
		ssize_t n = write(fd, input.data + done, input.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		done += (size_t)n;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

bool proc_child_start(struct proc_child *c, const struct proc_start *s, struct err *err)
{
	int ends[2], from = file_of(s->input), failure;

	*c = (struct proc_child){ .fd = -1 };
	if (from < 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK)) {
		failure = errno;
		if (from >= 0)
			close(from);
		return err_set(err, _("cannot start %s: %s"), s->argv[0], strerror(failure));
	}
	fcntl(ends[1], F_SETFL, 0); /* its own end waits, as programs expect */
	failure = proc_spawn(&c->pid, s->argv, s->env, (int[]){ from, ends[1], ends[1] });
	close(from);
	close(ends[1]);
	if (failure) {
		close(ends[0]);
		c->pid = 0;
		return err_set(err, _("cannot start %s: %s"), s->argv[0], strerror(failure));
	}
	c->fd = ends[0];
	c->end_ms = clock_monotonic_ms() + s->timeout_ms;
	return true;
}

bool proc_child_is_running(const struct proc_child *c)
{
	return c->pid > 0;
}

int proc_child_timeout_ms(const struct proc_child *c)
{
	int64_t left = c->end_ms - clock_monotonic_ms();

	if (!proc_child_is_running(c))
		return -1;
	if (c->fd < 0 && left > REAP_MS)
		left = REAP_MS;
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

static void close_pipe(struct proc_child *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}

void proc_child_end(struct proc_child *c)
{
	if (proc_child_is_running(c)) {
		kill(-c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	c->pid = 0;
	close_pipe(c);
}

/* At most so much at once, so that the screen is drawn between. */
static void read_some(struct proc_child *c, struct str *out)
{
	char bytes[READ_SIZE];
	ssize_t n = read(c->fd, bytes, sizeof bytes);

	if (n > 0)
		str_append(out, bytes, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_pipe(c);
}

enum proc_child_state proc_child_step(struct proc_child *c, struct str *out, int *status)
{
	pid_t got;

	if (c->fd >= 0)
		read_some(c, out);
	if (out->cut) {
		proc_child_end(c);
		return PROC_CHILD_CUT;
	}
	if (c->fd < 0) {
		got = waitpid(c->pid, status, WNOHANG);
		if (got == c->pid || (got < 0 && errno != EINTR)) {
			c->pid = 0;
			*status = got < 0 ? 0 : *status;
			return PROC_CHILD_ENDED;
		}
	}
	if (clock_monotonic_ms() < c->end_ms)
		return PROC_CHILD_RUNS;
	proc_child_end(c);
	return PROC_CHILD_LATE;
}
