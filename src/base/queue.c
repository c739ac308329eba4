#include "base/queue.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct node {
	struct node *next;
	void *message;
};

struct queue {
	pthread_mutex_t lock;
	struct node *first, **last;
	int fd;
};

struct queue *queue_new(void)
{
	struct queue *q = xcalloc(1, sizeof *q);

	pthread_mutex_init(&q->lock, NULL);
	q->last = &q->first;
	q->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return q;
}

void queue_free(struct queue *q, void (*free_message)(void *))
{
	void *message;

	if (!q)
		return;
	while ((message = queue_take(q)))
		if (free_message)
			free_message(message);
	close(q->fd);
	pthread_mutex_destroy(&q->lock);
	free(q);
}

void queue_post(struct queue *q, void *message)
{
	struct node *node = xmalloc(sizeof *node);
	uint64_t one = 1;

	node->next = NULL;
	node->message = message;
	pthread_mutex_lock(&q->lock);
	/* Under the lock, so that it is readable exactly while something waits. Cannot fail but when the
	 * counter is full, and then it is readable anyway. */
	if (!q->first && write(q->fd, &one, sizeof one) < 0)
		one = 0;
	*q->last = node;
	q->last = &node->next;
	pthread_mutex_unlock(&q->lock);
}

void *queue_take(struct queue *q)
{
	struct node *node;
	void *message = NULL;
	uint64_t count;

	pthread_mutex_lock(&q->lock);
	node = q->first;
	if (node) {
		q->first = node->next;
		if (!q->first)
			q->last = &q->first;
		message = node->message;
	}
	/* emptied under the lock, so that no post in between is lost */
	if (!q->first && read(q->fd, &count, sizeof count) < 0)
		count = 0;
	pthread_mutex_unlock(&q->lock);
	free(node);
	return message;
}

int queue_fd(const struct queue *q)
{
	return q->fd;
}
