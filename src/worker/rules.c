#include "worker/rules.h"
#include "base/clock.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULE_TAGS_MOST = 64 };

/* One rule's or alert's filters: any of them. */
struct matcher {
	struct filter **filters;
	size_t n;
	uint64_t print;    /* of all that a rule does to what is stored */
};

struct rules {
	const struct config *config;
	struct matcher *rules, *alerts; /* as in the configuration */
	struct tag_map *map;
	uint64_t map_print;
	bool highlights;
};

static void matcher_init(struct matcher *m, const struct text_list *match,
                         const struct filter_context *context)
{
	m->filters = xcalloc(match->n + 1, sizeof *m->filters);
	m->n = match->n;
	for (size_t i = 0; i < match->n; i++)
		m->filters[i] = filter_parse(match->v[i], context, NULL);
}

static void matcher_release(struct matcher *m)
{
	for (size_t i = 0; i < m->n; i++)
		filter_free(m->filters[i]);
	free(m->filters);
}

static uint64_t hash_list(uint64_t h, const struct text_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		h = hash_bytes(h, list->v[i], strlen(list->v[i]) + 1);
	return hash_bytes(h, "", 1);
}

static uint64_t print_of(const struct config_rule *rule)
{
	unsigned char does[] = { rule->mute, rule->star, rule->read };
	uint64_t h = hash_list(HASH_START, &rule->match);

	return hash_bytes(hash_list(h, &rule->tag), does, sizeof does);
}

static void add_map(struct rules *r)
{
	const struct config_tags *tags = &r->config->tags;

	if (!tags->n_pairs)
		return;
	r->map = tag_map_new(tags->pairs, tags->n_pairs);
	r->map_print = HASH_START;
	for (size_t i = 0; i < tags->n_pairs; i++) {
		const char *to = tags->pairs[i].to ? tags->pairs[i].to : "\n";

		r->map_print = hash_bytes(r->map_print, tags->pairs[i].from,
		                          strlen(tags->pairs[i].from) + 1);
		r->map_print = hash_bytes(r->map_print, to, strlen(to) + 1);
	}
}

struct rules *rules_new(const struct config *c, int64_t now)
{
	struct filter_context context = { .now = now, .local_offset_s = clock_local_offset(now) };
	struct rules *r = xcalloc(1, sizeof *r);

	r->config = c;
	add_map(r);
	context.renamed = r->map;
	r->rules = xcalloc(c->n_rules + 1, sizeof *r->rules);
	r->alerts = xcalloc(c->n_alerts + 1, sizeof *r->alerts);
	for (size_t i = 0; i < c->n_rules; i++) {
		matcher_init(&r->rules[i], &c->rules[i].match, &context);
		r->rules[i].print = print_of(&c->rules[i]);
		r->highlights |= c->rules[i].highlight;
	}
	for (size_t i = 0; i < c->n_alerts; i++)
		matcher_init(&r->alerts[i], &c->alerts[i].match, &context);
	return r;
}

void rules_free(struct rules *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->config->n_rules; i++)
		matcher_release(&r->rules[i]);
	for (size_t i = 0; i < r->config->n_alerts; i++)
		matcher_release(&r->alerts[i]);
	free(r->rules);
	free(r->alerts);
	tag_map_free(r->map);
	free(r);
}

bool rules_are_empty(const struct rules *r)
{
	return !r->config->n_rules && !r->config->n_alerts;
}

const struct tag_map *rules_tag_map(const struct rules *r)
{
	return r->map;
}

/* --- what was applied -------------------------------------------------------------------------------- */

static bool is_stored(const struct config_rule *rule)
{
	return rule->tag.n || rule->mute || rule->star || rule->read;
}

void rules_print(const struct rules *r, struct str *out)
{
	if (r->map)
		str_printf(out, "names:%016" PRIx64, r->map_print);
	for (size_t i = 0; i < r->config->n_rules; i++)
		if (is_stored(&r->config->rules[i]))
			str_printf(out, "%s%016" PRIx64, out->len ? " " : "", r->rules[i].print);
}

static bool is_known(const struct matcher *m, const char *known)
{
	char print[24];

	snprintf(print, sizeof print, "%016" PRIx64, m->print);
	return known && strstr(known, print);
}

/* --- asking ------------------------------------------------------------------------------------------ */

/* A row that gathers tags as rules give them; folded once, and again only when one came. */
struct row {
	const struct rules *rules;
	struct item item;            /* of an article, … */
	struct hot_entry hot;        /* … or of a hot list */
	bool is_hot;
	const char **tags;           /* given by rules: raw names, and what they go by */
	size_t n_tags;
	struct str folded;
	bool is_folded;
	struct arena *arena;
};

static bool filter_fits(struct row *row, const struct filter *f)
{
	if (!row->is_folded) {
		str_clear(&row->folded);
		if (row->is_hot)
			filter_fold_hot(&row->folded, &row->hot);
		else
			filter_fold_item(&row->folded, &row->item);
		row->is_folded = true;
	}
	return row->is_hot ? filter_matches_hot_folded(f, &row->hot, str_slice(&row->folded))
	                   : filter_matches_item_folded(f, &row->item, str_slice(&row->folded));
}

static bool fits(struct row *row, const struct matcher *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (filter_fits(row, m->filters[i]))
			return true;
	return false;
}

/* Add a name to a list in the arena that may be somebody else's. */
static const char **with_name(struct arena *a, const char *const *names, size_t n, const char *name)
{
	const char **wider = arena_alloc(a, (n + 2) * sizeof *wider);

	if (n)
		memcpy(wider, names, n * sizeof *wider);
	wider[n] = name;
	wider[n + 1] = NULL;
	return wider;
}

static bool is_among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void give_tag(struct row *row, const char *name)
{
	const char *shown = tag_map_name(row->rules->map, name);
	const char ***tags = row->is_hot ? &row->hot.tags : &row->item.tags;
	size_t *n = row->is_hot ? &row->hot.n_tags : &row->item.n_tags;

	if (row->n_tags < RULE_TAGS_MOST && !is_among(row->tags, row->n_tags, name))
		row->tags = with_name(row->arena, row->tags, row->n_tags++, name);
	if (!shown || is_among(*tags, *n, shown))
		return;
	*tags = with_name(row->arena, *tags, *n, shown);
	++*n;
	row->is_folded = false;
}

/* Walk the rules; `mute`, `star`, `read` of those that match are handed to take(). */
static bool apply_rules(struct row *row, const char *known, bool is_new, struct verdict *v)
{
	const struct config *c = row->rules->config;
	bool muted = false;

	for (size_t i = 0; i < c->n_rules; i++) {
		const struct config_rule *rule = &c->rules[i];

		if (!is_stored(rule) || !fits(row, &row->rules->rules[i]))
			continue;
		for (size_t k = 0; k < rule->tag.n; k++)
			give_tag(row, rule->tag.v[k]);
		muted |= rule->mute;
		if (v && (rule->star || rule->read) && (is_new || !is_known(&row->rules->rules[i], known))) {
			v->star |= rule->star;
			v->read |= rule->read;
		}
	}
	return muted;
}

static size_t find_alerts(struct row *row, const char ***out)
{
	const struct config *c = row->rules->config;
	size_t n = 0;

	*out = arena_alloc(row->arena, (c->n_alerts + 1) * sizeof **out);
	for (size_t i = 0; i < c->n_alerts; i++)
		if (fits(row, &row->rules->alerts[i]))
			(*out)[n++] = c->alerts[i].name;
	return n;
}

void rules_judge(const struct rules *r, const char *known, const struct judged *j, struct arena *a,
                 struct verdict *out)
{
	struct row row = { .rules = r, .item = j->item, .arena = a };

	out->is_muted = apply_rules(&row, known, j->is_new, out);
	out->tags = row.tags;
	out->n_tags = row.n_tags;
	if (j->is_new && !j->is_first && !out->is_muted)
		out->n_alerts = find_alerts(&row, &out->alerts);
	str_release(&row.folded);
}

/* --- hot lists ------------------------------------------------------------------------------------------ */

static void rename_tags(const struct rules *r, struct hot_entry *e, struct arena *a)
{
	const char **tags = arena_alloc(a, (e->n_tags + 1) * sizeof *tags);
	size_t n = 0;

	for (size_t i = 0; i < e->n_tags; i++) {
		const char *name = tag_map_name(r->map, e->tags[i]);

		if (name && !is_among(tags, n, name))
			tags[n++] = name;
	}
	e->tags = tags;
	e->n_tags = n;
}

/* Whether it is muted. */
static bool dress(const struct rules *r, struct hot_entry *e, struct arena *a)
{
	struct row row = { .rules = r, .is_hot = true, .arena = a };
	bool muted;

	if (r->map)
		rename_tags(r, e, a);
	row.hot = *e;
	muted = apply_rules(&row, NULL, false, NULL);
	*e = row.hot;
	str_release(&row.folded);
	return muted;
}

void rules_dress_hot(const struct rules *r, struct hot_list *list, struct arena *a)
{
	struct hot_entry *entries;
	size_t n = 0;

	if (!r->config->n_rules && !r->map)
		return;
	entries = arena_alloc(a, (list->n_entries + 1) * sizeof *entries);
	for (size_t i = 0; i < list->n_entries; i++) {
		entries[n] = list->entries[i];
		n += !dress(r, &entries[n], a);
	}
	list->entries = entries;
	list->n_entries = n;
}

size_t rules_alerts_of_hot(const struct rules *r, const struct hot_entry *e, struct arena *a,
                           const char ***out)
{
	struct row row = { .rules = r, .hot = *e, .is_hot = true, .arena = a };
	size_t n = 0;

	if (r->map)
		rename_tags(r, &row.hot, a);
	if (!apply_rules(&row, NULL, false, NULL))
		n = find_alerts(&row, out);
	str_release(&row.folded);
	return n;
}

/* --- on screen, and on request --------------------------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
	const struct text_range *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* In order, apart from each other. */
static size_t join(struct text_range *r, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(r, n, sizeof *r, by_start);
	for (size_t i = 1; i < n; i++) {
		if (r[i].start > r[kept].end)
			r[++kept] = r[i];
		else if (r[i].end > r[kept].end)
			r[kept].end = r[i].end;
	}
	return n ? kept + 1 : 0;
}

size_t rules_highlight(const struct rules *r, const struct item *item, const char *text,
                       struct text_range *out, size_t most)
{
	struct row row = { .rules = r, .item = *item };
	size_t n = 0;

	for (size_t i = 0; r->highlights && i < r->config->n_rules; i++) {
		const struct matcher *m = &r->rules[i];

		for (size_t k = 0; r->config->rules[i].highlight && k < m->n && n < most; k++)
			if (filter_fits(&row, m->filters[k]))
				n += filter_highlight(m->filters[k], text, out + n, most - n);
	}
	str_release(&row.folded);
	return join(out, n);
}

/* As apply_rules() and find_alerts() go, counting; what only highlights looks at the tags that all the
 * others have given. */
static void tally(struct row *row, struct rules_tally *t)
{
	const struct config *c = row->rules->config;
	bool muted = false;

	for (size_t i = 0; i < c->n_rules; i++) {
		const struct config_rule *rule = &c->rules[i];

		if (!is_stored(rule) || !fits(row, &row->rules->rules[i]))
			continue;
		for (size_t k = 0; k < rule->tag.n; k++)
			give_tag(row, rule->tag.v[k]);
		muted |= rule->mute;
		t->rules[i]++;
	}
	for (size_t i = 0; i < c->n_rules; i++)
		t->rules[i] += !is_stored(&c->rules[i]) && fits(row, &row->rules->rules[i]);
	for (size_t i = 0; i < c->n_alerts && !muted; i++)
		t->alerts[i] += fits(row, &row->rules->alerts[i]);
	str_release(&row->folded);
}

void rules_tally_item(const struct rules *r, const struct item *item, struct rules_tally *t)
{
	struct arena a = ARENA_INIT;
	struct row row = { .rules = r, .item = *item, .arena = &a };

	tally(&row, t);
	arena_release(&a);
}

void rules_tally_hot(const struct rules *r, const struct hot_entry *e, struct rules_tally *t)
{
	struct arena a = ARENA_INIT;
	struct row row = { .rules = r, .hot = *e, .is_hot = true, .arena = &a };

	if (r->map)
		rename_tags(r, &row.hot, &a);
	tally(&row, t);
	arena_release(&a);
}
