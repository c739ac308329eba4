#include "feed/parse.h"
#include "base/array.h"
#include "base/i18n.h"
#include "feed/date.h"
#include "feed/format.h"
#include "feed/mapregex.h"
#include "text/lang.h"

#include <stdio.h>
#include <string.h>

enum { TITLES_FOR_LANGUAGE = 10 };

static const struct feed_format *const formats[] = { &format_xml, &format_json, &format_html };

static bool has_word(const char *words, const char *wanted)
{
	struct slice rest = slice_of(words);

	while (rest.len)
		if (slice_is_nocase(slice_next(&rest, ' '), wanted))
			return true;
	return false;
}

static const struct feed_format *forced(const char *type)
{
	for (size_t i = 0; type && i < ARRAY_LENGTH(formats); i++)
		if (has_word(formats[i]->types, type))
			return formats[i];
	return NULL;
}

static const struct feed_format *fitting(enum sniff_kind kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(formats); i++)
		if (formats[i]->kind == kind)
			return formats[i];
	return NULL;
}

/* One sentence about a document that is no feed: what it is, what to do. */
static bool say_what_it_is(struct slice text, enum sniff_kind kind, const struct feed_hints *hints,
                           struct err *err)
{
	struct slice root;

	switch (kind) {
	case SNIFF_EMPTY:
		return err_set(err, _("no feed: the document is empty"));
	case SNIFF_XML:
		root = sniff_root(text);
		return err_set(err, _("no feed: XML whose first element is <%.*s>"),
		               root.len < 40 ? (int)root.len : 40, root.data);
	case SNIFF_JSONP:
		return err_set(err,
		               _("no feed by itself: a JSONP call; write `extract = jsonp` and "
		                 "`items = PATH` for it"));
	case SNIFF_HTML:
		return err_set(
			err, _("no feed: a web page; with `items = CSS` a list on it can be read"));
	case SNIFF_BINARY:
		return err_set(err, _("no feed: the document is no text"));
	default:
		if (hints->content_type && hints->content_type[0])
			return err_set(err,
			               _("no feed: text that is neither XML, JSON nor HTML (%s)"),
			               hints->content_type);
		return err_set(err, _("no feed: text that is neither XML, JSON nor HTML"));
	}
}

/* --- dates ------------------------------------------------------------------------------------ */

/* The language that tells the zone of bare times: what somebody says, else how the titles look. */
static const char *language_of(const struct feed *f, const struct feed_hints *hints)
{
	struct str titles = STR_INIT;
	enum lang lang;

	if (hints->language || f->language)
		return hints->language ? hints->language : f->language;
	str_add(&titles, f->title ? f->title : "");
	for (size_t i = 0; i < f->n_entries && i < TITLES_FOR_LANGUAGE; i++)
		str_add(&titles, f->entries[i].title ? f->entries[i].title : "");
	lang = lang_detect(str_slice(&titles));
	str_release(&titles);
	return lang == LANG_UNKNOWN || lang == LANG_OTHER ? NULL : lang_tag(lang);
}

/* Dates wait for the end, since a feed may say its language after its first date. */
static void read_dates(struct feed *f, const struct feed_hints *hints)
{
	const char *language = language_of(f, hints);
	struct date_rules rules = date_rules_make(hints->fetched, hints->timezone, language);

	/* Lists have read theirs, by stricter rules. */
	if (f->version == FEED_JSON_LIST || f->version == FEED_HTML_LIST)
		return;
	if (f->published == TIME_NONE && f->published_text)
		f->published = date_parse(slice_of(f->published_text), &rules);
	if (f->updated == TIME_NONE && f->updated_text)
		f->updated = date_parse(slice_of(f->updated_text), &rules);
	for (size_t i = 0; i < f->n_entries; i++) {
		struct feed_entry *e = &f->entries[i];
		if (e->published == TIME_NONE && e->published_text)
			e->published = date_parse(slice_of(e->published_text), &rules);
		if (e->updated == TIME_NONE && e->updated_text)
			e->updated = date_parse(slice_of(e->updated_text), &rules);
		if (e->published == TIME_NONE)
			e->published = e->updated;
	}
}

/* --- the door --------------------------------------------------------------------------------- */

static bool read_text(struct slice text, const struct feed_hints *hints, struct feed *feed,
                      struct err *err)
{
	enum sniff_kind kind = sniff(text);
	const struct feed_format *format = forced(hints->type);
	bool mapped = hints->map && hints->map->items.n;

	if (!format)
		format = fitting(kind);
	if (!format || (format == &format_html && !mapped))
		return say_what_it_is(text, kind, hints, err);
	return format->read(text, hints, feed, err);
}

/* A list inside something else: JSONP, or what a pattern with one group finds. */
static bool read_extract(struct slice text, const struct feed_hints *hints, struct feed *feed,
                         struct err *err)
{
	struct str part = STR_INIT;
	const char *extract = hints->map->extract ? hints->map->extract : "jsonp";
	bool ok = map_extract(text, extract, &part, err) &&
	          read_text(str_slice(&part), hints, feed, err);

	str_release(&part);
	return ok;
}

/* A call round a mapped list is plain enough to be opened unasked. */
static bool needs_extract(struct slice text, const struct feed_hints *hints)
{
	if (!hints->map)
		return false;
	return hints->map->extract || (hints->map->items.n && sniff(text) == SNIFF_JSONP);
}

bool feed_parse(struct slice bytes, const struct feed_hints *hints, struct feed *out,
                struct err *err)
{
	const struct feed_format *format = forced(hints->type);
	struct decoded decoded;
	bool ok;

	feed_init(out);
	if (bytes.len > FEED_BYTES_MAX) {
		bytes.len = FEED_BYTES_MAX;
		out->cut = true;
		out->wellformed = false;
	}
	if (!format)
		format = fitting(sniff(bytes));
	decode_bytes(bytes, format ? format->decode_as : DECODE_PLAIN, hints->content_type,
	             hints->language, &decoded);
	out->encoding = arena_strdup(&out->arena, decoded.encoding);
	if (decoded.replaced)
		out->wellformed = false;
	ok = needs_extract(decoded.text, hints) ? read_extract(decoded.text, hints, out, err)
	                                        : read_text(decoded.text, hints, out, err);
	decoded_release(&decoded);
	if (ok)
		read_dates(out, hints);
	return ok;
}
