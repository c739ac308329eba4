/*
 * check, parse, render, fetch: one file or address, without the store.
 */
#include "app/cli.h"
#include "app/json_feed.h"
#include "app/json_rows.h"
#include "app/parsed.h"
#include "app/request.h"
#include "app/setting.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "feed/decode.h"
#include "feed/parse.h"

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
	printf("%s\t%s\t%s\n", feed_version_name(feed->version), feed->encoding ? feed->encoding : "",
	       feed->title ? feed->title : "");
	for (size_t i = 0; i < feed->n_entries; i++) {
		const struct feed_entry *e = &feed->entries[i];
		char time[TIME_TEXT_SIZE];

		time_format_utc(e->published, time);
		printf("%s\t%s\t%s\n", time[0] ? time : "-", e->title ? e->title : "",
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

/* --- one address, fetched here and now --------------------------------------------------------------- */

/* Download and parse in this thread; the caller frees. type (or NULL) stands for the content type
 * that the server states. */
static struct parsed *probe(const struct options *o, const struct source *s, const char *type)
{
	struct parsed *p = parsed_new();
	struct fetch_options options;
	struct fetch_request request;
	struct fetcher *f;

	request_limits(&options, o);
	request_of_source(&request, s, &p->arena);

	p->source = s;
	p->fetched = clock_now();
	f = fetcher_open(&options, &p->err);
	if (!f)
		return p;
	fetcher_add(f, &request);
	while (!(p->answer = fetcher_take(f)))
		fetcher_wait(f, -1, 1000);
	fetcher_close(f);
	if (type) {
		free(p->answer->content_type);
		p->answer->content_type = xstrdup(type);
	}
	if (p->answer->outcome == FETCH_OK || p->answer->outcome == FETCH_TOO_LARGE)
		parsed_run(p);
	else
		p->err = p->answer->err;
	return p;
}

int cli_fetch(struct cli *c)
{
	struct config *config = config_of_one(c->args[0]);
	struct parsed *p;
	int status = EXIT_DONE;

	if (!config->n_sources || config->sources[0].problem) {
		const char *why = config->n_sources ? config->sources[0].problem
		                                    : _("this is no address that can be fetched");
		status = cli_fail(EXIT_INPUT, why);
	} else {
		p = probe(&config->options, &config->sources[0], c->type);
		if (p->ok)
			print_feed(c, &p->feed);
		else
			status = cli_fail(EXIT_INPUT, p->err.text);
		parsed_free(p);
	}
	config_free(config);
	return status;
}

static void print_trace(const struct feed_trace *t)
{
	printf(_("  entries found: %zu, dropped: %zu\n"), t->items_found, t->dropped);
	if (t->hint)
		printf("  %s\n", t->hint);
	for (size_t i = 0; i < t->n_fields; i++) {
		const struct feed_trace_field *f = &t->fields[i];
		printf("  %-12s %zu/%zu%s%s\n", f->key, f->filled, t->items_found,
		       f->hint ? "  " : "", f->hint ? f->hint : "");
	}
}

static void print_check(const struct source *s, const struct parsed *p)
{
	char *url = url_masked(s->url ? s->url : "");
	char newest[TIME_TEXT_SIZE] = "";
	int64_t latest = TIME_NONE;

	printf("%s\n  %s\n", s->name, url);
	free(url);
	if (p->answer)
		printf(_("  answer: %d, type %s, %lld bytes in %d ms\n"), p->answer->status,
		       p->answer->content_type ? p->answer->content_type : "-",
		       (long long)p->answer->bytes_received, p->answer->duration_ms);
	if (!p->ok) {
		printf(_("  problem: %s\n"), p->err.text);
		return;
	}
	for (size_t i = 0; i < p->feed.n_entries; i++)
		if (p->feed.entries[i].published > latest)
			latest = p->feed.entries[i].published;
	time_format_utc(latest, newest);
	printf(_("  format: %s, encoding %s%s, %zu entries, newest %s\n"),
	       feed_version_name(p->feed.version), p->feed.encoding ? p->feed.encoding : "-",
	       p->feed.wellformed ? "" : _(" (mended)"), p->feed.n_entries,
	       newest[0] ? newest : "-");
	if (p->feed.trace)
		print_trace(p->feed.trace);
}

static bool check_one(struct cli *c, const struct options *o, const struct source *s,
                      struct json_rows *rows)
{
	struct parsed *p = s->problem ? parsed_new() : probe(o, s, NULL);
	bool ok = p->ok;

	if (s->problem)
		err_set(&p->err, "%s", s->problem);
	if (c->json)
		json_rows_check(rows, s, p->answer, ok ? &p->feed : NULL, ok ? NULL : p->err.text);
	else
		print_check(s, p);
	parsed_free(p);
	return ok;
}

int cli_check(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	struct json_rows *rows = c->json ? json_rows_open(stdout) : NULL;
	bool ok = !config->n_problems, any = false;

	for (size_t i = 0; i < config->n_problems && !c->json; i++)
		printf("%s:%d: %s\n", config->problems[i].file, config->problems[i].line,
		       config->problems[i].text);
	for (size_t i = 0; i < config->n_sources; i++) {
		const struct source *s = &config->sources[i];

		if (s->is_builtin || (c->n_args && !strstr(s->name, c->args[0]) &&
		                      !text_same(s->url, c->args[0])))
			continue;
		any = true;
		ok &= check_one(c, &config->options, s, rows);
	}
	if (rows)
		json_rows_close(rows);
	if (!any && c->n_args) {
		cli_fail(0, _("no source of that name or address"));
		ok = false;
	} else if (!any && !c->quiet) {
		fputs(_("no source of your own yet: haowai(5) says how to name one\n"), stderr);
	}
	config_free(config);
	return ok ? EXIT_DONE : EXIT_INPUT;
}
