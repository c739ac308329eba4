/* Alerts as the screen sees them: the list, the marks on rows, the bell once a fetch. */
#include "base/mem.h"
#include "reader/private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEEN "alerts-seen" /* the note that holds the highest id that was looked at */

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void read_alerts(struct reader *r)
{
	struct alert_hit *hits;
	const char *note;
	int64_t seen;

	if (r->alerts_are_read)
		return;
	arena_clear(&r->alerts_arena);
	r->n_alerts = store_alerts(r->store, &r->alerts_arena, &hits);
	note = r->n_alerts ? reader_note(r, SEEN) : NULL;
	seen = note ? strtoll(note, NULL, 10) : 0;
	r->alerts = arena_alloc(&r->alerts_arena, (r->n_alerts + 1) * sizeof *r->alerts);
	r->alerted = arena_alloc(&r->alerts_arena, (r->n_alerts + 1) * sizeof *r->alerted);
	r->n_alerted = r->n_fresh_alerts = 0;
	for (size_t i = 0; i < r->n_alerts; i++) {
		const struct alert_hit *h = &hits[i];

		r->alerts[i] = (struct alert_row){ h->id, h->name, h->title, h->link, h->source, h->time,
			                           h->item_id, h->hot_id, h->id > seen };
		r->n_fresh_alerts += h->id > seen;
		if (h->item_id)
			r->alerted[r->n_alerted++] = h->item_id;
	}
	qsort(r->alerted, r->n_alerted, sizeof *r->alerted, compare_ids);
	r->alerts_are_read = true;
}

void reader_apply_alerts(struct reader *r, struct item *item)
{
	read_alerts(r);
	item->is_alert = r->n_alerted && bsearch(&item->id, r->alerted, r->n_alerted,
	                                         sizeof *r->alerted, compare_ids);
}

size_t reader_alerts(struct reader *r, const struct alert_row **out)
{
	read_alerts(r);
	*out = r->alerts;
	return r->n_alerts;
}

size_t reader_fresh_alerts(struct reader *r)
{
	read_alerts(r);
	return r->n_fresh_alerts;
}

void reader_alerts_seen(struct reader *r)
{
	char text[32];

	if (!reader_fresh_alerts(r))
		return;
	snprintf(text, sizeof text, "%" PRId64, r->alerts[0].id);
	reader_set_note(r, SEEN, text);
	r->n_fresh_alerts = 0;
}

void reader_take_alert(struct reader *r, char *text, bool bell, unsigned notify)
{
	free(r->call_text);
	r->call_text = text;
	r->call = (struct alert_call){ bell, (int)notify, text };
	reader_say(r, xstrdup(text));
}

bool reader_alert_call(struct reader *r, struct alert_call *out)
{
	*out = r->call;
	r->call = (struct alert_call){ 0 };
	return out->text != NULL;
}

void reader_release_alerts(struct reader *r)
{
	arena_release(&r->alerts_arena);
	free(r->call_text);
}
