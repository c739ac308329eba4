/*
 * HZ (RFC 1843), the GB 2312 of mail and news groups: two ASCII characters for one of Han, between
 * ~{ and ~}. Pure; any thread.
 */
#ifndef FEED_HZ_H
#define FEED_HZ_H

#include "base/str.h"

/* Append HZ text as GB 2312 in eight bits; what is no escape stays as it is. */
void hz_to_gb(struct str *out, struct slice text);

#endif
