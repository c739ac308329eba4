/* search: what the whole store holds of some words, without a screen. */
#include "base/clock.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "cli/json_rows.h"

#include <inttypes.h>
#include <stdio.h>

enum { LIMIT_MOST = 10000000 };

/* Id, time, source, headline as `list` prints them, then a piece of the text. */
static void print_row(const struct search_row *row)
{
	int64_t time = row->item.sort_time;
	struct civil c = civil_from_utc(time, clock_local_offset(time));

	cli_print(stdout, "%" PRId64 "\t%04d-%02d-%02d %02d:%02d\t%s\t%s\t%s%s\n", row->item.id,
	          c.year % 10000, c.month, c.day, c.hour, c.minute,
	          row->item.source ? row->item.source : "", row->item.title, row->is_cut ? "…" : "",
	          row->snippet);
}

static void print_rows(const struct cli *c, struct reader *r, size_t limit)
{
	struct json_rows *rows = c->json ? json_rows_open(stdout) : NULL;
	const struct search_row *row;
	size_t n = 0;

	for (size_t i = 0; i < limit && (row = reader_search_wait(r, i)) != NULL; i++) {
		if (!row->item.id) /* another process has purged it meanwhile */
			continue;
		n++;
		if (rows)
			json_rows_search(rows, row);
		else
			print_row(row);
	}
	if (rows)
		json_rows_close(rows);
	if (!n && limit)
		cli_say_empty(c, _("nothing found: fewer or shorter words find more, haowai refresh "
		                   "brings what is new"));
}

int cli_search(struct cli *c)
{
	struct str expression = STR_INIT;
	struct reader *r;
	long limit;
	int status = EXIT_DONE;

	if (!cli_number("--limit", c->limit, 0, LIMIT_MOST, LIMIT_MOST, &limit))
		return EXIT_USAGE;
	r = cli_reader(c, NULL);
	if (!r)
		return EXIT_INPUT;
	for (size_t i = 0; i < c->n_args; i++)
		str_printf(&expression, "%s%s", i ? " " : "", c->args[i]);
	reader_search_ask(r, expression.data, SEARCH_HEADLINES_FIRST);
	reader_search_wait(r, 0);
	if (reader_search_state(r).problem) /* as with list: no answer to another question */
		status = cli_fail(EXIT_USAGE, reader_search_state(r).problem);
	else if (!reader_search_state(r).asks)
		status = cli_fail(EXIT_USAGE, _("search for what? Name one word or more"));
	else
		print_rows(c, r, (size_t)limit);
	str_release(&expression);
	reader_close(r);
	return status;
}
