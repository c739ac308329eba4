/* Reading a configuration text: sections, keys, settings; every mistake noted, nothing fatal. */
#include "config/parts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "config/nearest.h"
#include "filter/filter.h"
#include "hot/extra.h"
#include "text/clean.h"

void config_problem(struct config_loader *l, int line, const char *format, ...)
{
	struct config_problem p = { l->file, line, NULL };
	struct str text = STR_INIT;
	va_list ap;

	if (l->n_problems >= CONFIG_PROBLEMS_MAX)
		return;
	va_start(ap, format);
	str_vprintf(&text, format, ap);
	va_end(ap);
	p.text = arena_strndup(l->arena, text.data, text.len);
	str_release(&text);
	ARRAY_PUSH(l->problems, l->n_problems, l->cap_problems) = p;
}

const char *config_keep(struct config_loader *l, struct slice text)
{
	struct str clean = STR_INIT;
	char *kept;

	if (text_is_clean(text, CLEAN_BLOCK))
		return arena_strndup(l->arena, text.data, text.len);
	text_clean(&clean, text, CLEAN_BLOCK);
	kept = arena_strndup(l->arena, clean.data, clean.len);
	str_release(&clean);
	for (char *p = strchr(kept, '\n'); p; p = strchr(p, '\n'))
		*p = ' ';
	return kept;
}

/* Names are shown in lists: one line, clean. */
const char *config_keep_name(struct config_loader *l, struct slice text)
{
	struct str clean = STR_INIT;
	const char *kept;

	text_clean(&clean, text, CLEAN_LINE);
	kept = arena_strndup(l->arena, clean.data, clean.len);
	str_release(&clean);
	return kept;
}

/* --- one key ---------------------------------------------------------------------------------- */

static bool is_option(const char *name)
{
	const struct option_info *infos;
	size_t n = options_list(&infos);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(infos[i].name, name))
			return true;
	return false;
}

static void unknown_key(struct config_loader *l, const struct config_key *keys, size_t n,
                        const char *key, int line)
{
	const char **names = arena_alloc(l->arena, (n + 1) * sizeof *names), *near;

	for (size_t i = 0; i < n; i++)
		names[i] = keys[i].name;
	near = nearest_name(key, names, n);
	if (is_option(key))
		config_problem(l, line,
		               _("%s is a setting of the whole program: put it under [haowai] or "
		                 "before the first section"),
		               key);
	else if (near)
		config_problem(l, line, _("unknown key %s in [%s], did you mean %s?"), key,
		               l->section_name, near);
	else
		config_problem(l, line,
		               _("unknown key %s in [%s]; haowai(5) lists those there are"), key,
		               l->section_name);
}

void config_set_key(struct config_loader *l, const struct config_key *keys, size_t n, void *object,
                    uint64_t *written, const struct config_scanned *line)
{
	const char *key = config_keep(l, line->key);
	struct err err = ERR_INIT;
	size_t i = 0;

	while (i < n && strcmp(keys[i].name, key) != 0)
		i++;
	if (i == n) {
		unknown_key(l, keys, n, key, line->line);
		return;
	}
	if (!keys[i].is_list && (*written & ((uint64_t)1 << i)))
		config_problem(l, line->line,
		               _("%s is written twice in this section; this one counts"), key);
	*written |= (uint64_t)1 << i;
	if (!keys[i].set(l, (char *)object + keys[i].offset,
	                 config_keep(l, keys[i].is_filter ? line->value : line->unquoted), &err))
		config_problem(l, line->line, "%s %s", key, err.text);
}

/* --- [haowai] and what stands before the first section ---------------------------------------- */

static bool begin_settings(struct config_loader *l, const struct config_scanned *line)
{
	(void)l;
	(void)line;
	return true;
}

static void key_setting(struct config_loader *l, const struct config_scanned *line)
{
	const char *name = config_keep(l, line->key);
	struct err err = ERR_INIT;

	if (config_is_source_key(name) && !is_option(name)) {
		config_problem(
			l, line->line,
			_("%s belongs into a section such as [feed NAME]; here are the settings "
		          "of the whole program"),
			name);
		return;
	}
	if (!options_set(&l->c->options, name, config_keep(l, line->unquoted), &err))
		config_problem(l, line->line, "%s", err.text);
}

/* --- [page PATTERN] --------------------------------------------------------------------------- */

#define PAGE_KEY(name, field, set, list)                                                           \
	{ name, offsetof(struct page_rule, field), sizeof(((struct page_rule *)0)->field), set,    \
	  list, false }

static const struct config_key page_keys[] = {
	PAGE_KEY("title", title, set_css_list, true),
	PAGE_KEY("source", source, set_css_list, true),
	PAGE_KEY("time", time, set_css_list, true),
	PAGE_KEY("updated", updated, set_css_list, true),
	PAGE_KEY("author", author, set_css_list, true),
	PAGE_KEY("editor", editor, set_css_list, true),
	PAGE_KEY("tags", tags, set_css_list, true),
	PAGE_KEY("body", body, set_css_list, true),
	PAGE_KEY("remove", remove, set_css_list, true),
	PAGE_KEY("next", next, set_css_list, true),
	PAGE_KEY("related", related, set_css_list, true),
	PAGE_KEY("related-title", related_title, set_css_list, true),
	PAGE_KEY("related-link", related_link, set_css_list, true),
	PAGE_KEY("related-time", related_time, set_css_list, true),
	PAGE_KEY("related-tags", related_tags, set_css_list, true),
	PAGE_KEY("strip-query", strip_query, set_names, true),
	PAGE_KEY("timezone", timezone, set_zone, false),
};

static bool begin_page(struct config_loader *l, const struct config_scanned *line)
{
	memset(&l->page, 0, sizeof l->page);
	l->page_written = 0;
	l->page.pattern = l->name;
	l->page.file = l->file;
	l->page.line = line->line;
	if (strstr(l->name, "://")) {
		l->page.pattern = strstr(l->name, "://") + 3;
		config_problem(l, line->line,
		               _("a page's pattern begins with the host: write [page %s]"),
		               l->page.pattern);
	}
	return true;
}

static void key_page(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, page_keys, ARRAY_LENGTH(page_keys), &l->page, &l->page_written, line);
}

/* A selector that cannot be read has been told already. */
static bool page_says(const struct config_loader *l, const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(page_keys); i++)
		if (!strcmp(page_keys[i].name, key))
			return (l->page_written & ((uint64_t)1 << i)) != 0;
	return false;
}

static void end_page(struct config_loader *l)
{
	if (l->page.body.n || l->page.title.n)
		ARRAY_PUSH(l->pages, l->n_pages, l->cap_pages) = l->page;
	else if (!page_says(l, "body") && !page_says(l, "title"))
		config_problem(l, l->page.line,
		               _("[page %s] says neither where the title nor where the body is; "
		                 "add title = and body ="),
		               l->page.pattern);
}

/* --- [view NAME] ------------------------------------------------------------------------------ */

static const struct config_key view_keys[] = {
	{ "follow", offsetof(struct config_view, is_followed), sizeof(bool), set_bool, false, false },
	{ "filter", offsetof(struct config_view, filter), sizeof(char *), set_filter, false, true },
};

static bool begin_view(struct config_loader *l, const struct config_scanned *line)
{
	(void)line;
	l->page_written = 0;
	l->view = NULL;
	/* A view saved in the program stands for one of the same name. */
	for (size_t i = 0; i < l->n_views; i++)
		if (!strcmp(l->views[i].name, l->name))
			l->view = &l->views[i];
	if (!l->view)
		l->view = &ARRAY_PUSH(l->views, l->n_views, l->cap_views);
	*l->view = (struct config_view){ .name = l->name };
	return true;
}

static void key_view(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, view_keys, ARRAY_LENGTH(view_keys), l->view, &l->page_written, line);
}

static void end_view(struct config_loader *l)
{
	if (l->view->filter)
		return;
	config_problem(l, l->section_line, _("[view %s] needs filter = and what it shows"),
	               l->name);
	memmove(l->view, l->view + 1,
	        (size_t)(l->views + --l->n_views - l->view) * sizeof *l->view);
}

/* --- sections kept as written ----------------------------------------------------------------- */

static bool begin_kept(struct config_loader *l, const struct config_scanned *line)
{
	(void)l;
	(void)line;
	return true;
}

static void key_kept(struct config_loader *l, const struct config_scanned *line)
{
	ARRAY_PUSH(l->lines, l->n_lines, l->cap_lines) = (struct config_line){
		.section = l->section_name, .name = l->name,
		.key = config_keep(l, line->key), .value = config_keep(l, line->unquoted),
		.file = l->file, .line = line->line,
	};
}

/* The rules are made of the lines later; what is wrong with one is said now. */
static void key_extra(struct config_loader *l, const struct config_scanned *line)
{
	const char *key = config_keep(l, line->key);
	struct extra_rules rules;
	struct err err = ERR_INIT;

	extra_rules_init(&rules);
	if (extra_rules_set(&rules, key, config_keep(l, line->unquoted), &err))
		key_kept(l, line);
	else
		config_problem(l, line->line, "%s %s", key, err.text);
	extra_rules_release(&rules);
}

/* --- [source KEY]: what the program has changed ----------------------------------------------- */

static bool set_paused(struct config_loader *l, void *field, const char *value, struct err *err)
{
	bool on;

	if (!set_bool(l, &on, value, err))
		return false;
	*(int *)field = on ? CHANGE_ON : CHANGE_OFF;
	return true;
}

static const struct config_key change_keys[] = {
	{ "name", offsetof(struct source_change, name), sizeof(char *), set_text, false, false },
	{ "paused", offsetof(struct source_change, paused), sizeof(int), set_paused, false, false },
	{ "unsubscribed", offsetof(struct source_change, unsubscribed), sizeof(bool), set_bool,
	  false, false },
};

static bool begin_change(struct config_loader *l, const struct config_scanned *line)
{
	struct source_change change = { l->name, NULL, false, CHANGE_NONE };

	if (l->origin != ORIGIN_PROGRAM) {
		config_problem(
			l, line->line,
			_("[source …] belongs to the program's own file; write [feed NAME] or "
		          "[hot NAME]"));
		return false;
	}
	l->page_written = 0;
	l->change = &ARRAY_PUSH(l->changes, l->n_changes, l->cap_changes);
	*l->change = change;
	return true;
}

static void key_change(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, change_keys, ARRAY_LENGTH(change_keys), l->change, &l->page_written,
	               line);
}

/* --- sections --------------------------------------------------------------------------------- */

static void end_nothing(struct config_loader *l)
{
	(void)l;
}

static const struct config_section settings = { "haowai", false, begin_settings, key_setting,
	                                        end_nothing };
static const struct config_section others[] = {
	{ "page", true, begin_page, key_page, end_page },
	{ "view", true, begin_view, key_view, end_view },
	{ "source", true, begin_change, key_change, end_nothing },
	{ "extra", false, begin_kept, key_extra, end_nothing },
	{ "keys", false, begin_kept, key_kept, end_nothing },
	{ "theme", false, begin_kept, key_kept, end_nothing },
};

static const struct config_section *find_section(const char *name)
{
	static const struct config_section *const first[] = { &settings, &config_feed, &config_hot,
		                                              &config_preset, &config_rule_section,
		                                              &config_alert_section,
		                                              &config_tags_section };

	for (size_t i = 0; i < ARRAY_LENGTH(first); i++)
		if (!strcmp(first[i]->name, name))
			return first[i];
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		if (!strcmp(others[i].name, name))
			return &others[i];
	return NULL;
}

static void unknown_section(struct config_loader *l, int line, const char *name)
{
	static const char *const names[] = { "haowai", "feed", "hot",   "page", "view", "rule",
		                             "alert",  "extra", "tags", "keys", "theme", "preset" };
	const char *near = nearest_name(name, names, ARRAY_LENGTH(names));

	if (near)
		config_problem(l, line, _("unknown section [%s], did you mean [%s]?"), name, near);
	else
		config_problem(l, line,
		               _("unknown section [%s]; there are [haowai] [feed NAME] [hot NAME] "
		                 "[page PATTERN] [view NAME] and those of haowai(5)"),
		               name);
}

static void end_section(struct config_loader *l)
{
	if (l->section)
		l->section->end(l);
	l->section = NULL;
}

static void begin_section(struct config_loader *l, const struct config_scanned *line)
{
	const struct config_section *s;
	const char *name;

	end_section(l);
	name = config_keep(l, line->section);
	l->name = line->name.len ? config_keep_name(l, line->name) : NULL;
	l->section_line = line->line;
	s = find_section(name);
	if (!s) {
		unknown_section(l, line->line, name);
		return;
	}
	if (s->is_named && !l->name) {
		config_problem(l, line->line, _("[%s] needs a name: write [%s NAME]"), name, name);
		return;
	}
	if (!s->is_named && l->name)
		config_problem(l, line->line, _("[%s] takes no name; “%s” is left out"), name,
		               l->name);
	l->section_name = s->name;
	if (s->begin(l, line))
		l->section = s;
}

/* --- lines ------------------------------------------------------------------------------------ */

/* A file in GBK gives one message, not one a line. */
static void check_encoding(struct config_loader *l, const struct config_scanned *line)
{
	if (l->said_encoding || text_is_clean(line->text, CLEAN_BLOCK))
		return;
	l->said_encoding = true;
	config_problem(
		l, line->line,
		_("holds what is not UTF-8 text (or control characters); save the file as UTF-8"));
}

static void read_line(struct config_loader *l, const struct config_scanned *line)
{
	switch (line->kind) {
	case CONFIG_COMMENT:
		break;
	case CONFIG_SECTION:
		begin_section(l, line);
		break;
	case CONFIG_KEY:
		if (l->section)
			l->section->key(l, line);
		break;
	case CONFIG_NEWSBOAT:
		config_newsboat(l, line);
		break;
	case CONFIG_WRONG:
		config_problem(l, line->line, "%s", _(line->wrong));
		break;
	}
}

void config_read_text(struct config_loader *l, struct slice text, enum config_origin origin,
                      const char *file)
{
	struct config_scan scan;
	struct config_scanned line;

	l->origin = origin;
	l->file = arena_strdup(l->arena, file);
	l->said_encoding = false;
	l->section = &settings;
	l->section_name = settings.name;
	l->name = NULL;
	config_scan_init(&scan, text);
	while (config_scan_next(&scan, &line)) {
		check_encoding(l, &line);
		read_line(l, &line);
	}
	end_section(l);
}
