#include "text/diff.h"
#include "base/array.h"
#include "text/cluster.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	EDITS_MOST = 1500,  /* of one search: memory grows with its square (9 MB) */
	ISLAND_MOST = 1,    /* words that may not stand alone between changes */
};

struct token {
	struct slice text;
	uint64_t hash;
};

struct tokens {
	struct token *list;
	size_t n, cap;
};

static void token_add(struct tokens *t, const char *from, const char *to)
{
	size_t len = (size_t)(to - from);

	ARRAY_PUSH(t->list, t->n, t->cap) =
		(struct token){ { from, len }, hash_bytes(HASH_START, from, len) };
}

static bool same_token(const struct token *a, const struct token *b)
{
	return a->hash == b->hash && slice_equal(a->text, b->text);
}

/* Paragraphs, each with its newline. */
static void cut_lines(struct slice text, struct tokens *out)
{
	const char *p = text.data, *end = p + text.len;

	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *next = newline ? newline + 1 : end;

		token_add(out, p, next);
		p = next;
	}
}

/* Letters and digits that stand together are a word; CJK characters, signs and blanks are one each. */
static bool joins(const char *p, const char *end)
{
	uint32_t cp;

	utf8_decode(p, end, &cp);
	if (cp < 0x80)
		return ascii_is_alpha((int)cp) || ascii_is_digit((int)cp);
	return (cp >= 0xC0 && cp < 0x1100) || (cp >= 0x1200 && cp < 0x2000);
}

static void cut_words(struct slice text, struct tokens *out)
{
	const char *p = text.data, *end = p + text.len;

	while (p < end) {
		const char *from = p;
		bool word = joins(p, end);

		p += cluster_next(p, end);
		while (word && p < end && joins(p, end))
			p += cluster_next(p, end);
		token_add(out, from, p);
	}
}

/* --- the search --------------------------------------------------------------------------------- */

/* For each number of edits d, how far along the new text (y) each diagonal got: d + 1 entries, one for
 * every other diagonal from -d. */
struct trace {
	int *reached;
	size_t cap;
	int x_most, y_most; /* words of the old and the new text */
};

static int *trace_row(struct trace *t, int d)
{
	return t->reached + (size_t)d * (size_t)(d + 1) / 2;
}

static int far(struct trace *t, int d, int k)
{
	return k < -d || k > d ? -1 : trace_row(t, d)[(k + d) / 2];
}

/* Where diagonal k (x - y, x in the old text) begins its d-th step: by a removal from k-1 or by an
 * addition from k+1, whichever gets further. *x is the place in the old text after that step, -1 when
 * there is no such step. */
static bool step_is_removal(struct trace *t, int d, int k, int *x)
{
	int left = far(t, d - 1, k - 1), above = far(t, d - 1, k + 1);
	int x_left = left < 0 || left + k > t->x_most ? -1 : left + k;
	int x_above = above < 0 || above + 1 > t->y_most ? -1 : above + 1 + k;

	*x = x_left > x_above ? x_left : x_above;
	return x_left > x_above;
}

/* Returns the number of edits, or -1 when there are too many. */
static int search(struct trace *t, const struct token *a, const struct token *b)
{
	int n = t->x_most, m = t->y_most;

	for (int d = 0; d <= EDITS_MOST; d++) {
		ARRAY_RESERVE(t->reached, t->cap, (size_t)(d + 1) * (size_t)(d + 2) / 2);
		for (int k = -d; k <= d; k += 2) {
			int x = 0, y;

			if (d)
				step_is_removal(t, d, k, &x);
			y = x < 0 ? -1 : x - k;
			while (y >= 0 && x < n && y < m && same_token(&a[x], &b[y]))
				x++, y++;
			trace_row(t, d)[(k + d) / 2] = y;
			if (x == n && y == m)
				return d;
		}
	}
	return -1;
}

struct marks {
	unsigned char *before, *after; /* 1: not in the other text */
};

/* Walk back from the end and mark what was removed and added. */
static void mark_back(struct trace *t, int d, int n, int m, struct marks *marks)
{
	int x = n, y = m;

	for (; d > 0; d--) {
		int k = x - y, from;
		bool removal = step_is_removal(t, d, k, &from);

		x = from;
		y = x - k;
		if (removal)
			marks->before[--x] = 1;
		else
			marks->after[--y] = 1;
	}
}

static void mark_changes(const struct tokens *a, const struct tokens *b, struct marks *marks)
{
	size_t head = 0, tail = 0, n, m;
	struct trace t = { 0 };
	int d = -1;

	marks->before = xcalloc(a->n + 1, 1);
	marks->after = xcalloc(b->n + 1, 1);
	while (head < a->n && head < b->n && same_token(&a->list[head], &b->list[head]))
		head++;
	while (tail < a->n - head && tail < b->n - head &&
	       same_token(&a->list[a->n - 1 - tail], &b->list[b->n - 1 - tail]))
		tail++;
	n = a->n - head - tail;
	m = b->n - head - tail;
	if (n && m && n < INT32_MAX / 2 && m < INT32_MAX / 2) {
		t.x_most = (int)n;
		t.y_most = (int)m;
		d = search(&t, a->list + head, b->list + head);
	}
	if (d >= 0) {
		struct marks inner = { marks->before + head, marks->after + head };
		mark_back(&t, d, (int)n, (int)m, &inner);
	} else {
		memset(marks->before + head, 1, n);
		memset(marks->after + head, 1, m);
	}
	free(t.reached);
}

/* --- pieces --------------------------------------------------------------------------------------- */

struct pieces {
	struct diff_piece *list;
	size_t n, cap;
};

static void piece_add(struct pieces *p, enum diff_kind kind, const char *from, const char *to)
{
	struct diff_piece *last = p->n ? &p->list[p->n - 1] : NULL;

	if (from == to)
		return;
	if (last && last->kind == kind && last->text.data + last->text.len == from)
		last->text.len += (size_t)(to - from);
	else
		ARRAY_PUSH(p->list, p->n, p->cap) =
			(struct diff_piece){ kind, { from, (size_t)(to - from) } };
}

/* Changes on both sides of words [from, to): 2, on one: 1. */
static int changed_around(const unsigned char *changed, size_t n, size_t from, size_t to)
{
	return (from > 0 && changed[from - 1]) + (to < n && changed[to]);
}

static bool holds_newline(const struct tokens *t, size_t from, size_t to)
{
	for (; from < to; from++)
		if (t->list[from].text.data[t->list[from].text.len - 1] == '\n')
			return true;
	return false;
}

/* An island: few words, not a whole paragraph's end, with changes on both sides in one text and beside
 * them in the other. Where only one text has changes, nothing is drowned: an addition would seem to
 * replace what stands. */
static void drown_islands(const struct tokens *a, const struct tokens *b, struct marks *m)
{
	size_t i = 0, k = 0;

	while (i < a->n || k < b->n) {
		size_t from = i, start = k;
		int gone, new;

		while (i < a->n && m->before[i])
			i++;
		while (k < b->n && m->after[k])
			k++;
		if (i != from || k != start)
			continue;
		while (i < a->n && k < b->n && !m->before[i] && !m->after[k])
			i++, k++;
		gone = changed_around(m->before, a->n, from, i);
		new = changed_around(m->after, b->n, start, k);
		if (i - from <= ISLAND_MOST && gone && new && gone + new >= 3 &&
		    !holds_newline(b, start, k)) {
			memset(m->before + from, 1, i - from);
			memset(m->after + start, 1, k - start);
		}
	}
}

static void collect(const struct tokens *a, const struct tokens *b, const struct marks *m,
		    struct pieces *out)
{
	size_t i = 0, k = 0;

	while (i < a->n || k < b->n) {
		for (; i < a->n && m->before[i]; i++)
			piece_add(out, DIFF_REMOVED, a->list[i].text.data,
			          a->list[i].text.data + a->list[i].text.len);
		for (; k < b->n && m->after[k]; k++)
			piece_add(out, DIFF_ADDED, b->list[k].text.data,
			          b->list[k].text.data + b->list[k].text.len);
		for (; i < a->n && k < b->n && !m->before[i] && !m->after[k]; i++, k++)
			piece_add(out, DIFF_SAME, b->list[k].text.data,
			          b->list[k].text.data + b->list[k].text.len);
	}
}

/* Words of a paragraph, or of a few that took the place of others. */
static void diff_words(struct slice before, struct slice after, struct pieces *out)
{
	struct tokens a = { 0 }, b = { 0 };
	struct marks m;

	cut_words(before, &a);
	cut_words(after, &b);
	mark_changes(&a, &b, &m);
	drown_islands(&a, &b, &m);
	collect(&a, &b, &m, out);
	free(m.before);
	free(m.after);
	free(a.list);
	free(b.list);
}

static struct slice span(const struct tokens *t, size_t from, size_t to)
{
	if (from == to)
		return slice_make("", 0);
	return slice_make(t->list[from].text.data,
	                  (size_t)(t->list[to - 1].text.data + t->list[to - 1].text.len -
	                           t->list[from].text.data));
}

size_t text_diff(struct slice before, struct slice after, struct diff_piece **out)
{
	struct tokens a = { 0 }, b = { 0 };
	struct pieces pieces = { 0 };
	struct marks m;
	size_t i = 0, k = 0;

	cut_lines(before, &a);
	cut_lines(after, &b);
	mark_changes(&a, &b, &m);
	while (i < a.n || k < b.n) {
		size_t from = i, start = k;

		while (i < a.n && m.before[i])
			i++;
		while (k < b.n && m.after[k])
			k++;
		if (i != from || k != start) {
			diff_words(span(&a, from, i), span(&b, start, k), &pieces);
			continue;
		}
		piece_add(&pieces, DIFF_SAME, b.list[k].text.data,
		          b.list[k].text.data + b.list[k].text.len);
		i++, k++;
	}
	free(m.before);
	free(m.after);
	free(a.list);
	free(b.list);
	*out = pieces.list;
	return pieces.n;
}
