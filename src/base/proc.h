/*
 * Other programs: started with an argument list, never through a shell.
 */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include <stdbool.h>
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
/* Split a configured command line into words: blanks part, '…' and "…" hold together, backslash
 * takes the next character; no variables, no substitution. Words are heap strings in a heap list
 * that ends with NULL; free with proc_words_free(). NULL when a quote is open. */
char **proc_words(const char *command, struct err *err);
void proc_words_free(char **words);

#endif
