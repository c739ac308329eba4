/* An article given to another program: through a pipe, to the printer. */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/proc.h"
#include "share/take.h"
#include "ui/actions.h"
#include "ui/view_output.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct environment {
	char **v;
	size_t n, cap;
};

static void add_variable(struct environment *e, const char *name, const char *value)
{
	struct str line = STR_INIT;

	str_printf(&line, "HAOWAI_%s=%s", name, value ? value : "");
	ARRAY_PUSH(e->v, e->n, e->cap) = str_take(&line);
}

/* What a script wants to know of the article; only as variables, never in a command's words. */
static void describe(struct environment *e, const struct article *a)
{
	struct str tags = STR_INIT;
	char published[TIME_TEXT_SIZE], id[32];

	time_format_utc(a->item.published, published);
	snprintf(id, sizeof id, "%" PRId64, a->item.id);
	for (size_t i = 0; i < a->item.n_tags; i++)
		str_printf(&tags, "%s%s", i ? "," : "", a->item.tags[i]);
	add_variable(e, "ID", id);
	add_variable(e, "TITLE", a->item.title);
	add_variable(e, "LINK", a->item.link);
	add_variable(e, "SOURCE", a->item.source);
	add_variable(e, "AUTHOR", a->item.author);
	add_variable(e, "PUBLISHED", published);
	add_variable(e, "TAGS", tags.data);
	ARRAY_PUSH(e->v, e->n, e->cap) = NULL;
	str_release(&tags);
}

static void run(struct ui *ui, const char *command, const char *said)
{
	struct environment e = { 0 };
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	char **words = proc_words(command, &err);
	struct page *p = words && words[0] ? take_target_page(ui) : NULL;

	if (!words)
		ui_say_error(ui, err.text);
	if (p) {
		take_page(p, TAKE_TEXT, &text);
		describe(&e, &p->article);
		output_run(ui, (const char *const *)words, e.v, str_slice(&text), said);
	}
	proc_words_free(e.v);
	proc_words_free(words);
	reader_page_free(p);
	str_release(&text);
}

static void pipe_taken(struct ui *ui, const char *text)
{
	run(ui, text, NULL);
}

static const struct prompt_ops pipe_prompt = {
	.label = N_("pipe to"),
	.help = N_("Enter gives the article's text to the command  ↑↓ earlier ones  Esc leaves it"),
	.whole_line = true,
	.history = "pipe",
	.taken = pipe_taken,
};

void action_pipe(struct ui *ui, int count)
{
	struct target t;

	(void)count;
	if (ui_target(ui, &t) && t.item)
		prompt_open(ui, &pipe_prompt, "");
	else
		ui_say(ui, "%s", _("There is no article here"));
}

void action_print(struct ui *ui, int count)
{
	const char *command = reader_config(ui->reader)->options.print_command;

	(void)count;
	if (*command)
		run(ui, command, _("Given to the printer"));
	else
		ui_say(ui, "%s", _("Option print-command names no command"));
}
