/*
 * Bytes of whatever character set → UTF-8. The only user of uchardet. Pure; any thread.
 *
 * Asked in this order: byte order mark, HTTP's charset, the document's own declaration, whether the
 * bytes are UTF-8, detection. A witness whom the bytes contradict is not believed: bytes that are
 * UTF-8 with Han in it are UTF-8 whatever is declared, and a declared UTF-8 that fails all over is
 * something else. A wrong byte becomes U+FFFD; nothing is ever lost.
 */
#ifndef FEED_DECODE_H
#define FEED_DECODE_H

#include <stdbool.h>
#include "base/str.h"

enum decode_kind { DECODE_XML, DECODE_HTML, DECODE_PLAIN };

struct decoded {
	struct slice text;   /* without byte order marks; borrows the input, or own */
	struct str own;
	char encoding[32];   /* canonical name of what it was read as: "gb18030" */
	size_t replaced;     /* wrong bytes or sequences */
	bool contradicted;   /* it is not what was declared */
};

/* language (or NULL) helps to choose where nothing else does. Release with decoded_release(); the
 * input must live as long. */
void decode_bytes(struct slice bytes, enum decode_kind kind, const char *content_type,
                  const char *language, struct decoded *out);
void decoded_release(struct decoded *d);

#endif
