/*
 * A digest as JSON: {title, since, until, lead, hot[], sections[{tag, items[]}]}. Every key is always
 * there; what is not known is null. Times are UTC.
 */
#ifndef APP_JSON_DIGEST_H
#define APP_JSON_DIGEST_H

#include "app/digest_set.h"
#include "base/str.h"

/* cells: what a summary may take. */
void json_digest(struct str *out, const struct digest *d, const struct digest_look *look, int cells);

#endif
