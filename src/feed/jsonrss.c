/* RSS in JSON: elements are members, attributes members too, text beside them is "#value". */
#include "feed/jsondoc.h"
#include "base/url.h"
#include "feed/value.h"

#include <stdio.h>
#include <string.h>

struct rss_reader {
	struct feed_build build;
	struct arena *arena;
	const char *base;
};

static const json_t *channel_of(const json_t *root)
{
	const json_t *rss = json_object_get(root, "rss");
	const json_t *channel = json_object_get(rss ? rss : root, "channel");

	return json_is_array(channel) ? json_array_get(channel, 0) : channel;
}

bool json_rss_fits(const json_t *root)
{
	return json_is_object(channel_of(root));
}

/* An element's text: the member itself, or its "#value", "_" or "$t" as converters call it. */
static struct slice text(struct rss_reader *r, const json_t *object, const char *key)
{
	static const char *const values[] = { "#value", "#text", "_", "$t", "value" };
	const json_t *value = json_object_get(object, key);
	const char *member;
	char attribute[32];

	if (!value) { /* some converters mark what was an attribute */
		snprintf(attribute, sizeof attribute, "@%s", key);
		value = json_object_get(object, attribute);
	}
	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (json_is_string(value))
		return slice_make(json_string_value(value), json_string_length(value));
	if (json_is_number(value))
		return slice_of(json_member(r->arena, object, key));
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if ((member = json_member(r->arena, value, values[i])))
			return slice_of(member);
	return slice_make("", 0);
}

static const char *line(struct rss_reader *r, const json_t *object, const char *key)
{
	return value_line(r->arena, text(r, object, key));
}

/* Call take() for a member that may be one thing or a list of them. */
static void each(struct rss_reader *r, const json_t *object, const char *key,
                 void (*take)(struct rss_reader *r, const json_t *holder, const char *name))
{
	const json_t *value = json_object_get(object, key);
	size_t i;
	json_t *one;

	if (!json_is_array(value)) {
		if (value)
			take(r, object, key);
		return;
	}
	json_array_foreach (value, i, one) {
		json_t *holder = json_pack("{sO}", key, one);
		take(r, holder, key);
		json_decref(holder);
	}
}

static void take_tag(struct rss_reader *r, const json_t *holder, const char *name)
{
	feed_build_tag(&r->build, &r->build.of_entry, line(r, holder, name),
	          line(r, json_object_get(holder, name), "domain"), NULL);
}

static void take_author(struct rss_reader *r, const json_t *holder, const char *name)
{
	feed_build_person_text(&r->build, &r->build.of_entry, text(r, holder, name));
}

static void take_enclosure(struct rss_reader *r, const json_t *holder, const char *name)
{
	const json_t *e = json_object_get(holder, name);
	struct slice href = text(r, e, "url");

	if (href.len)
		feed_build_enclosure(&r->build, &r->build.of_entry,
		                     value_url(r->arena, r->base, href), line(r, e, "type"),
		                     text(r, e, "length"));
}

/* Titles and texts are RSS's: plain or HTML, by their looks. */
static void read_title(struct rss_reader *r, const json_t *object, const char **title,
                       const char **markup)
{
	struct slice raw = text(r, object, "title");

	if (!value_looks_like_html(raw)) {
		*title = value_line(r->arena, raw);
		return;
	}
	*markup = value_markup(r->arena, r->base, raw);
	*title = value_line_of_markup(r->arena, raw);
}

static void read_item(struct rss_reader *r, const json_t *item)
{
	struct feed_entry *e = feed_build_entry(&r->build);
	struct slice link = text(r, item, "link"), content = text(r, item, "content:encoded");
	const json_t *guid = json_object_get(item, "guid"), *source = json_object_get(item, "source");
	const json_t *permalink = json_object_get(guid, "isPermaLink");

	if (!e)
		return;
	read_title(r, item, &e->title, &e->title_markup);
	e->link = link.len ? value_url(r->arena, r->base, link) : NULL;
	e->id = line(r, item, "guid");
	if (!e->link && e->id && url_is_web(e->id) && !json_is_false(permalink) &&
	    !slice_is_nocase(text(r, guid, "isPermaLink"), "false"))
		e->link = e->id;
	if (e->link)
		feed_build_link(&r->build, &r->build.of_entry,
		           &(struct feed_link){ "alternate", e->link, "text/html", NULL });
	e->summary = value_markup(r->arena, r->base, text(r, item, "description"));
	e->content = value_markup(r->arena, r->base, content);
	e->published_text = line(r, item, "pubDate");
	e->updated_text = line(r, item, "dc:date");
	e->source_title = line(r, item, "source");
	e->source_link = line(r, source, "url");
	e->comments = line(r, item, "comments");
	each(r, item, "author", take_author);
	each(r, item, "dc:creator", take_author);
	each(r, item, "category", take_tag);
	each(r, item, "enclosure", take_enclosure);
	feed_build_entry_end(&r->build);
}

static void take_item(struct rss_reader *r, const json_t *holder, const char *name)
{
	const json_t *item = json_object_get(holder, name);

	if (json_is_object(item))
		read_item(r, item);
}

void json_rss_read(const json_t *root, const struct feed_hints *hints, struct feed *feed)
{
	struct rss_reader r = { .arena = &feed->arena, .base = hints->base };
	const json_t *channel = channel_of(root);
	struct slice link = text(&r, channel, "link"), image;

	feed_build_init(&r.build, feed);
	feed->version = FEED_RSSJSON;
	read_title(&r, channel, &feed->title, &feed->title_markup);
	feed->subtitle = line(&r, channel, "description");
	feed->link = link.len ? value_url(r.arena, r.base, link) : NULL;
	feed_build_link(&r.build, &r.build.of_feed,
	           &(struct feed_link){ "alternate", feed->link, "text/html", NULL });
	feed->language = line(&r, channel, "language");
	feed->rights = line(&r, channel, "copyright");
	feed->published_text = line(&r, channel, "pubDate");
	feed->updated_text = line(&r, channel, "lastBuildDate");
	image = text(&r, json_object_get(channel, "image"), "url");
	feed->image = image.len ? value_url(r.arena, r.base, image) : NULL;
	feed_build_person_text(&r.build, &r.build.of_feed, text(&r, channel, "managingEditor"));
	each(&r, channel, "item", take_item);
	if (!r.build.n_entries)
		each(&r, channel, "items", take_item);
	feed_build_finish(&r.build);
}
