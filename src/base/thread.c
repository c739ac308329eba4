#include "base/thread.h"
#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct thread {
	pthread_t id;
	void (*main_loop)(void *);
	void *arg;
	char name[16];
};

static void *thread_main(void *arg)
{
	struct thread *t = arg;

	pthread_setname_np(pthread_self(), t->name);
	t->main_loop(t->arg);
	return NULL;
}

struct thread *thread_start(void (*main_loop)(void *), void *arg, const char *name)
{
	struct thread *t = xcalloc(1, sizeof *t);
	sigset_t all, before;
	int failure;

	t->main_loop = main_loop;
	t->arg = arg;
	snprintf(t->name, sizeof t->name, "%s", name);
	/* signals are the first thread's: block them here so that the new one never gets any */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failure = pthread_create(&t->id, NULL, thread_main, t);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failure) {
		fprintf(stderr, "haowai: cannot start a thread: %s\n", strerror(failure));
		exit(1);
	}
	return t;
}

void thread_join(struct thread *t)
{
	pthread_join(t->id, NULL);
	free(t);
}

int thread_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 1024 ? 1024 : (int)n;
}

struct job {
	struct job *next;
	void (*run)(void *);
	void *arg;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct job *first, **last;
	bool ending;
	struct thread **threads;
	int n;
};

static void pool_main(void *arg)
{
	struct pool *p = arg;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		struct job *job = p->first;

		if (!job && p->ending)
			break;
		if (!job) {
			pthread_cond_wait(&p->wake, &p->lock);
			continue;
		}
		p->first = job->next;
		if (!p->first)
			p->last = &p->first;
		pthread_mutex_unlock(&p->lock);
		job->run(job->arg);
		free(job);
		pthread_mutex_lock(&p->lock);
	}
	pthread_mutex_unlock(&p->lock);
}

struct pool *pool_new(int n)
{
	struct pool *p = xcalloc(1, sizeof *p);

	if (n <= 0)
		n = thread_processors();
	p->n = n < 2 ? (n == 1 ? 1 : 2) : n;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	p->last = &p->first;
	p->threads = xcalloc((size_t)p->n, sizeof *p->threads);
	for (int i = 0; i < p->n; i++)
		p->threads[i] = thread_start(pool_main, p, "haowai-pool");
	return p;
}

void pool_free(struct pool *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->ending = true;
	pthread_cond_broadcast(&p->wake);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->n; i++)
		thread_join(p->threads[i]);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
	free(p->threads);
	free(p);
}

void pool_run(struct pool *p, void (*run)(void *), void *arg)
{
	struct job *job = xmalloc(sizeof *job);

	*job = (struct job){ NULL, run, arg };
	pthread_mutex_lock(&p->lock);
	*p->last = job;
	p->last = &job->next;
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
}
