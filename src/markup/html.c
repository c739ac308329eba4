#include "markup/html.h"

#include <string.h>

#include "markup/entity.h"
#include "markup/tags.h"

enum { NAME_MAX_BYTES = 64 };

struct reader {
	const struct html_handler *handler;
	void *opaque;
	const char *p, *end;
	/* What is known not to come any more, so that it is not looked for again and again. */
	bool no_more_gt, no_more_cdata_end;
	uint32_t no_more_raw_end;     /* a bit for each element with raw content */
	char name[NAME_MAX_BYTES];
	struct html_attr attrs[HTML_ATTRS];
	char attr_names[HTML_ATTRS][NAME_MAX_BYTES];
	struct str values;            /* attribute values that had references */
};

static bool ends_name(char c)
{
	return ascii_is_space((unsigned char)c) || c == '/' || c == '>';
}

static void emit_raw_text(struct reader *r, const char *start, const char *stop)
{
	if (r->handler->text && stop > start)
		r->handler->text(r->opaque, slice_make(start, (size_t)(stop - start)));
}

/* Emit text in pieces: what stands between references, and the references. */
static void emit_text(struct reader *r, const char *start, const char *stop)
{
	const char *p = start;

	if (!r->handler->text)
		return;
	while (p < stop && (p = memchr(p, '&', (size_t)(stop - p)))) {
		char bytes[8];
		size_t len, n = html_reference(p, stop, bytes, &len);

		if (n) {
			emit_raw_text(r, start, p);
			r->handler->text(r->opaque, slice_make(bytes, len));
			start = p + n;
		}
		p += n ? n : 1;
	}
	emit_raw_text(r, start, stop);
}

/* Copy a name in lower case, cut at what fits; returns where it ends in the input. */
static const char *take_name(const char *p, const char *end, bool attribute, char out[NAME_MAX_BYTES])
{
	size_t n = 0;

	/* "=" may begin an attribute's name, as HTML 5 has it, but not stand in it. */
	for (const char *start = p; p < end && !ends_name(*p); p++) {
		if (attribute && *p == '=' && p > start)
			break;
		if (n < NAME_MAX_BYTES - 1)
			out[n++] = (char)ascii_lower((unsigned char)*p);
	}
	/* what did not fit must not leave half a character behind */
	if (n == NAME_MAX_BYTES - 1)
		while (n && (out[n - 1] & 0x80))
			n--;
	out[n] = '\0';
	return p;
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && ascii_is_space((unsigned char)*p))
		p++;
	return p;
}

/* p stands behind "="; sets the raw value and returns where it ends. */
static const char *take_value(const char *p, const char *end, struct slice *value)
{
	p = skip_space(p, end);
	if (p < end && (*p == '"' || *p == '\'')) {
		const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));

		if (close) {
			*value = slice_make(p + 1, (size_t)(close - p - 1));
			return close + 1;
		}
		p++; /* a lone quote must not swallow the rest of the page */
	}
	*value = slice_make(p, 0);
	while (p < end && !ascii_is_space((unsigned char)*p) && *p != '>')
		p++;
	value->len = (size_t)(p - value->data);
	return p;
}

/* References in values are decoded behind each other in one buffer, which never needs more than the
 * raw values have: no reference is shorter than what it stands for. */
static void decode_values(struct reader *r, size_t n_attrs)
{
	size_t raw = 0;

	for (size_t i = 0; i < n_attrs; i++)
		raw += r->attrs[i].value.len;
	str_clear(&r->values);
	if (raw >= r->values.cap) {
		str_add_repeat(&r->values, ' ', raw);
		str_clear(&r->values);
	}
	for (size_t i = 0; i < n_attrs; i++) {
		struct slice *value = &r->attrs[i].value;
		size_t at = r->values.len;

		if (!value->len || !memchr(value->data, '&', value->len))
			continue;
		html_unescape(&r->values, *value);
		*value = slice_make(r->values.data + at, r->values.len - at);
	}
}

/* Read attributes up to and with ">"; NULL when the input ends before. */
static const char *take_attrs(struct reader *r, const char *p, struct html_tag *tag)
{
	bool references = false;
	size_t n = 0;

	for (;;) {
		char dropped[NAME_MAX_BYTES], *name = n < HTML_ATTRS ? r->attr_names[n] : dropped;
		struct slice value = { "", 0 };
		const char *after;

		p = skip_space(p, r->end);
		if (p == r->end)
			return NULL;
		if (*p == '>')
			break;
		tag->self_closing = *p == '/' && p + 1 < r->end && p[1] == '>';
		if (*p == '/') {
			p++;
			continue;
		}
		p = take_name(p, r->end, true, name);
		after = skip_space(p, r->end);
		if (after < r->end && *after == '=')
			p = take_value(after + 1, r->end, &value);
		if (n == HTML_ATTRS)
			continue;
		references |= value.len && memchr(value.data, '&', value.len);
		r->attrs[n++] = (struct html_attr){ name, value };
	}
	if (references)
		decode_values(r, n);
	tag->attrs = r->attrs;
	tag->n_attrs = n;
	return p + 1;
}

/* Find "</name" in any case with a name's end behind it; NULL if there is none. */
static const char *find_end_tag(const char *p, const char *end, const char *name)
{
	size_t n = strlen(name);

	while ((size_t)(end - p) >= n + 2 && (p = memchr(p, '<', (size_t)(end - p) - n - 1))) {
		if (p[1] == '/' && slice_is_nocase(slice_make(p + 2, n), name) &&
		    (p + 2 + n == end || ends_name(p[2 + n])))
			return p;
		p++;
	}
	return NULL;
}

/* Behind the start tag of an element whose content is no markup: emit it up to its end tag. */
static void raw_content(struct reader *r, const char *name, const struct tag_info *info)
{
	const char *stop = NULL;

	if (!(r->no_more_raw_end & info->raw_bit))
		stop = find_end_tag(r->p, r->end, name);
	if (!stop) {
		r->no_more_raw_end |= info->raw_bit;
		/* Without an end, code is code to the end; anything else is read on as markup. */
		if (!(info->flags & TAG_CODE))
			return;
		stop = r->end;
	}
	if (info->flags & TAG_REFERENCES)
		emit_text(r, r->p, stop);
	else
		emit_raw_text(r, r->p, stop);
	r->p = stop;
}

static bool start_tag(struct reader *r)
{
	struct html_tag tag = { .name = r->name };
	const char *p = take_name(r->p + 1, r->end, false, r->name);
	const struct tag_info *info;

	p = take_attrs(r, p, &tag);
	if (!p)
		return false;
	r->p = p;
	if (r->handler->start)
		r->handler->start(r->opaque, &tag);
	info = tag_info(r->name);
	if (info->flags & TAG_RAW && !tag.self_closing)
		raw_content(r, r->name, info);
	return true;
}

static bool end_tag(struct reader *r)
{
	const char *p = take_name(r->p + 2, r->end, false, r->name);

	/* Attributes of an end tag are as rare as they are meaningless; a quoted ">" is not. */
	p = memchr(p, '>', (size_t)(r->end - p));
	if (!p)
		return false;
	r->p = p + 1;
	if (r->handler->end)
		r->handler->end(r->opaque, r->name);
	return true;
}

static void skip_past(struct reader *r, const char *from, const char *mark)
{
	const char *at = slice_find(slice_make(from, (size_t)(r->end - from)), mark, strlen(mark));

	r->p = at ? at + strlen(mark) : r->end;
}

/* One that is not closed runs to the end of the page, in browsers too. */
static void comment(struct reader *r)
{
	struct slice rest = { r->p, (size_t)(r->end - r->p) };

	if (slice_begins(rest, "<!-->"))
		r->p += 5;
	else if (slice_begins(rest, "<!--->"))
		r->p += 6;
	else
		skip_past(r, r->p + 4, "-->");
}

/* CDATA is no HTML, but feeds wrap their HTML twice: what is inside is text. */
static bool cdata(struct reader *r)
{
	const char *start = r->p + strlen("<![CDATA["), *stop;

	if (r->no_more_cdata_end)
		return false;
	stop = slice_find(slice_make(start, (size_t)(r->end - start)), "]]>", 3);
	if (!stop) {
		r->no_more_cdata_end = true;
		return false;
	}
	emit_text(r, start, stop);
	r->p = stop + 3;
	return true;
}

/* <!DOCTYPE>, <?xml?>, </3>: all but CDATA say nothing. */
static void declaration(struct reader *r)
{
	struct slice rest = { r->p, (size_t)(r->end - r->p) };

	if (slice_begins(rest, "<![CDATA[") && cdata(r))
		return;
	skip_past(r, r->p, ">");
}

/* At "<": read one tag or declaration; false when the < is only a character. */
static bool markup(struct reader *r)
{
	const char *p = r->p;
	size_t have = (size_t)(r->end - p);

	if (slice_begins(slice_make(p, have), "<!--")) {
		comment(r);
		return true;
	}
	if (r->no_more_gt || have < 3)
		return false;
	if (!ascii_is_alpha((unsigned char)p[1]) && p[1] != '/' && p[1] != '!' && p[1] != '?')
		return false;
	if (!memchr(p, '>', have)) {
		r->no_more_gt = true;
		return false;
	}
	if (ascii_is_alpha((unsigned char)p[1])) {
		if (!start_tag(r))
			r->p = r->end;
	} else if (p[1] == '/' && ascii_is_alpha((unsigned char)p[2])) {
		if (!end_tag(r))
			r->p = r->end;
	} else {
		declaration(r);
	}
	return true;
}

void html_read(struct slice html, const struct html_handler *handler, void *opaque)
{
	struct reader r;

	/* The room for attributes is filled as they come. */
	memset(&r, 0, offsetof(struct reader, attrs));
	r.handler = handler;
	r.opaque = opaque;
	r.p = html.data;
	r.end = html.data + html.len;
	str_init(&r.values);
	while (r.p < r.end) {
		const char *lt = memchr(r.p, '<', (size_t)(r.end - r.p));
		const char *text = r.p;

		r.p = lt ? lt : r.end;
		emit_text(&r, text, r.p);
		if (lt && !markup(&r)) {
			emit_raw_text(&r, lt, lt + 1);
			r.p = lt + 1;
		}
	}
	str_release(&r.values);
}

struct slice html_tag_attr(const struct html_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n_attrs; i++)
		if (!strcmp(tag->attrs[i].name, name))
			return tag->attrs[i].value;
	return (struct slice){ NULL, 0 };
}
