/*
 * What is asked of the net for a source: the one place where the keys of a source and the options
 * of the program become a request, for the worker and for `haowai check` alike. Pure but for the
 * environment that `header-env` names.
 */
#ifndef APP_REQUEST_H
#define APP_REQUEST_H

#include "app/options.h"
#include "base/arena.h"
#include "model/source.h"
#include "net/fetch.h"

/* Text is borrowed from the options. */
void request_limits(struct fetch_options *out, const struct options *o);
/* Without validators; text is borrowed from the source and the arena. */
void request_of_source(struct fetch_request *out, const struct source *s, struct arena *a);

#endif
