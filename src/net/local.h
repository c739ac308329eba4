/*
 * file:// addresses, read by ourselves: regular files only, with the ceiling of a download. Size
 * and time serve as the validator.
 */
#ifndef NET_LOCAL_H
#define NET_LOCAL_H

#include <stdbool.h>
#include "net/fetch.h"

bool local_is_file(const char *url);
/* Fill the answer (outcome, body, etag, err). limit in bytes; etag of last time, or NULL. */
void local_read(const char *url, const char *etag, size_t limit, struct fetch_answer *answer);

#endif
