/*
 * Everything out, and in again: subscriptions as OPML, and all that the program keeps as JSON, read
 * and written piece by piece, so that memory does not grow with the store. The command line only.
 */
#ifndef SHARE_EXPORT_H
#define SHARE_EXPORT_H

#include <stdbool.h>
#include <stdio.h>
#include "config/config.h"
#include "share/import.h"
#include "base/err.h"
#include "base/path.h"

/* The user's sources with folders, tags and mappings (feed/opml.h); false when the stream failed. */
bool export_opml(FILE *to, const struct config *c);

/* {"format":"haowai","version":"1","sources":[…],"views":[…],"settings":[…],"articles":[…],"hot":[…]};
 * haowai(1) describes it. A store that is not there yet has no articles. */
bool export_json(FILE *to, const struct config *c, const struct paths *paths, struct err *err);

struct import_result {
	struct import lists;         /* release with import_release() */
	struct config_added added;
	size_t n_marked, n_unknown;  /* articles whose marks were taken; that are not in the store */
};
/* Read such a JSON: subscribe to its sources, then set the marks of the articles that are here, found
 * by source and identity, else by their link. dry_run: only count. */
bool import_json(FILE *from, const struct paths *paths, bool dry_run, struct import_result *out,
                 struct err *err);

#endif
