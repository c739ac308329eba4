/*
 * Our own export, read as it comes: one value of an array at a time, so that it may be larger than
 * memory. Sources come first in it; marks are set once those are known.
 */
#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "share/export.h"
#include "store/store.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 500 };

struct ids {
	int64_t *v;
	size_t n, cap;
};

struct reading {
	FILE *from;
	const struct paths *paths;
	struct import_result *out;
	bool dry_run, is_ours, has_sources;
	struct store *store;
	struct str config_text;  /* of the sources and views, until articles begin */
	struct str settings_text;
	struct ids read, starred;
	struct err err;
};

static const char *text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* --- subscriptions ---------------------------------------------------------------------------------- */

static void take_source(struct reading *r, const json_t *o)
{
	const char *section = text_of(o, "config");

	if (section)
		str_printf(&r->config_text, "%s\n", section);
}

static void take_view(struct reading *r, const json_t *o)
{
	const char *name = text_of(o, "name"), *filter = text_of(o, "filter");

	if (name && filter && !strpbrk(name, "\n\r") && !strpbrk(filter, "\n\r"))
		str_printf(&r->config_text, "[view %s]\nfilter = %s\n%s", name, filter,
		           json_is_true(json_object_get(o, "follow")) ? "follow = on\n" : "");
}

static void take_settings(struct reading *r, const json_t *o)
{
	const char *text = text_of(o, "config");

	if (text)
		str_printf(&r->settings_text, "%s\n", text);
}

/* What is sections of sources, views, rules and the like only; everything else in the text stays
 * outside. */
static bool add_subscriptions(struct reading *r)
{
	struct config *now;
	bool ok = true;

	if (r->has_sources)
		return true;
	r->has_sources = true;
	import_config(&r->out->lists, str_slice(&r->config_text));
	import_settings(&r->out->lists, str_slice(&r->settings_text));
	if (r->dry_run)
		return true;
	now = config_load(r->paths->config, r->paths->subscriptions);
	ok = config_add_text(r->paths->subscriptions, now, str_slice(&r->out->lists.text),
	                     &r->out->added, &r->err);
	config_free(now);
	return ok;
}

/* --- marks ------------------------------------------------------------------------------------------- */

static bool flush(struct reading *r)
{
	bool ok = r->dry_run ||
	          ((!r->read.n || store_mark_read(r->store, r->read.v, r->read.n, true, &r->err)) &&
	           (!r->starred.n ||
	            store_mark_starred(r->store, r->starred.v, r->starred.n, true, &r->err)));

	r->read.n = r->starred.n = 0;
	return ok;
}

static int64_t find_item(struct reading *r, const json_t *o)
{
	const char *key = text_of(o, "source"), *identity = text_of(o, "identity");
	const char *link = text_of(o, "link");
	int64_t source = key && identity ? store_source_find(r->store, key) : 0, id = 0;

	if (source)
		id = store_item_of_identity(r->store, source, (int64_t)strtoull(identity, NULL, 16));
	return id || !link ? id : store_article_by_link(r->store, link);
}

static bool set_tags(struct reading *r, int64_t id, const json_t *names,
                     bool (*set)(struct store *s, const int64_t *ids, size_t n, const char *tag,
                                 struct err *err))
{
	size_t i;
	json_t *one;

	json_array_foreach ((json_t *)names, i, one)
		if (json_is_string(one) && !r->dry_run &&
		    !set(r->store, &id, 1, json_string_value(one), &r->err))
			return false;
	return true;
}

static bool take_article(struct reading *r, const json_t *o)
{
	const json_t *added = json_object_get(o, "own_tags");
	const json_t *removed = json_object_get(o, "removed_tags");
	bool read = json_is_true(json_object_get(o, "read"));
	bool starred = json_is_true(json_object_get(o, "starred"));
	const char *position = text_of(o, "position");
	char name[40];
	int64_t id;

	if (!read && !starred && !added && !removed && !position)
		return true;
	id = r->store ? find_item(r, o) : 0;
	if (!id) {
		r->out->n_unknown++;
		return true;
	}
	r->out->n_marked++;
	if (read)
		ARRAY_PUSH(r->read.v, r->read.n, r->read.cap) = id;
	if (starred)
		ARRAY_PUSH(r->starred.v, r->starred.n, r->starred.cap) = id;
	snprintf(name, sizeof name, "item/%lld/at", (long long)id);
	if (position && !r->dry_run && !store_note_set(r->store, name, position, &r->err))
		return false;
	return set_tags(r, id, added, store_tag_add) && set_tags(r, id, removed, store_tag_remove) &&
	       ((r->read.n < BATCH && r->starred.n < BATCH) || flush(r));
}

/* --- the stream --------------------------------------------------------------------------------------- */

static int next_sign(FILE *f)
{
	int c;

	do {
		c = getc(f);
	} while (ascii_is_space(c) || c == ',' || c == ':');
	return c;
}

/* A string, array or object: they end where they end, so that nothing behind them is taken. */
static json_t *next_value(struct reading *r)
{
	json_error_t where;
	int c = next_sign(r->from);

	ungetc(c, r->from);
	if (c != '"' && c != '{' && c != '[')
		return NULL;
	return json_loadf(r->from, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &where);
}

static bool broken(struct reading *r)
{
	return err_set(&r->err, _("this is no export of haowai's, or it breaks off; what stands before "
	                          "is taken"));
}

static bool take_row(struct reading *r, const char *name, const json_t *row)
{
	if (!strcmp(name, "sources"))
		take_source(r, row);
	else if (!strcmp(name, "views"))
		take_view(r, row);
	else if (!strcmp(name, "settings"))
		take_settings(r, row);
	else if (!strcmp(name, "articles"))
		return add_subscriptions(r) && take_article(r, row);
	return true;
}

static bool read_array(struct reading *r, const char *name)
{
	int c;

	next_sign(r->from); /* the [ */
	while ((c = next_sign(r->from)) != ']') {
		json_t *row;
		bool ok;

		ungetc(c, r->from);
		row = c == EOF ? NULL : next_value(r);
		if (!row)
			return broken(r);
		ok = take_row(r, name, row);
		json_decref(row);
		if (!ok)
			return false;
	}
	return true;
}

static bool read_member(struct reading *r)
{
	json_t *name = next_value(r), *value = NULL;
	int c = next_sign(r->from);
	bool ok;

	ungetc(c, r->from);
	if (!json_is_string(name))
		ok = broken(r);
	else if (c == '[' && r->is_ours)
		ok = read_array(r, json_string_value(name));
	else if (!(value = next_value(r)))
		ok = broken(r);
	else
		ok = true;
	if (name && json_is_string(name) && !strcmp(json_string_value(name), "format") &&
	    json_is_string(value))
		r->is_ours = !strcmp(json_string_value(value), "haowai");
	/* what says that it is ours stands first */
	ok = ok && (r->is_ours || broken(r));
	json_decref(name);
	json_decref(value);
	return ok;
}

static bool read_object(struct reading *r)
{
	int c = next_sign(r->from);

	if (c != '{')
		return broken(r);
	while ((c = next_sign(r->from)) != '}') {
		ungetc(c, r->from);
		if (c == EOF)
			return broken(r);
		if (!read_member(r))
			return false;
	}
	return true;
}

bool import_json(FILE *from, const struct paths *paths, bool dry_run, struct import_result *out,
                 struct err *err)
{
	struct reading r = { .from = from, .paths = paths, .out = out, .dry_run = dry_run };
	char *path = path_join(paths->data, "news.db");
	bool ok;

	memset(out, 0, sizeof *out);
	import_init(&out->lists);
	out->lists.kind = "haowai";
	str_init(&r.config_text);
	str_init(&r.settings_text);
	r.store = path_exists(path) ? store_open(path, dry_run ? STORE_READ : STORE_WRITE, &r.err) : NULL;
	ok = read_object(&r);
	if (r.is_ours) {
		ok &= add_subscriptions(&r);
		ok &= !r.store || flush(&r);
	}
	if (r.store)
		store_close(r.store);
	if (!ok && err)
		*err = r.err;
	str_release(&r.config_text);
	str_release(&r.settings_text);
	free(r.read.v);
	free(r.starred.v);
	free(path);
	return ok;
}
