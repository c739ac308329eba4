/*
 * Markup on its way in: relative addresses become absolute, scripts and styles go; everything else
 * stays byte for byte. Pure; any thread.
 */
#ifndef FEED_REWRITE_H
#define FEED_REWRITE_H

#include <stdbool.h>
#include "base/str.h"

/* Append html with href, src, cite, poster, srcset … resolved against base (NULL: left as they are), and
 * against xml:base where an element inside has one. False, and nothing appended, when nothing had to be
 * changed. */
bool rewrite_markup(struct str *out, struct slice html, const char *base);

#endif
