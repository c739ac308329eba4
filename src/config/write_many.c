/*
 * Many sections at once: what an import brings, or what was exported.
 */
#include "config/parts.h"
#include "config/subscriptions.h"

#include <stdlib.h>
#include <string.h>

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
	subscriptions_note(s, made->key, "unsubscribed", NULL);
	if (subscriptions_find_source(s, made->key) == s->n)
		str_add_slice(&subscriptions_add(s, slice_of(from->section), slice_of(from->name))->text,
		              str_slice(&from->text));
	return true;
}

static bool add_section(struct subscriptions *s, const struct piece *from)
{
	size_t i = subscriptions_find(s, from->section, from->name);
	struct piece *p;

	if (i < s->n && slice_equal(slice_trim(str_slice(&s->pieces[i].text)),
	                            slice_trim(str_slice(&from->text))))
		return false;
	p = i < s->n ? &s->pieces[i]
	             : subscriptions_add(s, slice_of(from->section), slice_of(from->name));
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
	if (!subscriptions_open(&s, subscriptions_path, err))
		return false;
	memset(&from, 0, sizeof from);
	from.folder = -1;
	from.c = config_of_program(text);
	subscriptions_split(&from, text);
	for (size_t i = 1; i < from.n; i++) {
		const struct piece *p = &from.pieces[i];
		bool is_source = !strcmp(p->section, "feed") || !strcmp(p->section, "hot");

		if (is_source ? add_source(&s, now, source_of_line(from.c, p->line), p)
		              : add_section(&s, p))
			out->n_added++;
		else
			out->n_there++;
	}
	subscriptions_release(&from);
	ok = !out->n_added;
	if (ok)
		subscriptions_release(&s);
	else
		ok = subscriptions_write(&s, err);
	return ok;
}
