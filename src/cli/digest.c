/*
 * digest: what matters of the last hours on one page, for cron and mail. Nothing is fetched.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/json_digest.h"
#include "digest/write.h"
#include "reader/digest.h"
#include "reader/setting.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SINCE_S = 12 * 3600,
	SINCE_MOST_S = 366 * 86400,
	PER_TAG_MOST = 50,
	SUMMARY_CELLS = 120,     /* where lines have no end: Markdown, HTML, JSON */
};

enum format { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_HTML, FORMAT_JSON };

/* "8h" → seconds; false when it is no span. */
static bool parse_span(const char *text, int64_t *seconds)
{
	static const struct {
		char unit;
		long s;
	} units[] = { { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 } };
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || n <= 0 || !*end || end[1])
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].unit == *end && n <= SINCE_MOST_S / units[i].s) {
			*seconds = n * units[i].s;
			return true;
		}
	return false;
}

static bool find_since(const struct cli *c, struct reader *r, int64_t *since, struct err *err)
{
	int64_t span = SINCE_S;

	*since = TIME_NONE;
	if (c->since && !strcmp(c->since, "last"))
		*since = reader_last_digest(r);
	else if (c->since && !parse_span(c->since, &span))
		return err_set(err, _("--since wants a span as 30m, 8h, 3d or 1w, or last, not “%s”"),
		               c->since);
	if (*since == TIME_NONE)
		*since = clock_now() - span;
	return true;
}

static bool find_format(const struct cli *c, enum format *out, struct err *err)
{
	static const char *const words[] = { "text", "markdown", "html", "json" };

	*out = c->json ? FORMAT_JSON : FORMAT_TEXT;
	if (!c->format)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i], c->format)) {
			*out = (enum format)i;
			return true;
		}
	return err_set(err, _("--format takes text, markdown, html or json, not “%s”"), c->format);
}

static void write_digest(struct str *out, const struct digest *d, const struct setting *setting,
                         const struct cli *c, enum format format)
{
	struct digest_look look = { .wrap = setting->layout.wrap, .ascii = c->ascii,
		                    .offset_s = clock_local_offset(d->until) };
	int cells = c->width ? look.wrap.measure : SUMMARY_CELLS;

	if (format == FORMAT_JSON)
		json_digest(out, d, &look, cells);
	else if (!d->lead && format == FORMAT_HTML)
		digest_html_nothing(out, d, &look);
	else if (!d->lead)
		digest_add_nothing(out, d, look.offset_s);
	else if (format == FORMAT_MARKDOWN)
		digest_markdown(out, d, &look, cells);
	else if (format == FORMAT_HTML)
		digest_html(out, d, &look, cells);
	else
		digest_text(out, d, &look);
}

/* Beside it first: a full disk must not cost the digest before. */
static bool write_file(const char *path, const struct str *text, struct err *err)
{
	struct str part = STR_INIT;
	FILE *to;
	bool ok;

	if (path_is_outlet(path))
		return path_write(path, str_slice(text), 0, err);
	str_printf(&part, "%s.part", path);
	to = fopen(part.data, "wbe");
	ok = to != NULL;
	if (to) {
		ok = fwrite(text->data, 1, text->len, to) == text->len;
		ok = !fclose(to) && ok && !rename(part.data, path);
	}
	if (!ok) {
		err_set(err, _("cannot write %s: %s"), path, strerror(errno));
		unlink(part.data);
	}
	str_release(&part);
	return ok;
}

static int print_text(const struct str *text)
{
	cli_print(stdout, "%s", text->data ? text->data : "");
	if (!ferror(stdout) && !fflush(stdout))
		return EXIT_DONE;
	if (errno != EPIPE)
		return EXIT_INPUT; /* the end of the program says why */
	clearerr(stdout); /* a reader that has seen enough needs no word */
	return EXIT_INPUT;
}

static int print_digest(struct cli *c, struct reader *r, const struct digest_ask *ask, enum format format)
{
	struct digest d = { .n_new = 0 };
	struct str text = STR_INIT;
	struct setting setting;
	struct err err = ERR_INIT;
	int64_t now = clock_now();
	int status = EXIT_DONE;

	if (!setting_of_cli(&setting, c, &reader_config(r)->options, &err)) {
		status = EXIT_USAGE;
	} else if (!reader_digest(r, ask, &d, &err)) {
		status = EXIT_INPUT;
	} else if (err.text[0]) {
		status = EXIT_USAGE; /* as in cli_set_filter() */
	} else {
		write_digest(&text, &d, &setting, c, format);
		if (c->out && !write_file(c->out, &text, &err))
			status = EXIT_INPUT;
		else if (!c->out)
			status = print_text(&text);
	}
	/* what could not be handed over comes again next time */
	if (status == EXIT_DONE && c->since && !strcmp(c->since, "last") &&
	    !reader_set_last_digest(r, now, &err))
		status = EXIT_INPUT;
	if (err.text[0])
		cli_fail(status, err.text);
	digest_release(&d);
	str_release(&text);
	return status;
}

int cli_digest(struct cli *c)
{
	struct digest_ask ask = { .filter = c->filter, .hot_most = DIGEST_HOT };
	struct err err = ERR_INIT;
	enum format format;
	struct reader *r;
	long per_tag;
	int status;

	if (!cli_number("--per-tag", c->per_tag, 0, PER_TAG_MOST, DIGEST_PER_TAG, &per_tag))
		return EXIT_USAGE;
	if (!find_format(c, &format, &err))
		return cli_fail(EXIT_USAGE, err.text);
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	ask.per_tag = (size_t)per_tag;
	/* the built-in edition has a date of its own */
	ask.or_newest = !reader_config(r)->has_sources;
	status = find_since(c, r, &ask.since, &err) ? print_digest(c, r, &ask, format)
	                                             : cli_fail(EXIT_USAGE, err.text);
	if (cli_notices(r) && status == EXIT_DONE)
		status = EXIT_INPUT;
	reader_close(r);
	return status;
}
