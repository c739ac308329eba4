#include "store/undo.h"
#include "store/marks.h"
#include "base/array.h"

#include <stdlib.h>

enum { BITS = 11 };

void changes_release(struct changes *c)
{
	free(c->rows);
	packed_release(&c->packed);
	*c = (struct changes){ 0 };
}

void store_note_changes(struct store *s, struct changes *c)
{
	s->changes = c;
	if (c && !c->newest)
		c->newest = db_number(s, 0, "SELECT max(id) FROM item");
}

void changes_note(struct store *s, enum changes_kind kind, int64_t id, int was)
{
	struct changes *c = s->changes;

	if (!c)
		return;
	c->kind = kind;
	ARRAY_PUSH(c->rows, c->n, c->cap) = id << BITS | was;
}

size_t changes_mark(const struct store *s)
{
	return s->changes ? s->changes->n : 0;
}

void changes_back(struct store *s, size_t n)
{
	if (s->changes)
		s->changes->n = n;
}

void changes_end(struct changes *c)
{
	packed_release(&c->packed);
	packed_init(&c->packed, c->rows, c->n);
	free(c->rows);
	c->rows = NULL;
	c->n = c->cap = 0;
}

static void restore(struct store *s, int64_t row, const void *how)
{
	const struct changes *c = how;
	int64_t id = row >> BITS;
	int was = (int)(row & ((1 << BITS) - 1));

	switch (c->kind) {
	case CHANGES_READ:
		marks_restore(s, id, was, c->newest);
		break;
	case CHANGES_STAR:
		marks_restore_star(s, id, was);
		break;
	case CHANGES_TAG:
		tags_restore(s, id, c->tag_id, was);
		break;
	case CHANGES_NONE:
		break;
	}
}

bool store_undo(struct store *s, const struct changes *c, struct err *err)
{
	int64_t *rows = packed_numbers(&c->packed);
	bool ok = !c->packed.n || marks_each(s, rows, c->packed.n, restore, c, err);

	free(rows);
	return ok;
}
