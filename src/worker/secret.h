/*
 * What lets a source in: the line its auth-command prints, the cookies of its cookie-file. Nothing
 * here is ever put into a message: sentences name the command's first word and the file only.
 *
 * A command is run once a run, for all sources that name it (struct secrets); running it takes as long
 * as it takes, so the worker has the pool do it. Files are read where they are asked for.
 */
#ifndef WORKER_SECRET_H
#define WORKER_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"

enum {
	SECRET_COMMAND_MS = 10 * 1000,
	SECRET_LINE_MOST = 8 * 1024,        /* what a command may print */
	SECRET_FILE_MOST = 1024 * 1024,
	SECRET_COOKIES_MOST = 16 * 1024,    /* of one request */
};

/* Run a command (words by proc_words(), no shell) and make a header line of the one it prints:
 * "Name: value" as it is, else "Authorization: LINE". The caller frees; NULL on failure. */
char *secret_of_command(const char *command, struct err *err);
/* The Cookie line for url out of a file in Netscape's format: "" when it has none for it; in the
 * arena. NULL on failure; a file that others may read is one. */
const char *secret_of_cookies(const char *path, const char *url, int64_t now, struct arena *a,
                              struct err *err);

/* What commands have printed in this run. */
struct secrets {
	struct secret {
		char *command, *line; /* line NULL: it failed, err says why; or it runs still */
		bool is_known;
		struct err err;
	} *v;
	size_t n, cap;
};

void secrets_release(struct secrets *s);
struct secret *secrets_find(const struct secrets *s, const char *command);
/* The row for a command, made when it is not there. */
struct secret *secrets_add(struct secrets *s, const char *command);
/* Run a command here and keep what comes of it, unless that is known. */
void secrets_run(struct secrets *s, const char *command);
/* Owns line. */
void secrets_learn(struct secrets *s, const char *command, char *line, const struct err *err);

#endif
