/*
 * What the night held back, as a note of the store: a reader that is closed before the morning prints
 * it all the same. Lines: numbers, headline, address, rule, and for each list time, rank and name.
 */
#include "base/mem.h"
#include "reader/private.h"

#include <inttypes.h>
#include <stdio.h>

enum { PLACES_MOST = 64 };

void extra_note_write(struct str *out, const struct extra_news *x)
{
	str_printf(out, "%" PRIx64 " %" PRId64 " %d %d %d %" PRId64 "\n%s\n%s\n%s\n", x->key,
	           x->entry_id, x->top, x->within_s, x->times, x->printed, x->headline,
	           x->link ? x->link : "", x->rule);
	for (size_t i = 0; i < x->n_places && i < PLACES_MOST; i++)
		str_printf(out, "%" PRId64 " %d %s\n", x->places[i].time, x->places[i].rank,
		           x->places[i].list);
}

static const char *next_line(struct slice *rest, struct arena *a)
{
	struct slice line = slice_next(rest, '\n');

	return arena_strndup(a, line.data, line.len);
}

bool extra_note_read(const char *text, struct arena *a, struct extra_news *out)
{
	struct slice rest = slice_of(text);
	struct extra_place *places = arena_alloc(a, PLACES_MOST * sizeof *places);
	struct extra_news x = { .places = places };

	if (sscanf(next_line(&rest, a), "%" SCNx64 " %" SCNd64 " %d %d %d %" SCNd64, &x.key, &x.entry_id,
	           &x.top, &x.within_s, &x.times, &x.printed) != 6)
		return false;
	x.headline = next_line(&rest, a);
	x.link = next_line(&rest, a);
	x.rule = next_line(&rest, a);
	while (rest.len && x.n_places < PLACES_MOST) {
		struct extra_place *p = &places[x.n_places];
		const char *line = next_line(&rest, a);
		int used = 0;

		if (sscanf(line, "%" SCNd64 " %d %n", &p->time, &p->rank, &used) != 2)
			return false;
		p->list = line + used;
		x.n_places++;
	}
	*out = x;
	return *x.headline && x.n_places;
}
