/* Everything as JSON, row by row. */
#include "base/clock.h"
#include "base/mem.h"
#include "share/export.h"
#include "store/store.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 200 };

struct writer {
	FILE *to;
	struct store *store;
	struct arena keys;            /* of the sources' states */
	struct source_state *states;
	size_t n_states, n;           /* n: rows of the array at hand */
	struct arena page;            /* of the rows at hand */
	bool ok;
};

static void set_text(json_t *o, const char *key, const char *text)
{
	json_t *value = text ? json_string(text) : NULL;

	if (value)
		json_object_set_new(o, key, value);
}

static void set_time(json_t *o, const char *key, int64_t time)
{
	char text[TIME_TEXT_SIZE];

	time_format_utc(time, text);
	set_text(o, key, text[0] ? text : NULL);
}

static void set_names(json_t *o, const char *key, const char *const *names, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_string(names[i]));
	if (n)
		json_object_set_new(o, key, array);
	else
		json_decref(array);
}

static void open_array(struct writer *w, const char *name)
{
	fprintf(w->to, ",\n\"%s\":[", name);
	w->n = 0;
}

static void write_row(struct writer *w, json_t *o)
{
	fputs(w->n++ ? ",\n" : "\n", w->to);
	w->ok &= !json_dumpf(o, w->to, JSON_COMPACT);
	json_decref(o);
}

/* --- sources and views ------------------------------------------------------------------------------ */

static void write_sources(struct writer *w, const struct config *c)
{
	open_array(w, "sources");
	for (size_t i = 0; i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		struct str section = STR_INIT;
		json_t *o = json_object();

		set_text(o, "key", s->key);
		set_text(o, "name", s->name);
		set_text(o, "kind", s->kind == SOURCE_HOT ? "hot" : "feed");
		set_text(o, "url", s->url);
		set_text(o, "group", s->group);
		set_names(o, "tags", s->tag.v, s->tag.n);
		config_write_source(s, &section);
		set_text(o, "config", section.data);
		str_release(&section);
		if (s->is_builtin)
			json_decref(o);
		else
			write_row(w, o);
	}
	fputs("]", w->to);
	open_array(w, "views");
	for (size_t i = 0; i < c->n_views; i++) {
		json_t *o = json_object();

		set_text(o, "name", c->views[i].name);
		set_text(o, "filter", c->views[i].filter);
		if (c->views[i].is_followed)
			json_object_set_new(o, "follow", json_true());
		write_row(w, o);
	}
	fputs("]", w->to);
}

/* Rules, alerts, [extra] and [tags] as one text of configuration. */
static void write_settings(struct writer *w, const struct config *c)
{
	struct str text = STR_INIT;
	json_t *o = json_object();

	open_array(w, "settings");
	config_write_settings(c, &text);
	set_text(o, "config", text.data);
	if (text.len)
		write_row(w, o);
	else
		json_decref(o);
	fputs("]", w->to);
	str_release(&text);
}

/* --- articles ---------------------------------------------------------------------------------------- */

static const struct source_state *state_of(const struct writer *w, int64_t id)
{
	for (size_t i = 0; i < w->n_states; i++)
		if (w->states[i].id == id)
			return &w->states[i];
	return NULL;
}

static void set_marks(struct writer *w, json_t *o, const struct item *item)
{
	struct item_marks marks;
	char text[40];

	if (!store_item_marks(w->store, item->id, &w->page, &marks))
		return;
	if (marks.identity) {
		snprintf(text, sizeof text, "%016" PRIx64, (uint64_t)marks.identity);
		set_text(o, "identity", text);
	}
	set_names(o, "own_tags", marks.added, marks.n_added);
	set_names(o, "removed_tags", marks.removed, marks.n_removed);
	snprintf(text, sizeof text, "item/%" PRId64 "/at", item->id);
	set_text(o, "position", store_note_get(w->store, text, &w->page));
}

static void set_text_of(struct writer *w, json_t *o, const struct item *item)
{
	struct article article;
	struct item_version *versions;
	size_t n = 0;
	json_t *array;

	if (item->has_body && store_article(w->store, item->id, &w->page, &article, NULL)) {
		set_text(o, "body", article.body);
		set_text(o, "editor", article.editor);
		set_text(o, "comments", article.comments);
		set_text(o, "enclosure", article.enclosure);
	}
	n = store_versions(w->store, item->id, &w->page, &versions);
	array = n ? json_array() : NULL;
	for (size_t i = 0; i < n; i++) {
		json_t *v = json_object();

		set_time(v, "replaced", versions[i].replaced);
		set_text(v, "title", versions[i].title);
		set_text(v, "body", versions[i].body);
		json_array_append_new(array, v);
	}
	if (array)
		json_object_set_new(o, "versions", array);
}

static void write_item(struct writer *w, const struct item *item, const struct source_state *state)
{
	json_t *o = json_object();

	set_text(o, "source", state->key);
	set_text(o, "title", item->title);
	set_text(o, "link", item->link);
	set_text(o, "publisher", item->source);
	set_text(o, "author", item->author);
	set_text(o, "language", item->language);
	set_time(o, "published", item->published);
	set_time(o, "fetched", item->fetched);
	set_names(o, "tags", item->tags, item->n_tags);
	json_object_set_new(o, "read", json_boolean(item->is_read));
	json_object_set_new(o, "starred", json_boolean(item->is_starred));
	set_text(o, "summary", item->summary);
	set_marks(w, o, item);
	set_text_of(w, o, item);
	write_row(w, o);
}

/* A page of rows at a time; each goes on behind the last row of the one before. */
static bool write_articles(struct writer *w, struct err *err)
{
	struct item_query q = { .since = TIME_NONE, .fetched_since = TIME_NONE, .order = ORDER_NEWEST,
		                .limit = PAGE, .with_summary = true, .after_time = TIME_NONE };
	int64_t n = PAGE;

	open_array(w, "articles");
	while (n == PAGE && w->ok) {
		struct item *rows;

		arena_clear(&w->page);
		n = store_items(w->store, &q, &w->page, &rows, err);
		for (int64_t i = 0; i < n; i++) {
			const struct source_state *state = state_of(w, rows[i].source_id);

			q.after_time = rows[i].sort_time;
			q.after_id = rows[i].id;
			/* the first edition is in every haowai */
			if (state && !strstr(state->key, ":haowai:"))
				write_item(w, &rows[i], state);
		}
	}
	fputs("]", w->to);
	return n >= 0;
}

/* --- hot lists ---------------------------------------------------------------------------------------- */

static void write_entry(struct writer *w, const char *key, const struct hot_entry *e)
{
	struct hot_sighting *seen;
	size_t n = store_hot_history(w->store, e->id, &w->page, &seen), on_list = 0;
	json_t *o = json_object();

	for (size_t i = 0; i < n; i++)
		on_list += seen[i].rank > 0;
	set_text(o, "source", key);
	set_text(o, "title", e->title);
	set_text(o, "link", e->link);
	set_text(o, "state", hot_state_name(e->state));
	json_object_set_new(o, "rank", json_integer(e->rank));
	json_object_set_new(o, "best", json_integer(e->best));
	if (e->heat >= 0)
		json_object_set_new(o, "heat", json_integer(e->heat));
	set_text(o, "heat_text", e->heat_text);
	set_time(o, "first_seen", e->first_seen);
	set_time(o, "last_seen", e->last_seen);
	json_object_set_new(o, "sightings", json_integer((json_int_t)on_list));
	set_names(o, "tags", e->tags, e->n_tags);
	write_row(w, o);
}

static void write_hot(struct writer *w, const struct config *c)
{
	struct arena a = ARENA_INIT;

	open_array(w, "hot");
	for (size_t i = 0; w->store && i < c->n_sources; i++) {
		const struct source *s = &c->sources[i];
		int64_t id = s->kind == SOURCE_HOT && !s->is_builtin
		                     ? store_source_find(w->store, s->key)
		                     : 0;
		struct hot_list *lists;
		size_t n;

		arena_clear(&a);
		n = id ? store_hot(w->store, &id, 1, true, &a, &lists) : 0;
		for (size_t k = 0; n && k < lists[0].n_entries; k++) {
			arena_clear(&w->page);
			write_entry(w, s->key, &lists[0].entries[k]);
		}
	}
	fputs("]", w->to);
	arena_release(&a);
}

bool export_json(FILE *to, const struct config *c, const struct paths *paths, struct err *err)
{
	struct writer w = { .to = to, .ok = true };
	char *path = path_join(paths->data, "news.db"), now[TIME_TEXT_SIZE];
	bool ok = true;

	w.store = path_exists(path) ? store_open(path, STORE_READ, err) : NULL;
	if (!w.store && path_exists(path)) {
		free(path);
		return false;
	}
	time_format_utc(clock_now(), now);
	fprintf(to, "{\"format\":\"haowai\",\"version\":\"1\",\"exported\":\"%s\"", now);
	write_sources(&w, c);
	write_settings(&w, c);
	if (w.store) {
		w.n_states = store_sources(w.store, &w.keys, &w.states);
		ok = write_articles(&w, err);
	}
	write_hot(&w, c);
	fputs("}\n", to);
	if (w.store)
		store_close(w.store);
	arena_release(&w.keys);
	arena_release(&w.page);
	free(path);
	return ok;
}
