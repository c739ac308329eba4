/*
 * A configuration file, line by line: what kind of line it is, and its parts. Pure; any thread.
 *
 * Nothing is copied: the parts borrow from the text. Lines may be as long as they like.
 */
#ifndef CONFIG_SCAN_H
#define CONFIG_SCAN_H

#include <stdbool.h>
#include "base/str.h"

enum config_line_kind {
	CONFIG_SECTION,  /* [section name] */
	CONFIG_KEY,      /* key = value */
	CONFIG_COMMENT,  /* a line beginning with # or ;, or a blank one */
	CONFIG_NEWSBOAT, /* a line of newsboat's file `urls` */
	CONFIG_WRONG,    /* none of these: `wrong` says why */
};

struct config_scanned {
	enum config_line_kind kind;
	int line;                   /* 1 is the first */
	struct slice text;          /* the line without blanks around it */
	struct slice section, name; /* name is empty where there is none */
	struct slice key, value;    /* value as it stands, trimmed */
	struct slice unquoted;      /* value, with "…" around the whole of it taken off */
	const char *wrong;          /* a msgid */
};

struct config_scan {
	struct slice rest;
	int line;
};

/* Start on a file's text; a byte order mark is skipped. */
void config_scan_init(struct config_scan *s, struct slice text);
/* The next line; false after the last. */
bool config_scan_next(struct config_scan *s, struct config_scanned *out);

#endif
