/*
 * add: subscribe to an address, whatever it is: a feed, a page that leads to one, a list that a
 * mapping reads.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/span.h"
#include "base/url.h"
#include "cli/cli.h"
#include "cli/json_sources.h"
#include "text/clean.h"
#include "worker/lookup.h"
#include "worker/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has_somebody(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* A line that the user types, "" at the end of input. */
static void read_answer(char *out, size_t size)
{
	if (!fgets(out, (int)size, stdin))
		out[0] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

/* Fetch one after the other what the lookup wants. */
static void drive(struct lookup *l, struct fetcher *f)
{
	const char *url;

	while ((url = lookup_wants(l))) {
		struct fetch_request request = { .url = url };
		struct fetch_answer *answer;

		fetcher_add(f, &request);
		while (!(answer = fetcher_take(f)))
			fetcher_wait(f, -1, 1000);
		lookup_take(l, answer, clock_now());
		fetch_answer_free(answer);
	}
}

/* Text from outside, on one clean line. */
static void print_line(FILE *to, const char *format, const char *text)
{
	char *clean = text_cleaned(text ? text : "", CLEAN_LINE);

	cli_print(to, format, clean);
	free(clean);
}

static void print_url(FILE *to, const char *url)
{
	char *masked = url_masked(url);

	cli_print(to, "%s", masked);
	free(masked);
}

/* --- several feeds ------------------------------------------------------------------------------- */

static void print_choices(const struct lookup *l, FILE *to)
{
	cli_print(to, _("%zu feeds:\n"), l->choices.n);
	for (size_t i = 0; i < l->choices.n; i++) {
		const struct discover_link *link = &l->choices.v[i];

		cli_print(to, "%3zu  ", i + 1);
		print_url(to, link->url);
		print_line(to, link->title ? "  %s\n" : "\n", link->title);
	}
}

/* (size_t)-1 when nothing was chosen. */
static size_t choose(const struct cli *c, const struct lookup *l, struct err *err)
{
	char answer[32];
	long n;

	if (c->choose) {
		if (!cli_number("--choose", c->choose, 1, (long)l->choices.n, 1, &n))
			return (size_t)-1;
		return (size_t)n - 1;
	}
	if (!has_somebody() || c->json || c->yes) {
		if (!c->quiet)
			print_choices(l, stderr);
		return lookup_first_choice(l);
	}
	print_choices(l, stderr);
	cli_print(stderr, _("which one? [%zu] "), lookup_first_choice(l) + 1);
	read_answer(answer, sizeof answer);
	n = answer[0] ? strtol(answer, NULL, 10) : (long)lookup_first_choice(l) + 1;
	if (n >= 1 && n <= (long)l->choices.n)
		return (size_t)n - 1;
	err_set(err, _("nothing was chosen; a number from 1 to %zu was wanted"), l->choices.n);
	return (size_t)-1;
}

/* --- a mapping ------------------------------------------------------------------------------------- */

static void print_proposal(const struct lookup *l, const char *section, FILE *to)
{
	char *clean = text_cleaned(section, CLEAN_BLOCK);

	print_line(to, _("%s has no feed. Its list can be read so:\n\n"), l->asked);
	cli_print(to, "%s", clean);
	free(clean);
	cli_print(to, _("\nThat gives %zu entries:\n"), l->n_articles);
	for (size_t i = 0; i < l->n_rows; i++) {
		char time[TIME_TEXT_SIZE];

		time_format_utc(l->rows[i].time, time);
		print_line(to, "  %s", l->rows[i].title);
		print_line(to, time[0] ? "  %s" : "%s", time);
		cli_print(to, "\n");
		if (l->rows[i].link) {
			cli_print(to, "    ");
			print_url(to, l->rows[i].link);
			cli_print(to, "\n");
		}
	}
}

static bool is_yes(const char *answer)
{
	return answer[0] == 'y' || answer[0] == 'Y' || !strncmp(answer, "是", strlen("是"));
}

/* True when the user wants what is proposed. */
static bool agrees(const struct cli *c, const struct lookup *l, const char *section, struct err *err)
{
	char answer[32] = "";

	if (c->yes)
		return true;
	if (!c->json)
		print_proposal(l, section, has_somebody() ? stderr : stdout);
	if (!has_somebody() || c->json)
		return err_set(err, _("nothing was written; haowai add %s --yes takes the proposal"),
		               l->asked);
	cli_print(stderr, "%s", _("\nsubscribe to it? [y/N] "));
	read_answer(answer, sizeof answer);
	return is_yes(answer) || err_set(err, _("nothing was written"));
}

/* --- the end ----------------------------------------------------------------------------------------- */

static void say_there(const struct cli *c, const struct source *s, const struct lookup *l)
{
	if (c->json)
		json_lookup(stdout, l, s->name, "subscribed");
	else if (!c->quiet)
		cli_print(stdout, _("already subscribed: %s\n"), s->name);
}

static void say_added(const struct cli *c, const struct lookup *l, const char *name)
{
	if (c->json) {
		json_lookup(stdout, l, name, "added");
		return;
	}
	if (c->quiet)
		return;
	print_line(stdout, _("subscribed to %s\n"), name);
	cli_print(stdout, "  ");
	print_url(stdout, l->url);
	cli_print(stdout, _("\n  format: %s, %zu articles"), l->format, l->n_articles);
	if (l->language)
		print_line(stdout, _(", language %s"), l->language);
	if (l->ttl_s) {
		char interval[32];

		span_write(l->ttl_s, interval, sizeof interval);
		cli_print(stdout, _(", wishes to be fetched every %s"), interval);
	}
	cli_print(stdout, "\n");
}

/* "[feed NAME]" → NAME, in the arena. */
static const char *name_of(const char *section, struct arena *a)
{
	const char *start = strchr(section, ' ') + 1, *end = strchr(section, '\n');

	return arena_strndup(a, start, (size_t)(end - start) - 1);
}

/* *name: the source's name when it was not there before, to be freed. */
static bool subscribe(const struct cli *c, const struct config *config, struct lookup *l,
                      char **name, struct err *err)
{
	const struct source *there;
	struct config_added added;
	struct str section = STR_INIT;
	bool ok = true;

	lookup_section(l, c->name, c->group, c->hot, &section);
	there = config_find_section(config, section.data);
	if (there)
		say_there(c, there, l);
	else if (l->mapping && !agrees(c, l, section.data, err))
		ok = false;
	else if ((ok = config_add_text(c->paths.subscriptions, config, str_slice(&section), &added,
	                               err))) {
		*name = xstrdup(name_of(section.data, &l->arena));
		say_added(c, l, *name);
	}
	str_release(&section);
	return ok;
}

static bool look_up(const struct cli *c, const struct config *config, struct lookup *l,
                    struct err *err)
{
	struct fetch_options options;
	struct fetcher *f;
	size_t i;

	request_limits(&options, &config->options);
	f = fetcher_open(&options, err);
	if (!f)
		return false;
	drive(l, f);
	if (l->end == LOOKUP_CHOICE && (i = choose(c, l, err)) != (size_t)-1) {
		lookup_choose(l, i);
		drive(l, f);
	}
	fetcher_close(f);
	if (l->end == LOOKUP_FAILED)
		*err = l->err;
	return l->end == LOOKUP_FEED || l->end == LOOKUP_MAPPING;
}

/* What is subscribed to by this very address is not fetched to find that out. */
static const struct source *already(const struct cli *c, const struct config *config,
                                    const struct lookup *l)
{
	struct lookup plain = { .url = l->asked };
	struct str section = STR_INIT;
	const struct source *s;

	lookup_section(&plain, c->name, NULL, c->hot, &section);
	s = config_find_section(config, section.data);
	str_release(&section);
	return s;
}

int cli_add(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	struct lookup *l = lookup_new(c->args[0]);
	struct err err = ERR_INIT;
	const struct source *there = already(c, config, l);
	char *name = NULL;
	int status = EXIT_DONE;

	if (there) {
		l->url = l->asked;
		say_there(c, there, l);
	} else if (!look_up(c, config, l, &err) || !subscribe(c, config, l, &name, &err)) {
		status = EXIT_INPUT;
		if (err.text[0])
			cli_fail(status, err.text);
	}
	lookup_free(l);
	config_free(config);
	/* the looking up stored nothing; a source that is subscribed to is one that can be read */
	if (name && !c->no_refresh)
		cli_refresh_added(c, name);
	else if (name)
		cli_stored_later(c, name);
	free(name);
	return status;
}
