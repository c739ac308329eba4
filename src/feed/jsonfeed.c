/* JSON Feed 1 and 1.1 (jsonfeed.org). */
#include "feed/jsondoc.h"
#include "base/array.h"
#include "base/url.h"
#include "feed/value.h"

#include <stdio.h>
#include <string.h>

struct json_reader {
	struct feed_build build;
	struct arena *arena;
	const char *base;
	struct feed_entry *entry; /* NULL while the feed's own members are read */
	bool content_is_text;
};

/* A body under JSON Feed's own names. */
static bool has_body(const json_t *item)
{
	return json_is_string(json_object_get(item, "content_html")) ||
	       json_is_string(json_object_get(item, "content_text"));
}

static bool has_head(const json_t *item)
{
	return json_object_get(item, "id") && json_is_string(json_object_get(item, "url")) &&
	       json_is_string(json_object_get(item, "title"));
}

/* By the address that says JSON Feed; or by its articles, where the version is a number alone or is
 * missing. Heads alone are in many lists, which a mapping reads better: they need more to show for. */
bool json_feed_fits(const json_t *root)
{
	const json_t *version = json_object_get(root, "version"),
		     *items = json_object_get(root, "items"), *first = json_array_get(items, 0);
	const char *text = json_string_value(version);
	double number = text ? text[0] - '0' : json_number_value(version);
	bool numbered = number >= 1 && number < 2;

	if (text && strstr(text, "jsonfeed.org"))
		return true;
	if ((numbered || !version) && has_body(first))
		return true;
	if ((numbered || json_is_string(json_object_get(root, "title"))) && has_head(first))
		return true;
	return json_is_array(items) && json_is_string(json_object_get(root, "title")) &&
	       (json_object_get(root, "home_page_url") || json_object_get(root, "feed_url"));
}

static struct slice text_of(const json_t *value)
{
	return json_is_string(value)
	               ? slice_make(json_string_value(value), json_string_length(value))
	               : slice_make("", 0);
}

static const char *line(struct json_reader *r, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_string(value))
		return value_line(r->arena, text_of(value));
	return json_member(r->arena, object, key);
}

static const char *url(struct json_reader *r, const json_t *object, const char *key)
{
	struct slice text = text_of(json_object_get(object, key));

	return text.len ? value_url(r->arena, r->base, text) : NULL;
}

static struct feed_build_lists *lists(struct json_reader *r)
{
	return r->entry ? &r->build.of_entry : &r->build.of_feed;
}

static void read_person(struct json_reader *r, const json_t *person)
{
	const char *href = url(r, person, "url"), *name = line(r, person, "name"), *email = NULL;

	if (json_is_string(person)) {
		feed_build_person_text(&r->build, lists(r), text_of(person));
		return;
	}
	if (href && !strncmp(href, "mailto:", 7)) {
		email = href + 7;
		href = NULL;
	}
	feed_build_person(&r->build, lists(r), name, email, href);
}

/* Version 1 has author, 1.1 authors; feeds have either or both. */
static void read_people(struct json_reader *r, const json_t *object)
{
	json_t *authors = json_object_get(object, "authors"),
	       *author = json_object_get(object, "author");
	size_t i;
	json_t *one;

	if (json_is_array(authors))
		json_array_foreach (authors, i, one)
			read_person(r, one);
	else if (json_is_object(authors))
		read_person(r, authors);
	if (author)
		read_person(r, author);
}

/* A number is a tag too; some write { "name": … }. */
static const char *tag_of(struct json_reader *r, const json_t *tag)
{
	char digits[24];

	if (json_is_object(tag))
		return line(r, tag, "name");
	if (!json_is_integer(tag))
		return value_line(r->arena, text_of(tag));
	snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(tag));
	return arena_strdup(r->arena, digits);
}

static void read_tags(struct json_reader *r, const json_t *tags)
{
	size_t i;
	json_t *one;

	if (json_is_array(tags))
		json_array_foreach (tags, i, one)
			feed_build_tag(&r->build, lists(r), tag_of(r, one), NULL, NULL);
	else if (json_is_string(tags))
		feed_build_tag(&r->build, lists(r), value_line(r->arena, text_of(tags)), NULL,
		               NULL);
}

static void add_link(struct json_reader *r, const char *rel, const char *href, const char *type)
{
	feed_build_link(&r->build, lists(r),
	                &(struct feed_link){ .rel = rel, .href = href, .type = type });
}

static void read_attachments(struct json_reader *r, const json_t *attachments)
{
	size_t i;
	json_t *one;

	json_array_foreach (attachments, i, one) {
		struct feed_enclosure e = { url(r, one, "url"), line(r, one, "mime_type"), -1 };
		json_t *size = json_object_get(one, "size_in_bytes");
		if (json_is_number(size) && json_number_value(size) >= 0 &&
		    json_number_value(size) < 9e18)
			e.length = (int64_t)json_number_value(size);
		else
			e.length = feed_build_length(text_of(size));
		feed_build_enclosure_add(&r->build, lists(r), &e);
	}
}

/* A text with its markup where it has such. RSSHub repeats the headline where there is no body. */
static void read_texts(struct json_reader *r, const json_t *item)
{
	struct feed_entry *e = r->entry;
	struct slice html = text_of(json_object_get(item, "content_html"));
	const char *plain = value_block(r->arena, text_of(json_object_get(item, "content_text")));
	const char *summary = value_block(r->arena, text_of(json_object_get(item, "summary")));

	e->content = html.len ? value_markup(r->arena, r->base, html) : NULL;
	if (!e->content && plain) {
		e->content = value_markup_of_plain(r->arena, plain);
		e->content_plain = e->content == plain ? NULL : plain;
	}
	if (e->content && e->title && !strcmp(e->content, e->title))
		e->content = e->content_plain = NULL;
	if (!summary)
		return;
	e->summary = value_markup_of_plain(r->arena, summary);
	e->summary_plain = e->summary == summary ? NULL : summary;
}

static void read_item(struct json_reader *r, const json_t *item)
{
	struct feed_entry *e = r->entry = feed_build_entry(&r->build);
	const char *external;

	if (!e)
		return;
	e->id = line(r, item, "id");
	e->title = line(r, item, "title");
	e->link = url(r, item, "url");
	external = url(r, item, "external_url");
	if (e->link)
		add_link(r, "alternate", e->link, "text/html");
	if (external)
		add_link(r, "related", external, NULL);
	if (!e->link)
		e->link = external ? external : e->id && url_is_web(e->id) ? e->id : NULL;
	read_texts(r, item);
	e->published_text = line(r, item, "date_published");
	e->updated_text = line(r, item, "date_modified");
	e->language = line(r, item, "language");
	e->image = url(r, item, "image");
	if (!e->image)
		e->image = url(r, item, "banner_image");
	read_people(r, item);
	read_tags(r, json_object_get(item, "tags"));
	read_attachments(r, json_object_get(item, "attachments"));
	feed_build_entry_end(&r->build);
	r->entry = NULL;
}

void json_feed_read(const json_t *root, const struct feed_hints *hints, struct feed *feed)
{
	struct json_reader r = { .arena = &feed->arena, .base = hints->base };
	const char *version = json_member(&feed->arena, root, "version");
	const char *self, *hub;
	size_t i;
	json_t *item;

	feed_build_init(&r.build, feed);
	feed->version = version && strstr(version, "1.1") ? FEED_JSONFEED11 : FEED_JSONFEED1;
	feed->title = line(&r, root, "title");
	feed->subtitle = line(&r, root, "description");
	feed->language = line(&r, root, "language");
	feed->link = url(&r, root, "home_page_url");
	feed->image = url(&r, root, "icon");
	if (!feed->image)
		feed->image = url(&r, root, "favicon");
	add_link(&r, "alternate", feed->link, "text/html");
	self = url(&r, root, "feed_url");
	add_link(&r, "self", self, "application/feed+json");
	hub = url(&r, root, "next_url");
	add_link(&r, "next", hub, "application/feed+json");
	read_people(&r, root);
	json_array_foreach (json_object_get(root, "items"), i, item)
		if (json_is_object(item))
			read_item(&r, item);
	feed_build_finish(&r.build);
}
