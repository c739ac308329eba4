#include "feed/rewrite.h"
#include "base/array.h"
#include "base/url.h"
#include "markup/entity.h"

#include <stdlib.h>
#include <string.h>

enum { BASES = 16, NAME_MAX = 16,
       /* What a base as long as a page may add to markup full of short addresses. */
       GROWTH_FACTOR = 8, GROWTH_LEAST = 16 * 1024, GROWTH_MOST = 32 * 1024 * 1024 };

/* Attributes that hold an address, by element; "" for any. */
static const struct {
	const char *tag, *attr;
} places[] = {
	{ "", "href" },           { "", "src" },
	{ "", "cite" },           { "", "poster" },
	{ "", "longdesc" },       { "", "background" },
	{ "form", "action" },     { "object", "data" },
	{ "object", "codebase" }, { "object", "classid" },
	{ "applet", "codebase" }, { "head", "profile" },
	{ "img", "usemap" },      { "input", "usemap" },
	{ "object", "usemap" },   { "", "data-src" },
	{ "", "data-original" },
};

struct rewriter {
	struct str *out;
	const char *copied;       /* up to here the input has been copied */
	const char *base;
	size_t budget;            /* bytes that addresses may still add */
	bool changed;
	int depth;                /* open elements, while there are inner bases */
	struct {
		char *base;
		int depth;
	} inner[BASES];
	int n_inner;
};

static bool is_name_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) || c == '-' ||
	       c == ':';
}

/* A NUL too: names are kept as strings. */
static const bool ends_name[256] = {
	['\0'] = true, [' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
	['\r'] = true, ['/'] = true, ['>'] = true,  ['='] = true,  ['<'] = true,  ['"'] = true,
	['\''] = true,
};

static struct slice read_name(const char **p, const char *end, char name[NAME_MAX])
{
	const char *start = *p;
	size_t n = 0;

	while (*p < end && !ends_name[(unsigned char)**p]) {
		if (n + 1 < NAME_MAX)
			name[n++] = (char)ascii_lower((unsigned char)**p);
		++*p;
	}
	name[n] = '\0';
	return slice_make(start, (size_t)(*p - start));
}

static void skip_blanks(const char **p, const char *end)
{
	while (*p < end && ascii_is_space((unsigned char)**p))
		++*p;
}

/* The value behind =; false when its quote is never closed. */
static bool read_value(const char **p, const char *end, struct slice *value)
{
	char quote = *p < end && (**p == '"' || **p == '\'') ? *(*p)++ : '\0';
	const char *start = *p;

	while (*p < end &&
	       (quote ? **p != quote : !ascii_is_space((unsigned char)**p) && **p != '>'))
		++*p;
	*value = slice_make(start, (size_t)(*p - start));
	if (!quote)
		return true;
	if (*p == end)
		return false;
	++*p;
	return true;
}

static bool holds_address(const char *tag, const char *attr)
{
	for (size_t i = 0; i < ARRAY_LENGTH(places); i++)
		if (!strcmp(attr, places[i].attr) &&
		    (!places[i].tag[0] || !strcmp(tag, places[i].tag)))
			return true;
	return false;
}

/* "https:…", "mailto:…", "data:…" need no base. */
static bool is_absolute(struct slice value)
{
	size_t n = 0;

	value = slice_trim(value);
	while (n < value.len && (ascii_is_alpha((unsigned char)value.data[n]) ||
	                         (n && (ascii_is_digit((unsigned char)value.data[n]) ||
	                                strchr("+-.", value.data[n])))))
		n++;
	return n && n < value.len && value.data[n] == ':';
}

static void replace(struct rewriter *r, struct slice old, struct slice with)
{
	size_t grown;

	str_append(r->out, r->copied, (size_t)(old.data - r->copied));
	grown = r->out->len;
	html_escape(r->out, with, true);
	grown = r->out->len - grown;
	r->budget -= grown < r->budget ? grown : r->budget;
	r->copied = old.data + old.len;
	r->changed = true;
}

static char *resolved(const struct rewriter *r, struct slice value)
{
	struct str plain = STR_INIT;
	const char *base = r->n_inner ? r->inner[r->n_inner - 1].base : r->base;
	char *url;

	html_unescape(&plain, slice_trim(value));
	url = url_resolve(base, plain.data);
	str_release(&plain);
	return url;
}

static void resolve_value(struct rewriter *r, struct slice value)
{
	char *url;

	if (!r->budget || (!r->base && !r->n_inner) || !slice_trim(value).len || is_absolute(value))
		return;
	url = resolved(r, value);
	replace(r, value, slice_of(url));
	free(url);
}

/* "small.jpg 1x, large.jpg 2x" */
static void resolve_srcset(struct rewriter *r, struct slice value)
{
	struct slice rest = value;
	struct str set = STR_INIT;

	if (!r->budget || (!r->base && !r->n_inner) || slice_find(value, "data:", 5))
		return;
	while (rest.len && set.len < r->budget) {
		struct slice candidate = slice_trim(slice_next(&rest, ','));
		struct slice url = slice_next(&candidate, ' ');
		char *absolute;
		if (!url.len)
			continue;
		absolute = resolved(r, url);
		if (set.len)
			str_add(&set, ", ");
		str_add(&set, absolute);
		if (candidate.len) {
			str_add_char(&set, ' ');
			str_add_slice(&set, candidate);
		}
		free(absolute);
	}
	if (set.len < r->budget)
		replace(r, value, str_slice(&set));
	str_release(&set);
}

static bool push_base(struct rewriter *r, struct slice value)
{
	if (r->n_inner == BASES)
		return false;
	if (!r->n_inner)
		r->depth = 0;
	r->inner[r->n_inner].base = resolved(r, value);
	r->inner[r->n_inner++].depth = r->depth;
	return true;
}

static void element_ended(struct rewriter *r)
{
	if (!r->n_inner)
		return;
	r->depth--;
	if (r->depth < r->inner[r->n_inner - 1].depth)
		free(r->inner[--r->n_inner].base);
}

/* Has it no content, and so no end tag? */
static bool is_void(const char *tag)
{
	static const char *const voids[] = { "area",   "br",    "col",  "embed", "hr",
		                             "img",    "input", "link", "meta",  "param",
		                             "source", "track", "wbr" };

	for (size_t i = 0; i < ARRAY_LENGTH(voids); i++)
		if (!strcmp(tag, voids[i]))
			return true;
	return false;
}

/* A start tag; p stands behind its name. Returns the place behind it, or end if it is never closed.
 */
static const char *read_start(struct rewriter *r, const char *p, const char *end, const char *tag)
{
	bool empty = false, has_base = false;

	while (p < end && *p != '>') {
		char name[NAME_MAX];
		struct slice value = { p, 0 };
		const char *before = p;
		skip_blanks(&p, end);
		read_name(&p, end, name);
		skip_blanks(&p, end);
		if (p < end && *p == '=') {
			p++;
			skip_blanks(&p, end);
			if (!read_value(&p, end, &value))
				return end;
			if (!strcmp(name, "xml:base")) {
				has_base = !has_base && push_base(r, value);
			} else if (!strcmp(name, "srcset")) {
				resolve_srcset(r, value);
			} else if (holds_address(tag, name)) {
				resolve_value(r, value);
			}
		} else if (p == before || (p < end && *p == '/')) {
			empty |= *p == '/' && p + 1 < end && p[1] == '>';
			p++;
		}
	}
	if (r->n_inner) /* else nobody asks */
		empty |= is_void(tag);
	if (r->n_inner && !has_base && !empty)
		r->depth++;
	else if (has_base && empty)
		free(r->inner[--r->n_inner].base);
	else if (has_base)
		r->inner[r->n_inner - 1].depth = ++r->depth;
	return p < end ? p + 1 : end;
}

/* Take out everything from start up to p. */
static const char *drop(struct rewriter *r, const char *start, const char *p)
{
	str_append(r->out, r->copied, (size_t)(start - r->copied));
	r->copied = p;
	r->changed = true;
	return p;
}

/* The place behind "</name>", end if there is none. */
static const char *behind_end_tag(const char *p, const char *end, const char *name)
{
	size_t n = strlen(name);

	while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		struct slice rest = slice_make(p, (size_t)(end - p));
		if (rest.len > n + 2 && p[1] == '/' &&
		    slice_is_nocase(slice_make(p + 2, n), name) && !is_name_byte(p[n + 2])) {
			const char *close = memchr(p, '>', rest.len);
			return close ? close + 1 : end;
		}
		p++;
	}
	return end;
}

/* What a reader never shows and nobody should run. */
static bool is_unwanted(const char *name)
{
	return !strcmp(name, "script") || !strcmp(name, "style") || !strcmp(name, "applet");
}

/* What follows a '<'; returns the place behind the tag or comment. */
static const char *read_tag(struct rewriter *r, const char *p, const char *end)
{
	char name[NAME_MAX];
	struct slice rest = slice_make(p, (size_t)(end - p));
	const char *close, *start = p - 1;

	if (slice_begins(rest, "!--")) {
		close = slice_find(rest, "-->", 3);
		return close ? close + 3 : end;
	}
	if (p < end && *p == '/') {
		element_ended(r);
		return p;
	}
	if (p == end || !ascii_is_alpha((unsigned char)*p))
		return p;
	read_name(&p, end, name);
	if (is_unwanted(name))
		return drop(r, start, behind_end_tag(p, end, name));
	return read_start(r, p, end, name);
}

bool rewrite_markup(struct str *out, struct slice html, const char *base)
{
	const char *p = html.data, *end = p + html.len;
	struct rewriter r = { .out = out, .copied = p, .base = base };

	r.budget = html.len * GROWTH_FACTOR + GROWTH_LEAST;
	if (r.budget > GROWTH_MOST)
		r.budget = GROWTH_MOST;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p))))
		p = read_tag(&r, p + 1, end);
	while (r.n_inner)
		free(r.inner[--r.n_inner].base);
	if (r.changed)
		str_append(out, r.copied, (size_t)(end - r.copied));
	return r.changed;
}
