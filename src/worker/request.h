/*
 * What is asked of the net for a source: the one place where the keys of a source and the options
 * of the program become a request, for the worker and for `haowai check` alike. Pure but for the
 * environment that `header-env` names.
 */
#ifndef WORKER_REQUEST_H
#define WORKER_REQUEST_H

#include "base/arena.h"
#include "config/options.h"
#include "model/source.h"
#include "net/fetch.h"
#include "worker/secret.h"

/* Text is borrowed from the options. */
void request_limits(struct fetch_options *out, const struct options *o);
/* Without validators; text is borrowed from the source, the secrets and the arena. A command whose line
 * is not among the secrets (which may be NULL) is run here, and waited for. False with a sentence when
 * what lets it in cannot be had. */
bool request_of_source(struct fetch_request *out, const struct source *s, const struct secrets *known,
                       struct arena *a, struct err *err);
/* The same for a page of the source: what lets the source in goes along only to its own host. s may be
 * NULL. */
bool request_of_page(struct fetch_request *out, const char *link, const struct source *s,
                     const struct secrets *known, struct arena *a, struct err *err);
/* Is the link on the source's own host, port and scheme? */
bool request_is_at_home(const char *link, const struct source *s);
/* Does a move lead from an address of simplified characters to one of traditional ones, or back? Sites
 * name them so: /simp/ and /trad/, zh-hans and zh-hant, zh-cn and zh-tw. */
bool request_changes_script(const char *from, const char *to);

#endif
