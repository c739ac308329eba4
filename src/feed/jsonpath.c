#include "feed/jsonpath.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 32, VISITS_MAX = 1000000, HINT_KEYS = 12 };

struct step {
	char *key;     /* NULL for [n] and * */
	long index;    /* of [n]; −1 is the last */
	bool all;
};

struct json_path {
	struct step steps[STEPS_MAX];
	size_t n;
};

/* A name up to . or [, or in quotes with \" inside. False when a quote is open. */
static bool read_key(const char **p, struct str *key)
{
	if (**p != '"') {
		size_t n = strcspn(*p, ".[");
		struct slice name = slice_trim(slice_make(*p, n));
		str_add_slice(key, name);
		*p += n;
		return true;
	}
	for (++*p; **p && **p != '"'; ++*p) {
		if (**p == '\\' && (*p)[1])
			++*p;
		str_add_char(key, **p);
	}
	if (!**p)
		return false;
	++*p;
	return true;
}

static bool is_number(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* [0], [-1], [*], [], ["a.b"] */
static bool read_bracket(const char **p, struct step *step)
{
	const char *close = strchr(*p, ']');
	struct str key = STR_INIT;
	bool ok = true;

	if (!close)
		return false;
	++*p;
	if (**p == '"') {
		ok = read_key(p, &key) && **p == ']';
		step->key = str_take(&key);
	} else if (*p == close || **p == '*') {
		step->all = true;
		*p = close;
	} else {
		char *end;
		step->index = strtol(*p, &end, 10);
		ok = end == close && end != *p;
		*p = close;
	}
	str_release(&key);
	*p += ok;
	return ok;
}

static bool read_steps(struct json_path *path, const char *p)
{
	if (*p == '$')
		p++;
	while (*p) {
		struct step *step = &path->steps[path->n];
		struct str key = STR_INIT;
		if (*p == '.') {
			p++;
			continue;
		}
		if (path->n == STEPS_MAX)
			return false;
		path->n++;
		if (*p == '[') {
			if (!read_bracket(&p, step))
				return false;
			continue;
		}
		if (!read_key(&p, &key)) {
			str_release(&key);
			return false;
		}
		if (!strcmp(key.data, "*"))
			step->all = true;
		else
			step->key = xstrdup(key.data);
		str_release(&key);
	}
	return true;
}

struct json_path *json_path_new(const char *text, struct err *err)
{
	struct json_path *path = xcalloc(1, sizeof *path);
	struct slice trimmed = slice_trim(slice_of(text));
	char *copy = xstrndup(trimmed.data, trimmed.len);
	bool ok = trimmed.len && read_steps(path, copy);

	free(copy);
	if (ok)
		return path;
	json_path_free(path);
	err_set(err, _("%s is no path: write a.b[0].c, a.*.b, [\"a.b\"] or ."), text);
	return NULL;
}

void json_path_free(struct json_path *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		free(p->steps[i].key);
	free(p);
}

static const json_t *element(const json_t *array, long index)
{
	size_t n = json_array_size(array);

	if (index < 0)
		index += (long)n;
	return index >= 0 ? json_array_get(array, (size_t)index) : NULL;
}

/* The one value a step without * leads to; NULL if none. */
static const json_t *follow(const struct step *step, const json_t *from)
{
	if (!step->key)
		return json_is_array(from) ? element(from, step->index) : NULL;
	if (json_is_array(from) && is_number(step->key))
		return element(from, strtol(step->key, NULL, 10));
	return json_object_get(from, step->key);
}

struct search {
	const struct json_path *path;
	bool (*found)(void *opaque, const json_t *value);
	void *opaque;
	size_t visits;
};

/* Recursion is as deep as the path has steps, STEPS_MAX at most. */
static bool walk(struct search *s, size_t at, const json_t *value)
{
	for (; at < s->path->n; at++) {
		const struct step *step = &s->path->steps[at];
		if (!step->all) {
			value = follow(step, value);
			if (!value)
				return true;
			continue;
		}
		if (json_is_array(value)) {
			size_t i;
			json_t *one;
			json_array_foreach (value, i, one)
				if (++s->visits > VISITS_MAX || !walk(s, at + 1, one))
					return false;
		} else if (json_is_object(value)) {
			const char *key;
			json_t *one;
			json_object_foreach ((json_t *)value, key, one)
				if (++s->visits > VISITS_MAX || !walk(s, at + 1, one))
					return false;
		}
		return true;
	}
	return s->found(s->opaque, value);
}

void json_path_find(const struct json_path *p, const json_t *root,
                    bool (*found)(void *opaque, const json_t *value), void *opaque)
{
	struct search s = { p, found, opaque, 0 };

	walk(&s, 0, root);
}

static void describe(struct str *out, const json_t *value)
{
	const char *key;
	json_t *one;
	int n = 0;

	if (json_is_array(value)) {
		str_printf(out, "[%zu]", json_array_size(value));
		value = json_array_get(value, 0);
		if (!json_is_object(value))
			return;
		str_add(out, ": ");
	}
	if (!json_is_object(value)) {
		str_add(out, json_is_null(value)     ? "null"
		             : json_is_string(value) ? "text"
		                                     : "number");
		return;
	}
	json_object_foreach ((json_t *)value, key, one) {
		if (n++)
			str_add(out, ", ");
		if (n > HINT_KEYS) {
			str_add(out, "…");
			return;
		}
		text_clean(out, slice_of(key), CLEAN_LINE);
		if (json_is_array(one))
			str_printf(out, "[%zu]", json_array_size(one));
	}
}

const char *json_path_hint(const struct json_path *p, const json_t *root, struct arena *arena)
{
	struct str out = STR_INIT;
	const json_t *value = root;
	const char *hint;
	size_t at = 0;

	for (; at < p->n; at++) {
		const json_t *next =
			p->steps[at].all ? (json_is_array(value) ? json_array_get(value, 0) : NULL)
					 : follow(&p->steps[at], value);
		if (!next)
			break;
		value = next;
		if (p->steps[at].key)
			str_printf(&out, "%s%s", out.len ? "." : "", p->steps[at].key);
		else
			str_printf(&out, "[%ld]", p->steps[at].all ? 0 : p->steps[at].index);
	}
	if (at == p->n && (json_is_array(value) || json_is_object(value)) && at)
		str_add(&out, ": ");
	else if (out.len)
		str_add(&out, ": ");
	describe(&out, value);
	hint = arena_strndup(arena, out.data, out.len < 400 ? out.len : 400);
	str_release(&out);
	return hint;
}

bool json_text(const json_t *value, struct str *out)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return str_append(out, json_string_value(value), json_string_length(value));
	case JSON_INTEGER:
		return str_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	case JSON_REAL: /* large counts come as 1.5e7 */
		return str_printf(out, json_real_value(value) > 1e9 ? "%.0f" : "%.15g",
		                  json_real_value(value));
	case JSON_TRUE:
		return str_add(out, "true");
	case JSON_FALSE:
		return str_add(out, "false");
	default:
		return false;
	}
}
