/*
 * DOCTYPE: passed over, but for the entities it declares in the document itself as a few characters
 * of text: feeds of old tools shorten names and addresses with them. Nothing is fetched, a value
 * holds no markup and no entity of the document's, and what they add to a document is bounded.
 */
#include "markup/xml_reader.h"

#include <string.h>

#include "base/i18n.h"
#include "markup/entity.h"

static struct slice rest_from(const struct xml_reader *r, const char *p)
{
	return slice_make(p, (size_t)(r->end - p));
}

/* Where a DOCTYPE ends, quotes, comments and the subset in brackets respected; NULL if nowhere. */
static const char *doctype_end(const struct xml_reader *r, const char *p)
{
	int brackets = 0;

	for (; p < r->end; p++) {
		const char *mark = NULL;

		if (*p == '>' && brackets <= 0)
			return p;
		if (*p == '[')
			brackets++;
		else if (*p == ']')
			brackets--;
		else if (*p == '"' || *p == '\'')
			mark = *p == '"' ? "\"" : "'";
		else if (slice_begins(rest_from(r, p), "<!--"))
			mark = "-->";
		if (mark) {
			p = slice_find(rest_from(r, p + 1), mark, strlen(mark));
			if (!p)
				return NULL;
			p += strlen(mark) - 1;
		}
	}
	return NULL;
}

/* --- entities -------------------------------------------------------------------------------- */

static bool is_name_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (unsigned char)c >= 0x80 || (c && strchr("_-.", c));
}

static struct slice take_name(const char *p, const char *end)
{
	const char *start = p;

	while (p < end && is_name_byte(*p))
		p++;
	return slice_make(start, (size_t)(p - start));
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && ascii_is_space((unsigned char)*p))
		p++;
	return p;
}

/* Entities made of entities are what bombs are built of. */
static bool holds_reference(struct slice text)
{
	const char *p = text.data, *end = p + text.len;

	while (p < end && (p = memchr(p, '&', (size_t)(end - p)))) {
		struct slice name = take_name(p + 1, end);
		p = name.data + name.len;
		if (name.len && p < end && *p == ';')
			return true;
	}
	return false;
}

/* Numbers are read when an entity is declared, the rest when it is used. */
static void keep_value(struct xml_reader *r, struct slice raw)
{
	struct str once = STR_INIT;

	if (slice_find(raw, "&#", 2)) {
		html_unescape(&once, raw);
		raw = str_slice(&once);
	}
	html_unescape(&r->entity_texts, raw);
	str_release(&once);
}

/* p stands behind "<!ENTITY". Of two declarations the first counts. */
static void declare(struct xml_reader *r, const char *p, const char *end)
{
	struct slice name, value;
	const char *close;
	size_t at = r->entity_texts.len;

	p = skip_space(p, end);
	name = take_name(p, end);
	p = skip_space(name.data + name.len, end);
	if (!name.len || p == end || (*p != '"' && *p != '\'') || r->n_entities == XML_ENTITIES)
		return;
	close = memchr(p + 1, *p, (size_t)(end - p - 1));
	if (!close || (size_t)(close - p - 1) > XML_ENTITY_BYTES)
		return;
	value = slice_make(p + 1, (size_t)(close - p - 1));
	for (size_t i = 0; i < r->n_entities; i++)
		if (slice_equal(r->entities[i].name, name))
			return;
	keep_value(r, value);
	value = slice_make(r->entity_texts.data + at, r->entity_texts.len - at);
	if (slice_find(value, "<", 1) || slice_find(value, "%", 1) || holds_reference(value))
		return;
	r->entities[r->n_entities++] =
	        (struct xml_entity){ name, at, value.len };
}

static void declare_all(struct xml_reader *r, const char *p, const char *end)
{
	static const char mark[] = "<!ENTITY";

	while ((p = slice_find(slice_make(p, (size_t)(end - p)), mark, strlen(mark)))) {
		p += strlen(mark);
		declare(r, p, end);
	}
}

size_t xml_declared_reference(struct xml_reader *r, const char *p, const char *end,
                              struct slice *text)
{
	struct slice name;

	if (!r->n_entities)
		return 0;
	name = take_name(p + 1, end);
	if (!name.len || name.data + name.len == end || name.data[name.len] != ';')
		return 0;
	for (size_t i = 0; i < r->n_entities; i++) {
		const struct xml_entity *e = &r->entities[i];
		if (!slice_equal(e->name, name))
			continue;
		r->expanded += e->len;
		if (r->expanded > XML_EXPANDED_BYTES) {
			xml_limit(r, p, N_("too many entities"));
			return 0;
		}
		*text = slice_make(r->entity_texts.data + e->at, e->len);
		return name.len + 2;
	}
	return 0;
}

void xml_unescape(struct xml_reader *r, struct str *out, struct slice raw)
{
	const char *p = raw.data, *end = p + raw.len, *start = p;
	struct slice as;

	while (r->n_entities && p < end && (p = memchr(p, '&', (size_t)(end - p)))) {
		size_t n = xml_declared_reference(r, p, end, &as);
		if (n) {
			html_unescape(out, slice_make(start, (size_t)(p - start)));
			str_add_slice(out, as);
			start = p + n;
		}
		p += n ? n : 1;
	}
	html_unescape(out, slice_make(start, (size_t)(end - start)));
}

/* --- the declaration itself ------------------------------------------------------------------- */

void xml_doctype(struct xml_reader *r)
{
	const char *stop = NULL;

	if (r->had_root)
		xml_fault(r, r->p, N_("a DOCTYPE behind the first element"));
	r->report.has_doctype = true;
	if (!r->no_more_doctype_end)
		stop = doctype_end(r, r->p + strlen("<!DOCTYPE"));
	if (stop) {
		declare_all(r, r->p, stop);
		r->p = stop + 1;
		return;
	}
	r->no_more_doctype_end = true;
	xml_fault(r, r->p, N_("something that is opened and never closed"));
	xml_skip_past(r, r->p, ">");
}
