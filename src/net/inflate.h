/*
 * Unpacking a body piece by piece: gzip, deflate and brotli, with a ceiling on what comes out and
 * on how many times more that is than what went in. Pure; one thread at a time.
 *
 * What servers do in the wild is forgiven: gzip named but not used, gzip used but not named,
 * deflate with and without the header of RFC 1950, several gzip members, bytes behind the end.
 */
#ifndef NET_INFLATE_H
#define NET_INFLATE_H

#include <stdbool.h>
#include <stdint.h>
#include <zlib.h>
#include <brotli/decode.h>
#include "base/str.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_DEFLATE, PACKING_BROTLI };

/* Read a Content-Encoding (all lines of it, joined with commas). False for one that was not asked
 * for, and for one inside another: nobody needs that but a bomb. */
bool packing_parse(const char *content_encoding, enum packing *out);

enum inflate_result {
	INFLATE_GOOD,   /* taken; more may come */
	INFLATE_FULL,   /* out has reached its ceiling and there was more */
	INFLATE_BOMB,   /* unpacks to more times its size than anything honest does */
	INFLATE_BROKEN, /* not what it says it is */
};

#define INFLATE_RATIO_MOST 250            /* times; real pages reach 30 */
#define INFLATE_RATIO_FROM (1024 * 1024)  /* bytes that may come out before the ratio counts */

struct inflater {
	enum packing packing;
	bool begun;           /* the first bytes have been looked at */
	bool ended;           /* the stream said that it is over */
	unsigned char head[3]; /* bytes held back until then */
	size_t n_head;
	bool z_open;
	z_stream z;
	BrotliDecoderState *brotli;
	uint64_t n_in, n_out;
};

void inflater_init(struct inflater *f, enum packing packing);
void inflater_release(struct inflater *f);
/* Unpack n bytes and append them to out, whose limit is the ceiling. After anything but
 * INFLATE_GOOD feed no more. */
enum inflate_result inflater_feed(struct inflater *f, const void *bytes, size_t n, struct str *out);
/* No more will come. INFLATE_BROKEN when the packed stream was cut off. */
enum inflate_result inflater_finish(struct inflater *f, struct str *out);

#endif
