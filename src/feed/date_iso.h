/*
 * The short forms of ISO 8601 that nothing else looks like: ordinal days and weeks. Internal to
 * feed/date.
 */
#ifndef FEED_DATE_ISO_H
#define FEED_DATE_ISO_H

#include <stdbool.h>
#include "base/clock.h"
#include "base/str.h"

/* 2026326, 26-326, 2026-W47-7, -26-11 …: the whole of normalised text, or false. */
bool date_iso_read(struct slice text, struct civil *out);

#endif
