/* JSON: the array of objects with the best headlines in it. */
#include "base/array.h"
#include "feed/date.h"
#include "feed/heat.h"
#include "feed/jsonpath.h"
#include "feed/propose.h"
#include "text/clean.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS_LEAST = 3, ROWS_LOOKED_AT = 20,
	FIELDS_MAX = 120, FIELD_DEPTH = 3,   /* of an object: target.title_area.text */
	ARRAYS_MAX = 200, ARRAY_DEPTH = 6,   /* of the document */
	NODES_MAX = 20000,
	TEXT_MAX = 4 * 1024 * 1024,          /* a value takes fifty times its bytes */
};

/* A member of the rows: what its values are like. */
struct field {
	char *path;
	size_t filled, texts, numbers, urls, pictures, dates, width, distinct;
	uint64_t seen[ROWS_LOOKED_AT];
};

struct fields {
	struct field v[FIELDS_MAX];
	size_t n;
	const struct date_rules *rules;
};

/* What a member may be, by its name: words in the order of how sure they are. */
struct role {
	const char *key;              /* of the mapping */
	const char *const names[14];  /* whole last names, in lower case */
	double (*fits)(const struct field *f, size_t rows);
	double least;
};

/* --- names ---------------------------------------------------------------------------------------- */

static const char *last_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* 1 for the first name, less for later ones, 0 for none; a name that ends so counts half. */
static double name_fits(const struct role *role, const char *path)
{
	const char *name = last_name(path);
	double part = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(role->names) && role->names[i]; i++) {
		double worth = 1.0 - 0.04 * (double)i;
		size_t n = strlen(role->names[i]), length = strlen(name);

		if (!ascii_compare_nocase(name, role->names[i]))
			return worth;
		if (length > n && n > 2 && !ascii_compare_nocase(name + length - n, role->names[i]) &&
		    part < worth / 2)
			part = worth / 2;
	}
	return part;
}

/* A path as the mapping writes it; NULL for a name that cannot be written in one line. */
static char *path_below(const char *path, const char *name)
{
	struct str out = STR_INIT;
	bool is_plain = *name && !ascii_is_digit((unsigned char)*name) && *name != '$';

	if (!text_is_clean(slice_of(name), CLEAN_LINE)) { /* C1 and directions, for a terminal's sake */
		str_release(&out);
		return NULL;
	}
	for (const char *p = name; *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f || *p == '"' || *p == '\\') {
			str_release(&out);
			return NULL;
		}
		is_plain &= !strchr(".[]*{}|: ", *p);
	}
	if (path && *path && strcmp(path, "."))
		str_printf(&out, is_plain ? "%s." : "%s", path);
	/* quotes round the whole of a value are the configuration's, and gone when it is read */
	str_printf(&out, is_plain ? "%s" : "[\"%s\"]", name);
	return str_take(&out);
}

/* --- looking at rows ------------------------------------------------------------------------------- */

static bool is_picture(struct slice url)
{
	static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4" };
	struct slice path = slice_next(&url, '?');

	for (size_t i = 0; i < ARRAY_LENGTH(ends); i++)
		if (slice_ends(path, ends[i]))
			return true;
	return false;
}

static bool is_url(struct slice text)
{
	return slice_begins(text, "http://") || slice_begins(text, "https://") ||
	       slice_begins(text, "//") || (slice_begins(text, "/") && text.len > 1);
}

static void look_at_value(struct field *f, const json_t *value, const struct date_rules *rules)
{
	struct str text = STR_INIT;
	struct slice s;
	uint64_t hash;
	bool is_new = true;

	json_text(value, &text);
	s = slice_trim(str_slice(&text));
	if (s.len) {
		hash = hash_bytes(HASH_START, s.data, s.len);
		for (size_t i = 0; i < f->distinct; i++)
			is_new &= f->seen[i] != hash;
		if (is_new)
			f->seen[f->distinct++] = hash;
		f->filled++;
		f->numbers += json_is_number(value) || heat_parse(s) > 0;
		f->texts += json_is_string(value);
		f->urls += is_url(s);
		f->pictures += is_picture(s);
		f->dates += s.len < 60 && date_parse_listed(s, rules) != TIME_NONE;
		f->width += propose_width(s, 400);
	}
	str_release(&text);
}

static struct field *field_of(struct fields *fields, const char *path)
{
	struct field *f;

	for (size_t i = 0; i < fields->n; i++)
		if (!strcmp(fields->v[i].path, path))
			return &fields->v[i];
	if (fields->n == FIELDS_MAX)
		return NULL;
	f = &fields->v[fields->n++];
	memset(f, 0, sizeof *f);
	f->path = xstrdup(path);
	return f;
}

/* Recursion of FIELD_DEPTH at most. */
static void look_at_object(struct fields *fields, const char *path, const json_t *object, int depth)
{
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)object, name, value) {
		const json_t *first = json_is_array(value) ? json_array_get(value, 0) : NULL;
		char *below = path_below(path, name);
		struct field *f;

		if (!below)
			continue;
		if (json_is_object(value) && depth < FIELD_DEPTH)
			look_at_object(fields, below, value, depth + 1);
		else if ((json_is_string(value) || json_is_number(value) || json_is_string(first)) &&
		         (f = field_of(fields, below)))
			look_at_value(f, first ? first : value, fields->rules);
		free(below);
	}
}

/* --- roles ------------------------------------------------------------------------------------------ */

static double share(size_t n, size_t of)
{
	return of ? (double)n / (double)of : 0;
}

static double fits_title(const struct field *f, size_t rows)
{
	double width = share(f->width, f->filled);
	double shape = width < 5 ? 0.1 : width < 9 ? 0.6 : width > 160 ? 0.2 : 1;

	if (share(f->urls, f->filled) > 0.3 || share(f->texts, f->filled) < 0.9 ||
	    share(f->dates, f->filled) > 0.5)
		return 0;
	return share(f->filled, rows) * share(f->distinct, f->filled) * shape;
}

static double fits_link(const struct field *f, size_t rows)
{
	return f->pictures ? 0 : share(f->urls, rows) * share(f->distinct, f->filled);
}

static double fits_time(const struct field *f, size_t rows)
{
	return share(f->dates, rows);
}

static double fits_number(const struct field *f, size_t rows)
{
	return share(f->dates, f->filled) > 0.5 && !share(f->texts, f->filled)
	               ? 0
	               : share(f->numbers, rows);
}

static double fits_id(const struct field *f, size_t rows)
{
	return share(f->urls, rows) > 0.5 ? 0 : share(f->filled, rows) * share(f->distinct, f->filled);
}

static double fits_word(const struct field *f, size_t rows)
{
	return share(f->urls, f->filled) > 0.2 || share(f->width, f->filled) > 40
	               ? 0
	               : share(f->filled, rows) * share(f->texts, f->filled);
}

static double fits_prose(const struct field *f, size_t rows)
{
	return share(f->width, f->filled) < 30 ? 0 : share(f->texts, rows);
}

/* A name must tell what it is, but for title and link, which are what they look like. */
static const struct role roles[] = {
	{ "title", { "title", "headline", "word", "widgettitle", "topic_name", "show_name", "subject",
	             "name", "note", "text", "query", "content" }, fits_title, 0 },
	{ "link", { "url", "link", "href", "uri", "permalink", "html_url", "weburl", "rawurl",
	            "source_url", "post_url", "mobileurl", "path" }, fits_link, 0 },
	{ "id", { "id", "objectid", "guid", "uuid", "docid", "contid", "itemid", "aid", "bvid",
	          "short_id", "slug" }, fits_id, 0.9 },
	{ "time", { "published", "date_published", "publish_time", "pubdate", "published_at",
	            "created_at", "created_at_i", "time", "date", "timestamp", "news_time", "created",
	            "ptime", "pubtime" }, fits_time, 0.4 },
	{ "heat", { "heat", "hot", "hotvalue", "hotscore", "hot_value", "heat_score", "score", "points",
	            "num", "views", "view", "replies", "comment_count", "likes" }, fits_number, 0.5 },
	{ "author", { "author", "author_name", "writer", "username", "creator" }, fits_word, 0.3 },
	{ "tags", { "tags", "tag", "category", "topic", "categories", "channel", "column", "keywords" },
	  fits_word, 0.1 },
	{ "summary", { "summary", "description", "desc", "abstract", "digest", "excerpt", "intro" },
	  fits_prose, 0.2 },
};
enum { ROLE_TITLE, ROLE_LINK, ROLES = ARRAY_LENGTH(roles) };

static double role_worth(const struct role *role, const struct field *f, size_t rows)
{
	double fit = role->fits(f, rows), name = name_fits(role, f->path);
	double depth = 0;

	for (const char *p = f->path; *p; p++)
		depth += *p == '.';
	/* what is said of a person is not said of the entry */
	if (strcmp(role->key, "author") != 0 &&
	    (!strncmp(f->path, "author.", 7) || !strncmp(f->path, "user.", 5)))
		return 0;
	if (fit <= role->least || (role->least > 0 && name < 0.4))
		return 0;
	return fit * (0.2 + name) - 0.02 * depth;
}

/* The best field for each role, NULL where none is. Returns what the rows are worth as a list. */
static double choose(const struct fields *fields, size_t rows, const struct field **out)
{
	double worth = 0;

	for (size_t r = 0; r < ROLES; r++) {
		double best = r == ROLE_TITLE ? 0.1 : 0.05;

		out[r] = NULL;
		for (size_t i = 0; i < fields->n; i++) {
			double w = role_worth(&roles[r], &fields->v[i], rows);

			for (size_t other = 0; other < r; other++)
				w = out[other] == &fields->v[i] ? 0 : w;
			if (w > best) {
				best = w;
				out[r] = &fields->v[i];
			}
		}
		worth += out[r] ? best * (r == ROLE_TITLE ? 4 : r == ROLE_LINK ? 2 : 1) : 0;
	}
	return out[ROLE_TITLE] ? worth + (rows < 50 ? (double)rows : 50) / 25 : 0;
}

/* --- arrays ----------------------------------------------------------------------------------------- */

struct search {
	const struct date_rules *rules;
	struct {
		char *path;
		const json_t *value;
		int depth;
	} open[ARRAYS_MAX];          /* still to be looked at */
	size_t n_open, n_nodes;
	double best;
	struct str *lines;
};

static void push(struct search *s, const char *path, const json_t *value, int depth)
{
	if (s->n_open == ARRAYS_MAX || depth > ARRAY_DEPTH || ++s->n_nodes > NODES_MAX)
		return;
	s->open[s->n_open].path = xstrdup(path);
	s->open[s->n_open].value = value;
	s->open[s->n_open++].depth = depth;
}

static void weigh_array(struct search *s, const char *path, const json_t *array)
{
	struct fields *fields = xcalloc(1, sizeof *fields);
	const struct field *chosen[ROLES];
	size_t n = json_array_size(array), objects = 0;
	double worth;

	fields->rules = s->rules;
	for (size_t i = 0; i < n && i < ROWS_LOOKED_AT; i++) {
		const json_t *row = json_array_get(array, i);

		objects += json_is_object(row);
		if (json_is_object(row))
			look_at_object(fields, "", row, 1);
	}
	worth = objects >= ROWS_LEAST ? choose(fields, objects, chosen) : 0;
	/* of lists as good as each other the one with more rows */
	worth += worth > 0 ? (double)(n < 1000 ? n : 1000) / 10000 : 0;
	if (worth > s->best) {
		s->best = worth;
		str_clear(s->lines);
		str_printf(s->lines, "items = %s\n", path);
		for (size_t r = 0; r < ROLES; r++)
			if (chosen[r])
				str_printf(s->lines, "%s = %s\n", roles[r].key, chosen[r]->path);
	}
	for (size_t i = 0; i < fields->n; i++)
		free(fields->v[i].path);
	free(fields);
}

static void push_inside(struct search *s, const char *path, const json_t *value, int depth)
{
	const char *name;
	json_t *child;

	if (json_is_array(value)) {
		/* a header before the list, or lists within a list: the first two are looked into */
		for (size_t i = 0; i < 2 && i < json_array_size(value); i++) {
			struct str below = STR_INIT;

			child = json_array_get(value, i);
			str_printf(&below, "%s[%zu]", strcmp(path, ".") ? path : "", i);
			if (json_is_object(child) || json_is_array(child))
				push(s, below.data, child, depth + 1);
			str_release(&below);
		}
		return;
	}
	json_object_foreach ((json_t *)value, name, child) {
		char *below = json_is_object(child) || json_is_array(child) ? path_below(path, name)
		                                                           : NULL;
		if (below)
			push(s, below, child, depth + 1);
		free(below);
	}
}

bool propose_json(struct slice text, const struct feed_hints *hints, struct str *lines)
{
	struct date_rules rules = date_rules_make(hints->fetched, hints->timezone, hints->language);
	struct search *s = xcalloc(1, sizeof *s);
	struct str best = STR_INIT;
	json_t *root = text.len > TEXT_MAX ? NULL
	                                   : json_loadb(text.data, text.len,
	                                                JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	bool found;

	s->rules = &rules;
	s->lines = &best;
	if (root)
		push(s, ".", root, 0);
	while (s->n_open) {
		char *path = s->open[--s->n_open].path;
		const json_t *value = s->open[s->n_open].value;
		int depth = s->open[s->n_open].depth;

		if (json_is_array(value))
			weigh_array(s, path, value);
		push_inside(s, path, value, depth);
		free(path);
	}
	found = best.len > 0;
	str_add_slice(lines, str_slice(&best));
	str_release(&best);
	json_decref(root);
	free(s);
	return found;
}
