/*
 * A mailbox between threads: messages are heap pointers, first in first out, unbounded.
 *
 * Many may post; one thread takes. The reading end has a file descriptor for poll() that is readable
 * while messages wait. Ownership of a message goes with it.
 */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include <stddef.h>

struct queue;

struct queue *queue_new(void);
/* Frees the queue; messages still inside are given to free_message (may be NULL). */
void queue_free(struct queue *q, void (*free_message)(void *));
void queue_post(struct queue *q, void *message);
/* The oldest message, or NULL at once when there is none. */
void *queue_take(struct queue *q);
/* Readable while messages wait; borrowed. */
int queue_fd(const struct queue *q);

#endif
