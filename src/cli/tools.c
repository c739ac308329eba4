/*
 * check, parse, render, fetch: one file or address, without the store.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "cli/cli.h"
#include "cli/json_feed.h"
#include "cli/json_rows.h"
#include "feed/decode.h"
#include "feed/parse.h"
#include "reader/setting.h"
#include "worker/parsed.h"
#include "worker/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RENDER_BYTES_MAX = 64 * 1024 * 1024 };

static void print_feed(const struct cli *c, const struct feed *feed)
{
	if (c->json) {
		feed_write_json(feed, stdout);
		return;
	}
	cli_print(stdout, "%s\t%s\t%s\n", feed_version_name(feed->version),
	          feed->encoding ? feed->encoding : "", feed->title ? feed->title : "");
	for (size_t i = 0; i < feed->n_entries; i++) {
		const struct feed_entry *e = &feed->entries[i];
		char time[TIME_TEXT_SIZE];

		time_format_utc(e->published, time);
		cli_print(stdout, "%s\t%s\t%s\n", time[0] ? time : "-", e->title ? e->title : "",
		          e->link ? e->link : "");
	}
}

int cli_parse_file(struct cli *c)
{
	struct feed_hints hints = { .content_type = c->type, .base = c->base,
		                    .fetched = clock_now() };
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;
	struct feed feed;
	int status = EXIT_DONE;

	feed_init(&feed);
	if (!path_read(c->args[0], &bytes, FEED_BYTES_MAX * 4, &err) ||
	    !feed_parse(str_slice(&bytes), &hints, &feed, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else
		print_feed(c, &feed);
	feed_release(&feed);
	str_release(&bytes);
	return status;
}

/* Files are UTF-8 unless they say otherwise: a saved page may well be GB18030. */
static struct doc *read_document(const struct str *bytes, const struct cli *c)
{
	struct decoded decoded;
	struct doc *d = doc_new();

	decode_bytes(str_slice(bytes), c->html ? DECODE_HTML : DECODE_PLAIN, NULL, NULL, &decoded);
	if (c->html)
		doc_add_html(d, decoded.text, c->base);
	else
		doc_add_text(d, decoded.text);
	decoded_release(&decoded);
	return d;
}

int cli_render(struct cli *c)
{
	struct str bytes = STR_INIT, rows = STR_INIT;
	struct err err = ERR_INIT;
	struct options o;
	struct setting setting;
	struct doc *d;

	options_init(&o);
	if (!setting_of_cli(&setting, c, &o, &err))
		return cli_fail(EXIT_USAGE, err.text);
	if (!path_read(c->args[0], &bytes, RENDER_BYTES_MAX, &err))
		return cli_fail(EXIT_INPUT, err.text);
	d = read_document(&bytes, c);
	str_release(&bytes);
	d->lang = setting.layout.wrap.lang;
	if (c->json) {
		setting_print(&setting, d, &rows);
		json_lines(stdout, rows.data);
	} else {
		setting_write(&setting, d, stdout);
	}
	doc_free(d);
	str_release(&rows);
	return EXIT_DONE;
}

/* --- addresses, fetched here and now ----------------------------------------------------------------- */

static struct fetcher *open_fetcher(const struct options *o, struct err *err)
{
	struct fetch_options options;

	request_limits(&options, o);
	return fetcher_open(&options, err);
}

/* Ask for a source; the caller frees. One that cannot be asked for has no answer but a sentence. */
static struct parsed *probe_new(struct fetcher *f, const struct source *s, struct secrets *known)
{
	struct parsed *p = parsed_new();
	struct fetch_request request;

	p->source = s;
	if (s->problem) {
		err_set(&p->err, "%s", s->problem);
		return p;
	}
	if (s->auth_command)
		secrets_run(known, s->auth_command);
	if (!request_of_source(&request, s, known, &p->arena, &p->err))
		return p;
	request.context = p;
	fetcher_add(f, &request);
	return p;
}

/* Wait for the next answer and give it to the one that asked. */
static struct parsed *next_answered(struct fetcher *f)
{
	struct fetch_answer *answer;
	struct parsed *p;

	while (!(answer = fetcher_take(f)))
		fetcher_wait(f, -1, 1000);
	p = answer->context;
	p->answer = answer;
	p->fetched = clock_now();
	return p;
}

/* Parse in this thread. */
static void probe_read(struct parsed *p)
{
	if (p->answer->outcome == FETCH_OK || p->answer->outcome == FETCH_TOO_LARGE)
		parsed_run(p);
	else
		p->err = p->answer->err;
}

static int fetch_one(struct cli *c, const struct config *config)
{
	struct err err = ERR_INIT;
	struct fetcher *f = open_fetcher(&config->options, &err);
	struct parsed *p;
	int status = EXIT_DONE;

	if (!f)
		return cli_fail(EXIT_INPUT, err.text);
	probe_new(f, &config->sources[0], NULL);
	p = next_answered(f);
	if (c->type) { /* stands for the one that the server states */
		free(p->answer->content_type);
		p->answer->content_type = xstrdup(c->type);
	}
	/* a page that is no feed is one entry, as `haowai URL` shows it */
	p->page_too = true;
	if (p->answer->final_url)
		p->rule = config_page_rule(config, p->answer->final_url);
	probe_read(p);
	if (p->ok)
		print_feed(c, &p->feed);
	else
		status = cli_fail(EXIT_INPUT, p->err.text);
	parsed_free(p);
	fetcher_close(f);
	return status;
}

int cli_fetch(struct cli *c)
{
	struct config *config;
	struct err err = ERR_INIT;
	int status;

	if (!cli_can_open(c->args[0], &err))
		return cli_fail(EXIT_INPUT, err.text);
	config = config_of_one(c->args[0], c->paths.config);
	if (!config->n_sources)
		status = cli_fail(EXIT_INPUT, _("this is no address that can be fetched"));
	else if (config->sources[0].problem)
		status = cli_fail(EXIT_INPUT, config->sources[0].problem);
	else
		status = fetch_one(c, config);
	config_free(config);
	return status;
}

static void print_trace(const struct feed_trace *t)
{
	cli_print(stdout, _("  entries found: %zu, dropped: %zu\n"), t->items_found, t->dropped);
	if (t->hint)
		cli_print(stdout, "  %s\n", t->hint);
	for (size_t i = 0; i < t->n_fields; i++) {
		const struct feed_trace_field *f = &t->fields[i];
		cli_print(stdout, "  %-12s %zu/%zu%s%s\n", f->key, f->filled, t->items_found,
		          f->hint ? "  " : "", f->hint ? f->hint : "");
	}
}

static void print_check(const struct source *s, const struct parsed *p)
{
	char *url = url_masked(s->url ? s->url : "");
	char newest[TIME_TEXT_SIZE] = "";
	int64_t latest = TIME_NONE;

	cli_print(stdout, "%s\n  %s\n", s->name, url);
	free(url);
	/* a file has no status, and is no answer that did not come */
	if (p->answer && !p->answer->status && !p->ok)
		cli_print(stdout, _("  no answer within %d ms\n"), p->answer->duration_ms);
	else if (p->answer && p->answer->status)
		cli_print(stdout, _("  answer: %d, type %s, %lld bytes in %d ms\n"),
		          p->answer->status,
		          p->answer->content_type ? p->answer->content_type : "-",
		          (long long)p->answer->bytes_received, p->answer->duration_ms);
	if (p->answer && p->answer->moved_to) {
		char *moved = url_masked(p->answer->moved_to);

		cli_print(stdout,
		          request_changes_script(s->url, p->answer->moved_to)
			          ? _("  moved to %s, which is in the other Chinese script\n")
			          : _("  moved for good: write url = %s\n"),
		          moved);
		free(moved);
	}
	if (!p->ok) {
		cli_print(stdout, _("  problem: %s\n"), p->err.text);
		return;
	}
	for (size_t i = 0; i < p->feed.n_entries; i++)
		if (p->feed.entries[i].published > latest)
			latest = p->feed.entries[i].published;
	time_format_utc(latest, newest);
	cli_print(stdout, _("  format: %s, encoding %s%s, %zu entries, newest %s\n"),
	          feed_version_name(p->feed.version), p->feed.encoding ? p->feed.encoding : "-",
	          p->feed.wellformed ? "" : _(" (mended)"), p->feed.n_entries,
	          newest[0] ? newest : _("without a time"));
	if (p->feed.trace)
		print_trace(p->feed.trace);
}

static void print_checked(struct cli *c, const struct parsed *p, struct json_rows *rows)
{
	if (c->json)
		json_rows_check(rows, p->source, p->answer, p->ok ? &p->feed : NULL,
		                p->ok ? NULL : p->err.text);
	else
		print_check(p->source, p);
}

/* All are asked at once; each is printed when those before it are, in the order of the configuration. */
static bool check_all(struct cli *c, const struct options *o, const struct source *const *sources,
                      size_t n, struct json_rows *rows)
{
	struct err err = ERR_INIT;
	struct fetcher *f = open_fetcher(o, &err);
	struct parsed **probes = xcalloc(n + 1, sizeof *probes);
	struct secrets known = { 0 };
	bool ok = f != NULL;

	if (!f)
		cli_fail(0, err.text);
	for (size_t i = 0; f && i < n; i++)
		probes[i] = probe_new(f, sources[i], &known);
	for (size_t i = 0; f && i < n; i++) {
		while (!probes[i]->answer && !probes[i]->err.text[0])
			probe_read(next_answered(f));
		print_checked(c, probes[i], rows);
		ok &= probes[i]->ok;
		parsed_free(probes[i]);
	}
	free(probes);
	secrets_release(&known);
	if (f)
		fetcher_close(f);
	return ok;
}

/* The sources named, or all of the user's own. */
static bool choose(const struct cli *c, const struct config *config, const struct source **out,
                   size_t *n)
{
	struct err err = ERR_INIT;

	*n = 0;
	if (c->rules && !c->n_args)
		return true;
	for (size_t i = 0; i < c->n_args; i++) {
		out[*n] = config_find_source(config, c->args[i], &err);
		if (!out[*n])
			return cli_fail(0, err.text);
		if (out[(*n)++]->is_builtin)
			return cli_fail(0, _("the built-in edition is not fetched from anywhere"));
	}
	for (size_t i = 0; !c->n_args && i < config->n_sources; i++)
		if (!config->sources[i].is_builtin)
			out[(*n)++] = &config->sources[i];
	return true;
}

int cli_check(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	const struct source **sources = xcalloc(config->n_sources + c->n_args + 1, sizeof *sources);
	struct json_rows *rows = c->json ? json_rows_open(stdout) : NULL;
	bool ok;
	size_t n;

	if (c->check)
		c->check(config);
	ok = !config->n_problems;
	for (size_t i = 0; i < config->n_problems && !c->json; i++)
		cli_print(stdout, "%s:%d: %s\n", config->problems[i].file, config->problems[i].line,
		          config->problems[i].text);
	if (!choose(c, config, sources, &n)) {
		n = 0;
		ok = false;
	} else if (!n && !c->quiet && !c->rules) {
		cli_print(stderr, "%s",
		          _("no source of your own yet: haowai(5) says how to name one\n"));
	}
	if (n)
		ok &= check_all(c, &config->options, sources, n, rows);
	if (!c->n_args || c->rules)
		ok &= cli_check_rules(c, config, rows);
	if (rows)
		json_rows_close(rows);
	free(sources);
	config_free(config);
	return ok ? EXIT_DONE : EXIT_INPUT;
}
