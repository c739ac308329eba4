/* A topic is gathered whole, with where its entries stood, by one job of the pool. */
#include "store_fixture.h"

#include <poll.h>
#include "base/queue.h"
#include "base/thread.h"
#include "worker/message.h"
#include "worker/topic.h"

enum { FETCHES = 40, EVERY = 600, LISTS = 2, ENTRIES = 6 };

/* Entries take turns; at every seventh fetch one is missing, every ninth fails. */
static void play(struct box *b, const char *name, int64_t *id)
{
	struct source source = source_named(name);

	source.kind = SOURCE_HOT;
	*id = store_source_put(b->s, &source, &b->err);
	for (int f = 0; f < FETCHES; f++) {
		struct line lines[ENTRIES];
		char titles[ENTRIES][64];
		struct feed feed;
		bool changed;
		size_t n = 0;

		for (int i = 0; i < ENTRIES; i++) {
			int which = (i + f) % ENTRIES;

			if (f % 7 == 6 && which == 2)
				continue;
			snprintf(titles[n], sizeof titles[n], "第%d座桥%s", which, which % 2 ? "通车" : "亮灯");
			lines[n] = (struct line){ .title = titles[n] };
			n++;
		}
		if (f % 9 == 8) {
			assert_true(store_hot_missed(b->s, *id, NOW + f * EVERY, &b->err));
			continue;
		}
		feed_from_lines(&feed, lines, n);
		assert_true(store_save_hot(b->s, *id, &source, &feed, NOW + f * EVERY, &changed, &b->err));
		feed_release(&feed);
	}
}

static struct topic *gathered(struct box *b, const char *filter, const int64_t *lists)
{
	struct topic *t = topic_new("桥", b->path);
	struct queue *reply = queue_new();
	struct pool *pool = pool_new(1);
	struct message *m;

	t->filter = filter_parse(filter, NULL, NULL);
	t->lists = xmemdup(lists, LISTS * sizeof *lists);
	t->n_lists = LISTS;
	topic_start(t, pool, reply);
	pool_free(pool);
	m = queue_take(reply);
	assert_non_null(m);
	assert_int_equal(m->kind, NEWS_TOPIC);
	t = m->topic;
	m->topic = NULL;
	message_free(m);
	queue_free(reply, message_free_any);
	return t;
}

static void sightings_come_with_the_events(void **state)
{
	struct box *b = *state;
	int64_t lists[LISTS];
	struct topic *t;
	size_t n_entries = 0;

	play(b, "热榜", &lists[0]);
	play(b, "茶馆", &lists[1]);
	t = gathered(b, "亮灯", lists);
	for (size_t i = 0; i < t->n_events; i++) {
		const struct topic_event *e = &t->events[i];
		struct arena a = ARENA_INIT;
		struct hot_sighting *seen;
		size_t n, from;

		assert_true(e->entry != 0);
		n = store_hot_history(b->s, e->entry, &a, &seen);
		from = n > TOPIC_SEEN_MOST ? n - TOPIC_SEEN_MOST : 0;
		assert_true(n > TOPIC_SEEN_MOST);
		assert_int_equal(e->n_seen, n - from);
		for (size_t k = 0; k < e->n_seen; k++) {
			assert_int_equal(e->seen[k].time, seen[from + k].time);
			assert_int_equal(e->seen[k].rank, seen[from + k].rank);
		}
		n_entries++;
		arena_release(&a);
	}
	assert_int_equal(n_entries, LISTS * ENTRIES / 2);
	topic_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sightings_come_with_the_events, box_open, box_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
