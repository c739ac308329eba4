/*
 * A flyer (传单): an article as a card of text to paste into a chat or to print, with the QR code of its
 * address below. Pure; any thread.
 */
#ifndef SHARE_FLYER_H
#define SHARE_FLYER_H

#include "reader/reader.h"

enum { FLYER_CELLS = 30 };

/* Append headline, byline, the beginning of the text, the code (wider than the card where the address
 * is long) and the address. now decides whether the year is shown. */
void flyer_add(struct str *out, const struct page *p, const struct options *o, int64_t now);

#endif
