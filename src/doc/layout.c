/* Rows of a document: which block, which row of it, how many before and behind. */
#include "doc/layout.h"
#include "base/mem.h"
#include "doc/galley.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEASURE_DEFAULT = 68, LEAST_MEASURE = 2, HUGE_BLOCK = 65536,
       COUNT_AT_ONCE = 24576 /* bytes of text that are set in about a millisecond */ };
#define ROWS_EXACT 0x80000000u

int layout_measure(int columns, int wanted, int hang, int *margin)
{
	int side = columns >= 60 ? 3 : 1, room = columns - 2 * side - hang;
	int measure = wanted > 0 ? wanted : MEASURE_DEFAULT;

	if (measure > room)
		measure = room;
	measure &= ~1;
	if (margin)
		*margin = side;
	return measure < LEAST_MEASURE ? LEAST_MEASURE : measure;
}

void layout_options_init(struct layout_options *o, const struct width_profile *profile, int measure)
{
	memset(o, 0, sizeof *o);
	wrap_options_init(&o->wrap, profile, measure);
}

/* --- rows a block has ------------------------------------------------------------------------- */

static void sums_add(struct layout *l, size_t block, int64_t more)
{
	for (size_t i = block + 1; i <= l->doc->n_blocks; i += i & -i)
		l->sums[i] = (uint32_t)(l->sums[i] + more);
}

/* Rows of all blocks before this one. */
static size_t sums_before(const struct layout *l, size_t block)
{
	size_t sum = 0;

	for (size_t i = block; i > 0; i -= i & -i)
		sum += l->sums[i];
	return sum;
}

/* A guess without looking at the text: three bytes are two cells where Han is written. */
static uint32_t guess_rows(const struct layout *l, const struct block *b)
{
	bool is_wide = l->lang != LANG_OTHER && l->lang != LANG_UNKNOWN;
	size_t cells = is_wide ? b->len * 2 / 3 : b->len;
	size_t measure = (size_t)l->o.wrap.measure;

	return (uint32_t)(cells / measure + 1) + (!l->indents && b->kind == BLOCK_PARAGRAPH);
}

static void guess_all(struct layout *l)
{
	size_t n = l->doc->n_blocks;

	memset(l->sums, 0, (n + 1) * sizeof *l->sums);
	for (size_t i = 0; i < n; i++) {
		size_t up = (i + 1) + ((i + 1) & -(i + 1));

		l->rows[i] = guess_rows(l, &l->doc->blocks[i]);
		l->sums[i + 1] += l->rows[i];
		if (up <= n)
			l->sums[up] += l->sums[i + 1];
	}
	l->idle_block = 0;
}

static void set_rows(struct layout *l, size_t block, uint32_t rows)
{
	uint32_t old = l->rows[block] & ~ROWS_EXACT;

	l->rows[block] = rows | ROWS_EXACT;
	if (rows != old)
		sums_add(l, block, (int64_t)rows - old);
}

/* --- galleys near the screen ------------------------------------------------------------------ */

static void forget_galleys(struct layout *l)
{
	for (int i = 0; i < SLOTS; i++) {
		galley_free(l->slots[i]);
		l->slots[i] = NULL;
	}
	for (int i = 0; i < FITS; i++)
		fit_release(&l->fits[i]);
}

static struct galley *galley_of(struct layout *l, uint32_t block)
{
	struct galley **slot = &l->slots[block % SLOTS];

	if (*slot && (*slot)->block == block)
		return *slot;
	galley_free(*slot);
	*slot = galley_new(l, block);
	return *slot;
}

void layout_set(struct layout *l, const struct layout_options *o)
{
	forget_galleys(l);
	l->o = *o;
	if (l->o.wrap.measure < LEAST_MEASURE)
		l->o.wrap.measure = LEAST_MEASURE;
	l->lang = layout_language(l);
	l->indents = layout_indents(l);
	l->version++;
	guess_all(l);
}

struct layout *layout_new(const struct doc *d, const struct layout_options *o)
{
	struct layout *l = xcalloc(1, sizeof *l);

	l->doc = d;
	l->rows = xcalloc(d->n_blocks + 1, sizeof *l->rows);
	l->sums = xcalloc(d->n_blocks + 1, sizeof *l->sums);
	arena_init(&l->arena);
	str_init(&l->drawn);
	layout_set(l, o);
	return l;
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	forget_galleys(l);
	arena_release(&l->arena);
	str_release(&l->drawn);
	free(l->rows);
	free(l->sums);
	free(l->spans);
	free(l->glyphs);
	free(l);
}

/* --- spots: rows of the document -------------------------------------------------------------- */

struct spot {
	uint32_t block;
	struct place place;
	bool is_gap; /* the blank row below the block */
};

/* Only a table's head can be hidden; everything else is told without making a galley. */
static bool is_hidden(struct layout *l, uint32_t block)
{
	const struct block *b = &l->doc->blocks[block];

	return b->kind == BLOCK_TABLE_ROW && b->heading &&
	       galley_of(l, block)->shape == SHAPE_HIDDEN;
}

/* The next block that has rows, from `block` on; n_blocks if none. */
static uint32_t shown_from(struct layout *l, uint32_t block)
{
	while (block < l->doc->n_blocks && is_hidden(l, block))
		block++;
	return block;
}

/* The last block before `block` that has rows; UINT32_MAX if none. */
static uint32_t shown_before(struct layout *l, uint32_t block)
{
	while (block-- > 0)
		if (!is_hidden(l, block))
			return block;
	return UINT32_MAX;
}

static uint32_t gap_below(struct layout *l, uint32_t block)
{
	uint32_t next = shown_from(l, block + 1);

	if (next >= l->doc->n_blocks)
		return 0;
	return layout_gap(l, &l->doc->blocks[block], &l->doc->blocks[next]);
}

static struct spot spot_of(struct layout *l, struct anchor at)
{
	struct spot s = { at.block, PLACE_FIRST, false };

	if (s.block >= l->doc->n_blocks)
		s.block = (uint32_t)l->doc->n_blocks - 1, at.byte = ANCHOR_ASIDE;
	if (is_hidden(l, s.block)) {
		uint32_t next = shown_from(l, s.block);

		s.block = next < l->doc->n_blocks ? next : shown_before(l, s.block);
		assert(s.block < l->doc->n_blocks);
		at.byte = 0;
	}
	s.is_gap = at.byte == ANCHOR_GAP && gap_below(l, s.block);
	s.place = galley_place(galley_of(l, s.block), at.byte);
	return s;
}

static struct anchor anchor_of(struct layout *l, struct spot s)
{
	return (struct anchor){ s.block, s.is_gap ? ANCHOR_GAP
	                                          : galley_byte(galley_of(l, s.block), s.place) };
}

static bool spot_next(struct layout *l, struct spot *s)
{
	uint32_t next;

	if (!s->is_gap && galley_next(galley_of(l, s->block), &s->place))
		return true;
	if (!s->is_gap && gap_below(l, s->block)) {
		s->is_gap = true;
		return true;
	}
	next = shown_from(l, s->block + 1);
	if (next >= l->doc->n_blocks)
		return false;
	*s = (struct spot){ next, PLACE_FIRST, false };
	return true;
}

static bool spot_before(struct layout *l, struct spot *s)
{
	uint32_t above;

	if (s->is_gap) {
		s->is_gap = false; /* its place is the last row of the block already */
		return true;
	}
	if (galley_before(galley_of(l, s->block), &s->place))
		return true;
	above = shown_before(l, s->block);
	if (above == UINT32_MAX)
		return false;
	*s = (struct spot){ above, galley_last(galley_of(l, above)), gap_below(l, above) > 0 };
	return true;
}

static bool is_empty(struct layout *l)
{
	return shown_from(l, 0) >= l->doc->n_blocks;
}

/* --- the public ways -------------------------------------------------------------------------- */

size_t layout_rows(struct layout *l, struct anchor top, size_t n, struct row *rows)
{
	size_t done = 0;
	struct spot s;

	arena_clear(&l->arena);
	if (is_empty(l) || !n)
		return 0;
	s = spot_of(l, top);
	do {
		struct row *row = &rows[done++];

		*row = (struct row){ .start = anchor_of(l, s) };
		if (!s.is_gap)
			draw_row(l, galley_of(l, s.block), s.place, row);
	} while (done < n && spot_next(l, &s));
	return done;
}

struct anchor layout_move(struct layout *l, struct anchor from, long delta, long *moved)
{
	struct spot s;
	long n = 0;

	if (moved)
		*moved = 0;
	if (is_empty(l))
		return from;
	s = spot_of(l, from);
	while (n < delta && spot_next(l, &s))
		n++;
	while (n > delta && spot_before(l, &s))
		n--;
	if (moved)
		*moved = n;
	return anchor_of(l, s);
}

struct anchor layout_row_of(struct layout *l, struct anchor at)
{
	return is_empty(l) ? at : anchor_of(l, spot_of(l, at));
}

struct anchor layout_start(struct layout *l)
{
	return (struct anchor){ is_empty(l) ? 0 : shown_from(l, 0), 0 };
}

struct anchor layout_end(struct layout *l, size_t height)
{
	struct anchor last = { (uint32_t)l->doc->n_blocks, 0 };

	if (is_empty(l))
		return (struct anchor){ 0, 0 };
	return layout_move(l, last, height > 1 ? -(long)(height - 1) : 0, NULL);
}

/* Rows before a spot; inside a huge paragraph by its share of bytes until it has been counted. */
static size_t rows_before(struct layout *l, struct spot s)
{
	const struct block *b = &l->doc->blocks[s.block];
	uint32_t rows = l->rows[s.block] & ~ROWS_EXACT;
	uint32_t byte = s.is_gap ? ANCHOR_GAP : galley_byte(galley_of(l, s.block), s.place);
	size_t inside = !b->len ? 0
	                : byte >= b->len ? rows
	                                 : (size_t)((uint64_t)rows * byte / b->len);

	return sums_before(l, s.block) + inside;
}

/* Few enough rows to be counted before they are asked for. */
static bool is_short(const struct doc *d)
{
	size_t bytes = 0;

	for (size_t i = 0; i < d->n_blocks && bytes <= COUNT_AT_ONCE; i++)
		bytes += d->blocks[i].len + 16;
	return bytes <= COUNT_AT_ONCE;
}

int layout_percent(struct layout *l, struct anchor top, size_t height)
{
	struct spot s;
	size_t shown = 0, total, below;

	if (is_empty(l))
		return 100;
	s = spot_of(l, top);
	while (shown + 1 < height && spot_next(l, &s))
		shown++;
	if (!spot_next(l, &s))
		return 100;
	while (l->idle_block < l->doc->n_blocks && is_short(l->doc) && layout_idle(l, 1000000))
		continue;
	total = layout_total(l);
	below = rows_before(l, s);
	return below >= total ? 99 : (int)(below * 100 / total);
}

size_t layout_total(struct layout *l)
{
	return sums_before(l, l->doc->n_blocks);
}

/* --- counting in idle time -------------------------------------------------------------------- */

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

bool layout_idle(struct layout *l, int budget_us)
{
	int64_t deadline = now_us() + budget_us;

	for (uint32_t n = 1; l->idle_block < l->doc->n_blocks; n++) {
		uint32_t b = l->idle_block;
		struct galley *s = l->slots[b % SLOTS], *own = NULL;

		if (!(l->rows[b] & ROWS_EXACT)) {
			/* The screen's are left alone; a huge block's is kept between slices. */
			if (l->doc->blocks[b].len >= HUGE_BLOCK)
				s = galley_of(l, b);
			else if (!s || s->block != b)
				s = own = galley_new(l, b);
			while (galley_count_more(s))
				if (now_us() >= deadline)
					return true;
			set_rows(l, b, galley_count(s) +
			               (s->shape == SHAPE_HIDDEN ? 0 : gap_below(l, b)));
			galley_free(own);
		}
		l->idle_block++;
		if (n % 8 == 0 && now_us() >= deadline)
			break;
	}
	return l->idle_block < l->doc->n_blocks;
}
