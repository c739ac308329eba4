/*
 * Other programs: started with an argument list, never through a shell.
 */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/err.h"
#include "base/str.h"

/* Start argv[0] (searched in PATH) detached from the terminal, all three streams on /dev/null;
 * returns at once. False when it cannot be started. argv ends with NULL. */
bool proc_start_detached(const char *const argv[], struct err *err);
/* Run argv[0] (searched in PATH), its input and its errors on /dev/null, and take what it prints into
 * out, until it ends; out->limit is the ceiling. False when it cannot be started, takes longer than
 * timeout_ms, prints more, or ends with another status than 0: the sentence holds nothing of what it
 * printed. Any thread. */
bool proc_capture(const char *const argv[], int timeout_ms, struct str *out, struct err *err);
/* Programs to be started one after the other, at most at_once of them at a time and each for at most
 * timeout_s (then it and what it started are killed), by a watching process that lives on by itself,
 * with all streams on /dev/null. lock (may be NULL): a file by which the watchers of several calls
 * wait for each other. env: NAME=value lines beside our environment; lists end with NULL. Returns at
 * once; a program that cannot be started is passed over. (base/proc_jobs.c) */
struct proc_job {
	char **argv, **env;
};
struct proc_limits {
	int at_once, timeout_s;
	const char *lock;
};
bool proc_start_jobs(const struct proc_job *jobs, size_t n, const struct proc_limits *limits,
                     struct err *err);
/* A program that runs while the screen goes on: it reads `input` (a copy) and nothing else, its output
 * and its errors come together, and it has no terminal. One thread. (base/proc_child.c) */
struct proc_child {
	pid_t pid;        /* 0: none runs; a struct of zeros is one */
	int fd;           /* readable when there is something to take; -1 when its output has ended */
	int64_t end_ms;   /* monotonic: it is ended then */
};
struct proc_start {
	const char *const *argv;
	char *const *env; /* NAME=value lines beside our environment, or NULL */
	struct slice input;
	int timeout_ms;
};
bool proc_child_start(struct proc_child *c, const struct proc_start *s, struct err *err);
bool proc_child_is_running(const struct proc_child *c);
/* Milliseconds until proc_child_step() wants to be called though nothing is readable; -1: never. */
int proc_child_timeout_ms(const struct proc_child *c);
enum proc_child_state {
	PROC_CHILD_RUNS,
	PROC_CHILD_ENDED, /* *status is as from waitpid() */
	PROC_CHILD_LATE,  /* it took too long, and was ended */
	PROC_CHILD_CUT,   /* it printed more than out->limit, and was ended */
};
/* Take what it has printed, without waiting. */
enum proc_child_state proc_child_step(struct proc_child *c, struct str *out, int *status);
/* End it and what it has started. */
void proc_child_end(struct proc_child *c);
/* Split a configured command line into words: blanks part, '…' and "…" hold together, backslash
 * takes the next character; no variables, no substitution. Words are heap strings in a heap list
 * that ends with NULL; free with proc_words_free(). NULL when a quote is open. */
char **proc_words(const char *command, struct err *err);
void proc_words_free(char **words);

#endif
