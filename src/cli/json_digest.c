#include "cli/json_digest.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "digest/summary.h"

#include <jansson.h>
#include <stdlib.h>

static void set_text(json_t *o, const char *key, const char *text)
{
	json_t *value = text && *text ? json_string(text) : NULL;

	json_object_set_new(o, key, value ? value : json_null());
}

static void set_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	set_text(o, key, text);
}

static json_t *hot_of(const struct hot_entry *e)
{
	json_t *o;

	if (!e)
		return json_null();
	o = json_object();
	set_text(o, "list", e->list);
	json_object_set_new(o, "rank", json_integer(e->rank));
	json_object_set_new(o, "previous", e->previous ? json_integer(e->previous) : json_null());
	set_text(o, "state", hot_state_name(e->state));
	return o;
}

static json_t *story_of(const struct digest_story *s, const struct digest_look *look, int cells)
{
	struct str summary = STR_INIT;
	json_t *o, *tags;

	if (!s)
		return json_null();
	o = json_object();
	tags = json_array();
	digest_summary(&summary, look->wrap.profile, s->title, s->text, cells);
	json_object_set_new(o, "id", s->item ? json_integer(s->item) : json_null());
	set_text(o, "title", s->title);
	set_text(o, "link", s->link);
	set_text(o, "source", s->source);
	set_time(o, "time", s->time);
	set_text(o, "summary", summary.data);
	for (size_t i = 0; i < s->n_tags; i++)
		json_array_append_new(tags, json_string(s->tags[i]));
	json_object_set_new(o, "tags", tags);
	json_object_set_new(o, "read", json_boolean(s->is_read));
	json_object_set_new(o, "starred", json_boolean(s->is_starred));
	json_object_set_new(o, "lists", json_integer(s->n_lists));
	json_object_set_new(o, "sources", json_integer(s->n_sources));
	json_object_set_new(o, "score", json_real(s->score / 1000.0));
	json_object_set_new(o, "hot", hot_of(s->hot));
	str_release(&summary);
	return o;
}

static json_t *stories_of(const struct digest_story *const *v, size_t n, const struct digest_look *look,
                          int cells)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(rows, story_of(v[i], look, cells));
	return rows;
}

void json_digest(struct str *out, const struct digest *d, const struct digest_look *look, int cells)
{
	json_t *o = json_object(), *sections = json_array();
	struct str title = STR_INIT;
	char *text;

	str_printf(&title, "%s  ", digest_name(d->until, look->offset_s));
	digest_add_date(&title, d->until, look->offset_s);
	set_text(o, "title", title.data);
	set_time(o, "since", d->since);
	set_time(o, "until", d->until);
	json_object_set_new(o, "lead", story_of(d->lead, look, 2 * cells));
	json_object_set_new(o, "hot", stories_of(d->hot, d->n_hot, look, cells));
	for (size_t i = 0; i < d->n_sections; i++) {
		const struct digest_section *s = &d->sections[i];
		json_t *section = json_object();

		set_text(section, "tag", s->name);
		json_object_set_new(section, "items", stories_of(s->stories, s->n, look, cells));
		json_array_append_new(sections, section);
	}
	json_object_set_new(o, "sections", sections);
	text = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
	str_add(out, text ? text : "{}");
	str_add_char(out, '\n');
	free(text);
	json_decref(o);
	str_release(&title);
}
