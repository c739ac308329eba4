/*
 * A body kept as it came, so that it is unpacked by the thread that reads it and not by the one that
 * fetches. Only small ones are: what is larger is unpacked as it comes, and never held whole.
 */
#ifndef NET_PARCEL_H
#define NET_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include "net/inflate.h"

#define PARCEL_MOST (256u * 1024) /* bytes on the wire; real feeds stay below */

struct parcel {
	enum packing packing;
	struct str bytes;
	size_t limit;  /* ceiling of what comes out */
	char *host;    /* for the sentence when that fails */
};

struct parcel *parcel_new(enum packing packing, size_t limit, const char *host);
void parcel_free(struct parcel *p);
/* False when it would be too many: nothing was added then. */
bool parcel_add(struct parcel *p, const void *bytes, size_t n);
/* What there is into an inflater that goes on with what comes. */
enum inflate_result parcel_feed(const struct parcel *p, struct inflater *f, struct str *out);
/* All of it into out, whose limit is set. */
enum inflate_result parcel_unpack(const struct parcel *p, struct str *out);

#endif
