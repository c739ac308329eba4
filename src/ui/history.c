#include "ui/history.h"
#include "base/log.h"
#include "base/path.h"
#include "ui/state.h"

#include <stdlib.h>

enum { FILE_LIMIT = 1 << 20, KIND_BYTES = 32 };

static char *path_of(const struct ui *ui)
{
	const char *dir = reader_state_dir(ui->reader);

	return dir ? path_join(dir, "history") : NULL;
}

static void take_line(struct prompt *p, struct slice line)
{
	struct slice kind = slice_next(&line, '\t');
	struct str name = STR_INIT, text = STR_INIT;

	if (kind.len && kind.len <= KIND_BYTES && line.len <= LINE_LIMIT) {
		str_add_slice(&name, kind);
		str_add_slice(&text, line);
		if (text.len)
			prompt_remember(p, name.data, text.data);
	}
	str_release(&name);
	str_release(&text);
}

void history_load(struct ui *ui)
{
	struct str file = STR_INIT;
	char *path = path_of(ui);
	struct slice rest;

	if (path && path_exists(path) && path_read(path, &file, FILE_LIMIT, NULL)) {
		rest = str_slice(&file);
		while (rest.len)
			take_line(&ui->prompt, slice_next(&rest, '\n'));
	}
	ui->prompt.has_news = false;
	str_release(&file);
	free(path);
}

void history_save(struct ui *ui)
{
	const struct prompt *p = &ui->prompt;
	struct str file = STR_INIT;
	struct err err = ERR_INIT;
	char *path = path_of(ui);

	for (size_t i = 0; i < p->n_history; i++)
		str_printf(&file, "%s\t%s\n", p->history[i].kind, p->history[i].text);
	if (path && p->has_news && !path_write(path, str_slice(&file), 0, &err))
		log_line(LOG_WARN, "%s", err.text);
	str_release(&file);
	free(path);
}
