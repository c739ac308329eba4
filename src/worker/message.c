#include "worker/message.h"
#include "base/mem.h"
#include "net/fetch.h"
#include "worker/lookup.h"
#include "worker/parsed.h"
#include "worker/topic.h"

#include <stdlib.h>

struct message *message_new(enum message_kind kind)
{
	struct message *m = xcalloc(1, sizeof *m);

	m->kind = kind;
	return m;
}

struct message *message_with_ids(enum message_kind kind, const int64_t *ids, size_t n)
{
	struct message *m = message_new(kind);

	m->ids = n ? xmemdup(ids, n * sizeof *ids) : NULL;
	m->n = n;
	return m;
}

void message_free(struct message *m)
{
	if (!m)
		return;
	free(m->ids);
	free(m->name);
	free(m->text);
	parsed_free(m->parsed);
	lookup_free(m->lookup);
	fetch_answer_free(m->answer);
	topic_free(m->topic);
	free(m);
}

struct errand {
	struct message *m;
	void (*work)(struct message *);
	struct queue *reply;
};

static void run_errand(void *arg)
{
	struct errand e = *(struct errand *)arg;

	free(arg);
	e.work(e.m);
	queue_post(e.reply, e.m);
}

void message_work(struct message *m, void (*work)(struct message *), struct pool *pool,
                  struct queue *reply)
{
	struct errand e = { m, work, reply };

	pool_run(pool, run_errand, xmemdup(&e, sizeof e));
}

void message_free_any(void *m)
{
	message_free(m);
}
