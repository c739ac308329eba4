/*
 * Lists of subscriptions that others have written → our configuration. The kind is told by the
 * content: OPML, newsboat's urls, newsraft's feeds, sfeedrc, a plain list of addresses, our own
 * configuration, keyword files of TrendRadar. Pure; any thread.
 *
 * What comes from outside is never trusted: of sources only http and https addresses and the keys
 * that say how a list is read are taken; nothing that runs a command, reads a file or sends what
 * stands in the environment.
 */
#ifndef SHARE_IMPORT_H
#define SHARE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"

enum { IMPORT_REFUSED_TOLD = 50 };

struct import {
	struct str text;      /* sections of configuration, to be added by config_add_text() */
	size_t n_sources, n_others; /* in it: sources; views and rules */
	size_t n_refused;
	struct str refused;   /* a line each, with the reason: the first IMPORT_REFUSED_TOLD */
	const char *kind;     /* "OPML", "newsboat", … for the summary */
};

void import_init(struct import *i);
void import_release(struct import *i);
/* Read a document of any of these kinds. False when it is none of them. */
bool import_read(struct slice bytes, struct import *out, struct err *err);
/* Take the sources and views that a text of our configuration makes, as above. */
void import_config(struct import *out, struct slice text);
/* Take its rules, alerts, [extra] and [tags] too. */
void import_settings(struct import *out, struct slice text);
/* Note what was not taken, on one clean line. */
void import_refuse(struct import *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- lists of addresses (share/import_lines.c) ------------------------------------------------------- */

/* A list of one address a line → our configuration. False when it is none. *kind: whose it is. */
bool import_lines(struct slice text, struct str *config_text, const char **kind);

#endif
