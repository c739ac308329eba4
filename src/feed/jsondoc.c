#include "feed/jsondoc.h"
#include "base/i18n.h"
#include "feed/format.h"
#include "feed/jsonpath.h"

#include <string.h>

const char *json_member(struct arena *a, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	struct str text = STR_INIT;
	const char *kept;

	if (json_is_string(value))
		return arena_strndup(a, json_string_value(value), json_string_length(value));
	if (!json_is_number(value))
		return NULL;
	json_text(value, &text);
	kept = arena_strndup(a, text.data, text.len);
	str_release(&text);
	return kept;
}

static bool say_what_it_is(const json_t *root, struct feed *feed, struct err *err)
{
	struct err ignored;
	struct json_path *here = json_path_new(".", &ignored);
	const char *hint = json_path_hint(here, root, &feed->arena);

	json_path_free(here);
	return err_set(
		err,
		_("no feed by itself: JSON; say with `items = PATH` where its list is (it has "
	          "%s)"),
		hint);
}

/* A value takes some fifty times the bytes in memory that it takes in the text, so it is counted
 * before it is made. What stands in strings is counted too: no document of news comes near these.
 */
enum { CONTAINERS_MAX = 300000, VALUES_MAX = 1500000 };

static bool is_too_much(struct slice text)
{
	size_t containers = 0, values = 0;

	for (size_t i = 0; i < text.len; i++) {
		containers += text.data[i] == '{' || text.data[i] == '[';
		values += text.data[i] == ',';
	}
	return containers > CONTAINERS_MAX || values > VALUES_MAX;
}

static bool read_json(struct slice text, const struct feed_hints *hints, struct feed *feed,
                      struct err *err)
{
	json_error_t where;
	json_t *root;
	bool ok = true;

	if (is_too_much(text))
		return err_set(err, _("no feed: JSON of more than %d objects or %d values"),
		               CONTAINERS_MAX, VALUES_MAX);
	root = json_loadb(text.data, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &where);
	if (!root)
		return err_set(
			err,
			_("no feed: JSON that breaks off or is wrong at line %d, column %d: %s"),
			where.line, where.column, where.text);
	if (hints->map && hints->map->items.n)
		ok = json_list_read(root, hints, feed, err);
	else if (json_feed_fits(root))
		json_feed_read(root, hints, feed);
	else if (json_rss_fits(root))
		json_rss_read(root, hints, feed);
	else
		ok = say_what_it_is(root, feed, err);
	json_decref(root);
	return ok;
}

const struct feed_format format_json = { "json jsonfeed rssjson jsonp", SNIFF_JSON, DECODE_PLAIN,
	                                 read_json };
