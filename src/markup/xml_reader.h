/*
 * One reading of XML: where it stands and what was wrong so far. xml.c reads text and declarations,
 * xml_tags.c tags, xml_doctype.c what a DOCTYPE declares; only they look in here.
 */
#ifndef MARKUP_XML_READER_H
#define MARKUP_XML_READER_H

#include "markup/xml_open.h"

/* An attribute as it is read, before its namespace is known. */
struct xml_raw_attr {
	struct slice qname, value;
};

/* An entity that the document declares; its text stands in entity_texts. */
struct xml_entity {
	struct slice name;
	size_t at, len;
};

enum {
	XML_ENTITIES = 64,
	XML_ENTITY_BYTES = 256,
	XML_ENTITY_TEXTS = 32 * 1024,
	XML_CUT_LINES = 64,
	XML_EXPANDED_BYTES = 256 * 1024, /* that entities may add to a document */
};

struct xml_reader {
	const char *start, *p, *end;
	struct xml_report report;
	bool had_root, after_root;
	/* What is known not to come any more, so that it is not looked for again and again. */
	bool no_more_gt, no_more_doctype_end;
	const char *next_gt;  /* the > found last; NULL before the first */
	struct xml_raw_attr raw[XML_ATTRS];
	struct xml_attr attrs[XML_ATTRS];
	struct str scratch;      /* names and decoded values of the attributes at hand */
	struct xml_entity entities[XML_ENTITIES];
	size_t n_entities, expanded;
	size_t n_cut_lines;   /* lines without an end that were read again behind their text */
	struct str entity_texts;
	struct xml_open open;
};

/* Note that something had to be recovered; the first is kept. Behind `at` nothing is looked at. */
void xml_fault(struct xml_reader *r, const char *at, const char *msgid);
/* The same for a limit. */
void xml_limit(struct xml_reader *r, const char *at, const char *msgid);
/* Note it when a reference (of n bytes; 0: none) is not one that XML knows. */
void xml_check_reference(struct xml_reader *r, const char *at, size_t n);

/* Skip to behind mark, looked for from `from`; without one, to the end. */
void xml_skip_past(struct xml_reader *r, const char *from, const char *mark);
/* At "<!DOCTYPE". */
void xml_doctype(struct xml_reader *r);
/* The reference at p (an '&') when the DOCTYPE declares it: its bytes, and what it stands for; else 0. */
size_t xml_declared_reference(struct xml_reader *r, const char *p, const char *end,
                              struct slice *text);
/* Append raw with every reference decoded, the document's own first. */
void xml_unescape(struct xml_reader *r, struct str *out, struct slice raw);

/* At "<" and a letter, or "</": read the tag. False when it is none and the < is only a character. */
bool xml_start_tag(struct xml_reader *r);
bool xml_end_tag(struct xml_reader *r);

#endif
