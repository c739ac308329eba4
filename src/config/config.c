/* The configuration as a whole: both files, the built-in edition, and what the program changed. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/url.h"
#include "config/nearest.h"
#include "config/parts.h"
#include "feed/page.h"

static void loader_init(struct config_loader *l)
{
	memset(l, 0, sizeof *l);
	l->c = xcalloc(1, sizeof *l->c);
	arena_init(&l->c->arena);
	l->arena = &l->c->arena;
	options_init(&l->c->options);
	config_read_text(l, catalogue_presets(), ORIGIN_BUILTIN, "presets");
}

/* Move a growing array into the arena of the configuration. */
static void *settle(struct config_loader *l, void *array, size_t n, size_t size)
{
	void *kept = arena_alloc(l->arena, (n + 1) * size);

	if (n)
		memcpy(kept, array, n * size);
	free(array);
	return kept;
}

static void read_file(struct config_loader *l, const char *path, enum config_origin origin)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (!path || (strcmp(path, "-") != 0 && !path_exists(path)))
		return;
	if (path_read(path, &text, CONFIG_BYTES_MAX, &err)) {
		config_read_text(l, str_slice(&text), origin, path);
	} else {
		l->file = arena_strdup(l->arena, path);
		config_problem(l, 0, "%s", err.text);
	}
	str_release(&text);
}

/* --- what the program has changed ------------------------------------------------------------- */

static const struct source_change *find_change(const struct config_loader *l,
                                               const struct by_hash *by_key, const char *key)
{
	size_t at = 0, i;

	while (by_hash_next(by_key, hash_bytes(HASH_START, key, strlen(key)), &at, &i))
		if (!strcmp(l->changes[i].key, key))
			return &l->changes[i];
	return NULL;
}

/* Those that stay move up; returns how many they are. */
static size_t change_sources(struct config_loader *l)
{
	struct by_hash by_key = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < l->n_changes; i++)
		by_hash_add(&by_key, hash_bytes(HASH_START, l->changes[i].key,
		                               strlen(l->changes[i].key)), i);
	for (size_t i = 0; i < l->n_sources; i++) {
		struct source s = l->sources[i];
		const struct source_change *change = find_change(l, &by_key, s.key);

		if (change && change->unsubscribed)
			continue;
		if (change && change->name && *change->name) {
			s.name = change->name;
			s.is_unnamed = false;
		}
		if (change && change->paused)
			s.paused = change->paused == CHANGE_ON;
		l->sources[kept++] = s;
	}
	by_hash_release(&by_key);
	return kept;
}

static void apply_changes(struct config_loader *l)
{
	size_t kept;

	if (!l->n_changes)
		return;
	kept = change_sources(l);
	/* Renaming may have made two of one name: each takes its own anew, in order. */
	by_hash_release(&l->c->names);
	by_hash_release(&l->by_key);
	l->n_sources = 0;
	for (size_t i = 0; i < kept; i++) {
		struct source s = l->sources[i];

		s.name = config_free_name(l, s.kind, s.name);
		config_push_source(l, &s);
	}
}

/* --- the built-in edition --------------------------------------------------------------------- */

static void add_builtin(struct config_loader *l, bool hidden)
{
	static const struct {
		enum source_kind kind;
		const char *name, *url;
	} edition[] = {
		{ SOURCE_FEED, "号外创刊号", "haowai:edition" },
		{ SOURCE_HOT, "格子城热榜", "haowai:hot/格子城热榜" },
		{ SOURCE_HOT, "茶馆热议", "haowai:hot/茶馆热议" },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(edition); i++) {
		struct source s = {
			.kind = edition[i].kind,
			.url = edition[i].url,
			.language = "zh",
			.timezone = "+08:00",
			.keep_for_s = -1,
			.is_builtin = true,
			.hidden = hidden,
			.fulltext = FULLTEXT_OFF,
		};

		s.name = config_free_name(l, s.kind, edition[i].name);
		s.key = arena_printf(l->arena, "%s:%s", s.kind == SOURCE_HOT ? "hot" : "feed",
		                     s.url);
		config_push_source(l, &s);
	}
}

static void add_builtin_pages(struct config_loader *l)
{
	for (const struct page_rule *r = page_rules_builtin(); r && r->pattern; r++)
		ARRAY_PUSH(l->pages, l->n_pages, l->cap_pages) = *r;
}

/* `fulltext = CSS` is a page rule of one source: this is the text, `remove` what is not. */
static void add_fulltext_rules(struct config_loader *l)
{
	for (size_t i = 0; i < l->n_sources; i++) {
		struct source *s = &l->sources[i];
		struct page_rule *rule;

		if (s->fulltext != FULLTEXT_CSS)
			continue;
		rule = arena_alloc(l->arena, sizeof *rule);
		rule->pattern = s->name;
		rule->body.v = arena_alloc(l->arena, sizeof *rule->body.v);
		rule->body.v[0] = s->fulltext_css;
		rule->body.n = 1;
		rule->remove = s->map.remove;
		rule->timezone = s->timezone;
		s->page = rule;
	}
}

bool config_is_muted(const struct config *c, const char *filter)
{
	for (size_t i = 0; i < c->n_rules; i++)
		for (size_t k = 0; c->rules[i].mute && k < c->rules[i].match.n; k++)
			if (!strcmp(c->rules[i].match.v[k], filter))
				return true;
	return false;
}

/* --- loading ---------------------------------------------------------------------------------- */

static struct config *finish(struct config_loader *l)
{
	struct config *c = l->c;

	c->has_sources = l->n_sources > 0;
	add_builtin(l, c->has_sources);
	add_builtin_pages(l);
	add_fulltext_rules(l);
	c->n_sources = l->n_sources;
	c->sources = settle(l, l->sources, l->n_sources, sizeof *l->sources);
	c->n_pages = l->n_pages;
	c->pages = settle(l, l->pages, l->n_pages, sizeof *l->pages);
	c->n_views = l->n_views;
	c->views = settle(l, l->views, l->n_views, sizeof *l->views);
	c->n_rules = l->n_rules;
	c->rules = settle(l, l->rules, l->n_rules, sizeof *l->rules);
	c->n_alerts = l->n_alerts;
	c->alerts = settle(l, l->alerts, l->n_alerts, sizeof *l->alerts);
	c->tags.n_pairs = l->n_pairs;
	c->tags.pairs = settle(l, l->pairs, l->n_pairs, sizeof *l->pairs);
	c->tags.pin = l->pin;
	c->n_lines = l->n_lines;
	c->lines = settle(l, l->lines, l->n_lines, sizeof *l->lines);
	c->n_problems = l->n_problems;
	c->problems = settle(l, l->problems, l->n_problems, sizeof *l->problems);
	free(l->origins);
	free(l->presets);
	free(l->changes);
	by_hash_release(&l->by_key);
	by_hash_release(&l->stems);
	free(l->next_number);
	return c;
}

struct config *config_load(const char *config_path, const char *subscriptions_path)
{
	struct config_loader l;

	loader_init(&l);
	read_file(&l, config_path, ORIGIN_USER);
	read_file(&l, subscriptions_path, ORIGIN_PROGRAM);
	apply_changes(&l);
	return finish(&l);
}

struct config *config_of_text(struct slice text, const char *file)
{
	struct config_loader l;

	loader_init(&l);
	config_read_text(&l, text, ORIGIN_USER, file);
	return finish(&l);
}

struct config *config_of_program(struct slice text)
{
	struct config_loader l;

	loader_init(&l);
	config_read_text(&l, text, ORIGIN_PROGRAM, "subscriptions");
	return finish(&l);
}

char *config_key_of(const char *section_text)
{
	struct config *c = config_of_program(slice_of(section_text));
	char *key = xstrdup(c->has_sources && !c->sources[0].problem ? c->sources[0].key : "");

	config_free(c);
	return key;
}

/* A path becomes a file:// address, absolute and with everything but plain characters encoded. */
static char *file_address(const char *path)
{
	struct str url = STR_INIT;
	char *absolute = realpath(path, NULL);
	struct slice rest = slice_of(absolute ? absolute : path);

	str_add(&url, "file://");
	while (rest.len) {
		struct slice part = slice_next(&rest, '/');

		url_encode(&url, part);
		if (rest.len)
			str_add_char(&url, '/');
	}
	free(absolute);
	return str_take(&url);
}

struct config *config_of_one(const char *url, const char *config_path)
{
	struct config_loader l;
	struct source_draft draft = { .source = { .kind = SOURCE_FEED, .is_unnamed = true } };
	char *address = strstr(url, "://") ? xstrdup(url) : file_address(url);
	char *label = url_host_label(address);

	loader_init(&l);
	if (config_path)
		read_file(&l, config_path, ORIGIN_USER);
	l.n_sources = l.n_origins = l.n_views = 0;
	by_hash_release(&l.c->names);
	by_hash_release(&l.by_key);
	l.origin = ORIGIN_PROGRAM;
	draft.source.url = arena_strdup(l.arena, address);
	draft.source.name = arena_strdup(l.arena, *label ? label : url);
	config_add_source(&l, &draft);
	free(label);
	free(address);
	return finish(&l);
}

/* A title may be a paragraph; a name stands in a column. */
enum { TITLE_BYTES = 96 };

void config_take_title(struct config *c, size_t i, const char *title)
{
	struct source *s = &c->sources[i];
	struct slice text = slice_trim(slice_of(title));
	const char *name, *tried;
	size_t other;

	if (!text.len)
		return;
	if (text.len > TITLE_BYTES)
		for (text.len = TITLE_BYTES; ((unsigned char)text.data[text.len] & 0xc0) == 0x80;)
			text.len--;
	name = tried = arena_strndup(&c->arena, text.data, text.len);
	for (int n = 2; (other = config_find_name(&c->names, c->sources, c->n_sources, s->kind, tried)) !=
	                        (size_t)-1 && other != i; n++)
		tried = arena_printf(&c->arena, "%s %d", name, n);
	by_hash_add(&c->names, config_hash_name(s->kind, tried), i);
	s->name = tried;
	s->is_unnamed = false;
}

void config_free(struct config *c)
{
	if (!c)
		return;
	arena_release(&c->arena);
	by_hash_release(&c->names);
	free(c);
}

const struct config_line *config_next_line(const struct config *c, const char *section, size_t *at)
{
	while (*at < c->n_lines) {
		const struct config_line *line = &c->lines[(*at)++];

		if (!strcmp(line->section, section))
			return line;
	}
	return NULL;
}

static void no_such_source(const struct config *c, const char *word, struct err *err)
{
	const char **names = xcalloc(c->n_sources + 1, sizeof *names), *near;

	for (size_t i = 0; i < c->n_sources; i++)
		names[i] = c->sources[i].name;
	near = nearest_name(word, names, c->n_sources);
	if (near)
		err_set(err, _("no source is called “%s”, did you mean “%s”? `haowai sources` lists them"),
		        word, near);
	else
		err_set(err, _("no source is called “%s”; `haowai sources` lists them"), word);
	free(names);
}

const struct source *config_find_source(const struct config *c, const char *word, struct err *err)
{
	const struct source *found = NULL;

	for (size_t i = 0; i < c->n_sources; i++)
		if (text_same(c->sources[i].name, word) || text_same(c->sources[i].url, word))
			return &c->sources[i];
	for (size_t i = 0; i < c->n_sources; i++) {
		if (!strstr(c->sources[i].name, word))
			continue;
		if (found) {
			err_set(err, _("“%s” fits several sources: %s, %s"), word, found->name,
			        c->sources[i].name);
			return NULL;
		}
		found = &c->sources[i];
	}
	if (!found)
		no_such_source(c, word, err);
	return found;
}

const struct page_rule *config_page_rule(const struct config *c, const char *url)
{
	for (size_t i = 0; i < c->n_pages; i++)
		if (page_rule_matches(&c->pages[i], url))
			return &c->pages[i];
	return NULL;
}

void config_complain(struct config *c, const struct config_line *line, const char *text)
{
	struct config_problem *all = arena_alloc(&c->arena, (c->n_problems + 1) * sizeof *all);

	if (c->n_problems)
		memcpy(all, c->problems, c->n_problems * sizeof *all);
	all[c->n_problems++] = (struct config_problem){ line->file, line->line,
		                                        arena_strdup(&c->arena, text) };
	c->problems = all;
}
