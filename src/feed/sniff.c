#include "feed/sniff.h"
#include "base/array.h"

#include <string.h>

enum { LOOK_BYTES = 64 * 1024, BINARY_LOOK = 512 };

static const char *const feed_roots[] = { "rss", "rdf", "feed", "channel", "entry", "item" };
static const char *const page_tags[] = { "html",   "head", "body",  "title", "meta", "div",
	                                 "script", "p",    "table", "ul",    "ol",   "a",
	                                 "center", "h1",   "h2",    "span" };

static bool is_one_of(struct slice name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_is_nocase(name, names[i]))
			return true;
	return false;
}

static bool is_name_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (c && strchr("_-.:", c));
}

/* The next start tag's whole name; *rest moves behind it. Comments, declarations and ends are
 * passed over; *is_xml and *is_page are set by what they say. */
static struct slice next_tag(struct slice *rest, bool *is_xml, bool *is_page)
{
	const char *p;

	while (rest->len && (p = memchr(rest->data, '<', rest->len))) {
		struct slice here = slice_make(p, rest->len - (size_t)(p - rest->data));
		const char *close = NULL;
		size_t n = 1;
		if (slice_begins(here, "<!--"))
			close = slice_find(here, "-->", 3);
		else if (slice_begins(here, "<?xml"))
			*is_xml = true;
		else if (slice_begins_nocase(here, "<!doctype html"))
			*is_page = true;
		while (!close && n < here.len && is_name_byte(p[n]))
			n++;
		p = close ? close : p + n;
		rest->len -= (size_t)(p - rest->data);
		rest->data = p;
		if (!close && n > 1 && ascii_is_alpha((unsigned char)here.data[1]))
			return slice_make(here.data + 1, n - 1);
	}
	rest->len = 0;
	return slice_make("", 0);
}

static struct slice local_name(struct slice name)
{
	const char *colon = memchr(name.data, ':', name.len);

	return colon ? slice_make(colon + 1, name.len - (size_t)(colon + 1 - name.data)) : name;
}

static enum sniff_kind sniff_tags(struct slice text, bool is_xml)
{
	bool is_page = false, has_page_tag = false;
	struct slice name;

	while ((name = next_tag(&text, &is_xml, &is_page)).len) {
		if (is_page || slice_is_nocase(name, "html"))
			return SNIFF_HTML;
		if (is_one_of(local_name(name), feed_roots, ARRAY_LENGTH(feed_roots)))
			return SNIFF_FEED;
		has_page_tag = has_page_tag || is_one_of(name, page_tags, ARRAY_LENGTH(page_tags));
	}
	return is_page || (has_page_tag && !is_xml) ? SNIFF_HTML : is_xml ? SNIFF_XML : SNIFF_TEXT;
}

static bool is_binary(struct slice text)
{
	size_t n = text.len < BINARY_LOOK ? text.len : BINARY_LOOK, odd = 0;

	for (size_t i = 0; i < n; i++)
		odd += (unsigned char)text.data[i] < 0x20 &&
		       !ascii_is_space((unsigned char)text.data[i]) && text.data[i] != 0x1b;
	return odd * 10 > n;
}

static bool is_jsonp(struct slice text)
{
	size_t n = 0;

	while (n < text.len && n < 100 && (is_name_byte(text.data[n]) || text.data[n] == '$'))
		n++;
	if (!n || n == text.len || text.data[n] != '(')
		return false;
	text = slice_trim(slice_make(text.data + n + 1, text.len - n - 1));
	return text.len && (text.data[0] == '{' || text.data[0] == '[');
}

static struct slice behind(struct slice text, const char *end, size_t n)
{
	return slice_trim(slice_make(end + n, text.len - (size_t)(end + n - text.data)));
}

/* A document type with declarations in brackets may be longer than what is looked at. */
static struct slice without_doctype(struct slice text)
{
	const char *end = slice_begins(text, "<?xml") ? slice_find(text, "?>", 2) : NULL;
	const char *bracket;

	if (end)
		text = behind(text, end, 2);
	if (!slice_begins_nocase(text, "<!doctype") || slice_begins_nocase(text, "<!doctype html"))
		return text;
	end = memchr(text.data, '>', text.len);
	bracket = memchr(text.data, '[', text.len);
	if (end && bracket && bracket < end)
		end = slice_find(text, "]>", 2);
	return end ? behind(text, end, *end == ']' ? 2 : 1) : text;
}

enum sniff_kind sniff(struct slice text)
{
	struct slice head;
	enum sniff_kind kind;
	bool is_xml;

	while (slice_begins(text, "\xef\xbb\xbf"))
		text = slice_make(text.data + 3, text.len - 3);
	text = slice_trim(text);
	if (!text.len)
		return SNIFF_EMPTY;
	is_xml = slice_begins(text, "<?xml");
	text = without_doctype(text);
	if (!text.len)
		return SNIFF_XML;
	if (!is_xml && (text.data[0] == '{' || text.data[0] == '['))
		return SNIFF_JSON;
	head = slice_make(text.data, text.len < LOOK_BYTES ? text.len : LOOK_BYTES);
	kind = sniff_tags(head, is_xml);
	if (kind != SNIFF_TEXT)
		return kind;
	if (is_jsonp(head) || slice_begins(head, "/**/"))
		return SNIFF_JSONP;
	if (is_binary(head))
		return SNIFF_BINARY;
	return text.data[0] == '<' ? SNIFF_HTML : SNIFF_TEXT;
}

struct slice sniff_root(struct slice text)
{
	bool is_xml, is_page;

	return next_tag(&text, &is_xml, &is_page);
}
