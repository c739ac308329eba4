/*
 * Threads and a small pool of workers for pure functions.
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

struct thread;

/* Start main_loop(arg) with all signals blocked. */
struct thread *thread_start(void (*main_loop)(void *), void *arg, const char *name);
/* Wait for its end and free it. */
void thread_join(struct thread *t);

/* Processors of this machine, at least 1. */
int thread_processors(void);

struct pool;

/* n threads, at least 1; 0 for as many as processors, at least 2. */
struct pool *pool_new(int n);
/* Wait for what runs, then end. Jobs not begun are run too. */
void pool_free(struct pool *p);
/* Run job(arg) on some thread; job owns arg and posts its result to a queue. */
void pool_run(struct pool *p, void (*job)(void *), void *arg);

#endif
