#include "worker/watch.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

struct watch {
	int fd;
	char *name;     /* news.db */
	char *log_name; /* news.db-wal */
};

struct watch *watch_open(const char *database)
{
	struct watch *w = xcalloc(1, sizeof *w);
	const char *slash = strrchr(database, '/');
	char *folder = slash ? xstrndup(database, (size_t)(slash - database)) : xstrdup(".");
	struct str log_name = STR_INIT;

	w->name = xstrdup(slash ? slash + 1 : database);
	str_printf(&log_name, "%s-wal", w->name);
	w->log_name = xstrdup(log_name.data);
	str_release(&log_name);
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	/* the folder, not the files: they come and go */
	if (w->fd >= 0 && inotify_add_watch(w->fd, *folder ? folder : "/",
	                                    IN_MODIFY | IN_CREATE | IN_MOVED_TO) < 0) {
		close(w->fd);
		w->fd = -1;
	}
	free(folder);
	return w;
}

void watch_close(struct watch *w)
{
	if (!w)
		return;
	if (w->fd >= 0)
		close(w->fd);
	free(w->name);
	free(w->log_name);
	free(w);
}

int watch_fd(const struct watch *w)
{
	return w ? w->fd : -1;
}

static bool is_ours(const struct watch *w, const struct inotify_event *e, const char *name)
{
	return (e->mask & IN_Q_OVERFLOW) ||
	       (e->len && (!strcmp(name, w->name) || !strcmp(name, w->log_name)));
}

bool watch_take(struct watch *w)
{
	_Alignas(struct inotify_event) char buffer[4096];
	bool told = false;
	ssize_t got;

	if (watch_fd(w) < 0)
		return false;
	while ((got = read(w->fd, buffer, sizeof buffer)) > 0)
		for (size_t at = 0; at < (size_t)got;) {
			struct inotify_event e;

			memcpy(&e, buffer + at, sizeof e);
			told |= is_ours(w, &e, buffer + at + sizeof e);
			at += sizeof e + e.len;
		}
	return told;
}
