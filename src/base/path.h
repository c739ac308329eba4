/*
 * Files and folders: the XDG places, whole-file reading with a ceiling, atomic writing.
 * Everything is made 0700 (folders) and 0600 (files). Any thread.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

struct paths {
	char *config;        /* the user's configuration file */
	char *subscriptions; /* the program's own, beside it */
	char *data;          /* folder of news.db */
	char *state;         /* folder of log, lock, profiles, history */
};

/* Find the places: home (from --home, or NULL) keeps all below one folder; config (from --config, or
 * NULL) replaces the configuration file. XDG variables otherwise, else ~/.config and so on.
 * Makes the folders it names; false when one cannot be made. Release with paths_release(). */
bool paths_init(struct paths *p, const char *home, const char *config, struct err *err);
void paths_release(struct paths *p);

/* dir + "/" + name; the caller frees. */
char *path_join(const char *dir, const char *name);
/* Make the folder and its parents, 0700. */
bool path_make_folders(const char *dir, struct err *err);
/* Read the whole file; more than limit bytes fails. Appends to out. "-" is standard input. */
bool path_read(const char *path, struct str *out, size_t limit, struct err *err);
/* Write by temporary file, fsync, rename, fsync of the folder; keeps `copies` older ones as
 * path.1 … path.N. */
bool path_write(const char *path, struct slice content, int copies, struct err *err);
bool path_exists(const char *path);
/* Whether something stands there that is written into and never replaced: a device, a pipe, a
 * terminal. Also true of a folder, where opening it to write says what is wrong. path_write() does
 * so by itself, without a temporary file and without copies. */
bool path_is_outlet(const char *path);

#endif
