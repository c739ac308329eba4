/*
 * A document as a file to keep or to hand on: plain text, Markdown (CommonMark with tables), HTML.
 *
 * All three keep the source's own characters: nothing of the setting (width, drawn marks, hanging)
 * goes along, and no line is broken. Addresses other than http, https and mailto are left out. Pure;
 * any thread.
 */
#ifndef DOC_WRITE_H
#define DOC_WRITE_H

#include "doc/doc.h"

/* What a document itself does not say. Texts may be NULL. */
struct doc_facts {
	const char *title, *link, *source, *author, *language;
	const char *published;       /* YYYY-MM-DDTHH:MM:SSZ */
	const char *const *tags;
	size_t n_tags;
	const char *const *related;  /* addresses of the related articles, by number - 1 */
	size_t n_related;
};

/* Append; paragraphs are parted by a blank line. */
void doc_write_text(const struct doc *d, const struct doc_facts *f, struct str *out);
void doc_write_markdown(const struct doc *d, const struct doc_facts *f, struct str *out);
/* A whole page of HTML5 without any style sheet. */
void doc_write_html(const struct doc *d, const struct doc_facts *f, struct str *out);

#endif
