#include "filter/rows.h"
#include "base/array.h"
#include "base/mem.h"
#include "base/thread.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
	HISTORY = 8,         /* filters whose rows are remembered: 400 KB at most each */
	SHARED_LEAST = 8192, /* rows that are worth a second thread, which costs 0.1 ms */
	SHARES_MOST = 4,
};

struct row {
	int64_t id, sort_time, fetched;
	uint32_t text, at; /* folded: the number of a text, from here on in it */
	uint32_t len;
	uint32_t letters;  /* in it */
	bool is_read, is_starred, is_changed, is_muted;
};

struct passed {
	struct filter *filter;
	uint32_t *hits;
	size_t n;
};

struct filter_rows {
	struct row *rows;
	size_t n, cap;
	struct str *texts;           /* the last one grows */
	size_t n_texts, cap_texts;
	struct passed history[HISTORY]; /* the latest first */
	size_t n_history;
};

struct filter_rows *filter_rows_new(void)
{
	struct filter_rows *rows = xcalloc(1, sizeof *rows);

	str_init(&ARRAY_PUSH(rows->texts, rows->n_texts, rows->cap_texts));
	return rows;
}

static void forget_passed(struct filter_rows *rows)
{
	for (size_t i = 0; i < rows->n_history; i++) {
		filter_free(rows->history[i].filter);
		free(rows->history[i].hits);
	}
	rows->n_history = 0;
}

void filter_rows_free(struct filter_rows *rows)
{
	if (!rows)
		return;
	forget_passed(rows);
	for (size_t i = 0; i < rows->n_texts; i++)
		str_release(&rows->texts[i]);
	free(rows->texts);
	free(rows->rows);
	free(rows);
}

static struct slice text_of(const struct filter_rows *rows, const struct row *row)
{
	return slice_make(rows->texts[row->text].data + row->at, row->len);
}

/* The text that grows; a new one before places in it need more than 32 bits. */
static struct str *growing_text(struct filter_rows *rows)
{
	if (rows->texts[rows->n_texts - 1].len > UINT32_MAX / 2)
		str_init(&ARRAY_PUSH(rows->texts, rows->n_texts, rows->cap_texts));
	return &rows->texts[rows->n_texts - 1];
}

static struct row row_of(const struct filter_rows *rows, const struct item *item,
                         const struct str *text)
{
	return (struct row){
		.id = item->id, .sort_time = item->sort_time, .fetched = item->fetched,
		.text = (uint32_t)(rows->n_texts - 1), .at = (uint32_t)text->len,
		.is_read = item->is_read, .is_starred = item->is_starred,
		.is_changed = item->is_changed, .is_muted = item->is_muted,
	};
}

static void add(struct filter_rows *rows, struct row row)
{
	row.len = (uint32_t)(rows->texts[row.text].len - row.at);
	row.letters = pinyin_letters_in(text_of(rows, &row));
	forget_passed(rows);
	ARRAY_PUSH(rows->rows, rows->n, rows->cap) = row;
}

void filter_rows_add(struct filter_rows *rows, const struct item *item)
{
	struct str *text = growing_text(rows);
	struct row row = row_of(rows, item, text);

	filter_fold_item(text, item);
	add(rows, row);
}

void filter_rows_add_raw(struct filter_rows *rows, const struct item *item, struct slice title,
                         struct slice folded_source, struct slice tags)
{
	struct str *text = growing_text(rows);
	struct row row = row_of(rows, item, text);

	text_fold(text, title);
	str_add_char(text, '\n');
	str_add_slice(text, folded_source);
	str_add_char(text, '\n');
	text_fold(text, tags);
	if (tags.len)
		str_add_char(text, '\n');
	add(rows, row);
}

void filter_rows_append(struct filter_rows *rows, struct filter_rows *other)
{
	forget_passed(rows);
	ARRAY_RESERVE(rows->rows, rows->cap, rows->n + other->n);
	for (size_t i = 0; i < other->n; i++) {
		rows->rows[rows->n] = other->rows[i];
		rows->rows[rows->n++].text += (uint32_t)rows->n_texts;
	}
	for (size_t i = 0; i < other->n_texts; i++)
		ARRAY_PUSH(rows->texts, rows->n_texts, rows->cap_texts) = other->texts[i];
	other->n_texts = 0;
	filter_rows_free(other);
}

/* By counting digits of the time, the lowest first: rows of one time stay as they are, by falling ids. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static uint64_t age_of(const struct row *row, int64_t newest)
{
	return (uint64_t)newest - (uint64_t)row->sort_time;
}

static void sort_by_digit(const struct row *rows, const uint32_t *from, uint32_t *to, size_t n,
                          int64_t newest, int shift)
{
	uint32_t starts[DIGITS + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		starts[(age_of(&rows[i], newest) >> shift & (DIGITS - 1)) + 1]++;
	for (size_t d = 0; d < DIGITS; d++)
		starts[d + 1] += starts[d];
	for (size_t i = 0; i < n; i++)
		to[starts[age_of(&rows[from[i]], newest) >> shift & (DIGITS - 1)]++] = from[i];
}

void filter_rows_sort(struct filter_rows *rows, bool oldest_first)
{
	size_t n = rows->n;
	uint32_t *order = xcalloc(n + 1, sizeof *order), *next = xcalloc(n + 1, sizeof *next), *swap;
	struct row *sorted = xcalloc(n + 1, sizeof *sorted);
	int64_t newest = INT64_MIN;
	uint64_t most = 0;

	for (size_t i = 0; i < n; i++) {
		order[i] = (uint32_t)i;
		newest = rows->rows[i].sort_time > newest ? rows->rows[i].sort_time : newest;
	}
	for (size_t i = 0; i < n; i++)
		most |= age_of(&rows->rows[i], newest);
	for (int shift = 0; shift < 64 && most >> shift; shift += DIGIT_BITS) {
		sort_by_digit(rows->rows, order, next, n, newest, shift);
		swap = order;
		order = next;
		next = swap;
	}
	for (size_t i = 0; i < n; i++)
		sorted[oldest_first ? n - 1 - i : i] = rows->rows[order[i]];
	free(order);
	free(next);
	free(rows->rows);
	rows->rows = sorted;
	rows->cap = n + 1;
	forget_passed(rows);
}

static int falling_ids(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

void filter_rows_arrange(struct filter_rows *rows, const int64_t *ids, size_t n)
{
	struct row *arranged = xcalloc(n + 1, sizeof *arranged);
	size_t kept = 0;

	for (size_t i = 0; i < n && rows->n; i++) {
		struct row key = { .id = ids[i] };
		const struct row *row = bsearch(&key, rows->rows, rows->n, sizeof key, falling_ids);

		if (row)
			arranged[kept++] = *row;
	}
	free(rows->rows);
	rows->rows = arranged;
	rows->n = kept;
	rows->cap = n + 1;
	forget_passed(rows);
}

size_t filter_rows_count(const struct filter_rows *rows)
{
	return rows->n;
}

void filter_rows_set_read(struct filter_rows *rows, size_t i, bool read)
{
	rows->rows[i].is_read = read;
	rows->rows[i].is_changed &= !read;
	forget_passed(rows);
}

void filter_rows_set_starred(struct filter_rows *rows, size_t i, bool starred)
{
	rows->rows[i].is_starred = starred;
	forget_passed(rows);
}

int64_t filter_rows_id(const struct filter_rows *rows, size_t i)
{
	return rows->rows[i].id;
}

bool filter_rows_is_read(const struct filter_rows *rows, size_t i)
{
	return rows->rows[i].is_read;
}

bool filter_rows_is_starred(const struct filter_rows *rows, size_t i)
{
	return rows->rows[i].is_starred;
}

/* --- passing ------------------------------------------------------------------------------------- */

static bool passes(const struct filter_rows *rows, const struct filter *f, const struct row *row)
{
	struct item item = {
		.id = row->id, .sort_time = row->sort_time, .published = row->sort_time,
		.fetched = row->fetched, .is_read = row->is_read, .is_starred = row->is_starred,
		.is_changed = row->is_changed, .is_muted = row->is_muted,
	};

	return filter_matches_item_lettered(f, &item, text_of(rows, row), row->letters);
}

/* What one thread looks at. */
struct share {
	const struct filter_rows *rows;
	const struct filter *filter;
	const uint32_t *from;  /* these rows; NULL: all */
	size_t first, end;
	uint32_t *to;          /* room for all of them */
	size_t n;
};

static void pass_share(void *opaque)
{
	struct share *s = opaque;
	uint32_t letters = filter_letters(s->filter);

	for (size_t i = s->first; i < s->end; i++) {
		uint32_t at = s->from ? s->from[i] : (uint32_t)i;
		const struct row *row = &s->rows->rows[at];

		if ((row->letters & letters) == letters && passes(s->rows, s->filter, row))
			s->to[s->n++] = at;
	}
}

static size_t shares_of(size_t n)
{
	size_t processors = n < SHARED_LEAST ? 1 : (size_t)thread_processors();

	return processors < SHARES_MOST ? processors : SHARES_MOST;
}

/* Which of n rows pass, into `to`, which has room for n. */
static size_t pass(const struct filter_rows *rows, const struct filter *f, const uint32_t *from,
                   size_t n, uint32_t *to)
{
	struct share shares[SHARES_MOST];
	struct thread *threads[SHARES_MOST];
	size_t n_shares = shares_of(n), passed;

	for (size_t i = 0; i < n_shares; i++) {
		size_t first = n * i / n_shares;

		shares[i] = (struct share){ rows, f, from, first, n * (i + 1) / n_shares, to + first, 0 };
		if (i)
			threads[i] = thread_start(pass_share, &shares[i], "haowai-filter");
	}
	pass_share(&shares[0]);
	passed = shares[0].n;
	for (size_t i = 1; i < n_shares; i++) {
		thread_join(threads[i]);
		memmove(to + passed, shares[i].to, shares[i].n * sizeof *to);
		passed += shares[i].n;
	}
	return passed;
}

size_t filter_rows_matching(const struct filter_rows *rows, const struct filter *f)
{
	uint32_t *hits = xcalloc(rows->n + 1, sizeof *hits);
	size_t n = pass(rows, f, NULL, rows->n, hits);

	free(hits);
	return n;
}

/* --- what was let pass ---------------------------------------------------------------------------- */

/* What can be taken from: what the same filter let pass, else the least that a wider one did. */
static const struct passed *wider(const struct filter_rows *rows, const struct filter *f, bool *same)
{
	const struct passed *best = NULL;

	*same = false;
	for (size_t i = 0; i < rows->n_history && !*same; i++) {
		const struct passed *p = &rows->history[i];

		*same = filter_is_same(f, p->filter);
		if (*same || ((!best || p->n < best->n) && filter_is_narrower(f, p->filter)))
			best = p;
	}
	return best;
}

static void remember(struct filter_rows *rows, struct passed p)
{
	if (rows->n_history == HISTORY) {
		struct passed *oldest = &rows->history[--rows->n_history];

		filter_free(oldest->filter);
		free(oldest->hits);
	}
	memmove(rows->history + 1, rows->history, rows->n_history++ * sizeof p);
	rows->history[0] = p;
}

static void bring_forward(struct filter_rows *rows, size_t i)
{
	struct passed p = rows->history[i];

	memmove(rows->history + 1, rows->history, i * sizeof p);
	rows->history[0] = p;
}

size_t filter_rows_pass(struct filter_rows *rows, struct filter *f, const uint32_t **out)
{
	bool same;
	const struct passed *base = wider(rows, f, &same);
	size_t n = base ? base->n : rows->n;

	if (same) {
		bring_forward(rows, (size_t)(base - rows->history));
	} else {
		struct passed p = { .filter = filter_share(f),
			            .hits = xcalloc(n + 1, sizeof *p.hits) };

		p.n = pass(rows, f, base ? base->hits : NULL, n, p.hits);
		p.hits = xreallocarray(p.hits, p.n + 1, sizeof *p.hits);
		remember(rows, p);
	}
	*out = rows->history[0].hits;
	return rows->history[0].n;
}
