/*
 * A source as text again: for exports, imports, and for handing a mapping on.
 */
#include "base/array.h"
#include "base/span.h"
#include "config/parts.h"

#include <stdio.h>
#include <string.h>

/* What is sent to the site beside the address may be a secret, and what runs or reads something is
 * nobody else's business: a source that is handed on is without them. The rest is written elsewhere. */
static bool is_left_out(const char *name)
{
	static const char *const names[] = { "header", "header-env", "auth-command", "cookie-file",
		                             "proxy", "url", "group", "tag", "base" };

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

void config_write_line(struct str *out, const char *key, const char *value, bool is_filter)
{
	size_t n = value ? strlen(value) : 0;
	bool has_blanks = n && (ascii_is_space((unsigned char)value[0]) ||
	                        ascii_is_space((unsigned char)value[n - 1]));

	if (n && !memchr(value, '\n', n))
		str_printf(out, has_blanks && !is_filter ? "%s = \"%s\"\n" : "%s = %s\n", key, value);
}

static void write_value(struct str *out, const struct config_key *k, const char *value)
{
	config_write_line(out, k->name, value, k->is_filter);
}

static void write_key(struct str *out, const struct config_key *k, const struct source *s)
{
	const void *field = (const char *)s + k->offset;
	char text[32];

	if (k->is_list) {
		const struct text_list *list = field;

		for (size_t i = 0; i < list->n; i++)
			write_value(out, k, list->v[i]);
	} else if (!strcmp(k->name, "fulltext")) {
		static const char *const words[] = { "", "on", "off", "" };

		write_value(out, k, s->fulltext == FULLTEXT_CSS ? s->fulltext_css : words[s->fulltext]);
	} else if (k->set == set_seconds) {
		span_write(*(const int *)field, text, sizeof text);
		write_value(out, k, *(const int *)field ? text : NULL);
	} else if (k->set == set_count) {
		snprintf(text, sizeof text, "%d", *(const int *)field);
		write_value(out, k, *(const int *)field ? text : NULL);
	} else if (k->set == set_bool) {
		write_value(out, k, *(const bool *)field ? "on" : NULL);
	} else {
		write_value(out, k, *(const char *const *)field);
	}
}

/* All lines but address, group and constant tags. */
static void write_keys(const struct source *s, struct str *out)
{
	size_t n;
	const struct config_key *keys = config_source_keys(&n);

	for (size_t i = 0; i < n; i++)
		if (!is_left_out(keys[i].name))
			write_key(out, &keys[i], s);
}

static bool has_line(struct slice text, struct slice wanted)
{
	while (text.len)
		if (slice_equal(slice_next(&text, '\n'), wanted))
			return true;
	return false;
}

void config_source_lines(const struct source *s, struct str *out)
{
	struct str all = STR_INIT, of_preset = STR_INIT, text = STR_INIT;
	struct config *c = NULL;
	bool knows_preset = false; /* one of the user's own stays here */
	struct slice rest;

	write_keys(s, &all);
	if (s->preset) {
		str_printf(&text, "[%s x]\nurl = %s\npreset = %s\n",
		           s->kind == SOURCE_HOT ? "hot" : "feed", s->url, s->preset);
		c = config_of_program(str_slice(&text));
		knows_preset = c->has_sources && c->sources[0].preset;
		if (knows_preset)
			write_keys(&c->sources[0], &of_preset);
	}
	for (rest = str_slice(&all); rest.len;) {
		struct slice line = slice_next(&rest, '\n');

		/* what the preset says need not be said again, but for its name */
		if (slice_begins(line, "preset = ") ? knows_preset
		                                    : !has_line(str_slice(&of_preset), line)) {
			str_add_slice(out, line);
			str_add_char(out, '\n');
		}
	}
	config_free(c);
	str_release(&all);
	str_release(&of_preset);
	str_release(&text);
}

void config_write_source(const struct source *s, struct str *out)
{
	str_printf(out, "[%s %s]\nurl = %s\n", s->kind == SOURCE_HOT ? "hot" : "feed", s->name, s->url);
	if (s->group)
		str_printf(out, "group = %s\n", s->group);
	for (size_t i = 0; i < s->tag.n; i++)
		config_write_line(out, "tag", s->tag.v[i], false);
	config_source_lines(s, out);
}
