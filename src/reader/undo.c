#include "base/array.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "reader/private.h"

#include <stdlib.h>
#include <string.h>

static void step_release(struct undo_step *s)
{
	free(s->said);
	free(s->filter);
	free(s->tag);
	packed_release(&s->ids);
	packed_release(&s->changed);
	if (s->kind == UNDO_FILE)
		file_change_release(&s->file);
	*s = (struct undo_step){ .kind = UNDO_FILTER };
}

static size_t bytes_of(const struct undo_step *s)
{
	return sizeof *s + s->ids.len + s->changed.len +
	       (s->kind == UNDO_FILE ? file_change_bytes(&s->file) : 0);
}

/* The worker need not know any more what it changed. */
static void forget_order(struct reader *r, uint32_t serial)
{
	int64_t id = serial;

	reader_post(r, message_with_ids(ORDER_UNDO, &id, 1));
}

static void drop_oldest(struct reader *r)
{
	struct undo *u = &r->undo;

	if (u->steps[0].kind == UNDO_MARKS)
		forget_order(r, u->steps[0].serial);
	u->bytes -= bytes_of(&u->steps[0]);
	step_release(&u->steps[0]);
	u->n--;
	memmove(u->steps, u->steps + 1, u->n * sizeof *u->steps);
}

void reader_undo_push(struct reader *r, struct undo_step step)
{
	struct undo *u = &r->undo;

	step.place = r->list.place;
	if (!step.filter)
		step.filter = xstrdup(reader_list_filter_text(r));
	if (!step.item)
		step.item = u->item;
	u->bytes += bytes_of(&step);
	ARRAY_PUSH(u->steps, u->n, u->cap) = step;
	while (u->n > UNDO_STEPS_MOST || (u->n > 1 && u->bytes > UNDO_BYTES_MOST))
		drop_oldest(r);
}

char *reader_undo_words(const char *format, ...)
{
	struct str said = STR_INIT;
	va_list ap;

	va_start(ap, format);
	str_vprintf(&said, format, ap);
	va_end(ap);
	return str_take(&said);
}

void reader_undo_file_begin(struct reader *r, struct str *before)
{
	str_init(before);
	file_change_read(r->paths.subscriptions, before);
}

void reader_undo_file_end(struct reader *r, struct str *before, bool written, char *said)
{
	struct undo_step step = { .kind = UNDO_FILE, .said = said };

	if (written && file_change_init(&step.file, r->paths.subscriptions, str_slice(before)))
		reader_undo_push(r, step);
	else
		free(said);
	str_release(before);
}

void reader_undo_at(struct reader *r, int64_t item)
{
	r->undo.item = item;
}

void reader_undo_filter(struct reader *r, const char *before, int64_t item)
{
	struct undo_step step = { .kind = UNDO_FILTER, .filter = xstrdup(before), .item = item };
	const char *now = reader_list_filter_text(r);
	struct str said = STR_INIT;

	if (*now)
		str_printf(&said, _("filtered by %s"), now);
	else
		str_printf(&said, _("the filter %s taken away"), before);
	step.said = str_take(&said);
	reader_undo_push(r, step);
}

size_t reader_undo_count(const struct reader *r)
{
	return r->undo.n;
}

const char *reader_undo_said(const struct reader *r)
{
	return r->undo.n ? r->undo.steps[r->undo.n - 1].said : "";
}

static bool take_back(struct reader *r, const struct undo_step *step, struct err *err)
{
	int64_t serial = step->serial;
	struct message *m;

	if (step->kind == UNDO_MARKS) {
		m = message_with_ids(ORDER_UNDO, &serial, 1);
		m->flag = true;
		reader_marks_undraw(r, reader_post(r, m), step);
	} else if (step->kind == UNDO_FILE) {
		if (!file_change_undo(&step->file, r->paths.subscriptions, err))
			return false;
		reader_reload(r);
	}
	return true;
}

bool reader_undo(struct reader *r, struct undone *out, struct err *err)
{
	struct undo *u = &r->undo;
	struct undo_step *last = &u->last;

	/* one that fails stays: what is in its way may go away */
	if (!u->n || !take_back(r, &u->steps[u->n - 1], err))
		return false;
	step_release(last);
	*last = u->steps[--u->n];
	u->bytes -= bytes_of(last);
	*out = (struct undone){ .said = last->said, .left = u->n, .place = last->place,
		                .filter = last->filter, .item = last->item };
	return true;
}

void reader_undo_release(struct reader *r)
{
	struct undo *u = &r->undo;

	for (size_t i = 0; i < u->n; i++)
		step_release(&u->steps[i]);
	if (u->last.said)
		step_release(&u->last);
	free(u->steps);
}
