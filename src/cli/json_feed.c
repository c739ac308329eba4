#include "cli/json_feed.h"
#include "base/clock.h"
#include "base/str.h"

#include <jansson.h>
#include <string.h>

static void set_text(json_t *o, const char *key, const char *text)
{
	/* Text of the model is valid UTF-8; what jansson should refuse all the same is left out. */
	if (text)
		json_object_set_new(o, key, json_string(text));
}

static void set_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	set_text(o, key, text[0] ? text : NULL);
}

/* The source's own form, and beside it what is shown, where that is another. */
static void set_pair(json_t *o, const char *key, const char *own, const char *shown)
{
	char name[32];

	set_text(o, key, own ? own : shown);
	snprintf(name, sizeof name, "%s_text", key);
	if (own && shown && strcmp(own, shown))
		set_text(o, name, shown);
}

static void set_list(json_t *o, const char *key, json_t *list)
{
	if (json_array_size(list))
		json_object_set(o, key, list);
	json_decref(list);
}

static void set_authors(json_t *o, const char *shown, const char *stated,
                        const struct feed_person *authors, size_t n)
{
	json_t *list = json_array();
	struct str one = STR_INIT;

	if (n == 1 && !stated && authors->name && authors->email) {
		str_printf(&one, "%s (%s)", authors->name, authors->email);
		stated = one.data;
	}
	set_pair(o, "author", stated, shown);
	for (size_t i = 0; i < n; i++) {
		json_t *person = json_object();
		set_text(person, "name", authors[i].name);
		set_text(person, "email", authors[i].email);
		set_text(person, "url", authors[i].url);
		json_array_append_new(list, person);
	}
	set_list(o, "authors", list);
	str_release(&one);
}

static void set_tags(json_t *o, const struct feed_category *tags, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *tag = json_object();
		set_text(tag, "term", tags[i].term);
		set_text(tag, "scheme", tags[i].scheme);
		set_text(tag, "label", tags[i].label);
		json_array_append_new(list, tag);
	}
	set_list(o, "tags", list);
}

static void set_links(json_t *o, const struct feed_link *links, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *link = json_object();
		set_text(link, "rel", links[i].rel);
		set_text(link, "href", links[i].href);
		set_text(link, "type", links[i].type);
		set_text(link, "title", links[i].title);
		json_array_append_new(list, link);
	}
	set_list(o, "links", list);
}

static void set_enclosures(json_t *o, const struct feed_enclosure *enclosures, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *enclosure = json_object();
		set_text(enclosure, "href", enclosures[i].href);
		set_text(enclosure, "type", enclosures[i].type);
		if (enclosures[i].length >= 0)
			json_object_set_new(enclosure, "length",
			                    json_integer(enclosures[i].length));
		json_array_append_new(list, enclosure);
	}
	set_list(o, "enclosures", list);
}

static void set_image(json_t *o, const char *href)
{
	json_t *image;

	if (!href)
		return;
	image = json_object();
	set_text(image, "href", href);
	json_object_set_new(o, "image", image);
}

static void set_source(json_t *o, const struct feed_entry *e)
{
	json_t *source = json_object();

	set_text(source, "title", e->source_title);
	set_text(source, "href", e->source_link);
	set_text(source, "link", e->source_link);
	set_text(source, "id", e->source_id);
	if (json_object_size(source))
		json_object_set(o, "source", source);
	json_decref(source);
}

static json_t *feed_object(const struct feed *f)
{
	json_t *o = json_object();

	set_pair(o, "title", f->title_markup, f->title);
	set_pair(o, "subtitle", f->subtitle_markup, f->subtitle);
	set_text(o, "link", f->link);
	set_text(o, "id", f->id);
	set_text(o, "language", f->language);
	set_pair(o, "rights", f->rights_markup, f->rights);
	set_time(o, "updated", f->updated);
	set_time(o, "published", f->published);
	set_text(o, "base", f->base);
	set_authors(o, f->author, f->author_stated, f->authors, f->n_authors);
	set_tags(o, f->tags, f->n_tags);
	set_links(o, f->links, f->n_links);
	set_image(o, f->image);
	return o;
}

/* What only lists of a mapping have. */
static void set_rank(json_t *o, const struct feed_entry *e)
{
	if (e->rank > 0)
		json_object_set_new(o, "rank", json_integer(e->rank));
	if (e->heat >= 0)
		json_object_set_new(o, "heat", json_integer(e->heat));
	set_text(o, "heat_text", e->heat_text);
}

static json_t *entry_object(const struct feed_entry *e)
{
	json_t *o = json_object();

	set_pair(o, "title", e->title_markup, e->title);
	set_text(o, "link", e->link);
	set_text(o, "id", e->id);
	set_time(o, "updated", e->updated);
	set_time(o, "published", e->published);
	set_text(o, "summary", e->summary_plain ? e->summary_plain : e->summary);
	set_text(o, "content", e->content_plain ? e->content_plain : e->content);
	set_text(o, "base", e->base);
	set_text(o, "language", e->language);
	set_authors(o, e->author, e->author_stated, e->authors, e->n_authors);
	set_tags(o, e->tags, e->n_tags);
	set_links(o, e->links, e->n_links);
	set_enclosures(o, e->enclosures, e->n_enclosures);
	set_image(o, e->image);
	set_text(o, "comments", e->comments);
	set_source(o, e);
	set_rank(o, e);
	return o;
}

bool feed_write_json(const struct feed *feed, FILE *to)
{
	json_t *root = json_object(), *entries = json_array();
	bool ok;

	set_text(root, "version", feed_version_name(feed->version));
	set_text(root, "encoding", feed->encoding);
	json_object_set_new(root, "wellformed", json_boolean(feed->wellformed));
	json_object_set_new(root, "feed", feed_object(feed));
	for (size_t i = 0; i < feed->n_entries; i++)
		json_array_append_new(entries, entry_object(&feed->entries[i]));
	json_object_set_new(root, "entries", entries);
	ok = !json_dumpf(root, to, JSON_COMPACT) && fputc('\n', to) != EOF;
	json_decref(root);
	return ok && !ferror(to);
}
