/* Conditions of `drop`. */
#include "feed/map.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "feed/heat.h"
#include "feed/mapregex.h"

#include <stdlib.h>
#include <string.h>

enum operator { OP_IS, OP_IS_NOT, OP_LESS, OP_MORE, OP_FITS };

struct map_condition {
	void *leaf;
	enum operator op;
	char *value;
	struct map_regex *regex; /* of OP_FITS */
};

/* == and != first: a selector may hold > and ~ of its own. */
static const struct {
	const char *sign;
	enum operator op;
} operators[] = {
	{ "==", OP_IS },    { "!=", OP_IS_NOT }, { " < ", OP_LESS },
	{ " > ", OP_MORE }, { " ~ ", OP_FITS },
};

/* The last place of the sign: what stands before it may be a selector with quotes and brackets. */
static const char *last_place(const char *text, const char *sign)
{
	const char *last = NULL;

	for (const char *p = strstr(text, sign); p; p = strstr(p + 1, sign))
		last = p;
	return last;
}

static char *trimmed(const char *start, const char *end)
{
	struct slice s = slice_trim(slice_make(start, (size_t)(end - start)));

	if (s.len >= 2 && s.data[0] == '"' && s.data[s.len - 1] == '"')
		s = slice_make(s.data + 1, s.len - 2);
	return xstrndup(s.data, s.len);
}

static bool compile(struct map_condition *c, const char *text, size_t i, const char *at,
                    const struct map_backend *backend, struct err *err)
{
	char *field = xstrndup(text, (size_t)(at - text));
	struct slice bare = slice_trim(slice_of(field));

	c->op = operators[i].op;
	c->value = trimmed(at + strlen(operators[i].sign), text + strlen(text));
	field[bare.data + bare.len - field] = '\0';
	c->leaf = backend->compile(bare.data, err);
	free(field);
	if (!c->leaf)
		return false;
	if (c->op == OP_FITS)
		c->regex = map_regex_new(c->value, err);
	return c->op != OP_FITS || c->regex;
}

struct map_condition *map_condition_new(const char *text, const struct map_backend *backend,
                                        struct err *err)
{
	struct map_condition *c = xcalloc(1, sizeof *c);

	for (size_t i = 0; i < ARRAY_LENGTH(operators); i++) {
		const char *at = last_place(text, operators[i].sign);
		if (!at)
			continue;
		if (compile(c, text, i, at, backend, err))
			return c;
		map_condition_free(c, backend);
		return NULL;
	}
	free(c);
	err_set(err, _("drop = %s is no condition: write FIELD == VALUE (or != < > ~)"), text);
	return NULL;
}

void map_condition_free(struct map_condition *c, const struct map_backend *backend)
{
	if (!c)
		return;
	if (c->leaf)
		backend->release(c->leaf);
	map_regex_free(c->regex);
	free(c->value);
	free(c);
}

static bool one_holds(const struct map_condition *c, struct slice text)
{
	int64_t left, right;

	switch (c->op) {
	case OP_IS:
	case OP_IS_NOT:
		return slice_is(slice_trim(text), c->value);
	case OP_FITS:
		return map_regex_matches(c->regex, text);
	default:
		left = heat_parse(text);
		right = heat_parse(slice_of(c->value));
		return left >= 0 && right >= 0 && (c->op == OP_LESS ? left < right : left > right);
	}
}

bool map_condition_holds(const struct map_condition *c, const struct map_backend *backend,
                         const void *item, struct arena *scratch)
{
	struct map_values found = { .arena = scratch };
	bool any = false;

	backend->find(c->leaf, item, MAP_CONDITION, &found);
	/* What is not there is null, and empty. */
	if (!found.n)
		any = (c->op == OP_IS || c->op == OP_IS_NOT) &&
		      (!c->value[0] || !strcmp(c->value, "null"));
	for (size_t i = 0; i < found.n && !any; i++)
		any = one_holds(c, found.v[i]);
	return c->op == OP_IS_NOT ? !any : any;
}
