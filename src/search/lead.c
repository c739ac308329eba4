/* The thread that leads a search: scans with its helper, puts hits in order, reads rows. */
#include "search/parts.h"
#include "search/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum {
	LOOK_EVERY = 8,     /* pieces between looks at whether the first screen is full */
	TELL_EVERY_MS = 150,
	SPAN_SPARSE = 16,   /* ids that lie thinner than this are looked up, not addressed */
};

struct id_rank {
	int64_t id;
	uint32_t rank;
};

struct lead {
	struct search *s;
	struct store *store;
	struct err err;              /* why it cannot be read */

	/* Every article, newest first: its rank is its place here. */
	uint32_t version;
	int64_t hidden;
	bool has_times;
	struct item_time *times;
	size_t n;
	int64_t lowest;
	uint32_t *ranks;             /* of lowest + i: rank + 1, 0 for none; NULL: sparse */
	size_t n_ranks;
	struct id_rank *by_id;

	/* The question at hand. */
	unsigned serial;
	enum search_order order;
	struct search_query *query;
	struct str problem;
	uint8_t *kinds;              /* by rank: enum search_kind */
	size_t frontier;             /* every article before this rank has been looked at */
	size_t count;
	uint32_t *rows;              /* ranks in the order they are shown */
	size_t n_rows, cap_rows, n_titles;
	bool is_complete, has_sent_rows;
	int64_t told_ms;
	struct search_call *next;    /* came while a scan ran */
};

/* --- where every article stands in time ------------------------------------------------------------- */

static int by_id_order(const void *a, const void *b)
{
	const struct id_rank *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void index_ids(struct lead *l)
{
	int64_t lowest = INT64_MAX, highest = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (l->times[i].id < lowest)
			lowest = l->times[i].id;
		if (l->times[i].id > highest)
			highest = l->times[i].id;
	}
	if (!l->n)
		return;
	if ((uint64_t)highest - (uint64_t)lowest < (uint64_t)l->n * SPAN_SPARSE + (1 << 20)) {
		l->lowest = lowest;
		l->n_ranks = (size_t)(highest - lowest) + 1;
		l->ranks = xcalloc(l->n_ranks, sizeof *l->ranks);
		for (size_t i = 0; i < l->n; i++)
			l->ranks[l->times[i].id - lowest] = (uint32_t)i + 1;
		return;
	}
	l->by_id = xcalloc(l->n, sizeof *l->by_id);
	for (size_t i = 0; i < l->n; i++)
		l->by_id[i] = (struct id_rank){ l->times[i].id, (uint32_t)i };
	qsort(l->by_id, l->n, sizeof *l->by_id, by_id_order);
}

static void forget_times(struct lead *l)
{
	free(l->times);
	free(l->ranks);
	free(l->by_id);
	free(l->kinds);
	free(l->rows);
	l->times = NULL;
	l->ranks = NULL;
	l->by_id = NULL;
	l->kinds = NULL;
	l->rows = NULL;
	l->n = l->n_rows = l->cap_rows = l->n_ranks = 0;
	l->has_times = false;
}

static void read_times(struct lead *l, int64_t hidden)
{
	uint32_t version = store_version(l->store);

	if (l->has_times && l->version == version && l->hidden == hidden)
		return;
	forget_times(l);
	l->n = store_item_times(l->store, hidden, &l->times, &l->err);
	if (l->n > UINT32_MAX - 1)
		l->n = UINT32_MAX - 1;
	index_ids(l);
	l->kinds = xcalloc(l->n + 1, sizeof *l->kinds);
	l->version = version;
	l->hidden = hidden;
	l->has_times = !l->err.text[0];
}

/* NO_RANK for an article that is hidden, gone, or newer than what was read. */
#define NO_RANK SIZE_MAX

static size_t rank_of(const struct lead *l, int64_t id)
{
	const struct id_rank key = { id, 0 }, *found;

	if (l->ranks) {
		uint64_t i = (uint64_t)id - (uint64_t)l->lowest;

		return i < l->n_ranks && l->ranks[i] ? l->ranks[i] - 1 : NO_RANK;
	}
	found = l->by_id ? bsearch(&key, l->by_id, l->n, sizeof key, by_id_order) : NULL;
	return found ? found->rank : NO_RANK;
}

/* --- order ------------------------------------------------------------------------------------------ */

static void put_row(struct lead *l, size_t rank)
{
	if (l->query->limit && l->n_rows >= l->query->limit)
		return;
	if (l->n_rows == l->cap_rows) {
		l->cap_rows = l->count > l->cap_rows * 2 ? l->count : l->cap_rows * 2 + 64;
		l->rows = xreallocarray(l->rows, l->cap_rows, sizeof *l->rows);
	}
	l->n_titles += l->kinds[rank] == SEARCH_IN_TITLE;
	l->rows[l->n_rows++] = (uint32_t)rank;
}

/* The rows whose place is settled: nothing that has not been looked at can come before them. */
static void settle_rows(struct lead *l)
{
	size_t most;

	while (l->frontier < l->n && l->kinds[l->frontier] != SEARCH_NOT_SEEN)
		l->frontier++;
	most = l->is_complete ? l->n : l->frontier;
	l->n_rows = l->n_titles = 0;
	for (size_t i = 0; i < most; i++)
		if (l->kinds[i] == SEARCH_IN_TITLE ||
		    (l->kinds[i] == SEARCH_IN_TEXT && l->order == SEARCH_NEWEST_FIRST))
			put_row(l, i);
	if (l->order == SEARCH_NEWEST_FIRST || !l->is_complete)
		return;
	for (size_t i = 0; i < most; i++)
		if (l->kinds[i] == SEARCH_IN_TEXT)
			put_row(l, i);
}

/* --- telling ---------------------------------------------------------------------------------------- */

static struct search_rows *read_rows(struct lead *l, size_t from)
{
	int64_t ids[SEARCH_BLOCK];
	struct search_rows *rows;
	size_t n = 0;

	while (n < SEARCH_BLOCK && from + n < l->n_rows) {
		ids[n] = l->times[l->rows[from + n]].id;
		n++;
	}
	rows = search_rows_read(l->store, l->query, from, ids, n);
	for (size_t i = 0; i < n; i++)
		rows->rows[i].in_title = l->kinds[l->rows[from + i]] == SEARCH_IN_TITLE;
	return rows;
}

static void tell(struct lead *l, struct search_news *news)
{
	news->serial = l->serial;
	queue_post(l->s->news, news);
	if (l->s->tell)
		l->s->tell(l->s->opaque);
}

static void tell_answer(struct lead *l)
{
	struct search_news *news = xcalloc(1, sizeof *news);

	news->is_answer = true;
	news->state = (struct search_state){
		.n = l->n_rows, .count = l->count, .n_titles = l->n_titles,
		.is_complete = l->is_complete, .asks = l->query->n_groups > 0,
	};
	if (l->query->limit && l->is_complete)
		news->state.count = l->n_rows;
	if (l->problem.len)
		news->problem = xstrdup(l->problem.data);
	if (!l->has_sent_rows && l->n_rows)
		news->rows = read_rows(l, 0);
	l->has_sent_rows = l->n_rows > 0;
	l->told_ms = clock_monotonic_ms();
	tell(l, news);
}

static void tell_rows(struct lead *l, size_t from)
{
	struct search_news *news = xcalloc(1, sizeof *news);

	news->rows = read_rows(l, from);
	tell(l, news);
}

/* --- the scan --------------------------------------------------------------------------------------- */

static void take_piece(struct lead *l, struct search_piece *p)
{
	for (size_t i = 0; i < p->n; i++) {
		size_t rank = rank_of(l, p->ids[i]);

		if (rank == NO_RANK || l->kinds[rank] >= p->kinds[i])
			continue;
		l->count += l->kinds[rank] < SEARCH_IN_TEXT && p->kinds[i] >= SEARCH_IN_TEXT;
		l->kinds[rank] = p->kinds[i];
	}
	if (p->err.text[0] && !l->problem.len)
		str_add(&l->problem, p->err.text);
	search_piece_free(p);
}

/* True when the helper is through. */
static bool take_helpers(struct lead *l, bool waits)
{
	struct search_piece *p;

	while ((p = waits ? search_take(l->s->pieces) : queue_take(l->s->pieces))) {
		bool is_end = p->is_end;

		take_piece(l, p);
		if (is_end)
			return true;
	}
	return false;
}

/* Rows are read while a scan runs; a new question ends it. */
static void serve(struct lead *l)
{
	struct search_call *c;

	while (!l->next && (c = queue_take(l->s->calls))) {
		if (c->kind == CALL_ROWS && c->serial == l->serial) {
			tell_rows(l, c->from);
			search_call_free(c);
		} else {
			l->next = c;
		}
	}
}

static void tell_if_due(struct lead *l, int n)
{
	if (l->has_sent_rows ? clock_monotonic_ms() - l->told_ms < TELL_EVERY_MS
	                     : n % LOOK_EVERY || l->count < SEARCH_BLOCK)
		return;
	settle_rows(l);
	if (l->n_rows >= SEARCH_BLOCK || (l->query->limit && l->n_rows >= l->query->limit))
		tell_answer(l);
}

static void scan(struct lead *l)
{
	struct search_job job = { .query = l->query, .serial = l->serial, .wanted = &l->s->wanted };
	bool helped = l->s->threads > 1, helper_ended = !helped;
	int64_t piece;
	int n = 0;

	if (!search_job_init(&job, l->store))
		return;
	if (helped)
		queue_post(l->s->jobs, &job);
	while ((piece = search_job_next(&job)) >= 0) {
		take_piece(l, search_scan(&job, l->store, piece));
		if (!helper_ended)
			helper_ended = take_helpers(l, false);
		tell_if_due(l, ++n);
		serve(l);
	}
	if (!helper_ended)
		take_helpers(l, true);
}

static void ask(struct lead *l, const struct search_call *c)
{
	struct err err = ERR_INIT;
	struct filter_context context = c->context;
	struct arena a = ARENA_INIT;

	l->serial = c->serial;
	l->order = c->order;
	l->n_rows = l->n_titles = l->count = l->frontier = 0;
	l->is_complete = l->has_sent_rows = false;
	str_clear(&l->problem);
	search_query_free(l->query);
	if (strpbrk(c->expression, "+#") || strstr(c->expression, "\xef\xbc")) {
		struct tag_count *tags;
		size_t n = store_tags(l->store, &a, c->hide_source_id, &tags);
		const char **names = arena_alloc(&a, (n + 1) * sizeof *names);

		for (size_t i = 0; i < n; i++)
			names[i] = tags[i].name;
		context.tags = filter_tags_new(names, n);
	}
	l->query = search_query_parse(c->expression, &context, &err);
	filter_tags_free((struct filter_tags *)(uintptr_t)context.tags);
	arena_release(&a);
	str_add(&l->problem, err.text);
	read_times(l, c->hide_source_id);
	if (l->err.text[0] && !l->problem.len)
		str_add(&l->problem, l->err.text);
	err_clear(&l->err);
	if (l->kinds)
		memset(l->kinds, SEARCH_NOT_SEEN, l->n);
	if (l->query->n_groups)
		scan(l);
	if (atomic_load(&l->s->wanted) != l->serial)
		return;
	l->is_complete = true;
	settle_rows(l);
	tell_answer(l);
}

/* --- threads ---------------------------------------------------------------------------------------- */

/* Scans what the leading thread posts, until it posts its own search as the sign to end. */
static void help(void *search)
{
	struct search *s = search;
	struct store *store = store_open(s->database, STORE_READ, NULL);
	struct search_job *job;

	while ((job = search_take(s->jobs)) != search) {
		struct search_piece *end = xcalloc(1, sizeof *end);
		int64_t piece;

		while (store && (piece = search_job_next(job)) >= 0)
			queue_post(s->pieces, search_scan(job, store, piece));
		end->is_end = true;
		queue_post(s->pieces, end);
	}
	store_close(store);
}

static void answer(struct lead *l, const struct search_call *c)
{
	if (c->kind == CALL_ASK && l->store) {
		ask(l, c);
	} else if (c->kind == CALL_ASK) {
		struct search_news *news = xcalloc(1, sizeof *news);

		l->serial = c->serial;
		news->is_answer = news->state.is_complete = true;
		news->problem = xstrdup(l->err.text);
		tell(l, news);
	} else if (l->query && c->serial == l->serial) {
		tell_rows(l, c->from);
	}
}

void search_lead(void *search)
{
	struct lead l = { .s = search };
	struct thread *helper = NULL;
	struct search_call *c;

	l.store = store_open(l.s->database, STORE_READ, &l.err);
	str_init_limit(&l.problem, 512);
	if (l.s->threads > 1)
		helper = thread_start(help, search, "haowai-scan");
	while ((c = l.next ? l.next : search_take(l.s->calls))->kind != CALL_QUIT) {
		l.next = NULL;
		if (c->serial == atomic_load(&l.s->wanted))
			answer(&l, c);
		search_call_free(c);
	}
	search_call_free(c);
	if (helper) {
		queue_post(l.s->jobs, search);
		thread_join(helper);
	}
	forget_times(&l);
	search_query_free(l.query);
	str_release(&l.problem);
	store_close(l.store);
}
