/*
 * The command line: one row a command, one function behind it (DECISIONS §7).
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "reader/reader.h"
#include "base/err.h"
#include "base/path.h"

enum { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2 };

/* What was typed, taken apart. Strings borrow from argv. */
struct cli {
	const char *home, *config, *language;
	bool json, quiet, ascii, plain, help, version;
	const struct cli_command *command; /* NULL: the reader itself */
	const char *args[64];              /* what is no option */
	size_t n_args;
	const char *filter, *width, *limit, *type, *base, *lang;
	const char *punct, *quotes, *autospace, *justify, *hang, *level, *orphan, *paragraph, *ambiguous, *dialogue;
	bool changes, html, merged;
	const char *list, *order;
	const char *name, *group, *choose, *out, *format;
	const char *since, *per_tag;
	bool hot, yes, dry_run, no_refresh, opml;
	bool read, unread, star, unstar, rules;
	const char *tag, *untag;
	struct paths paths;
	const char *(*key_of)(const char *action);
	void (*check)(struct config *c); /* as in struct reader_options */
};

struct cli_command {
	const char *name, *arguments, *summary; /* summary: msgid */
	unsigned options;                       /* CLI_… of what it takes beside the global ones */
	int (*run)(struct cli *c);
	size_t least, most;                     /* number of arguments */
};

/* The language that --language asks for, NULL for none that is known: what is wrong with the line is said in it. */
const char *cli_language(int argc, char **argv);
/* Take argv apart; false with a sentence: usage. */
bool cli_parse(struct cli *c, int argc, char **argv, struct err *err);
/* Is there a configuration where --config says, a language as --language says? False: usage. */
bool cli_can_start(const struct cli *c, struct err *err);
/* Is it an address that can be fetched, or a file that can be read? */
bool cli_can_open(const char *what, struct err *err);
/* End what was printed: status, or 1 when it could not be written whole. */
int cli_end(int status);
/* The headlines, for a reader without a terminal. */
int cli_headlines(struct cli *c);
void cli_usage(const struct cli *c);

/* Shared by the cli_*.c files. */
struct reader *cli_reader(struct cli *c, const char *only);
/* Say on stderr what the reader has to say (reads that failed); true when it said anything. */
bool cli_notices(struct reader *r);
/* The one door for what is printed for people: formatted, without what a terminal would obey
 * (text/clean.h), written. What goes wrong shows in ferror(). (cli/print.c) */
void cli_print(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Nothing was printed: one sentence on stderr of what to do next; none with --json or --quiet.
 * sentence: translated. (cli/print.c) */
void cli_say_empty(const struct cli *c, const char *sentence);
/* Say an error as one clean line on stderr; returns status. */
int cli_fail(int status, const char *text);
/* A number within least…most from text (NULL: fallback); false says what was wrong. */
bool cli_number(const char *name, const char *text, long least, long most, long fallback, long *out);

/* The configuration's options with what the command line says on top; false says which word is not
 * understood. */
struct setting;
bool setting_of_cli(struct setting *s, const struct cli *c, const struct options *o, struct err *err);

/* Narrow by --filter; what it did not understand is said, and false. */
bool cli_set_filter(struct cli *c, struct reader *r);
enum { CLI_LIMIT_MOST = 10000000 };

int cli_refresh(struct cli *c);
/* Fetch and store the source that was just subscribed to; what went wrong is said. (cli/news.c) */
void cli_refresh_added(struct cli *c, const char *name);
/* Say that nothing of it is stored yet, and by which command it will be. (cli/news.c) */
void cli_stored_later(const struct cli *c, const char *name);
int cli_list(struct cli *c);
int cli_hot(struct cli *c);
int cli_digest(struct cli *c);
int cli_show(struct cli *c);
int cli_search(struct cli *c);
int cli_check(struct cli *c);
int cli_parse_file(struct cli *c);
int cli_render(struct cli *c);
int cli_fetch(struct cli *c);
int cli_extract(struct cli *c);
int cli_add(struct cli *c);
int cli_sources(struct cli *c);
int cli_import(struct cli *c);
int cli_export(struct cli *c);
int cli_rename(struct cli *c);
int cli_remove(struct cli *c);
/* What the rules, alerts and names of tags of a configuration match in what is stored; false when it
 * cannot be read. rows: where JSON goes, or NULL. */
struct json_rows;
bool cli_check_rules(struct cli *c, const struct config *config, struct json_rows *rows);
int cli_mark(struct cli *c);
int cli_tags(struct cli *c);
int cli_alerts(struct cli *c);

#endif
