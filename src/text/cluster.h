/*
 * Extended grapheme clusters (UAX #29, Unicode 15) and their width. Pure; any thread.
 */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "text/width.h"

/* Bytes of the cluster at p (p < end); at least one code point. */
size_t cluster_next(const char *p, const char *end);
enum { CLUSTER_CELLS = 14 }; /* the widest cluster a profile with `whole` draws in its parts */

/* Cells it takes: 0, 1, 2 (a cluster this terminal would draw wider is to be drawn as its base);
 * with profile->whole the sum of its parts up to CLUSTER_CELLS where they are not joined. */
int cluster_width(const struct width_profile *profile, const char *p, size_t n);
/* What is drawn for a cluster: itself where the terminal joins it and it has at most 5 code points,
 * else its base alone. Returns the bytes of p to draw. */
size_t cluster_drawn(const struct width_profile *profile, const char *p, size_t n);

#endif
