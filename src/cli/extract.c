/*
 * extract: the article of one page, from a file or an address, without the store.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/url.h"
#include "cli/cli.h"
#include "cli/json_rows.h"
#include "feed/page.h"
#include "feed/page_parts.h"
#include "reader/page.h"
#include "reader/setting.h"
#include "worker/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Paragraphs stand a blank line apart. */
static void add_text(struct str *out, const char *html)
{
	struct str plain = STR_INIT;
	struct slice rest;

	html_plain(&plain, html);
	rest = str_slice(&plain);
	while (rest.len) {
		struct slice line = slice_trim(slice_next(&rest, '\n'));

		if (!line.len)
			continue;
		if (out->len)
			str_add(out, "\n\n");
		str_add_slice(out, line);
	}
	str_release(&plain);
}

static int print_article(const struct cli *c, const struct options *options, const struct article *a)
{
	struct page page = { .changed = TIME_NONE };
	struct setting setting;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (c->json) {
		if (a->body)
			add_text(&text, a->body);
		json_extract(stdout, a, text.data);
		str_release(&text);
		return EXIT_DONE;
	}
	if (!setting_of_cli(&setting, c, options, &err))
		return cli_fail(EXIT_USAGE, err.text);
	page_build(&page, a, clock_now());
	setting_print(&setting, page.doc, &text);
	cli_print(stdout, "%s", text.data);
	doc_free(page.doc);
	str_release(&text);
	return EXIT_DONE;
}

/* --- a file ----------------------------------------------------------------------------------------- */

static int extract_file(const struct cli *c, const struct config *config)
{
	struct str bytes = STR_INIT;
	struct arena arena = ARENA_INIT;
	struct article article;
	struct err err = ERR_INIT;
	const char *url = c->base;
	int status;
	bool ok = path_read(c->args[0], &bytes, FETCH_LIMIT, &err);

	if (ok && !url)
		url = page_own_address(str_slice(&bytes), NULL, &arena);
	if (!url)
		url = "";
	if (!ok ||
	    !page_read(str_slice(&bytes), NULL, url, config_page_rule(config, url), clock_now(),
	               &arena, &article, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else
		status = print_article(c, &config->options, &article);
	str_release(&bytes);
	arena_release(&arena);
	return status;
}

/* --- an address, and what follows it ---------------------------------------------------------------- */

static struct fetch_answer *ask(struct fetcher *f, const struct source *s, const char *url,
                                struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct fetch_request request;
	struct fetch_answer *answer = NULL;

	if (request_of_page(&request, url, s, NULL, &arena, err)) {
		fetcher_add(f, &request);
		while (!(answer = fetcher_take(f)))
			fetcher_wait(f, -1, 1000);
	}
	if (answer && answer->outcome != FETCH_OK && answer->outcome != FETCH_TOO_LARGE) {
		*err = answer->err;
		fetch_answer_free(answer);
		answer = NULL;
	}
	arena_release(&arena);
	return answer;
}

static bool read_page(struct fetcher *f, const struct config *config, const char *url,
                      struct arena *arena, struct article *out, struct err *err)
{
	struct fetch_answer *answer = ask(f, &config->sources[0], url, err);
	const char *at = answer && answer->final_url ? answer->final_url : url;
	bool ok = answer && page_read(str_slice(&answer->body), answer->content_type, at,
	                              config_page_rule(config, at), clock_now(), arena, out, err);

	fetch_answer_free(answer);
	return ok;
}

static int extract_url(const struct cli *c, const struct config *config, struct fetcher *f)
{
	struct arena arena = ARENA_INIT;
	struct article page;
	struct page_parts *parts;
	struct err err = ERR_INIT;
	const char *next;
	int status;

	if (!read_page(f, config, config->sources[0].url, &arena, &page, &err)) {
		arena_release(&arena);
		return cli_fail(EXIT_INPUT, err.text);
	}
	parts = page_parts_new(&arena, &page, page.item.link);
	while ((next = page_parts_next(parts))) {
		if (read_page(f, config, next, &arena, &page, &err)) {
			page_parts_add(parts, &page, page.item.link);
		} else {
			page_parts_stop(parts);
			cli_fail(0, err.text); /* what came before is shown all the same */
		}
		arena_release(&arena);
	}
	status = print_article(c, &config->options, page_parts_article(parts));
	page_parts_free(parts);
	return err.text[0] ? EXIT_INPUT : status;
}

int cli_extract(struct cli *c)
{
	struct err err = ERR_INIT;
	struct fetch_options options;
	struct config *config;
	struct fetcher *f = NULL;
	bool is_file = !strcmp(c->args[0], "-") || !strstr(c->args[0], "://");
	int status;

	if (strcmp(c->args[0], "-") && !cli_can_open(c->args[0], &err))
		return cli_fail(EXIT_INPUT, err.text);
	config = config_of_one(c->args[0], c->paths.config);
	request_limits(&options, &config->options);
	if (is_file)
		status = extract_file(c, config);
	else if (!config->n_sources || config->sources[0].problem)
		status = cli_fail(EXIT_INPUT, config->n_sources ? config->sources[0].problem
		                              : _("this is no address that can be fetched"));
	else if (!(f = fetcher_open(&options, &err)))
		status = cli_fail(EXIT_INPUT, err.text);
	else
		status = extract_url(c, config, f);
	if (f)
		fetcher_close(f);
	config_free(config);
	return status;
}
