/* [feed NAME], [hot NAME], [preset NAME]: the keys of a source, its presets, what is wrong with it. */
#include "config/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "config/nearest.h"

#define KEY(name, field, set, list, filter)                                                        \
	{ name, offsetof(struct source, field), sizeof(((struct source *)0)->field), set, list,    \
	  filter }
#define ONE(name, field, set)  KEY(name, field, set, false, false)
#define MANY(name, field, set) KEY(name, field, set, true, false)

static bool set_preset(struct config_loader *l, void *field, const char *value, struct err *err);
static bool set_fulltext(struct config_loader *l, void *field, const char *value, struct err *err);
static bool set_base(struct config_loader *l, void *field, const char *value, struct err *err);

/* One row a key: to add one is to add a row here and a line in haowai(5). */
static const struct config_key keys[] = {
	ONE("url", url, set_text),
	ONE("preset", preset, set_preset),
	ONE("group", group, set_group),
	ONE("language", language, set_language),
	ONE("every", every_s, set_seconds),
	ONE("keep-for", keep_for_s, set_seconds),
	ONE("keep-items", keep_items, set_count),
	MANY("tag", tag, set_list),
	KEY("skip", skip, set_filter_list, true, true),
	KEY("keep", keep, set_filter_list, true, true),
	ONE("paused", paused, set_bool),
	ONE("hidden", hidden, set_bool),
	/* mapping */
	ONE("type", type, set_type),
	MANY("items", map.items, set_list),
	MANY("id", map.id, set_list),
	MANY("title", map.title, set_list),
	MANY("link", map.link, set_list),
	MANY("time", map.time, set_list),
	MANY("updated", map.updated, set_list),
	MANY("author", map.author, set_list),
	MANY("source", map.source, set_list),
	MANY("tags", map.tags, set_list),
	MANY("heat", map.heat, set_list),
	MANY("rank", map.rank, set_list),
	MANY("summary", map.summary, set_list),
	MANY("content", map.content, set_list),
	MANY("image", map.image, set_list),
	MANY("drop", map.drop, set_drop),
	MANY("strip-query", map.strip_query, set_names),
	MANY("remove", map.remove, set_css_list),
	ONE("extract", map.extract, set_extract),
	ONE("sort", map.sort, set_text),
	ONE("skip-first", map.skip_first, set_count),
	ONE("limit", map.limit, set_count),
	ONE("timezone", timezone, set_zone),
	ONE("fulltext", fulltext_css, set_fulltext),
	/* fetching */
	MANY("header", header, set_header),
	MANY("header-env", header_env, set_header_env),
	ONE("auth-command", auth_command, set_command),
	ONE("cookie-file", cookie_file, set_file),
	ONE("method", method, set_method),
	ONE("body", body, set_text),
	ONE("proxy", proxy, set_proxy),
	/* of a preset only */
	ONE("base", url, set_base),
};
_Static_assert(ARRAY_LENGTH(keys) <= 64, "config_loader.draft.written has a bit a key");

const struct config_key *config_source_keys(size_t *n)
{
	*n = ARRAY_LENGTH(keys);
	return keys;
}

bool config_is_source_key(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		if (!strcmp(keys[i].name, key))
			return true;
	return false;
}

/* --- presets ---------------------------------------------------------------------------------- */

static const struct source_draft *find_preset(const struct config_loader *l, const char *name)
{
	/* The last of that name: a user's own stands for the built-in one. */
	for (size_t i = l->n_presets; i > 0; i--)
		if (!strcmp(l->presets[i - 1].source.name, name))
			return &l->presets[i - 1];
	return NULL;
}

static bool set_preset(struct config_loader *l, void *field, const char *value, struct err *err)
{
	const char **names, *near;

	*(const char **)field = value;
	if (find_preset(l, value))
		return true;
	names = arena_alloc(l->arena, (l->n_presets + 1) * sizeof *names);
	for (size_t i = 0; i < l->n_presets; i++)
		names[i] = l->presets[i].source.name;
	near = nearest_name(value, names, l->n_presets);
	*(const char **)field = NULL;
	if (near)
		return err_set(err, _("there is no preset %s; did you mean %s?"), value, near);
	return err_set(err, _("there is no preset %s; haowai(5) lists them"), value);
}

static bool set_base(struct config_loader *l, void *field, const char *value, struct err *err)
{
	(void)field;
	if (strcmp(l->section_name, "preset") != 0)
		return err_set(err, _("belongs into a [preset NAME] section; write url"));
	l->draft.base = value;
	return true;
}

/* What a section does not say itself, its preset says; a short url stands against the preset's
 * base. */
static void apply_preset(struct config_loader *l, struct source_draft *d)
{
	const struct source_draft *p = d->source.preset ? find_preset(l, d->source.preset) : NULL;
	char *resolved;

	if (!p)
		return;
	if (p->base && d->source.url && !strstr(d->source.url, "://")) {
		resolved = url_resolve(p->base, d->source.url);
		d->source.url = arena_strdup(l->arena, resolved);
		free(resolved);
	}
	if (p->base && !d->source.url && !p->source.url)
		config_problem(
			l, d->source.line,
			_("preset = %s needs url = with the name of a list, or a whole address"),
			d->source.preset);
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
		uint64_t bit = (uint64_t)1 << i;
		size_t at = keys[i].offset;

		if (!(p->written & bit) || (d->written & bit) || keys[i].set == set_base)
			continue;
		memcpy((char *)&d->source + at, (const char *)&p->source + at, keys[i].size);
	}
}

/* --- fulltext --------------------------------------------------------------------------------- */

static bool set_fulltext(struct config_loader *l, void *field, const char *value, struct err *err)
{
	static const struct {
		const char *word;
		enum fulltext mode;
	} modes[] = {
		{ "auto", FULLTEXT_AUTO }, { "on", FULLTEXT_ON }, { "off", FULLTEXT_OFF },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(modes); i++) {
		if (strcmp(value, modes[i].word) != 0)
			continue;
		l->draft.source.fulltext = modes[i].mode;
		return true;
	}
	l->draft.source.fulltext = FULLTEXT_CSS;
	return set_css(l, field, value, err);
}

/* --- taking a source -------------------------------------------------------------------------- */

/* For messages: without passwords and keys. */
static const char *shown(struct config_loader *l, const char *url)
{
	char *masked = url_masked(url);
	const char *kept = arena_strdup(l->arena, masked);

	free(masked);
	return kept;
}

static void check_address(struct config_loader *l, struct source *s)
{
	struct url u = url_split(slice_of(s->url));

	if (!s->url || !*s->url)
		s->problem = arena_printf(l->arena, _("“%s” has no address; add url = https://…"),
		                          s->name);
	else if (slice_is_nocase(u.scheme, "file") && !u.path.len)
		s->problem = arena_printf(l->arena, _("%s names no file; write file:///…"),
		                          shown(l, s->url));
	else if (!u.scheme.len)
		s->problem = arena_printf(l->arena, _("%s is no whole address; write https://…"),
		                          shown(l, s->url));
	else if (!slice_is_nocase(u.scheme, "file") && !url_is_web(s->url))
		s->problem = arena_printf(
			l->arena, _("%s cannot be fetched; http, https and file addresses can"),
			shown(l, s->url));
	if (s->problem)
		config_problem(l, s->line, "%s", s->problem);
}

static void check_mapping(struct config_loader *l, struct source *s)
{
	s->is_mapped = s->map.items.n > 0;
	if (!s->is_mapped && (s->map.title.n || s->map.link.n || s->map.id.n || s->map.heat.n))
		config_problem(
			l, s->line,
			_("“%s” says how to read an entry but not where entries are; add items ="),
			s->name);
	else if (s->is_mapped && !s->map.title.n)
		config_problem(l, s->line, _("“%s” has items but no title; add title ="), s->name);
}

/* What was subscribed to by its address alone stands in the program's file under the host's name. */
static bool is_host_label(const struct source *s)
{
	char *label = url_host_label(s->url);
	bool is = !strcmp(label, s->name);

	free(label);
	return is;
}

void config_add_source(struct config_loader *l, struct source_draft *draft)
{
	struct source *s = &draft->source;
	const char *name;

	s->file = l->file;
	apply_preset(l, draft);
	check_address(l, s);
	check_mapping(l, s);
	if (!s->url)
		s->url = arena_printf(l->arena, "missing:%s", s->name);
	if (!config_settle_key(l, s))
		return;
	if (l->origin == ORIGIN_PROGRAM)
		s->is_unnamed |= is_host_label(s);
	name = config_free_name(l, s->kind, s->name);
	if (name != s->name && !s->is_unnamed && l->origin == ORIGIN_USER)
		config_problem(l, s->line, _("there is a “%s” already; this one is called “%s”"),
		               s->name, name);
	s->name = name;
	config_push_source(l, s);
	ARRAY_PUSH(l->origins, l->n_origins, l->cap_origins) = l->origin;
}

/* --- sections --------------------------------------------------------------------------------- */

static bool begin(struct config_loader *l, const struct config_scanned *line)
{
	memset(&l->draft, 0, sizeof l->draft);
	l->draft.source.name = l->name;
	l->draft.source.line = line->line;
	l->draft.source.kind = slice_is(line->section, "hot") ? SOURCE_HOT : SOURCE_FEED;
	return true;
}

static void key(struct config_loader *l, const struct config_scanned *line)
{
	config_set_key(l, keys, ARRAY_LENGTH(keys), &l->draft.source, &l->draft.written, line);
}

static void end_source(struct config_loader *l)
{
	config_add_source(l, &l->draft);
}

static void end_preset(struct config_loader *l)
{
	ARRAY_PUSH(l->presets, l->n_presets, l->cap_presets) = l->draft;
}

const struct config_section config_feed = { "feed", true, begin, key, end_source };
const struct config_section config_hot = { "hot", true, begin, key, end_source };
const struct config_section config_preset = { "preset", true, begin, key, end_preset };
