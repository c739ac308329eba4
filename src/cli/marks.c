/*
 * mark, tags, alerts: what the keys of the screen do to articles, for scripts.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "cli/json_rows.h"
#include "store/store.h"
#include "store/tag_map.h"
#include "worker/rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDS_BYTES_MOST = 64 * 1024 * 1024 };

/* --- which articles ----------------------------------------------------------------------------------- */

struct ids {
	int64_t *v;
	size_t n, cap;
};

/* The number a line begins with, so that what `list` and `search` print can be handed on as it is. */
static bool take_id(struct ids *ids, struct reader *r, const char *text)
{
	struct item item;
	struct err err = ERR_INIT;
	char *end;
	int64_t id = strtoll(text, &end, 10);

	if (end == text || id <= 0 || (*end && *end != '\t' && *end != ' ' && *end != '\r'))
		return err_set(&err, _("“%s” is no number of an article"), text) ||
		       cli_fail(0, err.text);
	if (!reader_item(r, id, &item))
		return err_set(&err, _("no article has the number %lld"), (long long)id) ||
		       cli_fail(0, err.text);
	ARRAY_PUSH(ids->v, ids->n, ids->cap) = id;
	return true;
}

static bool take_lines(struct ids *ids, struct reader *r)
{
	struct str bytes = STR_INIT, line = STR_INIT;
	struct err err = ERR_INIT;
	struct slice rest;
	bool ok = path_read("-", &bytes, IDS_BYTES_MOST, &err);

	if (!ok)
		cli_fail(0, err.text);
	for (rest = str_slice(&bytes); rest.len;) {
		struct slice text = slice_trim(slice_next(&rest, '\n'));

		str_clear(&line);
		str_add_slice(&line, text);
		if (text.len)
			ok &= take_id(ids, r, line.data);
	}
	str_release(&bytes);
	str_release(&line);
	return ok;
}

/* False with a sentence, and *status, when the filter is not understood or the list cannot be read. */
static bool take_matching(struct cli *c, struct reader *r, struct ids *ids, int *status)
{
	struct place all = { PLACE_ALL, "", 0 };

	if (!c->filter)
		return true;
	*status = EXIT_USAGE;
	if (!reader_list_open(r, &all, NULL) || !cli_set_filter(c, r))
		return false;
	for (size_t i = 0; i < reader_list_count(r); i++) {
		const struct item *item = reader_list_row(r, i);

		if (item)
			ARRAY_PUSH(ids->v, ids->n, ids->cap) = item->id;
	}
	*status = cli_notices(r) ? EXIT_INPUT : EXIT_DONE;
	return *status == EXIT_DONE;
}

/* --- mark ---------------------------------------------------------------------------------------------- */

static bool asks_for_something(const struct cli *c, struct err *err)
{
	if ((c->read && c->unread) || (c->star && c->unstar))
		return err_set(err, _("an article cannot be marked both ways at once"));
	if (!c->read && !c->unread && !c->star && !c->unstar && !c->tag && !c->untag)
		return err_set(err, _("say what to do: --read, --unread, --star, --unstar, --tag NAME or "
		                      "--untag NAME"));
	if (!c->n_args && !c->filter)
		return err_set(err, _("say which articles: their numbers, - for numbers from the input, "
		                      "or --filter F"));
	return true;
}

static bool apply(const struct cli *c, struct store *s, const struct ids *ids, struct err *err)
{
	return (!(c->read || c->unread) || store_mark_read(s, ids->v, ids->n, c->read, err)) &&
	       (!(c->star || c->unstar) || store_mark_starred(s, ids->v, ids->n, c->star, err)) &&
	       (!c->tag || store_tag_add(s, ids->v, ids->n, c->tag, err)) &&
	       (!c->untag || store_tag_remove(s, ids->v, ids->n, c->untag, err));
}

static int write_marks(struct cli *c, struct reader *r, const struct ids *ids)
{
	char *path = path_join(c->paths.data, "news.db");
	struct rules *rules = rules_new(reader_config(r), clock_now());
	struct err err = ERR_INIT;
	struct store *s = store_open(path, STORE_WRITE, &err);
	bool ok = false;

	if (s) {
		store_set_tag_map(s, rules_tag_map(rules));
		ok = apply(c, s, ids, &err);
		store_close(s);
	}
	rules_free(rules);
	free(path);
	return ok ? EXIT_DONE : cli_fail(EXIT_INPUT, err.text);
}

static void say_marked(const struct cli *c, size_t n)
{
	if (c->json)
		cli_print(stdout, "{\"articles\":%zu}\n", n);
	else if (!c->quiet)
		cli_print(stdout, ngettext("%d article\n", "%d articles\n", (unsigned long)n),
		          (int)n);
}

int cli_mark(struct cli *c)
{
	struct err err = ERR_INIT;
	struct reader *r;
	struct ids ids = { NULL, 0, 0 };
	int status = EXIT_DONE;
	bool all = true;

	if (!asks_for_something(c, &err))
		return cli_fail(EXIT_USAGE, err.text);
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	for (size_t i = 0; i < c->n_args; i++)
		all &= !strcmp(c->args[i], "-") ? take_lines(&ids, r) : take_id(&ids, r, c->args[i]);
	if (take_matching(c, r, &ids, &status)) {
		if (ids.n)
			status = write_marks(c, r, &ids);
		if (status == EXIT_DONE)
			say_marked(c, ids.n);
		if (!all)
			status = EXIT_INPUT;
	}
	free(ids.v);
	reader_close(r);
	return status;
}

/* --- tags, alerts -------------------------------------------------------------------------------------- */

int cli_tags(struct cli *c)
{
	struct reader *r = cli_reader(c, NULL);
	struct json_rows *rows;
	const struct tag_row *tags;
	size_t n;

	if (!r)
		return EXIT_INPUT;
	n = reader_tags(r, &tags);
	rows = c->json ? json_rows_open(stdout) : NULL;
	for (size_t i = 0; i < n; i++) {
		if (rows)
			json_rows_tag(rows, tags[i].name, tags[i].n_unread, tags[i].n_items);
		else
			cli_print(stdout, "%s\t%" PRId64 "\t%" PRId64 "\n", tags[i].name,
			          tags[i].n_unread, tags[i].n_items);
	}
	if (rows)
		json_rows_close(rows);
	if (!n)
		cli_say_empty(c, _("no tag yet: tags come with the articles that haowai refresh brings, "
		                   "and from haowai mark --tag"));
	reader_close(r);
	return EXIT_DONE;
}

static void print_alert(const struct alert_row *a)
{
	struct civil t = civil_from_utc(a->time, clock_local_offset(a->time));

	if (a->item_id)
		cli_print(stdout, "%" PRId64, a->item_id);
	else
		cli_print(stdout, "-");
	cli_print(stdout, "\t%04d-%02d-%02d %02d:%02d\t%s\t%s\t%s\n", t.year % 10000, t.month,
	          t.day, t.hour, t.minute, a->name, a->source, a->title);
}

int cli_alerts(struct cli *c)
{
	struct reader *r = cli_reader(c, NULL);
	struct json_rows *rows;
	const struct alert_row *alerts;
	size_t n;

	if (!r)
		return EXIT_INPUT;
	n = reader_alerts(r, &alerts);
	rows = c->json ? json_rows_open(stdout) : NULL;
	for (size_t i = 0; i < n; i++) {
		if (rows)
			json_rows_alert(rows, &alerts[i]);
		else
			print_alert(&alerts[i]);
	}
	if (rows)
		json_rows_close(rows);
	if (!n)
		cli_say_empty(c, reader_config(r)->n_alerts
		                         ? _("no alert has been set off yet; haowai check --rules says "
		                             "what each of them matches")
		                         : _("no alert is set: a section [alert NAME] of the "
		                             "configuration sets one, see haowai(5)"));
	reader_close(r);
	return EXIT_DONE;
}
