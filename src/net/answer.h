/*
 * What comes back on a hop: taken line by line and piece by piece within the ceilings, then made
 * into the outcome and its sentence. Used by transfer.c only.
 */
#ifndef NET_ANSWER_H
#define NET_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include "net/transfer.h"

/* libcurl's callbacks; opaque is the transfer. */
size_t answer_take_head(char *line, size_t size, size_t n, void *opaque);
size_t answer_take_body(char *bytes, size_t size, size_t n, void *opaque);
/* The hop was answered with a redirect that names an address. */
bool answer_follows(const struct transfer *t);
/* Move what the header says into the answer. */
void answer_take_fields(struct transfer *t);
/* Set outcome, sentence and body of a hop that is the last one. */
void answer_conclude(struct transfer *t, CURLcode code, const struct fetch_options *options);

#endif
