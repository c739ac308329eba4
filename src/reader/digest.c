#include "reader/digest.h"
#include "base/by_hash.h"
#include "base/clock.h"
#include "base/mem.h"
#include "reader/private.h"
#include "text/clean.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	STARRED_LOOKED_AT = 200,
	TAGS_MOST = 64,          /* that may have a section or be liked */
	STAR_WEIGHT = 20,        /* a starred article says as much as so many read ones */
	BODY_LOOKED_AT = 16384,  /* bytes of markup, where there is no summary */
	TEXT_MOST = 1000,
};

static const char LAST[] = "digest-last";

struct gathering {
	struct reader *r;
	const struct digest_ask *ask;
	struct digest *d;
	struct filter *filter;
	struct item *items;
	size_t n_items;
	struct hot_story **hot;
	size_t n_hot;
	struct tag_count *tags;
	size_t n_tags;
	struct digest_tag *liked;
	size_t n_liked;
};

/* --- what one likes to read ----------------------------------------------------------------------- */

struct taste {
	const struct tag_count *tag;
	size_t pin;               /* place among the pinned ones, SIZE_MAX: it is not */
	int64_t starred, here;
};

static int64_t weight_of(const struct taste *t)
{
	return STAR_WEIGHT * t->starred + t->tag->n_items - t->tag->n_unread;
}

static int by_preference(const void *a, const void *b)
{
	const struct taste *x = a, *y = b;

	/* those that none of these articles has come last: they are cut off */
	if (!x->here != !y->here)
		return x->here ? -1 : 1;
	if (x->pin != y->pin)
		return x->pin < y->pin ? -1 : 1;
	if (weight_of(x) != weight_of(y))
		return weight_of(x) > weight_of(y) ? -1 : 1;
	if (x->tag->n_unread != y->tag->n_unread)
		return x->tag->n_unread > y->tag->n_unread ? -1 : 1;
	return strcmp(x->tag->name, y->tag->name);
}

static uint64_t name_hash(const char *name)
{
	return hash_bytes(HASH_START, name, strlen(name));
}

static struct taste *taste_of(struct taste *v, const struct by_hash *names, const char *name)
{
	size_t at = 0, i;

	while (by_hash_next(names, name_hash(name), &at, &i))
		if (!strcmp(v[i].tag->name, name))
			return &v[i];
	return NULL;
}

static void count_tags(struct taste *v, const struct by_hash *names, const struct item *items,
                       size_t n, bool are_starred)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < items[i].n_tags; k++) {
			struct taste *t = taste_of(v, names, items[i].tags[k]);

			if (t)
				*(are_starred ? &t->starred : &t->here) += 1;
		}
}

static void count_starred(struct gathering *g, struct taste *v, const struct by_hash *names)
{
	struct item_query q = { .since = TIME_NONE, .fetched_since = TIME_NONE, .starred_only = true,
		                .limit = STARRED_LOOKED_AT,
		                .hide_source_id = reader_hidden_source(g->r) };
	struct arena a = ARENA_INIT;
	struct item *items;
	int64_t n = store_items(g->r->store, &q, &a, &items, NULL);

	if (n > 0)
		count_tags(v, names, items, (size_t)n, true);
	arena_release(&a);
}

static void find_liked(struct gathering *g)
{
	const struct text_list *pin = &g->r->config->tags.pin;
	struct taste *v = xcalloc(g->n_tags + 1, sizeof *v);
	struct by_hash names = { 0 };
	int64_t most = 1;

	for (size_t i = 0; i < g->n_tags; i++) {
		v[i] = (struct taste){ .tag = &g->tags[i], .pin = SIZE_MAX };
		by_hash_add(&names, name_hash(g->tags[i].name), i);
	}
	for (size_t k = pin->n; k-- > 0;) {
		struct taste *t = taste_of(v, &names, pin->v[k]);

		if (t)
			t->pin = k;
	}
	count_starred(g, v, &names);
	count_tags(v, &names, g->items, g->n_items, false);
	by_hash_release(&names);
	for (size_t i = 0; i < g->n_tags; i++)
		most = v[i].starred > most ? v[i].starred : most;
	qsort(v, g->n_tags, sizeof *v, by_preference);
	g->liked = arena_alloc(&g->d->arena, TAGS_MOST * sizeof *g->liked);
	for (size_t i = 0; i < g->n_tags && i < TAGS_MOST && v[i].here; i++)
		g->liked[g->n_liked++] = (struct digest_tag){
			v[i].tag->name,
			v[i].pin != SIZE_MAX ? LIKED_WHOLLY : (int)(v[i].starred * LIKED_WHOLLY / most),
		};
	free(v);
}

/* --- articles ------------------------------------------------------------------------------------- */

static bool load_items(struct gathering *g, int64_t since, int64_t limit, struct err *err)
{
	struct item_query q = { .since = since, .fetched_since = TIME_NONE, .limit = limit,
		                .hide_source_id = reader_hidden_source(g->r) };
	int64_t n;

	if (g->filter && filter_asks_for_muted(g->filter))
		q.muted = MUTED_TOO;
	n = store_items(g->r->store, &q, &g->d->arena, &g->items, err);
	g->n_items = 0;
	for (int64_t i = 0; i < n; i++) {
		reader_apply_pending_in(g->r, &g->items[i], &g->d->arena);
		if (!g->filter || filter_matches_item(g->filter, &g->items[i]))
			g->items[g->n_items++] = g->items[i];
	}
	if (g->filter && filter_limit(g->filter) && g->n_items > (size_t)filter_limit(g->filter))
		g->n_items = (size_t)filter_limit(g->filter);
	return n >= 0;
}

/* --- hot lists ------------------------------------------------------------------------------------ */

static const char **copy_names(struct arena *a, const char *const *names, size_t n)
{
	const char **copy = arena_alloc(a, (n + 1) * sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(a, names[i]);
	return copy;
}

static const struct hot_entry *copy_entry(struct arena *a, const struct hot_entry *from)
{
	struct hot_entry *e = arena_alloc(a, sizeof *e);

	*e = *from;
	e->list = arena_strdup(a, from->list);
	e->title = arena_strdup(a, from->title ? from->title : "");
	e->link = arena_strdup(a, from->link);
	e->heat_text = arena_strdup(a, from->heat_text);
	e->tags = copy_names(a, from->tags, from->n_tags);
	e->feeds = NULL;
	e->n_feeds = 0;
	e->story = NULL;
	return e;
}

static bool is_fresh(const struct reader *r, const struct hot_entry *e, int64_t since)
{
	for (size_t i = 0; i < r->n_hot; i++)
		if (r->hot[i].id == e->list_id)
			return r->hot[i].fetched != TIME_NONE && r->hot[i].fetched >= since;
	return false;
}

static bool wants_hot(const struct gathering *g, const struct hot_story *s, int64_t since)
{
	bool fresh = false, passes = !g->filter;

	for (size_t i = 0; i < s->n_on; i++) {
		fresh |= is_fresh(g->r, s->on[i], since);
		passes = passes || filter_matches_hot(g->filter, s->on[i]);
	}
	return fresh && passes;
}

/* Copied: the reader's own are replaced at the next refresh. */
static void load_hot(struct gathering *g, int64_t since)
{
	struct arena *a = &g->d->arena;
	const struct hot_list *lists;

	reader_hot_lists(g->r, &lists); /* reads them if they are stale */
	g->hot = arena_alloc(a, (g->r->n_stories + 1) * sizeof *g->hot);
	g->n_hot = 0;
	for (size_t i = 0; i < g->r->n_stories; i++) {
		const struct hot_story *from = g->r->stories[i];
		struct hot_story *s;

		if (!wants_hot(g, from, since))
			continue;
		s = arena_alloc(a, sizeof *s);
		*s = *from;
		s->on = arena_alloc(a, (from->n_on + 1) * sizeof *s->on);
		for (size_t k = 0; k < from->n_on; k++)
			s->on[k] = copy_entry(a, from->on[k]);
		s->feeds = copy_names(a, from->feeds, from->n_feeds);
		g->hot[g->n_hot++] = s;
	}
}

/* --- texts ---------------------------------------------------------------------------------------- */

static const char *text_of_body(struct gathering *g, int64_t id)
{
	struct str plain = STR_INIT, clean = STR_INIT;
	struct arena a = ARENA_INIT;
	bool is_text = false;
	const char *body = store_body(g->r->store, id, &a, &is_text), *copy = NULL;

	str_init_limit(&plain, TEXT_MOST);
	if (body && strlen(body) > BODY_LOOKED_AT)
		body = arena_strndup(&a, body, BODY_LOOKED_AT);
	if (body && is_text)
		str_add(&plain, body);
	else if (body)
		html_plain(&plain, body);
	text_clean(&clean, str_slice(&plain), CLEAN_LINE);
	if (clean.len)
		copy = arena_strdup(&g->d->arena, clean.data);
	str_release(&plain);
	str_release(&clean);
	arena_release(&a);
	return copy;
}

/* Of those alone that stand on the page. */
static void load_text(struct gathering *g, struct digest_story *s)
{
	struct item item;

	if (!s->item || !store_item(g->r->store, s->item, &g->d->arena, &item))
		return;
	s->text = item.summary;
	if (!s->text || !*s->text)
		s->text = text_of_body(g, s->item);
	if (item.source_id == g->r->builtin_id)
		s->text = reader_fill_keys(g->r, s->text, &g->d->arena);
	if (!s->link)
		s->link = item.link;
}

static const char *group_of(void *opaque, int64_t source_id)
{
	const struct source *s = reader_source(opaque, source_id);

	return s ? s->group : NULL;
}

static void make(struct gathering *g, int64_t since, int64_t until)
{
	struct digest_input in = {
		.since = since, .until = until, .items = g->items, .n_items = g->n_items,
		.hot = (const struct hot_story *const *)g->hot, .n_hot = g->n_hot, .group_of = group_of,
		.opaque = g->r, .per_tag = g->ask->per_tag, .hot_most = g->ask->hot_most,
	};

	find_liked(g);
	in.tags = g->liked;
	in.n_tags = g->n_liked;
	digest_make(g->d, &in);
	for (size_t i = 0, n = digest_count(g->d); i < n; i++)
		/* they are this digest's own */
		load_text(g, (struct digest_story *)digest_story(g->d, i));
}

/* --- the digest ----------------------------------------------------------------------------------- */

static struct filter_tags *make_filter(struct gathering *g, struct err *err)
{
	struct filter_context context = { .now = clock_now(), .last_visit = g->r->last_visit,
		                          .by_sound = true };
	const char **names = xcalloc(g->n_tags + 1, sizeof *names);
	struct filter_tags *tags;

	for (size_t i = 0; i < g->n_tags; i++)
		names[i] = g->tags[i].name;
	tags = filter_tags_new(names, g->n_tags);
	context.local_offset_s = clock_local_offset(context.now);
	context.tags = tags;
	context.renamed = rules_tag_map(reader_rules(g->r));
	g->filter = filter_parse(g->ask->filter, &context, err);
	free(names);
	return tags;
}

bool reader_digest(struct reader *r, const struct digest_ask *ask, struct digest *out, struct err *err)
{
	struct gathering g = { .r = r, .ask = ask, .d = out };
	struct filter_tags *tags = NULL;
	int64_t since = ask->since, until = clock_now();
	bool ok;

	g.n_tags = store_tags(r->store, &out->arena, reader_hidden_source(r), &g.tags);
	if (ask->filter && *ask->filter)
		tags = make_filter(&g, err);
	ok = load_items(&g, since, DIGEST_ITEMS_MOST, err);
	load_hot(&g, since);
	if (ok && !g.n_items && !g.n_hot && ask->or_newest) {
		ok = load_items(&g, TIME_NONE, 1, err);
		if (g.n_items) {
			since = g.items[0].sort_time - (until - since);
			until = g.items[0].sort_time;
			ok = load_items(&g, since, DIGEST_ITEMS_MOST, err);
			load_hot(&g, since);
		}
	}
	if (ok)
		make(&g, since, until);
	filter_free(g.filter);
	filter_tags_free(tags);
	return ok;
}

void reader_digest_marks(struct reader *r, struct digest *d)
{
	struct arena a = ARENA_INIT;

	for (size_t i = 0, n = digest_count(d); i < n; i++) {
		/* they are this digest's own */
		struct digest_story *s = (struct digest_story *)digest_story(d, i);
		struct item item;

		if (!s->item || !store_item(r->store, s->item, &a, &item))
			continue;
		reader_apply_pending_in(r, &item, &a);
		s->is_read = item.is_read;
		s->is_starred = item.is_starred;
	}
	arena_release(&a);
}

int64_t reader_last_digest(struct reader *r)
{
	const char *text = reader_note(r, LAST);
	int64_t time = text ? strtoll(text, NULL, 10) : 0;

	return time > 0 ? time : TIME_NONE;
}

bool reader_set_last_digest(struct reader *r, int64_t time, struct err *err)
{
	struct message *m = message_new(ORDER_NOTE);
	char text[32];

	snprintf(text, sizeof text, "%" PRId64, time);
	m->name = xstrdup(LAST);
	m->text = xstrdup(text);
	return reader_run_message(r, m, err);
}
