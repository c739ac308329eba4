/* Does a row pass, and where to mark what it passed by. */
#include "filter/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "text/fold.h"

/* A row as a filter sees it. Folded text is "title\nsource\ntag\ntag\n": a word is sought in all of
 * it at once (no word holds a newline), a tag in the part from the second newline on. */
struct row_view {
	struct slice all;
	struct slice title, source, tags; /* once view_split() was called */
	uint32_t letters;     /* it has no others */
	bool is_split;
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

	if (v->is_split)
		return;
	v->is_split = true;
	v->title = slice_next(&rest, '\n');
	v->source = slice_next(&rest, '\n');
	/* With the newline before it, so that every tag stands behind one. */
	v->tags = rest.len ? slice_make(rest.data - 1, rest.len + 1) : rest;
}

static bool holds(struct slice in, struct slice needle)
{
	return slice_find(in, needle.data, needle.len) != NULL;
}

static bool sounds(const struct pinyin_query *sound, struct slice in, size_t least)
{
	return sound && sound->reach >= least && pinyin_matches(sound, in);
}

/* Fields end with a newline, which no hit passes: all names can be looked at as one text. */
static struct slice names_of(struct row_view *v)
{
	size_t title = v->title.len < v->all.len ? v->title.len + 1 : v->all.len;

	return slice_make(v->all.data + title, v->all.len - title);
}

static bool word_matches(const struct pinyin_query *sound, struct slice text, struct row_view *v)
{
	if (holds(v->all, text))
		return true;
	if (!sound)
		return false;
	if (sound->reach >= PINYIN_LEAST_TITLE)
		return pinyin_matches(sound, v->all);
	view_split(v);
	return sounds(sound, names_of(v), PINYIN_LEAST_NAME);
}

static bool tag_sounds(const struct atom *a, struct row_view *v)
{
	struct slice rest = v->tags;

	while (rest.len) {
		struct slice name = slice_next(&rest, '\n');
		bool all;

		if (name.len && pinyin_begins(a->sound, name, &all) &&
		    (all || a->fit == TAG_SOUND_BEGINS))
			return true;
	}
	return false;
}

static struct slice tag_name(const struct atom *a)
{
	size_t end = a->text.len > 1 && a->text.data[a->text.len - 1] == '\n';

	return slice_make(a->text.data + 1, a->text.len - 1 - end);
}

static bool tag_matches(const struct atom *a, struct row_view *v)
{
	view_split(v);
	if (a->fit == TAG_SOUND || a->fit == TAG_SOUND_BEGINS ? tag_sounds(a, v)
	                                                      : holds(v->tags, a->text))
		return true;
	if (a->fit == TAG_NONE && word_matches(a->sound, tag_name(a), v))
		return true;
	return v->is_hot && (holds(v->title, tag_name(a)) ||
	                     sounds(a->sound, v->title, PINYIN_LEAST_TITLE));
}

static bool source_matches(const struct atom *a, struct row_view *v)
{
	view_split(v);
	if (a->whole)
		return slice_equal(v->source, a->text);
	return holds(v->source, a->text) || sounds(a->sound, v->source, PINYIN_LEAST_NAME);
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
	case STATE_MUTED:
		return item->is_muted;
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

static bool atom_matches(const struct filter *f, const struct atom *a, struct row_view *v)
{
	if ((a->letters & v->letters) != a->letters)
		return false;
	switch (a->kind) {
	case ATOM_WORD:
		return word_matches(a->sound, a->text, v);
	case ATOM_TAG:
		return tag_matches(a, v);
	case ATOM_SOURCE:
		return source_matches(a, v);
	case ATOM_SPAN:
		return span_matches(a, v);
	case ATOM_STATE:
		return v->is_hot ? hot_is_in(a->state, v->hot) : item_is_in(f, a->state, v->item);
	case ATOM_RANK:
		return v->is_hot && v->hot->rank > 0 && v->hot->rank <= a->number &&
		       v->hot->state != HOT_GONE;
	case ATOM_HEAT:
		return v->is_hot && v->hot->heat >= 0 && v->hot->heat >= a->number;
	case ATOM_REGEX:
		view_split(v);
		return filter_regex_matches(a->regex, v->title);
	}
	return false;
}

static bool term_matches(const struct filter *f, const struct term *t, struct row_view *v)
{
	for (size_t i = 0; i < t->n; i++)
		if (atom_matches(f, &t->atoms[i], v) != t->atoms[i].negated)
			return !t->negated;
	return t->negated;
}

static bool is_cheap(const struct term *t)
{
	return t->n == 1 && (t->atoms[0].kind == ATOM_SPAN || t->atoms[0].kind == ATOM_STATE);
}

/* What needs no look at the text is asked first: @2d leaves few rows for the words before it. */
static bool group_matches(const struct filter *f, const struct group *g, struct row_view *v)
{
	for (size_t i = 0; i < g->n; i++)
		if (is_cheap(&g->terms[i]) && !term_matches(f, &g->terms[i], v))
			return false;
	for (size_t i = 0; i < g->n; i++)
		if (!is_cheap(&g->terms[i]) && !term_matches(f, &g->terms[i], v))
			return false;
	return true;
}

static bool one_matches(const struct filter *f, struct row_view *v)
{
	for (size_t i = 0; i < f->n; i++)
		if (group_matches(f, &f->groups[i], v))
			return true;
	return !f->n;
}

static bool matches(const struct filter *f, struct row_view *v)
{
	for (; f; f = f->outer)
		if (!one_matches(f, v))
			return false;
	return true;
}

bool filter_asks_for_muted(const struct filter *f)
{
	for (; f; f = f->outer)
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->groups[i].n; k++) {
				const struct term *t = &f->groups[i].terms[k];

				for (size_t j = 0; j < t->n; j++)
					if (t->atoms[j].kind == ATOM_STATE && t->atoms[j].state == STATE_MUTED)
						return true;
			}
	return false;
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
	return filter_matches_item_lettered(f, item, folded, UINT32_MAX);
}

bool filter_matches_item_lettered(const struct filter *f, const struct item *item,
                                  struct slice folded, uint32_t letters)
{
	struct row_view v = { .all = folded, .item = item, .letters = letters };

	return matches(f, &v);
}

bool filter_matches_hot_folded(const struct filter *f, const struct hot_entry *entry,
                               struct slice folded)
{
	struct row_view v = { .all = folded, .hot = entry, .is_hot = true,
		              .letters = UINT32_MAX };

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
	size_t source_len, least;
	bool is_title;
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

static void mark(struct marker *m, size_t start, size_t end)
{
	m->out[m->n++] = (struct text_range){ m->map[start], source_end(m, end) };
}

static void mark_word(struct marker *m, struct slice word, const struct pinyin_query *sound)
{
	struct text_range hit = { 0, 0 };
	struct slice rest = m->text;
	size_t before = m->n;
	const char *at;

	while (m->n < m->most && word.len && (at = slice_find(rest, word.data, word.len))) {
		size_t end = (size_t)(at - m->text.data) + word.len;

		mark(m, end - word.len, end);
		rest = slice_make(m->text.data + end, m->text.len - end);
	}
	if (m->n > before || !sound || sound->reach < m->least)
		return;
	while (m->n < m->most && pinyin_next(sound, m->text, hit.end, &hit))
		mark(m, hit.start, hit.end);
}

static void mark_regex(struct marker *m, const struct filter_regex *regex)
{
	struct text_range hit = { 0, 0 };

	while (m->is_title && m->n < m->most && filter_regex_next(regex, m->text, hit.end, &hit))
		mark(m, hit.start, hit.end);
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
	for (size_t i = 0; !t->negated && i < t->n; i++) {
		const struct atom *a = &t->atoms[i];

		if (a->negated)
			continue;
		if (a->kind == ATOM_WORD)
			mark_word(m, a->text, a->sound);
		else if (a->kind == ATOM_TAG && a->fit == TAG_NONE)
			mark_word(m, tag_name(a), a->sound);
		else if (a->kind == ATOM_REGEX)
			mark_regex(m, a->regex);
	}
}

static size_t highlight(const struct filter *f, struct marker *m, const char *text)
{
	struct str folded = STR_INIT;
	uint32_t *map = NULL;
	size_t cap = 0;

	if (!looks_at_rows(f) || !m->most)
		return 0;
	m->source_len = strlen(text);
	text_fold_mapped(&folded, slice_of(text), &map, &cap);
	m->text = str_slice(&folded);
	m->map = map;
	for (; f; f = f->outer)
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->groups[i].n; k++)
				mark_term(m, &f->groups[i].terms[k]);
	free(map);
	str_release(&folded);
	return join_ranges(m->out, m->n);
}

size_t filter_highlight(const struct filter *f, const char *text, struct text_range *out,
                        size_t most)
{
	struct marker m = { .out = out, .most = most, .is_title = true,
		            .least = PINYIN_LEAST_TITLE };

	return highlight(f, &m, text);
}

size_t filter_highlight_name(const struct filter *f, const char *text, struct text_range *out,
                             size_t most)
{
	struct marker m = { .out = out, .most = most, .least = PINYIN_LEAST_NAME };

	return highlight(f, &m, text);
}
