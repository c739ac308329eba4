/* RSS 0.90 to 2.0 and RDF: their own elements. */
#include "feed/xmlfeed.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/value.h"

#include <stdlib.h>
#include <string.h>

static void rss_start(struct xml_feed *x, const struct xml_element *e)
{
	static const struct {
		const char *begins;
		enum feed_version version;
	} versions[] = {
		{ "0.90", FEED_RSS090 }, { "0.91", FEED_RSS091 }, { "0.92", FEED_RSS092 },
		{ "0.93", FEED_RSS093 }, { "0.94", FEED_RSS094 }, { "1.0", FEED_RSS10 },
	};
	struct slice version = slice_trim(xml_attr_nocase(e, "version"));

	x->saw_root = true;
	if (x->build.feed->version != FEED_UNKNOWN)
		return;
	x->build.feed->version = FEED_RSS20;
	for (size_t i = 0; i < ARRAY_LENGTH(versions); i++)
		if (slice_begins(version, versions[i].begins))
			x->build.feed->version = versions[i].version;
}

static void rdf_start(struct xml_feed *x, const struct xml_element *e)
{
	(void)e;
	x->saw_root = x->is_rdf = true;
}

/* CDF, which was before RSS, has its address and its date in attributes of channel and item. */
static void cdf_attributes(struct xml_feed *x, const struct xml_element *e)
{
	struct feed_link link = { .rel = "alternate", .type = "text/html" };

	link.href = xml_attr_url(x, e, "href");
	xml_set(x, SLOT_LINK, 2, link.href);
	feed_build_link(&x->build, xml_scope(x)->lists, &link);
	xml_set(x, SLOT_UPDATED, 1, xml_attr_line(x, e, "lastmod"));
}

static void cdf_link_start(struct xml_feed *x, const struct xml_element *e)
{
	xml_set(x, SLOT_LINK, 2, xml_attr_url(x, e, "href"));
}

/* RDF says in the namespace of its elements which RSS it is. */
static void channel_start(struct xml_feed *x, const struct xml_element *e)
{
	x->saw_root = true;
	if (x->build.feed->version == FEED_UNKNOWN)
		x->build.feed->version = e->ns && strstr(e->ns, "my.netscape.com") ? FEED_RSS090
		                         : x->is_rdf                              ? FEED_RSS10
		                                                                  : FEED_RSS20;
	cdf_attributes(x, e);
}

static void item_start(struct xml_feed *x, const struct xml_element *e)
{
	if (x->is_rdf && x->build.feed->version == FEED_UNKNOWN)
		channel_start(x, e);
	xml_entry_start(x, e);
	cdf_attributes(x, e);
}

static void guid_start(struct xml_feed *x, const struct xml_element *e)
{
	struct slice permalink = slice_trim(xml_attr_nocase(e, "ispermalink"));

	x->guid_is_link = !permalink.len || slice_is_nocase(permalink, "true");
}

/* A GUID that is an address is the link where there is no other. */
static void guid_value(struct xml_feed *x, struct slice text)
{
	const char *id = value_line(x->arena, text);
	bool is_path = id && (id[0] == '/' || !strncmp(id, "./", 2) || !strncmp(id, "../", 3));

	if (!id)
		return;
	if (x->guid_is_link && is_path)
		id = value_url(x->arena, xml_top(x)->base, slice_of(id));
	xml_set(x, SLOT_ID, 3, id);
	if (x->guid_is_link && url_is_web(id))
		xml_set(x, SLOT_LINK, 2, id);
}

static void enclosure_start(struct xml_feed *x, const struct xml_element *e)
{
	struct feed_link link = { .rel = "enclosure", .href = xml_attr_url(x, e, "url") };

	if (!link.href)
		link.href = xml_attr_url(x, e, "href");
	link.type = xml_attr_line(x, e, "type");
	feed_build_link(&x->build, xml_scope(x)->lists, &link);
	feed_build_enclosure(&x->build, xml_scope(x)->lists, link.href, link.type,
	                xml_attr_nocase(e, "length"));
}

static void source_start(struct xml_feed *x, const struct xml_element *e)
{
	memset(&x->of_source, 0, sizeof x->of_source);
	x->of_source.lists = &x->source_lists;
	x->in_source = true;
	str_clear(&x->gathered);
	xml_set(x, SLOT_LINK, 2, xml_attr_url(x, e, "url"));
}

static void source_end(struct xml_feed *x)
{
	struct xml_scope *s = &x->of_source;

	xml_set(x, SLOT_TITLE, 1, value_line(x->arena, str_slice(&x->gathered)));
	x->in_source = false;
	x->source_lists.n_authors = x->source_lists.n_tags = 0;
	x->source_lists.n_links = x->source_lists.n_enclosures = 0;
	if (!x->entry)
		return;
	x->entry->source_title = s->slot[SLOT_TITLE].text;
	x->entry->source_link = s->slot[SLOT_LINK].text;
	x->entry->source_id = s->slot[SLOT_ID].text;
}

static void image_start(struct xml_feed *x, const struct xml_element *e)
{
	str_clear(&x->gathered);
	xml_set(x, SLOT_IMAGE, 1, xml_attr_url(x, e, "resource"));
	xml_set(x, SLOT_IMAGE, 1, xml_attr_url(x, e, "href"));
}

static void image_end(struct xml_feed *x)
{
	const char *url = value_line(x->arena, str_slice(&x->gathered));

	if (url && url_is_web(url))
		xml_set(x, SLOT_IMAGE, 2, url);
}

static void add_tag(void *opaque, struct slice name)
{
	struct xml_feed *x = opaque;

	feed_build_tag(&x->build, xml_scope(x)->lists, value_line(x->arena, name), NULL, NULL);
}

static void tags_value(struct xml_feed *x, struct slice text)
{
	value_split(text, ',', add_tag, x);
}

/* 0 to 23, and 24 for midnight. */
static void hour_value(struct xml_feed *x, struct slice text)
{
	const char *line = value_line(x->arena, text);
	long hour = line && ascii_is_digit((unsigned char)*line) ? strtol(line, NULL, 10) : -1;

	if (hour >= 0 && hour <= 24)
		x->build.feed->skip_hours |= (uint32_t)1 << hour % 24;
}

static void day_value(struct xml_feed *x, struct slice text)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

	for (size_t i = 0; i < ARRAY_LENGTH(days); i++)
		if (slice_begins_nocase(slice_trim(text), days[i]))
			x->build.feed->skip_days |= (uint8_t)(1u << i);
}

static void web_master_value(struct xml_feed *x, struct slice text)
{
	x->web_master = value_line(x->arena, text);
}

static const struct xml_rule rows[] = {
	{ "a", SPACE_CORE, IN_ENTRY, KIND_NOTHING, .start = cdf_link_start },
	{ "abstract", SPACE_CORE, IN_ENTRY, KIND_PLAIN, .slot = SLOT_SUMMARY, .strength = 3 },
	{ "abstract", SPACE_CORE, IN_FEED, KIND_PLAIN, .slot = SLOT_SUBTITLE, .strength = 3 },
	{ "author", SPACE_CORE, IN_BOTH, KIND_GATHER, .inside = IN_PERSON,
	  .start = xml_person_start, .end = xml_person_end },
	{ "body", SPACE_CORE, IN_ENTRY, KIND_XHTML, .slot = SLOT_CONTENT, .strength = 2 },
	{ "category", SPACE_CORE, IN_BOTH, KIND_LINE, .start = xml_category_start,
	  .value = xml_category_value },
	{ "channel", SPACE_CORE, IN_DOCUMENT | IN_UNKNOWN, KIND_ENTER, .inside = IN_FEED,
	  .start = channel_start },
	{ "comments", SPACE_CORE, IN_ENTRY, KIND_URL, .slot = SLOT_COMMENTS, .strength = 2 },
	{ "copyright", SPACE_CORE, IN_BOTH, KIND_PLAIN, .slot = SLOT_RIGHTS, .strength = 2 },
	{ "date", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 1 },
	{ "day", SPACE_CORE, IN_FEED, KIND_LINE, .value = day_value },
	{ "description", SPACE_CORE, IN_ENTRY, KIND_HTML, .slot = SLOT_SUMMARY, .strength = 3 },
	{ "description", SPACE_CORE, IN_FEED | IN_SOURCE, KIND_HTML,
	  .slot = SLOT_SUBTITLE, .strength = 3 },
	{ "enclosure", SPACE_CORE, IN_ENTRY, KIND_NOTHING, .start = enclosure_start },
	{ "fullitem", SPACE_CORE, IN_ENTRY, KIND_HTML, .slot = SLOT_CONTENT, .strength = 2 },
	{ "guid", SPACE_CORE, IN_ENTRY, KIND_LINE, .start = guid_start, .value = guid_value },
	{ "hour", SPACE_CORE, IN_FEED, KIND_LINE, .value = hour_value },
	{ "image", SPACE_CORE, IN_DOCUMENT | IN_FEED | IN_ENTRY, KIND_GATHER, .inside = IN_IMAGE,
	  .start = image_start, .end = image_end },
	{ "item", SPACE_CORE, IN_DOCUMENT | IN_FEED | IN_ENTRY | IN_UNKNOWN, KIND_ENTER,
	  .inside = IN_ENTRY, .start = item_start, .end = xml_entry_end },
	{ "keywords", SPACE_CORE, IN_BOTH, KIND_LINE, .start = xml_category_start,
	  .value = xml_category_value },
	{ "language", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_LANGUAGE, .strength = 2 },
	{ "lastbuilddate", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 2 },
	{ "link", SPACE_CORE, IN_BOTH, KIND_LINE, .start = xml_link_start,
	  .value = xml_link_value },
	{ "managingeditor", SPACE_CORE, IN_BOTH, KIND_LINE, .value = xml_person_value },
	{ "pubdate", SPACE_CORE, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 3 },
	{ "rss", SPACE_CORE, IN_DOCUMENT | IN_UNKNOWN, KIND_ENTER, .inside = IN_DOCUMENT,
	  .start = rss_start },
	{ "skipdays", SPACE_CORE, IN_FEED, KIND_ENTER, .slot = SLOT_NONE },
	{ "skiphours", SPACE_CORE, IN_FEED, KIND_ENTER, .slot = SLOT_NONE },
	{ "source", SPACE_CORE, IN_ENTRY, KIND_GATHER, .inside = IN_SOURCE,
	  .start = source_start, .end = source_end },
	{ "tags", SPACE_CORE, IN_ENTRY, KIND_LINE, .value = tags_value },
	{ "textinput", SPACE_CORE, IN_ANY, KIND_NOTHING, .slot = SLOT_NONE },
	{ "ttl", SPACE_CORE, IN_FEED, KIND_LINE, .slot = SLOT_TTL, .strength = 2 },
	{ "url", SPACE_CORE, IN_IMAGE, KIND_URL, .slot = SLOT_IMAGE, .strength = 3 },
	{ "webmaster", SPACE_CORE, IN_FEED, KIND_LINE, .value = web_master_value },
	/* the root of RDF stands last, in the order of spaces */
	{ "rdf", SPACE_RDF, IN_DOCUMENT | IN_UNKNOWN, KIND_ENTER, .inside = IN_DOCUMENT,
	  .start = rdf_start },
};

const struct xml_rules rss_rules = { rows, ARRAY_LENGTH(rows) };
