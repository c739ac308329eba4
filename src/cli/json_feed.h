/*
 * A parsed feed as JSON, the shape of `haowai parse --json` (haowai(1)).
 */
#ifndef CLI_JSON_FEED_H
#define CLI_JSON_FEED_H

#include <stdbool.h>
#include <stdio.h>
#include "model/feed.h"

/* Write it; false when the stream failed. What is absent is left out. */
bool feed_write_json(const struct feed *feed, FILE *to);

#endif
