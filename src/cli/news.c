/*
 * refresh, list, show: the news without a screen.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/json_rows.h"
#include "reader/setting.h"
#include "share/flyer.h"
#include "share/take.h"
#include "text/clean.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool find_ids(struct cli *c, struct reader *r, int64_t *ids, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < c->n_args; i++) {
		struct err err = ERR_INIT;
		const struct source *s = reader_find_source(r, c->args[i], &err);

		if (!s) {
			cli_fail(0, err.text);
			return false;
		}
		ids[(*n)++] = reader_source_ensure(r, s);
	}
	return true;
}

/* A source named after its host: the sentence begins with that already. */
static void say_problem(const struct source *s, const char *format, const char *problem)
{
	struct err err = ERR_INIT;
	size_t n = strlen(s->name);

	if (!strncmp(problem, s->name, n) && (problem[n] == ':' || !strncmp(problem + n, "：", 3)))
		err_set(&err, "%s", problem);
	else
		err_set(&err, format, s->name, problem);
	cli_fail(0, err.text);
}

/* Every source that failed just now, one line each; how many of them could not even be asked. */
static int say_failures(struct cli *c, struct reader *r, const int64_t *ids, size_t n)
{
	const struct config *config = reader_config(r);
	int unusable = 0;

	for (size_t i = 0; i < config->n_sources; i++) {
		const struct source *s = &config->sources[i];
		int64_t id = reader_source_id(r, s);
		const char *problem = s->problem;
		bool wanted = !n;

		for (size_t k = 0; k < n; k++)
			wanted |= ids[k] == id;
		if (!wanted || s->is_builtin || (s->paused && !n))
			continue;
		unusable += problem != NULL;
		if (!problem)
			reader_source_problem(r, id, &problem);
		if (!problem)
			continue;
		if (s->problem || reader_source_was_asked(r, id))
			say_problem(s, _("%s: %s"), problem);
		else if (!c->quiet)
			say_problem(s, _("%s: not asked this time; %s"), problem);
	}
	return unusable;
}

static void print_refreshed(const struct cli *c, const struct reader *r)
{
	struct reader_progress p = reader_progress(r);

	if (c->json)
		json_refresh(stdout, p.total, p.failed, p.n_new);
	else if (c->quiet || p.elsewhere)
		return;
	else if (!reader_config(r)->has_sources)
		cli_print(stdout, "%s\n",
		          _("no source of your own yet: haowai(5) says how to name one"));
	else
		cli_print(stdout, _("%d sources, %d new articles, %d failed\n"), p.total, p.n_new,
		          p.failed);
}

int cli_refresh(struct cli *c)
{
	struct reader *r = cli_reader(c, NULL);
	int64_t ids[64];
	size_t n;
	struct err err = ERR_INIT;
	int status = EXIT_INPUT;

	if (!r)
		return EXIT_INPUT;
	if (find_ids(c, r, ids, &n)) {
		status = reader_refresh_wait(r, ids, n, &err) ? EXIT_DONE : cli_fail(EXIT_INPUT, err.text);
		if (!c->quiet)
			cli_notices(r);
		if (!reader_progress(r).elsewhere && say_failures(c, r, ids, n))
			status = EXIT_INPUT;
		if (reader_progress(r).failed)
			status = EXIT_INPUT;
		print_refreshed(c, r);
	}
	reader_close(r);
	return status;
}

void cli_refresh_added(struct cli *c, const char *name)
{
	struct reader_options o = { .paths = &c->paths, .no_worker = true, .key_of = c->key_of };
	struct err err = ERR_INIT;
	struct reader *r = reader_open(&o, &err);
	const struct source *s = r ? reader_find_source(r, name, &err) : NULL;
	int64_t id = s ? reader_source_ensure(r, s) : 0;

	if (!s || !reader_refresh_wait(r, &id, 1, &err)) {
		cli_fail(0, err.text);
	} else if (reader_progress(r).elsewhere) {
		cli_stored_later(c, name);
	} else {
		if (!c->quiet)
			cli_notices(r);
		say_failures(c, r, &id, 1);
		if (!reader_progress(r).failed && s->kind == SOURCE_FEED && !c->json && !c->quiet)
			cli_print(stdout, _("  stored: %d new articles\n"), reader_progress(r).n_new);
	}
	reader_close(r);
}

void cli_stored_later(const struct cli *c, const char *name)
{
	char *clean = text_cleaned(name, CLEAN_LINE);

	if (!c->json && !c->quiet)
		cli_print(stdout, _("  nothing is stored yet: haowai refresh %s\n"), clean);
	free(clean);
}

static const char *short_time(int64_t time, char out[32])
{
	struct civil c;

	if (time == TIME_NONE)
		return "-";
	c = civil_from_utc(time, clock_local_offset(time));
	snprintf(out, 32, "%04d-%02d-%02d %02d:%02d", c.year % 10000, c.month, c.day, c.hour,
	         c.minute);
	return out;
}

static void print_items(struct cli *c, struct reader *r, size_t n)
{
	struct json_rows *rows = c->json ? json_rows_open(stdout) : NULL;

	for (size_t i = 0; i < n; i++) {
		const struct item *item = reader_list_row(r, i);
		char time[32];

		if (!item)
			break;
		if (rows)
			json_rows_item(rows, item);
		else
			cli_print(stdout, "%" PRId64 "\t%s\t%s\t%s\n", item->id,
			          short_time(item->sort_time, time),
			          item->source ? item->source : "", item->title);
	}
	if (rows)
		json_rows_close(rows);
}

/* What a filter did not understand is said, and counts as wrong usage: a script must not take the whole
 * list for the answer to a question that was not asked. */
bool cli_set_filter(struct cli *c, struct reader *r)
{
	struct err err = ERR_INIT;

	if (!c->filter)
		return true;
	reader_list_filter(r, c->filter, &err);
	if (!err.text[0])
		return true;
	cli_fail(EXIT_USAGE, err.text);
	return false;
}

int cli_list(struct cli *c)
{
	struct place all = { PLACE_ALL, "", 0 };
	struct reader *r;
	long limit;
	size_t n;
	int status = EXIT_USAGE;

	if (!cli_number("--limit", c->limit, 0, CLI_LIMIT_MOST, CLI_LIMIT_MOST, &limit))
		return EXIT_USAGE;
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	reader_list_with_summary(r, c->json);
	if (reader_list_open(r, &all, NULL) && cli_set_filter(c, r)) {
		n = reader_list_count(r);
		print_items(c, r, n < (size_t)limit ? n : (size_t)limit);
		status = cli_notices(r) ? EXIT_INPUT : EXIT_DONE;
	}
	reader_close(r);
	return status;
}

/* As --format says, else as the ending of --out does; false: as the page is set. */
static bool take_by_format(struct cli *c, struct reader *r, const struct page *p, struct str *out)
{
	enum take_format format;

	if (c->format && !strcmp(c->format, "flyer")) {
		flyer_add(out, p, &reader_config(r)->options, clock_now());
		return true;
	}
	if (c->format)
		take_format_of_word(c->format, &format);
	else if (!c->out || (format = take_format_of_name(c->out)) == TAKE_TEXT)
		return false;
	take_page(p, format, out);
	return true;
}

static bool format_is_good(const struct cli *c, struct err *err)
{
	enum take_format format;

	if (!c->format || !strcmp(c->format, "flyer") || take_format_of_word(c->format, &format))
		return true;
	return err_set(err, _("--format takes text, markdown, html or flyer, not “%s”"), c->format);
}

static int put_out(const struct cli *c, const struct str *text)
{
	struct err err = ERR_INIT;

	if (!c->out)
		cli_print(stdout, "%s", text->data);
	else if (!path_write(c->out, str_slice(text), 0, &err))
		return cli_fail(EXIT_INPUT, err.text);
	return EXIT_DONE;
}

static int show_page(struct cli *c, struct reader *r, const struct page *p)
{
	struct setting setting;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int status = EXIT_DONE;

	if (!setting_of_cli(&setting, c, &reader_config(r)->options, &err))
		return cli_fail(EXIT_USAGE, err.text);
	if (c->json && (c->format || c->out))
		return cli_fail(EXIT_USAGE, _("--json goes with neither --format nor --out"));
	if (c->json) {
		if (p->article.body)
			html_plain(&text, p->article.body);
		json_article(stdout, &p->article, text.data);
	} else {
		if (!take_by_format(c, r, p, &text))
			setting_print(&setting, p->doc, &text);
		status = put_out(c, &text);
	}
	str_release(&text);
	return status;
}

int cli_show(struct cli *c)
{
	struct reader *r;
	struct page *p;
	struct err err = ERR_INIT;
	long id;
	int status;

	if (!cli_number(_("the article's id"), c->args[0], 1, INT64_MAX, 0, &id))
		return EXIT_USAGE;
	if (!format_is_good(c, &err))
		return cli_fail(EXIT_USAGE, err.text);
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	p = c->changes ? reader_page_changes(r, id, &err) : reader_page_wait(r, id, &err);
	if (p && err.text[0]) /* what the feed said is shown all the same */
		cli_fail(0, err.text);
	status = p ? show_page(c, r, p) : cli_fail(EXIT_INPUT, err.text);
	reader_page_free(p);
	reader_close(r);
	return status;
}

int cli_headlines(struct cli *c)
{
	enum { SHOWN = 40 };
	struct place all = { PLACE_ALL, "", 0 };
	struct reader *r = cli_reader(c, c->n_args ? c->args[0] : NULL);
	struct err err = ERR_INIT;
	int status = EXIT_DONE;

	if (!r)
		return EXIT_INPUT;
	if (c->n_args && !reader_refresh_wait(r, NULL, 0, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	if (c->n_args && reader_progress(r).failed) {
		say_failures(c, r, NULL, 0);
		status = EXIT_INPUT;
	}
	reader_list_with_summary(r, c->json);
	if (reader_list_open(r, &all, NULL)) {
		size_t n = reader_list_count(r);
		print_items(c, r, n < SHOWN ? n : SHOWN);
	}
	reader_close(r);
	return status;
}
