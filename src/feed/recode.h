/*
 * Bytes of a known character set → UTF-8. The only user of iconv. Pure; any thread.
 */
#ifndef FEED_RECODE_H
#define FEED_RECODE_H

#include "feed/charset.h"

#define RECODE_WRONG "\xef\xbf\xbd" /* U+FFFD, for each byte or sequence that is wrong */

/* Append bytes as UTF-8; *wrong gets the number of replaced sequences. False when iconv does not know
 * the charset. */
bool recode(const struct charset *c, struct slice bytes, struct str *out, size_t *wrong);
/* Append what should be UTF-8 already. */
void recode_utf8(struct slice bytes, struct str *out);

#endif
