/* Alternatives of a mapping key: leaves and templates. */
#include "feed/map.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

enum { FILTER_NONE, FILTER_URL, FILTER_NUMBER, FILTER_LOWER };

static const struct {
	const char *name;
	int filter;
} filters[] = {
	{ "url", FILTER_URL },       /* percent-encoded, to stand in an address */
	{ "number", FILTER_NUMBER }, /* the last run of digits */
	{ "lower", FILTER_LOWER },
};

void map_values_add(struct map_values *values, struct slice text)
{
	if (values->n == values->cap) {
		size_t cap = values->cap ? values->cap * 2 : 8;
		struct slice *v = arena_alloc(values->arena, cap * sizeof *v);
		if (values->n)
			memcpy(v, values->v, values->n * sizeof *v);
		values->v = v;
		values->cap = cap;
	}
	values->v[values->n++] =
		slice_make(arena_strndup(values->arena, text.data, text.len), text.len);
}

/* {leaf} or {leaf|filter}; a selector may hold a | of its own, so only a known filter's name
 * counts. */
static bool compile_place(struct map_part *part, struct slice inside,
                          const struct map_backend *backend, struct err *err)
{
	const char *bar = memrchr(inside.data, '|', inside.len);
	char *text;

	if (bar) {
		struct slice name = slice_trim(
			slice_make(bar + 1, (size_t)(inside.data + inside.len - bar - 1)));
		for (size_t i = 0; i < ARRAY_LENGTH(filters); i++) {
			if (slice_is(name, filters[i].name)) {
				part->filter = filters[i].filter;
				inside.len = (size_t)(bar - inside.data);
			}
		}
	}
	inside = slice_trim(inside);
	text = xstrndup(inside.data, inside.len);
	part->leaf = backend->compile(text, err);
	free(text);
	return part->leaf != NULL;
}

static bool compile_template(struct map_expr *e, const char *text,
                             const struct map_backend *backend, struct err *err)
{
	struct slice rest = slice_of(text);

	e->is_template = true;
	while (rest.len) {
		const char *open = memchr(rest.data, '{', rest.len), *close;
		struct map_part *part = &ARRAY_PUSH(e->parts, e->n, e->cap);
		size_t literal = open ? (size_t)(open - rest.data) : rest.len;
		memset(part, 0, sizeof *part);
		part->literal = xstrndup(rest.data, literal);
		rest = slice_make(rest.data + literal, rest.len - literal);
		if (!open)
			break;
		close = memchr(rest.data, '}', rest.len);
		if (!close)
			return err_set(err, _("the template %s opens { and never closes it"), text);
		if (!compile_place(part, slice_make(open + 1, (size_t)(close - open - 1)), backend,
		                   err))
			return false;
		rest = slice_make(close + 1, rest.len - (size_t)(close + 1 - rest.data));
	}
	return true;
}

bool map_expr_compile(struct map_expr *e, const char *text, const struct map_backend *backend,
                      struct err *err)
{
	struct map_part *part;

	memset(e, 0, sizeof *e);
	if (strchr(text, '{') || !strncmp(text, "http://", 7) || !strncmp(text, "https://", 8))
		return compile_template(e, text, backend, err);
	part = &ARRAY_PUSH(e->parts, e->n, e->cap);
	memset(part, 0, sizeof *part);
	part->leaf = backend->compile(text, err);
	return part->leaf != NULL;
}

void map_expr_release(struct map_expr *e, const struct map_backend *backend)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->parts[i].literal);
		if (e->parts[i].leaf)
			backend->release(e->parts[i].leaf);
	}
	free(e->parts);
	memset(e, 0, sizeof *e);
}

static void add_filtered(struct str *out, struct slice value, int filter)
{
	size_t end = value.len, start;

	value = slice_trim(value);
	switch (filter) {
	case FILTER_URL:
		url_encode(out, value);
		break;
	case FILTER_NUMBER:
		for (end = value.len; end && !ascii_is_digit((unsigned char)value.data[end - 1]);
		     end--)
			;
		for (start = end; start && ascii_is_digit((unsigned char)value.data[start - 1]);
		     start--)
			;
		str_append(out, value.data + start, end - start);
		break;
	case FILTER_LOWER:
		for (size_t i = 0; i < value.len; i++)
			str_add_char(out, (char)ascii_lower((unsigned char)value.data[i]));
		break;
	default:
		str_add_slice(out, value);
	}
}

static void fill_template(const struct map_expr *e, const struct map_backend *backend,
                          const void *item, struct map_values *out)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < e->n; i++) {
		const struct map_part *part = &e->parts[i];
		struct map_values found = { .arena = out->arena };
		size_t before;
		if (part->literal)
			str_add(&text, part->literal);
		if (!part->leaf)
			continue;
		backend->find(part->leaf, item, MAP_TEXT, &found);
		before = text.len;
		if (found.n)
			add_filtered(&text, found.v[0], part->filter);
		if (text.len == before) { /* a part is missing: the next alternative is asked */
			str_release(&text);
			return;
		}
	}
	map_values_add(out, str_slice(&text));
	str_release(&text);
}

void map_expr_values(const struct map_expr *e, const struct map_backend *backend, const void *item,
                     enum map_want want, struct map_values *out)
{
	if (e->is_template)
		fill_template(e, backend, item, out);
	else if (e->n)
		backend->find(e->parts[0].leaf, item, want, out);
}
