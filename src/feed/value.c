#include "feed/value.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/mend.h"
#include "feed/rewrite.h"
#include "markup/entity.h"
#include "markup/html.h"

#include <stdlib.h>
#include <string.h>

enum { RESOLVED_BYTES_MAX = 64 * 1024 * 1024 };

/* No-break and ideographic blanks at the ends count as blanks too. */
static struct slice trim_wide(struct slice s)
{
	static const char *const blanks[] = { "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf" };
	size_t before;

	do {
		s = slice_trim(s);
		before = s.len;
		if (!s.len || (!(s.data[0] & 0x80) && !(s.data[s.len - 1] & 0x80)))
			return s;
		for (size_t i = 0; i < ARRAY_LENGTH(blanks); i++) {
			size_t n = strlen(blanks[i]);
			if (slice_begins(s, blanks[i]))
				s = slice_make(s.data + n, s.len - n);
			if (slice_ends(s, blanks[i]))
				s.len -= n;
		}
	} while (s.len != before);
	return s;
}

static const char *keep(struct arena *a, struct slice text)
{
	text = trim_wide(text);
	return text.len ? arena_strndup(a, text.data, text.len) : NULL;
}

static bool has_runs_of_blanks(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_is_space((unsigned char)s.data[i]) &&
		    (s.data[i] != ' ' || (i + 1 < s.len && s.data[i + 1] == ' ')))
			return true;
	return false;
}

const char *value_line(struct arena *a, struct slice raw)
{
	struct str text;
	const char *kept;

	raw = slice_trim(raw);
	if (!mend_is_needed(raw) && !has_runs_of_blanks(raw))
		return keep(a, raw);
	text = mend_cleaned(raw, CLEAN_LINE);
	kept = keep(a, str_slice(&text));
	str_release(&text);
	return kept;
}

const char *value_block(struct arena *a, struct slice raw)
{
	struct str text;
	const char *kept;

	raw = slice_trim(raw);
	if (!mend_is_needed(raw))
		return keep(a, raw);
	text = mend_cleaned(raw, CLEAN_BLOCK);
	kept = keep(a, str_slice(&text));
	str_release(&text);
	return kept;
}

/* http://… or https://… of nothing but what stands in an address as it is. */
static bool is_plain_url(const char *s)
{
	if (strncmp(s, "http://", 7) && strncmp(s, "https://", 8))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f)
			return false;
		else if (*s == '/' && s[1] == '.')
			return false;
	return true;
}

/* A long base before many short addresses makes gigabytes of a small feed: what would go beyond the
 * ceiling stays relative. */
static const char *may_resolve(const struct arena *a, const char *base)
{
	return a->used < RESOLVED_BYTES_MAX ? base : NULL;
}

const char *value_url(struct arena *a, const char *base, struct slice raw)
{
	const char *line = value_line(a, raw), *kept;
	char *resolved;

	if (!line || is_plain_url(line))
		return line;
	resolved = url_resolve(may_resolve(a, base), line);
	kept = text_same(resolved, line) ? line : arena_strdup(a, resolved);
	free(resolved);
	return kept[0] ? kept : NULL;
}

const char *value_markup(struct arena *a, const char *base, struct slice raw)
{
	struct str clean = STR_INIT, rewritten = STR_INIT;
	const char *kept;

	raw = slice_trim(raw);
	if (mend_is_needed(raw)) {
		clean = mend_cleaned(raw, CLEAN_BLOCK);
		raw = str_slice(&clean);
	}
	if (rewrite_markup(&rewritten, raw, may_resolve(a, base)))
		raw = str_slice(&rewritten);
	kept = keep(a, raw);
	str_release(&clean);
	str_release(&rewritten);
	return kept;
}

/* --- plain and markup ------------------------------------------------------------------------- */

struct title_text {
	struct str text;
	int hidden; /* inside script or style */
};

static bool is_hidden(const char *name)
{
	return !strcmp(name, "script") || !strcmp(name, "style");
}

static void on_start(void *opaque, const struct html_tag *tag)
{
	struct title_text *t = opaque;
	struct slice alt;

	if (is_hidden(tag->name))
		t->hidden++;
	if (html_is_block(tag->name) || !strcmp(tag->name, "br"))
		str_add_char(&t->text, ' ');
	if (strcmp(tag->name, "img"))
		return;
	alt = html_tag_attr(tag, "alt");
	str_add_slice(&t->text, slice_make(alt.data ? alt.data : "", alt.len));
}

static void on_end(void *opaque, const char *name)
{
	struct title_text *t = opaque;

	if (is_hidden(name) && t->hidden)
		t->hidden--;
	if (html_is_block(name))
		str_add_char(&t->text, ' ');
}

static void on_text(void *opaque, struct slice text)
{
	struct title_text *t = opaque;

	if (!t->hidden)
		str_add_slice(&t->text, text);
}

const char *value_line_of_markup(struct arena *a, struct slice markup)
{
	static const struct html_handler handler = { on_start, on_end, on_text };
	struct title_text t = { STR_INIT, 0 };
	const char *line;

	html_read(markup, &handler, &t);
	line = value_line(a, str_slice(&t.text));
	str_release(&t.text);
	return line;
}

const char *value_markup_of_plain(struct arena *a, const char *plain)
{
	struct slice rest = slice_of(plain);
	struct str out = STR_INIT;
	bool paragraphs = strstr(plain, "\n\n") != NULL, fresh = true;
	const char *kept;

	if (!plain[strcspn(plain, "&<>\n")])
		return plain;
	if (paragraphs)
		str_add(&out, "<p>");
	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');
		if (!line.len) {
			if (!fresh)
				str_add(&out, "</p>\n<p>");
			fresh = true;
			continue;
		}
		if (!fresh)
			str_add(&out, "<br>\n");
		html_escape(&out, line, false);
		fresh = false;
	}
	if (paragraphs)
		str_add(&out, "</p>");
	kept = arena_strndup(a, out.data, out.len);
	str_release(&out);
	return kept;
}

/* In order, for a search by halves. */
static const char *const known_tags[] = {
	"a",      "abbr",   "acronym",  "address",    "article",    "aside",   "audio",   "b",
	"bdi",    "bdo",    "big",      "blockquote", "br",         "caption", "center",  "cite",
	"code",   "col",    "colgroup", "dd",         "del",        "details", "dfn",     "dir",
	"div",    "dl",     "dt",       "em",         "figcaption", "figure",  "font",    "footer",
	"h1",     "h2",     "h3",       "h4",         "h5",         "h6",      "header",  "hr",
	"i",      "iframe", "img",      "ins",        "kbd",        "label",   "li",      "map",
	"mark",   "menu",   "nav",      "ol",         "p",          "picture", "pre",     "q",
	"rb",     "rp",     "rt",       "ruby",       "s",          "samp",    "section", "small",
	"source", "span",   "strike",   "strong",     "sub",        "summary", "sup",     "table",
	"tbody",  "td",     "tfoot",    "th",         "thead",      "time",    "tr",      "tt",
	"u",      "ul",     "var",      "video",      "wbr",
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

/* The tag name at text, in lower case; its length, 0 for none. */
static size_t tag_name(struct slice text, char name[16])
{
	size_t n = 0;

	while (n < text.len && n < 15 &&
	       (ascii_is_alpha((unsigned char)text.data[n]) ||
	        ascii_is_digit((unsigned char)text.data[n]))) {
		name[n] = (char)ascii_lower((unsigned char)text.data[n]);
		n++;
	}
	name[n] = '\0';
	return n;
}

bool value_looks_like_html(struct slice text)
{
	const char *end = text.data + text.len;
	bool sign = false;
	char name[16], buffer[8];
	size_t n;

	for (const char *p = text.data; p < end; p++) {
		if (*p == '<') {
			bool closing = p + 1 < end && p[1] == '/';
			if (!tag_name(slice_make(p + 1 + closing, (size_t)(end - p) - 1 - closing),
			              name))
				continue;
			if (!bsearch(name, known_tags, ARRAY_LENGTH(known_tags), sizeof *known_tags,
			             compare_names))
				return false;
			sign |= closing || html_is_void(name);
		} else if (*p == '&') {
			size_t taken = html_reference(p, end, buffer, &n);
			if (taken && p[taken - 1] == ';')
				sign = true;
		}
	}
	return sign;
}

void value_split(struct slice list, char sep, void (*found)(void *opaque, struct slice name),
                 void *opaque)
{
	while (list.len) {
		struct slice name = slice_trim(slice_next(&list, sep));
		if (name.len)
			found(opaque, name);
	}
}
