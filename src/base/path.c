#include "base/path.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *dir, const char *name)
{
	struct str s = STR_INIT;

	str_add(&s, dir);
	if (s.len && s.data[s.len - 1] != '/')
		str_add_char(&s, '/');
	str_add(&s, name);
	return str_take(&s);
}

bool path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool path_make_folders(const char *dir, struct err *err)
{
	char *copy = xstrdup(dir);
	bool ok = true;

	for (char *p = copy + 1; ok; p++) {
		char c = *p;
		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) && errno != EEXIST)
			ok = err_set(err, _("cannot make the folder %s: %s"), copy, strerror(errno));
		*p = c;
		if (!c)
			break;
	}
	free(copy);
	return ok;
}

/* An XDG folder: the variable if it holds an absolute path (as the specification asks), else
 * HOME/fallback; "haowai" below it. */
static char *xdg_folder(const char *variable, const char *fallback)
{
	const char *value = getenv(variable), *home = getenv("HOME");
	char *base, *dir;

	if (value && value[0] == '/')
		base = xstrdup(value);
	else
		base = path_join(home && *home ? home : "/", fallback);
	dir = path_join(base, "haowai");
	free(base);
	return dir;
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

bool paths_init(struct paths *p, const char *home, const char *config, struct err *err)
{
	char *config_dir = home ? xstrdup(home) : xdg_folder("XDG_CONFIG_HOME", ".config");
	char *dir;
	bool ok;

	p->data = home ? xstrdup(home) : xdg_folder("XDG_DATA_HOME", ".local/share");
	p->state = home ? path_join(home, "state") : xdg_folder("XDG_STATE_HOME", ".local/state");
	p->config = config ? xstrdup(config) : path_join(config_dir, "config");
	/* --config names another's file: what the program adds stays with it */
	dir = config ? folder_of(config) : xstrdup(config_dir);
	p->subscriptions = path_join(dir, "subscriptions");
	ok = path_make_folders(p->data, err) && path_make_folders(p->state, err) &&
	     (config || path_make_folders(config_dir, err));
	free(dir);
	free(config_dir);
	if (!ok)
		paths_release(p);
	return ok;
}

void paths_release(struct paths *p)
{
	free(p->config);
	free(p->subscriptions);
	free(p->data);
	free(p->state);
	memset(p, 0, sizeof *p);
}

static bool read_all(int fd, const char *path, struct str *out, size_t limit, struct err *err)
{
	size_t before = out->len;
	char buffer[65536];

	for (;;) {
		ssize_t n = read(fd, buffer, sizeof buffer);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, _("cannot read %s: %s"), path, strerror(errno));
		if (n == 0)
			return true;
		if (out->len - before + (size_t)n > limit)
			return err_set(err, _("%s is larger than %zu MiB"), path, limit >> 20);
		str_append(out, buffer, (size_t)n);
	}
}

bool path_read(const char *path, struct str *out, size_t limit, struct err *err)
{
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return err_set(err, _("cannot open %s: %s"), path, strerror(errno));
	/* opening a pipe nobody writes to must not wait; reading one, as of `<(command)`, must */
	if (!is_stdin)
		fcntl(fd, F_SETFL, 0);
	ok = read_all(fd, path, out, limit, err);
	if (!is_stdin)
		close(fd);
	return ok;
}

static void keep_copies(const char *path, int copies)
{
	char from[4096], to[4096];

	for (int i = copies; i > 0; i--) {
		int n = i > 1 ? snprintf(from, sizeof from, "%s.%d", path, i - 1)
		              : snprintf(from, sizeof from, "%s", path);
		if (n >= (int)sizeof from ||
		    snprintf(to, sizeof to, "%s.%d", path, i) >= (int)sizeof to)
			return;
		if (i > 1) {
			rename(from, to);
		} else {
			/* the file itself must never be missing: link, do not move */
			unlink(to);
			if (link(from, to) && errno != ENOENT)
				return;
		}
	}
}

static bool write_whole(int fd, struct slice content)
{
	while (content.len) {
		ssize_t n = write(fd, content.data, content.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		content.data += n;
		content.len -= (size_t)n;
	}
	return true;
}

static void sync_folder(const char *path)
{
	char *dir = folder_of(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(dir);
}

bool path_is_outlet(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode);
}

static bool write_into(const char *path, struct slice content, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0 && write_whole(fd, content);

	if (fd >= 0)
		ok = !close(fd) && ok;
	return ok || err_set(err, _("cannot write %s: %s"), path, strerror(errno));
}

bool path_write(const char *path, struct slice content, int copies, struct err *err)
{
	struct str temporary = STR_INIT;
	bool ok = false;
	int fd;

	if (path_is_outlet(path))
		return write_into(path, content, err);
	str_printf(&temporary, "%s.new-%ld", path, (long)getpid());
	fd = open(temporary.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		err_set(err, _("cannot write %s: %s"), path, strerror(errno));
		goto out;
	}
	ok = write_whole(fd, content) && fsync(fd) == 0;
	if (close(fd) || !ok) {
		ok = err_set(err, _("cannot write %s: %s"), path, strerror(errno));
		unlink(temporary.data);
		goto out;
	}
	keep_copies(path, copies);
	ok = rename(temporary.data, path) == 0;
	if (!ok) {
		err_set(err, _("cannot write %s: %s"), path, strerror(errno));
		unlink(temporary.data);
		goto out;
	}
	sync_folder(path);
out:
	str_release(&temporary);
	return ok;
}
