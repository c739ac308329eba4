/*
 * A list that nobody has described: which mapping would read it? For JSON the array of objects whose
 * members look most like headlines, addresses, times and heat; for HTML the links that stand at the
 * same place of a repeated block, with the longest texts. A proposal: somebody looks at what it
 * gives before it is kept. Pure; any thread.
 */
#ifndef FEED_PROPOSE_H
#define FEED_PROPOSE_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"
#include "feed/parse.h"

/* Append the lines of configuration (items = …, title = …, link = …, time = … and so on) that read
 * the document. False with a sentence when there is nothing in it that looks like a list. */
bool propose_mapping(struct slice bytes, const struct feed_hints *hints, struct str *lines,
                     struct err *err);

/* --- the two kinds (text is decoded) ------------------------------------------------------------- */

bool propose_json(struct slice text, const struct feed_hints *hints, struct str *lines);
bool propose_html(struct slice text, const struct feed_hints *hints, struct str *lines);

/* For both: how wide a text is on a screen (an ideograph counts two), up to `most`. */
size_t propose_width(struct slice text, size_t most);

#endif
