/*
 * The reader's door to the search of the whole store. Its threads begin with the first question and
 * end with reader_search_close().
 */
#include "base/clock.h"
#include "reader/private.h"
#include "store/tag_map.h"

#include <string.h>

/* In the leading thread of the search. */
static void tell(void *opaque)
{
	struct reader *r = opaque;

	queue_post(r->news, message_new(NEWS_SEARCH));
}

void reader_search_ask(struct reader *r, const char *expression, enum search_order order)
{
	struct search_options o = { .database = r->database, .tell = tell, .opaque = r };
	struct search_question q = { .expression = expression, .order = order,
		                     .hide_source_id = reader_hidden_source(r) };

	if (!r->search)
		r->search = search_open(&o);
	q.context.now = clock_now();
	q.context.local_offset_s = clock_local_offset(q.context.now);
	q.context.last_visit = r->last_visit;
	if (r->config->tags.n_pairs)
		q.renamed = tag_map_new(r->config->tags.pairs, r->config->tags.n_pairs);
	search_ask(r->search, &q);
}

void reader_search_close(struct reader *r)
{
	search_close(r->search);
	r->search = NULL;
	arena_clear(&r->search_arena);
}

bool reader_search_pump(struct reader *r)
{
	return r->search && search_pump(r->search);
}

struct search_state reader_search_state(const struct reader *r)
{
	return r->search ? search_state(r->search) : (struct search_state){ .is_complete = true };
}

/* The first edition names keys by what they do; marks that are not committed yet are drawn. */
static const struct search_row *finish(struct reader *r, struct search_row *row)
{
	struct arena *a = &r->search_arena;

	if (!row)
		return NULL;
	if (row->item.source_id == r->builtin_id && strstr(row->snippet, "{k:")) {
		row->snippet = reader_fill_keys(r, row->snippet, a);
		search_mark(r->search, row);
	}
	if (row->item.source_id == r->builtin_id && row->item.summary &&
	    strstr(row->item.summary, "{k:"))
		row->item.summary = reader_fill_keys(r, row->item.summary, a);
	reader_apply_pending_in(r, &row->item, a);
	return row;
}

const struct search_row *reader_search_row(struct reader *r, size_t i)
{
	return r->search ? finish(r, search_row(r->search, i)) : NULL;
}

const struct search_row *reader_search_wait(struct reader *r, size_t i)
{
	if (!r->search)
		return NULL;
	search_wait(r->search);
	return finish(r, search_wait_row(r->search, i));
}

size_t reader_search_words(const struct reader *r, const struct slice **out)
{
	*out = NULL;
	return r->search ? search_words(r->search, out) : 0;
}
