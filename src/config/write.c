/*
 * What the program changes: the file `subscriptions`, in the syntax of the configuration. The
 * user's own file is never written. Sections are kept word for word; only the one that is meant
 * changes.
 */
#include "config/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/url.h"
#include "config/parts.h"
#include "text/clean.h"

#define MUTED_RULE "muted" /* the section that the screen writes into */

static const char preamble[] =
	"# Written by haowai: what was added, renamed, paused or unsubscribed on the screen.\n"
	"# Your own file is config, beside this one; the last five states are kept as .1 to .5.\n";

/* A section: its own line and all up to the next. The first has no line of its own. */
struct piece {
	struct str text;
	char *section, *name; /* "" in the first */
	int line;             /* where it stood; 0: it is new */
};

struct subscriptions {
	const char *path;
	int folder;           /* locked: two readers may change the file */
	struct config *c;     /* what the file made when it was read */
	struct piece *pieces;
	size_t n, cap;
};

static struct piece *add_piece(struct subscriptions *s, struct slice section, struct slice name)
{
	struct piece *p = &ARRAY_PUSH(s->pieces, s->n, s->cap);

	str_init(&p->text);
	p->section = xstrndup(section.len ? section.data : "", section.len);
	p->name = xstrndup(name.len ? name.data : "", name.len);
	p->line = 0;
	return p;
}

static void remove_piece(struct subscriptions *s, size_t i)
{
	str_release(&s->pieces[i].text);
	free(s->pieces[i].section);
	free(s->pieces[i].name);
	s->n--;
	memmove(&s->pieces[i], &s->pieces[i + 1], (s->n - i) * sizeof *s->pieces);
}

static void release(struct subscriptions *s)
{
	while (s->n)
		remove_piece(s, s->n - 1);
	free(s->pieces);
	config_free(s->c);
	if (s->folder >= 0)
		close(s->folder);
}

static void split(struct subscriptions *s, struct slice text)
{
	struct config_scan scan;
	struct config_scanned line;
	struct piece *p = add_piece(s, slice_of(""), slice_of(""));

	config_scan_init(&scan, text);
	while (config_scan_next(&scan, &line)) {
		if (line.kind == CONFIG_SECTION) {
			p = add_piece(s, line.section, line.name);
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

/* A file that is there but cannot be read is not overwritten. */
static bool open_subscriptions(struct subscriptions *s, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	bool ok = true;

	memset(s, 0, sizeof *s);
	s->path = path;
	s->folder = config_lock_folder(path);
	if (path_exists(path))
		ok = path_read(path, &text, CONFIG_BYTES_MAX, err);
	split(s, ok && text.len ? str_slice(&text) : slice_of(preamble));
	s->c = config_of_program(str_slice(&text));
	str_release(&text);
	if (!ok)
		release(s);
	return ok;
}

static bool write_and_release(struct subscriptions *s, struct err *err)
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
	release(s);
	return ok;
}

/* --- lines ------------------------------------------------------------------------------------ */

/* A value on one line; quoted when blanks at its ends would be lost. */
static void add_line(struct str *out, const char *key, const char *value)
{
	char *clean = text_cleaned(value, CLEAN_LINE);

	str_printf(out, "%s = %s\n", key, clean);
	free(clean);
}

static void add_header(struct str *out, const char *section, const char *name)
{
	char *clean = text_cleaned(name, CLEAN_LINE);

	str_printf(out, "[%s %s]\n", section, clean);
	free(clean);
}

/* Does this line of a piece set that key? */
static bool sets(struct slice line, const char *key)
{
	struct slice name = slice_next(&line, '=');

	return slice_is(slice_trim(name), key);
}

/* Take the key's lines out of a piece, and put the new one at its end; value NULL: only out. */
static void set_line(struct piece *p, const char *key, const char *value)
{
	struct str text = STR_INIT;
	struct slice rest = str_slice(&p->text);

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');

		if (!line.len || sets(line, key))
			continue;
		str_add_slice(&text, line);
		str_add_char(&text, '\n');
	}
	if (value)
		add_line(&text, key, value);
	str_release(&p->text);
	p->text = text;
}

static size_t find_piece(const struct subscriptions *s, const char *section, const char *name)
{
	size_t i = 0;

	while (i < s->n &&
	       (strcmp(s->pieces[i].section, section) != 0 || strcmp(s->pieces[i].name, name) != 0))
		i++;
	return i;
}

/* The [feed] or [hot] of the file that makes the source of this key; s->n when none does. */
static size_t find_source(const struct subscriptions *s, const char *key)
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

/* Change one thing about a source, in its [source KEY]; a section that says nothing goes. */
static void note_change(struct subscriptions *s, const char *key, const char *what,
                        const char *value)
{
	size_t i = find_piece(s, "source", key);

	if (i == s->n) {
		if (!value)
			return;
		add_piece(s, slice_of("source"), slice_of(key));
		add_header(&s->pieces[i].text, "source", key);
	}
	set_line(&s->pieces[i], what, value);
	/* Only its own line left: nothing is said any more. */
	if (strchr(s->pieces[i].text.data, '\n') ==
	    s->pieces[i].text.data + s->pieces[i].text.len - 1)
		remove_piece(s, i);
}

/* --- what the screen asks for ----------------------------------------------------------------- */

/* The lines of a new section. A whole one (a catalogue entry's) may be given a name of the user's.
 */
static void new_section(struct str *out, const char *url, const char *name, const char *group,
                        const char *more)
{
	struct slice rest = slice_trim(slice_of(more)), line;
	const char *kind = slice_begins(rest, "[hot ") ? "hot" : "feed";

	if (slice_begins(rest, "[")) {
		line = slice_next(&rest, '\n');
		if (name && *name)
			add_header(out, kind, name);
		else
			str_printf(out, "%.*s\n", (int)line.len, line.data);
	} else {
		char *label = url_host_label(url);

		add_header(out, "feed", name && *name ? name : *label ? label : url);
		add_line(out, "url", url);
		if (group && *group)
			add_line(out, "group", group);
		free(label);
	}
	while (rest.len) {
		line = slice_trim(slice_next(&rest, '\n'));
		if (line.len)
			str_printf(out, "%.*s\n", (int)line.len, line.data);
	}
}

/* "ithome.com/rss" is what people type. */
static char *with_scheme(const char *url)
{
	struct str whole = STR_INIT;

	if (url && *url && !strstr(url, "://"))
		str_add(&whole, "https://");
	str_add(&whole, url ? url : "");
	return str_take(&whole);
}

bool config_subscribe(const char *subscriptions_path, const char *url, const char *name,
                      const char *group, const char *more_lines, struct err *err)
{
	struct subscriptions s;
	struct str text = STR_INIT;
	char *key;
	char *whole = with_scheme(url);
	bool ok = true;

	new_section(&text, whole, name, group, more_lines);
	key = config_key_of(text.data);
	if (!*key) {
		ok = err_set(err,
		             _("%s cannot be subscribed to; http, https and file addresses can"),
		             whole);
	} else if ((ok = open_subscriptions(&s, subscriptions_path, err))) {
		note_change(&s, key, "unsubscribed", NULL);
		if (find_source(&s, key) == s.n) {
			struct piece *p = add_piece(&s, slice_of("feed"), slice_of(""));

			str_add_slice(&p->text, str_slice(&text));
		}
		ok = write_and_release(&s, err);
	}
	free(key);
	free(whole);
	str_release(&text);
	return ok;
}

bool config_unsubscribe(const char *subscriptions_path, const struct source *source,
                        struct err *err)
{
	struct subscriptions s;
	bool found;
	size_t i;

	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	i = find_source(&s, source->key);
	found = i < s.n;
	if (found)
		remove_piece(&s, i);
	/* What stands in the user's file is not ours to take out: it is noted. */
	if (!found || !text_same(source->file, subscriptions_path)) {
		note_change(&s, source->key, "unsubscribed", "on");
	} else {
		i = find_piece(&s, "source", source->key);
		if (i < s.n)
			remove_piece(&s, i);
	}
	return write_and_release(&s, err);
}

bool config_rename(const char *subscriptions_path, const struct source *source, const char *name,
                   struct err *err)
{
	struct subscriptions s;

	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	note_change(&s, source->key, "name", name && *name ? name : NULL);
	return write_and_release(&s, err);
}

bool config_pause(const char *subscriptions_path, const struct source *source, bool paused,
                  struct err *err)
{
	struct subscriptions s;

	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	note_change(&s, source->key, "paused", paused ? "on" : "off");
	return write_and_release(&s, err);
}

/* Take one line of a key out of a piece; true when it was there. */
static bool remove_line(struct piece *p, const char *key, const char *value)
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

static bool has_line(const struct piece *p, const char *key)
{
	struct slice rest = str_slice(&p->text);

	while (rest.len)
		if (sets(slice_next(&rest, '\n'), key))
			return true;
	return false;
}

bool config_mute(const char *subscriptions_path, const char *filter, bool on, struct err *err)
{
	struct subscriptions s;
	char *clean = text_cleaned(filter, CLEAN_LINE);
	struct piece *p;
	size_t i;

	if (!open_subscriptions(&s, subscriptions_path, err)) {
		free(clean);
		return false;
	}
	i = find_piece(&s, "rule", MUTED_RULE);
	p = i < s.n ? &s.pieces[i] : NULL;
	if (!p && on) {
		p = add_piece(&s, slice_of("rule"), slice_of(MUTED_RULE));
		add_header(&p->text, "rule", MUTED_RULE);
		add_line(&p->text, "mute", "on");
	}
	if (p)
		remove_line(p, "match", clean);
	if (on)
		add_line(&p->text, "match", clean);
	else if (p && !has_line(p, "match"))
		remove_piece(&s, i);
	free(clean);
	return write_and_release(&s, err);
}

static bool write_view(const char *subscriptions_path, const char *name, const char *filter,
                       bool is_followed, struct err *err)
{
	struct subscriptions s;
	struct piece *p;
	size_t i;

	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	i = find_piece(&s, "view", name);
	p = i < s.n ? &s.pieces[i] : add_piece(&s, slice_of("view"), slice_of(name));
	str_clear(&p->text);
	add_header(&p->text, "view", name);
	add_line(&p->text, "filter", filter);
	if (is_followed)
		add_line(&p->text, "follow", "on");
	return write_and_release(&s, err);
}

bool config_save_view(const char *subscriptions_path, const char *name, const char *filter,
                      struct err *err)
{
	return write_view(subscriptions_path, name, filter, false, err);
}

bool config_follow(const char *subscriptions_path, const char *name, const char *filter,
                   struct err *err)
{
	return write_view(subscriptions_path, name, filter, true, err);
}

bool config_unfollow(const char *subscriptions_path, const char *name, struct err *err)
{
	struct subscriptions s;
	size_t i;

	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	i = find_piece(&s, "view", name);
	if (i == s.n) {
		release(&s);
		return err_set(err, _("“%s” stands in your own file: take [view %s] out there"), name,
		               name);
	}
	remove_piece(&s, i);
	return write_and_release(&s, err);
}

/* --- many at once ------------------------------------------------------------------------------ */

static const struct source *source_of_key(const struct config *c, const char *key)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (!c->sources[i].is_builtin && !strcmp(c->sources[i].key, key))
			return &c->sources[i];
	return NULL;
}

const struct source *config_find_section(const struct config *c, const char *section_text)
{
	char *key = config_key_of(section_text);
	const struct source *found = *key ? source_of_key(c, key) : NULL;

	free(key);
	return found;
}

static const struct source *source_of_line(const struct config *c, int line)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (!c->sources[i].is_builtin && c->sources[i].line == line)
			return &c->sources[i];
	return NULL;
}

/* A section that makes no source is one of its own text's twice over. */
static bool add_source(struct subscriptions *s, const struct config *now, const struct source *made,
                       const struct piece *from)
{
	if (!made || source_of_key(now, made->key))
		return false;
	note_change(s, made->key, "unsubscribed", NULL);
	if (find_source(s, made->key) == s->n)
		str_add_slice(&add_piece(s, slice_of(from->section), slice_of(from->name))->text,
		              str_slice(&from->text));
	return true;
}

static bool add_section(struct subscriptions *s, const struct piece *from)
{
	size_t i = find_piece(s, from->section, from->name);
	struct piece *p;

	if (i < s->n && slice_equal(slice_trim(str_slice(&s->pieces[i].text)),
	                            slice_trim(str_slice(&from->text))))
		return false;
	p = i < s->n ? &s->pieces[i]
	             : add_piece(s, slice_of(from->section), slice_of(from->name));
	str_clear(&p->text);
	str_add_slice(&p->text, str_slice(&from->text));
	return true;
}

bool config_add_text(const char *subscriptions_path, const struct config *now, struct slice text,
                     struct config_added *out, struct err *err)
{
	struct subscriptions s, from;
	bool ok;

	memset(out, 0, sizeof *out);
	if (!open_subscriptions(&s, subscriptions_path, err))
		return false;
	memset(&from, 0, sizeof from);
	from.folder = -1;
	from.c = config_of_program(text);
	split(&from, text);
	for (size_t i = 1; i < from.n; i++) {
		const struct piece *p = &from.pieces[i];
		bool is_source = !strcmp(p->section, "feed") || !strcmp(p->section, "hot");

		if (is_source ? add_source(&s, now, source_of_line(from.c, p->line), p)
		              : add_section(&s, p))
			out->n_added++;
		else
			out->n_there++;
	}
	release(&from);
	ok = !out->n_added;
	if (ok)
		release(&s);
	else
		ok = write_and_release(&s, err);
	return ok;
}
