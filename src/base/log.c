#include "base/log.h"
#include "base/clock.h"
#include "base/mem.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_LINES = 500, LINE_BYTES = 1024, FILE_BYTES = 1024 * 1024 };

/* The log is the one thing every thread shares: one lock, short holds. */
static struct {
	pthread_mutex_t lock;
	int fd;
	char *path;
	struct log_entry kept[KEPT_LINES];
	size_t next, n;
} state = { .lock = PTHREAD_MUTEX_INITIALIZER, .fd = -1 };

static const char *const level_names[] = { "debug", "info", "warn", "error" };

static void open_file(void)
{
	state.fd = open(state.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static void close_file(void)
{
	if (state.fd >= 0)
		close(state.fd);
	state.fd = -1;
}

void log_open(const char *path)
{
	pthread_mutex_lock(&state.lock);
	close_file();
	free(state.path);
	state.path = path ? xstrdup(path) : NULL;
	if (state.path)
		open_file();
	pthread_mutex_unlock(&state.lock);
}

void log_close(void)
{
	log_open(NULL);
	pthread_mutex_lock(&state.lock);
	for (size_t i = 0; i < KEPT_LINES; i++) {
		free(state.kept[i].text);
		state.kept[i].text = NULL;
	}
	state.n = state.next = 0;
	pthread_mutex_unlock(&state.lock);
}

/* Errors of libraries may quote what came from the net: no control byte goes on from here. */
static void drop_controls(char *line)
{
	for (unsigned char *p = (unsigned char *)line; *p; p++) {
		if (*p < 0x20 || *p == 0x7f)
			*p = ' ';
		else if (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
			p[0] = p[1] = ' ';
	}
}

static void roll_over(void)
{
	struct stat st;
	char old[4096];

	if (fstat(state.fd, &st) || st.st_size < FILE_BYTES)
		return;
	if (snprintf(old, sizeof old, "%s.1", state.path) >= (int)sizeof old)
		return;
	close_file();
	if (rename(state.path, old))
		unlink(state.path);
	open_file();
}

static void write_file(int64_t now, enum log_level level, const char *line)
{
	char stamp[TIME_TEXT_SIZE], whole[LINE_BYTES + 64];
	int n;

	time_format_utc(now, stamp);
	n = snprintf(whole, sizeof whole, "%s %s %s\n", stamp, level_names[level], line);
	/* a log that cannot be written must not stop the news */
	if (write(state.fd, whole, (size_t)n) < 0)
		close_file();
	else
		roll_over();
}

void log_line(enum log_level level, const char *format, ...)
{
	char line[LINE_BYTES];
	int64_t now = clock_now();
	struct log_entry *slot;
	va_list ap;

	va_start(ap, format);
	vsnprintf(line, sizeof line, format, ap);
	va_end(ap);
	drop_controls(line);
	pthread_mutex_lock(&state.lock);
	slot = &state.kept[state.next];
	free(slot->text);
	*slot = (struct log_entry){ now, level, xstrdup(line) };
	state.next = (state.next + 1) % KEPT_LINES;
	if (state.n < KEPT_LINES)
		state.n++;
	if (state.fd >= 0)
		write_file(now, level, line);
	pthread_mutex_unlock(&state.lock);
}

size_t log_entries(struct log_entry **out, size_t most)
{
	size_t n, first;

	pthread_mutex_lock(&state.lock);
	n = state.n < most ? state.n : most;
	first = (state.next + KEPT_LINES - n) % KEPT_LINES;
	*out = xcalloc(n, sizeof **out);
	for (size_t i = 0; i < n; i++) {
		(*out)[i] = state.kept[(first + i) % KEPT_LINES];
		(*out)[i].text = xstrdup((*out)[i].text);
	}
	pthread_mutex_unlock(&state.lock);
	return n;
}

void log_entries_free(struct log_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(entries[i].text);
	free(entries);
}
