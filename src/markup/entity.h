/*
 * Character references of HTML: &amp; &nbsp; &#20013; &#x4e2d; (also used for XML). Pure; any thread.
 *
 * Names are those of HTML 5, case-sensitive as there. Numbers 128–159 mean
 * what Windows-1252 has there, as browsers read them; NUL, surrogates and what is beyond Unicode give
 * U+FFFD.
 */
#ifndef MARKUP_ENTITY_H
#define MARKUP_ENTITY_H

#include "base/str.h"

/* The UTF-8 text of a name without & and ; ("nbsp"); NULL when there is none. */
const char *html_entity(struct slice name);
/*
 * Decode the reference that begins at p (*p is '&'). Returns the bytes it takes, 0 when it is none
 * and the & stands for itself. out gets 1–8 bytes of UTF-8, *out_len their number. A missing ; is
 * forgiven after numbers and after the names that HTML forgives it (&amp, &lt, &nbsp …).
 */
size_t html_reference(const char *p, const char *end, char out[8], size_t *out_len);
/* Append text with every reference decoded. */
void html_unescape(struct str *out, struct slice text);
/* Append text with & < > (and " when for an attribute) written as references. */
void html_escape(struct str *out, struct slice text, bool attribute);

#endif
