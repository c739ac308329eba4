/*
 * How other programs are started: what the files proc*.c share. Not for others.
 */
#ifndef BASE_PROC_SPAWN_H
#define BASE_PROC_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

/* Our environment with the lines of own (may be NULL) in place of ours of those names. The list is the
 * caller's to free, its lines are borrowed. */
char **proc_environment(char *const own[]);
/* Start argv[0] (searched in PATH) in a session of its own: no terminal, no ^C, and it can be ended with
 * all it starts. from, to, errors: its streams, -1 for /dev/null. Returns 0 or an errno. */
int proc_spawn(pid_t *pid, const char *const argv[], char *const env[], const int streams[3]);

/* Have run(arg, report) go on in a process of its own that init looks after, with all streams on
 * /dev/null and no signal blocked; it must not return, and between fork() and exec call only what is
 * safe there. Returns when run has closed report, as exec does; 0, or the errno that run wrote into it
 * or that forking came to. */
int proc_detach(void (*run)(const void *arg, int report), const void *arg);
/* There: be this program; returns the errno of a failure. */
int proc_become(char *const argv[], char *const env[]);

#endif
