#include "search/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	PIECE_ROWS = 64,       /* a megabyte: 0.2 ms, after which a new key is noticed */
	PIECES_MOST = 1 << 16, /* whatever a damaged file says */
};

bool search_job_init(struct search_job *job, struct store *s)
{
	if (!store_text_bounds(s, &job->first, &job->last) || job->last < job->first)
		return false;
	job->rows = (job->last - job->first) / PIECES_MOST + 1;
	if (job->rows < PIECE_ROWS)
		job->rows = PIECE_ROWS;
	job->n_pieces = (job->last - job->first) / job->rows + 1;
	atomic_store(&job->next, 0);
	return true;
}

int64_t search_job_next(struct search_job *job)
{
	long long piece;

	if (atomic_load(job->wanted) != job->serial)
		return -1;
	piece = atomic_fetch_add(&job->next, 1);
	return piece < job->n_pieces ? piece : -1;
}

/* --- one row -------------------------------------------------------------------------------------- */

struct scanning {
	const struct search_query *q;
	struct search_piece *out;
};

static void note(struct scanning *c, size_t group, size_t at, const struct text_entry *e)
{
	enum search_kind kind = search_group_match(c->q, &c->q->groups[group], e->text, e->title_len);

	if (kind >= SEARCH_IN_TEXT)
		c->out->groups[at] |= (uint16_t)(1u << group);
	if (kind == SEARCH_IN_TITLE)
		c->out->groups[at] |= (uint16_t)(0x100u << group);
}

/* One word of the driving term over the whole row: from a hit on to the next article. */
static void drive(struct scanning *c, size_t group, const struct needle *word,
                  const struct text_row *row, size_t base)
{
	const char *p = row->text, *end = row->text + row->len, *hit;

	while (p < end && (hit = needle_find(word, p, end)) != NULL) {
		size_t i = text_row_find(row, (size_t)(hit - row->text));
		struct text_entry e;

		text_row_entry(row, i, &e);
		note(c, group, base + i, &e);
		p = e.text.data + e.text.len;
		if (p <= hit)
			p = hit + 1;
	}
}

static void reserve(struct search_piece *p, size_t n)
{
	if (p->n + n <= p->cap)
		return;
	p->cap = (p->n + n) * 2;
	p->ids = xreallocarray(p->ids, p->cap, sizeof *p->ids);
	p->groups = xreallocarray(p->groups, p->cap, sizeof *p->groups);
}

static bool visit(void *opaque, const struct text_row *row)
{
	struct scanning *c = opaque;
	size_t base = c->out->n;
	struct text_entry e;

	if (!row->n)
		return true;
	reserve(c->out, row->n);
	for (size_t i = 0; i < row->n; i++) {
		text_row_entry(row, i, &e);
		c->out->ids[base + i] = e.item_id;
		c->out->groups[base + i] = 0;
	}
	c->out->n += row->n;
	for (size_t k = 0; k < c->q->n_groups; k++) {
		const struct search_group *g = &c->q->groups[k];
		const struct search_term *t = &g->terms[g->driver];

		for (size_t w = 0; g->driver < g->n && w < t->n; w++)
			drive(c, k, &c->q->words[t->first + w], row, base);
		for (size_t i = 0; g->driver >= g->n && i < row->n; i++) {
			text_row_entry(row, i, &e);
			note(c, k, base + i, &e);
		}
	}
	return true;
}

/* --- one piece ------------------------------------------------------------------------------------- */

/* Words have matched; filters look at the article's row, read once at most. */
static enum search_kind settle(const struct search_query *q, struct store *s, int64_t id, unsigned groups)
{
	enum search_kind best = SEARCH_NONE;
	struct arena a = ARENA_INIT;
	struct item item;
	int read = -1;

	for (size_t k = 0; groups && k < q->n_groups; k++) {
		enum search_kind kind = groups & (0x100u << k) ? SEARCH_IN_TITLE : SEARCH_IN_TEXT;

		if (!(groups & 1u << k) || kind <= best)
			continue;
		if (q->groups[k].filter && read < 0)
			read = store_item(s, id, &a, &item);
		if (!q->groups[k].filter ||
		    (read > 0 && filter_matches_item(q->groups[k].filter, &item)))
			best = kind;
	}
	arena_release(&a);
	return best;
}

struct search_piece *search_scan(const struct search_job *job, struct store *s, int64_t piece)
{
	struct search_piece *out = xcalloc(1, sizeof *out);
	struct scanning c = { job->query, out };
	int64_t last = job->last - piece * job->rows, first = last - job->rows + 1;

	store_text_scan(s, first < job->first ? job->first : first, last, visit, &c, &out->err);
	out->kinds = xcalloc(out->n + 1, sizeof *out->kinds);
	for (size_t i = 0; i < out->n; i++)
		out->kinds[i] = (uint8_t)settle(job->query, s, out->ids[i], out->groups[i]);
	return out;
}

void search_piece_free(void *piece)
{
	struct search_piece *p = piece;

	if (!p)
		return;
	free(p->ids);
	free(p->kinds);
	free(p->groups);
	free(p);
}
