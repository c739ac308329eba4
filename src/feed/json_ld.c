#include "feed/json_ld.h"

#include <jansson.h>
#include <string.h>

enum {
	LD_BYTES = 2 * 1024 * 1024,
	LD_OBJECTS = 200,   /* of a script are looked at */
};

static const char *copy(const json_t *value, struct arena *arena)
{
	const char *text = json_string_value(value);

	return text && *text ? arena_strdup(arena, text) : NULL;
}

/* A name, an object with a name, or a list of those. */
static const char *name_of(const json_t *value, struct arena *arena)
{
	struct str names = STR_INIT;
	const json_t *one;
	const char *kept;
	size_t i;

	if (json_is_string(value))
		return copy(value, arena);
	if (json_is_object(value))
		return copy(json_object_get(value, "name"), arena);
	json_array_foreach(value, i, one) {
		const json_t *name = json_is_object(one) ? json_object_get(one, "name") : one;

		if (!json_is_string(name) || i > 20)
			continue;
		if (names.len)
			str_add(&names, " ");
		str_add(&names, json_string_value(name));
	}
	kept = names.len ? arena_strdup(arena, names.data) : NULL;
	str_release(&names);
	return kept;
}

static void fill(const char **field, const char *value)
{
	if (!*field && value)
		*field = value;
}

static void read_tags(const json_t *value, struct json_ld *ld, struct arena *arena)
{
	const json_t *one;
	size_t i;

	json_array_foreach(value, i, one) {
		const char *name = copy(one, arena);

		if (name && ld->n_tags < JSON_LD_TAGS)
			ld->tags[ld->n_tags++] = name;
	}
}

static bool is_article(const json_t *o)
{
	const json_t *type = json_object_get(o, "@type");
	const char *name = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);

	if (json_object_get(o, "articleBody") || json_object_get(o, "pubDate"))
		return true;
	return name && (strstr(name, "Article") || strstr(name, "Posting") || strstr(name, "Report"));
}

static void read_article(const json_t *o, struct json_ld *ld, struct arena *arena)
{
	fill(&ld->headline, copy(json_object_get(o, "headline"), arena));
	fill(&ld->published, copy(json_object_get(o, "datePublished"), arena));
	fill(&ld->modified, copy(json_object_get(o, "dateModified"), arena));
	fill(&ld->pub_date, copy(json_object_get(o, "pubDate"), arena));
	fill(&ld->author, name_of(json_object_get(o, "author"), arena));
	fill(&ld->publisher, name_of(json_object_get(o, "publisher"), arena));
	fill(&ld->body, copy(json_object_get(o, "articleBody"), arena));
	if (!ld->n_tags)
		read_tags(json_object_get(o, "keywords"), ld, arena);
}

void json_ld_read(struct slice text, struct json_ld *ld, struct arena *arena)
{
	const json_t *queue[LD_OBJECTS], *one;
	size_t n = 0, i;
	json_t *root = text.len <= LD_BYTES ? json_loadb(text.data, text.len,
	                                                 JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL) : NULL;

	if (root)
		queue[n++] = root;
	for (size_t at = 0; at < n; at++) {
		const json_t *graph = json_is_object(queue[at]) ? json_object_get(queue[at], "@graph")
		                                                : queue[at];

		if (json_is_object(queue[at]) && is_article(queue[at]))
			read_article(queue[at], ld, arena);
		json_array_foreach(graph, i, one)
			if (json_is_object(one) && n < LD_OBJECTS)
				queue[n++] = one;
	}
	json_decref(root);
}
