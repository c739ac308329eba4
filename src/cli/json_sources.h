/*
 * What subscribing found, and the sources, as JSON (haowai(1)). Every key is always there; what is
 * not known is null. Times are UTC; secrets in addresses are masked.
 */
#ifndef CLI_JSON_SOURCES_H
#define CLI_JSON_SOURCES_H

#include <stdio.h>
#include "model/source.h"
#include "store/store.h"
#include "worker/lookup.h"

/* One object. state: "added" or "subscribed" (it was there already). */
void json_lookup(FILE *to, const struct lookup *l, const char *name, const char *state);

/* An element of an array: n counts from 0; json_sources_end() closes it. state may be NULL. */
void json_source(FILE *to, size_t n, const struct source *s, const struct source_state *state);
void json_sources_end(FILE *to, size_t n);

#endif
