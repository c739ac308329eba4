#include "cli/cli.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "config/nearest.h"
#include "text/clean.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CLI_FILTER = 1 << 0,
	CLI_LIMIT = 1 << 1,
	CLI_WIDTH = 1 << 2,
	CLI_TYPE = 1 << 3,
	CLI_BASE = 1 << 4,
	CLI_SETTING = 1 << 5,
	CLI_HOT = 1 << 6,
	CLI_WORDS = 1 << 7, /* its arguments may begin with "-" */
	CLI_ADD = 1 << 8,
	CLI_IMPORT = 1 << 9,
	CLI_EXPORT = 1 << 10,
	CLI_CHANGES = 1 << 11,
	CLI_MARK = 1 << 12,
	CLI_CHECK = 1 << 13,
	CLI_TAKE = 1 << 14,
	CLI_DIGEST = 1 << 15,
};

static const struct cli_command commands[] = {
	{ "refresh", "[SOURCE...]", N_("fetch all sources, or those named"), 0, cli_refresh, 0, 60 },
	{ "list", "", N_("print articles, newest first"), CLI_FILTER | CLI_LIMIT, cli_list, 0, 0 },
	{ "search", "WORDS...", N_("print the articles that hold these words, and where"),
	  CLI_LIMIT | CLI_WORDS, cli_search, 1, 64 },
	{ "hot", "[LIST]", N_("print the hot lists"), CLI_FILTER | CLI_LIMIT | CLI_HOT,
	  cli_hot, 0, 1 },
	{ "digest", "", N_("print what matters of the last hours on one page"),
	  CLI_FILTER | CLI_WIDTH | CLI_DIGEST, cli_digest, 0, 0 },
	{ "show", "ID", N_("print one article as its page shows it"),
	  CLI_WIDTH | CLI_SETTING | CLI_CHANGES | CLI_TAKE, cli_show, 1, 1 },
	{ "mark", "[ID...|-]", N_("mark articles read, star them, tag them"), CLI_FILTER | CLI_MARK,
	  cli_mark, 0, 64 },
	{ "tags", "", N_("print the tags, how many articles have them, and how many are unread"), 0,
	  cli_tags, 0, 0 },
	{ "alerts", "", N_("print what set off which alert"), 0, cli_alerts, 0, 0 },
	{ "check", "[SOURCE]", N_("fetch a source and say what is found in it, and why not more"),
	  CLI_CHECK, cli_check, 0, 1 },
	{ "add", "URL", N_("subscribe to a feed, or to what a page leads to"), CLI_ADD, cli_add, 1, 1 },
	{ "import", "FILE|-", N_("subscribe to what another reader's list names, or an export"), CLI_IMPORT,
	  cli_import, 1, 1 },
	{ "export", "", N_("write all subscriptions (OPML), or with --json everything"), CLI_EXPORT,
	  cli_export, 0, 0 },
	{ "sources", "", N_("print what is subscribed to, and how it is"), 0, cli_sources, 0, 0 },
	{ "rename", "SOURCE NAME", N_("call a source otherwise"), 0, cli_rename, 2, 2 },
	{ "remove", "SOURCE", N_("unsubscribe from a source"), 0, cli_remove, 1, 1 },
	{ "parse", "FILE|-", N_("read one feed and print what is in it"), CLI_TYPE | CLI_BASE,
	  cli_parse_file, 1, 1 },
	{ "render", "FILE|-", N_("set a text or HTML file as an article's page is set"),
	  CLI_WIDTH | CLI_BASE | CLI_SETTING, cli_render, 1, 1 },
	{ "extract", "FILE|URL", N_("print the article that a web page holds, all its pages together"),
	  CLI_WIDTH | CLI_BASE | CLI_SETTING, cli_extract, 1, 1 },
	{ "fetch", "URL", N_("download one address and print what is in it"), CLI_TYPE, cli_fetch, 1,
	  1 },
};

#define FIELD(name) offsetof(struct cli, name)

/* A row an option: where its value or its flag goes, and which commands take it (0: all). */
static const struct cli_option {
	const char *name, *value; /* value NULL: a flag */
	size_t field;
	unsigned group;
	const char *help;
} options[] = {
	{ "--home", "DIR", FIELD(home), 0, N_("keep everything below DIR") },
	{ "--config", "FILE", FIELD(config), 0, N_("read this configuration") },
	{ "--language", "TAG", FIELD(language), 0, N_("language of messages: en, zh") },
	{ "--ascii", NULL, FIELD(ascii), 0, N_("draw with ASCII only") },
	{ "--plain", NULL, FIELD(plain), 0, N_("print headlines instead of opening the screen") },
	{ "--json", NULL, FIELD(json), 0, N_("print JSON") },
	{ "--quiet", NULL, FIELD(quiet), 0, N_("print errors only") },
	{ "--version", NULL, FIELD(version), 0, N_("print the version") },
	{ "--help", NULL, FIELD(help), 0, N_("print this") },
	{ "--filter", "F", FIELD(filter), CLI_FILTER, N_("only what this filter lets through") },
	{ "--limit", "N", FIELD(limit), CLI_LIMIT, N_("at most N rows") },
	{ "--merged", NULL, FIELD(merged), CLI_HOT, N_("one row for a story, however many lists have it") },
	{ "--list", "NAME", FIELD(list), CLI_HOT, N_("only this hot list") },
	{ "--order", "WORD", FIELD(order), CLI_HOT, "rank, heat, lists, new, duration, weight" },
	{ "--width", "N", FIELD(width), CLI_WIDTH, N_("the measure in cells") },
	{ "--type", "TYPE", FIELD(type), CLI_TYPE, N_("the HTTP content type it came with") },
	{ "--base", "URL", FIELD(base), CLI_BASE, N_("what relative addresses stand against") },
	{ "--name", "NAME", FIELD(name), CLI_ADD, N_("call it so") },
	{ "--group", "GROUP", FIELD(group), CLI_ADD, N_("its folder: 国内/时政") },
	{ "--hot", NULL, FIELD(hot), CLI_ADD, N_("it is a hot list") },
	{ "--choose", "N", FIELD(choose), CLI_ADD, N_("of several feeds the Nth") },
	{ "--yes", NULL, FIELD(yes), CLI_ADD, N_("take what is proposed") },
	{ "--no-refresh", NULL, FIELD(no_refresh), CLI_ADD, N_("do not fetch and store its articles yet") },
	{ "--dry-run", NULL, FIELD(dry_run), CLI_IMPORT, N_("only say what would be done") },
	{ "--opml", NULL, FIELD(opml), CLI_EXPORT, N_("subscriptions as OPML (the default)") },
	{ "--out", "FILE", FIELD(out), CLI_EXPORT | CLI_TAKE | CLI_DIGEST, N_("write to this file") },
	{ "--format", "WORD", FIELD(format), CLI_TAKE | CLI_DIGEST,
	  "text, markdown, html; show: flyer; digest: json" },
	{ "--since", "SPAN", FIELD(since), CLI_DIGEST, N_("30m, 8h, 3d; last: since the last such digest") },
	{ "--per-tag", "N", FIELD(per_tag), CLI_DIGEST, N_("at most N stories a tag") },
	{ "--changes", NULL, FIELD(changes), CLI_CHANGES,
	  N_("what was added to it and taken away") },
	{ "--read", NULL, FIELD(read), CLI_MARK, N_("mark them read") },
	{ "--unread", NULL, FIELD(unread), CLI_MARK, N_("mark them unread") },
	{ "--star", NULL, FIELD(star), CLI_MARK, N_("star them") },
	{ "--unstar", NULL, FIELD(unstar), CLI_MARK, N_("take their stars away") },
	{ "--tag", "NAME", FIELD(tag), CLI_MARK, N_("give them this tag") },
	{ "--untag", "NAME", FIELD(untag), CLI_MARK, N_("take this tag from them") },
	{ "--rules", NULL, FIELD(rules), CLI_CHECK,
	  N_("fetch nothing: only what rules, alerts and names of tags match") },
	{ "--html", NULL, FIELD(html), CLI_SETTING, N_("the file is HTML") },
	{ "--lang", "TAG", FIELD(lang), CLI_SETTING, "zh, ja, ko, en" },
	{ "--punct", "WORD", FIELD(punct), CLI_SETTING, "auto, asis, full" },
	{ "--quotes", "WORD", FIELD(quotes), CLI_SETTING, "auto, tight, full, corner" },
	{ "--autospace", "WORD", FIELD(autospace), CLI_SETTING, "auto, off, on" },
	{ "--justify", "WORD", FIELD(justify), CLI_SETTING, "off, gaps, full" },
	{ "--hang", "N", FIELD(hang), CLI_SETTING, "0, 1, 2" },
	{ "--level", "WORD", FIELD(level), CLI_SETTING, "none, basic, gb, strict" },
	{ "--orphan", "WORD", FIELD(orphan), CLI_SETTING, "on, off" },
	{ "--paragraph", "WORD", FIELD(paragraph), CLI_SETTING, "auto, indent, blank" },
	{ "--dialogue", "WORD", FIELD(dialogue), CLI_SETTING, "plain, hang" },
	{ "--ambiguous", "N", FIELD(ambiguous), CLI_SETTING, "1, 2" },
};

static const struct cli_command *command_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static const struct cli_option *option_named(const char *text, const char **value)
{
	for (size_t i = 0; i < ARRAY_LENGTH(options); i++) {
		size_t n = strlen(options[i].name);

		if (strncmp(text, options[i].name, n) || (text[n] && text[n] != '='))
			continue;
		*value = text[n] ? text + n + 1 : NULL;
		return &options[i];
	}
	return NULL;
}

static bool take_option(struct cli *c, const struct cli_option **used, int *i, int argc, char **argv,
                        struct err *err)
{
	const char *text = argv[*i], *value = NULL;
	const struct cli_option *o = option_named(text, &value);

	if (!strcmp(text, "-h"))
		o = option_named("--help", &value);
	if (!o)
		return err_set(err, _("no option is called %s; see haowai --help"), text);
	if (o->value && !value && ++*i >= argc)
		return err_set(err, _("%s wants a value: %s %s"), o->name, o->name, o->value);
	if (!o->value && value)
		return err_set(err, _("%s takes no value"), o->name);
	if (o->value)
		*(const char **)((char *)c + o->field) = value ? value : argv[*i];
	else
		*(bool *)((char *)c + o->field) = true;
	if (o->group)
		*used = o;
	return true;
}

/* haowai lsit: no file, no address, and it looks like none. */
static bool mistyped(const char *word, struct err *err)
{
	const char *names[ARRAY_LENGTH(commands)], *near;

	if (strpbrk(word, "/:.") || !strcmp(word, "-") || !access(word, F_OK))
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
		names[i] = commands[i].name;
	near = nearest_name(word, names, ARRAY_LENGTH(names));
	if (near)
		err_set(err, _("no command and no file is called “%s”, did you mean %s?"), word, near);
	else
		err_set(err, _("no command and no file is called “%s”; haowai --help lists the commands"),
		        word);
	return true;
}

static bool check_use(const struct cli *c, const struct cli_option *used, struct err *err)
{
	const struct cli_command *command = c->command;

	if (c->help || c->version)
		return true;
	if (!command && c->n_args && mistyped(c->args[0], err))
		return false;
	if (used && (!command || !(command->options & used->group)))
		return err_set(err, _("%s does not go with %s; see haowai --help"), used->name,
		               command ? command->name : "haowai");
	if (command && (c->n_args < command->least || c->n_args > command->most))
		return err_set(err, _("usage: haowai %s %s"), command->name, command->arguments);
	if (!command && c->n_args > 1)
		return err_set(err, _("one address or file at a time; see haowai --help"));
	return true;
}

/* haowai search 灯塔 -煎饼: what is not wanted, no option. */
static bool is_word(const struct cli *c, const char *text)
{
	return c->command && (c->command->options & CLI_WORDS) && text[1] != '-' &&
	       strcmp(text, "-h") != 0;
}

bool cli_parse(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct cli_option *used = NULL;
	bool options_over = false;

	for (int i = 1; i < argc; i++) {
		if (!options_over && !strcmp(argv[i], "--")) {
			options_over = true;
		} else if (!options_over && argv[i][0] == '-' && argv[i][1] &&
		           !is_word(c, argv[i])) {
			if (!take_option(c, &used, &i, argc, argv, err))
				return false;
		} else if (!c->command && !c->n_args && !options_over && command_named(argv[i])) {
			c->command = command_named(argv[i]);
		} else if (c->n_args < ARRAY_LENGTH(c->args)) {
			c->args[c->n_args++] = argv[i];
		} else {
			return err_set(err, _("too many arguments"));
		}
	}
	return check_use(c, used, err);
}

static void print_options(unsigned groups)
{
	for (size_t i = 0; i < ARRAY_LENGTH(options); i++) {
		const struct cli_option *o = &options[i];
		char left[64];

		if (groups ? !(o->group & groups) : o->group != 0)
			continue;
		snprintf(left, sizeof left, "%s%s%s", o->name, o->value ? " " : "",
		         o->value ? o->value : "");
		cli_print(stdout, "  %-18s %s\n", left, _(o->help));
	}
}

void cli_usage(const struct cli *c)
{
	if (c->command) {
		cli_print(stdout, _("usage: haowai %s %s [options]\n"), c->command->name,
		          c->command->arguments);
		cli_print(stdout, "%s\n\n", _(c->command->summary));
		if (c->command->options)
			print_options(c->command->options);
		print_options(0);
		return;
	}
	cli_print(stdout, "%s\n", _("haowai — a news reader for the terminal"));
	cli_print(
		stdout, "%s\n",
		_("usage: haowai [options]              open the reader\n"
	          "       haowai [options] FILE|URL     read one feed or page without subscribing\n"
	          "       haowai COMMAND [arguments] [options]"));
	cli_print(stdout, "\n");
	for (size_t i = 0; i < ARRAY_LENGTH(commands); i++) {
		char left[64];
		snprintf(left, sizeof left, "%s %s", commands[i].name, commands[i].arguments);
		cli_print(stdout, "  %-18s %s\n", left, _(commands[i].summary));
	}
	cli_print(stdout, "\n");
	print_options(0);
	cli_print(stdout, "%s\n",
	          _("\nIn the reader, ? lists the keys. Manuals: haowai(1), haowai(5)."));
}

int cli_fail(int status, const char *text)
{
	char *clean = text_cleaned(text, CLEAN_LINE);

	cli_print(stderr, "haowai: %s\n", clean);
	free(clean);
	return status;
}

bool cli_number(const char *name, const char *text, long least, long most, long fallback, long *out)
{
	struct err err = ERR_INIT;
	char *end;

	*out = fallback;
	if (!text)
		return true;
	errno = 0;
	*out = strtol(text, &end, 10);
	if (!errno && *text && !*end && *out >= least && *out <= most)
		return true;
	err_set(&err, _("%s wants a number from %ld to %ld, not “%s”"), name, least, most, text);
	cli_fail(EXIT_USAGE, err.text);
	return false;
}

bool cli_notices(struct reader *r)
{
	const char *notice;
	bool any = false;

	while ((notice = reader_notice(r))) {
		cli_fail(0, notice);
		any = true;
	}
	return any;
}

struct reader *cli_reader(struct cli *c, const char *only)
{
	struct reader_options o = { .paths = &c->paths, .only = only, .no_worker = true,
		                    .key_of = c->key_of };
	struct err err = ERR_INIT;
	struct reader *r = reader_open(&o, &err);

	if (!r) {
		cli_fail(EXIT_INPUT, err.text);
		return NULL;
	}
	/* a damaged database that was set aside, one that cannot be written */
	cli_notices(r);
	for (size_t i = 0; i < reader_config(r)->n_problems && !c->quiet; i++) {
		const struct config_problem *p = &reader_config(r)->problems[i];
		struct str line = STR_INIT;

		if (p->line)
			str_printf(&line, "%s:%d: ", p->file, p->line);
		str_add(&line, p->text);
		cli_fail(0, line.data);
		str_release(&line);
	}
	return r;
}

int cli_end(int status)
{
	/* a full disk must not pass for success; a reader that has seen enough (| head) needs no word */
	if (fflush(stdout) || ferror(stdout))
		return errno == EPIPE ? EXIT_INPUT : cli_fail(EXIT_INPUT, strerror(errno));
	return status;
}
