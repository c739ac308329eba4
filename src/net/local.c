#include "net/local.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/inflate.h"
#include "text/clean.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool local_is_file(const char *url)
{
	return slice_begins_nocase(slice_of(url), "file:");
}

/* The path an address names; NULL when it names another computer's or none. */
static char *path_of(const char *url)
{
	struct url u = url_split(slice_of(url));
	struct str path = STR_INIT;

	if (u.host.len && !slice_is_nocase(u.host, "localhost"))
		return NULL;
	url_decode(&path, u.path, false);
	if (!slice_begins(str_slice(&path), "/") || memchr(path.data, '\0', path.len)) {
		str_release(&path);
		return NULL;
	}
	return str_take(&path);
}

static void read_all(int fd, struct fetch_answer *answer)
{
	struct inflater inflater;
	enum inflate_result result = INFLATE_GOOD;
	char piece[65536];
	ssize_t n;

	inflater_init(&inflater, PACKING_NONE);
	while (result == INFLATE_GOOD && (n = read(fd, piece, sizeof piece)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set(&answer->err, "%s", strerror(errno));
			break;
		}
		answer->bytes_received += n;
		result = inflater_feed(&inflater, piece, (size_t)n, &answer->body);
	}
	if (result == INFLATE_GOOD && !*answer->err.text)
		result = inflater_finish(&inflater, &answer->body);
	inflater_release(&inflater);
	if (result == INFLATE_FULL)
		answer->outcome = FETCH_TOO_LARGE;
	else if (result != INFLATE_GOOD)
		err_set(&answer->err, "%s", _("the packed file is damaged"));
	else if (!*answer->err.text)
		answer->outcome = FETCH_OK;
}

/* Read path, or say in answer->err why not (without its name). */
static void read_path(const char *path, const char *etag, struct fetch_answer *answer)
{
	char mark[96];
	struct stat st;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(&answer->err, "%s", strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(&answer->err, "%s", _("not a file"));
	} else {
		snprintf(mark, sizeof mark, "\"%jx-%jx-%lx\"", (uintmax_t)st.st_size,
		         (uintmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
		answer->etag = xstrdup(mark);
		if (text_same(etag, mark))
			answer->outcome = FETCH_NOT_MODIFIED;
		else
			read_all(fd, answer);
	}
	if (fd >= 0)
		close(fd);
}

void local_read(const char *url, const char *etag, size_t limit, struct fetch_answer *answer)
{
	char *path = path_of(url), *name = text_cleaned(path ? path : url, CLEAN_LINE);
	struct err why;

	answer->outcome = FETCH_FAILED;
	answer->body.limit = limit;
	if (path)
		read_path(path, etag, answer);
	else
		err_set(&answer->err, "%s", _("not a path on this computer"));
	answer->body.limit = 0;
	why = answer->err;
	err_clear(&answer->err);
	if (answer->outcome == FETCH_FAILED)
		err_set(&answer->err, _("cannot read %s: %s"), name, why.text);
	else if (answer->outcome == FETCH_TOO_LARGE)
		err_set(&answer->err, _("%s: too large, cut after %zu KiB"), name, limit / 1024);
	free(name);
	free(path);
}
