/*
 * What is known of HTML's elements: one row each. Only markup/ looks in here.
 */
#ifndef MARKUP_TAGS_H
#define MARKUP_TAGS_H

#include <stdint.h>

enum tag_flags {
	TAG_VOID = 1 << 0,       /* no content, no end tag */
	TAG_BLOCK = 1 << 1,      /* stands by itself; ends of inline elements do not reach over it */
	TAG_CLOSES_P = 1 << 2,   /* its start ends an open p */
	TAG_RAW = 1 << 3,        /* its content is no markup */
	TAG_CODE = 1 << 4,       /* … and is not for reading: to the end if its end tag is missing */
	TAG_REFERENCES = 1 << 5, /* … but references count in it */
	TAG_SCOPE = 1 << 6,      /* what is open outside of it cannot be closed from inside */
	TAG_TABLE = 1 << 7,      /* parts of a table: their ends reach over cells, not over the table */
	TAG_FOREIGN = 1 << 8,    /* svg, math: <x/> is an end there */
	TAG_HEADING = 1 << 9,
};

struct tag_info {
	char name[11];
	uint8_t raw_bit;         /* one for each element with TAG_RAW */
	uint16_t flags;
	/* Names parted by blanks: an open one of `closes` is ended by this start tag, unless one of
	 * `stops` or the page is met before. "#" in stops is any block but address, div and p. */
	const char *closes, *stops;
};

/* Never NULL: an unknown name has no flags. */
const struct tag_info *tag_info(const char *name);
/* True when list holds name as a word; list may be NULL. */
int tag_listed(const char *list, const char *name);

#endif
