/*
 * One line of what an article says: its first sentence, held to a width. Pure; any thread.
 */
#ifndef DIGEST_SUMMARY_H
#define DIGEST_SUMMARY_H

#include "base/str.h"
#include "text/width.h"

/*
 * Append the first sentences of text that together fit into `cells`, at least the first; a sentence that
 * only repeats the headline is left out. One that is too long is cut where a clause ends, else between
 * two words, never inside a word or a number, and ends with ……(… where words are parted by blanks).
 * title may be NULL. Appends nothing when there is nothing to say.
 */
void digest_summary(struct str *out, const struct width_profile *profile, const char *title,
                    const char *text, int cells);
/* Bytes of the first sentence of text, its closing quotes and the blanks behind it included. */
size_t digest_sentence(struct slice text);

#endif
