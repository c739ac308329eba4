/*
 * What the store has for a list: the query its place stands for, its rows as far as they are looked at, and
 * those that stay though they have been read.
 */
#include "base/array.h"
#include "base/clock.h"
#include "reader/list_parts.h"

#include <stdlib.h>
#include <string.h>

static int64_t start_of_today(void)
{
	int64_t now = clock_now();
	int offset = clock_local_offset(now);
	struct civil c = civil_from_utc(now, offset);

	c.hour = c.minute = c.second = 0;
	return civil_to_utc(&c, offset);
}

/* Sources of a group and of the groups below it ("国内" holds "国内/时政"). */
static size_t sources_of_group(struct reader *r, const char *group, int64_t **out)
{
	int64_t *ids = NULL;
	size_t n = 0, cap = 0, length = strlen(group);

	for (size_t i = 0; i < r->config->n_sources; i++) {
		const struct source *s = &r->config->sources[i];
		int64_t id;

		if (!s->group || strncmp(s->group, group, length) ||
		    (s->group[length] && s->group[length] != '/'))
			continue;
		id = reader_source_id(r, s);
		if (id)
			ARRAY_PUSH(ids, n, cap) = id;
	}
	/* a group of nothing must find nothing, not everything */
	if (!n)
		ARRAY_PUSH(ids, n, cap) = -1;
	*out = ids;
	return n;
}

void reader_list_query(struct reader *r, struct item_query *q, int64_t **ids)
{
	const struct list *l = &r->list;

	*ids = NULL;
	*q = (struct item_query){ .since = TIME_NONE, .fetched_since = TIME_NONE };
	q->order = l->order;
	q->unread_only = l->unread_only;
	q->with_summary = l->with_summary;
	q->hide_source_id = reader_hidden_source(r);
	q->muted = l->has_muted ? MUTED_TOO : MUTED_OUT;
	switch (l->place.kind) {
	case PLACE_UNREAD:
		q->unread_only = true;
		break;
	case PLACE_STARRED:
		/* what was kept stays, as with sources that were unsubscribed from: the first edition too */
		q->starred_only = true;
		q->hide_source_id = 0;
		break;
	case PLACE_MUTED:
		q->muted = MUTED_ONLY;
		break;
	case PLACE_TODAY:
		q->since = start_of_today();
		break;
	case PLACE_NEW:
		q->fetched_since = r->last_visit;
		break;
	case PLACE_TAG:
		q->tag = l->place.name;
		break;
	case PLACE_SOURCE:
		q->source_id = l->place.source_id;
		q->hide_source_id = 0;
		break;
	case PLACE_GROUP:
		q->n_source_ids = sources_of_group(r, l->place.name, ids);
		q->source_ids = *ids;
		break;
	default:
		break;
	}
}

void reader_list_load(struct reader *r, size_t want)
{
	struct list *l = &r->list;
	struct item_query q;
	struct err err = ERR_INIT;
	struct item *rows;
	int64_t *ids, n;

	if (l->n_rows >= l->total || want <= l->n_rows)
		return;
	reader_list_query(r, &q, &ids);
	/* behind the last row where the order allows it: a later page costs what the first did */
	if (l->n_rows && l->order <= ORDER_OLDEST && !l->n_inserted) {
		q.after_time = l->rows[l->n_rows - 1]->sort_time;
		q.after_id = l->rows[l->n_rows - 1]->id;
	} else {
		q.offset = (int64_t)l->n_rows;
	}
	q.limit = (int64_t)(want - l->n_rows < LIST_CHUNK ? LIST_CHUNK : want - l->n_rows);
	n = store_items(r->store, &q, &l->arena, &rows, &err);
	if (n < 0)
		reader_check_store(r, &err);
	for (int64_t i = 0; i < n; i++) {
		reader_apply_pending(r, &rows[i]);
		reader_apply_alerts(r, &rows[i]);
		if (rows[i].source_id == r->builtin_id)
			rows[i].summary = reader_fill_keys(r, rows[i].summary, &l->arena);
		ARRAY_PUSH(l->rows, l->n_rows, l->cap_rows) = &rows[i];
	}
	reader_list_forget_folded(l);
	/* what the count promised and the rows do not keep: another process has purged meanwhile */
	if (n < q.limit)
		l->total = l->n_rows;
	free(ids);
}

static bool is_kept(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->n_kept; i++)
		if (l->kept[i] == id)
			return true;
	return false;
}

static bool comes_before(const struct list *l, const struct item *a, const struct item *b)
{
	if (l->order == ORDER_OLDEST)
		return a->sort_time != b->sort_time ? a->sort_time < b->sort_time : a->id < b->id;
	return a->sort_time != b->sort_time ? a->sort_time > b->sort_time : a->id > b->id;
}

bool list_shows_unread_only(const struct list *l)
{
	return l->unread_only || l->place.kind == PLACE_UNREAD;
}

void reader_list_insert_kept(struct reader *r)
{
	struct list *l = &r->list;

	if (!list_shows_unread_only(l) || !l->n_kept)
		return;
	reader_list_load(r, l->total);
	for (size_t k = 0; k < l->n_kept; k++) {
		struct item *item = arena_alloc(&l->arena, sizeof *item);
		size_t at = 0;

		if (!store_item(r->store, l->kept[k], &l->arena, item))
			continue;
		while (at < l->n_rows && l->rows[at]->id != item->id &&
		       comes_before(l, l->rows[at], item))
			at++;
		if (at < l->n_rows && l->rows[at]->id == item->id)
			continue;
		reader_apply_pending(r, item);
		ARRAY_PUSH(l->rows, l->n_rows, l->cap_rows) = NULL;
		memmove(l->rows + at + 1, l->rows + at, (l->n_rows - 1 - at) * sizeof *l->rows);
		l->rows[at] = item;
		l->n_inserted++;
		l->total++;
	}
}

void reader_list_keep(struct list *l, int64_t id)
{
	if (is_kept(l, id))
		return;
	if (l->n_kept == LIST_KEPT_MOST)
		memmove(l->kept, l->kept + 1, --l->n_kept * sizeof *l->kept);
	ARRAY_PUSH(l->kept, l->n_kept, l->cap_kept) = id;
}
