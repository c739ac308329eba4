/*
 * haowai: take the command line apart, then the command, the headlines, or the screen.
 */
#include "base/array.h"
#include "base/i18n.h"
#include "base/log.h"
#include "cli/cli.h"
#include "config/config.h"
#include "share/json_memory.h"
#include "ui/ui.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* `language =` counts like --language, but the configuration can only be read after the first guess. */
static void choose_language(const struct cli *c)
{
	struct config *config = config_load(c->paths.config, c->paths.subscriptions);
	char wanted[16];

	options_get(&config->options, "language", wanted, sizeof wanted);
	if (strcmp(wanted, "auto"))
		i18n_start(wanted);
	config_free(config);
}

static bool open_places(struct cli *c)
{
	struct err err = ERR_INIT;
	char *log;

	if (!paths_init(&c->paths, c->home, c->config, &err)) {
		cli_fail(EXIT_INPUT, err.text);
		return false;
	}
	log = path_join(c->paths.state, "log");
	log_open(log);
	free(log);
	return true;
}

static int open_reader(struct cli *c)
{
	struct reader_options o = { .paths = &c->paths, .key_of = ui_key_of,
		                    .check = ui_check_config,
		                    .only = c->n_args ? c->args[0] : NULL };
	struct ui_options ui = { .ascii = c->ascii, .only = c->n_args > 0 };
	struct err err = ERR_INIT;
	struct reader *r = reader_open(&o, &err);
	int status;

	if (!r)
		return cli_fail(EXIT_INPUT, err.text);
	status = ui_run(r, &ui);
	reader_close(r);
	return status == UI_NO_SCREEN ? cli_headlines(c) : status;
}

static bool has_screen(const struct cli *c)
{
	const char *term = getenv("TERM");

	return !c->plain && !c->json && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
	       !(term && !strcmp(term, "dumb"));
}

int main(int argc, char **argv)
{
	struct cli c = { .key_of = ui_key_of, .check = ui_check_config };
	struct err err = ERR_INIT;
	int status;

	umask(077);
	signal(SIGPIPE, SIG_IGN);
	json_memory_start();
	i18n_start(cli_language(argc, argv));
	if (!cli_parse(&c, argc, argv, &err) || !cli_can_start(&c, &err))
		return cli_fail(EXIT_USAGE, err.text);
	if (c.language)
		i18n_start(c.language);
	if (c.version || c.help) {
		if (c.version)
			puts("haowai " HAOWAI_VERSION);
		else
			cli_usage(&c);
		return cli_end(EXIT_DONE);
	}
	if (!open_places(&c))
		return EXIT_INPUT;
	if (!c.language)
		choose_language(&c);
	if (!c.command && c.n_args && !cli_can_open(c.args[0], &err))
		status = cli_fail(EXIT_INPUT, err.text);
	else if (c.command)
		status = c.command->run(&c);
	else if (has_screen(&c))
		status = open_reader(&c);
	else
		status = cli_headlines(&c);
	status = cli_end(status);
	log_close();
	paths_release(&c.paths);
	return status;
}
