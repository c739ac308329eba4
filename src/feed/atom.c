/* Atom 0.3 and 1.0: their own elements. */
#include "feed/xmlfeed.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/value.h"

#include <string.h>

static void feed_start(struct xml_feed *x, const struct xml_element *e)
{
	struct slice version = slice_trim(xml_attr_nocase(e, "version"));
	bool old = slice_begins(version, "0.") || (e->ns && strstr(e->ns, "purl.org"));

	x->saw_root = true;
	if (x->build.feed->version == FEED_UNKNOWN)
		x->build.feed->version = old ? FEED_ATOM03 : FEED_ATOM10;
}

static void entry_start(struct xml_feed *x, const struct xml_element *e)
{
	/* A document may be a single entry. */
	if (x->build.feed->version == FEED_UNKNOWN)
		feed_start(x, e);
	xml_entry_start(x, e);
}

static void id_value(struct xml_feed *x, struct slice text)
{
	const char *id = value_line(x->arena, text);

	if (!id)
		return;
	if (id[0] == '/' || !strncmp(id, "./", 2) || !strncmp(id, "../", 3))
		id = value_url(x->arena, xml_top(x)->base, slice_of(id));
	xml_set(x, SLOT_ID, 3, id);
	if (url_is_web(id))
		xml_set(x, SLOT_LINK, 1, id);
}

static void name_value(struct xml_feed *x, struct slice text)
{
	x->person.name = value_line(x->arena, text);
}

static void email_value(struct xml_feed *x, struct slice text)
{
	x->person.email = value_line(x->arena, text);
}

static void url_value(struct xml_feed *x, struct slice text)
{
	x->person.url = value_url(x->arena, xml_top(x)->base, text);
}

static void logo_start(struct xml_feed *x, const struct xml_element *e)
{
	/* CDF */
	xml_set(x, SLOT_IMAGE, 1, xml_attr_url(x, e, "href"));
}

static const struct xml_rule rows[] = {
	{ "content", SPACE_CORE, IN_ENTRY, KIND_PLAIN, .slot = SLOT_CONTENT, .strength = 3 },
	{ "contributor", SPACE_CORE, IN_ANY, KIND_NOTHING, .slot = SLOT_NONE },
	{ "created", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 1 },
	{ "email", SPACE_CORE, IN_PERSON, KIND_LINE, .value = email_value },
	{ "entry", SPACE_CORE, IN_DOCUMENT | IN_FEED | IN_ENTRY | IN_UNKNOWN, KIND_ENTER,
	  .inside = IN_ENTRY, .start = entry_start, .end = xml_entry_end },
	{ "feed", SPACE_CORE, IN_DOCUMENT | IN_UNKNOWN, KIND_ENTER, .inside = IN_FEED,
	  .start = feed_start },
	{ "homepage", SPACE_CORE, IN_PERSON, KIND_LINE, .value = url_value },
	{ "icon", SPACE_CORE, IN_FEED, KIND_URL, .slot = SLOT_IMAGE, .strength = 1 },
	{ "id", SPACE_CORE, IN_BOTH, KIND_LINE, .value = id_value },
	{ "issued", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 3 },
	{ "logo", SPACE_CORE, IN_FEED, KIND_URL, .slot = SLOT_IMAGE, .strength = 2,
	  .start = logo_start },
	{ "modified", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 2 },
	{ "name", SPACE_CORE, IN_PERSON, KIND_LINE, .value = name_value },
	{ "published", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 3 },
	{ "rights", SPACE_CORE, IN_BOTH, KIND_PLAIN, .slot = SLOT_RIGHTS, .strength = 2 },
	{ "subtitle", SPACE_CORE, IN_FEED | IN_SOURCE, KIND_PLAIN,
	  .slot = SLOT_SUBTITLE, .strength = 3 },
	{ "summary", SPACE_CORE, IN_ENTRY, KIND_PLAIN, .slot = SLOT_SUMMARY, .strength = 3 },
	{ "tagline", SPACE_CORE, IN_FEED | IN_SOURCE, KIND_PLAIN,
	  .slot = SLOT_SUBTITLE, .strength = 3 },
	{ "title", SPACE_CORE, IN_BOTH, KIND_PLAIN, .slot = SLOT_TITLE, .strength = 3 },
	{ "updated", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 2 },
	{ "uri", SPACE_CORE, IN_PERSON, KIND_LINE, .value = url_value },
	{ "url", SPACE_CORE, IN_PERSON, KIND_LINE, .value = url_value },
};

const struct xml_rules atom_rules = { rows, ARRAY_LENGTH(rows) };
