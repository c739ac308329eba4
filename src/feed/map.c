#include "feed/map.h"
#include "base/array.h"
#include "base/mem.h"
#include "feed/heat.h"
#include "feed/mapkeys.h"

#include <stdlib.h>
#include <string.h>

static const struct text_list *list_of(const struct mapping *map, const struct map_key *key)
{
	return (const struct text_list *)(const void *)((const char *)map + key->offset);
}

/* --- a compiled mapping ----------------------------------------------------------------------- */

struct compiled {
	struct map_expr *exprs[MAP_KEYS];
	size_t n[MAP_KEYS];
	struct map_condition **conditions;
	size_t n_conditions;
	struct map_expr sort;
	bool sorts, descending;
};

static bool compile_sort(struct compiled *c, const char *sort, const struct map_backend *b,
                         struct err *err)
{
	if (!sort || !sort[0])
		return true;
	c->descending = sort[0] == '-';
	c->sorts = true;
	return map_expr_compile(&c->sort, sort + (sort[0] == '-' || sort[0] == '+'), b, err);
}

static bool compile(struct compiled *c, const struct mapping *map, const struct map_backend *b,
                    struct err *err)
{
	memset(c, 0, sizeof *c);
	for (size_t k = 0; k < MAP_KEYS; k++) {
		const struct text_list *list = list_of(map, &map_keys[k]);
		c->exprs[k] = xcalloc(list->n + 1, sizeof *c->exprs[k]);
		for (size_t i = 0; i < list->n; i++) {
			c->n[k]++;
			if (!map_expr_compile(&c->exprs[k][i], list->v[i], b, err))
				return false;
		}
	}
	c->conditions = xcalloc(map->drop.n + 1, sizeof *c->conditions);
	for (size_t i = 0; i < map->drop.n; i++) {
		c->conditions[i] = map_condition_new(map->drop.v[i], b, err);
		if (!c->conditions[i])
			return false;
		c->n_conditions++;
	}
	return compile_sort(c, map->sort, b, err);
}

static void release(struct compiled *c, const struct map_backend *b)
{
	for (size_t k = 0; k < MAP_KEYS; k++) {
		for (size_t i = 0; i < c->n[k]; i++)
			map_expr_release(&c->exprs[k][i], b);
		free(c->exprs[k]);
	}
	for (size_t i = 0; i < c->n_conditions; i++)
		map_condition_free(c->conditions[i], b);
	free(c->conditions);
	if (c->sorts)
		map_expr_release(&c->sort, b);
}

static bool is_empty(const struct map_values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (slice_trim(v->v[i]).len)
			return false;
	return true;
}

/* The values of the first alternative that is not empty. */
static struct map_values values_of(struct map_run *r, const struct compiled *c, size_t k,
                                   const void *item)
{
	struct map_values v = { .arena = &r->scratch };

	for (size_t i = 0; i < c->n[k]; i++) {
		v.n = 0;
		map_expr_values(&c->exprs[k][i], r->backend, item, map_keys[k].want, &v);
		if (!is_empty(&v))
			return v;
	}
	v.n = 0;
	return v;
}

/* --- order ------------------------------------------------------------------------------------ */

struct place {
	const void *item;
	const char *key;   /* what it is sorted by, "" for none */
	double number;
	size_t position;   /* as it stood there: equals keep their order */
};

static int compare_numbers(const void *a, const void *b, void *descending)
{
	const struct place *x = a, *y = b;

	if (x->number != y->number)
		return (x->number < y->number) == *(bool *)descending ? 1 : -1;
	return x->position < y->position ? -1 : 1;
}

static int compare_texts(const void *a, const void *b, void *descending)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order)
		return (order < 0) == *(bool *)descending ? 1 : -1;
	return x->position < y->position ? -1 : 1;
}

/* A number, or a count as lists write it ("1.2万"); dates and the like are text. */
static bool number_of(const char *key, double *number)
{
	char *end;

	*number = strtod(key, &end);
	if (!*end)
		return true;
	*number = (double)heat_parse(slice_of(key));
	return *number >= 0 && !key[strcspn(key, "-:/")];
}

/* By number where every key there is one, else by text. */
static void sort_places(struct map_run *r, struct compiled *c, struct place *places, size_t n,
                        struct arena *texts)
{
	bool numbers = true;

	for (size_t i = 0; i < n; i++) {
		struct map_values v = { .arena = texts };
		map_expr_values(&c->sort, r->backend, places[i].item, MAP_TEXT, &v);
		places[i].key = v.n ? v.v[0].data : "";
		numbers = number_of(places[i].key, &places[i].number) && numbers;
	}
	qsort_r(places, n, sizeof *places, numbers ? compare_numbers : compare_texts,
	        &c->descending);
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct feed_trace *trace_new(struct map_run *r, const struct compiled *c, size_t n)
{
	struct feed_trace *t = arena_alloc(r->arena, sizeof *t);

	t->items_found = n;
	t->fields = arena_alloc(r->arena, MAP_KEYS * sizeof *t->fields);
	for (size_t k = 0; k < MAP_KEYS; k++)
		if (c->n[k])
			t->fields[t->n_fields++].key = map_keys[k].name;
	return t;
}

/* Count what every item has, dropped or not; say what is there where no item has it. */
static void trace_fields(struct map_run *r, const struct compiled *c, const void *const *items,
                         size_t n, struct feed_trace *t)
{
	size_t f = 0;

	for (size_t k = 0; k < MAP_KEYS; k++) {
		if (!c->n[k])
			continue;
		for (size_t i = 0; i < n; i++) {
			t->fields[f].filled += values_of(r, c, k, items[i]).n > 0;
			arena_clear(&r->scratch);
		}
		if (!t->fields[f].filled && n && !c->exprs[k][0].is_template)
			t->fields[f].hint =
				r->backend->hint(c->exprs[k][0].parts[0].leaf, items[0], r->arena);
		f++;
	}
}

static bool is_dropped(struct map_run *r, const struct compiled *c, const void *item)
{
	bool dropped = false;

	for (size_t i = 0; i < c->n_conditions && !dropped; i++)
		dropped = map_condition_holds(c->conditions[i], r->backend, item, &r->scratch);
	arena_clear(&r->scratch);
	return dropped;
}

static void read_entry(struct map_run *r, const struct compiled *c, const void *item)
{
	r->entry = feed_build_entry(&r->build);
	if (!r->entry)
		return;
	for (size_t k = 0; k < MAP_KEYS; k++) {
		struct map_values v = values_of(r, c, k, item);
		if (v.n)
			map_keys[k].set(r, &v);
		arena_clear(&r->scratch);
	}
	feed_build_entry_end(&r->build);
	/* Separators and templates of a list have neither headline nor text. */
	if (!r->entry->title && !r->entry->summary && !r->entry->content)
		r->build.n_entries--;
}

static int compare_ranks(const void *a, const void *b)
{
	const struct feed_entry *x = a, *y = b;

	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The rank is what the list says, else the place in it. */
static void rank_entries(struct map_run *r)
{
	struct feed_entry *e = r->build.entries;

	if (r->is_ranked && !r->map->sort)
		qsort(e, r->build.n_entries, sizeof *e, compare_ranks);
	for (size_t i = 0; i < r->build.n_entries; i++)
		if (!r->is_ranked || !e[i].rank)
			e[i].rank = (int)i + 1;
}

static void read_places(struct map_run *r, struct compiled *c, struct place *places, size_t n)
{
	struct arena texts;

	arena_init(&texts);
	if (c->sorts)
		sort_places(r, c, places, n, &texts);
	for (size_t i = 0; i < n; i++) {
		if (r->map->limit > 0 && r->build.n_entries >= (size_t)r->map->limit)
			break;
		read_entry(r, c, places[i].item);
	}
	rank_entries(r);
	arena_release(&texts);
}

bool map_read(const struct map_backend *backend, const void *const *items, size_t n,
              const struct feed_hints *hints, struct feed *feed, struct err *err)
{
	struct map_run r = {
		.backend = backend, .map = hints->map, .hints = hints, .arena = &feed->arena
	};
	size_t skip = hints->map->skip_first > 0 ? (size_t)hints->map->skip_first : 0, n_places = 0;
	struct place *places = xcalloc(n + 1, sizeof *places);
	struct compiled c;
	bool ok = compile(&c, hints->map, backend, err);

	arena_init(&r.scratch);
	feed_build_init(&r.build, feed);
	r.rules = date_rules_make(hints->fetched, hints->timezone, hints->language);
	if (ok) {
		feed->trace = trace_new(&r, &c, n);
		trace_fields(&r, &c, items, n, feed->trace);
		for (size_t i = skip; i < n; i++) {
			if (is_dropped(&r, &c, items[i]))
				feed->trace->dropped++;
			else
				places[n_places++] =
					(struct place){ .item = items[i], .position = i };
		}
		read_places(&r, &c, places, n_places);
	}
	feed_build_finish(&r.build);
	release(&c, backend);
	arena_release(&r.scratch);
	free(places);
	return ok;
}
