#include "cli/json_rows.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/url.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct json_rows {
	FILE *to;
	size_t n;
};

static void set_text(json_t *o, const char *key, const char *text)
{
	/* text in the model is valid UTF-8; a string jansson refuses becomes null, never a crash */
	json_t *value = text ? json_string(text) : NULL;

	json_object_set_new(o, key, value ? value : json_null());
}

static void set_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	set_text(o, key, text[0] ? text : NULL);
}

static void set_integer(json_t *o, const char *key, int64_t value, int64_t none)
{
	json_object_set_new(o, key, value == none ? json_null() : json_integer(value));
}

static void set_tags(json_t *o, const char **tags, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_string(tags[i]));
	json_object_set_new(o, "tags", array);
}

static json_t *item_object(const struct item *item)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", json_integer(item->id));
	set_text(o, "title", item->title);
	set_text(o, "link", item->link);
	set_text(o, "source", item->source);
	set_text(o, "author", item->author);
	set_time(o, "published", item->published);
	set_time(o, "fetched", item->fetched);
	set_tags(o, item->tags, item->n_tags);
	json_object_set_new(o, "read", json_boolean(item->is_read));
	json_object_set_new(o, "starred", json_boolean(item->is_starred));
	json_object_set_new(o, "muted", json_boolean(item->is_muted));
	set_text(o, "summary", item->summary);
	return o;
}

struct json_rows *json_rows_open(FILE *to)
{
	struct json_rows *rows = xcalloc(1, sizeof *rows);

	rows->to = to;
	fputc('[', to);
	return rows;
}

static void write_row(struct json_rows *rows, json_t *o)
{
	fputs(rows->n++ ? ",\n " : "\n ", rows->to);
	json_dumpf(o, rows->to, JSON_COMPACT);
	json_decref(o);
}

void json_rows_item(struct json_rows *rows, const struct item *item)
{
	write_row(rows, item_object(item));
}

static void set_hits(json_t *o, const char *key, const char *text, const struct hit *hits, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		size_t start = utf8_count(text, hits[i].start), end = utf8_count(text, hits[i].end);

		json_array_append_new(array, json_pack("[ii]", (int)start, (int)end));
	}
	json_object_set_new(o, key, array);
}

void json_rows_search(struct json_rows *rows, const struct search_row *row)
{
	json_t *o = item_object(&row->item);

	set_hits(o, "title_hits", row->item.title, row->title_hits, row->n_title_hits);
	set_text(o, "snippet", row->snippet);
	set_hits(o, "snippet_hits", row->snippet, row->snippet_hits, row->n_snippet_hits);
	write_row(rows, o);
}

static json_t *hot_object(const struct hot_entry *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", json_integer(e->id));
	set_text(o, "list", e->list);
	set_integer(o, "rank", e->rank, 0);
	set_integer(o, "previous", e->previous, 0);
	set_text(o, "state", hot_state_name(e->state));
	set_integer(o, "heat", e->heat, -1);
	set_text(o, "heat_text", e->heat_text);
	set_text(o, "title", e->title);
	set_text(o, "link", e->link);
	set_time(o, "first_seen", e->first_seen);
	set_time(o, "last_seen", e->last_seen);
	set_tags(o, e->tags, e->n_tags);
	return o;
}

void json_rows_hot(struct json_rows *rows, const struct hot_entry *e)
{
	write_row(rows, hot_object(e));
}

void json_rows_story(struct json_rows *rows, const struct hot_entry *e)
{
	const struct hot_story *story = e->story;
	json_t *o = hot_object(e), *on = json_array(), *feeds = json_array();

	for (size_t i = 0; story && i < story->n_on; i++) {
		json_t *place = json_object();

		set_text(place, "list", story->on[i]->list);
		set_integer(place, "rank", story->on[i]->rank, 0);
		set_text(place, "state", hot_state_name(story->on[i]->state));
		json_array_append_new(on, place);
	}
	for (size_t i = 0; story && i < story->n_feeds; i++)
		json_array_append_new(feeds, json_string(story->feeds[i]));
	set_integer(o, "count", hot_story_times(story), 0);
	json_object_set_new(o, "on", on);
	json_object_set_new(o, "feeds", feeds);
	write_row(rows, o);
}

void json_rows_tag(struct json_rows *rows, const char *name, int64_t n_unread, int64_t n_items)
{
	json_t *o = json_object();

	set_text(o, "name", name);
	set_integer(o, "unread", n_unread, -1);
	set_integer(o, "items", n_items, -1);
	write_row(rows, o);
}

void json_rows_alert(struct json_rows *rows, const struct alert_row *a)
{
	json_t *o = json_object();

	set_text(o, "alert", a->name);
	set_time(o, "time", a->time);
	set_integer(o, "id", a->item_id, 0);
	set_text(o, "title", a->title);
	set_text(o, "link", a->link);
	set_text(o, "source", a->source);
	json_object_set_new(o, "seen", json_boolean(!a->is_fresh));
	write_row(rows, o);
}

void json_rows_matched(struct json_rows *rows, const char *kind, const char *name, size_t articles,
                       size_t entries)
{
	json_t *o = json_object();

	set_text(o, kind, name);
	set_integer(o, "articles", (int64_t)articles, -1);
	set_integer(o, "entries", (int64_t)entries, -1);
	write_row(rows, o);
}

static void set_fields(json_t *o, const struct feed_trace *trace)
{
	json_t *fields = json_object();

	for (size_t i = 0; trace && i < trace->n_fields; i++) {
		json_t *f = json_object();
		json_object_set_new(f, "filled", json_integer((json_int_t)trace->fields[i].filled));
		set_text(f, "hint", trace->fields[i].hint);
		json_object_set_new(fields, trace->fields[i].key, f);
	}
	json_object_set_new(o, "fields", fields);
}

void json_rows_check(struct json_rows *rows, const struct source *source,
                     const struct fetch_answer *answer, const struct feed *feed,
                     const char *problem)
{
	char *url = source->url ? url_masked(source->url) : NULL;
	char *moved = answer && answer->moved_to ? url_masked(answer->moved_to) : NULL;
	json_t *o = json_object();

	set_text(o, "source", source->name);
	set_text(o, "url", url);
	set_integer(o, "status", answer ? answer->status : 0, 0);
	set_text(o, "type", answer ? answer->content_type : NULL);
	set_text(o, "format", feed ? feed_version_name(feed->version) : NULL);
	set_text(o, "encoding", feed ? feed->encoding : NULL);
	set_integer(o, "items", feed ? (int64_t)feed->n_entries : -1, -1);
	if (feed && feed->trace) {
		set_integer(o, "found", (int64_t)feed->trace->items_found, -1);
		set_integer(o, "dropped", (int64_t)feed->trace->dropped, -1);
		set_text(o, "hint", feed->trace->hint);
		set_fields(o, feed->trace);
	}
	set_text(o, "moved_to", moved);
	set_text(o, "problem", problem);
	free(url);
	free(moved);
	write_row(rows, o);
}

void json_rows_close(struct json_rows *rows)
{
	fputs(rows->n ? "\n]\n" : "]\n", rows->to);
	free(rows);
}

static json_t *related_array(const struct article *a, bool of_page)
{
	json_t *array = json_array();

	for (size_t i = 0; i < a->n_related; i++) {
		const struct related_item *r = &a->related[i];
		json_t *o = json_object();

		set_text(o, "title", r->title);
		set_text(o, "link", r->link);
		set_time(o, of_page ? "published" : "time", r->time);
		set_tags(o, r->tags, r->n_tags);
		if (!of_page)
			json_object_set_new(o, "read", json_boolean(r->is_read));
		json_array_append_new(array, o);
	}
	return array;
}

void json_article(FILE *to, const struct article *a, const char *text)
{
	json_t *o = item_object(&a->item);

	set_text(o, "editor", a->editor);
	set_time(o, "updated", a->updated);
	set_text(o, "language", a->item.language);
	set_text(o, "text", text);
	set_text(o, "comments", a->comments);
	set_text(o, "enclosure", a->enclosure);
	json_object_set_new(o, "related", related_array(a, false));
	json_dumpf(o, to, JSON_INDENT(1));
	fputc('\n', to);
	json_decref(o);
}

void json_extract(FILE *to, const struct article *a, const char *text)
{
	json_t *o = json_object();

	set_text(o, "title", a->item.title);
	set_text(o, "source", a->item.source);
	set_text(o, "author", a->item.author);
	set_text(o, "editor", a->editor);
	set_time(o, "published", a->item.published);
	set_tags(o, a->item.tags, a->item.n_tags);
	set_text(o, "language", a->item.language);
	set_text(o, "text", text);
	set_text(o, "html", a->body);
	json_object_set_new(o, "related", related_array(a, true));
	set_text(o, "next", a->next);
	json_dumpf(o, to, JSON_INDENT(1));
	fputc('\n', to);
	json_decref(o);
}

void json_lines(FILE *to, const char *text)
{
	json_t *o = json_object(), *lines = json_array();
	struct slice rest = slice_of(text);

	while (rest.len) {
		struct slice line = slice_next(&rest, '\n');
		json_array_append_new(lines, json_stringn(line.data, line.len));
	}
	json_object_set_new(o, "lines", lines);
	json_dumpf(o, to, JSON_INDENT(1));
	fputc('\n', to);
	json_decref(o);
}

void json_refresh(FILE *to, int sources, int failed, int n_new)
{
	fprintf(to, "{\"sources\":%d,\"failed\":%d,\"new\":%d}\n", sources, failed, n_new);
}
