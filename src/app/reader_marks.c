/*
 * Marks: drawn at once, committed by the worker, drawn again over rows that are read meanwhile.
 */
#include "app/reader_private.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

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
	if (p->kind == ORDER_READ)
		item->is_read = p->flag;
	else if (p->kind == ORDER_STAR)
		item->is_starred = p->flag;
	else
		set_tag(a, item, p->tag, p->flag);
	if (p->kind == ORDER_READ && p->flag)
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

/* Draw the marks at once, have the worker commit them. */
static void mark(struct reader *r, struct message *m)
{
	struct pending_mark p = { .kind = m->kind, .flag = m->flag, .n = m->n,
		                  .serial = r->serial + 1 };
	size_t first_kept = m->n > LIST_KEPT_MOST ? m->n - LIST_KEPT_MOST : 0;

	/* what cannot be kept must not look as if it were */
	if (!r->worker && m->n)
		reader_say(r, xstrdup(_("not marked: the database cannot be written")));
	if (!r->worker || !m->n) {
		message_free(m);
		return;
	}
	p.tag = m->text ? xstrdup(m->text) : NULL;
	p.ids = xmemdup(m->ids, m->n * sizeof *m->ids);
	qsort(p.ids, p.n, sizeof *p.ids, compare_ids);
	reader_list_mark(r, &p, apply);
	for (size_t i = first_kept; m->kind == ORDER_READ && i < m->n; i++)
		reader_list_keep(&r->list, m->ids[i]);
	ARRAY_PUSH(r->pending, r->n_pending, r->cap_pending) = p;
	reader_post(r, m);
}

void reader_mark_read(struct reader *r, const int64_t *ids, size_t n, bool read)
{
	size_t n_all;
	int64_t *all = reader_fold_expand(r, ids, n, &n_all);
	struct message *m = message_with_ids(ORDER_READ, all, n_all);

	free(all);
	m->flag = read;
	mark(r, m);
}

void reader_mark_starred(struct reader *r, const int64_t *ids, size_t n, bool starred)
{
	struct message *m = message_with_ids(ORDER_STAR, ids, n);

	m->flag = starred;
	mark(r, m);
}

void reader_tag(struct reader *r, const int64_t *ids, size_t n, const char *tag, bool add)
{
	struct message *m = message_with_ids(ORDER_TAG, ids, n);

	m->flag = add;
	m->text = xstrdup(tag);
	mark(r, m);
}

size_t reader_mark_all_read(struct reader *r)
{
	int64_t *ids = NULL;
	size_t n = 0, cap = 0, count;

	count = reader_list_count(r);
	for (size_t i = 0; i < count; i++) {
		bool is_read;
		int64_t id = reader_list_peek(r, i, &is_read);

		if (id && !is_read)
			ARRAY_PUSH(ids, n, cap) = id;
	}
	reader_mark_read(r, ids, n, true);
	free(ids);
	return n;
}

size_t reader_mark_everything_read(struct reader *r)
{
	struct item_query q = { .unread_only = true, .since = TIME_NONE,
		                .fetched_since = TIME_NONE,
		                .hide_source_id = reader_hidden_source(r) };
	struct err err = ERR_INIT;
	int64_t *ids = NULL, n = store_item_ids(r->store, &q, &ids, &err);

	if (n < 0)
		reader_check_store(r, &err);
	if (n > 0)
		reader_mark_read(r, ids, (size_t)n, true);
	free(ids);
	return n > 0 ? (size_t)n : 0;
}
