#include "markup/xml_reader.h"

#include <string.h>

#include "base/i18n.h"
#include "markup/entity.h"

/* --- names ----------------------------------------------------------------------------------------- */

static const bool ends_name[256] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true,
	['/'] = true, ['>'] = true,  ['='] = true,  ['<'] = true,  ['"'] = true,  ['\''] = true,
};

static bool is_name_start(char c)
{
	return ascii_is_alpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(struct slice name)
{
	bool colon = false;

	if (!name.len || name.len > XML_NAME_BYTES || !is_name_start(name.data[0]))
		return false;
	for (size_t i = 1; i < name.len; i++) {
		char c = name.data[i];

		if (c == ':' && !colon && i + 1 < name.len && is_name_start(name.data[i + 1]))
			colon = true;
		else if (!is_name_start(c) && !ascii_is_digit((unsigned char)c) && c != '-' && c != '.')
			return false;
	}
	return true;
}

static struct slice take_name(const char *p, const char *end)
{
	const char *start = p;

	while (p < end && !ends_name[(unsigned char)*p])
		p++;
	return slice_make(start, (size_t)(p - start));
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && ascii_is_space((unsigned char)*p))
		p++;
	return p;
}

/* --- attributes ------------------------------------------------------------------------------------ */

/* p stands behind "=". Returns where the value ends. */
static const char *take_value(struct xml_reader *r, const char *p, struct slice *value)
{
	p = skip_space(p, r->end);
	if (p < r->end && (*p == '"' || *p == '\'')) {
		const char *close = memchr(p + 1, *p, (size_t)(r->end - p - 1));
		bool has_tag = close && memchr(p + 1, '<', (size_t)(close - p - 1));

		/* A < in a value is a fault, and often the quote was never closed: then what stands
		 * behind the next quote is no end of a value either. */
		if (has_tag)
			xml_fault(r, p, N_("a < in an attribute"));
		if (close && (!has_tag || close + 1 == r->end || close[1] == '>' || close[1] == '/' ||
		              ascii_is_space((unsigned char)close[1]))) {
			*value = slice_make(p + 1, (size_t)(close - p - 1));
			return close + 1;
		}
		p++;
	}
	xml_fault(r, p, N_("an attribute without quotes"));
	*value = slice_make(p, 0);
	while (p < r->end && !ascii_is_space((unsigned char)*p) && *p != '>' && *p != '<' &&
	       !(*p == '/' && p + 1 < r->end && p[1] == '>'))
		p++;
	value->len = (size_t)(p - value->data);
	return p;
}

static void keep_attr(struct xml_reader *r, struct slice name, struct slice value, size_t *n)
{
	if (!is_name(name)) {
		xml_fault(r, name.data, N_("a name that is none"));
		return;
	}
	if (*n == XML_ATTRS || value.len > XML_VALUE_BYTES) {
		xml_limit(r, name.data, N_("too many or too long attributes"));
		return;
	}
	for (size_t i = 0; i < *n; i++) {
		if (slice_equal(r->raw[i].qname, name)) {
			xml_fault(r, name.data, N_("an attribute that is there twice"));
			return;
		}
	}
	r->raw[(*n)++] = (struct xml_raw_attr){ name, value };
}

/* From behind the name up to and with ">" or "/>". NULL when this is no tag after all. */
static const char *take_attrs(struct xml_reader *r, const char *p, size_t *n, bool *empty)
{
	*n = 0;
	*empty = false;
	for (;;) {
		const char *before = p;
		struct slice name, value = { "", 0 };

		p = skip_space(p, r->end);
		if (p == r->end || *p == '<')
			return NULL;
		if (*p == '>')
			return p + 1;
		if (*p == '/' && p + 1 < r->end && p[1] == '>') {
			*empty = true;
			return p + 2;
		}
		name = take_name(p, r->end);
		if (!name.len || p == before)
			xml_fault(r, p, N_("a tag with stray characters"));
		if (!name.len) {
			p++;
			continue;
		}
		p = skip_space(name.data + name.len, r->end);
		if (p < r->end && *p == '=')
			p = take_value(r, p + 1, &value);
		else
			xml_fault(r, name.data, N_("an attribute without a value"));
		keep_attr(r, name, value, n);
	}
}

static struct slice keep_text(struct xml_reader *r, struct slice raw, bool decode)
{
	size_t at = r->scratch.len;

	if (decode)
		xml_unescape(r, &r->scratch, raw);
	else
		str_add_slice(&r->scratch, raw);
	str_add_char(&r->scratch, '\0');
	return slice_make(r->scratch.data + at, r->scratch.len - at - 1);
}

static void check_references(struct xml_reader *r, struct slice value)
{
	const char *p = value.data, *end = p + value.len;

	while (value.len && p < end && (p = memchr(p, '&', (size_t)(end - p)))) {
		char bytes[8];
		size_t len, n = html_reference(p, end, bytes, &len);

		/* What a DOCTYPE declares is looked at when it is read. */
		if (n || !r->n_entities)
			xml_check_reference(r, p, n);
		p += n ? n : 1;
	}
}

/* Is this xmlns="…" or xmlns:prefix="…"? */
static bool is_declaration(struct slice qname, struct slice *prefix)
{
	*prefix = slice_make("", 0);
	if (!slice_begins(qname, "xmlns") || (qname.len > 5 && qname.data[5] != ':'))
		return false;
	if (qname.len > 6)
		*prefix = slice_make(qname.data + 6, qname.len - 6);
	return true;
}

static struct xml_attr resolve(struct xml_reader *r, const struct xml_raw_attr *raw)
{
	struct xml_attr attr = { .value = keep_text(r, raw->value, true) };
	struct slice name = keep_text(r, raw->qname, false);
	char *colon = memchr(name.data, ':', name.len);
	bool known = true;

	attr.name = name.data;
	if (colon) {
		*colon = '\0';
		attr.prefix = name.data;
		attr.name = colon + 1;
		attr.ns = xml_open_namespace(&r->open, slice_of(attr.prefix), &known);
	}
	if (!known)
		xml_fault(r, raw->qname.data, N_("a prefix that was never declared"));
	return attr;
}

/* Declare this element's namespaces, then decode and resolve its attributes into r->attrs. */
static size_t resolve_attrs(struct xml_reader *r, size_t n_raw)
{
	size_t n = 0, room = 1;
	struct slice prefix;

	/* Room for all of it at once: what points in there must not move. */
	for (size_t i = 0; i < n_raw; i++)
		room += r->raw[i].qname.len + r->raw[i].value.len + 2;
	if (r->n_entities && r->expanded < XML_EXPANDED_BYTES)
		room += XML_EXPANDED_BYTES - r->expanded;
	str_clear(&r->scratch);
	if (room > r->scratch.cap) {
		str_add_repeat(&r->scratch, ' ', room);
		str_clear(&r->scratch);
	}
	for (size_t i = 0; i < n_raw; i++) {
		check_references(r, r->raw[i].value);
		if (!is_declaration(r->raw[i].qname, &prefix))
			continue;
		if (!xml_open_bind(&r->open, prefix, keep_text(r, r->raw[i].value, true)))
			xml_limit(r, prefix.data, N_("too many namespaces"));
	}
	for (size_t i = 0; i < n_raw; i++)
		if (!is_declaration(r->raw[i].qname, &prefix))
			r->attrs[n++] = resolve(r, &r->raw[i]);
	return n;
}

/* --- tags ------------------------------------------------------------------------------------------ */

/* At "<" and a letter. False when it is no tag. */
bool xml_start_tag(struct xml_reader *r)
{
	struct slice qname = take_name(r->p + 1, r->end);
	size_t n_raw, n_attrs, n_bindings = r->open.n_bindings;
	bool empty, named = is_name(qname);
	const char *after = take_attrs(r, qname.data + qname.len, &n_raw, &empty);

	if (!after)
		return false;
	r->p = after;
	if (r->after_root || !named) {
		xml_fault(r, qname.data, named ? N_("a second root element") : N_("a name that is none"));
		return true;
	}
	if (r->open.depth == XML_DEPTH) {
		xml_limit(r, qname.data, N_("too many elements inside each other"));
		return true;
	}
	n_attrs = n_raw ? resolve_attrs(r, n_raw) : 0;
	r->had_root = true;
	if (!xml_open_start(&r->open, qname, r->attrs, n_attrs, n_bindings))
		xml_fault(r, qname.data, N_("a prefix that was never declared"));
	if (empty)
		xml_open_end(&r->open);
	r->after_root = !r->open.depth;
	return true;
}

/* At "</". False when there is no ">" any more. */
bool xml_end_tag(struct xml_reader *r)
{
	struct slice qname = take_name(r->p + 2, r->end);
	const char *after = skip_space(qname.data + qname.len, r->end), *again;
	size_t n;

	if (after == r->end)
		return false;
	if (*after != '>') {
		xml_fault(r, after, N_("a tag with stray characters"));
		after = memchr(after, '>', (size_t)(r->end - after));
		if (!after)
			return false;
	}
	n = xml_open_closes(&r->open, qname);
	if (n != 1 || !slice_equal(r->open.levels[r->open.depth - 1].qname, qname))
		xml_fault(r, r->p, N_("tags that cross each other"));
	if (n > 1 && r->n_cut_lines < XML_CUT_LINES && (again = xml_open_cut_line(&r->open, n))) {
		r->n_cut_lines++;
		r->p = again;
		return true;
	}
	r->p = after + 1;
	while (n--)
		xml_open_end(&r->open);
	r->after_root = r->had_root && !r->open.depth;
	return true;
}
