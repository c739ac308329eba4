/*
 * Marks: drawn at once, committed by the worker, drawn again over rows that are read meanwhile.
 */
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

static void set_tag(struct arena *a, struct item *item, const char *tag, bool add)
{
	size_t at = 0;
	const char **tags;

	while (at < item->n_tags && strcmp(item->tags[at], tag))
		at++;
	if (add && at == item->n_tags) {
		tags = arena_alloc(a, (item->n_tags + 1) * sizeof *tags);
		if (item->n_tags)
			memcpy(tags, item->tags, item->n_tags * sizeof *tags);
		tags[item->n_tags++] = arena_strdup(a, tag);
		item->tags = tags;
	} else if (!add && at < item->n_tags) {
		item->n_tags--;
		memmove(item->tags + at, item->tags + at + 1,
		        (item->n_tags - at) * sizeof *item->tags);
	}
}

static void apply(struct arena *a, struct item *item, const struct pending_mark *p)
{
	if (p->kind == ORDER_UNDO)
		item->is_changed = true;
	else if (p->kind == ORDER_READ)
		item->is_read = p->flag;
	else if (p->kind == ORDER_STAR)
		item->is_starred = p->flag;
	else
		set_tag(a, item, p->tag, p->flag);
	if (p->kind == ORDER_READ)
		item->is_changed = false;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool reader_mark_concerns(const struct pending_mark *p, int64_t id)
{
	return bsearch(&id, p->ids, p->n, sizeof id, compare_ids) != NULL;
}

void reader_apply_pending_in(struct reader *r, struct item *item, struct arena *a)
{
	for (size_t i = 0; i < r->n_pending; i++)
		if (reader_mark_concerns(&r->pending[i], item->id))
			apply(a, item, &r->pending[i]);
}

void reader_apply_pending(struct reader *r, struct item *item)
{
	reader_apply_pending_in(r, item, &r->list.arena);
}

void reader_pending_release(struct pending_mark *p)
{
	free(p->tag);
	free(p->ids);
}

void reader_forget_pending(struct reader *r, uint32_t serial)
{
	size_t left = 0;

	for (size_t i = 0; i < r->n_pending; i++) {
		if (r->pending[i].serial == serial)
			reader_pending_release(&r->pending[i]);
		else
			r->pending[left++] = r->pending[i];
	}
	r->n_pending = left;
}

/* Draw a mark over the rows at hand, and over those that are read before it is committed. Owns p's
 * ids (sorted) and tag. */
static void draw(struct reader *r, struct pending_mark p)
{
	if (!p.n) {
		reader_pending_release(&p);
		return;
	}
	reader_list_mark(r, &p, apply);
	ARRAY_PUSH(r->pending, r->n_pending, r->cap_pending) = p;
}

/* An unread-only list keeps what is read in it. */
static void keep(struct reader *r, const int64_t *ids, size_t n)
{
	for (size_t i = n > LIST_KEPT_MOST ? n - LIST_KEPT_MOST : 0; i < n; i++)
		reader_list_keep(&r->list, ids[i]);
}

void reader_marks_undraw(struct reader *r, uint32_t serial, const struct undo_step *step)
{
	struct pending_mark p = { .serial = serial, .kind = step->order, .flag = !step->flag,
		                  .tag = step->tag ? xstrdup(step->tag) : NULL,
		                  .ids = packed_numbers(&step->ids), .n = step->ids.n };
	struct pending_mark changed = { .serial = serial, .kind = ORDER_UNDO,
		                        .ids = packed_numbers(&step->changed),
		                        .n = step->changed.n };

	if (p.kind == ORDER_READ && p.flag)
		keep(r, p.ids, p.n);
	draw(r, p);
	draw(r, changed);
}

/* --- what a mark changes ---------------------------------------------------------------------------- */

/* An article that is to be marked, as it is: has it the mark? */
struct marked {
	int64_t id;
	bool is_known, has, is_changed, is_counted;
};

struct marking {
	struct reader *reader;
	enum message_kind kind;
	const char *tag;
	struct marked *all;    /* by id */
	size_t n, n_unknown;
};

enum { LOOKED_UP_MOST = 200 }; /* one by one; more cost less by a pass over all rows */

static int by_id(const void *a, const void *b)
{
	return compare_ids(&((const struct marked *)a)->id, &((const struct marked *)b)->id);
}

static struct marked *find_marked(const struct marking *m, int64_t id)
{
	struct marked key = { .id = id };

	return m->n ? bsearch(&key, m->all, m->n, sizeof *m->all, by_id) : NULL;
}

static void learn(struct marking *m, struct marked *one, bool has, bool is_changed)
{
	m->n_unknown -= !one->is_known;
	*one = (struct marked){ one->id, true, has, is_changed, false };
}

static void learn_item(struct marking *m, struct marked *one, const struct item *item)
{
	bool has = m->kind == ORDER_READ ? item->is_read : m->kind == ORDER_STAR && item->is_starred;

	for (size_t i = 0; i < item->n_tags && m->kind == ORDER_TAG; i++)
		has |= !strcmp(item->tags[i], m->tag);
	learn(m, one, has, item->is_changed);
}

static void learn_rows(struct marking *m, struct item *const *rows, size_t n)
{
	for (size_t i = 0; i < n && m->n_unknown; i++) {
		struct marked *one = find_marked(m, rows[i]->id);

		if (one && !one->is_known)
			learn_item(m, one, rows[i]);
	}
}

static bool learn_scanned(void *opaque, const struct scan_row *row)
{
	struct marking *m = opaque;
	struct marked *one = find_marked(m, row->id);
	struct slice rest = row->tags;
	bool has = m->kind == ORDER_READ ? row->is_read : m->kind == ORDER_STAR && row->is_starred;

	if (!one || one->is_known)
		return true;
	while (rest.len && m->kind == ORDER_TAG && !has)
		has = slice_is(slice_next(&rest, '\n'), m->tag);
	learn(m, one, has, row->is_changed);
	return m->n_unknown > 0;
}

/* Marks that are under way count. */
static void learn_pending(struct marking *m, struct marked *one)
{
	const struct reader *r = m->reader;

	for (size_t i = 0; i < r->n_pending; i++) {
		const struct pending_mark *p = &r->pending[i];

		if (!reader_mark_concerns(p, one->id))
			continue;
		if (p->kind == m->kind && (p->kind != ORDER_TAG || !strcmp(p->tag, m->tag)))
			one->has = p->flag;
		if (p->kind == ORDER_UNDO || p->kind == ORDER_READ)
			one->is_changed = p->kind == ORDER_UNDO;
	}
}

static void learn_stored(struct marking *m)
{
	struct reader *r = m->reader;
	struct arena a = ARENA_INIT;
	bool *asked = xcalloc(m->n + 1, sizeof *asked);
	struct item item;

	for (size_t i = 0; i < m->n; i++)
		asked[i] = !m->all[i].is_known;
	if (m->n_unknown > LOOKED_UP_MOST)
		store_rows_between(r->store, m->all[0].id, m->all[m->n - 1].id, learn_scanned, m, NULL);
	for (size_t i = 0; i < m->n && m->n_unknown <= LOOKED_UP_MOST; i++)
		if (!m->all[i].is_known && store_item(r->store, m->all[i].id, &a, &item))
			learn_item(m, &m->all[i], &item);
	for (size_t i = 0; i < m->n; i++)
		if (asked[i])
			learn_pending(m, &m->all[i]);
	free(asked);
	arena_release(&a);
}

/* Each once, by id, and how they are; unread: those not at hand are known to be so in the store. */
static void look_up(struct marking *m, const int64_t *ids, size_t n, bool unread)
{
	const struct list *l = &m->reader->list;
	int64_t *sorted;
	size_t left = 0;

	sorted = xmemdup(ids, n * sizeof *ids);
	qsort(sorted, n, sizeof *sorted, compare_ids);
	m->all = xcalloc(n + 1, sizeof *m->all);
	for (size_t i = 0; i < n; i++)
		if (!left || m->all[left - 1].id != sorted[i])
			m->all[left++].id = sorted[i];
	free(sorted);
	m->n = m->n_unknown = left;
	learn_rows(m, l->rows, l->n_rows);
	learn_rows(m, l->extra, l->n_extra);
	for (size_t i = 0; i < m->n && unread && m->n_unknown; i++)
		if (!m->all[i].is_known) {
			learn(m, &m->all[i], false, false);
			learn_pending(m, &m->all[i]);
		}
	if (m->n_unknown)
		learn_stored(m);
}

/* --- marking ---------------------------------------------------------------------------------------- */

static bool is_concerned(const struct marking *k, const struct marked *one, bool flag)
{
	return one->has != flag || (k->kind == ORDER_READ && one->is_changed);
}

/* "3 articles marked read": heap. */
static char *words(const struct message *m, size_t n)
{
	unsigned long plural = (unsigned long)n;
	struct str out = STR_INIT;

	if (m->kind == ORDER_READ && m->flag)
		str_printf(&out, ngettext("%d article marked read", "%d articles marked read", plural),
		           (int)n);
	else if (m->kind == ORDER_READ)
		str_printf(&out, ngettext("%d article marked unread", "%d articles marked unread", plural),
		           (int)n);
	else if (m->kind == ORDER_STAR && m->flag)
		str_printf(&out, ngettext("%d article starred", "%d articles starred", plural), (int)n);
	else if (m->kind == ORDER_STAR)
		str_printf(&out, ngettext("the star of %d article taken away",
		                          "the stars of %d articles taken away", plural), (int)n);
	else if (m->flag)
		str_printf(&out, ngettext("%1$d article tagged %2$s", "%1$d articles tagged %2$s", plural),
		           (int)n, m->text);
	else
		str_printf(&out, ngettext("the tag %2$s taken from %1$d article",
		                          "the tag %2$s taken from %1$d articles", plural), (int)n,
		           m->text);
	return str_take(&out);
}

/* Post what changes; draw it at once; remember how to undo it. What was changed since it was read loses
 * its sign with the same order. Owns m. */
static void post_changes(struct reader *r, const struct marking *k, struct message *m, size_t said)
{
	struct undo_step step = { .kind = UNDO_MARKS, .serial = r->serial + 1, .order = m->kind,
		                  .flag = m->flag, .said = words(m, said) };
	struct pending_mark p = { .kind = m->kind, .flag = m->flag, .serial = r->serial + 1 };
	int64_t *turned = xcalloc(k->n + 1, sizeof *turned);
	int64_t *changed = xcalloc(k->n + 1, sizeof *changed);
	size_t n_turned = 0, n_changed = 0;

	m->ids = xcalloc(k->n + 1, sizeof *m->ids);
	for (size_t i = 0; i < k->n; i++) {
		if (!is_concerned(k, &k->all[i], m->flag))
			continue;
		m->ids[m->n++] = k->all[i].id;
		if (k->all[i].has != m->flag)
			turned[n_turned++] = k->all[i].id;
		if (m->kind == ORDER_READ && k->all[i].is_changed)
			changed[n_changed++] = k->all[i].id;
	}
	p.tag = m->text ? xstrdup(m->text) : NULL;
	p.n = m->n;
	p.ids = xmemdup(m->ids, m->n * sizeof *m->ids);
	draw(r, p);
	step.tag = m->text ? xstrdup(m->text) : NULL;
	packed_init(&step.ids, turned, n_turned);
	packed_init(&step.changed, changed, n_changed);
	free(turned);
	free(changed);
	reader_post(r, m);
	reader_undo_push(r, step);
}

/* Marked read together, the copies of a story are one, as the unread counts have it. */
static size_t counted_again(const struct marking *k)
{
	const struct unread_copy *c;
	size_t n = reader_unread_copies(k->reader, &c), met = 0, again = 0;

	for (size_t i = 0; i < n; i++) {
		const struct marked *one = find_marked(k, c[i].id);

		if (!i || c[i].link_hash != c[i - 1].link_hash)
			met = 0;
		if (one && one->is_counted && !one->has)
			again += met++ > 0;
	}
	return again;
}

/* How many of them the mark changes; those of ids are counted, copies come along. */
static size_t mark(struct reader *r, struct message *m, const int64_t *ids, size_t n, bool unread)
{
	struct marking k = { .reader = r, .kind = m->kind, .tag = m->text };
	size_t n_all = n, changing = 0, counted = 0;
	int64_t *all = m->kind == ORDER_READ ? reader_fold_expand(r, ids, n, &n_all) : NULL;

	look_up(&k, all ? all : ids, n_all, unread);
	for (size_t i = 0; i < k.n; i++) {
		changing += is_concerned(&k, &k.all[i], m->flag);
		k.all[i].is_counted = n_all == n;
		counted += n_all == n && k.all[i].has != m->flag;
	}
	for (size_t i = 0; i < n && n_all > n; i++) {
		struct marked *one = find_marked(&k, ids[i]);

		counted += !one->is_counted && one->has != m->flag;
		one->is_counted = true;
	}
	if (m->kind == ORDER_READ && m->flag && counted > 1)
		counted -= counted_again(&k);
	/* what cannot be kept must not look as if it were */
	if (!r->worker && changing)
		reader_say(r, xstrdup(_("not marked: the database cannot be written")));
	if (r->worker && changing) {
		if (m->kind == ORDER_READ)
			keep(r, all, n_all);
		post_changes(r, &k, m, counted ? counted : 1);
	} else {
		message_free(m);
	}
	free(all);
	free(k.all);
	return counted;
}

size_t reader_mark_read(struct reader *r, const int64_t *ids, size_t n, bool read)
{
	struct message *m = message_new(ORDER_READ);

	m->flag = read;
	return mark(r, m, ids, n, false);
}

size_t reader_mark_starred(struct reader *r, const int64_t *ids, size_t n, bool starred)
{
	struct message *m = message_new(ORDER_STAR);

	m->flag = starred;
	return mark(r, m, ids, n, false);
}

size_t reader_tag(struct reader *r, const int64_t *ids, size_t n, const char *tag, bool add)
{
	struct message *m = message_new(ORDER_TAG);

	m->flag = add;
	m->text = xstrdup(tag);
	return mark(r, m, ids, n, false);
}

static size_t count_without(struct reader *r, enum message_kind kind, const int64_t *ids, size_t n)
{
	struct marking k = { .reader = r, .kind = kind };
	size_t without = 0;

	look_up(&k, ids, n, false);
	for (size_t i = 0; i < k.n; i++)
		without += !k.all[i].has;
	free(k.all);
	return without;
}

size_t reader_count_unread(struct reader *r, const int64_t *ids, size_t n)
{
	return count_without(r, ORDER_READ, ids, n);
}

size_t reader_count_unstarred(struct reader *r, const int64_t *ids, size_t n)
{
	return count_without(r, ORDER_STAR, ids, n);
}

size_t reader_mark_all_read(struct reader *r)
{
	struct message *m = message_new(ORDER_READ);
	size_t n, marked;
	int64_t *ids = reader_list_unread(r, &n);

	m->flag = true;
	marked = mark(r, m, ids, n, true);
	free(ids);
	return marked;
}

size_t reader_mark_everything_read(struct reader *r)
{
	struct item_query q = { .unread_only = true, .since = TIME_NONE,
		                .fetched_since = TIME_NONE,
		                .hide_source_id = reader_hidden_source(r) };
	struct err err = ERR_INIT;
	int64_t *ids = NULL, n = store_item_ids(r->store, &q, &ids, &err);
	size_t n_all = n > 0 ? (size_t)n : 0, cap = n_all, marked;
	struct message *m = message_new(ORDER_READ);

	if (n < 0)
		reader_check_store(r, &err);
	/* marked unread a moment ago: the store does not know yet */
	for (size_t i = 0; i < r->n_pending; i++)
		for (size_t k = 0; k < r->pending[i].n; k++)
			if (r->pending[i].kind == ORDER_READ && !r->pending[i].flag)
				ARRAY_PUSH(ids, n_all, cap) = r->pending[i].ids[k];
	m->flag = true;
	marked = mark(r, m, ids, n_all, true);
	free(ids);
	return marked;
}
