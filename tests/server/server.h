/*
 * The loopback server of tests/server/server.py, started for a test and ended with it.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct server {
	pid_t pid;
	int input;        /* its stdin: closing it ends it, whatever becomes of the test */
	char line[1024];  /* what it said when it listened */
};

/* Start it over the folder root with more arguments (ends with NULL; may be NULL itself). */
bool server_start(struct server *s, const char *root, const char *const *more);
void server_stop(struct server *s);
/* The plain port, or that of a certificate: "good", "expired", … */
int server_port(const struct server *s, const char *certificate);
/* The file with the authority that signed "good"; into out. */
void server_ca(const struct server *s, char *out, size_t size);

#endif
