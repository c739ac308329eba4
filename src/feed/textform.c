#include "feed/textform.h"
#include "base/array.h"
#include "feed/value.h"
#include "markup/entity.h"
#include "text/utf8.h"

#include <string.h>

/* Ranks of what gives an entry its base and language. */
enum { RANK_TITLE = 1, RANK_SUMMARY, RANK_CONTENT };

static bool is_atom(const struct xml_feed *x)
{
	enum feed_version v = x->build.feed->version;

	return v == FEED_ATOM03 || v == FEED_ATOM10;
}

/* Atom 1.0 says text, html, xhtml; 0.3 and RSS with a type say a media type. */
static enum xml_form form_of_type(struct slice type, enum xml_form usual, bool *is_base64)
{
	static const struct {
		const char *type;
		enum xml_form form;
	} types[] = {
		{ "text", FORM_PLAIN },  { "plain", FORM_PLAIN },  { "text/plain", FORM_PLAIN },
		{ "html", FORM_HTML },   { "text/html", FORM_HTML },
		{ "xhtml", FORM_XHTML }, { "application/xhtml+xml", FORM_XHTML },
	};

	type = slice_trim(type);
	if (!type.len)
		return usual;
	for (size_t i = 0; i < ARRAY_LENGTH(types); i++)
		if (slice_is_nocase(type, types[i].type))
			return types[i].form;
	if (slice_ends(type, "+xml") || slice_ends(type, "/xml"))
		return FORM_XHTML;
	*is_base64 = memchr(type.data, '/', type.len) && !slice_begins_nocase(type, "text/");
	return FORM_PLAIN;
}

enum xml_take text_form(struct xml_feed *x, struct xml_frame *frame, const struct xml_element *e)
{
	struct slice type = xml_attr_nocase(e, "type"),
		     mode = slice_trim(xml_attr_nocase(e, "mode"));
	enum xml_form usual = frame->rule->kind == KIND_XHTML  ? FORM_XHTML
	                      : frame->rule->kind == KIND_HTML ? FORM_HTML
	                                                       : FORM_PLAIN;
	bool is_base64 = false;
	enum xml_form form = form_of_type(type, usual, &is_base64);

	/* Atom 0.3: alternatives of one content, each an element of its own. */
	if (slice_begins_nocase(type, "multipart/")) {
		x->frame[x->depth].rule = NULL;
		x->frame[x->depth].place = IN_ENTRY;
		return XML_ENTER;
	}
	if (form == FORM_XHTML && slice_is_nocase(mode, "escaped"))
		form = FORM_HTML;
	frame->form = (unsigned char)form;
	frame->is_base64 = is_base64 || slice_is_nocase(mode, "base64");
	frame->is_inline = form == FORM_HTML && slice_is_nocase(mode, "xml");
	return form == FORM_XHTML || frame->is_inline ? XML_MARKUP : XML_TEXT;
}

/* --- base64 ----------------------------------------------------------------------------------- */

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit((unsigned char)c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* Append what base64 text holds; false when that is no text. */
static bool decode_base64(struct str *out, struct slice text)
{
	uint32_t bits = 0;
	int n = 0;

	for (size_t i = 0; i < text.len && text.data[i] != '='; i++) {
		int value = base64_value(text.data[i]);
		if (value < 0) {
			if (ascii_is_space((unsigned char)text.data[i]))
				continue;
			return false;
		}
		bits = bits << 6 | (uint32_t)value;
		n += 6;
		if (n >= 8)
			str_add_char(out, (char)(bits >> (n -= 8)));
	}
	return utf8_is_valid(out->data, out->len);
}

/* --- the one div that Atom puts round XHTML --------------------------------------------------- */

/* The start tag's length if html is one div from its first byte to its last; else 0. */
static size_t wrapping_div(struct slice html)
{
	const char *end = html.data + html.len, *p = html.data, *inside = NULL;
	int depth = 0;

	if (!slice_begins(html, "<div") || !slice_ends(html, "</div>"))
		return 0;
	while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		struct slice rest = slice_make(p, (size_t)(end - p));
		const char *close = memchr(p, '>', rest.len);
		if (!close)
			return 0;
		if (slice_begins(rest, "</div>"))
			depth--;
		else if (slice_begins(rest, "<div") && !ascii_is_alpha((unsigned char)p[4]) &&
		         close[-1] != '/')
			depth++;
		if (!inside)
			inside = close + 1;
		p = close + 1;
		if (!depth && p < end)
			return 0;
	}
	return depth || !inside ? 0 : (size_t)(inside - html.data);
}

static struct slice without_div(struct slice html)
{
	size_t start;

	html = slice_trim(html);
	start = wrapping_div(html);
	return start ? slice_make(html.data + start, html.len - start - 6) : html;
}

/* --- into the slot ---------------------------------------------------------------------------- */

static void note_scope(struct xml_feed *x, const struct xml_frame *frame)
{
	struct xml_scope *s = xml_scope(x);
	int rank = frame->rule->slot == SLOT_CONTENT   ? RANK_CONTENT
	           : frame->rule->slot == SLOT_SUMMARY ? RANK_SUMMARY
	                                               : RANK_TITLE;

	if (rank <= s->base_rank)
		return;
	s->base_rank = (unsigned char)rank;
	s->base = frame->base;
	s->language = frame->language;
}

static bool is_one_line(enum xml_slot slot)
{
	return slot != SLOT_SUMMARY && slot != SLOT_CONTENT;
}

/* A second description is the longer text where there is no content yet. */
static void set_text(struct xml_feed *x, const struct xml_rule *rule, const char *text,
                     const char *other)
{
	const struct xml_value *summary = &xml_scope(x)->slot[SLOT_SUMMARY];

	if (rule->slot == SLOT_SUMMARY && rule->strength > 1 && summary->text && text) {
		if (rule->strength > summary->strength) {
			struct xml_value weaker = *summary;
			xml_set_pair(x, SLOT_SUMMARY, rule->strength, text, other);
			if (weaker.strength == 1)
				return;
			text = weaker.text;
			other = weaker.other;
		}
		if (!text_same(summary->text, text))
			xml_set_pair(x, SLOT_CONTENT, 1, text, other);
		return;
	}
	xml_set_pair(x, rule->slot, rule->strength, text, other);
}

static void take_markup(struct xml_feed *x, const struct xml_frame *frame, struct slice raw)
{
	const char *markup = value_markup(x->arena, frame->base, raw);
	const char *line;

	if (!markup)
		return;
	if (frame->form == FORM_XHTML && x->build.feed->version == FEED_ATOM10) {
		struct slice inside = without_div(slice_of(markup));
		if (inside.len != strlen(markup))
			markup = value_block(x->arena, inside);
	}
	if (!markup || !is_one_line(frame->rule->slot)) {
		set_text(x, frame->rule, markup, NULL);
		return;
	}
	line = value_line_of_markup(x->arena, slice_of(markup));
	set_text(x, frame->rule, line ? line : markup, text_same(line, markup) ? NULL : markup);
}

static void take_plain(struct xml_feed *x, const struct xml_frame *frame, struct slice raw)
{
	const char *plain, *markup;

	if (is_one_line(frame->rule->slot)) {
		set_text(x, frame->rule, value_line(x->arena, raw), NULL);
		return;
	}
	plain = value_block(x->arena, raw);
	if (!plain)
		return;
	markup = value_markup_of_plain(x->arena, plain);
	set_text(x, frame->rule, markup, markup == plain ? NULL : plain);
}

void text_take(struct xml_feed *x, const struct xml_frame *frame, struct slice text)
{
	struct str decoded = STR_INIT;
	bool html = frame->form != FORM_PLAIN;

	if (frame->is_base64) {
		if (!decode_base64(&decoded, text))
			goto out;
		text = str_slice(&decoded);
		html = html || value_looks_like_html(text);
	} else if (frame->is_inline && !slice_find(text, "<", 1)) {
		/* No element inside: it was escaped HTML for all its mode said. */
		html_unescape(&decoded, text);
		text = str_slice(&decoded);
	} else if (!html && !is_atom(x)) {
		html = value_looks_like_html(text);
	}
	if (slice_trim(text).len)
		note_scope(x, frame);
	if (html)
		take_markup(x, frame, text);
	else
		take_plain(x, frame, text);
out:
	str_release(&decoded);
}
