/* Does a row pass, and where to mark what it passed by. */
#include "app/filter_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "text/fold.h"

/* A row as a filter sees it. Folded text is "title\nsource\ntag\ntag\n": a word is sought in all of
 * it at once (no word holds a newline), a tag in the part from the second newline on. */
struct row_view {
	struct slice all;
	struct slice title, source, tags;
	bool is_hot;
	const struct item *item;
	const struct hot_entry *hot;
};

static void fold_line(struct str *out, const char *text)
{
	if (text && *text)
		text_fold(out, slice_of(text));
	str_add_char(out, '\n');
}

static void fold_tags(struct str *out, const char *const *tags, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tags[i] && *tags[i])
			fold_line(out, tags[i]);
}

void filter_fold_item(struct str *out, const struct item *item)
{
	fold_line(out, item->title);
	fold_line(out, item->source);
	fold_tags(out, item->tags, item->n_tags);
}

void filter_fold_hot(struct str *out, const struct hot_entry *entry)
{
	fold_line(out, entry->title);
	fold_line(out, entry->list);
	fold_tags(out, entry->tags, entry->n_tags);
}

static void view_split(struct row_view *v)
{
	struct slice rest = v->all;

	v->title = slice_next(&rest, '\n');
	v->source = slice_next(&rest, '\n');
	/* With the newline before it, so that every tag stands behind one. */
	v->tags = rest.len ? slice_make(rest.data - 1, rest.len + 1) : rest;
}

static bool holds(struct slice in, struct slice needle)
{
	return slice_find(in, needle.data, needle.len) != NULL;
}

static bool tag_matches(const struct atom *a, const struct row_view *v)
{
	struct slice name = slice_make(a->text.data + 1, a->text.len - 1);

	if (holds(v->tags, a->text))
		return true;
	if (name.len && name.data[name.len - 1] == '\n')
		name.len--;
	if (a->or_word && holds(v->all, name))
		return true;
	return v->is_hot && holds(v->title, name);
}

static bool source_matches(const struct atom *a, const struct row_view *v)
{
	return a->whole ? slice_equal(v->source, a->text) : holds(v->source, a->text);
}

static int64_t item_time(const struct item *item)
{
	if (item->sort_time && item->sort_time != TIME_NONE)
		return item->sort_time;
	if (item->published && item->published != TIME_NONE)
		return item->published;
	return item->fetched;
}

/* A hot entry matches when it stood on its list at any moment of the span. */
static bool span_matches(const struct atom *a, const struct row_view *v)
{
	int64_t t;

	if (v->is_hot)
		return v->hot->last_seen >= a->from && v->hot->first_seen < a->to;
	t = item_time(v->item);
	return t >= a->from && t < a->to;
}

static bool item_is_in(const struct filter *f, enum filter_state state, const struct item *item)
{
	switch (state) {
	case STATE_UNREAD:
		return !item->is_read;
	case STATE_READ:
		return item->is_read;
	case STATE_STAR:
		return item->is_starred;
	case STATE_CHANGED:
		return item->is_changed;
	case STATE_NEW:
		return f->last_visit > 0 ? item->fetched >= f->last_visit : !item->is_read;
	default:
		return false;
	}
}

/* What a hot entry can be is its place on the list; nothing is known of its having been read. */
static bool hot_is_in(enum filter_state state, const struct hot_entry *hot)
{
	static const struct {
		enum filter_state state;
		enum hot_state hot;
	} pairs[] = {
		{ STATE_NEW, HOT_NEW },   { STATE_UP, HOT_UP },     { STATE_DOWN, HOT_DOWN },
		{ STATE_SAME, HOT_SAME }, { STATE_BACK, HOT_BACK }, { STATE_GONE, HOT_GONE },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++)
		if (pairs[i].state == state)
			return pairs[i].hot == hot->state;
	return state == STATE_UNREAD;
}

static bool atom_matches(const struct filter *f, const struct atom *a, const struct row_view *v)
{
	switch (a->kind) {
	case ATOM_WORD:
		return holds(v->all, a->text);
	case ATOM_TAG:
		return tag_matches(a, v);
	case ATOM_SOURCE:
		return source_matches(a, v);
	case ATOM_SPAN:
		return span_matches(a, v);
	case ATOM_STATE:
		return v->is_hot ? hot_is_in(a->state, v->hot) : item_is_in(f, a->state, v->item);
	}
	return false;
}

static bool term_matches(const struct filter *f, const struct term *t, const struct row_view *v)
{
	for (size_t i = 0; i < t->n; i++)
		if (atom_matches(f, &t->atoms[i], v) != t->atoms[i].negated)
			return !t->negated;
	return t->negated;
}

static bool group_matches(const struct filter *f, const struct group *g, const struct row_view *v)
{
	for (size_t i = 0; i < g->n; i++)
		if (!term_matches(f, &g->terms[i], v))
			return false;
	return true;
}

static bool one_matches(const struct filter *f, const struct row_view *v)
{
	for (size_t i = 0; i < f->n; i++)
		if (group_matches(f, &f->groups[i], v))
			return true;
	return !f->n;
}

static bool matches(const struct filter *f, struct row_view *v)
{
	view_split(v);
	for (; f; f = f->outer)
		if (!one_matches(f, v))
			return false;
	return true;
}

static bool looks_at_rows(const struct filter *f)
{
	while (f && !f->n)
		f = f->outer;
	return f != NULL;
}

bool filter_matches_item_folded(const struct filter *f, const struct item *item,
                                struct slice folded)
{
	struct row_view v = { .all = folded, .item = item };

	return matches(f, &v);
}

bool filter_matches_hot_folded(const struct filter *f, const struct hot_entry *entry,
                               struct slice folded)
{
	struct row_view v = { .all = folded, .hot = entry, .is_hot = true };

	return matches(f, &v);
}

bool filter_matches_item(const struct filter *f, const struct item *item)
{
	struct str folded = STR_INIT;
	bool yes;

	if (!looks_at_rows(f))
		return true;
	filter_fold_item(&folded, item);
	yes = filter_matches_item_folded(f, item, str_slice(&folded));
	str_release(&folded);
	return yes;
}

bool filter_matches_hot(const struct filter *f, const struct hot_entry *entry)
{
	struct str folded = STR_INIT;
	bool yes;

	if (!looks_at_rows(f))
		return true;
	filter_fold_hot(&folded, entry);
	yes = filter_matches_hot_folded(f, entry, str_slice(&folded));
	str_release(&folded);
	return yes;
}

/* --- highlighting ----------------------------------------------------------------------------- */

struct marker {
	struct slice text;      /* folded */
	const uint32_t *map;    /* folded byte → source byte */
	size_t source_len;
	struct text_range *out;
	size_t n, most;
};

/* Source byte behind folded byte `at`: the start of the next character that is another one. */
static size_t source_end(const struct marker *m, size_t at)
{
	while (at && at < m->text.len && m->map[at] == m->map[at - 1])
		at++;
	return at < m->text.len ? m->map[at] : m->source_len;
}

static void mark_word(struct marker *m, struct slice word)
{
	struct slice rest = m->text;
	const char *hit;

	while (m->n < m->most && (hit = slice_find(rest, word.data, word.len))) {
		size_t at = (size_t)(hit - m->text.data);

		m->out[m->n].start = m->map[at];
		m->out[m->n++].end = source_end(m, at + word.len);
		rest = slice_make(hit + word.len, rest.len - (size_t)(hit - rest.data) - word.len);
	}
}

static int range_order(const void *a, const void *b)
{
	const struct text_range *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Sort, and join what overlaps or touches. */
static size_t join_ranges(struct text_range *r, size_t n)
{
	size_t kept = 0;

	if (!n)
		return 0;
	qsort(r, n, sizeof *r, range_order);
	for (size_t i = 1; i < n; i++) {
		if (r[i].start > r[kept].end)
			r[++kept] = r[i];
		else if (r[i].end > r[kept].end)
			r[kept].end = r[i].end;
	}
	return kept + 1;
}

static void mark_term(struct marker *m, const struct term *t)
{
	for (size_t i = 0; !t->negated && i < t->n; i++)
		if (t->atoms[i].kind == ATOM_WORD && !t->atoms[i].negated)
			mark_word(m, t->atoms[i].text);
}

size_t filter_highlight(const struct filter *f, const char *text, struct text_range *out,
                        size_t most)
{
	struct str folded = STR_INIT;
	struct marker m = { .out = out, .most = most, .source_len = strlen(text) };
	uint32_t *map = NULL;
	size_t cap = 0;

	if (!looks_at_rows(f) || !most)
		return 0;
	text_fold_mapped(&folded, slice_of(text), &map, &cap);
	m.text = str_slice(&folded);
	m.map = map;
	for (; f; f = f->outer)
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->groups[i].n; k++)
				mark_term(&m, &f->groups[i].terms[k]);
	free(map);
	str_release(&folded);
	return join_ranges(out, m.n);
}
