#include "filter/reading.h"
#include "base/mem.h"
#include "base/thread.h"
#include "store/store.h"
#include "text/fold.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	READERS_LEAST = 2, /* one waits for the file while the other folds */
	READERS_MOST = 4,
	PIECES = 12,       /* some more than readers: ids are not spread evenly */
};

struct filter_reading {
	struct filter_reading_options o;
	char *database;
	int64_t *hidden;
	atomic_bool cancelled;
	atomic_int next;                     /* piece */
	struct filter_rows *pieces[PIECES];  /* by falling ids; each is one thread's until that ends */
	struct thread *threads[READERS_MOST];
	struct err errs[READERS_MOST];
	struct reader_seat {
		struct filter_reading *reading;
		struct err *err;
	} seats[READERS_MOST];
	int n_threads;
};

struct folding {
	struct filter_reading *reading;
	struct filter_rows *rows;
	const char *label;   /* of the row before, */
	struct str source;   /* folded */
};

static bool is_left_out(const struct filter_reading_options *o, const struct scan_row *row)
{
	return (o->no_muted && row->is_muted) || (o->no_read && row->is_read) || row->is_hidden;
}

static bool fold_row(void *opaque, const struct scan_row *row)
{
	struct folding *f = opaque;
	struct item item = {
		.id = row->id, .source_id = row->source_id, .sort_time = row->sort_time,
		.fetched = row->fetched, .is_read = row->is_read, .is_starred = row->is_starred,
		.is_changed = row->is_changed, .is_muted = row->is_muted,
	};

	if (atomic_load_explicit(&f->reading->cancelled, memory_order_relaxed))
		return false;
	if (is_left_out(&f->reading->o, row))
		return true;
	if (!row->label || row->label != f->label) {
		str_clear(&f->source);
		text_fold(&f->source, row->source);
		f->label = row->label;
	}
	filter_rows_add_raw(f->rows, &item, row->title, str_slice(&f->source), row->tags);
	return true;
}

static bool read_piece(struct filter_reading *reading, struct store *s, int piece, struct err *err)
{
	const struct filter_reading_options *o = &reading->o;
	struct folding f = { .reading = reading, .rows = reading->pieces[piece], .source = STR_INIT };
	int64_t size = (o->last - o->first) / PIECES + 1, last = o->last - size * piece;
	bool done = store_rows_between(s, piece == PIECES - 1 ? INT64_MIN : last - size + 1,
	                               piece ? last : INT64_MAX, fold_row, &f, err);

	str_release(&f.source);
	return done;
}

static void read_rows(void *opaque)
{
	struct reader_seat *seat = opaque;
	struct filter_reading *reading = seat->reading;
	struct store *s = store_open(reading->database, STORE_READ, seat->err);
	int piece;

	if (s)
		store_hide_sources(s, reading->hidden, reading->o.n_hidden);
	while (s && (piece = atomic_fetch_add(&reading->next, 1)) < PIECES)
		if (atomic_load(&reading->cancelled) || !read_piece(reading, s, piece, seat->err))
			break;
	store_close(s);
}

struct filter_reading *filter_reading_start(const struct filter_reading_options *o)
{
	struct filter_reading *reading = xcalloc(1, sizeof *reading);
	int n = thread_processors();

	reading->o = *o;
	reading->database = xstrdup(o->database);
	reading->hidden = o->n_hidden ? xmemdup(o->hidden, o->n_hidden * sizeof *o->hidden) : NULL;
	for (int i = 0; i < PIECES; i++)
		reading->pieces[i] = filter_rows_new();
	reading->n_threads = n < READERS_LEAST ? READERS_LEAST : n > READERS_MOST ? READERS_MOST : n;
	for (int i = 0; i < reading->n_threads; i++) {
		reading->seats[i] = (struct reader_seat){ reading, &reading->errs[i] };
		err_clear(&reading->errs[i]);
		reading->threads[i] = thread_start(read_rows, &reading->seats[i], "haowai-filter");
	}
	return reading;
}

static void release(struct filter_reading *reading)
{
	for (int i = 0; i < PIECES; i++)
		filter_rows_free(reading->pieces[i]);
	free(reading->hidden);
	free(reading->database);
	free(reading);
}

struct filter_rows *filter_reading_finish(struct filter_reading *reading, struct err *err)
{
	struct filter_rows *rows = filter_rows_new();

	for (int i = 0; i < reading->n_threads; i++) {
		thread_join(reading->threads[i]);
		if (reading->errs[i].text[0])
			err_set(err, "%s", reading->errs[i].text);
	}
	for (int i = 0; i < PIECES; i++) {
		filter_rows_append(rows, reading->pieces[i]);
		reading->pieces[i] = NULL;
	}
	release(reading);
	return rows;
}

void filter_reading_cancel(struct filter_reading *reading)
{
	if (!reading)
		return;
	atomic_store(&reading->cancelled, true);
	for (int i = 0; i < reading->n_threads; i++)
		thread_join(reading->threads[i]);
	release(reading);
}
