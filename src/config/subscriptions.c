#include "config/subscriptions.h"
#include "base/array.h"
#include "base/path.h"
#include "config/parts.h"
#include "text/clean.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char preamble[] =
	"# Written by haowai: what was added, renamed, paused or unsubscribed on the screen.\n"
	"# Your own file is config, beside this one; the last five states are kept as .1 to .5.\n";

struct piece *subscriptions_add(struct subscriptions *s, struct slice section, struct slice name)
{
	struct piece *p = &ARRAY_PUSH(s->pieces, s->n, s->cap);

	str_init(&p->text);
	p->section = xstrndup(section.len ? section.data : "", section.len);
	p->name = xstrndup(name.len ? name.data : "", name.len);
	p->line = 0;
	return p;
}

void subscriptions_remove(struct subscriptions *s, size_t i)
{
	str_release(&s->pieces[i].text);
	free(s->pieces[i].section);
	free(s->pieces[i].name);
	s->n--;
	memmove(&s->pieces[i], &s->pieces[i + 1], (s->n - i) * sizeof *s->pieces);
}

void subscriptions_release(struct subscriptions *s)
{
	while (s->n)
		subscriptions_remove(s, s->n - 1);
	free(s->pieces);
	config_free(s->c);
	if (s->folder >= 0)
		close(s->folder);
}

void subscriptions_split(struct subscriptions *s, struct slice text)
{
	struct config_scan scan;
	struct config_scanned line;
	struct piece *p = subscriptions_add(s, slice_of(""), slice_of(""));

	config_scan_init(&scan, text);
	while (config_scan_next(&scan, &line)) {
		if (line.kind == CONFIG_SECTION) {
			p = subscriptions_add(s, line.section, line.name);
			p->line = line.line;
		}
		str_add_slice(&p->text, line.text);
		str_add_char(&p->text, '\n');
	}
}

int config_lock_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	while (fd >= 0 && flock(fd, LOCK_EX) && errno == EINTR)
		;
	return fd;
}

bool subscriptions_open(struct subscriptions *s, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	bool ok = true;

	memset(s, 0, sizeof *s);
	s->path = path;
	s->folder = config_lock_folder(path);
	if (path_exists(path))
		ok = path_read(path, &text, CONFIG_BYTES_MAX, err);
	subscriptions_split(s, ok && text.len ? str_slice(&text) : slice_of(preamble));
	s->c = config_of_program(str_slice(&text));
	str_release(&text);
	if (!ok)
		subscriptions_release(s);
	return ok;
}

bool subscriptions_write(struct subscriptions *s, struct err *err)
{
	struct str text = STR_INIT;
	bool ok;

	for (size_t i = 0; i < s->n; i++) {
		if (s->pieces[i].section[0] && text.len > 1 && text.data[text.len - 2] != '\n')
			str_add_char(&text, '\n');
		str_add_slice(&text, str_slice(&s->pieces[i].text));
	}
	ok = path_write(s->path, str_slice(&text), CONFIG_COPIES, err);
	str_release(&text);
	subscriptions_release(s);
	return ok;
}

/* --- lines ------------------------------------------------------------------------------------ */

void config_add_line(struct str *out, const char *key, const char *value)
{
	char *clean = text_cleaned(value, CLEAN_LINE);

	str_printf(out, "%s = %s\n", key, clean);
	free(clean);
}

void config_add_header(struct str *out, const char *section, const char *name)
{
	char *clean = text_cleaned(name, CLEAN_LINE);

	str_printf(out, "[%s %s]\n", section, clean);
	free(clean);
}

/* Does this line of a piece set that key? */
static bool config_line_sets(struct slice line, const char *key)
{
	struct slice name = slice_next(&line, '=');

	return slice_is(slice_trim(name), key);
}

void piece_set(struct piece *p, const char *key, const char *value)
{
	struct str text = STR_INIT;
	struct slice rest = str_slice(&p->text);

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		if (!line.len || config_line_sets(line, key))
			continue;
		str_add_slice(&text, line);
		str_add_char(&text, '\n');
	}
	if (value)
		config_add_line(&text, key, value);
	str_release(&p->text);
	p->text = text;
}

bool piece_remove_line(struct piece *p, const char *key, const char *value)
{
	struct str text = STR_INIT;
	struct slice rest = str_slice(&p->text);
	bool found = false;

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n'), name = line, set;

		set = slice_next(&name, '=');
		if (!found && slice_is(slice_trim(set), key) && slice_is(slice_trim(name), value)) {
			found = true;
			continue;
		}
		str_add_slice(&text, line);
		str_add_char(&text, '\n');
	}
	str_release(&p->text);
	p->text = text;
	return found;
}

bool piece_has(const struct piece *p, const char *key)
{
	struct slice rest = str_slice(&p->text);

	while (rest.len)
		if (config_line_sets(slice_next(&rest, '\n'), key))
			return true;
	return false;
}

size_t subscriptions_find(const struct subscriptions *s, const char *section, const char *name)
{
	size_t i = 0;

	while (i < s->n &&
	       (strcmp(s->pieces[i].section, section) != 0 || strcmp(s->pieces[i].name, name) != 0))
		i++;
	return i;
}

size_t subscriptions_find_source(const struct subscriptions *s, const char *key)
{
	int line = 0;
	size_t i = 0;

	for (size_t k = 0; k < s->c->n_sources; k++)
		if (!s->c->sources[k].is_builtin && !strcmp(s->c->sources[k].key, key))
			line = s->c->sources[k].line;
	while (i < s->n && (!line || s->pieces[i].line != line))
		i++;
	return i;
}

void subscriptions_note(struct subscriptions *s, const char *key, const char *what,
                        const char *value)
{
	size_t i = subscriptions_find(s, "source", key);

	if (i == s->n) {
		if (!value)
			return;
		subscriptions_add(s, slice_of("source"), slice_of(key));
		config_add_header(&s->pieces[i].text, "source", key);
	}
	piece_set(&s->pieces[i], what, value);
	/* Only its own line left: nothing is said any more. */
	if (strchr(s->pieces[i].text.data, '\n') ==
	    s->pieces[i].text.data + s->pieces[i].text.len - 1)
		subscriptions_remove(s, i);
}
