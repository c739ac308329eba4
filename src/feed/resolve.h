/*
 * Relative addresses inside markup → absolute ones; everything else stays byte for byte. Pure; any
 * thread.
 */
#ifndef FEED_RESOLVE_H
#define FEED_RESOLVE_H

#include <stdbool.h>
#include "base/str.h"

/* Append html with href, src, cite, poster, srcset … resolved against base, and against xml:base
 * where an element inside has one. False, and nothing appended, when nothing had to be changed. */
bool resolve_markup(struct str *out, struct slice html, const char *base);

#endif
