/* JSON as the backend of a mapping: a leaf is a path. */
#include "base/array.h"
#include "base/i18n.h"
#include "feed/jsondoc.h"
#include "feed/jsonpath.h"
#include "feed/map.h"

#include <stdlib.h>

static void *compile(const char *text, struct err *err)
{
	return json_path_new(text, err);
}

static void release(void *leaf)
{
	json_path_free(leaf);
}

struct search {
	struct map_values *out;
	enum map_want want;
};

static bool add_value(void *opaque, const json_t *value)
{
	struct search *s = opaque;
	struct str text = STR_INIT;
	size_t i;
	json_t *one;

	if (json_is_array(value)) {
		json_array_foreach (value, i, one)
			if (!json_is_array(one))
				add_value(opaque, one);
		return true;
	}
	/* "info": false means there is none. */
	if (json_is_false(value) && s->want != MAP_CONDITION)
		return true;
	if (s->want == MAP_CONDITION && json_is_null(value))
		map_values_add(s->out, slice_of("null"));
	else if (json_text(value, &text))
		map_values_add(s->out, str_slice(&text));
	str_release(&text);
	return true;
}

static void find(const void *leaf, const void *item, enum map_want want, struct map_values *out)
{
	struct search s = { out, want };

	json_path_find(leaf, item, add_value, &s);
}

static const char *hint(const void *leaf, const void *item, struct arena *arena)
{
	return json_path_hint(leaf, item, arena);
}

static const struct map_backend backend = { compile, release, find, hint };

/* --- items ------------------------------------------------------------------------------------ */

struct items {
	const void **v;
	size_t n, cap;
};

/* An array is its elements, anything else one item. */
static bool add_items(void *opaque, const json_t *value)
{
	struct items *items = opaque;
	size_t i;
	json_t *one;

	if (json_is_null(value))
		return true;
	if (!json_is_array(value)) {
		ARRAY_PUSH(items->v, items->n, items->cap) = value;
		return items->n < FEED_BUILD_ENTRIES_MAX;
	}
	json_array_foreach (value, i, one)
		if (!json_is_null(one) && items->n < FEED_BUILD_ENTRIES_MAX)
			ARRAY_PUSH(items->v, items->n, items->cap) = one;
	return items->n < FEED_BUILD_ENTRIES_MAX;
}

/* The first alternative that leads to something; *hint says what is there when none does. */
static bool find_items(const json_t *root, const struct text_list *paths, struct items *items,
                       struct feed *feed, const char **why, struct err *err)
{
	for (size_t i = 0; i < paths->n && !items->n; i++) {
		struct json_path *path = json_path_new(paths->v[i], err);
		if (!path)
			return false;
		json_path_find(path, root, add_items, items);
		if (!items->n && !*why)
			*why = json_path_hint(path, root, &feed->arena);
		json_path_free(path);
	}
	return true;
}

bool json_list_read(const json_t *root, const struct feed_hints *hints, struct feed *feed,
                    struct err *err)
{
	struct items items = { NULL, 0, 0 };
	const char *why = NULL;
	bool ok;

	feed->version = FEED_JSON_LIST;
	ok = find_items(root, &hints->map->items, &items, feed, &why, err) &&
	     map_read(&backend, items.v, items.n, hints, feed, err);
	if (ok && !items.n)
		feed->trace->hint = why;
	feed->cut = feed->cut || items.n == FEED_BUILD_ENTRIES_MAX;
	free(items.v);
	return ok;
}
