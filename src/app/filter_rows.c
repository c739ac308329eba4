#include "app/filter_rows.h"
#include "base/array.h"
#include "base/mem.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

struct row {
	int64_t id, sort_time, fetched;
	size_t at;       /* folded text: from here to where it ends */
	uint32_t len;
	uint32_t letters; /* in it, once they were asked for */
	bool is_read, is_starred, is_changed, is_muted;
};

struct filter_rows {
	struct row *rows;
	size_t n, cap;
	struct str text;
	uint32_t *hits;   /* what the last filter let pass */
	size_t n_hits;
	bool has_hits, has_letters;
};

struct filter_rows *filter_rows_new(void)
{
	struct filter_rows *rows = xcalloc(1, sizeof *rows);

	str_init(&rows->text);
	return rows;
}

void filter_rows_free(struct filter_rows *rows)
{
	if (!rows)
		return;
	str_release(&rows->text);
	free(rows->rows);
	free(rows->hits);
	free(rows);
}

static struct row row_of(const struct filter_rows *rows, const struct item *item)
{
	return (struct row){
		.id = item->id, .sort_time = item->sort_time, .fetched = item->fetched,
		.at = rows->text.len, .is_read = item->is_read, .is_starred = item->is_starred,
		.is_changed = item->is_changed, .is_muted = item->is_muted,
	};
}

static void add(struct filter_rows *rows, struct row row)
{
	row.len = (uint32_t)(rows->text.len - row.at);
	rows->has_letters = false;
	ARRAY_PUSH(rows->rows, rows->n, rows->cap) = row;
}

void filter_rows_add(struct filter_rows *rows, const struct item *item)
{
	struct row row = row_of(rows, item);

	filter_fold_item(&rows->text, item);
	add(rows, row);
}

void filter_rows_add_raw(struct filter_rows *rows, const struct item *item, struct slice title,
                         struct slice folded_source, struct slice tags)
{
	struct row row = row_of(rows, item);

	text_fold(&rows->text, title);
	str_add_char(&rows->text, '\n');
	str_add_slice(&rows->text, folded_source);
	str_add_char(&rows->text, '\n');
	text_fold(&rows->text, tags);
	if (tags.len)
		str_add_char(&rows->text, '\n');
	add(rows, row);
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
	rows->has_hits = false;
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
	rows->has_hits = false;
}

size_t filter_rows_count(const struct filter_rows *rows)
{
	return rows->n;
}

void filter_rows_set_read(struct filter_rows *rows, size_t i, bool read)
{
	rows->rows[i].is_read = read;
	rows->rows[i].is_changed &= !read;
	rows->has_hits = false;
}

void filter_rows_set_starred(struct filter_rows *rows, size_t i, bool starred)
{
	rows->rows[i].is_starred = starred;
	rows->has_hits = false;
}

int64_t filter_rows_id(const struct filter_rows *rows, size_t i)
{
	return rows->rows[i].id;
}

bool filter_rows_is_read(const struct filter_rows *rows, size_t i)
{
	return rows->rows[i].is_read;
}

static bool passes(const struct filter_rows *rows, const struct filter *f, size_t i)
{
	const struct row *row = &rows->rows[i];
	struct item item = {
		.id = row->id, .sort_time = row->sort_time, .published = row->sort_time,
		.fetched = row->fetched, .is_read = row->is_read, .is_starred = row->is_starred,
		.is_changed = row->is_changed, .is_muted = row->is_muted,
	};

	return filter_matches_item_folded(f, &item, slice_make(rows->text.data + row->at, row->len));
}

static void find_letters(struct filter_rows *rows)
{
	for (size_t i = 0; !rows->has_letters && i < rows->n; i++)
		rows->rows[i].letters = pinyin_letters_in(
			slice_make(rows->text.data + rows->rows[i].at, rows->rows[i].len));
	rows->has_letters = true;
}

size_t filter_rows_matching(const struct filter_rows *rows, const struct filter *f)
{
	size_t n = 0;

	for (size_t i = 0; i < rows->n; i++)
		n += passes(rows, f, i);
	return n;
}

size_t filter_rows_pass(struct filter_rows *rows, const struct filter *f,
                        const struct filter *former, const uint32_t **out)
{
	bool again = rows->has_hits && former && filter_is_narrower(f, former);
	size_t n = again ? rows->n_hits : rows->n, passed = 0;

	uint32_t letters = filter_letters(f);

	/* the first letter finds much anyway, and has to read the rows besides */
	if (letters & (letters - 1) && !again)
		find_letters(rows);
	else if (!rows->has_letters)
		letters = 0;
	if (!rows->hits)
		rows->hits = xcalloc(rows->n + 1, sizeof *rows->hits);
	for (size_t i = 0; i < n; i++) {
		uint32_t at = again ? rows->hits[i] : (uint32_t)i;

		if ((rows->rows[at].letters & letters) == letters && passes(rows, f, at))
			rows->hits[passed++] = at;
	}
	rows->n_hits = passed;
	rows->has_hits = true;
	*out = rows->hits;
	return passed;
}
