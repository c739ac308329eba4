/*
 * A format: how one kind of document becomes a feed. feed/parse.c lists them; a new one is one file
 * and one line there.
 */
#ifndef FEED_FORMAT_H
#define FEED_FORMAT_H

#include "base/err.h"
#include "base/str.h"
#include "feed/decode.h"
#include "feed/parse.h"
#include "feed/sniff.h"

struct feed_format {
	const char *types;            /* words of `type =` that force it, parted by blanks */
	enum sniff_kind kind;         /* what it is when nothing is forced */
	enum decode_kind decode_as;
	/* Read decoded text into an initialised feed. False when it is none of it after all. */
	bool (*read)(struct slice text, const struct feed_hints *hints, struct feed *feed,
	             struct err *err);
};

extern const struct feed_format format_xml, format_json, format_html;

#endif
