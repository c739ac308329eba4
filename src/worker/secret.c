#include "worker/secret.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "base/str.h"
#include "base/url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Memory that held a secret is not left lying about. */
static void forget(struct str *s)
{
	if (s->data && s->len)
		explicit_bzero(s->data, s->len);
	str_release(s);
}

/* --- a command --------------------------------------------------------------------------------------- */

/* "Name: value", and not "Bearer a:b". */
static bool is_header(struct slice line)
{
	const char *colon = memchr(line.data, ':', line.len);

	if (!colon || colon == line.data || colon + 1 == line.data + line.len || colon[1] != ' ')
		return false;
	for (const char *p = line.data; p < colon; p++)
		if (!ascii_is_alpha((unsigned char)*p) && !ascii_is_digit((unsigned char)*p) &&
		    *p != '-' && *p != '_')
			return false;
	return true;
}

static char *line_of(struct str *printed, const char *name, struct err *err)
{
	struct slice rest = str_slice(printed), line = slice_trim(slice_next(&rest, '\n'));
	struct str header = STR_INIT;
	bool good = line.len > 0 && !slice_trim(rest).len;

	for (size_t i = 0; i < line.len; i++)
		good = good && (unsigned char)line.data[i] >= 0x20 && line.data[i] != 0x7f;
	if (!good) {
		err_set(err, _("auth-command: %s must print one line: a header, or what stands behind "
		               "“Authorization: ”"), name);
		return NULL;
	}
	if (!is_header(line))
		str_add(&header, "Authorization: ");
	str_add_slice(&header, line);
	return str_take(&header);
}

char *secret_of_command(const char *command, struct err *err)
{
	char **words = proc_words(command, NULL), *line = NULL;
	struct str printed;
	struct err why = ERR_INIT;

	str_init_limit(&printed, SECRET_LINE_MOST);
	if (!words || !words[0])
		err_set(err, "%s", _("auth-command: a quote is not closed, or there is no command"));
	else if (!proc_capture((const char *const *)words, SECRET_COMMAND_MS, &printed, &why))
		err_set(err, _("auth-command: %s"), why.text);
	else
		line = line_of(&printed, words[0], err);
	forget(&printed);
	proc_words_free(words);
	return line;
}

/* --- cookies ----------------------------------------------------------------------------------------- */

/* Into out, if it is a regular file of ours that nobody else may read. */
static bool read_private(const char *path, struct str *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char bytes[4096];
	struct stat st;
	ssize_t got;

	if (fd < 0 || fstat(fd, &st)) {
		err_set(err, _("cannot read the cookie-file %s: %s"), path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(err, _("the cookie-file %s is not a plain file"), path);
	} else if (st.st_uid != geteuid()) {
		err_set(err, _("the cookie-file %s belongs to somebody else: make a copy of your own"), path);
	} else if (st.st_mode & 077) {
		err_set(err, _("others may read the cookie-file %s: chmod 600 it first"), path);
	} else {
		while ((got = read(fd, bytes, sizeof bytes)) > 0 && !out->cut)
			str_append(out, bytes, (size_t)got);
		explicit_bzero(bytes, sizeof bytes);
		close(fd);
		if (!got && !out->cut)
			return true;
		return err_set(err, _("cannot read the whole cookie-file %s"), path);
	}
	if (fd >= 0)
		close(fd);
	return false;
}

struct place {
	struct slice host, path;
	bool is_secure;
};

/* ".example.com" and its hosts, or one host alone where the second field says FALSE. */
static bool domain_fits(struct slice domain, bool with_hosts, struct slice host)
{
	if (slice_begins(domain, "."))
		domain = slice_make(domain.data + 1, domain.len - 1);
	if (!domain.len || domain.len > host.len ||
	    strncasecmp(host.data + host.len - domain.len, domain.data, domain.len) != 0)
		return false;
	return domain.len == host.len ||
	       (with_hosts && host.data[host.len - domain.len - 1] == '.');
}

/* RFC 6265 §5.1.4 */
static bool path_fits(struct slice cookie, struct slice path)
{
	if (!path.len)
		path = slice_of("/");
	if (cookie.len > path.len || memcmp(cookie.data, path.data, cookie.len) != 0)
		return false;
	return cookie.len == path.len || !cookie.len || cookie.data[cookie.len - 1] == '/' ||
	       path.data[cookie.len] == '/';
}

static bool is_clean(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] <= 0x20 || s.data[i] == 0x7f || s.data[i] == ';')
			return false;
	return true;
}

/* domain, TRUE for its hosts too, path, TRUE for https only, end (0: none), name, value; tabs between. */
static void take_cookie(struct slice line, const struct place *place, int64_t now, struct str *out)
{
	struct slice field[7];
	char end[24] = "";
	int64_t ends;

	if (slice_begins(line, "#HttpOnly_"))
		line = slice_make(line.data + 10, line.len - 10);
	else if (slice_begins(line, "#"))
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(field); i++)
		field[i] = i == 6 ? line : slice_next(&line, '\t');
	if (!field[5].len || !is_clean(field[5]) || !is_clean(field[6]) || field[4].len >= sizeof end)
		return;
	memcpy(end, field[4].data, field[4].len);
	ends = strtoll(end, NULL, 10);
	if ((ends && ends <= now) || (slice_is_nocase(field[3], "TRUE") && !place->is_secure) ||
	    !domain_fits(field[0], slice_is_nocase(field[1], "TRUE"), place->host) ||
	    !path_fits(field[2], place->path))
		return;
	str_add(out, out->len ? "; " : "Cookie: ");
	str_add_slice(out, field[5]);
	str_add_char(out, '=');
	str_add_slice(out, field[6]);
}

const char *secret_of_cookies(const char *path, const char *url, int64_t now, struct arena *a,
                              struct err *err)
{
	struct url u = url_split(slice_of(url));
	struct place place = { u.host, u.path, slice_is_nocase(u.scheme, "https") };
	struct str text, line;
	const char *kept = NULL;

	str_init_limit(&text, SECRET_FILE_MOST);
	str_init_limit(&line, SECRET_COOKIES_MOST);
	if (read_private(path, &text, err)) {
		struct slice rest = str_slice(&text);

		while (rest.len) {
			struct slice row = slice_next(&rest, '\n');
			if (row.len && row.data[row.len - 1] == '\r')
				row.len--;
			take_cookie(row, &place, now, &line);
		}
		kept = arena_strndup(a, line.data ? line.data : "", line.len);
	}
	forget(&text);
	forget(&line);
	return kept;
}

/* --- of a run ----------------------------------------------------------------------------------------- */

void secrets_release(struct secrets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].line)
			explicit_bzero(s->v[i].line, strlen(s->v[i].line));
		free(s->v[i].line);
		free(s->v[i].command);
	}
	free(s->v);
	*s = (struct secrets){ 0 };
}

struct secret *secrets_find(const struct secrets *s, const char *command)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->v[i].command, command))
			return &s->v[i];
	return NULL;
}

struct secret *secrets_add(struct secrets *s, const char *command)
{
	struct secret *found = secrets_find(s, command);

	if (found)
		return found;
	ARRAY_PUSH(s->v, s->n, s->cap) = (struct secret){ .command = xstrdup(command) };
	return &s->v[s->n - 1];
}

void secrets_learn(struct secrets *s, const char *command, char *line, const struct err *err)
{
	struct secret *secret = secrets_add(s, command);

	free(secret->line);
	secret->line = line;
	secret->err = *err;
	secret->is_known = true;
}

void secrets_run(struct secrets *s, const char *command)
{
	struct err err = ERR_INIT;

	if (!secrets_find(s, command) || !secrets_find(s, command)->is_known)
		secrets_learn(s, command, secret_of_command(command, &err), &err);
}
