#include "digest/digest.h"
#include "base/array.h"
#include "base/by_hash.h"
#include "text/titlekey.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCES_COUNTED = 16, RANKS_COUNTED = 11, POINT = 1000 };

/* A story while articles are still added to it. */
struct draft_story {
	struct digest_story s;
	int64_t sources[SOURCES_COUNTED];
	int64_t group;            /* source of its article */
	struct slice key;         /* of its headline */
};

struct making {
	const struct digest_input *in;
	struct digest *d;
	struct draft_story **v;   /* in the arena, by order of arrival; later by score */
	size_t n, cap;
	struct by_hash keys;      /* of links, headlines, articles → v */
};

int digest_score(int n_lists, int n_sources, int rank, int freshness, int liking)
{
	int by_rank = rank > 0 && rank < RANKS_COUNTED ? (RANKS_COUNTED - rank) * POINT / 10 : 0;

	return 3 * POINT * n_lists + 2 * POINT * n_sources + by_rank + 2 * freshness + 2 * liking;
}

/* --- stories ------------------------------------------------------------------------------------ */

enum key_kind { KEY_LINK, KEY_TITLE, KEY_ITEM };

static uint64_t key_of(enum key_kind kind, uint64_t value)
{
	uint64_t parts[2] = { (uint64_t)kind, value };

	return hash_bytes(HASH_START, parts, sizeof parts);
}

static struct draft_story *find(const struct making *m, enum key_kind kind, uint64_t value)
{
	size_t at = 0, i;

	/* 64 bits of a good hash: what is equal is the same */
	return value && by_hash_next(&m->keys, key_of(kind, value), &at, &i) ? m->v[i] : NULL;
}

static void name(struct making *m, enum key_kind kind, uint64_t value, size_t i)
{
	if (value && !find(m, kind, value))
		by_hash_add(&m->keys, key_of(kind, value), i);
}

static struct draft_story *add_story(struct making *m)
{
	struct draft_story *story = arena_alloc(&m->d->arena, sizeof *story);

	ARRAY_PUSH(m->v, m->n, m->cap) = story;
	return story;
}

static size_t index_of(const struct making *m, const struct draft_story *story)
{
	size_t i = m->n;

	while (i-- > 0 && m->v[i] != story) {}
	return i;
}

static void add_source(struct draft_story *story, int64_t source_id)
{
	int n = story->s.n_sources;

	for (int i = 0; i < n && i < SOURCES_COUNTED; i++)
		if (story->sources[i] == source_id)
			return;
	if (n < SOURCES_COUNTED) {
		story->sources[n] = source_id;
		story->s.n_sources++;
	}
}

/* The key of a headline, in the arena; *hash as title_key_hash(). */
static struct slice title_of(struct making *m, const char *title, uint64_t *hash)
{
	struct str key = STR_INIT;
	struct slice copy;

	title_key(&key, slice_of(title));
	copy = slice_make(arena_strndup(&m->d->arena, key.data, key.len), key.len);
	*hash = title_key_is_telling(copy) ? hash_bytes(HASH_START, copy.data, copy.len) : 0;
	str_release(&key);
	return copy;
}

static void take_item(struct making *m, const struct item *item)
{
	uint64_t title;
	struct slice key = title_of(m, item->title, &title);
	struct draft_story *story = find(m, KEY_LINK, (uint64_t)item->link_hash);
	size_t i;

	if (!story)
		story = find(m, KEY_TITLE, title);
	if (!story) {
		story = add_story(m);
		story->group = item->source_id;
		story->key = key;
		story->s = (struct digest_story){
			.item = item->id, .title = item->title ? item->title : "",
			.link = item->link, .source = item->source, .time = item->sort_time,
			.tags = item->tags, .n_tags = item->n_tags, .is_read = item->is_read,
			.text = item->summary,
		};
	}
	/* one that was read in any source is known */
	story->s.is_read |= item->is_read;
	story->s.is_starred |= item->is_starred;
	add_source(story, item->source_id);
	i = index_of(m, story);
	name(m, KEY_LINK, (uint64_t)item->link_hash, i);
	name(m, KEY_TITLE, title, i);
	name(m, KEY_ITEM, (uint64_t)item->id, i);
}

/* Hot lists cut headlines short: an article whose own begins with one tells of it. */
static struct draft_story *story_that_begins(const struct making *m, struct slice key)
{
	if (!title_key_is_telling(key))
		return NULL;
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i]->key.len > key.len && !memcmp(m->v[i]->key.data, key.data, key.len))
			return m->v[i];
	return NULL;
}

static struct draft_story *story_of_hot(struct making *m, const struct hot_story *hot)
{
	struct draft_story *story = NULL;
	uint64_t hash;

	for (size_t i = 0; i < hot->n_on && !story; i++) {
		struct slice key = title_of(m, hot->on[i]->title, &hash);

		story = find(m, KEY_ITEM, (uint64_t)hot->on[i]->item);
		if (!story)
			story = find(m, KEY_TITLE, hash);
		if (!story)
			story = story_that_begins(m, key);
	}
	return story;
}

static void take_hot(struct making *m, const struct hot_story *hot)
{
	const struct hot_entry *best = hot->n_on ? hot->on[0] : NULL;
	struct draft_story *story;

	if (!best || !best->rank)
		return;
	story = story_of_hot(m, hot);
	if (!story) {
		story = add_story(m);
		story->s = (struct digest_story){
			.item = best->item, .title = best->title, .link = best->link,
			.source = best->list, .time = hot->first_seen, .tags = best->tags,
			.n_tags = best->n_tags,
		};
		for (size_t i = 0; i < hot->n_on; i++) {
			name(m, KEY_ITEM, (uint64_t)hot->on[i]->item, m->n - 1);
			name(m, KEY_TITLE, title_key_hash(slice_of(hot->on[i]->title)), m->n - 1);
		}
	}
	if (!story->s.hot || best->rank < story->s.hot->rank)
		story->s.hot = best;
	if ((int)hot->n_lists > story->s.n_lists)
		story->s.n_lists = (int)hot->n_lists;
	if ((int)hot->n_feeds > story->s.n_sources)
		story->s.n_sources = (int)hot->n_feeds;
}

/* --- scores ------------------------------------------------------------------------------------- */

static int liking_of(const struct digest_input *in, const struct digest_story *s)
{
	int most = 0;

	for (size_t i = 0; i < s->n_tags; i++)
		for (size_t k = 0; k < in->n_tags; k++)
			if (in->tags[k].liking > most && !strcmp(in->tags[k].name, s->tags[i]))
				most = in->tags[k].liking;
	return most;
}

static int freshness_of(const struct digest_input *in, int64_t time)
{
	if (in->until <= in->since || time <= in->since)
		return 0;
	return time >= in->until ? POINT
	                         : (int)((time - in->since) * POINT / (in->until - in->since));
}

static int better(const struct digest_story *a, const struct digest_story *b)
{
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->time != b->time)
		return a->time > b->time ? -1 : 1;
	/* the same in every run */
	return a->item != b->item ? (a->item > b->item ? -1 : 1) : strcmp(a->title, b->title);
}

static int by_score(const void *a, const void *b)
{
	const struct draft_story *const *x = a, *const *y = b;

	return better(&(*x)->s, &(*y)->s);
}

static int times(const struct digest_story *s)
{
	return s->n_lists + s->n_sources;
}

static void choose_lead(struct making *m)
{
	struct digest_story *lead = NULL;

	/* by score: of equals the first */
	for (size_t i = 0; i < m->n; i++) {
		struct digest_story *s = &m->v[i]->s;

		if (!lead || times(s) > times(lead) ||
		    (times(s) == times(lead) && s->item && !lead->item))
			lead = s;
	}
	if (lead)
		lead->is_used = true;
	m->d->lead = lead;
}

/* --- the page ----------------------------------------------------------------------------------- */

static int by_lists(const void *a, const void *b)
{
	const struct digest_story *x = *(const struct digest_story *const *)a;
	const struct digest_story *y = *(const struct digest_story *const *)b;

	if (times(x) != times(y))
		return times(x) > times(y) ? -1 : 1;
	return x->hot->rank != y->hot->rank ? x->hot->rank - y->hot->rank : better(x, y);
}

static void choose_hot(struct making *m)
{
	struct digest *d = m->d;

	d->hot = arena_alloc(&d->arena, (m->n + 1) * sizeof *d->hot);
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i]->s.hot && !m->v[i]->s.is_used)
			d->hot[d->n_hot++] = &m->v[i]->s;
	if (d->n_hot)
		qsort(d->hot, d->n_hot, sizeof *d->hot, by_lists);
	if (d->n_hot > m->in->hot_most)
		d->n_hot = m->in->hot_most;
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < d->n_hot; k++)
			if (d->hot[k] == &m->v[i]->s)
				m->v[i]->s.is_used = true;
}

static bool has_tag(const struct digest_story *s, const char *tag)
{
	for (size_t i = 0; i < s->n_tags; i++)
		if (!strcmp(s->tags[i], tag))
			return true;
	return false;
}

/* An article that stands nowhere yet. */
static bool is_free(const struct draft_story *story)
{
	return !story->s.is_used && story->s.item && story->group;
}

static const char *group_of(const struct making *m, const struct draft_story *story)
{
	const char *group = m->in->group_of ? m->in->group_of(m->in->opaque, story->group) : NULL;

	if (!group)
		group = story->s.source;
	return group ? group : "";
}

/* by_tag: name is a tag; else a group; NULL: whatever is left. */
static void add_section(struct making *m, const char *title, bool by_tag)
{
	struct digest *d = m->d;
	struct digest_section *section = &d->sections[d->n_sections];

	*section = (struct digest_section){ .name = title ? title : "" };
	section->stories = arena_alloc(&d->arena, (m->in->per_tag + 1) * sizeof *section->stories);
	for (size_t i = 0; i < m->n && section->n < m->in->per_tag; i++) {
		struct draft_story *story = m->v[i];

		if (!is_free(story) ||
		    (title && !(by_tag ? has_tag(&story->s, title)
		                       : !strcmp(group_of(m, story), title))))
			continue;
		story->s.is_used = true;
		section->stories[section->n++] = &story->s;
	}
	d->n_sections += section->n > 0;
}

static bool has_section(const struct digest *d, const char *title)
{
	for (size_t i = 0; i < d->n_sections; i++)
		if (!strcmp(d->sections[i].name, title))
			return true;
	return false;
}

static void make_sections(struct making *m)
{
	struct digest *d = m->d;
	bool has_tags = false;

	d->sections = arena_alloc(&d->arena, (DIGEST_SECTIONS + 1) * sizeof *d->sections);
	if (!m->in->per_tag)
		return;
	for (size_t i = 0; i < m->n; i++)
		has_tags |= is_free(m->v[i]) && m->v[i]->s.n_tags;
	for (size_t i = 0; has_tags && i < m->in->n_tags && d->n_sections < DIGEST_SECTIONS; i++)
		add_section(m, m->in->tags[i].name, true);
	/* by score: the group of the best story first */
	for (size_t i = 0; !has_tags && i < m->n && d->n_sections < DIGEST_SECTIONS; i++)
		if (is_free(m->v[i]) && !has_section(d, group_of(m, m->v[i])))
			add_section(m, group_of(m, m->v[i]), false);
	/* what tags have not asked for must not be lost, where there is room */
	if (has_tags)
		add_section(m, NULL, false);
}

void digest_make(struct digest *d, const struct digest_input *in)
{
	struct making m = { .in = in, .d = d };

	d->since = in->since;
	d->until = in->until;
	for (size_t i = 0; i < in->n_items; i++)
		take_item(&m, &in->items[i]);
	for (size_t i = 0; i < in->n_hot; i++)
		take_hot(&m, in->hot[i]);
	for (size_t i = 0; i < m.n; i++) {
		struct digest_story *s = &m.v[i]->s;

		s->score = digest_score(s->n_lists, s->n_sources, s->hot ? s->hot->rank : 0,
		                        freshness_of(in, s->time), liking_of(in, s));
	}
	if (m.n)
		qsort(m.v, m.n, sizeof *m.v, by_score);
	d->n_new = m.n;
	choose_lead(&m);
	choose_hot(&m);
	make_sections(&m);
	by_hash_release(&m.keys);
	free(m.v);
}

void digest_release(struct digest *d)
{
	arena_release(&d->arena);
	memset(d, 0, sizeof *d);
}

const struct digest_story *digest_story(const struct digest *d, size_t i)
{
	if (!d->lead || !i)
		return d->lead;
	i--;
	if (i < d->n_hot)
		return d->hot[i];
	i -= d->n_hot;
	for (size_t k = 0; k < d->n_sections; i -= d->sections[k++].n)
		if (i < d->sections[k].n)
			return d->sections[k].stories[i];
	return NULL;
}

size_t digest_count(const struct digest *d)
{
	size_t n = d->lead != NULL;

	n += d->n_hot;
	for (size_t i = 0; i < d->n_sections; i++)
		n += d->sections[i].n;
	return n;
}
