/*
 * One reading of XML: where it stands and what was wrong so far. xml.c reads text and declarations,
 * xml_tags.c tags; only they look in here.
 */
#ifndef MARKUP_XML_READER_H
#define MARKUP_XML_READER_H

#include "markup/xml_open.h"

/* An attribute as it is read, before its namespace is known. */
struct xml_raw_attr {
	struct slice qname, value;
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
	struct xml_open open;
};

/* Note that something had to be recovered; the first is kept. Behind `at` nothing is looked at. */
void xml_fault(struct xml_reader *r, const char *at, const char *msgid);
/* The same for a limit. */
void xml_limit(struct xml_reader *r, const char *at, const char *msgid);
/* Note it when a reference (of n bytes; 0: none) is not one that XML knows. */
void xml_check_reference(struct xml_reader *r, const char *at, size_t n);

/* At "<" and a letter, or "</": read the tag. False when it is none and the < is only a character. */
bool xml_start_tag(struct xml_reader *r);
bool xml_end_tag(struct xml_reader *r);

#endif
