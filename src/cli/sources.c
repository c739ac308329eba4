/*
 * sources, rename, remove: what is subscribed to.
 */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/url.h"
#include "cli/cli.h"
#include "cli/json_sources.h"
#include "store/store.h"
#include "text/clean.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A database that is not there yet knows of no fetches. */
static size_t read_states(const struct cli *c, struct arena *a, struct source_state **out,
                          struct err *err)
{
	char *path = path_join(c->paths.data, "news.db");
	struct store *store = path_exists(path) ? store_open(path, STORE_READ, err) : NULL;
	size_t n = 0;

	if (store) {
		n = store_sources(store, a, out);
		store_close(store);
	}
	free(path);
	return n;
}

static const struct source_state *state_of(const struct source_state *states, size_t n,
                                           const struct source *s)
{
	for (size_t i = 0; i < n; i++)
		if (text_same(states[i].key, s->key))
			return &states[i];
	return NULL;
}

static void print_time(int64_t time)
{
	struct civil c;

	if (time == TIME_NONE) {
		cli_print(stdout, "\t-");
		return;
	}
	c = civil_from_utc(time, clock_local_offset(time));
	cli_print(stdout, "\t%04d-%02d-%02d %02d:%02d", c.year % 10000, c.month, c.day, c.hour,
	          c.minute);
}

static void print_source(const struct source *s, const struct source_state *state)
{
	char *url = s->url ? url_masked(s->url) : NULL;
	const char *problem = s->problem ? s->problem : state ? state->problem : NULL;
	char *clean = problem ? text_cleaned(problem, CLEAN_LINE) : NULL;

	cli_print(stdout, "%s\t%s\t%" PRId64, s->name, s->kind == SOURCE_HOT ? "hot" : "feed",
	          state ? state->n_unread : 0);
	print_time(state ? state->last_success : TIME_NONE);
	print_time(state ? state->next_try : TIME_NONE);
	cli_print(stdout, "\t%s\t%s\t%s\n", s->group ? s->group : "", url ? url : "",
	          clean       ? clean
	          : s->paused ? _("paused")
			      : "");
	free(clean);
	free(url);
}

int cli_sources(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	struct arena arena = ARENA_INIT;
	struct source_state *states = NULL;
	struct err err = ERR_INIT;
	size_t n_states = read_states(c, &arena, &states, &err), n = 0;

	for (size_t i = 0; i < config->n_sources; i++) {
		const struct source *s = &config->sources[i];
		const struct source_state *state = state_of(states, n_states, s);

		if (s->is_builtin)
			continue;
		if (c->json)
			json_source(stdout, n, s, state);
		else
			print_source(s, state);
		n++;
	}
	if (c->json)
		json_sources_end(stdout, n);
	else if (!n)
		cli_say_empty(c, _("no source of your own yet: haowai add URL subscribes to one"));
	arena_release(&arena);
	config_free(config);
	return err.text[0] ? cli_fail(EXIT_INPUT, err.text) : EXIT_DONE;
}

/* The user's own source of that name or address; NULL after saying so. */
static const struct source *find(const struct config *config, const char *word)
{
	struct err err = ERR_INIT;
	const struct source *s = config_find_source(config, word, &err);

	if (s && s->is_builtin) {
		err_set(&err, _("the built-in edition goes by itself when there is a source of your own"));
		s = NULL;
	}
	if (!s)
		cli_fail(0, err.text);
	return s;
}

int cli_remove(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	const struct source *s = find(config, c->args[0]);
	struct err err = ERR_INIT;
	int status = s ? EXIT_DONE : EXIT_INPUT;

	if (s && !config_unsubscribe(c->paths.subscriptions, s, &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else if (s && !c->quiet)
		cli_print(stdout, _("unsubscribed from %s\n"), s->name);
	config_free(config);
	return status;
}

int cli_rename(struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	const struct source *s = find(config, c->args[0]);
	struct slice name = slice_trim(slice_of(c->args[1]));
	struct err err = ERR_INIT;
	int status = s ? EXIT_DONE : EXIT_INPUT;

	if (s && !name.len)
		status = cli_fail(EXIT_USAGE, _("the new name is empty"));
	else if (s && !config_rename(c->paths.subscriptions, s, c->args[1], &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else if (s && !c->quiet)
		cli_print(stdout, _("%s is called %s now\n"), s->name, c->args[1]);
	config_free(config);
	return status;
}
