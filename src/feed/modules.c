/* Modules: Dublin Core, content, media, iTunes, syndication, Creative Commons, Hatena, XHTML. */
#include "feed/xmlfeed.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/value.h"

#include <string.h>

static const char itunes_scheme[] = "http://www.itunes.com/";

static void add_itunes_tag(void *opaque, struct slice name)
{
	struct xml_feed *x = opaque;

	feed_build_tag(&x->build, xml_scope(x)->lists, value_line(x->arena, name), itunes_scheme,
	               NULL);
}

static void add_tag(void *opaque, struct slice name)
{
	struct xml_feed *x = opaque;

	feed_build_tag(&x->build, xml_scope(x)->lists, value_line(x->arena, name), NULL, NULL);
}

static void itunes_category_start(struct xml_feed *x, const struct xml_element *e)
{
	add_itunes_tag(x, xml_attr_nocase(e, "text"));
}

static void itunes_keywords_value(struct xml_feed *x, struct slice text)
{
	value_split(text, ',', add_itunes_tag, x);
}

static void media_keywords_value(struct xml_feed *x, struct slice text)
{
	value_split(text, ',', add_tag, x);
}

static void itunes_image_start(struct xml_feed *x, const struct xml_element *e)
{
	const char *url = xml_attr_url(x, e, "href");

	xml_set(x, SLOT_IMAGE, 3, url ? url : xml_attr_url(x, e, "url"));
}

static void itunes_link_start(struct xml_feed *x, const struct xml_element *e)
{
	if (slice_is_nocase(xml_attr_nocase(e, "rel"), "image"))
		itunes_image_start(x, e);
}

static void owner_name_value(struct xml_feed *x, struct slice text)
{
	x->owner.name = value_line(x->arena, text);
}

static void owner_email_value(struct xml_feed *x, struct slice text)
{
	x->owner.email = value_line(x->arena, text);
}

static void media_category_start(struct xml_feed *x, const struct xml_element *e)
{
	xml_category_start(x, e);
	if (!x->scheme)
		x->scheme = "http://search.yahoo.com/mrss/category_schema";
}

static void thumbnail_start(struct xml_feed *x, const struct xml_element *e)
{
	if (!xml_scope(x)->slot[SLOT_IMAGE].text)
		xml_set(x, SLOT_IMAGE, 2, xml_attr_url(x, e, "url"));
}

/* By what is said of it, else by how its address ends. */
static bool is_picture(const struct xml_element *e, const char *url)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif",
		                               ".svg" };
	struct slice medium = xml_attr_nocase(e, "medium"), type = xml_attr_nocase(e, "type");
	struct slice path = url_split(slice_of(url)).path;

	if (medium.len)
		return slice_is_nocase(medium, "image");
	if (type.len)
		return slice_begins_nocase(type, "image");
	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
		size_t n = strlen(endings[i]);
		if (path.len > n &&
		    slice_is_nocase(slice_make(path.data + path.len - n, n), endings[i]))
			return true;
	}
	return false;
}

/* A picture is the entry's; anything else goes with it, kept apart until the entry ends: what is
 * called an enclosure comes first. */
static void media_content_start(struct xml_feed *x, const struct xml_element *e)
{
	const char *url = xml_attr_url(x, e, "url");

	if (is_picture(e, url)) {
		if (!xml_scope(x)->slot[SLOT_IMAGE].text)
			xml_set(x, SLOT_IMAGE, 1, url);
		return;
	}
	if (x->entry && !x->in_source)
		feed_build_enclosure(&x->build, &x->media, url, xml_attr_line(x, e, "type"),
		                xml_attr_nocase(e, "filesize"));
}

static void license_start(struct xml_feed *x, const struct xml_element *e)
{
	struct feed_link link = { .rel = "license", .href = xml_attr_url(x, e, "resource") };

	feed_build_link(&x->build, xml_scope(x)->lists, &link);
}

static void license_value(struct xml_feed *x, struct slice text)
{
	struct feed_link link = { .rel = "license",
		                  .href = value_url(x->arena, xml_top(x)->base, text) };

	feed_build_link(&x->build, xml_scope(x)->lists, &link);
}

#define MEDIA_IN (IN_BOTH | IN_GROUP)

static const struct xml_rule rows[] = {
	{ "license", SPACE_CC, IN_BOTH, KIND_NOTHING, .start = license_start },
	{ "encoded", SPACE_CONTENT, IN_ENTRY, KIND_HTML, .slot = SLOT_CONTENT, .strength = 3 },
	{ "license", SPACE_CREATIVECOMMONS, IN_BOTH, KIND_LINE, .value = license_value },
	{ "author", SPACE_DC, IN_BOTH, KIND_LINE, .value = xml_person_value },
	{ "creator", SPACE_DC, IN_BOTH, KIND_LINE, .value = xml_person_value },
	{ "date", SPACE_DC, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 2 },
	{ "description", SPACE_DC, IN_ENTRY, KIND_HTML, .slot = SLOT_SUMMARY, .strength = 3 },
	{ "description", SPACE_DC, IN_FEED | IN_SOURCE, KIND_HTML,
	  .slot = SLOT_SUBTITLE, .strength = 3 },
	{ "identifier", SPACE_DC, IN_ENTRY, KIND_LINE, .slot = SLOT_ID, .strength = 1 },
	{ "language", SPACE_DC, IN_BOTH, KIND_LINE, .slot = SLOT_LANGUAGE, .strength = 2 },
	{ "rights", SPACE_DC, IN_BOTH, KIND_PLAIN, .slot = SLOT_RIGHTS, .strength = 2 },
	{ "subject", SPACE_DC, IN_BOTH, KIND_LINE, .start = xml_category_start,
	  .value = xml_category_value },
	{ "title", SPACE_DC, IN_BOTH, KIND_PLAIN, .slot = SLOT_TITLE, .strength = 3 },
	{ "created", SPACE_DCTERMS, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 1 },
	{ "issued", SPACE_DCTERMS, IN_BOTH, KIND_LINE, .slot = SLOT_PUBLISHED, .strength = 3 },
	{ "modified", SPACE_DCTERMS, IN_BOTH, KIND_LINE, .slot = SLOT_UPDATED, .strength = 2 },
	{ "bookmarkcount", SPACE_HATENA, IN_ENTRY, KIND_LINE, .slot = SLOT_HEAT, .strength = 2 },
	{ "author", SPACE_ITUNES, IN_BOTH, KIND_LINE, .value = xml_person_value },
	{ "category", SPACE_ITUNES, IN_BOTH, KIND_ENTER, .start = itunes_category_start },
	{ "email", SPACE_ITUNES, IN_PERSON, KIND_LINE, .value = owner_email_value },
	{ "image", SPACE_ITUNES, IN_BOTH, KIND_NOTHING, .start = itunes_image_start },
	{ "keywords", SPACE_ITUNES, IN_BOTH, KIND_LINE, .value = itunes_keywords_value },
	{ "link", SPACE_ITUNES, IN_BOTH, KIND_NOTHING, .start = itunes_link_start },
	{ "name", SPACE_ITUNES, IN_PERSON, KIND_LINE, .value = owner_name_value },
	{ "owner", SPACE_ITUNES, IN_FEED, KIND_ENTER, .inside = IN_PERSON },
	{ "owner", SPACE_ITUNES, IN_ANY, KIND_NOTHING, .slot = SLOT_NONE },
	{ "subtitle", SPACE_ITUNES, IN_FEED | IN_SOURCE, KIND_PLAIN,
	  .slot = SLOT_SUBTITLE, .strength = 2 },
	{ "subtitle", SPACE_ITUNES, IN_ENTRY, KIND_PLAIN, .slot = SLOT_SUMMARY, .strength = 1 },
	{ "summary", SPACE_ITUNES, IN_ENTRY, KIND_PLAIN, .slot = SLOT_SUMMARY, .strength = 2 },
	{ "summary", SPACE_ITUNES, IN_FEED | IN_SOURCE, KIND_PLAIN,
	  .slot = SLOT_SUBTITLE, .strength = 1 },
	{ "title", SPACE_ITUNES, IN_BOTH, KIND_PLAIN, .slot = SLOT_TITLE, .strength = 1 },
	{ "category", SPACE_MEDIA, MEDIA_IN, KIND_LINE, .start = media_category_start,
	  .value = xml_category_value },
	{ "content", SPACE_MEDIA, MEDIA_IN, KIND_ENTER, .inside = IN_GROUP,
	  .start = media_content_start },
	{ "description", SPACE_MEDIA, IN_ENTRY | IN_GROUP, KIND_PLAIN,
	  .slot = SLOT_SUMMARY, .strength = 1 },
	{ "group", SPACE_MEDIA, MEDIA_IN, KIND_ENTER, .inside = IN_GROUP },
	{ "keywords", SPACE_MEDIA, MEDIA_IN, KIND_LINE, .value = media_keywords_value },
	{ "thumbnail", SPACE_MEDIA, MEDIA_IN, KIND_NOTHING, .start = thumbnail_start },
	{ "title", SPACE_MEDIA, MEDIA_IN, KIND_PLAIN, .slot = SLOT_TITLE, .strength = 1 },
	{ "updatefrequency", SPACE_SY, IN_FEED, KIND_LINE, .slot = SLOT_FREQUENCY, .strength = 2 },
	{ "updateperiod", SPACE_SY, IN_FEED, KIND_LINE, .slot = SLOT_PERIOD, .strength = 2 },
	{ "body", SPACE_XHTML, IN_ENTRY, KIND_XHTML, .slot = SLOT_CONTENT, .strength = 2 },
};

const struct xml_rules module_rules = { rows, ARRAY_LENGTH(rows) };
