#include "markup/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "markup/entity.h"
#include "markup/xml_reader.h"

static size_t line_of(const struct xml_reader *r, const char *at)
{
	size_t line = 1;

	for (const char *p = r->start; (p = memchr(p, '\n', (size_t)(at - p))); p++)
		line++;
	return line;
}

void xml_fault(struct xml_reader *r, const char *at, const char *msgid)
{
	if (r->report.wellformed)
		r->report.line = line_of(r, at), r->report.problem = msgid;
	r->report.wellformed = false;
}

void xml_limit(struct xml_reader *r, const char *at, const char *msgid)
{
	r->report.cut = true;
	xml_fault(r, at, msgid);
}

static struct slice rest_from(const struct xml_reader *r, const char *p)
{
	return slice_make(p, (size_t)(r->end - p));
}

/* --- text ------------------------------------------------------------------------------------------ */

/* Outside of the root nothing but blanks may stand. */
static void plain(struct xml_reader *r, const char *start, const char *stop)
{
	if (stop == start)
		return;
	if (r->open.depth)
		xml_open_text(&r->open, slice_make(start, (size_t)(stop - start)));
	else if (slice_trim(slice_make(start, (size_t)(stop - start))).len)
		xml_fault(r, start, N_("text outside of the root element"));
}

static bool is_name_of_xml(const char *at, size_t n)
{
	static const struct {
		char text[7];
		unsigned char n;
	} names[] = { { "&lt;", 4 }, { "&gt;", 4 }, { "&amp;", 5 }, { "&quot;", 6 }, { "&apos;", 6 } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (n == names[i].n && !memcmp(at, names[i].text, n))
			return true;
	return false;
}

/* XML knows five names, and numbers of what it allows, and wants the ; always. A DOCTYPE may have
 * declared HTML's. */
void xml_check_reference(struct xml_reader *r, const char *at, size_t n)
{
	struct slice reference = slice_make(at, n);
	bool known = n && r->report.has_doctype;
	char bytes[8];
	size_t len;

	if (!r->report.wellformed || is_name_of_xml(at, n))
		return;
	if (n > 1 && at[1] == '#') {
		html_reference(at, at + n, bytes, &len);
		known = !slice_is(slice_make(bytes, len), "\xef\xbf\xbd") &&
		        ((unsigned char)*bytes >= ' ' || memchr("\t\n\r", *bytes, 3));
	}
	if (!known || !slice_ends(reference, ";"))
		xml_fault(r, at, N_("an & that begins no reference of XML"));
}

static void text(struct xml_reader *r, const char *start, const char *stop)
{
	const char *p = start;

	while (p < stop && (p = memchr(p, '&', (size_t)(stop - p)))) {
		struct slice as;
		char bytes[8];
		size_t n = xml_declared_reference(r, p, stop, &as);

		if (!n) {
			n = html_reference(p, stop, bytes, &as.len);
			as.data = bytes;
			xml_check_reference(r, p, n);
		}
		if (n) {
			plain(r, start, p);
			plain(r, as.data, as.data + as.len);
			start = p + n;
		}
		p += n ? n : 1;
	}
	plain(r, start, stop);
}

/* --- declarations ---------------------------------------------------------------------------------- */

/* By its first byte, which is rare in text: many times as fast as memmem(). */
static const char *find_mark(const char *p, const char *end, const char *mark)
{
	size_t n = strlen(mark);

	while (p < end && (p = memchr(p, *mark, (size_t)(end - p)))) {
		if ((size_t)(end - p) >= n && !memcmp(p, mark, n))
			return p;
		p++;
	}
	return NULL;
}

void xml_skip_past(struct xml_reader *r, const char *from, const char *mark)
{
	const char *at = find_mark(from, r->end, mark);

	if (!at)
		xml_fault(r, r->p, N_("something that is opened and never closed"));
	r->p = at ? at + strlen(mark) : r->end;
}

static void comment(struct xml_reader *r)
{
	const char *start = r->p, *body = start + 4, *stop;

	xml_skip_past(r, body, "-->");
	stop = r->p - 3;
	if (r->report.wellformed && stop > body &&
	    (slice_find(slice_make(body, (size_t)(stop - body)), "--", 2) || stop[-1] == '-'))
		xml_fault(r, start, N_("-- inside a comment"));
}

static void cdata(struct xml_reader *r)
{
	const char *start = r->p + strlen("<![CDATA["), *stop;

	xml_skip_past(r, start, "]]>");
	stop = slice_ends(slice_make(start, (size_t)(r->p - start)), "]]>") ? r->p - 3 : r->p;
	if (!r->open.depth)
		xml_fault(r, start, N_("text outside of the root element"));
	plain(r, start, stop);
}

static void declaration(struct xml_reader *r)
{
	struct slice rest = rest_from(r, r->p);

	if (slice_begins(rest, "<!--")) {
		comment(r);
	} else if (slice_begins(rest, "<![CDATA[")) {
		cdata(r);
	} else if (slice_begins_nocase(rest, "<!DOCTYPE")) {
		xml_doctype(r);
	} else if (slice_begins(rest, "<?")) {
		if (slice_begins(rest, "<?xml") && rest.len > 5 && ascii_is_space((unsigned char)rest.data[5]) &&
		    r->p != r->start)
			xml_fault(r, r->p, N_("an XML declaration that is not at the beginning"));
		xml_skip_past(r, r->p, "?>");
	} else {
		xml_fault(r, r->p, N_("a declaration where none may stand"));
		xml_skip_past(r, r->p, ">");
	}
}

/* At the last "<" of a file that was cut off in a tag: what is left of it is no text. */
static bool drop_cut_tag(struct xml_reader *r)
{
	if (slice_find(rest_from(r, r->p + 1), "<", 1))
		return false;
	xml_fault(r, r->p, N_("something that is opened and never closed"));
	r->p = r->end;
	return true;
}

/* At "<": read what begins there; false when the < is only a character. */
static bool markup(struct xml_reader *r)
{
	const char *p = r->p;

	if (r->end - p < 2)
		return drop_cut_tag(r);
	if (p[1] == '!' || p[1] == '?') {
		declaration(r);
		return true;
	}
	if (p[1] != '/' && !ascii_is_alpha((unsigned char)p[1]) && p[1] != '_')
		return false;
	/* The next > is looked for once, not from every < before it. */
	if (!r->no_more_gt && (!r->next_gt || r->next_gt < p)) {
		r->next_gt = memchr(p, '>', (size_t)(r->end - p));
		r->no_more_gt = !r->next_gt;
	}
	if (r->no_more_gt)
		return drop_cut_tag(r);
	if (p[1] == '/')
		return xml_end_tag(r);
	/* Names may begin with any letter, but <编者按> in a feed is text more often than a tag. */
	return xml_start_tag(r);
}

/* --- the whole ------------------------------------------------------------------------------------- */

/* The first tag that begins a feed or its declaration; NULL if there is none. */
static const char *find_feed(struct slice text)
{
	static const char *const marks[] = { "<?xml", "<rss", "<feed", "<rdf:RDF", "<RDF", "<opml",
		                             "<atom:feed" };
	const char *p = text.data, *end = p + text.len;

	for (; p < end && (p = memchr(p, '<', (size_t)(end - p))); p++)
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (slice_begins(slice_make(p, (size_t)(end - p)), marks[i]))
				return p;
	return NULL;
}

/* Where the document begins: before it stand a byte order mark, blanks, or what a broken server let
 * slip out (warnings with tags of their own). */
static void find_start(struct xml_reader *r)
{
	struct slice rest = rest_from(r, r->p);
	const char *found;

	while (slice_begins(rest, "\xef\xbb\xbf"))
		rest = slice_make(rest.data + 3, rest.len - 3);
	rest = slice_trim(rest);
	r->p = rest.data;
	if (slice_begins(rest, "<?") || slice_begins(rest, "<!"))
		return;
	found = find_feed(rest);
	if (!found)
		found = memchr(rest.data, '<', rest.len);
	if (found && found != rest.data)
		xml_fault(r, rest.data, N_("text outside of the root element"));
	r->p = found ? found : rest.data;
}

/* Characters that XML forbids: they are left to the cleaning of what comes out, but told. */
static const char *find_control(struct slice xml)
{
	const unsigned char *p = (const unsigned char *)xml.data, *end = p + xml.len;

	while (p < end) {
		uint64_t word;

		/* Eight at a time while none is below a blank. */
		while (end - p >= 8) {
			memcpy(&word, p, 8);
			if ((word - 0x2020202020202020u) & ~word & 0x8080808080808080u)
				break;
			p += 8;
		}
		for (int i = 0; i < 8 && p < end; i++, p++)
			if (*p < ' ' && *p != '\n' && *p != '\t' && *p != '\r')
				return (const char *)p;
	}
	return NULL;
}

static void read_all(struct xml_reader *r)
{
	while (r->p < r->end) {
		const char *lt = memchr(r->p, '<', (size_t)(r->end - r->p)), *start = r->p;

		r->p = lt ? lt : r->end;
		text(r, start, r->p);
		if (lt && !markup(r)) {
			xml_fault(r, lt, N_("a < that begins no tag"));
			plain(r, lt, lt + 1);
			r->p = lt + 1;
		}
	}
	if (r->open.depth || !r->had_root)
		xml_fault(r, r->end, N_("the end comes before the root element's end tag"));
	while (r->open.depth)
		xml_open_end(&r->open);
}

bool xml_read(struct slice xml, const struct xml_handler *handler, void *opaque,
              struct xml_report *report)
{
	struct xml_reader *r = xcalloc(1, sizeof *r);
	const char *control;
	bool had_root;

	r->report.wellformed = true;
	r->open.handler = handler;
	r->open.opaque = opaque;
	str_init(&r->scratch);
	str_init_limit(&r->entity_texts, XML_ENTITY_TEXTS);
	str_init(&r->open.whole);
	if (slice_begins(xml, "\xef\xbb\xbf"))
		xml = slice_make(xml.data + 3, xml.len - 3);
	if (!xml.len)
		xml.data = "";
	r->start = r->p = xml.data;
	r->end = xml.data + xml.len;
	control = find_control(xml);
	if (control)
		xml_fault(r, control, N_("a control character"));
	if (xml.len)
		find_start(r);
	read_all(r);
	had_root = r->had_root;
	if (report)
		*report = r->report;
	str_release(&r->scratch);
	str_release(&r->entity_texts);
	str_release(&r->open.whole);
	free(r);
	return had_root;
}

struct slice xml_attr(const struct xml_element *e, const char *prefix_or_ns, const char *name)
{
	for (size_t i = 0; i < e->n_attrs; i++) {
		const struct xml_attr *a = &e->attrs[i];

		if (strcmp(a->name, name))
			continue;
		if (!prefix_or_ns ? !a->prefix
		                  : (a->prefix && !strcmp(a->prefix, prefix_or_ns)) ||
		                            (a->ns && !strcmp(a->ns, prefix_or_ns)))
			return a->value;
	}
	return (struct slice){ NULL, 0 };
}
