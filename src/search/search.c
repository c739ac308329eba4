/* The user's side of a search: asks, and keeps the rows that were read. */
#include "search/parts.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/tag_map.h"

enum { BLOCKS_MOST = 64 }; /* 2,048 rows, half a megabyte */

void *search_take(struct queue *q)
{
	void *message;

	while (!(message = queue_take(q))) {
		struct pollfd fd = { .fd = queue_fd(q), .events = POLLIN };

		poll(&fd, 1, -1);
	}
	return message;
}

void search_call_free(void *call)
{
	struct search_call *c = call;

	if (!c)
		return;
	free(c->expression);
	tag_map_free(c->renamed);
	free(c);
}

void search_news_free(void *news)
{
	struct search_news *n = news;

	if (!n)
		return;
	search_rows_free(n->rows);
	free(n->problem);
	free(n);
}

/* --- life ------------------------------------------------------------------------------------------ */

struct search *search_open(const struct search_options *o)
{
	struct search *s = xcalloc(1, sizeof *s);

	s->database = xstrdup(o->database);
	s->threads = o->threads == 1 ? 1 : 2;
	s->tell = o->tell;
	s->opaque = o->opaque;
	s->calls = queue_new();
	s->jobs = queue_new();
	s->pieces = queue_new();
	s->news = queue_new();
	atomic_init(&s->wanted, 0);
	s->state.is_complete = true;
	s->lead = thread_start(search_lead, s, "haowai-search");
	return s;
}

static void post(struct search *s, struct search_call *c)
{
	c->serial = s->serial;
	queue_post(s->calls, c);
}

void search_forget_rows(struct search *s)
{
	for (size_t i = 0; i < s->n_blocks; i++)
		search_rows_free(s->blocks[i]);
	free(s->blocks);
	free(s->asked);
	s->blocks = NULL;
	s->asked = NULL;
	s->n_blocks = s->n_read = 0;
}

void search_close(struct search *s)
{
	struct search_call *quit;

	if (!s)
		return;
	quit = xcalloc(1, sizeof *quit);
	quit->kind = CALL_QUIT;
	atomic_store(&s->wanted, ++s->serial);
	post(s, quit);
	thread_join(s->lead);
	queue_free(s->calls, search_call_free);
	queue_free(s->jobs, NULL);
	queue_free(s->pieces, NULL);
	queue_free(s->news, search_news_free);
	search_forget_rows(s);
	search_query_free(s->query);
	free(s->problem);
	free(s->database);
	free(s);
}

/* --- asking ---------------------------------------------------------------------------------------- */

void search_ask(struct search *s, const struct search_question *question)
{
	struct search_call *c = xcalloc(1, sizeof *c);

	atomic_store(&s->wanted, ++s->serial);
	c->kind = CALL_ASK;
	c->expression = xstrdup(question->expression);
	c->order = question->order;
	c->hide_source_id = question->hide_source_id;
	c->context = question->context;
	c->context.tags = NULL;
	c->renamed = question->renamed;
	c->context.renamed = c->renamed;
	search_query_free(s->query);
	s->query = search_query_parse(question->expression, &c->context, NULL);
	s->state.is_waiting = true;
	post(s, c);
}

void search_mark(const struct search *s, struct search_row *row)
{
	if (s->query)
		search_row_mark(row, s->query);
}

size_t search_words(const struct search *s, const struct slice **out)
{
	*out = s->query ? s->query->shown : NULL;
	return s->query ? s->query->n_shown : 0;
}

/* --- what comes back ------------------------------------------------------------------------------- */

int search_fd(const struct search *s)
{
	return queue_fd(s->news);
}

static void reserve_blocks(struct search *s, size_t n)
{
	if (n <= s->n_blocks)
		return;
	s->blocks = xreallocarray(s->blocks, n, sizeof *s->blocks);
	s->asked = xreallocarray(s->asked, n, sizeof *s->asked);
	for (size_t i = s->n_blocks; i < n; i++) {
		s->blocks[i] = NULL;
		s->asked[i] = false;
	}
	s->n_blocks = n;
}

/* Room for one more: what lies farthest from it goes. */
static void make_room(struct search *s, size_t block)
{
	size_t low = 0, high = s->n_blocks - 1, far;

	while (low < block && !s->blocks[low])
		low++;
	while (high > block && !s->blocks[high])
		high--;
	far = block - low > high - block ? low : high;
	search_rows_free(s->blocks[far]);
	s->n_read -= s->blocks[far] != NULL;
	s->blocks[far] = NULL;
	s->asked[far] = false;
}

static void take_rows(struct search *s, struct search_rows *rows)
{
	size_t block = rows->from / SEARCH_BLOCK;

	reserve_blocks(s, block + 1);
	if (s->n_read >= BLOCKS_MOST)
		make_room(s, block);
	s->n_read += s->blocks[block] == NULL;
	search_rows_free(s->blocks[block]);
	s->blocks[block] = rows;
	s->asked[block] = true;
}

static void take(struct search *s, struct search_news *n)
{
	if (n->is_answer) {
		if (s->state.is_waiting)
			search_forget_rows(s);
		s->state = n->state;
		free(s->problem);
		s->problem = n->problem;
		n->problem = NULL;
	}
	if (n->rows && !s->state.is_waiting) {
		take_rows(s, n->rows);
		n->rows = NULL;
	}
}

bool search_pump(struct search *s)
{
	struct search_news *n;
	bool changed = false;

	while ((n = queue_take(s->news))) {
		if (n->serial == s->serial) {
			take(s, n);
			changed = true;
		}
		search_news_free(n);
	}
	return changed;
}

struct search_state search_state(const struct search *s)
{
	struct search_state state = s->state;

	state.problem = s->problem;
	return state;
}

struct search_row *search_row(struct search *s, size_t i)
{
	size_t block = i / SEARCH_BLOCK;
	struct search_call *c;

	if (block < s->n_blocks && s->blocks[block] && i % SEARCH_BLOCK < s->blocks[block]->n)
		return &s->blocks[block]->rows[i % SEARCH_BLOCK];
	if (s->state.is_waiting || i >= s->state.n)
		return NULL;
	reserve_blocks(s, block + 1);
	if (s->asked[block] && !s->blocks[block])
		return NULL;
	s->asked[block] = true;
	c = xcalloc(1, sizeof *c);
	c->kind = CALL_ROWS;
	c->from = block * SEARCH_BLOCK;
	post(s, c);
	return NULL;
}

static void wait_for_news(struct search *s)
{
	struct pollfd fd = { .fd = search_fd(s), .events = POLLIN };

	poll(&fd, 1, -1);
	search_pump(s);
}

void search_wait(struct search *s)
{
	while (s->state.is_waiting || !s->state.is_complete)
		wait_for_news(s);
}

struct search_row *search_wait_row(struct search *s, size_t i)
{
	struct search_row *row;

	while (!(row = search_row(s, i)) && (s->state.is_waiting || i < s->state.n))
		wait_for_news(s);
	return row;
}
