/* A picture of an article: asked of the worker, handed over when it has come. */
#include "reader/private.h"
#include "base/mem.h"

#include <stdlib.h>

static void forget(struct reader *r)
{
	free(r->picture.bytes);
	free(r->picture.problem);
	r->picture.bytes = r->picture.problem = NULL;
	r->picture.size = 0;
}

void reader_picture_ask(struct reader *r, int64_t item_id, const char *link)
{
	struct message *m = message_with_ids(ORDER_PICTURE, &item_id, 1);

	forget(r);
	m->text = xstrdup(link);
	r->picture.serial = reader_post(r, m);
}

void reader_picture_cancel(struct reader *r)
{
	if (r->picture.serial)
		reader_post(r, message_new(ORDER_PICTURE));
	forget(r);
	r->picture.serial = 0;
}

bool reader_picture(const struct reader *r, struct slice *bytes, const char **problem)
{
	*bytes = slice_make(r->picture.bytes, r->picture.size);
	*problem = r->picture.problem;
	return r->picture.bytes || r->picture.problem;
}

bool reader_take_picture(struct reader *r, struct message *m)
{
	if (!r->picture.serial || m->serial != r->picture.serial)
		return false; /* nobody waits for that one any more */
	forget(r);
	r->picture.serial = 0;
	*(m->flag ? &r->picture.bytes : &r->picture.problem) = m->text;
	r->picture.size = m->flag ? m->n : 0;
	m->text = NULL;
	return true;
}
