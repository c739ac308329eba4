/*
 * A body kept as it came, so that it is unpacked by the thread that reads it and not by the one that
 * fetches. Only small ones are: what is larger is unpacked as it comes, and never held whole.
 */
#ifndef NET_PACKED_H
#define NET_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include "net/inflate.h"

#define PACKED_MOST (256u * 1024) /* bytes on the wire; real feeds stay below */

struct packed {
	enum packing packing;
	struct str bytes;
	size_t limit;  /* ceiling of what comes out */
	char *host;    /* for the sentence when that fails */
};

struct packed *packed_new(enum packing packing, size_t limit, const char *host);
void packed_free(struct packed *p);
/* False when it would be too many: nothing was added then. */
bool packed_add(struct packed *p, const void *bytes, size_t n);
/* What there is into an inflater that goes on with what comes. */
enum inflate_result packed_feed(const struct packed *p, struct inflater *f, struct str *out);
/* All of it into out, whose limit is set. */
enum inflate_result packed_unpack(const struct packed *p, struct str *out);

#endif
