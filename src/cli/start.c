/* What is looked at before anything is opened. */
#include "base/i18n.h"
#include "base/str.h"
#include "base/url.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
	struct stat st;

	errno = EISDIR;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

const char *cli_language(int argc, char **argv)
{
	static const char option[] = "--language";
	const size_t n = sizeof option - 1;

	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		const char *value = NULL;

		if (!strncmp(argv[i], option, n) && argv[i][n] == '=')
			value = argv[i] + n + 1;
		else if (!strcmp(argv[i], option) && i + 1 < argc)
			value = argv[i + 1];
		if (value)
			return i18n_knows(value) ? value : NULL;
	}
	return NULL;
}

bool cli_can_start(const struct cli *c, struct err *err)
{
	if (c->language && strcmp(c->language, "auto") && !i18n_knows(c->language))
		return err_set(err, _("--language takes en or zh, not “%s”"), c->language);
	if (c->config && strcmp(c->config, "-") &&
	    (access(c->config, R_OK) || is_folder(c->config)))
		return err_set(err, _("cannot read %s: %s"), c->config, strerror(errno));
	return true;
}

static bool not_an_address(const char *what, struct err *err)
{
	char *shown = url_masked(what);

	err_set(err, _("%s cannot be fetched; http, https and file addresses can"), shown);
	free(shown);
	return false;
}

bool cli_can_open(const char *what, struct err *err)
{
	struct url u = url_split(slice_of(what));

	if (strstr(what, "://"))
		return url_is_web(what) || slice_is_nocase(u.scheme, "file") ||
		       not_an_address(what, err);
	if (!access(what, R_OK))
		return true;
	/* "javascript:…", "mailto:…" */
	if (u.scheme.len > 1 && !strchr(what, '/'))
		return not_an_address(what, err);
	return err_set(err, _("cannot open %s: %s"), what, strerror(errno));
}
