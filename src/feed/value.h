/*
 * Values: raw text of an element, attribute or JSON string → what the model keeps (cleaned, mended,
 * resolved, in the feed's arena). NULL stands for nothing left. Any thread.
 */
#ifndef FEED_VALUE_H
#define FEED_VALUE_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

/* A one-line field: cleaned, white space run together, ends trimmed. */
const char *value_line(struct arena *a, struct slice raw);
/* Plain text of several lines: cleaned, ends trimmed. */
const char *value_block(struct arena *a, struct slice raw);
/* An address: ends trimmed, resolved against base (or NULL). */
const char *value_url(struct arena *a, const char *base, struct slice raw);
/* Markup: cleaned, ends trimmed, the addresses in it resolved against base (or NULL). */
const char *value_markup(struct arena *a, const char *base, struct slice raw);
/* Markup → its text as a one-line field: tags gone, references decoded. */
const char *value_line_of_markup(struct arena *a, struct slice markup);
/* Plain text → markup that shows it: & and < escaped, blank lines part paragraphs. The same pointer
 * when nothing needs it. */
const char *value_markup_of_plain(struct arena *a, const char *plain);

/* True when text that may be plain or HTML is HTML: it has a closing tag or a reference, and no tag
 * or reference that HTML does not know. Errs towards plain, since a false yes loses text. */
bool value_looks_like_html(struct slice text);

/* Names parted by signs ("a, b"): calls found(opaque, name) for each that is not empty. */
void value_split(struct slice list, char sep, void (*found)(void *opaque, struct slice name),
                 void *opaque);

#endif
