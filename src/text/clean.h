/*
 * The one gate through which text from outside comes in (TRUST §1.2). Pure; any thread.
 *
 * What passes holds no C0 but \n and \t, no DEL, no C1, valid UTF-8 only, no bidi embeddings or
 * overrides, isolates only if balanced within their line, no tag characters outside flags.
 */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stdbool.h>
#include "base/str.h"

enum clean_mode {
	CLEAN_LINE,  /* one-line fields: every run of white space becomes one blank, ends trimmed,
	                LRM, RLM and ALM dropped */
	CLEAN_BLOCK, /* bodies: \n and \t kept, \r\n and \r become \n */
};

/* Append the cleaned text. */
void text_clean(struct str *out, struct slice in, enum clean_mode mode);
/* A heap copy, cleaned; the caller frees. NULL gives NULL. */
char *text_cleaned(const char *in, enum clean_mode mode);
/* True when text_clean() would change nothing (the second net asks this). */
bool text_is_clean(struct slice in, enum clean_mode mode);

#endif
