#include "feed/mapkeys.h"
#include "feed/heat.h"
#include "feed/value.h"

#include <stddef.h>
#include <string.h>

static void set_id(struct map_run *r, const struct map_values *v)
{
	r->entry->id = value_line(r->arena, v->v[0]);
}

/* Lists put <em> and &amp; into titles. */
static const char *line_of(struct map_run *r, struct slice text)
{
	return value_looks_like_html(text) ? value_line_of_markup(r->arena, text)
	                                   : value_line(r->arena, text);
}

static void set_title(struct map_run *r, const struct map_values *v)
{
	r->entry->title = line_of(r, v->v[0]);
}

static bool is_named(struct slice parameter, const struct text_list *names)
{
	struct slice name = slice_next(&parameter, '=');

	for (size_t i = 0; i < names->n; i++)
		if (slice_is(name, names->v[i]))
			return true;
	return false;
}

/* Append url without the parameters named. */
static void strip_query(struct str *out, struct slice url, const struct text_list *names)
{
	struct slice rest = url, address = slice_next(&rest, '#'), fragment = rest;
	bool has_fragment = address.len < url.len;
	struct slice query = address, path = slice_next(&query, '?');
	char sign = '?';

	str_add_slice(out, path);
	while (query.len) {
		struct slice parameter = slice_next(&query, '&');
		if (!parameter.len || is_named(parameter, names))
			continue;
		str_add_char(out, sign);
		str_add_slice(out, parameter);
		sign = '&';
	}
	if (has_fragment) {
		str_add_char(out, '#');
		str_add_slice(out, fragment);
	}
}

static void set_link(struct map_run *r, const struct map_values *v)
{
	struct str url = STR_INIT;

	strip_query(&url, slice_trim(v->v[0]), &r->map->strip_query);
	r->entry->link = value_url(r->arena, r->hints->base, str_slice(&url));
	str_release(&url);
}

static void set_time(struct map_run *r, const struct map_values *v)
{
	r->entry->published_text = value_line(r->arena, v->v[0]);
	r->entry->published = date_parse_listed(v->v[0], &r->rules);
}

static void set_updated(struct map_run *r, const struct map_values *v)
{
	r->entry->updated_text = value_line(r->arena, v->v[0]);
	r->entry->updated = date_parse_listed(v->v[0], &r->rules);
}

static void set_author(struct map_run *r, const struct map_values *v)
{
	for (size_t i = 0; i < v->n; i++)
		feed_build_person_text(&r->build, &r->build.of_entry, v->v[i]);
}

static void set_source(struct map_run *r, const struct map_values *v)
{
	r->entry->source_title = line_of(r, v->v[0]);
}

static void set_tags(struct map_run *r, const struct map_values *v)
{
	for (size_t i = 0; i < v->n; i++)
		feed_build_tag(&r->build, &r->build.of_entry, line_of(r, v->v[i]), NULL, NULL);
}

static void set_heat(struct map_run *r, const struct map_values *v)
{
	r->entry->heat = heat_parse(v->v[0]);
	/* A list that says 0 of everything says nothing. */
	if (r->entry->heat == 0)
		r->entry->heat = -1;
	else
		r->entry->heat_text = value_line(r->arena, v->v[0]);
}

static void set_rank(struct map_run *r, const struct map_values *v)
{
	int64_t rank = heat_parse(v->v[0]);

	if (rank < 1 || rank > FEED_BUILD_ENTRIES_MAX)
		return;
	r->entry->rank = (int)rank;
	r->is_ranked = true;
}

static const char *markup_of(struct map_run *r, struct slice text, const char **plain)
{
	const char *block, *markup;

	if (slice_find(text, "<", 1) || value_looks_like_html(text))
		return value_markup(r->arena, r->hints->base, text);
	block = value_block(r->arena, text);
	if (!block)
		return NULL;
	markup = value_markup_of_plain(r->arena, block);
	*plain = markup == block ? NULL : block;
	return markup;
}

static void set_summary(struct map_run *r, const struct map_values *v)
{
	r->entry->summary = markup_of(r, v->v[0], &r->entry->summary_plain);
}

static void set_content(struct map_run *r, const struct map_values *v)
{
	r->entry->content = markup_of(r, v->v[0], &r->entry->content_plain);
}

static void set_image(struct map_run *r, const struct map_values *v)
{
	r->entry->image = value_url(r->arena, r->hints->base, v->v[0]);
}

const struct map_key map_keys[MAP_KEYS] = {
	{ "id", offsetof(struct mapping, id), MAP_TEXT, set_id },
	{ "title", offsetof(struct mapping, title), MAP_TEXT, set_title },
	{ "link", offsetof(struct mapping, link), MAP_TEXT, set_link },
	{ "time", offsetof(struct mapping, time), MAP_TEXT, set_time },
	{ "updated", offsetof(struct mapping, updated), MAP_TEXT, set_updated },
	{ "author", offsetof(struct mapping, author), MAP_TEXT, set_author },
	{ "source", offsetof(struct mapping, source), MAP_TEXT, set_source },
	{ "tags", offsetof(struct mapping, tags), MAP_TEXT, set_tags },
	{ "heat", offsetof(struct mapping, heat), MAP_TEXT, set_heat },
	{ "rank", offsetof(struct mapping, rank), MAP_TEXT, set_rank },
	{ "summary", offsetof(struct mapping, summary), MAP_MARKUP, set_summary },
	{ "content", offsetof(struct mapping, content), MAP_MARKUP, set_content },
	{ "image", offsetof(struct mapping, image), MAP_TEXT, set_image },
};
