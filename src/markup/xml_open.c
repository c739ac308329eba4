#include "markup/xml_open.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "markup/entity.h"
#include "markup/html.h"

static const char xhtml[] = "http://www.w3.org/1999/xhtml";

bool xml_open_bind(struct xml_open *o, struct slice prefix, struct slice uri)
{
	if (o->n_bindings == XML_NAMESPACES)
		return false;
	o->bindings[o->n_bindings++] = (struct xml_binding){
		.prefix = prefix,
		.uri = uri.len ? xstrndup(uri.data, uri.len) : NULL,
	};
	return true;
}

const char *xml_open_namespace(const struct xml_open *o, struct slice prefix, bool *known)
{
	for (size_t i = o->n_bindings; i-- > 0;)
		if (slice_equal(o->bindings[i].prefix, prefix))
			return o->bindings[i].uri;
	if (slice_is(prefix, "xml"))
		return "http://www.w3.org/XML/1998/namespace";
	*known = !prefix.len;
	return NULL;
}

/* --- writing what is taken whole ------------------------------------------------------------------ */

static bool is_html(const struct xml_element *e)
{
	return e->ns ? !strcmp(e->ns, xhtml) : !e->prefix;
}

static void write_name(struct str *out, const char *prefix, const char *name)
{
	if (prefix) {
		str_add(out, prefix);
		str_add_char(out, ':');
	}
	str_add(out, name);
}

static void write_start(struct str *out, const struct xml_element *e)
{
	str_add_char(out, '<');
	write_name(out, is_html(e) ? NULL : e->prefix, e->name);
	for (size_t i = 0; i < e->n_attrs; i++) {
		str_add_char(out, ' ');
		write_name(out, e->attrs[i].prefix, e->attrs[i].name);
		str_add(out, "=\"");
		html_escape(out, e->attrs[i].value, true);
		str_add_char(out, '"');
	}
	str_add(out, is_html(e) && html_is_void(e->name) ? " />" : ">");
}

static void write_end(struct str *out, const struct xml_element *e)
{
	if (is_html(e) && html_is_void(e->name))
		return;
	str_add(out, "</");
	write_name(out, is_html(e) ? NULL : e->prefix, e->name);
	str_add_char(out, '>');
}

/* --- events ---------------------------------------------------------------------------------------- */

static void split_name(struct xml_level *level)
{
	char *colon;

	memcpy(level->names, level->qname.data, level->qname.len);
	level->names[level->qname.len] = '\0';
	colon = strchr(level->names, ':');
	level->element.name = level->names;
	level->element.prefix = NULL;
	if (colon) {
		*colon = '\0';
		level->element.prefix = level->names;
		level->element.name = colon + 1;
	}
}

static uint32_t hash_of(struct slice qname)
{
	return (uint32_t)hash_bytes(HASH_START, qname.data, qname.len);
}

bool xml_open_start(struct xml_open *o, struct slice qname, const struct xml_attr *attrs,
                    size_t n_attrs, size_t n_bindings)
{
	struct xml_level *level = &o->levels[o->depth];
	enum xml_take outer = o->depth ? level[-1].take : XML_ENTER;
	bool known = true;

	level->qname = qname;
	o->hashes[o->depth] = hash_of(qname);
	level->n_bindings = n_bindings;
	level->take = outer;
	split_name(level);
	level->element.ns = xml_open_namespace(o, slice_of(level->element.prefix), &known);
	level->element.attrs = attrs;
	level->element.n_attrs = n_attrs;
	o->depth++;
	if (outer == XML_ENTER) {
		if (o->handler->start)
			level->take = o->handler->start(o->opaque, &level->element);
		if (level->take != XML_ENTER && level->take != XML_SKIP)
			o->taken = o->depth;
	} else if (outer != XML_SKIP) {
		if (!o->child) {
			o->child = qname.data - 1;
			o->child_at = o->whole.len;
		}
		write_start(&o->whole, &level->element);
	}
	level->element.attrs = NULL;
	level->element.n_attrs = 0;
	return known;
}

size_t xml_open_closes(const struct xml_open *o, struct slice qname)
{
	struct slice top;
	uint32_t hash;

	if (!o->depth)
		return 0;
	top = o->levels[o->depth - 1].qname;
	if (slice_equal(top, qname))
		return 1;
	hash = hash_of(qname);
	for (size_t i = o->depth; i-- > 0;)
		if (o->hashes[i] == hash && slice_equal(o->levels[i].qname, qname))
			return o->depth - i;
	/* <Title> … </title> */
	for (size_t i = 0; i < qname.len; i++)
		if (top.len != qname.len || ascii_lower((unsigned char)qname.data[i]) !=
		                                    ascii_lower((unsigned char)top.data[i]))
			return 0;
	return qname.len > 0;
}

/* Close the innermost element without a word. */
static void drop_level(struct xml_open *o)
{
	const struct xml_level *level = &o->levels[--o->depth];

	while (o->n_bindings > level->n_bindings)
		free(o->bindings[--o->n_bindings].uri);
}

const char *xml_open_cut_line(struct xml_open *o, size_t n)
{
	const char *child = o->child;

	if (!o->taken || !child || o->taken + n <= o->depth + 1 ||
	    o->levels[o->taken - 1].take != XML_LINE)
		return NULL;
	/* The tags inside go without being written out. */
	str_truncate(&o->whole, o->child_at);
	while (o->depth > o->taken)
		drop_level(o);
	xml_open_end(o);
	return child;
}

void xml_open_text(struct xml_open *o, struct slice text)
{
	enum xml_take take = o->depth ? o->levels[o->depth - 1].take : XML_SKIP;

	if (take == XML_ENTER && o->handler->text && text.len)
		o->handler->text(o->opaque, text);
	else if (take == XML_TEXT || take == XML_LINE)
		str_add_slice(&o->whole, text);
	else if (take == XML_MARKUP)
		html_escape(&o->whole, text, false);
}

void xml_open_end(struct xml_open *o)
{
	struct xml_level *level = &o->levels[--o->depth];
	bool outermost = !o->depth || level[-1].take == XML_ENTER;

	if (o->taken == o->depth + 1) {
		if (o->handler->text)
			o->handler->text(o->opaque, str_slice(&o->whole));
		str_clear(&o->whole);
		o->taken = 0;
		o->child = NULL;
	} else if (o->taken) {
		write_end(&o->whole, &level->element);
	}
	if (outermost && o->handler->end)
		o->handler->end(o->opaque, &level->element);
	while (o->n_bindings > level->n_bindings)
		free(o->bindings[--o->n_bindings].uri);
}
