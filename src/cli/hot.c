/*
 * hot: the hot lists, one by one or merged, without a screen.
 */
#include "base/i18n.h"
#include "cli/cli.h"
#include "cli/json_rows.h"
#include "hot/stories.h"

#include <stdio.h>
#include <string.h>

/* Where else it stands, "茶馆热议 5"; a feed without a rank. */
static void print_places(const struct hot_story *story)
{
	for (size_t i = 0; i < story->n_on; i++)
		cli_print(stdout, "%s%s %d", i ? ", " : "", story->on[i]->list, story->on[i]->rank);
	for (size_t i = 0; i < story->n_feeds; i++)
		cli_print(stdout, "%s%s", i || story->n_on ? ", " : "", story->feeds[i]);
}

static void print_row(const struct hot_list *list, const struct hot_entry *e)
{
	char moved[32] = "";

	if (e->state == HOT_UP || e->state == HOT_DOWN)
		snprintf(moved, sizeof moved, "%+d", e->previous - e->rank);
	else if (e->state != HOT_SAME)
		snprintf(moved, sizeof moved, "%s", hot_state_name(e->state));
	cli_print(stdout, "%d\t%s\t%s\t", e->rank, moved, e->title);
	if (list->id == HOT_MERGED) {
		cli_print(stdout, "×%d\t", hot_story_times(e->story));
		print_places(e->story);
		cli_print(stdout, "\n");
	} else {
		cli_print(stdout, "%s\n", e->heat_text ? e->heat_text : "");
	}
}

static void print_list(const struct hot_list *list, long limit, struct json_rows *rows)
{
	for (size_t k = 0; k < list->n_entries && (long)k < limit; k++) {
		if (rows && list->id == HOT_MERGED)
			json_rows_story(rows, &list->entries[k]);
		else if (rows)
			json_rows_hot(rows, &list->entries[k]);
		else
			print_row(list, &list->entries[k]);
	}
}

/* --merged: the merged list alone (the only one where there is one); else all but it, or the one named. */
static bool is_asked_for(const struct cli *c, const struct hot_list *list, size_t n, const char *name)
{
	if (c->merged && n > 1)
		return list->id == HOT_MERGED;
	return name ? !strcmp(list->name, name) : list->id != HOT_MERGED;
}

static bool has_hot_source(struct reader *r)
{
	const struct config *config = reader_config(r);

	for (size_t i = 0; i < config->n_sources; i++)
		if (config->sources[i].kind == SOURCE_HOT && !config->sources[i].is_builtin)
			return true;
	return false;
}

static bool print_hot(struct cli *c, struct reader *r, long limit)
{
	const char *name = c->n_args ? c->args[0] : c->list;
	const struct hot_list *lists;
	size_t n = reader_hot_lists(r, &lists), n_found = 0;
	struct json_rows *rows = c->json ? json_rows_open(stdout) : NULL;

	for (size_t i = 0; i < n; i++) {
		if (!is_asked_for(c, &lists[i], n, name))
			continue;
		if (!rows)
			cli_print(stdout, "%s%s\n", n_found ? "\n" : "", lists[i].name);
		n_found++;
		print_list(&lists[i], limit, rows);
	}
	if (rows)
		json_rows_close(rows);
	if (!n_found && !name)
		cli_say_empty(c, has_hot_source(r)
		                         ? _("no hot list was fetched yet: haowai refresh")
		                         : _("no hot list is subscribed to: haowai add URL --hot, or c in the reader"));
	return n_found || !name;
}

static bool set_order(struct cli *c, struct reader *r)
{
	struct err err = ERR_INIT;
	enum hot_order order;

	if (!c->order)
		return true;
	if (!hot_order_of(c->order, &order)) {
		err_set(&err, _("no order is called “%s”: rank, heat, lists, new, duration, weight"),
		        c->order);
	} else if (order == HOT_ORDER_HEAT && c->merged) {
		err_set(&err, "%s", _("heats of different lists cannot be compared: --order heat "
		                      "goes without --merged"));
	} else {
		reader_hot_set_order(r, 0, order);
		reader_hot_set_order(r, HOT_MERGED, order);
		return true;
	}
	cli_fail(EXIT_USAGE, err.text);
	return false;
}

int cli_hot(struct cli *c)
{
	struct place all = { PLACE_ALL, "", 0 };
	struct err err = ERR_INIT;
	struct reader *r;
	long limit;
	int status = EXIT_USAGE;

	if (!cli_number("--limit", c->limit, 0, CLI_LIMIT_MOST, CLI_LIMIT_MOST, &limit))
		return EXIT_USAGE;
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	if (reader_list_open(r, &all, NULL) && cli_set_filter(c, r) && set_order(c, r)) {
		status = EXIT_DONE;
		if (!print_hot(c, r, limit)) {
			err_set(&err, _("no hot list is called “%s”"), c->n_args ? c->args[0] : c->list);
			status = cli_fail(EXIT_INPUT, err.text);
		}
		if (cli_notices(r))
			status = EXIT_INPUT;
	}
	reader_close(r);
	return status;
}
