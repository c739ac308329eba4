/*
 * A digest as a file: text set for a width, Markdown, or a page of HTML that stands by itself. Headlines
 * and texts come from outside: what means something in Markdown or HTML is escaped, and only http and
 * https addresses become links. Appends to out.
 */
#ifndef DIGEST_WRITE_H
#define DIGEST_WRITE_H

#include "digest/set.h"

void digest_text(struct str *out, const struct digest *d, const struct digest_look *look);
/* cells: what a summary may take. */
void digest_markdown(struct str *out, const struct digest *d, const struct digest_look *look, int cells);
void digest_html(struct str *out, const struct digest *d, const struct digest_look *look, int cells);
/* A page that says so where nothing is new. */
void digest_html_nothing(struct str *out, const struct digest *d, const struct digest_look *look);
/* Append the sentence. */
void digest_add_nothing(struct str *out, const struct digest *d, int offset_s);

#endif
