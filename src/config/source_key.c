/*
 * Which source it is, for good: its key, by which articles are found again after the configuration has
 * changed, and its name, which no other of its kind has.
 */
#include "base/array.h"
#include "base/i18n.h"
#include "base/url.h"
#include "config/parts.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_list(uint64_t hash, const struct text_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		hash = hash_bytes(hash, list->v[i], strlen(list->v[i]) + 1);
	return hash_bytes(hash, "", 1);
}

/* Kind, address, and which list of that address: `items` and `extract`. How a field is read out of
 * an entry does not count, so that mending a selector keeps what was read and starred. */
static const char *source_key(struct config_loader *l, const struct source *s)
{
	char *url = url_canonical(s->url, NULL, 0);
	const char *kind = s->kind == SOURCE_HOT ? "hot" : "feed";
	const char *key;
	uint64_t hash = HASH_START;

	if (s->is_mapped || s->body) {
		hash = hash_list(hash, &s->map.items);
		if (s->map.extract)
			hash = hash_bytes(hash, s->map.extract, strlen(s->map.extract));
		if (s->body)
			hash = hash_bytes(hash, s->body, strlen(s->body));
		key = arena_printf(l->arena, "%s:%s#%016llx", kind, url, (unsigned long long)hash);
	} else {
		key = arena_printf(l->arena, "%s:%s", kind, url);
	}
	free(url);
	return key;
}

/* A second source of the same list is told apart by what it lets through. */
static const char *second_key(struct config_loader *l, const struct source *s)
{
	uint64_t hash = HASH_START;

	hash = hash_list(hash, &s->skip);
	hash = hash_list(hash, &s->keep);
	hash = hash_list(hash, &s->map.drop);
	hash = hash_list(hash, &s->map.title);
	hash = hash_list(hash, &s->map.link);
	return arena_printf(l->arena, "%s+%016llx", s->key, (unsigned long long)hash);
}

static const struct source *find_key(const struct config_loader *l, const char *key)
{
	size_t at = 0, i;

	while (by_hash_next(&l->by_key, hash_bytes(HASH_START, key, strlen(key)), &at, &i))
		if (!strcmp(l->sources[i].key, key))
			return &l->sources[i];
	return NULL;
}

bool config_settle_key(struct config_loader *l, struct source *s)
{
	const struct source *other;

	s->key = source_key(l, s);
	other = find_key(l, s->key);
	if (!other)
		return true;
	s->key = second_key(l, s);
	if (!find_key(l, s->key) && strcmp(s->key, second_key(l, other)) != 0)
		return true;
	/* What the program added and the user then wrote down himself is no mistake. */
	if (l->origin == ORIGIN_USER)
		config_problem(l, s->line,
		               _("“%s” is the same source as “%s” (line %d); it is left out"),
		               s->name, other->name, other->line);
	return false;
}

/* --- names ------------------------------------------------------------------------------------ */

uint64_t config_hash_name(enum source_kind kind, const char *name)
{
	return hash_bytes(HASH_START + kind, name, strlen(name));
}

size_t config_find_name(const struct by_hash *names, const struct source *sources, size_t n,
                        enum source_kind kind, const char *name)
{
	size_t at = 0, i;

	while (by_hash_next(names, config_hash_name(kind, name), &at, &i))
		if (i < n && sources[i].kind == kind && !strcmp(sources[i].name, name))
			return i;
	return (size_t)-1;
}

/* The number to try next behind a name that is taken: a hundred addresses of one host must not each
 * try all the numbers before theirs. */
static int *next_number(struct config_loader *l, enum source_kind kind, const char *name)
{
	size_t at = 0, i;

	if (!by_hash_next(&l->stems, config_hash_name(kind, name), &at, &i)) {
		i = l->n_next_number;
		ARRAY_PUSH(l->next_number, l->n_next_number, l->cap_next_number) = 2;
		by_hash_add(&l->stems, config_hash_name(kind, name), i);
	}
	return &l->next_number[i];
}

const char *config_free_name(struct config_loader *l, enum source_kind kind, const char *name)
{
	const char *tried = name;

	while (config_find_name(&l->c->names, l->sources, l->n_sources, kind, tried) != (size_t)-1)
		tried = arena_printf(l->arena, "%s %d", name, (*next_number(l, kind, name))++);
	return tried;
}

void config_push_source(struct config_loader *l, const struct source *s)
{
	by_hash_add(&l->c->names, config_hash_name(s->kind, s->name), l->n_sources);
	by_hash_add(&l->by_key, hash_bytes(HASH_START, s->key, strlen(s->key)), l->n_sources);
	ARRAY_PUSH(l->sources, l->n_sources, l->cap_sources) = *s;
}
