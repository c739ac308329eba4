/*
 * Names of character sets: what documents call them, what they are decoded as, and where a document
 * says it. Tables and look-ups; pure, any thread. The conversion itself is feed/recode.
 */
#ifndef FEED_CHARSET_H
#define FEED_CHARSET_H

#include <stdbool.h>
#include "base/str.h"

enum charset_form {
	CHARSET_UTF8,
	CHARSET_WIDE,     /* UTF-16, UTF-32: ASCII is not itself */
	CHARSET_MULTI,    /* GB 18030, Big5, Shift_JIS, EUC: letters and pairs of bytes */
	CHARSET_STATEFUL, /* ISO-2022, HZ, UTF-7: high characters in ASCII bytes */
	CHARSET_SINGLE,
	CHARSET_WEAK,     /* Latin 1 and ASCII: what servers say when nobody told them */
	CHARSET_OTHER,    /* not in the table: iconv may know it */
};

struct charset {
	char name[32];        /* canonical, lower case: "gb18030" */
	const char *iconv;    /* what iconv calls it; NULL: name */
	const char *second;   /* tried for a sequence the first cannot read; NULL: none */
	enum charset_form form;
};

/* Look a name up, whatever its case and spelling; supersets stand for their subsets (gb2312 and gbk
 * are gb18030, big5 is big5-hkscs, shift_jis is cp932, euc-kr is cp949). False for an empty name.
 */
bool charset_find(struct slice name, struct charset *out);
/* From a Content-Type header's charset=. */
bool charset_of_content_type(const char *content_type, struct charset *out);
/* From an XML declaration, after whatever stands before it. bytes must be ASCII-compatible. */
bool charset_of_declaration(struct slice bytes, struct charset *out);
/* From <meta charset=…> or <meta … content="…; charset=…"> near the beginning. */
bool charset_of_meta(struct slice bytes, struct charset *out);
/* From a byte order mark (*len gets its bytes) or from how "<" or "{" is spelled (*len is 0). */
bool charset_of_beginning(struct slice bytes, struct charset *out, size_t *len);

#endif
