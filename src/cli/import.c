/*
 * import, export: subscriptions and marks of other readers, and of haowai itself.
 */
#include "base/i18n.h"
#include "base/path.h"
#include "cli/cli.h"
#include "config/parts.h"
#include "feed/opml.h"
#include "share/export.h"
#include "share/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { IMPORT_BYTES_MAX = 64 * 1024 * 1024 };

/* --- import ---------------------------------------------------------------------------------------- */

/* How many of its sources and other sections are there already. */
static void count_there(const struct import *in, const struct config *now, struct config_added *out)
{
	struct config *c = config_of_program(str_slice(&in->text));

	*out = (struct config_added){ in->n_others, 0 };
	for (size_t i = 0; i < c->n_sources; i++) {
		bool there = false;

		for (size_t k = 0; k < now->n_sources && !there; k++)
			there = text_same(now->sources[k].key, c->sources[i].key);
		if (c->sources[i].is_builtin)
			continue;
		if (there)
			out->n_there++;
		else
			out->n_added++;
	}
	config_free(c);
}

static void say_refused(const struct import *in)
{
	struct slice rest = str_slice(&in->refused);
	size_t told = 0;

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');
		cli_print(stderr, "  %.*s\n", (int)line.len, line.data);
		told++;
	}
	if (in->n_refused > told)
		cli_print(stderr, _("  and %zu more\n"), in->n_refused - told);
}

static bool take(struct cli *c, struct import *in, struct err *err)
{
	struct config *now = config_load(c->paths.config, c->paths.subscriptions);
	struct config_added added;
	bool ok = true;

	if (c->dry_run)
		count_there(in, now, &added);
	else
		ok = config_add_text(c->paths.subscriptions, now, str_slice(&in->text), &added, err);
	if (ok && c->dry_run && !c->quiet)
		cli_print(stdout, "%s", in->text.data);
	if (ok && !c->quiet)
		cli_print(
			stdout,
			c->dry_run
				? _("%s: %zu would be added, %zu are there already, %zu refused\n")
				: _("%s: %zu added, %zu there already, %zu refused\n"),
			in->kind, added.n_added, added.n_there, in->n_refused);
	config_free(now);
	return ok;
}

static int import_list(struct cli *c, struct slice bytes)
{
	struct import in;
	struct err err = ERR_INIT;
	int status = EXIT_DONE;

	import_init(&in);
	if (!import_read(bytes, &in, &err) || !take(c, &in, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	say_refused(&in);
	/* a list of which nothing at all could be taken is an input that failed */
	if (in.n_refused && !in.n_sources && !in.n_others)
		status = EXIT_INPUT;
	import_release(&in);
	return status;
}

static FILE *open_input(const char *path, struct err *err)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "rbe") : stdin;

	if (!f)
		err_set(err, _("cannot open %s: %s"), path, strerror(errno));
	return f;
}

/* Our own export is read as it comes: it may be larger than memory. */
static int import_own(struct cli *c, FILE *from)
{
	struct import_result r;
	struct err err = ERR_INIT;
	int status = EXIT_DONE;

	if (!import_json(from, &c->paths, c->dry_run, &r, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else if (!c->quiet)
		cli_print(
			stdout,
			_("haowai: %zu sources added, %zu there already, %zu refused; marks of %zu "
		          "articles, %zu articles are not here\n"),
			r.added.n_added, r.added.n_there, r.lists.n_refused, r.n_marked,
			r.n_unknown);
	say_refused(&r.lists);
	import_release(&r.lists);
	return status;
}

static bool read_rest(FILE *from, struct str *out)
{
	char piece[65536];
	size_t n;

	while ((n = fread(piece, 1, sizeof piece, from)) > 0)
		if (!str_append(out, piece, n))
			return false;
	return !ferror(from);
}

int cli_import(struct cli *c)
{
	struct err err = ERR_INIT;
	FILE *from = open_input(c->args[0], &err);
	struct str bytes = STR_INIT;
	int first, status;

	if (!from)
		return cli_fail(EXIT_INPUT, err.text);
	do {
		first = getc(from);
	} while (ascii_is_space(first));
	ungetc(first, from);
	if (first == '{') {
		status = import_own(c, from);
	} else {
		str_init_limit(&bytes, IMPORT_BYTES_MAX);
		if (read_rest(from, &bytes)) {
			status = import_list(c, str_slice(&bytes));
		} else {
			err_set(&err, _("cannot read %s"), c->args[0]);
			status = cli_fail(EXIT_INPUT, err.text);
		}
		str_release(&bytes);
	}
	if (from != stdin)
		fclose(from);
	return status;
}

/* --- export ------------------------------------------------------------------------------------------ */

static bool write_all(struct cli *c, FILE *to, struct err *err)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	bool ok = c->opml ? export_opml(to, config) : export_json(to, config, &c->paths, err);

	config_free(config);
	if (ok && !fflush(to) && !ferror(to))
		return true;
	return err->text[0] ? false : err_set(err, _("cannot write the export: %s"), strerror(errno));
}

int cli_export(struct cli *c)
{
	struct err err = ERR_INIT;
	struct str part = STR_INIT;
	FILE *to = stdout;
	bool ok, is_beside = false;

	if (c->opml && c->json)
		return cli_fail(EXIT_USAGE, _("--opml or --json, not both"));
	c->opml = !c->json;
	if (c->out) {
		/* beside it first: a full disk must not cost the export before */
		is_beside = !path_is_outlet(c->out);
		str_printf(&part, "%s%s", c->out, is_beside ? ".part" : "");
		to = fopen(part.data, "wbe");
		if (!to) {
			err_set(&err, _("cannot write %s: %s"), part.data, strerror(errno));
			str_release(&part);
			return cli_fail(EXIT_INPUT, err.text);
		}
	}
	ok = write_all(c, to, &err);
	if (c->out) {
		ok = (!fclose(to) || err.text[0] || err_set(&err, "%s", strerror(errno))) && ok;
		if (ok && is_beside && rename(part.data, c->out))
			ok = err_set(&err, _("cannot write %s: %s"), c->out, strerror(errno));
		if (!ok && is_beside)
			unlink(part.data);
	}
	str_release(&part);
	return ok ? EXIT_DONE : cli_fail(EXIT_INPUT, err.text);
}
