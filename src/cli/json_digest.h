/*
 * A digest as JSON: {title, since, until, lead, hot[], sections[{tag, items[]}]}. Every key is always
 * there; what is not known is null. Times are UTC.
 */
#ifndef CLI_JSON_DIGEST_H
#define CLI_JSON_DIGEST_H

#include "base/str.h"
#include "digest/set.h"

/* cells: what a summary may take. */
void json_digest(struct str *out, const struct digest *d, const struct digest_look *look, int cells);

#endif
