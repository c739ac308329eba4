#include "cli/json_sources.h"
#include "base/clock.h"
#include "base/url.h"

#include <jansson.h>
#include <stdlib.h>

static void set_text(json_t *o, const char *key, const char *text)
{
	json_t *value = text ? json_string(text) : NULL;

	json_object_set_new(o, key, value ? value : json_null());
}

static void set_url(json_t *o, const char *key, const char *url)
{
	char *masked = url ? url_masked(url) : NULL;

	set_text(o, key, masked);
	free(masked);
}

static void set_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	set_text(o, key, text[0] ? text : NULL);
}

void json_lookup(FILE *to, const struct lookup *l, const char *name, const char *state)
{
	json_t *o = json_object();

	set_text(o, "state", state);
	set_text(o, "name", name);
	set_url(o, "url", l->url);
	set_text(o, "title", l->title);
	set_text(o, "format", l->format);
	set_text(o, "language", l->language);
	json_object_set_new(o, "articles",
	                    l->format ? json_integer((json_int_t)l->n_articles) : json_null());
	json_object_set_new(o, "interval", l->ttl_s ? json_integer(l->ttl_s) : json_null());
	set_text(o, "mapping", l->mapping);
	json_dumpf(o, to, JSON_COMPACT);
	fputc('\n', to);
	json_decref(o);
}

void json_source(FILE *to, size_t n, const struct source *s, const struct source_state *state)
{
	json_t *o = json_object(), *tags = json_array();

	set_text(o, "name", s->name);
	set_text(o, "kind", s->kind == SOURCE_HOT ? "hot" : "feed");
	set_url(o, "url", s->url);
	set_text(o, "group", s->group);
	for (size_t i = 0; i < s->tag.n; i++)
		json_array_append_new(tags, json_string(s->tag.v[i]));
	json_object_set_new(o, "tags", tags);
	json_object_set_new(o, "paused", json_boolean(s->paused));
	set_time(o, "last_success", state ? state->last_success : TIME_NONE);
	set_time(o, "last_try", state ? state->last_try : TIME_NONE);
	set_time(o, "next_try", state ? state->next_try : TIME_NONE);
	set_time(o, "last_new", state ? state->last_new : TIME_NONE);
	set_text(o, "problem", s->problem ? s->problem : state ? state->problem : NULL);
	json_object_set_new(o, "articles", json_integer(state ? state->n_items : 0));
	json_object_set_new(o, "unread", json_integer(state ? state->n_unread : 0));
	fputs(n ? ",\n " : "[\n ", to);
	json_dumpf(o, to, JSON_COMPACT);
	json_decref(o);
}

void json_sources_end(FILE *to, size_t n)
{
	fputs(n ? "\n]\n" : "[]\n", to);
}
